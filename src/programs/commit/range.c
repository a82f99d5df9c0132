/*
 * The commits of a pull request, merge group or push, from the history (git/range.h). Where a clone
 * is too shallow, the API is asked (compare.c); without a token nothing passes, and the message
 * says what to set.
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

void commit_tell_range(struct commit_session *s, size_t n, const char *head, const char *how)
{
	int64_t counted = report_event(s->report)->pull_request.commits;

	report_note(s->report, "%zu commits up to %.10s, %s", n, head, how);
	if (counted > 0 && (uint64_t)counted != n)
		report_note(s->report,
			    "the event counts %lld commits: some are in the base branch by now, or "
			    "came after it",
			    (long long)counted);
}

/* *known: the clone holds the range, so that nobody else need be asked. */
static int read_range(struct commit_session *s, const struct repository *repository, bool decides,
		      bool *known, struct err *err)
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
	*known = true;
	s->from = "git";
	report_commit(s->report, range.head.hex);
	commit_tell_range(s, list.n, range.head.hex, "read from the history");
	if (!list.n)
		return err_set(err, "there is no commit in the range, which proves nothing");
	return take_commits(s, repository, &list, decides, err);
}

/* *elsewhere: the commits may be had from somebody else. */
static int from_history(struct commit_session *s, bool decides, bool *elsewhere, struct err *err)
{
	AUTO(repository) repository = { 0 };
	const char *folder = folder_of(s);
	bool known = false;

	if (!folder)
		return err_memory(err);
	if (git_start(err) < 0)
		return -1;
	if (repository_open(&repository, folder,
			    report_on_github(s->report) ? report_workspace(s->report) : NULL,
			    err) < 0) {
		*elsewhere = true;
		return -1;
	}
	if (read_range(s, &repository, decides, &known, err) == 0)
		return 0;
	*elsewhere = !known && err->kind == ERR_EVIDENCE;
	return -1;
}

/* Asks the API for what the history does not tell, because of `why`. */
static int from_api_instead(struct commit_session *s, bool decides, const struct err *why,
			    struct err *err)
{
	struct err own = { 0 };

	if (commit_compare(s, decides, &own) == 0) {
		report_note(s->report, "the API was asked because the history does not tell: %s",
			    why->text);
		return 0;
	}
	if (own.kind == ERR_CALLER)
		return err_caller(err, "%s; asked because: %s", own.text, why->text);
	return err_set(err, "%s; asked because: %s", own.text, why->text);
}

static int from_anywhere(struct commit_session *s, bool decides, struct err *err)
{
	bool elsewhere = false;
	struct err why = { 0 };

	if (s->in->source == SOURCE_API)
		return commit_compare(s, decides, err);
	if (from_history(s, decides, &elsewhere, &why) == 0)
		return 0;
	if (s->in->source == SOURCE_AUTO && elsewhere && !report_cancelled() &&
	    commit_compare_can(s))
		return from_api_instead(s, decides, &why, err);
	*err = why;
	return -1;
}

int commit_range(struct commit_session *s, bool decides, struct err *err)
{
	struct err why = { 0 };

	if (from_anywhere(s, decides, &why) == 0)
		return 0;
	if (why.kind != ERR_EVIDENCE) {
		*err = why;
		return -1;
	}
	report_problem(s->report, "the commits were not all read", why.text, NULL);
	return err_set(err, "the commits were not all read: %s", why.text);
}
