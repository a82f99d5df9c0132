/*
 * A policy file, declared: one table for each sort of map, one entry for each key. The same table
 * reads the file into a struct, gives the messages, and prints the reference page.
 *
 * A key that is absent gets its fallback; without one its member stays as it is (zero). The first
 * error in the order of the file is the one reported; a missing key counts as an error of the map,
 * at the map's place.
 */
#ifndef FORMATS_YAML_TABLE_H
#define FORMATS_YAML_TABLE_H

#include <stddef.h>

#include "base/num.h"
#include "formats/percent.h"
#include "formats/yaml.h"

/* A text with its place, for what is judged later: a rule, a pattern, a path that may not exist. */
struct yaml_item {
	const char *text;
	struct yaml_place at;
};

struct yaml_items {
	struct yaml_item *at;
	size_t n;
	bool all; /* the word `all` stood there instead of a list */
};

struct yaml_pair {
	const char *key, *value;
	struct yaml_place at; /* of the key */
};

struct yaml_pairs {
	struct yaml_pair *at;
	size_t n;
};

enum yaml_value {                /* what stands at `offset` */
		  YAML_STRING,   /* const char *: one line, min..max code points (0: 4 096 bytes) */
		  YAML_TEXT,     /* const char *: may have more lines */
		  YAML_INT,      /* int64_t: min..max */
		  YAML_NUMBER,   /* const struct decimal *; NULL when absent */
		  YAML_AMOUNT,   /* const struct percent *; NULL when absent */
		  YAML_TARGET,   /* const struct percent *: or the word off; NULL when absent */
		  YAML_DURATION, /* int64_t: seconds */
		  YAML_ENUM,     /* int: index into words */
		  YAML_URL,      /* const char *: https, or http on loopback */
		  YAML_PATH, /* const char *: relative to the workspace, cleaned; "." is its root */
		  YAML_PATTERN,        /* const char *: a glob, relative to the workspace */
		  YAML_ITEMS,          /* struct yaml_items: texts, each of kind `item` */
		  YAML_ITEMS_OR_ALL,   /* struct yaml_items: or the word all */
		  YAML_ITEMS_OR_LINES, /* struct yaml_items: or a text with one item a line */
		  YAML_PAIRS,          /* struct yaml_pairs: keys that the user chose */
		  YAML_MAP,            /* the struct of `of` in place; absent: its fallbacks */
		  YAML_MAP_OR_NONE,    /* const struct of `of` *; NULL when absent */
		  YAML_LIST, /* pointer to structs of `of`, min..max; their number at `count` */
		  YAML_NODE, /* const struct yaml_node *: whatever stands there, for check() */
};

enum yaml_key_flags {
	YAML_REQUIRED = 1,
	YAML_UNIQUE = 2, /* a text that no other map of the list has */
};

struct yaml_walk {
	const char *name; /* of the file, for messages */
	struct arena *arena;
	struct err *err;
	const struct yaml_node *root;
	struct text folder; /* the file's own, relative to the workspace; empty: the workspace */
};

struct yaml_table;

struct yaml_key {
	const char *name;
	enum yaml_value kind;
	unsigned flags;
	size_t offset, count;
	int64_t min, max;
	const char *const *words;
	enum yaml_value item;
	bool (*good)(struct text text); /* may be NULL */
	const char *expected;           /* what good() accepts */
	const char *fallback;           /* the default, as text; NULL: none */
	const char *derived; /* how documentation calls a default that the reader works out */
	const struct yaml_table *of;
	const char *help;
};

struct yaml_table {
	size_t size;                 /* of the struct */
	const struct yaml_key *keys; /* in the order of documentation; ended by a NULL name */
	/* What the keys alone cannot say, asked once they are read; may be NULL. -1 with the error
	 * set. */
	int (*check)(struct yaml_walk *walk, const struct yaml_node *map, void *object);
};

/* Reads a map into *object, which is zeroed. -1 with the error set. */
int yaml_read(struct yaml_walk *walk, const struct yaml_table *table, const struct yaml_node *map,
	      void *object);

/* The folder of a file, for walk.folder: "ci/phoenix.yml" gives "ci"; a name that is absolute or
 * leads out gives an empty text. */
struct text yaml_folder(const char *name);

/* Sets the error "NAME:LINE:COLUMN: KEY: found "…"; expected …" at a value. Returns -1. */
int yaml_refuse(struct yaml_walk *walk, const char *key, const struct yaml_node *value,
		const char *expected);

/* One scalar of a key whose kind is none of items, pairs, maps and list. -1 with the error set. */
int yaml_read_scalar(struct yaml_walk *walk, const struct yaml_key *key, enum yaml_value kind,
		     const struct yaml_node *node, void *out);

/* Predicates for `good` that several tables share. */
bool yaml_is_dns_label(struct text text); /* RFC 1123, at most 63 bytes */
bool yaml_is_dns_name(struct text text);  /* labels with dots between, at most 253 bytes */

#endif
