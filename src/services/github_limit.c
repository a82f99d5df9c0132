#include "services/github_limit.h"

#include "base/num.h"

#define SECOND       INT64_C(1000)
#define SECONDARY_MS (60 * SECOND) /* where the server does not say how long */
#define WAIT_MAX_S   (INT64_C(366) * 24 * 3600)

static int64_t doubled(unsigned waits) { return SECONDARY_MS << (waits < 10 ? waits : 10); }

static bool says_secondary(const struct http_answer *answer)
{
	struct text body = { answer->body.buf, answer->body.len };

	return text_find(body, "secondary rate limit") >= 0 ||
	       text_find(body, "secondary-rate-limits") >= 0;
}

int64_t github_limit_ms(const struct http_answer *answer, int64_t utc_ms, unsigned waits)
{
	struct text remaining = text_of(answer->ratelimit_remaining);
	int64_t seconds;

	if (answer->status != 403 && answer->status != 429)
		return -1;
	/* 0 would be a loop without a pause */
	if (answer->retry_after && num_int(text_of(answer->retry_after), &seconds) && seconds >= 0)
		return (seconds < 1 ? 1 : seconds < WAIT_MAX_S ? seconds : WAIT_MAX_S) * SECOND;
	if (text_is(remaining, "0") && num_int(text_of(answer->ratelimit_reset), &seconds) &&
	    seconds < utc_ms / SECOND + WAIT_MAX_S) {
		int64_t ms = (seconds + 1) * SECOND - utc_ms;

		return ms > SECOND ? ms : SECOND;
	}
	return answer->retry_after || answer->status == 429 || says_secondary(answer) ||
			       text_is(remaining, "0")
		       ? doubled(waits)
		       : -1;
}

/* <URL>; rel="next", <URL>; rel="last" */
bool github_link_next(const char *link, struct text *target)
{
	struct text rest = text_of(link);

	for (;;) {
		ptrdiff_t open = text_find(rest, "<"), close = text_find(rest, ">");
		struct text parameters;

		if (open < 0 || close < open)
			return false;
		*target = text_first(text_from(rest, (size_t)open + 1), (size_t)(close - open - 1));
		rest = text_from(rest, (size_t)close + 1);
		open = text_find(rest, "<");
		parameters = open < 0 ? rest : text_first(rest, (size_t)open);
		if (text_find(parameters, "rel=\"next\"") >= 0)
			return true;
	}
}
