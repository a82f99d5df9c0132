/* Coverage reports in XML: the root decides which reader goes on (coverage-and-lint.md 4.3). */
#include "formats/coverage/coverage_xml.h"

#include <inttypes.h>
#include <string.h>

#include "formats/coverage/number.h"
#include "formats/coverage/readers.h"

#define TEXT_MAX      (64 * KiB)
#define SECONDS_LEAST INT64_C(100000000)    /* below it a timestamp is none */
#define MS_LEAST      INT64_C(100000000000) /* above it one is in milliseconds */

int xml_count(struct xml *xml, const char *const *attributes, const char *name, int64_t absent,
	      int64_t *out)
{
	const char *value = xml_attribute(attributes, name);

	*out = absent;
	if (!value || coverage_number(text_of(value), out))
		return 0;
	return xml_fail(xml, "%s=\"%.40s\": a number was expected", name, value);
}

int xml_file(struct xml *xml, struct xml_report *r, const char *path)
{
	if (r->file_depth)
		return xml_fail(xml, "a file begins within another");
	r->file_depth = xml_depth(xml);
	if (!path || !text_trim(text_of(path)).len) {
		r->coverage->notes[COVERAGE_NAMELESS_FILES]++;
		return 0;
	}
	r->file = coverage_file(r->coverage, text_of(path), xml_err(xml));
	return r->file ? 0 : -1;
}

int xml_branches(struct xml *xml, struct xml_report *r, int64_t line, int64_t hit, int64_t total)
{
	r->coverage->has |= COVERAGE_HAS(COVERAGE_BRANCHES);
	if (hit < 0 || hit > total || total > INT32_MAX)
		return xml_fail(xml, "%" PRId64 " of %" PRId64 " branches are hit", hit, total);
	return coverage_add_branch(r->coverage, r->file, line, 0, hit, total, xml_err(xml));
}

int xml_stated(struct xml *xml, const char *const *attributes, const char *hit, const char *total,
	       struct coverage_count *out)
{
	struct coverage_count stated;

	if (xml_count(xml, attributes, hit, -1, &stated.hit) < 0 ||
	    xml_count(xml, attributes, total, -1, &stated.total) < 0)
		return -1;
	if (stated.hit >= 0 && stated.total >= 0)
		*out = stated;
	return 0;
}

/* Cobertura, Clover and Sonar are all <coverage>: attributes tell them apart, or the first child
 * does. */
static const struct xml_format *format_of_coverage(const char *const *attributes)
{
	if (xml_attribute(attributes, "generated") || xml_attribute(attributes, "clover"))
		return &clover_format;
	if (xml_attribute(attributes, "line-rate") || xml_attribute(attributes, "lines-valid"))
		return &cobertura_format;
	return NULL;
}

static const struct xml_format *format_of_child(const struct xml_report *r, const char *name)
{
	if (strcmp(name, "project") == 0)
		return &clover_format;
	if (strcmp(name, "packages") == 0 || strcmp(name, "sources") == 0)
		return &cobertura_format;
	return strcmp(name, "file") == 0 && r->may_be_sonar ? &sonar_format : NULL;
}

/* Before it is known whose it is: a report's age is checked whatever its format. */
static void take_timestamp(struct xml_report *r, const char *const *attributes)
{
	const char *stated = xml_attribute(attributes, "timestamp");
	int64_t time;

	if (!stated)
		stated = xml_attribute(attributes, "generated");
	if (stated && coverage_number(text_of(stated), &time) && time >= SECONDS_LEAST)
		r->coverage->timestamp = time > MS_LEAST ? time / 1000 : time;
}

static int start_root(struct xml *xml, struct xml_report *r, const char *name,
		      const char *const *attributes)
{
	const char *version = xml_attribute(attributes, "version");

	if (strcmp(name, "report") == 0)
		r->format = &jacoco_format;
	else if (strcmp(name, "coverage") == 0)
		r->format = format_of_coverage(attributes);
	else
		return xml_fail(xml, "<%.40s> begins no coverage report that is known", name);
	r->may_be_sonar = version && strcmp(version, "1") == 0;
	take_timestamp(r, attributes);
	return r->format ? r->format->start(xml, r, name, attributes) : 0;
}

static int on_start(struct xml *xml, void *context, const char *name, const char *const *attributes)
{
	struct xml_report *r = context;

	if (xml_depth(xml) == 1)
		return start_root(xml, r, name, attributes);
	if (!r->format) {
		r->format = format_of_child(r, name);
		if (!r->format)
			return xml_fail(xml, "<coverage> with <%.40s> is no report that is known",
					name);
	}
	return r->format->start(xml, r, name, attributes);
}

static int on_end(struct xml *xml, void *context, const char *name)
{
	struct xml_report *r = context;
	int result = r->format && r->format->end ? r->format->end(xml, r, name) : 0;

	if (xml_depth(xml) == r->file_depth) {
		r->file = NULL;
		r->file_depth = 0;
	}
	return result;
}

static int on_text(struct xml *xml, void *context, struct text text)
{
	struct xml_report *r = context;

	if (!r->in_source)
		return 0;
	str_add(&r->text, text.ptr, text.len);
	return str_check(&r->text, "<source>", xml_err(xml));
}

int coverage_xml_read(struct coverage *coverage, struct reader *reader, struct err *err)
{
	struct xml_report r = { .coverage = coverage,
				.text = STR_MAX(TEXT_MAX),
				.folder = STR_MAX(TEXT_MAX) };
	const struct xml_handler handler = { &r, on_start, on_end, on_text };
	int result;

	coverage->repeats = COVERAGE_MAX;
	coverage->has = COVERAGE_HAS(COVERAGE_LINES);
	result = xml_read(reader, &handler, err);
	str_release(&r.text);
	str_release(&r.folder);
	if (result < 0)
		return -1;
	if (!r.format || !coverage->n)
		return err_set(err, "%s: holds no file", reader->name);
	coverage->format = r.format->format;
	coverage_settle(coverage);
	return 0;
}
