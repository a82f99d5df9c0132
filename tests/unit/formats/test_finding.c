#include <criterion/criterion.h>
#include <stdlib.h>

#include "alloc.h"
#include "formats/finding.h"

static const struct finding base = { .rule = "r",
				     .title = "t",
				     .message = "m",
				     .path = "p",
				     .tool = "x",
				     .line = 3,
				     .end_line = 4,
				     .column = 5,
				     .end_column = 6,
				     .severity = SEVERITY_MEDIUM };

Test(findings, each_once)
{
	AUTO(findings) list;
	struct finding other[8];
	struct err err = { 0 };

	findings_init(&list);
	for (int i = 0; i < 3; i++)
		cr_assert_eq(findings_add(&list, &base, &err), 0);
	cr_assert_eq(list.n, 1);
	for (size_t i = 0; i < ARRAY_SIZE(other); i++)
		other[i] = base;
	other[0].rule = "r2";
	other[1].message = "m2";
	other[2].path = "p2";
	other[3].tool = "x2";
	other[4].line = 2;
	other[5].end_line = 5;
	other[6].column = 0;
	other[7].end_column = 7;
	for (size_t i = 0; i < ARRAY_SIZE(other); i++) {
		cr_assert_eq(findings_add(&list, &other[i], &err), 0);
		cr_assert_eq(findings_add(&list, &other[i], &err), 0);
		cr_assert_eq(list.n, i + 2);
	}
	cr_assert_str_eq(list.at[0].title, "t");
	cr_assert_neq(list.at[0].title, base.title, "texts are copies");
	cr_assert_eq(list.at[0].path, list.at[1].path, "texts are shared");
	cr_assert_eq(list.without_text, 0);
}

Test(findings, missing_texts_differ_from_empty_ones)
{
	AUTO(findings) list;
	struct finding f = { .rule = "r" };
	struct err err = { 0 };

	findings_init(&list);
	cr_assert_eq(findings_add(&list, &f, &err), 0);
	f.path = "";
	cr_assert_eq(findings_add(&list, &f, &err), 0);
	f.message = "";
	cr_assert_eq(findings_add(&list, &f, &err), 0);
	cr_assert_eq(list.n, 3);
	cr_assert_null(list.at[0].path);
	cr_assert_str_eq(list.at[1].path, "");
}

/* Of one finding at two levels the worse one stays, whichever came first. */
Test(findings, worse_level)
{
	AUTO(findings) list;
	struct finding low = base, high = base;
	struct err err = { 0 };

	low.severity = SEVERITY_LOW;
	high.severity = SEVERITY_HIGH;
	high.message = low.message = "n";
	findings_init(&list);
	findings_add(&list, &low, &err);
	findings_add(&list, &high, &err);
	findings_add(&list, &low, &err);
	cr_assert_eq(list.n, 1);
	cr_assert_eq(list.at[0].severity, SEVERITY_HIGH);
}

Test(findings, order)
{
	struct finding sorted[] = {
		{ .severity = SEVERITY_CRITICAL, .path = "z" },
		{ .severity = SEVERITY_HIGH },
		{ .severity = SEVERITY_HIGH, .path = "a" },
		{ .severity = SEVERITY_HIGH, .path = "a", .line = 2, .column = 9 },
		{ .severity = SEVERITY_HIGH, .path = "a", .line = 10 },
		{ .severity = SEVERITY_HIGH, .path = "a", .line = 10, .column = 1 },
		{ .severity = SEVERITY_HIGH, .path = "a", .line = 10, .column = 1, .rule = "r" },
		{ .severity = SEVERITY_HIGH,
		  .path = "a",
		  .line = 10,
		  .column = 1,
		  .rule = "r",
		  .fingerprint = "f" },
		{ .severity = SEVERITY_HIGH, .path = "b" },
		{ .severity = SEVERITY_MEDIUM },
		{ .severity = SEVERITY_LOW },
		{ .severity = SEVERITY_INFO },
		{ .severity = SEVERITY_UNKNOWN },
	};
	const size_t n = ARRAY_SIZE(sorted);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			int order = finding_order(&sorted[i], &sorted[k]);

			cr_assert_eq((order > 0) - (order < 0), (i > k) - (i < k), "%zu %zu", i, k);
		}
	for (size_t i = SEVERITY_CRITICAL; i <= SEVERITY_UNKNOWN; i++)
		cr_assert_not_null(severity_words[i]);
	cr_assert_null(severity_words[SEVERITY_UNKNOWN + 1]);
}

/* Beyond the ceiling every finding stays counted, with rule, path and place. */
Test(findings, ceiling)
{
	AUTO(findings) list;
	AUTO(str) message = STR_MAX(MiB);
	struct finding f = base;
	struct err err = { 0 };
	size_t n = 20000;

	findings_init(&list);
	for (size_t i = 0; i < n; i++) {
		str_clear(&message);
		str_printf(&message, "%0500zu", i);
		f.message = message.buf;
		f.line = (int64_t)i;
		cr_assert_eq(findings_add(&list, &f, &err), 0);
	}
	cr_assert_eq(list.n, n);
	cr_assert_gt(list.without_text, 5000);
	cr_assert_lt(list.without_text, n - 5000);
	cr_assert_not_null(list.at[0].message);
	cr_assert_null(list.at[n - 1].message);
	cr_assert_str_eq(list.at[n - 1].rule, "r");
	cr_assert_str_eq(list.at[n - 1].path, "p");
	cr_assert_eq(list.at[n - 1].line, (int64_t)n - 1);
}

Test(findings, allocation_failures)
{
	bool failed = true;

	for (long n = 1; failed; n++) {
		AUTO(findings) list;
		struct finding f = base;
		struct err err = { 0 };
		int status = 0;

		findings_init(&list);
		alloc_fail_at(n);
		for (int i = 0; i < 200 && status == 0; i++) {
			f.line = i;
			status = findings_add(&list, &f, &err);
		}
		failed = alloc_failed();
		alloc_fail_at(0);
		cr_assert_eq(status, failed ? -1 : 0);
		cr_assert_eq(err_is_set(&err), failed);
		cr_assert_lt(n, 1000);
	}
}
