/*
 * Policy files (phoenix.yml, gates.yml, exceptions.yml) as a small tree: a strict part of YAML 1.2,
 * read with libfyaml. JSON is part of it. What is refused: specs/catalogue.md 2.
 *
 * Every scalar is a text, as written: 80.10 stays "80.10", and `no` is the word no. Quotes, escapes
 * and block styles are resolved; nothing is ever turned into a number or a boolean. What a text
 * means is for the reader of the tree to say (formats/yaml_table.h).
 */
#ifndef FORMATS_YAML_H
#define FORMATS_YAML_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

#define YAML_MAX_FILE   MiB
#define YAML_MAX_DEPTH  16
#define YAML_MAX_NODES  20000 /* keys count too */
#define YAML_MAX_ITEMS  1000  /* of a list, and keys of a map */
#define YAML_MAX_SCALAR (4 * KiB)
#define YAML_MAX_LONG   (64 * KiB) /* of the value of a key in long_keys */

struct yaml_place {
	uint32_t line, column; /* from 1; the column in code points */
};

enum yaml_kind {
	YAML_IS_SCALAR,
	YAML_IS_LIST,
	YAML_IS_MAP,
};

/* In a map each value carries its key. Everything lives in the arena that yaml_parse was given. */
struct yaml_node {
	enum yaml_kind kind;
	bool plain;   /* a scalar written without quotes and not as a block */
	bool literal; /* a scalar written as a `|` block: its lines are lines of the file */
	struct yaml_place at;
	const char *text; /* of a scalar; valid UTF-8 without a NUL */
	const char *key;  /* in a map, else NULL */
	struct yaml_place key_at;
	struct yaml_node *first, *next; /* what it holds, in the order of the file */
	size_t n;
};

/*
 * The root of the one document in bytes; NULL with a caller's error that begins with
 * "NAME:LINE:COLUMN: ". No key stands twice in a map, and no value is null or empty (a quoted empty
 * text is a text). long_keys (ended by NULL; may be NULL) names the keys whose value may be longer.
 */
struct yaml_node *yaml_parse(struct arena *arena, const char *name, struct text bytes,
			     const char *const *long_keys, struct err *err);

/* The value of a key; NULL when the map (or what is no map, or NULL) has none. */
const struct yaml_node *yaml_member(const struct yaml_node *map, const char *key);

/* Sets the caller's error "NAME:LINE:COLUMN: ...". Returns -1. */
int yaml_fail(struct err *err, const char *name, struct yaml_place at, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Appends a text of the file as it may stand in a message: controls made visible, at most 80 code
 * points, then "…". */
void yaml_show(struct str *out, struct text text);

#endif
