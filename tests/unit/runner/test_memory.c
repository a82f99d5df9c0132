/* Memory that runs out, at every allocation in turn: never a pass, and never a wrong cause. */
#include "tools.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "alloc.h"
#include "runner/envfile.h"
#include "runner/mask.h"
#include "runner/options.h"
#include "runner/summary.h"

#define MOST 4000 /* allocations; a sweep that needs more has gone wrong */

static char folder[] = "/tmp/phoenix-memory-XXXXXX";

static void set_up(void)
{
	extern char **environ;
	static char *none[] = { NULL };

	cr_assert(mkdtemp(folder));
	cr_assert_eq(chdir(folder), 0);
	environ = none;
}

static void tear_down(void)
{
	static const char *const files[] = { "v.json", "output", "summary", "event.json",
					     "report" };

	mask_clear();
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		unlink(files[i]);
	cr_expect_eq(rmdir(folder), 0);
}

TestSuite(memory, .init = set_up, .fini = tear_down, .timeout = 110);

static void put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	cr_assert_geq(fd, 0, "%s", path);
	cr_assert_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

static void get(const char *path, char *buf, size_t size)
{
	int fd = open(path, O_RDONLY);
	ssize_t n = fd < 0 ? 0 : read(fd, buf, size - 1);

	cr_assert_geq(n, 0);
	buf[n] = '\0';
	if (fd >= 0)
		close(fd);
}

static struct {
	const char *report, *token;
	struct strings list;
	struct pairs map;
	struct decimal number;
} in;

static const struct option inputs[] = {
	{ "report", OPTION_PATH, &in.report, REQUIRED, "a file" },
	{ "list", OPTION_LIST, &in.list, "a, b", "a list" },
	{ "map", OPTION_MAP, &in.map, NULL, "a map" },
	{ "number", OPTION_NUMBER, &in.number, "1.5", "a number" },
	{ "token", OPTION_SECRET, &in.token, NULL, "a secret" },
	{ 0 },
};

static enum answer judge(struct report *report, struct err *err)
{
	static struct findings findings;
	AUTO(str) bytes = STR_MAX(KiB);
	struct finding f = { .rule = "r", .path = "a/b", .line = 3, .message = "said once" };
	struct str *page;

	findings_init(&findings);
	if (report_slurp(report, in.report, "text", &bytes, err) < 0)
		return err->kind == ERR_CALLER ? ERROR : INCOMPLETE;
	if (findings_add(&findings, &f, err) < 0)
		return INCOMPLETE;
	report_findings(report, &findings);
	report_count(report, "things", 1, "count", "<= 1", true);
	report_key_metric(report, "things");
	report_looked_at(report, "reports", 1);
	report_not_checked(report, "nothing else");
	report_note(report, "read %s", in.report);
	report_output(report, "things", "%d", 1);
	report_details(report, "{\"a\": 1}");
	page = report_section(report);
	if (page)
		str_puts(page, "a section\n");
	report_reason(report, "all is well");
	return PASS;
}

static const struct program gate = { .name = "a-gate",
				     .brief = "x",
				     .icon = "x",
				     .inputs = inputs,
				     .outputs = no_outputs,
				     .positional = "report",
				     .run = judge };

/* Its exit code, or 100 more than that when no allocation was refused. */
static int started(long nth, char **argv, int argc)
{
	static const struct program *const programs[] = { &gate, NULL };
	int status;
	pid_t pid = fork();

	cr_assert_geq(pid, 0);
	if (pid == 0) {
		int null = open("/dev/null", O_RDWR), code;

		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		alloc_fail_at(nth);
		code = runner_main(programs, argc, argv);
		_exit(code + (alloc_failed() ? 0 : 100));
	}
	cr_assert_eq(waitpid(pid, &status, 0), pid);
	cr_assert(WIFEXITED(status), "allocation %ld: signal %d", nth, WTERMSIG(status));
	return WEXITSTATUS(status);
}

/* A pass only where all files say so to their end: then memory was short for the log alone. */
static void nothing_but_a_whole_pass(long nth, int code)
{
	char verdict[64 * KiB], output[64 * KiB], summary[64 * KiB];

	get("v.json", verdict, sizeof(verdict));
	get("output", output, sizeof(output));
	get("summary", summary, sizeof(summary));
	if (code % 100 == PASS) {
		cr_expect(strstr(verdict, "\"verdict\": \"pass\""), "allocation %ld", nth);
		cr_expect(strstr(output, "\npass\n"), "allocation %ld", nth);
		cr_expect(strstr(summary, "a section") && !strstr(summary, "truncated"),
			  "allocation %ld", nth);
		return;
	}
	cr_expect_eq(code, INCOMPLETE, "allocation %ld: exit %d", nth, code);
	cr_expect_null(strstr(verdict, "\"verdict\": \"pass\""), "allocation %ld", nth);
	cr_expect_null(strstr(verdict, "hidden"), "allocation %ld: a secret", nth);
	cr_expect_null(strstr(output, "\npass\n"), "allocation %ld", nth);
}

Test(memory, a_run_from_start_to_end)
{
	const char *words[] = { "phoenix",      "a-gate",        "--verdict-file=v.json",
				"--list=x,y,z", "--map=k=v",     "--number=12.25",
				"report",       "--token=env:T", NULL };
	int code = 0;

	put("report", "what is judged");
	put("event.json", "{\"number\": 7, \"pull_request\": {\"number\": 7, \"title\": \"t\"}}");
	setenv("GITHUB_EVENT_PATH", "event.json", 1);
	setenv("GITHUB_OUTPUT", "output", 1);
	setenv("GITHUB_STEP_SUMMARY", "summary", 1);
	setenv("GITHUB_REPOSITORY", "me/repo", 1);
	setenv("GITHUB_SHA", "0123456789abcdef0123456789abcdef01234567", 1);
	setenv("T", "hidden secret", 1);
	for (long nth = 1; nth < MOST && code < 100; nth++) {
		unlink("v.json");
		put("output", "");
		put("summary", "");
		code = started(nth, (char **)words, ARRAY_SIZE(words) - 1);
		nothing_but_a_whole_pass(nth, code);
	}
	cr_expect_eq(code, 100, "the last had all the memory it asked for: exit %d", code);
}

Test(memory, options)
{
	const char *words[] = { "--list=x,y,z",  "--map=k=v", "--number=12.25",
				"--token=env:T", "report",    NULL };
	bool refused = true;

	setenv("T", "hidden secret", 1);
	for (long nth = 1; nth < MOST && refused; nth++) {
		AUTO(arena) arena = ARENA_MAX(MiB);
		struct err err = { 0 };
		const char *note = NULL;
		char **command;
		int parsed;

		alloc_fail_at(nth);
		parsed = options_parse(&gate, (char **)words, &command, &arena, &note, &err);
		refused = alloc_failed();
		alloc_fail_at(0);
		cr_expect_eq(parsed, refused ? -1 : 0, "allocation %ld: %s", nth, err.text);
		cr_expect_eq(err.kind, refused ? ERR_INTERNAL : ERR_NONE, "allocation %ld: %s", nth,
			     err.text);
	}
	cr_expect(!refused);
}

/* Whole, or one that says where it is cut. */
static bool is_page(const struct str *page, const char *whole)
{
	return !page->failed && (strcmp(page->buf, whole) == 0 || strstr(page->buf, "truncated") ||
				 strstr(page->buf, "…"));
}

Test(memory, verdict_and_summary)
{
	struct report r;
	AUTO(str) whole = STR_MAX(MiB);
	bool refused = true;
	static struct finding findings[] = { { .rule = "r", .path = "p", .message = "m" } };

	mask_add(TEXT("hidden secret"));
	report_fresh(&r);
	r.verdict.reason = "with a hidden secret";
	r.verdict.findings = findings;
	r.verdict.n_findings = 1;
	summary_print(&whole, &r.verdict, "v.json", NULL, NULL, 0, true, 900000);
	for (long nth = 1; nth < MOST && refused; nth++) {
		AUTO(str) document = STR_MAX(MiB);
		AUTO(str) page = STR_MAX(MiB);
		struct err err = { 0 };
		int written;

		alloc_fail_at(nth);
		written = verdict_write(&r.verdict, to_str, &document, &err);
		summary_print(&page, &r.verdict, "v.json", NULL, NULL, 0, true, 900000);
		refused = alloc_failed();
		alloc_fail_at(0);
		cr_expect(refused || (written == 0 && is_page(&page, whole.buf)), "allocation %ld",
			  nth);
		cr_expect(written == 0 || err.kind == ERR_INTERNAL, "allocation %ld: %s", nth,
			  err.text);
		cr_expect(written < 0 || page.failed || is_page(&page, whole.buf), "allocation %ld",
			  nth);
		cr_expect_null(strstr(document.buf, "hidden"), "allocation %ld", nth);
		cr_expect_null(strstr(page.buf, "hidden"), "allocation %ld", nth);
	}
	cr_expect(!refused);
	arena_release(&r.arena);
}

Test(memory, outputs)
{
	static const struct pair pairs[] = { { "a", "with a hidden secret" }, { "b", "c\nd" } };
	bool refused = true;

	mask_add(TEXT("hidden secret"));
	for (long nth = 1; nth < MOST && refused; nth++) {
		AUTO(str) out = STR_MAX(MiB);
		struct err err = { 0 };
		int printed;

		alloc_fail_at(nth);
		printed = envfile_print(&out, pairs, ARRAY_SIZE(pairs), &err);
		refused = alloc_failed();
		alloc_fail_at(0);
		cr_expect_eq(printed, refused ? -1 : 0, "allocation %ld: %s", nth, err.text);
		cr_expect_null(strstr(out.buf, "hidden"), "allocation %ld", nth);
	}
	cr_expect(!refused);
}
