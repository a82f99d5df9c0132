/* Which files a repository has: those of a commit, and new ones beside them. */
#ifndef GIT_FILES_H
#define GIT_FILES_H

#include "git/repository.h"

struct repository_file {
	const char *path; /* below the root */
	const char *blob; /* its id, 40 hex digits; NULL: not tracked */
};

/*
 * Calls file for each regular file of the commit, then for each of the working tree that is neither
 * tracked nor ignored (of a bare repository none). Links and submodules are left out. -1 with err
 * set, from here or from file.
 */
int files_read(const struct repository *repository, const struct object_id *commit,
	       int (*file)(void *context, const struct repository_file *file, struct err *err),
	       void *context, struct err *err);

/* Whether the ignore files say that git shall not track the path; tracked files they may name too.
 */
bool files_ignored(const struct repository *repository, const char *path);

#endif
