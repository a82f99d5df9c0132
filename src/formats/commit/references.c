/* Issues in a line, as conventional-commits-parser 7 finds them: only whether there is one. */
#include <string.h>

#include "base/utf8.h"
#include "formats/commit/letters.h"
#include "formats/commit/message.h"

static const char *const actions[] = { "closes", "closed",   "close",    "fixes",   "fixed",
				       "fix",    "resolves", "resolved", "resolve", NULL };

static bool is_space_at(struct text t, size_t at, size_t *used)
{
	bool valid;

	return at < t.len && utf8_is_space(utf8_decode(t.ptr + at, t.len - at, used, &valid));
}

/* [\w-\.\/]: a piece of owner/repository */
static bool is_repository(char c) { return letters_is_word(c) || c == '-' || c == '.' || c == '/'; }

/* \bhttps?:\/\/(?:www\.)?([-a-zA-Z0-9@:%_+.~#?&//=])+\b: that is, behind "://" a word character
 * among those of an address. */
static bool has_address(struct text t)
{
	static const char others[] = "-@:%+.~#?&/=";

	for (size_t i = 0; i + 4 < t.len; i++) {
		struct text more = text_from(t, i);

		if ((i && letters_is_word(t.ptr[i - 1])) || !text_starts(more, "http"))
			continue;
		more = text_from(more, text_starts(more, "https") ? 5 : 4);
		if (!text_starts(more, "://"))
			continue;
		for (more = text_from(more, 3); more.len; more = text_from(more, 1)) {
			if (letters_is_word(more.ptr[0]))
				return true;
			if (!more.ptr[0] || !strchr(others, more.ptr[0]))
				break;
		}
	}
	return false;
}

/* ((?=[\w-]*\d)[\w-]+)(?=\s|$|[,;.)\]]) */
static bool is_issue(struct text t)
{
	size_t len = 0, used;
	bool digit = false;

	while (len < t.len && (letters_is_word(t.ptr[len]) || t.ptr[len] == '-')) {
		digit |= t.ptr[len] >= '0' && t.ptr[len] <= '9';
		len++;
	}
	if (!digit)
		return false;
	return len == t.len || is_space_at(t, len, &used) ||
	       (t.ptr[len] && strchr(",;.)]", t.ptr[len]));
}

static bool sentence_has_issue(struct text t, const char *const *prefixes)
{
	size_t end = letters_line_end(t), word = 0; /* where the word that reaches `at` begins */

	if (has_address(t))
		return false;
	for (size_t at = 0; at < end; at++) {
		struct text more = text_from(t, at);

		if (at && !is_repository(t.ptr[at - 1]))
			word = at;
		if (word < at && is_repository(t.ptr[at]))
			continue; /* inside a word no prefix begins */
		for (const char *const *p = prefixes; *p; p++)
			if (letters_starts_any_case(more, *p) &&
			    is_issue(text_from(more, strlen(*p))))
				return true;
	}
	return false;
}

/* The length of the keyword that stands at `at` as a whole word, or 0. */
static size_t action_at(struct text t, size_t at)
{
	if ((at && letters_is_word(t.ptr[at - 1])) || !strchr("cCfFrR", t.ptr[at]))
		return 0;
	for (const char *const *a = actions; *a; a++) {
		size_t len = strlen(*a);

		if (letters_starts_any_case(text_from(t, at), *a) &&
		    (at + len == t.len || !letters_is_word(t.ptr[at + len])))
			return len;
	}
	return 0;
}

/* Where the sentence of the keyword at `at` begins and ends; false when there is none. */
static bool action_sentence(struct text t, size_t at, bool colon, size_t *from, size_t *to)
{
	size_t len = action_at(t, at), used;

	if (!len)
		return false;
	*from = at + len;
	if (colon && *from < t.len && t.ptr[*from] == ':')
		++*from;
	if (!is_space_at(t, *from, &used))
		return false;
	while (is_space_at(t, *from, &used))
		*from += used;
	for (*to = *from; *to < t.len && !action_at(t, *to); ++*to)
		if (letters_line_end(text_first(text_from(t, *to), 3)) == 0)
			return false;
	return true;
}

/* Whether the line holds what a prefix begins with: most do not, and need no closer look. */
static bool may_hold(struct text line, const char *const *prefixes)
{
	for (; line.len && *prefixes; prefixes++) {
		char c = **prefixes;
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (memchr(line.ptr, c, line.len) ||
		    (letter && memchr(line.ptr, c ^ 0x20, line.len)))
			return true;
	}
	return false;
}

bool commit_has_reference(struct text line, bool footer_token, const char *const *prefixes)
{
	size_t last = 0, from, to;

	if (!may_hold(line, prefixes))
		return false;
	for (size_t at = 0; at < line.len;) {
		if (!action_sentence(line, at, footer_token, &from, &to)) {
			at++;
			continue;
		}
		if (sentence_has_issue((struct text){ line.ptr + last, at - last }, prefixes) ||
		    sentence_has_issue((struct text){ line.ptr + from, to - from }, prefixes))
			return true;
		last = at = to;
	}
	return sentence_has_issue(text_from(line, last), prefixes);
}
