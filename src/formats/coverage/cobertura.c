/*
 * Cobertura's coverage-04.dtd, as cargo-tarpaulin, coverage.py, gcovr, Istanbul and coverlet write it.
 * Only class/lines counts: the lines of methods repeat them. Headers are often wrong, and only kept.
 */
#include <string.h>

#include "base/num.h"
#include "formats/coverage/coverage_xml.h"
#include "formats/coverage/number.h"

#define SECONDS_LEAST INT64_C(100000000)    /* below it a timestamp is none */
#define MS_LEAST      INT64_C(100000000000) /* above it one is in milliseconds */

/* Decimals of a rate: "0.8333", "1", "1.0"; -1 when it is none. */
static int64_t rate_e4(const char *text)
{
	struct decimal rate;
	int64_t units;

	if (!text || !num_decimal(text_of(text), &rate))
		return -1;
	units = rate.units;
	for (; rate.scale > 4; rate.scale--)
		units /= 10;
	for (; rate.scale < 4; rate.scale++)
		units *= 10;
	return units < 0 || units > 10000 ? -1 : units;
}

static int start_report(struct xml *xml, struct xml_report *r, const char *const *attributes)
{
	struct coverage *c = r->coverage;
	int64_t time;

	if (xml_count(xml, attributes, "lines-valid", -1, &c->header.total) < 0 ||
	    xml_count(xml, attributes, "lines-covered", -1, &c->header.hit) < 0)
		return -1;
	if (c->header.hit < 0)
		c->header.total = -1;
	c->header_rate = rate_e4(xml_attribute(attributes, "line-rate"));
	if (xml_attribute(attributes, "timestamp") &&
	    coverage_number(text_of(xml_attribute(attributes, "timestamp")), &time) &&
	    time >= SECONDS_LEAST)
		c->timestamp = time > MS_LEAST ? time / 1000 : time;
	return 0;
}

/* "50% (1/2)": what stands in the brackets. */
static bool read_condition(const char *text, int64_t *hit, int64_t *total)
{
	const char *open = text ? strchr(text, '(') : NULL,
		   *slash = open ? strchr(open, '/') : NULL,
		   *close = slash ? strchr(slash, ')') : NULL;

	return close &&
	       coverage_number((struct text){ open + 1, (size_t)(slash - open - 1) }, hit) &&
	       coverage_number((struct text){ slash + 1, (size_t)(close - slash - 1) }, total);
}

static int add_condition(struct xml *xml, struct xml_report *r, int64_t line,
			 const char *const *attributes)
{
	int64_t hit, total;

	if (!read_condition(xml_attribute(attributes, "condition-coverage"), &hit, &total)) {
		r->file->lacks |= COVERAGE_HAS(COVERAGE_BRANCHES);
		return 0;
	}
	r->coverage->has |= COVERAGE_HAS(COVERAGE_BRANCHES);
	if (hit < 0 || hit > total)
		return xml_fail(xml, "condition-coverage: more hit than there are");
	return coverage_add_branch(r->coverage, r->file, line, 0, hit, total, xml_err(xml));
}

/* One pass over the attributes: reports have millions of these. */
static int add_line(struct xml *xml, struct xml_report *r, const char *const *attributes)
{
	const char *number = NULL, *hits = NULL, *branch = NULL;
	int64_t line = 0, count;

	for (const char *const *a = attributes; *a; a += 2)
		if (strcmp(*a, "number") == 0)
			number = a[1];
		else if (strcmp(*a, "hits") == 0)
			hits = a[1];
		else if (strcmp(*a, "branch") == 0)
			branch = a[1];
	if (!number || !hits)
		return xml_fail(xml, "<line> without %s", number ? "hits" : "number");
	coverage_number(text_of(number), &line); /* one that is none is dropped, with a note */
	if (!coverage_number(text_of(hits), &count))
		return xml_fail(xml, "hits=\"%.40s\": a number was expected", hits);
	if (coverage_add_line(r->coverage, r->file, line, count, xml_err(xml)) < 0)
		return -1;
	if (branch && (strcmp(branch, "true") == 0 || strcmp(branch, "True") == 0))
		return add_condition(xml, r, line, attributes);
	return 0;
}

static int start(struct xml *xml, struct xml_report *r, const char *name,
		 const char *const *attributes)
{
	if (strcmp(name, "line") == 0)
		return r->in_lines && r->file ? add_line(xml, r, attributes) : 0;
	if (xml_depth(xml) == 1)
		return start_report(xml, r, attributes);
	if (strcmp(name, "class") == 0)
		return xml_file(xml, r, xml_attribute(attributes, "filename"));
	if (strcmp(name, "lines") == 0)
		r->in_lines = r->file_depth && xml_depth(xml) == r->file_depth + 1;
	if (strcmp(name, "source") == 0) {
		r->in_source = true;
		str_clear(&r->text);
	}
	return 0;
}

static int end(struct xml *xml, struct xml_report *r, const char *name)
{
	struct text source;

	if (strcmp(name, "lines") == 0)
		r->in_lines = false;
	if (strcmp(name, "source") != 0 || !r->in_source)
		return 0;
	r->in_source = false;
	source = text_trim((struct text){ r->text.buf, r->text.len });
	return source.len ? coverage_add_source(r->coverage, source, xml_err(xml)) : 0;
}

const struct xml_format cobertura_format = { COVERAGE_COBERTURA, start, end };
