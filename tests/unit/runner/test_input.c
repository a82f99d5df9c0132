/* Where paths may lead, and evidence as it is read. */
#include "tools.h"

#include <fcntl.h>
#include <ftw.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

static char top[] = "/tmp/phoenix-input-XXXXXX";
static struct arena arena = ARENA_MAX(64 * MiB);
static struct workspace ws;

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

static const char *at(const char *path) { return arena_printf(&arena, "%s/%s", top, path); }

static void put(const char *path, const void *bytes, size_t n)
{
	int fd = open(at(path), O_WRONLY | O_CREAT | O_TRUNC, 0644);

	cr_assert_geq(fd, 0, "%s", path);
	cr_assert_eq(write(fd, bytes, n), (ssize_t)n);
	close(fd);
}

static void set_up(void)
{
	cr_assert(mkdtemp(top));
	cr_assert(!mkdir(at("ws"), 0755) && !mkdir(at("ws/d"), 0755) && !mkdir(at("temp"), 0755) &&
		  !mkdir(at("ws2"), 0755));
	put("ws/a", "in a", 4);
	put("ws/d/b", "in b", 4);
	put("temp/t", "in t", 4);
	put("ws2/o", "outside", 7);
	cr_assert(!symlink("../ws2/o", at("ws/out")) &&
		  !symlink("/proc/self/environ", at("ws/environ")));
	cr_assert(!symlink("d/b", at("ws/in")) && !symlink("..", at("ws/up")) &&
		  !mkfifo(at("ws/fifo"), 0644));
	setenv("GITHUB_WORKSPACE", at("ws"), 1);
	setenv("RUNNER_TEMP", at("temp"), 1);
	setenv("RUNNER_WORKSPACE", "/home/runner/work/repo", 1);
	setenv("GITHUB_REPOSITORY", "me/repo", 1);
	setenv("GITHUB_ACTIONS", "true", 1);
}

static void tear_down(void)
{
	nftw(top, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	arena_release(&arena);
}

TestSuite(input, .init = set_up, .fini = tear_down, .timeout = 60);

static void opens(const char *given, const char *bytes, const char *shown)
{
	struct place place;
	struct err err = { 0 };
	char got[64] = "";
	int fd = workspace_open_file(&ws, given, &place, &arena, &err);

	cr_assert_geq(fd, 0, "%s: %s", given, err.text);
	cr_expect_geq(read(fd, got, sizeof(got) - 1), 0);
	cr_expect_str_eq(got, bytes, "%s", given);
	if (shown)
		cr_expect_str_eq(place.shown, shown, "%s", given);
	close(fd);
}

static void refuses(const char *given, enum err_kind kind)
{
	struct place place;
	struct err err = { 0 };

	cr_expect_eq(workspace_open_file(&ws, given, &place, &arena, &err), -1, "%s", given);
	cr_expect_eq(err.kind, kind, "%s: %s", given, err.text);
}

Test(input, paths_on_github)
{
	struct err err = { 0 };

	cr_assert_eq(workspace_open(&ws, ".", &arena, &err), 0, "%s", err.text);
	opens("a", "in a", "a");
	opens("./d/../a", "in a", "a");
	opens("in", "in b", "in");
	opens(at("ws/d/b"), "in b", "d/b");
	opens("/home/runner/work/repo/repo/d/b", "in b", "d/b");
	opens(at("temp/t"), "in t", NULL);
	refuses("/etc/passwd", ERR_CALLER);
	refuses("../ws2/o", ERR_CALLER);
	refuses(at("ws2/o"), ERR_CALLER);
	refuses("../../x", ERR_CALLER);
	refuses("out", ERR_CALLER);
	refuses("environ", ERR_CALLER);
	refuses("up/ws2/o", ERR_CALLER);
	refuses("fifo", ERR_CALLER);
	refuses("d", ERR_CALLER);
	refuses("missing", ERR_EVIDENCE);
	refuses("/home/runner/work/repo/repo/../../../../../etc/passwd", ERR_CALLER);
	refuses("/home/runner/work/repo/repository/a", ERR_CALLER);
	refuses("/home/runner/work/repo/repo/../other", ERR_CALLER);
}

Test(input, paths_from_a_folder)
{
	struct err err = { 0 };

	cr_assert_eq(workspace_open(&ws, "d", &arena, &err), 0, "%s", err.text);
	opens("b", "in b", "d/b");
	opens("../a", "in a", "a");
	refuses("../../ws2/o", ERR_CALLER);
	cr_expect_eq(workspace_open(&ws, "missing", &arena, &err), -1);
	cr_expect_eq(err.kind, ERR_CALLER);
	err_clear(&err);
	cr_expect_eq(workspace_open(&ws, "up", &arena, &err), -1);
	err_clear(&err);
	cr_expect_eq(workspace_open(&ws, "/", &arena, &err), -1);
}

Test(input, paths_on_a_terminal)
{
	struct err err = { 0 };

	unsetenv("GITHUB_ACTIONS");
	cr_assert_eq(workspace_open(&ws, NULL, &arena, &err), 0);
	opens("../ws2/o", "outside", NULL);
	opens("out", "outside", NULL);
	opens(at("ws2/o"), "outside", NULL);
	refuses("fifo", ERR_CALLER);
}

Test(input, strips_the_workspace)
{
	struct err err = { 0 };

	cr_assert_eq(workspace_open(&ws, NULL, &arena, &err), 0);
	cr_expect_str_eq(workspace_strip(&ws, at("ws/a/b")), "a/b");
	cr_expect_str_eq(workspace_strip(&ws, "/home/runner/work/repo/repo/a"), "a");
	cr_expect_str_eq(workspace_strip(&ws, "/home/runner/work/other/other/a"), "a");
	cr_expect_str_eq(workspace_strip(&ws, "/github/workspace/a"), "a");
	cr_expect_null(workspace_strip(&ws, "/home/runner/work/other/others/a"));
	cr_expect_null(workspace_strip(&ws, "/home/runner/work/other/oth/a"));
	cr_expect_null(workspace_strip(&ws, at("ws2/o")));
	cr_expect_null(workspace_strip(&ws, "/usr/lib/x"));
}

static void gzip(struct str *out, struct text text)
{
	z_stream z = { 0 };
	char *room;

	cr_assert_eq(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, 0), Z_OK);
	room = str_room(out, text.len + 1024);
	cr_assert(room);
	z.next_in = (Bytef *)text.ptr;
	z.avail_in = (uInt)text.len;
	z.next_out = (Bytef *)room;
	z.avail_out = (uInt)text.len + 1024;
	cr_assert_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
	out->len += z.total_out;
	deflateEnd(&z);
}

/* Reads the bytes as evidence, in pieces; what came and the hash. -1: an error. */
static int evidence_of(struct text bytes, struct str *got, size_t most, char sha256[65],
		       int64_t *size, struct err *err)
{
	struct evidence *e;
	struct reader *reader;
	char *buf = malloc(most);
	ssize_t n;
	int closed;

	put("ws/evidence", bytes.ptr, bytes.len);
	e = evidence_open(open(at("ws/evidence"), O_RDONLY), "evidence", err);
	cr_assert(e && buf);
	reader = evidence_reader(e);
	while ((n = reader->read(reader, buf, most, err)) > 0)
		str_add(got, buf, (size_t)n);
	if (!n)
		cr_expect_eq(reader->read(reader, buf, most, err), 0, "and again at the end");
	free(buf);
	closed = evidence_close(e, sha256, size, err);
	return n < 0 ? -1 : closed;
}

static void comes(struct text bytes, struct text want)
{
	static const size_t steps[] = { 3, 5, 64, 70000, 1000000 };
	char sha256[65], whole[65];
	int64_t size;

	sha256_hex(bytes.ptr, bytes.len, whole);
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		AUTO(str) got = STR_MAX(64 * MiB);
		struct err err = { 0 };

		cr_assert_eq(evidence_of(bytes, &got, steps[i], sha256, &size, &err), 0, "%s",
			     err.text);
		cr_expect(text_equal(all_of(&got), want), "step %zu: %zu bytes of %zu", steps[i],
			  got.len, want.len);
		cr_expect_str_eq(sha256, whole);
		cr_expect_eq(size, (int64_t)bytes.len);
	}
}

static void breaks(struct text bytes, const char *error)
{
	AUTO(str) got = STR_MAX(64 * MiB);
	struct err err = { 0 };
	char sha256[65], whole[65];
	int64_t size;

	cr_expect_eq(evidence_of(bytes, &got, 64, sha256, &size, &err), -1);
	cr_expect(strstr(err.text, error) && strstr(err.text, "evidence"), "%s", err.text);
	sha256_hex(bytes.ptr, bytes.len, whole);
	cr_expect_str_eq(sha256, whole, "the hash is of the whole file");
}

Test(input, evidence)
{
	AUTO(str) packed = STR_MAX(MiB);
	AUTO(str) big = STR_MAX(2 * MiB);
	AUTO(str) two = STR_MAX(2 * MiB);
	size_t first;

	comes(TEXT(""), TEXT(""));
	comes(TEXT("a"), TEXT("a"));
	comes(TEXT("ab"), TEXT("ab"));
	comes(TEXT("\xef\xbb"), TEXT("\xef\xbb"));
	comes(TEXT("\xef\xbb\xbf"), TEXT(""));
	comes(TEXT("\xef\xbb\xbfx\xef\xbb\xbf"), TEXT("x\xef\xbb\xbf"));
	comes(TEXT("\x1f"), TEXT("\x1f"));
	comes(TEXT("a\0b"), TEXT("a\0b"));
	for (size_t i = 0; i < 300000; i++)
		str_putc(&big, (char)('a' + i * i % 23));
	comes(all_of(&big), all_of(&big));
	gzip(&packed, all_of(&big));
	comes(all_of(&packed), all_of(&big));
	first = packed.len;
	breaks(text_first(all_of(&packed), first - 1), "cut");
	breaks(text_first(all_of(&packed), first / 2), "cut");
	breaks(text_first(all_of(&packed), 5), "cut");
	breaks(text_first(all_of(&packed), 2), "cut");
	gzip(&packed, TEXT("second"));
	str_add(&two, big.buf, big.len);
	str_puts(&two, "second");
	comes(all_of(&packed), all_of(&two));
	breaks(text_first(all_of(&packed), packed.len - 3), "cut");
	packed.buf[first / 2] ^= 0x55;
	breaks(text_first(all_of(&packed), first), "gzip");
	str_clear(&packed);
	gzip(&packed, TEXT("\xef\xbb\xbf{}"));
	comes(all_of(&packed), TEXT("{}"));
	str_puts(&packed, "trailing");
	breaks(all_of(&packed), "gzip");
	str_clear(&packed);
	gzip(&packed, TEXT(""));
	comes(all_of(&packed), TEXT(""));
}

/* The same as sha256sum says: of FIPS 180-2, appendix B, and of nothing. */
Test(input, sha256)
{
	char hex[65];

	sha256_hex("abc", 3, hex);
	cr_expect_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	sha256_hex("", 0, hex);
	cr_expect_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
