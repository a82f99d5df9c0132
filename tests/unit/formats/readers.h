/*
 * What the tests of rustfmt, ESLint and tsc share: read a text in steps, and compare what came out.
 */
#ifndef TESTS_FORMATS_READERS_H
#define TESTS_FORMATS_READERS_H

#include <criterion/criterion.h>
#include <glob.h>
#include <inttypes.h>
#include <stdlib.h>

#include "alloc.h"
#include "base/reader.h"
#include "formats/lint.h"

typedef int read_fn(struct lint_run *run, struct reader *reader, struct err *err);

struct reading {
	struct lint_run run;
	struct err err;
	int status;
};

static inline void reading_release(struct reading *r) { lint_run_release(&r->run); }

static inline void reading_make(struct reading *r, read_fn *read, struct text bytes, size_t step)
{
	struct memory_reader m;

	*r = (struct reading){ 0 };
	lint_run_init(&r->run);
	memory_reader_init(&m, "report", bytes, step);
	r->status = read(&r->run, &m.reader, &r->err);
}

static inline const struct finding *reading_finding(const struct reading *r, size_t i)
{
	cr_assert_lt(i, r->run.findings.n, "finding %zu of %zu", i, r->run.findings.n);
	return &r->run.findings.at[i];
}

static inline const char *shown(const char *text) { return text ? text : "-"; }

/* Everything a reader says, as one text. */
static inline void reading_print(struct str *out, const struct reading *r)
{
	const struct lint_run *run = &r->run;

	str_printf(out, "%d %d %s\n%d %d %d %zu %zu %d %zu %zu\n", r->status, (int)r->err.kind,
		   r->err.text, (int)run->end, run->recognised, run->lists_files, run->hunks,
		   run->files_linted, run->files_known, run->suppressed, run->other_lines);
	for (size_t i = 0; i < run->findings.n; i++) {
		const struct finding *f = &run->findings.at[i];

		str_printf(out,
			   "%s|%s|%s|%s|%s|%s|%s|%s|%" PRId64 "|%" PRId64 "|%" PRId64 "|%" PRId64
			   "|%" PRId64 "|%d\n",
			   shown(f->rule), shown(f->title), shown(f->message), shown(f->path),
			   shown(f->tool), shown(f->url), shown(f->fix), shown(f->excerpt),
			   f->excerpt_line, f->line, f->end_line, f->column, f->end_column,
			   (int)f->severity);
	}
	for (size_t i = 0; i < run->n_doubts; i++)
		str_printf(out, "%s|%s\n", run->doubts[i].what, shown(run->doubts[i].fix));
	cr_assert_not(out->failed);
}

/* Reads in steps of 1, 2, 7 and 4096 bytes: all have to say the same as one step. */
static inline void check_steps(read_fn *read, struct text bytes)
{
	static const size_t steps[] = { 1, 2, 7, 4096 };
	AUTO(str) whole = STR_MAX(64 * MiB);
	AUTO(reading) once = { 0 };

	reading_make(&once, read, bytes, 0);
	reading_print(&whole, &once);
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		AUTO(str) parts = STR_MAX(64 * MiB);
		AUTO(reading) r = { 0 };

		reading_make(&r, read, bytes, steps[i]);
		reading_print(&parts, &r);
		cr_assert_str_eq(parts.buf, whole.buf, "step %zu", steps[i]);
	}
}

/*
 * Makes the first, second … allocation fail, until none does. A reader then fails, with an error;
 * only the wording of a doubt may be lost without one.
 */
static inline void check_allocations(read_fn *read, struct text bytes)
{
	AUTO(reading) whole = { 0 };
	bool failed = true;

	reading_make(&whole, read, bytes, 7);
	for (long n = 1; failed; n++) {
		AUTO(reading) r = { 0 };

		alloc_fail_at(n);
		reading_make(&r, read, bytes, 7);
		failed = alloc_failed();
		alloc_fail_at(0);
		if (!failed || r.status == 0) {
			cr_assert_eq(r.status, whole.status, "allocation %ld", n);
			cr_assert_eq(r.run.findings.n, whole.run.findings.n, "allocation %ld", n);
			cr_assert_eq(r.run.n_doubts, whole.run.n_doubts, "allocation %ld", n);
		} else {
			cr_assert_eq(r.status, -1);
			cr_assert(err_is_set(&r.err), "allocation %ld", n);
		}
		cr_assert_lt(n, 100000);
	}
}

static inline struct text text_in(const struct str *s) { return (struct text){ s->buf, s->len }; }

static inline void str_from_file(struct str *out, const char *path)
{
	FILE *file = fopen(path, "rb");
	char piece[4096];
	size_t n;

	cr_assert_not_null(file, "%s", path);
	while ((n = fread(piece, 1, sizeof(piece), file)) > 0)
		str_add(out, piece, n);
	fclose(file);
	cr_assert_not(out->failed);
}

/* Reads a report of tests/corpus/, in steps too, which have to agree. */
static inline void read_corpus(struct reading *r, read_fn *read, const char *file)
{
	AUTO(str) path = STR_MAX(KiB);
	AUTO(str) text = STR_MAX(16 * MiB);

	str_printf(&path, "tests/corpus/%s", file);
	str_from_file(&text, path.buf);
	check_steps(read, text_in(&text));
	reading_make(r, read, text_in(&text), 0);
}

/* Every report in tests/corpus/FOLDER, whatever it says, says the same in steps. */
static inline void check_corpus(read_fn *read, const char *folder)
{
	AUTO(str) pattern = STR_MAX(KiB);
	glob_t found;

	str_printf(&pattern, "tests/corpus/%s/*.[jt]*", folder);
	cr_assert_eq(glob(pattern.buf, 0, NULL, &found), 0, "%s", pattern.buf);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		AUTO(reading) r = { 0 };

		read_corpus(&r, read, found.gl_pathv[i] + strlen("tests/corpus/"));
		cr_assert_eq(r.status < 0, err_is_set(&r.err), "%s", found.gl_pathv[i]);
	}
	cr_assert_gt(found.gl_pathc, 3);
	globfree(&found);
}

/* Whether two runs found the same places by the same rules. */
static inline void check_same_places(const struct reading *a, const struct reading *b)
{
	cr_assert_eq(a->run.findings.n, b->run.findings.n);
	cr_assert_gt(a->run.findings.n, 0);
	for (size_t i = 0; i < a->run.findings.n; i++) {
		const struct finding *x = &a->run.findings.at[i], *y = &b->run.findings.at[i];

		cr_assert_str_eq(x->path, y->path);
		cr_assert_str_eq(x->rule, y->rule);
		cr_assert(x->line == y->line && x->column == y->column);
	}
}

#endif
