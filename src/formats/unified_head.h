/* What the headers of one file in a diff say. Internal to formats/unified_diff. */
#ifndef FORMATS_UNIFIED_HEAD_H
#define FORMATS_UNIFIED_HEAD_H

#include <stdbool.h>

#include "base/str.h"

struct unified_head {
	struct str git_line;           /* what stands behind "diff --git " */
	struct str old_name, new_name; /* "---", "+++" */
	struct str from, to;           /* of a rename or a copy */
	struct str first, second;      /* of git_line, once it was taken apart */

	bool is_git;
	bool has_old, has_new, no_old, no_new; /* no: it is /dev/null */
	bool has_from, has_to, renamed, added, deleted, binary, submodule;
	bool old_mode, new_mode, has_index, empty_blob, similar;
	bool needs_hunks; /* the two sides differ in their text */
};

void unified_head_init(struct unified_head *head);
void unified_head_release(struct unified_head *head);

/* Forgets the file before. */
void unified_head_start(struct unified_head *head, bool is_git);

/* A line between "diff --git" and the hunks. 1: taken; 0: it is no header; -1: it names no file. */
int unified_head_line(struct unified_head *head, struct text line);

/* "--- NAME" and "+++ NAME". false: it names no file. */
bool unified_head_old(struct unified_head *head, struct text line);
bool unified_head_new(struct unified_head *head, struct text line);

/* "Binary files A and B differ", of a diff that is not git's. false: its names cannot be told. */
bool unified_head_binary(struct unified_head *head, struct text line);

/* The path in the repository; empty when it cannot be told. */
struct text unified_head_path(struct unified_head *head);

/* Whether the headers can be all that is said about the file. */
bool unified_head_is_whole(const struct unified_head *head);

/* -1 with err set when a name was too long for its buffer. */
int unified_head_check(const struct unified_head *head, struct err *err);

#endif
