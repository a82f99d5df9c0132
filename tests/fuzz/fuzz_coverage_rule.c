/* Any bytes as rules: a caller's error, or rules whose parts hold. */
#include "coverage_fuzz.h"

#include "formats/coverage/rule.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	__attribute__((cleanup(arena_release))) struct arena arena = ARENA_MAX(64 * MiB);
	struct coverage_rules rules = { 0 };
	struct err err = { 0 };

	if (coverage_rules_read(&rules, (struct text){ (const char *)data, size }, "fuzz", 1,
				&arena, &err) < 0) {
		must(err.kind == ERR_CALLER);
		return 0;
	}
	for (size_t i = 0; i < rules.n; i++) {
		const struct coverage_rule *r = &rules.at[i];

		must(r->text && r->line >= 1 && r->kind >= -1 && r->kind < COVERAGE_KINDS);
		must(r->scope != RULE_SERVICE || (r->argument && r->argument[0]));
		must(r->test != RULE_AT_LEAST ||
		     (r->target.e4 > r->tolerance.e4 && r->target.e4 <= 1000000));
		must(r->most >= 0 && r->min_lines >= 0);
	}
	return 0;
}
