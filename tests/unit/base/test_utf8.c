#include <criterion/criterion.h>

#include "base/str.h"
#include "base/utf8.h"

/* Every byte at which table 3-7 of the Unicode Standard changes its mind, and one on each side. */
static const unsigned char edges[] = { 0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
				       0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
				       0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF };
#define EDGES ARRAY_SIZE(edges)

static bool within(unsigned char c, int low, int high) { return c >= low && c <= high; }

/* Table 3-7, row by row: the length of the well-formed sequence at the front, or 0. */
static size_t well_formed(const unsigned char *s, size_t len)
{
	static const struct {
		int bytes, first[2], second[2];
	} rows[] = {
		{ 1, { 0x00, 0x7F }, { 0, 0 } },       { 2, { 0xC2, 0xDF }, { 0x80, 0xBF } },
		{ 3, { 0xE0, 0xE0 }, { 0xA0, 0xBF } }, { 3, { 0xE1, 0xEC }, { 0x80, 0xBF } },
		{ 3, { 0xED, 0xED }, { 0x80, 0x9F } }, { 3, { 0xEE, 0xEF }, { 0x80, 0xBF } },
		{ 4, { 0xF0, 0xF0 }, { 0x90, 0xBF } }, { 4, { 0xF1, 0xF3 }, { 0x80, 0xBF } },
		{ 4, { 0xF4, 0xF4 }, { 0x80, 0x8F } },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		size_t n = (size_t)rows[i].bytes;
		bool fits = n <= len && within(s[0], rows[i].first[0], rows[i].first[1]);

		if (fits && n > 1)
			fits = within(s[1], rows[i].second[0], rows[i].second[1]);
		for (size_t k = 2; fits && k < n; k++)
			fits = within(s[k], 0x80, 0xBF);
		if (fits)
			return n;
	}
	return 0;
}

/* A front of some well-formed sequence? Tried out: each way to go on. */
static bool begins_one(const unsigned char *s, size_t len)
{
	unsigned char whole[4] = { 0 };

	memcpy(whole, s, len);
	for (size_t n = len + 1; n <= 4; n++)
		for (size_t i = 0; i < EDGES; i++) {
			whole[len] = edges[i];
			memset(whole + len + 1, 0x80, 3 - len);
			if (well_formed(whole, n) == n)
				return true;
		}
	return false;
}

/* 3.9, "substitution of maximal subparts": the longest front of a well-formed sequence, or one
 * byte. */
static size_t maximal_part(const unsigned char *s, size_t len)
{
	for (size_t n = len < 3 ? len : 3; n > 1; n--)
		if (begins_one(s, n))
			return n;
	return 1;
}

static void check_sequence(const unsigned char *s, size_t len)
{
	size_t expected = well_formed(s, len), used;
	bool valid;
	uint32_t c = utf8_decode((const char *)s, len, &used, &valid);
	char again[4];

	cr_assert_eq(valid, expected > 0, "%02x %02x %02x %02x (%zu)", s[0], s[1], s[2], s[3], len);
	cr_assert_eq(used, expected ? expected : maximal_part(s, len), "%02x %02x %02x %02x (%zu)",
		     s[0], s[1], s[2], s[3], len);
	if (!valid) {
		cr_assert_eq(c, UTF8_REPLACEMENT);
		return;
	}
	cr_assert_eq(utf8_encode(c, again), used);
	cr_assert_arr_eq(again, s, used);
}

Test(utf8, table_3_7)
{
	for (size_t a = 0; a < 256; a++)
		for (size_t b = 0; b < 256; b++)
			for (size_t c = 0; c < EDGES; c++)
				for (size_t d = 0; d < EDGES; d++) {
					unsigned char s[4] = { (unsigned char)a, (unsigned char)b,
							       edges[c], edges[d] };

					/* shorter ones differ only once for each front */
					for (size_t len = d   ? 4
							  : c ? 3
							  : b ? 2
							      : 1;
					     len <= 4; len++)
						check_sequence(s, len);
				}
}

Test(utf8, every_scalar_value)
{
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char bytes[4];
		size_t len = utf8_encode(c, bytes), used;
		bool valid, surrogate = c >= 0xD800 && c <= 0xDFFF;
		uint32_t again;

		again = utf8_decode(bytes, len, &used, &valid);
		cr_assert_eq(valid, !surrogate, "U+%04X", c);
		if (!surrogate)
			cr_assert(again == c && used == len, "U+%04X", c);
		cr_assert_eq(utf8_is_valid(bytes, len), !surrogate);
	}
}

Test(utf8, is_valid)
{
	cr_expect(utf8_is_valid("", 0));
	cr_expect(utf8_is_valid("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", 10));
	cr_expect_not(utf8_is_valid("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", 9));
	cr_expect_not(utf8_is_valid("\xc0\x80", 2));
	cr_expect_not(utf8_is_valid("\xed\xa0\x80", 3));
	cr_expect_not(utf8_is_valid("\xf4\x90\x80\x80", 4));
}

/* Of valid text, every cut gives the greatest front that is valid. */
Test(utf8, cut)
{
	static const char text[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z\xc3\xa9";
	size_t len = sizeof(text) - 1;

	for (size_t max = 0; max <= len; max++) {
		size_t expected = max;

		while (!utf8_is_valid(text, expected))
			expected--;
		cr_expect_eq(utf8_cut(text, max), expected, "at %zu", max);
	}
}

Test(utf8, cut_of_broken_text)
{
	cr_expect_eq(utf8_cut("\x80\x80\x80\x80\x80", 5), 5, "no code point has begun");
	cr_expect_eq(utf8_cut("\xff", 1), 1);
	cr_expect_eq(utf8_cut("a\xc3", 2), 1);
	cr_expect_eq(utf8_cut("\xc3", 1), 0);
	cr_expect_eq(utf8_cut("\xf0\x9f\x98", 3), 0);
	cr_expect_eq(utf8_cut("\xc3\xa9\x80", 3), 3);
}

Test(utf8, prefix)
{
	static const char text[] = "a\xc3\xa9\xff\xe2\x82\xac";
	size_t points;

	cr_expect_eq(utf8_prefix(text, 7, 0, &points), 0);
	cr_expect_eq(points, 0);
	cr_expect_eq(utf8_prefix(text, 7, 2, &points), 3);
	cr_expect_eq(points, 2);
	cr_expect_eq(utf8_prefix(text, 7, 3, NULL), 4);
	cr_expect_eq(utf8_prefix(text, 7, 99, &points), 7);
	cr_expect_eq(points, 4);
}

/* ECMA-262, tables of WhiteSpace and LineTerminator; Zs as of Unicode 15. */
static const uint32_t spaces[] = { 0x09,   0x0A,   0x0B,   0x0C,   0x0D,   0x20,   0xA0,
				   0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005,
				   0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029,
				   0x202F, 0x205F, 0x3000, 0xFEFF };

Test(utf8, is_space)
{
	size_t n = 0;

	for (uint32_t c = 0; c <= 0x10FFFF; c++)
		if (utf8_is_space(c))
			cr_expect_eq(c, spaces[n++]);
	cr_expect_eq(n, ARRAY_SIZE(spaces));
	cr_expect_not(utf8_is_space(0x85), "NEL is none to JavaScript");
	cr_expect_not(utf8_is_space(0x180E));
	cr_expect_not(utf8_is_space(0x200B));
}

Test(utf8, trim_each_space)
{
	AUTO(str) s = STR_MAX(KiB);

	for (size_t i = 0; i < ARRAY_SIZE(spaces); i++) {
		str_clear(&s);
		str_put_point(&s, spaces[i]);
		cr_expect(text_is(text_trim((struct text){ s.buf, s.len }), ""), "U+%04X",
			  spaces[i]);
		str_puts(&s, "\xc3\xa9 x");
		str_put_point(&s, spaces[i]);
		str_put_point(&s, spaces[ARRAY_SIZE(spaces) - 1 - i]);
		cr_expect(text_is(text_trim((struct text){ s.buf, s.len }), "\xc3\xa9 x"), "U+%04X",
			  spaces[i]);
	}
}

Test(utf8, trim_keeps_broken_bytes)
{
	static const char *const kept[] = { "\xc2",         "\xe2\x80",  "\xa0",
					    "\x80\x80\x80", "a\xe2\x80", "\xa0\xa0\xa0\xa0",
					    "\xe3\x80",     "\xf0\x9f" };

	for (size_t i = 0; i < ARRAY_SIZE(kept); i++)
		cr_expect(text_is(text_trim(text_of(kept[i])), kept[i]), "%zu", i);
}
