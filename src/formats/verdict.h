/*
 * The verdict file, phoenix.verdict/v1 (specs/verdict.md): what a gate found out, as every program
 * writes it and every consumer reads it.
 * The members are those of docs/verdict.schema.json, which is printed from the table behind
 * `verdict_shape`; runner/verdict_write.c writes with that table, verdict_read reads with it.
 *
 * Texts are C strings in an arena. A NULL text, and an int below its least value (VERDICT_NULL is
 * below all), are `null` where the table allows it; the reader gives one below the least value: 0
 * for what counts from 1, else VERDICT_NULL. An object whose members belong to the program is kept
 * as JSON text.
 */
#ifndef FORMATS_VERDICT_H
#define FORMATS_VERDICT_H

#include "base/num.h"
#include "formats/finding.h"

#define VERDICT_SCHEMA "phoenix.verdict/v1"
#define VERDICT_NULL   INT64_C(-1)

#define VERDICT_MAX_FILE     (8 * MiB)
#define VERDICT_MAX_FINDINGS 20000
#define VERDICT_MAX_EVIDENCE 10000

enum answer { /* HOUSE.md, "The answer": also the exit code */
	      PASS = 0,
	      DENY = 1,
	      ERROR = 2,
	      INCOMPLETE = 3,
};

extern const char *const answer_words[]; /* "pass", "deny", "error", "incomplete", NULL */

enum completeness_state {
	COMPLETE_FULL,
	COMPLETE_PARTIAL,
};

struct verdict_image {
	const char *service, *name, *digest;
};

struct verdict_subject {
	const char *repository, *commit, *head_commit, *ref, *service, *environment;
	int64_t pull_request;
	struct verdict_image *images;
	size_t n_images;
};

struct verdict_run {
	const char *workflow, *job, *event, *actor, *url, *id, *started, *finished;
	int64_t number, attempt;
};

struct verdict_metric {
	const char *name;
	bool is_text; /* the value is `text`: always NULL, for null, in a file of v1 */
	struct decimal value;
	const char *text;
	const char *unit;
	const char *limit; /* ">= 80"; NULL */
	int64_t ok;        /* 1, 0, VERDICT_NULL */
};

struct verdict_evidence {
	const char *path, *url, *sha256, *format, *tool, *tool_version, *created;
	int64_t bytes;
};

struct verdict_problem {
	const char *what, *why, *fix;
};

struct verdict_completeness {
	int state;             /* enum completeness_state */
	const char *looked_at; /* a JSON object: counter -> int */
	struct verdict_problem *problems;
	size_t n_problems;
	const char **not_checked;
	size_t n_not_checked;
};

struct verdict {
	const char *schema, *program, *version, *reason, *key_metric;
	int answer; /* enum answer */
	int64_t exit_code;
	bool warn_only;
	struct verdict_subject subject;
	struct verdict_run run;
	struct verdict_metric *metrics; /* sorted by name */
	size_t n_metrics;
	struct finding *findings;
	size_t n_findings;
	int64_t findings_omitted;
	struct verdict_evidence *evidence;
	size_t n_evidence;
	struct verdict_completeness completeness;
	const char **notes;
	size_t n_notes;
	const char *details; /* a JSON object */
};

/* How a member is kept and what it may hold: one table for writer, reader and schema. */
enum shape_kind {
	SHAPE_TEXT,    /* const char *; min..max in code points, or in bytes with IN_BYTES */
	SHAPE_ENUM,    /* int: index into words */
	SHAPE_BOOL,    /* bool */
	SHAPE_INT,     /* int64_t; min..max */
	SHAPE_OBJECT,  /* a struct in place, of `of` */
	SHAPE_LIST,    /* pointer to structs of `of`, `count` says how many; at most max */
	SHAPE_TEXTS,   /* const char **; at most max, each of at most `each` code points */
	SHAPE_METRICS, /* the map of metrics, of `of`: at most max; names like pattern, at most each
			  code points */
	SHAPE_RAW,    /* const char *: a JSON object of the program's own; at most max bytes without
			  white space between its tokens */
	SHAPE_NUMBER, /* struct decimal; where it is null, the bool at `count` is true instead */
	SHAPE_MAYBE,  /* int64_t: 1, 0, VERDICT_NULL for null */
};

enum shape_flags {
	SHAPE_NULLABLE = 1,
	SHAPE_IN_BYTES = 2,
	SHAPE_ONE_LINE = 4, /* no \n and no \r inside */
};

struct shape_member {
	const char *name;
	enum shape_kind kind;
	unsigned flags;
	size_t offset, count; /* where the value and, for lists, its length stand */
	int64_t min, max, each;
	const char *const *words;
	const char *pattern; /* what shape_matches reads; also the `pattern` of the schema */
	const struct shape *of;
	const char *help;
};

struct shape {
	size_t size;                        /* of the struct */
	const struct shape_member *members; /* in the order of the file; ended by a NULL name */
};

extern const struct shape verdict_shape;

/*
 * Whether text is as the pattern of a member says. Patterns are the small part of regular
 * expressions that this needs, so that table and schema say the same: alternatives at the top,
 * each from ^ to $ or to an open end; literal bytes, \c, [classes]; {n}, +, *, ?. Each atom takes
 * all it can and gives nothing back.
 */
bool shape_matches(const char *pattern, struct text text);

#endif
