#include <string.h>

#include "formats/lint.h"
#include "judge/coverage/paths_private.h"

#define SAMPLE_MAX 500 /* paths that propose where absolute ones start */

/* Libraries, wherever they lie. */
static bool is_library(const char *path)
{
	static const char *const parts[] = { "/.cargo/registry/", "/.rustup/", "/node_modules/",
					     "/site-packages/", "/dist-packages/" };

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (strstr(path, parts[i]) ||
		    strncmp(path, parts[i] + 1, strlen(parts[i] + 1)) == 0)
			return true;
	return false;
}

/* The system's own; asked after the vote, for /usr/src/app is a usual working directory. */
static bool is_system(const char *path)
{
	static const char *const fronts[] = { "/usr/", "/lib/",   "/lib64/",
					      "/opt/", "/rustc/", "/nix/store/" };

	for (size_t i = 0; i < ARRAY_SIZE(fronts); i++)
		if (strncmp(path, fronts[i], strlen(fronts[i])) == 0)
			return true;
	return false;
}

/* Rule 2: below the workspace, else by the vote of all. */
static int place_absolute(struct mapping *m, const char **why)
{
	size_t tried = 0;

	for (size_t i = 0; i < m->n; i++) {
		const char *rest;

		if (!path_counts(m, i, true))
			continue;
		rest = path_below_workspace(m, m->paths[i].text);
		m->paths[i].inside = rest != NULL;
		if (rest)
			m->places[i].file = path_file_at(m, "", rest, m->paths[i].drive);
		if (m->places[i].file)
			m->places[i].state = PATH_FOUND;
		else if (!rest && tried++ < SAMPLE_MAX &&
			 path_propose_pairs(m, m->paths[i].text) < 0)
			return -1;
	}
	if (path_propose_common(m) < 0 || path_vote(m, true, why) < 0)
		return -1;
	for (size_t i = 0; i < m->n; i++)
		if (path_counts(m, i, true) && is_system(m->paths[i].text))
			m->places[i].state = PATH_FOREIGN;
	return 0;
}

/* Rule 3: one root for all relative paths of a report. */
static int place_relative(struct mapping *m, const char **why)
{
	const struct path_request *r = m->request;
	int voted;

	m->n_candidates = 0;
	if (r->root) {
		const struct candidate given = { FROM_SERVICE, "",
						 strcmp(r->root, ".") == 0 ? "" : r->root, 0 };

		path_place_all(m, &given, false);
		return 0;
	}
	if (path_propose_sources(m) < 0 || path_propose_folders(m) < 0)
		return -1;
	voted = path_vote(m, false, why);
	if (voted)
		return voted;
	m->n_candidates = 0;
	return path_propose_anywhere(m) < 0 ? -1 : path_vote(m, false, why);
}

/* The path of a Go module names the module first, and then lies below its go.mod. */
static void place_in_module(struct mapping *m, size_t i)
{
	for (size_t k = 0; k < m->request->n_modules; k++) {
		const struct path_module *module = &m->request->modules[k];
		const char *rest = path_below(m->paths[i].text, module->name);
		const char *file = rest ? path_file_at(m, module->folder, rest, false) : NULL;

		if (file)
			m->places[i] = (struct path_place){ PATH_FOUND, file, NULL };
	}
}

/* Rule 5: the only file that ends like the path, in two components or more. */
static void place_by_end(struct mapping *m, size_t i)
{
	const struct path_tree *tree = m->request->tree;
	const char *path = m->paths[i].text, *slash = strrchr(path, '/');
	size_t longest = 0;
	uint32_t k = path_tree_named(tree, slash ? slash + 1 : path);

	for (; k != UINT32_MAX; k = tree->next[k]) {
		unsigned components;
		size_t end = path_common_end(path, tree->paths[k], &components);

		if (components < 2 || end < longest)
			continue;
		if (end > longest)
			m->places[i] = (struct path_place){ PATH_FOUND, tree->paths[k], NULL };
		else
			m->places[i] = (struct path_place){ PATH_AMBIGUOUS, m->places[i].file,
							    tree->paths[k] };
		longest = end;
	}
}

/* What names no file may still be known to be of no concern. */
static void place_rest(struct mapping *m, size_t i)
{
	const struct path_request *r = m->request;
	const char *inside;

	if (m->places[i].state != PATH_UNRESOLVED)
		return;
	if (r->suffixes)
		place_by_end(m, i);
	if (m->places[i].state != PATH_UNRESOLVED)
		return;
	inside = m->paths[i].absolute ? path_below_workspace(m, m->paths[i].text)
				      : path_join(m, r->root ? r->root : "", m->paths[i].text);
	if (m->paths[i].absolute ? inside != NULL : true)
		if (!inside || (r->ignored && r->ignored(r->context, inside)))
			m->places[i].state = PATH_FOREIGN;
}

static int take_path(struct mapping *m, size_t i, const char *given, bool *stripped)
{
	struct path *path = &m->paths[i];
	AUTO(str) clean = STR_MAX(PATH_BYTES);
	const char *text, *strip = m->request->strip;
	size_t len = strip ? strlen(strip) : 0;

	m->places[i] = (struct path_place){ PATH_UNRESOLVED, NULL, NULL };
	if (strchr(given, '\\') && path_tree_file(m->request->tree, given, false)) {
		/* a name that holds a backslash here is that name */
		m->places[i] =
			(struct path_place){ PATH_FOUND,
					     path_tree_file(m->request->tree, given, false), NULL };
	}
	path_clean(&clean, text_of(given));
	text = clean.buf;
	if (len && strncmp(text, strip, len) == 0) {
		text += len;
		text += text[0] == '/' && strip[len - 1] != '/';
		*stripped = true;
	}
	path->text = clean.failed ? NULL : arena_strdup(m->arena, text);
	if (!path->text)
		return err_memory(m->err);
	path->drive = path_is_drive(path->text);
	path->absolute = path->drive || path->text[0] == '/';
	path->foreign = !m->places[i].file && is_library(path->text);
	if (path->foreign)
		m->places[i].state = PATH_FOREIGN;
	return 0;
}

static int place(struct mapping *m, const char *const *paths, const char **why)
{
	bool stripped = !m->request->strip;

	for (size_t i = 0; i < m->n; i++)
		if (take_path(m, i, paths[i], &stripped) < 0)
			return -1;
	if (!stripped)
		return err_caller(m->err, "strip=%s: no path of the report begins with it",
				  m->request->strip);
	for (size_t i = 0; i < m->n; i++)
		if (!m->paths[i].foreign && !m->places[i].file)
			place_in_module(m, i);
	if (place_absolute(m, why) < 0 || place_relative(m, why) < 0)
		return -1;
	for (size_t i = 0; i < m->n; i++)
		place_rest(m, i);
	return 0;
}

int paths_place(const struct path_request *request, const char *const *paths, size_t n,
		struct path_place *places, const char **why, struct arena *arena, struct err *err)
{
	struct mapping *m = arena_alloc(arena, sizeof(*m));
	int result;

	if (!m)
		return err_memory(err);
	*m = (struct mapping){ .request = request,
			       .n = n,
			       .places = places,
			       .joined = STR_MAX(PATH_BYTES),
			       .arena = arena,
			       .err = err };
	*why = NULL;
	m->paths = arena_alloc(arena, (n + 1) * sizeof(*m->paths));
	result = m->paths ? place(m, paths, why) : err_memory(err);
	str_release(&m->joined);
	return result;
}
