/*
 * Clover (OpenClover's clover.xsd), as PHPUnit and Istanbul write it. Every line counts; with
 * clover="3.2.0" it is Istanbul's, whose truecount and falsecount are branches covered and not.
 */
#include <string.h>

#include "formats/coverage/coverage_xml.h"
#include "formats/coverage/number.h"

static int add_branches(struct xml *xml, struct xml_report *r, int64_t line, int64_t yes,
			int64_t no)
{
	if (!r->istanbul)
		return xml_branches(xml, r, line, (yes > 0) + (no > 0), 2);
	if (yes < 0 || no < 0 || yes > INT32_MAX || no > INT32_MAX)
		return xml_fail(xml, "truecount, falsecount: numbers of branches were expected");
	return xml_branches(xml, r, line, yes, yes + no);
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

/* Istanbul calls lines statements; elsewhere they are statements, several to a line. */
static int take_metrics(struct xml *xml, struct xml_report *r, const char *const *attributes)
{
	struct coverage_count *of = NULL;

	if (r->file && xml_depth(xml) == r->file_depth + 1)
		of = &r->file->header;
	else if (xml_depth(xml) == 3)
		of = &r->coverage->header;
	if (!of || !r->istanbul)
		return 0;
	return xml_stated(xml, attributes, "coveredstatements", "statements", of);
}

static int start(struct xml *xml, struct xml_report *r, const char *name,
		 const char *const *attributes)
{
	const char *path, *clover;

	/* tests are measured too; they are no part of what is tested */
	if (strcmp(name, "testproject") == 0)
		r->skip_depth = xml_depth(xml);
	if (r->skip_depth)
		return 0;
	if (strcmp(name, "line") == 0)
		return r->file ? add_line(xml, r, attributes) : 0;
	if (strcmp(name, "metrics") == 0)
		return take_metrics(xml, r, attributes);
	if (xml_depth(xml) == 1) {
		clover = xml_attribute(attributes, "clover");
		r->istanbul = clover && strcmp(clover, "3.2.0") == 0;
	}
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
