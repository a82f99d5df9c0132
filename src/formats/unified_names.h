/* The names in the headers of a diff. Internal to formats/unified_diff. */
#ifndef FORMATS_UNIFIED_NAMES_H
#define FORMATS_UNIFIED_NAMES_H

#include <stdbool.h>

#include "base/str.h"

/*
 * A name as "---", "+++", "rename to" and others show it: C-quoted, or plain up to a TAB (behind
 * which stands the time). false: no name.
 */
bool unified_name(struct str *out, struct text text);

/* The path that two names of one file have in common, less their prefixes; false: none. */
bool unified_common(struct text old_name, struct text new_name, struct text *path);

/*
 * The two names behind "diff --git ". old_name and new_name, where they are not empty, are known
 * from elsewhere, and have to be the ones. Without quotes a blank may end the first name or be in
 * it: both names are of the same file, so they are cut where that holds. false: it holds nowhere.
 */
bool unified_git_names(struct str *old_out, struct str *new_out, struct text line,
		       struct text old_name, struct text new_name);

#endif
