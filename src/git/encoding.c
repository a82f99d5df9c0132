#include "git/encoding.h"

#include <strings.h>

#include "base/utf8.h"

enum encoding { UTF_8, ISO_8859_1, ISO_8859_15, WINDOWS_1252, UNKNOWN };

static const struct {
	const char *name;
	enum encoding encoding;
} names[] = {
	{ "UTF-8", UTF_8 },
	{ "UTF8", UTF_8 },
	{ "US-ASCII", UTF_8 },
	{ "ASCII", UTF_8 },
	{ "ISO-8859-1", ISO_8859_1 },
	{ "ISO8859-1", ISO_8859_1 },
	{ "ISO_8859-1", ISO_8859_1 },
	{ "ISO88591", ISO_8859_1 },
	{ "LATIN1", ISO_8859_1 },
	{ "LATIN-1", ISO_8859_1 },
	{ "L1", ISO_8859_1 },
	{ "ISO-8859-15", ISO_8859_15 },
	{ "ISO8859-15", ISO_8859_15 },
	{ "ISO_8859-15", ISO_8859_15 },
	{ "ISO885915", ISO_8859_15 },
	{ "LATIN-9", ISO_8859_15 },
	{ "LATIN9", ISO_8859_15 },
	{ "WINDOWS-1252", WINDOWS_1252 },
	{ "CP1252", WINDOWS_1252 },
	{ "CP-1252", WINDOWS_1252 },
};

/* 0x80 to 0x9F (unicode.org, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT); 0 is undefined. */
static const unsigned short windows_1252[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static enum encoding find(struct text name)
{
	if (!name.len)
		return UTF_8;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (strlen(names[i].name) == name.len &&
		    strncasecmp(names[i].name, name.ptr, name.len) == 0)
			return names[i].encoding;
	return UNKNOWN;
}

/* Where ISO-8859-15 differs from ISO-8859-1 (unicode.org, MAPPINGS/ISO8859/8859-15.TXT). */
static unsigned iso_8859_15(unsigned char byte)
{
	switch (byte) {
	case 0xA4: return 0x20AC;
	case 0xA6: return 0x0160;
	case 0xA8: return 0x0161;
	case 0xB4: return 0x017D;
	case 0xB8: return 0x017E;
	case 0xBC: return 0x0152;
	case 0xBD: return 0x0153;
	case 0xBE: return 0x0178;
	default: return byte;
	}
}

/* 0: the byte is no text. */
static unsigned point_of(enum encoding encoding, unsigned char byte)
{
	if (byte < 0x80)
		return byte;
	switch (encoding) {
	case ISO_8859_1: return byte;
	case ISO_8859_15: return iso_8859_15(byte);
	case WINDOWS_1252: return byte < 0xA0 ? windows_1252[byte - 0x80] : byte;
	default: return 0;
	}
}

static bool copy_utf8(struct str *out, struct text bytes)
{
	bool all_valid = true, valid;
	size_t used;

	if (utf8_is_valid(bytes.ptr, bytes.len)) {
		str_add(out, bytes.ptr, bytes.len);
		return true;
	}
	while (bytes.len) {
		str_put_point(out, utf8_decode(bytes.ptr, bytes.len, &used, &valid));
		all_valid &= valid;
		bytes = text_from(bytes, used);
	}
	return all_valid;
}

bool encoding_to_utf8(struct str *out, struct text bytes, struct text name)
{
	enum encoding encoding = find(name);
	bool all_text = encoding != UNKNOWN;

	if (encoding == UTF_8)
		return copy_utf8(out, bytes);
	for (size_t i = 0; i < bytes.len; i++) {
		unsigned char byte = (unsigned char)bytes.ptr[i];
		unsigned point = point_of(encoding, byte);

		all_text &= point || !byte;
		str_put_point(out, point || !byte ? point : UTF8_REPLACEMENT);
	}
	return all_text;
}
