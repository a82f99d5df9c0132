/*
 * llvm-cov export (llvm.coverage.json.export). Lines are counted from the segments, as llvm-cov's
 * own reports count them (llvm: lib/ProfileData/Coverage/CoverageMapping.cpp, LineCoverageStats).
 */
#include <stdlib.h>

#include "formats/coverage/coverage_json.h"

#define SPAN_MAX 1000000 /* lines between two segments */

struct segment {
	int64_t line, count;
	bool has_count, is_entry, is_gap;
};

struct segments {
	struct segment *at;
	size_t n, cap;
	bool is_there;
	struct coverage_count lines; /* of the summary; total -1: none */
};

static void segments_free(struct segments *s) { free(s->at); }

static int add(struct segments *s, const struct segment *segment, struct err *err)
{
	if (s->n == s->cap) {
		size_t cap = s->cap ? s->cap * 2 : 256;
		struct segment *grown = realloc(s->at, cap * sizeof(*grown));

		if (!grown)
			return err_memory(err);
		s->at = grown;
		s->cap = cap;
	}
	s->at[s->n++] = *segment;
	return 0;
}

/* [line, column, count, hasCount, isRegionEntry, isGapRegion]; old versions lack the last. */
static int read_segment(struct segments *s, struct json *json, struct err *err)
{
	struct segment segment = { 0 };
	int part = 0;

	if (!json_enter_array(json))
		return -1;
	for (; json_element(json); part++) {
		if (part == 0)
			segment.line = json_int(json);
		else if (part == 2)
			segment.count = json_int(json);
		else if (part == 3)
			segment.has_count = json_bool(json);
		else if (part == 4)
			segment.is_entry = json_bool(json);
		else if (part == 5)
			segment.is_gap = json_bool(json);
		else
			json_skip(json);
	}
	if (err_is_set(err))
		return -1;
	if (part < 5)
		return JSON_REFUSE(json, "a segment of %d parts, where 6 were expected", part);
	if (s->n &&
	    (segment.line < s->at[s->n - 1].line || segment.line - s->at[s->n - 1].line > SPAN_MAX))
		return JSON_REFUSE(json, "segments that do not follow each other");
	return add(s, &segment, err);
}

static int read_segments(struct segments *s, struct json *json, struct err *err)
{
	s->is_there = true;
	if (!json_enter_array(json))
		return -1;
	while (json_element(json))
		if (read_segment(s, json, err) < 0)
			return -1;
	return err_is_set(err) ? -1 : 0;
}

/* {"lines": {"count": 9, "covered": 7, ...}, ...} */
static int read_summary(struct segments *s, struct json *json, struct err *err)
{
	struct text name;

	if (!json_enter_object(json))
		return -1;
	while (json_member(json, &name)) {
		if (!text_is(name, "lines")) {
			json_skip(json);
			continue;
		}
		if (!json_enter_object(json))
			return -1;
		while (json_member(json, &name))
			if (text_is(name, "count"))
				s->lines.total = json_int(json);
			else if (text_is(name, "covered"))
				s->lines.hit = json_int(json);
			else
				json_skip(json);
	}
	return err_is_set(err) ? -1 : 0;
}

/* One line: `before` is the last segment in front of it, the n at `on` begin on it. */
static int put_line(struct coverage *c, struct coverage_file *file, int64_t line,
		    const struct segment *before, const struct segment *on, size_t n,
		    struct err *err)
{
	bool skipped = n && on[0].is_entry && !on[0].has_count;
	bool starts = false, entered = false;
	int64_t hits = before && before->has_count ? before->count : 0;

	for (size_t i = 0; i < n; i++) {
		bool entry = on[i].is_entry && on[i].has_count;

		entered |= entry;
		starts |= entry && !on[i].is_gap;
		if (entry && !on[i].is_gap && on[i].count > hits)
			hits = on[i].count;
	}
	if (!entered && (skipped || !((before && before->has_count) || starts)))
		return 0;
	return coverage_add_line(c, file, line, hits, err);
}

static int put_lines(struct coverage *c, struct coverage_file *file, const struct segments *s,
		     struct err *err)
{
	size_t at = 0;

	for (int64_t line = s->n ? s->at[0].line : 1; at < s->n; line++) {
		size_t n = 0;

		while (at + n < s->n && s->at[at + n].line == line)
			n++;
		if (put_line(c, file, line, at ? &s->at[at - 1] : NULL, s->at + at, n, err) < 0)
			return -1;
		at += n;
	}
	return 0;
}

static int read_members(struct coverage *c, struct json *json, struct segments *s,
			struct coverage_file **file, struct err *err)
{
	struct text name;

	if (!json_enter_object(json))
		return -1;
	while (json_member(json, &name)) {
		int result = 0;

		if (text_is(name, "filename")) {
			struct text path = json_text(json);

			*file = err_is_set(err) ? NULL : coverage_file(c, path, err);
			result = *file ? 0 : -1;
		} else if (text_is(name, "segments")) {
			result = read_segments(s, json, err);
		} else if (text_is(name, "summary")) {
			result = read_summary(s, json, err);
		} else {
			json_skip(json);
		}
		if (result < 0)
			return -1;
	}
	return err_is_set(err) ? -1 : 0;
}

static int read_file(struct coverage *c, struct json *json, struct segments *s, struct err *err)
{
	struct coverage_file *file = NULL;

	s->n = 0;
	s->is_there = false;
	s->lines = (struct coverage_count){ 0, -1 };
	if (read_members(c, json, s, &file, err) < 0)
		return -1;
	if (!file)
		return JSON_REFUSE(json, "a file without filename");
	if (s->is_there)
		return put_lines(c, file, s, err);
	if (s->lines.total < 0 || s->lines.hit < 0 || s->lines.hit > s->lines.total)
		return JSON_REFUSE(json, "a file without segments and without a summary");
	file->only_counts = true;
	file->counts[COVERAGE_LINES] = s->lines;
	return 0;
}

static int read_files(struct coverage *c, struct json *json, struct segments *s, struct err *err)
{
	if (!json_enter_array(json))
		return -1;
	while (json_element(json))
		if (read_file(c, json, s, err) < 0)
			return -1;
	return err_is_set(err) ? -1 : 0;
}

int llvm_cov_data(struct coverage *c, struct json *json, struct err *err)
{
	__attribute__((cleanup(segments_free))) struct segments segments = { 0 };
	struct text name;

	if (!json_enter_array(json))
		return -1;
	while (json_element(json)) {
		if (!json_enter_object(json))
			return -1;
		while (json_member(json, &name)) {
			if (!text_is(name, "files"))
				json_skip(json);
			else if (read_files(c, json, &segments, err) < 0)
				return -1;
		}
	}
	return err_is_set(err) ? -1 : 0;
}
