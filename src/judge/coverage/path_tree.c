#include "judge/coverage/path_tree.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define NONE UINT32_MAX

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

struct wanted {
	const struct path_tree *tree;
	struct text text;
	const struct path_forms *forms;
};

static bool same_path(const void *context, size_t i)
{
	const struct wanted *w = context;

	return text_is(w->text, w->tree->paths[i]);
}

static bool same_name(const void *context, size_t i)
{
	const struct wanted *w = context;

	return text_is(w->text, name_of(w->tree->paths[i]));
}

static bool same_folder(const void *context, size_t i)
{
	const struct wanted *w = context;
	const char *path = w->tree->paths[i];

	return strncmp(path, w->text.ptr, w->text.len) == 0 && path[w->text.len] == '/';
}

static bool same_form(const void *context, size_t i)
{
	const struct wanted *w = context;

	return w->forms->form[i] && text_is(w->text, w->forms->form[i]);
}

static uint64_t hash_text(struct text text, uint64_t seed)
{
	return hash_bytes(text.ptr, text.len, seed);
}

static int enter_folders(struct path_tree *tree, size_t i, struct err *err)
{
	const char *path = tree->paths[i];

	for (const char *end = strrchr(path, '/'); end;
	     end = memrchr(path, '/', (size_t)(end - path))) {
		struct wanted w = { tree, { path, (size_t)(end - path) }, NULL };
		size_t at =
			hash_index_enter(&tree->folders, hash_text(w.text, 0), i, same_folder, &w);

		if (at == SIZE_MAX)
			return err_memory(err);
		if (at != i)
			return 0; /* and so are all above */
	}
	return 0;
}

static int enter_name(struct path_tree *tree, size_t i, struct err *err)
{
	struct wanted w = { tree, text_of(name_of(tree->paths[i])), NULL };
	size_t first = hash_index_enter(&tree->by_name, hash_text(w.text, 0), i, same_name, &w);

	if (first == SIZE_MAX)
		return err_memory(err);
	tree->next[i] = NONE;
	if (first != i) {
		tree->next[i] = tree->next[first];
		tree->next[first] = (uint32_t)i;
	}
	return 0;
}

int path_tree_init(struct path_tree *tree, const char *const *paths, size_t n, struct arena *arena,
		   struct err *err)
{
	*tree = (struct path_tree){ .paths = paths, .n = n, .arena = arena };
	tree->next = arena_alloc(arena, (n + 1) * sizeof(*tree->next));
	if (!tree->next)
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		struct wanted w = { tree, text_of(paths[i]), NULL };

		if (hash_index_enter(&tree->by_path, hash_text(w.text, 0), i, same_path, &w) ==
		    SIZE_MAX)
			return err_memory(err);
		if (enter_name(tree, i, err) < 0 || enter_folders(tree, i, err) < 0)
			return -1;
	}
	return 0;
}

void path_tree_release(struct path_tree *tree)
{
	hash_index_release(&tree->by_path);
	hash_index_release(&tree->by_name);
	hash_index_release(&tree->folders);
	hash_index_release(&tree->composed.index);
	hash_index_release(&tree->caseless.index);
}

static bool is_plain(const char *path)
{
	for (; *path; path++)
		if ((unsigned char)*path >= 0x80)
			return false;
	return true;
}

/* The path in the form that is compared; NULL when it is no UTF-8, or there is no memory. */
static char *form_of(struct text path, bool caseless)
{
	utf8proc_option_t options =
		UTF8PROC_STABLE | UTF8PROC_COMPOSE | (caseless ? UTF8PROC_CASEFOLD : 0);
	utf8proc_uint8_t *form = NULL;

	if (utf8proc_map((const utf8proc_uint8_t *)path.ptr, (utf8proc_ssize_t)path.len, &form,
			 options) < 0)
		return NULL;
	return (char *)form;
}

static bool enter_form(struct path_tree *tree, struct path_forms *forms, size_t i, bool caseless)
{
	char *form = form_of(text_of(tree->paths[i]), caseless);
	struct wanted w = { tree, text_of(form), forms };
	size_t first;

	if (!form)
		return true; /* no UTF-8: found by its bytes alone */
	forms->form[i] = arena_strdup(tree->arena, form);
	first = hash_index_enter(&forms->index, hash_text(w.text, 0), i, same_form, &w);
	free(form);
	if (first != SIZE_MAX && first != i)
		forms->twice[first] = true;
	return forms->form[i] && first != SIZE_MAX;
}

static bool build_forms(struct path_tree *tree, struct path_forms *forms, bool caseless)
{
	if (forms->form)
		return true;
	forms->form = arena_alloc(tree->arena, (tree->n + 1) * sizeof(*forms->form));
	forms->twice = arena_alloc(tree->arena, tree->n + 1);
	for (size_t i = 0; forms->form && forms->twice && i < tree->n; i++)
		if ((caseless || !is_plain(tree->paths[i])) &&
		    !enter_form(tree, forms, i, caseless))
			return false;
	return forms->form && forms->twice;
}

/* The only file of the same form. */
static const char *find_form(struct path_tree *tree, const char *path, bool caseless)
{
	struct path_forms *forms = caseless ? &tree->caseless : &tree->composed;
	char *form = build_forms(tree, forms, caseless) ? form_of(text_of(path), caseless) : NULL;
	struct wanted w = { tree, text_of(form), forms };
	size_t i = SIZE_MAX;

	if (form)
		i = hash_index_find(&forms->index, hash_text(w.text, 0), same_form, &w);
	free(form);
	return i == SIZE_MAX || forms->twice[i] ? NULL : tree->paths[i];
}

const char *path_tree_file(struct path_tree *tree, const char *path, bool caseless)
{
	struct wanted w = { tree, text_of(path), NULL };
	size_t i = hash_index_find(&tree->by_path, hash_text(w.text, 0), same_path, &w);

	if (i != SIZE_MAX)
		return tree->paths[i];
	if (!is_plain(path) && find_form(tree, path, false))
		return find_form(tree, path, false);
	return caseless ? find_form(tree, path, true) : NULL;
}

bool path_tree_has_folder(const struct path_tree *tree, const char *folder)
{
	struct wanted w = { tree, text_of(folder), NULL };

	return !folder[0] ||
	       hash_index_find(&tree->folders, hash_text(w.text, 0), same_folder, &w) != SIZE_MAX;
}

uint32_t path_tree_named(const struct path_tree *tree, const char *name)
{
	struct wanted w = { tree, text_of(name), NULL };
	size_t i = hash_index_find(&tree->by_name, hash_text(w.text, 0), same_name, &w);

	return i == SIZE_MAX ? NONE : (uint32_t)i;
}
