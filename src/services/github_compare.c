#include "services/github_compare.h"

#include "base/hash.h"
#include "formats/json.h"
#include "net/address.h"

#define PAGE_MEMORY (32 * MiB)

struct page {
	struct arena arena;
	struct github_commit *at;
	size_t n, cap;
	int64_t total; /* -1: it does not say */
};

static void page_release(struct page *page) { arena_release(&page->arena); }

struct progress {
	const struct github_compare *ask;
	struct arena arena;
	struct intern seen; /* ids */
	size_t n;
	int64_t total;
	bool head_came;
};

static void progress_release(struct progress *p)
{
	intern_release(&p->seen);
	arena_release(&p->arena);
}

/* Text or null; anything else is an error, as is a text for which there is no memory. */
static const char *read_text(struct json *j, struct page *page)
{
	bool is_null;
	struct text text = json_text_or_null(j, &is_null);
	const char *copy = is_null || j->failed ? NULL : arena_copy(&page->arena, text);

	if (!copy && !is_null && !j->failed)
		json_fail(j, "more than %zu MiB of texts", PAGE_MEMORY / MiB);
	return copy;
}

/* .author of the answer: an account, or null where the address belongs to none. */
static void read_account(struct json *j, struct page *page, struct github_commit *c)
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
static void read_author(struct json *j, struct page *page, struct github_commit *c)
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

static void read_git_commit(struct json *j, struct page *page, struct github_commit *c)
{
	struct text key;

	json_enter_object(j);
	while (json_member(j, &key))
		if (text_is(key, "message"))
			c->message = text_of(read_text(j, page));
		else if (text_is(key, "author"))
			read_author(j, page, c);
		else
			json_skip(j);
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

static void read_commit(struct json *j, struct page *page)
{
	struct github_commit *grown =
		arena_grow(&page->arena, page->at, page->n, &page->cap, sizeof(*grown));
	struct github_commit c = { .parents = -1 };
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

static int read_page(struct page *page, const struct github_pages *pages, struct err *err)
{
	struct text body = { pages->answer.body.buf, pages->answer.body.len }, key;
	AUTO(str) name = STR_MAX(4 * KiB);
	bool has_commits = false;
	struct json j;
	int result;

	page->total = -1;
	address_show(&name, pages->answer.url);
	str_printf(&name, " page %u", pages->n);
	json_init_memory(&j, name.buf, 0, body, err);
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

static int check_total(struct progress *p, const struct page *page, unsigned number,
		       struct err *err)
{
	if (number == 1)
		p->total = page->total;
	if (page->total != p->total)
		return err_set(err, "the server counted %lld commits first, and %lld on page %u",
			       (long long)p->total, (long long)page->total, number);
	if ((uint64_t)p->total > p->ask->max)
		return err_set(err, "the server counts %lld commits, at most %zu are judged",
			       (long long)p->total, p->ask->max);
	return 0;
}

static int take_page(struct progress *p, const struct page *page, struct err *err)
{
	for (size_t i = 0; i < page->n; i++) {
		const struct github_commit *c = &page->at[i];
		size_t before = p->seen.n;

		if (!intern_text(&p->seen, text_of(c->sha)))
			return err_memory(err);
		if (p->seen.n == before)
			return err_set(err, "the server gives the commit %.10s twice", c->sha);
		if (p->ask->take(p->ask->context, c, err) < 0)
			return -1;
		p->head_came |= strcmp(c->sha, p->ask->head) == 0;
		p->n++;
	}
	return 0;
}

static int check_end(const struct progress *p, struct err *err)
{
	if ((uint64_t)p->total != p->n)
		return err_set(err, "the server counts %lld commits, and gives %zu",
			       (long long)p->total, p->n);
	if (p->n && is_id(p->ask->head) && !p->head_came)
		return err_set(err, "the server gives %zu commits, and not %.10s, their head", p->n,
			       p->ask->head);
	return 0;
}

int github_compare(struct github *github, const struct github_compare *ask, size_t *n,
		   struct err *err)
{
	AUTO(str) path = STR_MAX(16 * KiB);
	AUTO(github_pages) pages = GITHUB_PAGES(github, NULL, "contents: read");
	AUTO(progress) p = { .ask = ask, .arena = ARENA_MAX(256 * MiB) };
	int more;

	p.seen.arena = &p.arena;
	str_puts(&path, "/compare/");
	github_put_path(&path, ask->base);
	str_puts(&path, "...");
	github_put_path(&path, ask->head);
	str_puts(&path, "?per_page=100");
	if (str_check(&path, "path of the comparison", err) < 0)
		return -1;
	pages.path = path.buf;
	while ((more = github_page(&pages, err)) > 0) {
		AUTO(page) page = { .arena = ARENA_MAX(PAGE_MEMORY) };

		if (read_page(&page, &pages, err) < 0 || check_total(&p, &page, pages.n, err) < 0 ||
		    take_page(&p, &page, err) < 0)
			return -1;
	}
	*n = p.n;
	return more < 0 ? -1 : check_end(&p, err);
}
