#include <errno.h>
#include <pthread.h>
#include <sys/resource.h>

#include "folder.h"

TestSuite(fs_write, .init = set_up, .fini = tear_down, .timeout = 60);

Test(fs_write, make_folders)
{
	umask(077);
	cr_expect_eq(fs_make_folders(root, "x/y//z/file", true, NULL, NULL), 0);
	cr_expect_eq(look("x/y/z").st_mode, S_IFDIR | 0755);
	cr_expect_eq(look("x").st_mode, S_IFDIR | 0755);
	cr_expect(missing("x/y/z/file"));
	cr_expect_eq(fs_make_folders(root, "x/y/z/file", true, NULL, NULL), 0);
	cr_expect_eq(fs_make_folders(root, "file", true, NULL, NULL), 0);
	cr_expect_eq(fs_make_folders(root, "folder-link/n/file", true, NULL, NULL), 0);
	cr_expect_not(missing("d/n"));
}

static void no_folders(const char *path, bool beneath, enum err_kind kind)
{
	struct err err = { 0 };

	cr_expect_eq(fs_make_folders(root, path, beneath, NULL, &err), -1, "%s", path);
	cr_expect_eq(err.kind, kind, "%s: %s", path, err.text);
}

Test(fs_write, folders_that_cannot_be)
{
	no_folders("a/x/file", true, ERR_EVIDENCE);
	no_folders("../new/file", true, ERR_CALLER);
	no_folders("up/new/file", true, ERR_CALLER);
	no_folders("/tmp/phoenix-no-such/file", true, ERR_CALLER);
	no_folders("dangling/x/file", true, ERR_EVIDENCE);
	no_folders("loop/x", true, ERR_CALLER);
	no_folders("a/x/file", false, ERR_EVIDENCE);
	cr_expect(missing("../new"));
	cr_expect(missing("nowhere"));
}

Test(fs_write, made_outside_where_that_is_allowed)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/abs/x/file", top);
	cr_expect_eq(fs_replace(root, path, false, TEXT("new"), NULL, NULL), 0);
	holds("../abs/x/file", "new");
	cr_expect_eq(fs_replace(root, "../rel/file", false, TEXT("new"), NULL, NULL), 0);
	holds("../rel/file", "new");
}

/* What of our own is left in a folder. */
static size_t leftovers(void)
{
	AUTO(arena) arena = ARENA_MAX(MiB);
	const char **found;
	size_t n;

	cr_assert_eq(fs_glob(root, false, "", "**/.phoenix-*", 100, &arena, &found, &n, NULL), 0);
	return n;
}

Test(fs_write, replace)
{
	ino_t before = look("a").st_ino;

	umask(077);
	cr_expect_eq(fs_replace(root, "a", true, TEXT("new"), NULL, NULL), 0);
	holds("a", "new");
	cr_expect_neq(look("a").st_ino, before, "whoever has the old one open keeps it");
	cr_expect_eq(look("a").st_mode, S_IFREG | 0644);
	cr_expect_eq(fs_replace(root, "p/q/r", true, TEXT(""), NULL, NULL), 0);
	cr_expect_eq(look("p/q/r").st_size, 0);
	/* a link is replaced: what it leads to stays */
	cr_expect_eq(fs_replace(root, "inside", true, TEXT("mine"), NULL, NULL), 0);
	holds("inside", "mine");
	holds("d/b", "in b");
	cr_expect_eq(fs_replace(root, "escape", true, TEXT("mine"), NULL, NULL), 0);
	holds("../outside", "secret");
	cr_expect_eq(fs_replace(root, "dangling", true, TEXT("mine"), NULL, NULL), 0);
	cr_expect(missing("nowhere"));
	cr_expect_eq(leftovers(), 0);
}

static void not_replaced(const char *path, bool beneath, enum err_kind kind)
{
	struct err err = { 0 };

	cr_expect_eq(fs_replace(root, path, beneath, TEXT("new"), NULL, &err), -1, "%s", path);
	cr_expect_eq(err.kind, kind, "%s: %s", path, err.text);
}

Test(fs_write, not_replaced)
{
	link_to("/dev/null", "null");
	not_replaced("d", true, ERR_CALLER);
	not_replaced("d/", true, ERR_CALLER);
	not_replaced("d/..", true, ERR_CALLER);
	not_replaced(".", true, ERR_CALLER);
	not_replaced("", true, ERR_CALLER);
	not_replaced("fifo", true, ERR_CALLER);
	not_replaced("null", false, ERR_CALLER);
	not_replaced("folder-link", true, ERR_CALLER);
	not_replaced("../outside", true, ERR_CALLER);
	not_replaced("a/b", true, ERR_EVIDENCE);
	holds("../outside", "secret");
	cr_expect_eq(leftovers(), 0);
}

/* No room: a limit on the size of files stands for a full disk. */
Test(fs_write, a_write_that_fails_leaves_the_old_file)
{
	struct rlimit limit = { 8, 8 };
	struct sigaction ignored = { .sa_handler = SIG_IGN };
	struct err err = { 0 };

	sigaction(SIGXFSZ, &ignored, NULL);
	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	cr_expect_eq(fs_replace(root, "a", true, TEXT("more than eight bytes"), NULL, &err), -1);
	cr_expect_eq(err.kind, ERR_EVIDENCE);
	cr_expect(strstr(err.text, "a: cannot be written: "), "%s", err.text);
	holds("a", "in a");
	cr_expect_eq(leftovers(), 0);
}

Test(fs_write, owner)
{
	bool refused = false;
	struct fs_owner owner = { true, 1001, 1002, &refused };

	if (geteuid() != 0)
		cr_skip_test("only root gives files away");
	cr_expect_eq(fs_replace(root, "n/m/file", true, TEXT("x"), &owner, NULL), 0);
	cr_expect(look("n").st_uid == 1001 && look("n").st_gid == 1002);
	cr_expect(look("n/m").st_uid == 1001 && look("n/m/file").st_uid == 1001);
	cr_expect_neq(look("d").st_uid, 1001);
	cr_expect_not(refused);
	owner.change = false;
	cr_expect_eq(fs_replace(root, "n/other", true, TEXT("x"), &owner, NULL), 0);
	cr_expect_eq(look("n/other").st_uid, 0);
	cr_assert_eq(fchmodat(root, ".", 0777, 0), 0);
	cr_assert_eq(seteuid(1003), 0);
	owner.change = true;
	cr_expect_eq(fs_replace(root, "not-ours", true, TEXT("x"), &owner, NULL), 0, "no error");
	cr_assert_eq(seteuid(0), 0);
	cr_expect(refused);
	cr_expect_eq(look("not-ours").st_uid, 1003);
}

Test(fs_write, append)
{
	int fd = openat(root, "a", O_RDWR | O_APPEND | O_CLOEXEC);
	struct err err = { 0 };
	int reading;

	cr_expect_eq(fs_last_byte(fd), 'a');
	cr_expect_eq(fs_append(fd, TEXT(" and more\n"), NULL), 0);
	cr_expect_eq(fs_append(fd, TEXT(""), NULL), 0);
	holds("a", "in a and more\n");
	cr_expect_eq(fs_last_byte(fd), '\n');
	cr_expect_eq(ftruncate(fd, 0), 0);
	cr_expect_eq(fs_last_byte(fd), -1);
	cr_expect_eq(fs_append(fd, TEXT("\xff"), NULL), 0);
	cr_expect_eq(fs_last_byte(fd), 0xff);
	close(fd);
	reading = openat(root, "a", O_RDONLY | O_CLOEXEC);
	cr_expect_eq(fs_append(reading, TEXT("x"), &err), -1);
	cr_expect(strstr(err.text, "/ws/a: cannot be written: "), "%s", err.text);
	close(reading);
	cr_expect_eq(fs_last_byte(-1), -1);
	fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	err_clear(&err);
	cr_expect_eq(fs_append(fd, TEXT("x"), &err), -1);
	cr_expect(strstr(err.text, strerror(ENOSPC)), "%s", err.text);
	close(fd);
}

struct pipe_reader {
	int fd;
	size_t bytes;
};

static void *drain(void *context)
{
	struct pipe_reader *pipe = context;
	char piece[1000];
	ssize_t n;

	while ((n = read(pipe->fd, piece, sizeof(piece))) > 0) {
		pipe->bytes += (size_t)n;
		usleep(100);
	}
	return NULL;
}

/* A pipe that does not wait takes a piece at a time. */
Test(fs_write, append_in_pieces)
{
	static char bytes[300000];
	int ends[2];
	struct pipe_reader reader = { 0 };
	pthread_t thread;

	cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
	cr_assert_eq(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
	reader.fd = ends[0];
	cr_assert_eq(pthread_create(&thread, NULL, drain, &reader), 0);
	cr_expect_eq(fs_append(ends[1], (struct text){ bytes, sizeof(bytes) }, NULL), 0);
	close(ends[1]);
	pthread_join(thread, NULL);
	close(ends[0]);
	cr_expect_eq(reader.bytes, sizeof(bytes));
}
