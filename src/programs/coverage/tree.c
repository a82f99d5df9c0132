#include <stdlib.h>
#include <string.h>

#include "programs/coverage/session.h"

#define FILES_MAX 1000000

static int add(struct coverage_session *s, const char *path, const char *blob, struct err *err)
{
	struct tree *tree = &s->tree;
	struct tree_file *grown, file = { arena_strdup(&s->arena, path), NULL };

	if (tree->n == FILES_MAX)
		return err_set(err, "the repository has more than %d files", FILES_MAX);
	grown = arena_grow(&s->arena, tree->files, tree->n, &tree->cap, sizeof(*grown));
	if (blob)
		file.blob = arena_strdup(&s->arena, blob);
	if (!grown || !file.path || (blob && !file.blob))
		return err_memory(err);
	tree->files = grown;
	tree->files[tree->n++] = file;
	return 0;
}

static int on_file(void *context, const struct repository_file *file, struct err *err)
{
	return add(context, file->path, file->blob, err);
}

static int read_disk(struct coverage_session *s, struct err *err)
{
	struct strings paths;

	if (report_sources(s->report, FILES_MAX, &paths, err) < 0)
		return -1;
	for (size_t i = 0; i < paths.n; i++)
		if (add(s, paths.at[i], NULL, err) < 0)
			return -1;
	return 0;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct tree_file *)a)->path, ((const struct tree_file *)b)->path);
}

int coverage_read_tree(struct coverage_session *s, struct err *err)
{
	struct err why = { 0 };

	s->has_checkout = checkout_open(&s->checkout, s->report, &why) == 0;
	if (!s->has_checkout && why.kind != ERR_EVIDENCE) {
		*err = why;
		return -1;
	}
	if (!s->has_checkout) {
		s->no_checkout = arena_strdup(&s->arena, why.text);
		report_note(s->report, "no repository: paths are looked up on the disk (%s)",
			    why.text);
	}
	if ((s->has_checkout ? checkout_files(&s->checkout, on_file, s, err) : read_disk(s, err)) <
	    0)
		return -1;
	if (s->tree.n)
		qsort(s->tree.files, s->tree.n, sizeof(*s->tree.files), by_path);
	return 0;
}

const struct tree_file *tree_find(const struct tree *tree, const char *path)
{
	const struct tree_file key = { path, NULL };

	return tree->n ? bsearch(&key, tree->files, tree->n, sizeof(key), by_path) : NULL;
}
