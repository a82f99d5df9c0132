/*
 * Annotations and their budget (specs/runner.md 4.4). GitHub shows ten of each type for a step:
 * several programs in one step share them.
 */
#ifndef RUNNER_ANNOTATIONS_H
#define RUNNER_ANNOTATIONS_H

#include "formats/verdict.h"
#include "runner/print.h"

#define ANNOTATION_TYPES 3 /* of enum annotation */

/* What one verdict has to show, the worst first. */
struct annotations {
	struct str lines[ANNOTATION_TYPES]; /* workflow commands, one a line */
	int64_t n[ANNOTATION_TYPES];        /* of them */
	int64_t total[ANNOTATION_TYPES];    /* with those that found no place in lines */
};

void annotations_init(struct annotations *a);
void annotations_release(struct annotations *a);

/* Adds at most `most` of each type. */
void annotations_collect(struct annotations *a, const struct verdict *verdict, int64_t most);

/* Makes warnings of errors: for a deny that is softened. */
void annotations_soften(struct annotations *a);

/*
 * All within the budget of each type. Where there are more, each of the n lists gets one first and
 * the rest goes round; the last one of a list that got too few is "N more, see the step summary".
 */
void annotations_print(struct str *out, const struct annotations *lists, size_t n, int64_t budget);

/* Those of one verdict. */
void print_annotations(struct str *out, const struct verdict *verdict, int64_t budget);

#endif
