/* Findings, reason and answer. */
#include <inttypes.h>
#include <string.h>

#include "base/glob.h"
#include "programs/coverage/session.h"

#define RANGES_MAX 10000 /* findings of uncovered ranges */

int coverage_tell(struct coverage_session *s, const char *rule, enum severity severity, bool denies,
		  const char *path, int64_t line, int64_t end_line, const char *message,
		  const char *fix, struct err *err)
{
	struct text head = text_of(message);
	struct finding finding = {
		.rule = findings_text(&s->findings, text_of(rule)),
		.title = findings_text(&s->findings, text_first(head, 200)),
		.message = findings_text(&s->findings, head),
		.path = path ? findings_text(&s->findings, text_of(path)) : NULL,
		.fix = fix ? findings_text(&s->findings, text_of(fix)) : NULL,
		.tool = "coverage",
		.line = line,
		.end_line = end_line,
		.severity = severity,
		.denies = denies,
	};

	if (!finding.rule || !finding.title || !finding.message || (path && !finding.path) ||
	    (fix && !finding.fix))
		return err_memory(err);
	return findings_add(&s->findings, &finding, err);
}

static int tell_results(struct coverage_session *s, struct err *err)
{
	for (size_t i = 0; i < s->results.n; i++) {
		const struct coverage_result *r = &s->results.at[i];
		AUTO(str) sentence = STR_MAX(16 * KiB);

		coverage_say(&sentence, r, (unsigned)s->in->precision);
		if (r->state == RULE_INCOMPLETE && !r->rule->advisory)
			report_problem(s->report, sentence.buf, "",
				       "bring the evidence, or take the rule out");
		if (r->state == RULE_INCOMPLETE && r->rule->advisory)
			report_note(s->report, "advisory: %s", sentence.buf);
		if (r->state == RULE_DENY &&
		    coverage_tell(s, "rule-failed", SEVERITY_HIGH, !r->rule->advisory, NULL, 0, 0,
				  sentence.buf, NULL, err) < 0)
			return -1;
	}
	return 0;
}

bool coverage_is_of(const struct coverage_session *s, const struct coverage_rule *rule,
		    const char *member, const char *path)
{
	const char *name = member ? member : rule->argument;
	struct tree_patterns patterns;
	struct err ignored = { 0 };
	size_t service;

	switch (rule->scope) {
	case RULE_PROJECT: return true;
	case RULE_SERVICE:
	case RULE_EACH_SERVICE:
		service = coverage_service_of(&s->subject, path);
		return service != SIZE_MAX && strcmp(s->subject.services[service].name, name) == 0;
	case RULE_PATH: {
		struct arena arena = ARENA_MAX(MiB);
		bool is = tree_patterns_compile(&patterns, &rule->argument, 1, &arena, &ignored) ==
				  0 &&
			  tree_patterns_select(&patterns, path);

		arena_release(&arena);
		return is;
	}
	default: return member && strcmp(member, path) == 0;
	}
}

/* Whether a rule about new code fails, and this file is part of why. */
static bool is_denied(const struct coverage_session *s, const char *path)
{
	for (size_t i = 0; i < s->results.n; i++) {
		const struct coverage_result *r = &s->results.at[i];

		if (r->state == RULE_DENY && !r->rule->advisory && r->rule->patch &&
		    coverage_is_of(s, r->rule, r->member, path))
			return true;
	}
	return false;
}

static int tell_uncovered(struct coverage_session *s, struct err *err)
{
	const char *path = NULL;
	bool denied = false;

	for (size_t i = 0; i < s->n_uncovered && i < RANGES_MAX; i++) {
		const struct uncovered *u = &s->uncovered[i];
		AUTO(str) message = STR_MAX(KiB);

		if (u->path != path)
			denied = is_denied(s, u->path);
		path = u->path;
		if (u->first == u->last)
			str_puts(&message, "no test reaches this new line");
		else
			str_printf(&message,
				   "no test reaches these new lines: %" PRId64 " of %" PRId64
				   " to %" PRId64 " hold code",
				   u->lines, u->first, u->last);
		if (coverage_tell(s, "uncovered-range", SEVERITY_MEDIUM, denied, u->path, u->first,
				  u->last, message.buf, NULL, err) < 0)
			return -1;
	}
	return 0;
}

/* Numbers of HEAD's text say nothing about another one. */
static void check_stale(struct coverage_session *s)
{
	AUTO(str) what = STR_MAX(16 * KiB);

	for (size_t i = 0; s->change == COVERAGE_CHANGE_KNOWN && i < s->changed.n; i++) {
		const struct changed_file *file = s->changed.files[i];

		if (!file->stale || !coverage_find(&s->merged, file->path))
			continue;
		str_clear(&what);
		str_printf(&what, "%s: the working copy differs from HEAD", file->path);
		report_problem(s->report, what.buf, "its lines are others than those measured",
			       "measure and judge the commit as it was checked out");
	}
}

/* The sentence of the first result of a scope that was decided, put behind what is there. */
static void add_figure(struct coverage_session *s, struct str *out, bool patch)
{
	for (size_t i = 0; i < s->results.n; i++) {
		const struct coverage_result *r = &s->results.at[i];
		enum rule_scope scope = s->subject.only ? RULE_SERVICE : RULE_PROJECT;
		bool decided = r->state == RULE_PASS || r->state == RULE_DENY;

		if (r->rule->patch != patch || (!patch && r->rule->scope != scope) ||
		    (patch && r->rule->scope != RULE_PROJECT))
			continue;
		if (!decided && !(patch && r->state == RULE_NOT_APPLICABLE))
			continue;
		str_puts(out, out->len ? "; " : "");
		if (decided)
			coverage_say(out, r, (unsigned)s->in->precision);
		else
			str_puts(out, r->why);
		return;
	}
}

static size_t count_denied(const struct coverage_session *s, const struct coverage_result **first)
{
	size_t n = 0;

	for (size_t i = 0; i < s->results.n; i++)
		if (s->results.at[i].state == RULE_DENY && !s->results.at[i].rule->advisory &&
		    n++ == 0)
			*first = &s->results.at[i];
	return n;
}

static void say_denied(struct coverage_session *s, struct str *reason)
{
	const struct coverage_result *first = NULL;
	size_t denied = count_denied(s, &first);

	if (first)
		coverage_say(reason, first, (unsigned)s->in->precision);
	if (denied > 1)
		str_printf(reason, denied == 2 ? "; 1 more rule fails" : "; %zu more rules fail",
			   denied - 1);
	if (s->n_unmeasured && s->unmeasured == UNMEASURED_DENY)
		str_printf(reason, "%s%zu changed source %s in no report", denied ? "; " : "",
			   s->n_unmeasured, s->n_unmeasured == 1 ? "file is" : "files are");
}

static enum answer answer_of(struct coverage_session *s, struct str *reason)
{
	bool denied = coverage_answer(&s->results) == DENY ||
		      (s->n_unmeasured && s->unmeasured == UNMEASURED_DENY);

	if (report_problems(s->report)) {
		str_puts(reason, report_first_problem(s->report));
		return INCOMPLETE;
	}
	if (denied) {
		say_denied(s, reason);
		return DENY;
	}
	add_figure(s, reason, true);
	add_figure(s, reason, false);
	if (!reason->len)
		str_puts(reason, "every rule that applies holds");
	return PASS;
}

static int check_change(struct coverage_session *s)
{
	if (s->change == COVERAGE_CHANGE_UNKNOWN && s->unmeasured == UNMEASURED_DENY)
		report_problem(s->report, "which lines changed is not known", s->change_why,
			       "or set unmeasured: off and patch-target: off");
	return 0;
}

static int judge(struct coverage_session *s, struct err *err)
{
	s->subject.merged = &s->merged;
	s->subject.changed = &s->changed;
	s->subject.change = s->change;
	s->subject.change_why = s->change_why;
	s->subject.kind = s->kind;
	coverage_carry_forward(s);
	check_stale(s);
	check_change(s);
	if (coverage_judge(&s->results, &s->rules, &s->subject, &s->arena, err) < 0)
		return -1;
	return coverage_find_uncovered(s, err) < 0 || coverage_find_unmeasured(s, err) < 0 ||
			       tell_results(s, err) < 0 || tell_uncovered(s, err) < 0 ||
			       coverage_why(s, err) < 0
		       ? -1
		       : 0;
}

enum answer coverage_conclude(struct coverage_session *s, struct err *err)
{
	AUTO(str) reason = STR_MAX(4 * KiB);
	enum answer answer;

	if (judge(s, err) < 0)
		return err->kind == ERR_CALLER ? ERROR : INCOMPLETE;
	answer = answer_of(s, &reason);
	report_findings(s->report, &s->findings);
	report_reason(s->report, "%s", reason.buf);
	coverage_put_figures(s);
	coverage_put_tables(s);
	if (coverage_write_files(s, answer, reason.buf, err) < 0)
		return err->kind == ERR_CALLER ? ERROR : INCOMPLETE;
	return answer;
}
