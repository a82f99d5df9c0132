/* What an exit status says beside the text: specs/coverage-and-lint.md 4.8, 4.9, 5.7. */
#include "judge/lint.h"

#define RECORD_STATUS "give the tool's exit status: exit=N, exit=@FILE or the tool-exit input"

static size_t count_errors(const struct lint_run *run)
{
	size_t n = 0;

	for (size_t i = 0; i < run->findings.n; i++)
		n += run->findings.at[i].severity <= SEVERITY_HIGH;
	return n;
}

int lint_doubt_fmt(struct lint_run *run, int exit, const char *name, struct err *err)
{
	bool clean = run->findings.n == 0;

	if (exit != LINT_EXIT_UNKNOWN && exit > 1)
		return lint_doubt(run, err, "look at what cargo fmt wrote to stderr",
				  "%s: cargo fmt ended with status %d", name, exit);
	if (!clean)
		return 0;
	if (exit == 1)
		return lint_doubt(run, err, "look at what cargo fmt wrote to stderr",
				  "%s: cargo fmt failed, and no hunk says why", name);
	if (exit == LINT_EXIT_UNKNOWN)
		return lint_doubt(
			run, err, RECORD_STATUS,
			"%s: no difference, which is also what a cargo fmt that never ran "
			"leaves behind",
			name);
	if (run->other_lines)
		return lint_doubt(run, err,
				  "record the standard output of cargo fmt --all -- --check",
				  "%s: holds text that rustfmt does not write", name);
	return 0;
}

int lint_doubt_clippy(struct lint_run *run, int exit, const char *name, struct err *err)
{
	if (exit == 0 && run->end == LINT_END_FAILURE)
		return lint_doubt(run, err,
				  "record the status of cargo itself, not of a pipe behind it",
				  "%s: says that the build failed, but the exit status is 0", name);
	if (exit > 0 && run->end == LINT_END_SUCCESS)
		return lint_doubt(run, err, "look at what cargo wrote to stderr",
				  "%s: says that the build succeeded, but the exit status is %d",
				  name, exit);
	return 0;
}

int lint_doubt_eslint(struct lint_run *run, int exit, const char *name, struct err *err)
{
	if (exit != LINT_EXIT_UNKNOWN && exit > 1)
		return lint_doubt(run, err, "look at what ESLint wrote to stderr",
				  "%s: ESLint ended with status %d", name, exit);
	if (exit == 1 && run->findings.n == 0)
		return lint_doubt(run, err, "look at what ESLint wrote to stderr",
				  "%s: ESLint failed, and no message says why", name);
	return 0;
}

int lint_doubt_tsc(struct lint_run *run, int exit, const char *name, struct err *err)
{
	if (exit > 0 && count_errors(run) == 0 && !run->n_doubts)
		return lint_doubt(run, err, "look at what tsc printed",
				  "%s: tsc ended with status %d, and no diagnostic says why", name,
				  exit);
	if (exit == LINT_EXIT_UNKNOWN && !run->recognised)
		return lint_doubt(
			run, err, RECORD_STATUS,
			"%s: no diagnostic, which is also what a tsc that never ran leaves behind",
			name);
	return 0;
}
