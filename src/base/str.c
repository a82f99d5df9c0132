#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

char str_empty[1] = "";

void str_init(struct str *s, size_t max) { *s = (struct str)STR_MAX(max); }

void str_release(struct str *s)
{
	if (s->cap)
		free(s->buf);
	str_init(s, s->max);
}

void str_clear(struct str *s)
{
	s->failed = false;
	str_cut(s, 0);
}

void str_cut(struct str *s, size_t len)
{
	if (len > s->len || !s->cap)
		return;
	s->len = len;
	s->buf[len] = '\0';
}

char *str_room(struct str *s, size_t len)
{
	size_t need, cap;
	char *grown;

	if (s->failed)
		return NULL;
	if (len > s->max || s->len > s->max - len) {
		s->failed = true;
		return NULL;
	}
	need = s->len + len + 1;
	if (need <= s->cap)
		return s->buf + s->len;
	cap = s->cap ? s->cap : 64;
	while (cap < need)
		cap += cap / 2;
	if (cap > s->max + 1)
		cap = s->max + 1;
	grown = realloc(s->cap ? s->buf : NULL, cap);
	if (!grown) {
		s->failed = true;
		return NULL;
	}
	s->buf = grown;
	s->cap = cap;
	s->buf[s->len] = '\0';
	return s->buf + s->len;
}

void str_add(struct str *s, const char *bytes, size_t len)
{
	bool fits =
		!s->failed && len < s->cap - s->len && len <= s->max - s->len; /* the usual case */
	char *room = fits ? s->buf + s->len : str_room(s, len);

	if (!room || !len)
		return;
	memcpy(room, bytes, len);
	s->len += len;
	s->buf[s->len] = '\0';
}

void str_put_int(struct str *s, int64_t value)
{
	char digits[20];
	size_t at = sizeof(digits);
	uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;

	do
		digits[--at] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		digits[--at] = '-';
	str_add(s, digits + at, sizeof(digits) - at);
}

void str_put_point(struct str *s, unsigned c)
{
	char bytes[4];

	str_add(s, bytes, utf8_encode(c, bytes));
}

void str_vprintf(struct str *s, const char *format, va_list args)
{
	va_list again;
	char *room;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0)
		s->failed = true;
	room = len < 0 ? NULL : str_room(s, (size_t)len);
	if (!room)
		return;
	vsnprintf(room, (size_t)len + 1, format, args);
	s->len += (size_t)len;
}

void str_printf(struct str *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	str_vprintf(s, format, args);
	va_end(args);
}

int str_check(const struct str *s, const char *what, struct err *err)
{
	if (!s->failed)
		return 0;
	return err_internal(err, "%s: out of memory, or longer than %zu bytes", what, s->max);
}

struct text text_of(const char *s)
{
	return s ? (struct text){ s, strlen(s) } : (struct text){ "", 0 };
}

bool text_ends(struct text t, const char *suffix)
{
	size_t len = strlen(suffix);

	return t.len >= len && memcmp(t.ptr + t.len - len, suffix, len) == 0;
}

struct text text_from(struct text t, size_t start)
{
	if (start > t.len)
		start = t.len;
	return (struct text){ start ? t.ptr + start : t.ptr, t.len - start };
}

struct text text_first(struct text t, size_t len)
{
	return (struct text){ t.ptr, len < t.len ? len : t.len };
}

struct text text_trim(struct text t)
{
	size_t used, back;
	bool valid;

	while (t.len && utf8_is_space(utf8_decode(t.ptr, t.len, &used, &valid)) && valid)
		t = text_from(t, used);
	while (t.len) {
		for (back = 1; back < 4 && back < t.len &&
			       ((unsigned char)t.ptr[t.len - back] & 0xC0) == 0x80;
		     back++)
			;
		if (!utf8_is_space(utf8_decode(t.ptr + t.len - back, back, &used, &valid)) ||
		    !valid || used != back)
			break;
		t.len -= back;
	}
	return t;
}

ptrdiff_t text_find(struct text t, const char *needle)
{
	const char *at = memmem(t.ptr, t.len, needle, strlen(needle));

	return at ? at - t.ptr : -1;
}
