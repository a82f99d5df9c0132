#include "runner/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "runner/frame.h"

void child_init(struct child *c)
{
	*c = (struct child){ .fd = -1 };
	str_init(&c->held, CHILD_MAX);
	str_init(&c->log, 2 * CHILD_MAX);
	str_init(&c->summary, CHILD_MAX);
	str_init(&c->outputs, CHILD_MAX);
	str_init(&c->verdict, 64 * KiB);
	annotations_init(&c->annotations);
}

void child_release(struct child *c)
{
	if (c->pid > 0) {
		child_signal(c, SIGKILL);
		while (waitpid(c->pid, &c->status, 0) < 0 && errno == EINTR)
			;
	}
	if (c->fd >= 0)
		close(c->fd);
	str_release(&c->held);
	str_release(&c->log);
	str_release(&c->summary);
	str_release(&c->outputs);
	str_release(&c->verdict);
	annotations_release(&c->annotations);
}

/* In the child: nothing of the parent's but the pipe. The parent's death ends it. */
static void become(const struct program *program, const char *name, char **argv,
		   const char *instead, int to, pid_t parent)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	setpgid(0, 0); /* a signal from the terminal comes once, from the parent */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(INCOMPLETE);
	for (int fd = 0; fd < 3; fd++) /* a stray write must not reach the log as a command */
		if (null < 0 || dup2(null, fd) < 0)
			_exit(INCOMPLETE);
	_exit(runner_child(program, name, argv, instead, to));
}

int child_start(struct child *c, const struct program *program, const char *name, char **argv,
		const char *instead, struct err *err)
{
	pid_t parent = getpid();
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return err_internal(err, "%s: no pipe: %s", name, strerror(errno));
	c->pid = fork();
	if (c->pid == 0) {
		close(ends[0]);
		become(program, name, argv, instead, ends[1], parent);
	}
	close(ends[1]);
	if (c->pid < 0) {
		c->pid = 0;
		close(ends[0]);
		return err_internal(err, "%s: no process: %s", name, strerror(errno));
	}
	setpgid(c->pid, c->pid); /* whoever of the two comes first */
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	c->fd = ends[0];
	c->started_ms = clock_monotonic_ms();
	return 0;
}

static void break_off(struct child *c, const char *why)
{
	c->broken = why;
	close(c->fd);
	c->fd = -1;
	child_signal(c, SIGKILL);
}

static void keep_log(struct child *c, struct text bytes)
{
	size_t len = bytes.len - 1;

	str_putc(&c->log, bytes.ptr[0]);
	str_add(&c->log, (const char *)&len, sizeof(len));
	str_add(&c->log, bytes.ptr + 1, len);
}

static bool keep_annotations(struct child *c, struct text bytes)
{
	struct frame_annotations head;

	if (bytes.len < sizeof(head))
		return false;
	memcpy(&head, bytes.ptr, sizeof(head));
	if (head.type < 0 || head.type >= ANNOTATION_TYPES || head.n < 0 || head.n > head.total)
		return false;
	bytes = text_from(bytes, sizeof(head));
	str_add(&c->annotations.lines[head.type], bytes.ptr, bytes.len);
	c->annotations.n[head.type] = head.n;
	c->annotations.total[head.type] = head.total;
	return true;
}

static bool keep(struct child *c, const struct frame *frame)
{
	struct text bytes = frame->bytes;

	switch (frame->kind) {
	case FRAME_LOG:
		if (!bytes.len)
			return false;
		keep_log(c, bytes);
		return true;
	case FRAME_OUTPUT:
		if (!memchr(bytes.ptr, '\0', bytes.len))
			return false;
		str_add(&c->outputs, bytes.ptr, bytes.len);
		str_putc(&c->outputs, '\0');
		return true;
	case FRAME_SUMMARY: str_add(&c->summary, bytes.ptr, bytes.len); return true;
	case FRAME_ANNOTATIONS: return keep_annotations(c, bytes);
	default:
		str_clear(&c->verdict);
		str_add(&c->verdict, bytes.ptr, bytes.len);
		return true;
	}
}

/* Takes the whole frames off what is held. */
static bool take_frames(struct child *c)
{
	struct text held = { c->held.buf, c->held.len };
	struct frame frame;
	int got;

	while ((got = frame_take(&held, &frame)) > 0)
		if (!keep(c, &frame))
			return false;
	memmove(c->held.buf, held.ptr, held.len);
	str_cut(&c->held, held.len);
	return got == 0 && !c->log.failed && !c->outputs.failed && !c->summary.failed &&
	       !c->verdict.failed;
}

bool child_read(struct child *c)
{
	while (c->fd >= 0) {
		char *room = str_room(&c->held, 64 * KiB);
		ssize_t n = room ? read(c->fd, room, 64 * KiB) : -1;

		if (!room) {
			break_off(c, "there is no memory for what it says");
		} else if (n > 0) {
			c->held.len += (size_t)n;
			c->received += (size_t)n;
			if (c->received > CHILD_MAX)
				break_off(c, "it says more than 16 MiB");
			else if (!take_frames(c))
				break_off(c, "what it says cannot be read");
		} else if (n < 0 && errno == EINTR) {
			continue;
		} else if (n < 0 && errno == EAGAIN) {
			return true;
		} else {
			if (c->held.len)
				c->broken = "what it says is cut";
			close(c->fd);
			c->fd = -1;
		}
	}
	return false;
}

bool child_ended(struct child *c)
{
	pid_t pid;

	if (!c->pid)
		return true;
	do
		pid = waitpid(c->pid, &c->status, WNOHANG);
	while (pid < 0 && errno == EINTR);
	if (pid == 0)
		return false;
	if (pid < 0) /* somebody else reaped it: how it ended is not known */
		c->status = SIGKILL;
	c->pid = 0;
	c->ended_ms = clock_monotonic_ms();
	return true;
}

void child_signal(struct child *c, int signal)
{
	if (c->pid > 0 && kill(-c->pid, signal) < 0)
		kill(c->pid, signal);
}

void child_print_log(const struct child *c)
{
	struct text rest = { c->log.buf, c->log.len };

	while (rest.len) {
		int stream = (unsigned char)rest.ptr[0];
		size_t len;

		memcpy(&len, rest.ptr + 1, sizeof(len));
		rest = text_from(rest, 1 + sizeof(len));
		print_bytes(stream == STDOUT_FILENO ? STDOUT_FILENO : STDERR_FILENO,
			    text_first(rest, len));
		rest = text_from(rest, len);
	}
}

bool child_output(const struct child *c, size_t *at, struct pair *output)
{
	if (*at >= c->outputs.len)
		return false;
	output->key = c->outputs.buf + *at;
	output->value = output->key + strlen(output->key) + 1;
	*at += strlen(output->key) + 1 + strlen(output->value) + 1;
	return true;
}
