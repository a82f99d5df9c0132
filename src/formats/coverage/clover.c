/*
 * Clover (OpenClover's clover.xsd), as PHPUnit and Istanbul write it. Every line counts; with
 * clover="3.2.0" it is Istanbul's, whose truecount and falsecount are branches covered and not.
 */
#include <string.h>

#include "formats/coverage/coverage_xml.h"
#include "formats/coverage/number.h"

#define MS_LEAST INT64_C(100000000000)

static int start_report(struct xml_report *r, const char *const *attributes)
{
	const char *clover = xml_attribute(attributes, "clover"),
		   *generated = xml_attribute(attributes, "generated");
	int64_t time;

	r->istanbul = clover && strcmp(clover, "3.2.0") == 0;
	if (generated && coverage_number(text_of(generated), &time) && time >= 100000000)
		r->coverage->timestamp = time > MS_LEAST ? time / 1000 : time;
	return 0;
}

static int add_branches(struct xml *xml, struct xml_report *r, int64_t line, int64_t yes,
			int64_t no)
{
	int64_t hit = r->istanbul ? yes : (yes > 0) + (no > 0);
	int64_t total = r->istanbul ? yes + no : 2;

	r->coverage->has |= COVERAGE_HAS(COVERAGE_BRANCHES);
	if (yes < 0 || no < 0 || yes > INT32_MAX || no > INT32_MAX)
		return r->istanbul ? xml_fail(xml, "truecount, falsecount: too large") : 0;
	return coverage_add_branch(r->coverage, r->file, line, 0, hit, total, xml_err(xml));
}

static int add_line(struct xml *xml, struct xml_report *r, const char *const *attributes)
{
	const char *number = xml_attribute(attributes, "num"),
		   *type = xml_attribute(attributes, "type");
	bool is_condition = type && strcmp(type, "cond") == 0;
	int64_t line = 0, count, yes, no;

	if (!number)
		return xml_fail(xml, "<line> without num");
	coverage_number(text_of(number), &line);
	if (xml_count(xml, attributes, "count", -1, &count) < 0 ||
	    xml_count(xml, attributes, "truecount", 0, &yes) < 0 ||
	    xml_count(xml, attributes, "falsecount", 0, &no) < 0)
		return -1;
	if (!xml_attribute(attributes, "count")) {
		if (!is_condition)
			return xml_fail(xml, "<line> without count");
		count = yes > INT64_MAX - no ? INT64_MAX : yes + no;
	}
	if (coverage_add_line(r->coverage, r->file, line, count, xml_err(xml)) < 0)
		return -1;
	return is_condition ? add_branches(xml, r, line, yes, no) : 0;
}

static int start(struct xml *xml, struct xml_report *r, const char *name,
		 const char *const *attributes)
{
	const char *path;

	/* tests are measured too; they are no part of what is tested */
	if (strcmp(name, "testproject") == 0)
		r->skip_depth = xml_depth(xml);
	if (r->skip_depth)
		return 0;
	if (strcmp(name, "line") == 0)
		return r->file ? add_line(xml, r, attributes) : 0;
	if (xml_depth(xml) == 1)
		return start_report(r, attributes);
	if (strcmp(name, "file") != 0)
		return 0;
	path = xml_attribute(attributes, "path");
	return xml_file(xml, r, path ? path : xml_attribute(attributes, "name"));
}

static int end(struct xml *xml, struct xml_report *r, const char *name)
{
	(void)name;
	if (xml_depth(xml) == r->skip_depth)
		r->skip_depth = 0;
	return 0;
}

const struct xml_format clover_format = { COVERAGE_CLOVER, start, end };
