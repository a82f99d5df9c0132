#include <string.h>

#include "formats/unified_diff.h"
#include "programs/change_scope.h"
#include "programs/lint/lint.h"
#include "programs/services.h"

const char *const lint_scope_words[] = { "all", "changed-files", "changed-lines", NULL };

#define DIFF_MAX     (64 * MiB)
#define BASELINE_MAX (64 * MiB)

void lint_session_release(struct lint_session *session)
{
	findings_release(&session->all);
	changed_lines_release(&session->changed);
	lint_baseline_release(&session->baseline);
	arena_release(&session->arena);
}

/* A policy file that the caller named and that is missing is the caller's error, not evidence. */
static int need_file(struct report *report, const char *input, const char *path, struct err *err)
{
	if (report_exists(report, path))
		return 0;
	return err_caller(err, "%s: %s: no such file", input, path);
}

/*
 * A diff whose names start from another folder would put every finding outside the change, and the
 * gate would pass: what it says is there must be there.
 */
static int check_diff(struct lint_session *s, const char *name, struct err *err)
{
	for (size_t i = 0; i < s->changed.n; i++) {
		const struct changed_file *file = s->changed.files[i];

		if (!file->deleted && !report_has_source(s->report, file->path))
			return err_set(err,
				       "%s: names %s, which is not in the workspace: a diff from "
				       "another folder, or of another commit?",
				       name, file->path);
	}
	return 0;
}

static int read_diff(struct lint_session *s, const char *diff_file, struct err *err)
{
	struct reader *reader;

	if (need_file(s->report, "diff-file", diff_file, err) < 0)
		return -1;
	reader = report_open(s->report, diff_file, "unified diff", err);
	if (!reader || unified_diff_read(&s->changed, reader, err) < 0)
		return -1;
	return report_close(s->report, reader, err) < 0 ? -1 : check_diff(s, diff_file, err);
}

static int read_scope(struct lint_session *s, const struct lint_inputs *in, struct err *err)
{
	if (in->base && in->diff_file)
		return err_caller(err, "base and diff-file: give one of the two");
	s->policy.scope = (enum lint_scope)in->scope;
	if (in->scope == LINT_SCOPE_ALL)
		return 0;
	s->policy.changed = &s->changed;
	return in->diff_file ? read_diff(s, in->diff_file, err)
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
