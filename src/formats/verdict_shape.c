/* The table of phoenix.verdict/v1: specs/verdict.md sections 2 and 3, member by member, in order. */
#include "formats/verdict.h"

const char *const answer_words[] = { "pass", "deny", "error", "incomplete", NULL };
static const char *const state_words[] = { "full", "partial", NULL };

#define AT(type, field) .offset = offsetof(struct type, field)
#define COUNTED(type, list, n) \
	.offset = offsetof(struct type, list), .count = offsetof(struct type, n)
#define INT_HIGHEST INT64_C(9007199254740991) /* what every JSON reader keeps exactly */

static const struct shape_member image_members[] = {
	{ "service", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_image, service), .max = 63 },
	{ "name", SHAPE_TEXT, 0, AT(verdict_image, name), .min = 1, .max = 500 },
	{ "digest", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_image, digest), .max = 71,
	  .pattern = "^sha256:[0-9a-f]{64}$" },
	{ 0 },
};
static const struct shape image = { sizeof(struct verdict_image), image_members };

static const struct shape_member subject_members[] = {
	{ "repository", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_subject, repository), .max = 300,
	  .help = "owner/name" },
	{ "commit", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_subject, commit), .max = 64,
	  .pattern = "^([0-9a-f]{40}|[0-9a-f]{64})$" },
	{ "head_commit", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_subject, head_commit), .max = 64,
	  .pattern = "^([0-9a-f]{40}|[0-9a-f]{64})$", .help = "head of the pull request" },
	{ "pull_request", SHAPE_INT, SHAPE_NULLABLE, AT(verdict_subject, pull_request), .min = 1,
	  .max = INT_HIGHEST },
	{ "ref", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_subject, ref), .max = 1000 },
	{ "service", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_subject, service), .max = 63 },
	{ "environment", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_subject, environment), .max = 63 },
	{ "images", SHAPE_LIST, 0, COUNTED(verdict_subject, images, n_images), .max = 256,
	  .of = &image, .help = "the images judged, built or deployed, sorted by service, name" },
	{ 0 },
};
static const struct shape subject = { sizeof(struct verdict_subject), subject_members };

#define RFC3339_UTC "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"

static const struct shape_member run_members[] = {
	{ "workflow", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_run, workflow), .max = 500 },
	{ "job", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_run, job), .max = 500 },
	{ "event", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_run, event), .max = 100 },
	{ "actor", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_run, actor), .max = 100 },
	{ "url", SHAPE_TEXT, SHAPE_NULLABLE | SHAPE_IN_BYTES, AT(verdict_run, url), .max = 2048,
	  .pattern = "^https?://" },
	{ "id", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_run, id), .max = 20, .pattern = "^[0-9]+$" },
	{ "number", SHAPE_INT, SHAPE_NULLABLE, AT(verdict_run, number), .max = INT_HIGHEST },
	{ "attempt", SHAPE_INT, SHAPE_NULLABLE, AT(verdict_run, attempt), .max = INT_HIGHEST },
	{ "started", SHAPE_TEXT, 0, AT(verdict_run, started), .max = 24, .pattern = RFC3339_UTC },
	{ "finished", SHAPE_TEXT, 0, AT(verdict_run, finished), .max = 24, .pattern = RFC3339_UTC },
	{ 0 },
};
static const struct shape run = { sizeof(struct verdict_run), run_members };

static const struct shape_member finding_members[] = {
	{ "fingerprint", SHAPE_TEXT, 0, AT(finding, fingerprint), .min = 32, .max = 32,
	  .pattern = "^[0-9a-f]{32}$", .help = "unique in the file; stays when lines move" },
	{ "rule", SHAPE_TEXT, 0, AT(finding, rule), .min = 1, .max = 200, .help = "stable id" },
	{ "severity", SHAPE_ENUM, 0, AT(finding, severity), .words = severity_words },
	{ "denies", SHAPE_BOOL, 0, AT(finding, denies),
	  .help = "it breaks a limit (true also under warn-only)" },
	{ "title", SHAPE_TEXT, SHAPE_ONE_LINE, AT(finding, title), .max = 200 },
	{ "message", SHAPE_TEXT, 0, AT(finding, message), .max = 4000 },
	{ "path", SHAPE_TEXT, SHAPE_NULLABLE | SHAPE_IN_BYTES, AT(finding, path), .max = 4096,
	  .help = "relative to the workspace" },
	{ "line", SHAPE_INT, SHAPE_NULLABLE, AT(finding, line), .min = 1, .max = INT_HIGHEST },
	{ "end_line", SHAPE_INT, SHAPE_NULLABLE, AT(finding, end_line), .min = 1,
	  .max = INT_HIGHEST, .help = "at least line" },
	{ "column", SHAPE_INT, SHAPE_NULLABLE, AT(finding, column), .min = 1, .max = INT_HIGHEST,
	  .help = "in code points; only on one line" },
	{ "end_column", SHAPE_INT, SHAPE_NULLABLE, AT(finding, end_column), .min = 1,
	  .max = INT_HIGHEST, .help = "exclusive" },
	{ "tool", SHAPE_TEXT, SHAPE_NULLABLE, AT(finding, tool), .max = 200 },
	{ "url", SHAPE_TEXT, SHAPE_NULLABLE | SHAPE_IN_BYTES, AT(finding, url), .max = 2048,
	  .pattern = "^https?://" },
	{ "fix", SHAPE_TEXT, SHAPE_NULLABLE, AT(finding, fix), .max = 2000, .help = "what to do" },
	{ "properties", SHAPE_RAW, 0, AT(finding, properties), .max = 2048,
	  .help = "the program's own members" },
	{ 0 },
};
static const struct shape finding = { sizeof(struct finding), finding_members };

static const struct shape_member evidence_members[] = {
	{ "path", SHAPE_TEXT, SHAPE_NULLABLE | SHAPE_IN_BYTES, AT(verdict_evidence, path),
	  .max = 4096, .help = "one of path and url is set" },
	{ "url", SHAPE_TEXT, SHAPE_NULLABLE | SHAPE_IN_BYTES, AT(verdict_evidence, url),
	  .max = 2048, .pattern = "^https?://" },
	{ "sha256", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_evidence, sha256), .max = 64,
	  .pattern = "^[0-9a-f]{64}$", .help = "of the bytes as read; null when nothing came" },
	{ "bytes", SHAPE_INT, SHAPE_NULLABLE, AT(verdict_evidence, bytes), .max = INT_HIGHEST },
	{ "format", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_evidence, format), .max = 100 },
	{ "tool", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_evidence, tool), .max = 200 },
	{ "tool_version", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_evidence, tool_version),
	  .max = 200 },
	{ "created", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_evidence, created), .max = 40,
	  .help = "the document's own time" },
	{ 0 },
};
static const struct shape evidence = { sizeof(struct verdict_evidence), evidence_members };

static const struct shape_member problem_members[] = {
	{ "what", SHAPE_TEXT, 0, AT(verdict_problem, what), .min = 1, .max = 1000 },
	{ "why", SHAPE_TEXT, 0, AT(verdict_problem, why), .max = 1000 },
	{ "fix", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_problem, fix), .max = 2000 },
	{ 0 },
};
static const struct shape problem = { sizeof(struct verdict_problem), problem_members };

static const struct shape_member completeness_members[] = {
	{ "state", SHAPE_ENUM, 0, AT(verdict_completeness, state), .words = state_words,
	  .help = "full: all that the policy needs was looked at" },
	{ "looked_at", SHAPE_RAW, 0, AT(verdict_completeness, looked_at), .max = 64 * 1024,
	  .help = "the program's counters" },
	{ "problems", SHAPE_LIST, 0, COUNTED(verdict_completeness, problems, n_problems),
	  .max = 1000, .of = &problem },
	{ "not_checked", SHAPE_TEXTS, 0, COUNTED(verdict_completeness, not_checked, n_not_checked),
	  .max = 1000, .each = 1000 },
	{ 0 },
};
static const struct shape completeness = { sizeof(struct verdict_completeness),
					   completeness_members };

static const struct shape_member verdict_members[] = {
	{ "schema", SHAPE_TEXT, 0, AT(verdict, schema), .max = 18,
	  .pattern = "^phoenix\\.verdict/v1$" },
	{ "program", SHAPE_TEXT, 0, AT(verdict, program), .min = 1, .max = 63,
	  .pattern = "^[a-z0-9-]+$" },
	{ "version", SHAPE_TEXT, 0, AT(verdict, version), .min = 1, .max = 100 },
	{ "verdict", SHAPE_ENUM, 0, AT(verdict, answer), .words = answer_words },
	{ "exit_code", SHAPE_INT, 0, AT(verdict, exit_code), .max = 3 },
	{ "warn_only", SHAPE_BOOL, 0, AT(verdict, warn_only) },
	{ "reason", SHAPE_TEXT, SHAPE_ONE_LINE, AT(verdict, reason), .min = 1, .max = 500,
	  .help = "one complete sentence" },
	{ "subject", SHAPE_OBJECT, 0, AT(verdict, subject), .of = &subject,
	  .help = "what was judged" },
	{ "run", SHAPE_OBJECT, 0, AT(verdict, run), .of = &run,
	  .help = "where and when; the only part that differs between equal runs" },
	{ "metrics", SHAPE_METRICS, 0, COUNTED(verdict, metrics, n_metrics), .max = 1000 },
	{ "key_metric", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict, key_metric), .max = 200,
	  .help = "a name in metrics" },
	{ "findings", SHAPE_LIST, 0, COUNTED(verdict, findings, n_findings),
	  .max = VERDICT_MAX_FINDINGS, .of = &finding },
	{ "findings_omitted", SHAPE_INT, 0, AT(verdict, findings_omitted), .max = INT_HIGHEST },
	{ "evidence", SHAPE_LIST, 0, COUNTED(verdict, evidence, n_evidence),
	  .max = VERDICT_MAX_EVIDENCE, .of = &evidence },
	{ "completeness", SHAPE_OBJECT, 0, AT(verdict, completeness), .of = &completeness,
	  .help = "what was and was not looked at" },
	{ "notes", SHAPE_TEXTS, 0, COUNTED(verdict, notes, n_notes), .max = 200, .each = 500,
	  .help = "warnings that decide nothing" },
	{ "details", SHAPE_RAW, 0, AT(verdict, details), .max = 3 * 1024 * 1024,
	  .help = "the program's own members" },
	{ 0 },
};

const struct shape verdict_shape = { sizeof(struct verdict), verdict_members };
