/*
 * A growable string with a ceiling, given where it is made:
 *
 *	AUTO(str) line = STR_MAX(64 * KiB);
 *
 * buf is never NULL and always ends with a NUL that len does not count. Once an append finds no
 * memory or would pass the ceiling, the string is `failed`: it stays as it was and ignores every
 * later append, so that a caller appends freely and asks once, at the end (str_check).
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/auto.h"
#include "base/err.h"

struct str {
	char *buf;
	size_t len;
	size_t cap; /* 0: buf is a constant */
	size_t max; /* most bytes, the final NUL not counted */
	bool failed;
};

extern char str_empty[1];

#define STR_MAX(ceiling)                           \
	{                                          \
		.buf = str_empty, .max = (ceiling) \
	}

void str_init(struct str *s, size_t max);
void str_release(struct str *s);

/* Empties it, keeps its memory, and forgets a failure. */
void str_clear(struct str *s);

void str_add(struct str *s, const char *bytes, size_t len);
void str_put_int(struct str *s, int64_t value); /* in decimal digits */
void str_printf(struct str *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_vprintf(struct str *s, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

static inline void str_puts(struct str *s, const char *text) { str_add(s, text, strlen(text)); }

static inline void str_putc(struct str *s, char c)
{
	if (s->failed || s->len >= s->max || s->len + 1 >= s->cap) {
		str_add(s, &c, 1);
		return;
	}
	s->buf[s->len++] = c;
	s->buf[s->len] = '\0';
}

/* Appends code point c as UTF-8. */
void str_put_point(struct str *s, unsigned c);

/* Makes room for len more bytes at buf + s->len; the caller fills them and adds to len. NULL when
 * it cannot. */
char *str_room(struct str *s, size_t len);

void str_cut(struct str *s, size_t len);

/* 0, or -1 with err set when an append failed; what is the name of what was being built. */
int str_check(const struct str *s, const char *what, struct err *err);

/* A piece of somebody else's bytes: not owned, not ended by a NUL. */
struct text {
	const char *ptr;
	size_t len;
};

#define TEXT(literal) ((struct text){ (literal), sizeof(literal) - 1 })

struct text text_of(const char *s); /* NULL gives an empty text */

static inline bool text_equal(struct text a, struct text b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Inline, so that a reader that looks for a dozen names compares words and calls nothing. */
static inline bool text_is(struct text t, const char *s)
{
	return t.len == strlen(s) && (t.len == 0 || memcmp(t.ptr, s, strlen(s)) == 0);
}

static inline bool text_starts(struct text t, const char *prefix)
{
	return t.len >= strlen(prefix) &&
	       (t.len == 0 || memcmp(t.ptr, prefix, strlen(prefix)) == 0);
}

bool text_ends(struct text t, const char *suffix);
struct text text_trim(
	struct text t); /* white space as utf8_is_space takes it; bad UTF-8 is no white space */
struct text text_from(struct text t, size_t start);
struct text text_first(struct text t, size_t len);

/* Where needle stands in t, or -1. */
ptrdiff_t text_find(struct text t, const char *needle);

#endif
