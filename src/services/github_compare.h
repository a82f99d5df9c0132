/* The commits between two revisions, as GitHub has them: GET /compare/{base}...{head}. */
#ifndef SERVICES_GITHUB_COMPARE_H
#define SERVICES_GITHUB_COMPARE_H

#include "formats/comparison.h"
#include "services/github.h"

struct github_compare {
	const char *base, *head; /* commit ids, branches or tags */
	size_t max;              /* more commits are an error */

	/* Gets each commit once, the oldest first; its texts live during the call. -1 ends it. */
	int (*take)(void *context, const struct compared_commit *commit, struct err *err);
	void *context;
};

/*
 * 0 and how many there are when each was taken; none is no error. -1 when not: a page was not got,
 * the server counts more or fewer than it gives, or counts otherwise from page to page, gives one
 * twice, or does not give head. What was taken before stays taken: an invalid one is invalid
 * whatever is missing beside it.
 */
int github_compare(struct github *github, const struct github_compare *compare, size_t *n,
		   struct err *err);

#endif
