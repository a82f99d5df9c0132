#include "base/reader.h"

#include <stdlib.h>
#include <string.h>

static ssize_t read_memory(struct reader *reader, char *buf, size_t room, struct err *err)
{
	struct memory_reader *m = (struct memory_reader *)reader;
	struct text piece = text_first(m->rest, m->step && m->step < room ? m->step : room);

	(void)err;
	if (piece.len)
		memcpy(buf, piece.ptr, piece.len);
	m->rest = text_from(m->rest, piece.len);
	return (ssize_t)piece.len;
}

void memory_reader_init(struct memory_reader *m, const char *name, struct text bytes, size_t step)
{
	*m = (struct memory_reader){ .reader = { read_memory, name }, .rest = bytes, .step = step };
}

int reader_slurp(struct reader *reader, struct str *all, struct err *err)
{
	char piece[16 * 1024];
	ssize_t n;

	while ((n = reader->read(reader, piece, sizeof(piece), err)) > 0) {
		str_add(all, piece, (size_t)n);
		if (all->failed && (size_t)n <= all->max - all->len)
			return err_memory(err);
		if (all->failed)
			return err_set(err, "%s: larger than %zu bytes", reader->name, all->max);
	}
	return n < 0 ? -1 : 0;
}

void lines_init(struct lines *lines, struct reader *reader, size_t max_line)
{
	*lines = (struct lines){ .reader = reader, .max_line = max_line };
}

void lines_release(struct lines *lines)
{
	free(lines->buf);
	lines->buf = NULL;
}

/* Makes room behind `end`: moves what is unread to the front, or grows. */
static int make_room(struct lines *lines, struct err *err)
{
	size_t held = lines->end - lines->start;
	size_t cap = lines->cap ? lines->cap : 256 * KiB;
	char *grown;

	if (lines->start) {
		memmove(lines->buf, lines->buf + lines->start, held);
		lines->start = 0;
		lines->end = held;
	}
	if (lines->cap && held < lines->cap / 2)
		return 0;
	if (held > lines->max_line + 1)
		return err_set(err, "%s:%zu: a line longer than %zu MiB", lines->reader->name,
			       lines->number + 1, lines->max_line / MiB);
	while (cap < 2 * held)
		cap *= 2;
	if (cap == lines->cap)
		return 0;
	grown = realloc(lines->buf, cap);
	if (!grown)
		return err_memory(err);
	lines->buf = grown;
	lines->cap = cap;
	return 0;
}

static int finish_line(struct lines *lines, size_t len, size_t with_end, struct text *line,
		       struct err *err)
{
	const char *ptr = lines->buf + lines->start;

	lines->number++;
	lines->start += with_end;
	if (with_end > len && len && ptr[len - 1] == '\r')
		len--;
	*line = (struct text){ ptr, len };
	if (len > lines->max_line)
		return err_set(err, "%s:%zu: a line longer than %zu MiB", lines->reader->name,
			       lines->number, lines->max_line / MiB);
	if (len && memchr(ptr, '\0', len))
		return err_set(err, "%s:%zu: a NUL byte, where text was expected",
			       lines->reader->name, lines->number);
	return 1;
}

int lines_next(struct lines *lines, struct text *line, struct err *err)
{
	size_t looked = 0;

	for (;;) {
		size_t held = lines->end - lines->start;
		const char *end = held > looked ? memchr(lines->buf + lines->start + looked, '\n',
							 held - looked)
						: NULL;
		ssize_t n;

		if (end) {
			size_t len = (size_t)(end - (lines->buf + lines->start));

			return finish_line(lines, len, len + 1, line, err);
		}
		looked = held;
		if (lines->ended) {
			lines->unfinished |= held > 0;
			return held ? finish_line(lines, held, held, line, err) : 0;
		}
		if (lines->end == lines->cap && make_room(lines, err) < 0)
			return -1;
		n = lines->reader->read(lines->reader, lines->buf + lines->end,
					lines->cap - lines->end, err);
		if (n < 0)
			return -1;
		lines->ended = n == 0;
		lines->end += (size_t)n;
	}
}
