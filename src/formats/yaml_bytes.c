#include "formats/yaml_bytes.h"

#include <string.h>

#include "base/utf8.h"

/*
 * libfyaml 0.7.12 reads ahead through brackets and commas until it knows whether they are a key,
 * and keeps about 350 bytes for each: a file of 1 MiB takes 370 MB. A file of 20 000 nodes has no
 * use for this many.
 */
#define MARKS_MAX 100000

/*
 * libfyaml 0.7.12 scans the URI of a tag again from its start for each byte ("!<aaaa…" without end,
 * or "!%41%41…"): 64 KiB take four seconds, 1 MiB takes minutes. Tags are refused anyway; a longer
 * one is refused before it is parsed.
 */
#define TAG_MAX 256

static struct yaml_place place_of(struct text bytes, size_t at)
{
	struct yaml_place place = { 1, 1 };
	size_t from = 0, points;

	for (size_t i = 0; i < at; i++)
		if (bytes.ptr[i] == '\n') {
			place.line++;
			from = i + 1;
		}
	utf8_prefix(bytes.ptr + from, at - from, SIZE_MAX, &points);
	place.column += (uint32_t)points;
	return place;
}

static int fail(struct text bytes, size_t at, const char *name, struct err *err, const char *what)
{
	return yaml_fail(err, name, place_of(bytes, at), "%s", what);
}

static int check_text(struct text bytes, const char *name, struct err *err)
{
	size_t used, marks = 0;
	bool valid;

	for (size_t i = 0; i < bytes.len; i += used) {
		unsigned char c = (unsigned char)bytes.ptr[i];

		utf8_decode(bytes.ptr + i, bytes.len - i, &used, &valid);
		if (!valid)
			return fail(bytes, i, name, err, "found bytes that are no UTF-8");
		if (c == 0)
			return fail(bytes, i, name, err, "found a NUL byte; expected text");
		if ((c < 0x20 && !strchr("\t\n\r", c)) || c == 0x7F)
			return fail(bytes, i, name, err,
				    "found a control character; expected text");
		marks += strchr("[]{},", c) != NULL;
		if (marks > MARKS_MAX)
			return fail(bytes, i, name, err,
				    "more than 100000 brackets, braces and commas");
	}
	return 0;
}

/* A tag begins a token, and ends before white space and quotes. */
static int check_tags(struct text bytes, const char *name, struct err *err)
{
	for (size_t i = 0; i < bytes.len; i++) {
		size_t end = i;

		if (bytes.ptr[i] != '!' || (i && !strchr(" \t\r\n[]{},:?-", bytes.ptr[i - 1])))
			continue;
		while (end < bytes.len && !strchr(" \t\r\n\"", bytes.ptr[end]))
			end++;
		if (end - i > TAG_MAX)
			return fail(bytes, i, name, err, "found a tag; write the value without it");
	}
	return 0;
}

static struct text take_line(struct text *rest)
{
	size_t n = 0;
	struct text line;

	while (n < rest->len && !strchr("\r\n", rest->ptr[n]))
		n++;
	line = text_first(*rest, n);
	*rest = text_from(*rest, n + (n < rest->len));
	return line;
}

/* Whether the line holds nothing: blanks, a comment behind blanks or at its start. */
static bool is_blank(struct text line)
{
	struct text rest = text_trim(line);

	return !rest.len ||
	       (rest.ptr[0] == '#' && (rest.ptr == line.ptr || strchr(" \t", rest.ptr[-1])));
}

/* Directives stand before the document. libfyaml takes those it does not know as a warning. */
static int check_directives(struct text bytes, const char *name, struct err *err)
{
	struct text rest = bytes, line;

	while (rest.len) {
		line = take_line(&rest);
		if (text_starts(line, "%YAML 1.2") && is_blank(text_from(line, 9)))
			continue;
		if (text_starts(line, "%"))
			return fail(bytes, (size_t)(line.ptr - bytes.ptr), name, err,
				    "found a directive; only %YAML 1.2 is read");
		if (!is_blank(line))
			return 0;
	}
	return fail(bytes, 0, name, err, "the file is empty");
}

int yaml_check_bytes(struct text *bytes, const char *name, struct err *err)
{
	if (bytes->len > YAML_MAX_FILE)
		return fail(*bytes, 0, name, err, "the file is longer than 1 MiB");
	if (text_starts(*bytes, "\xEF\xBB\xBF"))
		*bytes = text_from(*bytes, 3);
	if (check_text(*bytes, name, err) < 0 || check_directives(*bytes, name, err) < 0)
		return -1;
	return check_tags(*bytes, name, err);
}
