#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/spawn.h"
#include "base/str.h"

TestSuite(spawn, .timeout = 60);

static volatile sig_atomic_t flag;

struct output {
	struct str stream[3];
	size_t bytes;
};

static void keep(void *context, int stream, const char *bytes, size_t n)
{
	struct output *output = context;

	cr_assert(stream == STDOUT_FILENO || stream == STDERR_FILENO);
	cr_assert_gt(n, 0);
	str_add(&output->stream[stream], bytes, n);
	output->bytes += n;
}

static void output_release(struct output *output)
{
	str_release(&output->stream[1]);
	str_release(&output->stream[2]);
}

#define OUTPUT                                                       \
	{                                                            \
		.stream = { STR_MAX(0), STR_MAX(MiB), STR_MAX(MiB) } \
	}

static int run(const char *const *argv, struct output *output, struct spawn_result *result,
	       struct err *err)
{
	struct spawn spawn = {
		.argv = argv, .output = keep, .context = output, .cancelled = &flag
	};

	return spawn_run(&spawn, result, err);
}

/* sh -c SCRIPT, which must run to its end. */
static struct spawn_result shell(const char *script, struct output *output)
{
	const char *const argv[] = { "sh", "-c", script, NULL };
	struct spawn_result result;
	struct err err = { 0 };

	cr_assert_eq(run(argv, output, &result, &err), 0, "%s", err.text);
	return result;
}

static size_t open_descriptors(void)
{
	size_t n = 0;

	for (int fd = 0; fd < 1024; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

Test(spawn, both_streams_and_the_status)
{
	AUTO(output) output = OUTPUT;
	size_t before = open_descriptors();
	struct spawn_result result = shell("echo out; echo err >&2; exit 7", &output);

	cr_expect(result.exited);
	cr_expect_eq(result.status, 7);
	cr_expect_str_eq(output.stream[1].buf, "out\n");
	cr_expect_str_eq(output.stream[2].buf, "err\n");
	cr_expect_eq(open_descriptors(), before);
	cr_expect_eq(waitpid(-1, NULL, WNOHANG), -1, "nothing is left to reap");
}

Test(spawn, arguments_pass_as_they_are)
{
	const char *const argv[] = { "printf", "%s|", "a b", "$HOME", "*", "'\"", "", NULL };
	AUTO(output) output = OUTPUT;
	struct spawn_result result;

	cr_expect_eq(run(argv, &output, &result, NULL), 0);
	cr_expect_str_eq(output.stream[1].buf, "a b|$HOME|*|'\"||");
}

Test(spawn, death_by_signal)
{
	AUTO(output) output = OUTPUT;
	struct spawn_result result = shell("kill -9 $$", &output);

	cr_expect_not(result.exited);
	cr_expect_eq(result.signal, SIGKILL);
}

static const char *refused(const char *command, enum err_kind kind)
{
	static struct err err;
	const char *const argv[] = { command, "x", NULL };
	AUTO(output) output = OUTPUT;
	struct spawn_result result;

	err_clear(&err);
	cr_expect_eq(run(argv, &output, &result, &err), -1, "%s", command);
	cr_expect_eq(err.kind, kind, "%s: %s", command, err.text);
	cr_expect_not(result.exited);
	cr_expect(strstr(err.text, command), "%s", err.text);
	return err.text;
}

Test(spawn, no_such_command)
{
	size_t before = open_descriptors();

	cr_expect_str_eq(refused("phoenix-has-no-such-command", ERR_CALLER),
			 "phoenix-has-no-such-command: no such command");
	refused("/no/such/file", ERR_CALLER);
	refused("/etc/passwd", ERR_CALLER);
	refused("/etc/passwd/x", ERR_CALLER);
	refused("/tmp", ERR_CALLER);
	refused("", ERR_CALLER);
	cr_expect_eq(open_descriptors(), before);
}

/* A text without "#!" is what a shell would run, and we are none. */
Test(spawn, no_shell_for_scripts)
{
	char path[] = "/tmp/phoenix-test-XXXXXX";
	int fd = mkostemp(path, O_CLOEXEC);

	cr_assert(fd >= 0 && write(fd, "echo ran\n", 9) == 9 && fchmod(fd, 0755) == 0);
	close(fd);
	refused(path, ERR_CALLER);
	unlink(path);
}

static void ignore(int number) { (void)number; }

/* Of what we ignore, handle and block, the child knows nothing. (Signals 32 and 33 are the C
 * library's own.) */
Test(spawn, signals_are_as_usual)
{
	struct sigaction ignored = { .sa_handler = SIG_IGN }, handled = { .sa_handler = ignore };
	static const char *const fields[] = { "SigBlk:\t", "SigIgn:\t", "SigCgt:\t" };
	const char *const argv[] = { "cat", "/proc/self/status", NULL };
	AUTO(output) output = OUTPUT;
	struct spawn_result result;
	sigset_t blocked;

	sigaction(SIGPIPE, &ignored, NULL);
	sigaction(SIGINT, &ignored, NULL);
	sigaction(SIGTERM, &handled, NULL);
	sigfillset(&blocked);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	cr_assert_eq(run(argv, &output, &result, NULL), 0);
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		const char *field = strstr(output.stream[1].buf, fields[i]);

		cr_assert(field);
		cr_expect_eq(strtoull(field + strlen(fields[i]), NULL, 16) & ~(UINT64_C(3) << 31),
			     0, "%s", field);
	}
}

Test(spawn, nothing_to_read_and_nothing_inherited)
{
	int fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC), inherited = 0;
	AUTO(output) output = OUTPUT;
	AUTO(str) expected = STR_MAX(KiB);

	cr_assert_geq(fd, 0);
	setenv("PHOENIX_TEST", "as it is", 1);
	for (int i = 3; i < 1024; i++) { /* the test runner has some of its own */
		int flags = fcntl(i, F_GETFD);

		inherited += flags >= 0 && !(flags & FD_CLOEXEC);
	}
	shell("wc -c; readlink /proc/self/fd/0; ls /proc/self/fd | wc -l; echo $PHOENIX_TEST",
	      &output);
	/* ls has its own folder open beside the standard three */
	str_printf(&expected, "0\n/dev/null\n%d\nas it is\n", inherited + 4);
	cr_expect_str_eq(output.stream[1].buf, expected.buf);
	close(fd);
}

static size_t counted;

static void count(void *context, int stream, const char *bytes, size_t n)
{
	(void)context, (void)stream, (void)bytes;
	counted += n;
}

/* More than pipes hold, on both streams at once. */
Test(spawn, much_output)
{
	const char *const argv[] = {
		"sh", "-c", "head -c 20000000 /dev/zero >&2 & head -c 20000000 /dev/zero; wait",
		NULL
	};
	struct spawn spawn = { .argv = argv, .output = count };
	struct spawn_result result;

	cr_assert_eq(spawn_run(&spawn, &result, NULL), 0);
	cr_expect(result.exited && result.status == 0);
	cr_expect_eq(counted, 40000000);
}

Test(spawn, output_comes_as_it_is_written)
{
	AUTO(output) output = OUTPUT;
	int64_t start = clock_monotonic_ms();

	shell("exec >&- 2>&-; sleep 0.3", &output);
	cr_expect_geq(clock_monotonic_ms() - start, 290, "closed streams are no end");
	cr_expect_eq(output.bytes, 0);
}

Test(spawn, others_keep_the_pipes_open)
{
	AUTO(output) output = OUTPUT;
	int64_t start = clock_monotonic_ms(), took;
	struct spawn_result result =
		shell("(sleep 1; echo late; sleep 20; echo never) & exit 3", &output);

	took = clock_monotonic_ms() - start;
	cr_expect_eq(result.status, 3);
	cr_expect_str_eq(output.stream[1].buf, "late\n");
	cr_expect(took >= 1900 && took < 4000, "%lld ms", (long long)took);
}

static void *cancel_soon(void *ms)
{
	usleep(*(useconds_t *)ms * 1000);
	flag = 1;
	return NULL;
}

/* Cancels after ms; how long it took from then. */
static int64_t cancelled(const char *script, useconds_t ms, struct output *output)
{
	const char *const argv[] = { "sh", "-c", script, NULL };
	struct spawn_result result;
	struct err err = { 0 };
	int64_t start = clock_monotonic_ms();
	pthread_t thread;

	flag = 0;
	cr_assert_eq(pthread_create(&thread, NULL, cancel_soon, &ms), 0);
	cr_expect_eq(run(argv, output, &result, &err), -1);
	pthread_join(thread, NULL);
	cr_expect_str_eq(err.text, "cancelled");
	cr_expect_eq(err.kind, ERR_EVIDENCE);
	cr_expect_not(result.exited);
	cr_expect_eq(waitpid(-1, NULL, WNOHANG), -1, "the child is reaped");
	return clock_monotonic_ms() - start - ms;
}

Test(spawn, cancelled_politely)
{
	AUTO(output) output = OUTPUT;
	int64_t took = cancelled("trap 'echo bye; exit 0' TERM; while :; do sleep 0.05; done", 300,
				 &output);

	cr_expect_lt(took, 1000);
	cr_expect_str_eq(output.stream[1].buf, "bye\n");
}

Test(spawn, cancelled_by_force)
{
	AUTO(output) output = OUTPUT;
	int64_t took =
		cancelled("trap '' TERM; while :; do echo x; sleep 0.05; done", 300, &output);

	cr_expect(took >= 1900 && took < 3500, "%lld ms", (long long)took);
}

Test(spawn, cancelled_when_its_streams_are_closed)
{
	AUTO(output) output = OUTPUT;

	cr_expect_lt(cancelled("exec >&- 2>&-; sleep 20; exit 0", 300, &output), 1000);
}

/* The group goes, the child's children too. */
Test(spawn, cancelled_with_all_its_children)
{
	AUTO(output) output = OUTPUT;
	pid_t child;

	cancelled("trap '' TERM; (trap '' TERM; sleep 60) & echo $!; wait", 300, &output);
	child = (pid_t)strtol(output.stream[1].buf, NULL, 10);
	cr_assert_gt(child, 1);
	for (int i = 0; i < 100 && kill(child, 0) == 0; i++) {
		char path[64], state[256] = "";
		FILE *file;

		/* without an init that reaps, it may stay as a zombie */
		snprintf(path, sizeof(path), "/proc/%d/stat", (int)child);
		file = fopen(path, "r");
		if (!file || !fgets(state, sizeof(state), file) || strstr(state, ") Z "))
			i = 100;
		if (file)
			fclose(file);
		usleep(10000);
		cr_assert(i != 99, "%s", state);
	}
}

Test(spawn, cancelled_before)
{
	AUTO(output) output = OUTPUT;
	const char *const argv[] = { "sh", "-c", "echo x", NULL };
	struct spawn_result result;
	struct err err = { 0 };

	flag = 1;
	cr_expect_eq(run(argv, &output, &result, &err), -1);
	cr_expect_str_eq(err.text, "cancelled");
	cr_expect_eq(output.bytes, 0);
}

/* Started without standard streams, our pipes would take their numbers. */
Test(spawn, without_standard_streams)
{
	AUTO(output) output = OUTPUT;
	int saved[3];
	struct spawn_result result;

	for (int fd = 0; fd < 3; fd++) {
		saved[fd] = fcntl(fd, F_DUPFD_CLOEXEC, 100);
		close(fd);
	}
	result = shell("echo out; echo err >&2", &output);
	for (int fd = 0; fd < 3; fd++)
		if (saved[fd] >= 0) {
			dup2(saved[fd], fd);
			close(saved[fd]);
		}
	cr_expect(result.exited && result.status == 0);
	cr_expect_str_eq(output.stream[1].buf, "out\n");
	cr_expect_str_eq(output.stream[2].buf, "err\n");
}

Test(spawn, an_ignored_child_signal_is_no_pass)
{
	struct sigaction ignored = { .sa_handler = SIG_IGN };
	const char *const argv[] = { "true", NULL };
	AUTO(output) output = OUTPUT;
	struct spawn_result result;
	struct err err = { 0 };

	sigaction(SIGCHLD, &ignored, NULL);
	cr_expect_eq(run(argv, &output, &result, &err), -1);
	cr_expect(strstr(err.text, "status is lost"), "%s", err.text);
}
