#include "programs/change_scope.h"

#include <inttypes.h>
#include <string.h>

#include "formats/unified_diff.h"
#include "programs/situation.h"

struct filling {
	const struct checkout *checkout;
	struct changed_lines *changed;
	struct changed_file *file; /* NULL: it lies outside the workspace */
};

static int on_file(void *context, const struct file_change *change, struct err *err)
{
	struct filling *f = context;
	AUTO(str) path = STR_MAX(64 * KiB);
	struct changed_file *file;

	f->file = NULL;
	if (checkout_path(f->checkout, change->path, &path, err) < 0)
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
	file->stale = change->stale;
	f->file = file;
	if (!change->old_path)
		return 0;
	if (checkout_path(f->checkout, change->old_path, &path, err) < 0)
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

int change_scope_compare(struct report *report, const struct checkout *checkout,
			 const char *revision, enum change_side side, struct changed_lines *changed,
			 struct change_base *base, struct err *err)
{
	const struct situation situation = situation_of(report, revision, NULL);
	struct filling filling = { .checkout = checkout, .changed = changed };
	const struct change_reader reader = { &filling, on_file, on_lines };
	struct change_request request = {
		.base = base,
		.side = side,
		.cancelled = report_cancel_flag(),
	};

	if (change_base_choose(&checkout->repository, &situation, base, err) < 0 ||
	    changes_read(&checkout->repository, &request, &reader, err) < 0)
		return -1;
	tell(report, base, &request, changed);
	return 0;
}

/* A tool that reads the working tree has judged other lines than those of the change. */
static int refuse_stale(const struct changed_lines *changed, struct err *err)
{
	for (size_t i = 0; i < changed->n; i++)
		if (changed->files[i]->stale)
			return err_set(err,
				       "%s: the working copy differs from HEAD, so its lines are "
				       "others than those of the change: judge it as it was "
				       "checked out",
				       changed->files[i]->path);
	return 0;
}

int change_scope_read(struct report *report, const char *base, struct changed_lines *changed,
		      struct err *err)
{
	enum change_side side = report_on_github(report) ? CHANGE_TO_CHECKOUT : CHANGE_TO_WORKTREE;
	AUTO(checkout) checkout = { 0 };
	struct change_base chosen;
	struct err why = { 0 };

	if (checkout_open(&checkout, report, &why) == 0 &&
	    change_scope_compare(report, &checkout, base, side, changed, &chosen, &why) == 0 &&
	    refuse_stale(changed, &why) == 0)
		return 0;
	if (why.kind != ERR_EVIDENCE)
		*err = why;
	return err_set(err, "which lines changed is not known: %s", why.text);
}

/*
 * A diff whose names start from another folder would put every finding outside the change, and the
 * gate would pass: what it says is there must be there.
 */
static int check_diff(struct report *report, const char *name, const struct changed_lines *changed,
		      struct err *err)
{
	for (size_t i = 0; i < changed->n; i++) {
		const struct changed_file *file = changed->files[i];

		if (!file->deleted && !report_has_source(report, file->path))
			return err_set(err,
				       "%s: names %s, which is not in the workspace: a diff from "
				       "another folder, or of another commit?",
				       name, file->path);
	}
	return 0;
}

int change_scope_diff(struct report *report, const char *path, struct changed_lines *changed,
		      struct err *err)
{
	struct reader *reader;

	if (!report_exists(report, path))
		return err_caller(err, "diff-file: %s: no such file", path);
	reader = report_open(report, path, "unified diff", err);
	if (!reader || unified_diff_read(changed, reader, err) < 0 ||
	    report_close(report, reader, err) < 0)
		return -1;
	return check_diff(report, path, changed, err);
}
