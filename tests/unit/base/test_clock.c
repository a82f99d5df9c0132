#include <criterion/criterion.h>
#include <time.h>

#include "base/clock.h"

static int64_t parsed(const char *text)
{
	int64_t ms = -1;

	cr_expect(clock_parse(text_of(text), &ms), "%s", text);
	return ms;
}

static void check_day(int year, int month, int day, int second_of_day)
{
	struct tm tm = {
		.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day, .tm_sec = second_of_day
	};
	time_t t = timegm(&tm);
	int64_t ms = (int64_t)t * 1000 + 41, again;
	AUTO(str) out = STR_MAX(100);
	char expected[64];

	gmtime_r(&t, &tm);
	snprintf(expected, sizeof(expected), "%04d-%02d-%02dT%02d:%02d:%02d.041Z",
		 tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
	clock_print(&out, ms);
	cr_assert_str_eq(out.buf, expected);
	if (year < 1) {
		cr_assert_not(clock_parse((struct text){ out.buf, out.len }, &again), "%s",
			      out.buf);
		return;
	}
	cr_assert(clock_parse((struct text){ out.buf, out.len }, &again), "%s", out.buf);
	cr_assert_eq(again, ms, "%s", out.buf);
}

/* Printed as gmtime_r has it, and read back; the years 0 and -1 are printed only. */
Test(clock, round_trip)
{
	static const int seconds[] = { 0, 1, 3599, 43200, 86399 };

	for (int year = -1; year <= 9999; year++)
		for (int month = 1; month <= 12; month++)
			for (int day = 1; day <= 28; day += (day < 27 ? 26 : 1))
				check_day(year, month, day, seconds[(year + 1 + month + day) % 5]);
}

Test(clock, every_day_of_some_years)
{
	static const int years[] = { -1,   0,    1,    4,    100,  400,  1582,
				     1900, 1969, 1970, 2000, 2024, 2100, 9999 };

	for (size_t i = 0; i < ARRAY_SIZE(years); i++)
		for (int day = 1; day <= 366; day++)
			if (years[i] < 9999 || day < 366)
				check_day(years[i], 1, day, day * 200);
}

/* Which dates there are, by the rule of the calendar rather than by arithmetic on days. */
Test(clock, days_of_months)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int64_t ms;

	for (int year = 1; year <= 9999; year += year > 1890 && year < 2110 ? 1 : 13)
		for (int month = 0; month <= 13; month++)
			for (int day = 0; day <= 32; day++) {
				bool leap = year % 4 == 0 && (year % 100 || year % 400 == 0);
				int last = month < 1 || month > 12 ? 0 : lengths[month - 1];
				char text[64];

				if (month == 2 && leap)
					last++;
				snprintf(text, sizeof(text), "%04d-%02d-%02dT00:00:00Z", year,
					 month, day);
				cr_assert_eq(clock_parse(text_of(text), &ms),
					     day >= 1 && day <= last, "%s", text);
			}
}

Test(clock, offsets_and_fractions)
{
	int64_t noon = parsed("2026-11-02T12:00:00Z");

	cr_expect_eq(noon, INT64_C(1793620800000));
	cr_expect_eq(parsed("1970-01-01T00:00:00Z"), 0);
	cr_expect_eq(parsed("1969-12-31T23:59:59.999Z"), -1);
	cr_expect_eq(parsed("2026-11-02T14:00:00+02:00"), noon);
	cr_expect_eq(parsed("2026-11-02T06:30:00-05:30"), noon);
	cr_expect_eq(parsed("2026-11-03T11:59:00+23:59"), noon);
	cr_expect_eq(parsed("2026-11-02T12:00:00-00:00"), noon);
	cr_expect_eq(parsed("2026-11-02t12:00:00z"), noon);
	cr_expect_eq(parsed("2026-11-02 12:00:00+00:00"), noon);
	cr_expect_eq(parsed("2026-11-02T12:00:00.5Z"), noon + 500);
	cr_expect_eq(parsed("2026-11-02T12:00:00.041Z"), noon + 41);
	cr_expect_eq(parsed("2026-11-02T12:00:00.0419999999999999999999Z"), noon + 41);
	cr_expect_eq(parsed("2026-11-02T11:59:60Z"), noon, "a leap second is the next one");
	cr_expect_eq(parsed("2024-02-29T00:00:00Z"), parsed("2024-03-01T00:00:00Z") - 86400000);
}

Test(clock, refused)
{
	static const char *const texts[] = {
		"",
		"2026-11-02",
		"2026-11-02T12:00Z",
		"2026-11-02T12:00:00",
		"2026-11-02T12:00:00.Z",
		"2026-11-02T12:00:00,5Z",
		"2026-11-02T24:00:00Z",
		"2026-11-02T12:60:00Z",
		"2026-11-02T12:00:61Z",
		"2026-11-02T12:00:00+2",
		"2026-11-02T12:00:00+0200",
		"2026-11-02T12:00:00+24:00",
		"2026-11-02T12:00:00+02:60",
		"2026-11-02T12:00:00Z ",
		" 2026-11-02T12:00:00Z",
		"2026-11-02T12:00:00Zulu",
		"2026-11-02T12:00:00 Z",
		"2026-1-02T12:00:00Z",
		"26-11-02T12:00:00Z",
		"+2026-11-02T12:00:00Z",
		"-2026-11-02T12:00:00Z",
		"12026-11-02T12:00:00Z",
		"0000-01-01T00:00:00Z",
		"2026/11/02T12:00:00Z",
		"2026-11-02x12:00:00Z",
		"2026-11-02T12-00-00Z",
		"20261102T120000Z",
		"2026-02-29T00:00:00Z",
		"1900-02-29T00:00:00Z",
		"2026-11-31T00:00:00Z",
		"2026-00-10T00:00:00Z",
		"2026-13-10T00:00:00Z",
		"1793620800",
	};
	static const char whole[] = "2026-11-02T12:00:00.041+02:00";
	int64_t ms;

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		cr_expect_not(clock_parse(text_of(texts[i]), &ms), "%s", texts[i]);
	for (size_t len = 0; len < sizeof(whole) - 1; len++)
		cr_expect_not(clock_parse((struct text){ whole, len }, &ms), "%.*s", (int)len,
			      whole);
}

Test(clock, now)
{
	int64_t before = (int64_t)time(NULL) * 1000, now = clock_now_ms();
	int64_t first = clock_monotonic_ms();

	cr_expect(now >= before - 1000 && now < before + 60000);
	cr_expect(clock_monotonic_ms() >= first);
}
