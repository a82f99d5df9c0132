/* Metrics and outputs. */
#include <inttypes.h>
#include <string.h>

#include "judge/coverage/arithmetic.h"
#include "programs/coverage/session.h"
#include "runner/escape.h"

#define METRICS_MAX 900 /* of the 1 000 that a verdict may hold */

void coverage_put_percent(const struct coverage_session *s, struct str *out,
			  struct coverage_count count)
{
	if (count.total > 0)
		coverage_percent(out, count, (unsigned)s->in->precision);
	else
		str_puts(out, "-");
}

/* The rule that judges a scope by the kind, if there is one. */
static const struct coverage_result *result_of(const struct coverage_session *s,
					       const char *service, bool patch, int kind)
{
	for (size_t i = 0; i < s->results.n; i++) {
		const struct coverage_result *r = &s->results.at[i];
		const char *name = r->member ? r->member : r->rule->argument;
		bool of_service =
			r->rule->scope == RULE_SERVICE || r->rule->scope == RULE_EACH_SERVICE;

		if (r->kind != kind || r->rule->patch != patch || r->rule->test == RULE_UNCOVERED)
			continue;
		if (service ? of_service && name && strcmp(name, service) == 0
			    : r->rule->scope == RULE_PROJECT)
			return r;
	}
	return NULL;
}

static void put_metric(struct coverage_session *s, const char *scope, const char *part,
		       struct decimal value, const char *unit, const char *limit, int64_t ok)
{
	const char *name =
		arena_printf(&s->arena, "%s.%s.%s", scope, coverage_kind_words[s->kind], part);

	if (name)
		report_metric(s->report, &(struct verdict_metric){ .name = name,
								   .value = value,
								   .unit = unit,
								   .limit = limit,
								   .ok = ok });
}

static struct decimal decimal_of(struct coverage_count count, unsigned decimals)
{
	AUTO(str) text = STR_MAX(64);
	struct decimal value = { 0, 0 };

	coverage_percent(&text, count, decimals);
	num_decimal((struct text){ text.buf, text.len }, &value);
	return value;
}

static void put_scope(struct coverage_session *s, const char *scope, const char *service,
		      bool patch, struct coverage_count count)
{
	const struct coverage_result *r = result_of(s, service, patch, s->kind);
	unsigned decimals = (unsigned)s->in->precision;
	AUTO(str) limit = STR_MAX(200);
	int64_t ok = VERDICT_NULL;

	if (s->n_metrics > METRICS_MAX)
		return;
	s->n_metrics += 3;
	if (r && r->rule->test == RULE_AT_LEAST) {
		str_puts(&limit, ">= ");
		coverage_put_e4(&limit, r->rule->target.e4 - r->rule->tolerance.e4,
				r->rule->target.decimals);
		decimals = coverage_decimals(r->rule, decimals);
	}
	if (r && (r->state == RULE_PASS || r->state == RULE_DENY))
		ok = r->state == RULE_PASS;
	put_metric(s, scope, "hit", (struct decimal){ count.hit, 0 }, "count", NULL, VERDICT_NULL);
	put_metric(s, scope, "total", (struct decimal){ count.total, 0 }, "count", NULL,
		   VERDICT_NULL);
	if (count.total)
		put_metric(s, scope, "percent", decimal_of(count, decimals), "percent",
			   limit.len ? limit.buf : NULL, ok);
	else
		report_metric(s->report,
			      &(struct verdict_metric){
				      .name = arena_printf(&s->arena, "%s.%s.percent", scope,
							   coverage_kind_words[s->kind]),
				      .is_text = true,
				      .unit = "percent",
				      .limit = limit.len ? limit.buf : NULL,
				      .ok = VERDICT_NULL });
}

static void put_output(struct coverage_session *s, const char *const names[3],
		       struct coverage_count count)
{
	AUTO(str) percent = STR_MAX(64);

	if (count.total)
		coverage_put_percent(s, &percent, count);
	report_output(s->report, names[0], "%s", percent.buf);
	report_output(s->report, names[1], "%" PRId64, count.hit);
	report_output(s->report, names[2], "%" PRId64, count.total);
}

static void put_service(struct coverage_session *s, struct str *json, size_t i)
{
	const char *name = s->subject.services[i].name;
	struct coverage_count count =
		coverage_scope_count(&s->subject, i, false, (enum coverage_kind)s->kind);
	const struct coverage_result *r = result_of(s, name, false, s->kind);
	AUTO(str) scope = STR_MAX(200);
	AUTO(str) target = STR_MAX(200);
	AUTO(str) percent = STR_MAX(64);

	str_printf(&scope, "service.%s", name);
	put_scope(s, scope.buf, name, false, count);
	str_puts(&scope, ".patch");
	if (s->change == COVERAGE_CHANGE_KNOWN) {
		struct coverage_count patch =
			coverage_scope_count(&s->subject, i, true, (enum coverage_kind)s->kind);

		if (patch.total) /* most changes touch one service of many */
			put_scope(s, scope.buf, name, true, patch);
	}
	if (count.total)
		coverage_put_percent(s, &percent, count);
	if (r)
		coverage_say_target(&target, r->rule);
	str_printf(json, "%s\"%s\":{\"hit\":%" PRId64 ",\"total\":%" PRId64 ",\"percent\":%s,",
		   json->len > 1 ? "," : "", name, count.hit, count.total,
		   percent.len ? percent.buf : "null");
	str_puts(json, "\"target\":\"");
	escape_json(json, text_of(target.buf), 200);
	str_printf(json, "\",\"state\":\"%s\"}",
		   !count.total ? "missing"
		   : r          ? rule_state_words[r->state]
				: "no rule");
}

static void put_failed(struct coverage_session *s)
{
	AUTO(str) failed = STR_MAX(64 * KiB);

	for (size_t i = 0; i < s->results.n; i++)
		if (s->results.at[i].state == RULE_DENY && !s->results.at[i].rule->advisory) {
			str_puts(&failed, failed.len ? "\n" : "");
			coverage_say(&failed, &s->results.at[i], (unsigned)s->in->precision);
		}
	report_output(s->report, "failed-rules", "%s", failed.buf);
}

void coverage_put_figures(struct coverage_session *s)
{
	static const char *const project[] = { "project-percent", "project-hit", "project-total" };
	static const char *const patch[] = { "patch-percent", "patch-hit", "patch-total" };
	enum coverage_kind kind = (enum coverage_kind)s->kind;
	AUTO(str) services = STR_MAX(256 * KiB);
	struct coverage_count new_code = { 0, 0 };
	size_t counted = 0;

	s->project = coverage_scope_count(&s->subject, SIZE_MAX, false, kind);
	if (s->change == COVERAGE_CHANGE_KNOWN) {
		new_code = coverage_scope_count(&s->subject, SIZE_MAX, true, kind);
		put_scope(s, "patch", NULL, true, new_code);
	}
	put_scope(s, "project", NULL, false, s->project);
	str_puts(&services, "{");
	for (size_t i = 0; i < s->subject.n_services; i++)
		put_service(s, &services, i);
	str_puts(&services, "}");
	for (size_t i = 0; i < s->findings.n; i++)
		counted += finding_counts(&s->findings.at[i]);
	report_count(s->report, "unmeasured.files", (int64_t)s->n_unmeasured, "count",
		     s->unmeasured == UNMEASURED_DENY ? "<= 0" : NULL,
		     s->unmeasured == UNMEASURED_DENY ? !s->n_unmeasured : VERDICT_NULL);
	report_key_metric(s->report, arena_printf(&s->arena, "project.%s.percent",
						  coverage_kind_words[s->kind]));
	report_looked_at(s->report, "reports", (int64_t)s->n_read);
	report_looked_at(s->report, "files", (int64_t)s->merged.n);
	report_output(s->report, "findings", "%zu", counted);
	report_output(s->report, "metric", "%s", coverage_kind_words[s->kind]);
	put_output(s, project, s->project);
	put_output(s, patch, new_code);
	report_output(s->report, "services", "%s", services.buf);
	put_failed(s);
}
