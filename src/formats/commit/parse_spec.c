/*
 * Conventional Commits 1.0.0 (specs/commit-lint.md 4.3). The header is read leniently, so that what
 * is meant is known and what is wrong can be shown at its column.
 */
#include <string.h>

#include "base/utf8.h"
#include "formats/commit/footers.h"
#include "formats/commit/letters.h"
#include "formats/commit/message.h"

/* The header as it is read. */
struct scan {
	struct commit_message *m;
	struct text h;
	size_t at;
};

static uint32_t peek(const struct scan *s, size_t *used)
{
	bool valid;

	*used = 0;
	return s->at < s->h.len ? utf8_decode(s->h.ptr + s->at, s->h.len - s->at, used, &valid) : 0;
}

static bool next_is(const struct scan *s, char c)
{
	return s->at < s->h.len && s->h.ptr[s->at] == c;
}

static size_t skip_blanks(struct scan *s)
{
	size_t from = s->at, used;

	while (s->at < s->h.len && utf8_is_space(peek(s, &used)))
		s->at += used;
	return s->at - from;
}

static void syntax(struct scan *s, size_t at, size_t len, const char *what)
{
	commit_slip_add(s->m, RULE_HEADER_SYNTAX, at, len, what);
}

/* Blanks in front of one of the marks are a slip; in front of anything else they end the type. */
static bool blanks_before_mark(struct scan *s, const char *what)
{
	size_t from = s->at, len = skip_blanks(s);

	if (!len)
		return true;
	if (s->at == s->h.len || !s->h.ptr[s->at] || !strchr("(!:", s->h.ptr[s->at])) {
		s->at = from;
		return false;
	}
	syntax(s, from, len, what);
	return true;
}

static void read_type(struct scan *s)
{
	size_t from = s->at, used;

	while (s->at < s->h.len && !strchr("():!", s->h.ptr[s->at]) &&
	       !utf8_is_space(peek(s, &used)))
		s->at += used;
	if (s->at > from)
		s->m->type = (struct text){ s->h.ptr + from, s->at - from };
}

/* Where the ')' stands that closes the '(' at s->at, parentheses inside counted; or SIZE_MAX. */
static size_t closing(const struct scan *s, size_t *nested)
{
	size_t depth = 0;

	*nested = SIZE_MAX;
	for (size_t i = s->at; i < s->h.len; i++) {
		if (s->h.ptr[i] == '(') {
			if (++depth == 2 && *nested == SIZE_MAX)
				*nested = i;
		} else if (s->h.ptr[i] == ')' && --depth == 0) {
			return i;
		}
	}
	return SIZE_MAX;
}

/* How far the type, the scope and '!' lead. */
enum marks { MARKS_COLON, MARKS_NO_COLON, MARKS_OPEN_SCOPE };

static bool read_scope(struct scan *s)
{
	size_t nested, open = s->at, end = closing(s, &nested);
	struct text scope;

	if (end == SIZE_MAX) {
		syntax(s, open, 1, "this \"(\" is never closed");
		return false;
	}
	scope = (struct text){ s->h.ptr + open + 1, end - open - 1 };
	s->at = end + 1;
	if (nested != SIZE_MAX)
		commit_slip_add(s->m, RULE_SCOPE_SYNTAX, nested, 1,
				"a scope cannot hold parentheses");
	else if (!text_trim(scope).len)
		commit_slip_add(s->m, RULE_SCOPE_SYNTAX, open, end + 1 - open,
				"the scope is empty: name one, or remove the parentheses");
	if (s->m->scope.ptr)
		syntax(s, open, end + 1 - open, "only one scope can stand here");
	else if (text_trim(scope).len)
		s->m->scope = scope;
	return true;
}

/* (scope)!: and what is near it. */
static enum marks read_marks(struct scan *s)
{
	while (blanks_before_mark(s, "remove the space here")) {
		if (next_is(s, ':')) {
			s->at++;
			return MARKS_COLON;
		}
		if (next_is(s, '(')) {
			if (s->m->bang)
				syntax(s, s->at, 1, "the scope stands in front of \"!\"");
			if (!read_scope(s))
				return MARKS_OPEN_SCOPE;
		} else if (next_is(s, '!')) {
			if (s->m->bang)
				syntax(s, s->at, 1, "one \"!\" is enough");
			s->m->bang = true;
			s->at++;
		} else {
			break;
		}
	}
	return MARKS_NO_COLON;
}

static void read_description(struct scan *s)
{
	size_t colon = s->at - 1, from, len;

	while (next_is(s, ':')) {
		s->at++;
		syntax(s, s->at - 1, 1, "one \":\" is enough");
	}
	from = s->at;
	len = skip_blanks(s);
	if (s->at == s->h.len)
		return; /* subject-empty says it */
	s->m->subject = text_from(s->h, s->at);
	if (!len)
		syntax(s, colon, 1, "a space must follow the \":\"");
	else if (s->h.ptr[from] != ' ')
		syntax(s, from, len, "the \":\" must be followed by a plain space");
	else if (len > 1)
		commit_slip_add(s->m, RULE_HEADER_SPACE, from + 1, len - 1,
				"more than one space behind the \":\"");
}

static void read_header(struct commit_message *m)
{
	struct scan s = { .m = m, .h = m->header };
	size_t leading = skip_blanks(&s), used;
	enum marks marks;

	if (leading)
		syntax(&s, 0, leading, "remove the blank in front of the type");
	read_type(&s);
	marks = read_marks(&s);
	if (marks == MARKS_COLON) {
		read_description(&s);
		return;
	}
	m->type = m->scope = (struct text){ 0 };
	m->bang = false;
	if (marks == MARKS_NO_COLON) {
		peek(&s, &used);
		syntax(&s, s.at, used, "expected \"type: description\": no \":\" behind the type");
	}
}

int commit_parse_spec(struct commit_message *m, struct text text, struct err *err)
{
	struct text rest = text, line;
	bool first = true;

	*m = (struct commit_message){ .raw = text, .spec = true };
	str_init(&m->lines, text.len + 1);
	while (text.len && commit_line(&rest, &line)) {
		if (!first)
			str_putc(&m->lines, '\n');
		str_add(&m->lines, line.ptr, line.len);
		first = false;
	}
	if (m->lines.failed)
		return err_memory(err);
	rest = (struct text){ m->lines.buf, m->lines.len };
	commit_joined_line(&rest, &m->header);
	read_header(m);
	if (rest.ptr)
		commit_footers(m, rest);
	m->breaking |= m->bang;
	return 0;
}
