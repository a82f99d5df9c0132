/*
 * Secrets of this process, and their removal from all that it writes (specs/runner.md 4.9): as they
 * are, in base64 and URL-encoded (hex digits of either case).
 */
#ifndef RUNNER_MASK_H
#define RUNNER_MASK_H

#include "base/str.h"

/* Remembers a secret; one of less than four bytes is not masked: false. */
bool mask_add(struct text secret);

/* Replaces each secret in s, in place, by "***". Whether there was one. */
bool mask_apply(struct str *s);

/*
 * The text without secrets: itself when there are none, else a copy in `copy`, which must be empty.
 * What cuts or escapes a text asks this first: a secret that was escaped is no longer found.
 */
struct text mask_text(struct text text, struct str *copy);

bool mask_any(void); /* whether there are secrets at all */
void mask_clear(void);

#endif
