/*
 * What a program that `phoenix run` started says to its parent, through a pipe: frames of a kind
 * and some bytes (specs/image.md 5.4). Written here by the child, read by the parent; both are this
 * very process, so numbers travel as they lie in memory.
 */
#ifndef RUNNER_FRAME_H
#define RUNNER_FRAME_H

#include <stdint.h>

#include "base/str.h"

#define FRAME_MAX (2 * MiB)

enum frame_kind {
	FRAME_LOG = 1,     /* the stream, a byte; then what stands in the log */
	FRAME_OUTPUT,      /* name, NUL, value */
	FRAME_SUMMARY,     /* a part of the step summary */
	FRAME_ANNOTATIONS, /* struct frame_annotations, then the lines */
	FRAME_VERDICT,     /* the path of the verdict file */
	FRAME_KINDS,
};

struct frame_annotations {
	int64_t type, n, total;
};

struct frame {
	enum frame_kind kind;
	struct text bytes;
};

/* Sends a frame, two pieces of bytes one behind the other. What nobody reads is lost in silence:
 * the parent notices. More than FRAME_MAX is sent as several frames of a log or summary. */
void frame_send(int fd, enum frame_kind kind, struct text head, struct text bytes);

/* Takes the first whole frame off `held`: 1; 0 when it is not all there yet; -1 when it is none. */
int frame_take(struct text *held, struct frame *frame);

#endif
