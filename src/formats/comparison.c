#include "formats/comparison.h"

#include "formats/json.h"

#define TEXTS_MAX (32 * MiB)

void comparison_release(struct comparison *page)
{
	arena_release(&page->arena);
	*page = (struct comparison){ 0 };
}

/* Text or null; anything else is an error, as is a text for which there is no memory. */
static const char *read_text(struct json *j, struct comparison *page)
{
	bool is_null;
	struct text text = json_text_or_null(j, &is_null);
	const char *copy = is_null || j->failed ? NULL : arena_copy(&page->arena, text);

	if (!copy && !is_null && !j->failed)
		json_fail(j, "more than %zu MiB of texts", TEXTS_MAX / MiB);
	return copy;
}

/* .author of the answer: an account, or null where the address belongs to none. */
static void read_account(struct json *j, struct comparison *page, struct compared_commit *c)
{
	struct text key;

	if (json_peek(j) == JSON_NULL) {
		json_skip(j);
		return;
	}
	json_enter_object(j);
	while (json_member(j, &key))
		if (text_is(key, "login"))
			c->login = read_text(j, page);
		else
			json_skip(j);
}

/* .commit.author: as git has it. */
static void read_author(struct json *j, struct comparison *page, struct compared_commit *c)
{
	struct text key;

	if (json_peek(j) == JSON_NULL) {
		json_skip(j);
		return;
	}
	json_enter_object(j);
	while (json_member(j, &key))
		if (text_is(key, "name"))
			c->name = read_text(j, page);
		else if (text_is(key, "email"))
			c->email = read_text(j, page);
		else
			json_skip(j);
}

static void read_git_commit(struct json *j, struct comparison *page, struct compared_commit *c)
{
	const char *message = NULL;
	struct text key;

	json_enter_object(j);
	while (json_member(j, &key))
		if (text_is(key, "message"))
			message = read_text(j, page);
		else if (text_is(key, "author"))
			read_author(j, page, c);
		else
			json_skip(j);
	if (message)
		c->message = text_of(message);
}

static int count_parents(struct json *j)
{
	int n = 0;

	json_enter_array(j);
	for (; json_element(j); n++)
		json_skip(j);
	return n;
}

static bool is_id(const char *sha)
{
	size_t len = sha ? strlen(sha) : 0;

	return (len == 40 || len == 64) && strspn(sha, "0123456789abcdef") == len;
}

static void read_commit(struct json *j, struct comparison *page)
{
	struct compared_commit *grown =
		arena_grow(&page->arena, page->at, page->n, &page->cap, sizeof(*grown));
	struct compared_commit c = { .parents = -1 };
	struct text key;

	if (!grown) {
		json_fail(j, "no memory for a commit");
		return;
	}
	page->at = grown;
	json_enter_object(j);
	while (json_member(j, &key))
		if (text_is(key, "sha"))
			c.sha = read_text(j, page);
		else if (text_is(key, "commit"))
			read_git_commit(j, page, &c);
		else if (text_is(key, "author"))
			read_account(j, page, &c);
		else if (text_is(key, "parents"))
			c.parents = count_parents(j);
		else
			json_skip(j);
	if (!j->failed && (!is_id(c.sha) || !c.message.ptr || c.parents < 0))
		json_fail(j, "expected a commit with sha, commit.message and parents");
	page->at[page->n++] = c;
}

int comparison_read(struct comparison *page, const char *name, struct text bytes, struct err *err)
{
	bool has_commits = false;
	struct text key;
	struct json j;
	int result;

	*page = (struct comparison){ .arena = ARENA_MAX(TEXTS_MAX), .total = -1 };
	json_init_memory(&j, name, 0, bytes, err);
	json_enter_object(&j);
	while (json_member(&j, &key))
		if (text_is(key, "total_commits")) {
			page->total = json_int(&j);
		} else if (text_is(key, "commits")) {
			has_commits = true;
			json_enter_array(&j);
			while (json_element(&j))
				read_commit(&j, page);
		} else {
			json_skip(&j);
		}
	if (!j.failed && (page->total < 0 || !has_commits))
		json_fail(&j, "expected total_commits and commits");
	result = json_end(&j);
	json_release(&j);
	return result;
}
