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

/* The name that `module NAME` in a go.mod gives (go.dev/ref/mod, "go.mod files"). */
static int read_module(struct coverage_session *s, const char *path, struct path_module *module,
		       struct err *err)
{
	AUTO(str) source = STR_MAX(MiB);
	struct text rest;

	*module = (struct path_module){ 0 };
	if (report_source(s->report, path, &source) < 0)
		return 0;
	rest = (struct text){ source.buf, source.len };
	while (rest.len && !module->name) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
		struct text line = text_trim(text_first(rest, len));
		const char *slash = strrchr(path, '/');

		rest = text_from(rest, len + (end != NULL));
		if (!text_starts(line, "module "))
			continue;
		line = text_trim(text_from(line, strlen("module ")));
		if (text_starts(line, "\"") && line.len > 1)
			line = text_first(text_from(line, 1), line.len - 2);
		module->name = arena_copy(&s->arena, line);
		module->folder = arena_copy(
			&s->arena, (struct text){ path, slash ? (size_t)(slash - path) : 0 });
		if (!module->name || !module->folder)
			return err_memory(err);
	}
	return module->name != NULL;
}

static int read_modules(struct coverage_session *s, struct err *err)
{
	struct path_module *modules = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < s->tree.n; i++) {
		const char *path = s->tree.files[i].path, *slash = strrchr(path, '/');
		struct path_module module;
		int found;

		if (strcmp(slash ? slash + 1 : path, "go.mod") != 0)
			continue;
		found = read_module(s, path, &module, err);
		if (found < 0)
			return -1;
		if (!found)
			continue;
		modules = arena_grow(&s->arena, modules, n, &cap, sizeof(*modules));
		if (!modules)
			return err_memory(err);
		modules[n++] = module;
	}
	s->modules = modules;
	s->n_modules = n;
	return 0;
}

static int index_tree(struct coverage_session *s, struct err *err)
{
	const char **paths = arena_alloc(&s->arena, (s->tree.n + 1) * sizeof(*paths));

	if (!paths)
		return err_memory(err);
	if (s->tree.n)
		qsort(s->tree.files, s->tree.n, sizeof(*s->tree.files), by_path);
	for (size_t i = 0; i < s->tree.n; i++)
		paths[i] = s->tree.files[i].path;
	return path_tree_init(&s->path_tree, paths, s->tree.n, &s->arena, err);
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
	return index_tree(s, err) < 0 ? -1 : read_modules(s, err);
}

const struct tree_file *tree_find(const struct tree *tree, const char *path)
{
	const struct tree_file key = { path, NULL };

	return tree->n ? bsearch(&key, tree->files, tree->n, sizeof(key), by_path) : NULL;
}
