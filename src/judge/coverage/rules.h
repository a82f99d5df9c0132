/*
 * Which rules are in force, and whether each holds (specs/coverage-and-lint.md 5.2, 5.3). Pure.
 */
#ifndef JUDGE_COVERAGE_RULES_H
#define JUDGE_COVERAGE_RULES_H

#include "formats/changed_lines.h"
#include "formats/coverage/baseline.h"
#include "formats/coverage/rule.h"
#include "formats/verdict.h"

/*
 * Puts layers of rules together, the first giving way: a later rule about the same figure replaces
 * an earlier, a short one with target.off takes away earlier short ones of its scope. The first
 * layer is the built-in one: each of its rules counts only while no other layer speaks of its
 * scope. kind is what rules are about that name none. A caller's error: two rules of one layer about
 * the same figure that differ, or no rule left.
 */
int coverage_rules_layer(struct coverage_rules *in_force, const struct coverage_rules *layers,
			 size_t n, int kind, struct arena *arena, struct err *err);

struct coverage_service {
	const char *name, *path; /* path "." is everything */
	/* It has no report, and its figures are the baseline's; NULL. */
	const struct baseline_counts *carried;
};

enum coverage_change {
	COVERAGE_CHANGE_KNOWN,
	COVERAGE_CHANGE_NONE,    /* there is none: rules about it do not apply */
	COVERAGE_CHANGE_UNKNOWN, /* there is one that cannot be told */
};

/* What is judged. */
struct coverage_subject {
	const struct coverage *merged; /* what counts, under paths of the tree */
	const struct coverage_service *services;
	size_t n_services;
	const char *only; /* the one service that is judged; NULL: all */
	enum coverage_change change;
	const char *change_why; /* of COVERAGE_CHANGE_UNKNOWN */
	const struct changed_lines *changed;
	const struct coverage_baseline *baseline; /* NULL: none */
	bool skip_baseline; /* rules that need one do not apply where there is none */
	int kind;           /* what rules are about that name none */
};

enum rule_state {
	RULE_PASS,
	RULE_DENY,
	RULE_INCOMPLETE,
	RULE_NOT_APPLICABLE,
	RULE_OUT_OF_SCOPE, /* another service is judged */
};

extern const char *const rule_state_words[]; /* "pass", "deny", "incomplete", ... */

struct coverage_result {
	const struct coverage_rule *rule;
	const char *member; /* of each-…: the service or file; else NULL */
	int kind;           /* enum coverage_kind */
	enum rule_state state;
	struct coverage_count count;
	struct coverage_count base; /* of RULE_AT_LEAST_BASE */
	int64_t effective_e4;       /* of RULE_AT_LEAST: target less tolerance */
	int64_t needed;             /* more to be hit; 0 */
	const char *why;            /* of RULE_INCOMPLETE and RULE_NOT_APPLICABLE */
};

struct coverage_results {
	struct coverage_result *at;
	size_t n, cap;
};

/* Judges every rule; results stand in the order of the rules. -1 when there is no memory, or a
 * pattern is none (a caller's error). */
int coverage_judge(struct coverage_results *results, const struct coverage_rules *rules,
		   const struct coverage_subject *subject, struct arena *arena, struct err *err);

/* The worst of all that decide: a figure that is not known could still rise, so INCOMPLETE goes
 * before DENY. Advisory rules decide nothing. */
enum answer coverage_answer(const struct coverage_results *results);

/* The index of the service that a path belongs to, the longest path winning; SIZE_MAX: none. */
size_t coverage_service_of(const struct coverage_subject *subject, const char *path);

/* The figure of a scope without a rule, for tables: everything, or one service; patch: of the
 * changed lines alone. */
struct coverage_count coverage_scope_count(const struct coverage_subject *subject, size_t service,
					   bool patch, enum coverage_kind kind);

/* "new code 78.43 % lines (40/51), target 80 %: cover 1 more line". */
void coverage_say(struct str *out, const struct coverage_result *result, unsigned precision);

/* "new code", "project", "service api", "service api, new code", a path … */
void coverage_say_scope(struct str *out, const struct coverage_result *result);

/* "80 %", "80 %, tolerance 1, effective 79.00 %", "at most 3 not hit". */
void coverage_say_target(struct str *out, const struct coverage_rule *rule);

/* How many decimals a figure of this rule is shown with. */
unsigned coverage_decimals(const struct coverage_rule *rule, unsigned precision);

#endif
