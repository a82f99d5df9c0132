/*
 * What the tested commit is compared with (specs/coverage-and-lint.md 4.6): what the caller names,
 * else what the event says. Lines that cannot be told from old ones are never taken for old: where
 * the base is not certain, there is an error with the cure.
 */
#ifndef GIT_CHANGE_BASE_H
#define GIT_CHANGE_BASE_H

#include "git/repository.h"
#include "git/situation.h"

struct change_base {
	struct object_id commit; /* compared with; "" is the empty tree: all is new */
	struct object_id head;   /* the commit that is checked out */
	char how[300];           /* how it was chosen, for people: "first parent of ..." */
};

int change_base_choose(const struct repository *repository, const struct situation *situation,
		       struct change_base *base, struct err *err);

#endif
