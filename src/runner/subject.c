/* Subject and run of a verdict: from the environment and the event (specs/runner.md 4.10). */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "runner/event.h"
#include "runner/report_private.h"

static const char *variable(struct report *report, const char *name)
{
	const char *value = getenv(name);

	return value && value[0] ? report_keep(report, value) : NULL;
}

static bool is_digits(const char *s, size_t most)
{
	return s && s[0] && strspn(s, "0123456789") == strlen(s) && strlen(s) <= most;
}

static bool is_hex_id(const char *s)
{
	size_t len = s ? strlen(s) : 0;

	return (len == 40 || len == 64) && strspn(s, "0123456789abcdef") == len;
}

static int64_t int_variable(const char *name)
{
	const char *value = getenv(name);
	int64_t number;

	return is_digits(value, 15) && num_int(text_of(value), &number) ? number : VERDICT_NULL;
}

/* refs/heads/gh-readonly-queue/main/pr-12-SHA, refs/pull/12/merge */
static int64_t number_from_ref(const char *ref)
{
	const char *queue = ref ? strstr(ref, "gh-readonly-queue/") : NULL;
	const char *at = queue ? strstr(queue, "/pr-") : NULL;
	int64_t number;
	size_t len;

	if (at)
		at += 4;
	else if (ref && strncmp(ref, "refs/pull/", 10) == 0)
		at = ref + 10;
	len = at ? strspn(at, "0123456789") : 0;
	return len && num_int((struct text){ at, len }, &number) ? number : 0;
}

/* Of an issue or another event with a number that is no pull request, nothing is invented. */
static bool numbers_pulls(const char *event)
{
	return event && (strncmp(event, "pull_request", 12) == 0);
}

static int64_t pull_request(const struct event *event)
{
	const int64_t candidates[] = { event->pull_request.number,
				       numbers_pulls(event->name) ? event->number : 0,
				       event->issue_is_pull ? event->issue_number : 0,
				       event->run_pull_number, number_from_ref(event->ref) };

	for (size_t i = 0; i < ARRAY_SIZE(candidates); i++)
		if (candidates[i] > 0)
			return candidates[i];
	return VERDICT_NULL;
}

void report_subject(struct report *report)
{
	struct verdict_subject *subject = &report->verdict.subject;
	struct verdict_run *run = &report->verdict.run;
	const char *server = variable(report, "GITHUB_SERVER_URL");
	struct event *event = &report->event;

	report->memory_failed |= event_read(event, &report->arena) < 0;
	subject->repository = variable(report, "GITHUB_REPOSITORY");
	subject->commit = variable(report, "GITHUB_SHA");
	if (!is_hex_id(subject->commit))
		subject->commit = NULL;
	subject->ref = event->ref;
	run->workflow = variable(report, "GITHUB_WORKFLOW");
	run->job = variable(report, "GITHUB_JOB");
	run->event = event->name;
	run->actor = variable(report, "GITHUB_ACTOR");
	run->id = is_digits(getenv("GITHUB_RUN_ID"), 20) ? variable(report, "GITHUB_RUN_ID") : NULL;
	run->number = int_variable("GITHUB_RUN_NUMBER");
	run->attempt = int_variable("GITHUB_RUN_ATTEMPT");
	subject->pull_request = pull_request(event);
	subject->head_commit = event->pull_request.head_sha;
	if (server && strncmp(server, "http", 4) == 0 && subject->repository && run->id) {
		run->url = arena_printf(&report->arena, "%s/%s/actions/runs/%s", server,
					subject->repository, run->id);
		report->memory_failed |= !run->url;
	}
}
