#include "runner/pull_request.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "formats/json.h"
#include "runner/report_private.h"

#define EVENT_MAX (32 * MiB)

struct reading {
	struct report *report;
	struct event_pull_request *out;
	struct json j;
	bool found;
};

static const char *text_here(struct reading *r)
{
	char *copy;

	if (json_peek(&r->j) != JSON_STRING) {
		json_skip(&r->j);
		return NULL;
	}
	copy = arena_copy(&r->report->arena, json_text(&r->j));
	r->report->memory_failed |= !copy;
	return copy;
}

static int64_t count_here(struct reading *r)
{
	if (json_peek(&r->j) == JSON_NUMBER)
		return json_int(&r->j);
	json_skip(&r->j);
	return 0;
}

static enum event_setting setting_here(struct reading *r)
{
	enum json_type type = json_peek(&r->j);

	json_skip(&r->j);
	return type == JSON_TRUE ? EVENT_YES : type == JSON_FALSE ? EVENT_NO : EVENT_UNKNOWN;
}

static void read_repository(struct reading *r)
{
	struct text key;

	json_enter_object(&r->j);
	while (json_member(&r->j, &key))
		if (text_is(key, "allow_squash_merge"))
			r->out->allow_squash = setting_here(r);
		else if (text_is(key, "allow_merge_commit"))
			r->out->allow_merge = setting_here(r);
		else if (text_is(key, "allow_rebase_merge"))
			r->out->allow_rebase = setting_here(r);
		else if (text_is(key, "squash_merge_commit_title"))
			r->out->squash_title = text_here(r);
		else if (text_is(key, "squash_merge_commit_message"))
			r->out->squash_message = text_here(r);
		else
			json_skip(&r->j);
}

/* The member `wanted` of an object, read by `read`. */
static void read_inside(struct reading *r, const char *wanted, void (*read)(struct reading *r))
{
	struct text key;

	json_enter_object(&r->j);
	while (json_member(&r->j, &key))
		if (text_is(key, wanted) && json_peek(&r->j) == JSON_OBJECT)
			read(r);
		else
			json_skip(&r->j);
}

static void read_login(struct reading *r)
{
	struct text key;

	json_enter_object(&r->j);
	while (json_member(&r->j, &key))
		if (text_is(key, "login"))
			r->out->author = text_here(r);
		else
			json_skip(&r->j);
}

static void read_pull_request(struct reading *r)
{
	struct text key;

	r->found = true;
	json_enter_object(&r->j);
	while (json_member(&r->j, &key))
		if (text_is(key, "title"))
			r->out->title = text_here(r);
		else if (text_is(key, "body"))
			r->out->body = text_here(r);
		else if (text_is(key, "number"))
			r->out->number = count_here(r);
		else if (text_is(key, "commits"))
			r->out->commits = count_here(r);
		else if (text_is(key, "user") && json_peek(&r->j) == JSON_OBJECT)
			read_login(r);
		else if (text_is(key, "base") && json_peek(&r->j) == JSON_OBJECT)
			read_inside(r, "repo", read_repository);
		else
			json_skip(&r->j);
}

int report_pull_request(struct report *report, struct event_pull_request *out, struct err *err)
{
	struct reading r = { .report = report, .out = out };
	const char *path = getenv("GITHUB_EVENT_PATH");
	struct file_reader file;
	int fd, result;

	*out = (struct event_pull_request){ 0 };
	if (!path || !path[0])
		return 0;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return err_set(err, "event file: %s", strerror(errno));
	if (fs_regular(fd, "event file", err) < 0) {
		close(fd);
		err->kind = ERR_EVIDENCE; /* the runner named it, not the caller */
		return -1;
	}
	file_reader_init(&file, fd, "event file", EVENT_MAX, NULL);
	json_init(&r.j, &file.reader, MiB, err);
	read_inside(&r, "pull_request", read_pull_request);
	result = json_end(&r.j);
	json_release(&r.j);
	close(fd);
	return result < 0 ? -1 : r.found;
}
