#include "formats/yaml_scalar.h"

#include <string.h>

/* No way of writing a byte takes more than this many: six for \u00e9, some for indentation. */
#define RAW_PER_BYTE 16

static struct text raw_of(struct fy_token *token, struct text bytes)
{
	const struct fy_mark *start = token ? fy_token_start_mark(token) : NULL;
	const struct fy_mark *end = token ? fy_token_end_mark(token) : NULL;

	if (!start || !end || end->input_pos > bytes.len || start->input_pos > end->input_pos)
		return (struct text){ "", 0 };
	return text_from(text_first(bytes, end->input_pos), start->input_pos);
}

static struct text take_line(struct text *rest, bool *last)
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

static void add_breaks(struct str *out, size_t breaks)
{
	if (breaks == 1)
		str_putc(out, ' ');
	for (; breaks > 1 && !out->failed; breaks--)
		str_putc(out, '\n');
}

static void add_quoted(struct str *out, struct text line)
{
	for (size_t i = 0; i < line.len && !out->failed; i++) {
		str_putc(out, line.ptr[i]);
		i += line.ptr[i] == '\'';
	}
}

/*
 * YAML 1.2.2, 7.3.2: '' is a quote; a line break is a blank, and n of them are n - 1 line breaks;
 * blanks around them go. Done here because libfyaml 0.7.12 leaks in fy_token_get_text where many ''
 * stand side by side.
 */
static void add_single_quoted(struct str *out, struct text raw)
{
	bool first = true, last = false;
	size_t breaks = 0;

	for (; !last; first = false) {
		struct text line = take_line(&raw, &last);

		while (!first && line.len && is_blank(line.ptr[0]))
			line = text_from(line, 1);
		while (!last && line.len && is_blank(line.ptr[line.len - 1]))
			line.len--;
		if (line.len || last) {
			add_breaks(out, breaks);
			breaks = 0;
		}
		add_quoted(out, line);
		breaks++;
	}
}

int yaml_scalar(struct str *out, struct fy_token *token, struct text bytes)
{
	struct text raw = raw_of(token, bytes);
	const char *text;
	size_t len = 0;

	if (raw.len / RAW_PER_BYTE > out->max)
		return -1;
	if (fy_token_scalar_style(token) == FYSS_SINGLE_QUOTED) {
		add_single_quoted(out, raw);
		return out->failed && raw.len > out->max ? -1 : 0;
	}
	text = token ? fy_token_get_text(token, &len) : NULL;
	if (text && len > out->max)
		return -1;
	if (text)
		str_add(out, text, len);
	else
		out->failed |= raw.len > 0;
	return 0;
}
