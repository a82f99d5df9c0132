/* What is printed from the tables: --help, action.yml, the tables of a README, --list. */
#ifndef RUNNER_HELP_H
#define RUNNER_HELP_H

#include "runner/program.h"

void help_list(struct str *out, const struct program *const *programs);
void help_program(struct str *out, const struct program *program);
void help_action(struct str *out, const struct program *program, const char *image);
void help_tables(struct str *out, const struct program *program);

#endif
