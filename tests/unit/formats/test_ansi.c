#include <criterion/criterion.h>

#include "formats/ansi.h"

static void check(const char *in, const char *want)
{
	static const size_t steps[] = { 0, 1, 2, 3, 7, 4096 };

	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		AUTO(str) out = STR_MAX(MiB);
		struct memory_reader m;
		struct ansi_reader ansi;
		struct err err = { 0 };

		memory_reader_init(&m, "in", text_of(in), steps[i]);
		ansi_reader_init(&ansi, &m.reader);
		cr_assert_eq(reader_slurp(&ansi.reader, &out, &err), 0);
		cr_assert_str_eq(out.buf, want, "step %zu", steps[i]);
		cr_assert_eq(ansi.reader.read(&ansi.reader, (char[1]){ 0 }, 1, &err), 0);
		cr_assert_eq(ansi.any, *in != '\0');
	}
}

Test(ansi, sequences)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "plain", "plain" },
		{ "\x1b[31mred\x1b[0m", "red" },
		{ "\x1b[mx", "x" },
		{ "\x1b[1;38;5;200mx\x1b(B\x1b[m\n", "x\n" },
		{ "\x1b[31m-a\n\x1b(B\x1b[m b\n", "-a\n b\n" }, /* the reset begins the next line */
		{ "\x1b", "\x1b" },                             /* cut: text */
		{ "a\x1b[", "a\x1b[" },
		{ "a\x1b[31", "a\x1b[31" },
		{ "\x1b(0x", "\x1b(0x" },   /* another character set */
		{ "\x1b[2Jx", "\x1b[2Jx" }, /* no colour */
		{ "\x1b[2Jm", "\x1b[2Jm" },
		{ "\x1b\x1b[0mx", "\x1bx" }, /* begins again */
		{ "\x1b[3\x1b[0mx", "\x1b[3x" },
		{ "\x1b[\nm", "\x1b[\nm" },
		{ "\x1b]8;;m", "\x1b]8;;m" },
		{ "é\x1b[0mß", "éß" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		check(cases[i][0], cases[i][1]);
}

/* A sequence that never ends is text, and needs no memory. */
Test(ansi, endless)
{
	AUTO(str) in = STR_MAX(MiB);

	str_puts(&in, "\x1b[");
	for (int i = 0; i < 10000; i++)
		str_puts(&in, "1;");
	str_puts(&in, "m.");
	check(in.buf, in.buf);
	str_clear(&in);
	str_puts(&in, "\x1b[");
	while (in.len < ANSI_MAX_SEQUENCE - 1)
		str_putc(&in, '1');
	str_puts(&in, "m.");
	check(in.buf, ".");
}

static ssize_t read_nothing(struct reader *reader, char *buf, size_t room, struct err *err)
{
	(void)buf;
	(void)room;
	return err_set(err, "%s: broken", reader->name);
}

Test(ansi, source_fails)
{
	struct reader broken = { read_nothing, "pipe" };
	struct ansi_reader ansi;
	struct err err = { 0 };
	char c;

	ansi_reader_init(&ansi, &broken);
	cr_assert_eq(ansi.reader.read(&ansi.reader, &c, 1, &err), -1);
	cr_assert_str_eq(err.text, "pipe: broken");
}
