#include "formats/rustfmt.h"
#include "readers.h"

static enum rustfmt_format format;

static int read_any(struct lint_run *run, struct reader *reader, struct err *err)
{
	return rustfmt_read(run, format, reader, err);
}

static void read_as(struct reading *r, enum rustfmt_format as, const char *text)
{
	format = as;
	check_steps(read_any, text_of(text));
	reading_make(r, read_any, text_of(text), 0);
}

static void check_finding(const struct reading *r, size_t i, const char *path, int64_t line,
			  int64_t end_line)
{
	const struct finding *f = reading_finding(r, i);

	cr_assert_str_eq(f->path, path);
	cr_assert_eq(f->line, line, "line %" PRId64, f->line);
	cr_assert_eq(f->end_line, end_line, "end line %" PRId64, f->end_line);
	cr_assert_str_eq(f->tool, "rustfmt");
	cr_assert_eq(f->severity, SEVERITY_HIGH);
}

static const char hunks[] = "Diff in /w/src/bin/../a.rs:3:\n"
			    " one\n"
			    "-two\n"
			    "-three\n"
			    "+TWO\n"
			    " four\n"
			    "Diff in /w/src/b.rs:10:\n"
			    " x\n"
			    "+y\n"
			    " z\n"
			    " z\n";

Test(rustfmt, hunks)
{
	AUTO(reading) r = { 0 };
	const struct finding *f;

	read_as(&r, RUSTFMT_AUTO, hunks);
	cr_assert_eq(r.status, 0);
	cr_assert_eq(r.run.findings.n, 2);
	cr_assert_eq(r.run.hunks, 2);
	cr_assert(r.run.recognised);
	cr_assert_not(r.run.lists_files);
	cr_assert_eq(r.run.n_doubts + r.run.other_lines, 0);
	check_finding(&r, 0, "/w/src/a.rs", 4, 5);   /* the first to the last removed line */
	check_finding(&r, 1, "/w/src/b.rs", 11, 11); /* where lines are added */
	f = reading_finding(&r, 0);
	cr_assert_str_eq(f->rule, "rustfmt");
	cr_assert_str_eq(f->message, "2 lines differ from rustfmt's layout");
	cr_assert_str_eq(f->excerpt, " one\n-two\n-three\n+TWO\n four");
	cr_assert_eq(f->excerpt_line, 3);
	cr_assert_str_eq(reading_finding(&r, 1)->message, "rustfmt adds 1 line here");
}

/* No word of the source may stand in what goes into the verdict file. */
Test(rustfmt, message_holds_no_source)
{
	AUTO(reading) r = { 0 };

	read_as(&r, RUSTFMT_AUTO, "Diff in a.rs:1:\n-let secret = 1;\n+let secret = 2;\n");
	cr_assert_str_eq(reading_finding(&r, 0)->message, "1 line differs from rustfmt's layout");
	cr_assert_str_eq(reading_finding(&r, 0)->title, "not formatted");
}

/* PATH:LINE: and PATH at line N:, numbered from the right. */
Test(rustfmt, headers)
{
	static const struct {
		const char *header, *path;
		int64_t line;
	} cases[] = {
		{ "Diff in /w/a.rs:7:", "/w/a.rs", 7 },
		{ "Diff in /w/a.rs at line 7:", "/w/a.rs", 7 },
		{ "Diff in C:\\w\\src\\a.rs:7:", "C:/w/src/a.rs", 7 },
		{ "Diff in \\\\?\\C:\\w\\a.rs:7:", "/?/C:/w/a.rs", 7 },
		{ "Diff in /w/a:5:/b c.rs:7:", "/w/a:5:/b c.rs", 7 },
		{ "Diff in /w at line 3:/a.rs at line 7:", "/w at line 3:/a.rs", 7 },
		{ "Diff in <stdin>:7:", "<stdin>", 7 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(str) text = STR_MAX(KiB);
		AUTO(reading) r = { 0 };

		str_printf(&text, "%s\r\n-x\r\n+y\r\n", cases[i].header);
		read_as(&r, RUSTFMT_AUTO, text.buf);
		cr_assert_eq(r.run.n_doubts, 0, "%s", cases[i].header);
		check_finding(&r, 0, cases[i].path, cases[i].line, cases[i].line);
		cr_assert_str_eq(r.run.findings.at[0].excerpt, "-x\n+y");
	}
}

/* A header that cannot be read, and a hunk that changes nothing, were cut. */
Test(rustfmt, broken_hunks)
{
	static const char *const cases[] = {
		"Diff in ",
		"Diff in /w/a.rs",
		"Diff in /w/a.rs:",
		"Diff in /w/a.rs:7",
		"Diff in /w/a.rs:x:\n-a\n",
		"Diff in :7:\n-a\n",
		"Diff in /w/a.rs at line :\n",
		"Diff in /w/a.rs:99999999999999999999:\n-a\n",
		"Diff in /w/a.rs:7:",
		"Diff in /w/a.rs:7:\n a\n b\n",
		"Diff in /w/a.rs:7:\n\n\nDiff in /w/a.rs:9:\n-a\n+b\n",
		"Diff in /w/a.rs:7:\nDiff in /w/b.rs:9:\n-a\n+b\n",
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(reading) r = { 0 };

		read_as(&r, RUSTFMT_AUTO, cases[i]);
		cr_assert_eq(r.status, 0);
		cr_assert_geq(r.run.n_doubts, 1, "%s", cases[i]);
	}
}

/* An empty line inside a hunk is context; one behind it is nothing. */
Test(rustfmt, blank_lines)
{
	AUTO(reading) r = { 0 };

	read_as(&r, RUSTFMT_AUTO,
		"Diff in a.rs:5:\n a\n\n\n-b\n+c\n\n\nDiff in a.rs:20:\n-d\n\n\n");
	cr_assert_eq(r.run.findings.n, 2);
	check_finding(&r, 0, "a.rs", 8, 8);
	cr_assert_str_eq(r.run.findings.at[0].excerpt, " a\n \n \n-b\n+c");
	check_finding(&r, 1, "a.rs", 20, 20);
	cr_assert_str_eq(r.run.findings.at[1].excerpt, "-d");
}

Test(rustfmt, line_that_starts_otherwise_ends_the_hunk)
{
	AUTO(reading) r = { 0 };

	read_as(&r, RUSTFMT_AUTO, "Diff in a.rs:5:\n-a\n+b\nsomething else\n-c\n");
	cr_assert_eq(r.run.findings.n, 1);
	cr_assert_str_eq(r.run.findings.at[0].excerpt, "-a\n+b");
	cr_assert_eq(r.run.other_lines, 2);
}

/* Range: removed lines; else the point, which never lies behind the last line of the file. */
Test(rustfmt, ranges)
{
	static const struct {
		const char *lines;
		int64_t line, end_line;
	} cases[] = {
		{ " a\n-b\n c\n-d\n+e\n", 6, 8 }, { "-a\n", 5, 5 },
		{ "+a\n-b\n+c\n", 5, 5 },         { "+a\n b\n", 5, 5 },
		{ " a\n+b\n c\n", 6, 6 },         { " a\n+b\n+c\n d\n+e\n f\n", 6, 7 },
		{ " a\n b\n+\n", 6, 6 },     /* no line end at the end: behind line 6 */
		{ " a\n b\n+c\n \n", 6, 6 }, /* the last shown line is behind the file's end */
		{ " a\n b\n+c\n \n \n", 7, 7 },   { "+a\n", 5, 5 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(str) text = STR_MAX(KiB);
		AUTO(reading) r = { 0 };

		str_printf(&text, "Diff in a.rs:5:\n%s", cases[i].lines);
		read_as(&r, RUSTFMT_AUTO, text.buf);
		check_finding(&r, 0, "a.rs", cases[i].line, cases[i].end_line);
	}
}

Test(rustfmt, newline_style)
{
	AUTO(reading) r = { 0 };

	read_as(&r, RUSTFMT_AUTO, "Incorrect newline style in /w/./a b.rs\n");
	cr_assert_eq(r.run.findings.n, 1);
	cr_assert(r.run.recognised);
	cr_assert_eq(r.run.hunks, 0);
	check_finding(&r, 0, "/w/a b.rs", 0, 0);
	cr_assert_str_eq(r.run.findings.at[0].rule, "rustfmt::newline-style");
}

/* The reset stands at the start of the next line. */
Test(rustfmt, colours)
{
	AUTO(reading) plain = { 0 };
	AUTO(reading) coloured = { 0 };
	AUTO(str) a = STR_MAX(MiB);
	AUTO(str) b = STR_MAX(MiB);

	read_as(&plain, RUSTFMT_AUTO, "Diff in a.rs:1:\n-a\n+b\n c\nDiff in a.rs:9:\n-d\n+e\n");
	read_as(&coloured, RUSTFMT_AUTO,
		"Diff in a.rs:1:\n\x1b[31m-a\n\x1b(B\x1b[m\x1b[32m+b\n\x1b(B\x1b[m c\n"
		"Diff in a.rs:9:\n\x1b[31m-d\n\x1b(B\x1b[m\x1b[32m+e\n\x1b(B\x1b[m");
	reading_print(&a, &plain);
	reading_print(&b, &coloured);
	cr_assert_str_eq(a.buf, b.buf);
	cr_assert_eq(plain.run.findings.n, 2);
}

/* One place is reported once, though two targets hold the file. */
Test(rustfmt, each_once)
{
	AUTO(reading) r = { 0 };

	read_as(&r, RUSTFMT_AUTO,
		"Diff in /w/src/a.rs:1:\n-a\n+b\nDiff in /w/src/bin/../a.rs:1:\n-a\n+b\n"
		"Diff in /w/src/a.rs:9:\n-a\n+b\n");
	cr_assert_eq(r.run.findings.n, 2);
	cr_assert_eq(r.run.hunks, 2);
}

Test(rustfmt, error_texts)
{
	static const char *const errors[] = {
		"error: expected expression, found `;`",
		"error[E0583]: file not found for module `x`",
		"error[internal]: left behind trailing whitespace",
		"Error writing files: failed to resolve mod `x`: /w/x.rs does not exist",
		"`cargo metadata` exited with an error: error: failed to parse manifest",
		"\x1b[1m\x1b[91merror\x1b[0m: expected one of",
		"thread 'main' panicked at src/main.rs:1:",
	};
	static const char *const harmless[] = {
		"Warning: can't set `wrap_comments = true`, unstable features are only available",
		"",
		"Formatting /w/src/a.rs",
		"Spent 0.001 secs in the parsing phase, and 0.002 secs in the formatting phase",
		"rustfmt --edition 2021 --check /w/src/a.rs",
		"[bin (2021)] \"/w/src/main.rs\"",
		"info: syncing channel updates",
	};

	for (size_t i = 0; i < ARRAY_SIZE(errors); i++) {
		AUTO(reading) in_stdout = { 0 };
		AUTO(reading) in_stderr = { 0 };
		AUTO(str) text = STR_MAX(KiB);

		str_printf(&text, "Diff in a.rs:1:\n-a\n+b\n%s\n", errors[i]);
		read_as(&in_stdout, RUSTFMT_AUTO, text.buf);
		cr_assert_eq(in_stdout.run.n_doubts, 1, "%s", errors[i]);
		cr_assert_eq(in_stdout.run.findings.n, 1);
		check_steps(rustfmt_read_stderr, text_of(errors[i]));
		reading_make(&in_stderr, rustfmt_read_stderr, text_of(errors[i]), 0);
		cr_assert_eq(in_stderr.run.n_doubts, 1, "%s", errors[i]);
	}
	for (size_t i = 0; i < ARRAY_SIZE(harmless); i++) {
		AUTO(reading) in_stdout = { 0 };
		AUTO(reading) in_stderr = { 0 };

		read_as(&in_stdout, RUSTFMT_AUTO, harmless[i]);
		cr_assert_eq(in_stdout.run.n_doubts + in_stdout.run.other_lines, 0, "%s",
			     harmless[i]);
		cr_assert_eq(in_stdout.run.findings.n, 0, "%s", harmless[i]);
		reading_make(&in_stderr, rustfmt_read_stderr, text_of(harmless[i]), 0);
		cr_assert_eq(in_stderr.run.n_doubts, 0, "%s", harmless[i]);
	}
}

/* An error shown in a hunk is source, and nothing that rustfmt says. */
Test(rustfmt, source_is_no_error)
{
	AUTO(reading) r = { 0 };

	read_as(&r, RUSTFMT_AUTO,
		"Diff in a.rs:1:\n error: no\n-Error writing files\n+Diff in b.rs:1:\n");
	cr_assert_eq(r.run.n_doubts, 0);
	cr_assert_eq(r.run.findings.n, 1);
}

Test(rustfmt, many_errors_are_few_doubts)
{
	AUTO(str) text = STR_MAX(MiB);
	AUTO(reading) r = { 0 };

	for (int i = 0; i < 1000; i++)
		str_puts(&text, "error: no\n");
	reading_make(&r, rustfmt_read_stderr, text_in(&text), 0);
	cr_assert_eq(r.run.n_doubts, 10);
}

Test(rustfmt, names)
{
	AUTO(reading) r = { 0 };
	AUTO(reading) odd = { 0 };

	read_as(&r, RUSTFMT_AUTO,
		"/w/src/main.rs\n/w/src/bin/../a b.rs\n/w/src/main.rs\n"
		"Incorrect newline style in /w/c.rs\n");
	cr_assert_eq(r.run.findings.n, 3);
	cr_assert(r.run.lists_files && r.run.recognised);
	cr_assert_eq(r.run.hunks, 0);
	check_finding(&r, 0, "/w/src/main.rs", 0, 0);
	check_finding(&r, 1, "/w/src/a b.rs", 0, 0);
	cr_assert_str_eq(r.run.findings.at[0].rule, "rustfmt::file");
	cr_assert_str_eq(r.run.findings.at[2].rule, "rustfmt::newline-style");
	/* any name, when the caller says that it is a list */
	read_as(&odd, RUSTFMT_LIST, "/w/src/main.inc\n");
	cr_assert_eq(odd.run.findings.n, 1);
}

static const char json[] =
	"[{\"name\":\"/w/./a.rs\",\"mismatches\":["
	"{\"original_begin_line\":3,\"original_end_line\":4,\"expected_begin_line\":3,"
	"\"expected_end_line\":3,\"original\":\"let x=1;\\nlet y=1;\\n\",\"expected\":\"b\\n\"},"
	"{\"original_begin_line\":6,\"original_end_line\":6,\"original\":\"\","
	"\"expected\":\"c\\n\"}]},"
	"{\"name\":\"b.rs\",\"mismatches\":[]},"
	"{\"mismatches\":[{\"expected\":\"\\n\",\"original\":\"\",\"original_begin_line\":5}],"
	"\"name\":\"c.rs\"}]";

Test(rustfmt, json)
{
	AUTO(reading) r = { 0 };

	read_as(&r, RUSTFMT_AUTO, json);
	cr_assert_eq(r.status, 0, "%s", r.err.text);
	cr_assert_eq(r.run.findings.n, 3);
	cr_assert_eq(r.run.hunks, 3);
	cr_assert(r.run.recognised);
	check_finding(&r, 0, "/w/a.rs", 3, 4);
	cr_assert_str_eq(r.run.findings.at[0].excerpt, "-let x=1;\n-let y=1;\n+b");
	cr_assert_str_eq(r.run.findings.at[0].message, "2 lines differ from rustfmt's layout");
	check_finding(&r, 1, "/w/a.rs", 6, 6);
	cr_assert_str_eq(r.run.findings.at[1].excerpt, "+c");
	check_finding(&r, 2, "c.rs", 4, 4); /* the end of line 4 is missing */
}

Test(rustfmt, json_of_several_runs)
{
	AUTO(reading) r = { 0 };
	AUTO(reading) empty = { 0 };

	read_as(&r, RUSTFMT_JSON,
		"\n[]\n[{\"name\":\"a.rs\",\"mismatches\":[{\"original_begin_line\":1,"
		"\"original\":\"a\\n\",\"expected\":\"b\\n\"}]}]\n[]\n");
	cr_assert_eq(r.status, 0, "%s", r.err.text);
	cr_assert_eq(r.run.findings.n, 1);
	read_as(&empty, RUSTFMT_AUTO, "[]");
	cr_assert_eq(empty.status, 0);
	cr_assert(empty.run.recognised);
	cr_assert_eq(empty.run.findings.n, 0);
}

Test(rustfmt, broken_json)
{
	static const char *const cases[] = {
		"[",
		"[{",
		"[]x",
		"[{}]",
		"[{\"name\":\"a\"}]",
		"[{\"mismatches\":[]}]",
		"[{\"name\":1,\"mismatches\":[]}]",
		"[{\"name\":\"a\",\"mismatches\":{}}]",
		"[{\"name\":\"a\",\"mismatches\":[1]}]",
		"[{\"name\":\"a\",\"mismatches\":[{}]}]",
		"[{\"name\":\"a\",\"mismatches\":[{\"original_begin_line\":\"1\"}]}]",
		"[{\"name\":\"a\",\"mismatches\":[{\"original_begin_line\":1,\"original\":\"\"}]}]",
		"[{\"filePath\":\"a\",\"messages\":[]}]", /* ESLint's */
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(reading) r = { 0 };

		read_as(&r, RUSTFMT_AUTO, cases[i]);
		cr_assert_eq(r.status, -1, "%s", cases[i]);
		cr_assert_eq(r.err.kind, ERR_EVIDENCE);
		cr_assert(text_starts(text_of(r.err.text), "report:1:"), "%s", r.err.text);
	}
}

/* What is not what `format` says is the caller's error; what is nothing at all is nobody's. */
Test(rustfmt, formats)
{
	static const struct {
		enum rustfmt_format format;
		const char *text;
		enum err_kind kind;
	} cases[] = {
		{ RUSTFMT_DIFF, "[]", ERR_CALLER },
		{ RUSTFMT_LIST, "[]", ERR_CALLER },
		{ RUSTFMT_JSON, hunks, ERR_CALLER },
		{ RUSTFMT_LIST, hunks, ERR_CALLER },
		{ RUSTFMT_LIST, "/w/a.rs\nall is well\n", ERR_CALLER },
		{ RUSTFMT_LIST, "/bin/sh: 1: cargo: not found\n", ERR_CALLER },
		{ RUSTFMT_LIST, "  /w/a.rs\n", ERR_CALLER },
		{ RUSTFMT_JSON, "/w/a.rs\n", ERR_CALLER },
		{ RUSTFMT_DIFF, "/w/a.rs\n", ERR_CALLER },
		{ RUSTFMT_JSON, "", ERR_EVIDENCE },
		{ RUSTFMT_DIFF, "", ERR_NONE },
		{ RUSTFMT_LIST, "", ERR_NONE },
		{ RUSTFMT_AUTO, "", ERR_NONE },
		{ RUSTFMT_DIFF, hunks, ERR_NONE },
		{ RUSTFMT_AUTO, "<?xml version=\"1.0\"?>\n<checkstyle/>", ERR_CALLER },
		{ RUSTFMT_AUTO, "<checkstyle version=\"4.3\"><file name=\"a\">", ERR_CALLER },
		{ RUSTFMT_DIFF, "note: x\n<?xml version=\"1.0\"?>", ERR_CALLER },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(reading) r = { 0 };

		read_as(&r, cases[i].format, cases[i].text);
		cr_assert_eq(r.err.kind, cases[i].kind, "%s: %s", cases[i].text, r.err.text);
		cr_assert_eq(r.status, cases[i].kind == ERR_NONE ? 0 : -1);
	}
}

Test(rustfmt, other_texts_prove_nothing)
{
	static const char *const cases[] = {
		"<!doctype html><p>not found</p>",
		"sh: 1: cargo: not found",
		"{\"reason\":\"build-finished\",\"success\":true}",
		"src/a.ts(1,2): error TS2322: no",
		"Usage: cargo fmt [OPTIONS]",
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(reading) r = { 0 };

		read_as(&r, RUSTFMT_AUTO, cases[i]);
		cr_assert_eq(r.run.findings.n, 0, "%s", cases[i]);
		cr_assert_not(r.run.recognised);
		cr_assert_gt(r.run.other_lines, 0);
	}
}

Test(rustfmt, nul_and_long_lines)
{
	AUTO(reading) nul = { 0 };
	AUTO(reading) odd = { 0 };
	AUTO(reading) long_line = { 0 };
	AUTO(str) text = STR_MAX(16 * MiB);

	reading_make(&nul, read_any, (struct text){ "Diff in a.rs:1:\n-\0\n", 18 }, 0);
	cr_assert_eq(nul.status, -1);
	cr_assert(strstr(nul.err.text, "report:2: a NUL"), "%s", nul.err.text);
	reading_make(&odd, read_any, TEXT("Diff in \xff\xfe.rs:1:\n-a\n+b\n"), 0);
	cr_assert_str_eq(reading_finding(&odd, 0)->path, "\xff\xfe.rs");
	for (size_t i = 0; i < 9 * MiB; i++)
		str_putc(&text, 'x');
	reading_make(&long_line, read_any, text_in(&text), 0);
	cr_assert_eq(long_line.status, -1);
}

/* Long hunks are cut, and say by how much; what is there is still compared. */
Test(rustfmt, long_hunks)
{
	for (int wide = 0; wide < 2; wide++) {
		AUTO(str) text = STR_MAX(4 * MiB);
		AUTO(str) file = STR_MAX(4 * MiB);
		AUTO(reading) r = { 0 };
		const struct finding *f;
		struct text excerpt;
		size_t lines = 1;

		str_puts(&text, "Diff in a.rs:1:\n");
		for (int i = 0; i < 1000; i++) {
			str_printf(&text, "-%0*d\n", wide ? 1000 : 1, i);
			str_printf(&file, "%0*d\n", wide ? 1000 : 1, i);
		}
		read_as(&r, RUSTFMT_AUTO, text.buf);
		f = reading_finding(&r, 0);
		excerpt = text_of(f->excerpt);
		for (size_t i = 0; i < excerpt.len; i++)
			lines += excerpt.ptr[i] == '\n';
		cr_assert_eq(lines, wide ? 17 : 201, "%zu", lines);
		cr_assert(text_ends(excerpt, wide ? "\n… 984 more lines" : "\n… 800 more lines"));
		check_finding(&r, 0, "a.rs", 1, 1000);
		cr_assert(rustfmt_hunk_fits(f, text_in(&file)));
		file.buf[0] = 'x';
		cr_assert_not(rustfmt_hunk_fits(f, text_in(&file)));
	}
}

Test(rustfmt, hunk_fits)
{
	static const struct {
		const char *excerpt;
		int64_t line;
		const char *file;
		bool fits;
	} cases[] = {
		{ " a\n-b\n+c\n d", 1, "a\nb\nd\n", true },
		{ " a\n-b\n+c\n d", 1, "a\r\nb\r\nd\r\n", true },
		{ " a\n-b\n+c\n d", 1, "a\nb\nd", true },
		{ " a\n-b\n+c\n d", 1, "a\nB\nd\n", false },
		{ " a\n-b\n+c\n d", 2, "a\nb\nd\n", false },
		{ " a\n-b\n+c\n d", 2, "x\na\nb\nd\n", true },
		{ " a\n-b", 1, "a\n", false },      /* the file is shorter */
		{ " a\n-b\n ", 1, "a\nb\n", true }, /* the empty line behind the end */
		{ " a\n-b\n ", 1, "a\nb", false },
		{ "-\n-\n ", 2, "x\n\n\n", true },
		{ "+c", 1, "", true },
		{ "+c", 9, "a\n", true },
		{ " a⏎\n-b⏎", 1, "a\nb\n", true }, /* rustfmt --verbose */
		{ "-a", 0, "a\n", false },         /* no line to look at */
		{ "-a\n… 7 more lines", 1, "a\nother\n", true },
		{ "", 1, "a\n", true },
	};
	const struct finding none = { .excerpt = NULL };

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct finding f = { .excerpt = cases[i].excerpt, .excerpt_line = cases[i].line };

		cr_assert_eq(rustfmt_hunk_fits(&f, text_of(cases[i].file)), cases[i].fits,
			     "%zu: %s", i, cases[i].excerpt);
	}
	cr_assert(rustfmt_hunk_fits(&none, TEXT("a\n")));
}

static const char denying[] = "Diff in /w/src/a.rs:3:\n one\n-two\n+TWO\n\n"
			      "Incorrect newline style in /w/b.rs\n"
			      "error: no\n"
			      "Diff in /w/src/b.rs at line 10:\n+y\n z\n";

/* Cut anywhere, it never looks like a success: no finding and nothing that is not understood. */
Test(rustfmt, truncated)
{
	for (size_t len = 1; len < sizeof(denying); len++) {
		AUTO(reading) r = { 0 };
		struct text cut = { denying, len };

		format = RUSTFMT_AUTO;
		reading_make(&r, read_any, cut, 0);
		cr_assert_eq(r.status, 0);
		cr_assert(r.run.findings.n + r.run.n_doubts + r.run.other_lines > 0, "%zu", len);
	}
	for (size_t len = 1; len < sizeof(json) - 1; len++) {
		AUTO(reading) r = { 0 };

		reading_make(&r, read_any, (struct text){ json, len }, 0);
		cr_assert_eq(r.status, -1, "%zu", len);
	}
}

Test(rustfmt, allocation_failures)
{
	format = RUSTFMT_AUTO;
	check_allocations(read_any, TEXT(denying));
	check_allocations(read_any, TEXT(json));
	check_allocations(rustfmt_read_stderr, TEXT(denying));
}

/* What the real rustfmt writes: in colours as without, and with -l the same files. */
Test(rustfmt, corpus)
{
	AUTO(reading) plain = { 0 };
	AUTO(reading) coloured = { 0 };
	AUTO(reading) names = { 0 };

	format = RUSTFMT_AUTO;
	check_corpus(read_any, "rustfmt");
	read_corpus(&plain, read_any, "rustfmt/platform-planted.txt");
	read_corpus(&coloured, read_any, "rustfmt/platform-planted-colour.txt");
	read_corpus(&names, read_any, "rustfmt/platform-planted-list.txt");
	check_same_places(&plain, &coloured);
	cr_assert_gt(plain.run.hunks, 0);
	cr_assert_eq(plain.run.n_doubts + plain.run.other_lines, 0);
	for (size_t i = 0; i < plain.run.findings.n; i++) {
		bool named = false;

		for (size_t k = 0; k < names.run.findings.n; k++)
			named |= strcmp(plain.run.findings.at[i].path,
					names.run.findings.at[k].path) == 0;
		cr_assert(named, "%s", plain.run.findings.at[i].path);
	}
}
