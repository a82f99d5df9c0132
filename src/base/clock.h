/*
 * Time is UTC, in milliseconds since 1970-01-01T00:00:00Z. No zone data, no locale.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

int64_t clock_now_ms(void);

/* Milliseconds of a clock that never goes back; only differences mean anything. */
int64_t clock_monotonic_ms(void);

/* RFC 3339 with milliseconds and Z: "2026-11-02T09:00:00.041Z". */
void clock_print(struct str *out, int64_t ms);

/* RFC 3339 section 5.6, any offset, any fraction (cut to milliseconds); years 1 to 9999,
 * in UTC too. */
bool clock_parse(struct text text, int64_t *ms);

#endif
