/* phoenix.coverage-baseline/v1: strict when it is read, the same bytes when it is written. */
#include <criterion/criterion.h>
#include <string.h>

#include "alloc.h"
#include "formats/coverage/baseline.h"

#define HEAD "{\"schema\": \"phoenix.coverage-baseline/v1\", \"totals\": {\"line\": [1, 2]}"

static const char whole[] =
	"{\n\"schema\": \"phoenix.coverage-baseline/v1\",\n\"commit\": \"c\",\n\"tree\": \"t\",\n"
	"\"time\": \"now\",\n\"totals\": {\"line\": [3, 4], \"branch\": [1, 2]},\n\"services\": {\n"
	"\"a\": {\"line\": [1, 2]},\n\"b\": {\"line\": [2, 2]}\n},\n\"files\": [\n"
	"{\"path\": \"a\\\"b\\\\c\\u000a.rs\", \"blob\": \"\", \"totals\": {\"line\": [3, 4]}, "
	"\"runs\": \"h1-3,m9\"}\n]\n}\n";

Test(coverage_baseline, what_is_written_is_read)
{
	__attribute__((cleanup(coverage_baseline_release))) struct coverage_baseline b = { 0 };
	AUTO(str) again = STR_MAX(MiB);
	struct err err = { 0 };

	cr_assert_eq(coverage_baseline_read(&b, "x", text_of(whole), &err), 0, "%s", err.text);
	coverage_baseline_print(&again, &b);
	cr_expect_str_eq(again.buf, whole);
	cr_expect_eq(coverage_baseline_service(&b, "b")->counts.of[COVERAGE_LINES].hit, 2);
	cr_expect_null(coverage_baseline_service(&b, "c"));
	cr_expect_str_eq(coverage_baseline_file(&b, "a\"b\\c\n.rs")->runs, "h1-3,m9");
	cr_expect_null(coverage_baseline_file(&b, "a"));
}

Test(coverage_baseline, a_cut_one_is_refused)
{
	for (size_t len = 0; len < sizeof(whole) - 2; len++) {
		__attribute__((
			cleanup(coverage_baseline_release))) struct coverage_baseline b = { 0 };
		struct err err = { 0 };

		cr_expect_eq(coverage_baseline_read(&b, "x", text_first(text_of(whole), len), &err),
			     -1, "%zu", len);
		cr_expect_eq(err.kind, ERR_EVIDENCE);
	}
}

Test(coverage_baseline, bad_ones_are_refused)
{
	static const char *const bad[] = {
		"",
		"[]",
		"{}",
		"{\"schema\": \"phoenix.coverage-baseline/v2\", \"totals\": {\"line\": [1, 2]}}",
		"{\"totals\": {\"line\": [1, 2]}}",
		"{\"schema\": \"phoenix.coverage-baseline/v1\"}",
		"{\"schema\": \"phoenix.coverage-baseline/v1\", \"totals\": {\"branch\": [1, 2]}}",
		"{\"schema\": \"phoenix.coverage-baseline/v1\", \"totals\": {\"line\": [3, 2]}}",
		"{\"schema\": \"phoenix.coverage-baseline/v1\", \"totals\": {\"line\": [-1, 2]}}",
		"{\"schema\": \"phoenix.coverage-baseline/v1\", \"totals\": {\"line\": [1]}}",
		"{\"schema\": \"phoenix.coverage-baseline/v1\", \"totals\": {\"line\": [1, 2, 3]}}",
		HEAD ", \"services\": {\"b\": {\"line\": [1, 2]}, \"a\": {\"line\": [1, 2]}}}",
		HEAD ", \"services\": {\"a\": {\"line\": [1, 2]}, \"a\": {\"line\": [1, 2]}}}",
		HEAD ", \"services\": {\"a\": {}}}",
		HEAD ", \"files\": [{\"path\": \"a\"}]}",
		HEAD ", \"files\": [{\"path\": \"\", \"blob\": \"\", \"runs\": \"\", \"totals\": "
		     "{\"line\": [0, 0]}}]}",
		HEAD "} x",
	};

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		__attribute__((
			cleanup(coverage_baseline_release))) struct coverage_baseline b = { 0 };
		struct err err = { 0 };

		cr_expect_eq(coverage_baseline_read(&b, "x", text_of(bad[i]), &err), -1, "%s",
			     bad[i]);
		cr_expect_eq(err.kind, ERR_EVIDENCE, "%s", bad[i]);
	}
}

Test(coverage_baseline, runs)
{
	static const int64_t lines[][2] = { { 1, 1 }, { 2, 9 }, { 3, 0 },
					    { 5, 0 }, { 6, 0 }, { 7, 1 } };
	AUTO(coverage) c;
	AUTO(str) out = STR_MAX(KiB);
	struct err err = { 0 };
	struct coverage_file *file;

	coverage_init(&c, COVERAGE_MAX);
	file = coverage_file(&c, TEXT("a"), &err);
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		coverage_add_line(&c, file, lines[i][0], lines[i][1], &err);
	coverage_runs_print(&out, file);
	cr_expect_str_eq(out.buf, "h1-2,m3,m5-6,h7");
}

Test(coverage_baseline, no_memory_is_said)
{
	for (long nth = 1;; nth++) {
		__attribute__((
			cleanup(coverage_baseline_release))) struct coverage_baseline b = { 0 };
		struct err err = { 0 };
		bool refused;
		int result;

		alloc_fail_at(nth);
		result = coverage_baseline_read(&b, "x", text_of(whole), &err);
		refused = alloc_failed();
		alloc_fail_at(0);
		cr_assert(refused == (result < 0), "allocation %ld: %s", nth, err.text);
		if (!refused)
			break;
		cr_expect(err_is_set(&err)); /* a long text without memory is called too long */
	}
}
