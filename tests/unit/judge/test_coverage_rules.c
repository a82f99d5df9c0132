/* Rules: what is read, what is in force, what each comes to (specs/coverage-and-lint.md 5.2, 5.3). */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <string.h>

#include "alloc.h"
#include "judge/coverage/rules.h"

static const struct {
	const char *rule, *wanted; /* the error; NULL: it reads */
} texts[] = {
	{ "project line >= 80", NULL },
	{ "project >= 80%", NULL },
	{ "  patch branch >= 80.5 tolerance 1 min-lines 10 advisory  # new code", NULL },
	{ "service a uncovered <= 3", NULL },
	{ "service a patch >= 1.5", NULL },
	{ "each-service patch line >= base - 0.5", NULL },
	{ "path \"a b/**\" statement >= base", NULL },
	{ "each-file >= 50\neach-file *.rs >= 60\n\n# nothing\neach-changed-file function >= 10",
	  NULL },
	{ "path a#b >= 50", NULL },
	{ "projct line >= 80",
	  "x:1: found \"projct\" where project, patch, service, path or each-… was expected; did you mean \"project\"?" },
	{ "project lines >= 80",
	  "x:1: found \"lines\" where a metric, >= or uncovered <= was expected; did you mean \"line\"?" },
	{ "project > 80", "x:1: found \">\" where a metric, >= or uncovered <= was expected" },
	{ "project >=80", "x:1: found \">=80\" where a metric, >= or uncovered <= was expected" },
	{ "project >= 0",
	  "x:1: found \"0\" where a percentage above 0 and at most 100, such as 80 or 80.5, or off was expected" },
	{ "project >= 100.1",
	  "x:1: found \"100.1\" where a percentage above 0 and at most 100, such as 80 or 80.5, or off was expected" },
	{ "project >= 0.8",
	  "x:1: found \"0.8\" where a percentage such as 80, not a fraction; below one percent, write 0.8% was expected" },
	{ "project >= off", "x:1: found \"off\" where a percentage was expected" },
	{ "project", "x:1: ends where a metric, >= or uncovered <= was expected" },
	{ "project >= 80 tolerance 80",
	  "x: project >= 80 tolerance 80: the tolerance leaves nothing of the target" },
	{ "project >= 80 tolerence 1",
	  "x:1: found \"tolerence\" where tolerance, min-lines or advisory was expected; did you mean \"tolerance\"?" },
	{ "project uncovered <= 3 tolerance 1",
	  "x:1: found \"tolerance\" where min-lines or advisory was expected" },
	{ "project uncovered <= -1", "x:1: found \"-1\" where a whole number was expected" },
	{ "project uncovered >= 1", "x:1: found \">=\" where <= was expected" },
	{ "project >= 80 min-lines x", "x:1: found \"x\" where a whole number was expected" },
	{ "service", "x:1: ends where the name of a service was expected" },
	{ "path", "x:1: ends where a pattern was expected" },
	{ "project >= 80\nindirect uncovered <= 0",
	  "x: indirect uncovered <= 0: the word \"indirect\" is not built" },
	{ "project >= base-adjusted",
	  "x: project >= base-adjusted: the word \"base-adjusted\" is not built" },
	{ "project codecov >= 80", "x: project codecov >= 80: the word \"codecov\" is not built" },
};

Test(coverage_rules, language)
{
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		__attribute__((cleanup(arena_release))) struct arena arena = ARENA_MAX(MiB);
		struct coverage_rules rules = { 0 };
		struct err err = { 0 };
		int result =
			coverage_rules_read(&rules, text_of(texts[i].rule), "x", 1, &arena, &err);

		cr_expect_eq(result, texts[i].wanted ? -1 : 0, "%s: %s", texts[i].rule, err.text);
		cr_expect_str_eq(err.text, texts[i].wanted ? texts[i].wanted : "");
		cr_expect(result == 0 || err.kind == ERR_CALLER);
	}
}

Test(coverage_rules, parts)
{
	__attribute__((cleanup(arena_release))) struct arena arena = ARENA_MAX(MiB);
	struct coverage_rules rules = { 0 };
	struct err err = { 0 };
	const struct coverage_rule *r;

	cr_assert_eq(coverage_rules_read(
			     &rules,
			     TEXT("service s patch branch >= 80.50 tolerance 0.5 min-lines 7 "
				  "advisory\npath \"a b\" uncovered <= 3"),
			     "x", 5, &arena, &err),
		     0);
	cr_assert_eq(rules.n, 2);
	r = &rules.at[0];
	cr_expect(r->scope == RULE_SERVICE && r->patch && strcmp(r->argument, "s") == 0);
	cr_expect(r->kind == COVERAGE_BRANCHES && r->test == RULE_AT_LEAST && r->line == 5);
	cr_expect(r->target.e4 == 805000 && r->target.decimals == 2 && r->tolerance.e4 == 5000);
	cr_expect(r->min_lines == 7 && r->advisory && !r->is_short);
	r = &rules.at[1];
	cr_expect(r->scope == RULE_PATH && strcmp(r->argument, "a b") == 0 && r->most == 3);
	cr_expect(r->kind == -1 && r->test == RULE_UNCOVERED && r->line == 6);
}

/* Layers by their texts; a line "short …" is a short rule, "off SCOPE" takes short ones away. */
static void layers_give(const char *const *layers, size_t n, const char *wanted)
{
	__attribute__((cleanup(arena_release))) struct arena arena = ARENA_MAX(MiB);
	struct coverage_rules lists[4] = { 0 }, in_force = { 0 };
	AUTO(str) got = STR_MAX(MiB);
	struct err err = { 0 };

	for (size_t i = 0; i < n; i++) {
		const char *text = layers[i];
		bool is_short = i == 0 || strncmp(text, "short ", 6) == 0;
		bool off = strncmp(text, "off ", 4) == 0;

		text += is_short && i ? 6 : off ? 4 : 0;
		cr_assert_eq(coverage_rules_read(&lists[i], text_of(text), "x", 1, &arena, &err), 0,
			     "%s", err.text);
		for (size_t k = 0; k < lists[i].n; k++) {
			lists[i].at[k].is_short = is_short || off;
			lists[i].at[k].target.off = off;
		}
	}
	if (coverage_rules_layer(&in_force, lists, n, COVERAGE_LINES, &arena, &err) < 0)
		str_printf(&got, "! %s", err.text);
	for (size_t i = 0; i < in_force.n && !err_is_set(&err); i++)
		str_printf(&got, "%s%s", i ? "; " : "", in_force.at[i].text);
	cr_expect_str_eq(got.buf, wanted);
}

#define GIVE(wanted, ...)                                 \
	layers_give((const char *const[]){ __VA_ARGS__ }, \
		    sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *), wanted)

Test(coverage_rules, layers)
{
	const char *eighty = "project line >= 80\npatch line >= 80";

	GIVE("project line >= 80; patch line >= 80", eighty);
	GIVE("patch line >= 80; project >= 70", eighty, "project >= 70");
	/* another figure of the same scope: the built-in rule is gone all the same */
	GIVE("patch line >= 80; project branch >= 70", eighty, "project branch >= 70");
	GIVE("project line >= 80; patch line >= 80; service a >= 90", eighty, "service a >= 90");
	GIVE("project line >= 60; patch >= 50", eighty, "project >= 70\npatch >= 50",
	     "project line >= 60");
	GIVE("project >= 70; project branch >= 60", eighty, "off patch >= 2",
	     "project >= 70\nproject branch >= 60");
	/* off takes what is short, never what was written */
	GIVE("project >= 70; patch uncovered <= 3", eighty, "project >= 70\npatch uncovered <= 3",
	     "off patch >= 2");
}

Test(coverage_rules, layers_refused)
{
	const char *eighty = "project line >= 80\npatch line >= 80";

	GIVE("! two rules about the same figure: \"project >= 70\" (x) and \"project line >= 71\" (x)",
	     eighty, "project >= 70\nproject line >= 71");
	GIVE("patch line >= 80; project line >= 70; project line uncovered <= 3",
	     "patch line >= 80", "project >= 70\nproject line uncovered <= 3\nproject line >= 70");
	GIVE("! no rule is in force: every target is off", "project >= 80", "off project >= 2");
}

struct scene {
	struct coverage merged;
	struct changed_lines changed;
	struct coverage_subject subject;
	struct arena arena;
};

static const struct coverage_service services[] = { { "a", "a" }, { "a2", "a/2" }, { "b", "b" } };

/* "PATH 1+ 2- 3+": a line hit or not; "PATH *" counts alone. */
static void add_file(struct scene *s, const char *path, const char *lines)
{
	struct err err = { 0 };
	struct coverage_file *file = coverage_file(&s->merged, text_of(path), &err);

	cr_assert(file);
	file->lacks = COVERAGE_HAS(COVERAGE_FUNCTIONS);
	if (lines[0] == '*') {
		file->only_counts = true;
		file->counts[COVERAGE_LINES] = (struct coverage_count){ 8, 10 };
		return;
	}
	for (int64_t number = 1; *lines; lines++, number++)
		if (*lines == '+' || *lines == '-')
			cr_assert_eq(
				coverage_add_line(&s->merged, file, number, *lines == '+', &err),
				0);
}

static void change(struct scene *s, const char *path, int64_t first, int64_t last)
{
	struct err err = { 0 };
	struct changed_file *file = changed_lines_add(&s->changed, text_of(path), &err);

	cr_assert(file && changed_file_add(&s->changed, file, first, last, &err) == 0);
}

static void open_scene(struct scene *s)
{
	*s = (struct scene){ .arena = ARENA_MAX(MiB) };
	coverage_init(&s->merged, COVERAGE_MAX);
	changed_lines_init(&s->changed);
	s->subject = (struct coverage_subject){ .merged = &s->merged,
						.services = services,
						.n_services = ARRAY_SIZE(services),
						.changed = &s->changed,
						.kind = COVERAGE_LINES };
	add_file(s, "a/x.rs", "++++-.");
	add_file(s, "a/2/y.rs", "+-");
	add_file(s, "z.rs", "++");
	change(s, "a/x.rs", 4, 6);
	change(s, "gone.rs", 1, 1);
}

static void close_scene(struct scene *s)
{
	coverage_release(&s->merged);
	changed_lines_release(&s->changed);
	arena_release(&s->arena);
}

/* What one rule comes to, one sentence a result. */
static void comes_to(struct scene *s, const char *rule, const char *wanted)
{
	struct coverage_rules rules = { 0 };
	struct coverage_results results = { 0 };
	AUTO(str) got = STR_MAX(MiB);
	struct err err = { 0 };

	cr_assert_eq(coverage_rules_read(&rules, text_of(rule), "x", 1, &s->arena, &err), 0, "%s",
		     err.text);
	if (coverage_judge(&results, &rules, &s->subject, &s->arena, &err) < 0)
		str_printf(&got, "! %s", err.text);
	for (size_t i = 0; i < results.n; i++) {
		str_printf(&got, "%s%s: ", i ? "\n" : "", rule_state_words[results.at[i].state]);
		coverage_say(&got, &results.at[i], 2);
	}
	cr_expect_str_eq(got.buf, wanted, "%s\ngave    %s\ninstead %s", rule, got.buf, wanted);
}

Test(coverage_rules, judged)
{
	struct scene s;

	open_scene(&s);
	comes_to(&s, "project >= 77", "pass: project 77.77 % lines (7/9), target 77 %");
	comes_to(&s, "project >= 78",
		 "deny: project 77.77 % lines (7/9), target 78 %: cover 1 more line");
	comes_to(&s, "project >= 78 tolerance 1",
		 "pass: project 77.77 % lines (7/9), target 78 %, tolerance 1, effective 77.00 %");
	comes_to(&s, "project uncovered <= 1",
		 "deny: project 77.77 % lines (7/9), at most 1 not hit: cover 1 more line");
	comes_to(&s, "project >= 78 min-lines 10",
		 "not applicable: project 77.77 % lines (7/9), target 78 %");
	comes_to(&s, "project function >= 2",
		 "incomplete: project: z.rs: its reports do not have this metric");
	comes_to(&s, "patch >= 50", "pass: new code 50.00 % lines (1/2), target 50 %");
	comes_to(&s, "patch >= 60",
		 "deny: new code 50.00 % lines (1/2), target 60 %: cover 1 more line");
	/* the longest path has the file */
	comes_to(&s, "service a >= 80", "pass: service a 80.00 % lines (4/5), target 80 %");
	comes_to(&s, "service a2 >= 80",
		 "deny: service a2 50.00 % lines (1/2), target 80 %: cover 1 more line");
	comes_to(&s, "service b >= 80", "incomplete: service b: no report");
	comes_to(&s, "service c >= 80", "! x: service c >= 80: there is no service \"c\"");
	comes_to(&s, "service b patch >= 80",
		 "not applicable: service b, new code: no measurable line changed");
	comes_to(&s, "each-service >= 60",
		 "pass: service a 80.00 % lines (4/5), target 60 %\n"
		 "deny: service a2 50.00 % lines (1/2), target 60 %: cover 1 more line\n"
		 "incomplete: service b: no report");
	comes_to(&s, "path \"a/**\" >= 70", "pass: path a/** 71.42 % lines (5/7), target 70 %");
	comes_to(&s, "path \"q/**\" >= 70",
		 "incomplete: path q/**: no measured file matches the pattern");
	comes_to(&s, "each-file \"a/**\" >= 60",
		 "pass: a/x.rs 80.00 % lines (4/5), target 60 %\n"
		 "deny: a/2/y.rs 50.00 % lines (1/2), target 60 %: cover 1 more line");
	comes_to(&s, "each-changed-file >= 60", "pass: a/x.rs 80.00 % lines (4/5), target 60 %");
	comes_to(&s, "project >= base",
		 "incomplete: project: there is no baseline to compare with");
	close_scene(&s);
}

Test(coverage_rules, change_not_known)
{
	struct scene s;

	open_scene(&s);
	s.subject.change = COVERAGE_CHANGE_UNKNOWN;
	s.subject.change_why = "set fetch-depth: 2";
	comes_to(&s, "patch >= 50",
		 "incomplete: new code: which lines changed is not known: set fetch-depth: 2");
	comes_to(
		&s, "each-changed-file >= 50",
		"incomplete: each changed file: which lines changed is not known: set fetch-depth: 2");
	s.subject.change = COVERAGE_CHANGE_NONE;
	comes_to(&s, "patch >= 50", "not applicable: new code: this event is about no change");
	comes_to(&s, "project >= 77", "pass: project 77.77 % lines (7/9), target 77 %");
	close_scene(&s);
}

Test(coverage_rules, one_service_alone)
{
	struct scene s;

	open_scene(&s);
	s.subject.only = "a2";
	comes_to(&s, "project >= 99", "out of scope: project: another service is judged");
	comes_to(&s, "service a >= 99", "out of scope: service a: another service is judged");
	comes_to(&s, "service a2 >= 50", "pass: service a2 50.00 % lines (1/2), target 50 %");
	comes_to(&s, "each-service >= 50", "pass: service a2 50.00 % lines (1/2), target 50 %");
	comes_to(&s, "patch >= 99", "not applicable: new code: no measurable line changed");
	comes_to(&s, "path \"z*\" >= 99",
		 "not applicable: path z*: no measured file matches the pattern");
	close_scene(&s);
}

Test(coverage_rules, totals_alone_judge_no_change)
{
	struct scene s;

	open_scene(&s);
	add_file(&s, "b/t.ts", "*");
	comes_to(&s, "service b >= 80", "pass: service b 80.00 % lines (8/10), target 80 %");
	change(&s, "b/t.ts", 1, 1);
	comes_to(&s, "patch >= 50",
		 "incomplete: new code: b/t.ts: its report has totals, not lines");
	close_scene(&s);
}

Test(coverage_rules, answer)
{
	const struct coverage_rule firm = { 0 }, advisory = { .advisory = true };
	const struct {
		enum rule_state a, b;
		bool b_advisory;
		enum answer wanted;
	} cases[] = {
		{ RULE_PASS, RULE_PASS, false, PASS },
		{ RULE_PASS, RULE_DENY, false, DENY },
		{ RULE_DENY, RULE_INCOMPLETE, false, INCOMPLETE },
		{ RULE_PASS, RULE_NOT_APPLICABLE, false, PASS },
		{ RULE_PASS, RULE_OUT_OF_SCOPE, false, PASS },
		{ RULE_PASS, RULE_DENY, true, PASS },
		{ RULE_PASS, RULE_INCOMPLETE, true, PASS },
		{ RULE_DENY, RULE_PASS, true, DENY },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct coverage_result two[] = {
			{ .rule = &firm, .state = cases[i].a },
			{ .rule = cases[i].b_advisory ? &advisory : &firm, .state = cases[i].b },
		};

		cr_expect_eq(coverage_answer(&(struct coverage_results){ two, 2, 2 }),
			     cases[i].wanted, "case %zu", i);
	}
}

/* One more hit never makes things worse, a lower target never either. */
Test(coverage_rules, more_never_hurts)
{
	for (int missing = 1; missing <= 9; missing++)
		for (int target = 5; target <= 100; target += 5) {
			enum rule_state before = RULE_PASS;

			for (int hits = 0; hits <= 10; hits++) {
				struct scene s;
				struct coverage_rules rules = { 0 };
				struct coverage_results results = { 0 };
				char lines[32] = { 0 }, rule[64];
				struct err err = { 0 };

				open_scene(&s);
				memset(lines, '+', (size_t)hits);
				memset(lines + hits, '-', (size_t)missing);
				add_file(&s, "q.rs", lines);
				snprintf(rule, sizeof(rule), "path q.rs >= %d",
					 target == 5 ? 2 : target);
				cr_assert_eq(coverage_rules_read(&rules, text_of(rule), "x", 1,
								 &s.arena, &err),
					     0);
				cr_assert_eq(coverage_judge(&results, &rules, &s.subject, &s.arena,
							    &err),
					     0);
				cr_expect(hits == 0 || before != RULE_PASS ||
					  results.at[0].state == RULE_PASS);
				before = results.at[0].state;
				close_scene(&s);
			}
		}
}

Test(coverage_rules, no_memory_is_said)
{
	for (long nth = 1;; nth++) {
		struct scene s;
		struct coverage_rules rules = { 0 };
		struct coverage_results results = { 0 };
		struct err err = { 0 };
		bool refused;
		int result;

		open_scene(&s);
		alloc_fail_at(nth);
		result = coverage_rules_read(&rules, TEXT("each-file *.rs >= 50\nservice a >= 3"),
					     "x", 1, &s.arena, &err);
		if (result == 0)
			result = coverage_judge(&results, &rules, &s.subject, &s.arena, &err);
		refused = alloc_failed();
		alloc_fail_at(0);
		close_scene(&s);
		cr_assert(refused == (result < 0), "allocation %ld: %s", nth, err.text);
		if (!refused)
			break;
		cr_expect_eq(err.kind, ERR_INTERNAL);
	}
}
