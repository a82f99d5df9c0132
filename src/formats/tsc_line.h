/* What a single line of tsc is. Internal to formats/tsc. */
#ifndef FORMATS_TSC_LINE_H
#define FORMATS_TSC_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct tsc_header {
	struct text file; /* empty: a diagnostic without a file */
	struct text category, message;
	int64_t line, column, code;
	bool pretty;
};

/* The first line of a diagnostic. */
bool tsc_header(struct text line, struct tsc_header *out);

/* "  src/a.ts:3:5" and "  src/a.ts:3:5 - text": a place that belongs to the finding before. */
bool tsc_is_related(struct text line);

/*
 * A source line below a pretty header: a number, the line. *number is the number.
 */
bool tsc_is_source(struct text line, int64_t *number);

/*
 * A file of --listFiles, or, where it is relative, of --explainFiles; *foreign when it lies in
 * node_modules.
 */
bool tsc_is_file(struct text line, bool *foreign, bool *relative);

/* "9:59:59 PM - …", "[9:59:59 PM] …": what --watch prints, and what stands behind the time. */
bool tsc_is_timed(struct text line, struct text *said);

/* Help or a version: tsc was not asked to check anything, or found nothing that it could. */
bool tsc_is_help(struct text line);

/* What npm, yarn and tsc's own statistics add. */
bool tsc_is_harmless(struct text line);

/* "Found 3 errors": how many, or -1. */
int64_t tsc_found(struct text line);

/* Whether the number stands in the line by itself, not as a part of a name or a place. */
bool tsc_holds_number(struct text line, size_t number);

#endif
