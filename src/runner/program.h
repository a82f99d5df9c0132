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
	bool groupable;               /* it only reads: `phoenix run` may start it */
	/* Reads, judges, reports. On ERROR and INCOMPLETE err says why, or a reason does. */
	enum answer (*run)(struct report *report, struct err *err);
};

/* The program of this name among those of this binary; NULL. */
const struct program *program_named(const char *name);

/* The names of all programs, ended by NULL. */
const char *const *program_names(void);

/*
 * A child of `phoenix run`: runs the program as if it had been started with these arguments alone,
 * but for its name in the default verdict file, and sends everything to fd as frames. With
 * `instead` it does not run, and that is why: the verdict is incomplete. Returns the exit code.
 */
int runner_child(const struct program *program, const char *name, char **argv, const char *instead,
		 int fd);

/* The process: finds the program by its first argument, or by the name of the link that it was
 * called through; runs it, writes everything, returns the exit code. */
int runner_main(const struct program *const *programs, int argc, char **argv);

#endif
