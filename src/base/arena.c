#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena_chunk {
	struct arena_chunk *before;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

void arena_release(struct arena *arena)
{
	while (arena->chunk) {
		struct arena_chunk *before = arena->chunk->before;

		free(arena->chunk);
		arena->chunk = before;
	}
	arena->used = 0;
}

static struct arena_chunk *new_chunk(struct arena *arena, size_t size)
{
	size_t usual = arena->used < 64 * KiB ? 8 * KiB : 128 * KiB;
	struct arena_chunk *chunk;

	if (size < usual)
		size = usual;
	chunk = malloc(sizeof(*chunk) + size);
	if (!chunk)
		return NULL;
	chunk->before = arena->chunk;
	chunk->used = 0;
	chunk->size = size;
	arena->chunk = chunk;
	return chunk;
}

static void *take(struct arena *arena, size_t size, size_t align)
{
	struct arena_chunk *chunk = arena->chunk;
	void *p;

	if (size > arena->max || arena->used > arena->max - size || size > SIZE_MAX / 4)
		return NULL;
	if (chunk)
		chunk->used = (chunk->used + align - 1) & ~(align - 1);
	if (!chunk || chunk->used > chunk->size || chunk->size - chunk->used < size)
		chunk = new_chunk(arena, size);
	if (!chunk)
		return NULL;
	p = chunk->bytes + chunk->used;
	chunk->used += size;
	arena->used += size;
	return p;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	void *p = take(arena, size ? size : 1, alignof(max_align_t));

	return p ? memset(p, 0, size) : NULL;
}

char *arena_copy(struct arena *arena, struct text text)
{
	char *p = take(arena, text.len + 1, 1);

	if (!p)
		return NULL;
	if (text.len)
		memcpy(p, text.ptr, text.len);
	p[text.len] = '\0';
	return p;
}

char *arena_strdup(struct arena *arena, const char *s) { return arena_copy(arena, text_of(s)); }

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *p = NULL;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len >= 0)
		p = take(arena, (size_t)len + 1, 1);
	if (!p)
		return NULL;
	va_start(args, format);
	vsnprintf(p, (size_t)len + 1, format, args);
	va_end(args);
	return p;
}

void *arena_grow(struct arena *arena, void *array, size_t n, size_t *cap, size_t size)
{
	size_t wanted = *cap ? *cap * 2 : 16;
	void *grown;

	if (n < *cap)
		return array;
	if (wanted > SIZE_MAX / 4 / size)
		return NULL;
	grown = arena_alloc(arena, wanted * size);
	if (!grown)
		return NULL;
	if (n)
		memcpy(grown, array, n * size);
	*cap = wanted;
	return grown;
}
