#include "formats/commit/ignore.h"

#include <string.h>

#include "base/utf8.h"
#include "formats/commit/letters.h"
#include "formats/commit/message.h"

const char *commit_ignore_word(enum commit_ignore why)
{
	static const char *const words[] = { "not", "merge", "revert", "autosquash", "version" };

	return words[why];
}

static bool holds(struct text t, const char *needle) { return text_find(t, needle) >= 0; }

/* Without what stands behind a prefix; *found says whether it was there. */
static struct text behind(struct text t, const char *prefix, bool *found)
{
	*found = text_starts(t, prefix);
	return *found ? text_from(t, strlen(prefix)) : t;
}

/* What commitlint takes for a merge on whatever line it stands. */
static bool is_merge_line(struct text line)
{
	bool merge;
	struct text more = behind(line, "Merge ", &merge);

	return merge && (text_starts(more, "pull request") || text_starts(more, "branch ") ||
			 text_starts(more, "tag ") || holds(more, " into "));
}

static bool is_merge_head(struct text line)
{
	bool found;
	struct text more = behind(line, "Merged ", &found);

	if (found && (holds(more, "in ") || holds(more, "into ")))
		return true;
	more = behind(line, "Merged PR ", &found);
	if (found && holds(more, ": "))
		return true;
	more = behind(line, "Auto-merged ", &found);
	if (found && holds(more, " into "))
		return true;
	return text_starts(line, "Merge remote-tracking branch") ||
	       text_starts(line, "Automatic merge");
}

/* A line as JavaScript's patterns see one. */
static struct text take_js_line(struct text *rest)
{
	struct text line = text_first(*rest, letters_line_end(*rest));
	size_t used = 0;
	bool valid;

	*rest = text_from(*rest, line.len);
	if (rest->len)
		utf8_decode(rest->ptr, rest->len, &used, &valid);
	*rest = used ? text_from(*rest, used) : (struct text){ 0 };
	return line;
}

static bool any_merge_line(struct text message)
{
	for (struct text rest = message; rest.ptr;)
		if (is_merge_line(take_js_line(&rest)))
			return true;
	return false;
}

static struct text first_line(struct text message) { return take_js_line(&message); }

/* An identifier of a version: [0-9A-Za-z-]+, and a number without a leading zero when `numeric`. */
static bool is_identifier(struct text t, bool numeric)
{
	bool digits = true;

	for (size_t i = 0; i < t.len; i++) {
		if (!letters_is_word(t.ptr[i]) && t.ptr[i] != '-')
			return false;
		if (t.ptr[i] == '_')
			return false;
		digits &= t.ptr[i] >= '0' && t.ptr[i] <= '9';
	}
	return t.len && !(numeric && digits && t.len > 1 && t.ptr[0] == '0');
}

static bool are_identifiers(struct text t, bool numeric)
{
	for (;;) {
		const char *dot = t.len ? memchr(t.ptr, '.', t.len) : NULL;
		size_t len = dot ? (size_t)(dot - t.ptr) : t.len;

		if (!is_identifier(text_first(t, len), numeric))
			return false;
		if (!dot)
			return true;
		t = text_from(t, len + 1);
	}
}

/* 0 or a number without a leading zero, at most 2^53 - 1: how many bytes it takes. */
static size_t version_number(struct text t)
{
	uint64_t value = 0;
	size_t n = 0;

	while (n < t.len && t.ptr[n] >= '0' && t.ptr[n] <= '9') {
		value = value * 10 + (uint64_t)(t.ptr[n] - '0');
		if (value > (UINT64_C(1) << 53) - 1)
			return 0;
		n++;
	}
	return n > 1 && t.ptr[0] == '0' ? 0 : n;
}

bool commit_is_version(struct text t)
{
	const char *plus;
	size_t n;

	t = text_trim(t);
	if (t.len > 256)
		return false;
	t = text_from(t, text_starts(t, "v"));
	for (int part = 0; part < 3; part++) {
		n = version_number(t);
		if (!n || (part < 2 && (n == t.len || t.ptr[n] != '.')))
			return false;
		t = text_from(t, n + (part < 2));
	}
	plus = t.len ? memchr(t.ptr, '+', t.len) : NULL;
	if (plus) {
		if (!are_identifiers((struct text){ plus + 1, t.len - (size_t)(plus - t.ptr) - 1 },
				     false))
			return false;
		t.len = (size_t)(plus - t.ptr);
	}
	return !t.len || (t.ptr[0] == '-' && are_identifiers(text_from(t, 1), true));
}

static size_t skip_word(struct text t)
{
	if (letters_starts_any_case(t, "skip"))
		return 4;
	return letters_starts_any_case(t, "ci") ? 2 : 0;
}

/* Where the first [skip ci]-like mark in these brackets begins and ends; false: there is none. */
static bool find_skip(struct text t, char open, char close, size_t *from, size_t *to)
{
	for (size_t i = 0; i < t.len; i++) {
		struct text more = text_from(t, i + 1);
		size_t first = t.ptr[i] == open ? skip_word(more) : 0, used, second;
		bool valid;

		if (!first || first == more.len)
			continue;
		more = text_from(more, first);
		if (more.ptr[0] == '-')
			used = 1;
		else if (!utf8_is_space(utf8_decode(more.ptr, more.len, &used, &valid)))
			continue;
		second = skip_word(text_from(more, used));
		if (!second || used + second >= more.len || more.ptr[used + second] != close)
			continue;
		*from = i;
		*to = i + 1 + first + used + second + 1;
		return true;
	}
	return false;
}

/* ^chore(\([^)]+\))?: */
static struct text without_chore(struct text t)
{
	struct text more = text_from(t, text_starts(t, "chore") ? 5 : 0);
	const char *close;

	if (more.ptr == t.ptr)
		return t;
	if (text_starts(more, "(")) {
		close = memchr(more.ptr, ')', more.len);
		if (!close || close == more.ptr + 1)
			return t;
		more = text_from(more, (size_t)(close - more.ptr) + 1);
	}
	return text_starts(more, ":") ? text_from(more, 1) : t;
}

static bool is_version_message(struct text message)
{
	static const char brackets[2][2] = { { '[', ']' }, { '(', ')' } };
	const char *nl = message.len ? memchr(message.ptr, '\n', message.len) : NULL;
	AUTO(str) line = STR_MAX(4 * KiB);
	struct text t =
		without_chore(nl ? text_first(message, (size_t)(nl - message.ptr)) : message);
	size_t from, to;

	if (t.len > line.max) /* blanks aside, a version has at most 256 characters */
		t = text_first(text_trim(t), line.max);
	str_add(&line, t.ptr, t.len);
	for (size_t i = 0; i < ARRAY_SIZE(brackets); i++) {
		t = (struct text){ line.buf, line.len };
		if (!find_skip(t, brackets[i][0], brackets[i][1], &from, &to))
			continue;
		memmove(line.buf + from, line.buf + to, line.len - to);
		str_cut(&line, line.len - (to - from));
	}
	return !line.failed && commit_is_version((struct text){ line.buf, line.len });
}

static bool is_autosquash(struct text m)
{
	return text_starts(m, "amend!") || text_starts(m, "fixup!") || text_starts(m, "squash!");
}

static struct text trim_end(struct text m)
{
	struct text inner = text_trim(m);

	m.len = inner.len ? (size_t)(inner.ptr + inner.len - m.ptr) : 0;
	return m;
}

static enum commit_ignore ignored_by_commitlint(struct text m)
{
	m = trim_end(m);
	if (any_merge_line(m) || is_merge_head(first_line(m)))
		return IGNORE_MERGE;
	if (text_starts(m, "Revert ") || text_starts(m, "revert ") || text_starts(m, "Reapply ") ||
	    text_starts(m, "reapply "))
		return IGNORE_REVERT;
	if (is_autosquash(m))
		return IGNORE_AUTOSQUASH;
	return is_version_message(m) ? IGNORE_VERSION : IGNORE_NOT;
}

static bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

/* "This reverts commit HEX" as git writes it, "Reverts OWNER/REPO#N" as GitHub does. */
static bool is_revert_line(struct text line)
{
	bool found;
	struct text more = behind(line, "This reverts commit ", &found);
	size_t n = 0;
	ptrdiff_t hash;

	if (found) {
		while (n < more.len && is_hex(more.ptr[n]))
			n++;
		return n >= 7 && n <= 64 && (n == more.len || !letters_is_word(more.ptr[n]));
	}
	more = behind(line, "Reverts ", &found);
	hash = found ? text_find(more, "#") : -1;
	if (hash < 3 || !memchr(more.ptr, '/', (size_t)hash))
		return false;
	for (size_t i = 0; i < (size_t)hash; i++)
		if (!letters_is_word(more.ptr[i]) && !strchr("-./", more.ptr[i]))
			return false;
	more = text_from(more, (size_t)hash + 1);
	while (n < more.len && more.ptr[n] >= '0' && more.ptr[n] <= '9')
		n++;
	return n && n == text_trim(more).len;
}

static bool is_revert(struct text message)
{
	struct text rest = message, line;

	if (!text_starts(message, "Revert \"") && !text_starts(message, "Reapply \""))
		return false;
	commit_line(&rest, &line);
	while (commit_line(&rest, &line))
		if (is_revert_line(line))
			return true;
	return false;
}

enum commit_ignore commit_ignored(struct text m, enum commit_ignore_mode mode, int parents)
{
	if (mode == IGNORES_NONE)
		return IGNORE_NOT;
	if (mode == IGNORES_COMMITLINT)
		return ignored_by_commitlint(m);
	if (parents >= 2)
		return IGNORE_MERGE;
	if (parents < 0 && (is_merge_line(first_line(m)) || is_merge_head(first_line(m))))
		return IGNORE_MERGE;
	if (is_revert(m))
		return IGNORE_REVERT;
	if (is_autosquash(m))
		return IGNORE_AUTOSQUASH;
	return is_version_message(m) ? IGNORE_VERSION : IGNORE_NOT;
}
