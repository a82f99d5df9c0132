#include "git/files.h"

#include "repo.h"

TestSuite(files, .init = set_up, .fini = tear_down, .timeout = 60);

static int note(void *context, const struct repository_file *file, struct err *err)
{
	struct str *all = context;

	(void)err;
	str_printf(all, "%s%s %s", all->len ? "\n" : "", file->path,
		   file->blob ? file->blob : "new");
	return 0;
}

/* All files of r, and what git says of them: the real one lists the same. */
static void lists(const char *wanted)
{
	AUTO(repository) r = { 0 };
	AUTO(str) all = STR_MAX(MiB);
	struct object_id head;
	struct err err = { 0 };

	open_at(&r, "r");
	cr_assert_eq(repository_head(&r, &head, &err), 0);
	cr_assert_eq(files_read(&r, &head, note, &all, &err), 0, "%s", err.text);
	cr_expect_str_eq(all.buf, wanted);
}

Test(files, tracked_then_new)
{
	AUTO(str) wanted = STR_MAX(64 * KiB);

	sh("git init -q -b main r; cd r; put .gitignore '*.o' build/; put src/a 1; put src/b.o 2 ||"
	   " :; git add -f src/b.o; ln -s src/a link; git add link; "
	   "git update-index --add --cacheinfo 160000,$(printf '%%040d' 1),sub; commit one; "
	   "echo x >c.o; mkdir -p build new/deep; echo x >build/x; echo x >new/deep/y; "
	   "echo x >staged; git add staged; echo changed >src/a; ln -s c.o other; git init -q inner; "
	   "echo x >inner/z");
	str_puts(
		&wanted,
		sh("cd r; git ls-tree -r HEAD | sed -n 's/^100[0-9]* blob \\([0-9a-f]*\\)\\t\\(.*\\)/\\2 "
		   "\\1/p'"));
	str_puts(&wanted, "\nnew/deep/y new\nstaged new");
	lists(wanted.buf);
}

Test(files, ignored)
{
	AUTO(repository) r = { 0 };

	sh("git init -q -b main r; cd r; put .gitignore '*.o' /build/; put a 1; commit one");
	open_at(&r, "r");
	cr_expect(files_ignored(&r, "x/y.o"));
	cr_expect(files_ignored(&r, "build/x"));
	cr_expect(!files_ignored(&r, "x/build/y"));
	cr_expect(!files_ignored(&r, "a"));
}

static int refuse(void *context, const struct repository_file *file, struct err *err)
{
	(void)context;
	return err_set(err, "no more after %s", file->path);
}

Test(files, an_error_ends_it)
{
	AUTO(repository) r = { 0 };
	struct object_id head;
	struct err err = { 0 };

	sh("git init -q -b main r; cd r; put a 1; put b 1; commit one");
	open_at(&r, "r");
	cr_assert_eq(repository_head(&r, &head, &err), 0);
	cr_expect_eq(files_read(&r, &head, refuse, NULL, &err), -1);
	cr_expect_str_eq(err.text, "no more after a");
}
