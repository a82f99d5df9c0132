#include "formats/commit/letters.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "formats/commit/letters_table.h"

struct range {
	uint32_t from, to;
};

/* Unicode's Cased beyond Lu, Ll and Lt: Other_Lowercase and Other_Uppercase. */
static const struct range other_cased[] = {
	{ 0xAA, 0xAA },       { 0xBA, 0xBA },       { 0x2B0, 0x2B8 },     { 0x2C0, 0x2C1 },
	{ 0x2E0, 0x2E4 },     { 0x345, 0x345 },     { 0x37A, 0x37A },     { 0x10FC, 0x10FC },
	{ 0x1D2C, 0x1D6A },   { 0x1D78, 0x1D78 },   { 0x1D9B, 0x1DBF },   { 0x2071, 0x2071 },
	{ 0x207F, 0x207F },   { 0x2090, 0x209C },   { 0x2160, 0x217F },   { 0x24B6, 0x24E9 },
	{ 0x2C7C, 0x2C7D },   { 0xA69C, 0xA69D },   { 0xA770, 0xA770 },   { 0xA7F2, 0xA7F4 },
	{ 0xA7F8, 0xA7F9 },   { 0xAB5C, 0xAB5F },   { 0xAB69, 0xAB69 },   { 0x10780, 0x10780 },
	{ 0x10783, 0x10785 }, { 0x10787, 0x107B0 }, { 0x107B2, 0x107BA }, { 0x1E030, 0x1E06D },
	{ 0x1F130, 0x1F149 }, { 0x1F150, 0x1F169 }, { 0x1F170, 0x1F189 },
};

/* Unicode's Case_Ignorable beyond Mn, Me, Cf, Lm and Sk. */
static const struct range other_ignorable[] = {
	{ 0x27, 0x27 },     { 0x2E, 0x2E },     { 0x3A, 0x3A },     { 0xB7, 0xB7 },
	{ 0x387, 0x387 },   { 0x55F, 0x55F },   { 0x5F4, 0x5F4 },   { 0x2018, 0x2019 },
	{ 0x2024, 0x2024 }, { 0x2027, 0x2027 }, { 0xFE13, 0xFE13 }, { 0xFE52, 0xFE52 },
	{ 0xFE55, 0xFE55 }, { 0xFF07, 0xFF07 }, { 0xFF0E, 0xFF0E }, { 0xFF1A, 0xFF1A },
};

static bool in_ranges(const struct range *ranges, size_t n, uint32_t c)
{
	for (size_t i = 0; i < n; i++)
		if (c >= ranges[i].from && c <= ranges[i].to)
			return true;
	return false;
}

static uint32_t take(struct text *rest)
{
	size_t used;
	bool valid;
	uint32_t c = utf8_decode(rest->ptr, rest->len, &used, &valid);

	*rest = text_from(*rest, used);
	return c;
}

bool letters_are_ascii(struct text text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80)
			return false;
	return true;
}

size_t letters_utf16(struct text text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		n += (c & 0xC0) != 0x80;
		n += c >= 0xF0;
	}
	return n;
}

static utf8proc_category_t category(uint32_t c) { return utf8proc_category((utf8proc_int32_t)c); }

bool letters_has_case(uint32_t c)
{
	utf8proc_category_t cat;

	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	cat = category(c);
	return cat == UTF8PROC_CATEGORY_LU || cat == UTF8PROC_CATEGORY_LL ||
	       cat == UTF8PROC_CATEGORY_LT || c == 0x345;
}

bool letters_is_alnum(uint32_t c)
{
	utf8proc_category_t cat = category(c);

	return (cat >= UTF8PROC_CATEGORY_LU && cat <= UTF8PROC_CATEGORY_LO) ||
	       cat == UTF8PROC_CATEGORY_ND;
}

static bool is_cased(uint32_t c)
{
	return letters_has_case(c) || in_ranges(other_cased, ARRAY_SIZE(other_cased), c);
}

static bool is_ignorable(uint32_t c)
{
	utf8proc_category_t cat = category(c);

	return cat == UTF8PROC_CATEGORY_MN || cat == UTF8PROC_CATEGORY_ME ||
	       cat == UTF8PROC_CATEGORY_CF || cat == UTF8PROC_CATEGORY_LM ||
	       cat == UTF8PROC_CATEGORY_SK ||
	       in_ranges(other_ignorable, ARRAY_SIZE(other_ignorable), c);
}

/*
 * Whether a cased letter follows, behind whatever may be ignored; ICU passes over what is both. The
 * end of a run of what may be ignored is kept in *known, so that many sigmas in front of one run
 * stay cheap.
 */
static bool cased_follows(struct text rest, const char **known, bool *answer)
{
	bool follows = false;

	if (*known && rest.ptr < *known)
		return *answer;
	while (rest.len) {
		uint32_t c = take(&rest);

		if (is_ignorable(c))
			continue;
		follows = is_cased(c);
		break;
	}
	*known = rest.ptr;
	*answer = follows;
	return follows;
}

static void put_lower(struct str *out, uint32_t c)
{
	if (c < 0x80)
		str_putc(out, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
	else if (c == 0x130)
		str_puts(out, "i\xCC\x87");
	else
		str_put_point(out, (unsigned)utf8proc_tolower((utf8proc_int32_t)c));
}

/* Most texts are ASCII, and need no table. from to from + 25 are the letters to turn. */
static bool put_ascii(struct str *out, struct text text, char from)
{
	char *room = letters_are_ascii(text) ? str_room(out, text.len) : NULL;

	if (!room)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		room[i] = c >= from && c <= from + 25 ? (char)(c ^ 0x20) : c;
	}
	out->len += text.len;
	room[text.len] = '\0';
	return true;
}

void letters_lower(struct str *out, struct text text)
{
	bool after_cased = false, answer = false;
	const char *known = NULL;

	if (put_ascii(out, text, 'A'))
		return;
	while (text.len) {
		uint32_t c = take(&text);

		if (c == 0x3A3 && after_cased && !cased_follows(text, &known, &answer))
			str_put_point(out, 0x3C2);
		else
			put_lower(out, c);
		if (!is_ignorable(c))
			after_cased = is_cased(c);
	}
}

static int special_order(const void *key, const void *entry)
{
	uint16_t c = *(const uint16_t *)key, from = ((const struct letters_special *)entry)->from;

	return c < from ? -1 : c > from;
}

static void put_upper(struct str *out, uint32_t c)
{
	const struct letters_special *special = NULL;
	uint16_t key = (uint16_t)c;

	if (c < 0x80) {
		str_putc(out, (char)(c >= 'a' && c <= 'z' ? c - 32 : c));
		return;
	}
	if (c <= UINT16_MAX)
		special = bsearch(&key, letters_specials, LETTERS_SPECIALS,
				  sizeof(letters_specials[0]), special_order);
	if (!special) {
		str_put_point(out, (unsigned)utf8proc_toupper((utf8proc_int32_t)c));
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(special->to) && special->to[i]; i++)
		str_put_point(out, special->to[i]);
}

void letters_upper(struct str *out, struct text text)
{
	if (put_ascii(out, text, 'a'))
		return;
	while (text.len)
		put_upper(out, take(&text));
}

static void put_first(struct str *out, struct text *text)
{
	uint32_t c = take(text);

	if (c > UINT16_MAX)
		str_put_point(out, c);
	else
		put_upper(out, c);
}

void letters_upper_first(struct str *out, struct text text)
{
	if (text.len)
		put_first(out, &text);
	str_add(out, text.ptr, text.len);
}

void letters_capitalise(struct str *out, struct text text)
{
	if (text.len)
		put_first(out, &text);
	letters_lower(out, text);
}

void letters_deburr(struct str *out, struct text text)
{
	if (letters_are_ascii(text)) {
		str_add(out, text.ptr, text.len);
		return;
	}
	while (text.len) {
		uint32_t c = take(&text);

		if (c >= LETTERS_ASCII_FROM && c < LETTERS_ASCII_TO)
			str_puts(out, letters_ascii[c - LETTERS_ASCII_FROM]);
		else if (!((c >= 0x300 && c <= 0x36F) || (c >= 0x20D0 && c <= 0x20FF) ||
			   (c >= 0xFE20 && c <= 0xFE2F)))
			str_put_point(out, c);
	}
}

bool letters_ends_line(uint32_t c) { return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029; }

size_t letters_line_end(struct text text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\n' || text.ptr[i] == '\r')
			return i;
		if (text.ptr[i] == '\xE2' && i + 2 < text.len && text.ptr[i + 1] == '\x80' &&
		    (text.ptr[i + 2] == '\xA8' || text.ptr[i + 2] == '\xA9'))
			return i;
	}
	return text.len;
}

bool letters_starts_any_case(struct text text, const char *word)
{
	size_t len = strlen(word);

	if (text.len < len)
		return false;
	for (size_t i = 0; i < len; i++) {
		char a = text.ptr[i], b = word[i];

		if (a >= 'A' && a <= 'Z')
			a = (char)(a + 32);
		if (b >= 'A' && b <= 'Z')
			b = (char)(b + 32);
		if (a != b)
			return false;
	}
	return true;
}
