#include "git/changes.h"

#include <string.h>

#include "git/private.h"
#include "git/similarity.h"
#include "git/worktree.h"

#define BLOB_MAX   (256 * MiB)
#define NUL_WINDOW 8000 /* as git looks for a NUL (git: xdiff-interface.c, buffer_is_binary) */
#define PAIRS_MAX  ((size_t)1000 * 1000)
#define EQUAL_MAX  (100 * PAIRS_MAX)

GIT_AUTO_RELEASE(commit)
GIT_AUTO_RELEASE(diff)
GIT_AUTO_RELEASE(odb)
GIT_AUTO_RELEASE(tree)

/* One side of one file. */
struct side {
	git_blob *blob;
	struct str bytes; /* of the working tree */
	struct text text;
	bool unknown; /* no lines: too large, or no file */
};

static void side_release(struct side *side)
{
	git_blob_free(side->blob);
	str_release(&side->bytes);
}

struct walk {
	const struct repository *r;
	struct change_request *request;
	const struct change_reader *reader;
	git_odb *odb;
	struct err *err;
};

static int find_tree(const struct repository *r, const struct object_id *id, git_tree **tree,
		     struct err *err)
{
	GIT_AUTO(commit) commit = NULL;
	git_oid oid;

	if (!id->hex[0])
		return 0; /* the empty tree: libgit2 takes NULL for it */
	if (id_to_oid(&oid, id, err) < 0)
		return -1;
	if (git_commit_lookup(&commit, r->handle, &oid) < 0 || git_commit_tree(tree, commit) < 0)
		return err_set(err, "the files of %.10s cannot be read: %s", id->hex, git_said());
	return 0;
}

static int make_diff(struct walk *w, git_diff **diff)
{
	git_diff_options options = GIT_DIFF_OPTIONS_INIT;
	const struct change_base *base = w->request->base;
	GIT_AUTO(tree) old = NULL;
	GIT_AUTO(tree) new = NULL;
	int result;

	options.flags = GIT_DIFF_INCLUDE_TYPECHANGE;
	options.ignore_submodules = GIT_SUBMODULE_IGNORE_DIRTY; /* else: as the config says */
	if (find_tree(w->r, &base->commit, &old, w->err) < 0 ||
	    find_tree(w->r, &base->head, &new, w->err) < 0)
		return -1;
	if (w->request->side == CHANGE_TO_WORKTREE) {
		options.flags |= GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS |
				 GIT_DIFF_INCLUDE_UNREADABLE;
		result = git_diff_tree_to_workdir_with_index(diff, w->r->handle, old, &options);
	} else {
		result = git_diff_tree_to_tree(diff, w->r->handle, old, new, &options);
	}
	if (result < 0)
		return err_set(w->err, "what changed cannot be read: %s", git_said());
	return 0;
}

static int pair_renames(struct walk *w, git_diff *diff)
{
	git_diff_find_options options = GIT_DIFF_FIND_OPTIONS_INIT;
	git_diff_similarity_metric metric = similarity_metric;
	size_t gone = git_diff_num_deltas_of_type(diff, GIT_DELTA_DELETED),
	       come = git_diff_num_deltas_of_type(diff, GIT_DELTA_ADDED) +
		      git_diff_num_deltas_of_type(diff, GIT_DELTA_UNTRACKED);
	bool all = !gone || come <= PAIRS_MAX / gone;

	options.rename_threshold = 50;
	options.rename_limit = PAIRS_MAX;
	options.metric = &metric;
	options.flags = GIT_DIFF_FIND_RENAMES | GIT_DIFF_FIND_FOR_UNTRACKED;
	w->request->renames_limited = !all;
	if (!gone || !come || come > EQUAL_MAX / gone)
		return 0;
	if (!all)
		options.flags |= GIT_DIFF_FIND_EXACT_MATCH_ONLY;
	if (git_diff_find_similar(diff, &options) < 0)
		return err_set(w->err, "renamed files cannot be found: %s", git_said());
	return 0;
}

static int read_blob(struct walk *w, const git_diff_file *file, struct side *side)
{
	git_object_t type;
	size_t size;

	if (git_odb_read_header(&size, &type, w->odb, &file->id) < 0)
		return err_set(w->err, "%s: its object is not here: %s; %s", file->path, git_said(),
			       "clone without a filter");
	side->unknown = size > BLOB_MAX;
	if (side->unknown)
		return 0;
	if (git_blob_lookup(&side->blob, w->r->handle, &file->id) < 0)
		return err_set(w->err, "%s: its object cannot be read: %s", file->path, git_said());
	side->text.ptr = git_blob_rawcontent(side->blob);
	side->text.len = (size_t)git_blob_rawsize(side->blob);
	return 0;
}

static int read_worktree(struct walk *w, const char *path, struct side *side)
{
	int found = worktree_read(w->r, path, &side->bytes, w->err);

	side->text = (struct text){ side->bytes.buf, side->bytes.len };
	side->unknown = found == 0;
	return found < 0 ? -1 : 0;
}

static bool is_file(const git_diff_file *file)
{
	return file->mode == GIT_FILEMODE_BLOB || file->mode == GIT_FILEMODE_BLOB_EXECUTABLE ||
	       file->mode == GIT_FILEMODE_LINK;
}

static int read_new(struct walk *w, const git_diff_file *file, struct side *side)
{
	if (!is_file(file) || file->size > BLOB_MAX) {
		side->unknown = true;
		return 0;
	}
	return w->request->side == CHANGE_TO_WORKTREE ? read_worktree(w, file->path, side)
						      : read_blob(w, file, side);
}

/* What has no lines. An attribute that says so is not asked: with "*.rs binary" a change would hide
 * its own lines. */
static bool is_binary(const struct side *side)
{
	struct text head = text_first(side->text, NUL_WINDOW);

	return side->unknown || (head.len && memchr(head.ptr, '\0', head.len)) ||
	       text_starts(side->text, "version https://git-lfs.github.com/spec/v1\n");
}

/* A renamed file, or one whose mode alone differs. */
static bool same_content(const git_diff_delta *delta)
{
	return delta->status != GIT_DELTA_ADDED && delta->status != GIT_DELTA_UNTRACKED &&
	       (delta->new_file.flags & GIT_DIFF_FLAG_VALID_ID) &&
	       git_oid_equal(&delta->old_file.id, &delta->new_file.id);
}

/* What is not there (a sparse checkout) was not judged either. */
static int find_stale(struct walk *w, const struct side *side, struct file_change *file)
{
	__attribute__((cleanup(side_release))) struct side here = { .bytes = STR_MAX(BLOB_MAX) };

	if (w->request->side != CHANGE_TO_CHECKOUT)
		return 0;
	if (read_worktree(w, file->path, &here) < 0)
		return -1;
	file->stale = !here.unknown && !worktree_same(here.text, side->text);
	return 0;
}

static int on_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *context)
{
	struct walk *w = context;

	(void)delta;
	if (hunk->new_lines <= 0)
		return 0;
	return w->reader->lines(w->reader->context, hunk->new_start, hunk->new_lines, w->err);
}

static int64_t count_lines(struct text text)
{
	int64_t lines = text.len && text.ptr[text.len - 1] != '\n';

	for (size_t i = 0; i < text.len; i++)
		lines += text.ptr[i] == '\n';
	return lines;
}

static int put_lines(struct walk *w, const struct side *old, const struct side *new)
{
	git_diff_options options = GIT_DIFF_OPTIONS_INIT;
	int64_t all;

	if (!old->text.len) {
		all = count_lines(new->text);
		return all ? w->reader->lines(w->reader->context, 1, all, w->err) : 0;
	}
	if (!new->text.len || text_equal(old->text, new->text))
		return 0;
	options.context_lines = 0;
	options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_INDENT_HEURISTIC; /* as git diff does */
	if (git_diff_buffers(old->text.ptr, old->text.len, NULL, new->text.ptr, new->text.len, NULL,
			     &options, NULL, NULL, on_hunk, NULL, w) < 0)
		return err_set(w->err, "changed lines cannot be read: %s", git_said());
	return 0;
}

static int on_file(struct walk *w, const git_diff_delta *delta)
{
	__attribute__((cleanup(side_release))) struct side old = { .bytes = STR_MAX(BLOB_MAX) };
	__attribute__((cleanup(side_release))) struct side new = { .bytes = STR_MAX(BLOB_MAX) };
	struct file_change file = {
		.path = delta->new_file.path,
		.added = delta->status == GIT_DELTA_ADDED || delta->status == GIT_DELTA_UNTRACKED,
		.deleted = delta->status == GIT_DELTA_DELETED,
		.renamed = delta->status == GIT_DELTA_RENAMED,
	};
	/* a link that became a file shares no line with it */
	bool no_lines;
	bool has_old =
		!file.added && delta->status != GIT_DELTA_TYPECHANGE && is_file(&delta->old_file);

	file.old_path = file.renamed ? delta->old_file.path : NULL;
	if (file.deleted)
		return w->reader->file(w->reader->context, &file, w->err);
	if (read_new(w, &delta->new_file, &new) < 0 ||
	    (has_old && read_blob(w, &delta->old_file, &old) < 0))
		return -1;
	no_lines = is_binary(&new) || is_binary(&old);
	file.binary = no_lines && !same_content(delta);
	if ((!no_lines && find_stale(w, &new, &file) < 0) ||
	    w->reader->file(w->reader->context, &file, w->err) < 0)
		return -1;
	return no_lines ? 0 : put_lines(w, &old, &new);
}

static int on_delta(struct walk *w, const git_diff_delta *delta)
{
	const char *path = delta->new_file.path;

	if (w->request->cancelled && *w->request->cancelled)
		return err_set(w->err, "cancelled");
	if (delta->status == GIT_DELTA_UNREADABLE)
		return err_set(w->err, "%s: cannot be read", path);
	/* a repository inside, which has its own history */
	if (delta->status == GIT_DELTA_UNMODIFIED || text_ends(text_of(path), "/"))
		return 0;
	return on_file(w, delta);
}

int changes_read(const struct repository *r, struct change_request *request,
		 const struct change_reader *reader, struct err *err)
{
	struct walk w = { r, request, reader, NULL, err };
	GIT_AUTO(diff) diff = NULL;
	GIT_AUTO(odb) odb = NULL;

	if (request->side != CHANGE_TO_HEAD && !r->root)
		return err_set(err, "a bare repository: it has no working tree to judge");
	if (git_repository_odb(&odb, r->handle) < 0)
		return err_set(err, "the objects cannot be read: %s", git_said());
	w.odb = odb;
	if (make_diff(&w, &diff) < 0 || pair_renames(&w, diff) < 0)
		return -1;
	for (size_t i = 0; i < git_diff_num_deltas(diff); i++)
		if (on_delta(&w, git_diff_get_delta(diff, i)) < 0)
			return -1;
	return 0;
}
