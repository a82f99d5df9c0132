/* When each gate starts, how long it may take, how it ended. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/spawn.h"
#include "formats/verdict_read.h"
#include "programs/run/run.h"
#include "runner/options.h"

#define GRACE_MS 2000 /* between SIGTERM and SIGKILL */
#define WAIT_MS  100  /* the signal that cancels may come between the look at its flag and a wait */

static const char *keep(struct run_session *s, const char *text)
{
	const char *copy = text ? arena_strdup(&s->arena, text) : NULL;

	return text && !copy ? "" : copy;
}

/* "--name=value" for each input; what the list's own step was given counts where the gate says
 * nothing. */
static char **flags(struct run_session *s, const struct gate *gate)
{
	static const char *const handed_on[] = { "working-directory", "annotations", "summary" };
	char **argv =
		arena_alloc(&s->arena, (gate->n_with + ARRAY_SIZE(handed_on) + 1) * sizeof(*argv));
	const char *summary = common.summary == SUMMARY_NONE    ? "none"
			      : common.summary == SUMMARY_SHORT ? "short"
								: "full";
	size_t n = 0;

	for (size_t i = 0; argv && i < gate->n_with; i++)
		argv[n++] =
			arena_printf(&s->arena, "--%s=%s", gate->with[i].name, gate->with[i].value);
	for (size_t i = 0; argv && i < ARRAY_SIZE(handed_on); i++) {
		bool given = false;

		for (size_t k = 0; k < gate->n_with; k++)
			given |= strcmp(gate->with[k].name, handed_on[i]) == 0;
		if (given)
			continue;
		argv[n++] = i == 0   ? arena_printf(&s->arena, "--%s=%s", handed_on[i],
						    common.working_directory)
			    : i == 1 ? arena_printf(&s->arena, "--%s=%d", handed_on[i],
						    (int)common.annotations)
				     : arena_printf(&s->arena, "--%s=%s", handed_on[i], summary);
	}
	for (size_t i = 0; i < n; i++)
		if (!argv[i])
			return NULL;
	return argv;
}

/* A process that only writes the verdict which says why there is no other. */
static void stand_in(struct run_session *s, struct gate_run *run, const char *why)
{
	struct err err = { 0 };

	run->instead = keep(s, why);
	run->standing_in = true;
	run->kill_ms = 0;
	run->deadline_ms = clock_monotonic_ms() + (int64_t)10 * GRACE_MS;
	child_release(&run->child);
	child_init(&run->child);
	run->state = GATE_RUNNING;
	if (!run->argv || child_start(&run->child, run->program, run->gate->id, run->argv,
				      run->instead, &err) < 0)
		run->state = GATE_ENDED;
}

static void start(struct run_session *s, struct gate_run *run, int64_t end_ms)
{
	struct err err = { 0 };
	int64_t now = clock_monotonic_ms();

	run->argv = flags(s, run->gate);
	if (!run->argv ||
	    child_start(&run->child, run->program, run->gate->id, run->argv, NULL, &err) < 0) {
		stand_in(s, run, run->argv ? err.text : "out of memory");
		return;
	}
	run->state = GATE_RUNNING;
	run->deadline_ms = run->gate->timeout ? now + 1000 * run->gate->timeout : end_ms;
	if (run->deadline_ms > end_ms)
		run->deadline_ms = end_ms;
}

static struct gate_run *run_of(struct run_session *s, size_t index)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->at[i].gate == &s->gates.at[index])
			return &s->at[i];
	return NULL;
}

/* 1: it may start; 0: not yet; -1: never, and *what did not pass. */
static int needs_are_met(struct run_session *s, const struct gate *gate, const char **what)
{
	for (size_t k = 0; k < gate->needs.n; k++) {
		const struct gate_run *need = run_of(s, gate->need[k]);

		if (need && need->state != GATE_ENDED)
			return 0;
	}
	for (size_t k = 0; k < gate->needs.n && gate->when == GATE_NEEDS_PASSED; k++) {
		const struct gate_run *need = run_of(s, gate->need[k]);

		*what = gate->needs.at[k].text;
		if (!need || need->answer != PASS)
			return -1;
	}
	return 1;
}

static const char *no_new_gate(const struct run_session *s, int64_t end_ms)
{
	if (report_cancelled())
		return "not run: cancelled";
	if (clock_monotonic_ms() >= end_ms)
		return "not run: the time for all gates was over";
	for (size_t i = 0; s->fail_fast && i < s->n; i++)
		if (s->at[i].state == GATE_ENDED &&
		    (s->at[i].exit_code == DENY || s->at[i].exit_code == ERROR))
			return "not run: another gate failed, and fail-fast is set";
	return NULL;
}

static void start_what_may(struct run_session *s, int64_t end_ms)
{
	AUTO(str) why = STR_MAX(KiB);
	int64_t running = 0;

	for (size_t i = 0; i < s->n; i++)
		running += s->at[i].state == GATE_RUNNING;
	for (size_t i = 0; i < s->n && running < s->jobs; i++) {
		struct gate_run *run = &s->at[i];
		const char *stop = no_new_gate(s, end_ms), *need = NULL;
		int met;

		if (run->state != GATE_WAITING)
			continue;
		met = needs_are_met(s, run->gate, &need);
		if (met == 0 && !stop)
			continue;
		str_clear(&why);
		if (met < 0)
			str_printf(&why, "not run: needs %s", need);
		else if (stop)
			str_puts(&why, stop);
		if (why.len) {
			run->argv = flags(s, run->gate);
			stand_in(s, run, why.buf);
		} else {
			start(s, run, end_ms);
		}
		running++;
	}
}

/* The key metric as a person reads it. */
static const char *show_metric(struct run_session *s, const struct verdict *v)
{
	AUTO(str) out = STR_MAX(4 * KiB);

	for (size_t i = 0; v->key_metric && i < v->n_metrics; i++) {
		const struct verdict_metric *m = &v->metrics[i];

		if (strcmp(m->name, v->key_metric) != 0 || m->is_text)
			continue;
		str_printf(&out, "%s ", m->name);
		decimal_print(&out, m->value);
		if (m->limit)
			str_printf(&out, " (%s)", m->limit);
	}
	return out.len && !out.failed ? keep(s, out.buf) : NULL;
}

/* Reads the verdict that the process wrote; what is wrong with it, or NULL. */
static const char *take_verdict(struct run_session *s, struct gate_run *run)
{
	AUTO(str) bytes = STR_MAX(VERDICT_MAX_FILE);
	AUTO(arena) arena = ARENA_MAX(64 * MiB);
	const char *given = run->child.verdict.buf;
	struct err err = { 0 };
	struct verdict v;

	if (!run->child.verdict.len)
		return "it wrote no verdict";
	if (report_slurp(s->report, given, "phoenix.verdict/v1", &bytes, &err) < 0 ||
	    verdict_read(&v, &arena, report_workspace_path(s->report, given),
			 (struct text){ bytes.buf, bytes.len }, &err) < 0)
		return keep(s, err.text);
	if (!WIFEXITED(run->child.status) || WEXITSTATUS(run->child.status) != v.exit_code)
		return "its exit code is not that of its verdict";
	run->answer = (enum answer)v.answer;
	run->exit_code = v.exit_code;
	run->warn_only = v.warn_only;
	run->reason = keep(s, v.reason);
	run->key_metric = show_metric(s, &v);
	run->verdict_path = keep(s, report_workspace_path(s->report, given));
	run->sha256 = report_sha256(s->report, run->verdict_path);
	return NULL;
}

/* Why what a process left is no answer; NULL when it is one. */
static const char *failure(struct run_session *s, struct gate_run *run)
{
	const struct child *c = &run->child;

	if (run->instead && !run->standing_in)
		return run->instead;
	if (c->broken)
		return c->broken;
	if (WIFSIGNALED(c->status))
		return keep(s, arena_printf(&s->arena, "it was ended by signal %d (%s)",
					    WTERMSIG(c->status), strsignal(WTERMSIG(c->status))));
	return take_verdict(s, run);
}

static void finish(struct run_session *s, struct gate_run *run)
{
	const char *why;

	if (!run->standing_in)
		run->took_ms = run->child.ended_ms - run->child.started_ms;
	why = failure(s, run);
	if (why && !run->standing_in) {
		stand_in(s, run, why);
		return;
	}
	run->state = GATE_ENDED;
}

static void watch_time(struct run_session *s, struct gate_run *run, int64_t now)
{
	bool cancelled = report_cancelled();

	if (run->kill_ms && now >= run->kill_ms) {
		child_signal(&run->child, SIGKILL);
	} else if (!run->kill_ms && ((cancelled && !run->standing_in) || now >= run->deadline_ms)) {
		child_signal(&run->child, SIGTERM);
		run->kill_ms = now + GRACE_MS;
		if (!cancelled && !run->standing_in)
			run->instead =
				keep(s, arena_printf(&s->arena, "it took longer than %d seconds",
						     (int)((now - run->child.started_ms) / 1000)));
	}
}

/* Until something is said, or somebody's time is over. */
static void wait_for_news(const struct run_session *s)
{
	struct pollfd fds[JOBS_MAX];
	bool ending = false;
	nfds_t n = 0;

	for (size_t i = 0; i < s->n && n < JOBS_MAX; i++) {
		const struct gate_run *run = &s->at[i];

		if (run->state != GATE_RUNNING)
			continue;
		ending |= run->child.fd < 0;
		if (run->child.fd >= 0)
			fds[n++] = (struct pollfd){ .fd = run->child.fd, .events = POLLIN };
	}
	poll(fds, n, ending ? 1 : WAIT_MS);
}

static void head_line(struct run_session *s, const struct gate_run *run)
{
	AUTO(str) line = STR_MAX(4 * KiB);

	str_printf(&line, "== %s: %s\n", run->gate->id, answer_words[run->answer]);
	report_echo(s->report, STDOUT_FILENO, (struct text){ line.buf, line.len });
}

/* In the order of the file, as soon as all before have ended: what is printed never depends on
 * time. */
static void print_ended(struct run_session *s, size_t *printed)
{
	for (; *printed < s->n && s->at[*printed].state == GATE_ENDED; ++*printed) {
		head_line(s, &s->at[*printed]);
		child_print_log(&s->at[*printed].child);
	}
}

static bool is_gate(pid_t pid, const void *session)
{
	const struct run_session *s = session;

	for (size_t i = 0; i < s->n; i++)
		if (s->at[i].child.pid == pid)
			return true;
	return false;
}

void run_gates(struct run_session *s)
{
	int64_t end_ms = clock_monotonic_ms() + 1000 * s->timeout;
	size_t printed = 0;

	for (size_t i = 0; i < s->n; i++) {
		s->at[i].answer = INCOMPLETE; /* until something better is known */
		s->at[i].exit_code = INCOMPLETE;
	}
	while (printed < s->n) {
		start_what_may(s, end_ms);
		wait_for_news(s);
		reap_orphans(is_gate, s);
		for (size_t i = 0; i < s->n; i++) {
			struct gate_run *run = &s->at[i];

			if (run->state != GATE_RUNNING)
				continue;
			watch_time(s, run, clock_monotonic_ms());
			if (!child_read(&run->child) && child_ended(&run->child))
				finish(s, run);
		}
		print_ended(s, &printed);
	}
	for (size_t i = 0; i < s->n; i++)
		if (!s->at[i].reason)
			s->at[i].reason = s->at[i].instead ? s->at[i].instead : "no verdict";
}
