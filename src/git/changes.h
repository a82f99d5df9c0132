/*
 * Which files differ between two trees, and which lines of the new side are not in the old one
 * (specs/coverage-and-lint.md 4.6). Trees are compared, not histories: parents need not be here.
 */
#ifndef GIT_CHANGES_H
#define GIT_CHANGES_H

#include <signal.h>
#include <stdint.h>

#include "git/change_base.h"

enum change_side {
	CHANGE_TO_HEAD,     /* the commit that is checked out */
	CHANGE_TO_CHECKOUT, /* the same, and the working tree is looked at: `stale` */
	CHANGE_TO_WORKTREE, /* the working tree, with files that are neither tracked nor ignored */
};

struct file_change {
	const char *path;     /* in the repository, of the new side; of a deleted file its last */
	const char *old_path; /* of a renamed file; NULL */
	bool added, deleted, renamed;
	/* Its lines are not known: it holds a NUL as git looks for one, or is a submodule, a
	 * pointer of Git LFS, or larger than 256 MiB. */
	bool binary;
	/* CHANGE_TO_CHECKOUT: the working tree has it with other lines than the commit. */
	bool stale;
};

struct change_reader {
	void *context;
	/* Each file once, before its lines. -1 with err set ends the reading, here too. */
	int (*file)(void *context, const struct file_change *file, struct err *err);
	/* Lines first to first + count - 1 of the file just named, in order. */
	int (*lines)(void *context, int64_t first, int64_t count, struct err *err);
};

struct change_request {
	const struct change_base *base;
	enum change_side side;
	const volatile sig_atomic_t *cancelled; /* NULL: never */
	bool renames_limited; /* set when not all pairs were tried: some renamed files are new */
};

/*
 * A file is renamed when half of it is the same; as in git, where more than 1000 are gone and 1000
 * have come, only equal ones are paired. A file whose mode alone differs, and a deleted one, has
 * no lines.
 */
int changes_read(const struct repository *repository, struct change_request *request,
		 const struct change_reader *reader, struct err *err);

#endif
