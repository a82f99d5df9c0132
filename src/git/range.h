/*
 * The commits that an event brings (specs/commit-lint.md 4.1): those that can be reached from a
 * head and not from what was there before.
 */
#ifndef GIT_RANGE_H
#define GIT_RANGE_H

#include "git/repository.h"
#include "git/situation.h"

struct range {
	struct object_id head;
	struct object_id *minus; /* what is reachable from these is not part of it */
	size_t n_minus, cap;
	const char *nothing; /* why there can be no commit in it (a deleted branch, a tag); NULL */
};

void range_release(struct range *range);

/*
 * From `base` and `head` of the situation, else from the event: a pull request, a merge group, a
 * push. A caller's error when neither says it (another event, a desk without `base`); other errors
 * when a commit is not here.
 */
int range_choose(const struct repository *repository, const struct situation *situation,
		 struct range *range, struct err *err);

struct range_commits {
	struct object_id *at; /* newest first, by the time of committing */
	size_t n;
};

void range_commits_release(struct range_commits *commits);

/*
 * All commits of a range, each once. -1 when there are more than `max`, and when the list would not
 * be complete: each of its commits has all its parents in the list or among what is subtracted, and
 * none is a boundary of a shallow clone. Where what is subtracted is itself cut off, the list may
 * hold too much, never too little.
 */
int range_read(const struct repository *repository, const struct range *range, size_t max,
	       struct range_commits *commits, struct err *err);

#endif
