#include "formats/percent.h"

#define DECIMALS_MAX 4
#define ONE          INT64_C(10000)
#define HUNDRED      (100 * ONE)

/* false unless text is a percentage of 0 to 100 */
static bool read_percent(struct text text, struct percent *out, bool *bare)
{
	struct decimal number;
	int64_t e4;

	*bare = !text_ends(text, "%");
	if (!*bare)
		text = text_first(text, text.len - 1);
	if (text_starts(text, "-") || !num_decimal(text, &number) || number.scale > DECIMALS_MAX)
		return false;
	e4 = number.units;
	for (unsigned i = number.scale; i < DECIMALS_MAX; i++)
		if (__builtin_mul_overflow(e4, 10, &e4))
			return false;
	if (e4 > HUNDRED)
		return false;
	*out = (struct percent){ .e4 = e4, .decimals = number.scale };
	return true;
}

const char *percent_target(struct text text, struct percent *out)
{
	struct percent target = { .off = true };
	bool bare;

	if (text_is(text, "off")) {
		*out = target;
		return NULL;
	}
	if (!read_percent(text, &target, &bare) || target.e4 == 0)
		return "a percentage above 0 and at most 100, such as 80 or 80.5, or off";
	if (bare && target.e4 <= ONE)
		return "a percentage such as 80, not a fraction; below one percent, write 0.8%";
	*out = target;
	return NULL;
}

const char *percent_amount(struct text text, struct percent *out)
{
	bool bare;

	return read_percent(text, out, &bare) ? NULL
					      : "a percentage from 0 to 100, such as 2 or 0.5";
}
