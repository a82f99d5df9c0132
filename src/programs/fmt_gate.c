/* fmt-gate: say no when Rust code is not formatted */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "formats/rustfmt.h"
#include "programs/lint/lint.h"
#include "programs/programs.h"
#include "runner/markdown.h"

#define HUNKS_SHOWN 20
#define SOURCE_MAX  (64 * MiB)

static const char *const format_words[] = { "auto", "diff", "list", "json", NULL };

static struct {
	struct strings reports;
	int64_t tool_exit;
	int format;
	struct lint_inputs common;
} in = { .tool_exit = LINT_EXIT_UNKNOWN };

static const struct option inputs[] = {
	{ "reports", OPTION_LIST, &in.reports, NULL,
	  "output of cargo fmt --all -- --check: GLOB [root=DIR] [exit=N|@FILE] [stderr=FILE]; required without a command" },
	{ "tool-exit", OPTION_INT, &in.tool_exit, NULL,
	  "exit status of cargo fmt, for reports without exit=", .max = 255 },
	{ "format", OPTION_ENUM, &in.format, "auto", "what the reports hold",
	  .choices = format_words },
	LINT_INPUTS(in.common),
	{ 0 },
};

static const struct output outputs[] = {
	{ "findings", "hunks and files that count" },
	{ "files", "files that are not formatted" },
	{ "hunks", "places that are not formatted; a file without hunks counts as one" },
	{ 0 },
};

static int read_report(struct lint_run *run, const struct report_item *item, struct reader *reader,
		       struct err *err)
{
	const char *word = report_item_word(item, "format");
	int format = in.format;

	if (word) {
		for (format = 0; format_words[format] && strcmp(format_words[format], word) != 0;
		     format++)
			;
		if (!format_words[format])
			return err_caller(err, "format=%s: one of auto, diff, list, json", word);
	}
	return rustfmt_read(run, (enum rustfmt_format)format, reader, err);
}

static int check_command(char *const *argv, struct err *err)
{
	for (; *argv; argv++)
		if (strcmp(*argv, "--check") == 0)
			return 0;
	return err_caller(err, "the command lacks --check: cargo fmt --all -- --check");
}

static int take(struct lint_session *session, struct lint_run *run, int exit, struct err *err)
{
	(void)session;
	(void)run;
	(void)exit;
	(void)err;
	return 0;
}

static const struct lint_tool tool = {
	.name = "rustfmt",
	.read = read_report,
	.read_stderr = rustfmt_read_stderr,
	.doubt = lint_doubt_fmt,
	.check_command = check_command,
	.take = take,
};

/* A hunk that the file here does not have was made from another text: it proves nothing. */
static int check_hunks(struct report *report, const struct findings *findings, struct err *err)
{
	AUTO(str) source = STR_MAX(SOURCE_MAX);
	AUTO(str) what = STR_MAX(16 * KiB);
	const char *read = NULL;
	bool have = false;

	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *f = &findings->at[i];

		if (!f->path || !f->excerpt)
			continue;
		if (f->path != read) {
			str_clear(&source);
			have = report_source(report, f->path, &source) == 0;
			read = f->path;
		}
		if (!have || rustfmt_hunk_fits(f, (struct text){ source.buf, source.len }))
			continue;
		str_clear(&what);
		str_printf(&what,
			   "%s:%" PRId64 ": the report shows other lines than the file holds",
			   f->path, f->line);
		report_problem(report, what.buf, "made from another commit?",
			       "judge the report in the checkout it was made from");
		return str_check(&what, "problem", err);
	}
	return 0;
}

/* A file that the workspace does not have counts too, as the report calls it. */
static int count_files(struct lint_session *s, size_t *files, struct err *err)
{
	__attribute__((cleanup(intern_release))) struct intern names = { .arena = &s->arena };

	for (size_t i = 0; i < s->all.n; i++) {
		const struct finding *f = &s->all.at[i];
		struct text name = text_of(f->path ? f->path : f->reported);

		if (finding_counts(f) && name.len && !intern_text(&names, name))
			return err_memory(err);
	}
	*files = names.n;
	return 0;
}

static void show_hunks(struct report *report, const struct findings *findings)
{
	struct str *out = NULL;
	size_t shown = 0;

	for (size_t i = 0; i < findings->n && shown < HUNKS_SHOWN; i++) {
		const struct finding *f = &findings->at[i];

		if (!finding_counts(f) || !f->excerpt)
			continue;
		if (!out && !(out = report_section(report)))
			return;
		if (!shown++)
			str_puts(out,
				 "<details><summary>What cargo fmt would change</summary>\n\n");
		markdown_code(out, text_of(f->path ? f->path : "?"));
		str_printf(out, " line %" PRId64 "\n\n", f->line);
		markdown_fence(out, "diff", text_of(f->excerpt));
		str_puts(out, "\n");
	}
	if (shown)
		str_puts(out, "</details>\n\n");
}

static enum answer conclude(struct report *report, struct lint_session *s, struct err *err)
{
	enum answer answer;
	size_t hunks, files = 0;

	if (check_hunks(report, &s->all, err) < 0)
		return INCOMPLETE;
	s->policy.max_findings = 0;
	answer = lint_conclude(s, &in.common, err);
	hunks = s->counts.errors + s->counts.warnings;
	if (count_files(s, &files, err) < 0)
		return INCOMPLETE;
	show_hunks(report, &s->all);
	report_count(report, "files", (int64_t)files, "count", NULL, VERDICT_NULL);
	report_count(report, "hunks", (int64_t)hunks, "count", "<= 0", hunks == 0);
	report_key_metric(report, "hunks");
	report_output(report, "files", "%zu", files);
	report_output(report, "hunks", "%zu", hunks);
	if (err_is_set(err))
		return answer;
	if (answer == INCOMPLETE)
		report_reason(report, "%s", report_first_problem(report));
	else if (answer == DENY)
		report_reason(report,
			      "rustfmt would change %zu places in %zu files: run cargo fmt --all",
			      hunks, files);
	else
		report_reason(report, "rustfmt would change nothing that counts");
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
	read = command ? lint_read_command(&session, &tool, err)
		       : lint_read_reports(&session, &tool, &in.reports, in.tool_exit, err);
	return read < 0 ? INCOMPLETE : conclude(report, &session, err);
}

const struct program fmt_gate = {
	.name = "fmt-gate",
	.brief = "say no when Rust code is not formatted, or when cargo fmt did not run to its end",
	.icon = "align-left",
	.inputs = inputs,
	.outputs = outputs,
	.positional = "reports",
	.command = "cargo fmt --all -- --check",
	.groupable = true,
	.run = run,
};
