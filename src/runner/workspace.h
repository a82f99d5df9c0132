/*
 * Paths as a caller gives them, and where they may lead (specs/runner.md 4.6, 4.7).
 */
#ifndef RUNNER_WORKSPACE_H
#define RUNNER_WORKSPACE_H

#include "base/arena.h"
#include "base/fs.h"

struct workspace {
	int root;              /* the workspace folder */
	int temp;              /* RUNNER_TEMP, or -1 */
	const char *path;      /* of root, absolute */
	const char *temp_path; /* NULL */
	const char *host_path; /* the workspace's path outside the container; NULL */
	const char *folder;    /* working-directory, relative to root; "" is root itself */
	bool fenced;           /* nothing outside root and temp may be touched */
	struct fs_owner owner; /* of what we create: the workspace's */
	bool owner_refused;    /* the system would not give a file to that owner */
};

/* Where a path leads: below `root` when `beneath`, else as openat takes it. */
struct place {
	int root;
	bool beneath;
	const char *path;  /* for openat */
	const char *shown; /* relative to the workspace where it is in it */
};

/* Reads GITHUB_WORKSPACE, RUNNER_TEMP, ...; working_directory as given. */
int workspace_open(struct workspace *ws, const char *working_directory, struct arena *arena,
		   struct err *err);

/* Makes the place of a path; a caller's error when it leads outside. Opens nothing. */
int workspace_place(const struct workspace *ws, const char *given, struct place *place,
		    struct arena *arena, struct err *err);

/* See report_strip_workspace. Returns a part of `absolute`, or NULL. */
const char *workspace_strip(const struct workspace *ws, const char *absolute);

/* Opens for reading what must be a regular file. The descriptor, or -1. */
int workspace_open_file(const struct workspace *ws, const char *given, struct place *place,
			struct arena *arena, struct err *err);

#endif
