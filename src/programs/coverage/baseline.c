/* The baseline of an earlier run, and that of this one. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "programs/coverage/session.h"

#define BASELINE_MAX (512 * MiB)

int coverage_read_baseline(struct coverage_session *s, struct err *err)
{
	const char *path = s->in->baseline;
	AUTO(str) bytes = STR_MAX(BASELINE_MAX);

	s->subject.skip_baseline = s->in->baseline_missing == BASELINE_SKIP;
	if (!path)
		return 0;
	if (!report_exists(s->report, path)) {
		/* rules that need it say so; the first run has none */
		report_note(s->report, "baseline: %s: no such file", path);
		return 0;
	}
	if (report_slurp(s->report, path, COVERAGE_BASELINE_SCHEMA, &bytes, err) < 0 ||
	    coverage_baseline_read(&s->baseline, path, (struct text){ bytes.buf, bytes.len }, err) <
		    0)
		return -1;
	s->subject.baseline = &s->baseline;
	report_note(s->report, "compared with the baseline of commit %.10s, %s",
		    s->baseline.commit[0] ? s->baseline.commit : "(none)", s->baseline.time);
	return 0;
}

static void fill_counts(const struct coverage_session *s, size_t service,
			struct baseline_counts *counts)
{
	unsigned has = s->merged.has;

	for (size_t i = 0; i < s->merged.n; i++) { /* what some file lacks is no total */
		const struct coverage_file *file = s->merged.files[i];

		if (service == SIZE_MAX || coverage_service_of(&s->subject, file->path) == service)
			has &= ~file->lacks;
	}
	counts->has = has;
	for (int kind = 0; kind < COVERAGE_KINDS; kind++)
		if (has & COVERAGE_HAS(kind))
			counts->of[kind] = coverage_scope_count(&s->subject, service, false,
								(enum coverage_kind)kind);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct baseline_service *)a)->name,
		      ((const struct baseline_service *)b)->name);
}

static int fill_services(struct coverage_session *s, struct coverage_baseline *b)
{
	size_t n = s->subject.n_services;

	b->services = arena_alloc(&b->arena, (n + 1) * sizeof(*b->services));
	for (size_t i = 0; b->services && i < n; i++) {
		struct baseline_service service = { .name = s->subject.services[i].name };

		fill_counts(s, i, &service.counts);
		if (service.counts.of[COVERAGE_LINES].total)
			b->services[b->n_services++] = service;
	}
	if (b->n_services)
		qsort(b->services, b->n_services, sizeof(*b->services), by_name);
	return b->services ? 0 : -1;
}

static bool is_text(const char *path)
{
	size_t used;
	bool valid = true;

	for (struct text rest = text_of(path); rest.len && valid; rest = text_from(rest, used))
		utf8_decode(rest.ptr, rest.len, &used, &valid);
	return valid;
}

/* A name that is no UTF-8 cannot stand in JSON: no rule can compare that file. */
static int fill_files(struct coverage_session *s, struct coverage_baseline *b)
{
	struct coverage_file **files = coverage_sorted_files(s);

	b->files = arena_alloc(&b->arena, (s->merged.n + 1) * sizeof(*b->files));
	for (size_t i = 0; files && b->files && i < s->merged.n; i++) {
		const struct tree_file *tree = tree_find(&s->tree, files[i]->path);
		struct baseline_file file = { .path = files[i]->path,
					      .blob = tree && tree->blob ? tree->blob : "" };
		AUTO(str) runs = STR_MAX(64 * MiB);

		if (!is_text(file.path))
			continue;
		coverage_runs_print(&runs, files[i]);
		file.counts.has = s->merged.has & ~files[i]->lacks;
		for (int kind = 0; kind < COVERAGE_KINDS; kind++)
			file.counts.of[kind] = coverage_count(files[i], (enum coverage_kind)kind);
		file.runs = runs.failed ? NULL : arena_strdup(&b->arena, runs.buf);
		if (!file.runs)
			return -1;
		b->files[b->n_files++] = file;
	}
	return files && b->files ? 0 : -1;
}

int coverage_write_baseline(struct coverage_session *s, struct err *err)
{
	__attribute__((cleanup(coverage_baseline_release))) struct coverage_baseline b = {
		.arena = ARENA_MAX(GiB), .tree = "", .commit = ""
	};
	AUTO(str) time = STR_MAX(64);
	AUTO(str) out = STR_MAX(GiB);
	struct object_id head;

	if (report_problems(s->report)) {
		report_note(s->report, "no baseline is written from incomplete evidence");
		return 0;
	}
	if (s->has_checkout && repository_head(&s->checkout.repository, &head, err) < 0)
		return -1;
	if (s->has_checkout)
		b.commit = head.hex;
	clock_print(&time, s->now);
	b.time = time.buf;
	fill_counts(s, SIZE_MAX, &b.totals);
	if (fill_services(s, &b) < 0 || fill_files(s, &b) < 0)
		return err_memory(err);
	coverage_baseline_print(&out, &b);
	if (str_check(&out, "write-baseline", err) < 0)
		return -1;
	return report_write(s->report, s->in->write_baseline, (struct text){ out.buf, out.len },
			    err);
}

static bool may_carry(const struct coverage_session *s, const char *service)
{
	const struct yaml_items *policy = &s->catalogue.coverage.carryforward;
	const struct strings *given = &s->in->carryforward;

	for (size_t i = 0; i < given->n; i++)
		if (strcmp(given->at[i], service) == 0 ||
		    (given->n == 1 && strcmp(given->at[i], "all") == 0))
			return true;
	if (given->n)
		return false;
	for (size_t i = 0; i < policy->n; i++)
		if (strcmp(policy->at[i].text, service) == 0)
			return true;
	return policy->all;
}

/* Old figures cannot judge new code: a changed file of the service, or NULL. */
static const char *touched(const struct coverage_session *s, size_t service)
{
	for (size_t i = 0; i < s->changed.n; i++) {
		const char *path = s->changed.files[i]->path;

		if (coverage_service_of(&s->subject, path) == service &&
		    coverage_counts_path(s, path) && !tree_patterns_select(&s->exempt, path))
			return path;
	}
	return NULL;
}

static void carry(struct coverage_session *s, struct coverage_service *service, size_t i,
		  const struct baseline_service *known)
{
	AUTO(str) what = STR_MAX(16 * KiB);
	const char *path = s->change == COVERAGE_CHANGE_KNOWN ? touched(s, i) : NULL;

	service->carried = &known->counts;
	report_note(s->report, "service %s has no report: its figures are those of %.10s",
		    service->name, s->baseline.commit);
	if (!path && s->change != COVERAGE_CHANGE_UNKNOWN)
		return;
	str_printf(&what, "service %s: its figures are the baseline's, and %s", service->name,
		   path ? path : "what changed is not known");
	report_problem(s->report, what.buf, path ? "is changed" : "",
		       "measure the service in this run");
}

void coverage_carry_forward(struct coverage_session *s)
{
	for (size_t i = 0; i < s->subject.n_services; i++) {
		struct coverage_service *service = &s->services[i];
		const struct baseline_service *known =
			s->subject.baseline && may_carry(s, service->name)
				? coverage_baseline_service(s->subject.baseline, service->name)
				: NULL;

		if (known && !coverage_scope_count(&s->subject, i, false, COVERAGE_LINES).total)
			carry(s, service, i, known);
	}
}
