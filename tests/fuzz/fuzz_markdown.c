/*
 * Any bytes in the Markdown of a step summary (runner/markdown.h): read back by the rules of
 * CommonMark and GitHub's tables they are the text, and nothing but text.
 */
#include "runner_fuzz.h"

#include "runner/escape.h"
#include "runner/markdown.h"

static size_t ticks_at(struct text text, size_t at)
{
	size_t n = 0;

	while (at + n < text.len && text.ptr[at + n] == '`')
		n++;
	return n;
}

/* CommonMark 6.1: a span ends at the first run of as many backticks as it began with. */
static void check_span(struct text span, const struct str *shown)
{
	size_t ticks = ticks_at(span, 0), at = ticks;
	struct text inside;

	while (at < span.len) {
		size_t run = ticks_at(span, at);

		if (run == ticks)
			break;
		at += run ? run : 1;
	}
	must(ticks && at + ticks == span.len);
	inside = text_first(text_from(span, ticks), at - ticks);
	if (text_starts(inside, " ") && text_ends(inside, " ") &&
	    strspn(inside.ptr, " ") < inside.len)
		inside = text_first(text_from(inside, 1), inside.len - 2);
	must(inside.len >= shown->len);
	if (strspn(shown->buf, " \t") < shown->len) /* else blanks, more or less of them */
		must(inside.len == shown->len);
	for (size_t i = 0; i < shown->len; i++)
		must(inside.ptr[i] == (shown->buf[i] == '\t' ? ' ' : shown->buf[i]));
}

static void check_cell(struct text text, const struct str *shown)
{
	AUTO(str) cell = STR_MAX(MiB);
	AUTO(str) span = STR_MAX(MiB);

	markdown_cell(&cell, text);
	must(!cell.failed && is_shown(all_of(&cell)));
	for (size_t i = 0; i < cell.len; i++) { /* the table takes "\|" for '|' */
		must(cell.buf[i] != '|');
		if (cell.buf[i] == '\\' && cell.buf[i + 1] == '|')
			i++;
		str_putc(&span, cell.buf[i]);
	}
	if (text.len)
		check_span(all_of(&span), shown);
	else
		must(!cell.len);
}

static void check_code(struct text text, const struct str *shown)
{
	AUTO(str) code = STR_MAX(MiB);

	markdown_code(&code, text);
	must(!code.failed && is_shown(all_of(&code)));
	if (text.len)
		check_span(all_of(&code), shown);
	else
		must(!code.len);
}

static struct text next_line(struct text *rest)
{
	const char *end = memchr(rest->ptr, '\n', rest->len);
	struct text line;

	must(end);
	line = text_first(*rest, (size_t)(end - rest->ptr));
	*rest = text_from(*rest, line.len + 1);
	return line;
}

/* CommonMark 4.5: a line of at least as many backticks, up to three blanks in front, ends it. */
static void check_fence(struct text text)
{
	AUTO(str) fence = STR_MAX(4 * MiB);
	struct text rest, line;
	size_t ticks, lines = 0, expected = text.len && text.ptr[text.len - 1] != '\n';

	for (size_t i = 0; i < text.len; i++)
		expected += text.ptr[i] == '\n';
	markdown_fence(&fence, "text", text);
	must(!fence.failed);
	rest = all_of(&fence);
	line = next_line(&rest);
	ticks = ticks_at(line, 0);
	must(ticks >= 3 && text_is(text_from(line, ticks), "text"));
	for (;; lines++) {
		line = next_line(&rest);
		must(is_shown(line));
		if (ticks_at(text_trim(line), 0) >= ticks)
			break;
	}
	must(line.len == ticks && !rest.len && lines == expected);
}

/* What stands in the sentence instead of the character c; NULL when c may stand there itself. */
static size_t decode_one(struct text text, char *c)
{
	static const struct {
		const char *code;
		char c;
	} entities[] = { { "&amp;", '&' }, { "&lt;", '<' },  { "&gt;", '>' }, { "&#64;", '@' },
			 { "&#58;", ':' }, { "&#46;", '.' }, { "&#35;", '#' } };

	*c = text.ptr[0];
	for (size_t i = 0; i < ARRAY_SIZE(entities); i++)
		if (text_starts(text, entities[i].code)) {
			*c = entities[i].c;
			return strlen(entities[i].code);
		}
	if (*c != '\\') { /* nothing that begins HTML, a mention, a reference, a link, an image */
		must(!strchr("&<>@#`*_[]!|~$", *c));
		return 1;
	}
	must(text.len > 1);
	*c = text.ptr[1];
	must(*c && strchr("\\`*_[]!|~$", *c));
	return 2;
}

static void check_sentence(struct text text, const struct str *shown)
{
	AUTO(str) sentence = STR_MAX(4 * MiB);
	AUTO(str) decoded = STR_MAX(4 * MiB);
	struct text rest;

	markdown_sentence(&sentence, text);
	must(!sentence.failed && is_shown(all_of(&sentence)));
	must(!strstr(sentence.buf, "://") && !strstr(sentence.buf, "www."));
	for (rest = all_of(&sentence); rest.len;) {
		char c;

		rest = text_from(rest, decode_one(rest, &c));
		str_putc(&decoded, c);
	}
	must(same(&decoded, shown));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(str) shown = STR_MAX(MiB);
	struct text text = { (const char *)data, size };

	escape_line(&shown, text);
	if (shown.len > 60 * KiB) /* cut, and said to be */
		return 0;
	check_code(text, &shown);
	check_cell(text, &shown);
	check_fence(text);
	check_sentence(text, &shown);
	return 0;
}
