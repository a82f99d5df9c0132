/*
 * UTF-8 as RFC 3629 defines it: no overlong form, no surrogate, nothing above U+10FFFF.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_REPLACEMENT 0xFFFDu /* stands for what cannot be shown */

/*
 * The code point at the front of the len bytes at s (len > 0), and in *used how many bytes it
 * takes. Bytes that are no UTF-8 give UTF8_REPLACEMENT for each maximal broken part (as the Unicode
 * Standard 3.9 recommends), and *valid false.
 */
uint32_t utf8_decode(const char *s, size_t len, size_t *used, bool *valid);

/* Writes code point c (a scalar value) to out, which has room for four bytes; how many it wrote. */
size_t utf8_encode(uint32_t c, char out[4]);

bool utf8_is_valid(const char *s, size_t len);

/* The greatest n <= max such that s[0..n) does not end inside a code point. */
size_t utf8_cut(const char *s, size_t max);

/* How many bytes the first max_points code points of s take; *points (may be NULL) is how many
 * there are of them. */
size_t utf8_prefix(const char *s, size_t len, size_t max_points, size_t *points);

/* White space as JavaScript's String.prototype.trim takes it (ECMA-262, WhiteSpace and
 * LineTerminator). */
bool utf8_is_space(uint32_t c);

#endif
