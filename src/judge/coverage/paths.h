/*
 * From the paths of a report to paths of the tree (specs/coverage-and-lint.md 4.5). Pure: the tree
 * and what is known about the report go in; for each path a file of the tree comes out, or the
 * reason why there is none. What fits two files is never decided by chance.
 */
#ifndef JUDGE_COVERAGE_PATHS_H
#define JUDGE_COVERAGE_PATHS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"

/* Paths as they are compared where bytes differ: in Unicode's form C, or without case. */
struct path_forms {
	const char **form; /* of each file; NULL until it is needed */
	bool *twice;       /* another file has the same */
	struct hash_index index;
};

/* The files that there are, with their paths in the workspace. Texts stay the caller's. */
struct path_tree {
	const char *const *paths;
	size_t n;
	struct hash_index by_path; /* first of each in byte order */
	struct hash_index by_name; /* the last component: the first file of that name */
	uint32_t *next;            /* of the same name; UINT32_MAX: no more */
	struct hash_index folders; /* files, each standing for a folder above it */
	struct path_forms composed, caseless;
	struct arena *arena;
};

/* paths: sorted in byte order. */
int path_tree_init(struct path_tree *tree, const char *const *paths, size_t n, struct arena *arena,
		   struct err *err);
void path_tree_release(struct path_tree *tree);

struct path_module { /* of a go.mod */
	const char *name, *folder;
};

struct path_request {
	struct path_tree *tree;
	/* What the workspace may be called, absolute, without a slash at the end. */
	const char *const *workspaces;
	size_t n_workspaces;

	const char *const *sources; /* <source> elements */
	size_t n_sources;
	const char *root;    /* root=: paths start there, and nowhere else; NULL */
	const char *strip;   /* strip=; NULL */
	const char *service; /* folder of service=; NULL */
	const char *folder;  /* of the report itself, "" is the workspace; NULL: it has none */
	const struct path_module *modules;
	size_t n_modules;
	bool suffixes; /* what is left may be found by a unique end of two components or more */

	bool (*ignored)(void *context, const char *path); /* by git; NULL: nothing is */
	void *context;
};

enum path_state {
	PATH_FOUND,
	PATH_FOREIGN,    /* of no concern here: a library, generated, ignored */
	PATH_UNRESOLVED, /* names no file */
	PATH_AMBIGUOUS,  /* names two: `file` and `other` */
};

struct path_place {
	enum path_state state;
	const char *file; /* of the tree; NULL */
	const char *other;
};

/*
 * Fills places[i] for paths[i]. *why says for people where the paths of the report start; NULL when
 * they needed no help. -1: no memory, or a caller's error: `strip` that no path begins with.
 */
int paths_place(const struct path_request *request, const char *const *paths, size_t n,
		struct path_place *places, const char **why, struct arena *arena, struct err *err);

#endif
