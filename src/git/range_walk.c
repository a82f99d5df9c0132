/*
 * The walk of range_read. Two colours run down from the tips, newest commit first: "listed" from
 * the head, "hidden" from what is subtracted; hidden wins. libgit2's own walk fails where anything
 * is missing, also far below what is subtracted, as in every shallow clone.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "git/private.h"
#include "git/range.h"

#define NODES_MAX ((size_t)16 * 1000 * 1000)

GIT_AUTO_RELEASE(commit)

void range_commits_release(struct range_commits *commits)
{
	free(commits->at);
	*commits = (struct range_commits){ 0 };
}

struct node {
	git_oid id;
	int64_t time; /* of committing; INT64_MIN when it is missing, so that it comes last */
	bool hidden, queued, missing;
};

struct walk {
	const struct repository *r;
	struct arena arena;
	struct hash_index index;
	struct node **nodes;
	size_t n, cap;
	struct node **heap; /* what to look at next, newest first */
	size_t n_heap, heap_cap;
	size_t open; /* queued and not hidden */
	struct node **listed;
	size_t n_listed, listed_cap;
	int64_t oldest; /* of listed ones */
};

static void walk_release(struct walk *w)
{
	hash_index_release(&w->index);
	arena_release(&w->arena);
}

struct key {
	const struct walk *walk;
	const git_oid *id;
};

static bool same_id(const void *context, size_t i)
{
	const struct key *key = context;

	return i < key->walk->n && git_oid_equal(key->id, &key->walk->nodes[i]->id);
}

/* Newer first. */
static void heap_push(struct walk *w, struct node *node)
{
	size_t i = w->n_heap++;

	while (i > 0 && w->heap[(i - 1) / 2]->time < node->time) {
		w->heap[i] = w->heap[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	w->heap[i] = node;
}

static struct node *heap_pop(struct walk *w)
{
	struct node *top = w->heap[0], *last = w->heap[--w->n_heap];
	size_t i = 0, child;

	while ((child = 2 * i + 1) < w->n_heap) {
		if (child + 1 < w->n_heap && w->heap[child + 1]->time > w->heap[child]->time)
			child++;
		if (last->time >= w->heap[child]->time)
			break;
		w->heap[i] = w->heap[child];
		i = child;
	}
	w->heap[i] = last;
	return top;
}

static struct node *find_node(struct walk *w, const git_oid *id, struct err *err)
{
	struct key key = { w, id };
	GIT_AUTO(commit) commit = NULL;
	struct node *node, **grown;
	size_t i;

	grown = arena_grow(&w->arena, w->nodes, w->n, &w->cap, sizeof(*grown));
	w->nodes = grown ? grown : w->nodes;
	i = grown ? hash_index_enter(&w->index, hash_bytes(id->id, sizeof(id->id), 0), w->n,
				     same_id, &key)
		  : SIZE_MAX;
	if (i < w->n)
		return w->nodes[i];
	node = i == SIZE_MAX || w->n >= NODES_MAX ? NULL : arena_alloc(&w->arena, sizeof(*node));
	if (!node) {
		err_memory(err);
		return NULL;
	}
	node->id = *id;
	node->missing = git_commit_lookup(&commit, w->r->handle, id) < 0;
	node->time = node->missing ? INT64_MIN : git_commit_time(commit);
	w->nodes[w->n++] = node;
	return node;
}

/* Gives a commit a colour; one that has a new one is looked at (again). */
static int paint(struct walk *w, const git_oid *id, bool hidden, struct err *err)
{
	size_t before = w->n;
	struct node *node = find_node(w, id, err), **grown;
	bool seen = w->n == before;

	if (!node)
		return -1;
	if (seen && (node->hidden || !hidden))
		return 0;
	if (node->queued) { /* it was to be listed, and no longer is */
		node->hidden = true;
		w->open--;
		return 0;
	}
	grown = arena_grow(&w->arena, w->heap, w->n_heap, &w->heap_cap, sizeof(*grown));
	if (!grown)
		return err_memory(err);
	w->heap = grown;
	node->hidden = hidden;
	node->queued = true;
	w->open += !hidden;
	heap_push(w, node);
	return 0;
}

static int list(struct walk *w, struct node *node, size_t max, struct err *err)
{
	struct node **grown =
		arena_grow(&w->arena, w->listed, w->n_listed, &w->listed_cap, sizeof(*grown));

	if (!grown)
		return err_memory(err);
	if (w->n_listed >= max)
		return err_set(err, "more than %zu commits", max);
	w->listed = grown;
	w->listed[w->n_listed++] = node;
	w->oldest = node->time < w->oldest ? node->time : w->oldest;
	return 0;
}

static int visit(struct walk *w, struct node *node, size_t max, struct err *err)
{
	GIT_AUTO(commit) commit = NULL;

	node->queued = false;
	w->open -= !node->hidden;
	if (!node->hidden && list(w, node, max, err) < 0)
		return -1;
	if (node->missing)
		return 0;
	if (git_commit_lookup(&commit, w->r->handle, &node->id) < 0)
		return err_set(err, "a commit cannot be read: %s", git_said());
	for (unsigned i = 0; i < git_commit_parentcount(commit); i++)
		if (paint(w, git_commit_parent_id(commit, i), node->hidden, err) < 0)
			return -1;
	return 0;
}

/* What proves that the list is whole. */
static int check_node(const struct walk *w, const struct node *node, struct err *err)
{
	struct object_id id;

	id_from_oid(&id, &node->id);
	if (repository_is_boundary(w->r, &id))
		return err_set(err,
			       "commit %.10s is where the shallow clone ends: set fetch-depth: 0 "
			       "on actions/checkout",
			       id.hex);
	if (node->missing)
		return err_set(err, "commit %.10s of the range cannot be read; %s", id.hex,
			       repository_cure(w->r));
	return 0;
}

static int hand_over(struct walk *w, struct range_commits *commits, struct err *err)
{
	commits->at = calloc(w->n_listed + 1, sizeof(*commits->at));
	if (!commits->at)
		return err_memory(err);
	/* a boundary stands before the parent that is missing behind it, and says more */
	for (size_t i = 0; i < w->n_listed; i++) {
		const struct node *node = w->listed[i];

		if (node->hidden)
			continue;
		if (check_node(w, node, err) < 0)
			return -1;
		id_from_oid(&commits->at[commits->n++], &node->id);
	}
	return 0;
}

static int paint_ends(struct walk *w, const struct range *range, struct err *err)
{
	git_oid oid;

	for (size_t i = 0; i < range->n_minus; i++)
		if (id_to_oid(&oid, &range->minus[i], err) < 0 || paint(w, &oid, true, err) < 0)
			return -1;
	return id_to_oid(&oid, &range->head, err) < 0 ? -1 : paint(w, &oid, false, err);
}

int range_read(const struct repository *r, const struct range *range, size_t max,
	       struct range_commits *commits, struct err *err)
{
	AUTO(walk) w = { .r = r, .arena = ARENA_MAX(4 * GiB), .oldest = INT64_MAX };

	*commits = (struct range_commits){ 0 };
	if (range->nothing)
		return 0;
	if (paint_ends(&w, range, err) < 0)
		return -1;
	/* until only hidden ones are left, all of them older than what is listed */
	while (w.n_heap && (w.open || w.heap[0]->time >= w.oldest))
		if (visit(&w, heap_pop(&w), max, err) < 0)
			return -1;
	if (hand_over(&w, commits, err) < 0) {
		range_commits_release(commits); /* half a list is none */
		return -1;
	}
	return 0;
}
