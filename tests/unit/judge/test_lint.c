#include <criterion/criterion.h>

#include "judge/lint.h"

TestSuite(lint, .timeout = 60);

static const struct lint_policy open_policy = { .max_errors = -1,
						.max_warnings = -1,
						.max_findings = -1 };
static const struct lint_policy strict = { .max_errors = 0,
					   .max_warnings = -1,
					   .max_findings = -1 };
static struct lint_counts counts;

static void add(struct findings *list, const char *rule, const char *path, int64_t line,
		enum severity severity)
{
	struct err err = { 0 };
	struct finding f = { .rule = rule,
			     .title = "t",
			     .message = "m",
			     .path = path,
			     .line = line,
			     .severity = severity };

	cr_assert_eq(findings_add(list, &f, &err), 0, "%s", err.text);
}

static const struct finding *of_line(const struct findings *list, int64_t line)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->at[i].line == line)
			return &list->at[i];
	cr_assert_fail("no such line");
	return NULL;
}

Test(lint, limits)
{
	for (int64_t limit = -1; limit <= 4; limit++) {
		AUTO(findings) list;
		struct lint_policy p = open_policy;

		findings_init(&list);
		for (int64_t i = 1; i <= 3; i++) {
			add(&list, "r", "a", i, SEVERITY_HIGH);
			add(&list, "r", "a", 10 + i, SEVERITY_MEDIUM);
		}
		p.max_errors = limit;
		lint_judge(&list, &p, &counts);
		cr_expect_eq(counts.errors, 3);
		cr_expect_eq(counts.warnings, 3);
		cr_expect_eq(counts.denied, limit >= 0 && limit < 3);
		cr_expect_eq(of_line(&list, 1)->denies, counts.denied);
		cr_expect_not(of_line(&list, 11)->denies);
		p = open_policy;
		p.max_warnings = limit;
		lint_judge(&list, &p, &counts);
		cr_expect_eq(counts.denied, limit >= 0 && limit < 3);
		cr_expect_eq(of_line(&list, 11)->denies, counts.denied);
		cr_expect_not(of_line(&list, 1)->denies);
		p = open_policy;
		p.max_findings = limit;
		lint_judge(&list, &p, &counts);
		cr_expect_eq(counts.denied, limit >= 0);
		cr_expect_eq(of_line(&list, 1)->denies && of_line(&list, 11)->denies,
			     counts.denied);
	}
}

Test(lint, no_findings)
{
	AUTO(findings) list;

	findings_init(&list);
	lint_judge(&list, &strict, &counts);
	cr_expect_not(counts.denied);
	cr_expect_eq(counts.errors + counts.warnings, 0);
}

Test(lint, allow_deny_exclude)
{
	static const char *const allow[] = { "ok", "both" }, *const deny[] = { "bad", "both" },
				 *const pattern[] = { "gen/" };
	AUTO(arena) arena = ARENA_MAX(MiB);
	AUTO(findings) list;
	struct tree_patterns exclude;
	struct lint_policy p = open_policy;
	struct err err = { 0 };

	cr_assert_eq(tree_patterns_compile(&exclude, pattern, 1, &arena, &err), 0, "%s", err.text);
	p.allow = allow, p.n_allow = 2, p.deny = deny, p.n_deny = 2, p.exclude = &exclude;
	findings_init(&list);
	add(&list, "ok", "a", 1, SEVERITY_HIGH);
	add(&list, "bad", "a", 2, SEVERITY_LOW);
	add(&list, "both", "a", 3, SEVERITY_LOW);
	add(&list, "else", "a", 4, SEVERITY_HIGH);
	add(&list, "bad", "gen/a", 5, SEVERITY_HIGH);
	add(&list, "ok", NULL, 6, SEVERITY_HIGH);
	lint_judge(&list, &p, &counts);
	cr_expect(of_line(&list, 1)->outside && !of_line(&list, 1)->denies);
	cr_expect(of_line(&list, 2)->denies && !of_line(&list, 2)->outside);
	cr_expect(of_line(&list, 3)->denies, "deny wins over allow");
	cr_expect(!of_line(&list, 4)->denies && !of_line(&list, 4)->outside);
	cr_expect(of_line(&list, 5)->excluded && !of_line(&list, 5)->outside &&
			  !of_line(&list, 5)->denies,
		  "excluded files are listed and decide nothing");
	cr_expect_eq(counts.allowed, 2);
	cr_expect_eq(counts.excluded, 1);
	cr_expect_eq(counts.errors, 1);
	cr_expect_eq(counts.warnings, 2);
	cr_expect(counts.denied);
	cr_expect_eq(of_line(&list, 2)->severity, SEVERITY_LOW);
	p.deny_is_error = true;
	lint_judge(&list, &p, &counts);
	cr_expect_eq(counts.errors, 3);
	cr_expect_eq(of_line(&list, 2)->severity, SEVERITY_HIGH);
}

Test(lint, scopes)
{
	AUTO(changed_lines) changed;
	struct err err = { 0 };
	struct changed_file *file;

	changed_lines_init(&changed);
	file = changed_lines_add(&changed, TEXT("a"), &err);
	cr_assert(file);
	cr_assert_eq(changed_file_add(&changed, file, 10, 12, &err), 0);
	for (int scope = LINT_SCOPE_ALL; scope <= LINT_SCOPE_CHANGED_LINES; scope++) {
		AUTO(findings) list;
		struct lint_policy p = strict;
		bool lines = scope == LINT_SCOPE_CHANGED_LINES, all = scope == LINT_SCOPE_ALL;

		findings_init(&list);
		add(&list, "r", "a", 9, SEVERITY_HIGH);
		add(&list, "r", "a", 10, SEVERITY_HIGH);
		add(&list, "r", "a", 12, SEVERITY_HIGH);
		add(&list, "r", "a", 13, SEVERITY_HIGH);
		add(&list, "r", "a", 0, SEVERITY_HIGH);
		add(&list, "r", "b", 11, SEVERITY_HIGH);
		add(&list, "r", NULL, 5, SEVERITY_HIGH);
		p.scope = (enum lint_scope)scope;
		p.changed = all ? NULL : &changed;
		lint_judge(&list, &p, &counts);
		cr_expect_eq(of_line(&list, 9)->denies, !lines);
		cr_expect(of_line(&list, 10)->denies && of_line(&list, 12)->denies);
		cr_expect_eq(of_line(&list, 13)->denies, !lines);
		cr_expect(of_line(&list, 0)->denies, "of the whole file");
		cr_expect_eq(of_line(&list, 11)->denies, all, "another file");
		cr_expect(of_line(&list, 5)->denies, "nobody can tell where it is");
		cr_expect_eq(counts.outside_scope, all ? 0u : lines ? 3u : 1u);
	}
}

Test(lint, a_range_that_reaches_into_the_change_counts)
{
	AUTO(changed_lines) changed;
	AUTO(findings) list;
	struct err err = { 0 };
	struct lint_policy p = strict;
	struct finding f = {
		.rule = "r", .path = "a", .line = 5, .end_line = 10, .severity = SEVERITY_HIGH
	};
	struct changed_file *file;

	changed_lines_init(&changed);
	file = changed_lines_add(&changed, TEXT("a"), &err);
	cr_assert_eq(changed_file_add(&changed, file, 10, 12, &err), 0);
	findings_init(&list);
	cr_assert_eq(findings_add(&list, &f, &err), 0);
	p.scope = LINT_SCOPE_CHANGED_LINES;
	p.changed = &changed;
	lint_judge(&list, &p, &counts);
	cr_expect(counts.denied);
}

/* Which lines of a binary file changed nobody can tell. */
Test(lint, binary_files_are_inside)
{
	AUTO(changed_lines) changed;
	AUTO(findings) list;
	struct err err = { 0 };
	struct lint_policy p = strict;
	struct changed_file *file;

	changed_lines_init(&changed);
	file = changed_lines_add(&changed, TEXT("a"), &err);
	cr_assert(file);
	file->binary = true;
	findings_init(&list);
	add(&list, "r", "a", 9, SEVERITY_HIGH);
	p.scope = LINT_SCOPE_CHANGED_LINES;
	p.changed = &changed;
	lint_judge(&list, &p, &counts);
	cr_expect(counts.denied);
}

Test(lint, baseline_counts)
{
	for (int64_t n = 0; n <= 4; n++) {
		AUTO(findings) before;
		AUTO(findings) now;
		AUTO(str) json = STR_MAX(MiB);
		AUTO(lint_baseline) baseline = { 0 };
		struct lint_policy p = strict;
		struct err err = { 0 };

		findings_init(&before);
		findings_init(&now);
		for (int64_t i = 1; i <= 2; i++)
			add(&before, "r", "a", i, SEVERITY_HIGH);
		for (int64_t i = 1; i <= n; i++)
			add(&now, "r", "a", 50 + i, SEVERITY_HIGH);
		cr_assert_eq(lint_baseline_print(&json, &before, &err), 0);
		cr_assert_eq(lint_baseline_read(&baseline, "b", (struct text){ json.buf, json.len },
						&err),
			     0, "%s", err.text);
		p.baseline = &baseline;
		lint_judge(&now, &p, &counts);
		cr_expect_eq((int64_t)counts.known, n < 2 ? n : 2);
		cr_expect_eq(counts.denied, n > 2);
		if (n > 2)
			cr_expect(of_line(&now, 51)->outside && of_line(&now, 53)->denies,
				  "the first ones are known");
		cr_expect_eq(lint_baseline_vanished(&baseline) > 0, n < 2);
	}
}

/* xorshift64* */
static uint64_t state = 9;

static size_t below(size_t n)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (size_t)(state * UINT64_C(2685821657736338717) >> 33) % n;
}

static struct finding random_finding(void)
{
	static const char *const rules[] = { "r", "s", "ok", "bad" }, *const paths[] = { "a", "b",
											 "gen/x",
											 NULL };

	return (struct finding){ .rule = rules[below(4)],
				 .path = paths[below(4)],
				 .line = (int64_t)below(6),
				 .title = "t",
				 .message = below(2) ? "m 1" : "n",
				 .severity = (enum severity)below(6) };
}

static bool judged(const struct finding *f, size_t n, const struct lint_policy *policy,
		   const char *baseline, struct str *marks)
{
	AUTO(findings) list;
	AUTO(lint_baseline) known = { 0 };
	struct lint_policy p = *policy;
	struct err err = { 0 };

	findings_init(&list);
	for (size_t i = 0; i < n; i++)
		cr_assert_eq(findings_add(&list, &f[i], &err), 0);
	if (baseline) {
		cr_assert_eq(lint_baseline_read(&known, "b", text_of(baseline), &err), 0, "%s",
			     err.text);
		p.baseline = &known;
	}
	lint_judge(&list, &p, &counts);
	for (size_t i = 0; marks && i < list.n; i++) {
		const struct finding *m = &list.at[i];

		str_printf(marks, "%s %s %d %s %d: %d %d\n", m->rule, m->path ? m->path : "-",
			   (int)m->line, m->message, (int)m->severity, m->denies, m->outside);
	}
	return counts.denied;
}

Test(lint, order_and_further_findings)
{
	static const char *const allow[] = { "ok" }, *const deny[] = { "bad" },
				 *const pattern[] = { "gen/" };
	AUTO(arena) arena = ARENA_MAX(MiB);
	AUTO(changed_lines) changed;
	struct tree_patterns exclude;
	struct changed_file *file;
	struct err err = { 0 };

	cr_assert_eq(tree_patterns_compile(&exclude, pattern, 1, &arena, &err), 0);
	changed_lines_init(&changed);
	file = changed_lines_add(&changed, TEXT("a"), &err);
	cr_assert_eq(changed_file_add(&changed, file, 2, 3, &err), 0);
	for (size_t round = 0; round < 20000; round++) {
		struct finding f[12];
		size_t n = below(11);
		struct lint_policy p = { .max_errors = (int64_t)below(5) - 1,
					 .max_warnings = (int64_t)below(5) - 1,
					 .max_findings = (int64_t)below(7) - 1,
					 .deny_is_error = below(2) };
		AUTO(str) first = STR_MAX(64 * KiB);
		AUTO(str) again = STR_MAX(64 * KiB);
		AUTO(str) baseline = STR_MAX(64 * KiB);
		bool denied;

		if (below(2))
			p.allow = allow, p.n_allow = 1;
		if (below(2))
			p.deny = deny, p.n_deny = 1;
		if (below(2))
			p.exclude = &exclude;
		p.scope = (enum lint_scope)below(3);
		p.changed = p.scope ? &changed : NULL;
		if (below(3) == 0) {
			AUTO(findings) before;

			findings_init(&before);
			for (size_t i = below(5); i > 0; i--) {
				struct finding b = random_finding();

				cr_assert_eq(findings_add(&before, &b, &err), 0);
			}
			cr_assert_eq(lint_baseline_print(&baseline, &before, &err), 0);
		}
		for (size_t i = 0; i < 12; i++)
			f[i] = random_finding();
		denied = judged(f, n, &p, baseline.len ? baseline.buf : NULL, &first);
		for (size_t i = 0; i + 1 < n; i++) {
			size_t other = i + below(n - i);
			struct finding swap = f[i];

			f[i] = f[other];
			f[other] = swap;
		}
		cr_assert_eq(judged(f, n, &p, baseline.len ? baseline.buf : NULL, &again), denied,
			     "round %zu", round);
		cr_assert_str_eq(again.buf, first.buf, "round %zu: the order decides", round);
		if (denied)
			cr_assert(judged(f, n + 1, &p, baseline.len ? baseline.buf : NULL, NULL),
				  "round %zu: a further finding turns deny into pass", round);
	}
}

Test(lint, doubts)
{
	static const struct {
		int (*doubt)(struct lint_run *, int, const char *, struct err *);
		int exit;
		size_t errors;
		enum lint_end end;
		bool recognised, doubtful;
	} row[] = {
		{ lint_doubt_fmt, 0, 0, LINT_END_UNKNOWN, false, false },
		{ lint_doubt_fmt, 1, 0, LINT_END_UNKNOWN, false, true },
		{ lint_doubt_fmt, LINT_EXIT_UNKNOWN, 0, LINT_END_UNKNOWN, false, true },
		{ lint_doubt_fmt, 1, 1, LINT_END_UNKNOWN, true, false },
		{ lint_doubt_fmt, 101, 1, LINT_END_UNKNOWN, true, true },
		{ lint_doubt_clippy, 0, 0, LINT_END_SUCCESS, true, false },
		{ lint_doubt_clippy, 0, 0, LINT_END_FAILURE, true, true },
		{ lint_doubt_clippy, 101, 0, LINT_END_SUCCESS, true, true },
		{ lint_doubt_clippy, LINT_EXIT_UNKNOWN, 0, LINT_END_SUCCESS, true, false },
		{ lint_doubt_eslint, 0, 0, LINT_END_UNKNOWN, true, false },
		{ lint_doubt_eslint, 1, 0, LINT_END_UNKNOWN, true, true },
		{ lint_doubt_eslint, 1, 1, LINT_END_UNKNOWN, true, false },
		{ lint_doubt_eslint, 2, 1, LINT_END_UNKNOWN, true, true },
		{ lint_doubt_tsc, 0, 0, LINT_END_UNKNOWN, false, false },
		{ lint_doubt_tsc, 2, 0, LINT_END_UNKNOWN, false, true },
		{ lint_doubt_tsc, 2, 1, LINT_END_UNKNOWN, true, false },
		{ lint_doubt_tsc, LINT_EXIT_UNKNOWN, 0, LINT_END_UNKNOWN, false, true },
	};

	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		AUTO(lint_run) run;
		struct err err = { 0 };

		lint_run_init(&run);
		run.end = row[i].end;
		run.recognised = row[i].recognised;
		if (row[i].errors)
			add(&run.findings, "r", "a", 1, SEVERITY_HIGH);
		cr_assert_eq(row[i].doubt(&run, row[i].exit, "report", &err), 0);
		cr_expect_eq(run.n_doubts > 0, row[i].doubtful, "row %zu", i);
	}
}
