#include "formats/commit/config.h"

#include <string.h>

#include "base/nearest.h"
#include "formats/commit/config_private.h"
#include "formats/commit/config_tree.h"

int config_refuse(struct config_reader *r, const struct yaml_node *node, const char *key,
		  const char *expected)
{
	AUTO(str) shown = STR_MAX(KiB);

	if (node->kind != YAML_IS_SCALAR)
		return yaml_fail(r->err, r->name, node->at, "%s: found a %s; expected %s", key,
				 node->kind == YAML_IS_LIST ? "list" : "map", expected);
	yaml_show(&shown, text_of(node->text));
	return yaml_fail(r->err, r->name, node->at, "%s: found \"%s\"; expected %s", key, shown.buf,
			 expected);
}

int config_unknown(struct config_reader *r, const struct yaml_node *node, const char *const *words)
{
	const char *near = nearest_word(text_of(node->key), words);
	AUTO(str) shown = STR_MAX(KiB);

	yaml_show(&shown, text_of(node->key));
	if (near)
		return yaml_fail(r->err, r->name, node->key_at,
				 "unknown %s \"%s\"; did you mean \"%s\"?",
				 words == commit_rule_names ? "rule" : "key", shown.buf, near);
	return yaml_fail(r->err, r->name, node->key_at, "unknown %s \"%s\"",
			 words == commit_rule_names ? "rule" : "key", shown.buf);
}

int config_list(struct config_reader *r, const struct yaml_node *node, const char *key,
		struct commit_list *out)
{
	const struct yaml_node *item = node->kind == YAML_IS_LIST ? node->first : node;
	size_t n = node->kind == YAML_IS_LIST ? node->n : 1;

	if (node->kind == YAML_IS_MAP)
		return config_refuse(r, node, key, "a list of texts");
	out->at = arena_alloc(r->arena, (n + 1) * sizeof(*out->at));
	if (!out->at)
		return err_memory(r->err);
	for (out->n = 0; out->n < n; item = item->next) {
		if (item->kind != YAML_IS_SCALAR)
			return config_refuse(r, item, key, "a text");
		out->at[out->n++] = item->text;
	}
	return 0;
}

static int read_extends(struct config_reader *r, const struct yaml_node *node)
{
	if (config_list(r, node, "extends", &r->config->extends) < 0)
		return -1;
	if (r->config->extends.n > COMMIT_EXTENDS_MAX)
		return config_refuse(r, node, "extends", "at most 20 configurations");
	return 0;
}

static int read_default_ignores(struct config_reader *r, const struct yaml_node *node)
{
	bool yes = node->kind == YAML_IS_SCALAR && node->plain && strcmp(node->text, "true") == 0;

	if (!yes &&
	    (node->kind != YAML_IS_SCALAR || !node->plain || strcmp(node->text, "false") != 0))
		return config_refuse(r, node, "defaultIgnores", "true or false");
	r->config->default_ignores = yes;
	return 0;
}

static int read_help_url(struct config_reader *r, const struct yaml_node *node)
{
	if (node->kind != YAML_IS_SCALAR || strlen(node->text) > 2000)
		return config_refuse(r, node, "helpUrl", "an address");
	r->config->help_url = node->text;
	return 0;
}

static int read_plugins(struct config_reader *r, const struct yaml_node *node)
{
	if (node->kind != YAML_IS_SCALAR && !node->n)
		return 0;
	return yaml_fail(r->err, r->name, node->key_at,
			 "plugins: a plugin is a program, and none is run");
}

static int read_ignores(struct config_reader *r, const struct yaml_node *node)
{
	if (node->kind == YAML_IS_LIST && !node->n)
		return 0;
	return yaml_fail(r->err, r->name, node->key_at,
			 "ignores: these are functions, and none is run; use the input "
			 "ignore-authors or ignores");
}

static int read_unused(struct config_reader *r, const struct yaml_node *node)
{
	(void)node;
	r->config->unused_keys = true;
	return 0;
}

static int read_schema(struct config_reader *r, const struct yaml_node *node)
{
	(void)r;
	(void)node;
	return 0;
}

static const struct {
	const char *key;
	int (*read)(struct config_reader *r, const struct yaml_node *node);
} keys[] = {
	{ "extends", read_extends },       { "rules", config_rules },
	{ "parserPreset", config_parser }, { "defaultIgnores", read_default_ignores },
	{ "helpUrl", read_help_url },      { "plugins", read_plugins },
	{ "ignores", read_ignores },       { "formatter", read_unused },
	{ "prompt", read_unused },         { "$schema", read_schema },
};

static int read_key(struct config_reader *r, const struct yaml_node *node)
{
	const char *names[ARRAY_SIZE(keys) + 1] = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		if (strcmp(node->key, keys[i].key) == 0)
			return keys[i].read(r, node);
		names[i] = keys[i].key;
	}
	return config_unknown(r, node, names);
}

int commit_config_read(struct commit_config *config, const char *name, struct text bytes,
		       enum commit_config_form form, struct arena *arena, struct err *err)
{
	struct config_reader r = { name, arena, err, config };
	const struct yaml_node *root;

	*config = (struct commit_config){ .default_ignores = -1 };
	if (bytes.len > COMMIT_CONFIG_MAX)
		return err_caller(err, "%s:1:1: larger than 1 MiB", name);
	root = commit_config_tree(name, bytes, form, arena, err);
	if (!root)
		return err_is_set(err) ? -1 : 0;
	if (root->kind != YAML_IS_MAP)
		return config_refuse(&r, root, "commitlint", "keys and values");
	for (const struct yaml_node *node = root->first; node; node = node->next)
		if (read_key(&r, node) < 0)
			return -1;
	return 1;
}
