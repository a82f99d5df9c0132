/*
 * A streaming JSON reader (RFC 8259): the caller pulls, in document order, and holds nothing but
 * what it keeps.
 *
 *	json_enter_object(&j);
 *	while (json_member(&j, &key))
 *		if (text_is(key, "level"))
 *			level = json_text(&j);
 *		else
 *			json_skip(&j);
 *
 * Each json_member or json_element is followed by exactly one read of its value (enter, a getter,
 * json_skip). The first error stays: every later call returns nothing, so loops end, and json_end
 * says -1. An error names file, line and column and says what was expected; a value of the wrong
 * type is such an error.
 *
 * Texts come back decoded, as UTF-8 without a NUL: \u0000 and a lone surrogate are U+FFFD; bytes
 * that are no UTF-8 stay as they are. They live until the next call. Duplicate names are the
 * caller's matter (the last one wins by itself).
 */
#ifndef FORMATS_JSON_H
#define FORMATS_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/num.h"
#include "base/reader.h"
#include "base/str.h"

#define JSON_MAX_DEPTH 128

enum json_type {
	JSON_NONE, /* no value here: an error, or the end */
	JSON_OBJECT,
	JSON_ARRAY,
	JSON_STRING,
	JSON_NUMBER,
	JSON_TRUE,
	JSON_FALSE,
	JSON_NULL,
};

struct json {
	struct reader *reader; /* NULL: all bytes are in `at` */
	const char *name;
	struct err *err;

	const char *at, *end; /* what is unread */
	char *buf;            /* the window, when there is a reader */
	size_t cap;
	bool drained; /* the reader has no more */
	bool failed;
	struct str scratch; /* decoded texts */
	struct str token;   /* raw bytes of a token that crosses windows */

	size_t line;           /* lines ended before `line_from` */
	const char *line_from; /* counted up to here in the window */
	size_t before;         /* bytes of the current line that have left the window */

	unsigned depth;
	bool first;                  /* nothing read yet in the innermost container */
	char inside[JSON_MAX_DEPTH]; /* '{' or '[' */
};

/* err receives the first error. Texts longer than max_text bytes are an error. */
void json_init(struct json *j, struct reader *reader, size_t max_text, struct err *err);

/* Reads one document that is in memory, and calls it `name`, whose lines begin after `line`: 0 for
 * a file of its own. */
void json_init_memory(struct json *j, const char *name, size_t line, struct text bytes,
		      struct err *err);
void json_release(struct json *j);

/* Starts on other bytes, keeping buffers: for the lines of a JSON-lines stream. */
void json_restart(struct json *j, size_t line, struct text bytes);

/* The type of the value that comes next, which stays unread. */
enum json_type json_peek(struct json *j);

bool json_enter_object(struct json *j);
bool json_member(struct json *j, struct text *name); /* false: the object has ended, or an error */
bool json_enter_array(struct json *j);
bool json_element(struct json *j); /* false: the array has ended, or an error */

struct text json_text(struct json *j);
struct text json_text_or_null(struct json *j,
			      bool *is_null); /* is_null may be NULL: null is then an empty text */
int64_t json_int(struct json *j);             /* a whole number; 1.0 is one, saturating at 2^63-1 */
int64_t json_int_or(struct json *j, int64_t if_null);
bool json_number(struct json *j, struct decimal *out); /* false: an error; exponents are refused */
bool json_bool(struct json *j);
void json_skip(struct json *j);

/* The value as it stands, without blanks around it. Only for documents in memory
 * (json_init_memory). */
struct text json_raw(struct json *j);

/* The place reached: line and column from 1, the column in bytes. */
void json_place(struct json *j, size_t *line, size_t *column);

/* Sets the error "NAME:LINE:COLUMN: ..." at the place reached, for what a caller finds wrong.
 * Returns false. */
bool json_fail(struct json *j, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Whether more than white space is left: another document behind one that has ended. */
bool json_more(struct json *j);

/* 0 when one whole document was read and only white space follows it; else -1, with the error. */
int json_end(struct json *j);

#endif
