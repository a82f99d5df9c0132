#include "base/err.h"

#include <stdio.h>

#include "base/utf8.h"

__attribute__((format(printf, 3, 0))) static int set(struct err *err, enum err_kind kind,
						     const char *format, va_list args)
{
	int len;

	if (!err || err->kind != ERR_NONE)
		return -1;
	err->kind = kind;
	len = vsnprintf(err->text, sizeof(err->text), format, args);
	if (len < 0)
		err->text[0] = '\0';
	else if ((size_t)len >= sizeof(err->text))
		err->text[utf8_cut(err->text, sizeof(err->text) - 1)] = '\0';
	return -1;
}

#define SET(kind)                               \
	do {                                    \
		va_list args;                   \
		va_start(args, format);         \
		set(err, (kind), format, args); \
		va_end(args);                   \
		return -1;                      \
	} while (0)

int err_set(struct err *err, const char *format, ...) { SET(ERR_EVIDENCE); }
int err_caller(struct err *err, const char *format, ...) { SET(ERR_CALLER); }
int err_internal(struct err *err, const char *format, ...) { SET(ERR_INTERNAL); }

int err_memory(struct err *err) { return err_internal(err, "out of memory"); }

void err_clear(struct err *err)
{
	err->kind = ERR_NONE;
	err->text[0] = '\0';
}
