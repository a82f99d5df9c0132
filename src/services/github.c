#include "services/github.h"

#include "base/clock.h"
#include "base/num.h"
#include "base/utf8.h"
#include "formats/json.h"
#include "net/address.h"
#include "services/github_limit.h"

#define PAGES_MAX   200
#define MESSAGE_MAX 200 /* code points of what the server says */

static bool is_name(struct text name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._",
			    name.ptr[i]) ||
		    !name.ptr[i])
			return false;
	return name.len && name.len <= 100 && !text_is(name, ".") && !text_is(name, "..");
}

static bool is_repository(const char *repository)
{
	struct text all = text_of(repository);
	ptrdiff_t slash = text_find(all, "/");

	return slash > 0 && is_name(text_first(all, (size_t)slash)) &&
	       is_name(text_from(all, (size_t)slash + 1));
}

int github_open(struct github *g, const struct github_access *access, struct err *err)
{
	struct text api = text_of(access->api_url);

	*g = (struct github){ .access = *access, .root = STR_MAX(16 * KiB) };
	if (!is_repository(access->repository))
		return err_caller(err, "repository \"%.200s\": expected OWNER/NAME",
				  access->repository ? access->repository : "");
	while (text_ends(api, "/"))
		api.len--;
	str_add(&g->root, api.ptr, api.len);
	str_printf(&g->root, "/repos/%s", access->repository);
	if (str_check(&g->root, "address of the API", err) < 0 || net_start(err) < 0)
		return -1;
	return http_open(&g->http, access->budget_ms, access->cancelled, access->clock, err);
}

void github_release(struct github *g)
{
	http_release(&g->http);
	str_release(&g->root);
}

void github_pages_release(struct github_pages *pages) { http_answer_release(&pages->answer); }

void github_put_path(struct str *out, const char *text)
{
	static const char plain[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

	for (; *text; text++)
		if (strchr(plain, *text))
			str_putc(out, *text);
		else
			str_printf(out, "%%%02X", (unsigned char)*text);
}

/* What the server says about an answer that is no success: the member "message". */
static void put_message(struct str *out, const struct http_answer *answer)
{
	struct text body = { answer->body.buf, answer->body.len }, key, value;
	struct err ignored = { 0 };
	struct json j;

	json_init_memory(&j, "answer", 0, body, &ignored);
	json_enter_object(&j);
	while (json_member(&j, &key))
		if (text_is(key, "message") && json_peek(&j) == JSON_STRING) {
			value = json_text(&j);
			str_add(out, value.ptr,
				utf8_prefix(value.ptr, value.len, MESSAGE_MAX, NULL));
			break;
		} else {
			json_skip(&j);
		}
	json_release(&j);
}

/* The server's own words may hold anything; the runner masks and escapes what is shown. */
static int refuse(const struct github_pages *pages, struct err *err)
{
	const struct github *g = pages->github;
	AUTO(str) shown = STR_MAX(4 * KiB);
	AUTO(str) said = STR_MAX(4 * KiB);

	address_show(&shown, pages->answer.url);
	put_message(&said, &pages->answer);
	if (g->status == 401 && g->succeeded)
		return err_set(err, "%s: the token has expired", shown.buf);
	if (g->status == 401)
		return err_caller(err, "%s: token refused: %s", shown.buf, said.buf);
	if (g->status == 403 && strstr(said.buf, "Resource not accessible by"))
		return err_caller(err, "%s: the token lacks the permission \"%s\": %s", shown.buf,
				  pages->permission, said.buf);
	if (g->status == 404)
		return err_caller(err, "%s: not found, or the token may not see it", shown.buf);
	if (g->status >= 400 && g->status < 500)
		return err_caller(err, "%s: HTTP status %ld: %s", shown.buf, g->status, said.buf);
	return err_set(err, "%s: HTTP status %ld, expected 200", shown.buf, g->status);
}

/* Waits out a limit. -1: it ends later than the budget. */
static int wait_for_limit(struct github_pages *pages, int64_t ms, struct err *err)
{
	struct github *g = pages->github;
	const struct net_clock *clock = g->access.clock;
	AUTO(str) shown = STR_MAX(4 * KiB);
	AUTO(str) until = STR_MAX(64);

	if (ms <= http_left_ms(&g->http))
		return http_wait(&g->http, ms, err);
	address_show(&shown, pages->answer.url);
	clock_print(&until, clock->utc_ms(clock->context) + ms);
	return err_set(err,
		       "%s: the rate limit is used up until %s, which is later than the time for "
		       "the API allows",
		       shown.buf, until.buf);
}

static int get(struct github_pages *pages, const char *url, struct err *err)
{
	static const char *const headers[] = { "Accept: application/vnd.github+json",
					       "X-GitHub-Api-Version: 2022-11-28",
					       "User-Agent: phoenix/" PHOENIX_VERSION, NULL };
	struct github *g = pages->github;
	const struct http_request request = { .url = url,
					      .bearer = g->access.token,
					      .headers = headers };
	const struct net_clock *clock = g->access.clock;

	for (unsigned waits = 0;; waits++) {
		int64_t ms;

		g->status = 0;
		if (http_get(&g->http, &request, &pages->answer, err) < 0)
			return -1;
		g->status = pages->answer.status;
		if (g->status == 200)
			break;
		ms = github_limit_ms(&pages->answer, clock->utc_ms(clock->context), waits);
		if (ms < 0)
			return refuse(pages, err);
		if (wait_for_limit(pages, ms, err) < 0)
			return -1;
	}
	g->succeeded = true;
	return 0;
}

int github_page(struct github_pages *pages, struct err *err)
{
	AUTO(str) url = STR_MAX(64 * KiB);
	AUTO(str) shown = STR_MAX(4 * KiB);
	struct text next;

	if (pages->n == 0) {
		str_printf(&url, "%s%s", pages->github->root.buf, pages->path);
	} else if (!github_link_next(pages->answer.link, &next)) {
		return 0;
	} else {
		str_add(&url, next.ptr, next.len);
		address_show(&shown, url.buf);
		if (!address_same_origin(url.buf, pages->github->root.buf))
			return err_set(err, "%s: the next page is on another server than the API",
				       shown.buf);
		if (pages->n == PAGES_MAX)
			return err_set(err, "%s: more than %d pages", shown.buf, PAGES_MAX);
	}
	if (str_check(&url, "address of a page", err) < 0 || get(pages, url.buf, err) < 0)
		return -1;
	pages->n++;
	return 1;
}
