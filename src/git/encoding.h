/*
 * Text of a commit as UTF-8. Own tables, because iconv in a static program would need modules of
 * the libc of the machine it runs on.
 */
#ifndef GIT_ENCODING_H
#define GIT_ENCODING_H

#include "base/str.h"

/*
 * Appends bytes that are in the encoding `name`: UTF-8 (also when empty), ISO-8859-1, ISO-8859-15,
 * Windows-1252, in any case and by their usual other names. Whatever is no text in it becomes
 * U+FFFD, and in an encoding that is not known each byte above 0x7F does. False when a byte became
 * U+FFFD, or the encoding is not known.
 */
bool encoding_to_utf8(struct str *out, struct text bytes, struct text name);

#endif
