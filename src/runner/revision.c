#include "runner/revision.h"

#include <string.h>

static bool is_component(struct text part)
{
	return part.len && part.ptr[0] != '.' && !text_ends(part, ".lock");
}

bool ref_is_valid(struct text ref)
{
	size_t from = 0;

	if (!ref.len || ref.ptr[0] == '-' || text_is(ref, "@") || text_ends(ref, ".") ||
	    text_find(ref, "..") >= 0 || text_find(ref, "@{") >= 0)
		return false;
	for (size_t i = 0; i <= ref.len; i++) {
		unsigned char c = i < ref.len ? (unsigned char)ref.ptr[i] : '/';

		if (c <= ' ' || c == 0x7F || strchr("~^:?*[\\", c))
			return false;
		if (c != '/')
			continue;
		if (!is_component((struct text){ ref.ptr + from, i - from }))
			return false;
		from = i + 1;
	}
	return true;
}

static size_t span(struct text text, size_t from, const char *bytes)
{
	while (from < text.len && text.ptr[from] && strchr(bytes, text.ptr[from]))
		from++;
	return from;
}

/* Where the "~2", "^", "^{tree}" or "@{-1}" at `from` ends; 0: it is none of them. */
static size_t suffix_end(struct text text, size_t from)
{
	char sign = text.ptr[from];
	size_t end;

	if (text_starts(text_from(text, from + 1), "{") && sign != '~') {
		end = span(text, from + 2, "-0123456789abcdefghijklmnopqrstuvwxyz");
		return text_starts(text_from(text, end), "}") ? end + 1 : 0;
	}
	return sign == '@' ? 0 : span(text, from + 1, "0123456789");
}

/* Where the first suffix begins: '@' alone may be a part of a name. */
static size_t name_end(struct text revision)
{
	size_t end = 0;

	while (end < revision.len && !strchr("~^", revision.ptr[end]) &&
	       !text_starts(text_from(revision, end), "@{"))
		end++;
	return end;
}

bool revision_is_valid(struct text revision)
{
	size_t at = name_end(revision);
	struct text name = text_first(revision, at);

	if (name.len ? !text_is(name, "@") && !ref_is_valid(name) : !text_starts(revision, "@{"))
		return false;
	while (at < revision.len) {
		size_t end = strchr("~^@", revision.ptr[at]) ? suffix_end(revision, at) : 0;

		if (!end)
			return false;
		at = end;
	}
	return true;
}
