#include "runner/options.h"

#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "runner/secret.h"

struct common common;

static const char *const summary_words[] = { "full", "short", "none", NULL };

const struct option common_inputs[] = {
	{ "warn-only", OPTION_BOOL, &common.warn_only, "false",
	  "report a deny, but exit 0; errors and incomplete evidence still fail" },
	{ "service", OPTION_NAME, &common.service, NULL,
	  "service that is judged: for the verdict's subject and its file name" },
	{ "working-directory", OPTION_PATH, &common.working_directory, ".",
	  "folder that relative paths of this step start from" },
	{ "verdict-file", OPTION_OUT_PATH, &common.verdict_file, NULL,
	  "where the verdict goes; empty = .phoenix/verdicts/NAME[.SERVICE].json, - = standard output on a terminal" },
	{ "summary", OPTION_ENUM, &common.summary, "full",
	  "how much is appended to the step summary", .choices = summary_words },
	{ "annotations", OPTION_INT, &common.annotations, "10", "most annotations of each type",
	  .max = 10 },
	{ 0 },
};

const struct output common_outputs[] = {
	{ "verdict", "pass, deny, error or incomplete" },
	{ "reason", "why, in one sentence" },
	{ "exit-code", "0 pass, 1 deny, 2 error, 3 incomplete" },
	{ "verdict-file", "the verdict file, relative to the workspace" },
	{ 0 },
};

int options_each(const struct program *program,
		 int (*visit)(const struct option *option, void *context), void *context)
{
	const struct option *const tables[] = { program->inputs, common_inputs };
	int result = 0;

	for (size_t t = 0; t < ARRAY_SIZE(tables); t++)
		for (const struct option *o = tables[t]; !result && o->name; o++)
			result = visit(o, context);
	return result;
}

const struct option *option_named(const struct program *program, struct text name)
{
	const struct option *const tables[] = { program ? program->inputs : NULL, common_inputs };

	for (size_t t = 0; t < ARRAY_SIZE(tables); t++)
		for (const struct option *o = tables[t]; o && o->name; o++)
			if (text_is(name, o->name))
				return o;
	return NULL;
}

void option_variable(struct str *out, const char *name)
{
	str_clear(out);
	str_puts(out, "INPUT_");
	for (const char *c = name; *c; c++)
		str_putc(out, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
}

/* One option as it was met on the command line. */
struct given {
	const struct option *option;
	struct text value;
	size_t times;
	struct str joined; /* of a map, lines or list given more than once */
};

struct parse {
	const struct program *program;
	struct arena *arena;
	struct err *err;
	struct given *given;
	size_t n;
};

static int unknown(struct parse *p, const char *kind, struct text name)
{
	const char *names[256];
	size_t n = 0;
	const char *near;

	for (const struct option *o = p->program->inputs; o->name && n < 240; o++)
		names[n++] = o->name;
	for (const struct option *o = common_inputs; o->name; o++)
		names[n++] = o->name;
	names[n] = NULL;
	near = nearest_word(text_from(name, text_starts(name, "--") ? 2 : 0), names);
	return err_caller(p->err, "unknown %s \"%.*s\"%s%s%s", kind,
			  (int)(name.len < 80 ? name.len : 80), name.ptr,
			  near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}

/* One more value of a repeated flag, an item a line: a list's commas are line ends from here on. */
static void join(struct str *joined, const struct option *option, struct text value)
{
	bool commas = option->kind == OPTION_LIST && !memchr(value.ptr, '\n', value.len);

	for (size_t i = 0; i < value.len; i++)
		str_putc(joined, commas && value.ptr[i] == ',' ? '\n' : value.ptr[i]);
	str_putc(joined, '\n');
}

static int enter(struct parse *p, const struct option *option, struct text value)
{
	struct given *g = NULL;

	for (size_t i = 0; i < p->n; i++)
		if (p->given[i].option == option)
			g = &p->given[i];
	if (!g) {
		g = &p->given[p->n++];
		*g = (struct given){ option, value, 1, STR_MAX(MiB) };
		return 0;
	}
	if (!option_repeats(option) || text_starts(value, "[") || text_starts(g->value, "["))
		return err_caller(p->err, "--%s is given twice", option->name);
	if (g->times++ == 1)
		join(&g->joined, option, g->value);
	join(&g->joined, option, value);
	g->value = (struct text){ g->joined.buf, g->joined.len };
	return str_check(&g->joined, option->name, p->err);
}

/* "--name=value", "--name value", "--flag", "--no-flag". */
static int flag(struct parse *p, char ***argv)
{
	struct text arg = text_from(text_of(**argv), 2), name = arg, value = { 0 };
	const char *equals = memchr(arg.ptr, '=', arg.len);
	const struct option *o;
	bool no = false;

	if (equals) {
		name.len = (size_t)(equals - arg.ptr);
		value = text_from(arg, name.len + 1);
	}
	o = option_named(p->program, name);
	if (!o && text_starts(name, "no-") && !equals) {
		o = option_named(p->program, text_from(name, 3));
		no = o && o->kind == OPTION_BOOL;
		o = no ? o : NULL;
	}
	if (!o)
		return unknown(p, "flag", (struct text){ **argv, name.len + 2 });
	(*argv)++;
	if (o->kind == OPTION_BOOL && !equals) {
		value = no ? TEXT("false") : TEXT("true");
		if (**argv && (strcmp(**argv, "true") == 0 || strcmp(**argv, "false") == 0))
			return err_caller(p->err, "--%s %s: write --%s=%s", o->name, **argv,
					  o->name, **argv);
	} else if (!equals) {
		if (!**argv)
			return err_caller(p->err, "--%s wants a value", o->name);
		value = text_of(*(*argv)++);
	}
	if (o->kind == OPTION_SECRET && secret_read(&value, o->name, p->arena, p->err) < 0)
		return -1;
	return enter(p, o, value);
}

static int arguments(struct parse *p, char **argv, char ***command)
{
	while (*argv) {
		struct text arg = text_of(*argv);
		const struct option *o;

		if (text_is(arg, "--")) {
			if (!p->program->command)
				return err_caller(p->err,
						  "%s runs no command: nothing may follow --",
						  p->program->name);
			if (!argv[1])
				return err_caller(p->err, "no command after --");
			*command = argv + 1;
			return 0;
		}
		if (text_starts(arg, "--")) {
			if (flag(p, &argv) < 0)
				return -1;
			continue;
		}
		o = p->program->positional
			    ? option_named(p->program, text_of(p->program->positional))
			    : NULL;
		if (!o || (text_starts(arg, "-") && arg.len > 1))
			return err_caller(p->err, "unexpected argument \"%s\"", *argv);
		if (enter(p, o, arg) < 0)
			return -1;
		argv++;
	}
	return 0;
}

static int set_option(const struct option *o, void *context)
{
	struct parse *p = context;
	AUTO(str) where = STR_MAX(KiB);
	const char *from_env;
	struct text value = { 0 };

	for (size_t i = 0; i < p->n; i++)
		if (p->given[i].option == o) {
			str_printf(&where, "--%s", o->name);
			value = p->given[i].value;
		}
	if (!value.len) {
		option_variable(&where, o->name);
		if (where.failed) /* a variable that nobody asked for would look absent */
			return err_memory(p->err);
		from_env = getenv(where.buf);
		value = text_of(from_env);
		str_clear(&where);
		str_printf(&where, "input %s", o->name);
	}
	if (where.failed)
		return err_memory(p->err);
	if (!text_trim(value).len && o->fallback == REQUIRED)
		return err_caller(p->err, "input %s is required and was not given", o->name);
	if (!text_trim(value).len)
		value = text_of(o->fallback);
	return option_set(o, where.buf, value, p->arena, p->err);
}

/* A misspelt input must not be a gate switched off: on GitHub every INPUT_ is one of ours. */
static int check_environment(struct parse *p, const char **note)
{
	extern char **environ;
	const char *actions = getenv("GITHUB_ACTIONS");

	if (!actions || strcmp(actions, "true") != 0)
		return 0;
	for (char **e = environ; *e; e++) {
		struct text name = text_of(*e);
		char lower[128];
		size_t n = 0;

		name.len = strcspn(*e, "=");
		if (!text_starts(name, "INPUT_") || text_is(name, "INPUT_ARGS") ||
		    text_is(name, "INPUT_ENTRYPOINT"))
			continue;
		for (name = text_from(name, 6); n < name.len && n < sizeof(lower); n++)
			lower[n] = name.ptr[n] >= 'A' && name.ptr[n] <= 'Z'
					   ? (char)(name.ptr[n] | 32)
					   : name.ptr[n];
		if (option_named(p->program, (struct text){ lower, n }))
			continue;
		if (!getenv("ACT"))
			return unknown(p, "input", (struct text){ lower, n });
		*note = arena_printf(p->arena,
				     "input \"%.*s\" is not one of this program's (act hands on "
				     "the inputs of an outer action)",
				     (int)n, lower);
	}
	return 0;
}

static int count_option(const struct option *o, void *context)
{
	(void)o;
	++*(size_t *)context;
	return 0;
}

int options_parse(const struct program *program, char **argv, char ***command, struct arena *arena,
		  const char **note, struct err *err)
{
	struct parse p = { program, arena, err, NULL, 0 };
	size_t options = 0;
	int result;

	options_each(program, count_option, &options);
	p.given = arena_alloc(arena, options * sizeof(*p.given));
	if (!p.given)
		return err_memory(err);
	result = arguments(&p, argv, command);
	if (result == 0)
		result = check_environment(&p, note);
	if (result == 0)
		result = options_each(program, set_option, &p);
	for (size_t i = 0; i < p.n; i++)
		str_release(&p.given[i].joined);
	return result;
}

int options_check(const struct program *program, const char *name, struct text value,
		  const struct option **option, const char **secret, struct arena *arena,
		  struct err *err)
{
	struct parse p = { program, arena, err, NULL, 0 };
	AUTO(str) where = STR_MAX(KiB);
	union { /* whatever a kind writes */
		bool word;
		int64_t number;
		struct decimal decimal;
		struct strings list;
		struct pairs map;
		const char *text;
	} scratch = { 0 };
	struct option copy;

	*option = option_named(program, text_of(name));
	if (!*option)
		return unknown(&p, "input", text_of(name));
	copy = **option;
	copy.value = &scratch;
	if (copy.kind == OPTION_SECRET) {
		if (secret_read(&value, name, arena, err) < 0)
			return -1;
		*secret = value.len ? arena_copy(arena, value) : NULL;
	}
	str_printf(&where, "input %s", name);
	if (where.failed)
		return err_memory(err);
	return option_set(&copy, where.buf, value, arena, err);
}

void options_look_ahead(char **argv, struct arena *arena)
{
	static const char *const early[] = { "working-directory", "verdict-file", "summary",
					     "annotations" };
	struct err ignored = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(early); i++) {
		const struct option *o = option_named(NULL, text_of(early[i]));
		AUTO(str) variable = STR_MAX(KiB);
		struct text value;

		option_set(o, "", text_of(o->fallback), arena, &ignored);
		option_variable(&variable, o->name);
		value = text_of(getenv(variable.buf));
		for (char **a = argv; *a && strcmp(*a, "--") != 0; a++) {
			struct text arg = text_of(*a);

			if (!text_starts(arg, "--") || !text_starts(text_from(arg, 2), early[i]))
				continue;
			arg = text_from(arg, 2 + strlen(early[i]));
			if (text_starts(arg, "="))
				value = text_from(arg, 1);
			else if (!arg.len && a[1])
				value = text_of(a[1]);
		}
		option_set(o, "", value, arena, &ignored);
	}
}
