/*
 * A unified diff, as git, GNU diff and others write it (GNU diffutils manual, "Unified Format";
 * git-diff(1), "Generating patch text with -p"). specs/coverage-and-lint.md 4.6.
 *
 * Hunks are read by the counts in their headers, never by what their lines look like: a removed
 * "-- x" reads "--- x". Names may be C-quoted, and may have the prefixes a/ and b/, others, or
 * none. Text between the files (a mail, a log) is skipped. Colours are, too.
 */
#ifndef FORMATS_UNIFIED_DIFF_H
#define FORMATS_UNIFIED_DIFF_H

#include "base/reader.h"
#include "formats/changed_lines.h"

/*
 * Reads a whole diff into *changed, which is empty. No bytes at all are no change. -1 with err set:
 * a diff that was cut, counts that do not add up, a combined diff (diff --cc), a file that occurs
 * twice, text without any file header.
 */
int unified_diff_read(struct changed_lines *changed, struct reader *reader, struct err *err);

#endif
