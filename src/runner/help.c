#include "runner/help.h"

#include <inttypes.h>
#include <string.h>

#include "runner/options.h"

void help_list(struct str *out, const struct program *const *programs)
{
	str_puts(out,
		 "phoenix " PHOENIX_VERSION ": gates for CI/CD pipelines that fail closed\n\n"
		 "usage: phoenix NAME [flags]\n"
		 "       NAME [flags]            through a link of that name\n"
		 "       phoenix NAME --help | --action-yml [--image REF] | --readme-tables\n"
		 "       phoenix --list | --version [--verbose] | --verdict-schema\n\nprograms:\n");
	for (; *programs; programs++)
		str_printf(out, "  %-16s %s\n", (*programs)->name, (*programs)->brief);
	str_puts(
		out,
		"\nexit code: 0 pass, 1 deny, 2 error (the request), 3 incomplete (the evidence)\n");
}

/* "string", "int 0..10", "one of full, short, none". */
static void put_kind(struct str *out, const struct option *o)
{
	if (o->kind == OPTION_ENUM) {
		for (size_t i = 0; o->choices[i]; i++)
			str_printf(out, "%s%s", i ? ", " : "one of ", o->choices[i]);
		return;
	}
	str_puts(out, option_kind_word(o->kind));
	if (o->kind == OPTION_INT && o->max)
		str_printf(out, " %" PRId64 "..%" PRId64, o->min, o->max);
}

static const char *fallback_text(const struct option *o)
{
	return !o->fallback || o->fallback == REQUIRED ? "" : o->fallback;
}

/* As a workflow has it: an expression of GitHub's means nothing on a command line. */
static const char *action_default(const struct option *o)
{
	return o->in_action ? o->in_action : fallback_text(o);
}

static int put_help(const struct option *o, void *context)
{
	struct str *out = context;
	AUTO(str) head = STR_MAX(KiB);

	str_printf(&head, "--%s", o->name);
	if (o->kind != OPTION_BOOL) {
		str_puts(&head, o->kind == OPTION_ENUM ? " CHOICE" : " ");
		for (const char *c = o->kind == OPTION_ENUM ? "" : option_kind_word(o->kind); *c;
		     c++)
			str_putc(&head, *c >= 'a' && *c <= 'z' ? (char)(*c & ~32) : *c);
	}
	str_printf(out, "  %-28s %s", head.buf, o->help);
	if (o->kind == OPTION_ENUM) {
		str_puts(out, " (");
		put_kind(out, o);
		str_puts(out, ")");
	}
	if (o->fallback == REQUIRED)
		str_puts(out, " [required]");
	else if (fallback_text(o)[0])
		str_printf(out, " [%s]", o->fallback);
	str_puts(out, option_repeats(o) ? "; may be repeated\n" : "\n");
	return 0;
}

void help_program(struct str *out, const struct program *program)
{
	const struct output *const outputs[] = { program->outputs, common_outputs };

	str_printf(out, "phoenix %s: %s\n\nusage: phoenix %s [flags]", program->name,
		   program->brief, program->name);
	if (program->positional)
		str_printf(out, " [%s]", program->positional);
	if (program->command)
		str_printf(out, "\n       phoenix %s [flags] -- %s", program->name,
			   program->command);
	str_puts(out, "\n\ninputs (a flag, or the variable INPUT_NAME; a flag wins):\n");
	options_each(program, put_help, out);
	str_puts(out, "\noutputs (GITHUB_OUTPUT):\n");
	for (size_t t = 0; t < ARRAY_SIZE(outputs); t++)
		for (const struct output *o = outputs[t]; o->name; o++)
			str_printf(out, "  %-28s %s\n", o->name, o->help);
	str_puts(
		out,
		"\nexit code: 0 pass, 1 deny, 2 error (the request), 3 incomplete (the evidence)\n");
}

/* A YAML double-quoted scalar; the texts are ours: no control characters. */
static void put_quoted(struct str *out, const char *text)
{
	str_putc(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			str_putc(out, '\\');
		str_putc(out, *text);
	}
	str_putc(out, '"');
}

static int put_action_input(const struct option *o, void *context)
{
	struct str *out = context;

	str_printf(out, "  %s:\n    description: ", o->name);
	put_quoted(out, o->help);
	str_printf(out, "\n    required: %s\n", o->fallback == REQUIRED ? "true" : "false");
	if (o->fallback != REQUIRED) {
		str_puts(out, "    default: ");
		put_quoted(out, action_default(o));
		str_puts(out, "\n");
	}
	return 0;
}

void help_action(struct str *out, const struct program *program, const char *image)
{
	const struct output *const outputs[] = { program->outputs, common_outputs };

	str_printf(
		out,
		"# Printed by `phoenix %s --action-yml`; change the option table, not this file.\n"
		"name: Phoenix %s\ndescription: ",
		program->name, program->name);
	put_quoted(out, program->brief);
	str_printf(out, "\nauthor: phoenix\nbranding:\n  icon: %s\n  color: orange\ninputs:\n",
		   program->icon);
	options_each(program, put_action_input, out);
	str_puts(out, "outputs:\n");
	for (size_t t = 0; t < ARRAY_SIZE(outputs); t++)
		for (const struct output *o = outputs[t]; o->name; o++) {
			str_printf(out, "  %s:\n    description: ", o->name);
			put_quoted(out, o->help);
			str_puts(out, "\n");
		}
	str_printf(out, "runs:\n  using: docker\n  image: %s\n  args:\n    - %s\n", image,
		   program->name);
}

/* A table cell of ours: '|' would end it. */
static void put_cell(struct str *out, const char *text)
{
	for (; *text; text++)
		str_printf(out, *text == '|' ? "\\%c" : "%c", *text);
}

static int put_row(const struct option *o, void *context)
{
	struct str *out = context;
	const char *fallback = action_default(o);

	str_printf(out, "| `%s` | ", o->name);
	put_kind(out, o);
	if (o->fallback == REQUIRED)
		str_puts(out, " | **required** | ");
	else
		str_printf(out, fallback[0] ? " | `%s` | " : " | %s | ", fallback);
	put_cell(out, o->help);
	str_puts(out, " |\n");
	return 0;
}

void help_tables(struct str *out, const struct program *program)
{
	const struct output *const outputs[] = { program->outputs, common_outputs };

	str_puts(out, "<!-- inputs -->\n| Name | Kind | Default | Meaning |\n|---|---|---|---|\n");
	options_each(program, put_row, out);
	str_puts(out, "<!-- /inputs -->\n<!-- outputs -->\n| Name | Meaning |\n|---|---|\n");
	for (size_t t = 0; t < ARRAY_SIZE(outputs); t++)
		for (const struct output *o = outputs[t]; o->name; o++) {
			str_printf(out, "| `%s` | ", o->name);
			put_cell(out, o->help);
			str_puts(out, " |\n");
		}
	str_puts(out, "<!-- /outputs -->\n");
}
