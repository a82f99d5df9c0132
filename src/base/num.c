#include "base/num.h"

#include <inttypes.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* The digits at the front of *text, 1 to 18 of them. */
static bool take_digits(struct text *text, int64_t *out)
{
	size_t n = 0;
	int64_t value = 0;

	while (n < text->len && is_digit(text->ptr[n])) {
		if (n == 18)
			return false;
		value = value * 10 + (text->ptr[n++] - '0');
	}
	*text = text_from(*text, n);
	*out = value;
	return n > 0;
}

bool num_int(struct text text, int64_t *out)
{
	bool negative = text_starts(text, "-");
	int64_t value;

	text = text_from(text, negative);
	if (!take_digits(&text, &value) || text.len)
		return false;
	*out = negative ? -value : value;
	return true;
}

bool num_decimal(struct text text, struct decimal *out)
{
	bool negative = text_starts(text, "-");
	unsigned scale = 0, significant = 0;
	int64_t units = 0;
	bool point = false, digit = false;

	text = text_from(text, negative);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '.' && digit && !point) {
			point = true;
			digit = false;
			continue;
		}
		if (!is_digit(c))
			return false;
		significant += units || c != '0';
		scale += point;
		if (significant > 15 || scale > 15)
			return false;
		units = units * 10 + (c - '0');
		digit = true;
	}
	if (!digit)
		return false;
	*out = (struct decimal){ negative ? -units : units, scale };
	return true;
}

int decimal_compare(struct decimal a, struct decimal b)
{
	int128 x = a.units, y = b.units;

	for (unsigned i = a.scale; i < b.scale; i++)
		x *= 10;
	for (unsigned i = b.scale; i < a.scale; i++)
		y *= 10;
	return x < y ? -1 : x > y;
}

void decimal_print(struct str *out, struct decimal d)
{
	uint64_t units = d.units < 0 ? (uint64_t)-d.units : (uint64_t)d.units;
	uint64_t one = 1;

	for (unsigned i = 0; i < d.scale; i++)
		one *= 10;
	str_printf(out, "%s%" PRIu64, d.units < 0 ? "-" : "", units / one);
	if (d.scale)
		str_printf(out, ".%0*" PRIu64, (int)d.scale, units % one);
}

bool num_duration(struct text text, int64_t *seconds)
{
	static const struct {
		char unit;
		int64_t seconds;
	} units[] = { { 'h', 3600 }, { 'm', 60 }, { 's', 1 } };
	size_t next = 0;
	int64_t total = 0, value;

	if (num_int(text, &total)) {
		if (total >= 0)
			*seconds = total;
		return total >= 0;
	}
	while (text.len) {
		if (!take_digits(&text, &value) || !text.len || value > INT64_MAX / 7200)
			return false;
		while (next < ARRAY_SIZE(units) && units[next].unit != text.ptr[0])
			next++;
		if (next == ARRAY_SIZE(units))
			return false;
		if (__builtin_add_overflow(total, value * units[next++].seconds, &total))
			return false;
		text = text_from(text, 1);
	}
	if (next > 0)
		*seconds = total;
	return next > 0;
}

bool num_size(struct text text, int64_t *bytes)
{
	static const struct {
		const char *unit;
		int64_t bytes;
	} units[] = { { "", 1 }, { "KiB", 1 << 10 }, { "MiB", 1 << 20 }, { "GiB", 1 << 30 } };
	int64_t value, product;

	if (!take_digits(&text, &value))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(units); i++)
		if (text_is(text, units[i].unit)) {
			if (__builtin_mul_overflow(value, units[i].bytes, &product))
				return false;
			*bytes = product;
			return true;
		}
	return false;
}
