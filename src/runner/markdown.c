#include "runner/markdown.h"

#include <string.h>

#include "runner/escape.h"

static size_t longest_ticks(struct text text)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.ptr[i] == '`' ? run + 1 : 0;
		if (run > longest)
			longest = run;
	}
	return longest;
}

static void put_ticks(struct str *out, size_t n)
{
	while (n--)
		str_putc(out, '`');
}

static void span(struct str *out, struct text text, bool cell)
{
	AUTO(str) shown = STR_MAX(64 * KiB);
	struct text all;
	size_t ticks;
	bool pad;

	if (!text.len)
		return;
	escape_line(&shown, text);
	all = (struct text){ shown.buf, shown.len };
	ticks = longest_ticks(all) + 1;
	pad = all.len && (strchr("` \t", all.ptr[0]) || strchr("` \t", all.ptr[all.len - 1]));
	put_ticks(out, ticks);
	if (pad)
		str_putc(out, ' ');
	for (size_t i = 0; i < all.len; i++) {
		if (cell && all.ptr[i] == '|')
			str_putc(out, '\\');
		str_putc(out, all.ptr[i] == '\t' ? ' ' : all.ptr[i]);
	}
	if (pad)
		str_putc(out, ' ');
	put_ticks(out, ticks);
	if (shown.failed)
		str_puts(out, "…");
}

void markdown_code(struct str *out, struct text text) { span(out, text, false); }
void markdown_cell(struct str *out, struct text text) { span(out, text, true); }

void markdown_fence(struct str *out, const char *language, struct text text)
{
	size_t ticks = longest_ticks(text) + 1;

	if (ticks < 3)
		ticks = 3;
	put_ticks(out, ticks);
	str_printf(out, "%s\n", language);
	while (text.len) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t len = end ? (size_t)(end - text.ptr) : text.len;

		escape_line(out, text_first(text, len));
		str_putc(out, '\n');
		text = text_from(text, len + (end != NULL));
	}
	put_ticks(out, ticks);
	str_puts(out, "\n");
}

void markdown_sentence(struct str *out, struct text text)
{
	AUTO(str) shown = STR_MAX(64 * KiB);

	escape_line(&shown, text);
	for (size_t i = 0; i < shown.len; i++) {
		char c = shown.buf[i];

		if (c == '&')
			str_puts(out, "&amp;");
		else if (c == '<')
			str_puts(out, "&lt;");
		else if (c == '>')
			str_puts(out, "&gt;");
		else if (c == '@')
			str_puts(out, "&#64;"); /* no mention */
		else if (c == ':' && i + 2 < shown.len && shown.buf[i + 1] == '/')
			str_puts(out, "&#58;"); /* no link made of a bare address */
		else if (c == '.' && i >= 3 && memcmp(shown.buf + i - 3, "www", 3) == 0)
			str_puts(out, "&#46;");
		else if (c == '#')
			str_puts(out, "&#35;"); /* no reference to an issue */
		else if (strchr("\\`*_[]!|~$", c))
			str_printf(out, "\\%c", c);
		else
			str_putc(out, c);
	}
	if (shown.failed)
		str_puts(out, "…");
}
