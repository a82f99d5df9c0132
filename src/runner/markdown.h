/*
 * Markdown of the step summary. Text from outside stands only in code spans and fences that it
 * cannot close (specs/runner.md 4.5); what we say ourselves goes in as it is.
 */
#ifndef RUNNER_MARKDOWN_H
#define RUNNER_MARKDOWN_H

#include "base/str.h"

/* A code span; an empty text gives nothing. In a table cell '|' is written as '\|'. */
void markdown_code(struct str *out, struct text text);
void markdown_cell(struct str *out, struct text text);

/* A fenced block with a language (a constant of ours), longer than any run of backticks inside. */
void markdown_fence(struct str *out, const char *language, struct text text);

/*
 * A sentence of ours that holds words from outside: no HTML, no link, no image, no mention, no
 * emphasis can start in it.
 */
void markdown_sentence(struct str *out, struct text text);

#endif
