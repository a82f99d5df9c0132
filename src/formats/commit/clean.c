#include "formats/commit/clean.h"

#include <string.h>

#include "base/utf8.h"
#include "formats/commit/letters.h"
#include "formats/commit/message.h"

struct table {
	const char *name;
	unsigned first, last; /* the bytes that differ from ISO-8859-1 */
	const uint16_t *points;
};

static const uint16_t latin_9[] = { 0x20AC, 0xA5, 0x160, 0xA7, 0x161, 0xA9, 0xAA,  0xAB,  0xAC,
				    0xAD,   0xAE, 0xAF,  0xB0, 0xB1,  0xB2, 0xB3,  0x17D, 0xB5,
				    0xB6,   0xB7, 0x17E, 0xB9, 0xBA,  0xBB, 0x152, 0x153, 0x178 };

/* 0: no character (WHATWG Encoding gives the control of that number; it is no text either way) */
static const uint16_t windows_1252[] = {
	0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
	0x2039, 0x152,  0,      0x17D,  0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E,  0x178,
};

static const struct table tables[] = {
	{ "ISO-8859-1", 1, 0, NULL },
	{ "ISO8859-1", 1, 0, NULL },
	{ "latin1", 1, 0, NULL },
	{ "latin-1", 1, 0, NULL },
	{ "ISO-8859-15", 0xA4, 0xBE, latin_9 },
	{ "ISO8859-15", 0xA4, 0xBE, latin_9 },
	{ "latin-9", 0xA4, 0xBE, latin_9 },
	{ "Windows-1252", 0x80, 0x9F, windows_1252 },
	{ "CP1252", 0x80, 0x9F, windows_1252 },
};

static bool same_name(const char *a, const char *b)
{
	return letters_starts_any_case(text_of(a), b) && strlen(a) == strlen(b);
}

static const struct table *table_named(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(tables); i++)
		if (same_name(name, tables[i].name))
			return &tables[i];
	return NULL;
}

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

static void put_byte(struct str *out, unsigned char byte, const struct table *table,
		     struct commit_cleaning *cleaning)
{
	uint32_t c = byte;

	if (byte >= table->first && byte <= table->last)
		c = table->points[byte - table->first];
	if (!c && byte) {
		c = UTF8_REPLACEMENT;
		cleaning->replaced = true;
	}
	put_point(out, c, cleaning);
}

void commit_clean(struct str *out, struct text bytes, const char *encoding,
		  struct commit_cleaning *cleaning)
{
	bool utf8 = !encoding || same_name(encoding, "UTF-8") || same_name(encoding, "UTF8");
	const struct table *table = utf8 ? NULL : table_named(encoding);
	size_t used;
	bool valid;

	cleaning->unknown_encoding = !utf8 && !table;
	if (!table && text_starts(bytes, "\xEF\xBB\xBF"))
		bytes = text_from(bytes, 3);
	if (!table && bytes.len <= COMMIT_MESSAGE_MAX && utf8_is_valid(bytes.ptr, bytes.len)) {
		str_add(out, bytes.ptr, bytes.len);
		return;
	}
	for (size_t i = 0; i < bytes.len && !cleaning->too_long; i += used) {
		used = 1;
		if (table) {
			put_byte(out, (unsigned char)bytes.ptr[i], table, cleaning);
			continue;
		}
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
