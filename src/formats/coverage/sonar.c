/* SonarQube's generic test coverage, version 1. */
#include <string.h>

#include "formats/coverage/coverage_xml.h"
#include "formats/coverage/number.h"

static int add_line(struct xml *xml, struct xml_report *r, const char *const *attributes)
{
	const char *number = xml_attribute(attributes, "lineNumber"),
		   *covered = xml_attribute(attributes, "covered");
	int64_t line = 0, total, hit;

	if (!number || !covered)
		return xml_fail(xml, "<lineToCover> without lineNumber and covered");
	if (strcmp(covered, "true") != 0 && strcmp(covered, "false") != 0)
		return xml_fail(xml, "covered=\"%.40s\": true or false was expected", covered);
	coverage_number(text_of(number), &line);
	if (xml_count(xml, attributes, "branchesToCover", 0, &total) < 0 ||
	    xml_count(xml, attributes, "coveredBranches", 0, &hit) < 0 ||
	    coverage_add_line(r->coverage, r->file, line, strcmp(covered, "true") == 0,
			      xml_err(xml)) < 0)
		return -1;
	return total || hit ? xml_branches(xml, r, line, hit, total) : 0;
}

static int start(struct xml *xml, struct xml_report *r, const char *name,
		 const char *const *attributes)
{
	if (strcmp(name, "lineToCover") == 0)
		return r->file ? add_line(xml, r, attributes) : 0;
	if (strcmp(name, "file") == 0)
		return xml_file(xml, r, xml_attribute(attributes, "path"));
	return 0;
}

const struct xml_format sonar_format = { COVERAGE_SONAR, start, NULL };
