/* The files of a report: evidence, the source tree, what the caller wants written. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "runner/report.h"
#include "runner/report_private.h"

static struct verdict_evidence *add_evidence(struct report *report, const char *shown,
					     const char *format)
{
	struct verdict *v = &report->verdict;
	struct verdict_evidence *entry =
		REPORT_ADD(report, v->evidence, v->n_evidence, report->evidence_cap);

	if (entry)
		*entry = (struct verdict_evidence){ .path = report_text(report, shown),
						    .format = report_keep(report, format),
						    .bytes = VERDICT_NULL };
	return entry;
}

struct reader *report_open(struct report *report, const char *given, const char *format,
			   struct err *err)
{
	struct place place = { .shown = "(standard input)" };
	bool input = strcmp(given, "-") == 0;
	struct open_evidence *slot;
	struct evidence *evidence;
	int fd;

	if (report->verdict.n_evidence >= VERDICT_MAX_EVIDENCE) {
		err_set(err, "more than %d files of evidence", VERDICT_MAX_EVIDENCE);
		return NULL;
	}
	fd = input ? dup(STDIN_FILENO)
		   : workspace_open_file(&report->workspace, given, &place, &report->arena, err);
	if (fd < 0) {
		if (input)
			err_set(err, "standard input: %s", strerror(errno));
		return NULL;
	}
	slot = REPORT_ADD(report, report->open, report->n_open, report->open_cap);
	if (!slot || !add_evidence(report, place.shown, format)) {
		close(fd);
		err_memory(err);
		return NULL;
	}
	evidence = evidence_open(fd, report_keep(report, place.shown), err);
	*slot = (struct open_evidence){ evidence, report->verdict.n_evidence - 1 };
	return evidence ? evidence_reader(evidence) : NULL;
}

static int close_one(struct report *report, struct open_evidence *open, struct err *err)
{
	struct verdict_evidence *entry = &report->verdict.evidence[open->entry];
	char sha256[65];
	int result;

	if (!open->evidence)
		return 0;
	result = evidence_close(open->evidence, sha256, &entry->bytes, err);
	open->evidence = NULL;
	if (result < 0)
		entry->bytes = VERDICT_NULL; /* the hash of half a file would be a lie */
	else
		entry->sha256 = report_keep(report, sha256);
	return result;
}

int report_close(struct report *report, struct reader *reader, struct err *err)
{
	for (size_t i = 0; i < report->n_open; i++)
		if (report->open[i].evidence && evidence_reader(report->open[i].evidence) == reader)
			return close_one(report, &report->open[i], err);
	return 0;
}

void report_is_format(struct report *report, const struct reader *reader, const char *format)
{
	for (size_t i = 0; i < report->n_open; i++)
		if (report->open[i].evidence && evidence_reader(report->open[i].evidence) == reader)
			report->verdict.evidence[report->open[i].entry].format =
				report_keep(report, format);
}

const char *report_sha256(const struct report *report, const char *given)
{
	for (size_t i = 0; i < report->verdict.n_evidence; i++)
		if (strcmp(report->verdict.evidence[i].path, given) == 0)
			return report->verdict.evidence[i].sha256;
	return NULL;
}

void report_close_all(struct report *report)
{
	struct err ignored = { 0 };

	for (size_t i = 0; i < report->n_open; i++)
		close_one(report, &report->open[i], &ignored);
}

int report_slurp(struct report *report, const char *given, const char *format, struct str *all,
		 struct err *err)
{
	struct reader *reader = report_open(report, given, format, err);

	if (!reader || reader_slurp(reader, all, err) < 0)
		return -1;
	return report_close(report, reader, err);
}

bool report_exists(struct report *report, const char *given)
{
	struct err ignored = { 0 };
	struct place place;
	int fd;

	errno = 0;
	fd = workspace_open_file(&report->workspace, given, &place, &report->arena, &ignored);
	if (fd >= 0)
		close(fd);
	/* there, but not to be read: the attempt to read it will say why */
	return fd >= 0 || (errno != ENOENT && errno != ENOTDIR);
}

static bool source_opens(struct report *report, const char *path, int flags)
{
	struct workspace from_root = report->workspace;
	struct err ignored = { 0 };
	struct place place;
	int fd;

	from_root.folder = "";
	if (workspace_place(&from_root, path, &place, &report->arena, &ignored) < 0)
		return false;
	fd = fs_open(place.root, place.path, place.beneath, O_PATH | flags, 0, &ignored);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

bool report_has_source(struct report *report, const char *path)
{
	return source_opens(report, path, O_NOFOLLOW);
}

bool report_has_folder(struct report *report, const char *path)
{
	return source_opens(report, path, O_DIRECTORY);
}

int report_sources(struct report *report, size_t most, struct strings *paths, struct err *err)
{
	return fs_glob(report->workspace.root, true, "", "**", most, &report->arena, &paths->at,
		       &paths->n, err);
}

int report_source(struct report *report, const char *path, struct str *all)
{
	struct workspace from_root = report->workspace;
	struct err ignored = { 0 };
	struct evidence *source;
	struct place place;
	char sha256[65];
	int64_t bytes;
	int fd, result;

	from_root.folder = "";
	fd = workspace_open_file(&from_root, path, &place, &report->arena, &ignored);
	source = fd < 0 ? NULL : evidence_open(fd, path, &ignored);
	if (!source)
		return -1;
	result = reader_slurp(evidence_reader(source), all, &ignored);
	evidence_close(source, sha256, &bytes, &ignored);
	return result;
}

int report_glob_any(struct report *report, const char *pattern, struct strings *paths,
		    struct err *err)
{
	struct workspace *ws = &report->workspace;
	struct place place;

	if (strcmp(pattern, "-") == 0) {
		static const char *input = "-";

		*paths = (struct strings){ &input, 1 };
		return 0;
	}
	if (workspace_place(ws, pattern, &place, &report->arena, err) < 0)
		return -1;
	if (fs_glob(place.root, place.beneath, "", place.path, 10000, &report->arena, &paths->at,
		    &paths->n, err) < 0)
		return -1;
	for (size_t i = 0; i < paths->n; i++) {
		const char *base = place.root == ws->temp ? ws->temp_path : ws->path;
		const char *path = paths->at[i];

		if (path[0] != '/') /* back to a form that workspace_place takes from any folder */
			path = arena_printf(&report->arena, "%s/%s", base, path);
		if (!path)
			return err_memory(err);
		paths->at[i] = path;
	}
	return 0;
}

int report_glob(struct report *report, const char *pattern, struct strings *paths, struct err *err)
{
	if (report_glob_any(report, pattern, paths, err) < 0)
		return -1;
	return paths->n ? 0 : err_set(err, "%s: no such file", pattern);
}

const char *report_workspace_path(struct report *report, const char *path)
{
	struct err ignored = { 0 };
	struct place place;

	if (workspace_place(&report->workspace, path, &place, &report->arena, &ignored) < 0)
		return path;
	return place.shown;
}

const char *report_strip_workspace(struct report *report, const char *absolute)
{
	return workspace_strip(&report->workspace, absolute);
}

const char *report_workspace(const struct report *report) { return report->workspace.path; }

const char *report_host_workspace(const struct report *report)
{
	return report->workspace.host_path;
}

const char *report_folder(struct report *report)
{
	const struct workspace *ws = &report->workspace;
	const char *folder;

	if (!ws->folder[0] || ws->folder[0] == '/')
		return ws->folder[0] ? ws->folder : ws->path;
	folder = arena_printf(&report->arena, "%s/%s", ws->path, ws->folder);
	report->memory_failed |= !folder;
	return folder ? folder : ws->path;
}

/* The path with its folders as they really are, as far down as they exist. */
static const char *with_real_folders(struct report *report, const char *path)
{
	for (size_t len = strlen(path); len > 1;) {
		const char *folder, *result;
		char *real;

		while (path[len - 1] != '/')
			len--;
		folder = arena_copy(&report->arena, (struct text){ path, len });
		real = folder ? realpath(folder, NULL) : NULL;
		if (real || len == 1) {
			result = real ? arena_printf(&report->arena, "%s/%s", real, path + len)
				      : path;
			free(real);
			return result;
		}
		len--;
	}
	return path;
}

const char *report_out_path(struct report *report, const char *working_directory, const char *given)
{
	struct workspace ws = report->workspace;
	struct err ignored = { 0 };
	struct place place;
	const char *path = NULL;
	bool opened = working_directory != NULL;

	if ((!opened || workspace_open(&ws, working_directory, &report->arena, &ignored) == 0) &&
	    workspace_place(&ws, given, &place, &report->arena, &ignored) == 0) {
		const char *root = place.root == ws.temp ? ws.temp_path : ws.path;

		path = place.path[0] == '/'
			       ? place.path
			       : arena_printf(&report->arena, "%s/%s", root, place.path);
		path = path ? with_real_folders(report, path) : NULL;
		report->memory_failed |= !path;
	}
	report->memory_failed |= ignored.kind == ERR_INTERNAL;
	if (opened && ws.root >= 0)
		close(ws.root);
	if (opened && ws.temp >= 0)
		close(ws.temp);
	return path;
}

int report_write(struct report *report, const char *given, struct text bytes, struct err *err)
{
	struct place place;

	if (workspace_place(&report->workspace, given, &place, &report->arena, err) < 0)
		return -1;
	return fs_replace(place.root, place.path, place.beneath, bytes, &report->workspace.owner,
			  err);
}
