/* What is shown of the gates: one table, their own pages, outputs, metrics, details. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "programs/run/run.h"
#include "runner/escape.h"
#include "runner/markdown.h"

#define OUTPUT_MAX (200 * KiB) /* an output that the runner would cut is no JSON any more */

static const char *const signs[] = { "✅", "❌", "🚫", "⚠️" };

static int rank(const struct gate_run *run)
{
	static const int ranks[] = { [PASS] = 3, [DENY] = 1, [ERROR] = 0, [INCOMPLETE] = 2 };

	return ranks[run->answer];
}

static int worst_first(const void *a, const void *b)
{
	const struct gate_run *x = *(const struct gate_run *const *)a;
	const struct gate_run *y = *(const struct gate_run *const *)b;

	return rank(x) != rank(y) ? rank(x) - rank(y) : (x > y) - (x < y);
}

static void put_row(struct str *out, const struct gate_run *run)
{
	str_printf(out, "| %s | ", signs[run->answer]);
	markdown_cell(out, text_of(run->gate->id));
	str_printf(out, " | %s%s | ", answer_words[run->answer],
		   run->answer == DENY && run->exit_code == PASS ? " (warn-only)" : "");
	markdown_cell(out, text_of(run->reason));
	str_puts(out, " | ");
	markdown_cell(out, text_of(run->key_metric));
	str_printf(out, " | %" PRId64 ".%02" PRId64 " |\n", run->took_ms / 1000,
		   run->took_ms % 1000 / 10);
}

static void put_table(struct run_session *s)
{
	struct str *out = report_lead(s->report);
	const struct gate_run **order = arena_alloc(&s->arena, (s->n + 1) * sizeof(*order));

	if (!out || !order)
		return;
	for (size_t i = 0; i < s->n; i++)
		order[i] = &s->at[i];
	qsort(order, s->n, sizeof(*order), worst_first);
	str_puts(out,
		 "| | Gate | Verdict | Why | Key metric | Seconds |\n|---|---|---|---|---|---:|\n");
	for (size_t i = 0; i < s->n; i++)
		put_row(out, order[i]);
	str_puts(out, "\n");
}

static void put_pages(struct run_session *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct gate_run *run = &s->at[i];
		struct str *out = run->child.summary.len ? report_section(s->report) : NULL;

		if (!out)
			continue;
		str_printf(out, "<details%s><summary>%s %s</summary>\n\n",
			   run->answer == PASS ? "" : " open", signs[run->answer], run->gate->id);
		str_add(out, run->child.summary.buf, run->child.summary.len);
		str_puts(out, "\n</details>\n\n");
	}
}

static void put_json_text(struct str *out, const char *text)
{
	str_putc(out, '"');
	escape_json(out, text_of(text), SIZE_MAX);
	str_putc(out, '"');
}

static void put_outputs_of(struct str *out, const struct gate_run *run)
{
	struct pair output;
	size_t at = 0;

	put_json_text(out, run->gate->id);
	str_puts(out, ":{");
	for (bool first = true; child_output(&run->child, &at, &output); first = false) {
		if (!first)
			str_putc(out, ',');
		put_json_text(out, output.key);
		str_putc(out, ':');
		put_json_text(out, output.value);
	}
	str_putc(out, '}');
}

static void put_outputs(struct run_session *s)
{
	AUTO(str) verdicts = STR_MAX(MiB);
	AUTO(str) failed = STR_MAX(MiB);
	AUTO(str) files = STR_MAX(4 * MiB);
	AUTO(str) all = STR_MAX(32 * MiB);
	size_t left_out = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct gate_run *run = &s->at[i];
		size_t before = all.len;

		str_putc(&verdicts, i ? ',' : '{');
		put_json_text(&verdicts, run->gate->id);
		str_putc(&verdicts, ':');
		put_json_text(&verdicts, answer_words[run->answer]);
		if (run->exit_code != PASS)
			str_printf(&failed, "%s%s", failed.len ? "\n" : "", run->gate->id);
		if (run->verdict_path)
			str_printf(&files, "%s%s", files.len ? "\n" : "", run->verdict_path);
		str_putc(&all, all.len ? ',' : '{');
		put_outputs_of(&all, run);
		if (all.len > OUTPUT_MAX) {
			str_cut(&all, before);
			left_out++;
		}
	}
	str_puts(&verdicts, "}");
	str_puts(&all, all.len ? "}" : "{}");
	if (left_out)
		report_note(s->report, "output outputs is without those of %zu gates: over %zu KiB",
			    left_out, OUTPUT_MAX / KiB);
	report_output(s->report, "verdicts", "%s", verdicts.buf);
	report_output(s->report, "failed", "%s", failed.buf);
	report_output(s->report, "outputs", "%s", all.buf);
	report_output(s->report, "verdict-files", "%s", files.buf);
}

static void put_details(struct run_session *s)
{
	AUTO(str) json = STR_MAX(4 * MiB);

	str_puts(&json, "{\"gates\":[");
	for (size_t i = 0; i < s->n; i++) {
		const struct gate_run *run = &s->at[i];

		str_puts(&json, i ? ",{\"id\":" : "{\"id\":");
		put_json_text(&json, run->gate->id);
		str_puts(&json, ",\"program\":");
		put_json_text(&json, run->program->name);
		str_printf(&json, ",\"verdict\":\"%s\",\"exit_code\":%" PRId64 ",\"warn_only\":%s",
			   answer_words[run->answer], run->exit_code,
			   run->warn_only ? "true" : "false");
		str_puts(&json, ",\"reason\":");
		put_json_text(&json, run->reason);
		str_puts(&json, ",\"verdict_file\":");
		if (run->verdict_path)
			put_json_text(&json, run->verdict_path);
		else
			str_puts(&json, "null");
		str_puts(&json, ",\"sha256\":");
		if (run->sha256)
			put_json_text(&json, run->sha256);
		else
			str_puts(&json, "null");
		str_putc(&json, '}');
	}
	str_puts(&json, "]}");
	report_details(s->report, json.buf);
}

static size_t count(const struct run_session *s, enum answer answer)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += s->at[i].answer == answer && (answer != DENY || s->at[i].exit_code != PASS);
	return n;
}

static void name_those(const struct run_session *s, struct str *out, enum answer answer)
{
	size_t named = 0, all = count(s, answer);

	if (!all)
		return;
	str_printf(out, "; %s: ", answer_words[answer]);
	for (size_t i = 0; i < s->n && named < 5; i++)
		if (s->at[i].answer == answer && (answer != DENY || s->at[i].exit_code != PASS))
			str_printf(out, "%s%s", named++ ? ", " : "", s->at[i].gate->id);
	if (all > named)
		str_printf(out, " and %zu more", all - named);
}

static void put_metrics(struct run_session *s)
{
	AUTO(str) reason = STR_MAX(4 * KiB);
	size_t denied = count(s, DENY);

	report_count(s->report, "gates", (int64_t)s->n, "count", NULL, VERDICT_NULL);
	report_count(s->report, "gates.passed", (int64_t)count(s, PASS), "count", NULL,
		     VERDICT_NULL);
	report_count(s->report, "gates.denied", (int64_t)denied, "count", "<= 0", denied == 0);
	report_count(s->report, "gates.errors", (int64_t)count(s, ERROR), "count", NULL,
		     VERDICT_NULL);
	report_count(s->report, "gates.incomplete", (int64_t)count(s, INCOMPLETE), "count", NULL,
		     VERDICT_NULL);
	report_key_metric(s->report, "gates.denied");
	report_looked_at(s->report, "gates", (int64_t)s->n);
	str_printf(&reason, "%zu of %zu gates passed", count(s, PASS), s->n);
	name_those(s, &reason, ERROR);
	name_those(s, &reason, DENY);
	name_those(s, &reason, INCOMPLETE);
	report_reason(s->report, "%s", reason.buf);
}

void run_present(struct run_session *s)
{
	struct annotations *lists = arena_alloc(&s->arena, (s->n + 1) * sizeof(*lists));

	put_metrics(s);
	put_table(s);
	put_pages(s);
	put_outputs(s);
	put_details(s);
	for (size_t i = 0; i < s->n; i++)
		if (s->at[i].answer == INCOMPLETE || s->at[i].answer == ERROR)
			report_problem(s->report, s->at[i].gate->id, s->at[i].reason, NULL);
	for (size_t i = 0; lists && i < s->n; i++) {
		if (report_warn_only(s->report) && s->at[i].answer == DENY)
			annotations_soften(&s->at[i].child.annotations);
		lists[i] = s->at[i].child.annotations;
	}
	if (lists)
		report_annotations(s->report, lists, s->n);
}
