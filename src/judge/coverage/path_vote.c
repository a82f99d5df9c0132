/* Where the paths of a report start: what is known of it, and what most of its paths fit. */
#include <string.h>

#include "formats/lint.h"
#include "judge/coverage/paths_private.h"

#define SAMPLE_MAX 500 /* relative paths that are looked for in the tree */
#define TWINS_MAX  64  /* files of one name that a path is compared with */

bool path_is_drive(const char *path)
{
	return ((path[0] >= 'a' && path[0] <= 'z') || (path[0] >= 'A' && path[0] <= 'Z')) &&
	       path[1] == ':' && (path[2] == '/' || path[2] == '\\');
}

/* What of path lies below folder; NULL: it does not. */
const char *path_below(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	if (!len)
		return path;
	return strncmp(path, folder, len) == 0 && path[len] == '/' ? path + len + 1 : NULL;
}

const char *path_below_workspace(const struct mapping *m, const char *path)
{
	for (size_t i = 0; i < m->request->n_workspaces; i++) {
		const char *rest = path_below(path, m->request->workspaces[i]);

		if (rest)
			return rest;
	}
	return NULL;
}

/* folder/rest, cleaned; NULL when it leads out of the workspace. */
const char *path_join(struct mapping *m, const char *folder, const char *rest)
{
	AUTO(str) raw = STR_MAX(PATH_BYTES);

	str_printf(&raw, "%s%s%s", folder, folder[0] ? "/" : "", rest);
	path_clean(&m->joined, (struct text){ raw.buf, raw.len });
	if (raw.failed || m->joined.failed || strncmp(m->joined.buf, "../", 3) == 0 ||
	    strcmp(m->joined.buf, "..") == 0)
		return NULL;
	return m->joined.buf;
}

const char *path_file_at(struct mapping *m, const char *folder, const char *rest, bool drive)
{
	const char *path = path_join(m, folder, rest);

	return path ? path_tree_file(m->request->tree, path, drive) : NULL;
}

/* Where a candidate leads a path; NULL: to no file. *other: a second file that it leads to. */
static const char *follow(struct mapping *m, const struct candidate *c, const struct path *path,
			  const char **other)
{
	const char *found = NULL, *rest = path->text;

	*other = NULL;
	if (c->strip[0]) {
		rest = path_below(path->text, c->strip);
		return rest ? path_file_at(m, c->put, rest, path->drive) : NULL;
	}
	if (c->put)
		return path_file_at(m, c->put, rest, false);
	for (size_t i = 0; i < m->n_sources; i++) {
		const char *file = path_file_at(m, m->sources[i], rest, false);

		if (file && found && file != found)
			*other = file;
		else if (file)
			found = file;
	}
	return found;
}

static int propose(struct mapping *m, enum candidate_kind kind, const char *strip, const char *put)
{
	for (size_t i = 0; i < m->n_candidates; i++) {
		const struct candidate *c = &m->candidates[i];

		if (c->put && put && strcmp(c->put, put) == 0 && strcmp(c->strip, strip) == 0)
			return 0;
	}
	if (m->n_candidates < CANDIDATES_MAX)
		m->candidates[m->n_candidates++] = (struct candidate){ kind, strip, put, 0 };
	return 0;
}

static int propose_copy(struct mapping *m, enum candidate_kind kind, struct text strip,
			struct text put)
{
	const char *a = arena_copy(m->arena, strip), *b = arena_copy(m->arena, put);

	return a && b ? propose(m, kind, a, b) : err_memory(m->err);
}

/* How many whole components two paths have in common at their ends, as bytes of the end. */
size_t path_common_end(const char *a, const char *b, unsigned *components)
{
	size_t la = strlen(a), lb = strlen(b), n = 0, whole = 0;

	*components = 0;
	while (n < la && n < lb && a[la - n - 1] == b[lb - n - 1]) {
		n++;
		if ((n == la || a[la - n - 1] == '/') && (n == lb || b[lb - n - 1] == '/') &&
		    a[la - n] != '/') {
			whole = n;
			++*components;
		}
	}
	return whole;
}

/* Pairs of what to take off and what to put, from files whose path ends alike. */
int path_propose_pairs(struct mapping *m, const char *path)
{
	const struct path_tree *tree = m->request->tree;
	const char *slash = strrchr(path, '/');
	uint32_t i = path_tree_named(tree, slash ? slash + 1 : path);

	for (int twins = 0; i != UINT32_MAX && twins < TWINS_MAX; i = tree->next[i], twins++) {
		const char *file = tree->paths[i];
		unsigned components;
		size_t end = path_common_end(path, file, &components), lp = strlen(path),
		       lf = strlen(file);

		if (components < 2 || end + 1 > lp)
			continue;
		if (propose_copy(m, FROM_TREE, (struct text){ path, lp - end - 1 },
				 (struct text){ file, lf > end ? lf - end - 1 : 0 }) < 0)
			return -1;
	}
	return 0;
}

bool path_counts(const struct mapping *m, size_t i, bool absolute)
{
	return !m->paths[i].foreign && !m->paths[i].inside && !m->places[i].file &&
	       m->paths[i].absolute == absolute;
}

/* The folder that all absolute paths lie in stands for the workspace. */
int path_propose_common(struct mapping *m)
{
	const char *first = NULL;
	size_t common = 0;

	for (size_t i = 0; i < m->n; i++) {
		const char *text = m->paths[i].text;
		size_t n = 0;

		if (!path_counts(m, i, true))
			continue;
		if (!first) {
			const char *slash = strrchr(text, '/');

			first = text;
			common = (size_t)(slash - text);
			continue;
		}
		while (n < common && text[n] == first[n])
			n++;
		if (n < common || text[n] != '/')
			while (n && first[n] != '/')
				n--;
		common = n;
	}
	return common ? propose_copy(m, FROM_TREE, (struct text){ first, common }, TEXT("")) : 0;
}

static void count_votes(struct mapping *m, bool absolute)
{
	const char *other;

	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; path_counts(m, i, absolute) && k < m->n_candidates; k++)
			m->candidates[k].votes +=
				follow(m, &m->candidates[k], &m->paths[i], &other) != NULL;
}

/* Most votes, then the first kind; then by name, so that the order of the paths decides nothing. */
static bool is_better(const struct candidate *a, const struct candidate *b)
{
	int order;

	if (a->votes != b->votes)
		return a->votes > b->votes;
	if (a->kind != b->kind)
		return a->kind < b->kind;
	order = strcmp(a->put ? a->put : "", b->put ? b->put : "");
	return order ? order < 0 : strcmp(a->strip, b->strip) < 0;
}

static const struct candidate *winner(const struct mapping *m)
{
	const struct candidate *best = NULL;

	for (size_t i = 0; i < m->n_candidates; i++)
		if (m->candidates[i].votes && (!best || is_better(&m->candidates[i], best)))
			best = &m->candidates[i];
	return best;
}

static struct path_place place_by(struct mapping *m, const struct candidate *won,
				  const struct path *path)
{
	struct path_place place = { PATH_UNRESOLVED, NULL, NULL };

	place.file = follow(m, won, path, &place.other);
	if (place.file)
		place.state = place.other ? PATH_AMBIGUOUS : PATH_FOUND;
	return place;
}

/* All that the winner places; what an equal rival of its kind places elsewhere is ambiguous. */
void path_place_all(struct mapping *m, const struct candidate *won, bool absolute)
{
	for (size_t i = 0; i < m->n; i++) {
		const char *other;

		if (!path_counts(m, i, absolute))
			continue;
		m->places[i] = place_by(m, won, &m->paths[i]);
		for (size_t k = 0; k < m->n_candidates; k++) {
			const struct candidate *c = &m->candidates[k];
			const char *file =
				c != won && c->kind == won->kind && c->votes == won->votes
					? follow(m, c, &m->paths[i], &other)
					: NULL;

			if (!file || !m->places[i].file || file == m->places[i].file)
				continue;
			m->places[i].state = PATH_AMBIGUOUS;
			if (!m->places[i].other || strcmp(file, m->places[i].other) < 0)
				m->places[i].other = file;
		}
	}
}

static int say_why(struct mapping *m, const struct candidate *won, const char **why)
{
	static const char *const kinds[KINDS] = { "its <source>", "service=", "where it lies",
						  "the files that are there" };
	const char *put = !won->put ? m->sources[0] : won->put;

	if (!won->strip[0] && won->put && !won->put[0])
		return 0; /* they are paths of the tree as they stand */
	if (won->strip[0])
		*why = arena_printf(m->arena, "%s stands for %s (%s)", won->strip,
				    put[0] ? put : "the top", kinds[won->kind]);
	else
		*why = arena_printf(m->arena, "paths start at %s (%s)", put[0] ? put : "the top",
				    kinds[won->kind]);
	return *why ? 0 : err_memory(m->err);
}

int path_vote(struct mapping *m, bool absolute, const char **why)
{
	const struct candidate *won;

	count_votes(m, absolute);
	won = winner(m);
	if (!won)
		return 0;
	path_place_all(m, won, absolute);
	return say_why(m, won, why) < 0 ? -1 : 1;
}

/*
 * The folder of the tree that a <source> names. One that no workspace explains is known by its end:
 * the longest that is a folder with files in it, where one that starts at the root wins.
 */
static int source_folder(struct mapping *m, const char *source, const char **folder)
{
	AUTO(str) clean = STR_MAX(PATH_BYTES);
	const char *rest, *at;

	path_clean(&clean, text_of(source));
	if (clean.failed)
		return err_memory(m->err);
	*folder = NULL;
	if (clean.buf[0] != '/' && !path_is_drive(clean.buf)) {
		rest = strcmp(clean.buf, ".") == 0 ? "" : clean.buf;
		*folder = path_tree_has_folder(m->request->tree, rest) ? rest : NULL;
	} else {
		for (size_t i = 0; i < m->request->n_workspaces && !*folder; i++)
			if (strcmp(clean.buf, m->request->workspaces[i]) == 0)
				*folder = "";
		rest = path_below_workspace(m, clean.buf);
		if (rest && path_tree_has_folder(m->request->tree, rest))
			*folder = rest;
		for (at = strchr(clean.buf, '/'); at && !*folder; at = strchr(at + 1, '/'))
			if (at[1] && path_tree_has_folder(m->request->tree, at + 1))
				*folder = at + 1;
	}
	if (*folder)
		*folder = arena_strdup(m->arena, *folder);
	return 0;
}

int path_propose_sources(struct mapping *m)
{
	m->sources = arena_alloc(m->arena, (m->request->n_sources + 1) * sizeof(*m->sources));
	if (!m->sources)
		return err_memory(m->err);
	for (size_t i = 0; i < m->request->n_sources; i++) {
		const char *folder = NULL;

		if (source_folder(m, m->request->sources[i], &folder) < 0)
			return -1;
		if (folder)
			m->sources[m->n_sources++] = folder;
	}
	return m->n_sources ? propose(m, FROM_SOURCES, "", NULL) : 0;
}

int path_propose_folders(struct mapping *m)
{
	const char *folder = m->request->folder;

	if (m->request->service)
		propose(m, FROM_SERVICE, "",
			strcmp(m->request->service, ".") == 0 ? "" : m->request->service);
	for (; folder && folder[0];) {
		const char *slash = strrchr(folder, '/');

		propose(m, FROM_FOLDERS, "", folder);
		folder = slash ? arena_copy(m->arena,
					    (struct text){ folder, (size_t)(slash - folder) })
			       : "";
		if (!folder)
			return err_memory(m->err);
	}
	return propose(m, FROM_FOLDERS, "", "");
}

/* Every folder in which the path names a file. */
int path_propose_anywhere(struct mapping *m)
{
	const struct path_tree *tree = m->request->tree;
	size_t tried = 0;

	for (size_t i = 0; i < m->n && tried < SAMPLE_MAX; i++) {
		const char *path = m->paths[i].text, *slash = strrchr(path, '/');
		uint32_t k;

		if (!path_counts(m, i, false))
			continue;
		tried++;
		k = path_tree_named(tree, slash ? slash + 1 : path);
		for (; k != UINT32_MAX; k = tree->next[k]) {
			size_t lf = strlen(tree->paths[k]), lp = strlen(path);

			if (lf <= lp || tree->paths[k][lf - lp - 1] != '/' ||
			    strcmp(tree->paths[k] + lf - lp, path) != 0)
				continue;
			if (propose_copy(m, FROM_TREE, TEXT(""),
					 (struct text){ tree->paths[k], lf - lp - 1 }) < 0)
				return -1;
		}
	}
	return 0;
}
