/*
 * The one reader of verdict files (specs/verdict.md): bytes in, our struct or one error out. It
 * walks the table of verdict.h, and then holds the members against each other.
 *
 * Refused are: a file above 8 MiB or that is no UTF-8, a duplicate name anywhere, a member of the
 * table that is missing, of the wrong type or out of its limits, an unknown schema, and what
 * verdict_check refuses. Members that are not in the table are skipped: a later v1 may have them.
 */
#ifndef FORMATS_VERDICT_READ_H
#define FORMATS_VERDICT_READ_H

#include "formats/verdict.h"

/*
 * Reads the verdict file `name`, whose bytes are no longer needed afterwards: all that `out` points
 * to is in the arena, which wants room for four times the file. Metrics come sorted by name, open
 * objects without white space between their tokens, a finding's excerpt empty.
 * Returns 0, or -1 with err "NAME:LINE:COLUMN: MEMBER: what was expected", and out is then empty.
 */
int verdict_read(struct verdict *out, struct arena *arena, const char *name, struct text bytes,
		 struct err *err);

/*
 * What one member of a verdict says about another: verdict, exit code, completeness and findings
 * agree (5.5); fingerprints are unique; lists are sorted (5.2); key_metric is a metric; places are
 * possible; evidence has one path or url, and its hash with its size; the times are times.
 * Returns 0, or -1 with err "NAME: MEMBER: what was expected". Metrics must be sorted by name.
 */
int verdict_check(const struct verdict *v, const char *name, struct err *err);

#endif
