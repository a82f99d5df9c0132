#include "tools.h"
#include "runner/options.h"

TestSuite(option, .timeout = 60);

static const char *const words[] = { "alpha", "beta", "gamma", NULL };

union value {
	const char *text;
	bool truth;
	int64_t whole;
	struct decimal decimal;
	int word;
	struct strings strings;
	struct pairs pairs;
};

static struct arena arena = ARENA_MAX(64 * MiB);

static int set(struct option o, struct text text, union value *v, struct err *err)
{
	*v = (union value){ 0 };
	*err = (struct err){ 0 };
	o.name = "x";
	o.value = v;
	o.choices = words;
	return option_set(&o, "--x", text, &arena, err);
}

struct row {
	enum option_kind kind;
	const char *text;
};

static void each(const struct row *rows, size_t n, bool accepted)
{
	union value v;
	struct err err;

	for (size_t i = 0; i < n; i++) {
		struct option o = { .kind = rows[i].kind };
		int got;

		if (o.kind == OPTION_INT)
			o.min = -5, o.max = 1000;
		got = set(o, text_of(rows[i].text), &v, &err);
		cr_expect_eq(got, accepted ? 0 : -1, "%s \"%s\": %s", option_kind_word(o.kind),
			     rows[i].text, err.text);
		if (!accepted) {
			cr_expect_eq(err.kind, ERR_CALLER, "%s \"%s\"", option_kind_word(o.kind),
				     rows[i].text);
			cr_expect(strstr(err.text, "--x"), "names the input: %s", err.text);
		}
	}
}

#define HEX40 "0123456789abcdef0123456789abcdef01234567"
#define HEX64 HEX40 "0123456789abcdef01234567"

Test(option, accepted_forms)
{
	static const struct row rows[] = {
		{ OPTION_STRING, "a b" },
		{ OPTION_STRING, " trimmed \n" },
		{ OPTION_STRING, "ä" },
		{ OPTION_TEXT, "a\nb" },
		{ OPTION_TEXT, "\xc2\xa0x" },
		{ OPTION_BOOL, "true" },
		{ OPTION_BOOL, "True" },
		{ OPTION_BOOL, "TRUE" },
		{ OPTION_BOOL, "false" },
		{ OPTION_BOOL, "False" },
		{ OPTION_BOOL, "FALSE" },
		{ OPTION_BOOL, " true\n" },
		{ OPTION_INT, "0" },
		{ OPTION_INT, "-5" },
		{ OPTION_INT, "1000" },
		{ OPTION_INT, "007" },
		{ OPTION_NUMBER, "1.5" },
		{ OPTION_NUMBER, "-1.5" },
		{ OPTION_NUMBER, "123456789012345" },
		{ OPTION_PERCENT, "0" },
		{ OPTION_PERCENT, "100" },
		{ OPTION_PERCENT, "80.5%" },
		{ OPTION_PERCENT, "100.00" },
		{ OPTION_DURATION, "90" },
		{ OPTION_DURATION, "90s" },
		{ OPTION_DURATION, "5m" },
		{ OPTION_DURATION, "1h30m" },
		{ OPTION_SIZE, "10" },
		{ OPTION_SIZE, "64KiB" },
		{ OPTION_SIZE, "10MiB" },
		{ OPTION_SIZE, "8GiB" },
		{ OPTION_ENUM, "beta" },
		{ OPTION_LIST, "a,b" },
		{ OPTION_LIST, "[\"a\"]" },
		{ OPTION_LIST, "[]" },
		{ OPTION_LIST, ",," },
		{ OPTION_LINES, "a,b\nc" },
		{ OPTION_MAP, "a=b\nc=" },
		{ OPTION_MAP, "a=b=c" },
		{ OPTION_PATH, "a/b" },
		{ OPTION_OUT_PATH, "a" },
		{ OPTION_URL, "https://a.example/x" },
		{ OPTION_URL, "http://127.0.0.1:80/" },
		{ OPTION_URL, "http://localhost" },
		{ OPTION_URL, "http://[::1]:9/" },
		{ OPTION_NAME, "a" },
		{ OPTION_NAME, "a-1" },
		{ OPTION_NAME, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk" },
		{ OPTION_TIME, "2026-11-02T09:00:00Z" },
		{ OPTION_TIME, "2026-11-02T09:00:00.5+02:00" },
		{ OPTION_REVISION, "HEAD~1" },
		{ OPTION_REVISION, "v1.0^{}" },
		{ OPTION_REVISION, "HEAD" },
		{ OPTION_REVISION, "@" },
		{ OPTION_REVISION, "@~3^2" },
		{ OPTION_REVISION, "main@{upstream}" },
		{ OPTION_REVISION, "@{-1}" },
		{ OPTION_REVISION, "refs/heads/a/b@c" },
		{ OPTION_REVISION, "v1.0^{commit}~1" },
		{ OPTION_REVISION, "a.b" },
		{ OPTION_REVISION, "0123abc" },
		{ OPTION_REF, "main" },
		{ OPTION_REF, "refs/heads/a/b@c" },
		{ OPTION_REF, "feature/x-1.2" },
		{ OPTION_REF, "\xc3\xa4" },
		{ OPTION_REF, "a@b" },
		{ OPTION_REF, "@a" },
		{ OPTION_OBJECT_ID, HEX40 },
		{ OPTION_OBJECT_ID, HEX64 },
		{ OPTION_DATE, "2024-02-29" },
		{ OPTION_SECRET, "any\nthing" },
	};

	each(rows, ARRAY_SIZE(rows), true);
}

Test(option, refused_forms)
{
	static const struct row rows[] = {
		{ OPTION_STRING, "a\nb" },
		{ OPTION_STRING, "\xff" },
		{ OPTION_TEXT, "\xc0\xaf" },
		{ OPTION_BOOL, "yes" },
		{ OPTION_BOOL, "1" },
		{ OPTION_BOOL, "on" },
		{ OPTION_BOOL, "tRUE" },
		{ OPTION_BOOL, "0" },
		{ OPTION_INT, "+5" },
		{ OPTION_INT, "0x5" },
		{ OPTION_INT, "5.0" },
		{ OPTION_INT, "5 0" },
		{ OPTION_INT, "1e2" },
		{ OPTION_INT, "-6" },
		{ OPTION_INT, "1001" },
		{ OPTION_INT, "1234567890123456789" },
		{ OPTION_INT, "nan" },
		{ OPTION_INT, "\xd9\xa1" },
		{ OPTION_INT, "-" },
		{ OPTION_NUMBER, "nan" },
		{ OPTION_NUMBER, "inf" },
		{ OPTION_NUMBER, "1e2" },
		{ OPTION_NUMBER, "80,5" },
		{ OPTION_NUMBER, "1." },
		{ OPTION_NUMBER, ".5" },
		{ OPTION_NUMBER, "1234567890123456" },
		{ OPTION_NUMBER, "5%" },
		{ OPTION_PERCENT, "100.01" },
		{ OPTION_PERCENT, "-1" },
		{ OPTION_PERCENT, "80%%" },
		{ OPTION_PERCENT, "80 %" },
		{ OPTION_PERCENT, "%" },
		{ OPTION_PERCENT, "1e1" },
		{ OPTION_DURATION, "-5" },
		{ OPTION_DURATION, "5 min" },
		{ OPTION_DURATION, "5m5m" },
		{ OPTION_DURATION, "5s1m" },
		{ OPTION_DURATION, "1.5h" },
		{ OPTION_DURATION, "5d" },
		{ OPTION_SIZE, "10MB" },
		{ OPTION_SIZE, "10k" },
		{ OPTION_SIZE, "-1" },
		{ OPTION_SIZE, "1.5MiB" },
		{ OPTION_SIZE, "10 MiB" },
		{ OPTION_SIZE, "9999999999999GiB" },
		{ OPTION_ENUM, "Beta" },
		{ OPTION_ENUM, "bet" },
		{ OPTION_LIST, "[1]" },
		{ OPTION_LIST, "[\"a\"" },
		{ OPTION_LIST, "[\"a\"] x" },
		{ OPTION_LIST, "[[\"a\"]]" },
		{ OPTION_MAP, "a=1\na=2" },
		{ OPTION_MAP, "a" },
		{ OPTION_MAP, "=b" },
		{ OPTION_URL, "http://a.example" },
		{ OPTION_URL, "https://u:p@a.example" },
		{ OPTION_URL, "ftp://a" },
		{ OPTION_URL, "https://" },
		{ OPTION_URL, "http://localhost.evil.example" },
		{ OPTION_URL, "http://127.0.0.1@evil" },
		{ OPTION_URL, "javascript:1" },
		{ OPTION_URL, "https://a b" },
		{ OPTION_URL, "https://a\\@b" },
		{ OPTION_NAME, "-a" },
		{ OPTION_NAME, "a-" },
		{ OPTION_NAME, "A" },
		{ OPTION_NAME, "a_b" },
		{ OPTION_NAME, "a.b" },
		{ OPTION_NAME, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl" },
		{ OPTION_TIME, "2026-11-02" },
		{ OPTION_TIME, "2026-13-02T09:00:00Z" },
		{ OPTION_TIME, "2026-11-02T09:00:00" },
		{ OPTION_REVISION, "-x" },
		{ OPTION_REVISION, "a b" },
		{ OPTION_REVISION, "a\nb" },
		{ OPTION_REVISION, "a..b" },
		{ OPTION_REVISION, "main...dev" },
		{ OPTION_REVISION, "HEAD:file" },
		{ OPTION_REVISION, ":/text" },
		{ OPTION_REVISION, "a@{1 day ago}" },
		{ OPTION_REVISION, "a@{1" },
		{ OPTION_REVISION, "^main" },
		{ OPTION_REVISION, "a^-1" },
		{ OPTION_REVISION, "a^@" },
		{ OPTION_REVISION, "a^!" },
		{ OPTION_REVISION, "~1" },
		{ OPTION_REVISION, "a~x" },
		{ OPTION_REVISION, "v1^{/fix}" },
		{ OPTION_REVISION, "a.lock~1" },
		{ OPTION_REVISION, "@@{u}x" },
		{ OPTION_REVISION, "a\x7f" },
		{ OPTION_REVISION, "a*" },
		{ OPTION_REF, "@" },
		{ OPTION_REF, "-x" },
		{ OPTION_REF, "a b" },
		{ OPTION_REF, "a..b" },
		{ OPTION_REF, "a." },
		{ OPTION_REF, "a.lock" },
		{ OPTION_REF, "a.lock/b" },
		{ OPTION_REF, ".a" },
		{ OPTION_REF, "a/.b" },
		{ OPTION_REF, "a//b" },
		{ OPTION_REF, "/a" },
		{ OPTION_REF, "a/" },
		{ OPTION_REF, "a~1" },
		{ OPTION_REF, "a^" },
		{ OPTION_REF, "a:b" },
		{ OPTION_REF, "a?" },
		{ OPTION_REF, "a*" },
		{ OPTION_REF, "a[b" },
		{ OPTION_REF, "a\\b" },
		{ OPTION_REF, "a@{1}" },
		{ OPTION_REF, "a\x7f" },
		{ OPTION_REF, "a\tb" },
		{ OPTION_OBJECT_ID, "abc" },
		{ OPTION_OBJECT_ID, "0123456789ABCDEF0123456789ABCDEF01234567" },
		{ OPTION_OBJECT_ID, HEX40 "0" },
		{ OPTION_DATE, "2023-02-29" },
		{ OPTION_DATE, "2024-2-9" },
		{ OPTION_DATE, "2024-02-09T00:00:00Z" },
	};

	each(rows, ARRAY_SIZE(rows), false);
}

Test(option, nul_and_length_limits)
{
	static const enum option_kind kinds[] = { OPTION_STRING,  OPTION_TEXT, OPTION_BOOL,
						  OPTION_INT,     OPTION_LIST, OPTION_LINES,
						  OPTION_MAP,     OPTION_PATH, OPTION_URL,
						  OPTION_REVISION };
	AUTO(str) big = STR_MAX(MiB);
	union value v;
	struct err err;

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		cr_expect_eq(
			set((struct option){ .kind = kinds[i], .max = 9 }, TEXT("a\0b"), &v, &err),
			-1, "%zu", i);
	for (size_t i = 0; i < 4096; i++)
		str_putc(&big, 'x');
	cr_expect_eq(set((struct option){ .kind = OPTION_STRING }, all_of(&big), &v, &err), 0);
	str_putc(&big, '\n'); /* trimmed before it is measured */
	cr_expect_eq(set((struct option){ .kind = OPTION_STRING }, all_of(&big), &v, &err), 0);
	str_cut(&big, 4096);
	str_putc(&big, 'x');
	cr_expect_eq(set((struct option){ .kind = OPTION_STRING }, all_of(&big), &v, &err), -1);
	cr_expect_eq(set((struct option){ .kind = OPTION_LINES }, all_of(&big), &v, &err), -1,
		     "an item of a list");
	while (big.len < 120 * KiB)
		str_putc(&big, 'x');
	cr_expect_eq(set((struct option){ .kind = OPTION_TEXT }, all_of(&big), &v, &err), 0);
	str_putc(&big, 'x');
	cr_expect_eq(set((struct option){ .kind = OPTION_TEXT }, all_of(&big), &v, &err), -1);
}

static void is_list(enum option_kind kind, const char *text, const char *joined)
{
	AUTO(str) got = STR_MAX(KiB);
	union value v;
	struct err err;

	cr_assert_eq(set((struct option){ .kind = kind, .fallback = "a" }, text_of(text), &v, &err),
		     0, "%s", err.text);
	for (size_t i = 0; i < v.strings.n; i++)
		str_printf(&got, "<%s>", v.strings.at[i]);
	cr_expect_str_eq(got.buf, joined, "%s", text);
}

Test(option, lists_and_values)
{
	union value v;
	struct err err;

	is_list(OPTION_LIST, "a, b ,,c", "<a><b><c>");
	is_list(OPTION_LIST, "a,b\nc\n\n d", "<a,b><c><d>");
	is_list(OPTION_LIST, "none", "");
	is_list(OPTION_LIST, "none,a", "<none><a>");
	is_list(OPTION_LIST, "[\"a,b\", \"c\"]", "<a,b><c>");
	is_list(OPTION_LINES, "a,b\n\n c ", "<a,b><c>");
	cr_expect_eq(set((struct option){ .kind = OPTION_LIST }, TEXT("[\"c\\nd\"]"), &v, &err),
		     -1);
}

Test(option, values_are_kept_exactly)
{
	union value v;
	struct err err;

	cr_assert_eq(set((struct option){ .kind = OPTION_PERCENT }, TEXT("80.10%"), &v, &err), 0);
	cr_expect_eq(v.decimal.units, 8010);
	cr_expect_eq(v.decimal.scale, 2);
	cr_assert_eq(set((struct option){ .kind = OPTION_DURATION }, TEXT("1h30m"), &v, &err), 0);
	cr_expect_eq(v.whole, 5400);
	cr_assert_eq(set((struct option){ .kind = OPTION_SIZE }, TEXT("8GiB"), &v, &err), 0);
	cr_expect_eq(v.whole, INT64_C(8) << 30);
	cr_assert_eq(set((struct option){ .kind = OPTION_ENUM }, TEXT("gamma"), &v, &err), 0);
	cr_expect_eq(v.word, 2);
	cr_assert_eq(set((struct option){ .kind = OPTION_ENUM }, TEXT("gama"), &v, &err), -1);
	cr_expect(strstr(err.text, "gamma\"?") || strstr(err.text, "did you mean gamma"), "%s",
		  err.text);
	cr_assert_eq(set((struct option){ .kind = OPTION_MAP }, TEXT(" a = b=c \nd="), &v, &err),
		     0);
	cr_expect_eq(v.pairs.n, 2);
	cr_expect_str_eq(v.pairs.at[0].key, "a");
	cr_expect_str_eq(v.pairs.at[0].value, "b=c");
	cr_expect_str_eq(v.pairs.at[1].value, "");
	cr_assert_eq(set((struct option){ .kind = OPTION_URL, .plain = true },
			 TEXT("http://svc:9/x"), &v, &err),
		     0);
	cr_assert_eq(set((struct option){ .kind = OPTION_URL, .plain = true },
			 TEXT("http://u@svc/"), &v, &err),
		     -1);
	v.whole = 7; /* empty after trimming is absent */
	cr_assert_eq(option_set(&(struct option){ .kind = OPTION_INT, .value = &v }, "x",
				TEXT(" \xc2\xa0\n"), &arena, &err),
		     0);
	cr_expect_eq(v.whole, 7);
}

/* The whole way: flags, INPUT_, defaults. */

static struct {
	const char *report, *token;
	int64_t most;
	bool flag, on;
	struct strings list, lines;
	struct pairs map;
} in;

static const struct option inputs[] = {
	{ "report", OPTION_PATH, &in.report, NULL, "x" },
	{ "project-target", OPTION_INT, &in.most, "7", "x", .max = 1000 },
	{ "flag", OPTION_BOOL, &in.flag, "false", "x" },
	{ "on", OPTION_BOOL, &in.on, "true", "x" },
	{ "list", OPTION_LIST, &in.list, NULL, "x" },
	{ "lines", OPTION_LINES, &in.lines, NULL, "x" },
	{ "map", OPTION_MAP, &in.map, NULL, "x" },
	{ "token", OPTION_SECRET, &in.token, NULL, "x" },
	{ 0 },
};
static const struct option needs[] = { { "report", OPTION_PATH, &in.report, REQUIRED, "x" },
				       { 0 } };
static const struct program gate = {
	.name = "g", .inputs = inputs, .outputs = no_outputs, .positional = "report"
};
static const struct program gate_command = {
	.name = "g", .inputs = inputs, .outputs = no_outputs, .command = "x"
};
static const struct program gate_needs = { .name = "g", .inputs = needs, .outputs = no_outputs };

static char **command;
static const char *note;
static struct err why;

#define PARSE(p, ...) parse(p, (const char *[]){ __VA_ARGS__ __VA_OPT__(, ) NULL })

static int parse(const struct program *p, const char **argv)
{
	static const char *kept[32]; /* a command outlives the macro's list */
	size_t n = 0;

	for (; argv[n]; n++)
		kept[n] = argv[n];
	kept[n] = NULL;
	memset(&in, 0, sizeof(in));
	command = NULL;
	note = NULL;
	why = (struct err){ 0 };
	return options_parse(p, (char **)kept, &command, &arena, &note, &why);
}

static void clean(void)
{
	extern char **environ;

	for (size_t i = 0; environ[i];) {
		char name[256];
		size_t n = strcspn(environ[i], "=");

		if (strncmp(environ[i], "INPUT_", 6) != 0 || n >= sizeof(name)) {
			i++;
			continue;
		}
		memcpy(name, environ[i], n);
		name[n] = '\0';
		unsetenv(name);
	}
	unsetenv("GITHUB_ACTIONS");
	unsetenv("ACT");
}

Test(option, precedence, .init = clean)
{
	cr_assert_eq(PARSE(&gate), 0, "%s", why.text);
	cr_expect_eq(in.most, 7);
	cr_expect(in.on && !in.flag);
	setenv("INPUT_PROJECT-TARGET", "8", 1);
	cr_assert_eq(PARSE(&gate), 0);
	cr_expect_eq(in.most, 8);
	cr_assert_eq(PARSE(&gate, "--project-target", "9"), 0);
	cr_expect_eq(in.most, 9);
	cr_assert_eq(PARSE(&gate, "--project-target=10"), 0);
	cr_expect_eq(in.most, 10);
	setenv("INPUT_PROJECT-TARGET", " \n", 1);
	cr_assert_eq(PARSE(&gate), 0);
	cr_expect_eq(in.most, 7, "empty is absent");
	setenv("INPUT_PROJECT-TARGET", "nan", 1);
	cr_assert_eq(PARSE(&gate), -1);
	cr_expect(strstr(why.text, "project-target") && strstr(why.text, "nan"), "%s", why.text);
	cr_assert_eq(PARSE(&gate, "--project-target", "9"), 0, "what a flag hides is not judged");
}

Test(option, bool_forms, .init = clean)
{
	cr_assert_eq(PARSE(&gate, "--flag", "--no-on"), 0);
	cr_expect(in.flag && !in.on);
	cr_assert_eq(PARSE(&gate, "--flag=True", "--on=FALSE"), 0);
	cr_expect(in.flag && !in.on);
	cr_expect_eq(PARSE(&gate, "--flag=yes"), -1);
	cr_expect_eq(PARSE(&gate_command, "--flag", "true"), -1, "never in two words");
	cr_expect_eq(PARSE(&gate, "--flag", "true"), -1, "not even where a word is an input");
	cr_expect_eq(PARSE(&gate, "--flag", "false"), -1);
	cr_expect_eq(PARSE(&gate, "--no-report"), -1);
	cr_expect_eq(PARSE(&gate, "--no-flag=true"), -1);
	cr_expect_eq(PARSE(&gate, "--flag", "--no-flag"), -1, "twice");
}

Test(option, command_line, .init = clean)
{
	cr_assert_eq(PARSE(&gate, "a.json"), 0);
	cr_expect_str_eq(in.report, "a.json");
	cr_assert_eq(PARSE(&gate, "-"), 0);
	cr_expect_str_eq(in.report, "-");
	cr_expect_eq(PARSE(&gate, "a", "b"), -1);
	cr_expect_eq(PARSE(&gate, "-x"), -1);
	cr_expect_eq(PARSE(&gate, "--report", "a", "--report", "b"), -1);
	cr_expect_eq(PARSE(&gate, "--report"), -1);
	cr_expect_eq(PARSE(&gate, "--", "x"), -1);
	cr_expect_eq(PARSE(&gate_command, "--"), -1);
	cr_assert_eq(PARSE(&gate_command, "--flag", "--", "cargo", "--no-such-flag"), 0);
	cr_expect_str_eq(command[0], "cargo");
	cr_expect_str_eq(command[1], "--no-such-flag");
	cr_expect_eq(PARSE(&gate, "--project-targt", "9"), -1);
	cr_expect_eq(why.kind, ERR_CALLER);
	cr_expect(strstr(why.text, "did you mean \"project-target\""), "%s", why.text);
	cr_expect_eq(PARSE(&gate_needs), -1);
	cr_expect(strstr(why.text, "required"), "%s", why.text);
	setenv("INPUT_REPORT", " ", 1);
	cr_expect_eq(PARSE(&gate_needs), -1, "required and blank");
}

Test(option, repeated_lists, .init = clean)
{
	cr_assert_eq(PARSE(&gate, "--list", "a,b", "--list", "c", "--lines", "x,y", "--lines", "z",
			   "--map", "a=1", "--map", "b=2"),
		     0, "%s", why.text);
	cr_assert_eq(in.list.n, 3);
	cr_expect_str_eq(in.list.at[1], "b");
	cr_expect_str_eq(in.list.at[2], "c");
	cr_assert_eq(in.lines.n, 2);
	cr_expect_str_eq(in.lines.at[0], "x,y");
	cr_assert_eq(in.map.n, 2);
	cr_assert_eq(PARSE(&gate, "--list", "a,b\nc", "--list", "d,e"), 0);
	cr_assert_eq(in.list.n, 4);
	cr_expect_str_eq(in.list.at[0], "a,b");
	cr_expect_eq(PARSE(&gate, "--map", "a=1", "--map", "a=2"), -1);
	setenv("INPUT_LIST", "q", 1);
	cr_assert_eq(PARSE(&gate, "--list", "a"), 0);
	cr_expect_eq(in.list.n, 1, "a flag replaces the variable");
}

Test(option, unknown_inputs, .init = clean)
{
	cr_expect_eq(PARSE(&gate, "--porject-targt", "80"), -1);
	cr_expect(strstr(why.text, "\"--porject-targt\"; did you mean \"project-target\"?"), "%s",
		  why.text);
	cr_expect_eq(PARSE(&gate, "--lst", "80"), -1);
	cr_expect(strstr(why.text, "\"--lst\"; did you mean \"list\"?"), "%s", why.text);
	setenv("INPUT_PROJECT-TARGT", "80", 1);
	cr_expect_eq(PARSE(&gate), 0, "elsewhere ignored");
	setenv("GITHUB_ACTIONS", "true", 1);
	cr_expect_eq(PARSE(&gate), -1);
	cr_expect_eq(why.kind, ERR_CALLER);
	cr_expect(strstr(why.text, "did you mean \"project-target\""), "%s", why.text);
	setenv("ACT", "true", 1);
	cr_expect_eq(PARSE(&gate), 0);
	cr_expect(note && strstr(note, "project-targt"));
	clean();
	setenv("GITHUB_ACTIONS", "true", 1);
	setenv("INPUT_ARGS", "x", 1);
	setenv("INPUT_ENTRYPOINT", "x", 1);
	setenv("INPUT_SUMMARY", "short", 1);
	cr_expect_eq(PARSE(&gate), 0, "%s", why.text);
	cr_expect_null(note);
	cr_expect_eq(common.summary, SUMMARY_SHORT);
	setenv("INPUT_PROJECT_TARGET", "80", 1);
	cr_expect_eq(PARSE(&gate), -1, "an underscore is not a hyphen");
	clean();
	setenv("GITHUB_ACTIONS", "true", 1);
	setenv("INPUT_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
	       "1", 1);
	cr_expect_eq(PARSE(&gate), -1, "a long name is unknown too");
}

Test(option, secrets, .init = clean)
{
	cr_expect_eq(PARSE(&gate, "--token", "ghp_literal"), -1);
	cr_expect_eq(why.kind, ERR_CALLER);
	cr_expect(strstr(why.text, "env:NAME or file:PATH"), "%s", why.text);
	cr_expect_null(strstr(why.text, "ghp_literal"), "never printed");
	setenv("MY_TOKEN", "s3cret-value", 1);
	cr_assert_eq(PARSE(&gate, "--token", "env:MY_TOKEN"), 0);
	cr_expect_str_eq(in.token, "s3cret-value");
	cr_assert_eq(PARSE(&gate, "--token=env:NOT_SET_ANYWHERE"), 0);
	cr_expect_null(in.token);
	setenv("INPUT_TOKEN", "from-input", 1);
	cr_assert_eq(PARSE(&gate), 0);
	cr_expect_str_eq(in.token, "from-input");
}

/* file:PATH, relative to the working directory; what it is not. */
Test(option, secrets_in_files, .init = clean)
{
	static const struct {
		const char *path;
		struct text bytes;
		const char *secret, *error;
	} rows[] = {
		{ "one", TEXT("s3cret-value"), "s3cret-value", NULL },
		{ "ended", TEXT("s3cret-value\r\n"), "s3cret-value", NULL },
		{ "lines", TEXT(" a\nb\n\n"), " a\nb", NULL },
		{ "empty", TEXT("\n"), NULL, "is empty" },
		{ "nul", TEXT("s3cret\0value"), NULL, "NUL" },
	};
	char top[] = "/tmp/phoenix-secret-XXXXXX", flag[256], path[128];

	cr_assert(mkdtemp(top));
	unsetenv("GITHUB_WORKSPACE");
	common.working_directory = top;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		FILE *file;

		snprintf(path, sizeof(path), "%s/%s", top, rows[i].path);
		file = fopen(path, "w");
		cr_assert(file && fwrite(rows[i].bytes.ptr, rows[i].bytes.len, 1, file) == 1);
		fclose(file);
		common.working_directory = top;
		snprintf(flag, sizeof(flag), "--token=file:%s", rows[i].path);
		cr_expect_eq(PARSE(&gate, flag), rows[i].error ? -1 : 0, "%s: %s", flag, why.text);
		if (rows[i].error) {
			cr_expect_eq(why.kind, ERR_CALLER);
			cr_expect(strstr(why.text, rows[i].error), "%s", why.text);
			cr_expect_null(strstr(why.text, "s3cret"), "never printed");
		} else {
			cr_expect_str_eq(in.token, rows[i].secret);
		}
		snprintf(flag, sizeof(flag), "file:%s", path);
		setenv("GITHUB_ACTIONS", "true", 1);
		cr_expect_eq(PARSE(&gate, "--token", flag), -1, "outside the workspace");
		cr_expect(strstr(why.text, "outside the workspace"), "%s", why.text);
		unsetenv("GITHUB_ACTIONS");
		unlink(path);
	}
	cr_expect_eq(PARSE(&gate, "--token", flag), -1, "missing");
	cr_expect_eq(why.kind, ERR_CALLER);
	cr_expect_eq(PARSE(&gate, "--token", "file:"), -1);
	cr_expect_eq(PARSE(&gate, "--token", "file:/dev/zero"), -1);
	cr_expect_eq(why.kind, ERR_CALLER);
	rmdir(top);
}

Test(option, random_texts_never_break_a_kind)
{
	uint64_t state = 11;
	union value v;
	struct err err;

	for (size_t round = 0; round < 20000; round++) {
		AUTO(str) text = STR_MAX(4 * KiB);
		struct option o = { .kind = (enum option_kind)rng_below(&state, OPTION_SECRET + 1),
				    .max = 9 };

		hostile(&text, &state, 6, true);
		if (set(o, all_of(&text), &v, &err) < 0)
			cr_assert_eq(err.kind, ERR_CALLER, "%s", err.text);
		else if (o.kind == OPTION_STRING && v.text)
			cr_assert(!strchr(v.text, '\n') && utf8_is_valid(v.text, strlen(v.text)));
		arena_release(&arena);
		arena = (struct arena)ARENA_MAX(64 * MiB);
	}
}
