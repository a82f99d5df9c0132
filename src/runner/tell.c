#include "runner/tell.h"

#include <string.h>
#include <unistd.h>

#include "runner/annotations.h"
#include "runner/escape.h"
#include "runner/mask.h"
#include "runner/print.h"
#include "runner/sink.h"

/* To the parent of a child: outputs, annotations, and where the verdict is. */
static void send_answer(struct report *report)
{
	AUTO(annotations) a;
	const char *path = report->verdict_path;

	for (size_t i = 0; i < report->n_outputs; i++)
		sink_send(
			FRAME_OUTPUT,
			(struct text){ report->outputs[i].key, strlen(report->outputs[i].key) + 1 },
			text_of(report->outputs[i].value));
	annotations_init(&a);
	annotations_collect(&a, &report->verdict, common.annotations);
	for (int type = 0; type < ANNOTATION_TYPES; type++) {
		struct frame_annotations head = { type, a.n[type],
						  common.annotations ? a.total[type] : 0 };

		mask_apply(&a.lines[type]);
		sink_send(FRAME_ANNOTATIONS, (struct text){ (const char *)&head, sizeof(head) },
			  (struct text){ a.lines[type].buf, a.lines[type].len });
	}
	if (report->verdict_path && report->verdict_path[0] != '/')
		path = arena_printf(&report->arena, "%s/%s", report->workspace.path,
				    report->verdict_path);
	if (path)
		sink_send(FRAME_VERDICT, TEXT(""), text_of(path));
}

/* What stands on the terminal, or in the log of the job. */
static void print_log(struct report *report, int stream)
{
	struct verdict *v = &report->verdict;
	AUTO(str) lines = STR_MAX(MiB);

	for (size_t i = 0; i < v->n_findings; i++) {
		print_finding(&lines, &v->findings[i], report->on_github);
		if (lines.len < 64 * KiB)
			continue;
		mask_apply(&lines);
		print_bytes(stream, (struct text){ lines.buf, lines.len });
		str_clear(&lines);
	}
	if (report->on_github && report->n_shared)
		annotations_print(&lines, report->shared, report->n_shared, common.annotations);
	else if (report->on_github && !sink_is_open())
		print_annotations(&lines, v, common.annotations);
	mask_apply(&lines);
	print_bytes(stream, (struct text){ lines.buf, lines.len });
	str_clear(&lines);
	for (size_t i = 0; i < v->completeness.n_problems; i++) {
		const struct verdict_problem *p = &v->completeness.problems[i];

		str_puts(&lines, report->on_github ? "| missing: " : "missing: ");
		escape_line(&lines, text_of(p->what));
		if (p->why && p->why[0]) {
			str_puts(&lines, ": ");
			escape_line(&lines, text_of(p->why));
		}
		if (p->fix) {
			str_puts(&lines, "; ");
			escape_line(&lines, text_of(p->fix));
		}
		str_putc(&lines, '\n');
	}
	for (size_t i = 0; i < v->n_notes; i++) {
		str_puts(&lines, report->on_github ? "| note: " : "note: ");
		escape_line(&lines, text_of(v->notes[i]));
		str_putc(&lines, '\n');
	}
	str_printf(&lines, "%s%s: %s: ", report->on_github ? "| " : "", report->name,
		   answer_words[v->answer]);
	escape_line(&lines, text_of(v->reason));
	str_putc(&lines, '\n');
	mask_apply(&lines);
	print_bytes(STDERR_FILENO, (struct text){ lines.buf, lines.len });
	if (lines.failed)
		print_bytes(STDERR_FILENO, TEXT("phoenix: internal: out of memory\n"));
}

void tell(struct report *report, int stream)
{
	print_log(report, stream);
	if (sink_is_open())
		send_answer(report);
}
