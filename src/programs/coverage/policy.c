/* Defaults, phoenix.yml and inputs put together (specs/coverage-and-lint.md 3, 5.2, 5.3). */
#include <string.h>

#include "formats/code_lines.h"
#include "programs/coverage/session.h"
#include "programs/services.h"

#define HOURS(n) (INT64_C(3600) * (n))

struct layer {
	struct coverage_session *s;
	struct coverage_rules rules;
	const char *source;
	struct percent tolerance;
	struct err *err;
};

/* A target that stands apart, as the rule that it is short for. */
static int add_short(struct layer *l, const char *service, bool patch, const struct percent *target)
{
	struct coverage_rule rule = {
		.scope = service ? RULE_SERVICE : RULE_PROJECT,
		.patch = patch,
		.argument = service,
		.kind = -1,
		.test = RULE_AT_LEAST,
		.target = *target,
		.tolerance = target->off ? (struct percent){ 0 } : l->tolerance,
		.is_short = true,
		.source = l->source,
	};
	struct coverage_rules *rules = &l->rules;
	struct coverage_rule *grown;

	rule.text = arena_printf(&l->s->arena, "%s%s%s", service ? "service " : "",
				 service ? service
				 : patch ? "patch"
					 : "project",
				 target->off ? " off" : "");
	if (!rule.text)
		return err_memory(l->err);
	if (!target->off)
		return coverage_rules_add(rules, &rule, &l->s->arena, l->err);
	grown = arena_grow(&l->s->arena, rules->at, rules->n, &rules->cap, sizeof(*grown));
	if (!grown)
		return err_memory(l->err);
	rules->at = grown;
	rules->at[rules->n++] = rule;
	return 0;
}

static int add_text(struct layer *l, const char *input, const char *service, bool patch,
		    const char *text)
{
	struct percent target;
	const char *expected;

	if (!text)
		return 0;
	expected = percent_target(text_trim(text_of(text)), &target);
	if (expected)
		return err_caller(l->err, "input %s: found \"%s\"; expected %s", input, text,
				  expected);
	return add_short(l, service, patch, &target);
}

static int built_in(struct layer *l)
{
	const struct percent eighty = { .e4 = 800000 };

	return add_short(l, NULL, false, &eighty) < 0 || add_short(l, NULL, true, &eighty) < 0 ? -1
											       : 0;
}

static int from_file(struct layer *l)
{
	const struct catalogue *catalogue = &l->s->catalogue;
	const struct catalogue_coverage *c = &catalogue->coverage;

	if ((c->project && add_short(l, NULL, false, c->project) < 0) ||
	    (c->patch && add_short(l, NULL, true, c->patch) < 0))
		return -1;
	for (size_t i = 0; i < catalogue->n_services; i++)
		if (add_short(l, catalogue->services[i].name, false,
			      catalogue->services[i].coverage) < 0)
			return -1;
	for (size_t i = 0; i < c->rules.n; i++)
		if (coverage_rules_read(&l->rules, text_of(c->rules.at[i].text), l->source,
					c->rules.at[i].at.line, &l->s->arena, l->err) < 0)
			return -1;
	return 0;
}

static int from_inputs(struct layer *l)
{
	const struct coverage_inputs *in = l->s->in;

	if (add_text(l, "project-target", NULL, false, in->project_target) < 0 ||
	    add_text(l, "patch-target", NULL, true, in->patch_target) < 0)
		return -1;
	for (size_t i = 0; i < in->service_targets.n; i++) {
		const struct pair *pair = &in->service_targets.at[i];

		if (!catalogue_service_named(&l->s->catalogue, pair->key))
			return err_caller(l->err,
					  "input service-targets: no service \"%s\" is in %s",
					  pair->key, in->catalogue);
		if (add_text(l, "service-targets", pair->key, false, pair->value) < 0)
			return -1;
	}
	return in->rules ? coverage_rules_read(&l->rules, text_of(in->rules), "rules", 1,
					       &l->s->arena, l->err)
			 : 0;
}

static int read_tolerance(struct coverage_session *s, struct percent *tolerance, struct err *err)
{
	const char *expected;

	*tolerance = s->has_catalogue ? *s->catalogue.coverage.tolerance : (struct percent){ 0 };
	if (!s->in->tolerance)
		return 0;
	expected = percent_amount(text_trim(text_of(s->in->tolerance)), tolerance);
	return expected ? err_caller(err, "input tolerance: found \"%s\"; expected %s",
				     s->in->tolerance, expected)
			: 0;
}

static int read_rules(struct coverage_session *s, struct err *err)
{
	static int (*const readers[])(struct layer * l) = { built_in, from_file, from_inputs };
	const char *const sources[] = { "default",
					s->has_catalogue ? s->catalogue.name : SERVICES_DEFAULT,
					"input" };
	struct coverage_rules layers[ARRAY_SIZE(readers)] = { 0 };
	struct percent tolerance;

	if (read_tolerance(s, &tolerance, err) < 0)
		return -1;
	for (size_t i = 0; i < ARRAY_SIZE(readers); i++) {
		struct layer layer = { s, { 0 }, sources[i], tolerance, err };

		if ((i != 1 || s->has_catalogue) && readers[i](&layer) < 0)
			return -1;
		layers[i] = layer.rules;
	}
	return coverage_rules_layer(&s->rules, layers, ARRAY_SIZE(layers), s->kind, &s->arena, err);
}

static int compile(struct coverage_session *s, struct tree_patterns *patterns,
		   const struct strings *given, const struct yaml_items *items, struct err *err)
{
	const char **texts = given->at;
	size_t n = given->n;

	if (!n && items->n) {
		n = items->n;
		texts = arena_alloc(&s->arena, n * sizeof(*texts));
		if (!texts)
			return err_memory(err);
		for (size_t i = 0; i < n; i++)
			texts[i] = items->at[i].text;
	}
	return tree_patterns_compile(patterns, texts, n, &s->arena, err);
}

static int read_patterns(struct coverage_session *s, struct err *err)
{
	const struct catalogue_coverage *c = &s->catalogue.coverage;
	const struct coverage_inputs *in = s->in;

	if (compile(s, &s->include, &in->include, &c->include, err) < 0 ||
	    compile(s, &s->exclude, &in->exclude, &c->exclude, err) < 0)
		return -1;
	if (in->unmeasured_exempt.n || c->has_exempt)
		return compile(s, &s->exempt, &in->unmeasured_exempt, &c->unmeasured_exempt, err);
	return tree_patterns_compile(&s->exempt, code_lines_exempt, code_lines_exempt_n, &s->arena,
				     err);
}

static int pick(int given, bool has_file, int file, int otherwise)
{
	return given >= 0 ? given : has_file ? file : otherwise;
}

static int fill_services(struct coverage_session *s, struct err *err)
{
	size_t n = s->catalogue.n_services;

	s->services = arena_alloc(&s->arena, (n + 1) * sizeof(*s->services));
	if (!s->services)
		return err_memory(err);
	for (size_t i = 0; i < n; i++)
		s->services[i] = (struct coverage_service){ .name = s->catalogue.services[i].name,
							    .path = s->catalogue.services[i].path };
	s->subject.services = s->services;
	s->subject.n_services = n;
	s->subject.only = report_service(s->report);
	return 0;
}

int coverage_read_policy(struct coverage_session *s, struct err *err)
{
	const struct catalogue_coverage *c = &s->catalogue.coverage;
	const struct coverage_inputs *in = s->in;
	bool file = s->has_catalogue;
	int metric = pick(in->metric, file, c->metric, COVERAGE_LINE);

	if (metric == COVERAGE_CODECOV)
		return err_caller(err, "metric codecov is not built");
	s->kind = metric;
	s->unmeasured = pick(in->unmeasured, file, c->unmeasured, UNMEASURED_DENY);
	s->unresolved = pick(in->unresolved, file, c->unresolved, UNRESOLVED_INCOMPLETE);
	s->verify = pick(in->verify, file, c->verify, VERIFY_NOTE);
	s->max_age = in->max_age >= 0 ? in->max_age : file ? c->max_age : HOURS(12);
	for (size_t i = 0; i < in->carryforward.n; i++)
		if (strcmp(in->carryforward.at[i], "all") != 0 &&
		    !catalogue_service_named(&s->catalogue, in->carryforward.at[i]))
			return err_caller(err, "input carryforward: no service \"%s\" is in %s",
					  in->carryforward.at[i], in->catalogue);
	return fill_services(s, err) < 0 || read_patterns(s, err) < 0 ? -1 : read_rules(s, err);
}
