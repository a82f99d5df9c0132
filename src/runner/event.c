#include "runner/event.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "formats/json.h"

#define EVENT_MAX (32 * MiB)

struct event_reader {
	struct json j;
	struct event *event;
	struct arena *arena;
	bool memory_failed;
};

/* What a member is read into, by its name. */
struct member {
	const char *name;
	enum {
		MEMBER_TEXT,    /* const char * */
		MEMBER_ID,      /* const char *, when it is an object id */
		MEMBER_NUMBER,  /* int64_t */
		MEMBER_BOOL,    /* bool */
		MEMBER_SETTING, /* enum event_setting */
		MEMBER_IS,      /* bool: whether there is an object of this name */
		MEMBER_OBJECT,  /* the table of its members */
		MEMBER_FIRST,   /* the table of the members of an array's first object */
	} kind;
	void *value;
	bool *is_there; /* of an object: set when it is; may be NULL */
};

static bool is_hex_id(struct text t)
{
	for (size_t i = 0; i < t.len; i++)
		if (!memchr("0123456789abcdef", t.ptr[i], 16))
			return false;
	return t.len == 40 || t.len == 64;
}

static void take_text(struct event_reader *r, const struct member *m)
{
	struct text text = json_text(&r->j);

	if (m->kind == MEMBER_ID && !is_hex_id(text))
		return;
	*(const char **)m->value = arena_copy(r->arena, text);
	r->memory_failed |= !*(const char **)m->value;
}

static void read_members(struct event_reader *r, const struct member *members);

static void read_first(struct event_reader *r, const struct member *members)
{
	bool first = true;

	json_enter_array(&r->j);
	while (json_element(&r->j)) {
		if (first && json_peek(&r->j) == JSON_OBJECT)
			read_members(r, members);
		else
			json_skip(&r->j);
		first = false;
	}
}

/* A value of another type than expected is as good as none. */
static void read_value(struct event_reader *r, const struct member *m)
{
	enum json_type type = json_peek(&r->j);

	if (type == JSON_OBJECT && m->kind == MEMBER_IS)
		*(bool *)m->value = true;
	if (type == JSON_OBJECT && m->is_there)
		*m->is_there = true;
	if (m->kind == MEMBER_SETTING)
		*(enum event_setting *)m->value = type == JSON_TRUE    ? EVENT_YES
						  : type == JSON_FALSE ? EVENT_NO
								       : EVENT_UNKNOWN;
	if (type == JSON_STRING && (m->kind == MEMBER_TEXT || m->kind == MEMBER_ID))
		take_text(r, m);
	else if (type == JSON_NUMBER && m->kind == MEMBER_NUMBER)
		*(int64_t *)m->value = json_int(&r->j);
	else if (type == JSON_TRUE && m->kind == MEMBER_BOOL)
		*(bool *)m->value = json_bool(&r->j);
	else if (type == JSON_OBJECT && m->kind == MEMBER_OBJECT)
		read_members(r, m->value);
	else if (type == JSON_ARRAY && m->kind == MEMBER_FIRST)
		read_first(r, m->value);
	else
		json_skip(&r->j);
}

static void read_members(struct event_reader *r, const struct member *members)
{
	const struct member *m;
	struct text key;

	json_enter_object(&r->j);
	while (json_member(&r->j, &key)) {
		for (m = members; m->name && !text_is(key, m->name); m++)
			;
		if (m->name)
			read_value(r, m);
		else
			json_skip(&r->j);
	}
}

static int parse(struct event_reader *r)
{
	struct event *e = r->event;
	struct event_pull_request *pull = &e->pull_request;
	const struct member head[] = { { "sha", MEMBER_ID, &pull->head_sha }, { 0 } };
	const struct member repo[] = {
		{ "allow_squash_merge", MEMBER_SETTING, &pull->allow_squash },
		{ "allow_merge_commit", MEMBER_SETTING, &pull->allow_merge },
		{ "allow_rebase_merge", MEMBER_SETTING, &pull->allow_rebase },
		{ "squash_merge_commit_title", MEMBER_TEXT, &pull->squash_title },
		{ "squash_merge_commit_message", MEMBER_TEXT, &pull->squash_message },
		{ 0 },
	};
	const struct member base[] = { { "sha", MEMBER_ID, &pull->base_sha },
				       { "ref", MEMBER_TEXT, &pull->base_ref },
				       { "repo", MEMBER_OBJECT, (void *)repo },
				       { 0 } };
	const struct member user[] = { { "login", MEMBER_TEXT, &pull->author }, { 0 } };
	const struct member pull_request[] = { { "number", MEMBER_NUMBER, &pull->number },
					       { "commits", MEMBER_NUMBER, &pull->commits },
					       { "title", MEMBER_TEXT, &pull->title },
					       { "body", MEMBER_TEXT, &pull->body },
					       { "user", MEMBER_OBJECT, (void *)user },
					       { "head", MEMBER_OBJECT, (void *)head },
					       { "base", MEMBER_OBJECT, (void *)base },
					       { 0 } };
	const struct member issue[] = { { "number", MEMBER_NUMBER, &e->issue_number },
					{ "pull_request", MEMBER_IS, &e->issue_is_pull },
					{ 0 } };
	const struct member of_run[] = { { "number", MEMBER_NUMBER, &e->run_pull_number }, { 0 } };
	const struct member run[] = { { "pull_requests", MEMBER_FIRST, (void *)of_run }, { 0 } };
	const struct member group[] = { { "base_sha", MEMBER_ID, &e->merge_group.base_sha },
					{ "head_sha", MEMBER_ID, &e->merge_group.head_sha },
					{ 0 } };
	const struct member repository[] = { { "default_branch", MEMBER_TEXT, &e->default_branch },
					     { 0 } };
	const struct member all[] = { { "number", MEMBER_NUMBER, &e->number },
				      { "pull_request", MEMBER_OBJECT, (void *)pull_request,
					&pull->is_there },
				      { "issue", MEMBER_OBJECT, (void *)issue },
				      { "workflow_run", MEMBER_OBJECT, (void *)run },
				      { "merge_group", MEMBER_OBJECT, (void *)group },
				      { "repository", MEMBER_OBJECT, (void *)repository },
				      { "before", MEMBER_ID, &e->before },
				      { "after", MEMBER_ID, &e->after },
				      { "deleted", MEMBER_BOOL, &e->deleted },
				      { 0 } };

	read_members(r, all);
	return json_end(&r->j);
}

static int read_bytes(struct event_reader *r, const char *path, struct err *err)
{
	struct file_reader file;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), result;

	if (fd < 0)
		return err_set(err, "event file: %s", strerror(errno));
	result = fs_regular(fd, "event file", err);
	if (result == 0) {
		file_reader_init(&file, fd, "event file", EVENT_MAX, NULL);
		json_init(&r->j, &file.reader, MiB, err);
		result = parse(r);
		json_release(&r->j);
	}
	close(fd);
	return result;
}

/* The event file lies where the runner says, outside the workspace: it is no caller's. */
static int read_file(struct event *event, struct arena *arena)
{
	const char *path = getenv("GITHUB_EVENT_PATH");
	struct event_reader r = { .event = event, .arena = arena };
	struct err why = { 0 };

	if (!path || !path[0] || read_bytes(&r, path, &why) == 0)
		return r.memory_failed ? -1 : 0;
	*event = (struct event){ .unreadable = arena_strdup(arena, why.text) }; /* half is none */
	return event->unreadable ? 0 : -1;
}

static int keep_variable(const char *name, const char **kept, struct arena *arena)
{
	const char *value = getenv(name);

	if (!value || !value[0])
		return 0;
	*kept = arena_strdup(arena, value);
	return *kept ? 0 : -1;
}

int event_read(struct event *event, struct arena *arena)
{
	*event = (struct event){ 0 };
	if (read_file(event, arena) < 0 ||
	    keep_variable("GITHUB_EVENT_NAME", &event->name, arena) < 0)
		return -1;
	return keep_variable("GITHUB_REF", &event->ref, arena);
}
