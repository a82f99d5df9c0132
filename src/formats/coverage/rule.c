#include "formats/coverage/rule.h"

#include <inttypes.h>
#include <string.h>

#include "base/nearest.h"

const char *const coverage_kind_words[] = { "line", "branch", "function", "statement", NULL };

static const char *const all_words[] = {
	"project",   "patch",     "service",  "each-service", "path", "each-file",
	"line",      "branch",    "function", "statement",    "base", "uncovered",
	"tolerance", "min-lines", "advisory", ">=",           "<=",   "each-changed-file",
	NULL,
};

struct rule_reader {
	struct text rest; /* of the line */
	struct coverage_rule rule;
	struct arena *arena;
	struct err *err;
};

static int fail(struct rule_reader *r, struct text word, const char *expected)
{
	const char *near = nearest_word(word, all_words);
	AUTO(str) what = STR_MAX(400);

	if (!word.len)
		str_printf(&what, "ends where %s was expected", expected);
	else
		str_printf(&what, "found \"%.*s\" where %s was expected",
			   (int)(word.len < 80 ? word.len : 80), word.ptr, expected);
	if (near && word.len && !text_is(word, near))
		str_printf(&what, "; did you mean \"%s\"?", near);
	if (r->rule.line)
		return err_caller(r->err, "%s:%zu: %s", r->rule.source, r->rule.line, what.buf);
	return err_caller(r->err, "%s: %s: %s", r->rule.source, r->rule.text, what.buf);
}

static int fail_built(struct rule_reader *r, const char *word)
{
	return err_caller(r->err, "%s: %s: the word \"%s\" is not built", r->rule.source,
			  r->rule.text, word);
}

/* The next word without taking it; "quotes" hold blanks and are left out. */
static struct text peek(const struct rule_reader *r, size_t *taken)
{
	struct text rest = r->rest;
	size_t skip = 0, len = 0;

	while (skip < rest.len && (rest.ptr[skip] == ' ' || rest.ptr[skip] == '\t'))
		skip++;
	rest = text_from(rest, skip);
	if (rest.len && rest.ptr[0] == '"') {
		const char *end = memchr(rest.ptr + 1, '"', rest.len - 1);

		len = end ? (size_t)(end - rest.ptr) - 1 : rest.len - 1;
		*taken = skip + 1 + len + (end != NULL);
		return text_first(text_from(rest, 1), len);
	}
	while (len < rest.len && rest.ptr[len] != ' ' && rest.ptr[len] != '\t')
		len++;
	*taken = skip + len;
	return text_first(rest, len);
}

static struct text next(struct rule_reader *r)
{
	size_t taken;
	struct text word = peek(r, &taken);

	r->rest = text_from(r->rest, taken);
	return word;
}

static bool take(struct rule_reader *r, const char *word)
{
	size_t taken;

	if (!text_is(peek(r, &taken), word))
		return false;
	r->rest = text_from(r->rest, taken);
	return true;
}

static int read_argument(struct rule_reader *r, const char *expected)
{
	struct text word = next(r);

	if (!word.len)
		return fail(r, word, expected);
	r->rule.argument = arena_copy(r->arena, word);
	return r->rule.argument ? 0 : err_memory(r->err);
}

/* A pattern may follow; a metric or a test is none. */
static int read_pattern(struct rule_reader *r)
{
	size_t taken;
	struct text word = peek(r, &taken);

	if (!word.len || text_is(word, ">=") || text_is(word, "uncovered") ||
	    text_is(word, "codecov"))
		return 0;
	for (const char *const *kind = coverage_kind_words; *kind; kind++)
		if (text_is(word, *kind))
			return 0;
	return read_argument(r, "a pattern");
}

static int read_scope(struct rule_reader *r)
{
	static const struct {
		const char *word;
		enum rule_scope scope;
	} scopes[] = {
		{ "project", RULE_PROJECT },
		{ "patch", RULE_PROJECT },
		{ "service", RULE_SERVICE },
		{ "each-service", RULE_EACH_SERVICE },
		{ "path", RULE_PATH },
		{ "each-file", RULE_EACH_FILE },
		{ "each-changed-file", RULE_EACH_CHANGED_FILE },
	};
	struct text word = next(r);
	size_t i = 0;

	while (i < ARRAY_SIZE(scopes) && !text_is(word, scopes[i].word))
		i++;
	if (text_is(word, "indirect"))
		return fail_built(r, "indirect");
	if (i == ARRAY_SIZE(scopes))
		return fail(r, word, "project, patch, service, path or each-…");
	r->rule.scope = scopes[i].scope;
	r->rule.patch = text_is(word, "patch");
	if (r->rule.scope == RULE_SERVICE && read_argument(r, "the name of a service") < 0)
		return -1;
	if (r->rule.scope == RULE_PATH && read_argument(r, "a pattern") < 0)
		return -1;
	if (r->rule.scope >= RULE_EACH_FILE)
		return read_pattern(r);
	if (r->rule.scope != RULE_PROJECT)
		r->rule.patch = take(r, "patch");
	return 0;
}

static int read_kind(struct rule_reader *r)
{
	r->rule.kind = -1;
	for (int kind = 0; coverage_kind_words[kind]; kind++)
		if (take(r, coverage_kind_words[kind]))
			r->rule.kind = kind;
	return take(r, "codecov") ? fail_built(r, "codecov") : 0;
}

static int read_percent(struct rule_reader *r, struct percent *out, bool target)
{
	struct text word = next(r);
	const char *expected = target ? percent_target(word, out) : percent_amount(word, out);

	if (!expected && out->off)
		expected = "a percentage";
	return expected ? fail(r, word, expected) : 0;
}

static int read_int(struct rule_reader *r, int64_t *out)
{
	struct text word = next(r);

	if (!num_int(word, out) || *out < 0 || *out > INT32_MAX)
		return fail(r, word, "a whole number");
	return 0;
}

static int read_test(struct rule_reader *r)
{
	if (take(r, "uncovered")) {
		r->rule.test = RULE_UNCOVERED;
		if (!take(r, "<="))
			return fail(r, next(r), "<=");
		return read_int(r, &r->rule.most);
	}
	if (!take(r, ">="))
		return fail(r, next(r), "a metric, >= or uncovered <=");
	if (take(r, "base-adjusted"))
		return fail_built(r, "base-adjusted");
	if (!take(r, "base")) {
		r->rule.test = RULE_AT_LEAST;
		return read_percent(r, &r->rule.target, true);
	}
	r->rule.test = RULE_AT_LEAST_BASE;
	return take(r, "-") ? read_percent(r, &r->rule.target, false) : 0;
}

static int read_modifiers(struct rule_reader *r)
{
	size_t taken;

	while (peek(r, &taken).len) {
		if (take(r, "advisory")) {
			r->rule.advisory = true;
		} else if (take(r, "tolerance")) {
			if (r->rule.test != RULE_AT_LEAST)
				return fail(r, TEXT("tolerance"), "min-lines or advisory");
			if (read_percent(r, &r->rule.tolerance, false) < 0)
				return -1;
		} else if (take(r, "min-lines")) {
			if (read_int(r, &r->rule.min_lines) < 0)
				return -1;
		} else {
			return fail(r, next(r), "tolerance, min-lines or advisory");
		}
	}
	return 0;
}

int coverage_rules_add(struct coverage_rules *rules, const struct coverage_rule *rule,
		       struct arena *arena, struct err *err)
{
	struct coverage_rule *grown;

	if (rule->test == RULE_AT_LEAST && rule->tolerance.e4 >= rule->target.e4)
		return err_caller(err, "%s: %s: the tolerance leaves nothing of the target",
				  rule->source, rule->text);
	grown = arena_grow(arena, rules->at, rules->n, &rules->cap, sizeof(*grown));
	if (!grown)
		return err_memory(err);
	rules->at = grown;
	rules->at[rules->n++] = *rule;
	return 0;
}

/* The line without its comment: a # in quotes or within a word begins none. */
static struct text without_comment(struct text line)
{
	bool quoted = false;

	for (size_t i = 0; i < line.len; i++) {
		quoted ^= line.ptr[i] == '"';
		if (line.ptr[i] == '#' && !quoted &&
		    (!i || line.ptr[i - 1] == ' ' || line.ptr[i - 1] == '\t'))
			return text_first(line, i);
	}
	return line;
}

int coverage_rules_read(struct coverage_rules *rules, struct text text, const char *source,
			size_t first_line, struct arena *arena, struct err *err)
{
	for (size_t number = first_line; text.len; number++) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t len = end ? (size_t)(end - text.ptr) : text.len;
		struct text line = text_trim(without_comment(text_first(text, len)));
		struct rule_reader r = { .rest = line, .arena = arena, .err = err };

		text = text_from(text, len + (end != NULL));
		if (!line.len)
			continue;
		r.rule.source = source;
		r.rule.line = number;
		r.rule.text = arena_copy(arena, line);
		if (!r.rule.text)
			return err_memory(err);
		if (read_scope(&r) < 0 || read_kind(&r) < 0 || read_test(&r) < 0 ||
		    read_modifiers(&r) < 0 || coverage_rules_add(rules, &r.rule, arena, err) < 0)
			return -1;
	}
	return 0;
}

bool coverage_rule_same(const struct coverage_rule *a, const struct coverage_rule *b, int kind)
{
	const char *x = a->argument ? a->argument : "", *y = b->argument ? b->argument : "";

	return a->scope == b->scope && a->patch == b->patch && strcmp(x, y) == 0 &&
	       (a->kind < 0 ? kind : a->kind) == (b->kind < 0 ? kind : b->kind) &&
	       a->test == b->test;
}
