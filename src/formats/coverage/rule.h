/*
 * The rules of coverage-gate (specs/coverage-and-lint.md 5.2):
 *
 *	rule   = scope [metric] test {modifier}
 *	scope  = "project" | "patch" | "service" NAME ["patch"] | "each-service" ["patch"]
 *	       | "path" GLOB ["patch"] | "each-file" [GLOB] | "each-changed-file" [GLOB]
 *	metric = "line" | "branch" | "function" | "statement"
 *	test   = ">=" PERCENT | ">=" "base" ["-" PERCENT] | "uncovered" "<=" INT
 *	modifier = "tolerance" PERCENT | "min-lines" INT | "advisory"
 *
 * One a line; # begins a comment; "quotes" hold blanks. The words `indirect`, `base-adjusted` and
 * `codecov` are refused: what they ask for is not built.
 */
#ifndef FORMATS_COVERAGE_RULE_H
#define FORMATS_COVERAGE_RULE_H

#include "base/arena.h"
#include "formats/coverage/coverage.h"
#include "formats/percent.h"

enum rule_scope {
	RULE_PROJECT,
	RULE_SERVICE, /* argument: its name */
	RULE_EACH_SERVICE,
	RULE_PATH,      /* argument: a tree pattern */
	RULE_EACH_FILE, /* argument: a tree pattern, or NULL */
	RULE_EACH_CHANGED_FILE,
};

enum rule_test {
	RULE_AT_LEAST,      /* target, less tolerance */
	RULE_AT_LEAST_BASE, /* the baseline's figure, less target (0: none) */
	RULE_UNCOVERED,     /* at most `most` not hit */
};

struct coverage_rule {
	enum rule_scope scope;
	bool patch; /* of the changed lines alone; with RULE_PROJECT the scope `patch` */
	const char *argument;
	int kind; /* enum coverage_kind; -1: none was named */
	enum rule_test test;
	struct percent target, tolerance;
	int64_t most;
	int64_t min_lines; /* with fewer measured lines it does not apply; 0 */
	bool advisory;
	/* Made of a target that stands apart (project-target), not written as a rule. With
	 * target.off it is a wish to have none. */
	bool is_short;
	const char *text;   /* as written, without blanks around it */
	const char *source; /* the name of where it comes from, for messages */
	size_t line;        /* there, from 1; 0: not a line of it */
};

struct coverage_rules {
	struct coverage_rule *at;
	size_t n, cap;
};

/*
 * Adds the rules of a text, which begins on first_line of its source, to the list, whose memory is
 * the arena's. A caller's error that names
 * source and line: an unknown word (and the nearest known), a target of 0, above 100 or that looks
 * like a fraction, a tolerance that leaves nothing of its target.
 */
int coverage_rules_read(struct coverage_rules *rules, struct text text, const char *source,
			size_t first_line, struct arena *arena, struct err *err);

/* Adds one, checked like the others. */
int coverage_rules_add(struct coverage_rules *rules, const struct coverage_rule *rule,
		       struct arena *arena, struct err *err);

/* Whether two rules are about the same figure: the later source replaces the earlier. A rule that
 * names no kind is about `kind`. */
bool coverage_rule_same(const struct coverage_rule *a, const struct coverage_rule *b, int kind);

/* Their words, ended by NULL: "line", "branch", "function", "statement". */
extern const char *const coverage_kind_words[];

#endif
