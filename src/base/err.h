/*
 * One error that travels up to whoever can report it. Below main nobody prints and nobody exits: a
 * function that fails says why, once, and returns -1:
 *
 *	return err_set(err, "%s:%zu: a hunk without a file", name, line);
 *
 * The text is complete enough to be printed as it stands: it names the file and line, and says what
 * was expected. An error needs no memory of its own, so that running out of memory can be said too.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdarg.h>
#include <stdbool.h>

enum err_kind {
	ERR_NONE,
	ERR_EVIDENCE, /* something could not be read, or says nothing that can be relied on: exit 3
		       */
	ERR_CALLER,   /* the caller asked for something impossible: exit 2 */
	ERR_INTERNAL, /* out of memory, a broken invariant: exit 3, "internal: " in front */
};

struct err {
	enum err_kind kind;
	char text[2048]; /* cut on a UTF-8 boundary when a message is longer */
};

/* Each sets the error unless one is set already (the first cause is the one to show), and returns
 * -1. err may be NULL. */
int err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
int err_caller(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
int err_internal(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
int err_memory(struct err *err);

void err_clear(struct err *err);

static inline bool err_is_set(const struct err *err) { return err->kind != ERR_NONE; }

#endif
