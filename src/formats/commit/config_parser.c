/* "parserPreset": the presets by name, and what of their options is built. */
#include <string.h>

#include "formats/commit/config_private.h"

/* The patterns that the presets write. Any other would need a machine for patterns, which is not
 * built. */
static const struct {
	const char *pattern;
	bool bang, must;
} patterns[] = {
	{ "^(\\w*)(?:\\((.*)\\))?!?: (.*)$", true, false },
	{ "^(\\w*)(?:\\((.*)\\))?: (.*)$", false, false },
	{ "^(\\w*)(?:\\((.*)\\))?!: (.*)$", true, true },
};

static bool is_empty_map(const struct yaml_node *node)
{
	return node->kind == YAML_IS_MAP && node->n == 0;
}

/* A pattern object that --print-config prints as {} says nothing: the preset's name does. */
static int read_pattern(struct config_reader *r, const struct yaml_node *node, bool breaking)
{
	unsigned part = breaking ? GRAMMAR_BREAKING_HEADER : GRAMMAR_HEADER;

	if (is_empty_map(node)) {
		if (r->config->grammar_parts & part)
			return 0;
		return yaml_fail(r->err, r->name, node->at,
				 "%s: the pattern is lost in this file; write it as a text",
				 node->key);
	}
	for (size_t i = 0; node->kind == YAML_IS_SCALAR && i < ARRAY_SIZE(patterns); i++) {
		if (strcmp(node->text, patterns[i].pattern) != 0 || patterns[i].must != breaking)
			continue;
		if (breaking)
			r->config->grammar.breaking_pattern = true;
		else
			r->config->grammar.bang = patterns[i].bang;
		r->config->grammar_parts |= part;
		return 0;
	}
	return yaml_fail(r->err, r->name, node->at,
			 "%s: only the patterns of the presets are built, not this one", node->key);
}

static int read_notes(struct config_reader *r, const struct yaml_node *node)
{
	struct commit_list list = { 0 };
	bool space = false, hyphen = false, other = false;

	if (config_list(r, node, node->key, &list) < 0)
		return -1;
	for (size_t i = 0; i < list.n; i++) {
		bool is_space = strcmp(list.at[i], "BREAKING CHANGE") == 0;
		bool is_hyphen = strcmp(list.at[i], "BREAKING-CHANGE") == 0;

		space |= is_space;
		hyphen |= is_hyphen;
		other |= !is_space && !is_hyphen;
	}
	if (!space || other)
		return yaml_fail(
			r->err, r->name, node->at,
			"noteKeywords: only BREAKING CHANGE and BREAKING-CHANGE are built");
	r->config->grammar.hyphen_note = hyphen;
	r->config->grammar_parts |= GRAMMAR_NOTES;
	return 0;
}

static int read_prefixes(struct config_reader *r, const struct yaml_node *node)
{
	struct commit_list list = { 0 };
	const char **ended;

	if (config_list(r, node, node->key, &list) < 0)
		return -1;
	ended = arena_alloc(r->arena, (list.n + 1) * sizeof(*ended));
	if (!ended)
		return err_memory(r->err);
	for (size_t i = 0; i < list.n; i++) {
		for (const char *c = list.at[i]; *c; c++)
			if (*c <= ' ' || (unsigned char)*c >= 0x7F)
				return config_refuse(r, node, node->key,
						     "prefixes of visible ASCII characters");
		if (!list.at[i][0])
			return config_refuse(r, node, node->key, "prefixes that are not empty");
		ended[i] = list.at[i];
	}
	if (!list.n)
		return config_refuse(r, node, node->key, "at least one prefix");
	r->config->grammar.prefixes = ended;
	r->config->grammar_parts |= GRAMMAR_PREFIXES;
	return 0;
}

static int read_correspondence(struct config_reader *r, const struct yaml_node *node)
{
	static const char *const wanted[] = { "type", "scope", "subject" };
	struct commit_list list = { 0 };
	bool same;

	if (config_list(r, node, node->key, &list) < 0)
		return -1;
	same = list.n == ARRAY_SIZE(wanted);
	for (size_t i = 0; same && i < list.n; i++)
		same = strcmp(list.at[i], wanted[i]) == 0;
	return same ? 0
		    : yaml_fail(r->err, r->name, node->at,
				"headerCorrespondence: only [type, scope, subject] is built");
}

static int read_comment(struct config_reader *r, const struct yaml_node *node)
{
	if (node->kind != YAML_IS_SCALAR || !node->text[0] || strlen(node->text) > 100)
		return config_refuse(r, node, node->key, "a short text");
	r->config->grammar.comment = node->text;
	r->config->grammar_parts |= GRAMMAR_COMMENT;
	return 0;
}

static int read_option(struct config_reader *r, const struct yaml_node *node)
{
	static const char *const known[] = {
		"headerPattern", "breakingHeaderPattern", "headerCorrespondence",
		"noteKeywords",  "issuePrefixes",         "commentChar",
		"revertPattern", "revertCorrespondence",  NULL
	};

	switch (node->key[0]) {
	case 'h':
		if (strcmp(node->key, "headerPattern") == 0)
			return read_pattern(r, node, false);
		if (strcmp(node->key, "headerCorrespondence") == 0)
			return read_correspondence(r, node);
		break;
	case 'b':
		if (strcmp(node->key, "breakingHeaderPattern") == 0)
			return read_pattern(r, node, true);
		break;
	case 'n':
		if (strcmp(node->key, "noteKeywords") == 0)
			return read_notes(r, node);
		break;
	case 'i':
		if (strcmp(node->key, "issuePrefixes") == 0)
			return read_prefixes(r, node);
		break;
	case 'c':
		if (strcmp(node->key, "commentChar") == 0)
			return read_comment(r, node);
		break;
	default:
		/* no rule asks for what they find */
		if (strcmp(node->key, "revertPattern") == 0 ||
		    strcmp(node->key, "revertCorrespondence") == 0)
			return 0;
	}
	return config_unknown(r, node, known);
}

static int read_name(struct config_reader *r, const struct yaml_node *node)
{
	if (node->kind == YAML_IS_SCALAR &&
	    strcmp(node->text, "conventional-changelog-conventionalcommits") == 0)
		r->config->grammar = commit_grammar_conventional;
	else if (node->kind == YAML_IS_SCALAR &&
		 strcmp(node->text, "conventional-changelog-angular") == 0)
		r->config->grammar = commit_grammar_angular;
	else
		return config_refuse(r, node, "parserPreset",
				     "conventional-changelog-conventionalcommits or "
				     "conventional-changelog-angular");
	r->config->grammar_parts = GRAMMAR_ALL;
	r->config->grammar_named = true;
	return 0;
}

static int read_options(struct config_reader *r, const struct yaml_node *map)
{
	static const char *const nested[] = { "parser", "parserOpts" };

	if (map->kind != YAML_IS_MAP)
		return config_refuse(r, map, map->key, "options by name");
	for (size_t i = 0; i < ARRAY_SIZE(nested); i++)
		if (yaml_member(map, nested[i]) && map->n == 1)
			map = yaml_member(map, nested[i]);
	if (map->kind != YAML_IS_MAP)
		return config_refuse(r, map, map->key, "options by name");
	for (const struct yaml_node *node = map->first; node; node = node->next)
		if (read_option(r, node) < 0)
			return -1;
	return 0;
}

int config_parser(struct config_reader *r, const struct yaml_node *node)
{
	static const char *const known[] = { "name", "path", "parserOpts", NULL };
	const struct yaml_node *name = yaml_member(node, "name");

	if (node->kind != YAML_IS_MAP)
		return read_name(r, node);
	if (name && read_name(r, name) < 0) /* first: the rest goes over it */
		return -1;
	for (const struct yaml_node *key = node->first; key; key = key->next) {
		if (strcmp(key->key, "name") == 0 || strcmp(key->key, "path") == 0)
			continue;
		if (strcmp(key->key, "parserOpts") != 0)
			return config_unknown(r, key, known);
		if (read_options(r, key) < 0)
			return -1;
	}
	return 0;
}
