/*
 * GitHub's REST API, one client for all programs (specs/github-services.md 4.3): headers, pages,
 * limits, and what a status means. net/http.h does retries, redirects and times.
 *
 * Errors are worth showing as they are. A token that is refused, a permission that is missing, a
 * repository that is not found are the caller's; what a server or the network failed at is not.
 */
#ifndef SERVICES_GITHUB_H
#define SERVICES_GITHUB_H

#include "net/http.h"

struct github_access {
	const char *api_url;    /* https://api.github.com, https://HOST/api/v3 */
	const char *repository; /* OWNER/NAME */
	const char *token;      /* NULL or empty: nobody's requests */
	int64_t budget_ms;      /* of all requests together */
	const volatile sig_atomic_t *cancelled;
	const struct net_clock *clock;
};

struct github {
	struct github_access access; /* its texts are the opener's */
	struct http http;
	struct str root; /* API_URL/repos/OWNER/NAME */
	long status;     /* of the last answer; 0: there was none */
	bool succeeded;  /* some answer was a good one */
};

int github_open(struct github *github, const struct github_access *access, struct err *err);
void github_release(struct github *github);

/* A list that comes in pages; the first is asked for by github_page too. */
struct github_pages {
	struct github *github;
	const char *path;          /* below the repository, "/issues?per_page=100" */
	const char *permission;    /* that the token needs, for messages: "contents: read" */
	struct http_answer answer; /* the page */
	unsigned n;                /* its number, from 1 */
};

#define GITHUB_PAGES(github_, path_, permission_)                            \
	{                                                                    \
		.github = (github_), .path = (path_), .answer = HTTP_ANSWER, \
		.permission = (permission_)                                  \
	}

void github_pages_release(struct github_pages *pages);

/*
 * 1: the answer holds the next page; 0: there is none behind the last; -1: it was not got. Limits
 * are waited for while the budget lasts. The page that follows is the one that the answer links to,
 * on the same server, up to 200.
 */
int github_page(struct github_pages *pages, struct err *err);

/* Appends a part of a path: what is not a letter, a digit or one of "-._~/" is percent-encoded. */
void github_put_path(struct str *out, const char *text);

#endif
