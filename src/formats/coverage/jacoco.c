/*
 * JaCoCo (report.dtd 1.1). A line is hit when some of its instructions are; a source file whose lines
 * have no counts is judged by its counter, where that leaves no doubt.
 */
#include <string.h>

#include "formats/coverage/coverage_xml.h"
#include "formats/coverage/number.h"

static int start_source(struct xml *xml, struct xml_report *r, const char *name)
{
	AUTO(str) path = STR_MAX(128 * KiB);

	r->has_instructions = r->has_counter = false;
	r->lines = (struct coverage_count){ 0, 0 };
	if (!name || !name[0])
		return xml_file(xml, r, NULL);
	str_printf(&path, "%s%s%s", r->folder.buf, r->folder.len ? "/" : "", name);
	if (str_check(&path, "sourcefile", xml_err(xml)) < 0)
		return -1;
	return xml_file(xml, r, path.buf);
}

static int add_line(struct xml *xml, struct xml_report *r, const char *const *attributes)
{
	const char *number = xml_attribute(attributes, "nr");
	int64_t line = 0, missed, covered, missed_branches, branches;

	if (!number)
		return xml_fail(xml, "<line> without nr");
	coverage_number(text_of(number), &line);
	if (xml_count(xml, attributes, "mi", 0, &missed) < 0 ||
	    xml_count(xml, attributes, "ci", 0, &covered) < 0 ||
	    xml_count(xml, attributes, "mb", 0, &missed_branches) < 0 ||
	    xml_count(xml, attributes, "cb", 0, &branches) < 0)
		return -1;
	r->has_instructions |= xml_attribute(attributes, "mi") || xml_attribute(attributes, "ci");
	if (coverage_add_line(r->coverage, r->file, line, covered, xml_err(xml)) < 0)
		return -1;
	if (missed_branches <= 0 && branches <= 0)
		return 0;
	if (missed_branches < 0 || branches < 0 || missed_branches > INT32_MAX ||
	    branches > INT32_MAX)
		return xml_fail(xml, "mb, cb: counts of branches were expected");
	r->coverage->has |= COVERAGE_HAS(COVERAGE_BRANCHES);
	return coverage_add_branch(r->coverage, r->file, line, 0, branches,
				   branches + missed_branches, xml_err(xml));
}

static int take_counter(struct xml *xml, struct xml_report *r, const char *const *attributes)
{
	const char *type = xml_attribute(attributes, "type");
	int64_t missed, covered;

	if (!type || strcmp(type, "LINE") != 0)
		return 0;
	if (xml_count(xml, attributes, "missed", -1, &missed) < 0 ||
	    xml_count(xml, attributes, "covered", -1, &covered) < 0)
		return -1;
	if (missed < 0 || covered < 0 || missed > INT32_MAX || covered > INT32_MAX)
		return xml_fail(xml, "<counter> without missed and covered");
	r->lines = (struct coverage_count){ covered, covered + missed };
	r->has_counter = true;
	return 0;
}

static int start(struct xml *xml, struct xml_report *r, const char *name,
		 const char *const *attributes)
{
	if (strcmp(name, "line") == 0)
		return r->file ? add_line(xml, r, attributes) : 0;
	if (strcmp(name, "sourcefile") == 0)
		return start_source(xml, r, xml_attribute(attributes, "name"));
	if (strcmp(name, "package") == 0) {
		str_clear(&r->folder);
		str_puts(&r->folder, xml_attribute(attributes, "name")
					     ? xml_attribute(attributes, "name")
					     : "");
		return str_check(&r->folder, "package", xml_err(xml));
	}
	if (strcmp(name, "counter") == 0 && r->file && xml_depth(xml) == r->file_depth + 1)
		return take_counter(xml, r, attributes);
	return 0;
}

/* All lines hit or none: then their numbers are enough, if they are all there. */
static void settle_by_counter(struct xml_report *r, struct coverage_file *file)
{
	bool all = r->lines.hit == r->lines.total, none = r->lines.hit == 0;

	coverage_settle_file(r->coverage, file);
	if ((all || none) && (int64_t)file->n[COVERAGE_LINES] == r->lines.total) {
		for (size_t i = 0; i < file->n[COVERAGE_LINES]; i++)
			file->lines[i].hits = all;
		return;
	}
	file->only_counts = true;
	file->counts[COVERAGE_LINES] = r->lines;
	file->lacks |= COVERAGE_HAS(COVERAGE_BRANCHES);
}

static int end(struct xml *xml, struct xml_report *r, const char *name)
{
	struct coverage_file *file = r->file;

	if (strcmp(name, "sourcefile") != 0 || !file)
		return 0;
	if (!r->has_instructions && (file->n[COVERAGE_LINES] || !r->has_counter)) {
		if (!r->has_counter)
			return file->n[COVERAGE_LINES]
				       ? xml_fail(xml,
						  "%s: neither its lines nor a counter say "
						  "what is hit",
						  file->path)
				       : 0;
		settle_by_counter(r, file);
	} else if (r->has_counter && !r->has_instructions) {
		settle_by_counter(r, file);
	}
	if (r->has_counter && r->has_instructions)
		file->header = r->lines;
	return 0;
}

const struct xml_format jacoco_format = { COVERAGE_JACOCO, start, end };
