/* What a person sees of a verdict while the step runs (specs/runner.md 3.5, 4.4). */
#ifndef RUNNER_TELL_H
#define RUNNER_TELL_H

#include "runner/report_private.h"

/*
 * Findings and annotations to the stream, what is missing, notes and the answer to standard error;
 * in a child of `phoenix run` all of it, the outputs and the path of the verdict file to its
 * parent.
 */
void tell(struct report *report, int stream);

#endif
