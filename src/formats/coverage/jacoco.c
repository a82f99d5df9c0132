/*
 * JaCoCo (report.dtd 1.1). A line is hit when some of its instructions are; a source file whose
 * lines have no counts is judged by its counter, where that leaves no doubt.
 */
#include <string.h>

#include "formats/coverage/coverage_xml.h"
#include "formats/coverage/number.h"

static int start_source(struct xml *xml, struct xml_report *r, const char *name)
{
	AUTO(str) path = STR_MAX(128 * KiB);

	r->has_instructions = false;
	r->lines = (struct coverage_count){ 0, -1 };
	if (!name || !name[0])
		return xml_file(xml, r, NULL);
	str_printf(&path, "%s%s%s", r->folder.buf, r->folder.len ? "/" : "", name);
	if (str_check(&path, "sourcefile", xml_err(xml)) < 0 || xml_file(xml, r, path.buf) < 0)
		return -1;
	r->is_repeated = r->file && (r->file->n[COVERAGE_LINES] || r->file->only_counts);
	return 0;
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
		return xml_fail(xml, "mb, cb: numbers of branches were expected");
	return xml_branches(xml, r, line, branches, branches + missed_branches);
}

/* LINE of a source file, or of the whole report. */
static int take_counter(struct xml *xml, struct xml_report *r, const char *const *attributes)
{
	bool of_file = r->file && xml_depth(xml) == r->file_depth + 1;
	const char *type = xml_attribute(attributes, "type");
	struct coverage_count stated = { 0, -1 };
	int64_t missed;

	if (!type || strcmp(type, "LINE") != 0 || (!of_file && xml_depth(xml) != 2))
		return 0;
	if (xml_count(xml, attributes, "missed", -1, &missed) < 0 ||
	    xml_count(xml, attributes, "covered", -1, &stated.hit) < 0)
		return -1;
	if (missed < 0 || stated.hit < 0 || missed > INT32_MAX || stated.hit > INT32_MAX)
		return xml_fail(xml, "<counter> without missed and covered");
	stated.total = stated.hit + missed;
	if (of_file)
		r->lines = stated;
	else
		r->coverage->header = stated;
	return 0;
}

static int start(struct xml *xml, struct xml_report *r, const char *name,
		 const char *const *attributes)
{
	const char *folder;

	if (strcmp(name, "line") == 0)
		return r->file ? add_line(xml, r, attributes) : 0;
	if (strcmp(name, "sourcefile") == 0)
		return start_source(xml, r, xml_attribute(attributes, "name"));
	if (strcmp(name, "counter") == 0)
		return take_counter(xml, r, attributes);
	if (strcmp(name, "package") != 0)
		return 0;
	folder = xml_attribute(attributes, "name");
	str_clear(&r->folder);
	str_puts(&r->folder, folder ? folder : "");
	return str_check(&r->folder, "package", xml_err(xml));
}

/*
 * No line says whether it was hit: the counter does where all were or none, and the lines are as
 * many as it says. Elsewhere totals are all that is known.
 */
static int settle_by_counter(struct xml *xml, struct xml_report *r, struct coverage_file *file)
{
	bool all = r->lines.hit == r->lines.total, none = r->lines.hit == 0;

	if (r->is_repeated)
		return xml_fail(xml, "%.200s comes twice, and its lines have no counts",
				file->path);
	if (r->lines.total < 0)
		return xml_fail(xml, "%.200s: neither lines nor a counter say what is hit",
				file->path);
	coverage_settle_file(r->coverage, file);
	if ((all || none) && (int64_t)file->n[COVERAGE_LINES] == r->lines.total) {
		for (size_t i = 0; i < file->n[COVERAGE_LINES]; i++)
			file->lines[i].hits = all;
		return 0;
	}
	coverage_file_clear(file);
	file->only_counts = true;
	file->counts[COVERAGE_LINES] = r->lines;
	file->lacks |= COVERAGE_HAS(COVERAGE_BRANCHES);
	return 0;
}

static int end(struct xml *xml, struct xml_report *r, const char *name)
{
	struct coverage_file *file = r->file;

	if (strcmp(name, "package") == 0)
		str_clear(&r->folder);
	if (!file || xml_depth(xml) != r->file_depth)
		return 0;
	if (r->has_instructions && file->only_counts)
		return xml_fail(xml, "%.200s comes twice, once without counts of its lines",
				file->path);
	if (!r->has_instructions && (file->n[COVERAGE_LINES] || r->lines.total >= 0))
		return settle_by_counter(xml, r, file);
	file->header = r->is_repeated ? (struct coverage_count){ 0, -1 } : r->lines;
	return 0;
}

const struct xml_format jacoco_format = { COVERAGE_JACOCO, start, end };
