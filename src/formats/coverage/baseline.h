/*
 * phoenix.coverage-baseline/v1: what an earlier run measured, for rules that compare with it
 * (specs/coverage-and-lint.md 5.7). Sorted, so that equal evidence gives equal bytes.
 *
 *	{"schema": "phoenix.coverage-baseline/v1", "commit": "…", "tree": "…", "time": "…",
 *	 "totals": {"line": [843, 1000]}, "services": {"api": {"line": [80, 100]}},
 *	 "files": [{"path": "src/a.rs", "blob": "…", "totals": {"line": [4, 5]}, "runs": "h1-4,m5"}]}
 *
 * `runs` are lines that hold code: h hit, m missed.
 */
#ifndef FORMATS_COVERAGE_BASELINE_H
#define FORMATS_COVERAGE_BASELINE_H

#include "formats/coverage/coverage.h"

#define COVERAGE_BASELINE_SCHEMA "phoenix.coverage-baseline/v1"

struct baseline_counts {
	struct coverage_count of[COVERAGE_KINDS];
	unsigned has; /* COVERAGE_HAS(kind) */
};

struct baseline_service {
	const char *name;
	struct baseline_counts counts;
};

struct baseline_file {
	const char *path, *blob; /* blob "": it was not tracked */
	struct baseline_counts counts;
	const char *runs;
};

struct coverage_baseline {
	struct arena arena;
	const char *commit, *tree, *time; /* "" where there was none */
	struct baseline_counts totals;
	struct baseline_service *services; /* by name */
	size_t n_services, services_cap;
	struct baseline_file *files; /* by path */
	size_t n_files, files_cap;
};

void coverage_baseline_release(struct coverage_baseline *baseline);

/* -1 when the text is no baseline of this schema, or contradicts itself: it is evidence. */
int coverage_baseline_read(struct coverage_baseline *out, const char *name, struct text bytes,
			   struct err *err);

/* NULL: it was not measured then. */
const struct baseline_service *coverage_baseline_service(const struct coverage_baseline *baseline,
							 const char *name);
const struct baseline_file *coverage_baseline_file(const struct coverage_baseline *baseline,
						   const char *path);

/* Writes one; services and files must be sorted. */
void coverage_baseline_print(struct str *out, const struct coverage_baseline *baseline);

/* "h1-4,m5": the lines of a file. */
void coverage_runs_print(struct str *out, const struct coverage_file *file);

#endif
