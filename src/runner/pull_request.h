/*
 * What the event file says about the pull request's own texts, and about how the repository merges
 * (docs.github.com, webhook events and payloads: pull_request).
 */
#ifndef RUNNER_PULL_REQUEST_H
#define RUNNER_PULL_REQUEST_H

#include "runner/report.h"

enum event_setting {
	EVENT_UNKNOWN, /* the event does not say */
	EVENT_NO,
	EVENT_YES,
};

struct event_pull_request {
	const char *title, *body; /* NULL: not there */
	const char *author;       /* login; NULL */
	int64_t number, commits;  /* 0: not there */
	enum event_setting allow_squash, allow_merge, allow_rebase;
	const char *squash_title;   /* PR_TITLE, COMMIT_OR_PR_TITLE; NULL */
	const char *squash_message; /* PR_BODY, COMMIT_MESSAGES, BLANK; NULL */
};

/* 1: there is one; 0: no event file, or one without a pull request; -1: it cannot be read. */
int report_pull_request(struct report *report, struct event_pull_request *out, struct err *err);

#endif
