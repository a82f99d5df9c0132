#include "git/range.h"

#include <stdlib.h>
#include <string.h>

#include "git/private.h"

#define REFS_MAX ((size_t)1000 * 1000)

GIT_AUTO_RELEASE(reference)
GIT_AUTO_RELEASE(reference_iterator)

void range_release(struct range *range)
{
	free(range->minus);
	*range = (struct range){ 0 };
}

static int subtract(struct range *range, const struct object_id *id, struct err *err)
{
	size_t cap = range->cap ? 2 * range->cap : 8;
	struct object_id *grown;

	if (range->n_minus == range->cap) {
		grown = reallocarray(range->minus, cap, sizeof(*grown));
		if (!grown)
			return err_memory(err);
		range->minus = grown;
		range->cap = cap;
	}
	range->minus[range->n_minus++] = *id;
	return 0;
}

/* -1 when it is not here. */
static int subtract_revision(const struct repository *r, struct range *range, const char *revision,
			     struct err *err)
{
	struct object_id id;

	return repository_resolve(r, revision, &id, err) < 0 ? -1 : subtract(range, &id, err);
}

static int from_pull_request(const struct repository *r, const struct situation *s,
			     struct range *range, struct err *err)
{
	AUTO(str) tip = STR_MAX(4 * KiB);
	struct object_id id;

	if (!s->head_sha || !s->base_sha)
		return err_set(err, "the event file names no pull_request.head.sha and base.sha");
	if (repository_resolve(r, s->head_sha, &range->head, err) < 0)
		return -1;
	str_printf(&tip, "refs/remotes/origin/%s", s->base_branch ? s->base_branch : "");
	if (s->base_branch && !tip.failed && repository_find(r, tip.buf, &id) &&
	    subtract(range, &id, err) < 0)
		return -1;
	if (range->n_minus && !repository_find(r, s->base_sha, &id))
		return 0; /* the base branch was rewritten since, and its tip is known */
	return subtract_revision(r, range, s->base_sha, err);
}

static int from_merge_group(const struct repository *r, const struct situation *s,
			    struct range *range, struct err *err)
{
	if (!s->base_sha || !s->head_sha)
		return err_set(err, "the event file names no merge_group.base_sha and head_sha");
	if (repository_resolve(r, s->head_sha, &range->head, err) < 0)
		return -1;
	return subtract_revision(r, range, s->base_sha, err);
}

/* A ref that stood there before the push: not the pushed branch, nor what stands for it. */
static bool stood_before(git_reference *reference, const char *pushed)
{
	static const char heads[] = "refs/heads/", remotes[] = "refs/remotes/origin/";
	const char *name = git_reference_name(reference), *branch;

	if (git_reference_type(reference) == GIT_REFERENCE_SYMBOLIC)
		return false;
	if (strcmp(name, pushed) == 0)
		return false;
	branch = strncmp(pushed, heads, strlen(heads)) == 0 ? pushed + strlen(heads) : NULL;
	return !branch || strncmp(name, remotes, strlen(remotes)) != 0 ||
	       strcmp(name + strlen(remotes), branch) != 0;
}

static int subtract_other_refs(const struct repository *r, const char *pushed, struct range *range,
			       struct err *err)
{
	GIT_AUTO(reference_iterator) refs = NULL;
	struct object_id id;
	int result;

	if (git_reference_iterator_new(&refs, r->handle) < 0)
		return err_set(err, "references cannot be read: %s", git_said());
	for (;;) {
		GIT_AUTO(reference) reference = NULL;

		result = git_reference_next(&reference, refs);
		if (result < 0)
			break;
		/* one that names no commit, or one that is not here, subtracts nothing */
		if (!stood_before(reference, pushed) ||
		    !repository_find(r, git_reference_name(reference), &id))
			continue;
		if (range->n_minus >= REFS_MAX)
			return err_set(err, "more than %zu references", REFS_MAX);
		if (subtract(range, &id, err) < 0)
			return -1;
	}
	if (result != GIT_ITEROVER)
		return err_set(err, "references cannot be read: %s", git_said());
	return 0;
}

static int from_push(const struct repository *r, const struct situation *s, struct range *range,
		     struct err *err)
{
	struct object_id id;

	if (s->deleted)
		range->nothing = "the push deletes a ref";
	else if (s->ref && strncmp(s->ref, "refs/tags/", strlen("refs/tags/")) == 0)
		range->nothing = "a pushed tag has no commits of its own";
	if (range->nothing)
		return 0;
	if (!s->after || !s->ref)
		return err_set(err, "the event names no commit after the push, or no ref");
	if (repository_resolve(r, s->after, &range->head, err) < 0)
		return -1;
	if (s->before && repository_find(r, s->before, &id))
		return subtract(range, &id, err);
	/* a new branch, or a forced push whose old commits are gone */
	return subtract_other_refs(r, s->ref, range, err);
}

static int from_input(const struct repository *r, const struct situation *s, struct range *range,
		      struct err *err)
{
	const char *head = s->head ? s->head : s->head_sha ? s->head_sha : "HEAD";

	if (!s->base)
		return err_caller(err, "head without base: from where on?");
	if (repository_resolve(r, head, &range->head, err) < 0)
		return -1;
	return subtract_revision(r, range, s->base, err);
}

int range_choose(const struct repository *r, const struct situation *s, struct range *range,
		 struct err *err)
{
	*range = (struct range){ 0 };
	if (s->base || s->head)
		return from_input(r, s, range, err);
	if (!s->event)
		return err_caller(err, "on a desk base says from where on commits are read");
	if (strncmp(s->event, "pull_request", strlen("pull_request")) == 0)
		return from_pull_request(r, s, range, err);
	if (strcmp(s->event, "merge_group") == 0)
		return from_merge_group(r, s, range, err);
	if (strcmp(s->event, "push") == 0)
		return from_push(r, s, range, err);
	return err_caller(err, "the event %s brings no commits: give base and head", s->event);
}
