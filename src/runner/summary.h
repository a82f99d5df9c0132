/* The step summary: one page a person can act on (specs/runner.md 3.4, 4.5). */
#ifndef RUNNER_SUMMARY_H
#define RUNNER_SUMMARY_H

#include "formats/verdict.h"

/*
 * Appends the page, at most `room` bytes of it: cut between blocks, with a line that says so.
 * sections are the program's own; lead (NULL: none) stands above all but the metrics.
 */
void summary_print(struct str *out, const struct verdict *verdict, const char *verdict_path,
		   const struct str *lead, struct str *const *sections, size_t n_sections,
		   bool full, size_t room);

#endif
