/*
 * Bytes to a message that can be judged (specs/commit-lint.md 4.2).
 */
#ifndef FORMATS_COMMIT_CLEAN_H
#define FORMATS_COMMIT_CLEAN_H

#include <stdbool.h>

#include "base/str.h"

struct commit_cleaning {
	bool replaced; /* bytes that are no text were replaced by U+FFFD */
	bool too_long; /* only the first COMMIT_MESSAGE_MAX bytes are there */
};

/*
 * Appends the message as UTF-8: a byte order mark is dropped, what is no text becomes U+FFFD, and
 * at most COMMIT_MESSAGE_MAX bytes are kept. (Other encodings are git/commit.h's matter.)
 */
void commit_clean(struct str *out, struct text bytes, struct commit_cleaning *cleaning);

/* A text without line ends at both ends: what the parser `spec` is given. */
struct text commit_trim(struct text text);

/* Whether there is nothing in it but white space. */
bool commit_is_blank(struct text text);

/*
 * What `git commit` makes of an edited message (git-commit(1), --cleanup): cut at the scissors
 * line, without the lines that begin with `comment`, without blanks at line ends, and with one
 * blank line where several stood.
 */
void commit_clean_edit(struct str *out, struct text text, const char *comment);

#endif
