#include "formats/clippy.h"

#include <string.h>

#include "formats/clippy_message.h"

#define LINE_MAX_BYTES (64 * MiB)

struct root_vote {
	const char *root;
	size_t votes;
};

struct stream {
	struct lint_run *run;
	struct json json;
	struct clippy_message message;
	struct str path, title, all; /* of the finding that is made */
	struct root_vote roots[64];
	size_t n_roots, executables, libraries, checked, finished, failures, lint_errors;
	struct err *err;
};

static struct text held(const struct str *s) { return (struct text){ s->buf, s->len }; }

/*
 * The name in a package id: "path+file:///w/llm-service-rs#0.1.0", "…#serde@1.0.0", and before
 * cargo 1.77 "llm-service-rs 0.1.0 (path+file:///w/llm-service-rs)".
 */
static struct text package_name(struct text id)
{
	const char *hash = id.len ? memchr(id.ptr, '#', id.len) : NULL;
	const char *blank = id.len ? memchr(id.ptr, ' ', id.len) : NULL;
	struct text name, before;
	const char *at;

	if (!hash)
		return text_first(id, blank ? (size_t)(blank - id.ptr) : id.len);
	before = text_first(id, (size_t)(hash - id.ptr));
	name = text_from(id, before.len + 1);
	at = name.len ? memchr(name.ptr, '@', name.len) : NULL;
	if (at)
		return text_first(name, (size_t)(at - name.ptr));
	at = before.len ? memrchr(before.ptr, '/', before.len) : NULL;
	name = at ? text_from(before, (size_t)(at - before.ptr) + 1) : before;
	at = name.len ? memchr(name.ptr, '?', name.len) : NULL;
	return text_first(name, at ? (size_t)(at - name.ptr) : name.len);
}

static int add_package(struct stream *s, struct text id)
{
	struct lint_run *run = s->run;
	struct text name = package_name(id);
	const char **grown;

	for (size_t i = run->n_packages; i-- > 0;) /* messages of one package stand together */
		if (text_is(name, run->packages[i]))
			return 0;
	grown = arena_grow(&run->findings.arena, run->packages, run->n_packages, &run->packages_cap,
			   sizeof(*grown));
	if (!grown)
		return err_memory(s->err);
	run->packages = grown;
	grown[run->n_packages] = findings_text(&run->findings, name);
	if (!grown[run->n_packages])
		return err_memory(s->err);
	run->n_packages++;
	return 0;
}

/* "/w/llm/src/lib.rs" with a span in "llm/src/lib.rs" votes for "/w". */
static int vote_for_root(struct stream *s)
{
	struct text src = held(&s->message.src_path), file = held(&s->message.place.file);
	struct text root;
	const char *text;

	if (!s->message.place.found || !text_ends(src, s->message.place.file.buf) ||
	    src.len <= file.len)
		return 0;
	root = text_first(src, src.len - file.len - 1);
	if (src.ptr[root.len] != '/' && src.ptr[root.len] != '\\')
		return 0;
	for (size_t i = 0; i < s->n_roots; i++)
		if (text_is(root, s->roots[i].root)) {
			s->roots[i].votes++;
			return 0;
		}
	if (s->n_roots == ARRAY_SIZE(s->roots))
		return 0;
	text = findings_text(&s->run->findings, root);
	if (!text)
		return err_memory(s->err);
	s->roots[s->n_roots++] = (struct root_vote){ text, 1 };
	return 0;
}

/*
 * Summaries that repeat what other messages say. They stand at no place and have no code; a lint,
 * or a compile_error!, may begin or end with the same words.
 */
static bool is_summary(const struct clippy_message *m)
{
	struct text text = held(&m->text);

	if (m->code.len || m->has_place)
		return false;
	return text_starts(text, "aborting due to") || text_starts(text, "could not compile") ||
	       text_ends(text, "warning emitted") || text_ends(text, "warnings emitted");
}

static bool is_compile_error(const struct clippy_message *m)
{
	struct text code = held(&m->code);

	if (!text_starts(held(&m->level), "error"))
		return false;
	if (!code.len || !m->has_place)
		return true;
	return code.len == 5 && code.ptr[0] == 'E' && strspn(m->code.buf + 1, "0123456789") == 4;
}

static int add_compile_error(struct stream *s, size_t line)
{
	const struct clippy_message *m = &s->message;

	s->run->compile_errors++;
	if (s->run->compile_errors > 100)
		return 0;
	return lint_doubt(
		s->run, s->err, "make the crate compile: what does not compile is not linted",
		"%s:%zu: the compiler could not go on: %.300s", s->json.name, line, m->text.buf);
}

/* Levels that are no finding; one that nobody knows must not be taken for one of them. */
static bool known_level(struct text level)
{
	return text_is(level, "note") || text_is(level, "help") || text_is(level, "failure-note");
}

static int add_finding(struct stream *s, size_t line)
{
	struct clippy_message *m = &s->message;
	struct text text = held(&m->text), level = held(&m->level);
	bool error = text_starts(level, "error");
	struct finding f = { .tool = "clippy",
			     .severity = error ? SEVERITY_HIGH : SEVERITY_MEDIUM };

	if (is_summary(m))
		return 0;
	if (text_is(level, "error: internal compiler error"))
		return lint_doubt(
			s->run, s->err, "report it to Rust, and lint with another toolchain",
			"%s:%zu: internal compiler error: %.300s", s->json.name, line, text.ptr);
	if (!error && !text_is(level, "warning"))
		return known_level(level) ? 0
					  : err_set(s->err, "%s:%zu: a message of unknown level",
						    s->json.name, line);
	if (is_compile_error(m) && add_compile_error(s, line) < 0)
		return -1;
	s->lint_errors += error;
	str_clear(&s->path);
	str_clear(&s->title);
	str_clear(&s->all);
	str_add(&s->all, text.ptr, text.len);
	str_add(&s->all, m->notes.buf, m->notes.len);
	str_add(&s->title, text.ptr, strcspn(text.ptr, "\n"));
	f.rule = m->code.len ? m->code.buf : "clippy::no-code";
	f.message = s->all.buf;
	f.title = s->title.buf;
	f.fix = m->help.len ? m->help.buf : NULL;
	f.url = text_starts(held(&m->url), "https://") ? m->url.buf : NULL;
	if (m->place.found) {
		path_clean(&s->path, held(&m->place.file));
		f.path = s->path.buf;
		f.line = m->place.line;
		f.end_line = m->place.end_line;
		f.column = f.line == f.end_line ? m->place.column : 0;
		f.end_column = f.column ? m->place.end_column : 0;
	}
	if (s->all.failed || s->title.failed || s->path.failed || m->text.failed)
		return err_set(s->err, "%s:%zu: a message that is too long", s->json.name, line);
	return findings_add(&s->run->findings, &f, s->err);
}

/*
 * A check leaves .rmeta of our crates, a build .rlib and executables. What a build script or a
 * procedural macro needs is built in both: those are dependencies, seldom crates of ours.
 */
static void take_artifact(struct stream *s)
{
	const struct clippy_message *m = &s->message;
	bool ours = text_starts(held(&m->package), "path+") ||
		    text_find(held(&m->package), "(path+") >= 0;

	if (!ours || m->for_build)
		return;
	s->executables += m->executable;
	s->libraries += m->library;
	s->checked += !m->executable && !m->library;
}

static int take_object(struct stream *s, size_t line)
{
	struct clippy_message *m = &s->message;
	struct text reason = held(&m->reason);

	if (text_is(reason, "build-finished")) {
		s->finished++;
		s->failures += !(m->has_success && m->success);
	} else if (text_is(reason, "compiler-artifact")) {
		take_artifact(s);
	} else if (text_is(reason, "compiler-message")) {
		if (!m->has_message)
			return err_set(s->err, "%s:%zu: a compiler-message without a message",
				       s->json.name, line);
		if (vote_for_root(s) < 0 || add_finding(s, line) < 0)
			return -1;
	} else if (!text_is(reason, "build-script-executed")) {
		s->run->other_lines++;
		return 0;
	}
	s->run->recognised = true;
	return m->package.len ? add_package(s, held(&m->package)) : 0;
}

static int take_line(struct stream *s, struct text line, size_t number)
{
	if (!text_starts(line, "{")) {
		s->run->other_lines += line.len > 0;
		return 0;
	}
	json_restart(&s->json, number - 1, line);
	clippy_message_read(&s->json, &s->message);
	if (json_end(&s->json) < 0)
		return -1;
	return take_object(s, number);
}

/* What the whole stream proves. */
static int conclude(struct stream *s)
{
	struct lint_run *run = s->run;
	const char *name = s->json.name;
	size_t best = 0;

	for (size_t i = 0; i < s->n_roots; i++)
		if (s->roots[i].votes > best) {
			best = s->roots[i].votes;
			run->root = s->roots[i].root;
		}
	if (s->finished)
		run->end = s->failures ? LINT_END_FAILURE : LINT_END_SUCCESS;
	if (!run->recognised)
		return lint_doubt(run, s->err, "run cargo clippy --message-format=json",
				  "%s: holds no message of cargo", name);
	if (!s->finished &&
	    lint_doubt(run, s->err, "let cargo run to its end and keep all that it prints",
		       "%s: ends without build-finished: truncated?", name) < 0)
		return -1;
	if (s->failures && !s->lint_errors &&
	    lint_doubt(run, s->err, "look at what cargo wrote to stderr",
		       "%s: cargo says that it failed, and no error says why", name) < 0)
		return -1;
	if (s->finished && !run->n_packages &&
	    lint_doubt(run, s->err, "run cargo clippy --workspace, and keep all that it prints",
		       "%s: names no crate: nothing was linted", name) < 0)
		return -1;
	if (s->executables || (s->libraries && !s->checked))
		return lint_doubt(run, s->err, "run cargo clippy, not cargo build",
				  "%s: output of a build, not of clippy: no lint was run", name);
	return 0;
}

static void stream_release(struct stream *s)
{
	clippy_message_release(&s->message);
	str_release(&s->path);
	str_release(&s->title);
	str_release(&s->all);
	json_release(&s->json);
}

int clippy_read(struct lint_run *run, struct reader *reader, struct err *err)
{
	__attribute__((cleanup(stream_release))) struct stream s = { 0 };
	AUTO(lines) lines;
	struct text line;
	int more;

	s.run = run;
	s.err = err;
	str_init(&s.path, 64 * KiB);
	str_init(&s.title, 8 * MiB);
	str_init(&s.all, 8 * MiB);
	clippy_message_init(&s.message);
	json_init_memory(&s.json, reader->name, 0, TEXT(""), err);
	lines_init(&lines, reader, LINE_MAX_BYTES);
	while ((more = lines_next(&lines, &line, err)) > 0)
		if (take_line(&s, line, lines.number) < 0)
			return -1;
	return more < 0 ? -1 : conclude(&s);
}
