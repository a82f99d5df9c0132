/*
 * Files. `root` is a descriptor of a folder (O_PATH will do, or AT_FDCWD), from which a relative
 * path is taken. With `beneath`, nothing outside root is reached: not by "..", not by an absolute
 * path, not by a symbolic link. Every descriptor is close-on-exec, and no open waits for the other
 * end of a FIFO.
 *
 * Errors name the path as given and what the system says; errno is kept for who must tell "does not
 * exist" from the rest. To leave root, and to name what is no regular file where one is needed, are
 * errors of the caller.
 */
#ifndef BASE_FS_H
#define BASE_FS_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/reader.h"

/* The descriptor, or -1. Links that stay below root are followed (openat2, RESOLVE_BENEATH); those
 * of /proc never. Where the kernel or a filter has no openat2, fs_open_by_steps. */
int fs_open_beneath(int root, const char *path, int flags, mode_t mode, struct err *err);

/* The same, component by component. Stricter: every symbolic link and every ".." is refused. */
int fs_open_by_steps(int root, const char *path, int flags, mode_t mode, struct err *err);

/* fs_open_beneath, or openat when beneath is false. */
int fs_open(int root, const char *path, bool beneath, int flags, mode_t mode, struct err *err);

/* 0 when fd is a regular file; else -1, and the error says what `name` is instead. */
int fs_regular(int fd, const char *name, struct err *err);

/* Who owns what is created. */
struct fs_owner {
	bool change; /* false: it stays as the system makes it */
	uid_t uid;
	gid_t gid;
	bool *refused; /* set when the system refused, which is no error; may be NULL */
};

/* Creates the folders above the last component of path that are missing, with mode 0755 whatever
 * the umask. */
int fs_make_folders(int root, const char *path, bool beneath, const struct fs_owner *owner,
		    struct err *err);

/*
 * Makes path a regular file of these bytes, mode 0644 whatever the umask: the folders above it, a
 * temporary file beside it, fsync, rename. Whoever reads path sees the old file or the new one;
 * after an error it is the old one and the temporary file is gone. A link at path is replaced, not
 * followed. What is no regular file (a folder, a device, or a link to one) is refused.
 */
int fs_replace(int root, const char *path, bool beneath, struct text bytes,
	       const struct fs_owner *owner, struct err *err);

/* The same with what `write` writes to fd (by fs_append); -1 from it leaves the old file. */
int fs_replace_by(int root, const char *path, bool beneath,
		  int (*write)(void *context, int fd, struct err *err), void *context,
		  const struct fs_owner *owner, struct err *err);

/* Writes all bytes to fd. */
int fs_append(int fd, struct text bytes, struct err *err);

/* The last byte of the file, whatever its offset; -1 when it is empty or cannot be read. */
int fs_last_byte(int fd);

/* Reads from a descriptor, which stays the caller's. */
struct file_reader {
	struct reader reader;
	int fd;
	size_t max;   /* more bytes than these are an error */
	size_t count; /* bytes read so far */
	const volatile sig_atomic_t *cancelled;
};

/* While *cancelled (NULL: never) is not 0 a read is the error "cancelled", within 100 ms, even one
 * that waits for a pipe. */
void file_reader_init(struct file_reader *file, int fd, const char *name, size_t max,
		      const volatile sig_atomic_t *cancelled);

/*
 * The files below `folder` ("" is root) that match a pattern of base/glob.h, each as the pattern
 * writes it: relative to folder, or absolute. In byte order. A file that several names lead to (by
 * device and inode) is there once, under the first. The list and the names live in the arena.
 *
 * A pattern that is itself the name of something is that name, whatever wildcards it holds. A
 * wildcard matches no '.' at the start of a component. Folders: only such that could hold a match
 * are opened; they are never in the list; one that is a link is entered only by the part of the
 * pattern in front of the first wildcard, and so is ".git". A link to a file counts; one that leads
 * nowhere is an error, as are a folder that cannot be read and more than max_files matches. No
 * match is no error: *n is 0.
 */
int fs_glob(int root, bool beneath, const char *folder, const char *pattern, size_t max_files,
	    struct arena *arena, const char ***paths, size_t *n, struct err *err);

#endif
