/* What the JSON readers share: coverage_json.c finds out which of them goes on. */
#ifndef FORMATS_COVERAGE_COVERAGE_JSON_H
#define FORMATS_COVERAGE_COVERAGE_JSON_H

#include "formats/coverage/coverage.h"
#include "formats/json.h"

#define JSON_REFUSE(...) (json_fail(__VA_ARGS__), -1)

/*
 * Each reads the value that comes next: the array `files` of tarpaulin, `source_files` of
 * Coveralls, `data` of llvm-cov; or one member of an Istanbul report, whose name is a path. -1 with
 * the error set.
 */
int tarpaulin_files(struct coverage *coverage, struct json *json, struct err *err);
int coveralls_files(struct coverage *coverage, struct json *json, struct err *err);
int llvm_cov_data(struct coverage *coverage, struct json *json, struct err *err);
int istanbul_file(struct coverage *coverage, struct json *json, struct text name, bool *summary,
		  struct err *err);

#endif
