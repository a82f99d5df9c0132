#include <string.h>

#include "programs/coverage/session.h"

static bool is_about_a_change(const struct event *event)
{
	return !event->name || strcmp(event->name, "merge_group") == 0 ||
	       strcmp(event->name, "push") == 0 ||
	       strncmp(event->name, "pull_request", strlen("pull_request")) == 0;
}

static enum change_side side_of(const struct coverage_session *s)
{
	bool worktree = s->in->diff_side == DIFF_WORKTREE ||
			(s->in->diff_side == DIFF_AUTO && !report_on_github(s->report));

	return worktree ? CHANGE_TO_WORKTREE : CHANGE_TO_CHECKOUT;
}

static int unknown(struct coverage_session *s, const char *why, struct err *err)
{
	s->change = COVERAGE_CHANGE_UNKNOWN;
	s->change_why = arena_strdup(&s->arena, why);
	return s->change_why ? 0 : err_memory(err);
}

int coverage_read_change(struct coverage_session *s, struct err *err)
{
	const struct coverage_inputs *in = s->in;
	struct err why = { 0 };

	if (in->base && in->diff_file)
		return err_caller(err, "base and diff-file: give one of the two");
	if (in->diff_file)
		return change_scope_diff(s->report, in->diff_file, &s->changed, err);
	if (!in->base && !is_about_a_change(report_event(s->report))) {
		s->change = COVERAGE_CHANGE_NONE;
		return 0;
	}
	if (!s->has_checkout)
		return unknown(s, s->no_checkout, err);
	if (change_scope_compare(s->report, &s->checkout, in->base, side_of(s), &s->changed,
				 &s->base, &why) == 0)
		return 0;
	if (why.kind == ERR_EVIDENCE)
		return unknown(s, why.text, err);
	*err = why;
	return -1;
}
