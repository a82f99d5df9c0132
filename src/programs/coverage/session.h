/*
 * What the files of coverage-gate share: the tree, the change, the reports and what they say,
 * filled from top to bottom by coverage_gate.c.
 */
#ifndef PROGRAMS_COVERAGE_SESSION_H
#define PROGRAMS_COVERAGE_SESSION_H

#include "base/glob.h"
#include "formats/catalogue.h"
#include "formats/coverage/coverage.h"
#include "judge/coverage/paths.h"
#include "judge/coverage/rules.h"
#include "programs/change_scope.h"
#include "programs/report_item.h"
#include "runner/program.h"

/* As the caller gave them. Where an enum is -1, or a list, text or path is empty, the policy file
 * decides. */
struct coverage_inputs {
	struct strings reports, include, exclude, unmeasured_exempt, carryforward, why;
	const char *rules, *project_target, *patch_target, *tolerance;
	struct pairs service_targets;
	int metric, unmeasured, unresolved, verify;
	int64_t max_age; /* seconds; -1: not given */
	const char *base, *diff_file, *catalogue;
	int diff_side; /* enum diff_side */
	int64_t precision;
	int64_t now;
	const char *lcov_file, *badge_file, *html_file;
	const char *baseline, *write_baseline;
	int baseline_missing; /* enum baseline_missing */
};

enum baseline_missing { BASELINE_INCOMPLETE, BASELINE_SKIP };
enum diff_side { DIFF_AUTO, DIFF_HEAD, DIFF_WORKTREE };

/* A file of the repository, or of the disk where there is no repository. */
struct tree_file {
	const char *path; /* in the workspace */
	const char *blob; /* NULL: not tracked */
};

struct tree {
	struct tree_file *files; /* sorted by path */
	size_t n, cap;
};

/* The file at path, or NULL. */
const struct tree_file *tree_find(const struct tree *tree, const char *path);

/* A report to read: an input's, or one that was found. */
struct wanted_report {
	const char *path;               /* as report_open takes it */
	const struct report_item *item; /* NULL: it was found */
	const char *service;            /* NULL */
};

/* A report that was read. */
struct read_report {
	const char *path; /* as shown */
	const char *service;
	enum coverage_format format;
	size_t files, lines; /* that found a place in the tree */
	const char *root;    /* how its paths were placed, for people; NULL: they are the tree's */
};

/* Changed lines that hold code and that nothing reaches; lines between them hold none. */
struct uncovered {
	const char *path;
	int64_t first, last;
	int64_t lines; /* that hold code */
};

struct coverage_session {
	struct report *report;
	const struct coverage_inputs *in;
	struct arena arena;

	struct catalogue catalogue;
	bool has_catalogue;
	struct checkout checkout;
	bool has_checkout;
	const char *no_checkout; /* why not */
	struct tree tree;

	enum coverage_change change;
	struct changed_lines changed;
	struct change_base base;
	const char *change_why; /* of COVERAGE_CHANGE_UNKNOWN */

	struct wanted_report *wanted;
	size_t n_wanted, wanted_cap;
	struct read_report *read;
	size_t n_read, read_cap;

	/* What inputs and policy file come to. */
	int64_t now, max_age; /* ms since 1970, seconds */
	int kind;             /* enum coverage_kind */
	int unmeasured, unresolved, verify;
	struct tree_patterns include, exclude, exempt;
	struct coverage_rules rules;

	struct path_tree path_tree;
	struct coverage merged; /* all reports, under paths of the tree */
	size_t excluded;        /* files that were measured and do not count */
	struct coverage_baseline baseline;
	struct coverage_service *services; /* of the subject */
	struct coverage_subject subject;
	struct coverage_results results;
	const struct path_module *modules; /* of each go.mod */
	size_t n_modules;
	struct err *err; /* of what is being read */

	struct coverage_count project; /* of s->kind */
	size_t n_metrics;
	size_t n_unmeasured;
	struct uncovered *uncovered; /* the longest first */
	size_t n_uncovered, uncovered_cap;
	struct findings findings;
};

/* tree.c: the files of HEAD and new ones; without a repository, those on the disk. */
int coverage_read_tree(struct coverage_session *session, struct err *err);

/*
 * change.c: what the change touches. 0 also when it cannot be told: session->change says so, for it
 * is a rule that needs it. -1: a request that is impossible.
 */
int coverage_read_change(struct coverage_session *session, struct err *err);

/* discover.c: which reports are to be read: those of the input, else of the policy file, else what
 * lies where tools leave them. */
int coverage_find_reports(struct coverage_session *session, struct err *err);

/* policy.c: what inputs, phoenix.yml and defaults come to. -1 with a caller's error. */
int coverage_read_policy(struct coverage_session *session, struct err *err);

/* Whether include and exclude let a file count. */
bool coverage_counts_path(const struct coverage_session *session, const char *path);

/* read.c: all wanted reports into session->merged; what is wrong with them is told. */
int coverage_read_reports(struct coverage_session *session, struct err *err);

/* beyond.c: lines of one report behind the end of their files. */
struct beyond {
	const char *path; /* of one such file */
	size_t lines, all;
	bool in_change;
};

void coverage_drop_beyond(struct coverage_session *session, const char *path,
			  struct coverage_file *file, struct beyond *beyond);
void coverage_tell_beyond(struct coverage_session *session, const char *path,
			  const struct beyond *beyond);

/* unmeasured.c: changed source files that no report knows. */
int coverage_find_unmeasured(struct coverage_session *session, struct err *err);

/*
 * conclude.c. A finding of this gate; `denies` is for those that break a limit. path may be NULL,
 * line 0.
 */
int coverage_tell(struct coverage_session *session, const char *rule, enum severity severity,
		  bool denies, const char *path, int64_t line, int64_t end_line,
		  const char *message, const char *fix, struct err *err);

/* Whether a rule, or its result for this member, is about the file. */
bool coverage_is_of(const struct coverage_session *session, const struct coverage_rule *rule,
		    const char *member, const char *path);

/* why.c: notes for the input `why`: what a report says, and in the end what all come to. */
void coverage_why_report(struct coverage_session *session, const struct read_report *report,
			 const char *written, const char *path, const struct coverage_file *file);
int coverage_why(struct coverage_session *session, struct err *err);

/* Findings, summary, metrics, outputs, files; the answer. */
enum answer coverage_conclude(struct coverage_session *session, struct err *err);

/* patch.c: fills session->uncovered from the merged reports and the change. */
int coverage_find_uncovered(struct coverage_session *session, struct err *err);

/* baseline.c: what to compare with; and one of this run, when it is complete. */
int coverage_read_baseline(struct coverage_session *session, struct err *err);
/* Services without a report that may take their figures from it. */
void coverage_carry_forward(struct coverage_session *session);
int coverage_write_baseline(struct coverage_session *session, struct err *err);

/* export.c */
int coverage_write_lcov(struct coverage_session *session, struct err *err);
int coverage_write_badge(struct coverage_session *session, struct coverage_count count,
			 const char *percent, struct err *err);
/* The files of the merged reports by path; NULL when there is no memory. */
struct coverage_file **coverage_sorted_files(struct coverage_session *session);

/* The same, most lines that are not hit first. */
struct coverage_file **coverage_worst_files(struct coverage_session *session);

/* figures.c: metrics and outputs; fills session->project. */
void coverage_put_figures(struct coverage_session *session);

/* present.c: the step summary, and the files that the caller asked for. */
void coverage_put_tables(struct coverage_session *session);
int coverage_write_files(struct coverage_session *session, enum answer answer, const char *reason,
			 struct err *err);

/* figures.c: a figure as every table shows it, without a sign behind it; "-" when there is none. */
void coverage_put_percent(const struct coverage_session *session, struct str *out,
			  struct coverage_count count);

/* html.c: `tables` is HTML that stands above the files. */
int coverage_write_html(struct coverage_session *session, const struct str *tables,
			const char *answer, const char *reason, struct err *err);

#endif
