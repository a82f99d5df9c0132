#include "coverage_case.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"

#define COBERTURA(body)                                               \
	"<coverage line-rate=\"1\"><packages><package><classes>" body \
	"</classes></package></packages></coverage>"
#define CLASS(name, lines) "<class filename=\"" name "\"><methods/><lines>" lines "</lines></class>"
#define LINE(number, hits) "<line number=\"" number "\" hits=\"" hits "\"/>"
#define BRANCH(number, hits, condition) \
	"<line number=\"" number "\" hits=\"" hits "\" branch=\"true\"" condition "/>"

#define CLOVER(version, body)                                                      \
	"<coverage generated=\"1700000000\" clover=\"" version "\"><project>" body \
	"</project></coverage>"
#define JACOCO(body)  "<report name=\"r\"><package name=\"a/b\">" body "</package></report>"
#define SOURCE(body)  JACOCO("<sourcefile name=\"C.java\">" body "</sourcefile>")
#define COUNTER(m, c) "<counter type=\"LINE\" missed=\"" m "\" covered=\"" c "\"/>"
#define SONAR(body)   "<coverage version=\"1\"><file path=\"a.c\">" body "</file></coverage>"
#define HOSTILE       "tests/corpus/coverage-xml"
#define DTD           "<?xml version='1.0'?><!DOCTYPE coverage SYSTEM 'http://127.0.0.1:1/x.dtd'>"

struct read_case {
	const char *text, *wanted;
};

static const struct read_case cobertura_cases[] = {
	{ COBERTURA(CLASS("a.c", LINE("1", "5") LINE("2", "0"))), "a.c: 1=5 2=0" },
	{ DTD COBERTURA(CLASS("a.c", LINE("1", "5"))), "a.c: 1=5" },
	/* one file in many classes, one line twice, in any order */
	{ COBERTURA(CLASS("a.c", LINE("9", "1") LINE("2", "0")) CLASS("b.c", LINE("1", "1"))
			    CLASS("a.c", LINE("2", "3") LINE("9", "0") LINE("1", "0"))),
	  "a.c: 1=0 2=3 9=1; b.c: 1=1" },
	/* methods repeat lines, and not only those of code */
	{ COBERTURA("<class filename=\"a.c\"><methods><method name=\"m\"><lines>" LINE("1", "7")
			    BRANCH("4", "7", "") "</lines></method></methods><lines>" LINE(
				    "1", "0") "</lines></class>"),
	  "a.c: 1=0" },
	{ COBERTURA("<class filename=\"a.c\"><lines>" LINE("1", "0") "<x><lines>" LINE(
		  "1", "7") "</lines></x>" LINE("2", "0") "</lines></class>"),
	  "a.c: 1=0 2=0" },
	{ COBERTURA("<class filename=\"a.c\"/>"), "a.c:" },
	{ COBERTURA(LINE("1", "1") "<lines>" LINE("1", "1") "</lines>" CLASS("a.c", "")), "a.c:" },
	{ COBERTURA(CLASS("", LINE("1", "1")) CLASS(" ", LINE("1", "1")) CLASS("b.c", "")),
	  "b.c: note3=2" },
	{ COBERTURA("<class>" LINE("1", "1") "</class>"), "! report: holds no file" },
	{ COBERTURA("<class filename=\"a\"><class filename=\"b\"/></class>"),
	  "! report:1:73: a file begins within another" },
	{ COBERTURA(""), "! report: holds no file" },
	/* numbers */
	{ COBERTURA(CLASS("a", LINE("1", "1.0e+19") LINE("2", "18446744073709551616")
				       LINE("3", "-1") LINE("4", "1.0"))),
	  "a: 1=9223372036854775807 2=9223372036854775807 3=0 4=1 note1=1" },
	{ COBERTURA(CLASS("a", LINE("0", "1") LINE("-7", "1") LINE("undefined", "1")
				       LINE("10000001", "1") LINE("99999999999999999999", "1")
					       LINE("10000000", "1") LINE("", "1"))),
	  "a: 10000000=1 note0=6" },
	{ COBERTURA(CLASS("a", LINE("1", "nan"))),
	  "! report:1:90: hits=\"nan\": a number was expected" },
	{ COBERTURA(CLASS("a", LINE("1", ""))), "! report:1:90: hits=\"\": a number was expected" },
	{ COBERTURA(CLASS("a", "<line number=\"1\"/>")), "! report:1:90: <line> without hits" },
	{ COBERTURA(CLASS("a", "<line hits=\"1\"/>")), "! report:1:90: <line> without number" },
	/* branches */
	{ COBERTURA(CLASS("a", BRANCH("1", "1", " condition-coverage=\"50% (1/2)\"")
				       BRANCH("1", "1", " condition-coverage=\"25.00%(1 / 4)\""))),
	  "a: 1=1 1[1/2] without branches" },
	{ COBERTURA(CLASS("a", BRANCH("1", "1", " condition-coverage=\"50% (1/2)\"")
				       BRANCH("1", "1", " condition-coverage=\"(3/4)\""))),
	  "a: 1=1 1[3/4]" },
	{ COBERTURA(CLASS("a", "<line number=\"1\" hits=\"1\" branch=\"True\" "
			       "condition-coverage=\"100% (2/2)\"/>")),
	  "a: 1=1 1[2/2]" },
	{ COBERTURA(CLASS("a", "<line number=\"1\" hits=\"1\" branch=\"false\" "
			       "condition-coverage=\"50% (1/2)\"/>")),
	  "a: 1=1" },
	{ COBERTURA(CLASS("a", BRANCH("1", "1", " condition-coverage=\"(2/1)\""))),
	  "! report:1:90: 2 of 1 branches are hit" },
	{ COBERTURA(CLASS("a", BRANCH("1", "1", " condition-coverage=\"(1/99999999999)\""))),
	  "! report:1:90: 1 of 99999999999 branches are hit" },
	{ COBERTURA(CLASS("a", BRANCH("1", "1", " condition-coverage=\"(-1/2)\""))),
	  "! report:1:90: -1 of 2 branches are hit" },
};

static const struct read_case clover_cases[] = {
	{ CLOVER("4.4.1", "<package><file name=\"a.c\" path=\"/r/a.c\">"
			  "<line num=\"1\" type=\"stmt\" count=\"3\"/>"
			  "<line num=\"2\" type=\"method\" count=\"0\"/></file></package>"
			  "<file name=\"b.c\"><metrics statements=\"9\" coveredstatements=\"1\"/>"
			  "<line num=\"1\" count=\"1\"/></file>"),
	  "/r/a.c: 1=3 2=0; b.c: 1=1" },
	{ "<coverage><project><file name=\"a\"><line num=\"1\" count=\"1\"/></file></project>"
	  "</coverage>",
	  "a: 1=1" },
	/* executions of either branch; Istanbul: branches hit and not */
	{ CLOVER("4.4.1",
		 "<file name=\"a\">"
		 "<line num=\"1\" type=\"cond\" truecount=\"3\" falsecount=\"0\"/>"
		 "<line num=\"2\" type=\"cond\" truecount=\"5000000000\" falsecount=\"1\"/>"
		 "<line num=\"3\" type=\"cond\" truecount=\"0\" falsecount=\"0\"/></file>"),
	  "a: 1=3 2=5000000001 3=0 1[1/2] 2[2/2] 3[0/2]" },
	{ CLOVER("3.2.0",
		 "<file name=\"a\"><metrics statements=\"2\" coveredstatements=\"1\"/>"
		 "<line num=\"1\" type=\"cond\" count=\"7\" truecount=\"3\" falsecount=\"1\"/>"
		 "<line num=\"2\" type=\"stmt\" count=\"0\"/></file>"),
	  "a: 1=7 2=0 1[3/4] states 1/2" },
	{ CLOVER("3.2.0", "<file name=\"a\"><line num=\"1\" type=\"cond\" count=\"7\" "
			  "truecount=\"9999999999\" falsecount=\"1\"/></file>"),
	  "! report:1:73: truecount, falsecount: numbers of branches were expected" },
	{ CLOVER("1", "<file name=\"a\"><line num=\"1\" type=\"stmt\"/></file>"),
	  "! report:1:69: <line> without count" },
	{ CLOVER("1", "<file name=\"a\"><line type=\"stmt\" count=\"1\"/></file>"),
	  "! report:1:69: <line> without num" },
	{ CLOVER("1", "<file name=\"a\"><line num=\"1\" count=\"x\"/></file>"),
	  "! report:1:69: count=\"x\": a number was expected" },
	{ CLOVER("1", "<file/><file path=\"\" name=\"a\"><line num=\"1\" count=\"1\"/></file>"
		      "<file name=\"b\"/>"),
	  "b: note3=2" },
	/* tests are no part of what is tested */
	{ "<coverage clover=\"1\"><project><file name=\"a\"><line num=\"1\" count=\"0\"/></file>"
	  "</project><testproject><file name=\"a\"><line num=\"1\" count=\"1\"/></file>"
	  "<metrics/></testproject></coverage>",
	  "a: 1=0" },
	{ CLOVER("1", ""), "! report: holds no file" },
};

static const struct read_case jacoco_cases[] = {
	{ SOURCE("<line nr=\"3\" mi=\"0\" ci=\"4\" mb=\"1\" cb=\"1\"/><line nr=\"4\" mi=\"2\"/>" COUNTER(
		  "1", "1")),
	  "a/b/C.java: 3=4 4=0 3[1/2] states 1/2" },
	{ "<report><group><group><package name=\"\"><class><method><counter type=\"LINE\" "
	  "missed=\"5\" covered=\"5\"/></method></class><sourcefile name=\"A.kt\">"
	  "<line nr=\"1\" ci=\"1\"/></sourcefile></package></group></group></report>",
	  "A.kt: 1=1" },
	/* a folder ends with its package */
	{ "<report><package name=\"a\"/><sourcefile name=\"A.kt\"/></report>", "A.kt:" },
	/* the counter alone */
	{ SOURCE("<line nr=\"3\"/><line nr=\"4\" mb=\"1\" cb=\"0\"/>" COUNTER("1", "1")),
	  "a/b/C.java: only 1/2 without branches" },
	{ SOURCE("<line nr=\"3\"/><line nr=\"4\"/><line nr=\"3\"/>" COUNTER("0", "2")),
	  "a/b/C.java: 3=1 4=1" },
	{ SOURCE("<line nr=\"3\"/><line nr=\"4\"/>" COUNTER("2", "0")), "a/b/C.java: 3=0 4=0" },
	{ SOURCE("<line nr=\"3\"/><line nr=\"4\"/>" COUNTER("0", "3")),
	  "a/b/C.java: only 3/3 without branches" },
	{ SOURCE("<line nr=\"3\"/><line nr=\"0\"/>" COUNTER("0", "2")),
	  "a/b/C.java: only 2/2 without branches note0=1" },
	{ SOURCE(COUNTER("4", "1")), "a/b/C.java: only 1/5 without branches" },
	{ SOURCE(COUNTER("0", "0")), "a/b/C.java:" },
	{ SOURCE(""), "a/b/C.java:" },
	{ SOURCE("<line nr=\"3\"/>"),
	  "! report:1:78: a/b/C.java: neither lines nor a counter say what is hit" },
	{ SOURCE("<line nr=\"3\"/><counter type=\"BRANCH\" missed=\"0\" covered=\"1\"/>"),
	  "! report:1:125: a/b/C.java: neither lines nor a counter say what is hit" },
	{ SOURCE("<line nr=\"3\"/><counter type=\"LINE\" missed=\"0\"/>"),
	  "! report:1:78: <counter> without missed and covered" },
	/* one file twice: never the counter of one for the lines of both */
	{ JACOCO("<sourcefile name=\"C\"><line nr=\"1\" mi=\"1\"/></sourcefile>"
		 "<sourcefile name=\"C\"><line nr=\"1\" ci=\"1\"/><line nr=\"2\" mi=\"1\"/>" COUNTER(
			 "1", "1") "</sourcefile>"),
	  "a/b/C: 1=1 2=0" },
	{ JACOCO("<sourcefile name=\"C\"><line nr=\"1\" mi=\"1\"/></sourcefile>"
		 "<sourcefile name=\"C\"><line nr=\"2\"/>" COUNTER("0", "2") "</sourcefile>"),
	  "! report:1:173: a/b/C comes twice, and its lines have no counts" },
	{ JACOCO("<sourcefile name=\"C\">" COUNTER(
		  "0", "2") "</sourcefile>"
			    "<sourcefile name=\"C\"><line nr=\"2\" mi=\"1\"/></sourcefile>"),
	  "! report:1:159: a/b/C comes twice, once without counts of its lines" },
	{ SOURCE("<line/>"), "! report:1:64: <line> without nr" },
	{ SOURCE("<line nr=\"1\" ci=\"x\"/>"), "! report:1:64: ci=\"x\": a number was expected" },
	{ SOURCE("<line nr=\"1\" mb=\"-1\" cb=\"1\"/>"),
	  "! report:1:64: mb, cb: numbers of branches were expected" },
	{ "<report/>", "! report: holds no file" },
	{ JACOCO("<sourcefile/>"), "! report: holds no file" },
};

static const struct read_case sonar_cases[] = {
	{ SONAR("<lineToCover lineNumber=\"2\" covered=\"false\"/>"
		"<lineToCover lineNumber=\"1\" covered=\"true\" branchesToCover=\"4\" "
		"coveredBranches=\"1\"/><lineToCover lineNumber=\"2\" covered=\"true\"/>"),
	  "a.c: 1=1 2=1 1[1/4]" },
	{ SONAR("<lineToCover lineNumber=\"1\" covered=\"yes\"/>"),
	  "! report:1:40: covered=\"yes\": true or false was expected" },
	{ SONAR("<lineToCover covered=\"true\"/>"),
	  "! report:1:40: <lineToCover> without lineNumber and covered" },
	{ SONAR("<lineToCover lineNumber=\"1\" covered=\"true\" coveredBranches=\"1\"/>"),
	  "! report:1:40: 1 of 0 branches are hit" },
	{ SONAR("<lineToCover lineNumber=\"1\" covered=\"true\" branchesToCover=\"1\" "
		"coveredBranches=\"2\"/>"),
	  "! report:1:40: 2 of 1 branches are hit" },
	{ SONAR(""), "a.c:" },
	{ "<coverage version=\"1\"><file/></coverage>", "! report: holds no file" },
};

/* The root decides. */
static const struct read_case root_cases[] = {
	{ "<coverage version=\"1\"><packages><package><classes>" CLASS(
		  "a", LINE("1", "1")) "</classes></package></packages></coverage>",
	  "a: 1=1" },
	{ "<coverage version=\"1\"><sources/><packages><class filename=\"a\"/></packages></coverage>",
	  "a:" },
	{ "<coverage/>", "! report: holds no file" },
	{ "<coverage version=\"1\"/>", "! report: holds no file" },
	{ "<coverage version=\"2\"><file path=\"a\"/></coverage>",
	  "! report:1:23: <coverage> with <file> is no report that is known" },
	{ "<coverage><x/></coverage>",
	  "! report:1:11: <coverage> with <x> is no report that is known" },
	{ "<checkstyle><file name=\"a\"/></checkstyle>",
	  "! report:1:1: <checkstyle> begins no coverage report that is known" },
	{ "<html></html>", "! report:1:1: <html> begins no coverage report that is known" },
	{ "", "! report:1:1: no well-formed XML: no element found" },
	{ "SF:a.c\nDA:1,1\nend_of_record\n", "! report:1:1: no well-formed XML: syntax error" },
};

Test(coverage_xml, cobertura)
{
	for (size_t i = 0; i < ARRAY_SIZE(cobertura_cases); i++)
		reads(coverage_xml_read, text_of(cobertura_cases[i].text),
		      cobertura_cases[i].wanted);
}

Test(coverage_xml, clover)
{
	for (size_t i = 0; i < ARRAY_SIZE(clover_cases); i++)
		reads(coverage_xml_read, text_of(clover_cases[i].text), clover_cases[i].wanted);
}

Test(coverage_xml, jacoco)
{
	for (size_t i = 0; i < ARRAY_SIZE(jacoco_cases); i++)
		reads(coverage_xml_read, text_of(jacoco_cases[i].text), jacoco_cases[i].wanted);
}

Test(coverage_xml, sonar)
{
	for (size_t i = 0; i < ARRAY_SIZE(sonar_cases); i++)
		reads(coverage_xml_read, text_of(sonar_cases[i].text), sonar_cases[i].wanted);
}

Test(coverage_xml, the_root_decides)
{
	for (size_t i = 0; i < ARRAY_SIZE(root_cases); i++)
		reads(coverage_xml_read, text_of(root_cases[i].text), root_cases[i].wanted);
}

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

Test(coverage_xml, age_and_headers)
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

Test(coverage_xml, a_header_that_is_no_number_is_refused)
{
	reads(coverage_xml_read, text_of(AGED("lines-valid=\"x\"")),
	      "! report:1:1: lines-valid=\"x\": a number was expected");
}

Test(coverage_xml, sources_and_kinds)
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

Test(coverage_xml, a_cut_report_is_refused)
{
	for (size_t i = 0; i < ARRAY_SIZE(good); i++)
		every_cut_is_refused(coverage_xml_read, text_of(good[i]), strlen(good[i]));
}

Test(coverage_xml, no_memory_is_said)
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
Test(coverage_xml, hostile_reports)
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
	cr_expect_geq(reports, 52, "only %d reports in " HOSTILE, reports);
}

/* Headers of tools that count as we do are read as they are meant: they say what the lines say. */
Test(coverage_xml, real_headers_agree_with_their_lines)
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
Test(coverage_xml, counts_alone_are_merged)
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
