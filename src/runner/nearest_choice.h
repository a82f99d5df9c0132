#ifndef RUNNER_NEAREST_CHOICE_H
#define RUNNER_NEAREST_CHOICE_H

#include "base/str.h"

/* "one of a, b, c; did you mean b?" for a word that is none of the choices (ended by NULL). */
void nearest_choice(struct str *out, struct text word, const char *const *choices);

#endif
