/*
 * Any bytes as a message: cleaning gives UTF-8, both parsers lose no text, every piece lies where it
 * should, all rules can be asked, and what is suggested is clean.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "formats/commit/clean.h"
#include "formats/commit/ignore.h"
#include "judge/commit/suggest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static bool is_inside(struct text piece, struct text whole)
{
	return !piece.ptr ||
	       (piece.ptr >= whole.ptr && piece.ptr + piece.len <= whole.ptr + whole.len);
}

/* The bytes but for line ends. */
static void put(struct str *out, struct text text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] != '\n' && text.ptr[i] != '\r')
			str_putc(out, text.ptr[i]);
}

static void check_parts(const struct commit_message *m)
{
	struct text lines = { m->lines.buf, m->lines.len };
	AUTO(str) all = STR_MAX(4 * MiB);
	AUTO(str) parts = STR_MAX(4 * MiB);

	check(is_inside(m->header, lines) && is_inside(m->body, lines) &&
	      is_inside(m->footer, lines));
	check(is_inside(m->type, m->header) && is_inside(m->scope, m->header) &&
	      is_inside(m->subject, m->header));
	check(!m->body.ptr || !m->footer.ptr || m->body.ptr + m->body.len <= m->footer.ptr);
	put(&all, lines);
	put(&parts, m->header);
	put(&parts, m->body);
	put(&parts, m->footer);
	check(text_equal((struct text){ all.buf, all.len }, (struct text){ parts.buf, parts.len }));
	for (size_t i = 0; i < m->n_slips; i++)
		check(m->slips[i].at <= m->header.len &&
		      m->slips[i].len <= m->header.len - m->slips[i].at && m->slips[i].what[0]);
}

/* Every rule, with a value of each sort. */
static void ask_all(const struct commit_message *m)
{
	static const struct commit_case_check checks[] = {
		{ CASE_LOWER, false }, { CASE_UPPER, true },  { CASE_CAMEL, false },
		{ CASE_KEBAB, false }, { CASE_PASCAL, true }, { CASE_SENTENCE, false },
		{ CASE_SNAKE, false }, { CASE_START, false },
	};
	static const char *words[] = { "api", "feat", "," };
	struct commit_setting setting = { .set = true,
					  .level = 2,
					  .number = 20,
					  .text = "Signed-off-by",
					  .cases = checks,
					  .n_cases = ARRAY_SIZE(checks),
					  .list = { words, 3 } };
	AUTO(str) what = STR_MAX(4 * MiB);

	for (int i = 0; i < RULES_OF_COMMITLINT; i++)
		for (int never = 0; never < 2; never++) {
			struct text where = { 0 };

			setting.never = never;
			str_clear(&what);
			if (!commit_rule_holds((enum commit_rule)i, m, &setting))
				commit_rule_describe((enum commit_rule)i, m, &setting, &what,
						     &where);
			check(is_inside(where, (struct text){ m->lines.buf, m->lines.len }));
		}
}

static void judge(const struct commit_message *m, bool spec)
{
	struct commit_policy policy = { .config = commit_config_preset("conventional"),
					.acronyms = spec };
	AUTO(arena) memory = ARENA_MAX(4 * MiB);
	struct commit_problems problems = { .arena = &memory }, none = { .arena = &memory };
	AUTO(str) better = STR_MAX(MiB);
	AUTO(commit_message) mended = { 0 };
	struct err err = { 0 };

	check(commit_judge(m, &policy, &problems, &err) == 0);
	for (size_t i = 0; i < problems.n; i++)
		check(problems.at[i].at + problems.at[i].len <= m->header.len);
	if (!commit_suggest(&better, m->header, &policy, spec))
		return;
	check(commit_parse_spec(&mended, (struct text){ better.buf, better.len }, &err) == 0);
	check(!spec || (commit_judge(&mended, &policy, &none, &err) == 0 && none.n == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(str) clean = STR_MAX(COMMIT_MESSAGE_MAX + 4);
	AUTO(str) edited = STR_MAX(2 * MiB);
	struct commit_cleaning cleaning = { 0 };
	AUTO(commit_message) spec = { 0 };
	AUTO(commit_message) like = { 0 };
	struct err err = { 0 };
	struct text text = { (const char *)data, size };

	commit_clean_edit(&edited, text, "#");
	check(!edited.failed && edited.len <= size + 1);
	commit_clean(&clean, text, &cleaning);
	check(!clean.failed && clean.len <= COMMIT_MESSAGE_MAX);
	check(utf8_is_valid(clean.buf, clean.len));
	text = (struct text){ clean.buf, clean.len };
	for (int mode = IGNORES_STRICT; mode <= IGNORES_NONE; mode++)
		commit_ignored(text, (enum commit_ignore_mode)mode, (int)(size % 4) - 1);
	check(commit_parse_spec(&spec, commit_trim(text), &err) == 0);
	check(commit_parse_commitlint(&like, text, &commit_grammar_conventional, &err) == 0);
	check_parts(&spec);
	check_parts(&like);
	ask_all(&spec);
	ask_all(&like);
	judge(&spec, true);
	judge(&like, false);
	return 0;
}
