#include "base/clock.h"

#include <inttypes.h>
#include <time.h>

#define DAY_MS INT64_C(86400000)

static int64_t read_clock(clockid_t id)
{
	struct timespec t;

	if (clock_gettime(id, &t) < 0)
		return 0;
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_now_ms(void) { return read_clock(CLOCK_REALTIME); }

int64_t clock_monotonic_ms(void) { return read_clock(CLOCK_MONOTONIC); }

/* Days from 1970-01-01 to a date of the proleptic Gregorian calendar; years begin in March, so that
 * leap days are last. */
static int64_t days_from_date(int64_t year, int64_t month, int64_t day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - 719468;
}

void clock_print(struct str *out, int64_t ms)
{
	int64_t days = (ms >= 0 ? ms : ms - DAY_MS + 1) / DAY_MS;
	int64_t rest = ms - days * DAY_MS;
	int64_t year = 1970 + days / 366, month = 1;

	while (days_from_date(year + 1, 1, 1) <= days)
		year++;
	while (days_from_date(year, 1, 1) > days)
		year--;
	while (month < 12 && days_from_date(year, month + 1, 1) <= days)
		month++;
	str_printf(out,
		   "%04" PRId64 "-%02" PRId64 "-%02" PRId64 "T%02" PRId64 ":%02" PRId64
		   ":%02" PRId64 ".%03" PRId64 "Z",
		   year, month, days - days_from_date(year, month, 1) + 1, rest / 3600000,
		   rest / 60000 % 60, rest / 1000 % 60, rest % 1000);
}

/* Exactly n digits at the front of *text. */
static bool take(struct text *text, size_t n, int64_t *out)
{
	*out = 0;
	if (text->len < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (text->ptr[i] < '0' || text->ptr[i] > '9')
			return false;
		*out = *out * 10 + (text->ptr[i] - '0');
	}
	*text = text_from(*text, n);
	return true;
}

static bool take_one_of(struct text *text, const char *choices, char *which)
{
	for (const char *c = choices; text->len && *c; c++)
		if (text->ptr[0] == *c) {
			*which = *c;
			*text = text_from(*text, 1);
			return true;
		}
	return false;
}

static int64_t take_fraction(struct text *text)
{
	int64_t ms = 0, unit = 100, digit;

	while (take(text, 1, &digit)) {
		ms += digit * unit;
		unit /= 10;
	}
	return ms;
}

bool clock_parse(struct text t, int64_t *ms)
{
	int64_t year, month, day, hour, minute, second, fraction = 0, off_hour = 0, off_minute = 0;
	int64_t at;
	char c, zone;

	if (!take(&t, 4, &year) || !take_one_of(&t, "-", &c) || !take(&t, 2, &month) ||
	    !take_one_of(&t, "-", &c) || !take(&t, 2, &day) || !take_one_of(&t, "Tt ", &c) ||
	    !take(&t, 2, &hour) || !take_one_of(&t, ":", &c) || !take(&t, 2, &minute) ||
	    !take_one_of(&t, ":", &c) || !take(&t, 2, &second))
		return false;
	if (take_one_of(&t, ".", &c)) {
		size_t before = t.len;

		fraction = take_fraction(&t);
		if (t.len == before)
			return false;
	}
	if (!take_one_of(&t, "Zz+-", &zone))
		return false;
	if (zone == '+' || zone == '-')
		if (!take(&t, 2, &off_hour) || !take_one_of(&t, ":", &c) ||
		    !take(&t, 2, &off_minute))
			return false;
	if (t.len || year < 1 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 ||
	    second > 60 || off_hour > 23 || off_minute > 59)
		return false;
	if (day > 28 &&
	    days_from_date(year, month, day) >= (month == 12 ? days_from_date(year + 1, 1, 1)
							     : days_from_date(year, month + 1, 1)))
		return false;
	at = days_from_date(year, month, day) * DAY_MS +
	     (hour * 3600 + minute * 60 + second) * 1000 + fraction;
	at += (zone == '-' ? 1 : -1) * (off_hour * 60 + off_minute) * 60000;
	if (at < days_from_date(1, 1, 1) * DAY_MS || at >= days_from_date(10000, 1, 1) * DAY_MS)
		return false; /* by its offset: what clock_print would make of it is no time */
	*ms = at;
	return true;
}
