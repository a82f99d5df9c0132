/*
 * What a program of phoenix is: a name, inputs, outputs and a function. One exported constant per
 * program, listed in main.c.
 */
#ifndef RUNNER_PROGRAM_H
#define RUNNER_PROGRAM_H

#include "formats/verdict.h"
#include "runner/option.h"
#include "runner/report.h"

struct output {
	const char *name; /* [a-z0-9-]+ */
	const char *help;
};

struct program {
	const char *name;
	const char *brief;            /* at most 125 characters: the description in action.yml */
	const char *icon;             /* Feather 4.28 */
	const struct option *inputs;  /* its own; the inputs of every program are added */
	const struct output *outputs; /* likewise */
	const char *positional;       /* the input that one argument without a flag fills; NULL */
	const char *command;          /* what may stand behind "--", for --help; NULL: nothing */
	/* Reads, judges, reports. On ERROR and INCOMPLETE err says why, or a reason does. */
	enum answer (*run)(struct report *report, struct err *err);
};

/* The process: finds the program, runs it, writes everything, returns the exit code. */
int runner_main(const struct program *const *programs, int argc, char **argv);

#endif
