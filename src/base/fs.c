#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Sets the error for errno, and keeps errno. */
static int refuse(const char *path, struct err *err)
{
	int why = errno;

	switch (why) {
	case EXDEV: err_caller(err, "%s: leads outside the folder it must lie in", path); break;
	case ELOOP: err_caller(err, "%s: a symbolic link that may not be followed", path); break;
	case ENXIO:
	case ENODEV: err_caller(err, "%s: a device, FIFO or socket, not a file", path); break;
	case EISDIR: err_caller(err, "%s: a folder, not a file", path); break;
	default: err_set(err, "%s: %s", path, strerror(why));
	}
	errno = why;
	return -1;
}

static int with_usual_flags(int flags)
{
	return flags | O_CLOEXEC | (flags & O_PATH ? 0 : O_NONBLOCK | O_NOCTTY);
}

int fs_open_beneath(int root, const char *path, int flags, mode_t mode, struct err *err)
{
	struct open_how how = {
		.flags = (unsigned)with_usual_flags(flags),
		.mode = flags & O_CREAT ? mode : 0,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};
	long fd = -1;

	/* EAGAIN: something was renamed while a ".." was looked up */
	for (int tries = 0; tries < 16 && fd < 0 && (!tries || errno == EAGAIN); tries++)
		fd = syscall(SYS_openat2, root, path, &how, sizeof(how));
	if (fd >= 0)
		return (int)fd;
	/* EPERM: how a seccomp filter that is older than the call refuses it */
	if (errno == ENOSYS || errno == EPERM)
		return fs_open_by_steps(root, path, flags, mode, err);
	return refuse(path, err);
}

/* Opens a component; what is or has become a link is refused, O_PATH or not. */
static int open_step(int folder, const char *name, int flags, mode_t mode)
{
	int fd = openat(folder, name, flags | O_NOFOLLOW, mode), why = errno;
	struct stat st;
	bool link = fd >= 0 ? (flags & O_PATH) && fstat(fd, &st) == 0 && S_ISLNK(st.st_mode)
			    : why == ENOTDIR &&
				      fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
				      S_ISLNK(st.st_mode);

	if (fd >= 0 && link) {
		close(fd);
		fd = -1;
	}
	errno = link ? ELOOP : why;
	return fd;
}

/* One component of path, from folder; *used is what it takes with the slashes behind it. */
static int open_component(int folder, const char *path, int flags, mode_t mode, size_t *used)
{
	size_t len = strcspn(path, "/");
	char name[NAME_MAX + 1];

	*used = len + strspn(path + len, "/");
	if (len > NAME_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(name, path, len);
	name[len] = '\0';
	if (strcmp(name, "..") == 0) {
		errno = EXDEV;
		return -1;
	}
	if (path[*used])
		return open_step(folder, name, O_PATH | O_DIRECTORY | O_CLOEXEC, 0);
	return open_step(folder, name, *used > len ? flags | O_DIRECTORY : flags, mode);
}

static int step_through(int root, const char *path, int flags, mode_t mode)
{
	int folder = openat(root, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);

	while (folder >= 0 && *path) {
		size_t used;
		int next = open_component(folder, path, flags, mode, &used), why = errno;

		close(folder);
		errno = why;
		folder = next;
		path += used;
	}
	return folder;
}

int fs_open_by_steps(int root, const char *path, int flags, mode_t mode, struct err *err)
{
	int fd = -1;

	if (path[0] == '/')
		errno = EXDEV;
	else if (path[0] == '\0')
		errno = ENOENT;
	else
		fd = step_through(root, path, with_usual_flags(flags), mode);
	return fd >= 0 ? fd : refuse(path, err);
}

int fs_open(int root, const char *path, bool beneath, int flags, mode_t mode, struct err *err)
{
	int fd;

	if (beneath)
		return fs_open_beneath(root, path, flags, mode, err);
	fd = openat(root, path, with_usual_flags(flags), mode);
	return fd >= 0 ? fd : refuse(path, err);
}

int fs_regular(int fd, const char *name, struct err *err)
{
	const char *what = "no regular file";
	struct stat st;

	if (fstat(fd, &st) < 0)
		return refuse(name, err);
	switch (st.st_mode & S_IFMT) {
	case S_IFREG: return 0;
	case S_IFDIR: what = "a folder"; break;
	case S_IFCHR:
	case S_IFBLK: what = "a device"; break;
	case S_IFIFO: what = "a FIFO"; break;
	case S_IFSOCK: what = "a socket"; break;
	case S_IFLNK: what = "a symbolic link"; break;
	}
	return err_caller(err, "%s: %s, where a file was expected", name, what);
}

/* The descriptor has no name of its own; the system may know one. */
static int refuse_write(int fd, int why, struct err *err)
{
	char name[512], link[64];
	ssize_t len;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	len = readlink(link, name, sizeof(name));
	if (len > 0)
		err_set(err, "%.*s: cannot be written: %s", (int)len, name, strerror(why));
	else
		err_set(err, "a file cannot be written: %s", strerror(why));
	errno = why;
	return -1;
}

int fs_append(int fd, struct text bytes, struct err *err)
{
	struct pollfd wait = { .fd = fd, .events = POLLOUT };

	while (bytes.len) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);

		if (n > 0)
			bytes = text_from(bytes, (size_t)n);
		else if (n == 0)
			return refuse_write(fd, ENOSPC, err);
		else if (errno == EAGAIN)
			poll(&wait, 1, -1);
		else if (errno != EINTR)
			return refuse_write(fd, errno, err);
	}
	return 0;
}

int fs_last_byte(int fd)
{
	unsigned char byte;
	struct stat st;

	if (fstat(fd, &st) < 0 || st.st_size <= 0 || pread(fd, &byte, 1, st.st_size - 1) != 1)
		return -1;
	return byte;
}

/* Waits until there is something to read: 0, or -1 when cancelled. The signal that cancels may come
 * between the look at the flag and the wait, so that no wait is longer than 100 ms. */
static int wait_for_input(const struct file_reader *file)
{
	struct pollfd wait = { .fd = file->fd, .events = POLLIN };
	int ready = 0;

	while (!file->cancelled || !*file->cancelled) {
		ready = poll(&wait, 1, file->cancelled ? 100 : -1);
		if (ready > 0 || (ready < 0 && errno != EINTR))
			return 0;
	}
	return -1;
}

static ssize_t read_file(struct reader *reader, char *buf, size_t room, struct err *err)
{
	struct file_reader *file = (struct file_reader *)reader;
	size_t left = file->max - file->count;
	ssize_t n;

	if (room > left)
		room = left + 1;
	do {
		if (wait_for_input(file) < 0)
			return err_set(err, "cancelled");
		n = read(file->fd, buf, room);
	} while (n < 0 && (errno == EINTR || errno == EAGAIN));
	if (n < 0)
		return refuse(reader->name, err);
	if ((size_t)n > left)
		return err_set(err, "%s: larger than %zu bytes", reader->name, file->max);
	file->count += (size_t)n;
	return n;
}

void file_reader_init(struct file_reader *file, int fd, const char *name, size_t max,
		      const volatile sig_atomic_t *cancelled)
{
	*file = (struct file_reader){
		.reader = { read_file, name }, .fd = fd, .max = max, .cancelled = cancelled
	};
}
