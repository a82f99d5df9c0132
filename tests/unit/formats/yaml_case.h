/*
 * What the tests of YAML share: parse a text, and compare the whole tree or the whole message.
 */
#ifndef TESTS_FORMATS_YAML_CASE_H
#define TESTS_FORMATS_YAML_CASE_H

#include <criterion/criterion.h>

#include "formats/yaml.h"

static const char *const long_keys[] = { "rules", NULL };

/* The tree on one line, with the place of each value: {a@1:4="1"} */
static inline void print(struct str *out, const struct yaml_node *node)
{
	static const char *const marks[] = { "\"\"", "[]", "{}" };

	if (node->key)
		str_printf(out, "%s", node->key);
	str_printf(out, "@%u:%u%c", node->at.line, node->at.column, marks[node->kind][0]);
	if (node->kind == YAML_IS_SCALAR)
		str_puts(out, node->text);
	for (const struct yaml_node *child = node->first; child; child = child->next) {
		str_puts(out, child == node->first ? "" : " ");
		print(out, child);
	}
	str_putc(out, marks[node->kind][1]);
}

static inline void parse(struct str *out, struct text bytes)
{
	AUTO(arena) arena = ARENA_MAX(32 * MiB);
	struct err err = { 0 };
	const struct yaml_node *root = yaml_parse(&arena, "f", bytes, long_keys, &err);

	str_clear(out);
	cr_expect(!root == err_is_set(&err));
	cr_expect(root || err.kind == ERR_CALLER, "%s", err.text);
	if (root)
		print(out, root);
	else
		str_puts(out, err.text);
}

static inline void gives(const char *text, const char *wanted)
{
	AUTO(str) got = STR_MAX(MiB);

	parse(&got, text_of(text));
	cr_expect_str_eq(got.buf, wanted, "%s\ngave    %s\ninstead %s", text, got.buf, wanted);
}

#endif
