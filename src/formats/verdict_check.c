#include <string.h>

#include "base/clock.h"
#include "formats/verdict_read.h"

/* specs/verdict.md 5.5, the sentence that the file breaks; NULL when it breaks none. */
static const char *disagreement(const struct verdict *v)
{
	bool full = v->completeness.state == COMPLETE_FULL, denies = false, broken = false;

	for (size_t i = 0; i < v->n_findings; i++)
		denies |= v->findings[i].denies;
	for (size_t i = 0; i < v->n_metrics; i++)
		broken |= v->metrics[i].ok == 0;
	switch (v->answer) {
	case PASS:
		if (v->exit_code != 0)
			return "exit_code: a pass has 0";
		if (!full)
			return "completeness.state: a pass has \"full\"";
		return denies ? "findings: a pass has none that denies" : NULL;
	case DENY:
		if (!denies && !broken && !v->findings_omitted)
			return "findings: a deny has one that denies, or a metric that is not ok";
		if (v->warn_only && !full)
			return "verdict: a partial deny under warn_only is an incomplete";
		if (v->exit_code != 1 && (v->exit_code != 0 || !v->warn_only))
			return "exit_code: a deny has 1, or 0 under warn_only";
		return NULL;
	case ERROR:
		if (v->exit_code != 2)
			return "exit_code: an error has 2";
		return full ? "completeness.state: an error has \"partial\"" : NULL;
	default:
		if (v->exit_code != 3)
			return "exit_code: an incomplete has 3";
		if (full)
			return "completeness.state: an incomplete has \"partial\"";
		return v->completeness.n_problems
			       ? NULL
			       : "completeness.problems: an incomplete has at least one";
	}
}

static bool has_metric(const struct verdict *v, const char *name)
{
	size_t from = 0, to = v->n_metrics;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = strcmp(name, v->metrics[middle].name);

		if (!order)
			return true;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return false;
}

/* 3.3: what is wrong with the place of a finding; NULL when nothing is. */
static const char *impossible_place(const struct finding *f)
{
	bool columns = f->column > 0 || f->end_column > 0;

	if (f->line < 1 && (columns || f->end_line > 0))
		return "line: null, but end_line or a column is set";
	if (f->end_line > 0 && f->end_line < f->line)
		return "end_line: below line";
	if (columns && f->end_line > 0 && f->end_line != f->line)
		return "column: set for a place of several lines";
	return NULL;
}

static int check_findings(const struct verdict *v, const char *name, struct err *err)
{
	AUTO(arena) arena = ARENA_MAX(MiB);
	AUTO(intern) seen = { .arena = &arena };

	for (size_t i = 0; i < v->n_findings; i++) {
		const struct finding *f = &v->findings[i];
		const char *wrong = impossible_place(f);

		if (wrong)
			return err_set(err, "%s: findings[%zu].%s", name, i, wrong);
		if (!intern_text(&seen, text_of(f->fingerprint)))
			return err_memory(err);
		if (seen.n == i)
			return err_set(err, "%s: findings[%zu].fingerprint: %s stands before", name,
				       i, f->fingerprint);
		if (i && finding_order(f - 1, f) > 0)
			return err_set(err,
				       "%s: findings[%zu]: not sorted by severity, path, line, "
				       "column, rule, fingerprint",
				       name, i);
	}
	return 0;
}

/* Null before any text, then bytewise. */
static int text_order(const char *a, const char *b)
{
	if (!a || !b)
		return !!a - !!b;
	return strcmp(a, b);
}

static int check_evidence(const struct verdict *v, const char *name, struct err *err)
{
	for (size_t i = 0; i < v->n_evidence; i++) {
		const struct verdict_evidence *e = &v->evidence[i];
		int order = i ? text_order(e[-1].path, e->path) : 0;

		if (!e->path == !e->url)
			return err_set(err, "%s: evidence[%zu]: either path or url is set", name,
				       i);
		if (!e->sha256 != (e->bytes < 0))
			return err_set(err,
				       "%s: evidence[%zu]: sha256 and bytes are both set or both "
				       "null",
				       name, i);
		if (order > 0 || (i && !order && text_order(e[-1].url, e->url) > 0))
			return err_set(err, "%s: evidence[%zu]: not sorted by path, url", name, i);
	}
	return 0;
}

static int check_images(const struct verdict_subject *subject, const char *name, struct err *err)
{
	for (size_t i = 1; i < subject->n_images; i++) {
		const struct verdict_image *a = &subject->images[i - 1], *b = a + 1;
		int order = text_order(a->service, b->service);

		if (order > 0 || (!order && strcmp(a->name, b->name) > 0))
			return err_set(err, "%s: subject.images[%zu]: not sorted by service, name",
				       name, i);
	}
	return 0;
}

static int check_texts(const char *const *texts, size_t n, const char *member, const char *name,
		       struct err *err)
{
	for (size_t i = 1; i < n; i++)
		if (strcmp(texts[i - 1], texts[i]) > 0)
			return err_set(err, "%s: %s[%zu]: not sorted bytewise", name, member, i);
	return 0;
}

static int check_times(const struct verdict_run *run, const char *name, struct err *err)
{
	int64_t ms;

	if (!clock_parse(text_of(run->started), &ms))
		return err_set(err, "%s: run.started: no such time: %s", name, run->started);
	if (!clock_parse(text_of(run->finished), &ms))
		return err_set(err, "%s: run.finished: no such time: %s", name, run->finished);
	return 0;
}

int verdict_check(const struct verdict *v, const char *name, struct err *err)
{
	const struct verdict_completeness *c = &v->completeness;
	const char *wrong = disagreement(v);

	if (wrong)
		return err_set(err, "%s: %s", name, wrong);
	if (v->key_metric && !has_metric(v, v->key_metric))
		return err_set(err, "%s: key_metric: expected a name in metrics, found \"%.100s\"",
			       name, v->key_metric);
	if (check_images(&v->subject, name, err) < 0 || check_times(&v->run, name, err) < 0 ||
	    check_findings(v, name, err) < 0 || check_evidence(v, name, err) < 0)
		return -1;
	if (check_texts(c->not_checked, c->n_not_checked, "completeness.not_checked", name, err) <
	    0)
		return -1;
	return check_texts(v->notes, v->n_notes, "notes", name, err);
}
