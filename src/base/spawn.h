/*
 * Another program, started without a shell, its output read as it comes. It gets our environment,
 * nothing to read (standard input is /dev/null), default signal handling, no blocked signal, and a
 * process group of its own.
 */
#ifndef BASE_SPAWN_H
#define BASE_SPAWN_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct spawn {
	const char *const *argv; /* ends with NULL; argv[0] is looked for in PATH */

	/* Called with each piece of output; stream is STDOUT_FILENO or STDERR_FILENO. */
	void (*output)(void *context, int stream, const char *bytes, size_t n);
	void *context;

	const volatile sig_atomic_t *cancelled; /* NULL: never */
};

struct spawn_result {
	bool exited; /* false: a signal ended it */
	int status;  /* when exited: 0..255 */
	int signal;  /* when not */
};

/*
 * Runs it to its end. 0, whatever its status; -1 when there is no status: it could not be started
 * (when there is no such command, the caller's error), or *cancelled became non-zero; then its
 * process group got SIGTERM, and SIGKILL as soon as it was gone or two seconds had passed, and the
 * error is "cancelled". Output that others keep open behind its end is read for two seconds more.
 */
int spawn_run(const struct spawn *spawn, struct spawn_result *result, struct err *err);

/*
 * A process that is PID 1 gets the orphans of all others, and has to reap them: those that have
 * ended, up to the first that is our own, whose status somebody still asks for. Call it in every
 * loop that waits for children; elsewhere than in PID 1 it does nothing.
 */
void reap_orphans(bool (*is_ours)(pid_t pid, const void *context), const void *context);

#endif
