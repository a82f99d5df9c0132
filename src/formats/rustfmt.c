#include "formats/rustfmt.h"

#include <string.h>

#include "base/num.h"
#include "formats/ansi.h"
#include "formats/rustfmt_hunk.h"

#define LINE_MAX_BYTES (8 * MiB)
#define MAX_DOUBTS     10 /* of error texts; one would do */

struct output {
	struct lint_run *run;
	enum rustfmt_format format;
	struct rustfmt_hunk hunk;
	struct str path;
	bool in_hunk;
	size_t hunk_line; /* where its header stands in the output */
	size_t names, headers, errors;
	const char *name;
	struct err *err;
};

static bool starts_with_one_of(struct text line, const char *const *starts)
{
	for (; *starts; starts++)
		if (text_starts(line, *starts))
			return true;
	return false;
}

/* What cargo fmt and rustfmt say when they could not do their work. */
static bool is_error_text(struct text line)
{
	static const char *const starts[] = {
		"error:", "error[", "error ", "Error:", "Error ", "thread '", NULL,
	};

	return starts_with_one_of(line, starts) ||
	       (text_find(line, "cargo metadata") >= 0 && text_find(line, " exited") >= 0);
}

/* What they say beside their work. */
static bool is_harmless(struct text line)
{
	static const char *const starts[] = {
		"Warning: ",  "warning: ", "info: ",     "note: ",
		"Formatting", "Spent ",    "rustfmt --", "Using rustfmt config file",
		NULL,
	};

	return starts_with_one_of(line, starts) ||
	       (text_starts(line, "[") && text_ends(line, "\"")); /* [bin (2021)] "…/main.rs" */
}

static int add_error(struct output *o, size_t number, struct text line)
{
	int len = line.len < 300 ? (int)line.len : 300;

	if (++o->errors > MAX_DOUBTS)
		return 0;
	return lint_doubt(o->run, o->err, "mend what stops cargo fmt, and record it again",
			  "%s:%zu: cargo fmt did not format everything: %.*s", o->name, number, len,
			  line.ptr);
}

static int add(struct output *o, struct finding *f, struct text path)
{
	path_clean(&o->path, path);
	f->path = o->path.buf;
	if (str_check(&o->path, "a path", o->err) < 0)
		return -1;
	return findings_add(&o->run->findings, f, o->err);
}

static int add_file(struct output *o, const char *rule, const char *message, struct text path)
{
	struct finding f = { .rule = rule,
			     .title = "not formatted",
			     .message = message,
			     .tool = "rustfmt",
			     .fix = RUSTFMT_FIX,
			     .severity = SEVERITY_HIGH };

	o->run->recognised = true;
	return add(o, &f, path);
}

/* o->path holds the path of the hunk from its header on. */
static int end_hunk(struct output *o)
{
	size_t before = o->run->findings.n;
	struct finding f;

	if (!o->in_hunk)
		return 0;
	o->in_hunk = false;
	if (rustfmt_hunk_end(&o->hunk, &f, o->err) < 0)
		return -1;
	f.path = o->path.buf;
	if (findings_add(&o->run->findings, &f, o->err) < 0)
		return -1;
	o->run->hunks += o->run->findings.n - before;
	if (o->hunk.removed || o->hunk.added)
		return 0;
	return lint_doubt(o->run, o->err, "record all that cargo fmt prints",
			  "%s:%zu: a hunk without a changed line: truncated?", o->name,
			  o->hunk_line);
}

/*
 * "PATH:15:", or "PATH at line 15:" before rustfmt 1.7.1; read from the right, for a path may hold
 * ':' and blanks.
 */
static bool split_header(struct text place, struct text *path, int64_t *line)
{
	struct text before;
	size_t digits = 0;

	if (!text_ends(place, ":"))
		return false;
	place.len--;
	while (digits < place.len && place.ptr[place.len - 1 - digits] >= '0' &&
	       place.ptr[place.len - 1 - digits] <= '9')
		digits++;
	before = text_first(place, place.len - digits);
	if (!num_int(text_from(place, before.len), line))
		return false;
	if (text_ends(before, " at line "))
		*path = text_first(before, before.len - strlen(" at line "));
	else if (text_ends(before, ":"))
		*path = text_first(before, before.len - 1);
	else
		return false;
	return path->len > 0;
}

static int begin_hunk(struct output *o, size_t number, struct text place)
{
	struct text path;
	int64_t line;

	if (!split_header(place, &path, &line))
		return lint_doubt(o->run, o->err, "record all that cargo fmt prints",
				  "%s:%zu: expected \"Diff in PATH:LINE:\": truncated?", o->name,
				  number);
	if (o->format == RUSTFMT_LIST)
		return err_caller(o->err,
				  "%s:%zu: format=list, but the text holds hunks: use "
				  "format=diff or auto",
				  o->name, number);
	path_clean(&o->path, path);
	if (str_check(&o->path, "a path", o->err) < 0)
		return -1;
	rustfmt_hunk_start(&o->hunk, line);
	o->in_hunk = o->run->recognised = true;
	o->hunk_line = number;
	o->headers++;
	return 0;
}

/*
 * A list may name a file that #[path] or include! calls otherwise: absolute, as cargo fmt hands
 * paths to rustfmt. "/bin/sh: 1: cargo: not found" is none.
 */
static bool is_name(const struct output *o, struct text line)
{
	if (line.ptr[0] == ' ' || line.ptr[0] == '\t')
		return false;
	return text_ends(line, ".rs") ||
	       (o->format == RUSTFMT_LIST && path_is_absolute(line) && text_find(line, ": ") < 0);
}

static int take_name(struct output *o, struct text line)
{
	o->names++;
	if (o->format == RUSTFMT_DIFF) /* whether that is a fault shows at the end */
		return 0;
	o->run->lists_files = true;
	return add_file(o, "rustfmt::file", "rustfmt would change this file", line);
}

static int take_line(struct output *o, struct text line, size_t number)
{
	static const char newline[] = "Incorrect newline style in ", diff[] = "Diff in ";

	if (o->in_hunk && (!line.len || strchr(" -+", line.ptr[0]))) {
		rustfmt_hunk_line(&o->hunk, line);
		return 0;
	}
	if (end_hunk(o) < 0)
		return -1;
	if (text_starts(line, diff))
		return begin_hunk(o, number, text_from(line, sizeof(diff) - 1));
	if (text_starts(line, newline) && line.len >= sizeof(newline))
		return add_file(o, "rustfmt::newline-style",
				"the line ends differ from rustfmt's newline_style",
				text_from(line, sizeof(newline) - 1));
	if (text_starts(line, "<?xml") || text_starts(line, "<checkstyle"))
		return err_caller(
			o->err,
			"%s:%zu: checkstyle output, which does not show every difference: record "
			"cargo fmt --all -- --check",
			o->name, number);
	if (is_error_text(line))
		return add_error(o, number, line);
	if (!line.len || is_harmless(line))
		return 0;
	if (is_name(o, line))
		return take_name(o, line);
	if (o->format == RUSTFMT_LIST)
		return err_caller(o->err,
				  "%s:%zu: format=list, but this line names no file: use "
				  "format=auto",
				  o->name, number);
	o->run->other_lines++;
	return 0;
}

static void output_release(struct output *o)
{
	rustfmt_hunk_release(&o->hunk);
	str_release(&o->path);
}

static int read_text(struct lint_run *run, enum rustfmt_format format, struct reader *reader,
		     struct err *err)
{
	__attribute__((cleanup(output_release))) struct output o = {
		.run = run,
		.format = format,
		.path = STR_MAX(LINE_MAX_BYTES),
		.name = reader->name,
		.err = err,
	};
	AUTO(lines) lines;
	struct text line;
	int more;

	rustfmt_hunk_init(&o.hunk);
	lines_init(&lines, reader, LINE_MAX_BYTES);
	while ((more = lines_next(&lines, &line, err)) > 0)
		if (take_line(&o, line, lines.number) < 0)
			return -1;
	if (more < 0 || end_hunk(&o) < 0)
		return -1;
	if (format == RUSTFMT_DIFF && o.names && !o.headers)
		return err_caller(err,
				  "%s: format=diff, but the text names files only: use "
				  "format=list or auto",
				  reader->name);
	return 0;
}

/* A reader whose first bytes were looked at. */
struct head_reader {
	struct reader reader;
	struct reader *source;
	char first[256];
	size_t at, len;
};

static ssize_t read_head(struct reader *reader, char *buf, size_t room, struct err *err)
{
	struct head_reader *h = (struct head_reader *)reader;
	struct text left = text_first((struct text){ h->first + h->at, h->len - h->at }, room);

	if (!left.len)
		return h->source->read(h->source, buf, room, err);
	memcpy(buf, left.ptr, left.len);
	h->at += left.len;
	return (ssize_t)left.len;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* The first two bytes that are no white space; 0 where the text ends before. */
static int look(struct head_reader *h, char out[2], struct err *err)
{
	size_t found = 0, at = 0;
	ssize_t got;

	out[0] = out[1] = '\0';
	while (found < 2) {
		for (; at < h->len && found < 2; at++)
			if (!is_blank(h->first[at]))
				out[found++] = h->first[at];
		if (found == 2 || h->len == sizeof(h->first))
			break;
		got = h->source->read(h->source, h->first + h->len, sizeof(h->first) - h->len, err);
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		h->len += (size_t)got;
	}
	return 0;
}

int rustfmt_read(struct lint_run *run, enum rustfmt_format format, struct reader *reader,
		 struct err *err)
{
	struct ansi_reader plain;
	struct head_reader head = { .reader = { read_head, reader->name }, .source = reader };
	char start[2];
	bool json;

	if (look(&head, start, err) < 0)
		return -1;
	json = start[0] == '[' && (!start[1] || start[1] == '{' || start[1] == ']');
	if (json && format != RUSTFMT_AUTO && format != RUSTFMT_JSON)
		return err_caller(err, "%s: the text is JSON: use format=json or auto",
				  reader->name);
	if (format == RUSTFMT_JSON && !json && start[0])
		return err_caller(err, "%s: format=json, but the text is not rustfmt's JSON",
				  reader->name);
	if (json || format == RUSTFMT_JSON)
		return rustfmt_read_json(run, &head.reader, err);
	ansi_reader_init(&plain, &head.reader);
	return read_text(run, format, &plain.reader, err);
}

int rustfmt_read_stderr(struct lint_run *run, struct reader *reader, struct err *err)
{
	struct output o = { .run = run, .name = reader->name, .err = err };
	struct ansi_reader plain;
	AUTO(lines) lines;
	struct text line;
	int more;

	ansi_reader_init(&plain, reader);
	lines_init(&lines, &plain.reader, LINE_MAX_BYTES);
	while ((more = lines_next(&lines, &line, err)) > 0)
		if (is_error_text(line) && add_error(&o, lines.number, line) < 0)
			return -1;
	return more;
}
