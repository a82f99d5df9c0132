#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/rng.h"

/* Longest path that anything is written to: what one system call takes (PATH_MAX). */
#define MAX_PATH (4 * KiB)

static int fail(const char *path, const char *what, struct err *err)
{
	int why = errno;

	err_set(err, "%s: %s: %s", path, what, strerror(why));
	errno = why;
	return -1;
}

static void close_kept(int fd)
{
	int why = errno;

	if (fd >= 0)
		close(fd);
	errno = why;
}

/* path up to the last '/', which is not part of it but of a root; "." when there is none. */
static int parent_of(struct str *parent, const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		str_puts(parent, ".");
	else
		str_add(parent, path, slash == path ? 1 : (size_t)(slash - path));
	if (parent->failed)
		return err_caller(err, "a path longer than %zu bytes", parent->max);
	return 0;
}

static void give(int fd, const struct fs_owner *owner)
{
	if (owner && owner->change && fchown(fd, owner->uid, owner->gid) < 0 && owner->refused)
		*owner->refused = true;
}

/* One folder, whose parent exists. That somebody else makes it at the same time is no error. */
static int make_folder(int root, const char *path, bool beneath, const struct fs_owner *owner,
		       struct err *err)
{
	AUTO(str) above = STR_MAX(MAX_PATH);
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	int parent, folder, result = 0;

	if (parent_of(&above, path, err) < 0)
		return -1;
	parent = fs_open(root, above.buf, beneath, O_PATH | O_DIRECTORY, 0, err);
	if (parent < 0)
		return -1;
	if (mkdirat(parent, name, 0755) < 0) {
		if (errno != EEXIST)
			result = fail(path, "cannot be created", err);
		close_kept(parent);
		return result;
	}
	folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	close_kept(parent);
	if (folder < 0 || fchmod(folder, 0755) < 0)
		result = fail(path, "cannot be opened", err);
	else
		give(folder, owner);
	close_kept(folder);
	return result;
}

static bool exists(int root, const char *path, bool beneath, struct err *err)
{
	int fd = fs_open(root, path, beneath, O_PATH | O_DIRECTORY, 0, err);

	close_kept(fd);
	return fd >= 0;
}

int fs_make_folders(int root, const char *path, bool beneath, const struct fs_owner *owner,
		    struct err *err)
{
	AUTO(str) folder = STR_MAX(MAX_PATH);
	struct err why = { 0 };

	if (parent_of(&folder, path, err) < 0)
		return -1;
	if (exists(root, folder.buf, beneath, &why))
		return 0;
	for (const char *slash = path; (slash = strchr(slash, '/')); slash++) {
		err_clear(&why);
		str_clear(&folder);
		str_add(&folder, path, (size_t)(slash - path));
		if (slash == path || slash[-1] == '/' || exists(root, folder.buf, beneath, &why))
			continue;
		if (errno != ENOENT) {
			if (err && !err_is_set(err))
				*err = why;
			return -1;
		}
		if (make_folder(root, folder.buf, beneath, owner, err) < 0)
			return -1;
	}
	return 0;
}

/* A link is looked through: to replace /dev/stdout is to break it for everybody. */
static int refuse_what_is_no_file(int folder, const char *name, const char *path, struct err *err)
{
	struct stat st;

	if (name[0] == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return err_caller(err, "%s: a folder, where a file was expected", path);
	if (fstatat(folder, name, &st, 0) < 0 || S_ISREG(st.st_mode))
		return 0;
	return err_caller(err, "%s: no regular file, and not replaced by one", path);
}

struct content {
	int (*write)(void *context, int fd, struct err *err);
	void *context;
};

static int write_temporary(int fd, const char *path, const struct content *content,
			   const struct fs_owner *owner, struct err *err)
{
	struct err why = { 0 };

	if (content->write(content->context, fd, &why) < 0) {
		if (why.kind != ERR_INTERNAL) /* it names the temporary file */
			return fail(path, "cannot be written", err);
		*err = why;
		return -1;
	}
	if (fchmod(fd, 0644) < 0)
		return fail(path, "cannot be given its mode", err);
	give(fd, owner);
	if (fsync(fd) < 0 && errno != EINVAL)
		return fail(path, "cannot be written", err);
	return 0;
}

static int replace(int folder, const char *name, const char *path, const struct content *content,
		   const struct fs_owner *owner, struct err *err)
{
	char temporary[64];
	char random[2 * 8 + 1];
	int fd, result;

	if (refuse_what_is_no_file(folder, name, path, err) < 0)
		return -1;
	rng_hex(random, 8);
	snprintf(temporary, sizeof(temporary), ".phoenix-%s.tmp", random);
	fd = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail(path, "cannot be created", err);
	result = write_temporary(fd, path, content, owner, err);
	if (close(fd) < 0 && result == 0) /* some network file systems say so late */
		result = fail(path, "cannot be written", err);
	if (result == 0 && renameat(folder, temporary, folder, name) < 0)
		result = fail(path, "cannot be replaced", err);
	if (result < 0) {
		int why = errno;

		unlinkat(folder, temporary, 0);
		errno = why;
	}
	return result;
}

int fs_replace_by(int root, const char *path, bool beneath,
		  int (*write)(void *context, int fd, struct err *err), void *context,
		  const struct fs_owner *owner, struct err *err)
{
	struct content content = { write, context };
	AUTO(str) parent = STR_MAX(MAX_PATH);
	const char *slash = strrchr(path, '/');
	int folder, result;

	if (fs_make_folders(root, path, beneath, owner, err) < 0 ||
	    parent_of(&parent, path, err) < 0)
		return -1;
	folder = fs_open(root, parent.buf, beneath, O_PATH | O_DIRECTORY, 0, err);
	if (folder < 0)
		return -1;
	result = replace(folder, slash ? slash + 1 : path, path, &content, owner, err);
	close_kept(folder);
	return result;
}

static int write_text(void *text, int fd, struct err *err)
{
	return fs_append(fd, *(struct text *)text, err);
}

int fs_replace(int root, const char *path, bool beneath, struct text bytes,
	       const struct fs_owner *owner, struct err *err)
{
	return fs_replace_by(root, path, beneath, write_text, &bytes, owner, err);
}
