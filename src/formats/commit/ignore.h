/*
 * Messages that nobody wrote, or that will not stay (specs/commit-lint.md 4.5).
 */
#ifndef FORMATS_COMMIT_IGNORE_H
#define FORMATS_COMMIT_IGNORE_H

#include <stdbool.h>

#include "base/str.h"

enum commit_ignore {
	IGNORE_NOT,
	IGNORE_MERGE,
	IGNORE_REVERT,
	IGNORE_AUTOSQUASH,
	IGNORE_VERSION,
};

enum commit_ignore_mode {
	IGNORES_STRICT,
	IGNORES_COMMITLINT, /* equal to commitlint's default ignores, which read any line */
	IGNORES_NONE,
};

/* How many parents the commit has; -1: unknown. Matters to IGNORES_STRICT alone. */
enum commit_ignore commit_ignored(struct text message, enum commit_ignore_mode mode, int parents);

/* "merge", "revert", ... */
const char *commit_ignore_word(enum commit_ignore why);

/* Whether a text is a version as semver.org writes it; a leading "v" is allowed. */
bool commit_is_version(struct text text);

#endif
