/* The service catalogue of a step (specs/catalogue.md). */
#ifndef PROGRAMS_SERVICES_H
#define PROGRAMS_SERVICES_H

#include "formats/catalogue.h"
#include "runner/report.h"

#define SERVICES_DEFAULT "phoenix.yml" /* the only name that may be missing */

/*
 * Reads the catalogue that the input `catalogue` names, and checks that its folders are here and
 * that it has the service of this step. 1; 0 when there is none (*catalogue stays empty); -1 with
 * err set: a caller's error, but for a file that cannot be read.
 */
int services_read(struct report *report, const char *given, struct catalogue *catalogue,
		  struct err *err);

#endif
