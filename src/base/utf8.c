#include "base/utf8.h"

#include <string.h>

/* Unicode Standard, table 3-7: the range of the second byte depends on the first. */
static size_t sequence(unsigned char first, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xBF;
	if (first >= 0xC2 && first <= 0xDF)
		return 2;
	if (first >= 0xE0 && first <= 0xEF) {
		if (first == 0xE0)
			*low = 0xA0;
		if (first == 0xED)
			*high = 0x9F;
		return 3;
	}
	if (first >= 0xF0 && first <= 0xF4) {
		if (first == 0xF0)
			*low = 0x90;
		if (first == 0xF4)
			*high = 0x8F;
		return 4;
	}
	return 0;
}

uint32_t utf8_decode(const char *s, size_t len, size_t *used, bool *valid)
{
	const unsigned char *u = (const unsigned char *)s;
	unsigned char low, high;
	size_t need, i;
	uint32_t c;

	*used = 1;
	*valid = true;
	if (u[0] < 0x80)
		return u[0];
	need = sequence(u[0], &low, &high);
	*valid = false;
	if (!need)
		return UTF8_REPLACEMENT;
	c = u[0] & (0x7Fu >> need);
	for (i = 1; i < need; i++) {
		if (i >= len || u[i] < low || u[i] > high)
			return UTF8_REPLACEMENT;
		c = c << 6 | (u[i] & 0x3Fu);
		*used = i + 1;
		low = 0x80;
		high = 0xBF;
	}
	*valid = true;
	return c;
}

size_t utf8_encode(uint32_t c, char out[4])
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

bool utf8_is_valid(const char *s, size_t len)
{
	size_t used;
	bool valid;

	while (len) {
		utf8_decode(s, len, &used, &valid);
		if (!valid)
			return false;
		s += used;
		len -= used;
	}
	return true;
}

size_t utf8_cut(const char *s, size_t max)
{
	size_t n = max, back;
	unsigned char low, high;

	for (back = 0; back < 3 && n; back++) {
		unsigned char c = (unsigned char)s[n - 1];

		if (c < 0x80)
			return max;
		n--;
		if (c >= 0xC0)
			return sequence(c, &low, &high) > back + 1 ? n : max;
	}
	return max;
}

size_t utf8_prefix(const char *s, size_t len, size_t max_points, size_t *points)
{
	size_t at = 0, n = 0, used;
	bool valid;

	while (at < len && n < max_points) {
		utf8_decode(s + at, len - at, &used, &valid);
		at += used;
		n++;
	}
	if (points)
		*points = n;
	return at;
}

bool utf8_is_space(uint32_t c)
{
	return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0xA0 || c == 0x1680 ||
	       (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
	       c == 0x205F || c == 0x3000 || c == 0xFEFF;
}
