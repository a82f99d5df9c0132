/* One page of what GitHub's compare API answers: GET /repos/{o}/{r}/compare/{base}...{head}. */
#ifndef FORMATS_COMPARISON_H
#define FORMATS_COMPARISON_H

#include "base/arena.h"

struct compared_commit {
	const char *sha;                  /* 40 or 64 hex digits */
	struct text message;              /* as it stands */
	const char *name, *email, *login; /* of the author; NULL: not known */
	int parents;
};

struct comparison {
	struct arena arena;
	struct compared_commit *at; /* of this page, the oldest first */
	size_t n, cap;
	int64_t total; /* of all pages */
};

/* -1 with "NAME:LINE:COLUMN: ..." when it is no such answer, or lacks a member that is needed; what
 * was read before that stays. At most 32 MiB of texts. */
int comparison_read(struct comparison *comparison, const char *name, struct text bytes,
		    struct err *err);
void comparison_release(struct comparison *comparison);

#endif
