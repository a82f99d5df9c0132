/*
 * rustfmt --emit json (nightly): an array for each rustfmt that cargo fmt ran, one behind the
 * other.
 */
#include <string.h>

#include "formats/json.h"
#include "formats/lint.h"
#include "formats/pending.h"
#include "formats/rustfmt_hunk.h"

#define TEXT_MAX_BYTES (64 * MiB)

struct source {
	struct lint_run *run;
	struct json json;
	struct rustfmt_hunk hunk;
	struct pending pending;
	struct str name, path, original, expected, line;
	struct err *err;
};

static void set(struct str *s, struct text text)
{
	str_clear(s);
	str_add(s, text.ptr, text.len);
}

/* The lines of a text, each with `sign` in front, as lines of the hunk. */
static void add_lines(struct source *s, char sign, const struct str *text)
{
	const char *from = text->buf, *end = text->buf + text->len;

	while (from < end) {
		const char *stop = memchr(from, '\n', (size_t)(end - from));
		size_t len = (size_t)((stop ? stop : end) - from);

		if (stop && len && from[len - 1] == '\r')
			len--;
		str_clear(&s->line);
		str_putc(&s->line, sign);
		str_add(&s->line, from, len);
		rustfmt_hunk_line(&s->hunk, (struct text){ s->line.buf, s->line.len });
		from = stop ? stop + 1 : end;
	}
}

static int add_mismatch(struct source *s, int64_t begin)
{
	struct finding f;

	rustfmt_hunk_start(&s->hunk, begin);
	add_lines(s, '-', &s->original);
	add_lines(s, '+', &s->expected);
	if (str_check(&s->original, "a mismatch", s->err) < 0 ||
	    str_check(&s->expected, "a mismatch", s->err) < 0 ||
	    str_check(&s->line, "a line", s->err) < 0 || rustfmt_hunk_end(&s->hunk, &f, s->err) < 0)
		return -1;
	/* the end of the last line is missing: it is added behind the last line */
	if (!s->original.len && strspn(s->expected.buf, "\r\n") == s->expected.len && f.line > 1)
		f.line = f.end_line = f.line - 1;
	return pending_add(&s->pending, &f, s->err);
}

static int read_mismatch(struct source *s)
{
	struct json *j = &s->json;
	bool has_begin = false, has_original = false, has_expected = false;
	int64_t begin = 0;
	struct text key;

	json_enter_object(j);
	while (json_member(j, &key))
		if (text_is(key, "original_begin_line")) {
			begin = json_int(j);
			has_begin = true;
		} else if (text_is(key, "original")) {
			set(&s->original, json_text(j));
			has_original = true;
		} else if (text_is(key, "expected")) {
			set(&s->expected, json_text(j));
			has_expected = true;
		} else {
			json_skip(j);
		}
	if (!j->failed && (!has_begin || !has_original || !has_expected))
		json_fail(j, "a mismatch without original_begin_line, original and expected");
	return j->failed ? -1 : add_mismatch(s, begin);
}

static int read_file(struct source *s)
{
	struct json *j = &s->json;
	bool has_name = false, has_mismatches = false;
	size_t before = s->run->findings.n;
	struct text key;

	pending_clear(&s->pending);
	json_enter_object(j);
	while (json_member(j, &key)) {
		if (text_is(key, "name")) {
			set(&s->name, json_text(j));
			has_name = true;
		} else if (text_is(key, "mismatches")) {
			pending_clear(&s->pending);
			has_mismatches = true;
			json_enter_array(j);
			while (json_element(j))
				if (read_mismatch(s) < 0)
					return -1;
		} else {
			json_skip(j);
		}
	}
	if (!j->failed && (!has_name || !has_mismatches))
		json_fail(j, "expected rustfmt's JSON: a file with its name and its mismatches");
	if (j->failed)
		return -1;
	path_clean(&s->path, (struct text){ s->name.buf, s->name.len });
	if (str_check(&s->name, "a name", s->err) < 0 || str_check(&s->path, "a path", s->err) < 0)
		return -1;
	if (pending_flush(&s->pending, &s->run->findings, s->path.buf, s->err) < 0)
		return -1;
	s->run->hunks += s->run->findings.n - before;
	return 0;
}

static void source_release(struct source *s)
{
	rustfmt_hunk_release(&s->hunk);
	pending_release(&s->pending);
	json_release(&s->json);
	str_release(&s->name);
	str_release(&s->path);
	str_release(&s->original);
	str_release(&s->expected);
	str_release(&s->line);
}

int rustfmt_read_json(struct lint_run *run, struct reader *reader, struct err *err)
{
	__attribute__((cleanup(source_release))) struct source s = {
		.run = run,
		.name = STR_MAX(MiB),
		.path = STR_MAX(MiB),
		.original = STR_MAX(TEXT_MAX_BYTES),
		.expected = STR_MAX(TEXT_MAX_BYTES),
		.line = STR_MAX(TEXT_MAX_BYTES + 1),
		.err = err,
	};

	json_init(&s.json, reader, TEXT_MAX_BYTES, err);
	rustfmt_hunk_init(&s.hunk);
	pending_init(&s.pending);
	do {
		json_enter_array(&s.json);
		while (json_element(&s.json))
			if (read_file(&s) < 0)
				return -1;
	} while (json_more(&s.json));
	if (json_end(&s.json) < 0)
		return -1;
	run->recognised = true;
	return 0;
}
