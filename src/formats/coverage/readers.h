/*
 * The readers of coverage reports (specs/coverage-and-lint.md 4.3). Each reads one whole report
 * into an empty, initialised `coverage`, sets its format and what to do about repeats, and settles
 * it. -1 with err set when the
 * text is empty, cut, malformed or of another format: evidence that cannot be used.
 */
#ifndef FORMATS_COVERAGE_READERS_H
#define FORMATS_COVERAGE_READERS_H

#include "base/reader.h"
#include "formats/coverage/coverage.h"

/* Which of them it is, content decides: the first byte, the root element, the first members. */
int coverage_read(struct coverage *coverage, struct reader *reader, struct err *err);

/* geninfo(1) of lcov 1.16 and 2.x. */
int lcov_read(struct coverage *coverage, struct reader *reader, struct err *err);

/* The coverprofile of `go test` (golang.org/x/tools/cover). */
int go_cover_read(struct coverage *coverage, struct reader *reader, struct err *err);

/* Istanbul coverage-final and coverage-summary, tarpaulin, llvm-cov export, Coveralls. */
int coverage_json_read(struct coverage *coverage, struct reader *reader, struct err *err);

/* Cobertura, Clover, JaCoCo, SonarQube's generic format. */
int coverage_xml_read(struct coverage *coverage, struct reader *reader, struct err *err);

#endif
