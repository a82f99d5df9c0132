/*
 * Where bytes come from: a file, a pipe, an unpacked gzip, memory. Parsers in formats/ pull from a
 * reader and never know.
 */
#ifndef BASE_READER_H
#define BASE_READER_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/str.h"

struct reader {
	/* Fills at most `room` (> 0) bytes; how many, 0 at the end (and at every later call), -1
	 * with err set. */
	ssize_t (*read)(struct reader *reader, char *buf, size_t room, struct err *err);
	const char *name; /* for messages: the path as the caller gave it */
};

/* Reads from memory, at most `step` bytes a call (0: as many as fit). */
struct memory_reader {
	struct reader reader;
	struct text rest;
	size_t step;
};

void memory_reader_init(struct memory_reader *m, const char *name, struct text bytes, size_t step);

/* Appends all that is left to `all`, whose ceiling holds; -1 with err set: internal when there is no
 * memory, else of the evidence. */
int reader_slurp(struct reader *reader, struct str *all, struct err *err);

/*
 * The lines of a text format. A line ends at \n or \r\n (a lone \r is text); its end is not part of
 * it. A NUL, and a line longer than max_line, are errors that name the line.
 */
struct lines {
	struct reader *reader;
	char *buf;
	size_t cap, start, end, max_line;
	size_t number;   /* of the line last returned, from 1 */
	bool ended;      /* the reader has no more */
	bool unfinished; /* the last line had no line end */
};

void lines_init(struct lines *lines, struct reader *reader, size_t max_line);
void lines_release(struct lines *lines);

/* 1 and the next line, which lives until the next call; 0 at the end; -1 with err set. */
int lines_next(struct lines *lines, struct text *line, struct err *err);

#endif
