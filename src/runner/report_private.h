/* What report.h hides: one report a process, filled by the program, written by finish.c. */
#ifndef RUNNER_REPORT_PRIVATE_H
#define RUNNER_REPORT_PRIVATE_H

#include "runner/event.h"
#include "runner/evidence.h"
#include "runner/options.h"
#include "runner/program.h"
#include "runner/workspace.h"

struct open_evidence {
	struct evidence *evidence; /* NULL: closed */
	size_t entry;              /* in verdict.evidence */
};

struct counter {
	const char *name;
	int64_t count;
};

struct report {
	struct arena arena;
	bool memory_failed; /* something could not be kept: no pass */
	const struct program *program;
	const char *name; /* of the verdict file: the program's, or the gate's in a list */
	struct workspace workspace;
	struct event event;
	struct verdict verdict;
	struct findings *findings;
	const char *verdict_path; /* as it goes into the output; NULL: none was written */

	struct pair *outputs;
	struct counter *looked_at;
	struct open_evidence *open;
	struct str **sections;
	struct str *lead;
	const struct annotations *shared; /* of programs that this one ran */
	size_t n_shared;
	size_t n_outputs, n_looked_at, n_open, n_sections;
	size_t outputs_cap, looked_at_cap, open_cap, sections_cap, metrics_cap, evidence_cap,
		problems_cap, not_checked_cap, notes_cap;

	char **command;
	bool on_github; /* GITHUB_ACTIONS=true: commands instead of plain lines */
	int64_t started;
};

/* One more entry of an array of the report's; NULL, and memory_failed, when there is no memory. */
#define REPORT_ADD(report, array, n, cap) \
	(report_grow((report), &(array), (n), &(cap), sizeof(*(array))) ? &(array)[(n)++] : NULL)
bool report_grow(struct report *report, void *array, size_t n, size_t *cap, size_t size);

/* A copy that lives as long as the report; "" when there is no memory. */
const char *report_keep(struct report *report, const char *text);

/* The same, as it may be shown: without secrets, bad UTF-8 replaced. */
const char *report_text(struct report *report, const char *text);

/* Closes what the program left open, so that every hash is that of a whole file. */
void report_close_all(struct report *report);

/* Fills subject and run from the environment and the event file (subject.c). */
void report_subject(struct report *report);

/* Decides the final answer, writes everything, returns the exit code (finish.c). */
int report_finish(struct report *report, enum answer answer, const struct err *err);

#endif
