/* What other tools read: the merged report as LCOV, and a badge. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "programs/coverage/session.h"
#include "runner/escape.h"

#define LCOV_MAX GiB

static bool fits_a_line(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ')
			return false;
	return true;
}

static void put_functions(struct str *out, const struct coverage_file *file)
{
	struct coverage_count count = coverage_count(file, COVERAGE_FUNCTIONS);
	size_t n = file->n[COVERAGE_FUNCTIONS];

	for (size_t i = 0; i < n; i++)
		if (fits_a_line(file->functions[i].name))
			str_printf(out, "FN:%" PRIu32 ",%s\n", file->functions[i].line,
				   file->functions[i].name);
	for (size_t i = 0; i < n; i++)
		if (fits_a_line(file->functions[i].name))
			str_printf(out, "FNDA:%" PRId64 ",%s\n", file->functions[i].hits,
				   file->functions[i].name);
	if (n)
		str_printf(out, "FNF:%" PRId64 "\nFNH:%" PRId64 "\n", count.total, count.hit);
}

/* Reports name their branches in ways of their own: here they are numbered. */
static void put_branches(struct str *out, const struct coverage_file *file)
{
	struct coverage_count all = coverage_count(file, COVERAGE_BRANCHES);

	for (size_t i = 0; i < file->n[COVERAGE_BRANCHES]; i++) {
		uint32_t line = file->branches[i].line;
		struct coverage_count count;

		if (i && file->branches[i - 1].line == line)
			continue;
		count = coverage_count_between(file, COVERAGE_BRANCHES, line, line);
		for (int64_t k = 0; k < count.total; k++)
			str_printf(out, "BRDA:%" PRIu32 ",0,%" PRId64 ",%d\n", line, k,
				   k < count.hit);
	}
	if (all.total)
		str_printf(out, "BRF:%" PRId64 "\nBRH:%" PRId64 "\n", all.total, all.hit);
}

static void put_file(struct str *out, const struct coverage_file *file)
{
	struct coverage_count lines = coverage_count(file, COVERAGE_LINES);

	str_printf(out, "TN:\nSF:%s\n", file->path);
	put_functions(out, file);
	put_branches(out, file);
	for (size_t i = 0; i < file->n[COVERAGE_LINES]; i++)
		str_printf(out, "DA:%" PRIu32 ",%" PRId64 "\n", file->lines[i].number,
			   file->lines[i].hits);
	str_printf(out, "LF:%" PRId64 "\nLH:%" PRId64 "\nend_of_record\n", lines.total, lines.hit);
}

struct ranked {
	struct coverage_file *file;
	int64_t missed;
};

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct ranked *)a)->file->path,
		      ((const struct ranked *)b)->file->path);
}

static int by_missed(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return x->missed != y->missed ? (x->missed < y->missed ? 1 : -1) : by_path(a, b);
}

static struct coverage_file **sorted(struct coverage_session *s,
				     int (*order)(const void *, const void *))
{
	size_t n = s->merged.n;
	struct coverage_file **files = arena_alloc(&s->arena, (n + 1) * sizeof(*files));
	struct ranked *ranked = arena_alloc(&s->arena, (n + 1) * sizeof(*ranked));

	if (!files || !ranked)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		struct coverage_count count = coverage_count(s->merged.files[i], COVERAGE_LINES);

		ranked[i] = (struct ranked){ s->merged.files[i], count.total - count.hit };
	}
	if (n)
		qsort(ranked, n, sizeof(*ranked), order);
	for (size_t i = 0; i < n; i++)
		files[i] = ranked[i].file;
	return files;
}

struct coverage_file **coverage_sorted_files(struct coverage_session *s)
{
	return sorted(s, by_path);
}

struct coverage_file **coverage_worst_files(struct coverage_session *s)
{
	return sorted(s, by_missed);
}

int coverage_write_lcov(struct coverage_session *s, struct err *err)
{
	struct coverage_file **files = coverage_sorted_files(s);
	AUTO(str) out = STR_MAX(LCOV_MAX);
	size_t left_out = 0;

	if (!files)
		return err_memory(err);
	for (size_t i = 0; i < s->merged.n; i++)
		if (files[i]->only_counts || !fits_a_line(files[i]->path))
			left_out++;
		else
			put_file(&out, files[i]);
	if (left_out)
		report_note(s->report,
			    "lcov-file leaves out %zu files: no lines are known of them, "
			    "or their name has a line end",
			    left_out);
	if (str_check(&out, "lcov-file", err) < 0)
		return -1;
	return report_write(s->report, s->in->lcov_file, (struct text){ out.buf, out.len }, err);
}

/* The colours of Shields' own coverage badges (shields.io, coveragePercentage). */
static const char *badge_colour(struct coverage_count count)
{
	static const struct {
		int least;
		const char *name;
	} colours[] = { { 90, "brightgreen" },
			{ 80, "green" },
			{ 70, "yellowgreen" },
			{ 60, "yellow" },
			{ 50, "orange" } };

	for (size_t i = 0; i < ARRAY_SIZE(colours); i++)
		if (count.hit * 100 >= colours[i].least * count.total)
			return colours[i].name;
	return "red";
}

int coverage_write_badge(struct coverage_session *s, struct coverage_count count,
			 const char *percent, struct err *err)
{
	AUTO(str) out = STR_MAX(4 * KiB);

	str_puts(&out, "{\"schemaVersion\": 1, \"label\": \"coverage\", \"message\": \"");
	if (count.total > 0)
		str_printf(&out, "%s%%\", \"color\": \"%s\"}\n", percent, badge_colour(count));
	else
		str_puts(&out, "unknown\", \"color\": \"lightgrey\"}\n");
	if (str_check(&out, "badge-file", err) < 0)
		return -1;
	return report_write(s->report, s->in->badge_file, (struct text){ out.buf, out.len }, err);
}
