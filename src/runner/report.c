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
	const char *value;

	PRINT(report, format, value);
	if (slot)
		*slot = (struct pair){ name, value };
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

struct str *report_section(struct report *report)
{
	struct str **slot =
		REPORT_ADD(report, report->sections, report->n_sections, report->sections_cap);
	struct str *section = arena_alloc(&report->arena, sizeof(*section));

	if (!section)
		report->memory_failed = true;
	if (!slot || !section)
		return NULL;
	str_init(section, 2 * MiB);
	*slot = section;
	return section;
}

bool report_warn_only(const struct report *report) { return report->verdict.warn_only; }
const char *report_service(const struct report *report) { return report->verdict.subject.service; }
bool report_cancelled(void) { return signals_cancelled(); }
const volatile sig_atomic_t *report_cancel_flag(void) { return signals_flag(); }
char *const *report_command(const struct report *report) { return report->command; }

static struct verdict_evidence *add_evidence(struct report *report, const char *shown,
					     const char *format)
{
	struct verdict *v = &report->verdict;
	struct verdict_evidence *entry =
		REPORT_ADD(report, v->evidence, v->n_evidence, report->evidence_cap);

	if (entry)
		*entry = (struct verdict_evidence){ .path = report_text(report, shown),
						    .format = report_keep(report, format),
						    .bytes = VERDICT_NULL };
	return entry;
}

struct reader *report_open(struct report *report, const char *given, const char *format,
			   struct err *err)
{
	struct place place = { .shown = "(standard input)" };
	bool input = strcmp(given, "-") == 0;
	struct open_evidence *slot;
	struct evidence *evidence;
	int fd;

	if (report->verdict.n_evidence >= VERDICT_MAX_EVIDENCE) {
		err_set(err, "more than %d files of evidence", VERDICT_MAX_EVIDENCE);
		return NULL;
	}
	fd = input ? dup(STDIN_FILENO)
		   : workspace_open_file(&report->workspace, given, &place, &report->arena, err);
	if (fd < 0) {
		if (input)
			err_set(err, "standard input: %s", strerror(errno));
		return NULL;
	}
	slot = REPORT_ADD(report, report->open, report->n_open, report->open_cap);
	if (!slot || !add_evidence(report, place.shown, format)) {
		close(fd);
		err_memory(err);
		return NULL;
	}
	evidence = evidence_open(fd, report_keep(report, place.shown), err);
	*slot = (struct open_evidence){ evidence, report->verdict.n_evidence - 1 };
	return evidence ? evidence_reader(evidence) : NULL;
}

static int close_one(struct report *report, struct open_evidence *open, struct err *err)
{
	struct verdict_evidence *entry = &report->verdict.evidence[open->entry];
	char sha256[65];
	int result;

	if (!open->evidence)
		return 0;
	result = evidence_close(open->evidence, sha256, &entry->bytes, err);
	open->evidence = NULL;
	if (result < 0)
		entry->bytes = VERDICT_NULL; /* the hash of half a file would be a lie */
	else
		entry->sha256 = report_keep(report, sha256);
	return result;
}

int report_close(struct report *report, struct reader *reader, struct err *err)
{
	for (size_t i = 0; i < report->n_open; i++)
		if (report->open[i].evidence && evidence_reader(report->open[i].evidence) == reader)
			return close_one(report, &report->open[i], err);
	return 0;
}

void report_close_all(struct report *report)
{
	struct err ignored = { 0 };

	for (size_t i = 0; i < report->n_open; i++)
		close_one(report, &report->open[i], &ignored);
}

int report_slurp(struct report *report, const char *given, const char *format, struct str *all,
		 struct err *err)
{
	struct reader *reader = report_open(report, given, format, err);

	if (!reader || reader_slurp(reader, all, err) < 0)
		return -1;
	return report_close(report, reader, err);
}

bool report_exists(struct report *report, const char *given)
{
	struct err ignored = { 0 };
	struct place place;
	int fd = workspace_open_file(&report->workspace, given, &place, &report->arena, &ignored);

	if (fd >= 0)
		close(fd);
	/* there, but not to be read: the attempt to read it will say why */
	return fd >= 0 || ignored.kind == ERR_CALLER;
}

static int open_source(struct report *report, const char *path)
{
	struct workspace from_root = report->workspace;
	struct err ignored = { 0 };
	struct place place;

	from_root.folder = "";
	return workspace_open_file(&from_root, path, &place, &report->arena, &ignored);
}

bool report_has_source(struct report *report, const char *path)
{
	int fd = open_source(report, path);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

int report_source(struct report *report, const char *path, struct str *all)
{
	struct err ignored = { 0 };
	struct evidence *source;
	char sha256[65];
	int64_t bytes;
	int fd = open_source(report, path), result;

	source = fd < 0 ? NULL : evidence_open(fd, path, &ignored);
	if (!source)
		return -1;
	result = reader_slurp(evidence_reader(source), all, &ignored);
	evidence_close(source, sha256, &bytes, &ignored);
	return result;
}

int report_glob(struct report *report, const char *pattern, struct strings *paths, struct err *err)
{
	struct workspace *ws = &report->workspace;
	struct place place;

	if (strcmp(pattern, "-") == 0) {
		static const char *input = "-";

		*paths = (struct strings){ &input, 1 };
		return 0;
	}
	if (workspace_place(ws, pattern, &place, &report->arena, err) < 0)
		return -1;
	if (fs_glob(place.root, place.beneath, "", place.path, 10000, &report->arena, &paths->at,
		    &paths->n, err) < 0)
		return -1;
	if (!paths->n)
		return err_set(err, "%s: no such file", pattern);
	for (size_t i = 0; i < paths->n; i++) {
		const char *base = place.root == ws->temp ? ws->temp_path : ws->path;
		const char *path = paths->at[i];

		if (path[0] != '/') /* back to a form that workspace_place takes from any folder */
			path = arena_printf(&report->arena, "%s/%s", base, path);
		if (!path)
			return err_memory(err);
		paths->at[i] = path;
	}
	return 0;
}

const char *report_workspace_path(struct report *report, const char *path)
{
	struct err ignored = { 0 };
	struct place place;

	if (workspace_place(&report->workspace, path, &place, &report->arena, &ignored) < 0)
		return path;
	return place.shown;
}

const char *report_strip_workspace(struct report *report, const char *absolute)
{
	return workspace_strip(&report->workspace, absolute);
}

int report_write(struct report *report, const char *given, struct text bytes, struct err *err)
{
	struct place place;

	if (workspace_place(&report->workspace, given, &place, &report->arena, err) < 0)
		return -1;
	return fs_replace(place.root, place.path, place.beneath, bytes, &report->workspace.owner,
			  err);
}

/* On GitHub a tool's output could hold workflow commands: it is shown line by line, marked. */
static void echo_marked(int stream, struct text bytes)
{
	static struct str held[3] = { STR_MAX(64 * KiB), STR_MAX(64 * KiB), STR_MAX(64 * KiB) };
	struct str *line = &held[stream];

	for (size_t i = 0; i < bytes.len; i++) {
		AUTO(str) shown = STR_MAX(MiB);

		if (bytes.ptr[i] != '\n')
			str_putc(line, bytes.ptr[i]);
		if (bytes.ptr[i] != '\n' && line->len < line->max)
			continue;
		str_puts(&shown, "| ");
		escape_line(&shown, (struct text){ line->buf, line->len });
		str_putc(&shown, '\n');
		print_bytes(stream, (struct text){ shown.buf, shown.len });
		str_clear(line);
	}
}

void report_echo(struct report *report, int stream, struct text bytes)
{
	if (report->on_github)
		echo_marked(stream, bytes);
	else
		print_bytes(stream, bytes);
}
