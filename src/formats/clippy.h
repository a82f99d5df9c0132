/*
 * `cargo clippy --message-format=json`: one JSON object a line, as cargo writes them (the Cargo
 * Book, "External tools", JSON messages; rustc book, "JSON Output"). Other lines are counted and
 * skipped. specs/coverage-and-lint.md 4.8.
 */
#ifndef FORMATS_CLIPPY_H
#define FORMATS_CLIPPY_H

#include "base/reader.h"
#include "formats/lint.h"

/*
 * Reads a whole stream into run: lints and compile errors as findings (a compile error has the rule
 * E0308 or clippy::no-code), doubts, packages, end and root. The message of a finding is the
 * compiler's, with its notes; title its first line; fix the first help with a replacement.
 * -1 when the text cannot be read or is malformed.
 */
int clippy_read(struct lint_run *run, struct reader *reader, struct err *err);

#endif
