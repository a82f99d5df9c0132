#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/rng.h"

static uint64_t process_seed(void)
{
	static uint64_t seed;

	if (!seed) {
		rng_fill(&seed, sizeof(seed));
		seed |= 1;
	}
	return seed;
}

uint64_t hash_bytes(const void *bytes, size_t len, uint64_t seed)
{
	const unsigned char *p = bytes;
	uint64_t h = (process_seed() ^ seed) * UINT64_C(0x9E3779B97F4A7C15) + len;

	while (len) {
		uint64_t word = 0;
		size_t n = len < 8 ? len : 8;
		uint128 product;

		memcpy(&word, p, n);
		product = (uint128)(h ^ word) * UINT64_C(0xD6E8FEB86659FD93);
		h = (uint64_t)product ^ (uint64_t)(product >> 64) ^ process_seed();
		p += n;
		len -= n;
	}
	return h;
}

void hash_index_release(struct hash_index *index)
{
	free(index->slot);
	free(index->hash);
	*index = (struct hash_index){ 0 };
}

static int grow(struct hash_index *index)
{
	size_t cap = index->cap ? index->cap * 2 : 64;
	uint32_t *slot = calloc(cap, sizeof(*slot));
	uint64_t *hash = calloc(cap, sizeof(*hash));

	if (!slot || !hash) {
		free(slot);
		free(hash);
		return -1;
	}
	for (size_t i = 0; i < index->cap; i++) {
		size_t at = index->hash[i] & (cap - 1);

		if (!index->slot[i])
			continue;
		while (slot[at])
			at = (at + 1) & (cap - 1);
		slot[at] = index->slot[i];
		hash[at] = index->hash[i];
	}
	free(index->slot);
	free(index->hash);
	index->slot = slot;
	index->hash = hash;
	index->cap = cap;
	return 0;
}

size_t hash_index_enter(struct hash_index *index, uint64_t hash, size_t fresh,
			bool (*same)(const void *context, size_t i), const void *context)
{
	size_t at;

	if (index->n * 4 >= index->cap * 3 && grow(index) < 0)
		return SIZE_MAX;
	if (fresh >= UINT32_MAX)
		return SIZE_MAX;
	for (at = hash & (index->cap - 1); index->slot[at]; at = (at + 1) & (index->cap - 1))
		if (index->hash[at] == hash && same(context, index->slot[at] - 1))
			return index->slot[at] - 1;
	index->slot[at] = (uint32_t)fresh + 1;
	index->hash[at] = hash;
	index->n++;
	return fresh;
}

size_t hash_index_find(const struct hash_index *index, uint64_t hash,
		       bool (*same)(const void *context, size_t i), const void *context)
{
	size_t at;

	if (!index->cap)
		return SIZE_MAX;
	for (at = hash & (index->cap - 1); index->slot[at]; at = (at + 1) & (index->cap - 1))
		if (index->hash[at] == hash && same(context, index->slot[at] - 1))
			return index->slot[at] - 1;
	return SIZE_MAX;
}

void intern_release(struct intern *intern)
{
	hash_index_release(&intern->index);
	free(intern->text);
	intern->text = NULL;
	intern->n = intern->cap = 0;
}

struct intern_key {
	const struct intern *intern;
	struct text text;
};

static bool same_text(const void *context, size_t i)
{
	const struct intern_key *key = context;

	return text_is(key->text, key->intern->text[i]);
}

const char *intern_text(struct intern *intern, struct text text)
{
	struct intern_key key = { intern, text };
	size_t i;

	if (intern->n == intern->cap) {
		size_t cap = intern->cap ? intern->cap * 2 : 64;
		const char **grown = realloc(intern->text, cap * sizeof(*grown));

		if (!grown)
			return NULL;
		intern->text = grown;
		intern->cap = cap;
	}
	/* The copy comes first: an index entry without its text would be read by the next look-up.
	 */
	intern->text[intern->n] = "";
	i = hash_index_enter(&intern->index, hash_bytes(text.ptr, text.len, 0), intern->n,
			     same_text, &key);
	if (i == SIZE_MAX)
		return NULL;
	if (i < intern->n)
		return intern->text[i];
	intern->text[i] = arena_copy(intern->arena, text);
	if (!intern->text[i]) {
		intern->text[i] = "";
		intern->n++;
		return NULL;
	}
	intern->n++;
	return intern->text[i];
}
