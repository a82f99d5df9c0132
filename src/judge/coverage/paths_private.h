/* What paths.c and path_vote.c share. */
#ifndef JUDGE_COVERAGE_PATHS_PRIVATE_H
#define JUDGE_COVERAGE_PATHS_PRIVATE_H

#include "judge/coverage/path_tree.h"

#define CANDIDATES_MAX 256
#define PATH_BYTES     (64 * KiB)

enum candidate_kind { /* of equal votes the first kind wins */
		      FROM_SOURCES,
		      FROM_SERVICE,
		      FROM_FOLDERS,
		      FROM_TREE,
		      KINDS,
};

/* A front of the report's paths, and what stands for it in the tree. */
struct candidate {
	enum candidate_kind kind;
	const char *strip; /* "" for relative paths */
	const char *put;   /* "" is the workspace; NULL: the sources */
	size_t votes;
};

struct path {
	const char *text; /* cleaned */
	bool absolute, drive;
	bool foreign; /* a library's */
	bool inside;  /* absolute, and below what the workspace is called: it lies nowhere else */
};

struct mapping {
	const struct path_request *request;
	struct path *paths;
	size_t n;
	struct path_place *places;
	struct candidate candidates[CANDIDATES_MAX];
	size_t n_candidates;
	const char **sources; /* as folders of the tree */
	size_t n_sources;
	struct str joined;
	struct arena *arena;
	struct err *err;
};

/* Whether a path is still without a place and takes part in the vote. */
bool path_counts(const struct mapping *m, size_t i, bool absolute);

bool path_is_drive(const char *path);

/* What of path lies below folder ("": all of it); NULL: it does not. */
const char *path_below(const char *path, const char *folder);
const char *path_below_workspace(const struct mapping *m, const char *path);

/* folder/rest, cleaned, until the next call; NULL when it leads out of the workspace. */
const char *path_join(struct mapping *m, const char *folder, const char *rest);
const char *path_file_at(struct mapping *m, const char *folder, const char *rest, bool drive);

/* Candidates, from what is known of the report and from the tree. -1: no memory. */
int path_propose_pairs(struct mapping *m, const char *path);
int path_propose_common(struct mapping *m);
int path_propose_sources(struct mapping *m);
int path_propose_folders(struct mapping *m);
int path_propose_anywhere(struct mapping *m);

/* Places all that the candidate places; what an equal rival places elsewhere is ambiguous. */
void path_place_all(struct mapping *m, const struct candidate *won, bool absolute);

/* Counts, places by the winner and says why: 1. 0: no candidate places anything. -1: no memory. */
int path_vote(struct mapping *m, bool absolute, const char **why);

/* How many bytes the ends of two paths have in common, and whole components. */
size_t path_common_end(const char *a, const char *b, unsigned *components);

#endif
