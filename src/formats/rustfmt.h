/*
 * What `cargo fmt -- --check` prints, in each of its forms (specs/coverage-and-lint.md 4.7):
 *
 *	DIFF  "Diff in PATH:LINE:" (before rustfmt 1.7.1 "Diff in PATH at line N:"), then the lines
 *	      of the hunk with ' ', '-' or '+' in front
 *	LIST  with -l or --message-format short: names alone
 *	JSON  nightly, --emit json: [{name, mismatches: [...]}], whatever the exit status
 *
 * The tree of a checkstyle report is no form of it: it numbers the lines of the formatted text and
 * is silent about deletions.
 */
#ifndef FORMATS_RUSTFMT_H
#define FORMATS_RUSTFMT_H

#include "base/reader.h"
#include "formats/lint.h"

enum rustfmt_format {
	RUSTFMT_AUTO, /* told by the content */
	RUSTFMT_DIFF,
	RUSTFMT_LIST,
	RUSTFMT_JSON,
};

/*
 * Reads a whole output into run: a finding for each hunk (rule "rustfmt"), for each file whose line
 * ends are wrong ("rustfmt::newline-style"), and for each file that is named without hunks
 * ("rustfmt::file"). The lines of a hunk are its excerpt, each with its ' ', '-' or '+', and a last
 * line "… N more lines" where it was long; its place is the first to the last line that rustfmt
 * takes out, or the line before which it only adds.
 * Error text in the stream becomes a doubt. -1: unreadable or malformed; a caller's error when the
 * content is not what `format` says, or is checkstyle.
 */
int rustfmt_read(struct lint_run *run, enum rustfmt_format format, struct reader *reader,
		 struct err *err);

/* Looks for error text in what the tool wrote to stderr. */
int rustfmt_read_stderr(struct lint_run *run, struct reader *reader, struct err *err);

/*
 * Whether the context and the removed lines of the finding's excerpt are the lines of `file` at
 * that place: they are not when the output was made from another text. CRLF equals LF. A finding
 * without an excerpt fits.
 */
bool rustfmt_hunk_fits(const struct finding *finding, struct text file);

#endif
