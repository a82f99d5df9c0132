#include "runner/summary.h"

#include <inttypes.h>

#include "base/utf8.h"
#include "runner/mask.h"
#include "runner/markdown.h"

#define ROWS_MAX 50

static const char *sign(int answer)
{
	static const char *const signs[] = { "✅", "❌", "⚠️", "❔" };

	return signs[answer];
}

static void put_heading(struct str *out, const struct verdict *v)
{
	str_printf(out, "## %s", v->program);
	if (v->subject.service)
		str_printf(out, " · %s", v->subject.service); /* a DNS label */
	str_printf(out, " — %s %s%s\n\n", sign(v->answer), answer_words[v->answer],
		   v->warn_only && v->answer == DENY ? " (warn-only: exit 0)" : "");
	markdown_sentence(out, text_of(v->reason));
	str_puts(out, "\n\n");
}

static void put_metrics(struct str *out, const struct verdict *v)
{
	if (!v->n_metrics)
		return;
	str_puts(out, "| Metric | Value | Limit | |\n|---|---:|---|---|\n");
	for (size_t i = 0; i < v->n_metrics; i++) {
		const struct verdict_metric *m = &v->metrics[i];

		str_puts(out, "| ");
		markdown_cell(out, text_of(m->name));
		str_puts(out, " | ");
		if (m->is_text)
			markdown_cell(out, text_of(m->text));
		else
			decimal_print(out, m->value);
		str_puts(out, " | ");
		markdown_cell(out, text_of(m->limit));
		str_printf(out, " | %s |\n", m->ok == 1 ? "✅" : m->ok == 0 ? "❌" : "");
	}
	str_puts(out, "\n");
}

static void put_place(struct str *out, const struct finding *f)
{
	AUTO(str) place = STR_MAX(16 * KiB);

	if (!f->path)
		return;
	str_puts(&place, f->path);
	if (f->line > 0)
		str_printf(&place, ":%" PRId64, f->line);
	markdown_cell(out, (struct text){ place.buf, place.len });
}

static void put_finding(struct str *out, const struct finding *f)
{
	AUTO(str) masked = STR_MAX(4 * MiB);
	struct text title = mask_text(text_of(f->title), &masked);

	title.len = utf8_prefix(title.ptr, title.len, 200, NULL);
	str_printf(out, "| %s%s | ", severity_words[f->severity], f->denies ? "" : " (allowed)");
	put_place(out, f);
	str_puts(out, " | ");
	markdown_cell(out, text_of(f->rule));
	str_puts(out, " | ");
	markdown_cell(out, title);
	str_puts(out, " |\n");
}

/* Those that count; what is excluded is named by its number alone, as not checked. */
static void put_findings(struct str *out, const struct verdict *v)
{
	size_t counted = 0;

	for (size_t i = 0; i < v->n_findings; i++) {
		if (!finding_counts(&v->findings[i]) || counted++ >= ROWS_MAX)
			continue;
		if (counted == 1)
			str_puts(out, "### Findings\n\n| Severity | Where | Rule | What |\n"
				      "|---|---|---|---|\n");
		put_finding(out, &v->findings[i]);
	}
	counted += (size_t)v->findings_omitted;
	if (counted > ROWS_MAX)
		str_printf(out, "\n%zu more: see the verdict file.\n", counted - ROWS_MAX);
	if (counted)
		str_puts(out, "\n");
}

static void put_problems(struct str *out, const struct verdict *v)
{
	const struct verdict_completeness *c = &v->completeness;
	size_t shown = c->n_problems < ROWS_MAX ? c->n_problems : ROWS_MAX;

	if (!c->n_problems)
		return;
	str_puts(out, "### What is missing\n\n");
	for (size_t i = 0; i < shown; i++) {
		str_puts(out, "- ");
		markdown_sentence(out, text_of(c->problems[i].what));
		if (c->problems[i].why && c->problems[i].why[0]) {
			str_puts(out, ": ");
			markdown_sentence(out, text_of(c->problems[i].why));
		}
		if (c->problems[i].fix) {
			str_puts(out, " → ");
			markdown_sentence(out, text_of(c->problems[i].fix));
		}
		str_puts(out, "\n");
	}
	if (c->n_problems > shown)
		str_printf(out, "- %zu more\n", c->n_problems - shown);
	str_puts(out, "\n");
}

static void put_texts(struct str *out, const char *heading, const char *const *texts, size_t n)
{
	size_t shown = n < ROWS_MAX ? n : ROWS_MAX;

	if (!n)
		return;
	str_printf(out, "<details><summary>%s (%zu)</summary>\n\n", heading, n);
	for (size_t i = 0; i < shown; i++) {
		str_puts(out, "- ");
		markdown_sentence(out, text_of(texts[i]));
		str_puts(out, "\n");
	}
	if (n > shown)
		str_printf(out, "- %zu more\n", n - shown);
	str_puts(out, "\n</details>\n\n");
}

static void put_evidence(struct str *out, const struct verdict *v, const char *verdict_path)
{
	size_t shown = v->n_evidence < 10 ? v->n_evidence : 10;

	str_printf(out, "Completeness: **%s**. Evidence: ",
		   v->completeness.state == COMPLETE_FULL ? "full" : "partial");
	for (size_t i = 0; i < shown; i++) {
		const struct verdict_evidence *e = &v->evidence[i];

		str_puts(out, i ? ", " : "");
		markdown_code(out, text_of(e->path ? e->path : e->url));
		if (e->sha256)
			str_printf(out, " (%" PRId64 " bytes, sha256 `%.12s…`)", e->bytes,
				   e->sha256);
	}
	if (v->n_evidence > shown)
		str_printf(out, " and %zu more files", v->n_evidence - shown);
	str_puts(out, v->n_evidence ? ". " : "none. ");
	if (verdict_path) {
		str_puts(out, "Verdict file: ");
		markdown_code(out, text_of(verdict_path));
		str_puts(out, ".");
	}
	str_puts(out, "\n\n");
}

/* Adds a block if it fits; false when it does not, or when an earlier one did not. */
static bool add_block(struct str *out, struct str *block, size_t *room, bool open)
{
	bool fits = open && !block->failed && block->len <= *room;

	if (fits) {
		mask_apply(block);
		str_add(out, block->buf, block->len);
		*room -= block->len;
	}
	str_clear(block);
	return fits;
}

void summary_print(struct str *out, const struct verdict *v, const char *verdict_path,
		   const struct str *lead, struct str *const *sections, size_t n_sections,
		   bool full, size_t room)
{
	static const char cut[] = "\n_The summary is truncated here: see the verdict file._\n\n";
	AUTO(str) block = STR_MAX(4 * MiB);
	bool open = room > sizeof(cut);

	if (!open)
		return;
	room -= sizeof(cut);
	put_heading(&block, v);
	open = add_block(out, &block, &room, open);
	put_metrics(&block, v);
	open = add_block(out, &block, &room, open);
	if (lead) {
		str_add(&block, lead->buf, lead->len);
		block.failed |= lead->failed;
		open = add_block(out, &block, &room, open);
	}
	if (full) {
		put_problems(&block, v);
		open = add_block(out, &block, &room, open);
		put_findings(&block, v);
		open = add_block(out, &block, &room, open);
		put_evidence(&block, v, verdict_path);
		open = add_block(out, &block, &room, open);
		for (size_t i = 0; i < n_sections; i++) {
			str_add(&block, sections[i]->buf, sections[i]->len);
			block.failed |= sections[i]->failed;
			open = add_block(out, &block, &room, open);
		}
		put_texts(&block, "Not checked", v->completeness.not_checked,
			  v->completeness.n_not_checked);
		open = add_block(out, &block, &room, open);
		put_texts(&block, "Notes", v->notes, v->n_notes);
		open = add_block(out, &block, &room, open);
	}
	if (!open)
		str_puts(out, cut);
}
