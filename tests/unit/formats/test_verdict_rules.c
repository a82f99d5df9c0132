/* What one member of a verdict file says about another: specs/verdict.md 5.5, 5.2, 3.3, 3.4. */
#include <criterion/criterion.h>

#include "verdict_document.h"

Test(verdict_rules, passes)
{
	READS({ "exit_code", "0" });
	READS({ "metrics.m.ok", "false" }); /* 5.5 does not forbid it */
	FAILS("exit_code: a pass", { "exit_code", "1" });
	FAILS("completeness.state: a pass", { "completeness.state", "\"partial\"" });
	FAILS("findings: a pass", { "findings.denies", "true" });
	READS({ "warn_only", "true" }, { "findings_omitted", "3" });
}

#define DENY_OF \
	{ "verdict", "\"deny\"" }, { "exit_code", "1" }
#define PARTIAL                                     \
	{                                           \
		"completeness.state", "\"partial\"" \
	}
#define DENYING                           \
	{                                 \
		"findings.denies", "true" \
	}
#define WARN                        \
	{                           \
		"warn_only", "true" \
	}
#define INCOMPLETE_OF \
	{ "verdict", "\"incomplete\"" }, { "exit_code", "3" }

Test(verdict_rules, denies)
{
	FAILS("findings: a deny", DENY_OF);
	FAILS("findings: a deny", DENY_OF, { "metrics.m.ok", "true" });
	READS(DENY_OF, DENYING);
	READS(DENY_OF, { "findings_omitted", "1" });
	READS(DENY_OF, { "metrics.m.ok", "false" });
	READS(DENY_OF, DENYING, PARTIAL);
	READS(DENY_OF, DENYING, WARN);
	FAILS("partial deny under warn_only", DENY_OF, DENYING, WARN, PARTIAL);
	READS({ "verdict", "\"deny\"" }, DENYING, WARN);
	FAILS("exit_code: a deny", { "verdict", "\"deny\"" }, DENYING);
	FAILS("exit_code: a deny", { "verdict", "\"deny\"" }, { "exit_code", "2" }, DENYING, WARN);
	FAILS("exit_code: a deny", { "verdict", "\"deny\"" }, { "exit_code", "3" }, DENYING);
}

Test(verdict_rules, errors_and_incompletes)
{
	READS({ "verdict", "\"error\"" }, { "exit_code", "2" }, PARTIAL);
	FAILS("exit_code: an error", { "verdict", "\"error\"" }, { "exit_code", "3" }, PARTIAL);
	FAILS("completeness.state: an error", { "verdict", "\"error\"" }, { "exit_code", "2" });
	READS(INCOMPLETE_OF, PARTIAL);
	READS(INCOMPLETE_OF, PARTIAL, DENYING, WARN);
	FAILS("exit_code: an incomplete", { "verdict", "\"incomplete\"" }, { "exit_code", "0" },
	      PARTIAL, WARN);
	FAILS("completeness.state: an incomplete", INCOMPLETE_OF);
	FAILS("completeness.problems", INCOMPLETE_OF, PARTIAL, { "completeness.problems", "[]" });
}

Test(verdict_rules, key_metric)
{
	FAILS("key_metric: expected a name in metrics", { "key_metric", "\"n\"" });
	FAILS("key_metric", { "metrics", "{}" });
}

Test(verdict_rules, places)
{
	READS({ "findings.line", "null" }, { "findings.end_line", "null" },
	      { "findings.column", "null" }, { "findings.end_column", "null" });
	FAILS("findings[0].line: null", { "findings.line", "null" });
	FAILS("findings[0].end_line: below", { "findings.line", "2" });
	FAILS("findings[0].column: set for a place of several", { "findings.end_line", "2" });
	READS({ "findings.end_line", "2" }, { "findings.column", "null" },
	      { "findings.end_column", "null" });
	READS({ "findings.end_line", "null" });
}

Test(verdict_rules, evidence)
{
	FAILS("evidence[0]: either", { "evidence.path", "null" });
	FAILS("evidence[0]: either", { "evidence.url", "\"https://x\"" });
	READS({ "evidence.path", "null" }, { "evidence.url", "\"https://x\"" });
	FAILS("evidence[0]: sha256", { "evidence.sha256", "null" });
	FAILS("evidence[0]: sha256", { "evidence.bytes", "null" });
	READS({ "evidence.sha256", "null" }, { "evidence.bytes", "null" });
}

Test(verdict_rules, times)
{
	FAILS("run.started: no such time", { "run.started", "\"2026-13-02T09:00:00.000Z\"" });
	FAILS("run.finished: no such time", { "run.finished", "\"2026-02-30T09:00:00.000Z\"" });
	FAILS("run.started: expected", { "run.started", "\"2026-11-02T09:00:00Z\"" });
	FAILS("run.started: expected", { "run.started", "\"2026-11-02T09:00:00.000+01:00\"" });
}

#define IMAGE(service, name) "{\"service\":" service ",\"name\":\"" name "\",\"digest\":null}"

Test(verdict_rules, order)
{
	READS({ "notes", "[\"a\",\"a\",\"b\"]" });
	FAILS("notes[1]: not sorted", { "notes", "[\"b\",\"a\"]" });
	FAILS("completeness.not_checked[2]: not sorted",
	      { "completeness.not_checked", "[\"a\",\"c\",\"b\"]" });
	READS({ "subject.images", "[" IMAGE("null", "b") "," IMAGE("\"a\"", "a") "]" });
	FAILS("subject.images[1]: not sorted",
	      { "subject.images", "[" IMAGE("\"a\"", "a") "," IMAGE("null", "b") "]" });
	FAILS("subject.images[1]: not sorted",
	      { "subject.images", "[" IMAGE("null", "b") "," IMAGE("null", "a") "]" });
}

/* Two objects of a list, the second with changes of its own. */
static void expect_two(const char *error, const struct shape_member *list,
		       const struct change *first, const struct change *second)
{
	struct document d = { .text = STR_MAX(64 * KiB), .changes = first };
	struct change changes[] = { { list->name, NULL }, { NULL, NULL } };

	str_puts(&d.text, "[");
	document_print(&d, list->of, list->name);
	str_puts(&d.text, ",");
	d.changes = second;
	document_print(&d, list->of, list->name);
	str_puts(&d.text, "]");
	changes[0].value = d.text.buf;
	document_expect(error, changes);
	str_release(&d.text);
}

static const struct shape_member *top(const char *name)
{
	const struct shape_member *m = verdict_shape.members;

	while (strcmp(m->name, name) != 0)
		m++;
	return m;
}

#define SET(...)                            \
	(const struct change[])             \
	{                                   \
		__VA_ARGS__, { NULL, NULL } \
	}
#define OTHER                                                                  \
	{                                                                      \
		"findings.fingerprint", "\"1123456789abcdef0123456789abcdef\"" \
	}

Test(verdict_rules, order_of_findings_and_evidence)
{
	const struct shape_member *findings = top("findings"), *evidence = top("evidence");

	expect_two("findings[1].fingerprint: 0123", findings, NULL,
		   SET({ "findings.rule", "\"y\"" }));
	expect_two(NULL, findings, NULL, SET(OTHER));
	expect_two("findings[1]: not sorted", findings, SET(OTHER), NULL);
	expect_two("findings[1]: not sorted", findings, SET({ "findings.severity", "\"low\"" }),
		   SET(OTHER));
	expect_two("findings[1]: not sorted", findings, NULL,
		   SET(OTHER, { "findings.path", "null" }));
	expect_two("findings[1]: not sorted", findings,
		   SET({ "findings.line", "3" }, { "findings.end_line", "3" }), SET(OTHER));
	expect_two(NULL, evidence, NULL, NULL);
	expect_two("evidence[1]: not sorted", evidence, NULL, SET({ "evidence.path", "\"a\"" }));
	expect_two("evidence[1]: not sorted", evidence, NULL,
		   SET({ "evidence.path", "null" }, { "evidence.url", "\"https://x\"" }));
}
