/* Results in words. */
#include <inttypes.h>

#include "judge/coverage/arithmetic.h"
#include "judge/coverage/rules.h"

static const char *const plurals[] = { "lines", "branches", "functions", "statements" };
static const char *const singulars[] = { "line", "branch", "function", "statement" };

unsigned coverage_decimals(const struct coverage_rule *rule, unsigned precision)
{
	if (rule->target.decimals > precision)
		precision = rule->target.decimals;
	return rule->tolerance.decimals > precision ? rule->tolerance.decimals : precision;
}

void coverage_say_scope(struct str *out, const struct coverage_result *result)
{
	const struct coverage_rule *rule = result->rule;

	switch (rule->scope) {
	case RULE_PROJECT: str_puts(out, rule->patch ? "new code" : "project"); return;
	case RULE_SERVICE:
	case RULE_EACH_SERVICE:
		str_printf(out, "service %s",
			   result->member   ? result->member
			   : rule->argument ? rule->argument
					    : "(each)");
		break;
	case RULE_PATH: str_printf(out, "path %s", rule->argument); break;
	default: str_puts(out, result->member ? result->member : "each changed file");
	}
	if (rule->patch)
		str_puts(out, ", new code");
}

void coverage_say_target(struct str *out, const struct coverage_rule *rule)
{
	switch (rule->test) {
	case RULE_UNCOVERED: str_printf(out, "at most %" PRId64 " not hit", rule->most); return;
	case RULE_AT_LEAST_BASE:
		str_puts(out, "the baseline's");
		if (rule->target.e4) {
			str_puts(out, " less ");
			coverage_put_e4(out, rule->target.e4, rule->target.decimals);
		}
		return;
	default:
		coverage_put_e4(out, rule->target.e4, rule->target.decimals);
		str_puts(out, " %");
		if (!rule->tolerance.e4)
			return;
		str_puts(out, ", tolerance ");
		coverage_put_e4(out, rule->tolerance.e4, rule->tolerance.decimals);
		str_puts(out, ", effective ");
		coverage_put_e4(out, rule->target.e4 - rule->tolerance.e4, 2);
		str_puts(out, " %");
	}
}

static void put_base(struct str *out, const struct coverage_result *result, unsigned precision)
{
	str_printf(out, " %% %s (%" PRId64 "/%" PRId64 "), baseline ", plurals[result->kind],
		   result->count.hit, result->count.total);
	coverage_percent(out, result->base, precision);
	str_printf(out, " %% (%" PRId64 "/%" PRId64 ")", result->base.hit, result->base.total);
	if (!result->rule->target.e4)
		return;
	str_puts(out, " less ");
	coverage_put_e4(out, result->rule->target.e4, result->rule->target.decimals);
}

void coverage_say(struct str *out, const struct coverage_result *result, unsigned precision)
{
	coverage_say_scope(out, result);
	if (!result->count.total || result->state == RULE_INCOMPLETE) {
		str_printf(out, ": %s", result->why ? result->why : "nothing was measured");
		return;
	}
	str_putc(out, ' ');
	coverage_percent(out, result->count, coverage_decimals(result->rule, precision));
	if (result->base.total) {
		put_base(out, result, precision);
		return;
	}
	str_printf(out, " %% %s (%" PRId64 "/%" PRId64 "), %s", plurals[result->kind],
		   result->count.hit, result->count.total,
		   result->rule->test == RULE_AT_LEAST ? "target " : "");
	coverage_say_target(out, result->rule);
	if (result->state == RULE_DENY && result->needed)
		str_printf(out, ": cover %" PRId64 " more %s", result->needed,
			   (result->needed == 1 ? singulars : plurals)[result->kind]);
}
