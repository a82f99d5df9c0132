#include "runner/finish.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "formats/json.h"
#include "runner/envfile.h"
#include "runner/escape.h"
#include "runner/mask.h"
#include "runner/print.h"
#include "runner/sink.h"
#include "runner/summary.h"
#include "runner/tell.h"
#include "runner/verdict_write.h"

#define SUMMARY_MAX 1000000 /* the runner drops a file of over 1 048 576 bytes whole */
#define REASON_MAX  500     /* code points */

static const char out_of_memory[] = "internal: out of memory";

static int metric_order(const void *a, const void *b)
{
	return strcmp(((const struct verdict_metric *)a)->name,
		      ((const struct verdict_metric *)b)->name);
}

static int counter_order(const void *a, const void *b)
{
	return strcmp(((const struct counter *)a)->name, ((const struct counter *)b)->name);
}

static int evidence_order(const void *a, const void *b)
{
	const struct verdict_evidence *x = a, *y = b;

	return strcmp(x->path ? x->path : x->url, y->path ? y->path : y->url);
}

static int text_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* qsort must not be given NULL, not even with nothing to sort. */
static void sort(void *at, size_t n, size_t size, int (*order)(const void *, const void *))
{
	if (n > 1)
		qsort(at, n, size, order);
}

static void order_everything(struct report *report)
{
	struct verdict *v = &report->verdict;
	AUTO(str) counters = STR_MAX(64 * KiB);

	sort(v->metrics, v->n_metrics, sizeof(*v->metrics), metric_order);
	sort(v->evidence, v->n_evidence, sizeof(*v->evidence), evidence_order);
	sort(v->notes, v->n_notes, sizeof(*v->notes), text_order);
	sort(v->completeness.not_checked, v->completeness.n_not_checked, sizeof(char *),
	     text_order);
	sort(report->looked_at, report->n_looked_at, sizeof(*report->looked_at), counter_order);
	str_putc(&counters, '{');
	for (size_t i = 0; i < report->n_looked_at; i++)
		str_printf(&counters, "%s\"%s\": %" PRId64, i ? ", " : "",
			   report->looked_at[i].name, report->looked_at[i].count);
	str_putc(&counters, '}');
	report->memory_failed |= counters.failed;
	v->completeness.looked_at = report_keep(report, counters.failed ? "{}" : counters.buf);
}

static void cut_reason(struct report *report)
{
	AUTO(str) masked = STR_MAX(4 * MiB);
	struct text reason = mask_text(text_of(report->verdict.reason), &masked);
	char *cut;

	if (masked.failed) /* without secrets it is already, but perhaps too long */
		return;
	reason.len = utf8_prefix(reason.ptr, reason.len, REASON_MAX, NULL);
	cut = arena_copy(&report->arena, reason);
	if (cut)
		report->verdict.reason = cut;
}

/* Whether the verdict file at this place was written by this very run, attempt and job. */
static bool is_ours(struct report *report, const struct place *place)
{
	struct err ignored = { 0 };
	AUTO(str) bytes = STR_MAX(VERDICT_MAX_FILE);
	struct verdict_run *run = &report->verdict.run;
	struct file_reader file;
	struct text key;
	bool same_id = false, same_job = false, same_attempt = false;
	AUTO(json) j = { 0 };
	int fd;

	if (!run->id) /* a desk has no runs: the file is replaced */
		return false;
	fd = fs_open(place->root, place->path, place->beneath, O_RDONLY, 0, &ignored);
	if (fd < 0)
		return false;
	file_reader_init(&file, fd, place->shown, VERDICT_MAX_FILE, NULL);
	reader_slurp(&file.reader, &bytes, &ignored);
	close(fd);
	json_init_memory(&j, place->shown, 0, (struct text){ bytes.buf, bytes.len }, &ignored);
	json_enter_object(&j);
	while (json_member(&j, &key)) {
		if (!text_is(key, "run") || json_peek(&j) != JSON_OBJECT) {
			json_skip(&j);
			continue;
		}
		json_enter_object(&j);
		while (json_member(&j, &key))
			if (text_is(key, "id"))
				same_id = text_is(json_text_or_null(&j, NULL), run->id);
			else if (text_is(key, "job"))
				same_job =
					text_equal(json_text_or_null(&j, NULL), text_of(run->job));
			else if (text_is(key, "attempt"))
				same_attempt = json_int_or(&j, VERDICT_NULL) == run->attempt;
			else
				json_skip(&j);
	}
	return json_end(&j) == 0 && same_id && same_job && same_attempt;
}

/* "a/b.json" and 2 give "a/b-2.json". */
static const char *numbered(struct report *report, const char *path, unsigned number)
{
	size_t stem = text_ends(text_of(path), ".json") ? strlen(path) - 5 : strlen(path);

	if (number < 2)
		return path;
	return arena_printf(&report->arena, "%.*s-%u%s", (int)stem, path, number, path + stem);
}

const char *report_verdict_default(struct report *report, const char *name, const char *service)
{
	return arena_printf(&report->arena, "%s/.phoenix/verdicts/%s%s%s.json",
			    report->workspace.path, name, service ? "." : "",
			    service ? service : "");
}

static const char *default_path(struct report *report)
{
	return report_verdict_default(report, report->name, report->verdict.subject.service);
}

/* Finds a free name beside the verdicts of earlier steps of this job. */
static int verdict_place(struct report *report, struct place *place, struct err *err)
{
	const char *given = common.verdict_file ? common.verdict_file : default_path(report);

	for (unsigned number = 1; given && number < 1000; number++) {
		const char *path = numbered(report, given, number);

		if (!path)
			break;
		if (workspace_place(&report->workspace, path, place, &report->arena, err) < 0)
			return -1;
		if (!is_ours(report, place))
			return 0;
	}
	return err_internal(err, "no free name for the verdict file");
}

static bool to_stdout(void) { return common.verdict_file && strcmp(common.verdict_file, "-") == 0; }

static int to_file(void *fd, struct text bytes, struct err *err)
{
	return fs_append(*(int *)fd, bytes, err);
}

static int write_document(void *verdict, int fd, struct err *err)
{
	return verdict_write(verdict, to_file, &fd, err);
}

static int write_verdict_file(struct report *report, struct place *place, struct err *err)
{
	if (to_stdout())
		return write_document(&report->verdict, STDOUT_FILENO, err);
	if (fs_replace_by(place->root, place->path, place->beneath, write_document,
			  &report->verdict, &report->workspace.owner, err) < 0)
		return -1;
	report->verdict_path = place->shown;
	return 0;
}

static void add_common_outputs(struct report *report)
{
	struct verdict *v = &report->verdict;

	report_output(report, "verdict", "%s", answer_words[v->answer]);
	report_output(report, "reason", "%s", v->reason);
	report_output(report, "exit-code", "%" PRId64, v->exit_code);
	report_output(report, "verdict-file", "%s",
		      report->verdict_path ? report->verdict_path : "");
}

static int append_summary(struct report *report, int fd, struct err *err)
{
	AUTO(str) page = STR_MAX(4 * MiB);
	struct stat st;
	size_t held = fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0 ? (size_t)st.st_size : 0;

	if ((fd < 0 && !sink_is_open()) || common.summary == SUMMARY_NONE)
		return 0;
	if (held && fs_last_byte(fd) != '\n')
		str_puts(&page, "\n\n");
	summary_print(&page, &report->verdict, report->verdict_path, report->lead, report->sections,
		      report->n_sections, common.summary == SUMMARY_FULL,
		      held < SUMMARY_MAX ? SUMMARY_MAX - held : 0);
	if (str_check(&page, "step summary", err) < 0)
		return -1;
	if (sink_is_open()) {
		sink_send(FRAME_SUMMARY, TEXT(""), (struct text){ page.buf, page.len });
		return 0;
	}
	return fs_append(fd, (struct text){ page.buf, page.len }, err);
}

/* A failure to write is news that changes the answer: what nobody can read is no pass. */
static void fail_late(struct report *report, const struct err *err)
{
	struct verdict *v = &report->verdict;

	if (v->answer == ERROR)
		return;
	report_problem(report, err->text, "", NULL);
	report_reason(report, "%s", err->text);
	if (!v->reason[0])
		v->reason = out_of_memory;
	v->answer = INCOMPLETE;
	v->exit_code = INCOMPLETE;
	v->completeness.state = COMPLETE_PARTIAL;
	cut_reason(report);
}

/*
 * A name that cannot be used is the caller's error; the verdict that says so then goes where it
 * would go without that name.
 */
static int place_verdict(struct report *report, struct place *place, struct err *err)
{
	struct verdict *v = &report->verdict;
	struct err why = { 0 };

	if (to_stdout())
		return 0;
	if (verdict_place(report, place, &why) == 0)
		return 0;
	if (why.kind == ERR_CALLER && common.verdict_file) {
		report_reason(report, "verdict-file: %s", why.text);
		v->answer = ERROR;
		v->exit_code = ERROR;
		v->completeness.state = COMPLETE_PARTIAL;
		cut_reason(report);
		common.verdict_file = NULL;
		return verdict_place(report, place, err);
	}
	*err = why;
	return -1;
}

static int open_envfile(struct report *report, const char *variable)
{
	struct err err = { 0 };
	int fd = sink_is_open() ? -1 : envfile_open(variable, report->on_github, &err);

	if (err_is_set(&err))
		fail_late(report, &err);
	return fd;
}

/* Outputs that are not all there would be taken for those of another answer: then none. */
static int write_outputs(struct report *report, int fd, struct err *err)
{
	add_common_outputs(report);
	if (fd < 0)
		return 0;
	if (report->memory_failed)
		return err_memory(err);
	return envfile_write(fd, report->outputs, report->n_outputs, err);
}

/* The verdict file once more: it said otherwise. One that cannot be written says nothing. */
static void rewrite_verdict_file(struct report *report, struct place *place)
{
	struct err ignored = { 0 };
	int fd;

	if (write_verdict_file(report, place, &ignored) == 0)
		return;
	fd = fs_open(place->root, place->path, place->beneath, O_WRONLY | O_TRUNC, 0, NULL);
	if (fd >= 0)
		close(fd);
}

int report_finish(struct report *report, enum answer answer, const struct err *why)
{
	struct verdict *v = &report->verdict;
	AUTO(str) now = STR_MAX(64);
	struct err err = { 0 };
	struct place place = { 0 };
	bool late = false;
	int outputs, summary;

	report_close_all(report);
	settle_findings(report);
	order_everything(report);
	clock_print(&now, clock_now_ms());
	report->memory_failed |= now.failed;
	v->run.finished = report_keep(report, now.buf);
	settle_answer(report, answer, why);
	cut_reason(report);
	outputs = open_envfile(report, "GITHUB_OUTPUT");
	summary = open_envfile(report, "GITHUB_STEP_SUMMARY");
	if (place_verdict(report, &place, &err) == 0)
		write_verdict_file(report, &place, &err);
	if (err_is_set(&err)) {
		fail_late(report, &err);
		err_clear(&err);
	}
	if (append_summary(report, summary, &err) < 0) {
		late = true;
		fail_late(report, &err);
		err_clear(&err);
	}
	if (write_outputs(report, outputs, &err) < 0) {
		late = true;
		fail_late(report, &err);
	}
	if (late && report->verdict_path)
		rewrite_verdict_file(report, &place);
	if (report->workspace.owner_refused) /* known only now: for the log alone */
		report_note(report, "the files written stay root's: the system would not give "
				    "them to the workspace's owner");
	tell(report, to_stdout() ? STDERR_FILENO : STDOUT_FILENO);
	if (outputs >= 0)
		close(outputs);
	if (summary >= 0)
		close(summary);
	return (int)v->exit_code;
}
