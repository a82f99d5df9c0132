/*
 * The commits of a pull request, merge group or push, from the history (git/range.h). The compare
 * API is not asked: where a clone is too shallow, nothing passes, and the message says what to set.
 */
#include <string.h>

#include "git/commit.h"
#include "git/range.h"
#include "programs/commit/commit.h"
#include "programs/situation.h"

static const char *folder_of(struct commit_session *s)
{
	const char *path = report_workspace_path(s->report, s->in->path);
	const char *workspace = report_workspace(s->report);

	if (path[0] == '/')
		return path;
	return strcmp(path, ".") == 0 ? workspace
				      : arena_printf(&s->arena, "%s/%s", workspace, path);
}

static int take_one(struct commit_session *s, const struct commit *c, bool decides, struct err *err)
{
	char id[8] = { 0 };

	memcpy(id, c->id.hex, sizeof(id) - 1);
	return commit_take(s,
			   &(struct commit_seen){ .unit = UNIT_COMMIT,
						  .id = id,
						  .author = c->author_name.buf,
						  .email = c->author_email.buf,
						  .parents = (int)c->n_parents,
						  .bytes = { c->message.buf, c->message.len },
						  .bad_encoding = c->bad_encoding,
						  .decides = decides },
			   err);
}

/* The oldest first, as they were made. */
static int take_commits(struct commit_session *s, const struct repository *repository,
			const struct range_commits *list, bool decides, struct err *err)
{
	AUTO(commit) c;

	commit_init(&c);
	for (size_t i = list->n; i-- > 0;) {
		if (report_cancelled())
			return err_set(err, "cancelled");
		if (commit_read(repository, &list->at[i], &c, err) < 0 ||
		    take_one(s, &c, decides, err) < 0)
			return -1;
	}
	return 0;
}

static void tell(struct commit_session *s, const struct range *range, size_t n)
{
	int64_t counted = report_event(s->report)->pull_request.commits;

	report_commit(s->report, range->head.hex);
	report_note(s->report, "%zu commits up to %.10s, read from the history", n,
		    range->head.hex);
	if (counted > 0 && (uint64_t)counted != n)
		report_note(s->report,
			    "the event counts %lld commits: some are in the base branch by now, or "
			    "came after it",
			    (long long)counted);
}

static int read_range(struct commit_session *s, const struct repository *repository, bool decides,
		      struct err *err)
{
	const struct situation situation = situation_of(s->report, s->in->base, s->in->head);
	AUTO(range_commits) list = { 0 };
	AUTO(range) range = { 0 };

	if (range_choose(repository, &situation, &range, err) < 0)
		return -1;
	s->nothing = range.nothing;
	if (range.nothing)
		return 0;
	if (range_read(repository, &range, (size_t)s->in->max_commits, &list, err) < 0)
		return -1;
	tell(s, &range, list.n);
	if (!list.n)
		return err_set(err, "there is no commit in the range, which proves nothing");
	return take_commits(s, repository, &list, decides, err);
}

int commit_range(struct commit_session *s, bool decides, struct err *err)
{
	AUTO(repository) repository = { 0 };
	const char *folder = folder_of(s);
	struct err why = { 0 };

	if (s->in->source == SOURCE_API)
		return err_caller(err, "source api: this version does not ask the API; use git");
	if (!folder)
		return err_memory(err);
	if (git_start(err) < 0)
		return -1;
	if (repository_open(&repository, folder,
			    report_on_github(s->report) ? report_workspace(s->report) : NULL,
			    &why) == 0 &&
	    read_range(s, &repository, decides, &why) == 0)
		return 0;
	if (why.kind != ERR_EVIDENCE) {
		*err = why;
		return -1;
	}
	report_problem(s->report, "the commits were not all read", why.text, NULL);
	return err_set(err, "the commits were not all read: %s", why.text);
}
