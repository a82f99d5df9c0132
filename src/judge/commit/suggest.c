#include "judge/commit/suggest.h"

#include <inttypes.h>
#include <string.h>

#include "base/nearest.h"
#include "base/utf8.h"
#include "formats/commit/letters.h"

#define HEADER_MAX (64 * KiB)

const char *const commit_bump_words[] = { "none", "patch", "minor", "major", NULL };

const char *commit_nearest_type(struct text type, const struct commit_list *types)
{
	size_t most = type.len <= 3 ? 1 : 2, best = most + 1;
	const char *nearest = NULL;
	bool unique = false;

	for (size_t i = 0; i < types->n; i++) {
		size_t off = nearest_distance(type, text_of(types->at[i]));

		if (off > most || off > best)
			continue;
		unique = off < best;
		best = off;
		nearest = types->at[i];
	}
	return unique ? nearest : NULL;
}

static void put_type(struct str *out, struct text type, const struct commit_list *types)
{
	AUTO(str) lowered = STR_MAX(HEADER_MAX);
	const char *near;

	letters_lower(&lowered, type);
	type = (struct text){ lowered.buf, lowered.len };
	near = types->n ? commit_nearest_type(type, types) : NULL;
	if (near)
		str_puts(out, near);
	else
		str_add(out, type.ptr, type.len);
}

/* A subject without blanks around it, without one final dot, and not begun with a capital. */
static void put_subject(struct str *out, struct text subject, bool lower)
{
	struct text first;
	size_t len = 0, used;
	bool valid;

	subject = text_trim(subject);
	if (text_ends(subject, ".") && !text_ends(subject, ".."))
		subject.len--;
	while (len < subject.len &&
	       !utf8_is_space(utf8_decode(subject.ptr + len, subject.len - len, &used, &valid)))
		len += used;
	first = text_first(subject, len);
	if (first.len && lower && !commit_is_acronym(first)) {
		utf8_decode(first.ptr, first.len, &used, &valid);
		letters_lower(out, text_first(first, used));
		subject = text_from(subject, used);
	}
	str_add(out, subject.ptr, subject.len);
}

/* Rules that a change of the header cannot satisfy. */
static bool is_beyond_header(enum commit_rule rule)
{
	struct text name = text_of(commit_rule_name(rule));

	return text_starts(name, "body-") || text_starts(name, "footer-") ||
	       rule == RULE_SIGNED_OFF_BY || rule == RULE_TRAILER_EXISTS ||
	       rule == RULE_REFERENCES_EMPTY;
}

static bool is_clean(struct text header, const struct commit_policy *policy, bool spec)
{
	AUTO(arena) memory = ARENA_MAX(MiB);
	AUTO(commit_message) m = { 0 };
	struct commit_problems problems = { .arena = &memory };
	struct err err = { 0 };

	if ((spec ? commit_parse_spec(&m, header, &err)
		  : commit_parse_commitlint(&m, header, &policy->config->grammar, &err)) < 0 ||
	    commit_judge(&m, policy, &problems, &err) < 0)
		return false;
	for (size_t i = 0; i < problems.n; i++)
		if (!is_beyond_header(problems.at[i].rule))
			return false;
	return true;
}

/* Writes the header anew from its parts. */
static void rewrite(struct str *out, const struct commit_message *m,
		    const struct commit_policy *policy, bool lower)
{
	const struct commit_setting *types = &policy->config->rules[RULE_TYPE_ENUM];
	struct text scope = text_trim(m->scope);

	put_type(out, m->type,
		 types->level && !types->never ? &types->list : &(struct commit_list){ 0 });
	if (scope.len)
		str_printf(out, "(%.*s)", (int)scope.len, scope.ptr);
	str_puts(out, m->bang ? "!: " : ": ");
	put_subject(out, m->subject, lower);
}

bool commit_suggest(struct str *out, struct text header, const struct commit_policy *policy,
		    bool spec)
{
	AUTO(str) written = STR_MAX(HEADER_MAX);
	AUTO(commit_message) m = { 0 };
	struct err err = { 0 };
	struct text made;

	if (header.len > HEADER_MAX / 2 || commit_parse_spec(&m, header, &err) < 0 || !m.type.len ||
	    !m.subject.len)
		return false;
	for (int lower = 0; lower < 2;
	     lower++) { /* the subject stays as it is where that is enough */
		str_clear(&written);
		rewrite(&written, &m, policy, lower);
		made = (struct text){ written.buf, written.len };
		if (written.failed || text_equal(made, header) || !is_clean(made, policy, spec))
			continue;
		str_add(out, made.ptr, made.len);
		return true;
	}
	return false;
}

static bool type_is(struct text type, const char *name)
{
	return type.len == strlen(name) && letters_starts_any_case(type, name);
}

enum commit_bump commit_bump_of(const struct commit_message *m)
{
	if (m->breaking)
		return BUMP_MAJOR;
	if (type_is(m->type, "feat"))
		return BUMP_MINOR;
	return type_is(m->type, "fix") || type_is(m->type, "perf") ? BUMP_PATCH : BUMP_NONE;
}

void commit_squash_header(struct str *out, struct text title, int64_t number)
{
	str_add(out, title.ptr, title.len);
	if (number > 0)
		str_printf(out, " (#%" PRId64 ")", number);
}
