#include "programs/report_item.h"

#include <string.h>

#include "base/nearest.h"

static bool is_key(struct text word, size_t *key_len)
{
	*key_len = 0;
	while (*key_len < word.len && word.ptr[*key_len] >= 'a' && word.ptr[*key_len] <= 'z')
		++*key_len;
	return *key_len > 0 && *key_len < word.len && word.ptr[*key_len] == '=';
}

static int check_key(struct text key, const char *text, const char *const *keys, struct err *err)
{
	const char *near;

	for (const char *const *k = keys; *k; k++)
		if (text_is(key, *k))
			return 0;
	near = nearest_word(key, keys);
	return err_caller(err, "report \"%s\": unknown key \"%.*s\"%s%s%s", text, (int)key.len,
			  key.ptr, near ? "; did you mean \"" : "", near ? near : "",
			  near ? "\"?" : "");
}

int report_item_parse(struct report_item *out, const char *text, const char *const *keys,
		      struct arena *arena, struct err *err)
{
	struct text rest = text_trim(text_of(text));
	size_t cap = 0, key_len;

	*out = (struct report_item){ 0 };
	for (;;) {
		const char *blank = rest.len ? memrchr(rest.ptr, ' ', rest.len) : NULL;
		struct text word = blank ? text_from(rest, (size_t)(blank - rest.ptr) + 1) : rest;
		struct pair *grown;

		if (!blank || !is_key(word, &key_len))
			break;
		if (check_key(text_first(word, key_len), text, keys, err) < 0)
			return -1;
		grown = arena_grow(arena, out->words.at, out->words.n, &cap, sizeof(*grown));
		if (!grown)
			return err_memory(err);
		out->words.at = grown;
		grown += out->words.n++;
		grown->key = arena_copy(arena, text_first(word, key_len));
		grown->value = arena_copy(arena, text_from(word, key_len + 1));
		if (!grown->key || !grown->value)
			return err_memory(err);
		for (size_t i = 0; i + 1 < out->words.n; i++)
			if (strcmp(out->words.at[i].key, grown->key) == 0)
				return err_caller(err, "report \"%s\": %s= stands twice", text,
						  grown->key);
		rest = text_trim(text_first(rest, (size_t)(blank - rest.ptr)));
	}
	out->glob = arena_copy(arena, rest);
	return out->glob ? 0 : err_memory(err);
}

const char *report_item_word(const struct report_item *item, const char *key)
{
	for (size_t i = 0; i < item->words.n; i++)
		if (strcmp(item->words.at[i].key, key) == 0)
			return item->words.at[i].value;
	return NULL;
}
