#include "formats/changed_lines.h"

#include <inttypes.h>
#include <string.h>

#define CHANGED_MAX GiB

void changed_lines_init(struct changed_lines *changed)
{
	*changed = (struct changed_lines){ .arena = ARENA_MAX(CHANGED_MAX) };
}

void changed_lines_release(struct changed_lines *changed)
{
	hash_index_release(&changed->index);
	arena_release(&changed->arena);
	*changed = (struct changed_lines){ 0 };
}

struct key {
	const struct changed_lines *changed;
	struct text path;
};

static bool same_path(const void *context, size_t i)
{
	const struct key *key = context;

	return i < key->changed->n && text_is(key->path, key->changed->files[i]->path);
}

struct changed_file *changed_lines_add(struct changed_lines *changed, struct text path,
				       struct err *err)
{
	struct key key = { changed, path };
	struct changed_file **grown, *file;
	size_t i;

	grown = arena_grow(&changed->arena, changed->files, changed->n, &changed->cap,
			   sizeof(*grown));
	if (grown)
		changed->files = grown;
	i = grown ? hash_index_enter(&changed->index, hash_bytes(path.ptr, path.len, 0), changed->n,
				     same_path, &key)
		  : SIZE_MAX;
	if (i < changed->n)
		return changed->files[i];
	file = i == SIZE_MAX ? NULL : arena_alloc(&changed->arena, sizeof(*file));
	if (file)
		file->path = arena_copy(&changed->arena, path);
	if (!file || !file->path) {
		err_memory(err);
		return NULL;
	}
	changed->files[changed->n++] = file;
	return file;
}

int changed_file_add(struct changed_lines *changed, struct changed_file *file, int64_t first,
		     int64_t last, struct err *err)
{
	struct line_range *end = file->n ? &file->changed[file->n - 1] : NULL, *grown;

	if (first < 1 || last < first || (end && first < end->first))
		return err_internal(err, "%s: changed lines %" PRId64 " to %" PRId64 " in disorder",
				    file->path, first, last);
	if (end && first - 1 <= end->last) {
		end->last = last > end->last ? last : end->last;
		return 0;
	}
	grown = arena_grow(&changed->arena, file->changed, file->n, &file->cap, sizeof(*grown));
	if (!grown)
		return err_memory(err);
	file->changed = grown;
	file->changed[file->n++] = (struct line_range){ first, last };
	return 0;
}

const struct changed_file *changed_lines_find(const struct changed_lines *changed, const char *path)
{
	struct key key = { changed, text_of(path) };
	uint64_t hash = hash_bytes(key.path.ptr, key.path.len, 0);
	size_t i = hash_index_find(&changed->index, hash, same_path, &key);

	return i == SIZE_MAX ? NULL : changed->files[i];
}

bool changed_file_has(const struct changed_file *file, int64_t line, int64_t end_line)
{
	size_t low = 0, high = file->n;

	while (low < high) { /* the first range that does not end before the line */
		size_t middle = low + (high - low) / 2;

		if (file->changed[middle].last < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low < file->n && line <= end_line && file->changed[low].first <= end_line;
}
