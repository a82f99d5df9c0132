/*
 * phoenix with gates that misbehave, for tests/contract/run/check: in its list stand the real ones, `run`, and
 *	good-gate   passes after --wait ms      bad-gate    denies
 *	crash-gate  aborts                      mute-gate   exits 0 without a word
 *	hang-gate   never ends, deaf to SIGTERM slow-gate   never ends, but can be cancelled
 *	flood-gate  20 MiB of log               half-gate   leaves half a frame and exits 0
 *	orphan-gate leaves a process behind, and denies when nobody reaps it
 */
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "programs/programs.h"
#include "runner/frame.h"
#include "runner/sink.h"

static int64_t wait_ms;

static const struct option inputs[] = {
	{ "wait", OPTION_INT, &wait_ms, "0", "milliseconds", .max = 60000 },
	{ 0 },
};

static const struct output outputs[] = { { "waited", "milliseconds" }, { 0 } };

/* The pipe to the parent: the one FIFO that is open. */
static int pipe_of_this_process(void)
{
	struct stat st;

	for (int fd = 3; fd < 64; fd++)
		if (fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode) &&
		    (fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY)
			return fd;
	return -1;
}

static enum answer good(struct report *report, struct err *err)
{
	(void)err;
	for (int64_t i = 0; i < wait_ms && !report_cancelled(); i++)
		usleep(1000);
	report_reason(report, "all is well after %" PRId64 " ms", wait_ms);
	report_output(report, "waited", "%" PRId64, wait_ms);
	return PASS;
}

static enum answer bad(struct report *report, struct err *err)
{
	good(report, err);
	report_count(report, "things", 1, "count", "<= 0", 0);
	report_reason(report, "one thing too many");
	return DENY;
}

static enum answer crash(struct report *report, struct err *err)
{
	(void)report;
	(void)err;
	abort();
}

static enum answer mute(struct report *report, struct err *err)
{
	(void)report;
	(void)err;
	_exit(0);
}

__attribute__((noreturn)) static enum answer hang(struct report *report, struct err *err)
{
	struct sigaction deaf = { .sa_handler = SIG_IGN };

	(void)report;
	(void)err;
	sigaction(SIGTERM, &deaf, NULL);
	for (;;)
		pause();
}

static enum answer slow(struct report *report, struct err *err)
{
	(void)err;
	while (!report_cancelled())
		usleep(1000);
	report_reason(report, "slept");
	return PASS;
}

static enum answer flood(struct report *report, struct err *err)
{
	static char piece[MiB];

	(void)report;
	(void)err;
	memset(piece, 'x', sizeof(piece));
	for (int i = 0; i < 20; i++)
		sink_send(FRAME_LOG, (struct text){ "\1", 1 },
			  (struct text){ piece, sizeof(piece) });
	_exit(0);
}

static enum answer half(struct report *report, struct err *err)
{
	static const char header[] = { FRAME_LOG, 0, 0, 0, 99, 0, 0, 0, 1, 'h', 'a', 'l', 'f' };
	int fd = pipe_of_this_process();

	(void)report;
	(void)err;
	if (fd < 0 || write(fd, header, sizeof(header)) != (ssize_t)sizeof(header))
		abort();
	_exit(0);
}

/* A grandchild that outlives its parent belongs to PID 1. */
static enum answer orphan(struct report *report, struct err *err)
{
	int ends[2];
	pid_t lost;

	(void)err;
	if (pipe(ends) < 0)
		abort();
	if (fork() == 0) {
		pid_t grandchild = fork();

		if (grandchild == 0) {
			usleep(50000);
			_exit(0);
		}
		_exit(write(ends[1], &grandchild, sizeof(grandchild)) != sizeof(grandchild));
	}
	if (read(ends[0], &lost, sizeof(lost)) != sizeof(lost) || wait(NULL) < 0)
		abort();
	usleep(600000);
	report_reason(report, "a process was left behind");
	return kill(lost, 0) == 0 ? DENY : PASS; /* a zombie can still be signalled */
}

#define GATE(id, word, function)                                 \
	static const struct program id = { .name = word,         \
					   .brief = "for tests", \
					   .icon = "list",       \
					   .inputs = inputs,     \
					   .outputs = outputs,   \
					   .groupable = true,    \
					   .run = function }
GATE(good_gate, "good-gate", good);
GATE(bad_gate, "bad-gate", bad);
GATE(crash_gate, "crash-gate", crash);
GATE(mute_gate, "mute-gate", mute);
GATE(hang_gate, "hang-gate", hang);
GATE(slow_gate, "slow-gate", slow);
GATE(flood_gate, "flood-gate", flood);
GATE(half_gate, "half-gate", half);
GATE(orphan_gate, "orphan-gate", orphan);

static const struct program *const programs[] = {
	&clippy_gate, &fmt_gate,  &lint_gate, &run_program, &good_gate, &bad_gate,    &crash_gate,
	&mute_gate,   &hang_gate, &slow_gate, &flood_gate,  &half_gate, &orphan_gate, NULL,
};

int main(int argc, char **argv) { return runner_main(programs, argc, argv); }
