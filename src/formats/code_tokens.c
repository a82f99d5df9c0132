#include "formats/code_tokens.h"

#include <stdlib.h>
#include <string.h>

struct lexer {
	struct text source;
	size_t at, line;
	enum code_language language;
	struct code_tokens *tokens;
	struct err *err;
};

void code_tokens_release(struct code_tokens *tokens)
{
	free(tokens->at);
	*tokens = (struct code_tokens){ 0 };
}

static char peek(const struct lexer *l, size_t ahead)
{
	return l->at + ahead < l->source.len ? l->source.ptr[l->at + ahead] : '\0';
}

static bool looking_at(const struct lexer *l, const char *word)
{
	return text_starts(text_from(l->source, l->at), word);
}

static void step(struct lexer *l)
{
	l->line += l->source.ptr[l->at] == '\n';
	l->at++;
}

static void steps(struct lexer *l, size_t n)
{
	while (n-- && l->at < l->source.len)
		step(l);
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static int put(struct lexer *l, size_t from, size_t line, bool is_string)
{
	struct code_tokens *t = l->tokens;

	if (t->n == t->cap) {
		size_t cap = t->cap ? t->cap * 2 : 1024;
		struct code_token *grown = realloc(t->at, cap * sizeof(*grown));

		if (!grown)
			return err_memory(l->err);
		t->at = grown;
		t->cap = cap;
	}
	t->at[t->n++] = (struct code_token){
		{ l->source.ptr + from, l->at - from },
		line,
		/* a string that ends with the line ends on it */
		l->at && l->source.ptr[l->at - 1] == '\n' && l->line > line ? l->line - 1 : l->line,
		is_string,
	};
	return 0;
}

static void skip_line(struct lexer *l)
{
	while (l->at < l->source.len && peek(l, 0) != '\n')
		step(l);
}

/* Rust's nest. */
static void skip_block(struct lexer *l)
{
	unsigned depth = 1;

	steps(l, 2);
	while (l->at < l->source.len && depth) {
		if (looking_at(l, "*/")) {
			depth--;
			steps(l, 2);
		} else if (l->language == CODE_RUST && looking_at(l, "/*")) {
			depth++;
			steps(l, 2);
		} else {
			step(l);
		}
	}
}

static bool skip_comment(struct lexer *l)
{
	bool slashes =
		l->language == CODE_RUST || l->language == CODE_SCRIPT || l->language == CODE_SLASH;

	if ((slashes && looking_at(l, "//")) || (l->language == CODE_HASH && peek(l, 0) == '#'))
		skip_line(l);
	else if (slashes && looking_at(l, "/*"))
		skip_block(l);
	else
		return false;
	return true;
}

/* Up to the quote that closes; a string in most languages ends with its line at the latest. */
static void skip_quoted(struct lexer *l, char quote, bool lines)
{
	step(l);
	while (l->at < l->source.len && peek(l, 0) != quote && (lines || peek(l, 0) != '\n'))
		steps(l, peek(l, 0) == '\\' ? 2 : 1);
	if (peek(l, 0) == quote)
		step(l);
}

/* r"…", r#"…"#, br#"…"#: 0 when it is none. */
static size_t raw_string(const struct lexer *l)
{
	size_t n = peek(l, 0) == 'b', hashes = 0;

	if (peek(l, n++) != 'r')
		return 0;
	while (peek(l, n + hashes) == '#')
		hashes++;
	n += hashes;
	if (peek(l, n++) != '"')
		return 0;
	for (; l->at + n < l->source.len; n++) {
		size_t closed = 0;

		if (peek(l, n) != '"')
			continue;
		while (closed < hashes && peek(l, n + 1 + closed) == '#')
			closed++;
		if (closed == hashes)
			return n + 1 + hashes;
	}
	return n;
}

/* 'x', '\n', '\u{1F600}'; a lifetime is a word behind a mark. */
static bool is_character(const struct lexer *l)
{
	size_t n = 2;

	if (peek(l, 1) == '\\')
		return true;
	while (n < 5 && ((unsigned char)peek(l, n) & 0xC0) == 0x80)
		n++;
	return peek(l, n) == '\'';
}

/* `…${…}…`: what stands in braces may hold strings and templates of its own. */
static void skip_template(struct lexer *l, unsigned level)
{
	step(l);
	while (l->at < l->source.len && peek(l, 0) != '`') {
		unsigned braces = 1;

		if (!looking_at(l, "${") || level > 20) {
			steps(l, peek(l, 0) == '\\' ? 2 : 1);
			continue;
		}
		steps(l, 2);
		while (l->at < l->source.len && braces) {
			char c = peek(l, 0);

			braces += c == '{';
			braces -= c == '}';
			if (c == '`')
				skip_template(l, level + 1);
			else if (c == '"' || c == '\'')
				skip_quoted(l, c, false);
			else
				step(l);
		}
	}
	if (l->at < l->source.len)
		step(l);
}

/* Whether a '/' can begin a pattern here: not behind a value. */
static bool pattern_may_begin(const struct lexer *l)
{
	static const char *const words[] = { "return", "typeof", "case", "in", "of",  "delete",
					     "void",   "throw",  "new",  "do", "else" };
	const struct code_token *last = l->tokens->n ? &l->tokens->at[l->tokens->n - 1] : NULL;

	if (!last)
		return true;
	if (last->is_string)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (text_is(last->text, words[i]))
			return true;
	return !is_word(last->text.ptr[0]) && !strchr(")]}", last->text.ptr[0]);
}

/* The length of a pattern that is closed on its line; 0: it is none. */
static size_t pattern_length(const struct lexer *l)
{
	bool in_class = false;

	for (size_t n = 1; peek(l, n) && peek(l, n) != '\n'; n++) {
		char c = peek(l, n);

		if (c == '\\')
			n++;
		else if (c == '[')
			in_class = true;
		else if (c == ']')
			in_class = false;
		else if (c == '/' && !in_class)
			return n + 1;
	}
	return 0;
}

static bool skip_string(struct lexer *l)
{
	char c = peek(l, 0);
	size_t raw;

	if (l->language == CODE_RUST && (raw = raw_string(l)) > 0)
		steps(l, raw);
	else if (l->language == CODE_RUST && c == '\'' && !is_character(l))
		return false;
	else if (c == '"' || c == '\'')
		skip_quoted(l, c, l->language == CODE_RUST);
	else if (l->language == CODE_SCRIPT && c == '`')
		skip_template(l, 0);
	else if (l->language == CODE_SCRIPT && c == '/' && pattern_may_begin(l) &&
		 pattern_length(l) > 0)
		steps(l, pattern_length(l));
	else
		return false;
	return true;
}

static int read_one(struct lexer *l)
{
	size_t from = l->at, line = l->line;
	char c = peek(l, 0);

	if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v') {
		step(l);
		return 0;
	}
	if (skip_comment(l))
		return 0;
	if (l->language != CODE_UNKNOWN && skip_string(l))
		return put(l, from, line, true);
	if (is_word(c))
		while (l->at < l->source.len && is_word(peek(l, 0)))
			step(l);
	else
		step(l);
	return put(l, from, line, false);
}

int code_tokens_read(struct code_tokens *tokens, struct text source, enum code_language language,
		     struct err *err)
{
	struct lexer l = { source, 0, 1, language, tokens, err };

	while (l.at < source.len)
		if (read_one(&l) < 0)
			return -1;
	return 0;
}
