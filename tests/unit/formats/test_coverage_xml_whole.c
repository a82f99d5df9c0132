/* XML reports as a whole: their age and headers, cut, without memory, hostile ones and real ones. */
#include "coverage_xml_case.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"

#define HOSTILE "tests/corpus/coverage-xml"

static void read_good(struct coverage *c, const char *text)
{
	struct memory_reader m;
	struct err err = { 0 };

	coverage_init(c, COVERAGE_ADD);
	memory_reader_init(&m, "report", text_of(text), 0);
	cr_assert_eq(coverage_xml_read(c, &m.reader, &err), 0, "%s: %s", text, err.text);
}

#define AGED(attributes) \
	"<coverage " attributes "><packages><class filename=\"a\"/></packages></coverage>"

Test(coverage_xml_whole, age_and_headers)
{
	static const struct {
		const char *text;
		int64_t timestamp, hit, total, rate;
	} all[] = {
		{ AGED("lines-valid=\"4\" lines-covered=\"3\" line-rate=\"0.75\""), 0, 3, 4, 7500 },
		{ AGED("lines-valid=\"4\" line-rate=\"0.7833333333333333\""), 0, 0, -1, 7833 },
		{ AGED("lines-covered=\"4\" line-rate=\"1\""), 0, 0, -1, 10000 },
		{ AGED("line-rate=\"0\""), 0, 0, -1, 0 },
		{ AGED("line-rate=\"1.0001\""), 0, 0, -1, -1 },
		{ AGED("line-rate=\"NaN\""), 0, 0, -1, -1 },
		{ AGED("line-rate=\"0.\""), 0, 0, -1, -1 },
		{ AGED("line-rate=\"0,5\""), 0, 0, -1, -1 },
		{ AGED("line-rate=\"75\""), 0, 0, -1, -1 },
		{ AGED("line-rate=\"\""), 0, 0, -1, -1 },
		{ AGED("timestamp=\"1700000000\""), 1700000000, 0, -1, -1 },
		{ AGED("timestamp=\"1700000000123\" line-rate=\"1\""), 1700000000, 0, -1, 10000 },
		{ AGED("timestamp=\"100000000\""), 100000000, 0, -1, -1 },
		{ AGED("timestamp=\"99999999\""), 0, 0, -1, -1 },
		{ AGED("timestamp=\"100000000000\""), INT64_C(100000000000), 0, -1, -1 },
		{ AGED("timestamp=\"100000000001\""), 100000000, 0, -1, -1 },
		{ AGED("timestamp=\"-1\""), 0, 0, -1, -1 },
		{ AGED("timestamp=\"today\""), 0, 0, -1, -1 },
		{ CLOVER("4",
			 "<metrics statements=\"9\" coveredstatements=\"1\"/><file name=\"a\"/>"),
		  1700000000, 0, -1, -1 },
		{ CLOVER("3.2.0", "<metrics statements=\"9\" coveredstatements=\"1\"/>"
				  "<package><metrics statements=\"4\" coveredstatements=\"1\"/>"
				  "<file name=\"a\"/></package>"),
		  1700000000, 1, 9, -1 },
		{ "<report><package name=\"a\"><sourcefile name=\"A\"/>" COUNTER(
			  "1", "2") "</package>" COUNTER("3", "4") "</report>",
		  0, 4, 7, -1 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		AUTO(coverage) c;

		read_good(&c, all[i].text);
		cr_expect_eq(c.timestamp, all[i].timestamp, "%s: %" PRId64, all[i].text,
			     c.timestamp);
		cr_expect(c.header.total == all[i].total &&
				  (c.header.total < 0 || c.header.hit == all[i].hit),
			  "%s: %" PRId64 "/%" PRId64, all[i].text, c.header.hit, c.header.total);
		cr_expect_eq(c.header_rate, all[i].rate, "%s: %" PRId64, all[i].text,
			     c.header_rate);
		cr_expect_eq(c.repeats, COVERAGE_MAX);
	}
}

Test(coverage_xml_whole, a_header_that_is_no_number_is_refused)
{
	reads(coverage_xml_read, text_of(AGED("lines-valid=\"x\"")),
	      "! report:1:1: lines-valid=\"x\": a number was expected");
}

Test(coverage_xml_whole, sources_and_kinds)
{
	AUTO(coverage) c;
	AUTO(coverage) plain;

	read_good(&c, "<coverage line-rate=\"1\"><sources><source>\n /r/a&amp;b </source>"
		      "<source></source><source>.</source></sources>" CLASS(
			      "a.c", BRANCH("1", "1", " condition-coverage=\"50% (1/2)\"")
					     BRANCH("2", "1", "")) "</coverage>");
	cr_expect_eq(c.format, COVERAGE_COBERTURA);
	cr_assert_eq(c.n_sources, 2);
	cr_expect_str_eq(c.sources[0], "/r/a&b");
	cr_expect_str_eq(c.sources[1], ".");
	cr_expect_eq(c.has, COVERAGE_HAS(COVERAGE_LINES) | COVERAGE_HAS(COVERAGE_BRANCHES));
	cr_expect_eq(c.files[0]->lacks, COVERAGE_HAS(COVERAGE_BRANCHES));
	read_good(&plain, COBERTURA(CLASS("a.c", LINE("1", "1"))));
	cr_expect_eq(plain.has, COVERAGE_HAS(COVERAGE_LINES));
	cr_expect_eq(plain.files[0]->lacks, 0);
}

static const char *const good[] = {
	DTD
	"<coverage timestamp=\"1700000000\"><sources><source>s</source></sources><packages>" CLASS(
		"a", LINE("1", "1") BRANCH("2", "0", " condition-coverage=\"50% (1/2)\""))
		CLASS("b", LINE("1", "1")) "</packages></coverage>",
	CLOVER("3.2.0",
	       "<file name=\"a\"><metrics statements=\"1\" coveredstatements=\"1\"/>"
	       "<line num=\"1\" type=\"cond\" count=\"7\" truecount=\"3\" falsecount=\"1\"/></file>"),
	JACOCO("<sourcefile name=\"C\"><line nr=\"1\" ci=\"1\" mb=\"1\"/></sourcefile>"
	       "<sourcefile name=\"D\"><line nr=\"1\"/>" COUNTER("1", "2") "</sourcefile>"),
	SONAR("<lineToCover lineNumber=\"1\" covered=\"true\" branchesToCover=\"4\"/>"),
};

Test(coverage_xml_whole, a_cut_report_is_refused)
{
	for (size_t i = 0; i < ARRAY_SIZE(good); i++)
		every_cut_is_refused(coverage_xml_read, text_of(good[i]), strlen(good[i]));
}

Test(coverage_xml_whole, no_memory_is_said)
{
	for (size_t i = 0; i < ARRAY_SIZE(good); i++)
		survives_no_memory(coverage_xml_read, text_of(good[i]));
}

static int read_file(struct coverage *c, const char *folder, const char *name, struct err *err)
{
	AUTO(str) path = STR_MAX(4 * KiB);
	struct file_reader file;
	int fd, result;

	str_printf(&path, "%s/%s", folder, name);
	fd = open(path.buf, O_RDONLY);
	cr_assert_geq(fd, 0, "%s", path.buf);
	file_reader_init(&file, fd, path.buf, GiB, NULL);
	result = coverage_xml_read(c, &file.reader, err);
	close(fd);
	return result;
}

static void read_corpus(struct coverage *c, const char *name)
{
	struct err err = { 0 };

	coverage_init(c, COVERAGE_ADD);
	cr_assert_eq(read_file(c, "tests/corpus/coverage", name, &err), 0, "%s", err.text);
}

/* bad- is refused, odd- is read, and what is read has a file. */
Test(coverage_xml_whole, hostile_reports)
{
	struct dirent **names;
	int n = scandir(HOSTILE, &names, NULL, alphasort), reports = 0;

	for (int i = 0; i < n; i++) {
		const char *name = names[i]->d_name;
		bool bad = strncmp(name, "bad-", 4) == 0;
		AUTO(coverage) c;
		struct err err = { 0 };

		coverage_init(&c, COVERAGE_ADD);
		if (bad || strncmp(name, "odd-", 4) == 0) {
			cr_expect_eq(read_file(&c, HOSTILE, name, &err), bad ? -1 : 0, "%s: %s",
				     name, err.text);
			cr_expect(!bad || err.kind == ERR_EVIDENCE, "%s: %s", name, err.text);
			cr_expect(bad || c.n > 0, "%s", name);
			reports++;
		}
		free(names[i]);
	}
	cr_expect_geq(n, 0);
	free(names);
	cr_expect_geq(reports, 53, "only %d reports in " HOSTILE, reports);
}

/* Headers of tools that count as we do are read as they are meant: they say what the lines say. */
Test(coverage_xml_whole, real_headers_agree_with_their_lines)
{
	static const struct {
		const char *name;
		enum coverage_format format;
		bool has_branches, of_files;
		size_t sources;
	} all[] = {
		{ "c8/clover.xml", COVERAGE_CLOVER, true, true, 0 },
		{ "c8/cobertura-coverage.xml", COVERAGE_COBERTURA, true, false, 1 },
		{ "jest/clover.xml", COVERAGE_CLOVER, true, true, 0 },
		{ "jest/cobertura-coverage.xml", COVERAGE_COBERTURA, true, false, 1 },
		{ "nyc/clover.xml", COVERAGE_CLOVER, true, true, 0 },
		{ "nyc/cobertura-coverage.xml", COVERAGE_COBERTURA, true, false, 1 },
		{ "python/coverage.xml", COVERAGE_COBERTURA, true, false, 1 },
		{ "tarpaulin-crate/cobertura.xml", COVERAGE_COBERTURA, false, false, 1 },
		{ "tarpaulin-workspace/cobertura.xml", COVERAGE_COBERTURA, false, false, 1 },
		{ "gcc-merged/gcovr-cobertura.xml", COVERAGE_COBERTURA, true, false, 1 },
		{ "jacoco/jacoco.xml", COVERAGE_JACOCO, true, true, 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		struct coverage_count sum = { 0, 0 };
		AUTO(coverage) c;

		read_corpus(&c, all[i].name);
		for (size_t f = 0; f < c.n; f++) {
			struct coverage_count count = coverage_count(c.files[f], COVERAGE_LINES);

			sum.hit += count.hit;
			sum.total += count.total;
			if (all[i].of_files)
				cr_expect(count.hit == c.files[f]->header.hit &&
						  count.total == c.files[f]->header.total,
					  "%s: %s", all[i].name, c.files[f]->path);
		}
		cr_expect(sum.hit == c.header.hit && sum.total == c.header.total,
			  "%s: %" PRId64 "/%" PRId64, all[i].name, c.header.hit, c.header.total);
		cr_expect_eq(c.format, all[i].format, "%s", all[i].name);
		cr_expect_eq(!!(c.has & COVERAGE_HAS(COVERAGE_BRANCHES)), all[i].has_branches, "%s",
			     all[i].name);
		cr_expect_eq(c.n_sources, all[i].sources, "%s: %zu", all[i].name, c.n_sources);
	}
}

/* Counts that give way to lines leave nothing behind. */
Test(coverage_xml_whole, counts_alone_are_merged)
{
	AUTO(coverage) merged;
	AUTO(coverage) counts;
	AUTO(coverage) lines;
	struct err err = { 0 };
	bool differs;

	coverage_init(&merged, COVERAGE_MAX);
	read_good(&counts, SOURCE("<line nr=\"3\"/><line nr=\"4\"/>" COUNTER("1", "1")));
	read_good(&lines, SOURCE("<line nr=\"3\" ci=\"1\"/><line nr=\"4\" mi=\"1\"/>"));
	cr_expect_eq(coverage_merge(&merged, "C.java", &counts, counts.files[0], &differs, &err),
		     0);
	cr_expect(merged.files[0]->only_counts);
	cr_expect_eq(coverage_merge(&merged, "C.java", &lines, lines.files[0], &differs, &err), 0);
	cr_expect(!merged.files[0]->only_counts);
	cr_expect_eq(merged.files[0]->n[COVERAGE_LINES], 2);
}
