/* YAML 1.2.2, 8.1: literal and folded blocks. */
#include <stdint.h>
#include <string.h>

#include "formats/yaml_scalar.h"

static size_t indent_of(struct text line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == ' ')
		n++;
	return n;
}

/* The indentation of the first line that is not empty; SIZE_MAX when there is none. */
static size_t block_indent(struct text raw, size_t least)
{
	bool last = false;

	while (!last) {
		struct text line = yaml_take_line(&raw, &last);

		if (indent_of(line) < line.len)
			return indent_of(line) < least ? SIZE_MAX : indent_of(line);
	}
	return SIZE_MAX;
}

static void add_newlines(struct str *out, size_t n)
{
	while (n-- && !out->failed)
		str_putc(out, '\n');
}

/* The `breaks` line ends between two lines of text: a folded one is a blank, and the first of
 * several is nothing; around lines that are indented further all stay. */
static void add_breaks(struct str *out, size_t breaks, bool folds)
{
	if (folds && breaks == 1)
		str_putc(out, ' ');
	else
		add_newlines(out, breaks - folds);
}

static bool is_comments(struct text line, struct text rest, bool last)
{
	while (true) {
		size_t n = 0;

		while (n < line.len && strchr(" \t", line.ptr[n]))
			n++;
		if (n < line.len && line.ptr[n] != '#')
			return false;
		if (last)
			return true;
		line = yaml_take_line(&rest, &last);
	}
}

bool yaml_add_block(struct str *out, struct text raw, struct text header, size_t least)
{
	bool folded = text_starts(header, ">"), started = false, spaced = false, last = false;
	bool whole = true;
	size_t indent = block_indent(raw, least), breaks = 0;

	while (!last) {
		struct text line = yaml_take_line(&raw, &last);
		bool was_spaced = spaced;

		if (indent_of(line) < indent && indent_of(line) < line.len) {
			whole = is_comments(line, raw, last);
			break;
		}
		line = text_from(line, indent);
		if (line.len) {
			spaced = line.ptr[0] == ' ' || line.ptr[0] == '\t';
			if (started)
				add_breaks(out, breaks, folded && !spaced && !was_spaced);
			else
				add_newlines(out, breaks);
			str_add(out, line.ptr, line.len);
			started = true;
			breaks = 0;
		}
		breaks += !last;
	}
	if (text_ends(header, "+"))
		add_newlines(out, breaks);
	else if (!text_ends(header, "-") && started && breaks)
		str_putc(out, '\n');
	return whole;
}
