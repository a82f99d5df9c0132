/* Reports into one picture of the tree (specs/coverage-and-lint.md 4.1, 4.4, 4.5). */
#include <inttypes.h>
#include <string.h>

#include "formats/coverage/readers.h"
#include "programs/coverage/session.h"

#define FUTURE_SECONDS 600

static int check_format(const struct wanted_report *wanted, const struct coverage *report,
			struct err *err)
{
	const char *word = wanted->item ? report_item_word(wanted->item, "format") : NULL;

	if (!word || strcmp(word, coverage_format_words[report->format]) == 0)
		return 0;
	for (size_t i = 0; coverage_format_words[i]; i++)
		if (strcmp(word, coverage_format_words[i]) == 0)
			return err_caller(err, "reports: %s: format=%s, but the file is %s",
					  wanted->path, word,
					  coverage_format_words[report->format]);
	return err_caller(err, "reports: %s: format=%s: no such format", wanted->path, word);
}

/* A report of another day says nothing about this commit. */
static void check_age(struct coverage_session *s, const char *path, const struct coverage *report)
{
	AUTO(str) what = STR_MAX(16 * KiB);
	int64_t age = s->now / 1000 - report->timestamp;

	if (!report->timestamp || !s->max_age || (age <= s->max_age && age >= -FUTURE_SECONDS))
		return;
	if (age < 0)
		str_printf(&what, "%s: its timestamp lies %" PRId64 " s in the future", path, -age);
	else
		str_printf(&what, "%s: %" PRId64 " s old, max-age is %" PRId64 " s", path, age,
			   s->max_age);
	report_problem(s->report, what.buf, "a report of another run?",
		       "measure again in this run, or set max-age");
	coverage_tell(s, "stale-report", SEVERITY_LOW, false, NULL, 0, 0, what.buf, NULL, s->err);
}

/* A contradiction: it decides only where `verify` is strict. */
static void mismatch(struct coverage_session *s, const char *what)
{
	if (s->verify == VERIFY_STRICT)
		report_problem(s->report, what, "a report that contradicts itself or another",
			       "find out which of the two is wrong, or set verify: note");
	coverage_tell(s, "header-mismatch", SEVERITY_LOW, false, NULL, 0, 0, what, NULL, s->err);
}

/* What a report states of itself against its own lines; the lines decide. */
static void compare(struct coverage_session *s, const char *path, const char *of,
		    struct coverage_count stated, struct coverage_count body)
{
	AUTO(str) what = STR_MAX(16 * KiB);

	if (stated.total < 0 || (stated.total == body.total && stated.hit == body.hit))
		return;
	str_printf(&what,
		   "%s: states %" PRId64 " of %" PRId64 " lines hit%s%s, its lines are %" PRId64
		   " of %" PRId64,
		   path, stated.hit, stated.total, of[0] ? " in " : "", of, body.hit, body.total);
	mismatch(s, what.buf);
}

/* A rate is written with two decimals or more: off by less it is the same. */
static void compare_rate(struct coverage_session *s, const char *path, int64_t rate_e4,
			 struct coverage_count body)
{
	AUTO(str) what = STR_MAX(16 * KiB);
	int64_t off = rate_e4 * body.total - body.hit * 10000;

	if (off <= 100 * body.total && off >= -100 * body.total)
		return;
	str_printf(&what,
		   "%s: states a rate of %" PRId64 ".%02" PRId64 " %%, its lines are %" PRId64
		   " of %" PRId64,
		   path, rate_e4 / 100, rate_e4 % 100, body.hit, body.total);
	mismatch(s, what.buf);
}

static void check_headers(struct coverage_session *s, const char *path,
			  const struct coverage *report)
{
	struct coverage_count all = { 0, 0 };

	if (s->verify == VERIFY_OFF)
		return;
	for (size_t i = 0; i < report->n; i++) {
		const struct coverage_file *file = report->files[i];
		struct coverage_count body = coverage_count(file, COVERAGE_LINES);

		all.hit += body.hit;
		all.total += body.total;
		compare(s, path, file->path, file->header, body);
	}
	compare(s, path, "", report->header, all);
	if (report->header.total < 0 && report->header_rate >= 0)
		compare_rate(s, path, report->header_rate, all);
}

/* What of a report found no place. */
struct lost {
	size_t foreign, unresolved, ambiguous;
};

static void tell_lost(struct coverage_session *s, const char *path, const char *named,
		      const struct path_place *place, struct lost *lost)
{
	AUTO(str) what = STR_MAX(16 * KiB);
	bool first;

	if (place->state == PATH_AMBIGUOUS) {
		str_printf(&what, "%s: \"%s\" may be %s or %s: say which by root=", path, named,
			   place->file, place->other);
		first = lost->ambiguous++ == 0;
	} else {
		str_printf(&what, "%s: \"%s\" names no file of the tree", path, named);
		first = lost->unresolved++ == 0;
	}
	if (place->state == PATH_AMBIGUOUS || s->unresolved == UNRESOLVED_INCOMPLETE) {
		if (first)
			report_problem(
				s->report, what.buf, "",
				place->state == PATH_AMBIGUOUS
					? "name the folder that its paths start from: root=DIR"
					: "measure in this checkout, or say root=DIR, "
					  "strip=PREFIX, or unresolved: note");
	}
	coverage_tell(s, place->state == PATH_AMBIGUOUS ? "ambiguous-path" : "unresolved-path",
		      SEVERITY_LOW, false, NULL, 0, 0, what.buf, NULL, s->err);
}

static bool is_ignored(void *context, const char *path)
{
	const struct coverage_session *s = context;

	return s->has_checkout && checkout_ignores(&s->checkout, path);
}

/* The folder of a report in the workspace; NULL: it lies elsewhere, or is standard input. */
static const char *folder_of(struct coverage_session *s, const char *path)
{
	const char *inside = path[0] == '/' ? report_strip_workspace(s->report, path) : NULL;
	const char *slash = inside ? strrchr(inside, '/') : NULL;

	if (!inside)
		return NULL;
	return slash ? arena_copy(&s->arena, (struct text){ inside, (size_t)(slash - inside) })
		     : "";
}

static int fill_workspaces(struct coverage_session *s, struct path_request *request)
{
	static const char container[] = "/github/workspace";
	const char **names = arena_alloc(&s->arena, 3 * sizeof(*names));

	if (!names)
		return err_memory(s->err);
	names[0] = report_workspace(s->report);
	names[1] = container;
	names[2] = report_host_workspace(s->report);
	request->workspaces = names;
	request->n_workspaces = names[2] ? 3 : 2;
	return 0;
}

static int make_request(struct coverage_session *s, const struct wanted_report *wanted,
			const struct coverage *report, struct path_request *request)
{
	const struct report_item *item = wanted->item;
	const struct catalogue_service *service =
		wanted->service ? catalogue_service_named(&s->catalogue, wanted->service) : NULL;
	const char *root = item ? report_item_word(item, "root") : NULL;

	*request = (struct path_request){
		.tree = &s->path_tree,
		.sources = report->sources,
		.n_sources = report->n_sources,
		.root = root ? report_workspace_path(s->report, root) : NULL,
		.strip = item ? report_item_word(item, "strip") : NULL,
		.service = service ? service->path : NULL,
		.folder = folder_of(s, wanted->path),
		.modules = s->modules,
		.n_modules = report->format == COVERAGE_GO ? s->n_modules : 0,
		.suffixes = report->format == COVERAGE_GO || report->format == COVERAGE_JACOCO,
		.ignored = is_ignored,
		.context = s,
	};
	return fill_workspaces(s, request);
}

bool coverage_counts_path(const struct coverage_session *s, const char *path)
{
	return (!s->include.n || tree_patterns_select(&s->include, path)) &&
	       !tree_patterns_select(&s->exclude, path);
}

static int merge_file(struct coverage_session *s, const char *shown, const char *path,
		      const struct coverage *report, struct coverage_file *file)
{
	AUTO(str) what = STR_MAX(16 * KiB);
	bool differs;

	if (coverage_merge(&s->merged, path, report, file, &differs, s->err) < 0)
		return -1;
	if (!differs || s->verify == VERIFY_OFF)
		return 0;
	str_printf(&what, "%s: other lines of %s hold code than in the report before", shown, path);
	mismatch(s, what.buf);
	return 0;
}

struct reading {
	struct coverage_session *s;
	const struct wanted_report *wanted;
	const char *shown;
	struct coverage *report;
	struct path_place *places;
	struct read_report *read;
	struct lost lost;
	struct beyond beyond;
	size_t in_service;
};

static int take_file(struct reading *r, size_t i)
{
	struct coverage_session *s = r->s;
	struct coverage_file *file = r->report->files[i];
	const struct path_place *place = &r->places[i];
	size_t service;

	if (place->state == PATH_FOREIGN) {
		r->lost.foreign++;
		return 0;
	}
	if (place->state != PATH_FOUND) {
		tell_lost(s, r->shown, file->path, place, &r->lost);
		return 0;
	}
	r->read->files++;
	service = coverage_service_of(&s->subject, place->file);
	if (r->wanted->service && service != SIZE_MAX &&
	    strcmp(s->subject.services[service].name, r->wanted->service) == 0)
		r->in_service++;
	if (!coverage_counts_path(s, place->file)) {
		s->excluded++;
		return 0;
	}
	coverage_drop_beyond(s, place->file, file, &r->beyond);
	r->read->lines += file->n[COVERAGE_LINES];
	coverage_why_report(s, r->read, file->path, place->file, file);
	return merge_file(s, r->shown, place->file, r->report, file);
}

static int check_read(struct reading *r)
{
	struct coverage_session *s = r->s;

	if (r->lost.foreign)
		report_note(s->report, "%s: %zu files are no files of this repository: not counted",
			    r->shown, r->lost.foreign);
	coverage_tell_beyond(s, r->shown, &r->beyond);
	for (int note = 0; note < COVERAGE_NOTES; note++)
		if (r->report->notes[note])
			report_note(s->report, "%s: %" PRId64 " %s", r->shown,
				    r->report->notes[note], coverage_note_texts[note]);
	if (!r->read->files)
		return err_set(s->err,
			       "%s: none of its %zu files is a file of the tree: measured "
			       "elsewhere? say root=DIR or strip=PREFIX",
			       r->shown, r->report->n);
	if (r->wanted->item && r->wanted->service && s->has_catalogue && !r->in_service)
		return err_set(s->err, "%s: service=%s: none of its files is below that service",
			       r->shown, r->wanted->service);
	return 0;
}

static int place_report(struct reading *r)
{
	struct coverage_session *s = r->s;
	const char **paths = arena_alloc(&s->arena, (r->report->n + 1) * sizeof(*paths));
	struct path_request request;

	r->places = arena_alloc(&s->arena, (r->report->n + 1) * sizeof(*r->places));
	if (!paths || !r->places)
		return err_memory(s->err);
	for (size_t i = 0; i < r->report->n; i++)
		paths[i] = r->report->files[i]->path;
	if (make_request(s, r->wanted, r->report, &request) < 0 ||
	    paths_place(&request, paths, r->report->n, r->places, &r->read->root, &s->arena,
			s->err) < 0)
		return -1;
	for (size_t i = 0; i < r->report->n; i++)
		if (take_file(r, i) < 0)
			return -1;
	return check_read(r);
}

static struct read_report *add_read(struct coverage_session *s, const struct wanted_report *wanted,
				    const char *shown, enum coverage_format format)
{
	struct read_report *grown =
		arena_grow(&s->arena, s->read, s->n_read, &s->read_cap, sizeof(*grown));

	if (!grown) {
		err_memory(s->err);
		return NULL;
	}
	s->read = grown;
	s->read[s->n_read] =
		(struct read_report){ .path = shown, .service = wanted->service, .format = format };
	return &s->read[s->n_read++];
}

static int read_one(struct coverage_session *s, const struct wanted_report *wanted)
{
	AUTO(coverage) report;
	struct reading r = { .s = s, .wanted = wanted, .report = &report };
	struct reader *reader = report_open(s->report, wanted->path, "coverage", s->err);

	coverage_init(&report, COVERAGE_MAX);
	if (!reader || coverage_read(&report, reader, s->err) < 0)
		return -1;
	r.shown = reader->name;
	report_is_format(s->report, reader, coverage_format_words[report.format]);
	if (report_close(s->report, reader, s->err) < 0 ||
	    check_format(wanted, &report, s->err) < 0)
		return -1;
	r.shown = arena_strdup(&s->arena, report_workspace_path(s->report, wanted->path));
	r.read = r.shown ? add_read(s, wanted, r.shown, report.format) : NULL;
	if (!r.read)
		return r.shown ? -1 : err_memory(s->err);
	check_age(s, r.shown, &report);
	check_headers(s, r.shown, &report);
	return place_report(&r);
}

int coverage_read_reports(struct coverage_session *s, struct err *err)
{
	s->err = err;
	for (size_t i = 0; i < s->n_wanted; i++)
		if (report_cancelled() || read_one(s, &s->wanted[i]) < 0)
			return report_cancelled() ? err_set(err, "cancelled") : -1;
	return err_is_set(err) ? -1 : 0;
}
