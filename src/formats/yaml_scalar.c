/* YAML 1.2.2, 7.3: plain and quoted texts, and how their lines are folded. */
#include "formats/yaml_scalar.h"

#include <stdint.h>
#include <string.h>

struct text yaml_take_line(struct text *rest, bool *last)
{
	size_t n = 0;
	struct text line;

	while (n < rest->len && rest->ptr[n] != '\n' && rest->ptr[n] != '\r')
		n++;
	line = text_first(*rest, n);
	*last = n == rest->len;
	n += text_starts(text_from(*rest, n), "\r\n") ? 2 : 1;
	*rest = text_from(*rest, n);
	return line;
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* A line break is a blank; n of them are n - 1 line breaks. An escaped one is nothing. */
static void add_breaks(struct str *out, size_t breaks, bool escaped)
{
	if (breaks == 1 && !escaped)
		str_putc(out, ' ');
	for (; breaks > 1 && !out->failed; breaks--)
		str_putc(out, '\n');
}

/* A code point of so many hex digits; what is none becomes a byte that no UTF-8 has, which the
 * caller refuses. */
static size_t add_hex(struct str *out, struct text text, size_t digits)
{
	static const char hex[] = "0123456789abcdef";
	uint32_t c = 0;

	if (text.len < digits)
		c = UINT32_MAX;
	for (size_t i = 0; i < digits && i < text.len; i++) {
		const char *digit = memchr(hex, text.ptr[i] | 32, 16);

		c = digit && c < 0x1000000 ? c << 4 | (uint32_t)(digit - hex) : UINT32_MAX;
	}
	if (c > 0x10FFFF)
		str_putc(out, '\xFF');
	else
		str_put_point(out, c);
	return digits < text.len ? digits : text.len;
}

/* What stands behind a backslash; how many bytes of it were taken. */
static size_t add_escape(struct str *out, struct text text)
{
	static const struct {
		char code;
		uint32_t point;
	} codes[] = {
		{ '0', 0 },    { 'a', 7 },      { 'b', 8 },      { 't', 9 },     { '\t', 9 },
		{ 'n', 10 },   { 'v', 11 },     { 'f', 12 },     { 'r', 13 },    { 'e', 27 },
		{ ' ', ' ' },  { '"', '"' },    { '/', '/' },    { '\\', '\\' }, { 'N', 0x85 },
		{ '_', 0xA0 }, { 'L', 0x2028 }, { 'P', 0x2029 },
	};
	struct text rest = text_from(text, 1);

	switch (text.ptr[0]) {
	case 'x': return 1 + add_hex(out, rest, 2);
	case 'u': return 1 + add_hex(out, rest, 4);
	case 'U': return 1 + add_hex(out, rest, 8);
	default: break;
	}
	for (size_t i = 0; i < ARRAY_SIZE(codes); i++)
		if (codes[i].code == text.ptr[0]) {
			str_put_point(out, codes[i].point);
			return 1;
		}
	str_putc(out, '\xFF');
	return 1;
}

/*
 * Appends a line, '' or \ resolved as `quote` says, and takes blanks off its end again unless `all`
 * of it counts. true: the line end behind it is escaped.
 */
static bool add_line(struct str *out, struct text line, char quote, bool all)
{
	size_t kept = out->len, i = 0;

	while (i < line.len && !out->failed) {
		char c = line.ptr[i++];

		if (c == '\\' && quote == '"' && i == line.len)
			return true;
		if (c == '\\' && quote == '"')
			i += add_escape(out, text_from(line, i));
		else
			str_putc(out, c);
		i += c == '\'' && quote == '\'';
		if (!is_blank(c))
			kept = out->len;
	}
	if (!all)
		str_cut(out, kept);
	return false;
}

static void add_flow(struct str *out, struct text raw, char quote)
{
	bool first = true, last = false, escaped = false;
	size_t breaks = 0;

	for (; !last; first = false) {
		struct text line = yaml_take_line(&raw, &last);

		while (!first && line.len && is_blank(line.ptr[0]))
			line = text_from(line, 1);
		if (line.len || last) {
			add_breaks(out, breaks, escaped);
			escaped = add_line(out, line, quote, last && quote);
			breaks = 0;
		}
		breaks++;
	}
}

void yaml_add_plain(struct str *out, struct text raw) { add_flow(out, raw, 0); }
void yaml_add_single_quoted(struct str *out, struct text raw) { add_flow(out, raw, '\''); }
void yaml_add_double_quoted(struct str *out, struct text raw) { add_flow(out, raw, '"'); }
