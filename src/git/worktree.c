#include "git/worktree.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"

static int read_link(int fd, const char *path, struct str *bytes, struct err *err)
{
	char *room = str_room(bytes, 64 * KiB);
	ssize_t n = room ? readlinkat(fd, "", room, 64 * KiB) : -1;

	if (n < 0)
		return room ? err_set(err, "%s: %s", path, strerror(errno)) : err_memory(err);
	bytes->len += (size_t)n;
	return 1;
}

static int read_file(int root, const char *path, struct str *bytes, struct err *err)
{
	struct file_reader file;
	int fd = fs_open_beneath(root, path, O_RDONLY | O_NOFOLLOW, 0, err), result;

	if (fd < 0)
		return -1;
	file_reader_init(&file, fd, path, bytes->max, NULL);
	result = reader_slurp(&file.reader, bytes, err);
	close(fd);
	return result < 0 ? -1 : 1;
}

static int read_below(int root, const char *path, struct str *bytes, struct err *err)
{
	struct stat st;
	int fd = fs_open_beneath(root, path, O_PATH | O_NOFOLLOW, 0, NULL), result = 0;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR
			       ? 0
			       : err_set(err, "%s: %s", path, strerror(errno));
	if (fstat(fd, &st) < 0)
		result = err_set(err, "%s: %s", path, strerror(errno));
	else if (S_ISLNK(st.st_mode))
		result = read_link(fd, path, bytes, err);
	else if (S_ISREG(st.st_mode))
		result = read_file(root, path, bytes, err);
	close(fd);
	return result;
}

int worktree_read(const struct repository *r, const char *path, struct str *bytes, struct err *err)
{
	int root = open(r->root, O_PATH | O_DIRECTORY | O_CLOEXEC), result;

	if (root < 0)
		return err_set(err, "%s: %s", r->root, strerror(errno));
	result = read_below(root, path, bytes, err);
	close(root);
	return result;
}

/* The length of the line end at i, 0 when there is none. */
static size_t line_end(struct text t, size_t i)
{
	if (t.ptr[i] == '\n')
		return 1;
	return t.ptr[i] == '\r' && i + 1 < t.len && t.ptr[i + 1] == '\n' ? 2 : 0;
}

bool worktree_same(struct text a, struct text b)
{
	size_t i = 0, k = 0;

	while (i < a.len && k < b.len) {
		size_t end_a = line_end(a, i), end_b = line_end(b, k);

		if (!end_a != !end_b || (!end_a && a.ptr[i] != b.ptr[k]))
			return false;
		i += end_a ? end_a : 1;
		k += end_b ? end_b : 1;
	}
	return i == a.len && k == b.len;
}
