#include "formats/commit/config_tree.h"

#include <string.h>

#include "formats/json.h"

#define DEPTH_MAX 16

static const struct yaml_node *package_member(const struct yaml_node *root)
{
	return yaml_member(root, "commitlint");
}

struct tree {
	struct json j;
	const char *name;
	struct arena *arena;
	struct err *err;
	size_t nodes;
};

static struct yaml_node *read_value(struct tree *t, unsigned depth);

static struct yaml_place place(struct tree *t)
{
	size_t line, column;

	json_place(&t->j, &line, &column);
	return (struct yaml_place){ (uint32_t)line, (uint32_t)column };
}

static void fail(struct tree *t, const char *what)
{
	yaml_fail(t->err, t->name, place(t), "%s", what);
	t->j.failed = true;
}

/* Adds a child behind *last. */
static struct yaml_node *add(struct yaml_node *parent, struct yaml_node ***last,
			     struct yaml_node *child)
{
	if (!child)
		return NULL;
	**last = child;
	*last = &child->next;
	parent->n++;
	return child;
}

static void read_members(struct tree *t, struct yaml_node *map, unsigned depth)
{
	struct yaml_node **last = &map->first, *child;
	struct text key;

	json_enter_object(&t->j);
	while (json_member(&t->j, &key)) {
		struct yaml_place at = place(t);
		char *copy = arena_copy(t->arena, key);

		if (!copy) {
			err_memory(t->err);
			t->j.failed = true;
			return;
		}
		if (yaml_member(map, copy)) {
			yaml_fail(t->err, t->name, at, "a second value for one name");
			t->j.failed = true;
			return;
		}
		child = add(map, &last, read_value(t, depth + 1));
		if (!child)
			return;
		child->key = copy;
		child->key_at = at;
	}
}

static void read_elements(struct tree *t, struct yaml_node *list, unsigned depth)
{
	struct yaml_node **last = &list->first;

	json_enter_array(&t->j);
	while (json_element(&t->j))
		if (!add(list, &last, read_value(t, depth + 1)))
			return;
}

static void read_scalar(struct tree *t, struct yaml_node *node, enum json_type type)
{
	struct text text = { 0 };

	node->plain = type != JSON_STRING;
	if (type == JSON_STRING)
		text = json_text(&t->j);
	else if (type == JSON_NULL)
		fail(t, "found null; expected a value");
	else
		text = json_raw(&t->j);
	node->text = arena_copy(t->arena, text);
	if (!node->text)
		err_memory(t->err);
}

static struct yaml_node *read_value(struct tree *t, unsigned depth)
{
	struct yaml_node *node = arena_alloc(t->arena, sizeof(*node));
	enum json_type type = json_peek(&t->j);

	if (!node || t->nodes++ >= YAML_MAX_NODES || depth > DEPTH_MAX) {
		if (node)
			fail(t, "too many or too deeply nested values");
		else
			err_memory(t->err);
		t->j.failed = true;
		return NULL;
	}
	node->at = place(t);
	node->kind = type == JSON_OBJECT  ? YAML_IS_MAP
		     : type == JSON_ARRAY ? YAML_IS_LIST
					  : YAML_IS_SCALAR;
	if (type == JSON_OBJECT)
		read_members(t, node, depth);
	else if (type == JSON_ARRAY)
		read_elements(t, node, depth);
	else if (type != JSON_NONE)
		read_scalar(t, node, type);
	else
		json_text(&t->j); /* says what was expected */
	return t->j.failed || err_is_set(t->err) ? NULL : node;
}

/* Of a package file only one member is ours; the others may hold what they like. */
static struct yaml_node *read_package(struct tree *t)
{
	struct yaml_node *found = NULL;
	struct text key;

	json_enter_object(&t->j);
	while (json_member(&t->j, &key))
		if (text_is(key, "commitlint") && !found)
			found = read_value(t, 0);
		else
			json_skip(&t->j);
	return found;
}

static const struct yaml_node *read_json(const char *name, struct text bytes, bool package,
					 struct arena *arena, struct err *err)
{
	struct tree t = { .name = name, .arena = arena, .err = err };
	struct yaml_node *root;

	json_init_memory(&t.j, name, 0, bytes, err);
	root = package ? read_package(&t) : read_value(&t, 0);
	if (!err_is_set(err))
		json_end(&t.j);
	json_release(&t.j);
	if (!err_is_set(err))
		return root;
	if (err->kind == ERR_EVIDENCE)
		err->kind = ERR_CALLER; /* a configuration is the caller's */
	return NULL;
}

const struct yaml_node *commit_config_tree(const char *name, struct text bytes,
					   enum commit_config_form form, struct arena *arena,
					   struct err *err)
{
	const struct yaml_node *root;

	if (text_starts(bytes, "\xEF\xBB\xBF"))
		bytes = text_from(bytes, 3);
	if (form == COMMIT_CONFIG_EITHER)
		form = text_starts(text_trim(bytes), "{") ? COMMIT_CONFIG_JSON : COMMIT_CONFIG_YAML;
	if (form == COMMIT_CONFIG_JSON || form == COMMIT_CONFIG_PACKAGE_JSON)
		return read_json(name, bytes, form == COMMIT_CONFIG_PACKAGE_JSON, arena, err);
	root = yaml_parse(arena, name, bytes, NULL, err);
	return root && form == COMMIT_CONFIG_PACKAGE_YAML ? package_member(root) : root;
}
