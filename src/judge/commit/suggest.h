/*
 * How a header could be mended, what a squash merge would be called, and what the commits mean for
 * the version (specs/commit-lint.md 5.1, 5.4).
 */
#ifndef JUDGE_COMMIT_SUGGEST_H
#define JUDGE_COMMIT_SUGGEST_H

#include "judge/commit/lint.h"

/* The one listed type that was probably meant; NULL when none is near, or two are. */
const char *commit_nearest_type(struct text type, const struct commit_list *types);

/*
 * Appends a header that says the same without what is wrong; false, and nothing is appended, when
 * none comes out clean. The parts that a header cannot mend (body, footers) are not looked at.
 */
bool commit_suggest(struct str *out, struct text header, const struct commit_policy *policy,
		    bool spec);

enum commit_bump { BUMP_NONE, BUMP_PATCH, BUMP_MINOR, BUMP_MAJOR };

extern const char *const commit_bump_words[]; /* "none", ... */

/* What a message asks of the next version: breaking is major, feat minor, fix and perf patch. */
enum commit_bump commit_bump_of(const struct commit_message *message);

/* The header that GitHub gives a squash merge: title, then the number of the pull request. */
void commit_squash_header(struct str *out, struct text title, int64_t number);

#endif
