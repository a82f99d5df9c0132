/* Which files and lines a figure is of: for rules.c. */
#ifndef JUDGE_COVERAGE_SCOPE_H
#define JUDGE_COVERAGE_SCOPE_H

#include "judge/coverage/rules.h"

#define NO_SERVICE SIZE_MAX

/* How the change touches a file: with lines of the new side; NULL when it does not. */
const struct changed_file *scope_change(const struct coverage_subject *subject, const char *path);

/* What of the changed lines is hit. */
struct coverage_count scope_patch(const struct coverage_file *file,
				  const struct changed_file *changed, enum coverage_kind kind);

#endif
