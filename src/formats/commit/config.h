/*
 * commitlint's configuration, as far as it is data (specs/commit-lint.md 4.6): presets, and files
 * in JSON or YAML. A file gives a layer; layers are laid over each other in the order in which
 * commitlint resolves `extends`.
 */
#ifndef FORMATS_COMMIT_CONFIG_H
#define FORMATS_COMMIT_CONFIG_H

#include <stdint.h>

#include "base/arena.h"
#include "formats/commit/cases.h"
#include "formats/commit/message.h"
#include "formats/commit/rules.h"

#define COMMIT_CONFIG_MAX    MiB
#define COMMIT_EXTENDS_MAX   20
#define COMMIT_EXTENDS_DEPTH 5

struct commit_case_check {
	enum commit_case which;
	bool never; /* {case, when: never}: matches what is not in the case */
};

struct commit_list {
	const char **at;
	size_t n;
};

/* What a rule is set to; a value that was not given is 0, NULL or empty, as commitlint takes it. */
struct commit_setting {
	bool set;
	int level; /* 0 off, 1 warning, 2 error */
	bool never;
	int64_t number;
	const char *text; /* NULL: not given */
	const struct commit_case_check *cases;
	size_t n_cases;
	struct commit_list list;
	struct commit_list delimiters; /* empty: the default ones */
};

/* What a layer says about the parser. */
enum commit_grammar_part {
	GRAMMAR_HEADER = 1,
	GRAMMAR_BREAKING_HEADER = 2,
	GRAMMAR_NOTES = 4,
	GRAMMAR_PREFIXES = 8,
	GRAMMAR_COMMENT = 16,
	GRAMMAR_ALL = 31,
};

struct commit_config {
	struct commit_setting rules[RULES_OF_COMMITLINT];
	struct commit_grammar grammar;
	unsigned grammar_parts; /* those of `grammar` that are set */
	bool grammar_named;     /* by a preset of the parser, which options replace as a whole */
	int default_ignores;    /* -1: not said */
	const char *help_url;   /* NULL */
	struct commit_list extends; /* of one file: names of presets and paths, not resolved */
	bool unused_keys;           /* formatter or prompt are there */
};

enum commit_config_form {
	COMMIT_CONFIG_JSON,
	COMMIT_CONFIG_YAML,
	COMMIT_CONFIG_PACKAGE_JSON, /* only the member `commitlint` */
	COMMIT_CONFIG_PACKAGE_YAML,
	COMMIT_CONFIG_EITHER, /* .commitlintrc: JSON when it starts with '{' */
};

/*
 * Reads one file. 1: read; 0: a package file without `commitlint` in it; -1: the caller's error
 * that begins with "NAME:LINE:COLUMN: ". Texts live in the arena.
 */
int commit_config_read(struct commit_config *config, const char *name, struct text bytes,
		       enum commit_config_form form, struct arena *arena, struct err *err);

/* A preset that `extends` may name (in full, or its short name); NULL when there is none. */
const struct commit_config *commit_config_preset(const char *name);

/* The rules of the specification alone. */
extern const struct commit_config commit_config_spec;

/* Lays one layer over another: what it says replaces what was said. */
void commit_config_lay(struct commit_config *under, const struct commit_config *over);

/* How many rules are set, those at level 0 too. */
size_t commit_config_count(const struct commit_config *config);

#endif
