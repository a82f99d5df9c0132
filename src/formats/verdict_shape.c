/* The table of phoenix.verdict/v1: specs/verdict.md sections 2 and 3, in order. */
#include "formats/verdict.h"

#include <string.h>

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

#define COMMIT "^[0-9a-f]{40}$|^[0-9a-f]{64}$"

static const struct shape_member subject_members[] = {
	{ "repository", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_subject, repository), .max = 300,
	  .help = "owner/name" },
	{ "commit", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_subject, commit), .max = 64,
	  .pattern = COMMIT },
	{ "head_commit", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_subject, head_commit), .max = 64,
	  .pattern = COMMIT, .help = "head of the pull request" },
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
	{ "looked_at", SHAPE_RAW, 0, AT(verdict_completeness, looked_at), .max = 64 * KiB,
	  .help = "the program's counters" },
	{ "problems", SHAPE_LIST, 0, COUNTED(verdict_completeness, problems, n_problems),
	  .max = 1000, .of = &problem, .help = "what is missing and how to get it" },
	{ "not_checked", SHAPE_TEXTS, 0, COUNTED(verdict_completeness, not_checked, n_not_checked),
	  .max = 1000, .each = 1000,
	  .help = "what the policy did not ask for, or what failed and changed nothing" },
	{ 0 },
};
static const struct shape completeness = { sizeof(struct verdict_completeness),
					   completeness_members };

static const struct shape_member metric_members[] = {
	{ "value", SHAPE_NUMBER, SHAPE_NULLABLE, COUNTED(verdict_metric, value, is_text),
	  .help = "of at most 15 significant digits" },
	{ "unit", SHAPE_TEXT, 0, AT(verdict_metric, unit), .max = 200 },
	{ "limit", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict_metric, limit), .max = 200,
	  .help = "the limit in force, as >= 80; null: there is none" },
	{ "ok", SHAPE_MAYBE, SHAPE_NULLABLE, AT(verdict_metric, ok), .help = "the limit is held" },
	{ 0 },
};
static const struct shape metric = { sizeof(struct verdict_metric), metric_members };

#define CORE    "^[0-9]+\\.[0-9]+\\.[0-9]+"
#define VERSION CORE "$|" CORE "[-+][0-9A-Za-z.+-]+$" /* SemVer 2.0.0 */

static const struct shape_member verdict_members[] = {
	{ "schema", SHAPE_TEXT, 0, AT(verdict, schema), .max = 18,
	  .pattern = "^phoenix\\.verdict/v1$" },
	{ "program", SHAPE_TEXT, 0, AT(verdict, program), .min = 1, .max = 63,
	  .pattern = "^[a-z0-9-]+$", .help = "who judged" },
	{ "version", SHAPE_TEXT, 0, AT(verdict, version), .min = 1, .max = 100, .pattern = VERSION,
	  .help = "of the program: SemVer" },
	{ "verdict", SHAPE_ENUM, 0, AT(verdict, answer), .words = answer_words },
	{ "exit_code", SHAPE_INT, 0, AT(verdict, exit_code), .max = 3,
	  .help = "what the process returned" },
	{ "warn_only", SHAPE_BOOL, 0, AT(verdict, warn_only),
	  .help = "the input was set: a deny returns 0" },
	{ "reason", SHAPE_TEXT, SHAPE_ONE_LINE, AT(verdict, reason), .min = 1, .max = 500,
	  .help = "one complete sentence" },
	{ "subject", SHAPE_OBJECT, 0, AT(verdict, subject), .of = &subject,
	  .help = "what was judged" },
	{ "run", SHAPE_OBJECT, 0, AT(verdict, run), .of = &run,
	  .help = "where and when; the only part that differs between equal runs" },
	{ "metrics", SHAPE_METRICS, 0, COUNTED(verdict, metrics, n_metrics), .max = 1000,
	  .each = 200, .pattern = "^[a-z0-9][a-z0-9._-]*$", .of = &metric, .help = "by name" },
	{ "key_metric", SHAPE_TEXT, SHAPE_NULLABLE, AT(verdict, key_metric), .max = 200,
	  .help = "a name in metrics" },
	{ "findings", SHAPE_LIST, 0, COUNTED(verdict, findings, n_findings),
	  .max = VERDICT_MAX_FINDINGS, .of = &finding,
	  .help = "worst first: by severity, path, line, column, rule, fingerprint" },
	{ "findings_omitted", SHAPE_INT, 0, AT(verdict, findings_omitted), .max = INT_HIGHEST,
	  .help = "dropped by the ceilings; counts, metrics and verdict are of all" },
	{ "evidence", SHAPE_LIST, 0, COUNTED(verdict, evidence, n_evidence),
	  .max = VERDICT_MAX_EVIDENCE, .of = &evidence,
	  .help = "each input that was opened, sorted by path, url" },
	{ "completeness", SHAPE_OBJECT, 0, AT(verdict, completeness), .of = &completeness,
	  .help = "what was and was not looked at" },
	{ "notes", SHAPE_TEXTS, 0, COUNTED(verdict, notes, n_notes), .max = 200, .each = 500,
	  .help = "warnings that decide nothing" },
	{ "details", SHAPE_RAW, 0, AT(verdict, details), .max = 3 * MiB,
	  .help = "the program's own members" },
	{ 0 },
};

const struct shape verdict_shape = { sizeof(struct verdict), verdict_members };

/* Whether the atom at p takes this byte; *next is behind the atom. */
static bool atom_takes(const char *p, char c, const char **next)
{
	bool taken = false;

	if (*p != '[') {
		p += *p == '\\';
		*next = p + 1;
		return *p == c;
	}
	for (p++; *p != ']'; p++) {
		char from = *p;

		if (p[1] == '-' && p[2] != ']')
			p += 2;
		taken |= c >= from && c <= *p;
	}
	*next = p + 1;
	return taken;
}

/* How often the atom before p may stand; returns what is behind that. */
static const char *quantity(const char *p, size_t *least, size_t *most)
{
	*least = *p == '*' || *p == '?' ? 0 : 1;
	*most = *p == '*' || *p == '+' ? SIZE_MAX : 1;
	if (*p != '{')
		return *p && strchr("*+?", *p) ? p + 1 : p;
	for (*least = 0, p++; *p != '}'; p++)
		*least = *least * 10 + (size_t)(*p - '0');
	*most = *least;
	return p + 1;
}

/* One alternative, from behind its ^ to its end. */
static bool alternative_matches(const char *p, struct text text)
{
	size_t at = 0;

	while (*p && *p != '|' && *p != '$') {
		size_t least, most, n = 0;
		const char *behind, *next;

		atom_takes(p, '\0', &behind);
		next = quantity(behind, &least, &most);
		for (; n < most && at < text.len && atom_takes(p, text.ptr[at], &behind); n++)
			at++;
		if (n < least)
			return false;
		p = next;
	}
	return *p != '$' || at == text.len;
}

bool shape_matches(const char *pattern, struct text text)
{
	for (const char *p = pattern; p; p = strchr(p, '|')) {
		p += *p == '|';
		if (alternative_matches(p + 1, text))
			return true;
	}
	return false;
}
