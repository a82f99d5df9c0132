#include "runner/report.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "runner/escape.h"
#include "runner/mask.h"
#include "runner/print.h"
#include "runner/report_private.h"
#include "runner/signals.h"

bool report_grow(struct report *report, void *array, size_t n, size_t *cap, size_t size)
{
	void *at, *grown;

	memcpy(&at, array, sizeof(at)); /* array points to a pointer of any type */
	grown = arena_grow(&report->arena, at, n, cap, size);
	if (grown)
		memcpy(array, &grown, sizeof(grown));
	else
		report->memory_failed = true;
	return grown != NULL;
}

const char *report_keep(struct report *report, const char *text)
{
	char *copy = text ? arena_strdup(&report->arena, text) : NULL;

	if (text && !copy)
		report->memory_failed = true;
	return text && !copy ? "" : copy;
}

const char *report_text(struct report *report, const char *text)
{
	AUTO(str) masked = STR_MAX(4 * MiB);
	AUTO(str) repaired = STR_MAX(16 * MiB);
	struct text shown = mask_text(text_of(text), &masked);

	if (!utf8_is_valid(shown.ptr, shown.len)) {
		escape_utf8(&repaired, shown);
		shown = (struct text){ repaired.buf, repaired.len };
	}
	report->memory_failed |= masked.failed || repaired.failed;
	return report_keep(report, text ? shown.ptr : NULL);
}

static const char *vprint(struct report *report, const char *format, va_list args)
{
	AUTO(str) text = STR_MAX(MiB);

	str_vprintf(&text, format, args);
	if (text.failed)
		report->memory_failed = true;
	return report_text(report, text.buf);
}

#define PRINT(report, format, out)                        \
	do {                                              \
		va_list args;                             \
		va_start(args, format);                   \
		(out) = vprint((report), (format), args); \
		va_end(args);                             \
	} while (0)

void report_reason(struct report *report, const char *format, ...)
{
	PRINT(report, format, report->verdict.reason);
}

void report_output(struct report *report, const char *name, const char *format, ...)
{
	struct pair *slot =
		REPORT_ADD(report, report->outputs, report->n_outputs, report->outputs_cap);
	AUTO(str) value = STR_MAX(MiB);
	va_list args;

	va_start(args, format);
	str_vprintf(&value, format, args);
	va_end(args);
	report->memory_failed |= value.failed;
	if (mask_apply(&value)) { /* the rest would not be what the program meant */
		str_clear(&value);
		str_puts(&value, "***");
		report_note(report, "output %s held a secret, and is written as ***", name);
	}
	if (slot)
		*slot = (struct pair){ name, report_text(report, value.buf) };
}

void report_metric(struct report *report, const struct verdict_metric *metric)
{
	struct verdict *v = &report->verdict;
	struct verdict_metric *slot =
		REPORT_ADD(report, v->metrics, v->n_metrics, report->metrics_cap);

	if (!slot)
		return;
	*slot = *metric;
	slot->name = report_keep(report, metric->name);
	slot->text = report_keep(report, metric->text);
	slot->limit = report_keep(report, metric->limit);
}

void report_count(struct report *report, const char *name, int64_t value, const char *unit,
		  const char *limit, int64_t ok)
{
	report_metric(report, &(struct verdict_metric){ .name = name,
							.value = { value, 0 },
							.unit = unit,
							.limit = limit,
							.ok = ok });
}

void report_key_metric(struct report *report, const char *name)
{
	report->verdict.key_metric = name;
}

void report_findings(struct report *report, struct findings *findings)
{
	report->findings = findings;
}

void report_problem(struct report *report, const char *what, const char *why, const char *fix)
{
	struct verdict_completeness *c = &report->verdict.completeness;
	struct verdict_problem *slot =
		REPORT_ADD(report, c->problems, c->n_problems, report->problems_cap);

	if (slot)
		*slot = (struct verdict_problem){ report_text(report, what),
						  report_text(report, why),
						  report_text(report, fix) };
}

size_t report_problems(const struct report *report)
{
	return report->verdict.completeness.n_problems;
}

const char *report_first_problem(const struct report *report)
{
	return report->verdict.completeness.problems[0].what;
}

void report_not_checked(struct report *report, const char *format, ...)
{
	struct verdict_completeness *c = &report->verdict.completeness;
	const char **slot =
		REPORT_ADD(report, c->not_checked, c->n_not_checked, report->not_checked_cap);
	const char *text;

	PRINT(report, format, text);
	if (slot)
		*slot = text;
}

void report_note(struct report *report, const char *format, ...)
{
	struct verdict *v = &report->verdict;
	const char **slot = REPORT_ADD(report, v->notes, v->n_notes, report->notes_cap);
	const char *text;

	PRINT(report, format, text);
	if (slot)
		*slot = text;
}

void report_looked_at(struct report *report, const char *counter, int64_t count)
{
	struct counter *slot =
		REPORT_ADD(report, report->looked_at, report->n_looked_at, report->looked_at_cap);

	if (slot)
		*slot = (struct counter){ counter, count };
}

void report_details(struct report *report, const char *json)
{
	report->verdict.details = report_keep(report, json);
}

static struct str *new_section(struct report *report)
{
	struct str *section = arena_alloc(&report->arena, sizeof(*section));

	if (section)
		str_init(section, 2 * MiB);
	else
		report->memory_failed = true;
	return section;
}

struct str *report_section(struct report *report)
{
	struct str **slot =
		REPORT_ADD(report, report->sections, report->n_sections, report->sections_cap);
	struct str *section = new_section(report);

	if (slot)
		*slot = section;
	return slot ? section : NULL;
}

struct str *report_lead(struct report *report)
{
	if (!report->lead)
		report->lead = new_section(report);
	return report->lead;
}

void report_annotations(struct report *report, const struct annotations *lists, size_t n)
{
	report->shared = lists;
	report->n_shared = n;
}

bool report_warn_only(const struct report *report) { return report->verdict.warn_only; }
const char *report_service(const struct report *report) { return report->verdict.subject.service; }
const struct event *report_event(const struct report *report) { return &report->event; }
bool report_on_github(const struct report *report) { return report->on_github; }

void report_commit(struct report *report, const char *id)
{
	if (!report->on_github && !report->verdict.subject.commit)
		report->verdict.subject.commit = report_keep(report, id);
}

bool report_cancelled(void) { return signals_cancelled(); }
const volatile sig_atomic_t *report_cancel_flag(void) { return signals_flag(); }
char *const *report_command(const struct report *report) { return report->command; }

/* On GitHub a tool's output could hold workflow commands: it is shown line by line, marked. */
static void echo_line(int stream, struct str *line)
{
	AUTO(str) shown = STR_MAX(MiB);

	str_puts(&shown, "| ");
	escape_line(&shown, (struct text){ line->buf, line->len });
	str_putc(&shown, '\n');
	print_bytes(stream, (struct text){ shown.buf, shown.len });
	str_clear(line);
}

static void echo_marked(int stream, struct text bytes)
{
	static struct str held[3] = { STR_MAX(64 * KiB), STR_MAX(64 * KiB), STR_MAX(64 * KiB) };
	struct str *line = &held[stream];

	for (size_t i = 0; i < bytes.len; i++) {
		if (bytes.ptr[i] != '\n')
			str_putc(line, bytes.ptr[i]);
		if (bytes.ptr[i] == '\n' || line->len == line->max || line->failed)
			echo_line(stream, line);
	}
	if (!bytes.len && line->len)
		echo_line(stream, line);
}

void report_echo(struct report *report, int stream, struct text bytes)
{
	if (report->on_github)
		echo_marked(stream, bytes);
	else
		print_bytes(stream, bytes);
}
