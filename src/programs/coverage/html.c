/*
 * The page of html-file: everything in one file, readable without a script or a network, in light
 * and dark, on a phone and by keyboard (specs/coverage-and-lint.md 3.1). Source text is shown here
 * alone, and only from the work tree.
 */
#include <inttypes.h>
#include <string.h>

#include "programs/coverage/session.h"
#include "runner/escape.h"

#define PAGE_MAX  (5 * MiB)
#define ROOM_LEFT (64 * KiB) /* for what stands behind the last file */
#define WORST     20         /* files that the change does not touch */

static const char head[] =
	"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<meta name=\"color-scheme\" content=\"light dark\">\n<title>Coverage</title>\n<style>\n"
	":root{--fg:#1f2328;--bg:#fff;--dim:#59636e;--line:#d1d9e0;--miss:#ffebe9;--hit:#dafbe1;"
	"--bad:#a40e26;--good:#116329;--mark:#0550ae}\n"
	"@media(prefers-color-scheme:dark){:root{--fg:#e6edf3;--bg:#0d1117;--dim:#9198a1;"
	"--line:#3d444d;--miss:#4c1519;--hit:#12301d;--bad:#ff7b72;--good:#56d364;--mark:#79c0ff}}\n"
	"body{margin:0 auto;max-width:70rem;padding:1rem;color:var(--fg);background:var(--bg);"
	"font:1rem/1.5 system-ui,sans-serif}\n"
	"h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem}\n"
	".scroll{overflow-x:auto}table{border-collapse:collapse}\n"
	"th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:left}\n"
	".num{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\n"
	".deny,.incomplete,.miss b{color:var(--bad)}.pass{color:var(--good)}.dim{color:var(--dim)}\n"
	"summary{cursor:pointer;padding:.3rem 0;overflow-wrap:anywhere}\n"
	"details{border-top:1px solid var(--line)}\n"
	".src{font:.8rem/1.45 ui-monospace,monospace;width:100%}\n"
	".src td{border:0;padding:0 .5rem;white-space:pre;vertical-align:top}\n"
	".src td:nth-child(-n+3){color:var(--dim);text-align:right;user-select:none}\n"
	".src td:last-child{width:100%}\n"
	".src .m{background:var(--miss)}.src .h{background:var(--hit)}\n"
	".src .c td:first-child{box-shadow:inset .25rem 0 var(--mark);color:var(--mark)}\n"
	"a{color:var(--mark)}\n</style>\n</head>\n<body>\n<main>\n";

struct page {
	struct coverage_session *s;
	struct str out;
	size_t left_out;
};

static void put(struct str *out, const char *text) { escape_html(out, text_of(text)); }

static void put_percent(struct page *p, struct coverage_count count)
{
	AUTO(str) percent = STR_MAX(64);

	coverage_put_percent(p->s, &percent, count);
	str_printf(&p->out, "%s&nbsp;%%", percent.buf);
}

/* One line: number, hits, a sign for who sees no colour, text. */
static void put_line(struct page *p, const struct coverage_file *file,
		     const struct changed_file *changed, int64_t number, struct text text)
{
	const struct coverage_line *line = coverage_line_at(file, number);
	bool is_changed = changed && changed_file_has(changed, number, number);
	const char *state = !line ? "" : line->hits ? "h" : "m";

	if (state[0] || is_changed)
		str_printf(&p->out, "<tr class=\"%s%s%s\">", state,
			   state[0] && is_changed ? " " : "", is_changed ? "c" : "");
	else
		str_puts(&p->out, "<tr>");
	str_printf(&p->out, "<td>%s%" PRId64 "<td>", is_changed ? "+" : "", number);
	if (line)
		str_put_int(&p->out, line->hits);
	str_puts(&p->out, !line ? "<td><td>" : line->hits ? "<td>✓<td>" : "<td>✗<td>");
	escape_html(&p->out, text);
	str_putc(&p->out, '\n');
}

static void put_source(struct page *p, const struct coverage_file *file,
		       const struct changed_file *changed, struct text source)
{
	int64_t number = 0;

	str_puts(&p->out, "<div class=\"scroll\" tabindex=\"0\"><table class=\"src\">\n");
	while (source.len) {
		const char *end = memchr(source.ptr, '\n', source.len);
		size_t len = end ? (size_t)(end - source.ptr) : source.len;
		struct text line = text_first(source, len);

		if (text_ends(line, "\r"))
			line.len--;
		put_line(p, file, changed, ++number, line);
		source = text_from(source, len + (end != NULL));
	}
	str_puts(&p->out, "</table></div>\n");
}

static void put_head_of(struct page *p, const struct coverage_file *file,
			const struct changed_file *changed, size_t missed)
{
	struct coverage_count count = coverage_count(file, COVERAGE_LINES);

	str_printf(&p->out, "<details%s>\n<summary>", missed ? " open" : "");
	put(&p->out, file->path);
	str_puts(&p->out, " · ");
	put_percent(p, count);
	str_printf(&p->out, " <span class=\"dim\">(%" PRId64 "/%" PRId64 ")</span>", count.hit,
		   count.total);
	if (missed)
		str_printf(&p->out, " <b class=\"deny\">%zu changed lines not hit</b>", missed);
	else if (changed)
		str_puts(&p->out, " <span class=\"dim\">changed</span>");
	str_puts(&p->out, "</summary>\n");
}

static size_t missed_in(const struct coverage_session *s, const char *path)
{
	size_t missed = 0;

	for (size_t i = 0; i < s->n_uncovered; i++)
		if (strcmp(s->uncovered[i].path, path) == 0)
			missed += (size_t)s->uncovered[i].lines;
	return missed;
}

/* A file whole, or not at all: half of one would look like all of it. */
static void put_file(struct page *p, const struct coverage_file *file,
		     const struct changed_file *changed)
{
	AUTO(str) source = STR_MAX(PAGE_MAX);
	size_t before = p->out.len;

	if (report_source(p->s->report, file->path, &source) < 0) {
		p->left_out++;
		return;
	}
	put_head_of(p, file, changed, missed_in(p->s, file->path));
	put_source(p, file, changed, (struct text){ source.buf, source.len });
	str_puts(&p->out, "</details>\n");
	if (p->out.failed || p->out.len > PAGE_MAX - ROOM_LEFT) {
		str_cut(&p->out, before);
		p->out.failed = false;
		p->left_out++;
	}
}

static const struct changed_file *change_of(const struct coverage_session *s, const char *path)
{
	const struct changed_file *changed =
		s->change == COVERAGE_CHANGE_KNOWN ? changed_lines_find(&s->changed, path) : NULL;

	return changed && !changed->deleted ? changed : NULL;
}

static void put_files(struct page *p, struct coverage_file **files, bool of_change)
{
	size_t shown = 0;

	for (size_t i = 0; i < p->s->merged.n; i++) {
		const struct changed_file *changed = change_of(p->s, files[i]->path);

		if ((changed != NULL) != of_change)
			continue;
		if (!shown++)
			str_printf(&p->out, "<h2>%s</h2>\n",
				   of_change ? "Changed files" : "Files with most lines not hit");
		if (!of_change && shown > WORST)
			return;
		put_file(p, files[i], changed);
	}
}

int coverage_write_html(struct coverage_session *s, const struct str *tables, const char *answer,
			const char *reason, struct err *err)
{
	struct coverage_file **files = coverage_worst_files(s);
	struct page p = { .s = s, .out = STR_MAX(PAGE_MAX) };
	int result;

	if (!files)
		return err_memory(err);
	str_puts(&p.out, head);
	str_printf(&p.out, "<h1>Coverage: <span class=\"%s\">%s</span></h1>\n<p>", answer, answer);
	put(&p.out, reason);
	str_puts(&p.out, "</p>\n");
	str_add(&p.out, tables->buf, tables->len);
	put_files(&p, files, true);
	put_files(&p, files, false);
	if (p.left_out)
		str_printf(&p.out,
			   "<p class=\"dim\">%zu files are left out: too large for this page, or "
			   "not in the work tree.</p>\n",
			   p.left_out);
	str_puts(&p.out, "<p class=\"dim\">+ changed line, ✓ hit, ✗ not hit; a line without a sign "
			 "holds no code.</p>\n</main>\n</body>\n</html>\n");
	result = str_check(&p.out, "html-file", err);
	if (result == 0)
		result = report_write(s->report, s->in->html_file,
				      (struct text){ p.out.buf, p.out.len }, err);
	str_release(&p.out);
	return result;
}
