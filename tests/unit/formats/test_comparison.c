#include <criterion/criterion.h>

#include "formats/comparison.h"

TestSuite(comparison, .timeout = 60);

#define ID "0123456789abcdef0123456789abcdef01234567"

static const char good[] =
	"{\"total_commits\":2,\"commits\":[{\"sha\":\"" ID
	"\",\"commit\":{\"message\":\"feat: a\\n\\nb\","
	"\"author\":{\"name\":\"Ada\",\"email\":\"ada@x\",\"date\":\"d\"}},\"author\":{\"login\":\"ada\","
	"\"id\":1},\"parents\":[{\"sha\":\"x\"},{\"sha\":\"y\"}]},{\"sha\":\"" ID "\",\"commit\":"
	"{\"message\":\"\",\"author\":null},\"author\":null,\"parents\":[]}],\"files\":[]}";

static int read_text(const char *text, size_t len, struct comparison *page, struct err *err)
{
	return comparison_read(page, "page", (struct text){ text, len }, err);
}

Test(comparison, gives_what_is_there)
{
	AUTO(comparison) page = { 0 };
	struct err err = { 0 };

	cr_assert_eq(read_text(good, strlen(good), &page, &err), 0, "%s", err.text);
	cr_assert_eq(page.total, 2);
	cr_assert_eq(page.n, 2);
	cr_assert_str_eq(page.at[0].sha, ID);
	cr_assert(text_is(page.at[0].message, "feat: a\n\nb"));
	cr_assert_str_eq(page.at[0].name, "Ada");
	cr_assert_str_eq(page.at[0].email, "ada@x");
	cr_assert_str_eq(page.at[0].login, "ada");
	cr_assert_eq(page.at[0].parents, 2);
	cr_assert_null(page.at[1].name);
	cr_assert_null(page.at[1].login);
	cr_assert_eq(page.at[1].message.len, 0);
	cr_assert_eq(page.at[1].parents, 0);
}

Test(comparison, is_an_error_when_cut_at_any_byte)
{
	for (size_t len = 0; len < strlen(good); len++) {
		AUTO(comparison) page = { 0 };
		struct err err = { 0 };

		cr_assert_eq(read_text(good, len, &page, &err), -1, "%zu", len);
		cr_assert(strncmp(err.text, "page:", 5) == 0, "%s", err.text);
	}
}

#define COMMIT(sha, commit, parents)                                            \
	"{\"total_commits\":1,\"commits\":[{\"sha\":" sha ",\"commit\":" commit \
	",\"parents\":" parents "}]}"

Test(comparison, is_an_error_with_anything_else)
{
	static const char *const wrong[] = {
		"null",
		"[]",
		"{}",
		"{\"total_commits\":0}",
		"{\"commits\":[]}",
		"{\"total_commits\":-1,\"commits\":[]}",
		"{\"total_commits\":\"0\",\"commits\":[]}",
		"{\"total_commits\":0.5,\"commits\":[]}",
		"{\"total_commits\":null,\"commits\":[]}",
		"{\"total_commits\":0,\"commits\":{}}",
		"{\"total_commits\":0,\"commits\":null}",
		"{\"total_commits\":0,\"commits\":[]} x",
		"{\"total_commits\":1,\"commits\":[1]}",
		COMMIT("null", "{\"message\":\"a\"}", "[]"),
		COMMIT("1", "{\"message\":\"a\"}", "[]"),
		COMMIT("\"abc\"", "{\"message\":\"a\"}", "[]"),
		COMMIT("\"" ID "\"", "{}", "[]"),
		COMMIT("\"" ID "\"", "null", "[]"),
		COMMIT("\"" ID "\"", "{\"message\":null}", "[]"),
		COMMIT("\"" ID "\"", "{\"message\":1}", "[]"),
		COMMIT("\"" ID "\"", "{\"message\":\"a\"}", "{}"),
		COMMIT("\"" ID "\"", "{\"message\":\"a\"}", "null"),
		COMMIT("\"" ID "\"", "{\"message\":\"a\",\"author\":[]}", "[]"),
		COMMIT("\"" ID "\"", "{\"message\":\"a\",\"author\":{\"name\":1}}", "[]"),
	};
	static const char right[] = COMMIT("\"" ID "\"", "{\"message\":\"a\"}", "[]");
	AUTO(comparison) fine = { 0 };
	struct err none = { 0 };

	cr_assert_eq(read_text(right, strlen(right), &fine, &none), 0, "%s", none.text);
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		AUTO(comparison) page = { 0 };
		struct err err = { 0 };

		cr_assert_eq(read_text(wrong[i], strlen(wrong[i]), &page, &err), -1, "%s",
			     wrong[i]);
	}
}
