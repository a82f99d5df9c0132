/* Names of git, as git writes them: what an input of kind ref or revision may be. */
#ifndef RUNNER_REVISION_H
#define RUNNER_REVISION_H

#include <stdbool.h>

#include "base/str.h"

/*
 * A name by all rules of git-check-ref-format(1), --allow-onelevel: "main", "refs/heads/main". None
 * that begins with '-', which a git command would take for an option.
 */
bool ref_is_valid(struct text ref);

/*
 * What gitrevisions(7) makes of a ref, or of an object id, that names one object without a search:
 * "HEAD~2", "v1.0^{}", "main@{upstream}", "@". No range, no "REV:PATH", no ":/text".
 */
bool revision_is_valid(struct text revision);

#endif
