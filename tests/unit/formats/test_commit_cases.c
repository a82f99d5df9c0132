/* Letters and cases: specs/commit-lint.md 5.3. The rest is compared with the peer itself in
 * tests/contract/commitlint. */
#include <criterion/criterion.h>

#include "formats/commit/cases.h"
#include "formats/commit/letters.h"

TestSuite(commit_cases, .timeout = 60);

Test(commit_cases, written)
{
	static const struct {
		enum commit_case which;
		const char *from, *to;
	} cases[] = {
		{ CASE_UPPER, "straße", "STRASSE" },
		{ CASE_UPPER, "ŉﬁ", "ʼNFI" },
		{ CASE_LOWER, "ΟΔΟΣ ΣΑΣ", "οδος σας" },
		{ CASE_LOWER, "ΑΣ.Β", "ασ.β" },
		{ CASE_LOWER, "İ", "i̇" },
		{ CASE_SENTENCE, "ßeta XY", "SSeta XY" },
		{ CASE_SENTENCE, "\U00010428x", "\U00010428x" },
		{ CASE_START, "fooBar baz_qux", "Foo Bar Baz Qux" },
		{ CASE_START, "the 21st of May", "The 21st Of May" },
		{ CASE_START, "12th x", "12 Th X" },
		{ CASE_START, "4TH x", "4TH X" },
		{ CASE_PASCAL, "XMLHttp request", "XmlHttpRequest" },
		{ CASE_CAMEL, "Foo-bar don't", "fooBarDont" },
		{ CASE_KEBAB, "fooBar2Baz", "foo-bar-2-baz" },
		{ CASE_SNAKE, "Crème Brûlée", "creme_brulee" },
		{ CASE_SNAKE, "a👩‍👧b🇩🇪🇫🇷",
		  "a_👩‍👧_b_🇩🇪_🇫🇷" },
		{ CASE_KEBAB, "日本語text", "日本語text" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(str) out = STR_MAX(KiB);

		commit_case_write(&out, text_of(cases[i].from), cases[i].which);
		cr_expect_str_eq(out.buf, cases[i].to, "%s: %s", cases[i].from, out.buf);
	}
}

Test(commit_cases, quotes_and_digits_are_no_matter)
{
	cr_expect(commit_case_is(TEXT("add `Foo` \"Bar\" 'Baz'"), CASE_LOWER));
	cr_expect_not(commit_case_is(TEXT("add Foo` x"), CASE_LOWER));
	cr_expect(commit_case_is(TEXT("2FA Is Here"), CASE_LOWER));
	cr_expect(commit_case_is(TEXT("`Foo`"), CASE_KEBAB));
	cr_expect(commit_case_is(TEXT("..."), CASE_KEBAB));
	cr_expect(commit_case_is(TEXT("2 Things"), CASE_KEBAB));
}

Test(commit_cases, many_quotes_take_no_time)
{
	AUTO(str) text = STR_MAX(2 * MiB);

	for (size_t i = 0; i < 300000; i++)
		str_puts(&text, i % 2 ? "\"\n" : "'`");
	cr_expect(commit_case_is((struct text){ text.buf, text.len }, CASE_LOWER));
}

Test(commit_cases, lengths_in_utf16)
{
	cr_expect_eq(letters_utf16(TEXT("a\u00E9\u20AC\U0001F600")), 5);
}

Test(commit_cases, names)
{
	enum commit_case which;

	cr_expect(commit_case_named(TEXT("lowerCase"), &which) && which == CASE_LOWER);
	cr_expect_not(commit_case_named(TEXT("title-case"), &which));
	cr_expect_str_eq(commit_case_name(CASE_START), "start-case");
}
