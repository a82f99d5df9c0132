#include <string.h>

#include "programs/change_scope.h"
#include "programs/lint/lint.h"
#include "programs/services.h"

const char *const lint_scope_words[] = { "all", "changed-files", "changed-lines", NULL };

#define BASELINE_MAX (64 * MiB)

void lint_session_release(struct lint_session *session)
{
	findings_release(&session->all);
	changed_lines_release(&session->changed);
	lint_baseline_release(&session->baseline);
	arena_release(&session->arena);
}

static int read_scope(struct lint_session *s, const struct lint_inputs *in, struct err *err)
{
	if (in->base && in->diff_file)
		return err_caller(err, "base and diff-file: give one of the two");
	s->policy.scope = (enum lint_scope)in->scope;
	if (in->scope == LINT_SCOPE_ALL)
		return 0;
	s->policy.changed = &s->changed;
	return in->diff_file ? change_scope_diff(s->report, in->diff_file, &s->changed, err)
			     : change_scope_read(s->report, in->base, &s->changed, err);
}

static int read_baseline(struct lint_session *s, const struct lint_inputs *in, struct err *err)
{
	AUTO(str) bytes = STR_MAX(BASELINE_MAX);

	if (!in->baseline)
		return 0;
	if (report_slurp(s->report, in->baseline, LINT_BASELINE_SCHEMA, &bytes, err) < 0)
		return -1;
	s->policy.baseline = &s->baseline;
	return lint_baseline_read(&s->baseline, in->baseline, (struct text){ bytes.buf, bytes.len },
				  err);
}

int lint_session_open(struct lint_session *s, struct report *report, const struct lint_inputs *in,
		      struct err *err)
{
	AUTO(catalogue) catalogue = { 0 }; /* checked, and not needed */

	*s = (struct lint_session){ .report = report, .arena = ARENA_MAX(64 * MiB) };
	findings_init(&s->all);
	changed_lines_init(&s->changed);
	s->policy =
		(struct lint_policy){ .max_errors = -1, .max_warnings = -1, .max_findings = -1 };
	if (in->exclude.n) {
		if (tree_patterns_compile(&s->exclude, in->exclude.at, in->exclude.n, &s->arena,
					  err) < 0)
			return -1;
		s->policy.exclude = &s->exclude;
	}
	if (services_read(s->report, in->catalogue, &catalogue, err) < 0 ||
	    read_scope(s, in, err) < 0)
		return -1;
	return read_baseline(s, in, err);
}

int lint_check_source(struct report *report, bool has_reports, const char *what, struct err *err)
{
	bool command = report_command(report) != NULL;

	if (command && has_reports)
		return err_caller(err, "reports and a command: give one of the two");
	if (!command && !has_reports)
		return err_caller(err, "input %s is required and was not given", what);
	return 0;
}
