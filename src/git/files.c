#include "git/files.h"

#include <string.h>
#include <sys/stat.h>

#include "git/private.h"

GIT_AUTO_RELEASE(commit)
GIT_AUTO_RELEASE(diff)
GIT_AUTO_RELEASE(tree)

struct walk {
	const struct repository *r;
	int (*file)(void *context, const struct repository_file *file, struct err *err);
	void *context;
	struct err *err;
};

static int on_entry(const char *folder, const git_tree_entry *entry, void *context)
{
	struct walk *w = context;
	git_filemode_t mode = git_tree_entry_filemode(entry);
	AUTO(str) path = STR_MAX(64 * KiB);
	struct object_id blob;

	if (mode != GIT_FILEMODE_BLOB && mode != GIT_FILEMODE_BLOB_EXECUTABLE)
		return 0;
	str_puts(&path, folder);
	str_puts(&path, git_tree_entry_name(entry));
	if (str_check(&path, "the path of a file", w->err) < 0)
		return -1;
	id_from_oid(&blob, git_tree_entry_id(entry));
	return w->file(w->context, &(struct repository_file){ path.buf, blob.hex }, w->err);
}

static int read_tracked(struct walk *w, git_tree *tree)
{
	if (git_tree_walk(tree, GIT_TREEWALK_PRE, on_entry, w) < 0)
		return err_set(w->err, "the files of the commit cannot be read: %s", git_said());
	return 0;
}

/* The index stands between the two, as for git status: what is added but not committed is new. */
static int read_untracked(struct walk *w, git_tree *tree)
{
	git_diff_options options = GIT_DIFF_OPTIONS_INIT;
	GIT_AUTO(diff) diff = NULL;

	options.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS;
	options.ignore_submodules = GIT_SUBMODULE_IGNORE_ALL;
	if (git_diff_tree_to_workdir_with_index(&diff, w->r->handle, tree, &options) < 0)
		return err_set(w->err, "the working tree cannot be read: %s", git_said());
	for (size_t i = 0; i < git_diff_num_deltas(diff); i++) {
		const git_diff_delta *delta = git_diff_get_delta(diff, i);
		const char *path = delta->new_file.path;

		if ((delta->status != GIT_DELTA_UNTRACKED && delta->status != GIT_DELTA_ADDED) ||
		    !S_ISREG(delta->new_file.mode) || text_ends(text_of(path), "/"))
			continue;
		if (w->file(w->context, &(struct repository_file){ path, NULL }, w->err) < 0)
			return -1;
	}
	return 0;
}

int files_read(const struct repository *r, const struct object_id *id,
	       int (*file)(void *context, const struct repository_file *file, struct err *err),
	       void *context, struct err *err)
{
	struct walk w = { r, file, context, err };
	GIT_AUTO(commit) commit = NULL;
	GIT_AUTO(tree) tree = NULL;
	git_oid oid;

	if (id_to_oid(&oid, id, err) < 0)
		return -1;
	if (git_commit_lookup(&commit, r->handle, &oid) < 0 || git_commit_tree(&tree, commit) < 0)
		return err_set(err, "the files of %.10s cannot be read: %s", id->hex, git_said());
	if (read_tracked(&w, tree) < 0)
		return -1;
	return r->root ? read_untracked(&w, tree) : 0;
}

bool files_ignored(const struct repository *r, const char *path)
{
	int ignored = 0;

	return git_ignore_path_is_ignored(&ignored, r->handle, path) == 0 && ignored;
}
