/* Reports and commands into the session's findings. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/spawn.h"
#include "programs/lint/lint.h"

#define OUTPUT_MAX GiB

static const char *const item_keys[] = { "root", "exit", "stderr", "format", NULL };

/* exit=N or exit=@FILE. */
static int read_exit(struct lint_session *s, const char *word, int64_t fallback, int *exit,
		     struct err *err)
{
	AUTO(str) bytes = STR_MAX(4 * KiB);
	struct text text = text_of(word);
	int64_t value = fallback;

	if (word && word[0] == '@') {
		if (report_slurp(s->report, word + 1, "exit status", &bytes, err) < 0)
			return -1;
		text = text_trim((struct text){ bytes.buf, bytes.len });
		if (!num_int(text, &value) || value < 0 || value > 255)
			return err_set(err, "%s: holds no exit status from 0 to 255", word + 1);
	} else if (word && (!num_int(text, &value) || value < 0 || value > 255)) {
		return err_caller(
			err, "exit=%s: an exit status is a number from 0 to 255, or @FILE", word);
	}
	*exit = (int)value;
	return 0;
}

/* What the run leaves in doubt is what the verdict says is missing. */
static void hand_on_doubts(struct lint_session *s, const struct lint_run *run)
{
	for (size_t i = 0; i < run->n_doubts; i++)
		report_problem(s->report, run->doubts[i].what, "", run->doubts[i].fix);
}

static int finish_run(struct lint_session *s, const struct lint_tool *tool, struct lint_run *run,
		      int exit, const char *root, const char *path, const char *name,
		      struct err *err)
{
	if (tool->doubt(run, exit, name, err) < 0)
		return -1;
	hand_on_doubts(s, run);
	if (tool->take(s, run, exit, err) < 0)
		return -1;
	s->reports++;
	return lint_place_paths(s, run, root, path, err);
}

static int read_one(struct lint_session *s, const struct lint_tool *tool,
		    const struct report_item *item, const char *path, int exit, struct err *err)
{
	const char *stderr_path = report_item_word(item, "stderr");
	const char *root = report_item_word(item, "root");
	__attribute__((cleanup(lint_run_release))) struct lint_run run;
	struct reader *reader;
	const char *name;

	lint_run_init(&run);
	reader = report_open(s->report, path, tool->name, err);
	if (!reader)
		return -1;
	name = reader->name;
	if (tool->read(&run, item, reader, err) < 0) {
		hand_on_doubts(s, &run);
		return -1;
	}
	if (report_close(s->report, reader, err) < 0)
		return -1;
	if (stderr_path) {
		reader = report_open(s->report, stderr_path, "text", err);
		if (!reader || (tool->read_stderr && tool->read_stderr(&run, reader, err) < 0))
			return -1;
	}
	return finish_run(s, tool, &run, exit, root, path, name, err);
}

int lint_read_reports(struct lint_session *s, const struct lint_tool *tool,
		      const struct strings *reports, int64_t tool_exit, struct err *err)
{
	for (size_t i = 0; i < reports->n; i++) {
		struct report_item item;
		struct strings paths;
		int exit = LINT_EXIT_UNKNOWN;

		if (report_item_parse(&item, reports->at[i], item_keys, &s->arena, err) < 0 ||
		    read_exit(s, report_item_word(&item, "exit"), tool_exit, &exit, err) < 0 ||
		    report_glob(s->report, item.glob, &paths, err) < 0)
			return -1;
		for (size_t k = 0; k < paths.n; k++)
			if (read_one(s, tool, &item, paths.at[k], exit, err) < 0)
				return -1;
	}
	return 0;
}

struct capture {
	struct report *report;
	struct str streams[2]; /* stdout, stderr */
};

static void on_output(void *context, int stream, const char *bytes, size_t n)
{
	struct capture *capture = context;

	str_add(&capture->streams[stream - 1], bytes, n);
	report_echo(capture->report, stream, (struct text){ bytes, n });
}

static int judge_output(struct lint_session *s, const struct lint_tool *tool,
			const struct capture *capture, const struct spawn_result *ended,
			struct err *err)
{
	static const struct report_item no_item = { 0 };
	__attribute__((cleanup(lint_run_release))) struct lint_run run;
	const struct str *out = &capture->streams[0], *errors = &capture->streams[1];
	struct memory_reader reader;

	lint_run_init(&run);
	if (out->failed || errors->failed)
		return err_set(err, "%s printed more than 1 GiB, or memory ran out", tool->name);
	memory_reader_init(&reader, "(standard output)", (struct text){ out->buf, out->len }, 0);
	if (tool->read(&run, &no_item, &reader.reader, err) < 0)
		return -1;
	memory_reader_init(&reader, "(standard error)", (struct text){ errors->buf, errors->len },
			   0);
	if (tool->read_stderr && tool->read_stderr(&run, &reader.reader, err) < 0)
		return -1;
	if (!ended->exited)
		return err_set(err, "%s was ended by signal %d", tool->name, ended->signal);
	return finish_run(s, tool, &run, ended->status, NULL, NULL, "(standard output)", err);
}

int lint_read_command(struct lint_session *s, const struct lint_tool *tool, struct err *err)
{
	char *const *argv = report_command(s->report);
	struct capture capture = { s->report, { STR_MAX(OUTPUT_MAX), STR_MAX(OUTPUT_MAX) } };
	struct spawn_result ended = { 0 };
	int result = tool->check_command(argv, err);

	if (result == 0)
		result = spawn_run(&(struct spawn){ .argv = (const char *const *)argv,
						    .output = on_output,
						    .context = &capture,
						    .cancelled = report_cancel_flag() },
				   &ended, err);
	report_echo(s->report, STDOUT_FILENO, TEXT(""));
	report_echo(s->report, STDERR_FILENO, TEXT(""));
	if (result == 0)
		result = judge_output(s, tool, &capture, &ended, err);
	str_release(&capture.streams[0]);
	str_release(&capture.streams[1]);
	return result;
}
