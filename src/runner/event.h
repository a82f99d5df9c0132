/*
 * The event that a workflow runs for: the event file (GITHUB_EVENT_PATH) and the variables beside
 * it. The only reader of that file. What it does not say, or says with another type than GitHub
 * documents (docs.github.com, webhook events and payloads), is NULL, 0 or false; a file that cannot
 * be read to its end says nothing but that.
 */
#ifndef RUNNER_EVENT_H
#define RUNNER_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum event_setting {
	EVENT_UNKNOWN, /* the event does not say */
	EVENT_NO,
	EVENT_YES,
};

struct event_pull_request {
	bool is_there; /* the event has one */
	int64_t number;
	int64_t commits; /* how many it has */
	const char *title, *body;
	const char *author; /* login */
	const char *head_sha;
	const char *base_sha; /* tip of the base branch when the event was made: may be old */
	const char *base_ref; /* name of the base branch, without refs/heads/ */

	/* how the repository merges */
	enum event_setting allow_squash, allow_merge, allow_rebase;
	const char *squash_title;   /* PR_TITLE, COMMIT_OR_PR_TITLE */
	const char *squash_message; /* PR_BODY, COMMIT_MESSAGES, BLANK */
};

struct event {
	const char *name;       /* GITHUB_EVENT_NAME */
	const char *ref;        /* GITHUB_REF */
	const char *unreadable; /* why the file that is named cannot be read */

	int64_t number;
	const char *default_branch; /* repository.default_branch */
	struct event_pull_request pull_request;
	struct {
		const char *base_sha, *head_sha;
	} merge_group;

	/* push; 40 zeros stand for "did not exist" */
	const char *before, *after;
	bool deleted;

	int64_t issue_number;
	bool issue_is_pull;
	int64_t run_pull_number; /* workflow_run: of its first pull request */
};

/* Texts live in the arena. -1: no memory. */
int event_read(struct event *event, struct arena *arena);

#endif
