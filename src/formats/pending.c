#include "formats/pending.h"

#define PENDING_MAX GiB /* what is kept of a text that itself is at most 1 GiB */

void pending_init(struct pending *pending)
{
	*pending = (struct pending){ .arena = ARENA_MAX(PENDING_MAX) };
}

void pending_release(struct pending *pending) { arena_release(&pending->arena); }

void pending_clear(struct pending *pending)
{
	pending_release(pending);
	pending_init(pending);
}

static bool copy(struct arena *arena, const char **text)
{
	if (*text)
		*text = arena_strdup(arena, *text);
	return *text;
}

int pending_add(struct pending *pending, const struct finding *finding, struct err *err)
{
	struct finding *kept =
		arena_grow(&pending->arena, pending->at, pending->n, &pending->cap, sizeof(*kept));

	if (!kept)
		return err_memory(err);
	pending->at = kept;
	kept += pending->n;
	*kept = *finding;
	if (!copy(&pending->arena, &kept->rule) || !copy(&pending->arena, &kept->message) ||
	    (kept->title && !copy(&pending->arena, &kept->title)) ||
	    (kept->excerpt && !copy(&pending->arena, &kept->excerpt)))
		return err_memory(err);
	pending->n++;
	return 0;
}

int pending_flush(struct pending *pending, struct findings *list, const char *path, struct err *err)
{
	for (size_t i = 0; i < pending->n; i++) {
		pending->at[i].path = path;
		if (findings_add(list, &pending->at[i], err) < 0)
			return -1;
	}
	if (pending->n)
		pending_clear(pending);
	return 0;
}
