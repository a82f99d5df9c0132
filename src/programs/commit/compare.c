/* The same commits as in range.c, from GitHub's compare API, where a clone does not hold them. */
#include <string.h>

#include "programs/commit/commit.h"
#include "programs/situation.h"
#include "services/github_compare.h"

#define ZEROS "0000000000000000000000000000000000000000"

struct ends {
	const char *base, *head;
	const char *nothing;
};

/* What git makes of "~1", "@" and HEAD depends on the clone; the server has another HEAD. */
static int check_name(const char *input, const char *revision, struct err *err)
{
	if (strcmp(revision, "HEAD") == 0 || strpbrk(revision, "~^@:"))
		return err_caller(err,
				  "%s: \"%s\" means nothing to the API: name a branch, a tag or a "
				  "commit",
				  input, revision);
	return 0;
}

static int from_input(const struct situation *s, struct ends *ends, struct err *err)
{
	ends->base = s->base;
	ends->head = s->head ? s->head : s->head_sha ? s->head_sha : s->after;
	if (!ends->base)
		return err_caller(err, "head without base: from where on?");
	if (!ends->head)
		return err_caller(err, "source api: base without head: up to where?");
	return check_name("base", ends->base, err) < 0 ? -1 : check_name("head", ends->head, err);
}

static int from_push(const struct situation *s, struct ends *ends, struct err *err)
{
	if (s->deleted)
		ends->nothing = "the push deletes a ref";
	else if (s->ref && strncmp(s->ref, "refs/tags/", strlen("refs/tags/")) == 0)
		ends->nothing = "a pushed tag has no commits of its own";
	if (ends->nothing)
		return 0;
	ends->base = s->before && strcmp(s->before, ZEROS) != 0 ? s->before : s->default_branch;
	ends->head = s->after;
	if (!ends->base || !ends->head)
		return err_set(err, "the event names no commit before and after the push, and no "
				    "default branch");
	return 0;
}

static int choose(const struct situation *s, struct ends *ends, struct err *err)
{
	*ends = (struct ends){ .base = s->base_sha, .head = s->head_sha };
	if (s->base || s->head)
		return from_input(s, ends, err);
	if (!s->event)
		return err_caller(err, "on a desk base says from where on commits are read");
	if (strcmp(s->event, "push") == 0)
		return from_push(s, ends, err);
	if (strncmp(s->event, "pull_request", strlen("pull_request")) != 0 &&
	    strcmp(s->event, "merge_group") != 0)
		return err_caller(err, "the event %s brings no commits: give base and head",
				  s->event);
	if (!ends->base || !ends->head)
		return err_set(err, "the event file names no base.sha and head.sha");
	return 0;
}

struct taking {
	struct commit_session *session;
	bool decides;
};

static int take_one(void *context, const struct compared_commit *c, struct err *err)
{
	const struct taking *taking = context;
	char id[8] = { 0 };

	memcpy(id, c->sha, sizeof(id) - 1);
	return commit_take(taking->session,
			   &(struct commit_seen){ .unit = UNIT_COMMIT,
						  .id = id,
						  .author = c->name,
						  .email = c->email,
						  .login = c->login,
						  .parents = c->parents,
						  .bytes = c->message,
						  .decides = taking->decides },
			   err);
}

static bool is_id(const char *revision)
{
	size_t len = strlen(revision);

	return (len == 40 || len == 64) && strspn(revision, "0123456789abcdef") == len;
}

/* What was not found is a range that cannot be resolved: 3, not a mistake in the request. */
static int ask(struct commit_session *s, struct github *github, const struct ends *ends,
	       bool decides, size_t *n, struct err *err)
{
	struct taking taking = { s, decides };
	const struct github_compare compare = { .base = ends->base,
						.head = ends->head,
						.max = (size_t)s->in->max_commits,
						.take = take_one,
						.context = &taking };
	struct err why = { 0 };

	if (github_compare(github, &compare, n, &why) == 0)
		return 0;
	if (github->status == 404)
		return err_set(err, "%s", why.text);
	*err = why;
	return -1;
}

bool commit_compare_can(struct commit_session *s)
{
	const struct situation situation = situation_of(s->report, s->in->base, s->in->head);
	struct err ignored = { 0 };
	struct ends ends;

	return github_is_given(&s->in->github) && choose(&situation, &ends, &ignored) == 0;
}

int commit_compare(struct commit_session *s, bool decides, struct err *err)
{
	const struct situation situation = situation_of(s->report, s->in->base, s->in->head);
	AUTO(github) github = { 0 };
	struct github_access access;
	struct ends ends;
	size_t n = 0;

	if (choose(&situation, &ends, err) < 0)
		return -1;
	s->nothing = ends.nothing;
	if (ends.nothing)
		return 0;
	if (github_access_from(&s->in->github, &access, err) < 0 ||
	    github_open(&github, &access, err) < 0)
		return -1;
	s->from = "api";
	if (ask(s, &github, &ends, decides, &n, err) < 0)
		return -1;
	if (is_id(ends.head))
		report_commit(s->report, ends.head);
	commit_tell_range(s, n, ends.head, "asked of the API");
	return n ? 0 : err_set(err, "there is no commit in the range, which proves nothing");
}
