/*
 * A folder of each test's own, under /tmp: top/ws is what nothing may leave, top/outside what lies
 * beside it.
 */
#ifndef TESTS_BASE_FOLDER_H
#define TESTS_BASE_FOLDER_H

#include <criterion/criterion.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"

static char top[64];
static int root = -1;

static inline int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

static inline void put(const char *path, const char *bytes)
{
	int fd = openat(root, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	cr_assert_geq(fd, 0, "%s", path);
	cr_assert_eq(write(fd, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
	close(fd);
}

static inline void folder(const char *path)
{
	cr_assert_eq(mkdirat(root, path, 0755), 0, "%s", path);
}

static inline void link_to(const char *target, const char *path)
{
	cr_assert_eq(symlinkat(target, root, path), 0, "%s", path);
}

static inline void set_up(void)
{
	char path[128];

	memcpy(top, "/tmp/phoenix-test-XXXXXX", 25);
	cr_assert(mkdtemp(top));
	snprintf(path, sizeof(path), "%s/ws", top);
	cr_assert_eq(mkdir(path, 0755), 0);
	root = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	cr_assert_geq(root, 0);
	put("../outside", "secret");
	put("a", "in a");
	folder("d");
	put("d/b", "in b");
	link_to("d/b", "inside");
	link_to("../outside", "escape");
	link_to("d", "folder-link");
	link_to("..", "up");
	link_to("/proc/self/exe", "magic");
	link_to("nowhere", "dangling");
	link_to("loop", "loop");
	cr_assert_eq(mkfifoat(root, "fifo", 0644), 0);
}

static inline void tear_down(void)
{
	close(root);
	nftw(top, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static inline size_t open_descriptors(void)
{
	size_t n = 0;

	for (int fd = 0; fd < 1024; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

static inline struct stat look(const char *path)
{
	struct stat st = { 0 };

	cr_assert_eq(fstatat(root, path, &st, AT_SYMLINK_NOFOLLOW), 0, "%s", path);
	return st;
}

static inline bool missing(const char *path)
{
	struct stat st;

	return fstatat(root, path, &st, AT_SYMLINK_NOFOLLOW) < 0;
}

static inline void holds(const char *path, const char *bytes)
{
	char got[64] = "";
	int fd = openat(root, path, O_RDONLY | O_CLOEXEC);

	cr_assert_geq(fd, 0, "%s", path);
	cr_expect_geq(read(fd, got, sizeof(got) - 1), 0);
	cr_expect_str_eq(got, bytes, "%s", path);
	close(fd);
}

#endif
