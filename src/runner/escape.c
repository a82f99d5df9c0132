#include "runner/escape.h"

#include <stdint.h>

#include "base/scan.h"
#include "base/utf8.h"
#include "runner/mask.h"

/* What a reader of the log cannot see, or sees in a wrong order. */
static bool is_hidden(uint32_t c)
{
	return (c < 0x20 && c != '\t') || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static void put_visible(struct str *out, uint32_t c)
{
	if (is_hidden(c))
		str_printf(out, "\\u{%02X}", c);
	else
		str_put_point(out, c);
}

/* The bytes at the front that stand for themselves in every sink. */
static size_t plain_run(struct text text)
{
	size_t n = 0;

	while (n < text.len) {
		unsigned char c = (unsigned char)text.ptr[n];

		if (c < 0x20 || c > 0x7E || c == '#' || c == '%' || c == ':' || c == ',')
			break;
		n++;
	}
	return n;
}

enum sink { SINK_LINE, SINK_DATA, SINK_PROPERTY };

/* The encoding that the sink's reader takes back; NULL when there is none for c. */
static const char *encoded(uint32_t c, enum sink sink)
{
	if (sink == SINK_LINE)
		return NULL;
	switch (c) {
	case '%': return "%25";
	case '\r': return "%0D";
	case '\n': return "%0A";
	case ':': return sink == SINK_PROPERTY ? "%3A" : NULL;
	case ',': return sink == SINK_PROPERTY ? "%2C" : NULL;
	default: return NULL;
	}
}

static void escape(struct str *out, struct text text, enum sink sink)
{
	AUTO(str) masked = STR_MAX(4 * MiB);
	size_t used;
	bool valid;

	text = mask_text(text, &masked);
	out->failed |= masked.failed;
	while (text.len && !out->failed) {
		size_t plain = plain_run(text);
		const char *code;
		uint32_t c;

		str_add(out, text.ptr, plain);
		text = text_from(text, plain);
		if (!text.len)
			break;
		if (text_starts(text, "##[")) {
			str_puts(out, "##\\[");
			text = text_from(text, 3);
			continue;
		}
		c = utf8_decode(text.ptr, text.len, &used, &valid);
		text = text_from(text, used);
		code = encoded(c, sink);
		if (code)
			str_puts(out, code);
		else
			put_visible(out, c);
	}
}

void escape_line(struct str *out, struct text text) { escape(out, text, SINK_LINE); }
void escape_data(struct str *out, struct text text) { escape(out, text, SINK_DATA); }
void escape_property(struct str *out, struct text text) { escape(out, text, SINK_PROPERTY); }

static const char *html_entity(uint32_t c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\'': return "&#39;";
	default: return NULL;
	}
}

void escape_html(struct str *out, struct text text)
{
	AUTO(str) masked = STR_MAX(4 * MiB);
	size_t used;
	bool valid;

	text = mask_text(text, &masked);
	out->failed |= masked.failed;
	for (; text.len && !out->failed; text = text_from(text, used)) {
		uint32_t c = utf8_decode(text.ptr, text.len, &used, &valid);
		const char *entity = html_entity(c);

		if (entity)
			str_puts(out, entity);
		else
			put_visible(out, c);
	}
}

void escape_utf8(struct str *out, struct text text)
{
	size_t used;
	bool valid;

	for (; text.len && !out->failed; text = text_from(text, used))
		str_put_point(out, utf8_decode(text.ptr, text.len, &used, &valid));
}

/* The bytes at the front, at most `most`, that stand for themselves between quotes. */
static size_t plain_json(struct text text, size_t most)
{
	size_t end = text.len < most ? text.len : most, n = 0;

	for (; end - n >= 16; n += 16) {
		bytes16 some = bytes16_load(text.ptr + n);
		size_t first = bytes16_first(
			(bytes16)((some < 0x20) | (some > 0x7E) | (some == '"') | (some == '\\')));

		if (first < 16)
			return n + first;
	}
	while (n < end && text.ptr[n] >= 0x20 && text.ptr[n] < 0x7F && text.ptr[n] != '"' &&
	       text.ptr[n] != '\\')
		n++;
	return n;
}

void escape_json(struct str *out, struct text text, size_t max_points)
{
	size_t used;
	bool valid;

	while (text.len && max_points && !out->failed) {
		size_t plain = plain_json(text, max_points);
		uint32_t c;

		str_add(out, text.ptr, plain);
		text = text_from(text, plain);
		max_points -= plain;
		if (!text.len || !max_points--)
			break;
		c = utf8_decode(text.ptr, text.len, &used, &valid);

		if (c == '"')
			str_puts(out, "\\\"");
		else if (c == '\\')
			str_puts(out, "\\\\");
		else if (c == '\n')
			str_puts(out, "\\n");
		else if (c == '\t')
			str_puts(out, "\\t");
		else if (c == 0)
			str_put_point(out, UTF8_REPLACEMENT);
		else if (c < 0x20 || c == 0x7F)
			str_printf(out, "\\u%04x", c);
		else
			str_put_point(out, c);
		text = text_from(text, used);
	}
}
