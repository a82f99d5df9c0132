#include "formats/coverage/number.h"

#define EXPONENT_MAX 1000 /* far beyond what saturates */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static size_t digits_at(struct text text, size_t at)
{
	size_t n = 0;

	while (at + n < text.len && is_digit(text.ptr[at + n]))
		n++;
	return n;
}

/* Reads "e+19" at `at`, which must end the text. */
static bool read_exponent(struct text text, size_t at, int *exponent)
{
	bool negative = false;
	int value = 0;

	*exponent = 0;
	if (at == text.len)
		return true;
	if (text.ptr[at] != 'e' && text.ptr[at] != 'E')
		return false;
	at++;
	if (at < text.len && (text.ptr[at] == '+' || text.ptr[at] == '-'))
		negative = text.ptr[at++] == '-';
	if (!digits_at(text, at) || at + digits_at(text, at) != text.len)
		return false;
	for (; at < text.len; at++)
		if (value < EXPONENT_MAX)
			value = value * 10 + (text.ptr[at] - '0');
	*exponent = negative ? -value : value;
	return true;
}

static int64_t times_ten_plus(int64_t value, int digit)
{
	return value > (INT64_MAX - digit) / 10 ? INT64_MAX : value * 10 + digit;
}

/* The digits with the point behind the first `whole` of them; false when something is left. */
static bool put_digits(const char *digits, size_t n, size_t dot, int64_t whole, int64_t *out)
{
	int64_t value = 0, at = 0;

	for (size_t i = 0; i < n; i++) {
		if (i == dot)
			continue;
		if (at++ < whole)
			value = times_ten_plus(value, digits[i] - '0');
		else if (digits[i] != '0')
			return false;
	}
	for (; at < whole && value && value < INT64_MAX; at++)
		value = times_ten_plus(value, 0);
	*out = value;
	return true;
}

bool coverage_number(struct text text, int64_t *out)
{
	bool negative = text.len && text.ptr[0] == '-';
	struct text rest = text_from(text, negative);
	size_t whole = digits_at(rest, 0), end = whole;
	int64_t value = 0;
	int exponent;

	if (!whole)
		return false;
	if (whole == rest.len && whole < 19) { /* the usual case */
		for (size_t i = 0; i < whole; i++)
			value = value * 10 + (rest.ptr[i] - '0');
		*out = negative ? -value : value;
		return true;
	}
	if (end < rest.len && rest.ptr[end] == '.') {
		size_t fraction = digits_at(rest, end + 1);

		if (!fraction)
			return false;
		end += 1 + fraction;
	}
	if (!read_exponent(rest, end, &exponent) ||
	    !put_digits(rest.ptr, end, whole, (int64_t)whole + exponent, &value))
		return false;
	*out = negative ? -value : value;
	return true;
}
