/*
 * Where a program's words go: to the streams and the files of the step, or, in a child of
 * `phoenix run`, as frames to its parent, which alone writes there.
 */
#ifndef RUNNER_SINK_H
#define RUNNER_SINK_H

#include "runner/frame.h"

/* From here on this process is a child whose parent reads from the other end of fd. */
void sink_open(int fd);
bool sink_is_open(void);
void sink_send(enum frame_kind kind, struct text head, struct text bytes);

#endif
