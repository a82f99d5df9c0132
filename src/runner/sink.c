#include "runner/sink.h"

static int sink = -1;

void sink_open(int fd) { sink = fd; }
bool sink_is_open(void) { return sink >= 0; }

void sink_send(enum frame_kind kind, struct text head, struct text bytes)
{
	frame_send(sink, kind, head, bytes);
}
