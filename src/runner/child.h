/*
 * A program in a process of its own, forked and not executed anew (specs/image.md 5.4): what it
 * says comes through a pipe and is kept until the parent prints it. A crash or a flood takes this
 * program only.
 */
#ifndef RUNNER_CHILD_H
#define RUNNER_CHILD_H

#include <sys/types.h>

#include "runner/annotations.h"
#include "runner/program.h"

#define CHILD_MAX (16 * MiB) /* of all that one child may say */

struct child {
	pid_t pid;                    /* 0: none, or reaped */
	int fd;                       /* its pipe; -1: at its end */
	int64_t started_ms, ended_ms; /* monotonic */
	int status;                   /* of waitpid, once reaped */
	size_t received;
	const char *broken; /* why nothing more is read from it; NULL */

	struct str held;    /* frames that are not whole yet */
	struct str log;     /* FRAME_LOG: the stream, the length, the bytes; see child_print_log */
	struct str summary; /* its page */
	struct str outputs; /* NAME NUL VALUE NUL, again and again */
	struct str verdict; /* the path of its verdict file; empty: it has none */
	struct annotations annotations;
};

void child_init(struct child *child);
void child_release(struct child *child); /* a process that still runs is killed */

/*
 * Starts a program with flags (argv ends with NULL) under a name that its verdict file gets.
 * `instead` as runner_child takes it. -1 when there is no process to be had.
 */
int child_start(struct child *child, const struct program *program, const char *name, char **argv,
		const char *instead, struct err *err);

/* Reads what is there to be read. True while more may come. */
bool child_read(struct child *child);

/* Whether the process has ended; it is then reaped. */
bool child_ended(struct child *child);

void child_signal(struct child *child, int signal);

/* What it wrote to the log, to the streams it meant. */
void child_print_log(const struct child *child);

/* The next output behind *at (0 to begin with); false behind the last. */
bool child_output(const struct child *child, size_t *at, struct pair *output);

#endif
