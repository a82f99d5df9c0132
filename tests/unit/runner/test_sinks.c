/* Lines, commands, env files, Markdown, secrets: what leaves the process. */
#include "tools.h"

#include <fcntl.h>
#include <string.h>

#include "runner/envfile.h"
#include "runner/escape.h"
#include "runner/markdown.h"
#include "runner/mask.h"
#include "runner/annotations.h"
#include "runner/print.h"
#include "runner/summary.h"

TestSuite(sinks, .timeout = 100);

/* Whether a control, a line end but \n, or a character that hides stands in it. */
static bool shows_all(const struct str *s)
{
	size_t used;
	bool valid;

	for (size_t i = 0; i < s->len; i += used) {
		uint32_t c = utf8_decode(s->buf + i, s->len - i, &used, &valid);

		if (!valid || (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c <= 0x9F) ||
		    (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
			return false;
	}
	return true;
}

Test(sinks, examples)
{
	AUTO(str) out = STR_MAX(KiB);

	escape_line(&out, TEXT("a\r::b\n##[x]\x01\0\xff\xe2\x80\xae\t%,"));
	cr_expect_str_eq(out.buf,
			 "a\\u{0D}::b\\u{0A}##\\[x]\\u{01}\\u{00}\xef\xbf\xbd\\u{202E}\t%,");
	str_clear(&out);
	escape_data(&out, TEXT("a%0A\r\nb:,"));
	cr_expect_str_eq(out.buf, "a%250A%0D%0Ab:,");
	str_clear(&out);
	escape_property(&out, TEXT("a:b,c%\n###[##["));
	cr_expect_str_eq(out.buf, "a%3Ab%2Cc%25%0A###\\[##\\[");
	str_clear(&out);
	escape_json(&out, TEXT("\"\\\n\t\x01\0\xff\x7f"), 99);
	cr_expect_str_eq(out.buf, "\\\"\\\\\\n\\t\\u0001\xef\xbf\xbd\xef\xbf\xbd\\u007f");
	str_clear(&out);
	escape_json(&out,
		    TEXT("ab\xe2\x82\xac"
			 "cd"),
		    3);
	cr_expect_str_eq(out.buf, "ab\xe2\x82\xac");
}

Test(sinks, every_code_point_is_shown_or_encoded)
{
	for (uint32_t c = 0; c < 0x3100; c++) {
		AUTO(str) in = STR_MAX(64);
		AUTO(str) line = STR_MAX(256);
		AUTO(str) data = STR_MAX(256);

		str_put_point(&in, c);
		str_puts(&in, "::x");
		escape_line(&line, all_of(&in));
		escape_data(&data, all_of(&in));
		cr_assert(shows_all(&line) && !memchr(line.buf, '\n', line.len), "U+%04X", c);
		cr_assert(shows_all(&data) && !memchr(data.buf, '\n', data.len), "U+%04X", c);
	}
}

Test(sinks, random_bytes_start_no_command)
{
	uint64_t state = 1;

	for (size_t round = 0; round < 60000; round++) {
		AUTO(str) in = STR_MAX(64 * KiB);
		AUTO(str) out = STR_MAX(256 * KiB);
		size_t start;

		hostile(&in, &state, 14, true);
		escape_line(&out, all_of(&in));
		cr_assert(shows_all(&out) && !memchr(out.buf, '\n', out.len) &&
				  !strstr(out.buf, "##["),
			  "%s", out.buf);
		start = out.len;
		escape_property(&out, all_of(&in));
		cr_assert(!memchr(out.buf + start, ':', out.len - start) &&
			  !memchr(out.buf + start, ',', out.len - start));
		start = out.len;
		escape_data(&out, all_of(&in));
		cr_assert(shows_all(&out) && !memchr(out.buf + start, '\n', out.len - start));
		cr_assert_null(memmem(out.buf, out.len, "##[", 3));
		cr_assert(!out.failed);
	}
}

static size_t lines_of(const struct str *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->len; i++)
		n += s->buf[i] == '\n' || s->buf[i] == '\r';
	return n;
}

Test(sinks, findings_are_one_harmless_line)
{
	uint64_t state = 2;

	for (size_t round = 0; round < 30000; round++) {
		struct str text[4] = { STR_MAX(KiB), STR_MAX(KiB), STR_MAX(KiB), STR_MAX(KiB) };
		AUTO(str) line = STR_MAX(64 * KiB);
		AUTO(str) command = STR_MAX(64 * KiB);
		struct finding f;

		for (size_t i = 0; i < 4; i++)
			hostile(&text[i], &state, 6, false);
		f = (struct finding){ .path = round % 5 ? text[0].buf : NULL,
				      .title = text[1].buf,
				      .message = text[2].buf,
				      .rule = text[3].buf,
				      .line = (int64_t)rng_below(&state, 4),
				      .end_line = (int64_t)rng_below(&state, 4),
				      .column = (int64_t)rng_below(&state, 4),
				      .end_column = (int64_t)rng_below(&state, 4),
				      .denies = round & 1,
				      .severity = SEVERITY_HIGH };
		print_finding(&line, &f, true);
		cr_assert(!starts_command(&line), "%s", line.buf);
		cr_assert_eq(lines_of(&line), 1);
		print_annotation(&command, ANNOTATION_ERROR, &f);
		cr_assert_eq(lines_of(&command), 1);
		cr_assert_eq(strncmp(command.buf, "::error ", 8), 0, "%s", command.buf);
		cr_assert_null(strstr(command.buf, "##["));
		cr_assert(shows_all(&command));
		if (strstr(command.buf, "col=") || strstr(command.buf, "endColumn="))
			cr_assert(f.line > 0 && (f.end_line <= f.line), "%s", command.buf);
		for (size_t i = 0; i < 4; i++)
			str_release(&text[i]);
	}
}

static size_t count(const struct str *s, const char *needle)
{
	size_t n = 0;

	for (const char *at = s->buf; (at = strstr(at, needle)); at++)
		n++;
	return n;
}

static void annotate(struct str *out, size_t deny, size_t allow, int64_t budget, bool warn_only,
		     enum answer answer, int64_t omitted)
{
	struct finding *f = calloc(deny + allow + 1, sizeof(*f));
	struct verdict v = { .program = "p",
			     .reason = "why",
			     .answer = (int)answer,
			     .warn_only = warn_only,
			     .findings = f,
			     .n_findings = deny + allow,
			     .findings_omitted = omitted };

	for (size_t i = 0; i < deny + allow; i++)
		f[i] = (struct finding){ .rule = "r",
					 .title = "t",
					 .message = "m",
					 .path = "a",
					 .line = (int64_t)i + 1,
					 .denies = i < deny };
	str_clear(out);
	print_annotations(out, &v, budget);
	free(f);
}

Test(sinks, annotation_budget)
{
	AUTO(str) out = STR_MAX(MiB);

	annotate(&out, 25, 0, 10, false, DENY, 0);
	cr_expect_eq(count(&out, "::error "), 10);
	cr_expect_eq(count(&out, "file=a"), 9);
	cr_expect(strstr(out.buf, "16 more, see the step summary"), "%s", out.buf);
	annotate(&out, 10, 0, 10, false, DENY, 0);
	cr_expect_eq(count(&out, "file=a"), 10);
	cr_expect_null(strstr(out.buf, "more, see"));
	annotate(&out, 25, 30, 10, true, DENY, 0);
	cr_expect_eq(count(&out, "::error "), 0);
	cr_expect_eq(count(&out, "::warning "), 10);
	cr_expect_eq(count(&out, "::notice "), 10);
	cr_expect(strstr(out.buf, "16 more") && strstr(out.buf, "21 more"));
	annotate(&out, 25, 0, 0, false, DENY, 0);
	cr_expect_eq(out.len, 0);
	annotate(&out, 25, 0, 1, false, DENY, 0);
	cr_expect_eq(count(&out, "::error "), 1);
	cr_expect(strstr(out.buf, "25 more"));
	annotate(&out, 25, 0, 10, false, INCOMPLETE, 0);
	cr_expect_eq(count(&out, "::error "), 10);
	cr_expect(strstr(out.buf, "why") && strstr(out.buf, "17 more"), "%s", out.buf);
	for (size_t n = 0; n < 40; n++)
		for (int64_t budget = 0; budget <= 10; budget++) {
			annotate(&out, n, 39 - n, budget, n & 1, DENY, 0);
			cr_assert_leq((int64_t)count(&out, "::error "), budget);
			cr_assert_leq((int64_t)count(&out, "::warning "), budget);
			cr_assert_leq((int64_t)count(&out, "::notice "), budget);
		}
}

Test(sinks, omitted_findings_of_a_pass_are_no_errors)
{
	AUTO(str) out = STR_MAX(MiB);

	annotate(&out, 0, 25, 10, false, PASS, 5000);
	cr_expect_eq(count(&out, "::error "), 0, "%s", out.buf);
	cr_expect_eq(count(&out, "::notice "), 10);
	cr_expect(strstr(out.buf, "5016 more"), "%s", out.buf);
	annotate(&out, 25, 0, 10, false, DENY, 5000);
	cr_expect(strstr(out.buf, "5016 more"), "%s", out.buf);
}

Test(sinks, a_long_message_is_cut_on_a_boundary)
{
	AUTO(str) message = STR_MAX(64 * KiB);
	AUTO(str) out = STR_MAX(256 * KiB);

	for (size_t i = 0; i < 5000; i++)
		str_puts(&message, "\xe2\x82\xac");
	print_annotation(&out, ANNOTATION_ERROR,
			 &(struct finding){ .rule = "r", .message = message.buf });
	cr_expect_eq(out.len, strlen("::error title=r::\n") + 4000 * 3);
	cr_expect(utf8_is_valid(out.buf, out.len));
}

/* The runner's reader of an env file, from its rules: KEY<<DELIMITER or KEY=VALUE a line. */
struct entry {
	struct text key, value;
};

static struct text next_line(struct text *rest)
{
	const char *end = rest->len ? memchr(rest->ptr, '\n', rest->len) : NULL;
	size_t len = end ? (size_t)(end - rest->ptr) : rest->len;
	struct text line = text_first(*rest, len);

	cr_assert(end, "a line without an end");
	*rest = text_from(*rest, len + 1);
	return line;
}

static size_t read_entries(struct text rest, struct entry *entries, size_t max)
{
	size_t n = 0;

	while (rest.len) {
		struct text line = next_line(&rest), start, delimiter;
		ptrdiff_t at = text_find(line, "<<"), equals = text_find(line, "=");

		cr_assert(line.len, "act fails on a blank line");
		cr_assert_lt(n, max);
		if (at < 0 || (equals >= 0 && equals < at)) {
			entries[n++] = (struct entry){ text_first(line, (size_t)equals),
						       text_from(line, (size_t)equals + 1) };
			continue;
		}
		delimiter = text_from(line, (size_t)at + 2);
		start = rest;
		for (;;) {
			const char *here = rest.ptr;

			cr_assert(rest.len, "no delimiter");
			if (!text_equal(next_line(&rest), delimiter))
				continue;
			entries[n++] = (struct entry){
				text_first(line, (size_t)at),
				text_first(start,
					   here == start.ptr ? 0 : (size_t)(here - start.ptr) - 1)
			};
			break;
		}
	}
	return n;
}

/* What a reader must get: no \r, no empty line in front, broken UTF-8 replaced. */
static void expected(struct str *out, const char *value)
{
	AUTO(str) bare = STR_MAX(MiB);
	size_t used;
	bool valid;

	for (; *value; value++)
		if (*value != '\r')
			str_putc(&bare, *value);
	for (size_t i = strspn(bare.buf, "\n"); i < bare.len; i += used)
		str_put_point(out, utf8_decode(bare.buf + i, bare.len - i, &used, &valid));
}

Test(sinks, env_file_round_trip)
{
	uint64_t state = 3;

	for (size_t round = 0; round < 5000; round++) {
		struct str text[4] = { STR_MAX(64 * KiB), STR_MAX(64 * KiB), STR_MAX(64 * KiB),
				       STR_MAX(64 * KiB) };
		struct pair pairs[4];
		struct entry got[4];
		AUTO(str) out = STR_MAX(MiB);
		struct err err = { 0 };

		for (size_t i = 0; i < 4; i++) {
			hostile(&text[i], &state, 20, false);
			pairs[i] = (struct pair){
				((const char *[]){ "a", "_b-1", "verdict", "X9" })[i], text[i].buf
			};
		}
		cr_assert_eq(envfile_print(&out, pairs, 4, &err), 0, "%s", err.text);
		cr_assert_eq(read_entries(all_of(&out), got, 4), 4);
		for (size_t i = 0; i < 4; i++) {
			AUTO(str) want = STR_MAX(MiB);

			expected(&want, pairs[i].value);
			cr_assert(text_is(got[i].key, pairs[i].key));
			cr_assert(text_equal(got[i].value, all_of(&want)), "%s", want.buf);
			str_release(&text[i]);
		}
		cr_assert_null(memchr(out.buf, '\r', out.len));
	}
}

Test(sinks, env_file_delimiter_is_fresh)
{
	AUTO(str) a = STR_MAX(KiB);
	AUTO(str) b = STR_MAX(KiB);
	struct pair pair = { "k", "v" };
	struct err err = { 0 };

	cr_assert_eq(envfile_print(&a, &pair, 1, &err), 0);
	cr_assert_eq(envfile_print(&b, &pair, 1, &err), 0);
	cr_expect_str_neq(a.buf, b.buf);
	cr_expect_eq(strncmp(a.buf, "k<<phx_", 7), 0);
	cr_expect_eq(strspn(a.buf + 7, "0123456789abcdef"), 32);
}

Test(sinks, env_file_keys)
{
	static const char *const bad[] = {
		"", "1a", "-a", "a b", "a=b", "a<<b", "a\nb", "ä", "a.b"
	};
	static const char *const good[] = { "a", "_", "A-1", "exit-code" };

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		AUTO(str) out = STR_MAX(KiB);
		struct err err = { 0 };

		cr_expect_eq(envfile_print(&out, &(struct pair){ bad[i], "v" }, 1, &err), -1, "%s",
			     bad[i]);
	}
	for (size_t i = 0; i < ARRAY_SIZE(good); i++) {
		AUTO(str) out = STR_MAX(KiB);
		struct err err = { 0 };

		cr_expect_eq(envfile_print(&out, &(struct pair){ good[i], "v" }, 1, &err), 0, "%s",
			     good[i]);
	}
}

Test(sinks, env_file_limits)
{
	static char big[MiB + 1];
	struct pair pairs[4] = { { "a", big }, { "b", big }, { "c", big }, { "d", big } };
	struct entry got[4];
	AUTO(str) out = STR_MAX(8 * MiB);
	struct err err = { 0 };

	memset(big, 'x', MiB);
	memcpy(big + 256 * KiB - 1, "\xe2\x82\xac", 3); /* lies across the limit */
	cr_assert_eq(envfile_print(&out, pairs, 3, &err), 0, "%s", err.text);
	cr_assert_eq(read_entries(all_of(&out), got, 4), 3);
	cr_expect_eq(got[2].value.len, 256 * KiB - 1);
	str_clear(&out);
	cr_expect_eq(envfile_print(&out, pairs, 4, &err), -1);
	cr_expect(strstr(err.text, "900 KiB"), "%s", err.text);
}

Test(sinks, env_file_after_foreign_text)
{
	char path[] = "/tmp/phoenix-env-XXXXXX";
	int fd = mkstemp(path), ours;
	struct pair pair = { "k", "v" };
	struct entry got[4];
	struct err err = { 0 };
	char all[4096];
	ssize_t n;

	cr_assert_eq(write(fd, "foreign=1", 9), 9);
	setenv("GITHUB_OUTPUT", path, 1);
	ours = envfile_open("GITHUB_OUTPUT", true, &err);
	cr_assert_geq(ours, 0, "%s", err.text);
	cr_assert_eq(envfile_write(ours, &pair, 1, &err), 0);
	cr_assert_eq(envfile_write(ours, &pair, 1, &err), 0);
	n = pread(fd, all, sizeof(all), 0);
	cr_assert_eq(read_entries((struct text){ all, (size_t)n }, got, 4), 3);
	cr_expect(text_is(got[0].value, "1") && text_is(got[1].key, "k") &&
		  text_is(got[2].value, "v"));
	unlink(path);
	cr_expect_eq(envfile_open("GITHUB_OUTPUT", true, &err), -1);
	cr_expect(err_is_set(&err), "missing on GitHub");
	err_clear(&err);
	setenv("GITHUB_OUTPUT", "", 1);
	cr_expect_eq(envfile_open("GITHUB_OUTPUT", true, &err), -1);
	cr_expect_not(err_is_set(&err));
	setenv("GITHUB_OUTPUT", "/dev/null", 1);
	cr_expect_eq(envfile_open("GITHUB_OUTPUT", true, &err), -1);
	cr_expect(err_is_set(&err));
}

static size_t longest(const char *s, size_t len)
{
	size_t most = 0, run = 0;

	for (size_t i = 0; i < len; i++) {
		run = s[i] == '`' ? run + 1 : 0;
		most = run > most ? run : most;
	}
	return most;
}

Test(sinks, markdown_spans_cannot_be_closed)
{
	uint64_t state = 4;

	for (size_t round = 0; round < 30000; round++) {
		AUTO(str) in = STR_MAX(64 * KiB);
		AUTO(str) out = STR_MAX(256 * KiB);
		size_t ticks;

		hostile(&in, &state, 12, true);
		markdown_cell(&out, all_of(&in));
		cr_assert(shows_all(&out) && !memchr(out.buf, '\n', out.len));
		cr_assert_eq(out.len == 0, in.len == 0);
		if (!in.len)
			continue;
		ticks = strspn(out.buf, "`");
		cr_assert_gt(out.len, 2 * ticks);
		cr_assert_lt(longest(out.buf + ticks, out.len - 2 * ticks), ticks, "%s", out.buf);
		cr_assert_eq(strspn(out.buf + out.len - ticks, "`"), ticks);
		for (size_t i = 0; i < out.len; i++)
			cr_assert(out.buf[i] != '|' || out.buf[i - 1] == '\\', "%s", out.buf);
		str_clear(&out);
		markdown_fence(&out, "diff", all_of(&in));
		ticks = strspn(out.buf, "`");
		cr_assert_geq(ticks, 3);
		cr_assert_lt(longest(out.buf + ticks, out.len - 2 * ticks - 1), ticks, "%s",
			     out.buf);
		cr_assert(shows_all(&out) && out.buf[out.len - 1] == '\n');
		str_clear(&out);
		markdown_sentence(&out, all_of(&in));
		cr_assert(shows_all(&out) && !memchr(out.buf, '\n', out.len));
		cr_assert(!strpbrk(out.buf, "<>@"), "%s", out.buf);
		cr_assert_null(strstr(out.buf, "://"));
		cr_assert_null(strstr(out.buf, "www."));
		for (size_t i = 0; i < out.len; i++)
			if (strchr("`*_[]|~", out.buf[i]))
				cr_assert(i && out.buf[i - 1] == '\\', "%s", out.buf);
	}
}

static void one_summary(size_t held, size_t section_bytes, size_t sections, bool full)
{
	AUTO(str) out = STR_MAX(4 * MiB);
	struct str section = STR_MAX(2 * MiB);
	struct str *list[8];
	size_t room = 1000000 - held, ticks = 0;
	struct verdict v = { .program = "p", .reason = "why", .answer = DENY };

	str_puts(&section, "<details><summary>x</summary>\n\n");
	while (section.len < section_bytes)
		markdown_fence(&section, "diff",
			       TEXT("a line of text that is not short\n``` and a second one"));
	str_puts(&section, "</details>\n\n");
	for (size_t i = 0; i < sections; i++)
		list[i] = &section;
	summary_print(&out, &v, "v.json", NULL, list, sections, full, room);
	cr_assert(!out.failed);
	cr_assert_leq(out.len, room);
	cr_expect_eq(count(&out, "<details>"), count(&out, "</details>"));
	for (const char *at = out.buf; (at = strstr(at, "\n````")); at++)
		ticks++;
	cr_expect_eq(ticks % 2, 0, "an open fence");
	if (full && sections * section_bytes > room && out.len)
		cr_expect(text_ends(text_trim(all_of(&out)), "see the verdict file._"), "%s",
			  out.buf + out.len - 80);
	str_release(&section);
}

Test(sinks, summary_stays_below_its_ceiling)
{
	one_summary(0, 500000, 6, true); /* 3 MB */
	one_summary(0, 900000, 4, true);
	one_summary(0, 1500000, 2, true);
	one_summary(990000, 500000, 6, true);
	one_summary(999990, 500000, 6, true);
	one_summary(1000000, 500000, 6, true);
	one_summary(0, 100, 1, true);
	one_summary(0, 500000, 6, false);
}

#define SECRET "s3cr%t:va_lue,x+/`|"

static void hidden(const struct str *s, const char *where)
{
	cr_expect_null(strstr(s->buf, "va_lue"), "%s: %s", where, s->buf);
	cr_expect_null(strstr(s->buf, "s3cr"), "%s: %s", where, s->buf);
	cr_expect_null(strstr(s->buf, "lue"), "%s: %s", where, s->buf);
	cr_expect(strstr(s->buf, "***") || strstr(s->buf, "\\*\\*\\*"), "%s: %s", where, s->buf);
}

Test(sinks, masks, .fini = mask_clear)
{
	AUTO(str) s = STR_MAX(4 * KiB);

	cr_expect_not(mask_any());
	cr_expect_not(mask_add(TEXT("abc")), "too short");
	cr_expect(mask_add(TEXT(" hunter2!x\n")));
	cr_expect(mask_any());
	str_puts(&s, "a hunter2!x b aHVudGVyMiF4 c hunter2%21x hunter2!xhunter2!x");
	cr_expect(mask_apply(&s));
	cr_expect_str_eq(s.buf, "a *** b *** c *** ******");
	cr_expect_not(mask_apply(&s));
	mask_clear();
	mask_add(TEXT("a:b/c\xc3\xa4"));
	str_clear(&s);
	str_puts(&s, "a%3Ab%2Fc%C3%A4 a%3ab%2fc%c3%a4");
	mask_apply(&s);
	cr_expect_str_eq(s.buf, "*** ***", "hex digits of either case");
	mask_clear();
	mask_add(TEXT("abcd"));
	mask_add(TEXT("xxabcdyy"));
	str_clear(&s);
	str_puts(&s, "xxabcdyy abcd");
	mask_apply(&s);
	cr_expect_str_eq(s.buf, "*** ***", "the longer first");
	mask_clear();
	mask_add(TEXT("first line\nsecond line\nabc"));
	str_clear(&s);
	str_puts(&s, "> second line < abc");
	mask_apply(&s);
	cr_expect_str_eq(s.buf, "> *** < abc");
}

/* What a sink escapes would no longer be found: a secret goes before it is escaped or cut. */
Test(sinks, an_output_with_a_secret, .fini = mask_clear)
{
	static struct report r;

	report_fresh(&r);
	cr_assert(mask_add(TEXT("hunter2!x")));
	report_output(&r, "plain", "%d", 7);
	report_output(&r, "token", "the token is %s, they say", "hunter2!x");
	cr_assert_eq(r.n_outputs, 2);
	cr_expect_str_eq(r.outputs[0].value, "7");
	cr_expect_str_eq(r.outputs[1].value, "***");
	cr_assert_eq(r.verdict.n_notes, 1);
	cr_expect(strstr(r.verdict.notes[0], "token"), "%s", r.verdict.notes[0]);
	arena_release(&r.arena);
}

Test(sinks, masked_in_every_sink, .fini = mask_clear)
{
	AUTO(str) out = STR_MAX(64 * KiB);
	AUTO(str) message = STR_MAX(64 * KiB);
	struct finding f = { .rule = "r",
			     .title = "t " SECRET,
			     .message = "m " SECRET,
			     .path = "a/" SECRET,
			     .line = 1,
			     .denies = true,
			     .severity = SEVERITY_HIGH };
	struct verdict v = { .program = "p",
			     .reason = "why " SECRET,
			     .answer = DENY,
			     .findings = &f,
			     .n_findings = 1 };
	struct pair pair = { "k", "v " SECRET };
	struct err err = { 0 };

	cr_assert(mask_add(TEXT(SECRET)));
	print_finding(&out, &f, true);
	mask_apply(&out);
	hidden(&out, "line");
	str_clear(&out);
	print_annotations(&out, &v, 10);
	mask_apply(&out);
	hidden(&out, "annotation");
	str_clear(&out);
	summary_print(&out, &v, NULL, NULL, NULL, 0, true, 60000);
	hidden(&out, "summary");
	str_clear(&out);
	markdown_fence(&out, "", TEXT("a " SECRET));
	mask_apply(&out);
	hidden(&out, "fence");
	str_clear(&out);
	cr_assert_eq(envfile_print(&out, &pair, 1, &err), 0);
	hidden(&out, "output");
	cr_expect(strstr(out.buf, "\n***\n"), "nothing beside it: %s", out.buf);
	str_clear(&out);
	while (message.len < 3995)
		str_putc(&message, 'x');
	str_puts(&message, SECRET);
	f.message = message.buf;
	print_annotation(&out, ANNOTATION_ERROR, &f);
	mask_apply(&out);
	cr_expect_null(strstr(out.buf, "s3cr"), "cut in the middle of a secret");
}
