/* Any bytes from a pipe: frames come off the front, never past the end, and what is left is too little or no frame. */
#include <stdlib.h>

#include "runner/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text held = { (const char *)data, size }, before = held;
	struct frame frame;
	int got;

	while ((got = frame_take(&held, &frame)) > 0) {
		check(frame.kind >= FRAME_LOG && frame.kind < FRAME_KINDS);
		check(frame.bytes.len <= FRAME_MAX);
		check(frame.bytes.ptr >= before.ptr &&
		      frame.bytes.ptr + frame.bytes.len == held.ptr);
		check(held.len < before.len);
		before = held;
	}
	check(held.ptr == before.ptr && held.len == before.len);
	return 0;
}
