/*
 * Verdict documents for tests, printed from the table: a plain pass, with changes, or with one
 * member made wrong.
 */
#ifndef TESTS_VERDICT_DOCUMENT_H
#define TESTS_VERDICT_DOCUMENT_H

#include "formats/verdict_read.h"

enum how { AS_IT_IS, LEFT_OUT, RETYPED, NULLED, TOO_MUCH, TOO_LITTLE, UNLIKE_PATTERN, TWICE };

/* What one document has that the plain one, a pass, has not. */
struct change {
	const char *path, *value;
};

struct document {
	struct str text;
	const char *target; /* the member that is made wrong */
	enum how how;
	const struct change *changes; /* ended by a NULL path */
};

/* Prints a struct of the table whose members have paths below `prefix`. */
void document_print(struct document *d, const struct shape *shape, const char *prefix);

int document_read_text(struct text bytes, struct err *err);
int document_read(const struct str *s, struct err *err);

/* The plain document with changes is read (error is NULL), or refused with an error that holds
 * `error`. */
void document_expect(const char *error, const struct change *changes);

void document_slurp(const char *path, struct str *out);

#define READS(...)      document_expect(NULL, (const struct change[]){ __VA_ARGS__, { NULL, NULL } })
#define FAILS(why, ...) document_expect(why, (const struct change[]){ __VA_ARGS__, { NULL, NULL } })

#endif
