#include "base/glob.h"

#include <string.h>

#include "base/utf8.h"

enum glob_kind {
	LITERAL, /* the character `a` */
	ANY,     /* ? */
	SET,     /* one of the b ranges at `ranges`; NOT_SET: none of them */
	NOT_SET,
	STAR,          /* * */
	GLOBSTAR,      /* ** */
	GLOBSTAR_DIRS, /* "**" and '/' at once: what follows stands at the start of a component */
	FORK,          /* the next token, and token a (0: there is none) */
	JUMP,          /* token a */
	MATCH,
};

struct glob_range {
	uint32_t low, high;
};

/* A state of the automaton. All ways but those of stars to themselves lead forwards, so that one
 * pass in order closes a set of states. */
struct glob_token {
	enum glob_kind kind;
	uint32_t a, b;
	const struct glob_range *ranges;
};

/* A ',' makes two tokens, other bytes at most one. */
#define MAX_TOKENS (2 * GLOB_MAX_PATTERN + 1)

struct states {
	uint64_t word[MAX_TOKENS / 64 + 1];
};

static void enter(struct states *states, size_t i)
{
	states->word[i / 64] |= UINT64_C(1) << i % 64;
}

/* The character at the front, taken off. A byte that is no UTF-8 is one above all others. */
static uint32_t take_character(struct text *text)
{
	size_t used;
	bool valid;
	uint32_t c = utf8_decode(text->ptr, text->len, &used, &valid);

	if (!valid) {
		used = 1;
		c = 0x110000u + (unsigned char)text->ptr[0];
	}
	*text = text_from(*text, used);
	return c;
}

struct brace {
	uint32_t fork;  /* of the alternative that is open */
	uint32_t jumps; /* the last jump to the end, each naming the one before; 0 ends it */
};

struct compiler {
	struct text pattern, rest;
	struct glob_token *token;
	size_t n;
	struct brace brace[GLOB_MAX_ALTERNATIVES];
	size_t depth, alternatives;
	struct arena *arena;
	struct err *err;
};

static int refuse(struct compiler *c, const char *why)
{
	size_t len = c->pattern.len > 200 ? utf8_cut(c->pattern.ptr, 200) : c->pattern.len;

	return err_caller(c->err, "pattern \"%.*s\": %s", (int)len, c->pattern.ptr, why);
}

static struct glob_token *add(struct compiler *c, enum glob_kind kind)
{
	struct glob_token *token = &c->token[c->n++];

	*token = (struct glob_token){ .kind = kind };
	return token;
}

static bool next_is(const struct compiler *c, size_t ahead, char what)
{
	return c->rest.len > ahead && c->rest.ptr[ahead] == what;
}

/* Where the ']' of a set stands whose members begin at `from`; the first is a member whatever it
 * is. 0: nowhere. */
static size_t set_end(const struct compiler *c, size_t from)
{
	const char *end = NULL;

	if (c->rest.len > from + 1)
		end = memchr(c->rest.ptr + from + 1, ']', c->rest.len - from - 1);
	return end ? (size_t)(end - c->rest.ptr) : 0;
}

static int compile_set(struct compiler *c)
{
	bool negated = next_is(c, 0, '!') || next_is(c, 0, '^');
	size_t end = set_end(c, negated);
	struct text members = text_from(text_first(c->rest, end), negated);
	struct glob_token *token = add(c, negated ? NOT_SET : SET);
	struct glob_range *ranges;

	if (!end)
		return refuse(c, "a '[' without its ']'");
	ranges = arena_alloc(c->arena, members.len * sizeof(*ranges));
	if (!ranges)
		return err_memory(c->err);
	while (members.len) {
		struct glob_range *range = &ranges[token->b++];

		range->low = range->high = take_character(&members);
		if (members.len < 2 || members.ptr[0] != '-')
			continue;
		members = text_from(members, 1);
		range->high = take_character(&members);
		if (range->high < range->low)
			return refuse(c, "a range that runs backwards");
	}
	token->ranges = ranges;
	c->rest = text_from(c->rest, end + 1);
	return 0;
}

static void compile_star(struct compiler *c)
{
	size_t stars = 1;

	while (next_is(c, stars - 1, '*'))
		stars++;
	c->rest = text_from(c->rest, stars - 1);
	if (stars > 1 && next_is(c, 0, '/')) {
		c->rest = text_from(c->rest, 1);
		add(c, GLOBSTAR_DIRS);
	} else {
		add(c, stars > 1 ? GLOBSTAR : STAR);
	}
}

static int open_alternative(struct compiler *c, struct brace *brace)
{
	if (++c->alternatives > GLOB_MAX_ALTERNATIVES)
		return refuse(c, "more than 1000 alternatives in braces");
	brace->fork = (uint32_t)c->n;
	add(c, FORK);
	return 0;
}

static int compile_brace(struct compiler *c, char what)
{
	struct brace *brace;
	uint32_t before;

	if (what == '{')
		c->brace[c->depth++].jumps = 0;
	brace = &c->brace[c->depth - 1];
	if (what == ',') {
		struct glob_token *jump = add(c, JUMP);

		jump->a = brace->jumps;
		brace->jumps = (uint32_t)(c->n - 1);
		c->token[brace->fork].a = (uint32_t)c->n;
	}
	if (what != '}')
		return open_alternative(c, brace);
	for (uint32_t jump = brace->jumps; jump; jump = before) {
		before = c->token[jump].a;
		c->token[jump].a = (uint32_t)c->n;
	}
	c->depth--;
	return 0;
}

static int compile_character(struct compiler *c)
{
	uint32_t character = take_character(&c->rest);

	switch (character) {
	case '?': add(c, ANY); return 0;
	case '*': compile_star(c); return 0;
	case '[': return compile_set(c);
	case '{':
		if (c->depth == GLOB_MAX_ALTERNATIVES)
			return refuse(c, "more than 1000 alternatives in braces");
		return compile_brace(c, '{');
	case '}':
	case ',':
		if (c->depth)
			return compile_brace(c, (char)character);
		break;
	}
	add(c, LITERAL)->a = character;
	return 0;
}

int glob_compile(struct glob *glob, struct text pattern, struct arena *arena, struct err *err)
{
	struct compiler c = { .pattern = pattern, .rest = pattern, .arena = arena, .err = err };

	if (pattern.len > GLOB_MAX_PATTERN)
		return refuse(&c, "longer than 4096 bytes");
	if (pattern.len && memchr(pattern.ptr, '\0', pattern.len))
		return refuse(&c, "a NUL byte");
	c.token = arena_alloc(arena, (2 * pattern.len + 1) * sizeof(*c.token));
	if (!c.token)
		return err_memory(err);
	while (c.rest.len)
		if (compile_character(&c) < 0)
			return -1;
	if (c.depth)
		return refuse(&c, "a '{' without its '}'");
	add(&c, MATCH);
	*glob = (struct glob){ c.token, c.n };
	return 0;
}

/* Adds the states that need no character. `start`: at the start of a component. */
static void close_over(const struct glob *glob, struct states *states, bool start)
{
	for (size_t w = 0; w <= glob->n / 64; w++) {
		uint64_t seen = 0, left;

		while ((left = states->word[w] & ~seen)) {
			size_t bit = (size_t)__builtin_ctzll(left), i = w * 64 + bit;
			const struct glob_token *token = &glob->token[i];

			seen |= UINT64_C(1) << bit;
			if (token->kind == JUMP || (token->kind == FORK && token->a))
				enter(states, token->a);
			if (token->kind == FORK || token->kind == STAR || token->kind == GLOBSTAR ||
			    (token->kind == GLOBSTAR_DIRS && start))
				enter(states, i + 1);
		}
	}
}

static bool in_set(const struct glob_token *token, uint32_t c)
{
	for (uint32_t i = 0; i < token->b; i++)
		if (c >= token->ranges[i].low && c <= token->ranges[i].high)
			return true;
	return false;
}

/* Whether the token takes character c; `dot` when a wildcard may not. */
static bool takes(const struct glob_token *token, uint32_t c, bool dot)
{
	switch (token->kind) {
	case LITERAL: return token->a == c;
	case ANY:
	case STAR: return c != '/' && !dot;
	case SET: return c != '/' && !dot && in_set(token, c);
	case NOT_SET: return c != '/' && !dot && !in_set(token, c);
	case GLOBSTAR:
	case GLOBSTAR_DIRS: return !dot;
	default: return false;
	}
}

/* The states after character c; false when there is none. */
static bool step(const struct glob *glob, const struct states *from, struct states *to, uint32_t c,
		 bool dot)
{
	bool any = false;

	memset(to->word, 0, (glob->n / 64 + 1) * sizeof(to->word[0]));
	for (size_t w = 0; w <= glob->n / 64; w++)
		for (uint64_t left = from->word[w]; left; left &= left - 1) {
			size_t i = w * 64 + (size_t)__builtin_ctzll(left);
			enum glob_kind kind = glob->token[i].kind;
			bool stays = kind == STAR || kind == GLOBSTAR || kind == GLOBSTAR_DIRS;

			if (!takes(&glob->token[i], c, dot))
				continue;
			enter(to, stays ? i : i + 1);
			any = true;
		}
	return any;
}

/* Runs over the path, then over a '/' when `folder` is true; the states at the end, or false when
 * none is left. */
static bool run(const struct glob *glob, const char *path, bool folder, bool hidden,
		struct states *states)
{
	struct text rest = text_of(path);
	struct states next;
	bool start = true;

	memset(states->word, 0, (glob->n / 64 + 1) * sizeof(states->word[0]));
	enter(states, 0);
	close_over(glob, states, start);
	folder = folder && rest.len;
	while (rest.len || folder) {
		uint32_t c = rest.len ? take_character(&rest) : '/';

		folder = folder && (rest.len || c != '/');
		if (!step(glob, states, &next, c, c == '.' && start && !hidden))
			return false;
		memcpy(states->word, next.word, (glob->n / 64 + 1) * sizeof(next.word[0]));
		start = c == '/';
		close_over(glob, states, start);
	}
	return true;
}

bool glob_match(const struct glob *glob, const char *path, bool hidden)
{
	struct states states;
	size_t last = glob->n - 1;

	return run(glob, path, false, hidden, &states) && states.word[last / 64] >> last % 64 & 1;
}

bool glob_match_below(const struct glob *glob, const char *folder, bool hidden)
{
	struct states states;

	if (!run(glob, folder, true, hidden, &states))
		return false;
	for (size_t w = 0; w <= glob->n / 64; w++)
		for (uint64_t left = states.word[w]; left; left &= left - 1) {
			size_t i = w * 64 + (size_t)__builtin_ctzll(left);

			if (glob->token[i].kind <= GLOBSTAR_DIRS)
				return true;
		}
	return false;
}

size_t glob_fixed_prefix(struct text pattern)
{
	size_t slash = 0;

	for (size_t i = 0; i < pattern.len; i++) {
		if (memchr("*?[{", pattern.ptr[i], 4))
			return slash;
		if (pattern.ptr[i] == '/')
			slash = i + 1;
	}
	return pattern.len;
}
