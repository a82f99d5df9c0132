/* From argv to an exit code: which program, which inputs, and what is written at the end. */
#include <string.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/nearest.h"
#include "formats/verdict_schema.h"
#include "runner/help.h"
#include "runner/mask.h"
#include "runner/print.h"
#include "runner/report_private.h"
#include "runner/signals.h"
#include "runner/sink.h"
#include "runner/version.h"

static int print_all(const struct str *out)
{
	if (out->failed)
		return INCOMPLETE;
	print_bytes(STDOUT_FILENO, (struct text){ out->buf, out->len });
	return PASS;
}

static int complain(const char *what, const char *word, const char *near)
{
	AUTO(str) out = STR_MAX(8 * KiB);

	str_printf(&out, "phoenix: %s \"%.200s\"", what, word);
	if (near)
		str_printf(&out, "; did you mean \"%s\"?", near);
	str_puts(&out, "\nsee phoenix --list\n");
	print_bytes(STDERR_FILENO, (struct text){ out.buf, out.len });
	return ERROR;
}

static const struct program *const *all_programs;

const struct program *program_named(const char *name)
{
	for (const struct program *const *p = all_programs; p && *p; p++)
		if (strcmp((*p)->name, name) == 0)
			return *p;
	return NULL;
}

const char *const *program_names(void)
{
	static const char *names[64];
	size_t n = 0;

	for (const struct program *const *p = all_programs; p && *p && n + 1 < ARRAY_SIZE(names);
	     p++)
		names[n++] = (*p)->name;
	names[n] = NULL;
	return names;
}

static int unknown_program(const char *name)
{
	const char *names[80] = { "--list", "--version", "--verdict-schema", "--help" };
	size_t n = 4;

	for (const char *const *p = program_names(); *p && n + 1 < ARRAY_SIZE(names); p++)
		names[n++] = *p;
	return complain("no program called", name, nearest_word(text_of(name), names));
}

/* What is asked of the whole binary; -1: nothing of that. */
static int about_all(const struct program *const *programs, char **argv)
{
	AUTO(str) out = STR_MAX(MiB);
	bool verbose = argv[1] && strcmp(argv[1], "--version") == 0 && argv[2] &&
		       strcmp(argv[2], "--verbose") == 0;
	char **rest = argv + 1 + verbose;

	if (!argv[1] || strcmp(argv[1], "--list") == 0 || strcmp(argv[1], "--help") == 0)
		help_list(&out, programs);
	else if (strcmp(argv[1], "--version") == 0)
		version_print(&out, verbose);
	else if (strcmp(argv[1], "--verdict-schema") == 0)
		verdict_schema_print(&out);
	else
		return -1;
	if (!argv[1]) {
		print_bytes(STDERR_FILENO, (struct text){ out.buf, out.len });
		return ERROR;
	}
	return rest[1] ? complain("unexpected argument", rest[1], NULL) : print_all(&out);
}

/* Anywhere among the arguments, but not in the command behind "--". */
static bool asks_for_help(char **argv)
{
	for (; *argv && strcmp(*argv, "--") != 0; argv++)
		if (strcmp(*argv, "--help") == 0 || strcmp(*argv, "-h") == 0)
			return true;
	return false;
}

/* What is asked of a program's tables; -1: nothing of that. */
static int about_program(const struct program *program, char **argv)
{
	AUTO(str) out = STR_MAX(MiB);
	const char *image = "../../Dockerfile";
	char **rest = argv + 1;

	if (asks_for_help(argv)) {
		help_program(&out, program);
		/* among other words it may be the name of a file: nothing was judged, so no 0 */
		return print_all(&out) == PASS && !argv[1] ? PASS : ERROR;
	}
	if (!argv[0])
		return -1;
	if (strcmp(argv[0], "--readme-tables") == 0) {
		help_tables(&out, program);
	} else if (strcmp(argv[0], "--action-yml") == 0) {
		if (rest[0] && strcmp(rest[0], "--image") == 0) {
			if (!rest[1] || !rest[1][0])
				return complain("no value behind", rest[0], NULL);
			image = rest[1];
			rest += 2;
		}
		help_action(&out, program, image);
	} else {
		return -1;
	}
	return rest[0] ? complain("unexpected argument", rest[0], NULL) : print_all(&out);
}

/* A secret is masked before anything else is printed (4.9). */
static int mask_secret(struct report *report, const struct option *option, const char *value)
{
	AUTO(str) line = STR_MAX(MiB);
	int added;

	if (!value || !value[0])
		return 0;
	added = mask_add(text_of(value));
	if (added < 0)
		return -1;
	if (added == 0) {
		report_note(report, "%s is too short to be masked", option->name);
		return 0;
	}
	for (struct text rest = text_of(value); report->on_github && !sink_is_open() && rest.len;) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		size_t len = end ? (size_t)(end - rest.ptr) : rest.len;

		if (text_trim(text_first(rest, len)).len >= 4)
			str_printf(&line, "::add-mask::%.*s\n", (int)len, rest.ptr);
		rest = text_from(rest, len + (end != NULL));
	}
	print_bytes(STDOUT_FILENO, (struct text){ line.buf, line.len });
	return line.failed ? -1 : 0;
}

static int mask_option(const struct option *option, void *report)
{
	const char *value;

	if (option->kind != OPTION_SECRET)
		return 0;
	memcpy(&value, option->value, sizeof(value));
	return mask_secret(report, option, value);
}

int report_check_input(struct report *report, const struct program *program, const char *name,
		       const char *value, struct err *err)
{
	const struct option *option;
	const char *secret = NULL;

	if (options_check(program, name, text_of(value), &option, &secret, &report->arena, err) < 0)
		return -1;
	if (mask_secret(report, option, secret) < 0)
		return err_internal(err,
				    "no memory to mask a secret, or one of over a thousand lines");
	return 0;
}

static void begin(struct report *report, const struct program *program)
{
	struct verdict *v = &report->verdict;
	const char *actions = getenv("GITHUB_ACTIONS");
	AUTO(str) now = STR_MAX(64);

	report->program = program;
	report->on_github = actions && strcmp(actions, "true") == 0;
	v->schema = VERDICT_SCHEMA;
	v->program = program->name;
	v->version = PHOENIX_VERSION;
	clock_print(&now, clock_now_ms());
	report->memory_failed |= now.failed;
	v->run.started = report_keep(report, now.buf);
	report_subject(report);
}

static enum answer run_program(struct report *report, char **argv, const char *instead,
			       struct err *err)
{
	const char *note = NULL;
	int parsed =
		options_parse(report->program, argv, &report->command, &report->arena, &note, err);

	report->verdict.warn_only = common.warn_only;
	report->verdict.subject.service = common.service;
	if (options_each(report->program, mask_option, report) < 0) {
		err_clear(err); /* it could hold what cannot be masked */
		err_internal(err, "no memory to mask a secret, or one of over a thousand lines");
		return INCOMPLETE;
	}
	if (note)
		report_note(report, "%s", note);
	if (parsed < 0)
		return ERROR;
	if (workspace_open(&report->workspace, common.working_directory, &report->arena, err) < 0)
		return err->kind == ERR_CALLER ? ERROR : INCOMPLETE;
	if (common.verdict_file && strcmp(common.verdict_file, "-") == 0 && report->on_github) {
		common.verdict_file = NULL;
		err_caller(err, "verdict-file: - is for a terminal, not for a workflow");
		return ERROR;
	}
	if (!instead)
		return report->program->run(report, err);
	err_set(err, "%s", instead);
	return INCOMPLETE;
}

/* From here on something is written, whatever happens. */
static int run_to_end(const struct program *program, const char *name, char **argv,
		      const char *instead)
{
	struct report *report = calloc(1, sizeof(*report));
	struct err err = { 0 }, ignored = { 0 };
	enum answer answer;
	int result;

	if (!report)
		return INCOMPLETE;
	report->arena = (struct arena)ARENA_MAX(512 * MiB);
	report->name = name;
	signals_install();
	begin(report, program);
	options_look_ahead(argv, &report->arena);
	workspace_open(&report->workspace, NULL, &report->arena, &ignored);
	answer = run_program(report, argv, instead, &err);
	result = report_finish(report, answer, &err);
	for (size_t i = 0; i < report->n_sections; i++)
		str_release(report->sections[i]);
	if (report->lead)
		str_release(report->lead);
	mask_clear();
	arena_release(&report->arena);
	free(report);
	return result;
}

/* The inputs of the list's own step are none of the child's. */
static void forget_inputs(void)
{
	extern char **environ;

	for (char **e = environ; e && *e;) {
		AUTO(str) name = STR_MAX(MiB);

		if (strncmp(*e, "INPUT_", 6) != 0) {
			e++;
			continue;
		}
		str_add(&name, *e, strcspn(*e, "="));
		if (name.failed || unsetenv(name.buf) < 0)
			e++;
		else
			e = environ;
	}
}

int runner_child(const struct program *program, const char *name, char **argv, const char *instead,
		 int fd)
{
	sink_open(fd);
	forget_inputs();
	memset(&common, 0, sizeof(common));
	return run_to_end(program, name, argv, instead);
}

/* The last component of the name that the file was called by. */
static const char *called_as(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* "phoenix", or a longer name that begins with that word, such as a release's file has. */
static bool is_whole(const char *name)
{
	return strncmp(name, "phoenix", 7) == 0 && (name[7] == '\0' || name[7] == '-');
}

static int run_named(const struct program *program, char **argv)
{
	int result = about_program(program, argv);

	return result >= 0 ? result : run_to_end(program, program->name, argv, NULL);
}

int runner_main(const struct program *const *programs, int argc, char **argv)
{
	const struct program *program;
	const char *name;
	int result;

	all_programs = programs;
	if (argc < 1)
		return ERROR;
	name = called_as(argv[0]);
	if (!is_whole(name)) { /* through a link: its name is the program's (image.md 7) */
		program = program_named(name);
		return program ? run_named(program, argv + 1)
			       : complain("called through a link, and no program is called", name,
					  nearest_word(text_of(name), program_names()));
	}
	result = about_all(programs, argv);
	if (result >= 0)
		return result;
	program = program_named(argv[1]);
	return program ? run_named(program, argv + 2) : unknown_program(argv[1]);
}
