/*
 * run: several gates in one step (specs/image.md 3.4, 4.9, 5.4)
 *
 *	run.c       inputs, the list and its checks, the answer
 *	outputs.c   that no two gates write one file
 *	schedule.c  processes: when each starts, how long it may take, how it ended
 *	present.c   what is shown of them
 */
#include <sched.h>
#include <string.h>

#include "base/nearest.h"
#include "judge/gates.h"
#include "programs/run/run.h"

#define DEFAULT_FILE ".phoenix/gates.yml"

static struct {
	const char *file, *gates;
	struct strings only;
	int64_t jobs, timeout;
	bool fail_fast;
} in;

static const struct option inputs[] = {
	{ "file", OPTION_PATH, &in.file, NULL, "the list of gates; empty = " DEFAULT_FILE },
	{ "gates", OPTION_TEXT, &in.gates, NULL, "the list itself, instead of a file" },
	{ "only", OPTION_LIST, &in.only, NULL, "ids of the gates to run; empty = all" },
	{ "jobs", OPTION_INT, &in.jobs, NULL,
	  "gates at the same time; empty = as many as there are processors, at most 4", .min = 1,
	  .max = JOBS_MAX },
	{ "timeout", OPTION_DURATION, &in.timeout, "10m", "longest time for all of them together",
	  .min = 1 },
	{ "fail-fast", OPTION_BOOL, &in.fail_fast, "false",
	  "start no other gate after one that denies or is in error" },
	{ 0 },
};

static const struct output outputs[] = {
	{ "verdicts", "JSON object: id of each gate, and its verdict" },
	{ "failed", "ids of the gates whose exit code is not 0, one a line" },
	{ "outputs", "JSON object: id of each gate, and its outputs as an object" },
	{ "verdict-files", "verdict files of the gates, one a line" },
	{ 0 },
};

static int64_t processors(void)
{
	cpu_set_t set;
	int n = sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;

	return n < 1 ? 1 : n > 4 ? 4 : n;
}

static int read_list(struct run_session *s, const char *name, struct err *err)
{
	AUTO(str) bytes = STR_MAX(YAML_MAX_FILE + 1);
	struct text text = text_of(in.gates);

	if (in.gates && in.file)
		return err_caller(err, "file and gates exclude each other: give one list");
	if (!in.gates && !report_exists(s->report, name))
		return err_caller(err, "%s: no such file; it lists the gates to run", name);
	if (!in.gates) {
		if (report_slurp(s->report, name, GATES_SCHEMA, &bytes, err) < 0)
			return -1;
		text = (struct text){ bytes.buf, bytes.len };
	}
	return gates_read(&s->gates, name, text, err);
}

static int unknown(struct err *err, const char *name, struct yaml_place at, const char *what,
		   const char *word, const char *const *words)
{
	AUTO(str) shown = STR_MAX(KiB);
	const char *near = nearest_word(text_of(word), words);

	yaml_show(&shown, text_of(word));
	return yaml_fail(err, name, at, "no %s is called \"%s\"%s%s%s", what, shown.buf,
			 near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}

static bool is_given(const struct gate *gate, const char *name)
{
	for (size_t i = 0; i < gate->n_with; i++)
		if (strcmp(gate->with[i].name, name) == 0)
			return true;
	return false;
}

/* All inputs of all gates are looked at before the first gate starts. */
static int check_gate(struct run_session *s, const char *name, struct gate_run *run,
		      struct err *err)
{
	const struct gate *gate = run->gate;

	run->program = program_named(gate->program);
	if (!run->program)
		return unknown(err, name, gate->program_at, "program", gate->program,
			       program_names());
	if (!run->program->groupable)
		return yaml_fail(err, name, gate->program_at,
				 "%s does more than read: it needs a step of its own",
				 gate->program);
	for (size_t i = 0; i < gate->n_with; i++) {
		const struct gate_input *input = &gate->with[i];
		struct err why = { 0 };

		if (report_check_input(s->report, run->program, input->name, input->value, &why) ==
		    0)
			continue;
		if (why.kind == ERR_INTERNAL)
			return err_internal(err, "%s", why.text);
		return yaml_fail(err, name, input->name_at, "%s: %s", gate->id, why.text);
	}
	for (const struct option *o = run->program->inputs; o->name; o++)
		if (o->fallback == REQUIRED && !is_given(gate, o->name))
			return yaml_fail(err, name, gate->at, "%s: input %s is required", gate->id,
					 o->name);
	return 0;
}

/* Those that `only` names, in the order of the file. */
static int select_gates(struct run_session *s, struct err *err)
{
	const char **ids = arena_alloc(&s->arena, (s->gates.n + 1) * sizeof(*ids));

	s->at = arena_alloc(&s->arena, (s->gates.n + 1) * sizeof(*s->at));
	if (!ids || !s->at)
		return err_memory(err);
	for (size_t i = 0; i < s->gates.n; i++) {
		const struct gate *gate = &s->gates.at[i];
		bool wanted = !in.only.n;

		ids[i] = gate->id;
		for (size_t k = 0; k < in.only.n; k++)
			wanted |= strcmp(in.only.at[k], gate->id) == 0;
		if (!wanted)
			continue;
		s->at[s->n].gate = gate;
		child_init(&s->at[s->n++].child);
	}
	for (size_t k = 0; k < in.only.n; k++) {
		const char *near = nearest_word(text_of(in.only.at[k]), ids);
		bool found = false;

		for (size_t i = 0; i < s->gates.n; i++)
			found |= strcmp(ids[i], in.only.at[k]) == 0;
		if (!found)
			return err_caller(err, "only: no gate is called \"%.80s\"%s%s%s",
					  in.only.at[k], near ? "; did you mean \"" : "",
					  near ? near : "", near ? "\"?" : "");
	}
	return 0;
}

static enum answer answer_of(const struct run_session *s, struct err *err)
{
	struct gate_answer *answers =
		arena_alloc((struct arena *)&s->arena, (s->n + 1) * sizeof(*answers));

	if (!answers) {
		err_memory(err);
		return INCOMPLETE;
	}
	for (size_t i = 0; i < s->n; i++)
		answers[i] = (struct gate_answer){ s->at[i].answer, s->at[i].exit_code == PASS };
	return gates_answer(answers, s->n);
}

static enum answer run(struct report *report, struct err *err)
{
	static struct run_session session; /* annotations are printed after run has returned */
	struct run_session *s = &session;
	const char *name = in.gates ? "gates" : in.file ? in.file : DEFAULT_FILE;
	enum answer answer;

	s->report = report;
	s->arena = (struct arena)ARENA_MAX(256 * MiB);
	s->jobs = in.jobs ? in.jobs : processors();
	s->timeout = in.timeout;
	s->fail_fast = in.fail_fast;
	if (read_list(s, name, err) < 0 || select_gates(s, err) < 0)
		return err->kind == ERR_CALLER ? ERROR : INCOMPLETE;
	for (size_t i = 0; i < s->gates.n; i++) {
		struct gate_run all = { .gate = &s->gates.at[i] };

		if (check_gate(s, name, &all, err) < 0)
			return err->kind == ERR_CALLER ? ERROR : INCOMPLETE;
		for (size_t k = 0; k < s->n; k++)
			if (s->at[k].gate == all.gate)
				s->at[k].program = all.program;
	}
	if (run_check_outputs(s, name, err) < 0)
		return err->kind == ERR_CALLER ? ERROR : INCOMPLETE;
	run_gates(s);
	answer = answer_of(s, err);
	run_present(s);
	return answer;
}

const struct program run_program = {
	.name = "run",
	.brief =
		"run several gates in one step, each in a process of its own, and show one table of them",
	.icon = "layers",
	.inputs = inputs,
	.outputs = outputs,
	.positional = "file",
	.run = run,
};
