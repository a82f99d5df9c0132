/*
 * The list of `phoenix run` (specs/image.md 4.9): which gates, with which inputs, after which
 * others.
 *
 * *       AUTO(gates) gates = { 0 };
 *
 * *       if (gates_read(&gates, ".phoenix/gates.yml", bytes, err) < 0) *         return ERROR;
 *
 * Here every id is unique, every need is a gate of the list, and no need leads in a circle. That a
 * program and its inputs exist is for those to say who know the programs.
 */
#ifndef FORMATS_GATES_H
#define FORMATS_GATES_H

#include "formats/yaml_table.h"

#define GATES_SCHEMA "phoenix.run/v1"
#define GATES_MAX    500

/* One input, as text: a scalar as it was written, a list as lines, a map as key=value lines. */
struct gate_input {
	const char *name, *value;
	struct yaml_place name_at, at;
};

struct gate {
	const char *id;      /* unique in the list; default: the program, then program-2 ... */
	const char *program; /* as `uses` says */
	struct gate_input *with;
	size_t n_with;
	const struct yaml_node *with_node; /* what was read */
	struct yaml_items needs;
	size_t *need;    /* for each of needs, its index in the list */
	int when;        /* enum gate_when */
	int64_t timeout; /* seconds; 0: none of its own */
	struct yaml_place at, program_at;
};

enum gate_when { GATE_NEEDS_PASSED, GATE_ALWAYS };

struct gates {
	struct arena arena;
	struct gate *at;
	size_t n;
	const char *schema;
};

/* -1 with a caller's error that begins with "NAME:LINE:COLUMN: "; *out is then empty. */
int gates_read(struct gates *out, const char *name, struct text bytes, struct err *err);

void gates_release(struct gates *gates);

#endif
