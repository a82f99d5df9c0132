#include "programs/coverage/sheet.h"

#include "runner/escape.h"
#include "runner/markdown.h"

void sheet_begin(const struct sheet *s, const char *heading, const char *const *columns)
{
	str_printf(s->out,
		   s->html ? "<h2>%s</h2>\n<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>"
			   : "### %s\n\n|",
		   heading);
	for (const char *const *column = columns; *column; column++) {
		bool number = (*column)[0] == '#';

		if (s->html)
			str_printf(s->out, "<th scope=\"col\"%s>%s</th>",
				   number ? " class=\"num\"" : "", *column + number);
		else
			str_printf(s->out, " %s |", *column + number);
	}
	str_puts(s->out, s->html ? "</tr></thead>\n<tbody>\n" : "\n|");
	for (const char *const *column = columns; !s->html && *column; column++)
		str_puts(s->out, (*column)[0] == '#' ? "---:|" : "---|");
	str_puts(s->out, s->html ? "" : "\n");
}

void sheet_end(const struct sheet *s)
{
	str_puts(s->out, s->html ? "</tbody></table></div>\n" : "\n");
}

void sheet_row(const struct sheet *s) { str_puts(s->out, s->html ? "<tr>" : "|"); }
void sheet_row_end(const struct sheet *s) { str_puts(s->out, s->html ? "</tr>\n" : "\n"); }

void sheet_code(const struct sheet *s, const char *text)
{
	str_puts(s->out, s->html ? "<td><code>" : " ");
	if (s->html)
		escape_html(s->out, text_of(text));
	else
		markdown_cell(s->out, text_of(text));
	str_puts(s->out, s->html ? "</code></td>" : " |");
}

static void put_sentence(const struct sheet *s, const char *text)
{
	AUTO(str) sentence = STR_MAX(64 * KiB);

	if (s->html) {
		escape_html(s->out, text_of(text));
		return;
	}
	markdown_sentence(&sentence, text_of(text));
	for (size_t i = 0; i < sentence.len; i++) {
		if (sentence.buf[i] == '|')
			str_putc(s->out, '\\');
		str_putc(s->out, sentence.buf[i]);
	}
}

void sheet_text(const struct sheet *s, const char *text)
{
	str_puts(s->out, s->html ? "<td>" : " ");
	put_sentence(s, text);
	str_puts(s->out, s->html ? "</td>" : " |");
}

void sheet_number(const struct sheet *s, const char *text)
{
	str_printf(s->out, s->html ? "<td class=\"num\">%s</td>" : " %s |", text);
}

void sheet_line(const struct sheet *s, const char *text)
{
	str_puts(s->out, s->html ? "<p>" : "");
	put_sentence(s, text);
	str_puts(s->out, s->html ? "</p>\n" : "\n\n");
}
