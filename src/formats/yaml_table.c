#include "formats/yaml_table.h"

#include <inttypes.h>
#include <string.h>

#include "base/nearest.h"

#define KEYS_MAX 64

int yaml_refuse(struct yaml_walk *w, const char *key, const struct yaml_node *value,
		const char *expected)
{
	AUTO(str) found = STR_MAX(KiB);

	if (value->kind == YAML_IS_SCALAR && *value->text) {
		str_putc(&found, '"');
		yaml_show(&found, text_of(value->text));
		str_putc(&found, '"');
	} else {
		str_puts(&found, value->kind == YAML_IS_MAP    ? "a map"
				 : value->kind == YAML_IS_LIST ? "a list"
							       : "an empty text");
	}
	if (found.failed)
		return err_memory(w->err);
	return yaml_fail(w->err, w->name, value->at, "%s%sfound %s; expected %s", key ? key : "",
			 key ? ": " : "", found.buf, expected);
}

static const struct yaml_key *key_named(const struct yaml_table *table, const char *name)
{
	for (const struct yaml_key *key = table->keys; key->name; key++)
		if (strcmp(key->name, name) == 0)
			return key;
	return NULL;
}

static int unknown_key(struct yaml_walk *w, const struct yaml_table *table,
		       const struct yaml_node *value)
{
	AUTO(str) what = STR_MAX(2 * KiB);
	const char *names[KEYS_MAX] = { NULL };
	const char *near;
	size_t n = 0;

	for (; table->keys[n].name && n < KEYS_MAX - 1; n++)
		names[n] = table->keys[n].name;
	near = nearest_word(text_of(value->key), names);
	str_puts(&what, "unknown key \"");
	yaml_show(&what, text_of(value->key));
	if (near)
		str_printf(&what, "\"; did you mean \"%s\"?", near);
	else
		str_puts(&what, "\"; expected one of ");
	for (size_t i = 0; i < n && !near; i++)
		str_printf(&what, "%s%s", i ? ", " : "", names[i]);
	if (what.failed)
		return err_memory(w->err);
	return yaml_fail(w->err, w->name, value->key_at, "%s", what.buf);
}

/* A missing key belongs before all that stands in the map; but where a key is unknown, that is
 * probably the missing one, misspelt. */
static int check_missing(struct yaml_walk *w, const struct yaml_table *table,
			 const struct yaml_node *map)
{
	for (const struct yaml_node *value = map->first; value; value = value->next)
		if (!key_named(table, value->key))
			return 0;
	for (const struct yaml_key *key = table->keys; key->name; key++)
		if ((key->flags & YAML_REQUIRED) && !yaml_member(map, key->name))
			return yaml_fail(w->err, w->name, map->at, "the key \"%s\" is missing",
					 key->name);
	return 0;
}

static int add_lines(struct yaml_walk *w, const struct yaml_key *key, const struct yaml_node *node,
		     struct yaml_items *items)
{
	struct text rest = text_of(node->text);
	struct yaml_place at = node->at;
	size_t cap = 0;

	if (!text_trim(rest).len)
		return yaml_refuse(w, key->name, node, "a value that is not empty");
	while (rest.len) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
		struct text line = text_trim(text_first(rest, len));

		if (line.len) {
			struct yaml_item *grown =
				arena_grow(w->arena, items->at, items->n, &cap, sizeof(*grown));

			if (!grown)
				return err_memory(w->err);
			items->at = grown;
			grown[items->n].at = at;
			grown[items->n].text = arena_copy(w->arena, line);
			if (!grown[items->n++].text)
				return err_memory(w->err);
		}
		rest = text_from(rest, len + 1);
		at.line += node->literal;
	}
	return 0;
}

static int read_items(struct yaml_walk *w, const struct yaml_key *key, const struct yaml_node *node,
		      struct yaml_items *items)
{
	size_t n = 0;

	if (node->kind == YAML_IS_SCALAR && key->kind == YAML_ITEMS_OR_LINES)
		return add_lines(w, key, node, items);
	if (node->kind == YAML_IS_SCALAR && key->kind == YAML_ITEMS_OR_ALL &&
	    strcmp(node->text, "all") == 0) {
		items->all = true;
		return 0;
	}
	if (node->kind != YAML_IS_LIST)
		return yaml_refuse(w, key->name, node,
				   key->kind == YAML_ITEMS_OR_ALL     ? "a list, or the word all"
				   : key->kind == YAML_ITEMS_OR_LINES ? "a list, or a text"
								      : "a list");
	items->at = arena_alloc(w->arena, node->n * sizeof(*items->at));
	if (!items->at)
		return err_memory(w->err);
	items->n = node->n;
	for (const struct yaml_node *item = node->first; item; item = item->next, n++) {
		items->at[n].at = item->at;
		if (yaml_read_scalar(w, key, key->item, item, &items->at[n].text) < 0)
			return -1;
	}
	return 0;
}

static int read_pairs(struct yaml_walk *w, const struct yaml_key *key, const struct yaml_node *node,
		      struct yaml_pairs *pairs)
{
	size_t n = 0;

	if (node->kind != YAML_IS_MAP)
		return yaml_refuse(w, key->name, node, "a map");
	pairs->at = arena_alloc(w->arena, node->n * sizeof(*pairs->at));
	if (!pairs->at)
		return err_memory(w->err);
	pairs->n = node->n;
	for (const struct yaml_node *value = node->first; value; value = value->next, n++) {
		pairs->at[n].key = value->key;
		pairs->at[n].at = value->key_at;
		if (yaml_read_scalar(w, key, YAML_STRING, value, &pairs->at[n].value) < 0)
			return -1;
	}
	return 0;
}

static int read_none_or_map(struct yaml_walk *w, const struct yaml_key *key,
			    const struct yaml_node *node, void *slot)
{
	void *object = arena_alloc(w->arena, key->of->size);

	if (!object)
		return err_memory(w->err);
	memcpy(slot, &object, sizeof(object));
	return yaml_read(w, key->of, node, object);
}

/* The texts of the n objects before must all be others. */
static int check_unique(struct yaml_walk *w, const struct yaml_table *table, const char *objects,
			size_t n, const struct yaml_node *list, const struct yaml_node *map)
{
	for (const struct yaml_key *key = table->keys; key->name; key++) {
		const struct yaml_node *other = list->first;
		const char *mine, *theirs;
		char expected[96];

		if (!(key->flags & YAML_UNIQUE))
			continue;
		memcpy(&mine, objects + n * table->size + key->offset, sizeof(mine));
		for (size_t i = 0; i < n; i++, other = other->next) {
			memcpy(&theirs, objects + i * table->size + key->offset, sizeof(theirs));
			if (strcmp(mine, theirs) != 0)
				continue;
			snprintf(expected, sizeof(expected), "another: line %u has it already",
				 yaml_member(other, key->name)->at.line);
			return yaml_refuse(w, key->name, yaml_member(map, key->name), expected);
		}
	}
	return 0;
}

static int read_list(struct yaml_walk *w, const struct yaml_key *key, const struct yaml_node *node,
		     void *slot, size_t *count)
{
	char expected[80], *objects;
	size_t n = 0;

	snprintf(expected, sizeof(expected), "a list of %" PRId64 " to %" PRId64 " items", key->min,
		 key->max);
	if (node->kind != YAML_IS_LIST || (int64_t)node->n < key->min ||
	    (int64_t)node->n > key->max)
		return yaml_refuse(w, key->name, node, expected);
	objects = arena_alloc(w->arena, node->n * key->of->size);
	if (!objects)
		return err_memory(w->err);
	for (const struct yaml_node *item = node->first; item; item = item->next, n++)
		if (yaml_read(w, key->of, item, objects + n * key->of->size) < 0 ||
		    check_unique(w, key->of, objects, n, node, item) < 0)
			return -1;
	memcpy(slot, &objects, sizeof(objects));
	*count = n;
	return 0;
}

static int read_value(struct yaml_walk *w, const struct yaml_key *key, const struct yaml_node *node,
		      char *object)
{
	void *slot = object + key->offset;

	switch (key->kind) {
	case YAML_ITEMS:
	case YAML_ITEMS_OR_ALL:
	case YAML_ITEMS_OR_LINES: return read_items(w, key, node, slot);
	case YAML_PAIRS: return read_pairs(w, key, node, slot);
	case YAML_MAP: return yaml_read(w, key->of, node, slot);
	case YAML_MAP_OR_NONE: return read_none_or_map(w, key, node, slot);
	case YAML_LIST: return read_list(w, key, node, slot, (size_t *)(object + key->count));
	case YAML_NODE: memcpy(slot, &node, sizeof(node)); return 0;
	default: return yaml_read_scalar(w, key, key->kind, node, slot);
	}
}

static int read_fallbacks(struct yaml_walk *w, const struct yaml_table *table,
			  const struct yaml_node *map, char *object)
{
	for (const struct yaml_key *key = table->keys; key->name; key++) {
		struct yaml_node scalar = { .kind = YAML_IS_SCALAR, .at = map->at };
		struct yaml_node empty = { .kind = YAML_IS_MAP, .at = map->at };

		scalar.text = key->fallback;
		if (yaml_member(map, key->name))
			continue;
		if (key->fallback && read_value(w, key, &scalar, object) < 0)
			return -1;
		if (key->kind == YAML_MAP &&
		    read_fallbacks(w, key->of, &empty, object + key->offset) < 0)
			return -1;
	}
	return 0;
}

int yaml_read(struct yaml_walk *w, const struct yaml_table *table, const struct yaml_node *map,
	      void *object)
{
	if (map->kind != YAML_IS_MAP)
		return yaml_refuse(w, map->key, map, "a map");
	if (check_missing(w, table, map) < 0)
		return -1;
	for (const struct yaml_node *value = map->first; value; value = value->next) {
		const struct yaml_key *key = key_named(table, value->key);

		if (!key)
			return unknown_key(w, table, value);
		if (read_value(w, key, value, object) < 0)
			return -1;
	}
	if (read_fallbacks(w, table, map, object) < 0)
		return -1;
	return table->check ? table->check(w, map, object) : 0;
}
