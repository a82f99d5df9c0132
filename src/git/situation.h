/* What the caller and the event say about a change; NULL where they say nothing. */
#ifndef GIT_SITUATION_H
#define GIT_SITUATION_H

#include <stdbool.h>

struct situation {
	const char *base, *head; /* revisions that the caller names; they go before the event */
	const char *event;       /* its name, as in `on:`; NULL: a desk */
	const char *ref;         /* full name of the ref that the event is about */
	const char *default_branch;

	/* pull request, merge group */
	const char *base_sha, *head_sha;
	const char *base_branch;

	/* push; 40 zeros for "there was none" */
	const char *before, *after;
	bool deleted;
};

#endif
