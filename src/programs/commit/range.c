/*
 * The commits of a pull request, merge group or push. Here the history (git/) and the compare API
 * come in; until they do, nothing that needs them can pass.
 */
#include "programs/commit/commit.h"

int commit_range(struct commit_session *s, bool decides, struct err *err)
{
	(void)decides;
	report_problem(
		s->report, "the commits were not read",
		"this version reads neither the history nor the API",
		"lint each commit as it is made, with --edit in a commit-msg hook; the title "
		"and the squash message with source: event");
	return err_set(err, "the commits were not read: this version reads neither the history nor "
			    "the API");
}
