#include "base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

extern char **environ;

#define GRACE_MS 2000 /* between SIGTERM and SIGKILL; and for output behind the end */
#define LOOK_MS  50   /* how often the flag and the child are looked at */

struct stream {
	int number; /* STDOUT_FILENO or STDERR_FILENO */
	int ours;   /* -1: at its end */
	int theirs;
};

struct run {
	const struct spawn *spawn;
	struct stream stream[2];
	pid_t pid;
	bool ended, cancelled;
	int64_t deadline; /* of what comes behind the end, or of SIGTERM */
};

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Whatever numbers they get, even the standard three when we were started without them: out of two
 * pipes none is written to by a number that the other's place in the child overwrites. */
static int open_stream(struct stream *stream)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -1;
	stream->ours = ends[0];
	stream->theirs = ends[1];
	return 0;
}

static int set_up(const struct run *run, posix_spawn_file_actions_t *actions,
		  posix_spawnattr_t *attributes)
{
	sigset_t none, all;
	int why = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);

	for (size_t i = 0; i < 2 && !why; i++)
		why = posix_spawn_file_actions_adddup2(actions, run->stream[i].theirs,
						       run->stream[i].number);
	sigemptyset(&none);
	sigfillset(&all);
	if (!why)
		why = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF |
								   POSIX_SPAWN_SETSIGMASK |
								   POSIX_SPAWN_SETPGROUP);
	if (!why)
		why = posix_spawnattr_setsigmask(attributes, &none);
	if (!why)
		why = posix_spawnattr_setsigdefault(attributes, &all);
	return why ? why : posix_spawnattr_setpgroup(attributes, 0);
}

/* 0 or an errno. */
static int start(struct run *run)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	char *const *argv = (char *const *)(uintptr_t)run->spawn->argv;
	int why = posix_spawn_file_actions_init(&actions);

	if (why)
		return why;
	why = posix_spawnattr_init(&attributes);
	if (!why) {
		why = set_up(run, &actions, &attributes);
		if (!why)
			why = posix_spawnp(&run->pid, argv[0], &actions, &attributes, argv,
					   environ);
		posix_spawnattr_destroy(&attributes);
	}
	posix_spawn_file_actions_destroy(&actions);
	return why;
}

static int refuse(const char *command, int why, struct err *err)
{
	switch (why) {
	case ENOENT:
	case ENOTDIR: return err_caller(err, "%s: no such command", command);
	case EACCES:
	case EPERM:
	case ENOEXEC:
	case EISDIR:
	case ELOOP:
	case ENAMETOOLONG:
	case E2BIG:
		return err_caller(err, "%s: no command that can be run: %s", command,
				  strerror(why));
	default: return err_set(err, "%s: cannot be started: %s", command, strerror(why));
	}
}

/* Hands over what is there, at most one piece, so that a child that never stops writing does not
 * keep us from looking at the flag. */
static void hand_over(const struct run *run, struct stream *stream)
{
	char piece[64 * 1024];
	ssize_t n = read(stream->ours, piece, sizeof(piece));

	if (n > 0)
		run->spawn->output(run->spawn->context, stream->number, piece, (size_t)n);
	else if (n == 0 || errno != EINTR)
		close_end(&stream->ours);
}

static void wait_for_output(struct run *run)
{
	struct pollfd wait[2];
	struct stream *stream[2];
	nfds_t n = 0;

	for (size_t i = 0; i < 2; i++)
		if (run->stream[i].ours >= 0) {
			wait[n] = (struct pollfd){ .fd = run->stream[i].ours, .events = POLLIN };
			stream[n++] = &run->stream[i];
		}
	/* a child without output is about to end: its end wakes nobody */
	if (poll(wait, n, n ? LOOK_MS : LOOK_MS / 10) <= 0)
		return;
	for (nfds_t i = 0; i < n; i++)
		if (wait[i].revents)
			hand_over(run, stream[i]);
}

/* Whether the child has ended. It is not reaped yet, so that its number stays its own and its group
 * can be signalled. */
static int look_at_child(struct run *run, struct err *err)
{
	siginfo_t info = { 0 };

	if (run->ended)
		return 0;
	if (waitid(P_PID, (id_t)run->pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0) {
		if (errno == EINTR)
			return 0;
		return err_set(err, "%s: its exit status is lost: %s", run->spawn->argv[0],
			       strerror(errno));
	}
	if (info.si_pid != run->pid)
		return 0;
	run->ended = true;
	if (!run->cancelled)
		run->deadline = clock_monotonic_ms() + GRACE_MS;
	return 0;
}

void reap_orphans(bool (*is_ours)(pid_t pid, const void *context), const void *context)
{
	if (getpid() != 1)
		return;
	for (;;) {
		siginfo_t info = { 0 };

		if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) < 0 || !info.si_pid ||
		    is_ours(info.si_pid, context))
			return;
		waitpid(info.si_pid, NULL, WNOHANG);
	}
}

static bool is_the_command(pid_t pid, const void *run)
{
	return pid == ((const struct run *)run)->pid;
}

static void look_at_flag(struct run *run)
{
	const volatile sig_atomic_t *cancelled = run->spawn->cancelled;

	if (run->cancelled || !cancelled || !*cancelled)
		return;
	run->cancelled = true;
	run->deadline = clock_monotonic_ms() + GRACE_MS;
	kill(-run->pid, SIGTERM);
}

static int follow(struct run *run, struct err *err)
{
	for (;;) {
		bool open = run->stream[0].ours >= 0 || run->stream[1].ours >= 0;

		look_at_flag(run);
		reap_orphans(is_the_command, run);
		if (look_at_child(run, err) < 0)
			return -1;
		if (run->ended && !open)
			return 0;
		if ((run->ended || run->cancelled) && clock_monotonic_ms() >= run->deadline)
			return 0;
		wait_for_output(run);
	}
}

static int reap(struct run *run, struct spawn_result *result, struct err *err)
{
	int status = 0;
	pid_t pid;

	if (run->cancelled)
		kill(-run->pid, SIGKILL);
	while ((pid = waitpid(run->pid, &status, 0)) < 0 && errno == EINTR)
		;
	if (run->cancelled)
		return err_set(err, "cancelled");
	if (pid < 0)
		return err_set(err, "%s: its exit status is lost: %s", run->spawn->argv[0],
			       strerror(errno));
	result->exited = WIFEXITED(status);
	if (result->exited)
		result->status = WEXITSTATUS(status);
	else
		result->signal = WTERMSIG(status);
	return 0;
}

static int start_and_follow(struct run *run, struct spawn_result *result, struct err *err)
{
	const char *command = run->spawn->argv[0];
	int why;

	if (open_stream(&run->stream[0]) < 0 || open_stream(&run->stream[1]) < 0)
		return refuse(command, errno, err);
	why = start(run);
	if (why)
		return refuse(command, why, err);
	close_end(&run->stream[0].theirs);
	close_end(&run->stream[1].theirs);
	if (follow(run, err) < 0)
		return -1;
	return reap(run, result, err);
}

int spawn_run(const struct spawn *spawn, struct spawn_result *result, struct err *err)
{
	struct run run = {
		.spawn = spawn,
		.stream = { { STDOUT_FILENO, -1, -1 }, { STDERR_FILENO, -1, -1 } },
	};
	int done;

	*result = (struct spawn_result){ 0 };
	if (!spawn->argv[0] || !spawn->argv[0][0])
		return err_caller(err, "no command to run");
	if (spawn->cancelled && *spawn->cancelled)
		return err_set(err, "cancelled");
	done = start_and_follow(&run, result, err);
	for (size_t i = 0; i < 2; i++) {
		close_end(&run.stream[i].ours);
		close_end(&run.stream[i].theirs);
	}
	return done;
}
