/*
 * A report item, in every list of report files: GLOB [key=value]…, the words taken off from the
 * right, so that a path may hold blanks (specs/coverage-and-lint.md 3).
 */
#ifndef PROGRAMS_REPORT_ITEM_H
#define PROGRAMS_REPORT_ITEM_H

#include "runner/report.h"

struct report_item {
	const char *glob;
	struct pairs words;
};

/* keys: those allowed, ended by NULL; another one is a caller's error. */
int report_item_parse(struct report_item *out, const char *text, const char *const *keys,
		      struct arena *arena, struct err *err);

/* The value of a key; NULL when it was not given. */
const char *report_item_word(const struct report_item *item, const char *key);

#endif
