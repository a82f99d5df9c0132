#include "judge/lint.h"

#include <stdlib.h>
#include <string.h>

static bool listed(const char *rule, const char *const *rules, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(rule, rules[i]) == 0)
			return true;
	return false;
}

static bool in_scope(const struct finding *f, const struct lint_policy *policy)
{
	const struct changed_file *file;

	if (policy->scope == LINT_SCOPE_ALL)
		return true;
	if (!f->path) /* nobody can tell where it is: it counts */
		return true;
	file = changed_lines_find(policy->changed, f->path);
	if (!file)
		return false;
	/* which lines of a binary file changed nobody can tell: a NUL in it must not hide them */
	if (policy->scope == LINT_SCOPE_CHANGED_FILES || f->line <= 0 || file->binary)
		return true;
	return changed_file_has(file, f->line, f->end_line >= f->line ? f->end_line : f->line);
}

static void exclude(struct finding *f, struct lint_counts *counts)
{
	f->outside = false;
	f->excluded = true;
	f->properties = "{\"excluded\": true}"; /* no parser of these tools sets any */
	counts->excluded++;
}

/* Sets what keeps the finding from being counted; which counter it goes to. */
static void weigh(struct finding *f, const struct lint_policy *policy, struct lint_counts *counts)
{
	bool must = listed(f->rule, policy->deny, policy->n_deny);

	f->outside = true;
	f->excluded = false;
	if (!must && listed(f->rule, policy->allow, policy->n_allow))
		counts->allowed++;
	else if (!in_scope(f, policy))
		counts->outside_scope++;
	else if (f->path && policy->exclude && tree_patterns_select(policy->exclude, f->path))
		exclude(f, counts);
	else if (policy->baseline && lint_baseline_use(policy->baseline, f))
		counts->known++;
	else
		f->outside = false;
	if (!finding_counts(f))
		return;
	if (must && policy->deny_is_error)
		f->severity = SEVERITY_HIGH;
	counts->errors += f->severity <= SEVERITY_HIGH;
	counts->warnings += f->severity > SEVERITY_HIGH;
}

static bool above(size_t count, int64_t limit) { return limit >= 0 && count > (uint64_t)limit; }

void lint_judge(struct findings *findings, const struct lint_policy *policy,
		struct lint_counts *counts)
{
	bool errors, warnings, all;

	*counts = (struct lint_counts){ 0 };
	if (findings->n > 1) /* known ones are the first of their kind in order of their lines */
		qsort(findings->at, findings->n, sizeof(*findings->at), finding_order);
	for (size_t i = 0; i < findings->n; i++)
		weigh(&findings->at[i], policy, counts);
	all = above(counts->errors + counts->warnings, policy->max_findings);
	errors = all || above(counts->errors, policy->max_errors);
	warnings = all || above(counts->warnings, policy->max_warnings);
	for (size_t i = 0; i < findings->n; i++) {
		struct finding *f = &findings->at[i];

		f->denies =
			finding_counts(f) && ((f->severity <= SEVERITY_HIGH ? errors : warnings) ||
					      listed(f->rule, policy->deny, policy->n_deny));
		counts->denied |= f->denies;
	}
}
