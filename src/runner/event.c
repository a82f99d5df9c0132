/* Subject and run of a verdict: from the environment and the event file (specs/runner.md 4.10). */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "formats/json.h"
#include "runner/report_private.h"

#define EVENT_MAX (32 * MiB)

struct event {
	int64_t number, pull_number, issue_number, run_number;
	bool issue_is_pull;
	char head[65];
};

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

static int64_t number_here(struct json *j)
{
	if (json_peek(j) == JSON_NUMBER)
		return json_int(j);
	json_skip(j);
	return 0;
}

static void read_head(struct json *j, struct event *event)
{
	struct text key, sha;

	json_enter_object(j);
	while (json_member(j, &key)) {
		if (!text_is(key, "sha") || json_peek(j) != JSON_STRING) {
			json_skip(j);
			continue;
		}
		sha = json_text(j);
		if (sha.len == 40 || sha.len == 64) {
			memcpy(event->head, sha.ptr, sha.len);
			event->head[sha.len] = '\0';
		}
	}
}

static void read_pull_request(struct json *j, struct event *event)
{
	struct text key;

	json_enter_object(j);
	while (json_member(j, &key)) {
		if (text_is(key, "number"))
			event->pull_number = number_here(j);
		else if (text_is(key, "head") && json_peek(j) == JSON_OBJECT)
			read_head(j, event);
		else
			json_skip(j);
	}
}

static void read_issue(struct json *j, struct event *event)
{
	struct text key;

	json_enter_object(j);
	while (json_member(j, &key)) {
		if (text_is(key, "number")) {
			event->issue_number = number_here(j);
			continue;
		}
		event->issue_is_pull |= text_is(key, "pull_request") && json_peek(j) == JSON_OBJECT;
		json_skip(j);
	}
}

static void read_workflow_run(struct json *j, struct event *event)
{
	struct text key;

	json_enter_object(j);
	while (json_member(j, &key)) {
		if (!text_is(key, "pull_requests") || json_peek(j) != JSON_ARRAY) {
			json_skip(j);
			continue;
		}
		json_enter_array(j);
		while (json_element(j)) {
			struct event first = { 0 };

			if (json_peek(j) != JSON_OBJECT) {
				json_skip(j);
				continue;
			}
			read_pull_request(j, &first);
			if (!event->run_number)
				event->run_number = first.pull_number;
		}
	}
}

static int parse_event(struct reader *reader, struct event *event)
{
	struct err ignored = { 0 };
	AUTO(json) j;
	struct text key;

	json_init(&j, reader, MiB, &ignored);
	json_enter_object(&j);
	while (json_member(&j, &key)) {
		bool object = json_peek(&j) == JSON_OBJECT;

		if (text_is(key, "number"))
			event->number = number_here(&j);
		else if (object && text_is(key, "pull_request"))
			read_pull_request(&j, event);
		else if (object && text_is(key, "issue"))
			read_issue(&j, event);
		else if (object && text_is(key, "workflow_run"))
			read_workflow_run(&j, event);
		else
			json_skip(&j);
	}
	return json_end(&j);
}

/* The event file lies where the runner says, outside the workspace: it is no caller's. */
static void read_event(struct event *event)
{
	const char *path = getenv("GITHUB_EVENT_PATH");
	struct err ignored = { 0 };
	struct file_reader file;
	int fd = path && path[0] ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;

	if (fd < 0)
		return;
	if (fs_regular(fd, path, &ignored) == 0) {
		file_reader_init(&file, fd, path, EVENT_MAX, NULL);
		if (parse_event(&file.reader, event) < 0)
			*event = (struct event){ 0 }; /* half an event is none */
	}
	close(fd);
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

static int64_t pull_request(const struct event *event, const char *ref)
{
	const int64_t candidates[] = { event->pull_number, event->number,
				       event->issue_is_pull ? event->issue_number : 0,
				       event->run_number, number_from_ref(ref) };

	for (size_t i = 0; i < ARRAY_SIZE(candidates); i++)
		if (candidates[i] > 0)
			return candidates[i];
	return VERDICT_NULL;
}

/* Of an issue or another event with a number that is no pull request, nothing is invented. */
static bool numbers_pulls(const char *event)
{
	return event && (strncmp(event, "pull_request", 12) == 0);
}

void report_subject(struct report *report)
{
	struct verdict_subject *subject = &report->verdict.subject;
	struct verdict_run *run = &report->verdict.run;
	const char *server = variable(report, "GITHUB_SERVER_URL");
	struct event event = { 0 };

	read_event(&event);
	subject->repository = variable(report, "GITHUB_REPOSITORY");
	subject->commit = variable(report, "GITHUB_SHA");
	if (!is_hex_id(subject->commit))
		subject->commit = NULL;
	subject->ref = variable(report, "GITHUB_REF");
	run->workflow = variable(report, "GITHUB_WORKFLOW");
	run->job = variable(report, "GITHUB_JOB");
	run->event = variable(report, "GITHUB_EVENT_NAME");
	run->actor = variable(report, "GITHUB_ACTOR");
	run->id = is_digits(getenv("GITHUB_RUN_ID"), 20) ? variable(report, "GITHUB_RUN_ID") : NULL;
	run->number = int_variable("GITHUB_RUN_NUMBER");
	run->attempt = int_variable("GITHUB_RUN_ATTEMPT");
	if (!numbers_pulls(run->event))
		event.number = 0;
	subject->pull_request = pull_request(&event, subject->ref);
	if (is_hex_id(event.head))
		subject->head_commit = report_keep(report, event.head);
	if (server && strncmp(server, "http", 4) == 0 && subject->repository && run->id) {
		run->url = arena_printf(&report->arena, "%s/%s/actions/runs/%s", server,
					subject->repository, run->id);
		report->memory_failed |= !run->url;
	}
}
