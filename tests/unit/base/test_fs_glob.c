#include <criterion/criterion.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alloc.h"
#include "base/fs.h"

static char top[64];
static int root = -1;

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

static void put(const char *path)
{
	int fd;

	cr_assert_eq(fs_make_folders(root, path, false, NULL, NULL), 0);
	fd = openat(root, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	cr_assert_geq(fd, 0, "%s", path);
	close(fd);
}

static void set_up(void)
{
	static const char *const files[] = {
		"../outside/x.json", "b.json",    "a.json",           "B.json",
		".hidden.json",      "r/1.json",  "r/2.json",         "r/.3.json",
		"r/s/4.json",        "r/t.txt",   ".git/config.json", "r/.git/x.json",
		".github/w.yml",     "[id].json", "x[1]/5.json",      "{a,b}.json",
		"r/odd\nname.json",  "\xff.json",
	};
	char path[128];

	memcpy(top, "/tmp/phoenix-test-XXXXXX", 25);
	cr_assert(mkdtemp(top));
	snprintf(path, sizeof(path), "%s/ws", top);
	cr_assert_eq(mkdir(path, 0755), 0);
	root = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		put(files[i]);
}

static void tear_down(void)
{
	close(root);
	nftw(top, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

TestSuite(fs_glob, .init = set_up, .fini = tear_down, .timeout = 60);

static struct err last;

/* The matches, joined by '|'; "-" when it fails, and `last` says why. */
static const char *expand_in(bool beneath, const char *folder, const char *pattern)
{
	static struct str out = STR_MAX(MiB);
	AUTO(arena) arena = ARENA_MAX(MiB);
	const char **paths;
	size_t n;

	str_clear(&out);
	err_clear(&last);
	if (fs_glob(root, beneath, folder, pattern, 100, &arena, &paths, &n, &last) < 0)
		return "-";
	for (size_t i = 0; i < n; i++)
		str_printf(&out, "%s%s", i ? "|" : "", paths[i]);
	return out.buf;
}

static const char *expand(const char *pattern) { return expand_in(true, "", pattern); }

Test(fs_glob, sorted_by_bytes)
{
	cr_expect_str_eq(expand("*.json"), "B.json|[id].json|a.json|b.json|{a,b}.json|\xff.json");
	cr_expect_str_eq(expand("r/*.json"), "r/1.json|r/2.json|r/odd\nname.json");
	cr_expect_str_eq(expand("r/**/*.json"), "r/1.json|r/2.json|r/odd\nname.json|r/s/4.json");
	cr_expect_str_eq(expand("{r/s,.}/*.txt"), "");
	cr_expect_str_eq(expand("{r,r/s}/[14].*"), "r/1.json|r/s/4.json");
	cr_expect_str_eq(expand("r/*"), "r/1.json|r/2.json|r/odd\nname.json|r/t.txt");
	cr_expect_str_eq(expand("?.json"), "B.json|a.json|b.json|\xff.json");
}

Test(fs_glob, leading_dots)
{
	cr_expect_str_eq(expand(".*.json"), ".hidden.json");
	cr_expect_str_eq(expand("r/.*"), "r/.3.json");
	cr_expect_str_eq(expand(".github/*"), ".github/w.yml");
	cr_expect_str_eq(expand(".g*/*.yml"), ".github/w.yml");
	cr_expect_str_eq(expand("{.git,r/.git}/*.json"), "", ".git is not entered by a walk");
	cr_expect_str_eq(expand("**/.git/*"), "");
	cr_expect_str_eq(expand(".git/*.json"), ".git/config.json", "but may be named");
}

Test(fs_glob, names_before_patterns)
{
	cr_expect_str_eq(expand("[id].json"), "[id].json");
	cr_expect_str_eq(expand("{a,b}.json"), "{a,b}.json");
	cr_expect_str_eq(expand("x[1]/5.json"), "x[1]/5.json");
	cr_expect_str_eq(expand("x[[]1]/*"), "x[1]/5.json");
	cr_expect_str_eq(expand("./a.json"), "./a.json");
	cr_expect_str_eq(expand("missing.json"), "");
	cr_expect_str_eq(expand("missing/*.json"), "");
	cr_expect_str_eq(expand("a.json/*.json"), "");
	cr_expect_str_eq(expand("r"), "r", "whoever opens it says that it is a folder");
	cr_expect_str_eq(expand("./r/./*.txt"), "./r/./t.txt");
}

Test(fs_glob, refused)
{
	static const struct {
		const char *pattern;
		enum err_kind kind;
	} rows[] = {
		{ "", ERR_CALLER },
		{ "[", ERR_CALLER },
		{ "r/{a", ERR_CALLER },
		{ "../outside/x.json", ERR_CALLER },
		{ "../outside/*", ERR_CALLER },
		{ "/etc/*", ERR_CALLER },
		{ "/etc/passwd", ERR_CALLER },
		{ "r/../../outside/*", ERR_CALLER },
	};
	AUTO(str) s = STR_MAX(MiB);

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		cr_expect_str_eq(expand(rows[i].pattern), "-", "%s", rows[i].pattern);
		cr_expect_eq(last.kind, rows[i].kind, "%s: %s", rows[i].pattern, last.text);
	}
	while (s.len < 10000)
		str_puts(&s, "aaaaaaaaa*");
	cr_expect_str_eq(expand(s.buf), "-");
	cr_expect_eq(last.kind, ERR_CALLER);
}

Test(fs_glob, where_every_path_is_allowed)
{
	char pattern[128], expected[256];

	cr_expect_str_eq(expand_in(false, "", "../outside/*"), "../outside/x.json");
	snprintf(pattern, sizeof(pattern), "%s/ws/r/[12].json", top);
	snprintf(expected, sizeof(expected), "%s/ws/r/1.json|%s/ws/r/2.json", top, top);
	cr_expect_str_eq(expand_in(false, "r", pattern), expected);
}

Test(fs_glob, below_a_folder)
{
	cr_expect_str_eq(expand_in(true, "r", "*.json"), "1.json|2.json|odd\nname.json");
	cr_expect_str_eq(expand_in(true, "r", "s/4.json"), "s/4.json");
	cr_expect_str_eq(expand_in(true, "r/s", "**"), "4.json");
	cr_expect_str_eq(expand_in(true, "r", "../*.json"),
			 "../B.json|../[id].json|../a.json|../b.json|../{a,b}.json|../\xff.json");
	cr_expect_str_eq(expand_in(true, "missing", "*"), "");
	cr_expect_str_eq(expand_in(true, "r", "../../outside/*"), "-");
}

Test(fs_glob, links)
{
	cr_assert_eq(symlinkat("r", root, "linked"), 0);
	cr_assert_eq(symlinkat("1.json", root, "r/0-link.json"), 0);
	cr_assert_eq(symlinkat("1.json", root, "r/9-link.json"), 0);
	cr_assert_eq(linkat(root, "r/t.txt", root, "r/u.txt", 0), 0);
	cr_expect_str_eq(expand("r/?-link.json"), "r/0-link.json", "two names of one file");
	cr_expect_str_eq(expand("r/[0-9]*.json"), "r/0-link.json|r/2.json");
	cr_expect_str_eq(expand("r/*.txt"), "r/t.txt");
	cr_expect_str_eq(expand("**/4.json"), "r/s/4.json");
	cr_expect_str_eq(expand("*/4.json"), "");
	cr_expect_str_eq(expand("l*/2.json"), "", "a walk enters no link");
	cr_expect_str_eq(expand("linked/2*.json"), "linked/2.json", "but a link may be named");
	cr_expect_str_eq(expand("l*"), "", "a link to a folder is no file");
}

Test(fs_glob, links_that_lead_astray)
{
	cr_assert_eq(symlinkat("../outside/x.json", root, "out.json"), 0);
	cr_expect_str_eq(expand("o*.json"), "-");
	cr_expect_eq(last.kind, ERR_CALLER);
	cr_expect_str_eq(expand("out.json"), "-");
	cr_expect_eq(last.kind, ERR_CALLER);
	cr_expect_str_eq(expand_in(false, "", "o*.json"), "out.json");
	cr_expect_str_eq(expand("a*.json"), "a.json", "what is not matched is nobody's matter");
	cr_assert_eq(symlinkat("nowhere", root, "dangling.json"), 0);
	cr_expect_str_eq(expand("d*.json"), "-");
	cr_expect_eq(last.kind, ERR_EVIDENCE);
	cr_expect(strstr(last.text, "dangling.json"), "%s", last.text);
}

/* A folder that may not be read is opened only where the pattern could match in it. */
Test(fs_glob, only_the_folders_it_needs)
{
	put("locked/1.json");
	put("r/locked/1.json");
	cr_assert_eq(fchmodat(root, "locked", 0, 0), 0);
	cr_assert_eq(fchmodat(root, "r/locked", 0, 0), 0);
	cr_assert_eq(fchmodat(root, "..", 0755, 0), 0);
	if (geteuid() == 0)
		cr_assert_eq(seteuid(1003), 0);
	cr_expect_str_eq(expand("r/[12].json"), "r/1.json|r/2.json");
	cr_expect_str_eq(expand("r/s/*.json"), "r/s/4.json");
	cr_expect_str_eq(expand("*/4.json"), "-");
	cr_expect_str_eq(expand("**/4.json"), "-");
	cr_expect_eq(last.kind, ERR_EVIDENCE);
	cr_expect(strstr(last.text, "locked: "), "%s", last.text);
	if (getuid() == 0)
		cr_assert_eq(seteuid(0), 0);
	cr_assert_eq(fchmodat(root, "locked", 0755, 0), 0);
	cr_assert_eq(fchmodat(root, "r/locked", 0755, 0), 0);
}

Test(fs_glob, too_many)
{
	AUTO(arena) arena = ARENA_MAX(MiB);
	struct err err = { 0 };
	const char **paths;
	size_t n;

	cr_expect_eq(fs_glob(root, true, "", "r/[12].json", 2, &arena, &paths, &n, &err), 0);
	cr_expect_eq(n, 2);
	cr_expect_eq(fs_glob(root, true, "", "r/[12].json", 1, &arena, &paths, &n, &err), -1);
	cr_expect(strstr(err.text, "more than 1 file"), "%s", err.text);
	cr_expect_eq(n, 0);
}

Test(fs_glob, too_deep)
{
	AUTO(str) path = STR_MAX(64 * KiB);

	for (int i = 0; i < 250; i++)
		str_puts(&path, "deep/");
	str_puts(&path, "x.json");
	put(path.buf);
	cr_expect_str_eq(expand("deep/*.json"), "");
	cr_expect_str_eq(expand("deep/**/x.json"), "-");
	cr_expect(strstr(last.text, "deep"), "%s", last.text);
}

Test(fs_glob, every_allocation_failing)
{
	long refusals = 0;

	for (long nth = 1;; nth++) {
		AUTO(arena) arena = ARENA_MAX(MiB);
		struct err err = { 0 };
		const char **paths;
		size_t n;
		int done;

		alloc_fail_at(nth);
		done = fs_glob(root, true, "r", "**/[0-9].json", 100, &arena, &paths, &n, &err);
		alloc_fail_at(0);
		if (done == 0) {
			cr_expect_eq(n, 3);
			break;
		}
		refusals++;
		cr_expect_eq(err.kind, ERR_INTERNAL, "%s", err.text);
	}
	cr_expect_gt(refusals, 2);
}
