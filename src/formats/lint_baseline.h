/*
 * phoenix.lint-baseline/v1: findings known before, so that only new ones count. One entry per rule,
 * path and message, in which digits are 0 and quoted parts are blurred; sorted, so that equal
 * evidence gives equal bytes (specs/coverage-and-lint.md 5.7).
 */
#ifndef FORMATS_LINT_BASELINE_H
#define FORMATS_LINT_BASELINE_H

#include "formats/finding.h"

#define LINT_BASELINE_SCHEMA "phoenix.lint-baseline/v1"

struct known_finding {
	const char *rule, *path, *message; /* path "" for none; message blurred */
	int64_t count;
	int64_t left; /* not yet met in this run */
};

struct lint_baseline {
	struct arena arena;
	struct known_finding *at;
	size_t n, cap;
};

void lint_baseline_release(struct lint_baseline *baseline);

/* -1 when the text is no baseline of this schema: it is evidence. */
int lint_baseline_read(struct lint_baseline *out, const char *name, struct text bytes,
		       struct err *err);

/* Whether one more finding of this kind is known; uses up one of its count. */
bool lint_baseline_use(struct lint_baseline *baseline, const struct finding *finding);

/* The baseline that these findings would be (all but the excluded ones), as JSON. */
int lint_baseline_print(struct str *out, const struct findings *findings, struct err *err);

/* How many known findings were not met: they can be taken out of the baseline. */
size_t lint_baseline_vanished(const struct lint_baseline *baseline);

#endif
