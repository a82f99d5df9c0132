#include <criterion/criterion.h>

#include "alloc.h"
#include "base/hash.h"

Test(hash, bytes)
{
	char text[64];

	memset(text, 'x', sizeof(text));
	for (size_t len = 0; len < sizeof(text); len++)
		for (size_t other = 0; other < sizeof(text); other++) {
			uint64_t a = hash_bytes(text, len, 7), b = hash_bytes(text, other, 7);

			cr_assert_eq(a == b, len == other);
		}
	cr_expect_neq(hash_bytes("a", 1, 1), hash_bytes("a", 1, 2));
	cr_expect_neq(hash_bytes("\0", 1, 1), hash_bytes("\0\0", 2, 1));
}

/* One hash for all: only the bytes can tell them apart. */
struct table {
	struct hash_index index;
	int values[300];
	size_t n;
	int looked_for;
};

static bool same(const void *context, size_t i)
{
	const struct table *table = context;

	return table->values[i] == table->looked_for;
}

static size_t enter(struct table *table, int value, uint64_t hash)
{
	size_t i;

	table->looked_for = value;
	i = hash_index_enter(&table->index, hash, table->n, same, table);
	if (i == table->n)
		table->values[table->n++] = value;
	return i;
}

Test(hash, index)
{
	for (int collide = 0; collide < 2; collide++) {
		struct table table = { 0 };

		for (int round = 0; round < 2; round++)
			for (int value = 0; value < 300; value++) {
				uint64_t hash = collide ? 42 : (uint64_t)value * 977;

				cr_assert_eq(enter(&table, value, hash), (size_t)value);
			}
		cr_expect_eq(table.n, 300);
		hash_index_release(&table.index);
		hash_index_release(&table.index);
	}
}

Test(intern, each_text_once)
{
	AUTO(arena) arena = ARENA_MAX(16 * MiB);
	AUTO(intern) intern = { .arena = &arena };
	static const char *first[2000];
	char text[32];

	for (int round = 0; round < 3; round++)
		for (int i = 0; i < 2000; i++) {
			const char *got;
			int len = snprintf(text, sizeof(text), "path/%d.rs", i);

			got = intern_text(&intern, (struct text){ text, (size_t)len });
			cr_assert_str_eq(got, text);
			if (round == 0)
				first[i] = got;
			cr_assert_eq(got, first[i], "the same copy each time");
		}
	cr_expect_eq(intern.n, 2000);
	cr_expect_str_eq(intern_text(&intern, text_of("")), "");
	cr_expect_eq(intern.n, 2001);
}

static bool intern_all(struct intern *intern)
{
	static const char *const texts[] = { "", "a", "b", "a", "", "abc" };
	char text[16];

	for (int i = 0; i < 200; i++) {
		const char *wanted = texts[i % 6], *got;

		if (i > 5) {
			snprintf(text, sizeof(text), "text-%d", i);
			wanted = text;
		}
		got = intern_text(intern, text_of(wanted));
		if (!got)
			return false;
		cr_assert_str_eq(got, wanted);
	}
	return true;
}

/* After a refusal every text is still found, and each once. */
Test(intern, every_allocation_failing)
{
	long refusals = 0;
	bool done = false;

	for (long nth = 1; !done; nth++) {
		AUTO(arena) arena = ARENA_MAX(16 * MiB);
		AUTO(intern) intern = { .arena = &arena };

		alloc_fail_at(nth);
		done = intern_all(&intern);
		alloc_fail_at(0);
		refusals += !done;
		cr_assert(intern_all(&intern), "after refusal %ld", nth);
		for (size_t i = 0; i < intern.n; i++)
			for (size_t k = 0; k < i; k++)
				cr_assert_str_neq(intern.text[i], intern.text[k], "%ld: %s twice",
						  nth, intern.text[i]);
	}
	cr_expect_gt(refusals, 5);
}

/* The arena's ceiling, which is met at every text in turn. */
Test(intern, ceiling_of_the_arena)
{
	for (size_t max = 0; max < 300; max++) {
		AUTO(arena) arena = ARENA_MAX(max);
		AUTO(intern) intern = { .arena = &arena };

		cr_assert_not(intern_all(&intern));
		arena.max = 16 * MiB;
		cr_assert(intern_all(&intern), "ceiling %zu", max);
	}
}
