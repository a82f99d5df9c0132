/*
 * Reports of real tools (tests/corpus/coverage): each run in every format that its tool writes. What
 * other tools say of them stands in `expected`; line numbers and which of them are hit must be the
 * same in all reports of a run.
 */
#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "formats/coverage/readers.h"

#define CORPUS "tests/corpus/coverage"

static const char *const no_reports[] = { "gcovr-json-summary.json", "coverage.json", "jacoco.csv",
					  "func.txt" };

static bool is_no_report(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(no_reports); i++)
		if (strcmp(name, no_reports[i]) == 0)
			return true;
	return false;
}

static int read_report(struct coverage *c, const char *path, struct err *err)
{
	struct file_reader file;
	int fd = open(path, O_RDONLY), result;

	cr_assert_geq(fd, 0, "%s", path);
	coverage_init(c, COVERAGE_MAX);
	file_reader_init(&file, fd, path, GiB, NULL);
	result = coverage_read(c, &file.reader, err);
	close(fd);
	return result;
}

static bool ends_with(const char *path, const char *end)
{
	size_t lp = strlen(path), le = strlen(end);

	return lp >= le && strcmp(path + lp - le, end) == 0 &&
	       (lp == le || path[lp - le - 1] == '/' || end[0] == '/');
}

/* The file of a report that a line of `expected` means; NULL. */
static struct coverage_file *file_of(const struct coverage *c, const char *path)
{
	for (size_t i = 0; i < c->n; i++)
		if (ends_with(c->files[i]->path, path) || ends_with(path, c->files[i]->path))
			return c->files[i];
	return NULL;
}

static FILE *open_expected(const char *folder, const char *name)
{
	char path[1024];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s.expected", folder, name);
	file = fopen(path, "r");
	if (file)
		return file;
	snprintf(path, sizeof(path), "%s/expected", folder);
	return fopen(path, "r");
}

static size_t check_totals(const struct coverage *c, const char *folder, const char *name)
{
	FILE *expected = open_expected(folder, name);
	char line[1024];
	size_t files = 0, empty = 0;

	cr_assert(expected, "%s has nothing expected", folder);
	while (fgets(line, sizeof(line), expected)) {
		char *tab = strchr(line, '\t'), *end;
		long hit = tab ? strtol(tab + 1, &end, 10) : 0;
		long total = tab ? strtol(end + 1, NULL, 10) : 0;
		struct coverage_file *file;
		struct coverage_count count;

		cr_assert(tab, "%s: %s", folder, line);
		*tab = '\0';
		file = file_of(c, line);
		files++;
		if (!file && !total)
			continue;
		cr_expect(file, "%s/%s: lacks %s", folder, name, line);
		if (!file)
			continue;
		count = coverage_count(file, COVERAGE_LINES);
		cr_expect(count.hit == hit && count.total == total,
			  "%s/%s: %s: %d/%d instead of %ld/%ld", folder, name, line, (int)count.hit,
			  (int)count.total, hit, total);
	}
	fclose(expected);
	for (size_t i = 0; i < c->n; i++)
		empty += coverage_count(c->files[i], COVERAGE_LINES).total == 0;
	cr_expect_leq(c->n - empty, files, "%s/%s: more files than expected", folder, name);
	return files;
}

/* Where a format cannot carry the same lines: its own totals, or none but totals (README.md). */
static bool has_own_lines(const char *folder, const char *name)
{
	char path[1024];

	snprintf(path, sizeof(path), "%s/%s.expected", folder, name);
	return access(path, F_OK) == 0 || strstr(name, "summary") || strstr(name, "jacoco") ||
	       (strstr(folder, "go") && !strstr(name, ".out"));
}

static void check_lines(const struct coverage *first, const struct coverage *c, const char *folder,
			const char *name)
{
	for (size_t i = 0; i < first->n; i++) {
		const struct coverage_file *a = first->files[i], *b = file_of(c, a->path);

		if (!a->n[COVERAGE_LINES])
			continue;
		cr_expect(b, "%s/%s: lacks %s", folder, name, a->path);
		if (!b)
			continue;
		cr_expect_eq(a->n[COVERAGE_LINES], b->n[COVERAGE_LINES], "%s/%s: %s", folder, name,
			     a->path);
		for (size_t k = 0; k < a->n[COVERAGE_LINES] && k < b->n[COVERAGE_LINES]; k++)
			cr_expect(a->lines[k].number == b->lines[k].number &&
					  !a->lines[k].hits == !b->lines[k].hits,
				  "%s/%s: %s: line %d", folder, name, a->path,
				  (int)a->lines[k].number);
	}
}

/* Returns how many reports the run has. */
static size_t check_run(const char *folder)
{
	struct dirent **names;
	int n = scandir(folder, &names, NULL, alphasort);
	size_t reports = 0;
	struct coverage first;
	bool has_first = false;

	for (int i = 0; i < n; i++) {
		const char *name = names[i]->d_name, *dot = strrchr(name, '.');
		char path[1024];
		struct coverage c;
		struct err err = { 0 };
		int result;

		if (name[0] == '.' || !dot || strcmp(dot, ".expected") == 0 ||
		    strcmp(dot, ".tsv") == 0 || strcmp(dot, ".md") == 0)
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, name);
		result = read_report(&c, path, &err);
		cr_expect_eq(result < 0, is_no_report(name), "%s: %s", path, err.text);
		reports++;
		if (result == 0 && check_totals(&c, folder, name) && !has_own_lines(folder, name)) {
			if (has_first)
				check_lines(&first, &c, folder, name);
			if (!has_first) {
				first = c;
				has_first = true;
				continue;
			}
		}
		coverage_release(&c);
	}
	if (has_first)
		coverage_release(&first);
	for (int i = 0; i < n; i++)
		free(names[i]);
	free(names);
	return reports;
}

Test(coverage_corpus, one_run_in_many_formats, .timeout = 120)
{
	struct dirent **runs;
	int n = scandir(CORPUS, &runs, NULL, alphasort);
	size_t reports = 0;

	cr_assert_gt(n, 2, CORPUS " is not there");
	for (int i = 0; i < n; i++) {
		char folder[600];
		DIR *dir;

		snprintf(folder, sizeof(folder), CORPUS "/%s", runs[i]->d_name);
		dir = runs[i]->d_name[0] == '.' ? NULL : opendir(folder);
		if (dir) {
			closedir(dir);
			reports += check_run(folder);
		}
		free(runs[i]);
	}
	free(runs);
	cr_expect_geq(reports, 58, "only %zu reports were read", reports);
}
