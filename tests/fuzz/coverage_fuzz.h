/* What holds for every reader of coverage reports, whatever the bytes are. */
#ifndef TESTS_COVERAGE_FUZZ_H
#define TESTS_COVERAGE_FUZZ_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "formats/coverage/readers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef int coverage_reader(struct coverage *coverage, struct reader *reader, struct err *err);

static inline void must(bool holds)
{
	if (!holds)
		abort();
}

static inline bool is_line(uint32_t number) { return number >= 1 && number <= COVERAGE_MAX_LINE; }

static inline void check_count(struct coverage_count count)
{
	must(count.hit >= 0 && count.hit <= count.total);
}

/* Sorted, nothing twice, no count below 0. */
static inline void check_lists(const struct coverage_file *f)
{
	for (size_t i = 0; i < f->n[COVERAGE_LINES]; i++) {
		must(is_line(f->lines[i].number) && f->lines[i].hits >= 0);
		must(!i || f->lines[i - 1].number < f->lines[i].number);
		must(coverage_line_at(f, f->lines[i].number) == &f->lines[i]);
	}
	for (size_t i = 0; i < f->n[COVERAGE_BRANCHES]; i++) {
		const struct coverage_branch *b = &f->branches[i];

		must(is_line(b->line) && b->hit <= b->total && (!b->id || b->total == 1));
		must(!i || b[-1].line < b->line || (b[-1].line == b->line && b[-1].id < b->id));
	}
	for (size_t i = 0; i < f->n[COVERAGE_FUNCTIONS]; i++) {
		const struct coverage_function *g = &f->functions[i];

		must(is_line(g->line) && g->hits >= 0 && g->name);
		must(!i || g[-1].line < g->line ||
		     (g[-1].line == g->line && strcmp(g[-1].name, g->name) < 0));
	}
	for (size_t i = 0; i < f->n[COVERAGE_STATEMENTS]; i++) {
		must(is_line(f->statements[i].line) && f->statements[i].hits >= 0);
		must(!i || f->statements[i - 1].line <= f->statements[i].line);
	}
}

static inline void check_coverage(const struct coverage *c)
{
	must(c->n > 0 && c->format < COVERAGE_FORMATS && c->has & COVERAGE_HAS(COVERAGE_LINES));
	must(c->timestamp >= 0 && c->header_rate >= -1 && c->header_rate <= 10000);
	for (int note = 0; note < COVERAGE_NOTES; note++)
		must(c->notes[note] >= 0);
	for (size_t i = 0; i < c->n; i++) {
		const struct coverage_file *f = c->files[i];

		must(f->path[0] && coverage_find(c, f->path) == f);
		must(!f->only_counts || !f->n[COVERAGE_LINES]);
		check_lists(f);
		for (int kind = 0; kind < COVERAGE_KINDS; kind++)
			check_count(coverage_count(f, (enum coverage_kind)kind));
	}
}

static inline void check_same(const struct coverage *a, const struct coverage *b)
{
	must(a->n == b->n && a->format == b->format && a->has == b->has);
	must(a->timestamp == b->timestamp && a->n_sources == b->n_sources);
	must(memcmp(a->notes, b->notes, sizeof(a->notes)) == 0);
	for (size_t i = 0; i < a->n; i++) {
		const struct coverage_file *x = a->files[i], *y = b->files[i];

		must(strcmp(x->path, y->path) == 0 && x->lacks == y->lacks);
		must(memcmp(x->n, y->n, sizeof(x->n)) == 0);
		for (size_t k = 0; k < x->n[COVERAGE_LINES]; k++)
			must(x->lines[k].number == y->lines[k].number &&
			     x->lines[k].hits == y->lines[k].hits);
	}
}

/* Reads at once, and in steps of 1 + the first byte: an error, or a settled model, and both times
 * the same. Of two faults on one line expat names the one that its steps show first. */
static inline void read_coverage_twice(coverage_reader *read, const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	struct err err = { 0 }, other = { 0 };
	struct memory_reader m;
	AUTO(coverage) whole;
	AUTO(coverage) steps;
	int status;

	coverage_init(&whole, COVERAGE_ADD);
	coverage_init(&steps, COVERAGE_ADD);
	memory_reader_init(&m, "fuzz", bytes, 0);
	status = read(&whole, &m.reader, &err);
	must(err_is_set(&err) == (status < 0));
	memory_reader_init(&m, "fuzz", bytes, size ? 1 + (size_t)data[0] : 1);
	must(read(&steps, &m.reader, &other) == status);
	must(err.kind == other.kind);
	if (status < 0)
		return;
	check_coverage(&whole);
	check_same(&whole, &steps);
}

#endif
