/*
 * Which lines of a source file hold code that a test could reach: for changed files that no
 * coverage report knows (specs/coverage-and-lint.md 5.4). A small lexer, no parser: where it is in
 * doubt, a line is code.
 *
 * Never code: blank lines, comments, brackets and punctuation alone. In Rust also attributes,
 * `use`, `mod x;`, `extern crate`, `const` and `static` items, `struct`, `enum` and `type` with
 * their bodies; in JavaScript and TypeScript imports, re-exports, `type`, `interface` and
 * `declare`. Of other languages only comments are known, of unknown ones only blank lines.
 */
#ifndef FORMATS_CODE_LINES_H
#define FORMATS_CODE_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Sets holds[i] for line i + 1 of the first n lines. path: its extension says what language it is.
 * -1: no memory.
 */
int code_lines_find(struct text source, const char *path, bool *holds, size_t n, struct err *err);

/* Whether two files are of one family of languages: of the same extension, or both of JavaScript's
 * (js jsx mjs cjs ts tsx mts cts vue svelte). Without an extension: no. */
bool code_lines_same_family(const char *a, const char *b);

/* Tree patterns of files that need no measuring. */
extern const char *const code_lines_exempt[];
extern const size_t code_lines_exempt_n;

#endif
