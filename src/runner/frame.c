#include "runner/frame.h"

#include <errno.h>
#include <unistd.h>

struct header {
	uint32_t kind, len;
};

static void send_all(int fd, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		at += n;
		len -= (size_t)n;
	}
}

void frame_send(int fd, enum frame_kind kind, struct text head, struct text bytes)
{
	do {
		struct text piece = text_first(bytes, FRAME_MAX - head.len);
		struct header header = { kind, (uint32_t)(head.len + piece.len) };

		send_all(fd, &header, sizeof(header));
		send_all(fd, head.ptr, head.len);
		send_all(fd, piece.ptr, piece.len);
		bytes = text_from(bytes, piece.len);
	} while (bytes.len);
}

int frame_take(struct text *held, struct frame *frame)
{
	struct header header;

	if (held->len < sizeof(header))
		return 0;
	memcpy(&header, held->ptr, sizeof(header));
	if (header.kind < FRAME_LOG || header.kind >= FRAME_KINDS || header.len > FRAME_MAX)
		return -1;
	if (held->len - sizeof(header) < header.len)
		return 0;
	*held = text_from(*held, sizeof(header));
	frame->kind = (enum frame_kind)header.kind;
	frame->bytes = text_first(*held, header.len);
	*held = text_from(*held, header.len);
	return 1;
}
