/*
 * Which findings of a formatter, linter or compiler count, and what a run of it proves. Pure:
 * findings, policy and exit status in, marks and doubts out (specs/coverage-and-lint.md 3.2, 5.7).
 */
#ifndef JUDGE_LINT_H
#define JUDGE_LINT_H

#include "base/glob.h"
#include "formats/changed_lines.h"
#include "formats/lint.h"
#include "formats/lint_baseline.h"

#define LINT_EXIT_UNKNOWN (-1)

enum lint_scope {
	LINT_SCOPE_ALL,
	LINT_SCOPE_CHANGED_FILES,
	LINT_SCOPE_CHANGED_LINES,
};

struct lint_policy {
	const char *const *allow; /* rules that are never counted */
	size_t n_allow;
	const char *const *deny; /* rules that deny whatever the limits say */
	size_t n_deny;
	const struct tree_patterns *exclude; /* NULL: none */
	enum lint_scope scope;
	const struct changed_lines *changed; /* of the scope; NULL with LINT_SCOPE_ALL */
	struct lint_baseline *baseline;      /* NULL: none; its `left` counts are used up */
	bool deny_is_error;   /* a finding of a `deny` rule counts as an error (ESLint) */
	int64_t max_errors;   /* -1: no limit */
	int64_t max_warnings; /* -1: no limit */
	int64_t max_findings; /* errors and warnings together; -1: no limit */
};

struct lint_counts {
	size_t errors, warnings; /* that count */
	size_t excluded, allowed, outside_scope, known;
	bool denied;
};

/* Marks each finding `outside`, `excluded` or `denies`, and counts. The list is sorted on the
 * way. */
void lint_judge(struct findings *findings, const struct lint_policy *policy,
		struct lint_counts *counts);

/*
 * What the exit status and the text together leave in doubt: adds to run->doubts. name is how the
 * report is called in messages. -1 when there is no memory.
 */
int lint_doubt_fmt(struct lint_run *run, int exit, const char *name, struct err *err);
int lint_doubt_clippy(struct lint_run *run, int exit, const char *name, struct err *err);
int lint_doubt_eslint(struct lint_run *run, int exit, const char *name, struct err *err);
int lint_doubt_tsc(struct lint_run *run, int exit, const char *name, struct err *err);

#endif
