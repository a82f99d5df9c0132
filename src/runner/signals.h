/*
 * SIGINT, SIGTERM, SIGHUP as PID 1 meets them (specs/runner.md 4.2): the first asks every wait and
 * every read to stop, so that an incomplete verdict is written; the second ends the process with 3.
 * What whoever started us does with SIGCHLD is not taken over.
 */
#ifndef RUNNER_SIGNALS_H
#define RUNNER_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

void signals_install(void);
bool signals_cancelled(void);
const volatile sig_atomic_t *signals_flag(void); /* for base/spawn.h */

#endif
