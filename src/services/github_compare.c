#include "services/github_compare.h"

#include "base/hash.h"
#include "net/address.h"

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

static bool is_id(const char *revision)
{
	size_t len = strlen(revision);

	return (len == 40 || len == 64) && strspn(revision, "0123456789abcdef") == len;
}

static int read_page(struct comparison *page, const struct github_pages *pages, struct err *err)
{
	struct text body = { pages->answer.body.buf, pages->answer.body.len };
	AUTO(str) name = STR_MAX(4 * KiB);

	address_show(&name, pages->answer.url);
	str_printf(&name, " page %u", pages->n);
	return comparison_read(page, name.buf, body, err);
}

static int check_total(struct progress *p, const struct comparison *page, unsigned number,
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

static int take_page(struct progress *p, const struct comparison *page, struct err *err)
{
	for (size_t i = 0; i < page->n; i++) {
		const struct compared_commit *c = &page->at[i];
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
		AUTO(comparison) page = { 0 };

		if (read_page(&page, &pages, err) < 0 || check_total(&p, &page, pages.n, err) < 0 ||
		    take_page(&p, &page, err) < 0)
			return -1;
	}
	*n = p.n;
	return more < 0 ? -1 : check_end(&p, err);
}
