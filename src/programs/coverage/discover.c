/* Which reports are read (specs/coverage-and-lint.md 3, 4.2). */
#include <string.h>

#include "programs/coverage/session.h"

static const char *const item_keys[] = { "service", "format", "root", "strip", "optional", NULL };

/* Where tools leave reports, below a service's folder. */
static const char *const folders[] = {
	"",
	"coverage",
	"reports",
	"target",
	"target/tarpaulin",
	"target/site/jacoco",
	"build/reports/jacoco/test",
};

/* What they call them: the first one there is read, the rest are the same run in other words. */
static const char *const names[] = {
	"coverage-final.json",    "lcov.info",    "cobertura.xml",
	"cobertura-coverage.xml", "coverage.xml", "clover.xml",
	"tarpaulin-report.json",  "jacoco.xml",   "jacocoTestReport.xml",
	"coverage.out",           "cover.out",
};

static int want(struct coverage_session *s, const char *path, const struct report_item *item,
		const char *service, struct err *err)
{
	struct wanted_report *grown;

	for (size_t i = 0; i < s->n_wanted; i++)
		if (strcmp(s->wanted[i].path, path) == 0) {
			/* a glob and a name that mean the same file: it is read once */
			if (item && s->wanted[i].item != item && item->words.n)
				return err_caller(err, "reports: %s is named twice", path);
			return 0;
		}
	grown = arena_grow(&s->arena, s->wanted, s->n_wanted, &s->wanted_cap, sizeof(*grown));
	if (!grown)
		return err_memory(err);
	s->wanted = grown;
	s->wanted[s->n_wanted++] = (struct wanted_report){ path, item, service };
	return 0;
}

/* A report that git tracks is the evidence of another run. */
static bool is_tracked(const struct coverage_session *s, const char *path)
{
	const struct tree_file *file = tree_find(&s->tree, path);

	return file && file->blob;
}

static int look_into(struct coverage_session *s, const char *folder, const char *service,
		     struct err *err)
{
	const char *workspace = report_workspace(s->report), *found = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const char *path =
			arena_printf(&s->arena, "%s%s%s", folder, folder[0] ? "/" : "", names[i]);
		const char *whole = path ? arena_printf(&s->arena, "%s/%s", workspace, path) : NULL;

		if (!whole)
			return err_memory(err);
		if (!report_exists(s->report, whole))
			continue;
		if (is_tracked(s, path)) {
			report_note(s->report,
				    "%s is tracked by git, so it is of another run: not read",
				    path);
		} else if (found) {
			report_note(s->report, "%s: same run as %s, not read", path, found);
		} else {
			found = path;
			if (want(s, whole, NULL, service, err) < 0)
				return -1;
		}
	}
	return 0;
}

static int look_below(struct coverage_session *s, const char *folder, const char *service,
		      struct err *err)
{
	if (strcmp(folder, ".") == 0)
		folder = "";
	for (size_t i = 0; i < ARRAY_SIZE(folders); i++) {
		bool both = folder[0] && folders[i][0];
		const char *path =
			arena_printf(&s->arena, "%s%s%s", folder, both ? "/" : "", folders[i]);

		if (!path)
			return err_memory(err);
		if (look_into(s, path, service, err) < 0)
			return -1;
	}
	return 0;
}

static int tell_places(struct coverage_session *s, const char *top, struct err *err)
{
	AUTO(str) where = STR_MAX(2 * KiB);

	str_puts(&where, top);
	for (size_t i = 0; i < s->catalogue.n_services && i < 10; i++)
		str_printf(&where, ", %s", s->catalogue.services[i].path);
	if (s->catalogue.n_services > 10)
		str_printf(&where, " and %zu more", s->catalogue.n_services - 10);
	return err_set(err,
		       "no coverage report was found in %s, nor in coverage, reports, target, "
		       "target/tarpaulin, target/site/jacoco, build/reports/jacoco/test below: run "
		       "the tests with coverage first, or name the reports",
		       where.buf);
}

static int discover(struct coverage_session *s, struct err *err)
{
	const char *top = report_workspace_path(s->report, ".");
	const char *only = report_service(s->report);

	for (size_t i = 0; i < s->catalogue.n_services; i++) {
		const struct catalogue_service *service = &s->catalogue.services[i];

		if (only && strcmp(only, service->name) != 0)
			continue;
		if (look_below(s, service->path, service->name, err) < 0)
			return -1;
	}
	/* several services may share one run, as a cargo workspace does */
	if (look_below(s, top, NULL, err) < 0)
		return -1;
	return s->n_wanted ? 0 : tell_places(s, top, err);
}

/* GLOB service=NAME ...: */
static int want_item(struct coverage_session *s, const char *text, struct err *err)
{
	struct report_item *item = arena_alloc(&s->arena, sizeof(*item));
	const char *optional, *service;
	struct strings paths;

	if (!item)
		return err_memory(err);
	if (report_item_parse(item, text, item_keys, &s->arena, err) < 0)
		return -1;
	optional = report_item_word(item, "optional");
	if (optional && strcmp(optional, "true") != 0 && strcmp(optional, "false") != 0)
		return err_caller(err, "reports: %s: optional= is true or false", text);
	service = report_item_word(item, "service");
	if (service && s->has_catalogue && !catalogue_service_named(&s->catalogue, service))
		return err_caller(err, "reports: %s: no service of this name is in %s", text,
				  s->in->catalogue);
	if ((optional && strcmp(optional, "true") == 0 ? report_glob_any : report_glob)(
		    s->report, item->glob, &paths, err) < 0)
		return -1;
	for (size_t i = 0; i < paths.n; i++)
		if (want(s, paths.at[i], item, service, err) < 0)
			return -1;
	return 0;
}

int coverage_find_reports(struct coverage_session *s, struct err *err)
{
	const struct yaml_items *policy = &s->catalogue.coverage.reports;
	size_t n = s->in->reports.n ? s->in->reports.n : policy->n;

	if (!n)
		return discover(s, err);
	for (size_t i = 0; i < n; i++)
		if (want_item(s, s->in->reports.n ? s->in->reports.at[i] : policy->at[i].text,
			      err) < 0)
			return -1;
	return s->n_wanted ? 0 : err_set(err, "none of the reports is there: all are optional");
}
