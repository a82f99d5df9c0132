/* Body and footers as Conventional Commits 1.0.0 divides them (specs/commit-lint.md 4.3). */
#ifndef FORMATS_COMMIT_FOOTERS_H
#define FORMATS_COMMIT_FOOTERS_H

#include "formats/commit/message.h"

/* Divides what stands behind the header: sets body, footer, breaking, and slips of the rule
 * breaking-case. */
void commit_footers(struct commit_message *message, struct text rest);

#endif
