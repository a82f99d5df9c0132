/* What commitlint's two presets say in release 21, and the specification's own demands. */
#include <string.h>

#include "formats/commit/config.h"

#define ALWAYS(severity) .set = true, .level = (severity)
#define NEVER(severity)  .set = true, .level = (severity), .never = true
#define LIST(names)      .list = { names, ARRAY_SIZE(names) }
#define CASES(checks)    .cases = checks, .n_cases = ARRAY_SIZE(checks)

static const char *conventional_types[] = { "build", "chore",    "ci",     "docs",  "feat", "fix",
					    "perf",  "refactor", "revert", "style", "test" };
static const char *angular_types[] = { "build", "ci",       "docs",   "feat",  "fix",
				       "perf",  "refactor", "revert", "style", "test" };
static const struct commit_case_check written_large[] = { { CASE_SENTENCE, false },
							  { CASE_START, false },
							  { CASE_PASCAL, false },
							  { CASE_UPPER, false } };
static const struct commit_case_check lower[] = { { CASE_LOWER, false } };
static const char *const hash[] = { "#", NULL };

static const struct commit_config conventional = {
	.rules = {
		[RULE_BODY_LEADING_BLANK] = { ALWAYS(1) },
		[RULE_BODY_MAX_LINE_LENGTH] = { ALWAYS(2), .number = 100 },
		[RULE_FOOTER_LEADING_BLANK] = { ALWAYS(1) },
		[RULE_FOOTER_MAX_LINE_LENGTH] = { ALWAYS(2), .number = 100 },
		[RULE_HEADER_MAX_LENGTH] = { ALWAYS(2), .number = 100 },
		[RULE_HEADER_TRIM] = { ALWAYS(2) },
		[RULE_SUBJECT_CASE] = { NEVER(2), CASES(written_large) },
		[RULE_SUBJECT_EMPTY] = { NEVER(2) },
		[RULE_SUBJECT_FULL_STOP] = { NEVER(2), .text = "." },
		[RULE_TYPE_CASE] = { ALWAYS(2), CASES(lower) },
		[RULE_TYPE_EMPTY] = { NEVER(2) },
		[RULE_TYPE_ENUM] = { ALWAYS(2), LIST(conventional_types) },
	},
	.grammar = { .bang = true,
		     .breaking_pattern = true,
		     .hyphen_note = true,
		     .prefixes = hash },
	.grammar_parts = GRAMMAR_ALL,
	.grammar_named = true,
	.default_ignores = -1,
};

/* It brings a pattern for the header, and leaves the rest of the parser to commitlint's default. */
static const struct commit_config angular = {
	.rules = {
		[RULE_BODY_LEADING_BLANK] = { ALWAYS(1) },
		[RULE_FOOTER_LEADING_BLANK] = { ALWAYS(1) },
		[RULE_HEADER_MAX_LENGTH] = { ALWAYS(2), .number = 72 },
		[RULE_SCOPE_CASE] = { ALWAYS(2), CASES(lower) },
		[RULE_SUBJECT_CASE] = { NEVER(2), CASES(written_large) },
		[RULE_SUBJECT_EMPTY] = { NEVER(2) },
		[RULE_SUBJECT_EXCLAMATION_MARK] = { NEVER(2) },
		[RULE_SUBJECT_FULL_STOP] = { NEVER(2), .text = "." },
		[RULE_TYPE_CASE] = { ALWAYS(2), CASES(lower) },
		[RULE_TYPE_EMPTY] = { NEVER(2) },
		[RULE_TYPE_ENUM] = { ALWAYS(2), LIST(angular_types) },
	},
	.grammar = { .bang = true },
	.grammar_parts = GRAMMAR_HEADER,
	.default_ignores = -1,
};

const struct commit_config commit_config_spec = {
	.rules = {
		[RULE_BODY_LEADING_BLANK] = { ALWAYS(2) },
		[RULE_FOOTER_LEADING_BLANK] = { ALWAYS(2) },
		[RULE_SUBJECT_EMPTY] = { NEVER(2) },
		[RULE_TYPE_EMPTY] = { NEVER(2) },
	},
	.default_ignores = -1,
};

const struct commit_config *commit_config_preset(const char *name)
{
	if (strcmp(name, "@commitlint/config-conventional") == 0 ||
	    strcmp(name, "conventional") == 0)
		return &conventional;
	if (strcmp(name, "@commitlint/config-angular") == 0 || strcmp(name, "angular") == 0)
		return &angular;
	return NULL;
}

void commit_config_lay(struct commit_config *under, const struct commit_config *over)
{
	const struct commit_grammar *from = &over->grammar;

	for (int i = 0; i < RULES_OF_COMMITLINT; i++)
		if (over->rules[i].set)
			under->rules[i] = over->rules[i];
	/* commitlint 21 loads a preset by name as a function: an object of options is not laid over
	 * it, but takes its place */
	if (over->grammar_parts && under->grammar_named)
		under->grammar = commit_grammar_angular;
	if (over->grammar_parts)
		under->grammar_named = over->grammar_named;
	if (over->grammar_parts & GRAMMAR_HEADER)
		under->grammar.bang = from->bang;
	if (over->grammar_parts & GRAMMAR_BREAKING_HEADER)
		under->grammar.breaking_pattern = from->breaking_pattern;
	if (over->grammar_parts & GRAMMAR_NOTES)
		under->grammar.hyphen_note = from->hyphen_note;
	if (over->grammar_parts & GRAMMAR_PREFIXES)
		under->grammar.prefixes = from->prefixes;
	if (over->grammar_parts & GRAMMAR_COMMENT)
		under->grammar.comment = from->comment;
	under->grammar_parts |= over->grammar_parts;
	if (over->default_ignores >= 0)
		under->default_ignores = over->default_ignores;
	if (over->help_url)
		under->help_url = over->help_url;
	under->unused_keys |= over->unused_keys;
}

size_t commit_config_count(const struct commit_config *config)
{
	size_t n = 0;

	for (int i = 0; i < RULES_OF_COMMITLINT; i++)
		n += config->rules[i].set;
	return n;
}
