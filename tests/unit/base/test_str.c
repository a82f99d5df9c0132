#include <inttypes.h>
#include <stdio.h>
#include <criterion/criterion.h>
#include <stdint.h>

#include "alloc.h"
#include "base/scan.h"
#include "base/str.h"

Test(str, starts_empty)
{
	AUTO(str) s = STR_MAX(10);

	cr_expect_str_eq(s.buf, "");
	cr_expect_eq(s.len, 0);
	cr_expect_eq(s.cap, 0);
	str_cut(&s, 0);
	str_add(&s, NULL, 0);
	cr_expect_str_eq(s.buf, "");
	cr_expect_eq(str_check(&s, "it", NULL), 0);
}

Test(str, appends)
{
	AUTO(str) s = STR_MAX(KiB);

	str_puts(&s, "ab");
	str_putc(&s, 'c');
	str_add(&s, "d\0e", 3);
	str_printf(&s, "%d-%s", 42, "x");
	str_put_point(&s, 0x20AC);
	cr_expect_eq(s.len, 13);
	cr_expect_arr_eq(s.buf, "abcd\0e42-x\xe2\x82\xac", 14);
	str_cut(&s, 2);
	cr_expect_str_eq(s.buf, "ab");
	str_cut(&s, 5);
	cr_expect_eq(s.len, 2, "a cut makes nothing longer");
}

/* Every ceiling, met by pieces of every length: exactly max bytes fit, and no more. */
Test(str, ceilings)
{
	for (size_t max = 0; max < 200; max++)
		for (size_t piece = 1; piece < 70; piece += 3) {
			AUTO(str) s = STR_MAX(max);
			char bytes[70];

			memset(bytes, 'x', sizeof(bytes));
			while (s.len + piece <= max)
				str_add(&s, bytes, piece);
			cr_assert_not(s.failed);
			str_add(&s, bytes, max - s.len);
			cr_assert_not(s.failed);
			cr_assert_eq(s.len, max);
			cr_assert_eq(strlen(s.buf), max);
			cr_assert(s.cap <= max + 1);
			str_putc(&s, 'y');
			cr_assert(s.failed);
			cr_assert_eq(s.len, max);
		}
}

Test(str, a_failure_stays)
{
	AUTO(str) s = STR_MAX(4);
	struct err err = { 0 };

	str_puts(&s, "abc");
	str_puts(&s, "de");
	cr_expect(s.failed);
	cr_expect_str_eq(s.buf, "abc");
	str_putc(&s, 'd');
	str_printf(&s, "%d", 1);
	str_put_point(&s, 'e');
	cr_expect_null(str_room(&s, 0));
	cr_expect_str_eq(s.buf, "abc", "no later append fills the gap");
	cr_expect_eq(str_check(&s, "a line", &err), -1);
	cr_expect_eq(err.kind, ERR_INTERNAL);
	cr_expect(strstr(err.text, "a line"));
	str_clear(&s);
	cr_expect_not(s.failed);
	str_puts(&s, "abcd");
	cr_expect_str_eq(s.buf, "abcd");
}

Test(str, huge_lengths)
{
	AUTO(str) s = STR_MAX(100);

	str_puts(&s, "a");
	cr_expect_null(str_room(&s, SIZE_MAX));
	str_clear(&s);
	cr_expect_null(str_room(&s, SIZE_MAX - 1));
	str_clear(&s);
	str_printf(&s, "%0*d", 101, 1);
	cr_expect(s.failed);
	cr_expect_eq(s.len, 0);
}

Test(str, every_allocation_failing)
{
	long refusals = 0;

	for (long nth = 1;; nth++) {
		AUTO(str) s = STR_MAX(MiB);
		size_t len = 0;

		alloc_fail_at(nth);
		for (size_t i = 0; i < 1000 && !s.failed; i++) {
			len = s.len;
			str_printf(&s, "%zu,", i);
		}
		alloc_fail_at(0);
		if (!s.failed)
			break;
		refusals++;
		cr_expect_eq(s.len, len);
		cr_expect_eq(strlen(s.buf), len);
		cr_expect_eq(str_check(&s, "it", NULL), -1);
	}
	cr_expect_gt(refusals, 3);
}

Test(text, compared)
{
	cr_expect(text_is(TEXT("ab"), "ab"));
	cr_expect_not(text_is(TEXT("ab"), "abc"));
	cr_expect_not(text_is(TEXT("a\0b"), "a"));
	cr_expect(text_is(text_of(NULL), ""));
	cr_expect(text_equal((struct text){ NULL, 0 }, text_of("")));
	cr_expect(text_starts(TEXT("abc"), "ab"));
	cr_expect(text_starts(TEXT("abc"), ""));
	cr_expect_not(text_starts(TEXT("a"), "ab"));
	cr_expect(text_ends(TEXT("abc"), "bc"));
	cr_expect_not(text_ends(TEXT("c"), "bc"));
	cr_expect_eq(text_find(TEXT("abcbc"), "bc"), 1);
	cr_expect_eq(text_find(TEXT("abc"), "x"), -1);
	cr_expect_eq(text_find(text_of(""), "x"), -1);
	cr_expect_eq(text_find(TEXT("abc"), ""), 0);
}

Test(text, cut)
{
	cr_expect(text_is(text_from(TEXT("abc"), 1), "bc"));
	cr_expect(text_is(text_from(TEXT("abc"), 9), ""));
	cr_expect(text_is(text_first(TEXT("abc"), 2), "ab"));
	cr_expect(text_is(text_first(TEXT("abc"), 9), "abc"));
	cr_expect(text_is(text_trim(TEXT(" \t\r\n a b \v\f ")), "a b"));
	cr_expect(text_is(text_trim(TEXT("  ")), ""));
	cr_expect(text_is(text_trim(TEXT("")), ""));
}

Test(str, put_int)
{
	static const int64_t values[] = { 0, 7, -7, 10, 1234567890, INT64_MAX, INT64_MIN };

	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		AUTO(str) s = STR_MAX(64);
		char want[32];

		snprintf(want, sizeof(want), "%" PRId64, values[i]);
		str_put_int(&s, values[i]);
		cr_expect_str_eq(s.buf, want);
	}
}

Test(str, first_of_sixteen)
{
	char bytes[16];

	memset(bytes, 'a', sizeof(bytes));
	cr_expect_eq(bytes16_first((bytes16)(bytes16_load(bytes) == '"')), 16);
	for (size_t i = 16; i-- > 0;) { /* from behind: the first one counts, not the others */
		bytes[i] = '"';
		cr_expect_eq(bytes16_first((bytes16)(bytes16_load(bytes) == '"')), i);
	}
}
