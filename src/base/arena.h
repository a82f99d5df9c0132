/*
 * Memory that is given back all at once. What a parser makes lives as long as its arena; nothing in
 * it is freed alone.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/auto.h"
#include "base/str.h"

struct arena {
	struct arena_chunk *chunk;
	size_t used; /* bytes handed out so far */
	size_t max;  /* most bytes it hands out */
};

#define ARENA_MAX(ceiling)       \
	{                        \
		.max = (ceiling) \
	}

void arena_release(struct arena *arena);

/* Zeroed memory, aligned for any type; NULL when there is none or the ceiling is reached. */
void *arena_alloc(struct arena *arena, size_t size);
char *arena_copy(struct arena *arena,
		 struct text text); /* a C string; bytes after a NUL in text are unreachable */
char *arena_strdup(struct arena *arena, const char *s);
char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * A growing array: makes room for one more behind *n elements of `size` bytes; *cap is the array's
 * own. The old array stays in the arena (doubling keeps that below the final size). NULL when there
 * is no memory; *array is then as it was.
 */
void *arena_grow(struct arena *arena, void *array, size_t n, size_t *cap, size_t size);

#endif
