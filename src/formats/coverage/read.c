/* Which format a report has: its first bytes say. */
#include <string.h>

#include "formats/coverage/readers.h"

/* A reader that gives back what was looked at. */
struct replay {
	struct reader reader;
	struct reader *rest;
	char front[4096];
	size_t n, at;
};

static ssize_t replay_read(struct reader *reader, char *buf, size_t room, struct err *err)
{
	struct replay *r = (struct replay *)reader;
	size_t some = r->n - r->at;

	if (!some)
		return r->rest->read(r->rest, buf, room, err);
	some = some < room ? some : room;
	memcpy(buf, r->front + r->at, some);
	r->at += some;
	return (ssize_t)some;
}

/* Fills the front as far as it goes. */
static int look(struct replay *r, struct err *err)
{
	ssize_t n = 1;

	while (r->n < sizeof(r->front) && n > 0) {
		n = r->rest->read(r->rest, r->front + r->n, sizeof(r->front) - r->n, err);
		if (n < 0)
			return -1;
		r->n += (size_t)n;
	}
	return 0;
}

int coverage_read(struct coverage *coverage, struct reader *reader, struct err *err)
{
	struct replay r = { .reader = { replay_read, reader->name }, .rest = reader };
	struct text front;

	if (look(&r, err) < 0)
		return -1;
	front = (struct text){ r.front, r.n };
	while (front.len && strchr(" \t\r\n", front.ptr[0]))
		front = text_from(front, 1);
	if (!front.len)
		return err_set(err, "%s: an empty report", reader->name);
	if (front.ptr[0] == '{' || front.ptr[0] == '[')
		return coverage_json_read(coverage, &r.reader, err);
	if (front.ptr[0] == '<' || (unsigned char)front.ptr[0] >= 0xFE)
		return coverage_xml_read(coverage, &r.reader, err);
	if (text_starts(front, "mode:"))
		return go_cover_read(coverage, &r.reader, err);
	return lcov_read(coverage, &r.reader, err);
}
