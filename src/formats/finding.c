#include "formats/finding.h"

#include <stdlib.h>
#include <string.h>

#define TEXTS_MAX (5 * MiB) /* the verdict file is at most 8 MiB */
#define FIXED_MAX \
	(512 * MiB) /* rules, paths: hardly repeated work, but never without a ceiling \
			       */

const char *const severity_words[] = {
	"critical", "high", "medium", "low", "info", "unknown", NULL
};

void findings_init(struct findings *list)
{
	*list = (struct findings){ .arena = ARENA_MAX(FIXED_MAX) };
	list->texts.arena = &list->arena;
}

void findings_release(struct findings *list)
{
	intern_release(&list->texts);
	hash_index_release(&list->index);
	free(list->at);
	arena_release(&list->arena);
	*list = (struct findings){ 0 };
}

const char *findings_text(struct findings *list, struct text text)
{
	return intern_text(&list->texts, text);
}

static int keep(struct findings *list, const char **text)
{
	if (!*text)
		return 0;
	*text = findings_text(list, text_of(*text));
	return *text ? 0 : -1;
}

static bool equal(const char *a, const char *b) { return a == b || (a && b && strcmp(a, b) == 0); }

struct same {
	const struct findings *list;
	const struct finding *finding;
};

static bool same_finding(const void *context, size_t i)
{
	const struct same *same = context;
	const struct finding *a = &same->list->at[i], *b = same->finding;

	/* one that lost its message may be the same or not: it counts as another, never as none */
	return a->line == b->line && a->column == b->column && a->end_line == b->end_line &&
	       a->end_column == b->end_column && equal(a->path, b->path) &&
	       equal(a->rule, b->rule) && equal(a->tool, b->tool) && equal(a->message, b->message);
}

static uint64_t hash_finding(const struct finding *f)
{
	uint64_t h = (uint64_t)f->line * 31 + (uint64_t)f->column;
	struct text path = text_of(f->path), message = text_of(f->message);

	h = hash_bytes(path.ptr, path.len, h);
	return hash_bytes(message.ptr, message.len, h);
}

int findings_add(struct findings *list, const struct finding *finding, struct err *err)
{
	struct same same = { list, finding };
	struct finding *kept;
	size_t i;

	if (list->n == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 64;
		struct finding *grown = realloc(list->at, cap * sizeof(*grown));

		if (!grown)
			return err_memory(err);
		list->at = grown;
		list->cap = cap;
	}
	i = hash_index_enter(&list->index, hash_finding(finding), list->n, same_finding, &same);
	if (i == SIZE_MAX)
		return err_memory(err);
	if (i < list->n) { /* the worse of two levels, whichever report came first */
		if (finding->severity < list->at[i].severity)
			list->at[i].severity = finding->severity;
		return 0;
	}
	kept = &list->at[list->n];
	*kept = *finding;
	if (list->arena.used > TEXTS_MAX) {
		kept->title = kept->message = kept->fix = kept->properties = kept->excerpt = NULL;
		list->without_text++;
	}
	if (keep(list, &kept->rule) < 0 || keep(list, &kept->path) < 0 ||
	    keep(list, &kept->reported) < 0 || keep(list, &kept->tool) < 0 ||
	    keep(list, &kept->url) < 0 || keep(list, &kept->title) < 0 ||
	    keep(list, &kept->message) < 0 || keep(list, &kept->fix) < 0 ||
	    keep(list, &kept->excerpt) < 0 || keep(list, &kept->properties) < 0 ||
	    keep(list, &kept->fingerprint) < 0)
		return err_memory(err);
	list->n++;
	return 0;
}

int findings_index(struct findings *list, struct err *err)
{
	hash_index_release(&list->index);
	for (size_t i = 0; i < list->n; i++) {
		struct same same = { list, &list->at[i] };

		/* two that became the same stay two: only what comes later is compared */
		if (hash_index_enter(&list->index, hash_finding(&list->at[i]), i, same_finding,
				     &same) == SIZE_MAX)
			return err_memory(err);
	}
	return 0;
}

static int text_order(const char *a, const char *b)
{
	if (!a || !b)
		return !!a - !!b;
	return strcmp(a, b);
}

static int int_order(int64_t a, int64_t b) { return (a > b) - (a < b); }

int finding_order(const void *pa, const void *pb)
{
	const struct finding *a = pa, *b = pb;
	int order = int_order((int64_t)a->severity, (int64_t)b->severity);

	if (!order)
		order = text_order(a->path, b->path);
	if (!order)
		order = int_order(a->line, b->line);
	if (!order)
		order = int_order(a->column, b->column);
	if (!order)
		order = text_order(a->rule, b->rule);
	if (!order)
		order = text_order(a->fingerprint, b->fingerprint);
	if (!order)
		order = text_order(a->message, b->message);
	return order;
}
