/*
 * Cobertura's coverage-04.dtd, as cargo-tarpaulin, coverage.py, gcovr, Istanbul and coverlet write
 * it. Only class/lines counts: the lines of methods repeat them. Headers are often wrong, and only
 * kept.
 */
#include <string.h>

#include "formats/coverage/coverage_xml.h"
#include "formats/coverage/number.h"

/* Decimals of a rate from 0 to 1, of which four are kept: "0.7833333333333333", "1"; -1 when it is
 * none. */
static int64_t rate_e4(const char *text)
{
	struct text rest = text_of(text ? text : "");
	int64_t rate = 0;
	size_t dot, i;

	for (dot = 0; dot < rest.len && rest.ptr[dot] != '.'; dot++)
		;
	if (dot != 1 || rest.len == 2)
		return -1;
	for (i = 0; i < rest.len || i < 6; i++) {
		char c = i < rest.len ? rest.ptr[i] : '0';

		if (i == dot)
			continue;
		if (c < '0' || c > '9')
			return -1;
		rate = i < 6 ? rate * 10 + (c - '0') : rate;
	}
	return rate <= 10000 ? rate : -1;
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

static int start_report(struct xml *xml, struct xml_report *r, const char *const *attributes)
{
	r->coverage->header_rate = rate_e4(xml_attribute(attributes, "line-rate"));
	return xml_stated(xml, attributes, "lines-covered", "lines-valid", &r->coverage->header);
}

static int add_condition(struct xml *xml, struct xml_report *r, int64_t line,
			 const char *const *attributes)
{
	int64_t hit, total;

	if (!read_condition(xml_attribute(attributes, "condition-coverage"), &hit, &total)) {
		r->file->lacks |= COVERAGE_HAS(COVERAGE_BRANCHES);
		return 0;
	}
	return xml_branches(xml, r, line, hit, total);
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
		return r->in_lines && r->file && xml_depth(xml) == r->file_depth + 2
			       ? add_line(xml, r, attributes)
			       : 0;
	if (xml_depth(xml) == 1)
		return start_report(xml, r, attributes);
	if (strcmp(name, "class") == 0)
		return xml_file(xml, r, xml_attribute(attributes, "filename"));
	if (strcmp(name, "lines") == 0 && r->file_depth && xml_depth(xml) == r->file_depth + 1)
		r->in_lines = true;
	if (strcmp(name, "source") == 0) {
		r->in_source = true;
		str_clear(&r->text);
	}
	return 0;
}

static int end(struct xml *xml, struct xml_report *r, const char *name)
{
	struct text source;

	if (r->in_lines && xml_depth(xml) == r->file_depth + 1)
		r->in_lines = false;
	if (!r->in_source || strcmp(name, "source") != 0)
		return 0;
	r->in_source = false;
	source = text_trim((struct text){ r->text.buf, r->text.len });
	return source.len ? coverage_add_source(r->coverage, source, xml_err(xml)) : 0;
}

const struct xml_format cobertura_format = { COVERAGE_COBERTURA, start, end };
