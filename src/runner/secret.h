/* Secrets of the command line, which others can see: a flag only names where one is. */
#ifndef RUNNER_SECRET_H
#define RUNNER_SECRET_H

#include "base/arena.h"
#include "base/err.h"

/*
 * Turns "env:NAME" or "file:PATH" into the secret. A variable that is unset is an empty text:
 * absent. A path is relative to the working directory and fenced as all paths are
 * (runner/workspace.h); the line ends at the end of the file are no part of the secret, and a file
 * that is missing, empty, over 120 KiB or holds a NUL is a caller's error, as is any other text.
 * name is the flag's, for messages, which never hold the value.
 */
int secret_read(struct text *value, const char *name, struct arena *arena, struct err *err);

#endif
