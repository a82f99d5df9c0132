/* A configuration file as a tree, whichever of the two languages it is written in. */
#ifndef FORMATS_COMMIT_CONFIG_TREE_H
#define FORMATS_COMMIT_CONFIG_TREE_H

#include "formats/commit/config.h"
#include "formats/yaml.h"

/*
 * The root; NULL with the caller's error, or without one when a package file has no member
 * `commitlint`. In a tree made from JSON a number and true and false are plain, texts are not.
 */
const struct yaml_node *commit_config_tree(const char *name, struct text bytes,
					   enum commit_config_form form, struct arena *arena,
					   struct err *err);

#endif
