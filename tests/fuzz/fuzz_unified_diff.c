/* Any bytes as a diff: the list that comes out is sorted and found again, in whatever steps. */
#include <stdlib.h>

#include "formats/unified_diff.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static int read_diff(struct changed_lines *changed, struct text bytes, size_t step, struct err *err)
{
	struct memory_reader m;

	changed_lines_init(changed);
	memory_reader_init(&m, "fuzz", bytes, step);
	return unified_diff_read(changed, &m.reader, err);
}

static void check_file(const struct changed_lines *changed, const struct changed_file *f)
{
	int64_t before = -1;

	must(*f->path && changed_lines_find(changed, f->path) == f);
	must(!f->n || (!f->binary && !f->deleted));
	for (size_t i = 0; i < f->n; i++) {
		int64_t first = f->changed[i].first, last = f->changed[i].last;

		must(first > before + 1 && last >= first);
		must(changed_file_has(f, first, first) && changed_file_has(f, last, last));
		must(!changed_file_has(f, before + 1, first - 1));
		must(!changed_file_has(f, last + 1, last + 1));
		before = last;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	struct err err = { 0 }, other = { 0 };
	AUTO(changed_lines) once;
	AUTO(changed_lines) steps;
	int status = read_diff(&once, bytes, 0, &err);

	must(err_is_set(&err) == (status < 0));
	must(read_diff(&steps, bytes, size ? 1 + (size_t)data[0] : 1, &other) == status);
	must(strcmp(err.text, other.text) == 0);
	if (status < 0)
		return 0;
	must(once.n == steps.n);
	for (size_t i = 0; i < once.n; i++) {
		const struct changed_file *a = once.files[i], *b = steps.files[i];

		check_file(&once, a);
		must(strcmp(a->path, b->path) == 0 && a->n == b->n);
		must(a->added == b->added && a->deleted == b->deleted);
		must(a->binary == b->binary && a->renamed == b->renamed);
		must(!a->n || memcmp(a->changed, b->changed, a->n * sizeof(*a->changed)) == 0);
	}
	return 0;
}
