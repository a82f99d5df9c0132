/*
 * What tsc prints, plain or --pretty, in any language (specs/coverage-and-lint.md 4.9):
 *
 *	src/a.ts(3,5): error TS2322: Type 'A' is not assignable to type 'B'.
 *	  Types of property 'x' are incompatible.
 *	src/a.ts:3:5 - error TS2322: …       --pretty, then source lines and related places
 *	error TS18003: No inputs were found  without a file: the configuration
 *
 * and the files of --listFiles.
 */
#ifndef FORMATS_TSC_H
#define FORMATS_TSC_H

#include "base/reader.h"
#include "formats/lint.h"

/*
 * Reads a whole output into run. A finding's rule is its code ("TS2322"), its message the
 * diagnostic's with the lines that continue it. Doubts: a diagnostic about the configuration (no
 * file, TS5xxx), help text, watch output, text that is no output of a type check, and with --pretty
 * a number of errors that differs from tsc's own count at the end, or no such count.
 * Where only syntax errors (TS1xxx) were found, types_unchecked is set and `fix` says so. A line
 * number that cannot be one is dropped and counted in places_dropped; lines that are nothing of
 * tsc's, beside diagnostics, in other_lines.
 * files_linted counts the files of --listFiles and --explainFiles that lie outside node_modules.
 * Text without a finding and without a doubt is what a success looks like; so does a tsc that never
 * ran.
 *
 * Columns are as tsc wrote them: UTF-16 units, which cannot be turned into code points without the
 * source. -1 when the text cannot be read.
 */
int tsc_read(struct lint_run *run, struct reader *reader, struct err *err);

#endif
