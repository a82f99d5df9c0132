/* What the fuzz targets of the runner room share: an input cut into texts, and what may be shown. */
#ifndef TESTS_RUNNER_FUZZ_H
#define TESTS_RUNNER_FUZZ_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void must(bool holds)
{
	if (!holds)
		abort();
}

/* The next text of the input, up to a NUL byte or its end, as a string of its own. */
static inline char *next_text(const uint8_t **data, size_t *size)
{
	char *text = strndup((const char *)*data, *size);
	size_t used;

	must(text);
	used = strlen(text);
	used += used < *size;
	*data += used;
	*size -= used;
	return text;
}

static inline uint8_t next_byte(const uint8_t **data, size_t *size)
{
	if (!*size)
		return 0;
	--*size;
	return *(*data)++;
}

static inline struct text all_of(const struct str *s) { return (struct text){ s->buf, s->len }; }

static inline bool same(const struct str *a, const struct str *b)
{
	return a->len == b->len && memcmp(a->buf, b->buf, a->len) == 0;
}

/* One line of valid UTF-8 in which nothing is hidden: no control but the tab, no line or paragraph
 * separator, nothing that turns the direction of writing; and no old workflow command. */
static inline bool is_shown(struct text text)
{
	size_t used;
	bool valid;

	if (text.len && memmem(text.ptr, text.len, "##[", 3))
		return false;
	for (; text.len; text = text_from(text, used)) {
		uint32_t c = utf8_decode(text.ptr, text.len, &used, &valid);

		if (!valid || (c < 0x20 && c != '\t') || (c >= 0x7F && c <= 0x9F) ||
		    (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
			return false;
	}
	return true;
}

#endif
