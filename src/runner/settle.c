#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "runner/finish.h"
#include "runner/mask.h"
#include "runner/verdict_write.h"

/* of formats/verdict_shape.c */
#define PATH_MAX_BYTES 4096
#define RULE_MAX       200 /* code points */
#define URL_MAX        2048
#define PROPERTIES_MAX 2048

static bool has_denial(const struct verdict *v)
{
	for (size_t i = 0; i < v->n_findings; i++)
		if (v->findings[i].denies)
			return true;
	for (size_t i = 0; i < v->n_metrics; i++)
		if (v->metrics[i].ok == 0)
			return true;
	return false;
}

static bool has_denying_finding(const struct verdict *v)
{
	for (size_t i = 0; i < v->n_findings; i++)
		if (v->findings[i].denies)
			return true;
	return false;
}

static enum answer from_error(struct report *report, enum answer answer, const struct err *err)
{
	if (!err_is_set(err))
		return answer;
	if (err->kind == ERR_INTERNAL) {
		report_reason(report, "internal: %s", err->text);
		return INCOMPLETE;
	}
	report_reason(report, "%s", err->text);
	return err->kind == ERR_CALLER ? ERROR : INCOMPLETE;
}

/* What a program said that cannot be: a defect of ours, which must not look like a pass. */
static const char *contradiction(const struct report *report, enum answer answer)
{
	const struct verdict *v = &report->verdict;

	if (report->memory_failed)
		return "out of memory";
	if (answer == PASS && v->completeness.n_problems)
		return "a pass with evidence missing";
	if (answer == PASS && has_denying_finding(v))
		return "a pass with a finding that denies";
	if (answer == DENY && !has_denial(v))
		return "a deny without a finding or a metric behind it";
	if (!v->reason || !v->reason[0])
		return "no reason given";
	return NULL;
}

void settle_answer(struct report *report, enum answer answer, const struct err *err)
{
	struct verdict *v = &report->verdict;
	const char *defect;

	answer = from_error(report, answer, err);
	defect = contradiction(report, answer);
	if (defect && answer != ERROR) {
		report_reason(report, "internal: %s", defect);
		answer = INCOMPLETE;
	}
	if (report_cancelled() && answer != ERROR) {
		report_reason(report, "cancelled");
		answer = INCOMPLETE;
	}
	if (answer == DENY && v->warn_only && v->completeness.n_problems)
		answer = INCOMPLETE; /* warn-only never hides missing evidence */
	if (answer == INCOMPLETE && !v->completeness.n_problems)
		report_problem(report, v->reason, "", NULL);
	if (!v->reason || !v->reason[0])
		v->reason = "internal: out of memory";
	v->completeness.state =
		answer == ERROR || v->completeness.n_problems ? COMPLETE_PARTIAL : COMPLETE_FULL;
	v->answer = (int)answer;
	v->exit_code = answer == DENY && v->warn_only ? 0 : (int64_t)answer;
}

static void add_part(struct str *recipe, const char *text, bool blur_digits)
{
	size_t from = recipe->len;

	if (text)
		str_puts(recipe, text);
	for (char *c = recipe->buf + from; blur_digits && *c; c++)
		if (*c >= '0' && *c <= '9')
			*c = '0';
	str_putc(recipe, '\0');
}

/*
 * Over program, rule, path, service and message with each digit as 0: moved lines keep it. The
 * ordinal tells equal ones apart, in the order of their lines.
 */
static const char *fingerprint(struct report *report, const struct finding *f, size_t ordinal)
{
	AUTO(str) recipe = STR_MAX(MiB);
	char hex[65];

	add_part(&recipe, report->verdict.program, false);
	add_part(&recipe, f->rule, false);
	add_part(&recipe, f->path, false);
	add_part(&recipe, report->verdict.subject.service, false);
	add_part(&recipe, f->message, true);
	str_cut(&recipe, recipe.len - 1); /* joined by NUL, not ended by it */
	if (ordinal > 1)
		str_printf(&recipe, "%c%zu", '\0', ordinal);
	report->memory_failed |= recipe.failed;
	sha256_hex(recipe.buf, recipe.len, hex);
	hex[32] = '\0';
	return report_keep(report, hex);
}

static bool same_base(const void *context, size_t i)
{
	const char *const *pair = context; /* the list's base prints, the one looked for */
	const char *base = ((const char *const *)(const void *)pair[0])[i];

	return strcmp(base, pair[1]) == 0;
}

static int number_equal_ones(struct report *report)
{
	struct verdict *v = &report->verdict;
	const char **base = calloc(v->n_findings + 1, sizeof(*base));
	size_t *seen = calloc(v->n_findings + 1, sizeof(*seen));
	struct hash_index index = { 0 };
	int result = base && seen ? 0 : -1;

	for (size_t i = 0; result == 0 && i < v->n_findings; i++) {
		struct finding *f = &v->findings[i];
		const char *pair[2] = { (const char *)base, NULL };
		size_t first;

		if (f->fingerprint)
			continue;
		base[i] = pair[1] = fingerprint(report, f, 1);
		first = hash_index_enter(&index, hash_bytes(base[i], strlen(base[i]), 0), i,
					 same_base, pair);
		if (first == SIZE_MAX)
			result = -1;
		else if (seen[first]++)
			f->fingerprint = fingerprint(report, f, seen[first]);
		else
			f->fingerprint = base[i];
	}
	hash_index_release(&index);
	free(seen);
	free(base);
	return result;
}

/*
 * A text that findings are sorted by, as the verdict file will hold it: else the file would be in
 * the order of bytes that are not in it. At most max bytes, or code points.
 */
static const char *as_written(struct report *report, const char *text, size_t max, bool in_bytes)
{
	size_t len = text ? strlen(text) : 0, kept;

	if (!len || (!mask_any() && len <= max && utf8_is_valid(text, len)))
		return text;
	text = report_text(report, text);
	len = strlen(text);
	kept = !in_bytes   ? utf8_prefix(text, len, max, NULL)
	       : len > max ? utf8_cut(text, max)
			   : len;
	if (kept == len)
		return text;
	text = arena_copy(&report->arena, (struct text){ text, kept });
	report->memory_failed |= !text;
	return text ? text : "";
}

static bool is_address(const char *url)
{
	size_t len = strlen(url);

	return len <= URL_MAX && utf8_is_valid(url, len) && url_is_allowed(text_of(url), true);
}

/* What no reader would take is left out, and counted: an address cut short leads elsewhere. */
static void leave_out(struct report *report)
{
	struct verdict *v = &report->verdict;
	size_t addresses = 0, properties = 0;

	for (size_t i = 0; i < v->n_findings; i++) {
		struct finding *f = &v->findings[i];

		if (f->url && !is_address(f->url)) {
			f->url = NULL;
			addresses++;
		}
		if (f->properties && verdict_raw_length(f->properties) > PROPERTIES_MAX) {
			f->properties = NULL;
			properties++;
		}
	}
	if (addresses)
		report_note(report,
			    "addresses of findings left out, for they are not http(s), name a user "
			    "or are over 2 KiB: %zu",
			    addresses);
	if (properties)
		report_note(report, "properties of findings left out, for they are over 2 KiB: %zu",
			    properties);
}

void settle_findings(struct report *report)
{
	struct verdict *v = &report->verdict;
	struct findings *list = report->findings;
	size_t n = 0;

	if (!list)
		return;
	v->findings = list->at; /* what is outside goes: the list is the verdict's from here on */
	for (size_t i = 0; i < list->n; i++) {
		struct finding *f = &list->at[i];

		if (f->outside)
			continue;
		if (!f->title)
			f->title = f->message = "(text left out: too many findings)";
		if (!f->message)
			f->message = f->title;
		f->path = as_written(report, f->path, PATH_MAX_BYTES, true);
		f->rule = as_written(report, f->rule, RULE_MAX, false);
		v->findings[n++] = *f;
	}
	v->n_findings = n;
	leave_out(report);
	if (n > 1)
		qsort(v->findings, n, sizeof(*v->findings), finding_order);
	if (number_equal_ones(report) < 0)
		report->memory_failed = true;
	if (n > 1)
		qsort(v->findings, n, sizeof(*v->findings),
		      finding_order); /* fingerprints take part */
}
