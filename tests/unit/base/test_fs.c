#include <errno.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "base/clock.h"
#include "folder.h"

TestSuite(fs, .init = set_up, .fini = tear_down, .timeout = 60);

typedef int open_function(int, const char *, int, mode_t, struct err *);

static void opens(open_function *open_it, const char *path, const char *bytes)
{
	struct err err = { 0 };
	char got[64] = "";
	int fd = open_it(root, path, O_RDONLY, 0, &err);

	cr_assert_geq(fd, 0, "%s: %s", path, err.text);
	cr_expect(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	cr_expect_geq(read(fd, got, sizeof(got) - 1), 0);
	cr_expect_str_eq(got, bytes, "%s", path);
	close(fd);
}

static void refuses(open_function *open_it, const char *path, int flags, enum err_kind kind,
		    int why)
{
	struct err err = { 0 };
	int fd = open_it(root, path, flags, 0644, &err), got = errno;

	cr_expect_eq(fd, -1, "%s", path);
	cr_expect_eq(err.kind, kind, "%s: %s", path, err.text);
	cr_expect_eq(got, why, "%s: %s", path, strerror(got));
	cr_expect(strstr(err.text, path), "%s: %s", path, err.text);
}

Test(fs, open_beneath)
{
	open_function *open_it = fs_open_beneath;

	opens(open_it, "a", "in a");
	opens(open_it, "./d//b", "in b");
	opens(open_it, "d/../a", "in a");
	opens(open_it, "inside", "in b");
	opens(open_it, "folder-link/b", "in b");
	refuses(open_it, "../outside", O_RDONLY, ERR_CALLER, EXDEV);
	refuses(open_it, "d/../../outside", O_RDONLY, ERR_CALLER, EXDEV);
	refuses(open_it, "escape", O_RDONLY, ERR_CALLER, EXDEV);
	refuses(open_it, "up/outside", O_RDONLY, ERR_CALLER, EXDEV);
	refuses(open_it, "/etc/passwd", O_RDONLY, ERR_CALLER, EXDEV);
	refuses(open_it, "magic", O_RDONLY, ERR_CALLER, EXDEV);
	refuses(open_it, "loop", O_RDONLY, ERR_CALLER, ELOOP);
	refuses(open_it, "missing", O_RDONLY, ERR_EVIDENCE, ENOENT);
	refuses(open_it, "dangling", O_RDONLY, ERR_EVIDENCE, ENOENT);
	refuses(open_it, "a/b", O_RDONLY, ERR_EVIDENCE, ENOTDIR);
	refuses(open_it, "a", O_RDONLY | O_DIRECTORY, ERR_EVIDENCE, ENOTDIR);
	refuses(open_it, "", O_RDONLY, ERR_EVIDENCE, ENOENT);
	refuses(open_it, "d", O_WRONLY, ERR_CALLER, EISDIR);
	refuses(open_it, "fifo", O_WRONLY, ERR_CALLER, ENXIO);
	refuses(open_it, "../new", O_WRONLY | O_CREAT, ERR_CALLER, EXDEV);
}

Test(fs, links_of_proc)
{
	int proc = open("/proc/self", O_PATH | O_DIRECTORY | O_CLOEXEC), kept = root;

	cr_assert_geq(proc, 0);
	root = proc;
	refuses(fs_open_beneath, "root/etc/passwd", O_RDONLY, ERR_CALLER, ELOOP);
	refuses(fs_open_beneath, "exe", O_RDONLY, ERR_CALLER, ELOOP);
	refuses(fs_open_by_steps, "root/etc/passwd", O_RDONLY, ERR_CALLER, ELOOP);
	refuses(fs_open_by_steps, "exe", O_RDONLY, ERR_CALLER, ELOOP);
	root = kept;
	close(proc);
}

Test(fs, open_by_steps)
{
	open_function *open_it = fs_open_by_steps;
	char long_name[400];

	opens(open_it, "a", "in a");
	opens(open_it, "./d//b", "in b");
	refuses(open_it, "d/../a", O_RDONLY, ERR_CALLER, EXDEV);
	refuses(open_it, "../outside", O_RDONLY, ERR_CALLER, EXDEV);
	refuses(open_it, "..", O_RDONLY, ERR_CALLER, EXDEV);
	refuses(open_it, "/etc/passwd", O_RDONLY, ERR_CALLER, EXDEV);
	refuses(open_it, "inside", O_RDONLY, ERR_CALLER, ELOOP);
	refuses(open_it, "inside", O_PATH, ERR_CALLER, ELOOP);
	refuses(open_it, "escape", O_RDONLY, ERR_CALLER, ELOOP);
	refuses(open_it, "escape", O_WRONLY | O_CREAT, ERR_CALLER, ELOOP);
	refuses(open_it, "folder-link/b", O_RDONLY, ERR_CALLER, ELOOP);
	refuses(open_it, "folder-link", O_PATH | O_DIRECTORY, ERR_CALLER, ELOOP);
	refuses(open_it, "folder-link/", O_RDONLY, ERR_CALLER, ELOOP);
	refuses(open_it, "up/outside", O_RDONLY, ERR_CALLER, ELOOP);
	refuses(open_it, "missing", O_RDONLY, ERR_EVIDENCE, ENOENT);
	refuses(open_it, "missing/x", O_RDONLY, ERR_EVIDENCE, ENOENT);
	refuses(open_it, "a/b", O_RDONLY, ERR_EVIDENCE, ENOTDIR);
	refuses(open_it, "a/", O_RDONLY, ERR_EVIDENCE, ENOTDIR);
	refuses(open_it, "", O_RDONLY, ERR_EVIDENCE, ENOENT);
	memset(long_name, 'x', sizeof(long_name) - 1);
	long_name[sizeof(long_name) - 1] = '\0';
	refuses(open_it, long_name, O_RDONLY, ERR_EVIDENCE, ENAMETOOLONG);
}

Test(fs, no_descriptor_is_lost)
{
	size_t before = open_descriptors();
	static const char *const paths[] = { "d/b", "d/missing", "escape", "d/../a",
					     "a/b", "fifo",      "d/b/" };
	AUTO(arena) arena = ARENA_MAX(MiB);
	const char **found;
	size_t n;

	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		int fd = fs_open_by_steps(root, paths[i], O_RDONLY, 0, NULL);

		if (fd >= 0)
			close(fd);
		fd = fs_open_beneath(root, paths[i], O_RDONLY, 0, NULL);
		if (fd >= 0)
			close(fd);
		fs_replace(root, paths[i], true, TEXT("x"), NULL, NULL);
		fs_glob(root, true, "", paths[i], 10, &arena, &found, &n, NULL);
		fs_glob(root, true, "", "**", 10, &arena, &found, &n, NULL);
	}
	cr_expect_eq(open_descriptors(), before);
}

Test(fs, created_by_steps)
{
	int fd = fs_open_by_steps(root, "d/new", O_WRONLY | O_CREAT | O_EXCL, 0600, NULL);
	struct stat st;

	cr_assert_geq(fd, 0);
	cr_expect_eq(fstat(fd, &st), 0);
	cr_expect_eq(st.st_mode & 0777, 0600);
	close(fd);
	cr_expect_eq(fs_open_by_steps(root, "d/new", O_WRONLY | O_CREAT | O_EXCL, 0600, NULL), -1);
}

static void is_not_regular(const char *path, const char *what)
{
	struct err err = { 0 };
	int fd = fs_open(root, path, false, O_RDONLY, 0, &err);

	cr_assert_geq(fd, 0, "%s: %s", path, err.text);
	cr_expect_eq(fs_regular(fd, path, &err), -1);
	cr_expect_eq(err.kind, ERR_CALLER);
	cr_expect(strstr(err.text, what) && strstr(err.text, path), "%s", err.text);
	close(fd);
}

Test(fs, regular)
{
	int fd = fs_open(root, "a", true, O_RDONLY, 0, NULL);
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	cr_expect_eq(fs_regular(fd, "a", NULL), 0);
	close(fd);
	cr_expect_eq(fs_regular(-1, "a", NULL), -1);
	is_not_regular("d", "a folder");
	is_not_regular("/dev/null", "a device");
	is_not_regular("fifo", "a FIFO"); /* and the open did not wait for a writer */
	snprintf(address.sun_path, sizeof(address.sun_path), "%s/ws/socket", top);
	cr_assert_eq(bind(listening, (struct sockaddr *)&address, sizeof(address)), 0);
	refuses(fs_open_beneath, "socket", O_RDONLY, ERR_CALLER, ENXIO);
	close(listening);
}

Test(fs, file_reader)
{
	for (size_t max = 0; max < 8; max++) {
		int fd = fs_open(root, "a", true, O_RDONLY, 0, NULL);
		AUTO(str) all = STR_MAX(100);
		struct err err = { 0 };
		struct file_reader file;
		int got;

		file_reader_init(&file, fd, "a", max, NULL);
		got = reader_slurp(&file.reader, &all, &err);
		cr_expect_eq(got, max < 4 ? -1 : 0, "%zu", max);
		if (got == 0)
			cr_expect(file.count == 4 && strcmp(all.buf, "in a") == 0);
		else
			cr_expect(strstr(err.text, "a: larger than "), "%s", err.text);
		close(fd);
	}
}

Test(fs, file_reader_byte_by_byte)
{
	int fd = fs_open(root, "a", true, O_RDONLY, 0, NULL);
	struct file_reader file;
	struct err err = { 0 };
	char c[2];

	file_reader_init(&file, fd, "a", 3, NULL);
	for (size_t i = 0; i < 3; i++)
		cr_expect_eq(file.reader.read(&file.reader, c, 1, &err), 1);
	cr_expect_eq(file.reader.read(&file.reader, c, 1, &err), -1);
	cr_expect_str_eq(err.text, "a: larger than 3 bytes");
	close(fd);
	fd = fs_open(root, "d", true, O_RDONLY, 0, NULL);
	err_clear(&err);
	file_reader_init(&file, fd, "d", SIZE_MAX, NULL);
	cr_expect_eq(file.reader.read(&file.reader, c, 1, &err), -1);
	cr_expect_eq(err.kind, ERR_CALLER);
	close(fd);
}

static volatile sig_atomic_t cancelled;

static void *cancel_soon(void *unused)
{
	usleep(200000);
	cancelled = 1;
	return unused;
}

/* No signal wakes this read: the flag alone has to. */
Test(fs, a_read_that_is_cancelled)
{
	int ends[2];
	struct file_reader file;
	struct err err = { 0 };
	pthread_t thread;
	int64_t start = clock_monotonic_ms(), took;
	char c;

	cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
	cr_assert_eq(pthread_create(&thread, NULL, cancel_soon, NULL), 0);
	file_reader_init(&file, ends[0], "-", 10, &cancelled);
	cr_expect_eq(file.reader.read(&file.reader, &c, 1, &err), -1);
	took = clock_monotonic_ms() - start;
	cr_expect_str_eq(err.text, "cancelled");
	cr_expect(took >= 190 && took < 1000, "%lld ms", (long long)took);
	pthread_join(thread, NULL);
	close(ends[0]);
	close(ends[1]);
}
