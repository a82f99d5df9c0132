/* The last word: answer, fingerprints, the verdict file and its reader. */
#include "tools.h"

#include <string.h>

#include "formats/verdict_read.h"
#include "runner/finish.h"
#include "runner/mask.h"
#include "runner/verdict_write.h"

TestSuite(verdict_write, .timeout = 110);

static struct report r;

static void settle(enum answer given, enum err_kind kind, enum answer want, const char *why)
{
	struct err err = { kind, "said by err" };

	settle_answer(&r, given, &err);
	cr_expect_eq(r.verdict.answer, (int)want, "%s: %s", why, answer_words[r.verdict.answer]);
	cr_expect(r.verdict.reason && r.verdict.reason[0], "%s", why);
	cr_expect_eq(r.verdict.exit_code, want == DENY && r.verdict.warn_only ? 0 : (int64_t)want,
		     "%s", why);
	if (want == INCOMPLETE || want == ERROR)
		cr_expect_eq(r.verdict.completeness.state, COMPLETE_PARTIAL, "%s", why);
	if (want == INCOMPLETE)
		cr_expect_gt(r.verdict.completeness.n_problems, 0, "%s", why);
	if (want == PASS)
		cr_expect_eq(r.verdict.completeness.state, COMPLETE_FULL, "%s", why);
	arena_release(&r.arena);
}

static void fresh(const char *reason)
{
	report_fresh(&r);
	if (reason)
		report_reason(&r, "%s", reason);
}

Test(verdict_write, what_contradicts_itself_is_incomplete)
{
	struct finding denying = { .rule = "r", .denies = true }, allowed = { .rule = "r" };

	fresh("fine"), settle(PASS, ERR_NONE, PASS, "a pass");
	fresh("bad"), r.verdict.findings = &denying, r.verdict.n_findings = 1;
	settle(DENY, ERR_NONE, DENY, "a deny");
	fresh(NULL), settle(PASS, ERR_NONE, INCOMPLETE, "a pass without a reason");
	fresh("x"), r.verdict.findings = &denying, r.verdict.n_findings = 1;
	settle(PASS, ERR_NONE, INCOMPLETE, "a pass with a denying finding");
	fresh("x"), report_problem(&r, "gone", "", NULL);
	settle(PASS, ERR_NONE, INCOMPLETE, "a pass with a problem");
	fresh("x"), settle(DENY, ERR_NONE, INCOMPLETE, "a deny of nothing");
	fresh("x"), r.verdict.findings = &allowed, r.verdict.n_findings = 1;
	settle(DENY, ERR_NONE, INCOMPLETE, "a deny with allowed findings alone");
	fresh("x"), report_count(&r, "m", 1, "", "0", 0);
	settle(DENY, ERR_NONE, DENY, "a deny by a metric");
	fresh("x"), r.memory_failed = true;
	settle(PASS, ERR_NONE, INCOMPLETE, "no memory");
	fresh("x"), settle(PASS, ERR_EVIDENCE, INCOMPLETE, "a pass with an error of evidence");
	fresh("x"), settle(PASS, ERR_INTERNAL, INCOMPLETE, "a pass with an internal error");
	fresh("x"), settle(PASS, ERR_CALLER, ERROR, "a pass with an error of the caller");
	fresh(NULL), settle(INCOMPLETE, ERR_NONE, INCOMPLETE, "incomplete, nobody says why");
	fresh(NULL), settle(ERROR, ERR_CALLER, ERROR, "an error");
	fresh("x"), r.verdict.warn_only = true, r.verdict.findings = &denying,
		    r.verdict.n_findings = 1;
	settle(DENY, ERR_NONE, DENY, "warn-only");
	fresh("x"), r.verdict.warn_only = true, r.verdict.findings = &denying,
		    r.verdict.n_findings = 1;
	report_problem(&r, "gone", "", NULL);
	settle(DENY, ERR_NONE, INCOMPLETE, "warn-only with a problem");
	fresh("x"), r.verdict.findings = &denying, r.verdict.n_findings = 1;
	report_problem(&r, "gone", "", NULL);
	settle(DENY, ERR_NONE, DENY, "a partial deny");
}

#define LINT(m, at)        \
	((struct finding){ \
		.rule = "r", .title = "t", .message = (m), .path = "a.rs", .line = (at) })

static const char *print_of(struct finding f)
{
	static char kept[16][33];
	static size_t n;
	AUTO(findings) list;

	findings_init(&list);
	add(&list, f);
	report_fresh(&r);
	report_findings(&r, &list);
	settle_findings(&r);
	memcpy(kept[n % 16], r.verdict.findings[0].fingerprint, 33);
	arena_release(&r.arena);
	return kept[n++ % 16];
}

Test(verdict_write, fingerprints)
{
	const char *base = print_of(LINT("line 12 of x", 3));
	char want[65];
	struct finding f;

	sha256_hex("a-gate\0r\0a.rs\0\0line 00 of x", 6 + 1 + 1 + 1 + 4 + 1 + 0 + 1 + 12, want);
	want[32] = '\0';
	cr_expect_str_eq(base, want);
	cr_expect_str_eq(print_of(LINT("line 99 of x", 77)), base, "digits and lines do not count");
	cr_expect_str_neq(print_of(LINT("line 100 of x", 3)), base, "how many digits does");
	cr_expect_str_neq(print_of(LINT("line 12 of y", 3)), base);
	f = LINT("line 12 of x", 3);
	f.rule = "q";
	cr_expect_str_neq(print_of(f), base);
	f = LINT("line 12 of x", 3);
	f.path = NULL;
	cr_expect_str_neq(print_of(f), base);
	f.fingerprint = "0123456789abcdef0123456789abcdef";
	cr_expect_str_eq(print_of(f), f.fingerprint, "a program's own recipe");
}

Test(verdict_write, ordinals_do_not_depend_on_the_order)
{
	uint64_t state = 5;
	struct finding all[300];
	AUTO(str) first = STR_MAX(MiB);

	for (size_t i = 0; i < 300; i++) {
		static char text[300][32];

		snprintf(text[i], sizeof(text[i]), "value %zu", i % 7);
		all[i] = LINT(text[i], (int64_t)(i % 11));
		all[i].denies = i % 7 & 1;
	}
	for (size_t round = 0; round < 50; round++) {
		AUTO(str) got = STR_MAX(MiB);
		AUTO(findings) list;

		findings_init(&list);
		for (size_t i = 0; i < 300; i++) {
			size_t other = rng_below(&state, 300);
			struct finding f = all[i];

			all[i] = all[other];
			all[other] = f;
		}
		for (size_t i = 0; i < 300; i++)
			add(&list, all[i]);
		report_fresh(&r);
		report_findings(&r, &list);
		settle_findings(&r);
		for (size_t i = 0; i < r.verdict.n_findings; i++) {
			for (size_t k = 0; k < i; k++)
				cr_assert_str_neq(r.verdict.findings[i].fingerprint,
						  r.verdict.findings[k].fingerprint);
			str_printf(&got, "%s %s %d\n", r.verdict.findings[i].fingerprint,
				   r.verdict.findings[i].message, (int)r.verdict.findings[i].line);
		}
		if (!round)
			str_add(&first, got.buf, got.len);
		cr_assert_str_eq(got.buf, first.buf);
		arena_release(&r.arena);
	}
}

static int text_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_texts(const char **at, size_t n) /* as finish.c does */
{
	qsort(at, n, sizeof(*at), text_order);
}

static struct str *texts(uint64_t *state, struct str *text, size_t n, size_t pieces)
{
	for (size_t i = 0; i < n; i++) {
		str_init(&text[i], MiB);
		hostile(&text[i], state, pieces, false);
	}
	return text;
}

Test(verdict_write, random_verdicts_round_trip)
{
	uint64_t state = 6;

	for (size_t round = 0; round < 3000; round++) {
		AUTO(findings) list;
		AUTO(arena) arena = ARENA_MAX(64 * MiB);
		struct str text[24];
		struct verdict back;
		struct err none = { 0 };
		size_t n = rng_below(&state, 6);

		findings_init(&list);
		report_fresh(&r);
		texts(&state, text, 24, round % 50 ? 8 : 2500);
		for (size_t i = 0; i < n; i++) {
			int64_t line = (int64_t)rng_below(&state, 4),
				end = line ? line + (int64_t)rng_below(&state, 2) : 0;
			int64_t column = line && end == line ? (int64_t)rng_below(&state, 3) : 0;

			add(&list,
			    (struct finding){ .rule = text[i].len ? text[i].buf : "r",
					      .title = text[6].buf,
					      .message = text[7 + i].buf,
					      .path = i & 1 ? text[13].buf : text[14 + i / 3].buf,
					      .tool = text[16].buf,
					      .fix = text[17].buf,
					      .line = line,
					      .end_line = end,
					      .column = column,
					      .severity = (enum severity)rng_below(&state, 6),
					      .denies = round & 1 });
		}
		report_reason(&r, "why %s", text[18].buf);
		report_note(&r, "%s", text[19].buf);
		report_note(&r, "%s", text[20].buf);
		report_not_checked(&r, "%s", text[21].buf);
		report_not_checked(&r, "%s", text[22].buf);
		if (round & 1)
			report_problem(&r, "what", text[23].buf, text[20].buf);
		report_count(&r, "b-metric", (int64_t)round, "count", "<= 3", VERDICT_NULL);
		report_findings(&r, &list);
		settle_findings(&r);
		settle_answer(&r, round & 1 ? INCOMPLETE : PASS, &none);
		sort_texts(r.verdict.notes, r.verdict.n_notes);
		sort_texts(r.verdict.completeness.not_checked,
			   r.verdict.completeness.n_not_checked);
		cr_assert_eq(through(&r, &back, &arena, "random"), list.n);
		cr_assert_str_eq(back.program, "a-gate");
		cr_assert_eq(back.answer, r.verdict.answer);
		for (size_t i = 0; i < 24; i++)
			str_release(&text[i]);
		arena_release(&r.arena);
	}
}

static void many(size_t n, size_t message, size_t denying, enum answer answer)
{
	AUTO(findings) list;
	AUTO(arena) arena = ARENA_MAX(64 * MiB);
	AUTO(str) text = STR_MAX(MiB);
	struct verdict back;
	struct err none = { 0 };
	size_t left;

	findings_init(&list);
	report_fresh(&r);
	for (size_t i = 0; i < n; i++) {
		str_clear(&text);
		str_printf(&text, "%c%c%c%c ", (char)('a' + i % 26), (char)('a' + i / 26 % 26),
			   (char)('a' + i / 676 % 26), (char)('a' + i / 17576 % 26));
		while (text.len < message)
			str_puts(&text, "\"\\\n\x01\xff");
		add(&list, (struct finding){ .rule = "r",
					     .title = "t",
					     .message = text.buf,
					     .path = "a.rs",
					     .line = (int64_t)i + 1,
					     .denies = i < denying,
					     .severity = SEVERITY_HIGH });
	}
	report_reason(&r, "why");
	report_findings(&r, &list);
	settle_findings(&r);
	settle_answer(&r, answer, &none);
	left = through(&r, &back, &arena, "many");
	cr_expect_leq(left, VERDICT_MAX_FINDINGS);
	cr_expect_eq((int64_t)left + back.findings_omitted, (int64_t)n);
	cr_expect_eq(back.answer, (int)answer);
	if (left < n && left > denying) { /* every denying one is still there */
		size_t deny = 0;

		for (size_t i = 0; i < left; i++)
			deny += back.findings[i].denies;
		cr_expect_eq(deny, denying);
	}
	arena_release(&r.arena);
}

Test(verdict_write, ten_thousand_findings) { many(10000, 10, 5, DENY); }
Test(verdict_write, twenty_thousand_findings) { many(20000, 10, 20000, DENY); }
Test(verdict_write, more_findings_than_are_kept) { many(25000, 10, 25000, DENY); }
Test(verdict_write, more_allowed_findings_than_are_kept) { many(25000, 10, 0, PASS); }
Test(verdict_write, more_than_8_mib) { many(6000, 1500, 6000, DENY); }
Test(verdict_write, more_than_8_mib_with_few_that_deny) { many(6000, 1500, 40, DENY); }

/* Takes so many pieces, and no more. */
static int refuse_after(void *left, struct text bytes, struct err *err)
{
	(void)bytes;
	return (*(int *)left)-- > 0 ? 0 : err_set(err, "the disk is full");
}

Test(verdict_write, a_sink_that_refuses_ends_the_writing)
{
	for (int pieces = 0; pieces < 3; pieces++) {
		AUTO(findings) list;
		struct err err = { 0 }, none = { 0 };
		int left = pieces;

		findings_init(&list);
		report_fresh(&r);
		for (int64_t i = 0; i < 2000; i++)
			add(&list, (struct finding){ .rule = "r", .title = "t", .line = i + 1 });
		report_reason(&r, "why");
		report_findings(&r, &list);
		settle_findings(&r);
		settle_answer(&r, PASS, &none);
		cr_expect_eq(verdict_write(&r.verdict, refuse_after, &left, &err), -1);
		cr_expect_str_eq(err.text, "the disk is full");
		cr_expect_eq(left, -1, "asked again after it refused");
		arena_release(&r.arena);
	}
}
