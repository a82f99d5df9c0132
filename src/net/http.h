/*
 * GET over HTTP and TLS, with libcurl (net_start first). A client has one budget of time for all of
 * its requests, their retries and waits:
 *
 *	AUTO(http) http = { 0 };
 *	AUTO(http_answer) answer = HTTP_ANSWER;
 *
 *	if (http_open(&http, 120 * 1000, report_cancel_flag(), &net_clock, err) < 0 ||
 *	    http_get(&http, &(struct http_request){ .url = url }, &answer, err) < 0)
 *		return -1;
 *
 * Certificates are always verified, by those of net/trust.h; TLS is 1.2 or newer. Proxies are what
 * HTTPS_PROXY and NO_PROXY say, but never for http, which is for loopback alone (base/url.h).
 * Errors name the address without its query, and never a header that was sent.
 */
#ifndef NET_HTTP_H
#define NET_HTTP_H

#include "base/arena.h"
#include "net/net.h"
#include "net/trust.h"

#define HTTP_BODY_MAX (16 * MiB)

struct http {
	void *multi, *easy; /* libcurl's */
	struct trust trust;
	bool trusts; /* it was read */
	int64_t deadline;
	const struct net_clock *clock;
	const volatile sig_atomic_t *cancelled;
};

/* cancelled may be NULL; both live as long as the client. */
int http_open(struct http *http, int64_t budget_ms, const volatile sig_atomic_t *cancelled,
	      const struct net_clock *clock, struct err *err);
void http_release(struct http *http);

/* What is left of the budget: not negative. */
int64_t http_left_ms(const struct http *http);

/* Waits within the budget. -1: it does not last as long (nothing was waited), or "cancelled". */
int http_wait(struct http *http, int64_t ms, struct err *err);

struct http_request {
	const char *url;
	const char *bearer;         /* a token: sent to this scheme, host and port only; NULL */
	const char *const *headers; /* "Name: value", ended by NULL; NULL: none. No secrets */
};

struct http_answer {
	long status;
	struct str body;
	struct arena memory;

	/* These live in the memory; NULL: not sent. */
	const char *link, *etag, *retry_after, *ratelimit_remaining, *ratelimit_reset;
	const char *location;
	const char *url; /* where it came from, behind all redirects */
};

#define HTTP_ANSWER                                                           \
	{                                                                     \
		.body = STR_MAX(HTTP_BODY_MAX), .memory = ARENA_MAX(4 * MiB), \
	}

void http_answer_release(struct http_answer *answer);

/*
 * Sends it, follows at most five redirects (301, 302, 307, 308), and tries again after 1, 2, 4 and
 * 8 s (give or take a fifth) where the network fails or a server says 500, 502, 503 or 504. 0 with
 * any other answer; -1 when there is none: not reached, certificate not trusted, still such a
 * status, more than HTTP_BODY_MAX, cut off, no time left. A connection gets 10 s, a request 30 s.
 */
int http_get(struct http *http, const struct http_request *request, struct http_answer *answer,
	     struct err *err);

#endif
