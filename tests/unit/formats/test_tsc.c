#include "formats/tsc.h"
#include "base/utf8.h"
#include "readers.h"

static void read_text(struct reading *r, const char *text)
{
	check_steps(tsc_read, text_of(text));
	reading_make(r, tsc_read, text_of(text), 0);
	cr_assert_eq(r->status, 0, "%s", r->err.text);
}

static void check_finding(const struct reading *r, size_t i, const char *path, int64_t line,
			  int64_t column, const char *rule)
{
	const struct finding *f = reading_finding(r, i);

	cr_assert_str_eq(f->path, path);
	cr_assert_eq(f->line, line);
	cr_assert_eq(f->column, column);
	cr_assert_str_eq(f->rule, rule);
	cr_assert_str_eq(f->tool, "tsc");
}

static const char plain[] =
	"src/./a.ts(3,5): error TS2322: Type 'A' is not assignable to type 'B'.\n"
	"  The types of 'a.b' are incompatible between these types.\n"
	"    Type 'string' is not assignable to type 'number'.\n"
	"src/b.ts(10,1): error TS2554: Expected 2 arguments, but got 1.\n";

Test(tsc, plain)
{
	AUTO(reading) r = { 0 };
	const struct finding *f;

	read_text(&r, plain);
	cr_assert_eq(r.run.findings.n, 2);
	cr_assert_eq(r.run.n_doubts + r.run.other_lines, 0);
	cr_assert(r.run.recognised);
	cr_assert_not(r.run.files_known);
	check_finding(&r, 0, "src/a.ts", 3, 5, "TS2322");
	check_finding(&r, 1, "src/b.ts", 10, 1, "TS2554");
	f = reading_finding(&r, 0);
	cr_assert_eq(f->severity, SEVERITY_HIGH);
	cr_assert_eq(f->end_line, 3);
	cr_assert_str_eq(f->title, "Type 'A' is not assignable to type 'B'.");
	cr_assert_str_eq(f->message, "Type 'A' is not assignable to type 'B'.\n"
				     "  The types of 'a.b' are incompatible between these types.\n"
				     "    Type 'string' is not assignable to type 'number'.");
	cr_assert_null(f->fix);
}

/* Names are read from the right; the language may be any. */
Test(tsc, headers)
{
	static const struct {
		const char *line, *path;
		int64_t at_line, column;
		const char *rule, *title;
		enum severity severity;
	} cases[] = {
		{ "src/(group)/page(1).ts(1,14): error TS2322: no", "src/(group)/page(1).ts", 1, 14,
		  "TS2322", "no", SEVERITY_HIGH },
		{ "C:\\w\\a.ts(1,2): error TS7006: no", "C:/w/a.ts", 1, 2, "TS7006", "no",
		  SEVERITY_HIGH },
		{ "a b.ts(1,2): error TS2: 'x): error TS3: y'", "a b.ts", 1, 2, "TS2",
		  "'x): error TS3: y'", SEVERITY_HIGH },
		{ "a TS1.ts(1,2): error TS2322: no", "a TS1.ts", 1, 2, "TS2322", "no",
		  SEVERITY_HIGH },
		{ "a.ts:1:2 - error TS2322: no", "a.ts", 1, 2, "TS2322", "no", SEVERITY_HIGH },
		{ "a:5:6 - b.ts:1:2 - error TS2322: no", "a:5:6 - b.ts", 1, 2, "TS2322", "no",
		  SEVERITY_HIGH },
		{ "a.ts(1,2): warning TS6133: no", "a.ts", 1, 2, "TS6133", "no", SEVERITY_MEDIUM },
		{ "a.ts(1,2): message TS6133: no", "a.ts", 1, 2, "TS6133", "no", SEVERITY_LOW },
		{ "a.ts(1,2): suggestion TS6133: no", "a.ts", 1, 2, "TS6133", "no", SEVERITY_LOW },
		{ "a.ts(1,2): error TS2322: 型 'x'", "a.ts", 1, 2, "TS2322", "型 'x'",
		  SEVERITY_HIGH },
		{ "é.ts(1,2): error TS2322: no", "é.ts", 1, 2, "TS2322", "no", SEVERITY_HIGH },
		{ "\x1b[96ma.ts\x1b[0m:\x1b[93m1\x1b[0m:\x1b[93m2\x1b[0m - \x1b[91merror\x1b[0m"
		  "\x1b[90m TS2322: \x1b[0mno",
		  "a.ts", 1, 2, "TS2322", "no", SEVERITY_HIGH },
		{ "a.ts(1,2): error TS2322:", "a.ts", 1, 2, "TS2322", "TS2322", SEVERITY_HIGH },
		{ "a.ts(0,2): error TS2322: no", "a.ts", 0, 0, "TS2322", "no", SEVERITY_HIGH },
		{ "a.ts(99999999999,2): error TS2322: no", "a.ts", 0, 0, "TS2322", "no",
		  SEVERITY_HIGH },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(reading) r = { 0 };

		read_text(&r, cases[i].line);
		cr_assert_eq(r.run.findings.n, 1, "%s", cases[i].line);
		cr_assert_eq(r.run.places_dropped, cases[i].at_line == 0, "%s", cases[i].line);
		check_finding(&r, 0, cases[i].path, cases[i].at_line, cases[i].column,
			      cases[i].rule);
		cr_assert_str_eq(r.run.findings.at[0].title, cases[i].title);
		cr_assert_eq(r.run.findings.at[0].severity, cases[i].severity);
	}
}

/* What only looks like a diagnostic is none, and proves nothing. */
Test(tsc, no_headers)
{
	static const char *const cases[] = {
		"a.ts(1,2): error TS: no",
		"a.ts(1,2): error TS23",
		"a.ts(1,2): error 2322: no",
		"a.ts(1): error TS2322: no",
		"a.ts(,2): error TS2322: no",
		"a.ts(1,): error TS2322: no",
		"(1,2): error TS2322: no",
		":1:2 - error TS2322: no",
		"a.ts:1 - error TS2322: no",
		"a.ts:1:2 error TS2322: no",
		"see TS2322: no",
		" TS2322: no",
		"error TS2322",
		"a.ts(1,2):  TS2322: no",
		"<!doctype html>",
		"[{\"filePath\":\"a\",\"messages\":[]}]",
		"sh: 1: tsc: not found",
		"Diff in a.rs:1:",
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(reading) r = { 0 };

		read_text(&r, cases[i]);
		cr_assert_eq(r.run.findings.n, 0, "%s", cases[i]);
		cr_assert_eq(r.run.n_doubts, 1, "%s", cases[i]);
		cr_assert_not(r.run.recognised);
	}
}

/* As tsc 5.9 writes it. */
static const char pretty[] =
	"\x1b[96msrc/a.ts\x1b[0m:\x1b[93m2\x1b[0m:\x1b[93m36\x1b[0m - \x1b[91merror\x1b[0m\x1b[90m "
	"TS2322: \x1b[0mType 'string' is not assignable to type 'number'.\n"
	"  Because.\n"
	"\n"
	"\x1b[7m2\x1b[0m b.ts(9,9): error TS2322: in the source\n"
	"\x1b[7m \x1b[0m \x1b[91m    ~~~~\x1b[0m\n"
	"\n"
	"  \x1b[96msrc/a.ts\x1b[0m:\x1b[93m1\x1b[0m:\x1b[93m35\x1b[0m\n"
	"    \x1b[7m1\x1b[0m interface Shape { radius: number }\n"
	"    \x1b[7m \x1b[0m \x1b[96m             ~~~~~~\x1b[0m\n"
	"    The expected type comes from property 'radius'\n"
	"\n"
	"\x1b[96msrc/a.ts\x1b[0m:\x1b[93m15\x1b[0m:\x1b[93m1\x1b[0m - \x1b[91merror\x1b[0m\x1b[90m "
	"TS2554: \x1b[0mExpected 2 arguments, but got 1.\n"
	"\n"
	"\x1b[7m15\x1b[0m f(1,\n"
	"\x1b[7m  \x1b[0m \x1b[91m~~~~\x1b[0m\n"
	"\x1b[7m16\x1b[0m \n"
	"\x1b[7m  \x1b[0m \x1b[91m\x1b[0m\n"
	"\x1b[7m...\x1b[0m \n"
	"\x1b[7m29\x1b[0m c.ts:9:9 - error TS2322: in the source\n"
	"\x1b[7m  \x1b[0m \x1b[91m~\x1b[0m\n"
	"\n"
	"\n"
	"Found 2 errors in the same file, starting at: src/a.ts\x1b[90m:2\x1b[0m\n"
	"\n";

Test(tsc, pretty)
{
	AUTO(reading) r = { 0 };

	read_text(&r, pretty);
	cr_assert_eq(r.run.findings.n, 2);
	cr_assert_eq(r.run.n_doubts + r.run.other_lines, 0);
	check_finding(&r, 0, "src/a.ts", 2, 36, "TS2322");
	cr_assert_str_eq(r.run.findings.at[0].message,
			 "Type 'string' is not assignable to type 'number'.\n  Because.");
	check_finding(&r, 1, "src/a.ts", 15, 1, "TS2554");
}

/* TypeScript 7 puts the text of a related place behind the place. */
Test(tsc, related_places)
{
	AUTO(reading) r = { 0 };
	AUTO(reading) direct = { 0 };

	read_text(&r, "src/a.ts:2:36 - error TS2322: no\n\n2 const\n      ~\n\n"
		      "  src/a.ts:1:35 - The expected type comes from property 'radius'\n"
		      "    1 interface Shape {}\n      ~~\n\n\n"
		      "Found 1 error in src/a.ts:2\n\n");
	cr_assert_eq(r.run.findings.n, 1);
	cr_assert_eq(r.run.n_doubts + r.run.other_lines, 0);
	cr_assert_str_eq(r.run.findings.at[0].message, "no");
	read_text(&direct, "src/a.ts(2,36): error TS2322: no\n"
			   "  src/a.ts:1:35 - error TS1: The expected type\n"
			   "src/a.ts(3,1): error TS2: yes\n  src/b.ts:1:2\n");
	cr_assert_eq(direct.run.findings.n, 2);
	cr_assert_str_eq(direct.run.findings.at[0].message, "no");
	cr_assert_str_eq(direct.run.findings.at[1].message, "yes");
}

/* "Found N errors" has to be right, and with --pretty to be there, in whatever language. */
Test(tsc, counts)
{
	static const struct {
		const char *end;
		size_t doubts;
	} cases[] = {
		{ "Found 1 error in a.ts:1\n", 0 },
		{ "Found 1 error.\n", 0 },
		{ "Found 2 errors in 2 files.\n\nErrors  Files\n     1  a.ts:1\n     1  b.ts:1\n",
		  1 },
		{ "Found 11 errors in the same file, starting at: a.ts:1\n", 1 },
		{ "Found 0 errors.\n", 1 },
		{ "1\xc2\xa0"
		  "Fehler in a.ts:1 gefunden\n",
		  0 },
		{ "Se ha encontrado 1 error en a.ts:1\n", 0 },
		{ "a.ts:1 で 1 件のエラーが見つかりました\n", 0 },
		{ "在 a.ts:1 中找到 1 个错误\n", 0 },
		{ "In 2 Dateien wurden 3 Fehler gefunden.\n", 1 },
		{ "a.ts:1\n", 1 },
		{ "error Command failed with exit code 2.\n", 1 },
		{ "", 1 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(str) text = STR_MAX(KiB);
		AUTO(reading) r = { 0 };

		str_printf(&text, "a.ts:1:2 - error TS2322: no\n\n1 x\n  ~\n\n\n%s", cases[i].end);
		read_text(&r, text.buf);
		cr_assert_eq(r.run.findings.n, 1);
		cr_assert_eq(r.run.n_doubts, cases[i].doubts, "%s", cases[i].end);
	}
}

/* tsc counts errors alone. */
Test(tsc, warnings_are_not_in_the_count)
{
	AUTO(reading) r = { 0 };

	read_text(&r, "a.ts:1:2 - warning TS6133: no\n\n1 x\n  ~\n\n"
		      "a.ts:1:3 - error TS2322: no\n\n1 x\n   ~\n\n\nFound 1 error in a.ts:1\n");
	cr_assert_eq(r.run.findings.n, 2);
	cr_assert_eq(r.run.n_doubts, 0);
}

/* One diagnostic in two projects is one finding, and two for tsc's count. */
Test(tsc, each_once)
{
	AUTO(reading) r = { 0 };
	AUTO(reading) twice = { 0 };

	read_text(&r,
		  "a.ts:1:2 - error TS2322: no\n\n1 x\n  ~\n\na.ts:1:2 - error TS2322: no\n\n1 x\n"
		  "  ~\n\n\nFound 2 errors.\n");
	cr_assert_eq(r.run.findings.n, 1);
	cr_assert_eq(r.run.n_doubts, 0);
	/* the outputs of two runs, one behind the other */
	read_text(&twice,
		  "a.ts:1:2 - error TS2322: no\n\n1 x\n  ~\n\n\nFound 1 error in a.ts:1\n\n"
		  "b.ts:1:2 - error TS2322: no\n\n1 x\n  ~\n\n\nFound 1 error in b.ts:1\n\n");
	cr_assert_eq(twice.run.findings.n, 2);
	cr_assert_eq(twice.run.n_doubts, 0);
}

Test(tsc, configuration)
{
	static const char *const cases[] = {
		"error TS18003: No inputs were found in config file 'tsconfig.json'.\n",
		"error TS5057: Cannot find a tsconfig.json file at the specified directory: '.'.\n",
		"error TS6053: File 'x.ts' not found.\n  The file is in the program because:\n",
		"tsconfig.json(3,5): error TS5023: Unknown compiler option 'nope'.\n",
		"src/a.ts(3,5): error TS5097: no\n",
		"tsconfig.json(3,5): error TS6306: Referenced project must have setting\n",
		"tsconfig.json(1,1): error TS18003: Keine Eingaben\n",
		"\x1b[91merror\x1b[0m\x1b[90m TS5023: \x1b[0mUnknown compiler option '--nope'.\n",
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(reading) r = { 0 };

		read_text(&r, cases[i]);
		cr_assert_eq(r.run.findings.n, 1, "%s", cases[i]);
		cr_assert_eq(r.run.n_doubts, 1, "%s", cases[i]);
		cr_assert(strstr(r.run.doubts[0].what, "nothing was checked"));
	}
}

Test(tsc, only_syntax_errors)
{
	AUTO(reading) syntax = { 0 };
	AUTO(reading) both = { 0 };
	AUTO(reading) late = { 0 };

	read_text(&syntax, "a.ts(1,2): error TS1005: ';' expected.\n"
			   "a.ts(1,3): error TS1109: Expression expected.\n");
	cr_assert_eq(syntax.run.n_doubts, 0);
	cr_assert(syntax.run.types_unchecked);
	cr_assert(strstr(reading_finding(&syntax, 0)->fix, "types are not checked"));
	cr_assert(strstr(reading_finding(&syntax, 1)->fix, "types are not checked"));
	read_text(&both, "a.ts(1,2): error TS1259: esModuleInterop\n"
			 "a.ts(1,3): error TS2322: no\n");
	cr_assert_null(reading_finding(&both, 0)->fix);
	cr_assert_not(both.run.types_unchecked);
	read_text(&late, "a.ts(1,2): error TS18047: 'x' is possibly 'null'.\n");
	cr_assert_null(reading_finding(&late, 0)->fix);
}

Test(tsc, success_prints_nothing)
{
	static const char *const cases[] = { "", "\n\n",
					     "\n> web@1.0.0 type-check\n> tsc --noEmit\n\n",
					     "TSFILE: /w/out/a.js\n",
					     "Files:              81\nCheck time:       0.40s\n"
					     "Memory used:    73183K\n" };

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(reading) r = { 0 };

		read_text(&r, cases[i]);
		cr_assert_eq(r.run.findings.n + r.run.n_doubts + r.run.other_lines, 0, "%s",
			     cases[i]);
		cr_assert_not(r.run.recognised, "%s", cases[i]);
	}
}

Test(tsc, help_and_watch)
{
	static const char *const cases[] = {
		"Version 5.9.3\ntsc: The TypeScript Compiler - Version 5.9.3\n\nCOMMON COMMANDS\n\n"
		"  tsc\n  Compiles the current project\n",
		"Version 5.9.3\n",
		"tsc: Der TypeScript-Compiler\n",
		"バージョン 7.0.0-dev.20250601\n",
		"9:59:59 PM - Starting compilation in watch mode...\n\n"
		"a.ts(1,2): error TS2322: no\n\n10:00:00 PM - Found 1 error. Watching for file "
		"changes.\n",
		"\x1b[2J\x1b[3J\x1b[H[\x1b[90m10:00:04 PM\x1b[0m] Démarrage de la compilation en mode "
		"espion...\n\n[\x1b[90m10:00:05 PM\x1b[0m] 0 erreurs trouvées.\n",
		"[21:59:59] 在监视模式下开始编译...\n",
		"21.59.59 - Starte Kompilierung im Überwachungsmodus …\n",
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(reading) r = { 0 };

		read_text(&r, cases[i]);
		cr_assert_eq(r.run.n_doubts, 1, "%s", cases[i]);
	}
}

/* tsc --build --verbose shows the time, too, but it ends. */
Test(tsc, build)
{
	AUTO(reading) r = { 0 };

	read_text(&r, "[\x1b[90m9:59:56 PM\x1b[0m] Projects in this build: \n"
		      "    * s3/tsconfig.json\n\n"
		      "9:59:56 PM - Project 's3/tsconfig.json' is out of date because\n\n"
		      "9:59:56 PM - Building project '/w/s3/tsconfig.json'...\n\n"
		      "a.ts:1:2 - error TS2322: no\n\n1 x\n  ~\n\n\nFound 1 error.\n\n");
	cr_assert_eq(r.run.findings.n, 1);
	cr_assert_eq(r.run.n_doubts + r.run.other_lines, 0);
}

Test(tsc, listed_files)
{
	AUTO(reading) r = { 0 };
	AUTO(reading) none = { 0 };
	AUTO(reading) explained = { 0 };
	AUTO(reading) cut = { 0 };
	AUTO(reading) cut_absolute = { 0 };
	AUTO(reading) alone = { 0 };

	read_text(&r, "/w/node_modules/typescript/lib/lib.es5.d.ts\nbundled:///libs/lib.d.ts\n"
		      "/w/src/a.ts\nC:/w/src/b c.tsx\n/w/src/a.ts\n");
	cr_assert(r.run.files_known && r.run.recognised);
	cr_assert_eq(r.run.files_linted, 2);
	cr_assert_eq(r.run.n_doubts + r.run.other_lines + r.run.findings.n, 0);
	read_text(&none, "/w/node_modules/typescript/lib/lib.es5.d.ts\n");
	cr_assert(none.run.files_known);
	cr_assert_eq(none.run.files_linted, 0);
	read_text(&explained, "../node_modules/typescript/lib/lib.es5.d.ts\n"
			      "  Library referenced via 'x' from file 'y'\n"
			      "src/a.ts\n   Matched by include pattern 'src' in 'tsconfig.json'\n");
	cr_assert_eq(explained.run.files_linted, 1);
	cr_assert_eq(explained.run.n_doubts + explained.run.other_lines, 0);
	/* the start of a diagnostic is no listed file */
	read_text(&cut, "src/a.ts");
	cr_assert_eq(cut.run.n_doubts, 1);
	cr_assert_not(cut.run.recognised);
	read_text(&alone, "src/a.ts\n");
	cr_assert_eq(alone.run.n_doubts, 1);
	cr_assert_not(alone.run.files_known);
	read_text(&cut_absolute, "/w/src/a.ts\n/w/b.ts");
	cr_assert_eq(cut_absolute.run.files_linted, 1);
	cr_assert_eq(cut_absolute.run.n_doubts, 1);
}

Test(tsc, crlf_and_noise)
{
	AUTO(reading) r = { 0 };

	read_text(&r, "> web@1.0.0 lint\r\n\r\na.ts(1,2): error TS2322: no\r\n  more\r\n"
		      "npm error code 2\r\nsomething else\r\n");
	cr_assert_eq(r.run.findings.n, 1);
	cr_assert_str_eq(r.run.findings.at[0].message, "no\n  more");
	cr_assert_eq(r.run.n_doubts, 0);
	cr_assert_eq(r.run.other_lines, 1);
}

Test(tsc, long_messages)
{
	AUTO(str) text = STR_MAX(16 * MiB);
	AUTO(reading) r = { 0 };
	AUTO(reading) long_line = { 0 };

	str_puts(&text, "a.ts(1,2): error TS2322: ");
	for (size_t i = 0; i < MiB; i++)
		str_puts(&text, "é");
	str_puts(&text, "\n");
	for (size_t i = 0; i < 100; i++)
		str_printf(&text, "  %zu\n", i);
	reading_make(&r, tsc_read, text_in(&text), 0);
	cr_assert_eq(r.status, 0, "%s", r.err.text);
	cr_assert_leq(strlen(reading_finding(&r, 0)->message), 64 * KiB);
	cr_assert(
		utf8_is_valid(r.run.findings.at[0].message, strlen(r.run.findings.at[0].message)));
	for (size_t i = 0; i < 9 * MiB; i++)
		str_putc(&text, 'x');
	reading_make(&long_line, tsc_read, text_in(&text), 0);
	cr_assert_eq(long_line.status, -1);
}

Test(tsc, nul)
{
	AUTO(reading) r = { 0 };

	reading_make(&r, tsc_read, (struct text){ "a.ts(1,2): error TS2: \0\n", 24 }, 0);
	cr_assert_eq(r.status, -1);
}

/* Cut anywhere, it never looks like a success, and a pretty one is in doubt until its count. */
Test(tsc, truncated)
{
	size_t counted = (size_t)(strstr(pretty, "Found 2 errors") - pretty) + 14;

	for (size_t len = 1; len < sizeof(plain); len++) {
		AUTO(reading) r = { 0 };

		reading_make(&r, tsc_read, (struct text){ plain, len }, 0);
		cr_assert_eq(r.status, 0);
		cr_assert(r.run.findings.n + r.run.n_doubts > 0, "%zu", len);
	}
	for (size_t len = 1; len < sizeof(pretty); len++) {
		AUTO(reading) r = { 0 };

		reading_make(&r, tsc_read, (struct text){ pretty, len }, 0);
		cr_assert_eq(r.status, 0);
		if (len < counted - strlen(" errors"))
			cr_assert(r.run.n_doubts > 0, "%zu", len);
		else
			cr_assert_eq(r.run.findings.n, 2);
	}
}

Test(tsc, allocation_failures)
{
	check_allocations(tsc_read, TEXT(plain));
	check_allocations(tsc_read, TEXT(pretty));
	check_allocations(tsc_read, TEXT("error TS18003: no\n/w/a.ts\n9:59:59 PM - Start\n"));
	check_allocations(tsc_read, TEXT("a.ts(1,2): error TS1005: ';' expected.\n"));
}

/* What the real tsc writes: the same findings, however it is asked. */
Test(tsc, corpus)
{
	static const char *const others[] = { "tsc/platform-planted-pretty.txt",
					      "tsc/platform-planted-german.txt",
					      "tsc/platform-planted-german-pretty.txt",
					      "tsc/platform-planted-list-files.txt" };
	AUTO(reading) asked_plainly = { 0 };

	check_corpus(tsc_read, "tsc");
	read_corpus(&asked_plainly, tsc_read, "tsc/platform-planted.txt");
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		AUTO(reading) r = { 0 };

		read_corpus(&r, tsc_read, others[i]);
		check_same_places(&asked_plainly, &r);
		cr_assert_eq(r.run.n_doubts + r.run.other_lines, 0, "%s", others[i]);
	}
}
