/* Coveralls' API (docs.coveralls.io/api-reference): source_files[].coverage, an array by line. */
#include <stdlib.h>

#include "formats/coverage/coverage_json.h"

#define NO_CODE INT64_MIN

/* The lines of one file: they may come before its name. */
struct line_hits {
	int64_t *at;
	size_t n, cap;
};

static void line_hits_free(struct line_hits *lines) { free(lines->at); }

static int add(struct line_hits *lines, int64_t hits, struct err *err)
{
	if (lines->n == COVERAGE_MAX_LINE)
		return err_set(err, "a file of more than %d lines", COVERAGE_MAX_LINE);
	if (lines->n == lines->cap) {
		size_t cap = lines->cap ? lines->cap * 2 : 256;
		int64_t *grown = realloc(lines->at, cap * sizeof(*grown));

		if (!grown)
			return err_memory(err);
		lines->at = grown;
		lines->cap = cap;
	}
	lines->at[lines->n++] = hits;
	return 0;
}

static int read_lines(struct line_hits *lines, struct json *json, struct err *err)
{
	if (!json_enter_array(json))
		return -1;
	lines->n = 0;
	while (json_element(json)) {
		int64_t hits = NO_CODE;

		if (json_peek(json) == JSON_NULL)
			json_skip(json);
		else
			hits = json_int(json);
		if (add(lines, hits, err) < 0)
			return -1;
	}
	return err_is_set(err) ? -1 : 0;
}

static int put_lines(struct coverage *c, struct coverage_file *file, const struct line_hits *lines,
		     struct err *err)
{
	for (size_t i = 0; i < lines->n; i++)
		if (lines->at[i] != NO_CODE &&
		    coverage_add_line(c, file, (int64_t)i + 1, lines->at[i], err) < 0)
			return -1;
	return 0;
}

static int read_file(struct coverage *c, struct json *json, struct line_hits *lines,
		     struct err *err)
{
	struct coverage_file *file = NULL;
	bool has_lines = false;
	struct text name;

	if (!json_enter_object(json))
		return -1;
	while (json_member(json, &name)) {
		if (text_is(name, "name")) {
			struct text path = json_text(json);

			file = err_is_set(err) ? NULL : coverage_file(c, path, err);
			if (!file)
				return -1;
		} else if (text_is(name, "coverage")) {
			has_lines = true;
			if (read_lines(lines, json, err) < 0)
				return -1;
		} else {
			json_skip(json);
		}
	}
	if (err_is_set(err))
		return -1;
	if (!file || !has_lines)
		return JSON_REFUSE(json, "a file without name and coverage");
	return put_lines(c, file, lines, err);
}

int coveralls_files(struct coverage *c, struct json *json, struct err *err)
{
	__attribute__((cleanup(line_hits_free))) struct line_hits lines = { 0 };

	if (!json_enter_array(json))
		return -1;
	while (json_element(json))
		if (read_file(c, json, &lines, err) < 0)
			return -1;
	return err_is_set(err) ? -1 : 0;
}
