/* What the files of this room share: libgit2's types, and its errors in our words. */
#ifndef GIT_PRIVATE_H
#define GIT_PRIVATE_H

#include <git2.h>
#include <git2/sys/repository.h>

#include "git/repository.h"

/* Releases of libgit2's objects, for cleanup at the end of a scope. */
#define GIT_AUTO(type) __attribute__((cleanup(auto_##type))) git_##type *
#define GIT_AUTO_RELEASE(type) \
	static inline void auto_##type(git_##type **p) { git_##type##_free(*p); }

/* What libgit2 said last, without a line end; never empty. */
const char *git_said(void);

void id_from_oid(struct object_id *id, const git_oid *oid);
int id_to_oid(git_oid *oid, const struct object_id *id, struct err *err);

#endif
