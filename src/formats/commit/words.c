/*
 * es-toolkit's words(): the patterns are lodash's, ordered alternatives over four sorts of
 * characters. Apostrophes are gone before a text comes here, so the alternatives for contractions
 * ("don't") never match and are left out.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "formats/commit/cases.h"

enum sort {
	LOWER = 1,
	UPPER = 2,
	MISC = 4, /* other letters, and whatever else has no sort */
	BREAK = 8,
	DIGIT = 16,
	DINGBAT = 32,
	ASTRAL = 64, /* beyond U+FFFF: a surrogate pair in JavaScript */
};

static bool is_break(uint32_t c)
{
	if (c < 0xC0)
		return c < '0' || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') || c > 'z';
	return c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x206F) || c == 0xFEFF ||
	       c == 0x1680 || c == 0x180E || c == 0x3000;
}

static enum sort sort_of(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return DIGIT;
	if (is_break(c))
		return BREAK;
	if ((c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF))
		return LOWER;
	if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE))
		return UPPER;
	if (c >= 0x2700 && c <= 0x27BF)
		return DINGBAT;
	return c > 0xFFFF ? ASTRAL : MISC;
}

static bool is(const struct words *w, size_t at, unsigned sorts)
{
	return at < w->n && (sort_of(w->point[at]) & sorts);
}

static size_t run(const struct words *w, size_t at, unsigned sorts)
{
	while (is(w, at, sorts))
		at++;
	return at;
}

static bool is_ascii_alnum(uint32_t c)
{
	return c < 0x80 && (sort_of(c) & (DIGIT | LOWER | UPPER));
}

/* Whether the text holds a step that the plain split would miss. */
static bool needs_pattern(const struct words *w)
{
	for (size_t i = 0; i < w->n; i++) {
		uint32_t c = w->point[i];
		enum sort a, b;

		if (!is_ascii_alnum(c) && c != ' ')
			return true;
		if (i + 1 >= w->n || !is_ascii_alnum(c) || !is_ascii_alnum(w->point[i + 1]))
			continue;
		a = sort_of(c);
		b = sort_of(w->point[i + 1]);
		if ((a == LOWER && b == UPPER) || (a == DIGIT) != (b == DIGIT))
			return true;
		if (a == UPPER && b == UPPER && i + 2 < w->n && w->point[i + 2] < 0x80 &&
		    is(w, i + 2, LOWER))
			return true;
	}
	return false;
}

int words_init(struct words *w, struct text text)
{
	size_t used;
	bool valid;

	*w = (struct words){ .point = malloc((text.len + 1) * sizeof(*w->point)) };
	if (!w->point)
		return -1;
	for (; text.len; text = text_from(text, used))
		w->point[w->n++] = utf8_decode(text.ptr, text.len, &used, &valid);
	w->plain = !needs_pattern(w);
	return 0;
}

void words_release(struct words *w)
{
	free(w->point);
	*w = (struct words){ 0 };
}

/* Upper? Lower+ before a break, an upper letter or the end. */
static size_t lower_word(const struct words *w, size_t at)
{
	size_t from = is(w, at, UPPER) ? at + 1 : at, end = run(w, from, LOWER);

	return end > from && (end == w->n || is(w, end, BREAK | UPPER)) ? end : at;
}

/* (Upper|Misc)+ before a break, the start of the next word or the end: as far as it goes. */
static size_t upper_word(const struct words *w, size_t at)
{
	size_t end = run(w, at, UPPER | MISC);

	if (end > at && (end == w->n || is(w, end, BREAK)))
		return end;
	for (size_t k = end; k > at + 1; k--)
		if (is(w, k - 1, UPPER) && is(w, k, LOWER | MISC))
			return k - 1;
	return at;
}

static size_t mixed_word(const struct words *w, size_t at)
{
	size_t from = is(w, at, UPPER) ? at + 1 : at, end = run(w, from, LOWER | MISC);

	return end > from ? end : at;
}

static bool is_word_char(const struct words *w, size_t at)
{
	return at < w->n && (is_ascii_alnum(w->point[at]) || w->point[at] == '_');
}

/* 1st 2nd 3rd 4th, in one case, before the end of a word, '_' or a letter of the other case. */
static size_t ordinal(const struct words *w, size_t at, const char *const endings[4], char from,
		      char to)
{
	size_t end = run(w, at, DIGIT);
	const char *ending;
	uint32_t digit, next;

	if (end == at || end + 2 > w->n)
		return at;
	digit = w->point[end - 1];
	ending = endings[digit >= '1' && digit <= '3' ? digit - '0' : 0];
	if (w->point[end] != (uint32_t)ending[0] || w->point[end + 1] != (uint32_t)ending[1])
		return at;
	end += 2;
	next = end < w->n ? w->point[end] : 0;
	if (is_word_char(w, end) && next != '_' &&
	    !(next >= (uint32_t)from && next <= (uint32_t)to))
		return at;
	return end;
}

static bool is_regional(const struct words *w, size_t at)
{
	return at < w->n && w->point[at] >= 0x1F1E6 && w->point[at] <= 0x1F1FF;
}

/* A variation selector and a skin tone, each once or not at all. */
static size_t modifiers(const struct words *w, size_t at)
{
	if (at < w->n && (w->point[at] == 0xFE0E || w->point[at] == 0xFE0F))
		at++;
	if (at < w->n && w->point[at] >= 0x1F3FB && w->point[at] <= 0x1F3FF)
		at++;
	return at;
}

static size_t emoji(const struct words *w, size_t at)
{
	size_t end;

	if (is_regional(w, at) && is_regional(w, at + 1))
		end = at + 2;
	else if (is(w, at, DINGBAT | ASTRAL))
		end = at + 1;
	else
		return at;
	end = modifiers(w, end);
	while (end + 1 < w->n && w->point[end] == 0x200D) {
		end += is_regional(w, end + 1) && is_regional(w, end + 2) ? 3 : 2;
		end = modifiers(w, end);
	}
	return end;
}

static size_t pattern_word(const struct words *w, size_t at)
{
	static const char *const upper[4] = { "TH", "ST", "ND", "RD" };
	static const char *const lower[4] = { "th", "st", "nd", "rd" };
	size_t end = lower_word(w, at);

	if (end == at)
		end = upper_word(w, at);
	if (end == at)
		end = mixed_word(w, at);
	if (end == at)
		end = run(w, at, UPPER);
	if (end == at)
		end = ordinal(w, at, upper, 'a', 'z');
	if (end == at)
		end = ordinal(w, at, lower, 'A', 'Z');
	if (end == at)
		end = run(w, at, DIGIT);
	return end == at ? emoji(w, at) : end;
}

bool words_next(struct words *w, size_t *start, size_t *end)
{
	for (; w->at < w->n; w->at++) {
		size_t stop = w->at;

		if (!w->plain)
			stop = pattern_word(w, w->at);
		else
			while (stop < w->n && is_ascii_alnum(w->point[stop]))
				stop++;
		if (stop == w->at)
			continue;
		*start = w->at;
		*end = w->at = stop;
		return true;
	}
	return false;
}
