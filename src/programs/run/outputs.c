/* Two gates that write one file would each leave the other's answer to chance: the list is refused. */
#include <stdlib.h>
#include <string.h>

#include "programs/run/run.h"
#include "runner/options.h"

/* A file that something in this step writes. */
struct output_file {
	const char *path, *label;
	struct yaml_place at;
};

struct output_files {
	struct run_session *s;
	const struct gate *gate; /* whose inputs are looked at */
	struct output_file *at;
	size_t n, cap;
};

static const struct gate_input *input_of(const struct gate *gate, const char *name)
{
	for (size_t i = 0; i < gate->n_with; i++)
		if (strcmp(gate->with[i].name, name) == 0 && gate->with[i].value[0])
			return &gate->with[i];
	return NULL;
}

static const char *value_of(const struct gate *gate, const char *name, const char *otherwise)
{
	const struct gate_input *input = input_of(gate, name);

	return input ? input->value : otherwise;
}

/* -1: no memory. */
static int add(struct output_files *files, const char *folder, const char *given, const char *label,
	       struct yaml_place at)
{
	struct arena *arena = &files->s->arena;
	struct output_file *grown;
	const char *path;

	if (!given || !label)
		return -1;
	path = report_out_path(files->s->report, folder, given);
	if (!path)
		return 0;
	grown = arena_grow(arena, files->at, files->n, &files->cap, sizeof(*files->at));
	if (!grown)
		return -1;
	files->at = grown;
	files->at[files->n++] = (struct output_file){ path, label, at };
	return 0;
}

static int add_option(const struct option *option, void *context)
{
	struct output_files *files = context;
	const struct gate *gate = files->gate;
	const struct gate_input *input = input_of(gate, option->name);
	const char *given =
		input ? arena_copy(&files->s->arena, text_trim(text_of(input->value))) : NULL;
	const char *label;

	if (option->kind != OPTION_OUT_PATH)
		return 0;
	label = arena_printf(&files->s->arena, "%s of %s", option->name, gate->id);
	if (!given && strcmp(option->name, "verdict-file") == 0)
		given = report_verdict_default(files->s->report, gate->id,
					       value_of(gate, "service", NULL));
	else if (!given)
		return 0;
	return add(files, value_of(gate, "working-directory", common.working_directory), given,
		   label, input ? input->name_at : gate->at);
}

/* What the step itself writes. */
static int add_own(struct output_files *files)
{
	static const char *const variables[] = { "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY" };
	const char *given = common.verdict_file;

	if (!given)
		given = report_verdict_default(files->s->report, "run", common.service);
	if (add(files, NULL, given, "verdict-file of this step", (struct yaml_place){ 0 }) < 0)
		return -1;
	for (size_t i = 0; i < ARRAY_SIZE(variables); i++) {
		given = getenv(variables[i]);
		if (given && given[0] &&
		    add(files, NULL, given, variables[i], (struct yaml_place){ 0 }) < 0)
			return -1;
	}
	return 0;
}

static int check_file(const struct output_files *files, size_t which, const char *name,
		      struct err *err)
{
	const struct output_file *mine = &files->at[which];
	const char *shown = report_strip_workspace(files->s->report, mine->path);

	for (size_t i = 0; i < which; i++)
		if (strcmp(files->at[i].path, mine->path) == 0)
			return yaml_fail(err, name, mine->at, "%s and %s lead to one file: %s",
					 files->at[i].label, mine->label,
					 shown ? shown : mine->path);
	return 0;
}

int run_check_outputs(struct run_session *s, const char *name, struct err *err)
{
	struct output_files files = { .s = s };

	if (add_own(&files) < 0)
		return err_memory(err);
	for (size_t i = 0; i < s->gates.n; i++) {
		size_t before = files.n;

		files.gate = &s->gates.at[i];
		if (options_each(program_named(files.gate->program), add_option, &files) < 0)
			return err_memory(err);
		for (size_t mine = before; mine < files.n; mine++)
			if (check_file(&files, mine, name, err) < 0)
				return -1;
	}
	return 0;
}
