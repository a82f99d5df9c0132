/* Which rules are in force. */
#include <string.h>

#include "judge/coverage/rules.h"

static bool same_scope(const struct coverage_rule *a, const struct coverage_rule *b)
{
	const char *x = a->argument ? a->argument : "", *y = b->argument ? b->argument : "";

	return a->scope == b->scope && a->patch == b->patch && strcmp(x, y) == 0;
}

static bool same_demand(const struct coverage_rule *a, const struct coverage_rule *b)
{
	return a->target.e4 == b->target.e4 && a->target.off == b->target.off &&
	       a->tolerance.e4 == b->tolerance.e4 && a->most == b->most &&
	       a->min_lines == b->min_lines && a->advisory == b->advisory;
}

static int check_layer(const struct coverage_rules *layer, int kind, struct err *err)
{
	for (size_t i = 0; i < layer->n; i++)
		for (size_t k = 0; k < i; k++) {
			const struct coverage_rule *a = &layer->at[k], *b = &layer->at[i];

			if (coverage_rule_same(a, b, kind) && !same_demand(a, b) &&
			    !a->target.off && !b->target.off)
				return err_caller(err,
						  "two rules about the same figure: \"%s\" (%s) "
						  "and \"%s\" (%s)",
						  a->text, a->source, b->text, b->source);
		}
	return 0;
}

static void remove_at(struct coverage_rules *rules, size_t i)
{
	memmove(&rules->at[i], &rules->at[i + 1], (--rules->n - i) * sizeof(*rules->at));
}

/* A short rule that is switched off; what was written as a rule stays. */
static void take_away(struct coverage_rules *rules, const struct coverage_rule *off)
{
	for (size_t i = rules->n; i-- > 0;)
		if (rules->at[i].is_short && same_scope(&rules->at[i], off))
			remove_at(rules, i);
}

static int put(struct coverage_rules *rules, const struct coverage_rule *rule, int kind,
	       struct arena *arena, struct err *err)
{
	if (rule->target.off) {
		take_away(rules, rule);
		return 0;
	}
	for (size_t i = 0; i < rules->n; i++)
		if (coverage_rule_same(&rules->at[i], rule, kind)) {
			rules->at[i] = *rule;
			return 0;
		}
	return coverage_rules_add(rules, rule, arena, err);
}

static bool speaks_of(const struct coverage_rules *layers, size_t n,
		      const struct coverage_rule *rule)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < layers[i].n; k++)
			if (same_scope(&layers[i].at[k], rule))
				return true;
	return false;
}

int coverage_rules_layer(struct coverage_rules *in_force, const struct coverage_rules *layers,
			 size_t n, int kind, struct arena *arena, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		if (check_layer(&layers[i], kind, err) < 0)
			return -1;
		for (size_t k = 0; k < layers[i].n; k++) {
			const struct coverage_rule *rule = &layers[i].at[k];

			if (i == 0 && speaks_of(layers + 1, n - 1, rule))
				continue;
			if (put(in_force, rule, kind, arena, err) < 0)
				return -1;
		}
	}
	if (!in_force->n)
		return err_caller(err, "no rule is in force: every target is off");
	return 0;
}
