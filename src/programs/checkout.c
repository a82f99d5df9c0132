#include "programs/checkout.h"

#include <string.h>

/* What of `path` lies below `folder`, without a slash in front; NULL when it lies elsewhere. */
static const char *rest_below(const char *path, const char *folder)
{
	size_t len = strcmp(folder, "/") == 0 ? 0 : strlen(folder);

	if (strncmp(path, folder, len) != 0 || (path[len] && path[len] != '/'))
		return NULL;
	return path[len] ? path + len + 1 : "";
}

static int find_place(struct checkout *checkout, const struct report *report, struct err *err)
{
	const char *workspace = report_workspace(report), *root = checkout->repository.root;

	checkout->above = checkout->below = "";
	if (!root)
		return 0; /* bare: who needs the working tree says so */
	checkout->above = rest_below(root, workspace);
	if (checkout->above)
		return 0;
	checkout->above = "";
	checkout->below = rest_below(workspace, root);
	if (checkout->below)
		return 0;
	return err_set(err, "%s: this repository lies outside the workspace, %s", root, workspace);
}

int checkout_open(struct checkout *checkout, struct report *report, struct err *err)
{
	const char *fence = report_on_github(report) ? report_workspace(report) : NULL;
	struct err why = { 0 };

	*checkout = (struct checkout){ 0 };
	if (git_start(err) < 0)
		return -1;
	if (repository_open(&checkout->repository, report_folder(report), fence, &why) == 0)
		return find_place(checkout, report, err);
	if (why.kind == ERR_CALLER) /* the folder is there: it is the history that is missing */
		why.kind = ERR_EVIDENCE;
	*err = why;
	return -1;
}

void checkout_release(struct checkout *checkout) { repository_release(&checkout->repository); }

int checkout_path(const struct checkout *checkout, const char *path, struct str *out,
		  struct err *err)
{
	str_clear(out);
	if (checkout->above[0]) {
		str_printf(out, "%s/%s", checkout->above, path);
	} else {
		const char *rest = checkout->below[0] ? rest_below(path, checkout->below) : path;

		str_puts(out, rest ? rest : "");
	}
	return str_check(out, "path of a file", err);
}

struct listing {
	const struct checkout *checkout;
	int (*file)(void *context, const struct repository_file *file, struct err *err);
	void *context;
	struct str path;
};

static int on_file(void *context, const struct repository_file *file, struct err *err)
{
	struct listing *l = context;
	struct repository_file here = *file;

	if (checkout_path(l->checkout, file->path, &l->path, err) < 0)
		return -1;
	here.path = l->path.buf;
	return l->path.len ? l->file(l->context, &here, err) : 0;
}

int checkout_files(const struct checkout *checkout,
		   int (*file)(void *context, const struct repository_file *file, struct err *err),
		   void *context, struct err *err)
{
	struct listing listing = { checkout, file, context, STR_MAX(64 * KiB) };
	struct object_id head;
	int result = repository_head(&checkout->repository, &head, err);

	if (result == 0)
		result = files_read(&checkout->repository, &head, on_file, &listing, err);
	str_release(&listing.path);
	return result;
}

bool checkout_ignores(const struct checkout *checkout, const char *path)
{
	AUTO(str) inside = STR_MAX(64 * KiB);
	const char *rest = path;

	if (checkout->above[0])
		rest = rest_below(path, checkout->above);
	else if (checkout->below[0])
		str_printf(&inside, "%s/%s", checkout->below, path);
	return rest && !inside.failed &&
	       files_ignored(&checkout->repository, inside.len ? inside.buf : rest);
}
