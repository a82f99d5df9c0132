/* What the verdict file has no room for: cut, replaced or left out, and always readable. */
#include "tools.h"

#include "runner/finish.h"
#include "runner/mask.h"

TestSuite(verdict_limits, .timeout = 110);

static struct report r;

/* What a parser hands over and a limit of the file cuts: each must come back. */
Test(verdict_limits, long_and_broken_texts_come_back)
{
	static char broken[6000], euro[6001];
	AUTO(arena) arena = ARENA_MAX(64 * MiB);
	AUTO(findings) list;
	struct verdict back;
	struct err none = { 0 };

	memset(broken, '\xff', sizeof(broken) - 1);
	for (size_t i = 0; i + 3 < sizeof(euro); i += 3)
		memcpy(euro + i, "\xe2\x82\xac", 3);
	findings_init(&list);
	report_fresh(&r);
	add(&list, (struct finding){ .rule = euro,
				     .title = broken,
				     .message = euro,
				     .path = broken,
				     .tool = euro,
				     .fix = broken });
	report_reason(&r, "x");
	report_findings(&r, &list);
	settle_findings(&r);
	settle_answer(&r, PASS, &none);
	cr_expect_eq(through(&r, &back, &arena, "a path of broken bytes"), 1);
	arena_release(&r.arena);
}

/* Addresses and properties that the reader would refuse are left out, and that is said. */
Test(verdict_limits, addresses_and_properties_within_their_limits)
{
	static const char *const bad[] = {
		"javascript:alert(1)",  "ftp://x/",       "https://", "x",
		"https://me:secret@x/", "https://x/\xff", NULL
	};
	AUTO(str) far = STR_MAX(4 * KiB);
	AUTO(str) fits = STR_MAX(4 * KiB);
	AUTO(str) large = STR_MAX(4 * KiB);
	AUTO(str) grows = STR_MAX(4 * KiB);
	AUTO(arena) arena = ARENA_MAX(64 * MiB);
	AUTO(findings) list;
	struct verdict back;
	struct err none = { 0 };
	struct finding f = { .rule = "r", .title = "t", .message = "m" };

	str_printf(&far, "https://x/%02040d", 0);
	str_printf(&fits, "{\"a\" :  \"%02040d\"}", 0); /* 2 048 bytes without the blanks */
	str_printf(&large, "{\"a\":\"%02041d\"}", 0);
	str_puts(&grows, "{\"a\":\"");
	while (grows.len < 400)
		str_putc(&grows, 0x7F); /* is written as \u007f */
	str_puts(&grows, "\"}");
	findings_init(&list);
	report_fresh(&r);
	for (f.line = 1; bad[f.line - 1]; f.line++) {
		f.url = bad[f.line - 1];
		add(&list, f);
	}
	f.line = 20, f.url = far.buf, add(&list, f);
	f.line = 21, f.url = "http://x/a?b#c", f.properties = fits.buf, add(&list, f);
	f.line = 22, f.url = NULL, f.properties = large.buf, add(&list, f);
	f.line = 23, f.properties = grows.buf, add(&list, f);
	report_reason(&r, "x");
	report_findings(&r, &list);
	settle_findings(&r);
	settle_answer(&r, PASS, &none);
	cr_assert_eq(r.verdict.n_notes, 2);
	cr_expect(strstr(r.verdict.notes[0], ": 7"), "%s", r.verdict.notes[0]);
	cr_expect(strstr(r.verdict.notes[1], ": 2"), "%s", r.verdict.notes[1]);
	cr_assert_eq(through(&r, &back, &arena, "limits"), 10);
	for (size_t i = 0; i < back.n_findings; i++)
		cr_expect_eq(back.findings[i].url != NULL, back.findings[i].line == 21);
	cr_expect_eq(strlen(back.findings[7].properties), 2048);
	cr_expect_str_eq(back.findings[8].properties, "{}");
	cr_expect_str_eq(back.findings[9].properties, "{}");
	arena_release(&r.arena);
}

/* Sorted by what the file holds, not by the bytes that were replaced in it. */
Test(verdict_limits, broken_bytes_do_not_break_the_order)
{
	AUTO(arena) arena = ARENA_MAX(64 * MiB);
	AUTO(findings) list;
	struct verdict back;
	struct err none = { 0 };

	findings_init(&list);
	report_fresh(&r);
	add(&list, (struct finding){ .rule = "r", .title = "t", .message = "m", .path = "\xff" });
	add(&list, (struct finding){
			   .rule = "r", .title = "t", .message = "m", .path = "\xf0\x9f\x98\x80" });
	report_reason(&r, "x");
	report_findings(&r, &list);
	settle_findings(&r);
	settle_answer(&r, PASS, &none);
	cr_expect_eq(through(&r, &back, &arena, "order"), 2);
	arena_release(&r.arena);
}

Test(verdict_limits, secrets_do_not_break_the_order, .fini = mask_clear)
{
	AUTO(arena) arena = ARENA_MAX(64 * MiB);
	AUTO(findings) list;
	struct verdict back;
	struct err none = { 0 };

	mask_add(TEXT("zzzz"));
	findings_init(&list);
	report_fresh(&r);
	add(&list, (struct finding){ .rule = "r", .title = "t", .message = "m", .path = "zzzz" });
	add(&list, (struct finding){ .rule = "r", .title = "t", .message = "m zzzz", .path = "b" });
	report_reason(&r, "x zzzz");
	report_findings(&r, &list);
	settle_findings(&r);
	settle_answer(&r, PASS, &none);
	cr_expect_eq(through(&r, &back, &arena, "order"), 2);
	arena_release(&r.arena);
	cr_expect_str_eq(back.reason, "x ***");
}
