/*
 * What `eslint -f json` (and json-with-metadata) prints: an array of results, one a file
 * (specs/coverage-and-lint.md 4.9; eslint.org, "Formatters Reference" and LintResult of the Node.js
 * API).
 */
#ifndef FORMATS_ESLINT_H
#define FORMATS_ESLINT_H

#include "base/reader.h"
#include "formats/lint.h"

/*
 * Reads a whole report into run. A finding's rule is its ruleId, "eslint::no-rule" where ESLint
 * itself speaks (an unused directive), or "eslint::fatal" where a file could not be parsed, which
 * is a doubt too, as are counts that differ from the messages. files_linted counts the results that
 * were linted: not those that were ignored or could not be parsed. The report of a run that linted
 * nothing ([]) is read without a doubt: files_linted is 0.
 *
 * Columns are as ESLint wrote them. It counts UTF-16 units, which cannot be turned into code points
 * without the source: behind a character above U+FFFF a column is too high by one.
 *
 * -1 when the text cannot be read, is malformed or cut, or is no report of ESLint.
 */
int eslint_read(struct lint_run *run, struct reader *reader, struct err *err);

#endif
