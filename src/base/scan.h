/*
 * Sixteen bytes at a time, for loops that look for the first byte of a kind:
 *
 *	bytes16 some = bytes16_load(p);
 *	size_t first = bytes16_first((some == '"') | (some < 0x20));
 *
 * A comparison gives 255 for each byte that it holds for, else 0.
 */
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t bytes16 __attribute__((vector_size(16)));

static inline bytes16 bytes16_load(const char *p)
{
	bytes16 some;

	memcpy(&some, p, sizeof(some));
	return some;
}

/* The index of the first byte that is not 0; 16 when all are. */
static inline size_t bytes16_first(bytes16 hits)
{
	uint64_t half[2];

	memcpy(half, &hits, sizeof(half));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	half[0] = __builtin_bswap64(half[0]);
	half[1] = __builtin_bswap64(half[1]);
#endif
	if (half[0])
		return (size_t)__builtin_ctzll(half[0]) / 8;
	return half[1] ? 8 + (size_t)__builtin_ctzll(half[1]) / 8 : 16;
}

#endif
