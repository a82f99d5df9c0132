/*
 * Numbers, read over the whole text: no locale, no NaN, no infinity, no exponent, no blank, nothing
 * behind them. What is refused (false) leaves *out alone.
 */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

/* -?[0-9]{1,18} */
bool num_int(struct text text, int64_t *out);

/* A number that is exactly units / 10^scale; at most 15 significant digits, so that JSON readers
 * keep it too. */
struct decimal {
	int64_t units;
	unsigned scale; /* 0..15 */
};

/* -?[0-9]+(\.[0-9]+)? with at most 15 significant digits and at most 15 decimals. */
bool num_decimal(struct text text, struct decimal *out);

/* < 0, 0, > 0 as a is below, equal to or above b. */
int decimal_compare(struct decimal a, struct decimal b);

/* As written by num_decimal: "80.10" stays "80.10". */
void decimal_print(struct str *out, struct decimal d);

/* [0-9]+[smh] parts, largest unit first and each once: "90", "90s", "5m", "1h30m"; plain digits are
 * seconds. */
bool num_duration(struct text text, int64_t *seconds);

/* "10", "64KiB", "10MiB", "8GiB"; plain digits are bytes. */
bool num_size(struct text text, int64_t *bytes);

#endif
