/* What the tests of the runner room share: a seeded generator of hostile text, and a fresh report. */
#ifndef TESTS_RUNNER_TOOLS_H
#define TESTS_RUNNER_TOOLS_H

#include <criterion/criterion.h>
#include <unistd.h>

#include "base/utf8.h"
#include "formats/verdict_read.h"
#include "runner/report_private.h"
#include "runner/verdict_write.h"

static inline uint64_t rng_next(uint64_t *state) /* xorshift64* */
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * UINT64_C(2685821657736338717);
}

static inline size_t rng_below(uint64_t *state, size_t n)
{
	return (size_t)(rng_next(state) >> 33) % n;
}

/* Pieces that a reader of workflow commands, env files or Markdown stumbles over, and raw bytes. */
static inline void hostile(struct str *out, uint64_t *state, size_t pieces, bool nul)
{
	static const char *const piece[] = {
		"::",
		"::error::",
		"::add-mask::",
		"##[",
		"##[error]",
		"#",
		"[",
		"\r",
		"\n",
		"\r\n",
		"%0A",
		"%0D",
		"%25",
		"%",
		":",
		",",
		"=",
		"<<",
		"\t",
		"\x0b",
		"\x0c",
		"\x1b[31m",
		"\x7f",
		"\xc2\x85",
		"\xc2\xa0",
		"\xe2\x80\xa8",
		"\xe2\x80\xa9",
		"\xe2\x80\xae",
		"\xe2\x81\xa6",
		"\xef\xbb\xbf",
		"\xe3\x80\x80",
		"\xe1\x9a\x80",
		"\xe2\x80\x83",
		"\xff",
		"\xc0\xaf",
		"\xed\xa0\x80",
		"\xf0\x9f\x98\x80",
		"\xe2\x82",
		"`",
		"```",
		"|",
		"\\",
		"<img>",
		"@me",
		"#12",
		"https://x.example",
		"www.x",
		"phx_",
		"abc",
		" ",
	};

	for (size_t n = rng_below(state, pieces + 1); n > 0; n--) {
		size_t which = rng_below(state, ARRAY_SIZE(piece) + 12);

		if (which < ARRAY_SIZE(piece)) {
			str_puts(out, piece[which]);
		} else {
			char c = (char)rng_below(state, 256);

			str_putc(out, c || nul ? c : '0');
		}
	}
}

static inline struct text all_of(const struct str *s) { return (struct text){ s->buf, s->len }; }

/*
 * Whether the runner would find a command in these bytes: lines end at \n and \r; leading Unicode
 * white space is skipped before "::"; "##[" counts anywhere.
 */
static inline bool starts_command(const struct str *out)
{
	size_t start = 0;

	if (memmem(out->buf, out->len, "##[", 3))
		return true;
	for (size_t i = 0; i <= out->len; i++)
		if (i == out->len || out->buf[i] == '\n' || out->buf[i] == '\r') {
			struct text line = text_trim((struct text){ out->buf + start, i - start });

			if (text_starts(line, "::"))
				return true;
			start = i + 1;
		}
	return false;
}

static const struct option no_inputs[] = { { 0 } };
static const struct output no_outputs[] = { { 0 } };
static const struct program a_program = {
	.name = "a-gate", .brief = "x", .inputs = no_inputs, .outputs = no_outputs
};

/* A report as main.c begins one. */
static inline void report_fresh(struct report *report)
{
	*report = (struct report){ .arena = ARENA_MAX(512 * MiB), .program = &a_program };
	report->verdict.schema = VERDICT_SCHEMA;
	report->verdict.program = "a-gate";
	report->verdict.version = "1.2.3";
	report->verdict.run.started = report->verdict.run.finished = "2026-11-02T09:00:00.041Z";
	report->verdict.subject.pull_request = report->verdict.run.number =
		report->verdict.run.attempt = VERDICT_NULL;
	report->verdict.completeness.looked_at = "{}";
	report->workspace.root = report->workspace.temp = -1;
}

static inline void add(struct findings *list, struct finding f)
{
	struct err err = { 0 };

	cr_assert_eq(findings_add(list, &f, &err), 0, "%s", err.text);
}

static inline int to_str(void *out, struct text bytes, struct err *err)
{
	str_add(out, bytes.ptr, bytes.len);
	return str_check(out, "the document", err);
}

/* Writes the report's verdict and reads it; how many findings came back. */
static inline size_t through(struct report *r, struct verdict *back, struct arena *arena,
			     const char *what)
{
	AUTO(str) out = STR_MAX(VERDICT_MAX_FILE + 1);
	struct err err = { 0 };
	int read;

	cr_assert_eq(verdict_write(&r->verdict, to_str, &out, &err), 0, "%s: %s", what, err.text);
	cr_assert_leq(out.len, VERDICT_MAX_FILE);
	cr_assert(utf8_is_valid(out.buf, out.len));
	read = verdict_read(back, arena, "v.json", all_of(&out), &err);
	cr_assert_eq(read, 0, "%s: %s", what, err.text);
	return back->n_findings;
}

#endif
