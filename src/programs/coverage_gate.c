/* coverage-gate: is enough tested: all of it, each service, and what this change touches */
#include "base/clock.h"
#include "programs/coverage/session.h"
#include "programs/programs.h"
#include "programs/services.h"

static const char *const missing_words[] = { "incomplete", "skip", NULL };
static const char *const side_words[] = { "auto", "head", "worktree", NULL };

static struct coverage_inputs in = {
	.metric = -1,
	.unmeasured = -1,
	.unresolved = -1,
	.verify = -1,
	.max_age = -1,
};

static const struct option inputs[] = {
	{ "reports", OPTION_LIST, &in.reports, NULL,
	  "GLOB [service=NAME] [format=F] [root=DIR] [strip=PREFIX] [optional=true]; empty = as phoenix.yml says, else discovery" },
	{ "rules", OPTION_TEXT, &in.rules, NULL, "rules, one a line: service api line >= 85" },
	{ "project-target", OPTION_STRING, &in.project_target, NULL,
	  "least coverage of everything, a percentage or off; empty = as phoenix.yml says, else 80" },
	{ "patch-target", OPTION_STRING, &in.patch_target, NULL,
	  "least coverage of new and changed lines, a percentage or off; empty = as phoenix.yml says, else 80" },
	{ "service-targets", OPTION_MAP, &in.service_targets, NULL,
	  "NAME=PERCENT a line; empty = as phoenix.yml says" },
	{ "tolerance", OPTION_STRING, &in.tolerance, NULL,
	  "points that a short target may be missed by; empty = as phoenix.yml says, else 0" },
	{ "metric", OPTION_ENUM, &in.metric, NULL,
	  "what is counted where a rule does not say; empty = as phoenix.yml says, else line",
	  .choices = coverage_metric_words },
	{ "include", OPTION_LIST, &in.include, NULL,
	  "tree patterns: files that count; empty = as phoenix.yml says, else all" },
	{ "exclude", OPTION_LIST, &in.exclude, NULL,
	  "tree patterns: files that do not count; empty = as phoenix.yml says" },
	{ "base", OPTION_REVISION, &in.base, NULL,
	  "revision that new code is told from; empty = as the event says" },
	{ "diff-file", OPTION_PATH, &in.diff_file, NULL,
	  "unified diff that says what is new; empty = git is asked" },
	{ "diff-side", OPTION_ENUM, &in.diff_side, "auto",
	  "new code is that of HEAD or of the working tree; auto = HEAD in a workflow, else the working tree",
	  .choices = side_words },
	{ "unmeasured", OPTION_ENUM, &in.unmeasured, NULL,
	  "a changed source file that is in no report; empty = as phoenix.yml says, else deny",
	  .choices = unmeasured_words },
	{ "unmeasured-exempt", OPTION_LIST, &in.unmeasured_exempt, NULL,
	  "tree patterns: files that need no measuring; empty = as phoenix.yml says, else tests, benches, examples, declarations" },
	{ "unresolved", OPTION_ENUM, &in.unresolved, NULL,
	  "a report names a file that is not there; empty = as phoenix.yml says, else incomplete",
	  .choices = unresolved_words },
	{ "baseline", OPTION_PATH, &in.baseline, NULL,
	  "figures of an earlier run (phoenix.coverage-baseline/v1), for rules such as project >= base - 1" },
	{ "baseline-missing", OPTION_ENUM, &in.baseline_missing, "incomplete",
	  "what rules with base come to without a baseline: incomplete, or skip them",
	  .choices = missing_words },
	{ "carryforward", OPTION_LIST, &in.carryforward, NULL,
	  "services, or all, that may take their figures from the baseline when they have no report; empty = as phoenix.yml says" },
	{ "write-baseline", OPTION_OUT_PATH, &in.write_baseline, NULL,
	  "write the figures of this run as a baseline" },
	{ "max-age", OPTION_DURATION, &in.max_age, NULL,
	  "oldest report, where the format has a time; 0 is any; empty = as phoenix.yml says, else 12h" },
	{ "verify", OPTION_ENUM, &in.verify, NULL,
	  "totals that a report states against its lines, reports of one file against each other; empty = as phoenix.yml says, else note",
	  .choices = coverage_verify_words },
	{ "precision", OPTION_INT, &in.precision, "2", "decimals of the figures", .max = 4 },
	{ "why", OPTION_LIST, &in.why, NULL,
	  "PATH[:LINE]: shows which reports, counts and rules stand behind it" },
	{ "lcov-file", OPTION_OUT_PATH, &in.lcov_file, NULL,
	  "write the merged reports as LCOV, with paths of the repository" },
	{ "badge-file", OPTION_OUT_PATH, &in.badge_file, NULL,
	  "write the figure of the project as JSON for a badge" },
	{ "html-file", OPTION_OUT_PATH, &in.html_file, NULL,
	  "write a page of the changed files and the worst ones, line by line" },
	{ "catalogue", OPTION_PATH, &in.catalogue, SERVICES_DEFAULT,
	  "service catalogue; a file that is named and missing is an error" },
	{ "now", OPTION_TIME, &in.now, NULL, "time for max-age; empty = the clock" },
	{ 0 },
};

static const struct output outputs[] = {
	{ "findings", "problems that were found" },
	{ "metric", "what is counted where a rule does not say" },
	{ "project-percent", "coverage of everything; empty when nothing was measured" },
	{ "project-hit", "lines, or what metric says, that are hit" },
	{ "project-total", "of how many" },
	{ "patch-percent", "coverage of new and changed lines; empty when none was measured" },
	{ "patch-hit", "new and changed lines that are hit" },
	{ "patch-total", "of how many" },
	{ "services", "JSON: name to hit, total, percent, target, state" },
	{ "failed-rules", "rules that deny, one a line" },
	{ 0 },
};

static void release(struct coverage_session *s)
{
	path_tree_release(&s->path_tree);
	checkout_release(&s->checkout);
	coverage_baseline_release(&s->baseline);
	coverage_release(&s->merged);
	changed_lines_release(&s->changed);
	catalogue_release(&s->catalogue);
}

static int prepare(struct coverage_session *s, struct err *err)
{
	int there = services_read(s->report, in.catalogue, &s->catalogue, err);

	s->has_catalogue = there > 0;
	s->now = in.now ? in.now : clock_now_ms();
	if (there < 0 || coverage_read_policy(s, err) < 0)
		return -1;
	return coverage_read_baseline(s, err) < 0 || coverage_read_tree(s, err) < 0 ||
			       coverage_read_change(s, err) < 0 || coverage_find_reports(s, err) < 0
		       ? -1
		       : 0;
}

static enum answer run(struct report *report, struct err *err)
{
	static struct coverage_session s; /* its findings are written after run has returned */
	enum answer answer = INCOMPLETE;

	s = (struct coverage_session){ .report = report, .in = &in, .arena = ARENA_MAX(GiB) };
	coverage_init(&s.merged, COVERAGE_MAX);
	changed_lines_init(&s.changed);
	findings_init(&s.findings);
	if (prepare(&s, err) == 0 && coverage_read_reports(&s, err) == 0)
		answer = coverage_conclude(&s, err);
	release(&s);
	return answer;
}

const struct program coverage_gate = {
	.name = "coverage-gate",
	.brief = "say no when too little is tested: all of it, a service, or what a change touches",
	.icon = "percent",
	.inputs = inputs,
	.outputs = outputs,
	.positional = "reports",
	.groupable = true,
	.run = run,
};
