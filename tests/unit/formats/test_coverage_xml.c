/* What each XML reader makes of its elements. */
#include "coverage_xml_case.h"

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
