/*
 * The one writer of the verdict file: walks the table of formats/verdict.h. Every text goes through
 * the list of secrets before it is cut or escaped (specs/verdict.md 5).
 */
#ifndef RUNNER_VERDICT_WRITE_H
#define RUNNER_VERDICT_WRITE_H

#include "formats/verdict.h"

/*
 * Appends the JSON document. Keeps it within 8 MiB: first findings that do not deny are left out
 * from the end, then denying ones, and counted in findings_omitted.
 */
int verdict_write(struct str *out, struct verdict *verdict, struct err *err);

#endif
