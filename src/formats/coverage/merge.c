/* Reports of one run put together, file by file (specs/coverage-and-lint.md 4.4). */
#include <stdlib.h>
#include <string.h>

#include "formats/coverage/coverage.h"

static bool same_lines(const struct coverage_file *a, const struct coverage_file *b)
{
	if (a->n[COVERAGE_LINES] != b->n[COVERAGE_LINES])
		return false;
	for (size_t i = 0; i < a->n[COVERAGE_LINES]; i++)
		if (a->lines[i].number != b->lines[i].number)
			return false;
	return true;
}

static int add_all(struct coverage *merged, struct coverage_file *into,
		   const struct coverage_file *file, struct err *err)
{
	for (size_t i = 0; i < file->n[COVERAGE_LINES]; i++)
		if (coverage_add_line(merged, into, file->lines[i].number, file->lines[i].hits,
				      err) < 0)
			return -1;
	for (size_t i = 0; i < file->n[COVERAGE_BRANCHES]; i++) {
		const struct coverage_branch *b = &file->branches[i];

		if (coverage_add_branch(merged, into, b->line, b->id, b->hit, b->total, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < file->n[COVERAGE_FUNCTIONS]; i++) {
		const struct coverage_function *f = &file->functions[i];

		if (coverage_add_function(merged, into, text_of(f->name), f->line, f->hits, err) <
		    0)
			return -1;
	}
	for (size_t i = 0; i < file->n[COVERAGE_STATEMENTS]; i++)
		if (coverage_add_statement(merged, into, &file->statements[i], err) < 0)
			return -1;
	return 0;
}

/* The usual case, a file that one report alone has: nothing is copied but the names. */
static int take_all(struct coverage *merged, struct coverage_file *into, struct coverage_file *file,
		    struct err *err)
{
	const char *path = into->path;

	for (size_t i = 0; i < file->n[COVERAGE_FUNCTIONS]; i++) {
		const char *name = intern_text(&merged->names, text_of(file->functions[i].name));

		if (!name)
			return err_memory(err);
		file->functions[i].name = name;
	}
	*into = *file;
	into->path = path;
	*file = (struct coverage_file){ .path = file->path, .header = file->header };
	return 0;
}

static void keep_greater(struct coverage_file *into, const struct coverage_file *file)
{
	for (int kind = 0; kind < COVERAGE_KINDS; kind++) {
		if (file->counts[kind].hit > into->counts[kind].hit)
			into->counts[kind].hit = file->counts[kind].hit;
		if (file->counts[kind].total > into->counts[kind].total)
			into->counts[kind].total = file->counts[kind].total;
	}
}

int coverage_merge(struct coverage *merged, const char *path, const struct coverage *report,
		   struct coverage_file *file, bool *differs, struct err *err)
{
	size_t before = merged->n;
	struct coverage_file *into = coverage_file(merged, text_of(path), err);
	unsigned lacks = file->lacks | ~report->has;

	*differs = false;
	if (!into)
		return -1;
	merged->has |= report->has;
	if (merged->n == before && file->only_counts) {
		if (into->only_counts)
			keep_greater(into, file);
		return 0; /* lines, or greater counts, say more */
	}
	if (merged->n > before || into->only_counts) {
		if (take_all(merged, into, file, err) < 0)
			return -1;
		into->lacks = lacks;
		return 0;
	}
	*differs = !same_lines(into, file);
	into->lacks &= lacks;
	if (add_all(merged, into, file, err) < 0)
		return -1;
	coverage_settle_file(merged, into);
	return 0;
}
