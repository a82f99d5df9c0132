/*
 * Letters as JavaScript takes them, because commitlint's rules are written in it: lengths in UTF-16
 * units, full case mapping (ECMA-262, String.prototype.toUpperCase: ß becomes SS, a final Σ becomes
 * ς), and es-toolkit's deburr. All texts are valid UTF-8. Categories and simple mappings are those
 * of utf8proc, which knows Unicode 15.
 */
#ifndef FORMATS_COMMIT_LETTERS_H
#define FORMATS_COMMIT_LETTERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

bool letters_are_ascii(struct text text);

/* How many UTF-16 code units the text takes: what JavaScript calls its length. */
size_t letters_utf16(struct text text);

void letters_lower(struct str *out, struct text text);
void letters_upper(struct str *out, struct text text);

/* The first UTF-16 unit in upper case, the rest as it is: a first letter beyond U+FFFF is two
 * units, and stays. */
void letters_upper_first(struct str *out, struct text text);

/* The first UTF-16 unit in upper case, the rest in lower case by itself. */
void letters_capitalise(struct str *out, struct text text);

/* Letters of Latin-1 Supplement and Latin Extended-A become ASCII, combining marks vanish. */
void letters_deburr(struct str *out, struct text text);

/* Lu, Ll or Lt; and U+0345, which folds to one. */
bool letters_has_case(uint32_t c);

/* A letter or digit of any script. */
bool letters_is_alnum(uint32_t c);

/* What ends a line in a JavaScript pattern: \n, \r, U+2028, U+2029. */
bool letters_ends_line(uint32_t c);

/* Where the first such character stands in the text, or its length. */
size_t letters_line_end(struct text text);

/* \w of a JavaScript pattern. */
static inline bool letters_is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* Whether the text starts with an ASCII word in any case. */
bool letters_starts_any_case(struct text text, const char *word);

#endif
