/*
 * The one writer of the verdict file: walks the table of formats/verdict.h. Every text goes through
 * the list of secrets before it is cut or escaped (specs/verdict.md 5).
 */
#ifndef RUNNER_VERDICT_WRITE_H
#define RUNNER_VERDICT_WRITE_H

#include "formats/verdict.h"

/* Takes the next bytes of the document; -1 with err set ends the writing. */
typedef int (*verdict_sink)(void *to, struct text bytes, struct err *err);

/*
 * Gives the JSON document to the sink, piece by piece: after -1 what the sink holds is no document.
 * Keeps it within 8 MiB: first findings that do not deny are left out from the end, then denying
 * ones, and counted in findings_omitted.
 */
int verdict_write(struct verdict *verdict, verdict_sink sink, void *to, struct err *err);

/* How long a program's own object will be in the file, blanks between its parts aside. */
size_t verdict_raw_length(const char *json);

#endif
