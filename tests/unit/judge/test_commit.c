/* Rules, suggestions, bump: specs/commit-lint.md 5.2 to 5.4. That the rules are commitlint's own is
 * shown by tests/contract/commitlint. */
#include <criterion/criterion.h>
#include <string.h>

#include "judge/commit/suggest.h"

TestSuite(commit_judge, .timeout = 60);

/* The rules that a message breaks, with their levels. */
static void breaks(const char *text, const struct commit_policy *policy, bool spec,
		   const char *wanted)
{
	AUTO(arena) arena = ARENA_MAX(MiB);
	AUTO(commit_message) m = { 0 };
	struct commit_problems problems = { .arena = &arena };
	AUTO(str) found = STR_MAX(4 * KiB);
	struct err err = { 0 };

	cr_assert_eq(
		spec ? commit_parse_spec(&m, text_of(text), &err)
		     : commit_parse_commitlint(&m, text_of(text), &policy->config->grammar, &err),
		0);
	cr_assert_eq(commit_judge(&m, policy, &problems, &err), 0);
	for (size_t i = 0; i < problems.n; i++)
		str_printf(&found, "%s%d:%s", i ? " " : "", problems.at[i].level,
			   commit_rule_name(problems.at[i].rule));
	cr_expect_str_eq(found.buf, wanted, "%s\n  found  %s\n  wanted %s", text, found.buf,
			 wanted);
}

static struct commit_policy conventional(bool acronyms)
{
	return (struct commit_policy){ .config = commit_config_preset("conventional"),
				       .acronyms = acronyms };
}

Test(commit_judge, one_word_for_a_header_without_form)
{
	struct commit_policy p = conventional(true);

	breaks("Added login", &p, true, "2:header-syntax");
	breaks("Added login", &p, false, "2:subject-empty 2:type-empty");
	breaks("feat: ", &p, true, "2:header-trim 2:subject-empty");
	breaks("", &p, true, "2:message-empty");
	breaks("feat: x\n\ntext\nBREAKING CHANGE: y", &p, true, "1:footer-leading-blank");
}

Test(commit_judge, acronyms)
{
	struct commit_policy on = conventional(true), off = conventional(false);
	static const char *const fine[] = { "feat: API change",    "feat: I am",
					    "feat: I'm here",      "feat: GitHub Actions login",
					    "feat: iOS build",     "feat: OAuth2 token",
					    "feat: JSON-RPC works" };
	static const char *const wrong[] = { "feat: Add login", "feat: ADD LOGIN NOW",
					     "feat: Add API", "feat: Login Page Now" };

	for (size_t i = 0; i < ARRAY_SIZE(fine); i++)
		breaks(fine[i], &on, true, "");
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		breaks(wrong[i], &on, true, "2:subject-case");
	breaks("feat: API change", &off, true, "2:subject-case");
}

Test(commit_judge, bodies_of_bots)
{
	struct commit_policy p = conventional(true);
	AUTO(str) text = STR_MAX(KiB);

	str_puts(&text, "feat: x\n\n");
	for (int i = 0; i < 30; i++)
		str_puts(&text, "word ");
	breaks(text.buf, &p, true, "2:body-max-line-length");
	p.relax_length = true;
	breaks(text.buf, &p, true, "");
}

static void suggests(const char *header, const char *wanted)
{
	struct commit_policy p = conventional(true);
	AUTO(str) out = STR_MAX(4 * KiB);

	cr_expect_eq(commit_suggest(&out, text_of(header), &p, true), wanted[0] != '\0');
	cr_expect_str_eq(out.buf, wanted, "%s: %s", header, out.buf);
}

Test(commit_judge, suggestions)
{
	suggests("faet(api) : Add login.", "feat(api): add login");
	suggests("Fix: Stop it", "fix: stop it");
	suggests("feat(x):API change.", "feat(x): API change");
	suggests("feta: x", "feat: x");
	suggests("fxi: x", "fix: x");
	suggests("fx: x", "fix: x");
	suggests("feat(): x", "feat: x");
	suggests("nonsense: x", "");
	suggests("add a page", "");
	suggests("feat: x", "");
	suggests("cx: x", "ci: x");
}

Test(commit_judge, nearest_types)
{
	static const char *names[] = { "feat", "fix", "ci", "cd", "docs" };
	struct commit_list types = { names, ARRAY_SIZE(names) };

	cr_expect_str_eq(commit_nearest_type(TEXT("faet"), &types), "feat");
	cr_expect_str_eq(commit_nearest_type(TEXT("doc"), &types), "docs");
	cr_expect_null(commit_nearest_type(TEXT("cx"), &types)); /* two are as near */
	cr_expect_null(commit_nearest_type(TEXT("feature"), &types));
}

Test(commit_judge, bumps)
{
	static const struct {
		const char *text;
		enum commit_bump bump;
	} cases[] = {
		{ "feat: x", BUMP_MINOR },
		{ "FIX: x", BUMP_PATCH },
		{ "perf: x", BUMP_PATCH },
		{ "docs: x", BUMP_NONE },
		{ "docs!: x", BUMP_MAJOR },
		{ "x: y\n\nBREAKING CHANGE: z", BUMP_MAJOR },
		{ "x: y\n\nbreaking change: z", BUMP_NONE },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(commit_message) m = { 0 };
		struct err err = { 0 };

		cr_assert_eq(commit_parse_spec(&m, text_of(cases[i].text), &err), 0);
		cr_expect_eq(commit_bump_of(&m), cases[i].bump, "%s", cases[i].text);
	}
}

Test(commit_judge, squash_headers)
{
	AUTO(str) out = STR_MAX(KiB);

	commit_squash_header(&out, TEXT("feat: x"), 12);
	cr_expect_str_eq(out.buf, "feat: x (#12)");
}

Test(commit_judge, trailers)
{
	static const struct {
		const char *text;
		bool has;
	} cases[] = {
		{ "t\n\nSigned-off-by: A\n", true },
		{ "t\n\nbody\n\nSigned-off-by: A\nx: y", true },
		{ "t\n\nSigned-off-by: A\n\nlast", false },
		{ "Signed-off-by: A\n", false },
		{ "t\n\ntext\nSigned-off-by: A\n", true }, /* one of two lines, made by git */
		{ "t\n\na\nb\nc\nd\nSigned-off-by: A\n", false },
		{ "t\n\nSigned-off-by: A\n---\nx\n", true },
		{ "t\n\nx\n---\nSigned-off-by: A\n", false },
		{ "t\n\nSigned-off-by : A\n", true },
		{ "t\n\nx: y\n", false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		cr_expect_eq(commit_has_trailer(text_of(cases[i].text), "Signed-off-by: A"),
			     cases[i].has, "%s", cases[i].text);
	cr_expect(commit_has_trailer(TEXT("t\n\na: b\n  c\n"), "a: b c"));
}
