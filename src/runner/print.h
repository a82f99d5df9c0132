/*
 * Lines on stdout and stderr: the only place that writes there (specs/runner.md 3.5, 4.3, 4.4).
 */
#ifndef RUNNER_PRINT_H
#define RUNNER_PRINT_H

#include "formats/verdict.h"

/* All of it, or as much as somebody reads: a closed stream decides nothing. */
void print_bytes(int stream, struct text bytes);

/* "path:line:col: severity: title [rule]", escaped; on GitHub "| " stands in front. */
void print_finding(struct str *out, const struct finding *finding, bool on_github);

enum annotation {
	ANNOTATION_ERROR,
	ANNOTATION_WARNING,
	ANNOTATION_NOTICE,
};

/* A workflow command. With path NULL it stands at no file; columns only on one line. */
void print_annotation(struct str *out, enum annotation type, const struct finding *finding);

#endif
