/* Messages to parts: specs/commit-lint.md 4.2 to 4.5. */
#include <criterion/criterion.h>
#include <string.h>

#include "alloc.h"
#include "formats/commit/clean.h"
#include "formats/commit/ignore.h"
#include "formats/commit/message.h"

TestSuite(commit_parse, .timeout = 60);

static void put(struct str *out, const char *name, struct text part)
{
	if (part.ptr)
		str_printf(out, "%s<%.*s>", name, (int)part.len, part.ptr);
}

/* The parts on one line: type, scope, subject, '!', body, footer, breaking, slips. */
static const char *parts(const struct commit_message *m, struct str *out)
{
	str_clear(out);
	put(out, "t", m->type);
	put(out, "s", m->scope);
	put(out, "d", m->subject);
	str_puts(out, m->bang ? "!" : "");
	put(out, "b", m->body);
	put(out, "f", m->footer);
	str_puts(out, m->breaking ? "B" : "");
	str_puts(out, m->footer_unspaced ? "U" : "");
	for (size_t i = 0; i < m->n_slips; i++)
		str_printf(out, " %s@%zu+%zu", commit_rule_name(m->slips[i].rule), m->slips[i].at,
			   m->slips[i].len);
	return out->buf;
}

static void spec_is(const char *text, const char *wanted)
{
	AUTO(commit_message) m = { 0 };
	AUTO(str) found = STR_MAX(MiB);
	struct err err = { 0 };

	cr_assert_eq(commit_parse_spec(&m, text_of(text), &err), 0);
	cr_expect_str_eq(parts(&m, &found), wanted, "%s\n  found  %s\n  wanted %s", text, found.buf,
			 wanted);
}

static void commitlint_is(const char *text, const struct commit_grammar *grammar,
			  const char *wanted)
{
	AUTO(commit_message) m = { 0 };
	AUTO(str) found = STR_MAX(MiB);
	struct err err = { 0 };

	cr_assert_eq(commit_parse_commitlint(&m, text_of(text), grammar, &err), 0);
	cr_expect_str_eq(parts(&m, &found), wanted, "%s\n  found  %s\n  wanted %s", text, found.buf,
			 wanted);
}

Test(commit_parse, headers_of_the_specification)
{
	spec_is("feat: add x", "t<feat>d<add x>");
	spec_is("feat(api)!: add x", "t<feat>s<api>d<add x>!B");
	spec_is("фича(вход): да", "t<фича>s<вход>d<да>");
	spec_is("my-type(a b/c): x", "t<my-type>s<a b/c>d<x>");
	spec_is("feat:  x", "t<feat>d<x> header-space@6+1");
	spec_is("feat: ", "t<feat>");
	spec_is(": x", "d<x>");
}

Test(commit_parse, slips_at_their_columns)
{
	spec_is("feat:x", "t<feat>d<x> header-syntax@4+1");
	spec_is("feat(): x", "t<feat>d<x> scope-syntax@4+2");
	spec_is("feat( ): x", "t<feat>d<x> scope-syntax@4+3");
	spec_is("feat (x): y", "t<feat>s<x>d<y> header-syntax@4+1");
	spec_is("feat(x) : y", "t<feat>s<x>d<y> header-syntax@7+1");
	spec_is("feat!(x): y", "t<feat>s<x>d<y>!B header-syntax@5+1");
	spec_is("feat(x):: y", "t<feat>s<x>d<y> header-syntax@8+1");
	spec_is("feat(a)(b): y", "t<feat>s<a>d<y> header-syntax@7+3");
	spec_is("  feat: y", "t<feat>d<y> header-syntax@0+2");
	spec_is("feat(a(b)c): y", "t<feat>s<a(b)c>d<y> scope-syntax@6+1");
	spec_is("feat!!: y", "t<feat>d<y>!B header-syntax@5+1");
	spec_is("feat:\ty", "t<feat>d<y> header-syntax@5+1");
	spec_is("feat(x", " header-syntax@4+1");
	spec_is("add a page", " header-syntax@3+1");
	spec_is("add: ", "t<add>");
}

Test(commit_parse, footers_are_what_the_specification_calls_so)
{
	spec_is("a: b\n\nsee #12\n", "t<a>d<b>f<see #12>");
	spec_is("a: b\n\nsee #12\nmore text", "t<a>d<b>b<see #12\nmore text>");
	spec_is("a: b\n\nx: y\n\ntext", "t<a>d<b>b<x: y\n\ntext>");
	spec_is("a: b\n\ntext\n\nx: y\n\nz #1", "t<a>d<b>b<text>f<x: y\n\nz #1>");
	spec_is("a: b\n\ntext\nx: y", "t<a>d<b>b<text\nx: y>");
	spec_is("a: b\n\nx: y\n more\nz: 1", "t<a>d<b>f<x: y\n more\nz: 1>");
	spec_is("a: b\nx: y", "t<a>d<b>b<x: y>");
	spec_is("a: b\n\nx:y\n", "t<a>d<b>b<x:y>");
	spec_is("a: b\n\nx: \n", "t<a>d<b>b<x: >");
}

Test(commit_parse, a_breaking_change_is_found_wherever_it_stands)
{
	spec_is("a: b\n\nBREAKING CHANGE: x", "t<a>d<b>f<BREAKING CHANGE: x>B");
	spec_is("a: b\n\nBREAKING-CHANGE: x", "t<a>d<b>f<BREAKING-CHANGE: x>B");
	spec_is("a: b\n\ntext\nBREAKING CHANGE: x", "t<a>d<b>b<text>f<BREAKING CHANGE: x>BU");
	spec_is("a: b\n\nBREAKING CHANGE: x\n\nfree\n\nText: y",
		"t<a>d<b>f<BREAKING CHANGE: x\n\nfree\n\nText: y>B");
	spec_is("a: b\n\n```\nBREAKING CHANGE: x\n```\ntext",
		"t<a>d<b>b<```\nBREAKING CHANGE: x\n```\ntext>");
	spec_is("a: b\n\nBreaking Change: x", "t<a>d<b>b<Breaking Change: x> breaking-case@0+0");
	spec_is("a: b\n\nbreaking-change: x", "t<a>d<b>f<breaking-change: x> breaking-case@0+0");
}

/* Lines like footers in a paragraph of prose leave the footers as they are. */
Test(commit_parse, prose_never_becomes_a_footer)
{
	static const char *const lines[] = { "x: y", "see #1", "http://a: b", "BREAKING: z",
					     "Signed-off-by: A" };

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		for (int at = 0; at < 2; at++) {
			AUTO(str) text = STR_MAX(KiB);
			AUTO(str) wanted = STR_MAX(KiB);

			str_printf(&text, "a: b\n\nprose\n%s%s%s\n\nRefs: #9",
				   at ? lines[i] : "more", "\n", at ? "more" : lines[i]);
			str_printf(&wanted, "t<a>d<b>b<prose\n%s\n%s>f<Refs: #9>",
				   at ? lines[i] : "more", at ? "more" : lines[i]);
			spec_is(text.buf, wanted.buf);
		}
}

Test(commit_parse, what_commitlint_makes_of_headers)
{
	const struct commit_grammar *c = &commit_grammar_conventional, *a = &commit_grammar_angular;

	commitlint_is("feat(a)!: b", c, "t<feat>s<a>d<b>!B");
	commitlint_is("feat(a)!: b", a, "");
	commitlint_is("feat!: b", &commit_grammar_config_angular, "t<feat>d<b>!B");
	commitlint_is("feat(): b", c, "t<feat>d<b>");
	commitlint_is("feat(a): b): c", c, "t<feat>s<a): b>d<c>");
	commitlint_is("feat(a): b)!: c", c, "t<feat>s<a): b>d<c>!B");
	commitlint_is("my-type: b", c, "");
	commitlint_is("(a): b", c, "s<a>d<b>");
	commitlint_is(": ", c, "");
	commitlint_is("feat:b", c, "");
	commitlint_is("feat: a\xE2\x80\xA8", c, "");
}

Test(commit_parse, what_commitlint_makes_of_the_rest)
{
	const struct commit_grammar *c = &commit_grammar_conventional, *a = &commit_grammar_angular;

	commitlint_is("a: b\n\ntext\nsee: this\nmore", c, "t<a>d<b>b<text>f<see: this\nmore>");
	commitlint_is("a: b\n\nsome text #12\nmore", c, "t<a>d<b>b<some text #12\nmore>");
	commitlint_is("a: b\n\ntext\nFixes #1", c, "t<a>d<b>b<text>f<Fixes #1>");
	commitlint_is("a: b\n\n* breaking change: x", c, "t<a>d<b>f<* breaking change: x>B");
	commitlint_is("a: b\n\n* BREAKING-CHANGE: x", a, "t<a>d<b>b<* BREAKING-CHANGE: x>");
	commitlint_is("a: b\n  gpg: x\n\nt", c, "t<a>d<b>b<t>");
	commitlint_is("a: b\n\nx:\n", c, "t<a>d<b>b<x:>");
	commitlint_is("a: b\n\nx:  \n", c, "t<a>d<b>f<x:  >");
}

Test(commit_parse, references)
{
	static const char *const hash[] = { "#", NULL }, *const own[] = { "PROJ-", "gh-", NULL };

	cr_expect(commit_has_reference(TEXT("see #1"), false, hash));
	cr_expect(commit_has_reference(TEXT("owner/repo#1a,"), false, hash));
	cr_expect_not(commit_has_reference(TEXT("#general"), false, hash));
	cr_expect_not(commit_has_reference(TEXT("#1x!"), false, hash));
	cr_expect_not(commit_has_reference(TEXT("http://a.b/c #1"), false, hash));
	cr_expect(commit_has_reference(TEXT("http://a.b/c fixes #1"), false, hash));
	cr_expect_not(commit_has_reference(TEXT("http://a.b/c Fixes: #1"), false, hash));
	cr_expect(commit_has_reference(TEXT("http://a.b/c Fixes: #1"), true, hash));
	cr_expect(commit_has_reference(TEXT("see proj-12."), false, own));
	cr_expect_not(commit_has_reference(TEXT("tough-gh-1"), false, own));
}

Test(commit_parse, ignored_messages)
{
	static const struct {
		const char *text;
		enum commit_ignore strict, commitlint;
	} cases[] = {
		{ "WIP\n\nMerge a into b", IGNORE_NOT, IGNORE_MERGE },
		{ "WIP\n\nMerge tag v1", IGNORE_NOT, IGNORE_MERGE },
		{ "Merge branch x", IGNORE_MERGE, IGNORE_MERGE },
		{ "Merge x", IGNORE_NOT, IGNORE_NOT },
		{ "Merged in x", IGNORE_MERGE, IGNORE_MERGE },
		{ "revert anything", IGNORE_NOT, IGNORE_REVERT },
		{ "Revert \"x\"", IGNORE_NOT, IGNORE_REVERT },
		{ "Revert \"x\"\n\nThis reverts commit 0123456.", IGNORE_REVERT, IGNORE_REVERT },
		{ "Revert \"x\"\n\nThis reverts commit 012345.", IGNORE_NOT, IGNORE_REVERT },
		{ "Revert \"x\"\n\nReverts a/b#12", IGNORE_REVERT, IGNORE_REVERT },
		{ "Revert \"x\"\n\nReverts nothing", IGNORE_NOT, IGNORE_REVERT },
		{ "Reapply \"x\"\n\nThis reverts commit 0123456789.", IGNORE_REVERT,
		  IGNORE_REVERT },
		{ "fixup! x", IGNORE_AUTOSQUASH, IGNORE_AUTOSQUASH },
		{ "chore(release): v1.2.3 [skip ci]", IGNORE_VERSION, IGNORE_VERSION },
		{ "1.2.3-rc.1+b", IGNORE_VERSION, IGNORE_VERSION },
		{ "01.2.3", IGNORE_NOT, IGNORE_NOT },
		{ "1.2", IGNORE_NOT, IGNORE_NOT },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct text t = text_of(cases[i].text);

		cr_expect_eq(commit_ignored(t, IGNORES_STRICT, -1), cases[i].strict, "%s", t.ptr);
		cr_expect_eq(commit_ignored(t, IGNORES_COMMITLINT, 1), cases[i].commitlint, "%s",
			     t.ptr);
		cr_expect_eq(commit_ignored(t, IGNORES_NONE, 2), IGNORE_NOT);
	}
	cr_expect_eq(commit_ignored(TEXT("Merge branch x"), IGNORES_STRICT, 1), IGNORE_NOT);
	cr_expect_eq(commit_ignored(TEXT("feat: x"), IGNORES_STRICT, 2), IGNORE_MERGE);
}

static void cleans(struct text bytes, const char *wanted, bool replaced)
{
	struct commit_cleaning cleaning = { 0 };
	AUTO(str) out = STR_MAX(2 * MiB);

	commit_clean(&out, bytes, &cleaning);
	cr_expect_str_eq(out.buf, wanted);
	cr_expect_eq(cleaning.replaced, replaced);
}

Test(commit_parse, bytes_become_text)
{
	struct commit_cleaning cleaning = { 0 };
	AUTO(str) out = STR_MAX(2 * MiB);
	AUTO(str) big = STR_MAX(2 * MiB);

	cleans(TEXT("\xEF\xBB\xBFx"), "x", false);
	cleans(TEXT("a\xFFz"), "a\uFFFDz", true);
	while (big.len <= COMMIT_MESSAGE_MAX)
		str_puts(&big, "0123456789abcde\u00E9");
	str_clear(&out);
	commit_clean(&out, (struct text){ big.buf, big.len }, &cleaning);
	cr_expect(cleaning.too_long && out.len <= COMMIT_MESSAGE_MAX &&
		  out.len > COMMIT_MESSAGE_MAX - 4);
}

Test(commit_parse, an_edited_message)
{
	AUTO(str) out = STR_MAX(KiB);

	commit_clean_edit(&out,
			  TEXT("\n\na: b  \n# comment\n\n\n\ntext\t\n#\n\n"
			       "# ------------------------ >8 ------------------------\ndiff\n"),
			  "#");
	cr_expect_str_eq(out.buf, "a: b\n\ntext\n");
	str_clear(&out);
	commit_clean_edit(&out, TEXT("# x\n \n"), "#");
	cr_expect_str_eq(out.buf, "");
}

Test(commit_parse, out_of_memory)
{
	struct err err;

	for (long nth = 1;; nth++) {
		AUTO(commit_message) m = { 0 };
		AUTO(commit_message) n = { 0 };
		int a, b;

		err_clear(&err);
		alloc_fail_at(nth);
		a = commit_parse_spec(&m, TEXT("feat(a): b\n\nc\n\nd: e"), &err);
		b = commit_parse_commitlint(&n, TEXT("feat(a): b\n\nc\n\nd: e"),
					    &commit_grammar_conventional, &err);
		alloc_fail_at(0);
		cr_expect_eq(a < 0 || b < 0, err_is_set(&err));
		if (!alloc_failed())
			break;
	}
}
