#include "formats/tsc_line.h"

#include <inttypes.h>
#include <string.h>

#include "base/num.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/* Takes the whole number off the end of *text. */
static bool take_number_right(struct text *text, int64_t *out)
{
	size_t at = text->len;

	while (at && is_digit(text->ptr[at - 1]))
		at--;
	if (!num_int(text_from(*text, at), out))
		return false;
	text->len = at;
	return true;
}

static bool take_right(struct text *text, const char *end)
{
	if (!text_ends(*text, end))
		return false;
	text->len -= strlen(end);
	return true;
}

static size_t digits_at(struct text text)
{
	size_t n = 0;

	while (n < text.len && is_digit(text.ptr[n]))
		n++;
	return n;
}

/* "src/a.ts(3,5): " or "src/a.ts:3:5 - ", from the right: a name may hold anything. */
static bool split_place(struct text before, struct tsc_header *out)
{
	if (take_right(&before, "): ")) {
		if (!take_number_right(&before, &out->column) || !take_right(&before, ",") ||
		    !take_number_right(&before, &out->line) || !take_right(&before, "("))
			return false;
	} else if (take_right(&before, " - ")) {
		if (!take_number_right(&before, &out->column) || !take_right(&before, ":") ||
		    !take_number_right(&before, &out->line) || !take_right(&before, ":"))
			return false;
		out->pretty = true;
	} else {
		return false;
	}
	out->file = before;
	return before.len > 0;
}

static bool is_category(struct text word)
{
	return text_is(word, "error") || text_is(word, "warning") || text_is(word, "suggestion") ||
	       text_is(word, "message");
}

/* Whether the diagnostic's code stands at `at` (of " TS2322: "), and all before it fits. */
static bool header_at(struct text line, size_t at, struct tsc_header *out)
{
	struct text code = text_from(line, at + strlen(" TS"));
	size_t digits = digits_at(code), word = at;

	*out = (struct tsc_header){ 0 };
	if (!num_int(text_first(code, digits), &out->code) || digits == code.len ||
	    code.ptr[digits] != ':')
		return false;
	while (word && is_lower(line.ptr[word - 1]))
		word--;
	out->category = text_from(text_first(line, at), word);
	out->message = text_trim(text_from(code, digits + 1));
	if (!word)
		return is_category(out->category);
	return out->category.len && split_place(text_first(line, word), out);
}

bool tsc_header(struct text line, struct tsc_header *out)
{
	size_t at = 0;
	ptrdiff_t next;

	if (line.len && line.ptr[0] == ' ')
		return false;
	while ((next = text_find(text_from(line, at), " TS")) >= 0) {
		at += (size_t)next;
		if (header_at(line, at, out))
			return true;
		at++;
	}
	return false;
}

bool tsc_is_related(struct text line)
{
	struct tsc_header ignored = { 0 };
	ptrdiff_t dash;

	if (!text_starts(line, "  ") || line.len < 3 || line.ptr[2] == ' ')
		return false;
	line = text_from(line, 2);
	dash = text_find(line, " - ");
	if (dash >= 0)
		return split_place(text_first(line, (size_t)dash + strlen(" - ")), &ignored);
	return take_number_right(&line, &ignored.column) && take_right(&line, ":") &&
	       take_number_right(&line, &ignored.line) && take_right(&line, ":") && line.len;
}

bool tsc_is_source(struct text line, int64_t *number)
{
	size_t digits = digits_at(line);

	if (digits < line.len && line.ptr[digits] != ' ')
		return false;
	return num_int(text_first(line, digits), number);
}

static bool is_source_name(struct text name)
{
	static const char *const ends[] = { ".ts",  ".tsx", ".mts", ".cts",  ".js", ".jsx",
					    ".mjs", ".cjs", ".vue", ".json", NULL };

	for (const char *const *end = ends; *end; end++)
		if (text_ends(name, *end) && name.len > strlen(*end))
			return true;
	return false;
}

bool tsc_is_file(struct text line, bool *foreign, bool *relative)
{
	bool bundled = text_starts(line, "bundled:///");

	*foreign = bundled || text_find(line, "node_modules/") >= 0;
	*relative = !bundled && !text_starts(line, "/") &&
		    !(line.len > 3 && line.ptr[1] == ':' && line.ptr[2] == '/');
	return is_source_name(line) && line.ptr[0] != ' ' &&
	       !(*relative && memchr(line.ptr, ' ', line.len));
}

/* "9:59:59 PM", "21.59.59": as the language writes it. */
static size_t time_length(struct text text)
{
	size_t at = digits_at(text);

	for (int i = 0; i < 2; i++) {
		if (at == 0 || at > 8 || at >= text.len || !strchr(":.h", text.ptr[at]) ||
		    digits_at(text_from(text, at + 1)) != 2)
			return 0;
		at += 3;
	}
	return at;
}

bool tsc_is_timed(struct text line, struct text *said)
{
	ptrdiff_t end;
	bool bracket;

	while (text_starts(line, "\x1b[")) { /* --watch clears the screen */
		size_t at = 2;

		while (at < line.len && (is_digit(line.ptr[at]) || line.ptr[at] == ';'))
			at++;
		line = text_from(line, at + 1);
	}
	bracket = text_starts(line, "[");
	if (!time_length(text_from(line, bracket)))
		return false;
	end = text_find(line, bracket ? "] " : " - ");
	if (end < 0 || end > 40)
		return false;
	*said = text_from(line, (size_t)end + (bracket ? strlen("] ") : strlen(" - ")));
	return true;
}

/* "5.9.3", "7.0.0-dev.20250601" */
static bool is_version(struct text text)
{
	for (int i = 0; i < 2; i++) {
		size_t digits = digits_at(text);

		if (!digits || digits == text.len || text.ptr[digits] != '.')
			return false;
		text = text_from(text, digits + 1);
	}
	return digits_at(text) > 0 && !memchr(text.ptr, ' ', text.len);
}

bool tsc_is_help(struct text line)
{
	const char *blank = line.len ? memchr(line.ptr, ' ', line.len) : NULL;

	if (text_starts(line, "tsc: "))
		return true;
	return blank && is_version(text_from(line, (size_t)(blank - line.ptr) + 1));
}

/* "Check time:  0.40s", as --diagnostics prints it. */
static bool is_statistic(struct text line)
{
	const char *colon = line.len ? memchr(line.ptr, ':', line.len) : NULL;
	struct text value;

	if (!colon || line.ptr[0] < 'A' || line.ptr[0] > 'Z')
		return false;
	value = text_trim(text_from(line, (size_t)(colon - line.ptr) + 1));
	if (text_ends(value, "K") || text_ends(value, "s"))
		value.len--;
	for (size_t i = 0; i < value.len; i++)
		if (!is_digit(value.ptr[i]) && value.ptr[i] != '.')
			return false;
	return value.len > 0;
}

bool tsc_is_harmless(struct text line)
{
	static const char *const starts[] = { "> ",    "$ ",       "npm ",     "yarn ", "pnpm ",
					      "info ", "Done in ", "TSFILE: ", NULL };

	for (const char *const *start = starts; *start; start++)
		if (text_starts(line, *start))
			return true;
	return is_statistic(line);
}

int64_t tsc_found(struct text line)
{
	static const char found[] = "Found ";
	struct text rest = text_from(line, sizeof(found) - 1);
	size_t digits = digits_at(rest);
	int64_t n;

	if (!text_starts(line, found) || !text_starts(text_from(rest, digits), " error") ||
	    !num_int(text_first(rest, digits), &n))
		return -1;
	return n;
}

static bool is_part_of_name(char c)
{
	return is_digit(c) || is_lower(c | 32) || strchr("_:/.\\-(", c);
}

bool tsc_holds_number(struct text line, size_t number)
{
	for (size_t at = 0; at < line.len; at++) {
		size_t digits = digits_at(text_from(line, at));
		int64_t n;

		if (!digits)
			continue;
		if ((at == 0 || !is_part_of_name(line.ptr[at - 1])) &&
		    num_int(text_first(text_from(line, at), digits), &n) && n >= 0 &&
		    (uint64_t)n == number)
			return true;
		at += digits;
	}
	return false;
}
