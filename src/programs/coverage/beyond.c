/* Measured lines that a file does not have (specs/coverage-and-lint.md 4.5 rule 6). */
#include <string.h>

#include "programs/coverage/session.h"

#define SOURCE_MAX (256 * MiB)

/* How many lines the work tree's file has; -1: it is not there, so nothing can be compared. */
static int64_t lines_of(struct coverage_session *s, const char *path)
{
	AUTO(str) source = STR_MAX(SOURCE_MAX);
	const char *at, *end;
	int64_t lines = 0;

	if (report_source(s->report, path, &source) < 0)
		return -1;
	end = source.buf + source.len;
	for (at = source.buf; at < end; at++, lines++) {
		at = memchr(at, '\n', (size_t)(end - at));
		if (!at)
			return lines + 1;
	}
	return lines;
}

/*
 * A line that the file does not have was measured in another text. One behind the last is the end
 * of a file to some tools.
 */
void coverage_drop_beyond(struct coverage_session *s, const char *path, struct coverage_file *file,
			  struct beyond *beyond)
{
	int64_t lines = lines_of(s, path);
	size_t dropped;

	beyond->all += file->n[COVERAGE_LINES];
	dropped = lines < 0 ? 0 : coverage_cut(file, lines + 1);
	if (!dropped)
		return;
	beyond->path = path;
	beyond->lines += dropped;
	beyond->in_change |=
		s->change == COVERAGE_CHANGE_KNOWN && changed_lines_find(&s->changed, path) != NULL;
}

void coverage_tell_beyond(struct coverage_session *s, const char *path, const struct beyond *beyond)
{
	AUTO(str) what = STR_MAX(16 * KiB);

	if (!beyond->lines)
		return;
	str_printf(&what, "%s: %zu lines lie behind the end of their file, such as %s", path,
		   beyond->lines, beyond->path);
	if (beyond->in_change || beyond->lines > beyond->all / 100)
		report_problem(s->report, what.buf, "measured on another text of it",
			       "measure the commit that is judged");
	else
		report_note(s->report, "%s: dropped", what.buf);
}
