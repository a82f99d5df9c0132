/*
 * What conventional-commits-parser 7, as commitlint 21 calls it, makes of a message. The comments
 * show the patterns that the code stands for.
 */
#include <string.h>

#include "base/utf8.h"
#include "formats/commit/letters.h"
#include "formats/commit/message.h"

static const char *const hash[] = { "#", NULL };

const struct commit_grammar commit_grammar_conventional = {
	.bang = true, .breaking_pattern = true, .hyphen_note = true, .prefixes = hash
};
const struct commit_grammar commit_grammar_angular = { .prefixes = hash };
const struct commit_grammar commit_grammar_config_angular = { .bang = true, .prefixes = hash };

/* Without \r and \n at both ends. */
static struct text trim_newlines(struct text t)
{
	while (t.len && (t.ptr[0] == '\r' || t.ptr[0] == '\n'))
		t = text_from(t, 1);
	while (t.len && (t.ptr[t.len - 1] == '\r' || t.ptr[t.len - 1] == '\n'))
		t.len--;
	return t;
}

/* How many bytes of white space the text starts with. */
static size_t blanks(struct text t)
{
	size_t at = 0, used;
	bool valid;

	while (at < t.len && utf8_is_space(utf8_decode(t.ptr + at, t.len - at, &used, &valid)))
		at += used;
	return at;
}

enum bang { BANG_NEVER, BANG_MAY, BANG_MUST };

/* Whether "!: ", or ": ", stands at the front; how many bytes it takes. */
static size_t separator(struct text t, enum bang bang)
{
	if (bang != BANG_NEVER && text_starts(t, "!: "))
		return 3;
	return bang != BANG_MUST && text_starts(t, ": ") ? 2 : 0;
}

/* ^(\w*)(?:\((.*)\))?!?: (.*)$ where an empty group counts as absent. */
static bool match_header(struct commit_message *m, enum bang bang)
{
	struct text h = m->header, type, scope = { 0 }, rest;
	size_t w = 0, mark = 0, close = 0;

	if (letters_line_end(h) < h.len)
		return false;
	while (w < h.len && letters_is_word(h.ptr[w]))
		w++;
	type = text_first(h, w);
	rest = text_from(h, w);
	if (text_starts(rest, "(")) {
		for (close = rest.len; !mark && close-- > 1;)
			if (rest.ptr[close] == ')')
				mark = separator(text_from(rest, close + 1), bang);
		scope = mark ? (struct text){ rest.ptr + 1, close - 1 } : scope;
		rest = text_from(rest, close + 1);
	} else {
		mark = separator(rest, bang);
	}
	if (!mark)
		return false;
	m->bang = mark == 3;
	rest = text_from(rest, mark);
	m->type = type.len ? type : (struct text){ 0 };
	m->scope = scope.len ? scope : (struct text){ 0 };
	m->subject = rest.len ? rest : (struct text){ 0 };
	return true;
}

bool commit_header_has_bang(struct text header)
{
	struct commit_message m = { .header = header };

	return match_header(&m, BANG_MUST);
}

static void read_header(struct commit_message *m, const struct commit_grammar *g)
{
	if (!m->header.len)
		return;
	if (g->breaking_pattern && match_header(m, BANG_MUST))
		return;
	match_header(m, g->bang ? BANG_MAY : BANG_NEVER);
}

/* ^(?:\*\s+)?(BREAKING CHANGE|BREAKING-CHANGE):\s*(.*) in any case */
static bool is_note(struct text line, bool hyphen)
{
	if (text_starts(line, "*") && blanks(text_from(line, 1)))
		line = text_from(line, 1 + blanks(text_from(line, 1)));
	return letters_starts_any_case(line, "BREAKING CHANGE:") ||
	       (hyphen && letters_starts_any_case(line, "BREAKING-CHANGE:"));
}

/* \s+ and behind it, or in it but for its first character, .+ */
static bool blanks_and_more(struct text t)
{
	size_t len = blanks(t), at = 0, used;
	bool valid;

	if (!len)
		return false;
	if (len < t.len)
		return true;
	utf8_decode(t.ptr, t.len, &at, &valid);
	for (; at < len; at += used)
		if (!letters_ends_line(utf8_decode(t.ptr + at, t.len - at, &used, &valid)))
			return true;
	return false;
}

static bool issue_follows(struct text t, const char *const *prefixes)
{
	size_t len = blanks(t);

	t = text_from(t, len);
	for (; len && *prefixes; prefixes++)
		if (letters_starts_any_case(t, *prefixes)) {
			struct text more = text_from(t, strlen(*prefixes));

			if (letters_line_end(more) > 0)
				return true;
		}
	return false;
}

static bool token_ends(struct text t, const char *const *prefixes)
{
	return (text_starts(t, ":") && blanks_and_more(text_from(t, 1))) ||
	       issue_follows(t, prefixes);
}

/* ^(?:BREAKING CHANGE|[\w-]+)(?::\s+|\s+(?:#)).+ in any case */
bool commit_is_footer_token(struct text line, const char *const *prefixes)
{
	size_t w = 0;

	if (letters_starts_any_case(line, "BREAKING CHANGE") &&
	    token_ends(text_from(line, 15), prefixes))
		return true;
	while (w < line.len && (letters_is_word(line.ptr[w]) || line.ptr[w] == '-'))
		w++;
	return w && token_ends(text_from(line, w), prefixes);
}

/* ^\s*gpg: and lines of comment; the rest, joined. */
static void keep_lines(struct commit_message *m, struct text text, const struct commit_grammar *g)
{
	struct text rest = text, line;
	AUTO(str) scissors = STR_MAX(KiB);
	bool first = true;

	if (g->comment)
		str_printf(&scissors, "%s ------------------------ >8 ------------------------",
			   g->comment);
	while (commit_line(&rest, &line)) {
		if (g->comment && text_is(line, scissors.buf))
			break;
		if (g->comment && text_starts(line, g->comment))
			continue;
		if (text_starts(text_from(line, blanks(line)), "gpg:"))
			continue;
		if (!first)
			str_putc(&m->lines, '\n');
		str_add(&m->lines, line.ptr, line.len);
		first = false;
	}
}

static void read_rest(struct commit_message *m, struct text rest, const struct commit_grammar *g)
{
	const char *start = rest.ptr, *footer = NULL;
	enum { TEXT, NOTE, BEHIND_TOKEN } state = TEXT;
	struct text line;

	for (struct text next = rest; commit_joined_line(&next, &line);) {
		bool note = state != BEHIND_TOKEN && is_note(line, g->hyphen_note);
		bool token = commit_is_footer_token(line, g->prefixes);

		if (!footer && (note || token))
			footer = line.ptr;
		m->breaking |= note;
		/* the parser looks for no issue in the line that opens a note, and for no note in
		 * the line behind the token that ends one */
		m->references |= !note && commit_has_reference(line, token, g->prefixes);
		if (note)
			state = NOTE;
		else
			state = state == NOTE && token ? BEHIND_TOKEN : state == NOTE ? NOTE : TEXT;
	}
	if (!footer)
		m->body = trim_newlines(rest);
	else if (footer > start)
		m->body = trim_newlines(text_first(rest, (size_t)(footer - start)));
	if (footer)
		m->footer = trim_newlines(text_from(rest, (size_t)(footer - start)));
	if (!m->body.len)
		m->body = (struct text){ 0 };
}

int commit_parse_commitlint(struct commit_message *m, struct text text,
			    const struct commit_grammar *g, struct err *err)
{
	struct text rest;

	*m = (struct commit_message){ .raw = text };
	str_init(&m->lines, text.len + 1);
	keep_lines(m, trim_newlines(text), g);
	if (m->lines.failed)
		return err_memory(err);
	rest = (struct text){ m->lines.buf, m->lines.len };
	commit_joined_line(&rest, &m->header);
	read_header(m, g);
	if (m->header.len)
		m->references = commit_has_reference(m->header, false, g->prefixes);
	else
		m->header = (struct text){ 0 };
	if (rest.ptr)
		read_rest(m, rest, g);
	m->breaking |= m->bang;
	return 0;
}
