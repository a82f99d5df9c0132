/*
 * The word that was probably meant: for "unknown key "contianer"; did you mean "container"?".
 */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/str.h"

/*
 * The one of words (ended by NULL) that is nearest to word: fewest letters put in, left out,
 * changed, or swapped with the next (Damerau-Levenshtein, no letter edited twice). Capitals count
 * as small letters. NULL when none is near: more than a third of the letters would differ, or more
 * than three. Of equally near words, the first.
 */
const char *nearest_word(struct text word, const char *const *words);

/* The same count for two words; SIZE_MAX when one is longer than 64 bytes. */
size_t nearest_distance(struct text a, struct text b);

#endif
