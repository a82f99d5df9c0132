#include "formats/clippy.h"
#include "readers.h"

static void read_text(struct reading *r, const char *text)
{
	reading_make(r, clippy_read, text_of(text), 0);
}

#define MESSAGE(level, code, text, file, line)                                                    \
	"{\"reason\":\"compiler-message\",\"package_id\":\"path+file:///w#a@0.1.0\",\"target\":{" \
	"\"kind\":[\"lib\"],\"src_path\":\"/w/src/lib.rs\"},\"message\":{\"level\":\"" level      \
	"\",\"message\":\"" text "\",\"code\":" code ",\"spans\":[{\"file_name\":\"" file         \
	"\",\"line_start\":" line ",\"line_end\":" line                                           \
	",\"column_start\":3,\"column_end\":9,\"is_primary\":true,\"expansion\":null}],"          \
	"\"children\":[]}}\n"
#define CODE(c)    "{\"code\":\"" c "\",\"explanation\":null}"
#define END(state) "{\"reason\":\"build-finished\",\"success\":" state "}\n"

Test(clippy, a_lint_is_a_finding_with_its_place)
{
	AUTO(reading) r = { 0 };
	const struct finding *f;

	read_text(&r, MESSAGE("warning", CODE("clippy::x"), "do not", "src/../src/lib.rs", "7")
			      END("true"));
	cr_assert_eq(r.status, 0);
	cr_assert_eq(r.run.findings.n, 1);
	f = reading_finding(&r, 0);
	cr_assert_str_eq(f->rule, "clippy::x");
	cr_assert_str_eq(f->path, "src/lib.rs");
	cr_assert_str_eq(f->title, "do not");
	cr_assert_eq(f->line, 7);
	cr_assert_eq(f->column, 3);
	cr_assert_eq(f->end_column, 9);
	cr_assert_eq(f->severity, SEVERITY_MEDIUM);
	cr_assert_eq(r.run.end, LINT_END_SUCCESS);
	cr_assert_eq(r.run.n_doubts, 0);
	cr_assert_eq(r.run.n_packages, 1);
	cr_assert_str_eq(r.run.packages[0], "a");
}

Test(clippy, the_same_finding_of_lib_and_test_counts_once)
{
	AUTO(reading) r = { 0 };

	read_text(&r, MESSAGE("warning", CODE("l"), "m", "src/lib.rs",
			      "7") MESSAGE("warning", CODE("l"), "m", "src/lib.rs", "7")
			      MESSAGE("warning", CODE("l"), "m", "src/lib.rs", "8") END("true"));
	cr_assert_eq(r.run.findings.n, 2);
}

Test(clippy, the_root_is_what_most_spans_agree_on)
{
	AUTO(reading) r = { 0 };

	read_text(&r, MESSAGE("warning", CODE("l"), "m", "src/lib.rs", "7") END("true"));
	cr_assert_str_eq(r.run.root, "/w");
}

Test(clippy, what_does_not_compile_is_a_doubt)
{
	static const char *const codes[] = { "null", CODE("E0308") };

	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		AUTO(reading) r = { 0 };
		AUTO(str) text = STR_MAX(64 * KiB);

		str_puts(&text, i ? MESSAGE("error", CODE("E0308"), "no", "src/lib.rs", "7")
				  : MESSAGE("error", "null", "no", "src/lib.rs", "7"));
		str_puts(&text, END("false"));
		read_text(&r, text.buf);
		cr_assert_eq(r.run.compile_errors, 1, "%s", codes[i]);
		cr_assert_eq(r.run.n_doubts, 1);
		cr_assert_eq(r.run.findings.n, 1);
	}
}

Test(clippy, what_proves_nothing_is_a_doubt)
{
	static const char *const texts[] = {
		"",
		"warning: unused\n",
		"{\"reason\":\"other\"}\n",
		END("true"),
		MESSAGE("warning", CODE("l"), "m", "src/lib.rs", "7"),
		END("false"),
		MESSAGE("warning", CODE("l"), "m", "src/lib.rs", "7") END("false"),
		END("true") END("false"),
		MESSAGE("error: internal compiler error", "null", "m", "src/lib.rs", "7")
			END("true"),
		"{\"reason\":\"compiler-artifact\",\"package_id\":\"path+file:///w#a@0.1.0\",\"target\":{"
		"\"kind\":[\"bin\"]},\"filenames\":[],\"executable\":\"/w/target/debug/a\"}\n" END(
			"true"),
		"{\"reason\":\"compiler-artifact\",\"package_id\":\"path+file:///w#a@0.1.0\",\"target\":{"
		"\"kind\":[\"lib\"]},\"filenames\":[\"/w/liba.rlib\"],\"executable\":null}\n" END(
			"true"),
	};

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		AUTO(reading) r = { 0 };

		read_text(&r, texts[i]);
		cr_assert_eq(r.status, 0, "%zu", i);
		cr_assert_gt(r.run.n_doubts, 0, "%zu: %s", i, texts[i]);
	}
}

Test(clippy, what_others_build_for_a_macro_is_no_doubt)
{
	AUTO(reading) r = { 0 };

	read_text(
		&r,
		"{\"reason\":\"compiler-artifact\",\"package_id\":\"registry+x#syn@2.0.0\",\"target\":{"
		"\"kind\":[\"lib\"]},\"filenames\":[\"/w/libsyn.rlib\"],\"executable\":null}\n" END(
			"true"));
	cr_assert_eq(r.run.n_doubts, 0);
}

#define SUMMARY(level, text)                                                          \
	"{\"reason\":\"compiler-message\",\"package_id\":\"path+file:///w#a@0.1.0\"," \
	"\"message\":{\"level\":\"" level "\",\"message\":\"" text                    \
	"\",\"code\":null,\"spans\":[],\"children\":[]}}\n"

Test(clippy, summaries_and_notes_are_no_findings)
{
	AUTO(reading) r = { 0 };

	read_text(&r, SUMMARY("error", "aborting due to 2 previous errors")
			      SUMMARY("warning", "3 warnings emitted")
				      MESSAGE("note", "null", "n", "src/lib.rs", "1")
					      SUMMARY("failure-note", "n") END("true"));
	cr_assert_eq(r.run.findings.n, 0);
	cr_assert_eq(r.run.n_doubts, 0);
}

Test(clippy, a_lint_in_the_words_of_a_summary_is_a_finding)
{
	AUTO(reading) r = { 0 };

	read_text(&r,
		  MESSAGE("warning", CODE("deprecated"), "use of f: 3 warnings emitted",
			  "src/lib.rs", "7") MESSAGE("error", "null", "could not compile without x",
						     "src/lib.rs", "8") END("false"));
	cr_assert_eq(r.run.findings.n, 2);
	cr_assert_eq(r.run.compile_errors, 1);
}

Test(clippy, a_level_that_nobody_knows_is_an_error)
{
	static const char *const texts[] = {
		MESSAGE("", CODE("l"), "m", "src/lib.rs", "7") END("true"),
		MESSAGE("Warning", CODE("l"), "m", "src/lib.rs", "7") END("true"),
	};

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		AUTO(reading) r = { 0 };

		read_text(&r, texts[i]);
		cr_assert_eq(r.status, -1, "%zu", i);
	}
}

Test(clippy, a_wrong_type_is_an_error_with_its_line)
{
	static const char *const texts[] = {
		END("true") "{\"reason\":7}\n",
		END("true") "{\"reason\":\"compiler-message\"}\n",
		END("true") "{\"reason\":\"build-finished\",\"success\":\"yes\"}\n",
		END("true") "{\"reason\"\n",
		END("true") "{\"reason\":\"compiler-message\",\"message\":{\"level\":[]}}\n",
		END("true") "{\"reason\":\"compiler-message\",\"message\":{\"spans\":{}}}\n",
	};

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		AUTO(reading) r = { 0 };

		read_text(&r, texts[i]);
		cr_assert_eq(r.status, -1, "%zu", i);
		cr_assert_not_null(strstr(r.err.text, "report:2"), "%s", r.err.text);
	}
}

Test(clippy, a_cut_stream_is_never_a_success)
{
	static const char whole[] =
		MESSAGE("warning", CODE("l"), "m", "src/lib.rs", "7") END("true");

	for (size_t len = 0; len < sizeof(whole) - 2; len++) {
		AUTO(reading) r = { 0 };

		reading_make(&r, clippy_read, (struct text){ whole, len }, 0);
		cr_assert(r.status < 0 || r.run.n_doubts > 0, "cut at %zu", len);
	}
}

Test(clippy, steps_and_allocations, .timeout = 100)
{
	static const char text[] = MESSAGE("warning", CODE("l"), "m\\n\\u00e9", "src/lib.rs", "7")
		MESSAGE("error", CODE("E0308"), "m", "src/b.rs", "7") "text\n" END("false");

	check_steps(clippy_read, text_of(text));
	check_allocations(clippy_read, text_of(text));
	check_corpus(clippy_read, "clippy");
}
