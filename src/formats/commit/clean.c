#include "formats/commit/clean.h"

#include <string.h>

#include "base/utf8.h"
#include "formats/commit/letters.h"
#include "formats/commit/message.h"

static void put_point(struct str *out, uint32_t c, struct commit_cleaning *cleaning)
{
	char encoded[4];
	size_t len = utf8_encode(c, encoded);

	if (cleaning->too_long || out->len + len > COMMIT_MESSAGE_MAX) {
		cleaning->too_long = true;
		return;
	}
	str_add(out, encoded, len);
}

void commit_clean(struct str *out, struct text bytes, struct commit_cleaning *cleaning)
{
	size_t used;
	bool valid;

	if (text_starts(bytes, "\xEF\xBB\xBF"))
		bytes = text_from(bytes, 3);
	if (bytes.len <= COMMIT_MESSAGE_MAX && utf8_is_valid(bytes.ptr, bytes.len)) {
		str_add(out, bytes.ptr, bytes.len);
		return;
	}
	for (size_t i = 0; i < bytes.len && !cleaning->too_long; i += used) {
		put_point(out, utf8_decode(bytes.ptr + i, bytes.len - i, &used, &valid), cleaning);
		cleaning->replaced |= !valid;
	}
}

struct text commit_trim(struct text t)
{
	while (t.len && (t.ptr[0] == '\n' || (t.ptr[0] == '\r' && text_starts(t, "\r\n"))))
		t = text_from(t, 1);
	while (t.len && t.ptr[t.len - 1] == '\n') {
		t.len--;
		if (t.len && t.ptr[t.len - 1] == '\r')
			t.len--;
	}
	return t;
}

bool commit_is_blank(struct text text) { return !text_trim(text).len; }

/* git's isspace: no other white space is cut. */
static struct text cut_blanks(struct text line)
{
	while (line.len && line.ptr[line.len - 1] && strchr(" \t\r", line.ptr[line.len - 1]))
		line.len--;
	return line;
}

void commit_clean_edit(struct str *out, struct text text, const char *comment)
{
	AUTO(str) scissors = STR_MAX(KiB);
	struct text rest = text, line;
	bool blank = false;

	str_printf(&scissors, "%s ------------------------ >8 ------------------------", comment);
	while (commit_line(&rest, &line)) {
		if (text_is(line, scissors.buf))
			break;
		if (text_starts(line, comment))
			continue;
		line = cut_blanks(line);
		if (!line.len) {
			blank = true;
			continue;
		}
		if (blank && out->len)
			str_putc(out, '\n');
		blank = false;
		str_add(out, line.ptr, line.len);
		str_putc(out, '\n');
	}
}
