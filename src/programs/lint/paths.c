/*
 * From paths as a tool wrote them to paths of the workspace (specs/coverage-and-lint.md 4.5, 4.8).
 * A tool writes them relative to a folder that its report may not name, or absolute, on a machine
 * where the workspace was called otherwise. Candidates for what to take off and what to put in
 * front are tried on every path, and the one under which most files exist is taken for the whole
 * report.
 */
#include <string.h>

#include "programs/lint/lint.h"

#define CANDIDATES_MAX 64
#define SAMPLE_MAX     200 /* distinct paths that are tried; a report has one root */

struct candidate {
	const char *strip; /* "" for relative paths */
	const char *put;   /* "" is the workspace */
	size_t found;
};

struct place_paths {
	struct lint_session *session;
	struct findings *findings;
	struct candidate candidates[CANDIDATES_MAX];
	size_t n;
	struct str joined;
};

/* path with strip taken off and put in front; NULL when strip is not its beginning. */
static const char *apply(struct place_paths *p, const struct candidate *c, const char *path)
{
	AUTO(str) raw = STR_MAX(64 * KiB);
	size_t strip = strlen(c->strip);

	if (strip && (strncmp(path, c->strip, strip) != 0 || path[strip] != '/'))
		return NULL;
	if (!strip && path[0] == '/')
		return NULL;
	str_printf(&raw, "%s%s%s", c->put, c->put[0] ? "/" : "", path + strip + (strip > 0));
	path_clean(&p->joined, (struct text){ raw.buf, raw.len });
	if (raw.failed || p->joined.failed || strncmp(p->joined.buf, "../", 3) == 0 ||
	    p->joined.buf[0] == '/')
		return NULL;
	return p->joined.buf;
}

static void propose(struct place_paths *p, const char *strip, const char *put)
{
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->candidates[i].strip, strip) == 0 &&
		    strcmp(p->candidates[i].put, put) == 0)
			return;
	if (p->n < CANDIDATES_MAX && strip && put)
		p->candidates[p->n++] =
			(struct candidate){ strip, strcmp(put, ".") == 0 ? "" : put, 0 };
}

/* Each ending of the root that the tool's machine had: the workspace may begin anywhere in it. */
static void propose_endings(struct place_paths *p, const char *root)
{
	for (const char *at = strchr(root, '/'); at; at = strchr(at + 1, '/'))
		propose(p, "", at + 1);
}

static void propose_folders(struct place_paths *p, const char *report_path)
{
	struct arena *arena = &p->session->arena;
	const char *shown;

	propose(p, "", report_workspace_path(p->session->report, "."));
	propose(p, "", "");
	shown = report_path && strcmp(report_path, "-") != 0
			? report_workspace_path(p->session->report, report_path)
			: "";
	for (const char *end = strrchr(shown, '/'); end;
	     end = memrchr(shown, '/', (size_t)(end - shown)))
		if (shown[0] != '/')
			propose(p, "",
				arena_copy(arena, (struct text){ shown, (size_t)(end - shown) }));
}

/* For an absolute path: take off a front so that the rest is a file here. */
static void propose_fronts(struct place_paths *p, const char *path)
{
	const char *here = report_workspace_path(p->session->report, ".");
	const char *const puts[] = { strcmp(here, ".") == 0 ? "" : here, "" };

	for (const char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
		for (size_t i = 0; i < ARRAY_SIZE(puts); i++) {
			struct text front = { path, (size_t)(at - path) };
			struct candidate c = { arena_copy(&p->session->arena, front), puts[i], 0 };
			const char *rest = c.strip ? apply(p, &c, path) : NULL;

			if (rest && report_has_source(p->session->report, rest)) {
				propose(p, c.strip, c.put);
				return;
			}
		}
	}
}

static const struct candidate *vote(struct place_paths *p, bool absolute)
{
	const struct candidate *best = NULL;
	const char *last = NULL;
	size_t tried = 0;

	for (size_t i = 0; i < p->findings->n && tried < SAMPLE_MAX; i++) {
		const char *path = p->findings->at[i].path;

		if (!path || path == last || (path[0] == '/') != absolute)
			continue;
		last = path;
		tried++;
		if (absolute)
			propose_fronts(p, path);
		for (size_t k = 0; k < p->n; k++) {
			const char *rest = apply(p, &p->candidates[k], path);

			p->candidates[k].found +=
				rest && report_has_source(p->session->report, rest);
		}
	}
	for (size_t k = 0; k < p->n; k++)
		if (p->candidates[k].found && (!best || p->candidates[k].found > best->found))
			best = &p->candidates[k];
	return best;
}

/* "PATH:LINE: text", kept with the list. */
static const char *with_place(struct place_paths *p, const struct finding *f, const char *text)
{
	AUTO(str) out = STR_MAX(8 * MiB);

	str_puts(&out, f->path);
	if (f->line > 0) {
		str_putc(&out, ':');
		str_put_int(&out, f->line);
	}
	str_puts(&out, ": ");
	str_puts(&out, text ? text : "");
	return out.failed ? NULL : findings_text(p->findings, (struct text){ out.buf, out.len });
}

/* No file is named rather than a wrong one: the place moves into the text. */
static int lose_path(struct place_paths *p, struct finding *f)
{
	f->message = with_place(p, f, f->message);
	f->title = with_place(p, f, f->title);
	f->reported = f->path;
	f->path = NULL;
	f->line = f->end_line = f->column = f->end_column = 0;
	return f->title && f->message ? 0 : -1;
}

static int put_paths(struct place_paths *p, bool absolute, const struct candidate *chosen,
		     struct err *err)
{
	const char *last = NULL, *placed = NULL;

	for (size_t i = 0; i < p->findings->n; i++) {
		struct finding *f = &p->findings->at[i];
		const char *path = f->path, *rest;

		if (!path || (path[0] == '/') != absolute)
			continue;
		if (path != last) {
			rest = absolute ? report_strip_workspace(p->session->report, path) : NULL;
			if (!rest && chosen)
				rest = apply(p, chosen, path);
			placed = rest ? findings_text(p->findings, text_of(rest)) : NULL;
			if (rest && !placed)
				return err_memory(err);
			last = path;
		}
		if (placed)
			f->path = placed;
		else if (lose_path(p, f) < 0)
			return err_memory(err);
	}
	return 0;
}

static int place_all(struct place_paths *p, struct lint_run *run, const char *root,
		     const char *report_path, struct err *err)
{
	struct candidate given = { "", root ? report_workspace_path(p->session->report, root) : "",
				   0 };
	const char *inside =
		run->root ? report_strip_workspace(p->session->report, run->root) : NULL;

	/* absolute paths first: what they become is relative, and final */
	if (put_paths(p, true, vote(p, true), err) < 0)
		return -1;
	if (root) {
		if (strcmp(given.put, ".") == 0)
			given.put = "";
		return put_paths(p, false, &given, err);
	}
	p->n = 0;
	if (inside)
		propose(p, "", inside);
	if (run->root)
		propose_endings(p, run->root);
	propose_folders(p, report_path);
	return put_paths(p, false, vote(p, false), err);
}

static int add_to_session(struct lint_session *s, struct lint_run *run, struct err *err)
{
	if (s->reports == 1) { /* the usual case: a stream of 100 MB is not held twice */
		struct findings swap = s->all;

		s->all = run->findings;
		run->findings = swap;
		s->all.texts.arena = &s->all.arena;
		run->findings.texts.arena = &run->findings.arena;
		hash_index_release(&s->all.index); /* paths are others now */
		return findings_index(&s->all, err);
	}
	for (size_t i = 0; i < run->findings.n; i++)
		if (findings_add(&s->all, &run->findings.at[i], err) < 0)
			return -1;
	s->all.without_text += run->findings.without_text;
	return 0;
}

int lint_place_paths(struct lint_session *s, struct lint_run *run, const char *root,
		     const char *report_path, struct err *err)
{
	struct place_paths p = { .session = s,
				 .findings = &run->findings,
				 .joined = STR_MAX(64 * KiB) };
	int result = place_all(&p, run, root, report_path, err);

	str_release(&p.joined);
	return result < 0 ? -1 : add_to_session(s, run, err);
}
