/*
 * What a formatter, a linter or a compiler said, whatever its format: findings, and what the output
 * proves about the run. rustfmt, clippy, ESLint and tsc are read into this; judge/lint.h decides.
 */
#ifndef FORMATS_LINT_H
#define FORMATS_LINT_H

#include "formats/finding.h"

/* Why a run proves nothing, or not everything: shown as completeness.problems of the verdict. */
struct doubt {
	const char *what; /* "reports/clippy.json:41: rustc could not compile the crate
			     llm-service-rs" */
	const char *fix;  /* how to get what is missing; NULL */
};

enum lint_end {
	LINT_END_UNKNOWN, /* the format has no end mark (rustfmt, tsc) or the mark is missing */
	LINT_END_SUCCESS, /* the tool said that it ended well */
	LINT_END_FAILURE, /* the tool said that it failed */
};

struct lint_run {
	struct findings findings; /* paths as the tool wrote them, cleaned of "." and "..";
				     severity: error high, warning medium, note low */
	struct doubt *doubts;
	size_t n_doubts, doubts_cap;

	enum lint_end end;
	bool recognised;       /* at least one line or object was the tool's own */
	bool lists_files;      /* rustfmt: the output names files, without hunks */
	size_t hunks;          /* rustfmt */
	size_t files_linted;   /* ESLint: results that were linted; tsc: --listFiles */
	bool files_known;      /* files_linted means something */
	size_t suppressed;     /* ESLint: suppressedMessages */
	size_t compile_errors; /* clippy */
	size_t places_dropped; /* tsc: findings whose line number cannot be one */
	bool types_unchecked;  /* tsc: found syntax errors alone, and then checks no types */
	size_t other_lines;    /* lines that are no output of the tool, skipped */
	const char **packages; /* clippy: names of packages in the stream, each once */
	size_t n_packages, packages_cap;
	const char *root; /* clippy: the folder that paths are relative to, on the tool's machine */
};

void lint_run_init(struct lint_run *run);
void lint_run_release(struct lint_run *run);

/* Adds a doubt, its texts printed into the run's arena. fix may be NULL. -1 when there is no
 * memory. */
int lint_doubt(struct lint_run *run, struct err *err, const char *fix, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/*
 * Lexical cleaning of a path that a tool wrote (specs/coverage-and-lint.md 4.5 rule 1): '\' becomes
 * '/' behind a drive letter, or where the path holds no '/'; repeated '/' become one; "." and
 * "a/.." go. A path keeps its leading '/', its drive letter, and any ".." that leads out. Into out,
 * which is emptied first.
 */
void path_clean(struct str *out, struct text path);

/* Whether a path begins at a root: "/", or a drive letter. */
bool path_is_absolute(struct text path);

#endif
