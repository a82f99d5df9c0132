#include <criterion/criterion.h>

#include "alloc.h"
#include "base/reader.h"

Test(reader, slurp)
{
	for (size_t step = 0; step < 5; step++) {
		struct memory_reader m;
		AUTO(str) all = STR_MAX(100);
		struct err err = { 0 };

		memory_reader_init(&m, "x", TEXT("hello\0world"), step);
		cr_expect_eq(reader_slurp(&m.reader, &all, &err), 0);
		cr_expect_eq(all.len, 11);
		cr_expect_arr_eq(all.buf, "hello\0world", 12);
		cr_expect_eq(m.reader.read(&m.reader, all.buf, 1, &err), 0, "the end stays");
	}
}

Test(reader, slurp_ceiling)
{
	struct memory_reader m;
	AUTO(str) all = STR_MAX(10);
	struct err err = { 0 };

	memory_reader_init(&m, "a.json", TEXT("hello world"), 0);
	cr_expect_eq(reader_slurp(&m.reader, &all, &err), -1);
	cr_expect_eq(err.kind, ERR_EVIDENCE);
	cr_expect_str_eq(err.text, "a.json: larger than 10 bytes");
	memory_reader_init(&m, "a.json", TEXT("hello worl"), 3);
	str_clear(&all);
	cr_expect_eq(reader_slurp(&m.reader, &all, NULL), 0);
}

Test(reader, slurp_without_memory)
{
	struct memory_reader m;
	AUTO(str) all = STR_MAX(KiB);
	struct err err = { 0 };

	memory_reader_init(&m, "a.json", TEXT("hello world"), 0);
	alloc_fail_at(1);
	cr_expect_eq(reader_slurp(&m.reader, &all, &err), -1);
	alloc_fail_at(0);
	cr_expect_eq(err.kind, ERR_INTERNAL);
	cr_expect_str_eq(err.text, "out of memory");
}

/* Joins the lines with '|'. */
static int joined(struct text bytes, size_t step, size_t max, struct str *out, bool *unfinished,
		  struct err *err)
{
	struct memory_reader m;
	AUTO(lines) lines;
	struct text line;
	size_t n = 0;
	int got;

	memory_reader_init(&m, "x", bytes, step);
	lines_init(&lines, &m.reader, max);
	while ((got = lines_next(&lines, &line, err)) > 0) {
		cr_assert_eq(lines.number, ++n);
		str_add(out, line.ptr, line.len);
		str_putc(out, '|');
	}
	*unfinished = lines.unfinished;
	return got;
}

Test(lines, over_step_sizes)
{
	static const struct {
		const char *bytes, *lines;
		bool unfinished;
	} rows[] = {
		{ "", "", false },
		{ "a", "a|", true },
		{ "a\n", "a|", false },
		{ "\n", "|", false },
		{ "a\nb", "a|b|", true },
		{ "a\n\nb\n", "a||b|", false },
		{ "a\r\nb\r\n", "a|b|", false },
		{ "a\rb\n", "a\rb|", false },
		{ "\r\n", "|", false },
		{ "a\r", "a\r|", true },
		{ "a\r\r\n", "a\r|", false },
		{ "a\n\r", "a|\r|", true },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		for (size_t step = 0; step < 6; step++) {
			AUTO(str) out = STR_MAX(KiB);
			struct err err = { 0 };
			bool unfinished;

			cr_expect_eq(
				joined(text_of(rows[i].bytes), step, MiB, &out, &unfinished, &err),
				0);
			cr_expect_str_eq(out.buf, rows[i].lines, "%zu, step %zu", i, step);
			cr_expect_eq(unfinished, rows[i].unfinished, "%zu, step %zu", i, step);
		}
}

Test(lines, a_nul)
{
	for (size_t step = 0; step < 6; step++) {
		AUTO(str) out = STR_MAX(KiB);
		struct err err = { 0 };
		bool unfinished;

		cr_expect_eq(joined(TEXT("ok\na\0b\nc\n"), step, MiB, &out, &unfinished, &err), -1);
		cr_expect_str_eq(err.text, "x:2: a NUL byte, where text was expected");
		cr_expect_str_eq(out.buf, "ok|");
	}
}

/* A line of len bytes between two others, with its end, in pieces of step bytes. */
static int long_line(size_t len, const char *end, size_t step, size_t max, struct err *err)
{
	AUTO(str) bytes = STR_MAX(16 * MiB);
	AUTO(str) out = STR_MAX(16 * MiB);
	bool unfinished;
	char *room;
	int got;

	str_puts(&bytes, "first\n");
	room = str_room(&bytes, len);
	memset(room, 'x', len);
	bytes.len += len;
	str_puts(&bytes, end);
	got = joined((struct text){ bytes.buf, bytes.len }, step, max, &out, &unfinished, err);
	if (got == 0)
		cr_expect_eq(out.len, 6 + len + 1);
	return got;
}

Test(lines, long_ones)
{
	static const char *const ends[] = { "\n", "\r\n", "" };
	static const size_t steps[] = { 0, 4093, 70000 };

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		for (size_t k = 0; k < ARRAY_SIZE(steps); k++) {
			struct err err = { 0 };

			cr_expect_eq(long_line(300000, ends[i], steps[k], MiB, &err), 0, "%s",
				     err.text);
			cr_expect_eq(long_line(MiB, ends[i], steps[k], MiB, &err), 0, "%s",
				     err.text);
			cr_expect_eq(long_line(MiB + 1, ends[i], steps[k], MiB, &err), -1);
			cr_expect_str_eq(err.text, "x:2: a line longer than 1 MiB");
			err_clear(&err);
			cr_expect_eq(long_line(5 * MiB, ends[i], steps[k], MiB, &err), -1);
			cr_expect_str_eq(err.text, "x:2: a line longer than 1 MiB");
		}
}

static ssize_t fails(struct reader *reader, char *buf, size_t room, struct err *err)
{
	(void)buf, (void)room;
	return err_set(err, "%s: broken", reader->name);
}

Test(lines, an_error_is_handed_on)
{
	struct reader broken = { fails, "pipe" };
	AUTO(str) all = STR_MAX(10);
	AUTO(lines) lines;
	struct err err = { 0 };
	struct text line;

	cr_expect_eq(reader_slurp(&broken, &all, &err), -1);
	cr_expect_str_eq(err.text, "pipe: broken");
	err_clear(&err);
	lines_init(&lines, &broken, MiB);
	cr_expect_eq(lines_next(&lines, &line, &err), -1);
	cr_expect_str_eq(err.text, "pipe: broken");
}

Test(lines, every_allocation_failing)
{
	AUTO(str) bytes = STR_MAX(4 * MiB);
	AUTO(str) out = STR_MAX(4 * MiB);
	long refusals = 0;
	bool unfinished;

	while (bytes.len < 2 * MiB)
		str_puts(&bytes, "0123456789");
	cr_assert(str_room(&out, 3 * MiB));
	for (long nth = 1;; nth++) {
		struct err err = { 0 };
		int got;

		alloc_fail_at(nth);
		got = joined((struct text){ bytes.buf, bytes.len }, 0, 8 * MiB, &out, &unfinished,
			     &err);
		alloc_fail_at(0);
		if (got == 0)
			break;
		cr_expect_eq(err.kind, ERR_INTERNAL);
		refusals++;
	}
	cr_expect_gt(refusals, 2);
}
