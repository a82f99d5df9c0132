/*
 * Which lines of which files a change adds or rewrites, numbered as the new side is: filled from a
 * unified diff (unified_diff.h) or from git, asked by the judges.
 */
#ifndef FORMATS_CHANGED_LINES_H
#define FORMATS_CHANGED_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"

struct line_range {
	int64_t first, last; /* from 1, both inside */
};

struct changed_file {
	const char *path;           /* of the new side; of a deleted file, its last one */
	const char *old_path;       /* of a renamed or copied file; NULL */
	struct line_range *changed; /* in order, with unchanged lines between them */
	size_t n, cap;
	bool added;
	bool deleted;
	bool binary; /* changed, but it has no lines; a submodule likewise */
	bool renamed;
	bool stale; /* the lines of the working copy are others: they cannot be looked up there */
};

struct changed_lines {
	struct arena arena;
	struct hash_index index;
	struct changed_file **files; /* in the order in which they came */
	size_t n, cap;
};

void changed_lines_init(struct changed_lines *changed);
void changed_lines_release(struct changed_lines *changed);

/* The file at path, made when it is not there; NULL with err set when there is no memory. */
struct changed_file *changed_lines_add(struct changed_lines *changed, struct text path,
				       struct err *err);

/* Adds lines first to last, which lie behind those that the file has so far or touch the last of
 * them. -1 with err set when they do not, or there is no memory. */
int changed_file_add(struct changed_lines *changed, struct changed_file *file, int64_t first,
		     int64_t last, struct err *err);

/* NULL: the change does not touch the file. */
const struct changed_file *changed_lines_find(const struct changed_lines *changed,
					      const char *path);

/* Whether any line from line to end_line is changed. */
bool changed_file_has(const struct changed_file *file, int64_t line, int64_t end_line);

#endif
