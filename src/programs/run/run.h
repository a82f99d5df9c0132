/* What the files of `phoenix run` share. */
#ifndef PROGRAMS_RUN_RUN_H
#define PROGRAMS_RUN_RUN_H

#include "formats/gates.h"
#include "programs/programs.h"
#include "runner/child.h"

#define JOBS_MAX 16

enum gate_state {
	GATE_WAITING,
	GATE_RUNNING,
	GATE_ENDED,
};

/* One gate of the list, and what became of it. */
struct gate_run {
	const struct gate *gate;
	const struct program *program;
	char **argv; /* its inputs as flags */

	enum gate_state state;
	struct child child;
	const char *instead; /* why it has no answer of its own; NULL */
	bool standing_in;    /* the process writes only the verdict that says so */
	int64_t deadline_ms; /* then SIGTERM; 0: none */
	int64_t kill_ms;     /* then SIGKILL; 0: not yet asked to end */
	int64_t took_ms;     /* of the gate itself */

	enum answer answer; /* once ended */
	int64_t exit_code;
	bool warn_only;
	const char *reason, *key_metric;   /* key_metric: "coverage.line 84.2 (>= 80)"; NULL */
	const char *verdict_path, *sha256; /* NULL: there is no verdict file */
};

struct run_session {
	struct report *report;
	struct arena arena;
	struct gates gates;
	struct gate_run *at; /* of `only`, in the order of the file */
	size_t n;
	int64_t jobs, timeout; /* seconds */
	bool fail_fast;
};

/* A caller's error when two gates, or a gate and the step itself, would write the same file. */
int run_check_outputs(struct run_session *session, const char *name, struct err *err);

/* Starts every gate as its needs and `jobs` allow, and prints what each said, in their order.
 * Afterwards each has an answer. */
void run_gates(struct run_session *session);

/* Table, sections, outputs, metrics, details. */
void run_present(struct run_session *session);

#endif
