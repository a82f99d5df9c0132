#include "formats/gates.h"

#include <stdio.h>
#include <string.h>

#define ARENA_CEILING (32 * MiB)
#define ID_MAX        63

static bool is_id(struct text t)
{
	if (!t.len || t.len > ID_MAX || t.ptr[0] == '-')
		return false;
	for (size_t i = 0; i < t.len; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-", t.ptr[i]))
			return false;
	return true;
}

static bool is_schema(struct text t) { return text_is(t, GATES_SCHEMA); }

static const char *const when_words[] = { "needs-passed", "always", NULL };

#define AT(type, member) .offset = offsetof(struct type, member)

static int take_inputs(struct yaml_walk *w, const struct yaml_node *map, void *object);

static const struct yaml_key gate_keys[] = {
	{ "id", YAML_STRING, 0, AT(gate, id), .good = is_id,
	  .expected = "small letters, digits and '-', at most 63",
	  .derived = "the program, then program-2 and so on", .help = "how this gate is called" },
	{ "uses", YAML_STRING, YAML_REQUIRED, AT(gate, program), .help = "the program" },
	{ "with", YAML_NODE, 0, AT(gate, with_node),
	  .help = "its inputs, as its own page has them" },
	{ "needs", YAML_ITEMS, 0, AT(gate, needs), .item = YAML_STRING,
	  .help = "ids of gates that must have passed" },
	{ "when", YAML_ENUM, 0, AT(gate, when), .words = when_words, .fallback = "needs-passed",
	  .help = "always: whatever its needs came to" },
	{ "timeout", YAML_DURATION, 0, AT(gate, timeout), .min = 1, .max = 86400,
	  .help = "longest time it may take" },
	{ 0 },
};

static const struct yaml_table gate_table = { sizeof(struct gate), gate_keys, take_inputs };

static const struct yaml_key gates_keys[] = {
	{ "schema", YAML_STRING, YAML_REQUIRED, AT(gates, schema), .good = is_schema,
	  .expected = GATES_SCHEMA, .help = "which form this file has" },
	{ "gates", YAML_LIST, YAML_REQUIRED, AT(gates, at), .count = offsetof(struct gates, n),
	  .min = 1, .max = GATES_MAX, .of = &gate_table, .help = "the gates, in order" },
	{ 0 },
};

static const struct yaml_table gates_table = { sizeof(struct gates), gates_keys, NULL };

/* A list becomes lines, a map key=value lines: the forms that an input of a workflow has. */
static const char *input_text(struct yaml_walk *w, const struct yaml_node *value)
{
	AUTO(str) text = STR_MAX(MiB);
	const char *copy;

	if (value->kind == YAML_IS_SCALAR)
		return value->text;
	for (const struct yaml_node *item = value->first; item; item = item->next) {
		if (item->kind != YAML_IS_SCALAR || strchr(item->text, '\n')) {
			yaml_refuse(w, "with", item, "one line of text");
			return NULL;
		}
		if (value->kind == YAML_IS_MAP) {
			str_puts(&text, item->key);
			str_putc(&text, '=');
		}
		str_puts(&text, item->text);
		str_putc(&text, '\n');
	}
	copy = text.failed ? NULL : arena_copy(w->arena, (struct text){ text.buf, text.len });
	if (!copy)
		err_memory(w->err);
	return copy;
}

static int take_inputs(struct yaml_walk *w, const struct yaml_node *map, void *object)
{
	struct gate *gate = object;
	const struct yaml_node *with = gate->with_node;

	gate->at = map->at;
	gate->program_at = yaml_member(map, "uses")->at;
	if (!with)
		return 0;
	if (with->kind != YAML_IS_MAP)
		return yaml_refuse(w, "with", with, "a map");
	gate->with = arena_alloc(w->arena, (with->n + 1) * sizeof(*gate->with));
	if (!gate->with)
		return err_memory(w->err);
	for (const struct yaml_node *value = with->first; value; value = value->next) {
		struct gate_input *input = &gate->with[gate->n_with++];

		*input = (struct gate_input){ value->key, input_text(w, value), value->key_at,
					      value->at };
		if (!input->value)
			return -1;
	}
	return 0;
}

static struct gate *gate_named(struct gates *gates, const char *id)
{
	for (size_t i = 0; i < gates->n; i++)
		if (gates->at[i].id && strcmp(gates->at[i].id, id) == 0)
			return &gates->at[i];
	return NULL;
}

static int same_id(struct yaml_walk *w, struct gates *gates)
{
	for (size_t i = 1; i < gates->n; i++) {
		struct gate *gate = &gates->at[i], *first;

		if (!gate->id)
			continue;
		first = gate_named(gates, gate->id);
		if (first < gate)
			return yaml_fail(w->err, w->name, gate->at,
					 "two gates are called \"%s\"; the other is on line %u",
					 gate->id, first->at.line);
	}
	return 0;
}

/* "fmt-gate", "fmt-gate-2" ...: the first that is free. */
static int name_gates(struct yaml_walk *w, struct gates *gates)
{
	for (size_t i = 0; i < gates->n; i++) {
		struct gate *gate = &gates->at[i];
		const char *id = gate->program;

		for (unsigned n = 2; !gate->id; n++) {
			if (!is_id(text_of(id)))
				return yaml_fail(
					w->err, w->name, gate->program_at,
					"uses: found \"%.80s\"; expected the name of a program",
					gate->program);
			if (!gate_named(gates, id))
				gate->id = id;
			else if (!(id = arena_printf(w->arena, "%s-%u", gate->program, n)))
				return err_memory(w->err);
		}
	}
	return 0;
}

static int find_needs(struct yaml_walk *w, struct gates *gates)
{
	for (size_t i = 0; i < gates->n; i++) {
		struct gate *gate = &gates->at[i];

		gate->need = arena_alloc(w->arena, (gate->needs.n + 1) * sizeof(*gate->need));
		if (!gate->need)
			return err_memory(w->err);
		for (size_t k = 0; k < gate->needs.n; k++) {
			const struct yaml_item *need = &gate->needs.at[k];
			struct gate *other = gate_named(gates, need->text);

			if (!other)
				return yaml_fail(w->err, w->name, need->at,
						 "needs: no gate is called \"%.80s\"", need->text);
			gate->need[k] = (size_t)(other - gates->at);
		}
	}
	return 0;
}

/* Takes away, again and again, what needs nothing that is left; what then stays is in a circle. */
static int check_circle(struct yaml_walk *w, struct gates *gates)
{
	bool *done = arena_alloc(w->arena, (gates->n + 1) * sizeof(*done)), moved = true;

	if (!done)
		return err_memory(w->err);
	while (moved) {
		moved = false;
		for (size_t i = 0; i < gates->n; i++) {
			const struct gate *gate = &gates->at[i];
			bool waits = false;

			for (size_t k = 0; k < gate->needs.n; k++)
				waits |= !done[gate->need[k]];
			moved |= !waits && !done[i];
			done[i] |= !waits;
		}
	}
	for (size_t i = 0; i < gates->n; i++)
		if (!done[i])
			return yaml_fail(w->err, w->name, gates->at[i].needs.at[0].at,
					 "needs: \"%s\" waits for itself, by what it needs",
					 gates->at[i].id);
	return 0;
}

static int read_all(struct gates *out, const char *name, struct text bytes, struct err *err)
{
	struct yaml_walk w = { .name = name, .arena = &out->arena, .err = err };
	struct gates read = { 0 };

	w.root = yaml_parse(&out->arena, name, bytes, NULL, err);
	if (!w.root || yaml_read(&w, &gates_table, w.root, &read) < 0)
		return -1;
	out->at = read.at;
	out->n = read.n;
	out->schema = read.schema;
	if (same_id(&w, out) < 0 || name_gates(&w, out) < 0 || find_needs(&w, out) < 0)
		return -1;
	return check_circle(&w, out);
}

int gates_read(struct gates *out, const char *name, struct text bytes, struct err *err)
{
	*out = (struct gates){ .arena = ARENA_MAX(ARENA_CEILING) };
	if (read_all(out, name, bytes, err) == 0)
		return 0;
	gates_release(out);
	return -1;
}

void gates_release(struct gates *gates)
{
	arena_release(&gates->arena);
	*gates = (struct gates){ 0 };
}
