/*
 * What fmt-gate, clippy-gate and lint-gate share: reports or a command in, one list of findings
 * with workspace paths out, and the way it is shown.
 */
#ifndef PROGRAMS_LINT_LINT_H
#define PROGRAMS_LINT_LINT_H

#include "judge/lint.h"
#include "programs/report_item.h"
#include "runner/program.h"

/* Inputs that the three have in common. Rows of the option table: LINT_INPUTS(in.common). */
struct lint_inputs {
	struct strings exclude;
	int scope;
	const char *base, *diff_file, *baseline, *write_baseline, *catalogue;
};

extern const char *const lint_scope_words[];

#define LINT_INPUTS(c)                                                                             \
	{ "exclude", OPTION_LIST, &(c).exclude, NULL,                                              \
	  "tree patterns; findings in these files are counted apart and decide nothing" },         \
		{ "scope",                                                                         \
		  OPTION_ENUM,                                                                     \
		  &(c).scope,                                                                      \
		  "all",                                                                           \
		  "which findings decide: all, those in changed files, or those in changed lines", \
		  .choices = lint_scope_words },                                                   \
		{ "base", OPTION_REVISION, &(c).base, NULL,                                        \
		  "revision that scope compares with; empty = as the event says" },                \
		{ "diff-file", OPTION_PATH, &(c).diff_file, NULL,                                  \
		  "unified diff that says what changed, for scope; empty = git is asked" },        \
		{ "baseline", OPTION_PATH, &(c).baseline, NULL,                                    \
		  "known findings (phoenix.lint-baseline/v1): only more than these count" },       \
		{ "write-baseline", OPTION_OUT_PATH, &(c).write_baseline, NULL,                    \
		  "write the findings of this run as a baseline" },                                \
	{                                                                                          \
		"catalogue", OPTION_PATH, &(c).catalogue, "phoenix.yml",                           \
			"service catalogue; a file that is named and missing is an error"          \
	}

struct lint_session;

struct lint_tool {
	const char *name; /* "rustfmt": the format and tool of its evidence */
	int (*read)(struct lint_run *run, const struct report_item *item, struct reader *reader,
		    struct err *err);
	int (*read_stderr)(struct lint_run *run, struct reader *reader, struct err *err); /* NULL */
	int (*doubt)(struct lint_run *run, int exit, const char *name, struct err *err);
	/* Whether a command makes output that can be judged; a caller's error with the cure. */
	int (*check_command)(char *const *argv, struct err *err);
	/* What the program needs of a run before it is gone. */
	int (*take)(struct lint_session *session, struct lint_run *run, int exit, struct err *err);
};

/* All runs together. */
struct lint_session {
	struct report *report;
	struct findings all;
	struct arena arena;
	struct changed_lines changed;
	struct tree_patterns exclude;
	struct lint_baseline baseline;
	struct lint_policy policy;
	struct lint_counts counts;
	size_t reports;
};

void lint_session_release(struct lint_session *session);

/* Catalogue, diff, baseline, patterns: what is wrong with them is said before a report is read. */
int lint_session_open(struct lint_session *session, struct report *report,
		      const struct lint_inputs *in, struct err *err);

/* A caller's error unless there is exactly one of reports and command; what names the input. */
int lint_check_source(struct report *report, bool has_reports, const char *what, struct err *err);

/* Reads every report of the list; tool_exit is for items without exit=. */
int lint_read_reports(struct lint_session *session, const struct lint_tool *tool,
		      const struct strings *reports, int64_t tool_exit, struct err *err);

/* Runs what stands behind "--", and reads what it printed. */
int lint_read_command(struct lint_session *session, const struct lint_tool *tool, struct err *err);

/* Gives the findings of one run workspace paths, and adds them to the session's (paths.c). */
int lint_place_paths(struct lint_session *session, struct lint_run *run, const char *root,
		     const char *report_path, struct err *err);

/* Judges, shows, writes the baseline. The answer, but for the program's own reason. */
enum answer lint_conclude(struct lint_session *session, const struct lint_inputs *in,
			  struct err *err);

#endif
