/* lint-gate: say no when ESLint or the TypeScript compiler finds errors */
#include <inttypes.h>
#include <string.h>

#include "formats/eslint.h"
#include "formats/tsc.h"
#include "programs/lint/lint.h"
#include "programs/programs.h"

static const char *const tool_words[] = { "eslint", "tsc", NULL };

static struct {
	struct strings eslint, tsc, allow, deny;
	int64_t eslint_exit, tsc_exit, max_errors, max_warnings, min_files;
	int tool;
	struct lint_inputs common;
} in = { .eslint_exit = LINT_EXIT_UNKNOWN, .tsc_exit = LINT_EXIT_UNKNOWN, .max_warnings = -1 };

static const struct option inputs[] = {
	{ "eslint", OPTION_LIST, &in.eslint, NULL,
	  "output of eslint -f json: GLOB [root=DIR] [exit=N|@FILE] [stderr=FILE]; this or tsc is required without a command" },
	{ "tsc", OPTION_LIST, &in.tsc, NULL,
	  "output of tsc --noEmit: GLOB [root=DIR] [exit=N|@FILE] [stderr=FILE]" },
	{ "eslint-exit", OPTION_INT, &in.eslint_exit, NULL,
	  "exit status of ESLint, for reports without exit=", .max = 255 },
	{ "tsc-exit", OPTION_INT, &in.tsc_exit, NULL,
	  "exit status of tsc, for reports without exit=", .max = 255 },
	{ "max-errors", OPTION_INT, &in.max_errors, "0", "most errors of both tools together" },
	{ "max-warnings", OPTION_INT, &in.max_warnings, NULL, "most warnings; empty = no limit" },
	{ "allow", OPTION_LIST, &in.allow, NULL,
	  "rules that are never counted, such as no-console" },
	{ "deny", OPTION_LIST, &in.deny, NULL, "rules whose findings count as errors" },
	{ "min-files", OPTION_INT, &in.min_files, "1",
	  "fewest files that ESLint must have linted" },
	{ "tool", OPTION_ENUM, &in.tool, "eslint", "what the command behind -- runs",
	  .choices = tool_words },
	LINT_INPUTS(in.common),
	{ 0 },
};

static const struct output outputs[] = {
	{ "findings", "findings that count" },
	{ "eslint-errors", "of them, errors of ESLint" },
	{ "eslint-warnings", "of them, warnings of ESLint" },
	{ "tsc-errors", "of them, errors of the TypeScript compiler" },
	{ "files-linted", "files that ESLint linted" },
	{ "suppressed", "messages that a comment in the source suppresses" },
	{ 0 },
};

static struct {
	size_t files_linted, suppressed, tsc_files;
	size_t tsc_places_dropped, tsc_other_lines;
	bool eslint, tsc, tsc_files_known, types_unchecked;
	bool own_limit; /* ESLint failed over warnings alone: its --max-warnings */
} proof;

static int no_format(const struct report_item *item, struct err *err)
{
	const char *format = report_item_word(item, "format");

	return format ? err_caller(err, "format=%s: lint-gate knows what it reads", format) : 0;
}

static int read_eslint(struct lint_run *run, const struct report_item *item, struct reader *reader,
		       struct err *err)
{
	return no_format(item, err) < 0 ? -1 : eslint_read(run, reader, err);
}

static int read_tsc(struct lint_run *run, const struct report_item *item, struct reader *reader,
		    struct err *err)
{
	return no_format(item, err) < 0 ? -1 : tsc_read(run, reader, err);
}

static int take_eslint(struct lint_session *session, struct lint_run *run, int exit,
		       struct err *err)
{
	size_t errors = 0;

	(void)session;
	(void)err;
	for (size_t i = 0; i < run->findings.n; i++)
		errors += run->findings.at[i].severity <= SEVERITY_HIGH;
	proof.eslint = true;
	proof.files_linted += run->files_linted;
	proof.suppressed += run->suppressed;
	proof.own_limit |= exit == 1 && !errors && run->findings.n;
	return 0;
}

static int take_tsc(struct lint_session *session, struct lint_run *run, int exit, struct err *err)
{
	(void)session;
	(void)exit;
	(void)err;
	proof.tsc = true;
	proof.tsc_files_known |= run->files_known;
	proof.tsc_files += run->files_linted;
	proof.tsc_places_dropped += run->places_dropped;
	proof.tsc_other_lines += run->other_lines;
	proof.types_unchecked |= run->types_unchecked;
	return 0;
}

static int check_eslint_command(char *const *argv, struct err *err)
{
	for (; *argv; argv++)
		if (strcmp(*argv, "--format=json") == 0 || strcmp(*argv, "-fjson") == 0 ||
		    ((strcmp(*argv, "-f") == 0 || strcmp(*argv, "--format") == 0) && argv[1] &&
		     strcmp(argv[1], "json") == 0))
			return 0;
	return err_caller(err,
			  "the command lacks -f json: the output of ESLint could not be judged");
}

static int check_tsc_command(char *const *argv, struct err *err)
{
	(void)argv;
	(void)err;
	return 0;
}

static const struct lint_tool eslint = {
	.name = "eslint",
	.read = read_eslint,
	.doubt = lint_doubt_eslint,
	.check_command = check_eslint_command,
	.take = take_eslint,
};

static const struct lint_tool tsc = {
	.name = "tsc",
	.read = read_tsc,
	.doubt = lint_doubt_tsc,
	.check_command = check_tsc_command,
	.take = take_tsc,
};

struct tally {
	size_t eslint_errors, eslint_warnings, tsc_errors;
};

static struct tally count_by_tool(const struct findings *findings)
{
	struct tally n = { 0 };

	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *f = &findings->at[i];
		bool error = f->severity <= SEVERITY_HIGH;

		if (!finding_counts(f))
			continue;
		if (f->tool && strcmp(f->tool, "tsc") == 0)
			n.tsc_errors += error;
		else if (error)
			n.eslint_errors++;
		else
			n.eslint_warnings++;
	}
	return n;
}

static void require_files(struct report *report)
{
	AUTO(str) what = STR_MAX(200);

	if (!proof.eslint || (int64_t)proof.files_linted >= in.min_files)
		return;
	str_printf(&what, "ESLint linted %zu files, at least %" PRId64 " are required",
		   proof.files_linted, in.min_files);
	report_problem(report, what.buf, "",
		       "check the patterns that ESLint is given, and min-files");
}

/* What tsc printed and this gate could not use. */
static void note_tsc(struct report *report)
{
	if (proof.tsc_places_dropped)
		report_note(report,
			    "lines of tsc with a line number that no file has, whose findings "
			    "stand without one: %zu",
			    proof.tsc_places_dropped);
	if (proof.tsc_other_lines)
		report_note(report, "lines of tsc's output that were not understood: %zu",
			    proof.tsc_other_lines);
}

/*
 * With syntax errors tsc checks no types. A deny stays one; where the syntax errors themselves are
 * allowed, known or only warned about, the type errors behind them could still deny.
 */
static enum answer require_types(struct report *report, enum answer answer)
{
	if (!proof.types_unchecked)
		return answer;
	report_not_checked(report, "types: tsc found only syntax errors, and checks no types "
				   "before they are mended");
	if (answer != PASS && !(answer == DENY && report_warn_only(report)))
		return answer;
	report_problem(report, "tsc checked no types", "it found only syntax errors",
		       "mend the syntax errors first");
	return INCOMPLETE;
}

static void show_counts(struct report *report, const struct lint_session *s, const struct tally *n)
{
	AUTO(str) errors = STR_MAX(64);
	AUTO(str) warnings = STR_MAX(64);

	str_printf(&errors, "<= %" PRId64, in.max_errors);
	if (s->policy.max_warnings >= 0)
		str_printf(&warnings, "<= %" PRId64, s->policy.max_warnings);
	report_count(report, "errors", (int64_t)s->counts.errors, "count", errors.buf,
		     (int64_t)s->counts.errors <= in.max_errors);
	report_count(report, "warnings", (int64_t)s->counts.warnings, "count",
		     warnings.len ? warnings.buf : NULL,
		     warnings.len ? (int64_t)s->counts.warnings <= s->policy.max_warnings
				  : VERDICT_NULL);
	report_key_metric(report, "errors");
	report_output(report, "eslint-errors", "%zu", n->eslint_errors);
	report_output(report, "eslint-warnings", "%zu", n->eslint_warnings);
	report_output(report, "tsc-errors", "%zu", n->tsc_errors);
	report_output(report, "files-linted", "%zu", proof.files_linted);
	report_output(report, "suppressed", "%zu", proof.suppressed);
	if (proof.eslint) {
		report_looked_at(report, "files_linted", (int64_t)proof.files_linted);
		report_looked_at(report, "suppressed", (int64_t)proof.suppressed);
	}
	if (proof.suppressed)
		report_note(report, "%zu messages are suppressed by comments in the source",
			    proof.suppressed);
	if (proof.tsc && proof.tsc_files_known)
		report_looked_at(report, "files_type_checked", (int64_t)proof.tsc_files);
	else if (proof.tsc)
		report_not_checked(report,
				   "files checked by tsc: unknown (run it with --listFiles)");
}

static enum answer conclude(struct report *report, struct lint_session *s, struct err *err)
{
	struct tally n;
	enum answer answer;

	require_files(report);
	s->policy.max_errors = in.max_errors;
	s->policy.max_warnings = proof.own_limit ? 0 : in.max_warnings;
	s->policy.deny_is_error = true;
	answer = require_types(report, lint_conclude(s, &in.common, err));
	n = count_by_tool(&s->all);
	show_counts(report, s, &n);
	note_tsc(report);
	if (err_is_set(err))
		return answer;
	if (answer == INCOMPLETE)
		report_reason(report, "%s", report_first_problem(report));
	else
		report_reason(report,
			      "ESLint: %zu errors, %zu warnings; tsc: %zu errors; at most %" PRId64
			      " errors allowed%s%s",
			      n.eslint_errors, n.eslint_warnings, n.tsc_errors, in.max_errors,
			      proof.own_limit
				      ? " and, by ESLint's own --max-warnings, fewer warnings"
				      : "",
			      proof.types_unchecked ? "; types were not checked" : "");
	return answer;
}

static enum answer run(struct report *report, struct err *err)
{
	static struct lint_session session; /* its findings are written after run has returned */
	bool command = report_command(report) != NULL;

	if (lint_check_source(report, in.eslint.n || in.tsc.n, "eslint or tsc", err) < 0)
		return ERROR;
	if (lint_session_open(&session, report, &in.common, err) < 0)
		return INCOMPLETE;
	session.policy.allow = in.allow.at;
	session.policy.n_allow = in.allow.n;
	session.policy.deny = in.deny.at;
	session.policy.n_deny = in.deny.n;
	if (command && lint_read_command(&session, in.tool ? &tsc : &eslint, err) < 0)
		return INCOMPLETE;
	if (lint_read_reports(&session, &eslint, &in.eslint, in.eslint_exit, err) < 0 ||
	    lint_read_reports(&session, &tsc, &in.tsc, in.tsc_exit, err) < 0)
		return INCOMPLETE;
	return conclude(report, &session, err);
}

const struct program lint_gate = {
	.name = "lint-gate",
	.brief =
		"say no when ESLint or the TypeScript compiler finds errors, or when they checked nothing",
	.icon = "code",
	.inputs = inputs,
	.outputs = outputs,
	.positional = "eslint",
	.command = "npx eslint -f json …",
	.groupable = true,
	.run = run,
};
