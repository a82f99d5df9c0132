/* What GitHub's headers say about limits and pages. Pure. */
#ifndef SERVICES_GITHUB_LIMIT_H
#define SERVICES_GITHUB_LIMIT_H

#include "net/http.h"

/*
 * How long to wait before such a request is sent again; -1: no limit is what the answer is about.
 * waits: how often this request was waited for before.
 */
int64_t github_limit_ms(const struct http_answer *answer, int64_t utc_ms, unsigned waits);

/* The target of rel="next" in a Link header (RFC 8288), as it stands. */
bool github_link_next(const char *link, struct text *target);

#endif
