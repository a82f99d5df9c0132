/*
 * Percentages as a policy states them (specs/coverage-and-lint.md 5.1): exact, never a fraction of
 * one by mistake. DIGITS, up to four decimals, and a % that may be left out.
 */
#ifndef FORMATS_PERCENT_H
#define FORMATS_PERCENT_H

#include "base/num.h"

struct percent {
	int64_t e4;        /* in units of 10^-4 of a percent: 80.5 is 805000 */
	unsigned decimals; /* as written: 80.50 has two */
	bool off;          /* the word off: no target */
};

/* Each returns NULL, or what was expected, for a message; *out is then untouched. */

/* Above 0 and at most 100, or `off`. A bare number of at most 1 is refused: a fraction was meant,
 * or else 0.8% says so. */
const char *percent_target(struct text text, struct percent *out);

/* 0 to 100: a tolerance, an increase. */
const char *percent_amount(struct text text, struct percent *out);

#endif
