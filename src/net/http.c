#include "net/http.h"

#include <curl/curl.h>

#include "base/rng.h"
#include "net/address.h"
#include "net/transfer.h"

#define REDIRECTS_MAX 5
#define RETRIES       4

int http_open(struct http *http, int64_t budget_ms, const volatile sig_atomic_t *cancelled,
	      const struct net_clock *clock, struct err *err)
{
	*http = (struct http){
		.deadline = clock->monotonic_ms(clock->context) + budget_ms,
		.clock = clock,
		.cancelled = cancelled,
	};
	return transfer_open(http, err);
}

void http_release(struct http *http)
{
	transfer_close(http);
	trust_release(&http->trust);
	*http = (struct http){ 0 };
}

int64_t http_left_ms(const struct http *http)
{
	int64_t left = http->deadline - http->clock->monotonic_ms(http->clock->context);

	return left > 0 ? left : 0;
}

int http_wait(struct http *http, int64_t ms, struct err *err)
{
	if (ms > http_left_ms(http))
		return err_set(err, "no time is left for another try");
	if (!http->clock->wait_ms(http->clock->context, ms, http->cancelled))
		return err_set(err, "cancelled");
	return 0;
}

void http_answer_release(struct http_answer *answer)
{
	str_release(&answer->body);
	arena_release(&answer->memory);
}

static bool is_passing(long status)
{
	return status == 500 || status == 502 || status == 503 || status == 504;
}

static bool is_redirect(const struct http_answer *answer)
{
	long status = answer->status;

	return (status == 301 || status == 302 || status == 307 || status == 308) &&
	       answer->location;
}

/* 1, 2, 4, 8 s: many that met the same fault shall not come back at the same moment. */
static int64_t pause_ms(unsigned tries)
{
	int64_t whole = INT64_C(1000) << (tries - 1);
	uint32_t random;

	rng_fill(&random, sizeof(random));
	return whole * 4 / 5 + (int64_t)(random % (uint64_t)(whole * 2 / 5 + 1));
}

/* One address, until something lasting is known of it. */
static int ask(struct http *http, const struct http_request *request, struct http_answer *answer,
	       struct err *err)
{
	AUTO(str) shown = STR_MAX(4 * KiB);

	address_show(&shown, request->url);
	for (unsigned tries = 1;; tries++) {
		struct err why = { 0 }, none = { 0 };
		enum transfer_end end = transfer_run(http, request, answer, &why);

		if (end == TRANSFER_DONE && !is_passing(answer->status))
			return 0;
		if (end == TRANSFER_DONE)
			err_set(&why, "HTTP status %ld", answer->status);
		if (end != TRANSFER_FAILED && tries <= RETRIES &&
		    http_wait(http, pause_ms(tries), &none) == 0)
			continue;
		if (http->cancelled && *http->cancelled)
			return err_set(err, "cancelled");
		if (why.kind == ERR_CALLER)
			return err_caller(err, "%s: %s", shown.buf, why.text);
		return err_set(err, "%s: %s%s", shown.buf, why.text,
			       end == TRANSFER_FAILED ? ""
			       : tries > RETRIES      ? ", five times"
						      : "; no time is left for another try");
	}
}

int http_get(struct http *http, const struct http_request *request, struct http_answer *answer,
	     struct err *err)
{
	struct http_request hop = *request;

	for (unsigned redirects = 0;; redirects++) {
		AUTO(str) next = STR_MAX(64 * KiB);

		if (ask(http, &hop, answer, err) < 0)
			return -1;
		if (!is_redirect(answer))
			return 0;
		if (redirects == REDIRECTS_MAX)
			return err_set(err, "%s: more than %d redirects", answer->url,
				       REDIRECTS_MAX);
		if (address_follow(&next, hop.url, answer->location, err) < 0)
			return -1;
		/* once dropped it stays so, even where the way leads back */
		if (!address_same_origin(hop.url, next.buf))
			hop.bearer = NULL;
		hop.url = arena_strdup(&answer->memory, next.buf);
		if (!hop.url)
			return err_memory(err);
	}
}
