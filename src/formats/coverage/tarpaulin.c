/* tarpaulin-report.json of cargo-tarpaulin (`--out Json`). */
#include <string.h>

#include "formats/coverage/coverage_json.h"

#define PATH_MAX_BYTES (64 * KiB)

/* ["/", "a", "b"] */
static int read_path(struct json *json, struct str *path, struct err *err)
{
	if (!json_enter_array(json))
		return -1;
	while (json_element(json)) {
		struct text part = json_text(json);

		if (path->len && path->buf[path->len - 1] != '/')
			str_putc(path, '/');
		str_add(path, part.ptr, part.len);
	}
	return str_check(path, "path", err);
}

struct trace {
	int64_t line, hits;
	bool is_line;
};

/* {"Line": 3}; other kinds of evidence are of branches and conditions. */
static void read_stats(struct json *json, struct trace *trace)
{
	struct text name;

	if (!json_enter_object(json))
		return;
	while (json_member(json, &name)) {
		if (text_is(name, "Line")) {
			trace->hits = json_int(json);
			trace->is_line = true;
		} else {
			json_skip(json);
		}
	}
}

static int read_traces(struct coverage *c, struct coverage_file *file, struct json *json,
		       struct err *err)
{
	struct text name;

	if (!json_enter_array(json))
		return -1;
	while (json_element(json)) {
		struct trace trace = { 0 };

		if (!json_enter_object(json))
			return -1;
		while (json_member(json, &name)) {
			if (text_is(name, "line"))
				trace.line = json_int(json);
			else if (text_is(name, "stats"))
				read_stats(json, &trace);
			else
				json_skip(json);
		}
		if (err_is_set(err))
			return -1;
		if (trace.is_line && coverage_add_line(c, file, trace.line, trace.hits, err) < 0)
			return -1;
	}
	return err_is_set(err) ? -1 : 0;
}

/* The members stand in any order; the path comes first in what tarpaulin writes. */
static int read_file(struct coverage *c, struct json *json, struct err *err)
{
	AUTO(str) path = STR_MAX(PATH_MAX_BYTES);
	struct coverage_file *file = NULL;
	struct coverage_count header = { -1, -1 };
	bool has_traces = false;
	struct text name;

	if (!json_enter_object(json))
		return -1;
	while (json_member(json, &name)) {
		if (text_is(name, "path")) {
			if (read_path(json, &path, err) < 0)
				return -1;
			file = coverage_file(c, (struct text){ path.buf, path.len }, err);
			if (!file)
				return -1;
		} else if (text_is(name, "traces")) {
			if (!file)
				return JSON_REFUSE(json, "traces before the path of their file");
			has_traces = true;
			if (read_traces(c, file, json, err) < 0)
				return -1;
		} else if (text_is(name, "covered")) {
			header.hit = json_int(json);
		} else if (text_is(name, "coverable")) {
			header.total = json_int(json);
		} else {
			json_skip(json);
		}
	}
	if (err_is_set(err))
		return -1;
	if (!file || !has_traces)
		return JSON_REFUSE(json, "a file without path and traces");
	if (header.hit >= 0 && header.total >= 0)
		file->header = header;
	return 0;
}

int tarpaulin_files(struct coverage *c, struct json *json, struct err *err)
{
	if (!json_enter_array(json))
		return -1;
	while (json_element(json))
		if (read_file(c, json, err) < 0)
			return -1;
	return err_is_set(err) ? -1 : 0;
}
