/*
 * Percentages compared exactly, in integers (specs/coverage-and-lint.md 5.1). Counts are below
 * 2^31; percentages are in units of 10^-4 of a percent.
 */
#ifndef JUDGE_COVERAGE_ARITHMETIC_H
#define JUDGE_COVERAGE_ARITHMETIC_H

#include "base/str.h"
#include "formats/coverage/coverage.h"

/* Whether hit/total is at least the effective target; total > 0. */
bool coverage_at_least(struct coverage_count count, int64_t effective_e4);

/* Whether hit/total is at least base's less `minus`; both totals > 0. */
bool coverage_at_least_base(struct coverage_count count, struct coverage_count base,
			    int64_t minus_e4);

/* How many more must be hit to reach the target; 0 when it is reached. */
int64_t coverage_needed(struct coverage_count count, int64_t effective_e4);

/*
 * The percentage with this many decimals (0 to 4), never rounded up: "79.99" stays below 80, and
 * only all of all is "100.00". total > 0.
 */
void coverage_percent(struct str *out, struct coverage_count count, unsigned decimals);

/* Units of 10^-4 of a percent with at least this many decimals, and all that are not 0. */
void coverage_put_e4(struct str *out, int64_t e4, unsigned decimals);

#endif
