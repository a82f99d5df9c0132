#include <criterion/criterion.h>

#include "alloc.h"
#include "formats/lint_baseline.h"

static const struct finding known = {
	.rule = "r", .path = "a.rs", .message = "unused `x` at 12", .line = 3
};

static void add(struct findings *list, struct finding f, int64_t line)
{
	struct err err = { 0 };

	f.line = line;
	cr_assert_eq(findings_add(list, &f, &err), 0);
}

Test(lint_baseline, what_is_written_is_known_again)
{
	AUTO(findings) list;
	AUTO(str) json = STR_MAX(MiB);
	AUTO(lint_baseline) baseline = { 0 };
	struct finding other = known, moved = known;
	struct err err = { 0 };

	findings_init(&list);
	add(&list, known, 3);
	add(&list, known, 9);
	cr_assert_eq(lint_baseline_print(&json, &list, &err), 0);
	cr_assert_eq(
		lint_baseline_read(&baseline, "b.json", (struct text){ json.buf, json.len }, &err),
		0, "%s", err.text);
	cr_assert_eq(baseline.n, 1);
	moved.line = 77;
	moved.message = "unused `y` at 99"; /* names and numbers are blurred */
	other.message = "unused import";
	cr_assert_not(lint_baseline_use(&baseline, &other));
	cr_assert(lint_baseline_use(&baseline, &moved));
	cr_assert(lint_baseline_use(&baseline, &known));
	cr_assert_not(lint_baseline_use(&baseline, &known), "only as many as are known");
	cr_assert_eq(lint_baseline_vanished(&baseline), 0);
}

Test(lint_baseline, bad_text_is_an_error)
{
	static const char *const texts[] = {
		"",
		"[]",
		"{}",
		"{\"schema\": \"phoenix.lint-baseline/v2\", \"findings\": []}",
		"{\"schema\": \"phoenix.lint-baseline/v1\"}",
		"{\"schema\": \"phoenix.lint-baseline/v1\", \"findings\": [{}]}",
		"{\"schema\": \"phoenix.lint-baseline/v1\", \"findings\": [{\"rule\": \"a\", \"path\": \"b\", "
		"\"message\": \"c\", \"count\": 0}]}",
		"{\"schema\": \"phoenix.lint-baseline/v1\", \"findings\": []} x",
	};

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		AUTO(lint_baseline) baseline = { 0 };
		struct err err = { 0 };

		cr_assert_eq(lint_baseline_read(&baseline, "b.json", text_of(texts[i]), &err), -1,
			     "%zu", i);
		cr_assert(err_is_set(&err), "%zu", i);
	}
}

Test(lint_baseline, every_allocation_may_fail)
{
	static const char text[] =
		"{\"schema\": \"phoenix.lint-baseline/v1\", \"findings\": [{\"rule\": \"a\", "
		"\"path\": \"b\", \"message\": \"c\\u0041\", \"count\": 1}]}";
	bool failed = true;

	for (long n = 1; failed; n++) {
		AUTO(lint_baseline) baseline = { 0 };
		struct err err = { 0 };
		int status;

		alloc_fail_at(n);
		status = lint_baseline_read(&baseline, "b.json", text_of(text), &err);
		failed = alloc_failed();
		alloc_fail_at(0);
		cr_assert(failed ? status < 0 && err_is_set(&err) : status == 0,
			  "allocation %ld: refused %d, status %d, %s", n, failed, status, err.text);
	}
}
