/*
 * From the command line and the environment into the option table of a program.
 * Precedence: flag, then INPUT_NAME, then default (specs/runner.md 3.1).
 */
#ifndef RUNNER_OPTIONS_H
#define RUNNER_OPTIONS_H

#include "runner/program.h"

enum summary_kind {
	SUMMARY_FULL,
	SUMMARY_SHORT,
	SUMMARY_NONE,
};

/* The inputs that every program has (3.2). */
struct common {
	bool warn_only;
	const char *service;
	const char *working_directory;
	const char *verdict_file;
	int summary; /* enum summary_kind */
	int64_t annotations;
};

extern struct common common;
extern const struct option common_inputs[];
extern const struct output common_outputs[];

/* The option of this name, of the program or common; NULL. */
const struct option *option_named(const struct program *program, struct text name);

/* Calls visit for each option, the program's own first, until it returns non-zero. */
int options_each(const struct program *program,
		 int (*visit)(const struct option *option, void *context), void *context);

/*
 * Fills the values of all options. argv begins behind the program's name. *command is what stands
 * behind "--", or NULL. *note is a warning that decides nothing, or NULL.
 */
int options_parse(const struct program *program, char **argv, char ***command, struct arena *arena,
		  const char **note, struct err *err);

/*
 * Whether a program takes this input with this value: a caller's error if not. Nothing is set.
 * *secret is what a secret's value stands for.
 */
int options_check(const struct program *program, const char *name, struct text value,
		  const struct option **option, const char **secret, struct arena *arena,
		  struct err *err);

/* Looks for what is needed to say anything, before anything can fail; what is wrong is ignored. */
void options_look_ahead(char **argv, struct arena *arena);

/* INPUT_ and the name in upper case, hyphens kept. */
void option_variable(struct str *out, const char *name);

#endif
