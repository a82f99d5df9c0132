#include <criterion/criterion.h>

#include "services/github_limit.h"

TestSuite(github_limit, .timeout = 20);

#define NOW INT64_C(1700000000500)

Test(github_limit, how_long)
{
	static const struct {
		long status;
		const char *retry_after, *remaining, *reset, *body;
		unsigned waits;
		int64_t ms;
	} cases[] = {
		{ 403, NULL, NULL, NULL, "", 0, -1 },
		{ 403, NULL, "12", "1700000030", "", 0, -1 },
		{ 401, "5", "0", NULL, "", 0, -1 },
		{ 200, "5", "0", NULL, "", 0, -1 },
		{ 429, "5", NULL, NULL, "", 0, 5000 },
		{ 403, "0", NULL, NULL, "", 0, 1000 },
		{ 403, "5", "0", "1700000030", "", 0, 5000 },
		{ 403, NULL, "0", "1700000030", "", 0, 30500 },
		{ 403, NULL, "0", "1600000000", "", 0, 1000 },
		{ 403, NULL, "0", NULL, "", 0, 60000 },
		{ 403, NULL, "0", "99999999999999999", "", 0, 60000 },
		{ 429, NULL, NULL, NULL, "", 0, 60000 },
		{ 429, NULL, NULL, NULL, "", 2, 240000 },
		{ 429, NULL, NULL, NULL, "", 4000000000, 61440000 },
		{ 429, "soon", NULL, NULL, "", 0, 60000 },
		{ 429, "-5", NULL, NULL, "", 0, 60000 },
		{ 429, "999999999999999999", NULL, NULL, "", 0, INT64_C(31622400000) },
		{ 403, NULL, NULL, NULL, "You have exceeded a secondary rate limit", 1, 120000 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(http_answer) answer = HTTP_ANSWER;

		answer.status = cases[i].status;
		answer.retry_after = cases[i].retry_after;
		answer.ratelimit_remaining = cases[i].remaining;
		answer.ratelimit_reset = cases[i].reset;
		str_puts(&answer.body, cases[i].body);
		cr_assert_eq(github_limit_ms(&answer, NOW, cases[i].waits), cases[i].ms, "%zu", i);
	}
}

Test(github_limit, the_next_page)
{
	static const struct {
		const char *link, *target; /* NULL: there is none */
	} cases[] = {
		{ NULL, NULL },
		{ "", NULL },
		{ "<https://a/?page=2>; rel=\"next\"", "https://a/?page=2" },
		{ "<https://a/?page=1>; rel=\"prev\", <https://a/?page=3>; rel=\"next\", "
		  "<https://a/?page=9>; rel=\"last\"",
		  "https://a/?page=3" },
		{ "<https://a/?page=1>; rel=\"last\"", NULL },
		{ "<https://a/", NULL },
		{ ">; rel=\"next\"<", NULL },
		{ "<x> <y>; rel=\"next\"", "y" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct text target;
		bool found = github_link_next(cases[i].link, &target);

		cr_assert_eq(found, cases[i].target != NULL, "%zu", i);
		if (found)
			cr_assert(text_is(target, cases[i].target), "%zu", i);
	}
}
