/* clippy-gate: say no when clippy finds what is not allowed */
#include <inttypes.h>
#include <string.h>

#include "formats/clippy.h"
#include "programs/lint/lint.h"
#include "programs/programs.h"

static struct {
	struct strings reports, allow, deny, packages;
	int64_t max_findings, tool_exit;
	struct lint_inputs common;
} in = { .tool_exit = LINT_EXIT_UNKNOWN };

static const struct option inputs[] = {
	{ "reports", OPTION_LIST, &in.reports, NULL,
	  "output of cargo clippy --message-format=json: GLOB [root=DIR] [exit=N|@FILE] [stderr=FILE]; required without a command" },
	{ "tool-exit", OPTION_INT, &in.tool_exit, NULL,
	  "exit status of cargo, for reports without exit=", .max = 255 },
	{ "max-findings", OPTION_INT, &in.max_findings, "0",
	  "most findings, warnings and errors together" },
	{ "allow", OPTION_LIST, &in.allow, NULL,
	  "lints that are never counted, such as clippy::todo" },
	{ "deny", OPTION_LIST, &in.deny, NULL, "lints that deny whatever max-findings says" },
	{ "packages", OPTION_LIST, &in.packages, NULL,
	  "packages that must appear in the output; one that is missing makes it incomplete" },
	LINT_INPUTS(in.common),
	{ 0 },
};

static const struct output outputs[] = {
	{ "findings", "findings that count" },
	{ "warnings", "of them, warnings" },
	{ "errors", "of them, lints at level error" },
	{ "compile-errors", "errors that kept a crate from being linted" },
	{ 0 },
};

/* What the runs prove, all of them together. */
static struct {
	size_t compile_errors, packages, other_doubts;
	bool stopped; /* cargo failed because of lints: crates behind the first one are unchecked */
	bool seen[10000]; /* for each of in.packages */
} proof;

static int read_report(struct lint_run *run, const struct report_item *item, struct reader *reader,
		       struct err *err)
{
	const char *format = report_item_word(item, "format");

	if (format && strcmp(format, "json") != 0)
		return err_caller(err, "format=%s: clippy-gate reads json", format);
	return clippy_read(run, reader, err);
}

/*
 * With json-render-diagnostics cargo prints the lints to stderr and leaves none in the JSON, which
 * then looks clean.
 */
static int read_stderr(struct lint_run *run, struct reader *reader, struct err *err)
{
	AUTO(lines) lines;
	struct text line;
	bool rendered = false;
	int more;

	lines_init(&lines, reader, 8 * MiB);
	while ((more = lines_next(&lines, &line, err)) > 0)
		rendered |= text_starts(line, "warning: ") || text_starts(line, "error: ") ||
			    text_starts(line, "error[");
	if (more < 0)
		return -1;
	if (rendered && run->findings.n == 0)
		return lint_doubt(
			run, err,
			"run clippy with --message-format=json, not json-render-diagnostics",
			"%s: cargo printed warnings or errors here, and the JSON holds none",
			reader->name);
	return 0;
}

static int check_command(char *const *argv, struct err *err)
{
	bool clippy = false, json = false;

	for (; *argv; argv++) {
		clippy |= strcmp(*argv, "clippy") == 0 || strcmp(*argv, "cargo-clippy") == 0;
		json |= strcmp(*argv, "--message-format=json") == 0 ||
			(strcmp(*argv, "--message-format") == 0 && argv[1] &&
			 strcmp(argv[1], "json") == 0);
	}
	if (!clippy)
		return err_caller(
			err, "the command does not run clippy: cargo clippy --message-format=json");
	if (!json)
		return err_caller(
			err,
			"the command lacks --message-format=json: the output could not be judged");
	return 0;
}

static int take(struct lint_session *session, struct lint_run *run, int exit, struct err *err)
{
	(void)session;
	(void)exit;
	(void)err;
	proof.compile_errors += run->compile_errors;
	proof.packages += run->n_packages;
	proof.other_doubts += run->n_doubts;
	proof.stopped |= run->end == LINT_END_FAILURE && run->findings.n && !run->compile_errors;
	for (size_t i = 0; i < in.packages.n; i++)
		for (size_t k = 0; k < run->n_packages; k++)
			proof.seen[i] |= strcmp(in.packages.at[i], run->packages[k]) == 0;
	return 0;
}

static const struct lint_tool tool = {
	.name = "clippy",
	.read = read_report,
	.read_stderr = read_stderr,
	.doubt = lint_doubt_clippy,
	.check_command = check_command,
	.take = take,
};

static void require_packages(struct report *report)
{
	AUTO(str) what = STR_MAX(8 * KiB);

	for (size_t i = 0; i < in.packages.n; i++) {
		if (proof.seen[i])
			continue;
		str_clear(&what);
		str_printf(&what, "package %s is not in the output of clippy", in.packages.at[i]);
		report_problem(report, what.buf, "", "lint it: cargo clippy --workspace, or -p");
		proof.other_doubts++;
	}
}

static enum answer conclude(struct report *report, struct lint_session *s, struct err *err)
{
	AUTO(str) limit = STR_MAX(64);
	size_t all;
	enum answer answer;

	if (proof.stopped)
		report_problem(report,
			       "cargo stopped at the first crate with a lint at level error",
			       "crates that depend on it were not linted",
			       "run clippy without -D warnings and let this gate count");
	require_packages(report);
	answer = lint_conclude(s, &in.common, err);
	all = s->counts.errors + s->counts.warnings;
	str_printf(&limit, "<= %" PRId64, in.max_findings);
	report_count(report, "findings", (int64_t)all, "count", limit.buf, !s->counts.denied);
	report_count(report, "errors", (int64_t)s->counts.errors, "count", NULL, VERDICT_NULL);
	report_count(report, "warnings", (int64_t)s->counts.warnings, "count", NULL, VERDICT_NULL);
	report_count(report, "compile-errors", (int64_t)proof.compile_errors, "count", "<= 0",
		     proof.compile_errors == 0);
	report_key_metric(report, "findings");
	report_output(report, "warnings", "%zu", s->counts.warnings);
	report_output(report, "errors", "%zu", s->counts.errors);
	report_output(report, "compile-errors", "%zu", proof.compile_errors);
	report_looked_at(report, "packages", (int64_t)proof.packages);
	/* a lint found stays found, whatever the unchecked crates would add */
	if (answer == INCOMPLETE && s->counts.denied && proof.stopped && !proof.other_doubts)
		answer = DENY;
	if (err_is_set(err))
		return answer;
	if (answer == INCOMPLETE)
		report_reason(report, "%s", report_first_problem(report));
	else if (answer == DENY)
		report_reason(report,
			      "clippy: %zu findings (%zu errors, %zu warnings), at most %" PRId64
			      " allowed%s",
			      all, s->counts.errors, s->counts.warnings, in.max_findings,
			      proof.stopped ? "; crates behind the first one were not linted" : "");
	else
		report_reason(report,
			      "clippy: %zu findings in %zu packages, at most %" PRId64 " allowed",
			      all, proof.packages, in.max_findings);
	return answer;
}

static enum answer run(struct report *report, struct err *err)
{
	static struct lint_session session; /* its findings are written after run has returned */
	bool command = report_command(report) != NULL;
	int read;

	if (lint_check_source(report, in.reports.n > 0, "reports", err) < 0)
		return ERROR;
	if (lint_session_open(&session, report, &in.common, err) < 0)
		return INCOMPLETE;
	session.policy.max_findings = in.max_findings;
	session.policy.allow = in.allow.at;
	session.policy.n_allow = in.allow.n;
	session.policy.deny = in.deny.at;
	session.policy.n_deny = in.deny.n;
	read = command ? lint_read_command(&session, &tool, err)
		       : lint_read_reports(&session, &tool, &in.reports, in.tool_exit, err);
	if (read < 0)
		return INCOMPLETE;
	return conclude(report, &session, err);
}

const struct program clippy_gate = {
	.name = "clippy-gate",
	.brief =
		"say no when clippy finds what is not allowed, or when its output proves too little",
	.icon = "check-square",
	.inputs = inputs,
	.outputs = outputs,
	.positional = "reports",
	.command = "cargo clippy --message-format=json …",
	.groupable = true,
	.run = run,
};
