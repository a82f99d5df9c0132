#include <criterion/criterion.h>

#include "base/num.h"

struct number {
	const char *text;
	int64_t value;
};

typedef bool parse(struct text text, int64_t *out);

static void check_taken(parse *take, const struct number *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int64_t value = -77;

		cr_expect(take(text_of(rows[i].text), &value), "\"%s\"", rows[i].text);
		cr_expect_eq(value, rows[i].value, "\"%s\": %lld", rows[i].text, (long long)value);
	}
}

static void check_refused(parse *take, const char *const *texts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int64_t value;

		cr_expect_not(take(text_of(texts[i]), &value), "\"%s\"", texts[i]);
	}
}

Test(num, int)
{
	static const struct number taken[] = {
		{ "0", 0 },
		{ "-0", 0 },
		{ "5", 5 },
		{ "-5", -5 },
		{ "007", 7 },
		{ "999999999999999999", 999999999999999999 },
		{ "-999999999999999999", -999999999999999999 },
		{ "000000000000000001", 1 },
	};
	static const char *const refused[] = { "",
					       "-",
					       "+5",
					       "0x5",
					       "5.0",
					       " 5",
					       "5 ",
					       "5 5",
					       "--5",
					       "5-",
					       "1e3",
					       "1,0",
					       "1_0",
					       "\xd9\xa5",
					       "1000000000000000000",
					       "0000000000000000000",
					       "nan",
					       "5\n" };
	int64_t value;

	check_taken(num_int, taken, ARRAY_SIZE(taken));
	check_refused(num_int, refused, ARRAY_SIZE(refused));
	cr_expect_not(num_int(TEXT("5\0"), &value), "a NUL is no end");
}

Test(num, decimal)
{
	static const struct {
		const char *text;
		int64_t units;
		unsigned scale;
	} taken[] = {
		{ "0", 0, 0 },
		{ "80", 80, 0 },
		{ "80.10", 8010, 2 },
		{ "-80.10", -8010, 2 },
		{ "0.000000000000001", 1, 15 },
		{ "00.5", 5, 1 },
		{ "999999999999999", 999999999999999, 0 },
		{ "9.99999999999999", 999999999999999, 14 },
		{ "-0.0", 0, 1 },
		{ "0000000000000000000000001", 1, 0 },
	};
	static const char *const refused[] = {
		"",
		"-",
		"+1",
		".5",
		"5.",
		"-.5",
		"1.2.3",
		"1..2",
		"nan",
		"NaN",
		"inf",
		"-inf",
		"infinity",
		"1e3",
		"1E3",
		"1,5",
		" 1",
		"1 ",
		"1. 5",
		"0x1p3",
		"1%",
		"1000000000000000",
		"0.0000000000000001",
		"1.000000000000000",
		"1_000",
		"--1",
	};

	for (size_t i = 0; i < ARRAY_SIZE(taken); i++) {
		struct decimal d = { -1, 99 };

		cr_expect(num_decimal(text_of(taken[i].text), &d), "\"%s\"", taken[i].text);
		cr_expect(d.units == taken[i].units && d.scale == taken[i].scale, "\"%s\"",
			  taken[i].text);
	}
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++) {
		struct decimal d;

		cr_expect_not(num_decimal(text_of(refused[i]), &d), "\"%s\"", refused[i]);
	}
}

Test(num, decimal_printed_as_written)
{
	static const char *const texts[] = {
		"0", "80", "80.10", "-80.10", "0.05", "-0.5", "0.000000000000001", "999999999999999"
	};

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		AUTO(str) out = STR_MAX(100);
		struct decimal d;

		cr_assert(num_decimal(text_of(texts[i]), &d));
		decimal_print(&out, d);
		cr_expect_str_eq(out.buf, texts[i]);
	}
}

Test(num, decimal_compared)
{
	static const char *const rising[] = { "-999999999999999",
					      "-80.1",
					      "-80",
					      "-0.000000000000001",
					      "0",
					      "0.000000000000001",
					      "0.5",
					      "79.99",
					      "80.00",
					      "80.000000000001",
					      "999999999999999" };
	struct decimal a, b;

	for (size_t i = 0; i < ARRAY_SIZE(rising); i++)
		for (size_t k = 0; k < ARRAY_SIZE(rising); k++) {
			int order;

			cr_assert(num_decimal(text_of(rising[i]), &a));
			cr_assert(num_decimal(text_of(rising[k]), &b));
			order = decimal_compare(a, b);
			cr_expect_eq((order > 0) - (order < 0), (i > k) - (i < k), "%s %s",
				     rising[i], rising[k]);
		}
	cr_assert(num_decimal(TEXT("80"), &a) && num_decimal(TEXT("80.00000"), &b));
	cr_expect_eq(decimal_compare(a, b), 0);
	cr_assert(num_decimal(TEXT("-0"), &a) && num_decimal(TEXT("0.0"), &b));
	cr_expect_eq(decimal_compare(a, b), 0);
}

Test(num, duration)
{
	static const struct number taken[] = {
		{ "0", 0 },
		{ "90", 90 },
		{ "90s", 90 },
		{ "5m", 300 },
		{ "1h30m", 5400 },
		{ "1h30s", 3630 },
		{ "1h2m3s", 3723 },
		{ "2m3s", 123 },
		{ "0s", 0 },
		{ "72h", 259200 },
		{ "999999999999999999", 999999999999999999 },
	};
	static const char *const refused[] = {
		"",
		"-1",
		"-5m",
		"5 min",
		"5min",
		"5M",
		"1m1m",
		"1s1s",
		"1s1m",
		"30m1h",
		"m",
		"1h30",
		"1.5h",
		"1d",
		"1ms",
		" 5s",
		"5s ",
		"5s5",
		"1h 30m",
		"+5s",
		"1h-5m",
		"s5",
		"1000000000000000000",
		"999999999999999999h",
	};

	check_taken(num_duration, taken, ARRAY_SIZE(taken));
	check_refused(num_duration, refused, ARRAY_SIZE(refused));
}

Test(num, size)
{
	static const struct number taken[] = {
		{ "0", 0 },
		{ "10", 10 },
		{ "64KiB", 65536 },
		{ "10MiB", 10485760 },
		{ "8GiB", 8589934592 },
		{ "999999999999999999", 999999999999999999 },
		{ "8589934591GiB", INT64_C(8589934591) << 30 },
	};
	static const char *const refused[] = {
		"",
		"-1",
		"+1",
		"10B",
		"10K",
		"10KB",
		"10kb",
		"10kib",
		"10k",
		"10MB",
		"10TiB",
		"1.5MiB",
		"10 MiB",
		"MiB",
		"10MiB ",
		"10MiB1",
		"-0",
		"1e3",
		"0x10",
		"8589934592GiB",
		"1000000000000000000",
	};

	check_taken(num_size, taken, ARRAY_SIZE(taken));
	check_refused(num_size, refused, ARRAY_SIZE(refused));
}
