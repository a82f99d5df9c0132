#include "git/change_base.h"

#include <string.h>

#include "git/private.h"

GIT_AUTO_RELEASE(commit)

#define HEADS   "refs/heads/"
#define REMOTES "refs/remotes/origin/"

/* The texts are refs and ids of at most a few hundred bytes; a longer one is cut, in bytes. */
#define SAY(base, ...) snprintf((base)->how, sizeof((base)->how), __VA_ARGS__)

static bool is_id(const struct object_id *id, const char *hex)
{
	return hex && strcmp(id->hex, hex) == 0;
}

static bool is_zeros(const char *hex) { return hex && hex[0] && !hex[strspn(hex, "0")]; }

struct head {
	struct object_id parent[2];
	unsigned parents;
};

static int read_head(const struct repository *r, struct change_base *base, struct head *head,
		     struct err *err)
{
	GIT_AUTO(commit) commit = NULL;
	git_oid oid;

	if (repository_head(r, &base->head, err) < 0 || id_to_oid(&oid, &base->head, err) < 0)
		return -1;
	if (git_commit_lookup(&commit, r->handle, &oid) < 0)
		return err_set(err, "HEAD cannot be read: %s", git_said());
	head->parents = git_commit_parentcount(commit);
	for (unsigned i = 0; i < head->parents && i < 2; i++)
		id_from_oid(&head->parent[i], git_commit_parent_id(commit, i));
	return 0;
}

/* A branch as the last fetch saw it. */
static bool find_remote(const struct repository *r, const char *branch, struct object_id *id)
{
	AUTO(str) name = STR_MAX(4 * KiB);

	str_printf(&name, REMOTES "%s", branch);
	return !name.failed && repository_find(r, name.buf, id);
}

/* Row 1. */
static int from_input(const struct repository *r, const char *revision, const struct head *head,
		      struct change_base *base, struct err *err)
{
	struct object_id named;
	struct err why = { 0 };

	if (repository_resolve(r, revision, &named, err) < 0)
		return -1;
	SAY(base, "where HEAD parted from %s", revision);
	if (repository_merge_base(r, &named, &base->head, &base->commit, &why) == 0)
		return 0;
	for (unsigned i = 0; i < head->parents && i < 2; i++)
		if (is_id(&head->parent[i], named.hex)) {
			SAY(base, "%s, a parent of HEAD", revision);
			base->commit = named;
			return 0;
		}
	return err_set(err, "base %s: %s", revision, why.text);
}

/* Row 2. */
static int from_merge_group(const struct repository *r, const struct situation *s,
			    struct change_base *base, struct err *err)
{
	if (!s->base_sha || !s->head_sha)
		return err_set(err, "the event file names no merge_group.base_sha and head_sha");
	if (!is_id(&base->head, s->head_sha))
		return err_set(err, "HEAD is %.10s, the merge group is %.10s: check out that one",
			       base->head.hex, s->head_sha);
	SAY(base, "base of the merge group");
	return repository_resolve(r, s->base_sha, &base->commit, err);
}

/* Row 3: numbers as the tested tree has them, and depth 2 is enough. */
static int from_merge_commit(const struct repository *r, const struct head *head,
			     struct change_base *base, struct err *err)
{
	if (!repository_find(r, head->parent[0].hex, &base->commit))
		return err_set(err,
			       "the first parent of the pull request's merge commit, %.10s, is not "
			       "here: set fetch-depth: 2 on actions/checkout",
			       head->parent[0].hex);
	SAY(base, "first parent of the pull request's merge commit");
	return 0;
}

/* Row 4: the event's base is that of its day; it serves only where nothing newer is known. */
static int from_branch_point(const struct repository *r, const struct situation *s,
			     struct change_base *base, struct err *err)
{
	struct object_id tip;

	if (s->base_branch && find_remote(r, s->base_branch, &tip))
		SAY(base, "where the pull request parted from origin/%s", s->base_branch);
	else if (s->base_sha && repository_find(r, s->base_sha, &tip))
		SAY(base, "where the pull request parted from its base");
	else
		return err_set(err, "the base branch of the pull request is not here: set "
				    "fetch-depth: 0 on actions/checkout");
	return repository_merge_base(r, &tip, &base->head, &base->commit, err);
}

/* Rows 3 to 5. */
static int from_pull_request(const struct repository *r, const struct situation *s,
			     const struct head *head, struct change_base *base, struct err *err)
{
	struct object_id tip;

	if (!s->head_sha)
		return err_set(err, "the event file names no pull_request.head.sha");
	if (head->parents == 2 && is_id(&head->parent[1], s->head_sha))
		return from_merge_commit(r, head, base, err);
	if (is_id(&base->head, s->head_sha))
		return from_branch_point(r, s, base, err);
	if (is_id(&base->head, s->base_sha) ||
	    (s->base_branch && find_remote(r, s->base_branch, &tip) && is_id(&base->head, tip.hex)))
		return err_set(err,
			       "the base branch is checked out, not the pull request: HEAD is "
			       "%.10s, the pull request is %.10s",
			       base->head.hex, s->head_sha);
	return err_set(err,
		       "HEAD, %.10s, is neither the head of the pull request, %.10s, nor its merge "
		       "with the base branch: an old merge ref? run the workflow again",
		       base->head.hex, s->head_sha);
}

/* The default branch: as the event names it, else as the clone knows it. NULL: not here. */
static const char *find_default(const struct repository *r, const char *told, struct object_id *tip)
{
	static const char *const usual[] = { "HEAD", "main", "master" };

	if (told)
		return find_remote(r, told, tip) ? told : NULL;
	for (size_t i = 0; i < ARRAY_SIZE(usual); i++)
		if (find_remote(r, usual[i], tip))
			return usual[i];
	return NULL;
}

/* Whether the pushed ref is the default branch itself. */
static bool is_default(const struct situation *s)
{
	return s->ref && s->default_branch && strncmp(s->ref, HEADS, strlen(HEADS)) == 0 &&
	       strcmp(s->ref + strlen(HEADS), s->default_branch) == 0;
}

/* Row 6. */
static int from_push(const struct repository *r, const struct situation *s,
		     struct change_base *base, struct err *err)
{
	struct object_id tip;
	const char *name;

	if (s->deleted)
		return err_set(err, "the push deletes %s: nothing of it is checked out",
			       s->ref ? s->ref : "a ref");
	if (s->before && !is_zeros(s->before)) {
		SAY(base, "commit before the push");
		if (repository_find(r, s->before, &base->commit))
			return 0;
		return err_set(
			err,
			"the commit before the push, %.10s, is not here (a shallow clone, or "
			"a forced push): set fetch-depth: 0 on actions/checkout, or give base",
			s->before);
	}
	if (is_default(s)) {
		if (!s->before)
			return err_set(err,
				       "the event names no commit before the push to the default "
				       "branch: give base");
		base->commit.hex[0] = '\0';
		SAY(base, "nothing: this is the first push of the default branch");
		return 0;
	}
	name = find_default(r, s->default_branch, &tip);
	if (!name)
		return err_set(err,
			       "a new branch, and the default branch is not here to compare with: "
			       "set fetch-depth: 0 on actions/checkout, or give base");
	SAY(base, "where HEAD parted from origin/%s", name);
	return repository_merge_base(r, &tip, &base->head, &base->commit, err);
}

/* Whether the branch that is checked out is the one that origin/NAME stands for. */
static int on_default(const struct repository *r, const char *name, bool *same, struct err *err)
{
	AUTO(str) here = STR_MAX(4 * KiB);
	AUTO(str) remote = STR_MAX(4 * KiB);

	str_printf(&remote, REMOTES "%s", name);
	if (strcmp(name, "HEAD") == 0) {
		str_clear(&remote);
		if (repository_target(r, REMOTES "HEAD", &remote, err) < 0)
			return -1;
	}
	if (repository_target(r, "HEAD", &here, err) < 0)
		return -1;
	*same = text_starts(text_of(here.buf), HEADS) &&
		text_starts(text_of(remote.buf), REMOTES) &&
		strcmp(here.buf + strlen(HEADS), remote.buf + strlen(REMOTES)) == 0;
	return 0;
}

/* Row 7: what is not in the default branch yet; on that branch, what is not committed yet. */
static int from_desk(const struct repository *r, struct change_base *base, struct err *err)
{
	struct object_id tip;
	const char *name = find_default(r, NULL, &tip);
	bool same;

	if (!name)
		return err_set(err, "none of origin/HEAD, origin/main and origin/master is here: "
				    "give base");
	if (on_default(r, name, &same, err) < 0)
		return -1;
	if (same) {
		SAY(base, "HEAD, the default branch");
		base->commit = base->head;
		return 0;
	}
	SAY(base, "where HEAD parted from origin/%s", name);
	return repository_merge_base(r, &tip, &base->head, &base->commit, err);
}

int change_base_choose(const struct repository *r, const struct situation *s,
		       struct change_base *base, struct err *err)
{
	struct head head = { 0 };

	*base = (struct change_base){ 0 };
	if (read_head(r, base, &head, err) < 0)
		return -1;
	if (s->base)
		return from_input(r, s->base, &head, base, err);
	if (!s->event)
		return from_desk(r, base, err);
	if (strcmp(s->event, "merge_group") == 0)
		return from_merge_group(r, s, base, err);
	if (strncmp(s->event, "pull_request", strlen("pull_request")) == 0)
		return from_pull_request(r, s, &head, base, err);
	if (strcmp(s->event, "push") == 0)
		return from_push(r, s, base, err);
	return err_set(err, "the event %s does not say what changed: give base", s->event);
}
