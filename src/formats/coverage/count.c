/* How much of a settled file is hit, and what lies where in it. */
#include <stddef.h>
#include <string.h>

#include "formats/coverage/coverage.h"

/* The first of n elements whose line, a uint32_t at `member`, is not below `number`. */
static size_t first_at(const void *array, size_t n, size_t size, size_t member, int64_t number)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		uint32_t line;

		memcpy(&line, (const char *)array + middle * size + member, sizeof(line));
		if (line < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct coverage_line *coverage_line_at(const struct coverage_file *file, int64_t number)
{
	size_t i = first_at(file->lines, file->n[COVERAGE_LINES], sizeof(*file->lines),
			    offsetof(struct coverage_line, number), number);

	return i < file->n[COVERAGE_LINES] && file->lines[i].number == number ? &file->lines[i]
									      : NULL;
}

static struct coverage_count count_lines(const struct coverage_file *file, int64_t first,
					 int64_t last)
{
	struct coverage_count count = { 0, 0 };
	size_t i = first_at(file->lines, file->n[COVERAGE_LINES], sizeof(*file->lines),
			    offsetof(struct coverage_line, number), first);

	for (; i < file->n[COVERAGE_LINES] && file->lines[i].number <= last; i++) {
		count.total++;
		count.hit += file->lines[i].hits > 0;
	}
	return count;
}

/* The branches of one line, from *i on: those with ids, and numbers without, say the same twice. */
static struct coverage_count count_one_line(const struct coverage_file *file, size_t *i)
{
	struct coverage_count named = { 0, 0 }, bare = { 0, 0 };
	uint32_t line = file->branches[*i].line;

	for (; *i < file->n[COVERAGE_BRANCHES] && file->branches[*i].line == line; ++*i) {
		const struct coverage_branch *branch = &file->branches[*i];
		struct coverage_count *into = branch->id ? &named : &bare;

		into->hit += branch->hit;
		into->total += branch->total;
	}
	return (struct coverage_count){ named.hit > bare.hit ? named.hit : bare.hit,
					named.total > bare.total ? named.total : bare.total };
}

static struct coverage_count count_branches(const struct coverage_file *file, int64_t first,
					    int64_t last)
{
	struct coverage_count count = { 0, 0 };
	size_t i = first_at(file->branches, file->n[COVERAGE_BRANCHES], sizeof(*file->branches),
			    offsetof(struct coverage_branch, line), first);

	while (i < file->n[COVERAGE_BRANCHES] && file->branches[i].line <= last) {
		struct coverage_count line = count_one_line(file, &i);

		count.hit += line.hit;
		count.total += line.total;
	}
	return count;
}

static struct coverage_count count_functions(const struct coverage_file *file, int64_t first,
					     int64_t last)
{
	struct coverage_count count = { 0, 0 };
	size_t i = first_at(file->functions, file->n[COVERAGE_FUNCTIONS], sizeof(*file->functions),
			    offsetof(struct coverage_function, line), first);

	for (; i < file->n[COVERAGE_FUNCTIONS] && file->functions[i].line <= last; i++) {
		count.total++;
		count.hit += file->functions[i].hits > 0;
	}
	return count;
}

static struct coverage_count count_statements(const struct coverage_file *file, int64_t first,
					      int64_t last)
{
	struct coverage_count count = { 0, 0 };
	size_t i =
		first_at(file->statements, file->n[COVERAGE_STATEMENTS], sizeof(*file->statements),
			 offsetof(struct coverage_statement, line), first);

	for (; i < file->n[COVERAGE_STATEMENTS] && file->statements[i].line <= last; i++) {
		count.total += file->statements[i].weight;
		count.hit += file->statements[i].hits > 0 ? file->statements[i].weight : 0;
	}
	return count;
}

struct coverage_count coverage_count_between(const struct coverage_file *file,
					     enum coverage_kind kind, int64_t first, int64_t last)
{
	switch (kind) {
	case COVERAGE_LINES: return count_lines(file, first, last);
	case COVERAGE_BRANCHES: return count_branches(file, first, last);
	case COVERAGE_FUNCTIONS: return count_functions(file, first, last);
	default: return count_statements(file, first, last);
	}
}

struct coverage_count coverage_count(const struct coverage_file *file, enum coverage_kind kind)
{
	if (file->only_counts)
		return file->counts[kind];
	return coverage_count_between(file, kind, 1, COVERAGE_MAX_LINE);
}

size_t coverage_cut(struct coverage_file *file, int64_t last)
{
	size_t lines = file->n[COVERAGE_LINES];

	file->n[COVERAGE_LINES] = first_at(file->lines, lines, sizeof(*file->lines),
					   offsetof(struct coverage_line, number), last + 1);
	file->n[COVERAGE_BRANCHES] =
		first_at(file->branches, file->n[COVERAGE_BRANCHES], sizeof(*file->branches),
			 offsetof(struct coverage_branch, line), last + 1);
	file->n[COVERAGE_FUNCTIONS] =
		first_at(file->functions, file->n[COVERAGE_FUNCTIONS], sizeof(*file->functions),
			 offsetof(struct coverage_function, line), last + 1);
	file->n[COVERAGE_STATEMENTS] =
		first_at(file->statements, file->n[COVERAGE_STATEMENTS], sizeof(*file->statements),
			 offsetof(struct coverage_statement, line), last + 1);
	return lines - file->n[COVERAGE_LINES];
}
