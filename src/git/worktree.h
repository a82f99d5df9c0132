/* Files of the working tree, as git would store them. */
#ifndef GIT_WORKTREE_H
#define GIT_WORKTREE_H

#include "git/repository.h"

/*
 * What lies at `path`, below the root: the bytes of a regular file, the target of a symbolic link.
 * 1; 0 when there is nothing, or something else; -1 with err set.
 */
int worktree_read(const struct repository *repository, const char *path, struct str *bytes,
		  struct err *err);

/* Whether two texts have the same lines, line ends \n and \r\n being the same: a checkout may turn
 * one into the other. */
bool worktree_same(struct text a, struct text b);

#endif
