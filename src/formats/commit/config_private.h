/* What the files of the configuration reader share. */
#ifndef FORMATS_COMMIT_CONFIG_PRIVATE_H
#define FORMATS_COMMIT_CONFIG_PRIVATE_H

#include "formats/commit/config.h"
#include "formats/yaml.h"

struct config_reader {
	const char *name;
	struct arena *arena;
	struct err *err;
	struct commit_config *config;
};

/* The caller's error "NAME:LINE:COLUMN: KEY: found "..."; expected ...". Returns -1. */
int config_refuse(struct config_reader *r, const struct yaml_node *node, const char *key,
		  const char *expected);

/* The error for a key that is not known, with the nearest of the words. Returns -1. */
int config_unknown(struct config_reader *r, const struct yaml_node *node, const char *const *words);

/* A text, or a list of texts. */
int config_list(struct config_reader *r, const struct yaml_node *node, const char *key,
		struct commit_list *out);

int config_rules(struct config_reader *r, const struct yaml_node *map);
int config_parser(struct config_reader *r, const struct yaml_node *node);

#endif
