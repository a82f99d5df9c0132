/* The files through which a step speaks to the runner (specs/runner.md 4.5). */
#ifndef RUNNER_ENVFILE_H
#define RUNNER_ENVFILE_H

#include "base/err.h"
#include "base/str.h"
#include "runner/option.h"

/*
 * Opens the file that the variable names for appending. -1 and no error when the variable is unset
 * or empty; -1 with err set when it names nothing that can be written.
 */
int envfile_open(const char *variable, bool on_github, struct err *err);

/*
 * Appends KEY<<DELIMITER, value, DELIMITER for each pair. Values lose carriage returns and leading
 * empty lines; one that holds a secret is "***"; one is cut at 256 KiB, all together at 900 KiB (an
 * error).
 */
int envfile_write(int fd, const struct pair *pairs, size_t n, struct err *err);

/* The same entries as text. */
int envfile_print(struct str *out, const struct pair *pairs, size_t n, struct err *err);

#endif
