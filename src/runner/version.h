/* What `phoenix --version` says. */
#ifndef RUNNER_VERSION_H
#define RUNNER_VERSION_H

#include <stdbool.h>

#include "base/str.h"

/*
 * One line with the version; with `verbose`, one more for the compiler and for each library: of the
 * static file the packages and patch levels that it was built from, of any other build what the
 * libraries that were loaded say of themselves. No file is opened.
 */
void version_print(struct str *out, bool verbose);

#endif
