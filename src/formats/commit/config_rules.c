/* "rules": name -> [level, when, value]. */
#include <string.h>

#include "base/nearest.h"
#include "base/num.h"
#include "formats/commit/config_private.h"

#define LENGTH_MAX 1000000000

static int read_number(struct config_reader *r, const struct yaml_node *node, const char *rule,
		       struct commit_setting *out)
{
	struct text text = text_of(node->text);

	/* commitlint's own wish for "no limit" */
	if (node->kind == YAML_IS_SCALAR && node->plain &&
	    (text_is(text, "Infinity") || text_is(text, ".inf"))) {
		out->number = LENGTH_MAX;
		return 0;
	}
	if (node->kind != YAML_IS_SCALAR || !node->plain || !num_int(text, &out->number) ||
	    out->number < 0 || out->number > LENGTH_MAX)
		return config_refuse(r, node, rule, "a number of characters");
	return 0;
}

static int read_case(struct config_reader *r, const struct yaml_node *node, const char *rule,
		     struct commit_case_check *out)
{
	const struct yaml_node *name = node, *when = NULL;

	if (node->kind == YAML_IS_MAP) {
		name = yaml_member(node, "case");
		when = yaml_member(node, "when");
		if (!name || node->n != 1u + (when != NULL))
			return config_refuse(r, node, rule, "{case, when}");
	}
	if (name->kind != YAML_IS_SCALAR || !commit_case_named(text_of(name->text), &out->which))
		return config_refuse(r, name, rule,
				     "lower-case, upper-case, camel-case, kebab-case, pascal-case, "
				     "sentence-case, snake-case or start-case");
	if (!when)
		return 0;
	out->never = when->kind == YAML_IS_SCALAR && strcmp(when->text, "never") == 0;
	if (!out->never && (when->kind != YAML_IS_SCALAR || strcmp(when->text, "always") != 0))
		return config_refuse(r, when, rule, "always or never");
	return 0;
}

static int read_cases(struct config_reader *r, const struct yaml_node *node, const char *rule,
		      struct commit_setting *out)
{
	const struct yaml_node *item = node->kind == YAML_IS_LIST ? node->first : node;
	size_t n = node->kind == YAML_IS_LIST ? node->n : 1;
	struct commit_case_check *checks = arena_alloc(r->arena, (n + 1) * sizeof(*checks));

	if (!checks)
		return err_memory(r->err);
	for (size_t i = 0; i < n; i++, item = item->next)
		if (read_case(r, item, rule, &checks[i]) < 0)
			return -1;
	out->cases = checks;
	out->n_cases = n;
	return 0;
}

static int read_value(struct config_reader *r, const struct yaml_node *node, const char *rule,
		      enum commit_value kind, struct commit_setting *out);

/* {cases, delimiters} or {scopes, delimiters} */
static int read_object(struct config_reader *r, const struct yaml_node *map, const char *rule,
		       const char *key, enum commit_value kind, struct commit_setting *out)
{
	const struct yaml_node *items = yaml_member(map, key);
	const struct yaml_node *delimiters = yaml_member(map, "delimiters");

	if (!items || items->kind != YAML_IS_LIST || map->n != 1u + (delimiters != NULL))
		return config_refuse(r, map, rule,
				     kind == VALUE_CASES ? "{cases, delimiters}"
							 : "{scopes, delimiters}");
	if (delimiters && (delimiters->kind != YAML_IS_LIST ||
			   config_list(r, delimiters, rule, &out->delimiters) < 0))
		return config_refuse(r, delimiters, rule, "a list of texts");
	return read_value(r, items, rule, kind, out);
}

static int read_value(struct config_reader *r, const struct yaml_node *node, const char *rule,
		      enum commit_value kind, struct commit_setting *out)
{
	switch (kind) {
	case VALUE_NONE: return 0; /* commitlint does not look at it */
	case VALUE_NUMBER: return read_number(r, node, rule, out);
	case VALUE_TEXT:
		if (node->kind != YAML_IS_SCALAR)
			return config_refuse(r, node, rule, "a text");
		out->text = node->text;
		return 0;
	case VALUE_SCOPE_CASES:
		if (node->kind == YAML_IS_MAP)
			return read_object(r, node, rule, "cases", VALUE_CASES, out);
		return read_cases(r, node, rule, out);
	case VALUE_CASES: return read_cases(r, node, rule, out);
	case VALUE_SCOPES:
		if (node->kind == YAML_IS_MAP)
			return read_object(r, node, rule, "scopes", VALUE_LIST, out);
		break;
	case VALUE_LIST: break;
	}
	if (node->kind != YAML_IS_LIST)
		return config_refuse(r, node, rule, "a list of texts");
	return config_list(r, node, rule, &out->list);
}

static int read_rule(struct config_reader *r, const struct yaml_node *node)
{
	const struct yaml_node *level = node->first, *when = level ? level->next : NULL;
	struct commit_setting setting = { .set = true };
	enum commit_rule rule;
	int64_t number;

	if (!commit_rule_named(node->key, &rule))
		return config_unknown(r, node, commit_rule_names);
	if (node->kind != YAML_IS_LIST || !level || node->n > 3)
		return config_refuse(r, node, node->key, "[level, when, value]");
	if (level->kind != YAML_IS_SCALAR || !level->plain ||
	    !num_int(text_of(level->text), &number) || number < 0 || number > 2)
		return config_refuse(r, level, node->key, "a level of 0, 1 or 2");
	setting.level = (int)number;
	if (!when && setting.level)
		return config_refuse(r, node, node->key, "[level, when, value]");
	if (when) {
		setting.never = when->kind == YAML_IS_SCALAR && strcmp(when->text, "never") == 0;
		if (!setting.never &&
		    (when->kind != YAML_IS_SCALAR || strcmp(when->text, "always") != 0))
			return config_refuse(r, when, node->key, "always or never");
		if (when->next &&
		    read_value(r, when->next, node->key, commit_rule_value(rule), &setting) < 0)
			return -1;
	}
	r->config->rules[rule] = setting;
	return 0;
}

int config_rules(struct config_reader *r, const struct yaml_node *map)
{
	if (map->kind != YAML_IS_MAP)
		return config_refuse(r, map, "rules", "rules by name");
	for (const struct yaml_node *node = map->first; node; node = node->next)
		if (read_rule(r, node) < 0)
			return -1;
	return 0;
}
