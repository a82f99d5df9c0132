/* commitlint's configuration: specs/commit-lint.md 4.6. */
#include <criterion/criterion.h>
#include <string.h>

#include "alloc.h"
#include "formats/commit/config.h"

TestSuite(commit_config, .timeout = 60);

static struct arena arena = ARENA_MAX(64 * MiB);

static int reads(struct commit_config *config, const char *text, enum commit_config_form form,
		 struct err *err)
{
	err_clear(err);
	return commit_config_read(config, "f", text_of(text), form, &arena, err);
}

Test(commit_config, one_file_in_two_languages)
{
	static const char *const texts[] = {
		"{ \"extends\": \"conventional\", \"defaultIgnores\": false,\n"
		"  \"rules\": { \"scope-enum\": [2, \"never\", { \"scopes\": [\"a\"], \"delimiters\": "
		"[\"+\"] }],\n"
		"    \"subject-case\": [1, \"always\", [\"lower-case\", { \"case\": \"kebab-case\", "
		"\"when\": \"never\" }]],\n"
		"    \"header-max-length\": [2, \"always\", 72], \"body-full-stop\": [0] } }",
		"extends: [conventional]\ndefaultIgnores: false\nrules:\n"
		"  scope-enum: [2, never, { scopes: [a], delimiters: ['+'] }]\n"
		"  subject-case: [1, always, [lower-case, { case: kebab-case, when: never }]]\n"
		"  header-max-length: [2, always, 72]\n  body-full-stop: [0]\n",
	};

	for (int form = 0; form < 2; form++) {
		struct commit_config c;
		struct err err;

		cr_assert_eq(reads(&c, texts[form], (enum commit_config_form)form, &err), 1, "%s",
			     err.text);
		cr_assert_eq(c.extends.n, 1);
		cr_expect_str_eq(c.extends.at[0], "conventional");
		cr_expect_eq(c.default_ignores, 0);
		cr_expect(c.rules[RULE_SCOPE_ENUM].never && c.rules[RULE_SCOPE_ENUM].list.n == 1);
		cr_expect_str_eq(c.rules[RULE_SCOPE_ENUM].delimiters.at[0], "+");
		cr_assert_eq(c.rules[RULE_SUBJECT_CASE].n_cases, 2);
		cr_expect(c.rules[RULE_SUBJECT_CASE].cases[1].never);
		cr_expect_eq(c.rules[RULE_SUBJECT_CASE].level, 1);
		cr_expect_eq(c.rules[RULE_HEADER_MAX_LENGTH].number, 72);
		cr_expect(c.rules[RULE_BODY_FULL_STOP].set && !c.rules[RULE_BODY_FULL_STOP].level);
		cr_expect_eq(commit_config_count(&c), 4);
	}
}

Test(commit_config, what_is_refused)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{ "[]", "f:1:1: commitlint: found a list; expected keys and values" },
		{ "{\"rules\":{\"type-enmu\":[0]}}",
		  "f:1:23: unknown rule \"type-enmu\"; did you mean \"type-enum\"?" },
		{ "{\"rules\":{\"type-empty\":2}}",
		  "f:1:24: type-empty: found \"2\"; expected [level, when, value]" },
		{ "{\"rules\":{\"type-empty\":[true,\"never\"]}}",
		  "f:1:25: type-empty: found \"true\"; expected a level of 0, 1 or 2" },
		{ "{\"rules\":{\"type-empty\":[2]}}",
		  "f:1:24: type-empty: found a list; expected [level, when, value]" },
		{ "{\"rules\":{\"type-enum\":[2,\"always\",\"feat\"]}}",
		  "f:1:35: type-enum: found \"feat\"; expected a list of texts" },
		{ "{\"rules\":{\"header-max-length\":[2,\"always\",-1]}}",
		  "f:1:43: header-max-length: found \"-1\"; expected a number of characters" },
		{ "{\"parserPreset\":\"x\"}",
		  "f:1:17: parserPreset: found \"x\"; expected "
		  "conventional-changelog-conventionalcommits or conventional-changelog-angular" },
		{ "{\"parserPreset\":{\"parserOpts\":{\"headerPattern\":{}}}}",
		  "f:1:48: headerPattern: the pattern is lost in this file; write it as a text" },
		{ "{\"a\":1,\"a\":2}", "f:1:8: unknown key \"a\"" },
		{ "{\"rules\":null}", "f:1:10: found null; expected a value" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct commit_config c;
		struct err err;

		cr_expect_eq(reads(&c, cases[i].text, COMMIT_CONFIG_JSON, &err), -1);
		cr_expect_eq(err.kind, ERR_CALLER);
		cr_expect(strncmp(err.text, "f:1:", 4) == 0);
		if (i != 9) /* which of the two is said first is no matter */
			cr_expect_str_eq(err.text, cases[i].error);
	}
}

Test(commit_config, of_a_package_only_one_member)
{
	struct commit_config c;
	struct err err;

	cr_expect_eq(reads(&c, "{\"name\":null,\"x\":[1]}", COMMIT_CONFIG_PACKAGE_JSON, &err), 0);
	cr_expect_eq(reads(&c, "{\"commitlint\":{\"rules\":{\"type-empty\":[2,\"never\"]}}}",
			   COMMIT_CONFIG_PACKAGE_JSON, &err),
		     1);
	cr_expect_eq(reads(&c, "name: x\n", COMMIT_CONFIG_PACKAGE_YAML, &err), 0);
	cr_expect_eq(reads(&c, "commitlint:\n  rules: { type-empty: [2, never] }\n",
			   COMMIT_CONFIG_PACKAGE_YAML, &err),
		     1);
}

Test(commit_config, later_layers_win)
{
	struct commit_config all = { .default_ignores = -1, .grammar = commit_grammar_angular };
	struct commit_config over;
	struct err err;

	commit_config_lay(&all, commit_config_preset("@commitlint/config-conventional"));
	cr_expect(all.grammar.breaking_pattern && all.grammar.hyphen_note);
	cr_expect_eq(all.rules[RULE_HEADER_MAX_LENGTH].number, 100);
	cr_assert_eq(reads(&over,
			   "{\"rules\":{\"header-max-length\":[1,\"always\"]},\"parserPreset\":"
			   "{\"parserOpts\":{\"issuePrefixes\":[\"gh-\"]}}}",
			   COMMIT_CONFIG_JSON, &err),
		     1, "%s", err.text);
	commit_config_lay(&all, &over);
	cr_expect_eq(all.rules[RULE_HEADER_MAX_LENGTH].number, 0); /* replaced as a whole */
	cr_expect_eq(all.rules[RULE_HEADER_MAX_LENGTH].level, 1);
	cr_expect_not(all.grammar.breaking_pattern); /* commitlint 21 loses the preset's parser */
	cr_expect_str_eq(all.grammar.prefixes[0], "gh-");
	cr_expect_null(commit_config_preset("lerna-scopes"));
}

Test(commit_config, out_of_memory)
{
	static const char text[] = "{\"rules\":{\"type-enum\":[2,\"always\",[\"a\",\"b\"]]}}";

	for (long nth = 1;; nth++) {
		AUTO(arena) memory = ARENA_MAX(MiB);
		struct commit_config c;
		struct err err = { 0 };
		int found;

		alloc_fail_at(nth);
		found = commit_config_read(&c, "f", TEXT(text), COMMIT_CONFIG_JSON, &memory, &err);
		alloc_fail_at(0);
		if (!alloc_failed())
			break;
		cr_expect_eq(found < 0, err_is_set(&err));
	}
}
