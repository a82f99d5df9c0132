/* The model that all readers of coverage reports fill, and reports put together. */
#include <criterion/criterion.h>
#include <string.h>

#include "alloc.h"
#include "formats/coverage/coverage.h"

static void add_lines(struct coverage *c, const char *path, const int64_t (*lines)[2], size_t n)
{
	struct err err = { 0 };
	struct coverage_file *file = coverage_file(c, text_of(path), &err);

	cr_assert(file);
	for (size_t i = 0; i < n; i++)
		cr_assert_eq(coverage_add_line(c, file, lines[i][0], lines[i][1], &err), 0);
}

static void expect_count(struct coverage_count got, int64_t hit, int64_t total)
{
	cr_expect(got.hit == hit && got.total == total, "%d/%d instead of %d/%d", (int)got.hit,
		  (int)got.total, (int)hit, (int)total);
}

Test(coverage, repeated_lines_are_one)
{
	static const int64_t lines[][2] = { { 3, 0 }, { 1, INT64_MAX }, { 3, 2 }, { 1, 5 },
					    { 0, 1 }, { 10000001, 1 },  { 2, -4 } };

	for (int repeats = COVERAGE_ADD; repeats <= COVERAGE_MAX; repeats++) {
		AUTO(coverage) c;
		struct coverage_file *file;

		coverage_init(&c, (enum coverage_repeats)repeats);
		add_lines(&c, "a.c", lines, ARRAY_SIZE(lines));
		add_lines(&c, "a.c", lines, 1);
		coverage_settle(&c);
		file = coverage_find(&c, "a.c");
		cr_assert(file && c.n == 1 && !coverage_find(&c, "b.c"));
		expect_count(coverage_count(file, COVERAGE_LINES), 2, 3);
		expect_count(coverage_count_between(file, COVERAGE_LINES, 2, 2), 0, 1);
		expect_count(coverage_count_between(file, COVERAGE_LINES, 4, 9), 0, 0);
		cr_expect_eq(coverage_line_at(file, 1)->hits, INT64_MAX);
		cr_expect_eq(coverage_line_at(file, 3)->hits, 2);
		cr_expect_null(coverage_line_at(file, 4));
		cr_expect_eq(c.notes[COVERAGE_DROPPED_LINES], 2);
		cr_expect_eq(c.notes[COVERAGE_NEGATIVE_HITS], 1);
	}
}

Test(coverage, hits_add_up_or_the_greater_counts)
{
	static const int64_t lines[][2] = { { 1, 2 }, { 1, 3 } };

	for (int repeats = COVERAGE_ADD; repeats <= COVERAGE_MAX; repeats++) {
		AUTO(coverage) c;

		coverage_init(&c, (enum coverage_repeats)repeats);
		add_lines(&c, "a", lines, 2);
		coverage_settle(&c);
		cr_expect_eq(c.files[0]->lines[0].hits, repeats == COVERAGE_ADD ? 5 : 3);
	}
}

Test(coverage, memory_follows_lines_not_records)
{
	AUTO(coverage) c;
	struct err err = { 0 };
	struct coverage_file *file;

	coverage_init(&c, COVERAGE_ADD);
	file = coverage_file(&c, TEXT("a"), &err);
	for (int i = 0; i < 1000000; i++)
		cr_assert_eq(coverage_add_line(&c, file, i % 100 + 1, 1, &err), 0);
	coverage_settle(&c);
	expect_count(coverage_count(file, COVERAGE_LINES), 100, 100);
	cr_expect_eq(file->lines[0].hits, 10000);
	cr_expect_leq(file->cap[COVERAGE_LINES], 512);
}

Test(coverage, branches_functions_statements)
{
	AUTO(coverage) c;
	struct err err = { 0 };
	struct coverage_file *file;
	uint64_t one = coverage_branch_id(TEXT("0,0")), two = coverage_branch_id(TEXT("0,1"));
	struct coverage_statement block = { .line = 3, .column = 1, .end_line = 5, .weight = 4 };

	coverage_init(&c, COVERAGE_MAX);
	file = coverage_file(&c, TEXT("a"), &err);
	cr_assert_neq(one, two);
	cr_assert_eq(coverage_add_branch(&c, file, 7, two, 0, 1, &err), 0);
	cr_assert_eq(coverage_add_branch(&c, file, 7, one, 1, 1, &err), 0);
	cr_assert_eq(coverage_add_branch(&c, file, 7, two, 0, 1, &err), 0);
	cr_assert_eq(coverage_add_branch(&c, file, 7, 0, 1, 4, &err), 0);
	cr_assert_eq(coverage_add_branch(&c, file, 9, 0, 2, 2, &err), 0);
	cr_assert_eq(coverage_add_function(&c, file, TEXT("f"), 2, 0, &err), 0);
	cr_assert_eq(coverage_add_function(&c, file, TEXT("g"), 2, 1, &err), 0);
	cr_assert_eq(coverage_add_function(&c, file, TEXT("f"), 2, 9, &err), 0);
	cr_assert_eq(coverage_add_statement(&c, file, &block, &err), 0);
	block.column = 2;
	block.hits = 1;
	cr_assert_eq(coverage_add_statement(&c, file, &block, &err), 0);
	coverage_settle(&c);
	expect_count(coverage_count(file, COVERAGE_BRANCHES), 3, 6);
	expect_count(coverage_count_between(file, COVERAGE_BRANCHES, 8, 20), 2, 2);
	expect_count(coverage_count(file, COVERAGE_FUNCTIONS), 2, 2);
	expect_count(coverage_count(file, COVERAGE_STATEMENTS), 4, 8);
	expect_count(coverage_count(file, COVERAGE_LINES), 0, 0);

	cr_assert_eq(coverage_add_line(&c, file, 9, 1, &err), 0);
	cr_expect_eq(coverage_cut(file, 7), 1);
	expect_count(coverage_count(file, COVERAGE_BRANCHES), 1, 4);
	expect_count(coverage_count(file, COVERAGE_LINES), 0, 0);
	coverage_cut(file, 2);
	expect_count(coverage_count(file, COVERAGE_BRANCHES), 0, 0);
	expect_count(coverage_count(file, COVERAGE_FUNCTIONS), 2, 2);
	expect_count(coverage_count(file, COVERAGE_STATEMENTS), 0, 0);

	cr_expect_eq(coverage_add_branch(&c, file, 7, 0, 3, 2, &err), -1);
	cr_expect_str_eq(err.text, "a: line 7: 3 of 2 branches are hit");
}

Test(coverage, reports_are_put_together)
{
	static const int64_t unit[][2] = { { 1, 1 }, { 2, 0 }, { 3, 0 } };
	static const int64_t whole[][2] = { { 1, 0 }, { 2, 4 }, { 3, 0 } };
	static const int64_t other[][2] = { { 1, 0 }, { 9, 1 } };
	AUTO(coverage) merged;
	AUTO(coverage) a;
	AUTO(coverage) b;
	struct err err = { 0 };
	bool differs = true;
	struct coverage_file *into;

	coverage_init(&merged, COVERAGE_MAX);
	coverage_init(&a, COVERAGE_ADD);
	coverage_init(&b, COVERAGE_ADD);
	a.has = COVERAGE_HAS(COVERAGE_LINES) | COVERAGE_HAS(COVERAGE_FUNCTIONS);
	b.has = COVERAGE_HAS(COVERAGE_LINES);
	add_lines(&a, "x", unit, 3);
	cr_assert_eq(coverage_add_function(&a, a.files[0], TEXT("f"), 1, 1, &err), 0);
	add_lines(&b, "x", whole, 3);
	add_lines(&b, "y", other, 2);
	coverage_settle(&a);
	coverage_settle(&b);

	cr_assert_eq(coverage_merge(&merged, "src/x", &b, b.files[0], &differs, &err), 0);
	into = coverage_find(&merged, "src/x");
	cr_expect(!differs && into && into->lacks & COVERAGE_HAS(COVERAGE_FUNCTIONS));
	cr_assert_eq(coverage_merge(&merged, "src/x", &a, a.files[0], &differs, &err), 0);
	cr_expect(!differs && !(into->lacks & COVERAGE_HAS(COVERAGE_FUNCTIONS)));
	cr_expect(into->lacks & COVERAGE_HAS(COVERAGE_BRANCHES));
	coverage_release(&a); /* names are the merged one's own */
	cr_expect_str_eq(into->functions[0].name, "f");
	expect_count(coverage_count(into, COVERAGE_LINES), 2, 3);
	cr_assert_eq(coverage_merge(&merged, "src/x", &b, b.files[1], &differs, &err), 0);
	cr_expect(differs);
	expect_count(coverage_count(into, COVERAGE_LINES), 3, 4);
}

Test(coverage, lines_say_more_than_counts)
{
	static const int64_t lines[][2] = { { 1, 1 }, { 2, 0 } };

	for (int counts_first = 0; counts_first < 2; counts_first++) {
		AUTO(coverage) merged;
		AUTO(coverage) a;
		AUTO(coverage) b;
		struct err err = { 0 };
		bool differs;

		coverage_init(&merged, COVERAGE_MAX);
		coverage_init(&a, COVERAGE_MAX);
		coverage_init(&b, COVERAGE_MAX);
		a.has = b.has = COVERAGE_HAS(COVERAGE_LINES);
		add_lines(&a, "x", lines, 2);
		add_lines(&b, "x", lines, 0);
		b.files[0]->only_counts = true;
		b.files[0]->counts[COVERAGE_LINES] = (struct coverage_count){ 9, 10 };
		for (int turn = 0; turn < 2; turn++) {
			struct coverage *from = (turn == 0) == counts_first ? &b : &a;

			cr_assert_eq(
				coverage_merge(&merged, "x", from, from->files[0], &differs, &err),
				0);
		}
		expect_count(coverage_count(merged.files[0], COVERAGE_LINES), 1, 2);
		cr_expect(!merged.files[0]->only_counts);
	}
}

static int fill(struct err *err)
{
	AUTO(coverage) merged;
	AUTO(coverage) c;
	bool differs;

	coverage_init(&merged, COVERAGE_MAX);
	coverage_init(&c, COVERAGE_ADD);
	for (int i = 0; i < 20; i++) {
		char name[2] = { (char)('a' + i % 3), 0 };
		struct coverage_file *file = coverage_file(&c, text_of(name), err);

		if (!file || coverage_add_line(&c, file, 30 - i, 1, err) < 0 ||
		    coverage_add_function(&c, file, text_of(name), i + 1, 1, err) < 0 ||
		    coverage_add_branch(&c, file, i + 1, 0, 1, 1, err) < 0)
			return -1;
	}
	coverage_settle(&c);
	for (size_t i = 0; i < c.n; i++)
		for (int twice = 0; twice < 2; twice++)
			if (coverage_merge(&merged, "x", &c, c.files[i], &differs, err) < 0)
				return -1;
	return 0;
}

Test(coverage, no_memory_is_said)
{
	for (long nth = 1;; nth++) {
		struct err err = { 0 };
		int result;
		bool refused;

		alloc_fail_at(nth);
		result = fill(&err);
		refused = alloc_failed();
		alloc_fail_at(0);
		cr_assert(refused == (result < 0), "allocation %ld: %d, %s", nth, result, err.text);
		if (!refused) {
			cr_expect_gt(nth, 10);
			break;
		}
		cr_expect_eq(err.kind, ERR_INTERNAL);
	}
}
