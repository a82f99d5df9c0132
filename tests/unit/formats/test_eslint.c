#include "formats/eslint.h"
#include "readers.h"

static void read_text(struct reading *r, const char *text)
{
	check_steps(eslint_read, text_of(text));
	reading_make(r, eslint_read, text_of(text), 0);
}

/* One result: its messages, and its counts. */
#define RESULT(path, messages, errors, fatal, warnings)                                         \
	"{\"filePath\":\"" path "\",\"messages\":[" messages "],\"suppressedMessages\":[],"     \
	"\"errorCount\":" #errors ",\"fatalErrorCount\":" #fatal ",\"warningCount\":" #warnings \
	",\"fixableErrorCount\":0,\"fixableWarningCount\":0,\"source\":\"let a = 1;\\n\","      \
	"\"usedDeprecatedRules\":[]}"

#define UNUSED                                                                                    \
	"{\"ruleId\":\"no-unused-vars\",\"severity\":2,\"message\":\"'a' is unused.\\nIndeed.\"," \
	"\"line\":3,\"column\":7,\"nodeType\":\"Identifier\",\"endLine\":4,\"endColumn\":9}"
#define SEMI                                                                                 \
	"{\"ruleId\":\"semi\",\"severity\":1,\"message\":\"Missing semicolon.\",\"line\":1," \
	"\"column\":2,\"fix\":{\"range\":[1,1],\"text\":\";\"}}"
#define FATAL                                                                               \
	"{\"ruleId\":null,\"fatal\":true,\"severity\":2,\"message\":\"Parsing error: no\"," \
	"\"line\":1,\"column\":9}"
#define IGNORED                                                                                    \
	"{\"ruleId\":null,\"fatal\":false,\"severity\":1,\"message\":\"File ignored because of a " \
	"matching ignore pattern. Use \\\"--no-ignore\\\".\",\"nodeType\":null}"

static const char denying[] = "[" RESULT("/w/src/../a.js", UNUSED "," SEMI, 1, 0,
					 1) "," RESULT("/w/b.js", "", 0, 0, 0) "]";

Test(eslint, messages)
{
	AUTO(reading) r = { 0 };
	const struct finding *f;

	read_text(&r, denying);
	cr_assert_eq(r.status, 0, "%s", r.err.text);
	cr_assert_eq(r.run.findings.n, 2);
	cr_assert_eq(r.run.n_doubts, 0);
	cr_assert_eq(r.run.files_linted, 2);
	cr_assert(r.run.files_known && r.run.recognised);
	f = reading_finding(&r, 0);
	cr_assert_str_eq(f->rule, "no-unused-vars");
	cr_assert_str_eq(f->path, "/w/a.js");
	cr_assert_str_eq(f->title, "'a' is unused.");
	cr_assert_str_eq(f->message, "'a' is unused.\nIndeed.");
	cr_assert_str_eq(f->tool, "eslint");
	cr_assert_eq(f->severity, SEVERITY_HIGH);
	cr_assert(f->line == 3 && f->column == 0 && f->end_line == 4 && f->end_column == 0);
	cr_assert_null(f->fix);
	cr_assert_null(f->url);
	f = reading_finding(&r, 1);
	cr_assert_eq(f->severity, SEVERITY_MEDIUM);
	cr_assert_str_eq(f->fix, "eslint --fix can mend it");
	cr_assert(f->line == 1 && f->column == 2 && f->end_line == 1 && f->end_column == 0);
}

Test(eslint, with_metadata)
{
	AUTO(reading) r = { 0 };
	AUTO(reading) reversed = { 0 };

	read_text(&r, "{\"results\":[" RESULT("a.js", SEMI, 0, 0, 1) "],\"metadata\":{\"cwd\":"
								     "\"/w\",\"rulesMeta\":{}}}");
	cr_assert_eq(r.status, 0, "%s", r.err.text);
	cr_assert_eq(r.run.findings.n, 1);
	read_text(&reversed, "{\"metadata\":{},\"results\":[" RESULT("a.js", SEMI, 0, 0, 1) "]}");
	cr_assert_eq(reversed.run.findings.n, 1);
}

/* Objects have no order: the name may come last. */
Test(eslint, members_in_any_order)
{
	AUTO(reading) r = { 0 };

	read_text(&r, "[{\"warningCount\":1,\"errorCount\":1,\"messages\":[" UNUSED "," SEMI
		      "],\"filePath\":\"a.js\"}]");
	cr_assert_eq(r.status, 0, "%s", r.err.text);
	cr_assert_eq(r.run.findings.n, 2);
	cr_assert_str_eq(r.run.findings.at[1].path, "a.js");
}

Test(eslint, nothing_linted)
{
	AUTO(reading) r = { 0 };

	read_text(&r, "[]");
	cr_assert_eq(r.status, 0);
	cr_assert_eq(r.run.files_linted, 0);
	cr_assert(r.run.files_known);
}

Test(eslint, fatal)
{
	AUTO(reading) r = { 0 };

	read_text(&r, "[" RESULT("/w/a.js", FATAL, 1, 1, 0) "," RESULT("/w/b.js", "", 0, 0, 0) "]");
	cr_assert_eq(r.status, 0);
	cr_assert_eq(r.run.n_doubts, 1);
	cr_assert_str_eq(r.run.doubts[0].what,
			 "report: /w/a.js: could not be parsed, so it was not linted");
	cr_assert_eq(r.run.files_linted, 1);
	cr_assert_str_eq(reading_finding(&r, 0)->rule, "eslint::fatal");
	cr_assert_eq(r.run.findings.at[0].line, 1);
}

Test(eslint, ignored)
{
	AUTO(reading) r = { 0 };
	AUTO(reading) placed = { 0 };
	AUTO(reading) ruled = { 0 };

	read_text(&r, "[" RESULT("/w/a.js", IGNORED, 0, 0, 1) "]");
	cr_assert_eq(r.run.findings.n + r.run.n_doubts, 0);
	cr_assert_eq(r.run.files_linted, 0);
	/* the text alone does not make it one */
	read_text(&placed, "[" RESULT("/w/a.js",
				      "{\"ruleId\":null,\"severity\":1,\"message\":"
				      "\"File ignored.\",\"line\":1}",
				      0, 0, 1) "]");
	cr_assert_eq(placed.run.findings.n, 1);
	cr_assert_eq(placed.run.files_linted, 1);
	read_text(&ruled, "[" RESULT("/w/a.js",
				     "{\"ruleId\":\"x\",\"severity\":1,\"message\":"
				     "\"File ignored.\"}",
				     0, 0, 1) "]");
	cr_assert_eq(ruled.run.findings.n, 1);
}

Test(eslint, no_rule)
{
	static const char *const rules[] = { "\"ruleId\":null,", "", "\"ruleId\":\"\"," };

	for (size_t i = 0; i < ARRAY_SIZE(rules); i++) {
		AUTO(str) text = STR_MAX(KiB);
		AUTO(reading) r = { 0 };

		str_printf(&text,
			   "[{\"filePath\":\"a\",\"messages\":[{%s\"severity\":2,\"message\":"
			   "\"Unused eslint-disable directive\",\"line\":1,\"fix\":null,"
			   "\"fatal\":null}],\"errorCount\":1,\"warningCount\":0}]",
			   rules[i]);
		read_text(&r, text.buf);
		cr_assert_eq(r.status, 0, "%s", r.err.text);
		cr_assert_eq(r.run.n_doubts, 0);
		cr_assert_str_eq(reading_finding(&r, 0)->rule, "eslint::no-rule");
		cr_assert_null(r.run.findings.at[0].fix);
	}
}

Test(eslint, counts_disagree)
{
	static const char *const reports[] = {
		"[" RESULT("a.js", UNUSED, 0, 0, 0) "]",
		"[" RESULT("a.js", UNUSED, 2, 0, 0) "]",
		"[" RESULT("a.js", UNUSED, 1, 0, 1) "]",
		"[" RESULT("a.js", UNUSED, 1, 1, 0) "]",
		"[" RESULT("a.js", "", 1, 0, 0) "]",
		"[" RESULT("a.js", SEMI, 1, 0, 0) "]",
		"[" RESULT("a.js", IGNORED, 0, 0, 0) "]",
		"[" RESULT("a.js", "", 99999999999999999999, 0, 0) "]",
	};

	for (size_t i = 0; i < ARRAY_SIZE(reports); i++) {
		AUTO(reading) r = { 0 };

		read_text(&r, reports[i]);
		cr_assert_eq(r.status, 0);
		cr_assert_eq(r.run.n_doubts, 1, "%zu", i);
		cr_assert(strstr(r.run.doubts[0].what, "differ from its messages"));
	}
}

Test(eslint, suppressed)
{
	AUTO(reading) r = { 0 };

	read_text(&r,
		  "[{\"filePath\":\"a\",\"messages\":[],\"suppressedMessages\":[" UNUSED "," SEMI
		  "],\"errorCount\":0,\"warningCount\":0},{\"filePath\":\"b\",\"messages\":[],"
		  "\"suppressedMessages\":[" SEMI "],\"errorCount\":0,\"warningCount\":0}]");
	cr_assert_eq(r.run.suppressed, 3);
	cr_assert_eq(r.run.findings.n, 0);
}

/* Lines that no file has are dropped, and columns with them. */
Test(eslint, odd_places)
{
	static const struct {
		const char *members;
		int64_t line, end_line, column, end_column;
	} cases[] = {
		{ "", 0, 0, 0, 0 },
		{ "\"line\":0,\"column\":5", 0, 0, 0, 0 },
		{ "\"line\":-1,\"column\":5", 0, 0, 0, 0 },
		{ "\"line\":null,\"column\":null", 0, 0, 0, 0 },
		{ "\"line\":99999999999,\"column\":5", 0, 0, 0, 0 },
		{ "\"line\":3", 3, 3, 0, 0 },
		{ "\"line\":3,\"column\":0", 3, 3, 0, 0 },
		{ "\"line\":3,\"column\":5,\"endLine\":2,\"endColumn\":9", 3, 3, 5, 0 },
		{ "\"line\":3,\"column\":5,\"endLine\":null,\"endColumn\":null", 3, 3, 5, 0 },
		{ "\"line\":3.0,\"column\":5,\"endLine\":3,\"endColumn\":9", 3, 3, 5, 9 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(str) text = STR_MAX(KiB);
		AUTO(reading) r = { 0 };
		const struct finding *f;

		str_printf(&text,
			   "[{\"filePath\":\"a\",\"messages\":[{\"ruleId\":\"x\",\"severity\":2,"
			   "\"message\":\"m\"%s%s}],\"errorCount\":1,\"warningCount\":0}]",
			   *cases[i].members ? "," : "", cases[i].members);
		read_text(&r, text.buf);
		cr_assert_eq(r.status, 0, "%s", r.err.text);
		f = reading_finding(&r, 0);
		cr_assert(f->line == cases[i].line && f->end_line == cases[i].end_line &&
				  f->column == cases[i].column &&
				  f->end_column == cases[i].end_column,
			  "%s", cases[i].members);
	}
}

Test(eslint, each_once)
{
	AUTO(reading) r = { 0 };

	read_text(&r, "[" RESULT("a.js", UNUSED "," UNUSED, 2, 0, 0) "]");
	cr_assert_eq(r.run.findings.n, 1);
	cr_assert_eq(r.run.n_doubts, 0);
}

Test(eslint, repeated_members)
{
	AUTO(reading) r = { 0 };

	read_text(&r, "[{\"filePath\":\"a\",\"filePath\":\"b\",\"messages\":[" UNUSED
		      "],\"messages\":[" SEMI "],\"errorCount\":7,\"errorCount\":0,"
		      "\"warningCount\":1}]");
	cr_assert_eq(r.run.n_doubts, 0);
	cr_assert_eq(r.run.findings.n, 1);
	cr_assert_str_eq(r.run.findings.at[0].path, "b");
}

Test(eslint, no_report_of_eslint)
{
	static const char *const cases[] = {
		"",
		" \n",
		"\nOops! Something went wrong! :(\n",
		"<!DOCTYPE html>",
		"null",
		"3",
		"{}",
		"{\"metadata\":{}}",
		"{\"results\":{}}",
		"{\"results\":[],\"results\":[]}",
		"{\"reason\":\"build-finished\",\"success\":true}",
		"{\"version\":\"2.1.0\",\"runs\":[]}",
		"[1]",
		"[[]]",
		"[{}]",
		"[] []",
		"[{\"name\":\"a\",\"mismatches\":[]}]", /* rustfmt's */
		"[{\"messages\":[],\"errorCount\":0,\"warningCount\":0}]",
		"[{\"filePath\":\"a\",\"errorCount\":0,\"warningCount\":0}]",
		"[{\"filePath\":\"a\",\"messages\":[],\"warningCount\":0}]",
		"[{\"filePath\":\"a\",\"messages\":[],\"errorCount\":0}]",
		"[{\"filePath\":null,\"messages\":[],\"errorCount\":0,\"warningCount\":0}]",
		"[{\"filePath\":\"a\",\"messages\":{},\"errorCount\":0,\"warningCount\":0}]",
		"[{\"filePath\":\"a\",\"messages\":[],\"errorCount\":\"0\",\"warningCount\":0}]",
		"[{\"filePath\":\"a\",\"messages\":[],\"errorCount\":-1,\"warningCount\":0}]",
		"[{\"filePath\":\"a\",\"messages\":[],\"errorCount\":null,\"warningCount\":0}]",
		"[{\"filePath\":\"a\",\"messages\":[],\"errorCount\":0,\"warningCount\":0,"
		"\"suppressedMessages\":1}]",
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(reading) r = { 0 };

		read_text(&r, cases[i]);
		cr_assert_eq(r.status, -1, "%s", cases[i]);
		cr_assert_eq(r.err.kind, ERR_EVIDENCE, "%s", cases[i]);
		cr_assert(text_starts(text_of(r.err.text), "report:"), "%s", r.err.text);
		cr_assert_not(r.run.recognised);
	}
}

/* In a result that is whole but for one message. */
Test(eslint, broken_messages)
{
	static const char *const cases[] = {
		"{\"severity\":2}",
		"{\"message\":\"m\"}",
		"{\"message\":\"m\",\"severity\":0}",
		"{\"message\":\"m\",\"severity\":3}",
		"{\"message\":\"m\",\"severity\":\"error\"}",
		"{\"message\":1,\"severity\":2}",
		"{\"message\":\"m\",\"severity\":2,\"ruleId\":7}",
		"{\"message\":\"m\",\"severity\":2,\"line\":\"7\"}",
		"{\"message\":\"m\",\"severity\":2,\"line\":1.5}",
		"{\"message\":\"m\",\"severity\":2,\"fatal\":1}",
		"null",
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(str) text = STR_MAX(KiB);
		AUTO(reading) r = { 0 };

		str_printf(&text,
			   "[{\"filePath\":\"a\",\"messages\":[%s],\"errorCount\":1,"
			   "\"warningCount\":0}]",
			   cases[i]);
		read_text(&r, text.buf);
		cr_assert_eq(r.status, -1, "%s", cases[i]);
		cr_assert(text_starts(text_of(r.err.text), "report:1:"), "%s", r.err.text);
	}
}

Test(eslint, deep)
{
	AUTO(str) text = STR_MAX(MiB);
	AUTO(reading) r = { 0 };

	str_puts(&text, "[{\"x\":");
	for (int i = 0; i < 10 * 128; i++)
		str_putc(&text, '[');
	reading_make(&r, eslint_read, text_in(&text), 0);
	cr_assert_eq(r.status, -1);
	cr_assert(strstr(r.err.text, "nested deeper"), "%s", r.err.text);
}

/* The source of a file, which a result carries, is not kept and has no ceiling. */
Test(eslint, long_source)
{
	AUTO(str) text = STR_MAX(16 * MiB);
	AUTO(reading) r = { 0 };

	str_puts(&text, "[{\"filePath\":\"a\",\"source\":\"");
	for (size_t i = 0; i < 8 * MiB; i++)
		str_putc(&text, 'x');
	str_puts(&text, "\",\"messages\":[" SEMI "],\"errorCount\":0,\"warningCount\":1}]");
	reading_make(&r, eslint_read, text_in(&text), 4096);
	cr_assert_eq(r.status, 0, "%s", r.err.text);
	cr_assert_eq(r.run.findings.n, 1);
}

Test(eslint, many_doubts)
{
	AUTO(str) text = STR_MAX(16 * MiB);
	AUTO(reading) r = { 0 };

	str_putc(&text, '[');
	for (int i = 0; i < 1000; i++)
		str_printf(&text,
			   "%s{\"filePath\":\"%d\",\"messages\":[" FATAL
			   "],\"errorCount\":1,\"warningCount\":0}",
			   i ? "," : "", i);
	str_putc(&text, ']');
	reading_make(&r, eslint_read, text_in(&text), 0);
	cr_assert_eq(r.run.n_doubts, 100);
	cr_assert_eq(r.run.findings.n, 1000);
	cr_assert_eq(r.run.files_linted, 0);
}

Test(eslint, truncated)
{
	for (size_t len = 0; len < sizeof(denying) - 1; len++) {
		AUTO(reading) r = { 0 };

		reading_make(&r, eslint_read, (struct text){ denying, len }, 0);
		cr_assert_eq(r.status, -1, "%zu", len);
		cr_assert(err_is_set(&r.err));
	}
}

Test(eslint, allocation_failures)
{
	check_allocations(eslint_read, TEXT(denying));
	check_allocations(eslint_read,
			  TEXT("[" RESULT("a", FATAL, 1, 1, 0) "," RESULT("b", "", 1, 0, 0) "]"));
}

/* What the real ESLint writes; a report cut at any 1/64 is refused. */
Test(eslint, corpus)
{
	AUTO(reading) plain = { 0 };
	AUTO(reading) metadata = { 0 };
	AUTO(reading) ignored = { 0 };
	AUTO(str) text = STR_MAX(MiB);

	check_corpus(eslint_read, "eslint");
	read_corpus(&plain, eslint_read, "eslint/platform-planted.json");
	read_corpus(&metadata, eslint_read, "eslint/platform-planted-metadata.json");
	check_same_places(&plain, &metadata);
	cr_assert_eq(plain.run.n_doubts, 0);
	cr_assert_gt(plain.run.suppressed, 0);
	read_corpus(&ignored, eslint_read, "eslint/platform-ignored-only.json");
	cr_assert_eq(ignored.run.files_linted, 0);
	str_from_file(&text, "tests/corpus/eslint/platform-planted.json");
	for (size_t i = 0; i < 64; i++) {
		AUTO(reading) r = { 0 };

		reading_make(&r, eslint_read, (struct text){ text.buf, text.len * i / 64 }, 0);
		cr_assert_eq(r.status, -1);
	}
}
