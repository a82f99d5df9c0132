/*
 * Coverage reports in JSON: the names of the first members say which (specs/coverage-and-lint.md
 * 4.3). Nothing is kept but what is measured.
 */
#include "formats/coverage/coverage_json.h"

#include <string.h>

#include "formats/coverage/readers.h"

#define TEXT_MAX (8 * MiB)

struct json_report {
	struct coverage *coverage;
	struct json *json;
	struct err *err;
	bool decided; /* coverage->format is known */
	bool is_llvm; /* `type` said so */
};

static int decide(struct json_report *r, enum coverage_format format)
{
	if (r->decided && r->coverage->format != format)
		return JSON_REFUSE(r->json, "a report of two formats, %s and %s",
				   coverage_format_words[r->coverage->format],
				   coverage_format_words[format]);
	r->decided = true;
	r->coverage->format = format;
	return 0;
}

/* A report of Istanbul has paths for names and objects for values; the others have names of their
 * own, and scalars beside. */
static int read_istanbul(struct json_report *r, struct text name)
{
	bool summary = false;

	if (istanbul_file(r->coverage, r->json, name, &summary, r->err) < 0)
		return -1;
	return decide(r, summary ? COVERAGE_ISTANBUL_SUMMARY : COVERAGE_ISTANBUL);
}

static int read_list(struct json_report *r, enum coverage_format format,
		     int (*read)(struct coverage *, struct json *, struct err *))
{
	return decide(r, format) < 0 ? -1 : read(r->coverage, r->json, r->err);
}

static int read_member(struct json_report *r, struct text name)
{
	enum json_type type = json_peek(r->json);
	struct text value;

	if (type == JSON_ARRAY && text_is(name, "files"))
		return read_list(r, COVERAGE_TARPAULIN, tarpaulin_files);
	if (type == JSON_ARRAY && text_is(name, "source_files"))
		return read_list(r, COVERAGE_COVERALLS, coveralls_files);
	if (type == JSON_ARRAY && text_is(name, "data"))
		return read_list(r, COVERAGE_LLVM_COV, llvm_cov_data);
	if (type == JSON_STRING && text_is(name, "type")) {
		value = json_text(r->json);
		r->is_llvm = text_is(value, "llvm.coverage.json.export");
		return 0;
	}
	/* `git` and `stats` of Coveralls are objects too, and no files */
	if (type == JSON_OBJECT && !text_is(name, "git") && !text_is(name, "stats") &&
	    (!r->decided || r->coverage->format == COVERAGE_ISTANBUL ||
	     r->coverage->format == COVERAGE_ISTANBUL_SUMMARY))
		return read_istanbul(r, name);
	json_skip(r->json);
	return 0;
}

static int read_report(struct json_report *r)
{
	struct text name;
	AUTO(str) kept = STR_MAX(TEXT_MAX);

	if (!json_enter_object(r->json))
		return -1;
	while (json_member(r->json, &name)) {
		str_clear(&kept); /* the name lives until the next call only */
		str_add(&kept, name.ptr, name.len);
		if (str_check(&kept, "name of a member", r->err) < 0 ||
		    read_member(r, (struct text){ kept.buf, kept.len }) < 0)
			return -1;
	}
	if (json_end(r->json) < 0)
		return -1;
	if (!r->decided)
		return err_set(r->err, "%s: no coverage report that is known", r->json->name);
	if (r->coverage->format == COVERAGE_LLVM_COV && !r->is_llvm)
		return err_set(r->err, "%s: `data` without the type llvm.coverage.json.export",
			       r->json->name);
	if (!r->coverage->n)
		return err_set(r->err, "%s: holds no file", r->json->name);
	coverage_settle(r->coverage);
	return 0;
}

int coverage_json_read(struct coverage *coverage, struct reader *reader, struct err *err)
{
	struct json json;
	struct json_report r = { coverage, &json, err, false, false };
	int result;

	coverage->repeats = COVERAGE_MAX;
	coverage->has = COVERAGE_HAS(COVERAGE_LINES);
	json_init(&json, reader, TEXT_MAX, err);
	result = read_report(&r);
	json_release(&json);
	return result < 0 || err_is_set(err) ? -1 : 0;
}
