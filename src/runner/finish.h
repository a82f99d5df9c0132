/* The end of a program: the last word on its answer, and all that is written about it. */
#ifndef RUNNER_FINISH_H
#define RUNNER_FINISH_H

#include "runner/report_private.h"

/*
 * Makes answer, reason, findings and completeness agree (specs/verdict.md 5.5): what contradicts
 * itself never stays a pass.
 */
void settle_answer(struct report *report, enum answer answer, const struct err *err);

/* Takes the findings over, gives each its fingerprint (verdict.md 6), and sorts them. */
void settle_findings(struct report *report);

#endif
