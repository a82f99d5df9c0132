/*
 * The cases that commitlint's rules know, and whether a text is in one (specs/commit-lint.md 5.3).
 */
#ifndef FORMATS_COMMIT_CASES_H
#define FORMATS_COMMIT_CASES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum commit_case {
	CASE_LOWER,
	CASE_UPPER,
	CASE_CAMEL,
	CASE_KEBAB,
	CASE_PASCAL,
	CASE_SENTENCE,
	CASE_SNAKE,
	CASE_START,
};

/* The name of a case as configurations write it: "lower-case". */
const char *commit_case_name(enum commit_case which);

/* Finds a case by name; the old names (lowercase, lowerCase, uppercase, sentencecase) count. */
bool commit_case_named(struct text name, enum commit_case *out);

/*
 * Whether the text, without what stands in quotes and without blanks around it, is what writing it
 * in this case gives. One that gives nothing, or starts with a digit then, is. False when there is
 * no memory.
 */
bool commit_case_is(struct text text, enum commit_case which);

/* Appends the text written in this case. */
void commit_case_write(struct str *out, struct text text, enum commit_case which);

/* The words of a text, as es-toolkit (what commitlint 21 calls) splits it. */
struct words {
	uint32_t *point; /* the code points of the text */
	size_t n, at;
	bool plain; /* split at what is no ASCII letter or digit; else by the long pattern */
};

/* -1 when there is no memory. */
int words_init(struct words *words, struct text text);
void words_release(struct words *words);

/* The next word is point[*start] to point[*end - 1]; false when none is left. */
bool words_next(struct words *words, size_t *start, size_t *end);

#endif
