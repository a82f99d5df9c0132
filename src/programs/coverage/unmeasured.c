/*
 * Changed source files that no report knows: not invisible, but not tested (specs/coverage-and-lint
 * .md 5.4).
 */
#include <inttypes.h>
#include <string.h>

#include "formats/code_lines.h"
#include "programs/coverage/session.h"

#define SOURCE_MAX   (64 * MiB)
#define LINES_MAX    COVERAGE_MAX_LINE
#define RANGES_SHOWN 20

/* Whether some measured file is of the same language. */
static bool language_is_measured(const struct coverage_session *s, const char *path)
{
	for (size_t i = 0; i < s->merged.n; i++)
		if (code_lines_same_family(s->merged.files[i]->path, path))
			return true;
	return false;
}

static bool in_scope(const struct coverage_session *s, const char *path)
{
	const struct coverage_subject *subject = &s->subject;
	size_t service;

	if (!subject->only)
		return true;
	service = coverage_service_of(subject, path);
	return service == SIZE_MAX ? !subject->n_services
				   : strcmp(subject->services[service].name, subject->only) == 0;
}

static bool must_be_measured(const struct coverage_session *s, const struct changed_file *file)
{
	return !file->deleted && file->n && !coverage_find(&s->merged, file->path) &&
	       coverage_counts_path(s, file->path) &&
	       !tree_patterns_select(&s->exempt, file->path) && in_scope(s, file->path) &&
	       language_is_measured(s, file->path);
}

/* Which lines of the file hold code; NULL when it cannot be read: all of them may. */
static bool *find_code(struct coverage_session *s, const struct changed_file *file,
		       struct arena *arena, size_t *n, struct err *err)
{
	AUTO(str) source = STR_MAX(SOURCE_MAX);
	bool *holds;

	*n = 0;
	if (file->stale || report_source(s->report, file->path, &source) < 0)
		return NULL;
	*n = 1;
	for (size_t i = 0; i < source.len; i++)
		*n += source.buf[i] == '\n';
	holds = arena_alloc(arena, *n * sizeof(*holds));
	if (!holds)
		err_memory(err);
	else if (code_lines_find((struct text){ source.buf, source.len }, file->path, holds, *n,
				 err) < 0)
		holds = NULL;
	return holds;
}

static bool is_code(const bool *holds, size_t n, int64_t line)
{
	return !holds || (line <= (int64_t)n && holds[line - 1]);
}

struct added {
	int64_t first, lines; /* that hold code */
	struct str ranges;
	size_t n_ranges;
};

static void add_range(struct added *added, int64_t first, int64_t last)
{
	if (++added->n_ranges > RANGES_SHOWN)
		return;
	str_printf(&added->ranges, "%s%" PRId64, added->n_ranges > 1 ? ", " : "", first);
	if (last > first)
		str_printf(&added->ranges, "-%" PRId64, last);
}

static void find_added(const struct changed_file *file, const bool *holds, size_t n,
		       struct added *added)
{
	for (size_t i = 0; i < file->n; i++) {
		int64_t first = 0, last = 0;

		for (int64_t line = file->changed[i].first; line <= file->changed[i].last; line++) {
			if (!is_code(holds, n, line))
				continue;
			first = first ? first : line;
			last = line;
			added->lines++;
		}
		if (!first)
			continue;
		added->first = added->first ? added->first : first;
		add_range(added, first, last);
	}
}

static int tell(struct coverage_session *s, const struct changed_file *file, struct added *added,
		struct err *err)
{
	AUTO(str) message = STR_MAX(4 * KiB);
	bool denies = s->unmeasured == UNMEASURED_DENY;

	str_printf(&message,
		   "no report measures this file, and the change adds code to it: lines %s",
		   added->ranges.buf);
	if (added->n_ranges > RANGES_SHOWN)
		str_printf(&message, " and %zu more ranges", added->n_ranges - RANGES_SHOWN);
	s->n_unmeasured++;
	return coverage_tell(s, "unmeasured-file", SEVERITY_HIGH, denies, file->path, added->first,
			     added->first, message.buf,
			     "let the coverage tool see it, test it, or name it in exclude", err);
}

int coverage_find_unmeasured(struct coverage_session *s, struct err *err)
{
	if (s->change != COVERAGE_CHANGE_KNOWN || s->unmeasured == UNMEASURED_OFF)
		return 0;
	for (size_t i = 0; i < s->changed.n; i++) {
		const struct changed_file *file = s->changed.files[i];
		__attribute__((cleanup(arena_release))) struct arena arena =
			ARENA_MAX(SOURCE_MAX + 4 * KiB);
		struct added added = { .ranges = STR_MAX(2 * KiB) };
		bool *holds;
		size_t n;

		if (!must_be_measured(s, file))
			continue;
		holds = find_code(s, file, &arena, &n, err);
		if (!err_is_set(err))
			find_added(file, holds, n, &added);
		if (!err_is_set(err) && added.lines)
			tell(s, file, &added, err);
		str_release(&added.ranges);
		if (err_is_set(err))
			return -1;
	}
	return 0;
}
