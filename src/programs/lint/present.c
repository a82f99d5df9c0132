/* How the three gates show what they judged. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "programs/lint/lint.h"
#include "runner/escape.h"
#include "runner/markdown.h"

#define RULES_SHOWN 50

struct rule_count {
	const char *rule;
	size_t count;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct rule_count *)a)->rule, ((const struct rule_count *)b)->rule);
}

static int by_count(const void *a, const void *b)
{
	const struct rule_count *x = a, *y = b;

	return x->count != y->count ? (x->count < y->count ? 1 : -1) : by_name(a, b);
}

/* Of the findings that count, how many each rule has; sorted by name. */
static struct rule_count *count_rules(struct lint_session *s, size_t *n)
{
	struct rule_count *rules = arena_alloc(&s->arena, (s->all.n + 1) * sizeof(*rules));
	size_t all = 0;

	*n = 0;
	for (size_t i = 0; rules && i < s->all.n; i++)
		if (finding_counts(&s->all.at[i]))
			rules[all++] = (struct rule_count){ s->all.at[i].rule, 1 };
	if (all > 1)
		qsort(rules, all, sizeof(*rules), by_name);
	for (size_t i = 0; i < all; i++)
		if (*n && strcmp(rules[*n - 1].rule, rules[i].rule) == 0)
			rules[*n - 1].count++;
		else
			rules[(*n)++] = rules[i];
	return rules;
}

static void put_details(struct lint_session *s, const struct rule_count *rules, size_t n)
{
	AUTO(str) json = STR_MAX(2 * MiB);
	const struct lint_counts *c = &s->counts;

	str_printf(&json, "{\"allowed\": %zu, \"baseline_known\": %zu, \"counts\": {", c->allowed,
		   c->known);
	for (size_t i = 0; i < n; i++) {
		str_puts(&json, i ? ", \"" : "\"");
		escape_json(&json, text_of(rules[i].rule), 200);
		str_printf(&json, "\": %zu", rules[i].count);
	}
	str_printf(&json, "}, \"excluded\": %zu, \"outside_scope\": %zu}", c->excluded,
		   c->outside_scope);
	if (!json.failed)
		report_details(s->report, json.buf);
	else
		report_note(s->report, "counts per rule left out: too many rules");
}

static void put_rule_table(struct lint_session *s, struct rule_count *rules, size_t n)
{
	struct str *out = n ? report_section(s->report) : NULL;

	if (!out)
		return;
	qsort(rules, n, sizeof(*rules), by_count);
	str_puts(
		out,
		"<details><summary>Findings per rule</summary>\n\n| Rule | Findings |\n|---|---:|\n");
	for (size_t i = 0; i < n && i < RULES_SHOWN; i++) {
		str_puts(out, "| ");
		markdown_cell(out, text_of(rules[i].rule));
		str_printf(out, " | %zu |\n", rules[i].count);
	}
	if (n > RULES_SHOWN)
		str_printf(out, "\n%zu more rules\n", n - RULES_SHOWN);
	str_puts(out, "\n</details>\n\n");
}

static void put_not_checked(struct lint_session *s)
{
	const struct lint_counts *c = &s->counts;

	if (c->excluded)
		report_not_checked(s->report, "%zu findings in excluded files decide nothing",
				   c->excluded);
	if (c->allowed)
		report_not_checked(s->report, "%zu findings of allowed rules decide nothing",
				   c->allowed);
	if (c->outside_scope)
		report_not_checked(s->report, "%zu findings outside the changed %s decide nothing",
				   c->outside_scope,
				   s->policy.scope == LINT_SCOPE_CHANGED_FILES ? "files" : "lines");
	if (c->known)
		report_not_checked(s->report, "%zu findings are known to the baseline", c->known);
	if (s->policy.baseline && lint_baseline_vanished(&s->baseline))
		report_note(
			s->report,
			"%zu findings of the baseline are gone: write it again to keep them out",
			lint_baseline_vanished(&s->baseline));
	if (s->all.without_text)
		report_note(s->report,
			    "%zu findings are counted without their text: too many of them",
			    s->all.without_text);
}

static int write_baseline(struct lint_session *s, const struct lint_inputs *in, struct err *err)
{
	AUTO(str) json = STR_MAX(64 * MiB);

	if (!in->write_baseline)
		return 0;
	if (report_problems(s->report)) {
		report_note(s->report, "no baseline is written from incomplete evidence");
		return 0;
	}
	if (lint_baseline_print(&json, &s->all, err) < 0)
		return -1;
	return report_write(s->report, in->write_baseline, (struct text){ json.buf, json.len },
			    err);
}

enum answer lint_conclude(struct lint_session *s, const struct lint_inputs *in, struct err *err)
{
	struct rule_count *rules;
	size_t n;

	lint_judge(&s->all, &s->policy, &s->counts);
	report_findings(s->report, &s->all);
	report_output(s->report, "findings", "%zu", s->counts.errors + s->counts.warnings);
	report_looked_at(s->report, "reports", (int64_t)s->reports);
	rules = count_rules(s, &n);
	if (!rules) {
		err_memory(err);
		return INCOMPLETE;
	}
	put_details(s, rules, n);
	put_rule_table(s, rules, n);
	put_not_checked(s);
	if (write_baseline(s, in, err) < 0)
		return err->kind == ERR_CALLER ? ERROR : INCOMPLETE;
	/* the output of a tool whose run is in doubt proves nothing: missing evidence goes first */
	if (report_problems(s->report))
		return INCOMPLETE;
	return s->counts.denied ? DENY : PASS;
}
