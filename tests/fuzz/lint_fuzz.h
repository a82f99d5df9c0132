/* What holds for every reader of formats/lint.h, whatever the bytes are. */
#ifndef TESTS_LINT_FUZZ_H
#define TESTS_LINT_FUZZ_H

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/reader.h"
#include "formats/lint.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef int read_fn(struct lint_run *run, struct reader *reader, struct err *err);

static inline void must(bool holds)
{
	if (!holds)
		abort();
}

static inline bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static inline void check_finding(const struct finding *f)
{
	must(f->rule && *f->rule && f->message && f->title && f->tool);
	must(!strchr(f->title, '\n'));
	must(f->severity <= SEVERITY_LOW && !f->denies && !f->outside);
	must(f->line >= 0 && f->line <= 10000000 && f->column >= 0);
	must(f->line ? f->end_line >= f->line : !f->end_line && !f->column);
	must(f->column || !f->end_column);
	if (f->path) {
		AUTO(str) clean = STR_MAX(16 * MiB);

		path_clean(&clean, text_of(f->path));
		must(strlen(f->path) >= clean.len); /* nothing is left that makes it longer */
	}
}

static inline void check_same(const struct lint_run *a, const struct lint_run *b)
{
	must(a->findings.n == b->findings.n && a->n_doubts == b->n_doubts);
	must(a->recognised == b->recognised && a->lists_files == b->lists_files);
	must(a->hunks == b->hunks && a->files_linted == b->files_linted);
	must(a->files_known == b->files_known && a->suppressed == b->suppressed);
	must(a->other_lines == b->other_lines && a->end == b->end);
	for (size_t i = 0; i < a->n_doubts; i++)
		must(same_text(a->doubts[i].what, b->doubts[i].what));
	for (size_t i = 0; i < a->findings.n; i++) {
		const struct finding *x = &a->findings.at[i], *y = &b->findings.at[i];

		check_finding(x);
		must(same_text(x->rule, y->rule) && same_text(x->message, y->message));
		must(same_text(x->path, y->path) && same_text(x->excerpt, y->excerpt));
		must(same_text(x->fix, y->fix) && same_text(x->title, y->title));
		must(x->line == y->line && x->end_line == y->end_line);
		must(x->column == y->column && x->end_column == y->end_column);
		must(x->severity == y->severity && x->excerpt_line == y->excerpt_line);
	}
}

/* Reads at once, and in steps of 1 + the first byte; both have to say the same. The run of the
 * first reading is left in *run. */
static inline int read_twice(struct lint_run *run, read_fn *read, const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	struct err err = { 0 }, other = { 0 };
	struct memory_reader m;
	AUTO(lint_run) steps;
	int status;

	lint_run_init(run);
	lint_run_init(&steps);
	memory_reader_init(&m, "fuzz", bytes, 0);
	status = read(run, &m.reader, &err);
	must(err_is_set(&err) == (status < 0));
	memory_reader_init(&m, "fuzz", bytes, size ? 1 + (size_t)data[0] : 1);
	must(read(&steps, &m.reader, &other) == status);
	must(strcmp(err.text, other.text) == 0 && err.kind == other.kind);
	if (status == 0)
		check_same(run, &steps);
	return status;
}

/* Whether a document lacks its end without its last byte that is no white space. */
static inline size_t without_last(const uint8_t *data, size_t size)
{
	while (size && strchr(" \t\r\n", (char)data[size - 1]) && data[size - 1])
		size--;
	return size ? size - 1 : 0;
}

#endif
