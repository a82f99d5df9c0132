#include "programs/change_scope.h"

#include <inttypes.h>
#include <string.h>

#include "git/changes.h"
#include "programs/situation.h"

/* Where the repository lies, seen from the workspace. */
struct placing {
	const char *above; /* folders between the workspace and a repository in it; "" */
	const char *below; /* folders between a repository around it and the workspace; "" */
};

struct filling {
	struct placing place;
	struct changed_lines *changed;
	struct changed_file *file; /* NULL: it lies outside the workspace */
};

/* What of `path` lies below `folder`, without a slash in front; NULL when it lies elsewhere. */
static const char *rest_below(const char *path, const char *folder)
{
	size_t len = strcmp(folder, "/") == 0 ? 0 : strlen(folder);

	if (strncmp(path, folder, len) != 0 || (path[len] && path[len] != '/'))
		return NULL;
	return path[len] ? path + len + 1 : "";
}

static int find_place(struct report *report, const struct repository *repository,
		      struct placing *place, struct err *err)
{
	const char *workspace = report_workspace(report);

	*place = (struct placing){ "", "" };
	if (!repository->root)
		return 0; /* bare: changes_read says so */
	place->above = rest_below(repository->root, workspace);
	if (place->above)
		return 0;
	place->above = "";
	place->below = rest_below(workspace, repository->root);
	if (place->below)
		return 0;
	return err_set(err, "%s: this repository lies outside the workspace, %s", repository->root,
		       workspace);
}

/* A path of the repository as one of the workspace; empty: it lies outside. */
static int to_workspace(const struct placing *place, const char *path, struct str *out,
			struct err *err)
{
	str_clear(out);
	if (place->above[0]) {
		str_printf(out, "%s/%s", place->above, path);
	} else {
		const char *rest = place->below[0] ? rest_below(path, place->below) : path;

		str_puts(out, rest ? rest : "");
	}
	return str_check(out, "path of a changed file", err);
}

static int on_file(void *context, const struct file_change *change, struct err *err)
{
	struct filling *f = context;
	AUTO(str) path = STR_MAX(64 * KiB);
	struct changed_file *file;

	f->file = NULL;
	if (to_workspace(&f->place, change->path, &path, err) < 0)
		return -1;
	if (!path.len)
		return 0;
	file = changed_lines_add(f->changed, (struct text){ path.buf, path.len }, err);
	if (!file)
		return -1;
	file->added = change->added;
	file->deleted = change->deleted;
	file->renamed = change->renamed;
	file->binary = change->binary;
	f->file = file;
	if (!change->old_path)
		return 0;
	if (to_workspace(&f->place, change->old_path, &path, err) < 0)
		return -1;
	file->old_path = arena_copy(&f->changed->arena, (struct text){ path.buf, path.len });
	return file->old_path ? 0 : err_memory(err);
}

static int on_lines(void *context, int64_t first, int64_t count, struct err *err)
{
	struct filling *f = context;

	if (!f->file)
		return 0;
	return changed_file_add(f->changed, f->file, first, first + count - 1, err);
}

static void tell(struct report *report, const struct change_base *base,
		 const struct change_request *request, const struct changed_lines *changed)
{
	const char *side = request->side == CHANGE_TO_WORKTREE ? "the working tree" : "HEAD";

	report_commit(report, base->head.hex);
	report_looked_at(report, "changed_files", (int64_t)changed->n);
	report_note(report, "what changed: %s, %.10s, compared with %.10s (%s)", side,
		    base->head.hex, base->commit.hex[0] ? base->commit.hex : "nothing", base->how);
	if (request->renames_limited)
		report_note(report,
			    "too many files were added and deleted to look for renamed ones: their "
			    "lines count as new");
}

static int read_changes(struct report *report, const char *revision,
			const struct repository *repository, struct filling *filling,
			struct err *err)
{
	const struct situation situation = situation_of(report, revision, NULL);
	const struct change_reader reader = { filling, on_file, on_lines };
	struct change_base base;
	struct change_request request = {
		.base = &base,
		.side = report_on_github(report) ? CHANGE_TO_CHECKOUT : CHANGE_TO_WORKTREE,
		.cancelled = report_cancel_flag(),
	};

	if (change_base_choose(repository, &situation, &base, err) < 0 ||
	    find_place(report, repository, &filling->place, err) < 0 ||
	    changes_read(repository, &request, &reader, err) < 0)
		return -1;
	tell(report, &base, &request, filling->changed);
	return 0;
}

int change_scope_read(struct report *report, const char *base, struct changed_lines *changed,
		      struct err *err)
{
	AUTO(repository) repository = { 0 };
	struct filling filling = { .changed = changed };
	struct err why = { 0 };

	if (git_start(err) < 0)
		return -1;
	if (repository_open(&repository, report_folder(report),
			    report_on_github(report) ? report_workspace(report) : NULL, &why) < 0) {
		if (why.kind ==
		    ERR_CALLER) /* the folder is there: it is the history that is missing */
			why.kind = ERR_EVIDENCE;
	} else if (read_changes(report, base, &repository, &filling, &why) == 0) {
		return 0;
	}
	if (why.kind != ERR_EVIDENCE)
		*err = why;
	return err_set(err, "which lines changed is not known: %s", why.text);
}
