/*
 * A git repository, read with libgit2 and never written. No git process is started, no hook and no
 * filter program runs, nothing is fetched.
 *
 * What decides lies in the repository's objects and references alone: the configuration of system,
 * user and repository is not looked at (but for what the repository needs to be opened at all), nor
 * are attributes. Who owns the folder does not matter: in a container it is another user, and
 * nothing in it is executed (specs/runner.md 4.8).
 *
 * A shallow clone holds commits whose parents it does not hold. libgit2 1.5 does not know about
 * that; here every answer that would need such a parent is an error that says what to set.
 */
#ifndef GIT_REPOSITORY_H
#define GIT_REPOSITORY_H

#include "base/str.h"

/* 40 lower-case hex digits. Repositories with SHA-256 ids are refused when they are opened. */
struct object_id {
	char hex[41];
};

struct repository {
	struct git_repository *handle; /* libgit2's */
	char *root;                /* of the working tree, absolute; NULL: there is none (bare) */
	struct object_id *shallow; /* commits whose parents were not fetched, sorted */
	size_t n_shallow;
};

/*
 * Starts libgit2, once a process; it takes some milliseconds, so a program calls it when it needs
 * git, not earlier.
 */
int git_start(struct err *err);

/*
 * Opens the repository that `folder` (absolute) lies in: the first folder with a `.git` from here
 * upward, but not above `fence` (NULL: up to the root of the file system), or `folder` itself when
 * it is a bare repository; none is a caller's error. A `.git` that cannot be opened ends the search
 * with an error: another repository further up would give answers about other files.
 */
int repository_open(struct repository *repository, const char *folder, const char *fence,
		    struct err *err);
void repository_release(struct repository *repository);

/* The commit that is checked out. -1: there is none yet, or it cannot be read. */
int repository_head(const struct repository *repository, struct object_id *id, struct err *err);

/* The full name of the ref that a symbolic one, such as HEAD, stands for; empty: it names a commit
 * itself. */
int repository_target(const struct repository *repository, const char *name, struct str *target,
		      struct err *err);

/*
 * The commit that an id of 40 digits or the full name of a reference stands for; false when it is
 * not here. An id is never taken for the name of a branch.
 */
bool repository_find(const struct repository *repository, const char *name, struct object_id *id);

/* The commit that any revision names (gitrevisions(7)). -1: no such, or its object is not here. */
int repository_resolve(const struct repository *repository, const char *revision,
		       struct object_id *id, struct err *err);

/* The best common ancestor. -1: there is none, or history is cut before it. */
int repository_merge_base(const struct repository *repository, const struct object_id *one,
			  const struct object_id *two, struct object_id *base, struct err *err);

/* Whether the parents of a commit were left out when the repository was cloned. */
bool repository_is_boundary(const struct repository *repository, const struct object_id *commit);

/* What to do about a commit that is not here, as the end of a message. */
const char *repository_cure(const struct repository *repository);

#endif
