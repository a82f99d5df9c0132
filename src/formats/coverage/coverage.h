/*
 * What a coverage report says of files, whatever its format: which lines hold code and how often
 * each ran, and the same of branches, functions and statements where the format has them
 * (specs/coverage-and-lint.md 4.1, 4.3, 4.4). A report is read into one of these under the paths
 * that it writes; all reports of a run are merged into another under paths of the repository.
 *
 *	AUTO(coverage) report;
 *
 *	coverage_init(&report, COVERAGE_ADD);
 *	if (lcov_read(&report, reader, err) < 0)
 *		return -1;
 *
 * Readers call the coverage_add_ functions in any order and coverage_settle at the end. Memory
 * follows the files and what is measured in them, not the records: what comes twice is put together
 * on the way.
 */
#ifndef FORMATS_COVERAGE_COVERAGE_H
#define FORMATS_COVERAGE_COVERAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"

#define COVERAGE_MAX_LINE 10000000 /* a line number above it is dropped, with a note */

enum coverage_format {
	COVERAGE_LCOV,
	COVERAGE_COBERTURA,
	COVERAGE_CLOVER,
	COVERAGE_JACOCO,
	COVERAGE_ISTANBUL,
	COVERAGE_ISTANBUL_SUMMARY,
	COVERAGE_TARPAULIN,
	COVERAGE_LLVM_COV,
	COVERAGE_GO,
	COVERAGE_SONAR,
	COVERAGE_COVERALLS,
	COVERAGE_FORMATS, /* how many */
};

/* As in `format=`: "lcov", "cobertura", "istanbul-summary", ...; ended by NULL. */
extern const char *const coverage_format_words[];

/* In the order of enum coverage_metric (formats/catalogue.h), whose fifth has no counts of its own.
 */
enum coverage_kind {
	COVERAGE_LINES,
	COVERAGE_BRANCHES,
	COVERAGE_FUNCTIONS,
	COVERAGE_STATEMENTS,
	COVERAGE_KINDS, /* how many */
};

#define COVERAGE_HAS(kind) (1u << (kind))

/* What to do about a line, function, branch or statement that comes twice. */
enum coverage_repeats {
	COVERAGE_ADD, /* its hits add up, up to 2^63-1 */
	COVERAGE_MAX, /* the greater counts */
};

struct coverage_line {
	int64_t hits; /* >= 0 */
	uint32_t number;
};

/* One branch (id not 0, total 1), or all branches of a line of which only the numbers are known (id
 * 0). */
struct coverage_branch {
	uint64_t id; /* the same for the same branch of a line in every report of this format */
	uint32_t line;
	uint32_t hit, total;
};

struct coverage_function {
	const char *name; /* "" when it has none */
	int64_t hits;
	uint32_t line;
};

struct coverage_statement {
	int64_t hits;
	uint32_t line, column, end_line, end_column; /* together they are what is merged by */
	uint32_t weight; /* statements that it stands for: 1, or those of a Go block */
};

struct coverage_count {
	int64_t hit, total;
};

/* What does not stop a reader, but is worth a note. */
enum coverage_note {
	COVERAGE_DROPPED_LINES,   /* lines numbered 0, below, beyond, or by no number */
	COVERAGE_NEGATIVE_HITS,   /* counts below 0, taken for 0 */
	COVERAGE_UNKNOWN_RECORDS, /* records whose key is not known */
	COVERAGE_NAMELESS_FILES,  /* records without the name of a file, dropped */
	COVERAGE_NOTES,           /* how many */
};

/* "lines with a number that no file has were dropped", ... : what stands behind the count. */
extern const char *const coverage_note_texts[];

struct coverage_file {
	const char *path;

	/* Sorted by line (then id, name, place) once settled. */
	struct coverage_line *lines;
	struct coverage_branch *branches;
	struct coverage_function *functions;
	struct coverage_statement *statements;
	size_t n[COVERAGE_KINDS], cap[COVERAGE_KINDS];

	/* Kinds that the report has, but not for this file: COVERAGE_HAS(...). */
	unsigned lacks;
	/* No lines are known: `counts` is all that the report says (lines, and what else has a
	 * total above 0 or is in the report's `has`). */
	bool only_counts;
	struct coverage_count counts[COVERAGE_KINDS];
	/* What the report itself states of the lines; total -1: nothing. For `verify` alone. */
	struct coverage_count header;
};

struct coverage {
	struct arena arena;  /* paths, names, sources */
	struct intern names; /* of functions */
	struct hash_index index;
	struct coverage_file **files; /* in the order in which they came */
	size_t n, cap;
	enum coverage_repeats repeats;

	enum coverage_format format;
	unsigned has;         /* kinds that the report has, COVERAGE_HAS(...): readers set it */
	const char **sources; /* <source> of Cobertura, as written */
	size_t n_sources, sources_cap;
	int64_t timestamp; /* seconds since 1970; 0: the report has none */
	/* What the report states of all its lines; total -1: nothing. */
	struct coverage_count header;
	int64_t header_rate; /* the same as hit/total in 10^-4, when it gives only that; -1 */
	int64_t notes[COVERAGE_NOTES];
};

void coverage_init(struct coverage *coverage, enum coverage_repeats repeats);
void coverage_release(struct coverage *coverage);

/* The file at path, made when it is not there; NULL with err set when there is no memory. */
struct coverage_file *coverage_file(struct coverage *coverage, struct text path, struct err *err);

/* NULL: the report does not have it. */
struct coverage_file *coverage_find(const struct coverage *coverage, const char *path);

/*
 * Each takes what a report says as it stands: a line number outside 1..COVERAGE_MAX_LINE is dropped
 * and counted in a note, hits below 0 are 0, with a note. -1 with err set when there is no memory,
 * or more branches are hit than there are.
 */
int coverage_add_line(struct coverage *coverage, struct coverage_file *file, int64_t number,
		      int64_t hits, struct err *err);
int coverage_add_branch(struct coverage *coverage, struct coverage_file *file, int64_t line,
			uint64_t id, int64_t hit, int64_t total, struct err *err);
int coverage_add_function(struct coverage *coverage, struct coverage_file *file, struct text name,
			  int64_t line, int64_t hits, struct err *err);
int coverage_add_statement(struct coverage *coverage, struct coverage_file *file,
			   const struct coverage_statement *statement, struct err *err);

/* Adds a <source>. */
int coverage_add_source(struct coverage *coverage, struct text source, struct err *err);

/* The id of a branch that a report names by a text. */
uint64_t coverage_branch_id(struct text name);

/* Sorts everything and puts together what came twice. To be called once all is added. */
void coverage_settle(struct coverage *coverage);
void coverage_settle_file(const struct coverage *coverage, struct coverage_file *file);

/*
 * How much of a file is hit. Where a line has branches with ids and, from another report, numbers
 * without, the greater hit and the greater total count. Of a file with only_counts: its counts.
 */
struct coverage_count coverage_count(const struct coverage_file *file, enum coverage_kind kind);

/* The same of lines first..last alone: branches on, functions and statements starting in them. */
struct coverage_count coverage_count_between(const struct coverage_file *file,
					     enum coverage_kind kind, int64_t first, int64_t last);

/* The line, or NULL when it holds no code. */
const struct coverage_line *coverage_line_at(const struct coverage_file *file, int64_t number);

/* Forgets its lines, branches, functions and statements. */
void coverage_file_clear(struct coverage_file *file);

/* Drops what lies behind line `last` of a settled file; how many lines that held code. */
size_t coverage_cut(struct coverage_file *file, int64_t last);

/*
 * Moves a file of a settled report into `merged` (COVERAGE_MAX; it stays settled) under another
 * path; the file is empty then. *differs says whether the two disagreed on which lines hold code;
 * of the first report of a file it is false. Counts alone give way to lines. A kind is lacking
 * where no report of the file has it.
 */
int coverage_merge(struct coverage *merged, const char *path, const struct coverage *report,
		   struct coverage_file *file, bool *differs, struct err *err);

#endif
