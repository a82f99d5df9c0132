#include "coverage_case.h"
#include "formats/coverage/number.h"

#define RECORD(lines) "TN:\nSF:a.c\n" lines "end_of_record\n"

static const struct {
	const char *text, *wanted;
} cases[] = {
	{ RECORD("DA:1,5\nDA:2,0\n"), "a.c: 1=5 2=0" },
	{ "TN:x\r\nSF:C:\\x\\y.c\r\nDA:1,1\r\nend_of_record \r\n", "C:\\x\\y.c: 1=1" },
	{ "\n# made by hand\nSF: src/f.py \nDA:1,1,abc\nend_of_record", "src/f.py: 1=1" },
	/* counts */
	{ RECORD("DA:3,1.0e+19\nDA:4,18446744073709551611\nDA:5,-1\nDA:6,1.0\n"),
	  "a.c: 3=9223372036854775807 4=9223372036854775807 5=0 6=1 note1=1" },
	{ RECORD("DA:3,nan\n"), "! report:3: DA: a count of hits was expected" },
	{ RECORD("DA:3,\n"), "! report:3: DA: a count of hits was expected" },
	{ RECORD("DA:3,1.a0e+19\n"), "! report:3: DA: a count of hits was expected" },
	{ RECORD("DA:3,0.5\n"), "! report:3: DA: a count of hits was expected" },
	{ RECORD("DA:0,1\nDA:undefined,1\nDA:-3,1\nDA:10000001,1\nDA:10000000,1\n"),
	  "a.c: 10000000=1 note0=4" },
	{ RECORD("DA:1,2\nDA:1,3\nDA:1,0\n"), "a.c: 1=5" },
	/* branches: the line decides for itself */
	{ RECORD("DA:7,4\nBRDA:7,0,0,-\nBRDA:7,0,1,0\nBRDA:7,0,1,3\nBRDA:7,e0,1,0\n"),
	  "a.c: 7=4 7[0/1] 7[1/1] 7[0/1]" },
	{ RECORD("BRDA:7,0,a == b, c,1\n"), "a.c: 7[1/1]" },
	{ RECORD("BRDA:7,0,1\n"), "! report:3: BRDA: line, block, branch and count were expected" },
	{ RECORD("BRDA:7,0,1,x\n"), "! report:3: BRDA: a count or \"-\" was expected" },
	/* functions: names hold commas */
	{ RECORD("FN:3,f<int, int>\nFN:4,9,g\nFN:5,h,1\nFNDA:7,f<int, int>\nFNDA:0,g\nDA:3,1\n"),
	  "a.c: 3=1 f<int, int>@3=7 g@4=0 h,1@5=0" },
	{ RECORD("FNL:0,3,9\nFNA:0,4,f\nFNA:0,2,f2\nFNL:1,12\nFNA:1,0,g\n"), "a.c: f@3=4 g@12=0" },
	{ RECORD("FNDA:7,f\n"), "a.c: note0=1" },
	/* totals are kept, and decide nothing */
	{ RECORD("DA:1,1\nDA:2,0\nLH:9\nLF:10\n"), "a.c: 1=1 2=0 states 9/10" },
	{ RECORD("DA:1,1\nLF:10\n"), "a.c: 1=1" },
	{ RECORD("DA:1,1\nLF:1\nLH:1\n") RECORD("DA:2,0\nLF:1\nLH:0\n"), "a.c: 1=1 2=0" },
	/* records */
	{ "SF:a\nDA:1,1\nend_of_record\nSF:b\nDA:1,0\nend_of_record\n", "a: 1=1; b: 1=0" },
	{ "SF:\nDA:1,1\nBRDA:1,0,0,1\nFN:1,f\nend_of_record\nSF:b\nend_of_record\n", "b: note3=1" },
	{ "SF:\nDA:1,1\nend_of_record\n", "! report: holds no file" },
	{ "SF:a\nDA:1,1\nSF:b\n", "! report:3: SF: the record before has no end_of_record" },
	{ "SF:a\nDA:1,1\n", "! report:2: the report ends without end_of_record: it was cut" },
	{ "DA:1,1\n", "! report:1: a record begins with SF:" },
	{ "end_of_record\n", "! report:1: end_of_record: no record has begun" },
	{ RECORD("MCDC:1,2,t,1,0,x\nMCF:1\nVER:1\nXYZ:3\nABC:4\n"), "a.c: note2=2" },
	/* not a tracefile */
	{ "", "! report: holds no file" },
	{ "TN:\n", "! report: holds no file" },
	{ "mode: set\na.go:1.1,2.2 1 1\n", "! report:1: no record of a tracefile" },
	{ "<?xml version=\"1.0\"?>\n<coverage/>\n", "! report:1: no record of a tracefile" },
	{ "{}\n", "! report:1: no record of a tracefile" },
};

Test(lcov, reads)
{
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		reads(lcov_read, text_of(cases[i].text), cases[i].wanted);
	reads(lcov_read, TEXT("SF:a\nDA:1\0,1\nend_of_record\n"),
	      "! report:2: a NUL byte, where text was expected");
}

static const char good[] = "TN:t\nSF:a\nFN:1,f\nFNDA:1,f\nDA:1,1\nBRDA:1,0,0,1\nDA:2,0\n"
			   "LF:2\nLH:1\nend_of_record\n";

Test(lcov, a_cut_report_is_refused)
{
	every_cut_is_refused(lcov_read, text_of(good), sizeof(good) - 2);
}

Test(lcov, no_memory_is_said) { survives_no_memory(lcov_read, text_of(good)); }

Test(lcov, numbers)
{
	static const struct {
		const char *text;
		int64_t value;
	} good_ones[] = {
		{ "0", 0 },
		{ "-7", -7 },
		{ "12.00", 12 },
		{ "1.25e2", 125 },
		{ "1200e-2", 12 },
		{ "1e+19", INT64_MAX },
		{ "9223372036854775807", INT64_MAX },
		{ "9223372036854775806", INT64_MAX - 1 },
		{ "99999999999999999999999999", INT64_MAX },
		{ "0e999999999999", 0 },
		{ "1e999999999999", INT64_MAX },
		{ "0.0e-9", 0 },
	};
	static const char *const bad[] = { "",    "-",  "+1",   "1.",  ".5",  "1e",  "1e+",
					   "0x1", "1 ", "1e1x", "nan", "inf", "1.5", "1e-1" };

	for (size_t i = 0; i < ARRAY_SIZE(good_ones); i++) {
		int64_t got = -99;

		cr_expect(coverage_number(text_of(good_ones[i].text), &got), "%s",
			  good_ones[i].text);
		cr_expect_eq(got, good_ones[i].value, "%s: %" PRId64, good_ones[i].text, got);
	}
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		int64_t got = -99;

		cr_expect(!coverage_number(text_of(bad[i]), &got) && got == -99, "%s", bad[i]);
	}
}
