#include "base/nearest.h"

#include <stdint.h>
#include <string.h>

#define LONGEST  64 /* longer words are no slips of the pen, and the work stays small */
#define MOST_OFF 3

static int small(char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Row i of the table holds the distances of a[0..i) to each b[0..j); three rows are enough. */
static size_t measure(struct text a, struct text b)
{
	size_t rows[3][LONGEST + 1];
	size_t *before = rows[0], *last = rows[1], *row = rows[2];

	for (size_t j = 0; j <= b.len; j++)
		before[j] = last[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *free_row = before;

		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			bool same = small(a.ptr[i - 1]) == small(b.ptr[j - 1]);

			row[j] = least(least(last[j], row[j - 1]) + 1, last[j - 1] + !same);
			if (i > 1 && j > 1 && small(a.ptr[i - 1]) == small(b.ptr[j - 2]) &&
			    small(a.ptr[i - 2]) == small(b.ptr[j - 1]))
				row[j] = least(row[j], before[j - 2] + 1);
		}
		before = last;
		last = row;
		row = free_row;
	}
	return last[b.len];
}

size_t nearest_distance(struct text a, struct text b)
{
	return a.len > LONGEST || b.len > LONGEST ? SIZE_MAX : measure(a, b);
}

const char *nearest_word(struct text word, const char *const *words)
{
	size_t best = least((word.len + 1) / 3, MOST_OFF) + 1;
	const char *nearest = NULL;

	if (word.len > LONGEST)
		return NULL;
	for (; *words; words++) {
		struct text other = text_of(*words);
		size_t off;

		if (other.len > LONGEST || other.len + best <= word.len ||
		    word.len + best <= other.len)
			continue;
		off = measure(word, other);
		if (off < best) {
			best = off;
			nearest = *words;
		}
	}
	return nearest;
}
