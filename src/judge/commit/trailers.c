/*
 * git interpret-trailers --parse: which trailers a message has (git-interpret-trailers(1)). A block
 * of them is the last paragraph when every line is a trailer or continues one, or when git made one
 * of them and at least a quarter are trailers.
 */
#include <string.h>

#include "formats/commit/message.h"
#include "judge/commit/lint.h"

static bool is_blank_char(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static bool is_blank(struct text line)
{
	for (size_t i = 0; i < line.len; i++)
		if (!is_blank_char(line.ptr[i]))
			return false;
	return true;
}

static bool is_comment(struct text line) { return text_starts(line, "#"); }

/* git's token: letters, digits and '-', then blanks, then ':'. Where the ':' stands, or -1. */
static ptrdiff_t separator(struct text line)
{
	bool blank = false;

	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i];
		bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			    (c >= '0' && c <= '9') || c == '-';

		if (c == ':')
			return (ptrdiff_t)i;
		if (!blank && word)
			continue;
		if (i && (c == ' ' || c == '\t')) {
			blank = true;
			continue;
		}
		break;
	}
	return -1;
}

static bool made_by_git(struct text line)
{
	return text_starts(line, "Signed-off-by: ") ||
	       text_starts(line, "(cherry picked from commit ");
}

/* The last line of a text, which loses it; false when there is none. */
static bool take_last(struct text *text, struct text *line)
{
	size_t from, len = text->len;

	if (!len)
		return false;
	len -= text->ptr[len - 1] == '\n';
	for (from = len; from && text->ptr[from - 1] != '\n'; from--)
		;
	*line = (struct text){ text->ptr + from, len - from };
	text->len = from;
	return true;
}

/* What stands in front of a line "---", which begins a patch. */
static struct text without_patch(struct text message)
{
	struct text rest = message;

	while (rest.len) {
		const char *nl = memchr(rest.ptr, '\n', rest.len);
		size_t len = nl ? (size_t)(nl - rest.ptr) + 1 : rest.len;

		if (text_starts(rest, "---") && (rest.len == 3 || is_blank_char(rest.ptr[3])))
			return text_first(message, (size_t)(rest.ptr - message.ptr));
		rest = text_from(rest, len);
	}
	return message;
}

/* Comments and blank lines at the end belong to nothing. */
static struct text without_comments(struct text message)
{
	struct text shorter = message, line;

	while (take_last(&shorter, &line) && (is_comment(line) || is_blank(line)))
		message = shorter;
	return message;
}

/* Where the title ends: the first blank line that follows a line with text. */
static size_t title_end(struct text message)
{
	struct text rest = message;

	while (rest.len) {
		const char *nl = memchr(rest.ptr, '\n', rest.len);
		size_t len = nl ? (size_t)(nl - rest.ptr) + 1 : rest.len;

		if (!is_comment(rest) && is_blank(text_first(rest, len)))
			break;
		rest = text_from(rest, len);
	}
	return (size_t)(rest.ptr - message.ptr);
}

/* The block of trailers; empty when the last paragraph is none. */
static struct text trailer_block(struct text message)
{
	size_t title = title_end(message), trailers = 0, others = 0, continued = 0;
	bool only_spaces = true, recognised = false;
	struct text shorter = message, line;

	while (shorter.len > title && take_last(&shorter, &line)) {
		if (is_comment(line)) {
			others += continued;
			continued = 0;
			continue;
		}
		if (is_blank(line)) {
			if (only_spaces)
				continue;
			others += continued;
			if ((recognised && trailers * 3 >= others) || (trailers && !others))
				break;
			return (struct text){ 0 };
		}
		only_spaces = false;
		if (made_by_git(line)) {
			trailers++;
			continued = 0;
			recognised = true;
			continue;
		}
		if (separator(line) >= 1 && !is_blank_char(line.ptr[0])) {
			trailers++;
			continued = 0;
		} else if (is_blank_char(line.ptr[0])) {
			continued++;
		} else {
			others += 1 + continued;
			continued = 0;
		}
		if (shorter.len <= title)
			return (struct text){ 0 };
	}
	if (shorter.len < title || only_spaces || !shorter.len)
		return (struct text){ 0 };
	return text_from(message, (size_t)(line.ptr - message.ptr) + line.len);
}

static struct text trim_ascii(struct text t)
{
	while (t.len && is_blank_char(t.ptr[0]))
		t = text_from(t, 1);
	while (t.len && is_blank_char(t.ptr[t.len - 1]))
		t.len--;
	return t;
}

/* One trailer with the lines that continue it, as --unfold writes it. */
static void put_trailer(struct str *out, struct text trailer)
{
	ptrdiff_t colon = separator(trailer);
	struct text token = trim_ascii(text_first(trailer, (size_t)colon));
	struct text value = trim_ascii(text_from(trailer, (size_t)colon + 1));

	str_add(out, token.ptr, token.len);
	str_puts(out, ": ");
	for (size_t i = 0; i < value.len; i++) {
		bool ends = value.ptr[i] == '\n';

		str_putc(out, ends ? ' ' : value.ptr[i]);
		while (ends && i + 1 < value.len && is_blank_char(value.ptr[i + 1]))
			i++;
	}
}

/* The next trailer of the block; false when there is none. */
static bool next_trailer(struct text *block, struct text *trailer)
{
	while (block->len) {
		const char *nl = memchr(block->ptr, '\n', block->len);
		size_t len = nl ? (size_t)(nl - block->ptr) + 1 : block->len;
		bool starts = !is_comment(*block) && !is_blank_char(block->ptr[0]) &&
			      separator(text_first(*block, len)) >= 1;

		while (starts && len < block->len &&
		       (block->ptr[len] == ' ' || block->ptr[len] == '\t')) {
			nl = memchr(block->ptr + len, '\n', block->len - len);
			len = nl ? (size_t)(nl - block->ptr) + 1 : block->len;
		}
		*trailer = text_first(*block, len);
		*block = text_from(*block, len);
		if (starts)
			return true;
	}
	return false;
}

bool commit_has_trailer(struct text message, const char *start)
{
	struct text block = trailer_block(without_comments(without_patch(message))), trailer;
	AUTO(str) printed = STR_MAX(2 * MiB);

	while (next_trailer(&block, &trailer)) {
		str_clear(&printed);
		put_trailer(&printed, trailer);
		if (text_starts((struct text){ printed.buf, printed.len }, start))
			return true;
	}
	/* toLines gives an empty line at the end, with which an empty value agrees */
	return !start[0];
}
