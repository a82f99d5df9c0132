/*
 * Tables by text: each distinct text once, found again in constant time. The hash is seeded once a
 * process, so that no report can be built to make the tables slow; equality is decided by the
 * bytes, never by the hash.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>

#include "base/arena.h"

uint64_t hash_bytes(const void *bytes, size_t len, uint64_t seed);

/* Open addressing over indices of a list that the caller keeps. Zero-initialise. */
struct hash_index {
	uint32_t *slot; /* index + 1; 0 is free */
	uint64_t *hash;
	size_t n, cap;
};

void hash_index_release(struct hash_index *index);

/*
 * Looks for an entry with this hash for which same(context, i) holds. Its index, or, when there is
 * none, enters `fresh` and returns it; SIZE_MAX when there is no memory.
 */
size_t hash_index_enter(struct hash_index *index, uint64_t hash, size_t fresh,
			bool (*same)(const void *context, size_t i), const void *context);

/* The index of an entry with this hash for which same(context, i) holds; or SIZE_MAX. */
size_t hash_index_find(const struct hash_index *index, uint64_t hash,
		       bool (*same)(const void *context, size_t i), const void *context);

/* Each distinct text once, as a C string in the arena. */
struct intern {
	struct arena *arena;
	struct hash_index index;
	const char **text;
	size_t n, cap;
};

void intern_release(struct intern *intern);

/* NULL when there is no memory, or the arena is at its ceiling. */
const char *intern_text(struct intern *intern, struct text text);

#endif
