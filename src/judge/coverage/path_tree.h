/* Questions to a tree, for paths.c. */
#ifndef JUDGE_COVERAGE_PATH_TREE_H
#define JUDGE_COVERAGE_PATH_TREE_H

#include "judge/coverage/paths.h"

/* The file of this path: by its bytes, else in Unicode's form C, else, where `caseless`, whatever
 * the case. NULL: none, or more than one (or no memory: the path is then in no file). */
const char *path_tree_file(struct path_tree *tree, const char *path, bool caseless);

/* Whether a file lies below the folder; "" is always one. */
bool path_tree_has_folder(const struct path_tree *tree, const char *folder);

/* The first file whose last component is this, and the next of the same; UINT32_MAX: no more. */
uint32_t path_tree_named(const struct path_tree *tree, const char *name);

#endif
