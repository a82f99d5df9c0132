#include "judge/coverage/arithmetic.h"

#include <inttypes.h>

#include "base/num.h"

#define WHOLE UINT64_C(1000000) /* 100 % in units of 10^-4 */

bool coverage_at_least(struct coverage_count count, int64_t effective_e4)
{
	return (uint128)count.hit * WHOLE >= (uint128)effective_e4 * (uint128)count.total;
}

bool coverage_at_least_base(struct coverage_count count, struct coverage_count base,
			    int64_t minus_e4)
{
	uint128 n = (uint128)count.total, nb = (uint128)base.total;

	return (uint128)count.hit * nb * WHOLE + (uint128)minus_e4 * n * nb >=
	       (uint128)base.hit * n * WHOLE;
}

int64_t coverage_needed(struct coverage_count count, int64_t effective_e4)
{
	uint128 wanted = (uint128)effective_e4 * (uint128)count.total,
		have = (uint128)count.hit * WHOLE;

	return have >= wanted ? 0 : (int64_t)((wanted - have + WHOLE - 1) / WHOLE);
}

static int64_t power_of_ten(unsigned exponent)
{
	int64_t power = 1;

	while (exponent--)
		power *= 10;
	return power;
}

static void put_scaled(struct str *out, int64_t value, unsigned decimals)
{
	int64_t scale = power_of_ten(decimals);

	str_put_int(out, value / scale);
	if (decimals)
		str_printf(out, ".%0*" PRId64, (int)decimals, value % scale);
}

void coverage_percent(struct str *out, struct coverage_count count, unsigned decimals)
{
	uint128 scaled =
		(uint128)count.hit * 100 * (uint128)power_of_ten(decimals) / (uint128)count.total;

	put_scaled(out, (int64_t)scaled, decimals);
}

void coverage_put_e4(struct str *out, int64_t e4, unsigned decimals)
{
	unsigned shown = 4;

	while (shown > decimals && e4 % 10 == 0) {
		e4 /= 10;
		shown--;
	}
	put_scaled(out, e4, shown);
}
