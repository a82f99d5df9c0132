/*
 * Percentages compared exactly (specs/coverage-and-lint.md 5.1), proved against fractions worked out
 * in another way: both sides brought to whole numbers by the decimals of the target's own text.
 */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdlib.h>

#include "formats/percent.h"
#include "judge/coverage/arithmetic.h"

/* Whether h/n >= the percentage that stands there: digits, at most four decimals. */
static bool reaches(int64_t h, int64_t n, const char *text)
{
	int128 whole = 0, scale = 1;
	bool decimals = false;

	for (; *text; text++)
		if (*text == '.') {
			decimals = true;
		} else {
			whole = whole * 10 + (*text - '0');
			scale *= decimals ? 10 : 1;
		}
	return (int128)h * 100 * scale >= whole * n;
}

static int64_t target_of(const char *text)
{
	struct percent target = { 0 };

	cr_assert_null(percent_target(text_of(text), &target), "%s", text);
	return target.e4;
}

static const char *const targets[] = {
	"2",       "33.3",    "33.33",   "33.333",  "33.3333", "33.3334", "50",
	"50.0001", "66.6",    "66.6666", "66.6667", "79.99",   "79.9999", "80",
	"80.0",    "80.0000", "80.0001", "85.7142", "85.7143", "99",      "99.9",
	"99.99",   "99.999",  "99.9999", "100",     "1.0001",  "14.2857", "14.2858",
};

/* The value of a figure as it is shown, in 10^-p percent. */
static int64_t shown(const char *text)
{
	int64_t value = 0;

	for (; *text; text++)
		if (*text != '.')
			value = value * 10 + (*text - '0');
	return value;
}

static void check(int64_t h, int64_t n, const char *text, int64_t e4)
{
	struct coverage_count count = { h, n };
	bool holds = coverage_at_least(count, e4);
	int64_t needed = coverage_needed(count, e4);
	AUTO(str) percent = STR_MAX(64);
	AUTO(str) limit = STR_MAX(64);

	cr_assert_eq(holds, reaches(h, n, text), "%" PRId64 "/%" PRId64 " at %s", h, n, text);
	cr_assert_eq(holds, needed == 0);
	/* as many as are needed are enough, and one less is not */
	cr_assert(holds || (reaches(h + needed, n, text) && !reaches(h + needed - 1, n, text)),
		  "%" PRId64 "/%" PRId64 " at %s needs %" PRId64, h, n, text, needed);
	coverage_percent(&percent, count, 4);
	coverage_put_e4(&limit, e4, 4);
	cr_assert(holds == (shown(percent.buf) >= shown(limit.buf)),
		  "%" PRId64 "/%" PRId64 " is shown as %s at %s", h, n, percent.buf, limit.buf);
	cr_assert((h == n) == (shown(percent.buf) == 1000000));
}

Test(coverage_arithmetic, all_small_fractions, .timeout = 120)
{
	for (size_t i = 0; i < ARRAY_SIZE(targets); i++) {
		int64_t e4 = target_of(targets[i]);

		for (int64_t n = 1; n <= 300; n++)
			for (int64_t h = 0; h <= n; h++)
				check(h, n, targets[i], e4);
	}
}

/* Every target of 0 to 4 decimals at the fractions around it: n = 300 has a hit on each side. */
Test(coverage_arithmetic, all_targets, .timeout = 120)
{
	for (int64_t e4 = 1; e4 <= 1000000; e4++)
		for (int64_t n = 299; n <= 300; n++) {
			int64_t h = e4 * n / 1000000;

			for (; h >= 0 && h <= n && h <= e4 * n / 1000000 + 1; h++)
				cr_assert_eq(coverage_at_least((struct coverage_count){ h, n }, e4),
					     h * 1000000 >= e4 * n);
		}
}

Test(coverage_arithmetic, large_counts)
{
	const int64_t most = INT32_MAX;

	for (int64_t n = most - 3; n <= most; n++)
		for (size_t i = 0; i < ARRAY_SIZE(targets); i++) {
			int64_t e4 = target_of(targets[i]);
			int64_t edge = (int64_t)((uint128)e4 * (uint128)n / 1000000);

			for (int64_t h = edge - 2; h <= edge + 2 && h <= n; h++)
				if (h >= 0)
					check(h, n, targets[i], e4);
		}
}

Test(coverage_arithmetic, vectors)
{
	static const struct {
		int64_t h, n;
		const char *target;
		bool holds;
		const char *shown;
		unsigned decimals;
		int64_t needed;
	} vectors[] = {
		{ 4, 5, "80", true, "80.00", 2, 0 },
		{ 2071, 2072, "100", false, "99.95", 2, 1 },
		{ 89988, 100000, "90", false, "89.98", 2, 12 },
		{ 79, 100, "79", true, "79.00", 2, 0 },
		{ 40, 51, "80", false, "78.43", 2, 1 },
		{ 0, 1, "1.5", false, "0", 0, 1 },
		{ 1, 3, "33.3333", true, "33.3333", 4, 0 },
		{ 2, 2, "100", true, "100.0", 1, 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(vectors); i++) {
		struct coverage_count count = { vectors[i].h, vectors[i].n };
		int64_t e4 = target_of(vectors[i].target);
		AUTO(str) percent = STR_MAX(64);

		coverage_percent(&percent, count, vectors[i].decimals);
		cr_expect_eq(coverage_at_least(count, e4), vectors[i].holds);
		cr_expect_eq(coverage_needed(count, e4), vectors[i].needed);
		cr_expect_str_eq(percent.buf, vectors[i].shown);
	}
}

Test(coverage_arithmetic, against_a_baseline, .timeout = 120)
{
	static const int64_t minus[] = { 0, 1, 5000, 10000, 12345 };

	for (int64_t n = 1; n <= 24; n++)
		for (int64_t h = 0; h <= n; h++)
			for (int64_t nb = 1; nb <= 24; nb++)
				for (int64_t hb = 0; hb <= nb; hb++)
					for (size_t i = 0; i < ARRAY_SIZE(minus); i++) {
						/* h/n + m >= hb/nb, over the common denominator */
						int128 left = (int128)h * 1000000 * nb +
							      (int128)minus[i] * n * nb;
						int128 right = (int128)hb * 1000000 * n;

						cr_assert_eq(
							coverage_at_least_base(
								(struct coverage_count){ h, n },
								(struct coverage_count){ hb, nb },
								minus[i]),
							left >= right);
					}
}
