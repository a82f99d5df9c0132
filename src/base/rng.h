#ifndef BASE_RNG_H
#define BASE_RNG_H

#include <stddef.h>

/* Fills from the kernel's random source; where it has none (it always has), the process aborts
 * rather than guess. */
void rng_fill(void *bytes, size_t len);

/* 2 * n hex digits and a NUL to out, from n random bytes. */
void rng_hex(char *out, size_t n);

#endif
