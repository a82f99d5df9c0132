/* Counts as coverage tools write them. */
#ifndef FORMATS_COVERAGE_NUMBER_H
#define FORMATS_COVERAGE_NUMBER_H

#include "base/str.h"

/*
 * A whole number: digits, with a sign, a fraction and an exponent that leave it whole ("1.0",
 * "1e+19"). Beyond +-(2^63-1) it is that. False for anything else; *out is then untouched.
 */
bool coverage_number(struct text text, int64_t *out);

#endif
