/* When each rule of commitlint 21 holds. A part that is absent has nothing wrong with it, unless
 * the rule says otherwise. */
#include <string.h>

#include "base/utf8.h"
#include "formats/commit/letters.h"
#include "judge/commit/lint.h"
#include "judge/commit/rules.h"

/* `never` turns an answer round. */
static bool turn(bool holds, const struct commit_setting *s) { return s->never ? !holds : holds; }

static bool within(struct text t, const struct commit_setting *s)
{
	return (int64_t)letters_utf16(t) <= s->number;
}

static bool at_least(struct text t, const struct commit_setting *s)
{
	return (int64_t)letters_utf16(t) >= s->number;
}

/* \bhttps?:\/\/\S+ */
static bool has_address(struct text line)
{
	size_t used;
	bool valid;

	for (size_t i = 0; i + 7 < line.len; i++) {
		struct text more = text_from(line, i);

		if (line.ptr[i] != 'h' || (i && letters_is_word(line.ptr[i - 1])))
			continue;
		if (text_starts(more, "http://"))
			more = text_from(more, 7);
		else if (text_starts(more, "https://"))
			more = text_from(more, 8);
		else
			continue;
		if (more.len && !utf8_is_space(utf8_decode(more.ptr, more.len, &used, &valid)))
			return true;
	}
	return false;
}

struct text commit_long_line(struct text t, int64_t most)
{
	struct text rest = t, line;

	while (commit_line(&rest, &line))
		if ((int64_t)letters_utf16(line) > most && !has_address(line))
			return line;
	return (struct text){ 0 };
}

static bool lines_within(struct text t, const struct commit_setting *s)
{
	return !t.len || !commit_long_line(t, s->number).ptr;
}

static bool case_matches(struct text t, const struct commit_case_check *check)
{
	return commit_case_is(t, check->which) != check->never;
}

static bool case_holds(struct text t, const struct commit_setting *s)
{
	bool any = false;

	for (size_t i = 0; i < s->n_cases && !any; i++)
		any = case_matches(t, &s->cases[i]);
	return turn(any, s);
}

static const char *default_delimiters[] = { "/", "\\", "," };

static struct commit_list delimiters_of(const struct commit_list *list)
{
	return list->n ? *list : (struct commit_list){ default_delimiters, 3 };
}

/* The delimiter at the front of the text, a blank behind a comma with it; 0: none. An empty one
 * stands between any two characters. */
static size_t delimiter_at(struct text t, const struct commit_list *delimiters)
{
	for (size_t i = 0; i < delimiters->n; i++) {
		size_t len = strlen(delimiters->at[i]);

		if (!text_starts(t, delimiters->at[i]) || !len)
			continue;
		return strcmp(delimiters->at[i], ",") == 0 && text_starts(t, ", ") ? 2 : len;
	}
	return 0;
}

/* The next segment of a scope; rest.ptr is NULL when all are taken. */
static struct text segment(struct text *rest, const struct commit_list *delimiters)
{
	struct text all = *rest;

	for (size_t i = 0; i < all.len; i++) {
		size_t len = delimiter_at(text_from(all, i), delimiters);

		if (!len)
			continue;
		*rest = text_from(all, i + len);
		return text_first(all, i);
	}
	*rest = (struct text){ 0 };
	return all;
}

static bool scope_case_matches(struct text scope, const struct commit_setting *s,
			       const struct commit_case_check *check)
{
	struct commit_list delimiters = delimiters_of(&s->delimiters);
	bool all = true;

	for (struct text rest = scope; rest.ptr && all;)
		all = commit_case_is(segment(&rest, &delimiters), check->which);
	return all != check->never;
}

static bool scope_case_holds(struct text scope, const struct commit_setting *s)
{
	bool any = false;

	for (size_t i = 0; i < s->n_cases && !any; i++)
		any = scope_case_matches(scope, s, &s->cases[i]);
	return turn(any, s);
}

static bool listed(struct text t, const struct commit_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (text_is(t, list->at[i]))
			return true;
	return false;
}

static bool scope_enum_holds(struct text scope, const struct commit_setting *s)
{
	struct commit_list delimiters = delimiters_of(&s->delimiters);
	bool every = true, some = false;

	if (!s->list.n)
		return true;
	for (struct text rest = scope; rest.ptr;) {
		bool in = listed(segment(&rest, &delimiters), &s->list);

		every &= in;
		some |= in;
	}
	if (s->never)
		return !some && !listed(scope, &s->list);
	return every || listed(scope, &s->list);
}

static bool delimiter_style_holds(struct text scope, const struct commit_setting *s)
{
	struct commit_list allowed = delimiters_of(&s->list);
	bool all = true;

	for (size_t i = 0; i < scope.len;) {
		size_t from = i;
		struct text run;

		while (i < scope.len && !letters_is_word(scope.ptr[i]) && scope.ptr[i] != '-')
			i++;
		run = (struct text){ scope.ptr + from, i - from };
		i += i == from;
		if (!run.len)
			continue;
		if (text_is(text_trim(run), ","))
			run = TEXT(",");
		all &= listed(run, &allowed);
	}
	return turn(all, s);
}

/* Whether the last UTF-16 unit is the value: a letter beyond U+FFFF has none that is. */
static bool ends_with(struct text t, const struct commit_setting *s)
{
	struct text stop = text_of(s->text ? s->text : ".");
	size_t from = t.len;

	if (!t.len)
		return false;
	while (from && ((unsigned char)t.ptr[--from] & 0xC0) == 0x80)
		;
	t = text_from(t, from);
	return t.len < 4 && text_equal(t, stop);
}

static bool subject_full_stop_holds(const struct commit_message *m, const struct commit_setting *s)
{
	struct text h = m->header;
	const char *colon = h.len ? memchr(h.ptr, ':', h.len) : NULL;

	if (colon && colon > h.ptr && colon == h.ptr + h.len - 1)
		return true;
	return turn(ends_with(h, s) && !text_ends(h, "..."), s);
}

static bool body_leading_blank_holds(const struct commit_message *m, const struct commit_setting *s)
{
	struct text rest = m->raw, line;

	commit_line(&rest, &line);
	return turn(commit_line(&rest, &line) && !line.len, s);
}

/* commitlint looks for the footer's first line from the top, and may find another line like it. */
static bool footer_leading_blank_holds(const struct commit_message *m,
				       const struct commit_setting *s)
{
	struct text rest = m->footer, first, line, before = { 0 }, last = { 0 }, previous = { 0 };
	bool found = false;

	if (m->spec)
		return turn(!m->footer_unspaced, s);
	commit_line(&rest, &first);
	rest = m->raw;
	while (commit_line(&rest, &line)) {
		if (!found && text_equal(line, first)) {
			found = true;
			before = last;
		}
		previous = last;
		last = line;
	}
	/* slice(-1) and slice(-2) count from the end */
	if (!found)
		before = previous.ptr ? previous : last;
	else if (!before.ptr)
		before = last;
	return turn(!before.len, s);
}

static bool header_trim_holds(struct text header) { return text_trim(header).len == header.len; }

/* ^BREAKING[ -]CHANGE: on any line */
static bool names_breaking(struct text footer)
{
	for (size_t i = 0; i < footer.len; i++) {
		struct text more = text_from(footer, i);

		if (text_starts(more, "BREAKING CHANGE:") || text_starts(more, "BREAKING-CHANGE:"))
			return true;
		i += letters_line_end(more);
		/* U+2028 and U+2029 are three bytes, the first of which stands at i */
		if (i < footer.len && footer.ptr[i] == '\xE2')
			i += 2;
	}
	return false;
}

static bool is_cherry_pick(struct text line)
{
	static const char start[] = "(cherry picked from commit ";
	size_t n = 0;

	line = text_trim(line);
	if (!letters_starts_any_case(line, start))
		return false;
	line = text_from(line, strlen(start));
	while (n < line.len && line.ptr[n] && strchr("0123456789abcdefABCDEF", line.ptr[n]))
		n++;
	return n >= 7 && n <= 64 && n + 1 == line.len && line.ptr[n] == ')';
}

static bool is_signed_off(struct text message, const struct commit_setting *s)
{
	struct text rest = message, line, last = { 0 };

	while (commit_line(&rest, &line))
		if (line.len && line.ptr[0] != '#' && !is_cherry_pick(line))
			last = line;
	return last.len && text_starts(last, s->text ? s->text : "");
}

static bool starts_with_case(struct text t)
{
	size_t used;
	bool valid;

	return t.len && letters_has_case(utf8_decode(t.ptr, t.len, &used, &valid));
}

static bool starts_with_ascii_letter(struct text t)
{
	return t.len && (unsigned char)t.ptr[0] < 0x80 && starts_with_case(t);
}

static bool subject_rule_holds(enum commit_rule rule, const struct commit_message *m,
			       const struct commit_setting *s)
{
	switch (rule) {
	case RULE_SUBJECT_CASE: return !starts_with_case(m->subject) || case_holds(m->subject, s);
	case RULE_SUBJECT_EMPTY: return turn(!m->subject.len, s);
	case RULE_SUBJECT_EXCLAMATION_MARK:
		return !m->header.len || turn(commit_header_has_bang(m->header), s);
	case RULE_SUBJECT_FULL_STOP: return subject_full_stop_holds(m, s);
	case RULE_SUBJECT_MAX_LENGTH: return !m->subject.len || within(m->subject, s);
	case RULE_SUBJECT_MIN_LENGTH: return !m->subject.len || at_least(m->subject, s);
	case RULE_TYPE_CASE: return !m->type.len || case_holds(m->type, s);
	case RULE_TYPE_EMPTY: return turn(!m->type.len, s);
	case RULE_TYPE_ENUM: return !m->type.len || turn(listed(m->type, &s->list), s);
	case RULE_TYPE_MAX_LENGTH: return !m->type.len || within(m->type, s);
	case RULE_TYPE_MIN_LENGTH: return !m->type.len || at_least(m->type, s);
	default: return true;
	}
}

static bool header_rule_holds(enum commit_rule rule, const struct commit_message *m,
			      const struct commit_setting *s)
{
	switch (rule) {
	case RULE_HEADER_CASE:
		return !starts_with_ascii_letter(m->header) || case_holds(m->header, s);
	case RULE_HEADER_FULL_STOP: return turn(ends_with(m->header, s), s);
	case RULE_HEADER_MAX_LENGTH: return m->header.len && within(m->header, s);
	case RULE_HEADER_MIN_LENGTH: return m->header.len && at_least(m->header, s);
	case RULE_HEADER_TRIM: return header_trim_holds(m->header);
	case RULE_SCOPE_CASE: return !m->scope.len || scope_case_holds(m->scope, s);
	case RULE_SCOPE_DELIMITER_STYLE: return !m->scope.len || delimiter_style_holds(m->scope, s);
	case RULE_SCOPE_EMPTY: return turn(!m->scope.len, s);
	case RULE_SCOPE_ENUM:
		return !m->scope.ptr || !m->scope.len || scope_enum_holds(m->scope, s);
	case RULE_SCOPE_MAX_LENGTH: return !m->scope.len || within(m->scope, s);
	case RULE_SCOPE_MIN_LENGTH: return !m->scope.len || at_least(m->scope, s);
	default: return subject_rule_holds(rule, m, s);
	}
}

bool commit_rule_holds(enum commit_rule rule, const struct commit_message *m,
		       const struct commit_setting *s)
{
	switch (rule) {
	case RULE_BODY_CASE: return !m->body.len || case_holds(m->body, s);
	case RULE_BODY_EMPTY: return turn(!m->body.len, s);
	case RULE_BODY_FULL_STOP: return !m->body.len || turn(ends_with(m->body, s), s);
	case RULE_BODY_LEADING_BLANK: return !m->body.len || body_leading_blank_holds(m, s);
	case RULE_BODY_MAX_LENGTH: return !m->body.len || within(m->body, s);
	case RULE_BODY_MAX_LINE_LENGTH: return lines_within(m->body, s);
	case RULE_BODY_MIN_LENGTH: return !m->body.len || at_least(m->body, s);
	case RULE_BREAKING_CHANGE_EXCLAMATION_MARK:
		return (!m->header.len && !m->footer.len) ||
		       turn(commit_header_has_bang(m->header) == names_breaking(m->footer), s);
	case RULE_FOOTER_EMPTY: return turn(!m->footer.len, s);
	case RULE_FOOTER_LEADING_BLANK: return !m->footer.len || footer_leading_blank_holds(m, s);
	case RULE_FOOTER_MAX_LENGTH: return !m->footer.len || within(m->footer, s);
	case RULE_FOOTER_MAX_LINE_LENGTH: return lines_within(m->footer, s);
	case RULE_FOOTER_MIN_LENGTH: return !m->footer.len || at_least(m->footer, s);
	case RULE_REFERENCES_EMPTY: return s->never ? m->references : !m->references;
	case RULE_SIGNED_OFF_BY: return turn(is_signed_off(m->raw, s), s);
	case RULE_TRAILER_EXISTS:
		return turn(commit_has_trailer(m->raw, s->text ? s->text : ""), s);
	default: return header_rule_holds(rule, m, s);
	}
}
