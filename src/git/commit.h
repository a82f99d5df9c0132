/* A commit as its author wrote it. */
#ifndef GIT_COMMIT_H
#define GIT_COMMIT_H

#include "git/repository.h"

struct commit {
	struct object_id id;
	struct object_id *parents;
	size_t n_parents, cap;

	/* UTF-8, from the encoding that the commit names (encoding.h). The message is otherwise as
	 * it stands: line ends, blank lines and NULs are kept. */
	struct str author_name, author_email, message;
	bool bad_encoding; /* some of it is U+FFFD, or may be */
};

void commit_init(struct commit *commit);
void commit_release(struct commit *commit);

/* Reads another commit into the same memory. -1: its object is not here, damaged, or no commit. */
int commit_read(const struct repository *repository, const struct object_id *id,
		struct commit *commit, struct err *err);

#endif
