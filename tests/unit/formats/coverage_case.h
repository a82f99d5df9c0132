/* What the tests of coverage readers share: read a text, and show what came of it. */
#ifndef TESTS_FORMATS_COVERAGE_CASE_H
#define TESTS_FORMATS_COVERAGE_CASE_H

#include <criterion/criterion.h>
#include <inttypes.h>
#include <string.h>

#include "alloc.h"
#include "formats/coverage/readers.h"

typedef int coverage_reader(struct coverage *coverage, struct reader *reader, struct err *err);

/* "a.c: 1=5 2=0; b.c: …", with branches as 2[1/2], functions as f@1=5, statements as 1:2=5. */
static inline void show_coverage(struct str *out, const struct coverage *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct coverage_file *f = c->files[i];

		str_printf(out, "%s%s:", i ? "; " : "", f->path);
		for (size_t k = 0; k < f->n[COVERAGE_LINES]; k++)
			str_printf(out, " %" PRIu32 "=%" PRId64, f->lines[k].number,
				   f->lines[k].hits);
		for (size_t k = 0; k < f->n[COVERAGE_BRANCHES]; k++)
			str_printf(out, " %" PRIu32 "[%" PRIu32 "/%" PRIu32 "]",
				   f->branches[k].line, f->branches[k].hit, f->branches[k].total);
		for (size_t k = 0; k < f->n[COVERAGE_FUNCTIONS]; k++)
			str_printf(out, " %s@%" PRIu32 "=%" PRId64, f->functions[k].name,
				   f->functions[k].line, f->functions[k].hits);
		for (size_t k = 0; k < f->n[COVERAGE_STATEMENTS]; k++)
			str_printf(out, " %" PRIu32 ":%" PRIu32 "=%" PRId64, f->statements[k].line,
				   f->statements[k].column, f->statements[k].hits);
		if (f->only_counts)
			str_printf(out, " only %" PRId64 "/%" PRId64, f->counts[0].hit,
				   f->counts[0].total);
		if (f->lacks & COVERAGE_HAS(COVERAGE_BRANCHES))
			str_puts(out, " without branches");
		if (f->header.total >= 0)
			str_printf(out, " states %" PRId64 "/%" PRId64, f->header.hit,
				   f->header.total);
	}
	for (int note = 0; note < COVERAGE_NOTES; note++)
		if (c->notes[note])
			str_printf(out, " note%d=%" PRId64, note, c->notes[note]);
}

/* Reads text, whole and byte by byte: what it shows, or "! " and the error. */
static inline void reads(coverage_reader *reader, struct text text, const char *wanted)
{
	for (size_t step = 0; step <= 1; step++) {
		AUTO(coverage) c;
		AUTO(str) got = STR_MAX(MiB);
		struct memory_reader m;
		struct err err = { 0 };

		coverage_init(&c, COVERAGE_MAX);
		memory_reader_init(&m, "report", text, step);
		if (reader(&c, &m.reader, &err) < 0) {
			cr_expect_eq(err.kind, ERR_EVIDENCE, "%s", err.text);
			str_printf(&got, "! %s", err.text);
		} else {
			cr_expect(!err_is_set(&err));
			show_coverage(&got, &c);
		}
		cr_expect_str_eq(got.buf, wanted, "\n%.*s\ngave    %s\ninstead %s", (int)text.len,
				 text.ptr, got.buf, wanted);
	}
}

/* Every beginning of a good report either reads or is refused; none but those that `whole` allows
 * reads. */
static inline void every_cut_is_refused(coverage_reader *reader, struct text text, size_t least)
{
	for (size_t len = 0; len < least; len++) {
		AUTO(coverage) c;
		struct memory_reader m;
		struct err err = { 0 };

		coverage_init(&c, COVERAGE_MAX);
		memory_reader_init(&m, "report", text_first(text, len), 0);
		cr_expect_eq(reader(&c, &m.reader, &err), -1, "cut at %zu: %.*s", len, (int)len,
			     text.ptr);
		cr_expect_eq(err.kind, ERR_EVIDENCE);
	}
}

/* Each allocation that fails is said, and nothing is leaked. */
static inline void survives_no_memory(coverage_reader *reader, struct text text)
{
	for (long nth = 1;; nth++) {
		AUTO(coverage) c;
		struct memory_reader m;
		struct err err = { 0 };
		bool refused;
		int result;

		coverage_init(&c, COVERAGE_MAX);
		memory_reader_init(&m, "report", text, 0);
		alloc_fail_at(nth);
		result = reader(&c, &m.reader, &err);
		refused = alloc_failed();
		alloc_fail_at(0);
		cr_assert(refused == (result < 0), "allocation %ld: %s", nth, err.text);
		if (!refused)
			break;
		cr_expect_eq(err.kind, ERR_INTERNAL, "%s", err.text);
	}
}

#endif
