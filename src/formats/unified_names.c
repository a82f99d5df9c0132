#include "formats/unified_names.h"

#include <string.h>

static bool is_octal(char c) { return c >= '0' && c <= '7'; }

/* The byte of an escape, `text` standing behind the backslash; -1: none. */
static int unescape(struct text *text)
{
	static const char letters[] = "abtnvfr\"\\", bytes[] = "\a\b\t\n\v\f\r\"\\";
	const char *letter;
	int byte;

	if (text->len >= 3 && is_octal(text->ptr[0]) && is_octal(text->ptr[1]) &&
	    is_octal(text->ptr[2])) {
		byte = (text->ptr[0] - '0') << 6 | (text->ptr[1] - '0') << 3 | (text->ptr[2] - '0');
		*text = text_from(*text, 3);
		return byte > 0 && byte < 256 ? byte : -1;
	}
	letter = text->len && text->ptr[0] ? strchr(letters, text->ptr[0]) : NULL;
	if (!letter)
		return -1;
	*text = text_from(*text, 1);
	return bytes[letter - letters];
}

/* A C-quoted name at the front of *text, taken off. */
static bool take_quoted(struct str *out, struct text *text)
{
	if (!text_starts(*text, "\""))
		return false;
	str_clear(out);
	*text = text_from(*text, 1);
	while (text->len) {
		char c = text->ptr[0];
		int byte = (unsigned char)c;

		*text = text_from(*text, 1);
		if (c == '"')
			return out->len > 0;
		if (c == '\\')
			byte = unescape(text);
		if (byte < 0)
			return false;
		str_putc(out, (char)byte);
	}
	return false;
}

bool unified_name(struct str *out, struct text text)
{
	const char *tab;

	if (text_starts(text, "\""))
		return take_quoted(out, &text) && (!text.len || text.ptr[0] == '\t');
	tab = text.len ? memchr(text.ptr, '\t', text.len) : NULL;
	if (tab)
		text.len = (size_t)(tab - text.ptr);
	str_clear(out);
	str_add(out, text.ptr, text.len);
	return out->len > 0;
}

/* Less the first component; empty when there is none to take. */
static struct text tail(struct text name)
{
	const char *slash = name.len ? memchr(name.ptr, '/', name.len) : NULL;

	return text_from(name, slash ? (size_t)(slash - name.ptr) + 1 : name.len);
}

bool unified_common(struct text old_name, struct text new_name, struct text *path)
{
	struct text without = tail(new_name);

	if (text_equal(old_name, new_name)) {
		*path = new_name;
		return new_name.len > 0;
	}
	*path = without;
	return without.len && text_equal(tail(old_name), without);
}

static bool fits(struct text name, struct text known)
{
	return !known.len || text_equal(name, known);
}

static size_t find_slash(struct text text, size_t from)
{
	const char *slash = from < text.len ? memchr(text.ptr + from, '/', text.len - from) : NULL;

	return slash ? (size_t)(slash - text.ptr) : text.len;
}

/*
 * Both as they stand, cut at a blank where they are equal, or equal behind their first components.
 * The lengths alone leave at most two blanks to try: this stays linear.
 */
static bool split_plain(struct str *old_out, struct str *new_out, struct text line,
			struct text old_name, struct text new_name)
{
	size_t first_slash = find_slash(line, 0), slash = first_slash;
	struct text path;

	for (size_t at = 0; at < line.len; at++) {
		struct text before = text_first(line, at), after = text_from(line, at + 1);
		bool equal = before.len == after.len, tails;

		if (line.ptr[at] != ' ')
			continue;
		if (slash <= at)
			slash = find_slash(line, at + 1);
		tails = first_slash < at && at - first_slash == line.len - slash;
		if (!(equal || tails) || !fits(before, old_name) || !fits(after, new_name) ||
		    !unified_common(before, after, &path))
			continue;
		str_clear(old_out);
		str_clear(new_out);
		str_add(old_out, before.ptr, before.len);
		str_add(new_out, after.ptr, after.len);
		return true;
	}
	return false;
}

bool unified_git_names(struct str *old_out, struct str *new_out, struct text line,
		       struct text old_name, struct text new_name)
{
	struct text first;
	const char *quote;

	if (text_starts(line, "\"")) {
		if (!take_quoted(old_out, &line) || !text_starts(line, " "))
			return false;
		return unified_name(new_out, text_from(line, 1));
	}
	if (!text_ends(line, "\""))
		return split_plain(old_out, new_out, line, old_name, new_name);
	quote = memchr(line.ptr, '"', line.len); /* an unquoted name holds none */
	first = text_first(line, (size_t)(quote - line.ptr));
	return text_ends(first, " ") && unified_name(old_out, text_first(first, first.len - 1)) &&
	       unified_name(new_out, text_from(line, first.len));
}
