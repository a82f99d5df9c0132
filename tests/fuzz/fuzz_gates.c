/* Any bytes: gates_read says where and what is wrong, or gives a list whose needs can all be met in turn. */
#include <stdlib.h>

#include "formats/gates.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_gate(const struct gates *gates, size_t i)
{
	const struct gate *gate = &gates->at[i];

	check(gate->id && gate->id[0] && strlen(gate->id) <= 63 && gate->program && gate->at.line);
	for (size_t k = 0; k < i; k++)
		check(strcmp(gate->id, gates->at[k].id) != 0);
	for (size_t k = 0; k < gate->needs.n; k++)
		check(gate->need[k] < gates->n && gate->need[k] != i);
	for (size_t k = 0; k < gate->n_with; k++)
		check(gate->with[k].name && gate->with[k].value && gate->with[k].name_at.line);
	check(gate->timeout >= 0);
}

/* Some gate of those that are left needs none that is left. */
static void check_turns(const struct gates *gates)
{
	bool done[GATES_MAX] = { false };

	for (size_t left = gates->n; left;) {
		size_t before = left;

		for (size_t i = 0; i < gates->n; i++) {
			bool ready = !done[i];

			for (size_t k = 0; k < gates->at[i].needs.n; k++)
				ready &= done[gates->at[i].need[k]];
			done[i] |= ready;
			left -= ready;
		}
		check(left < before);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	AUTO(gates) gates = { 0 };
	struct err err = { 0 };

	if (gates_read(&gates, "g.yml", bytes, &err) < 0) {
		check(err.kind == ERR_CALLER && !strncmp(err.text, "g.yml:", 6));
		check(!gates.arena.chunk && !gates.n);
		return 0;
	}
	check(!err_is_set(&err) && gates.n >= 1 && gates.n <= GATES_MAX);
	for (size_t i = 0; i < gates.n; i++)
		check_gate(&gates, i);
	check_turns(&gates);
	return 0;
}
