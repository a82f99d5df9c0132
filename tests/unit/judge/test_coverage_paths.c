/* From the paths of a report to the files of a tree (specs/coverage-and-lint.md 4.5). */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "judge/coverage/paths.h"

#define MOST 16

struct trial {
	const char *tree[MOST];  /* in byte order */
	const char *paths[MOST]; /* of the report */
	const char *sources[4];
	const char *root, *strip, *service, *folder; /* folder NULL: the workspace */
	struct path_module modules[3];
	bool suffixes;
	const char *wanted; /* one result a path: a file, "-" foreign, "?" unresolved, "a|b" */
	const char *why;    /* NULL: not looked at */
};

static const char *const workspaces[] = { "/home/runner/work/r/r", "/github/workspace" };

static bool ignored(void *context, const char *path)
{
	(void)context;
	return strncmp(path, "target/", 7) == 0 || strstr(path, "/target/");
}

static size_t length(const char *const *list)
{
	size_t n = 0;

	while (n < MOST && list[n])
		n++;
	return n;
}

static int run(const struct trial *t, struct str *got, const char **why, struct arena *arena,
	       struct err *err)
{
	__attribute__((cleanup(path_tree_release))) struct path_tree tree = { 0 };
	struct path_place places[MOST];
	size_t n = length(t->paths), n_sources = 0, n_modules = 0;
	struct path_request request = { 0 };

	if (path_tree_init(&tree, t->tree, length(t->tree), arena, err) < 0)
		return -1;
	while (n_sources < 4 && t->sources[n_sources])
		n_sources++;
	while (n_modules < 3 && t->modules[n_modules].name)
		n_modules++;
	request = (struct path_request){
		.tree = &tree,
		.workspaces = workspaces,
		.n_workspaces = ARRAY_SIZE(workspaces),
		.sources = t->sources,
		.n_sources = n_sources,
		.root = t->root,
		.strip = t->strip,
		.service = t->service,
		.folder = t->folder ? t->folder : "",
		.modules = t->modules,
		.n_modules = n_modules,
		.suffixes = t->suffixes,
		.ignored = ignored,
	};
	if (paths_place(&request, t->paths, n, places, why, arena, err) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		str_puts(got, i ? " " : "");
		if (places[i].state == PATH_FOUND)
			str_puts(got, places[i].file);
		else if (places[i].state == PATH_AMBIGUOUS)
			str_printf(got, "%s|%s", places[i].file, places[i].other);
		else
			str_puts(got, places[i].state == PATH_FOREIGN ? "-" : "?");
	}
	return 0;
}

#define FOUR                                                                                  \
	{                                                                                     \
		"data/src/main.rs", "front/src/app.ts", "llm/src/main.rs", "orch/src/lib.rs", \
			"orch/src/main.rs", "tools/src/main.rs"                               \
	}

static const struct trial trials[] = {
	/* as they stand */
	{ { "a.c", "b/c.c" }, { "b/c.c", "./a.c", "b//x/../c.c" }, .wanted = "b/c.c a.c b/c.c" },
	{ { "..x/.y.c" }, { "..x/.y.c" }, .wanted = "..x/.y.c" },
	{ { "src/f.py" }, { "src\\f.py", "SRC\\F.PY" }, .wanted = "src/f.py ?" },
	/* the example of 4.5 */
	{ { "a/src/main.rs", "b/src/main.rs" },
	  { "src/main.rs" },
	  .sources = { "/home/x/work/r/r/b" },
	  .wanted = "b/src/main.rs" },
	{ { "a/src/main.rs", "b/src/main.rs" },
	  { "src/main.rs" },
	  .wanted = "a/src/main.rs|b/src/main.rs" },
	/* four services call their file alike */
	{ FOUR, { "src/main.rs" }, .root = "llm", .wanted = "llm/src/main.rs" },
	{ FOUR, { "src/main.rs" }, .service = "tools", .wanted = "tools/src/main.rs" },
	{ FOUR,
	  { "src/main.rs" },
	  .folder = "data/target/tarpaulin",
	  .wanted = "data/src/main.rs" },
	{ FOUR,
	  { "src/main.rs", "src/lib.rs" },
	  .wanted = "orch/src/main.rs orch/src/lib.rs",
	  .why = "paths start at orch (the files that are there)" },
	{ FOUR,
	  { "/home/runner/work/r/r/llm/src/main.rs", "/github/workspace/data/src/main.rs" },
	  .wanted = "llm/src/main.rs data/src/main.rs" },
	{ FOUR,
	  { "/build/x/llm/src/main.rs", "/build/x/orch/src/lib.rs" },
	  .wanted = "llm/src/main.rs orch/src/lib.rs" },
	{ FOUR, { "/app/src/main.rs" }, .wanted = "data/src/main.rs|llm/src/main.rs" },
	{ FOUR,
	  { "/app/src/main.rs", "/app/src/app.ts", "/app/src/x.ts" },
	  .wanted = "data/src/main.rs|llm/src/main.rs ? ?" },
	{ FOUR, { "/usr/src/app/src/app.ts", "/usr/lib/x.ts" }, .wanted = "front/src/app.ts -" },
	/* root= is the only place */
	{ { "a/x.c", "x.c" }, { "x.c", "y.c" }, .root = "a", .wanted = "a/x.c ?" },
	{ { "a/x.c", "x.c" }, { "x.c" }, .root = ".", .wanted = "x.c" },
	/* strip= */
	{ { "src/a.c" },
	  { "/out/src/a.c", "src/a.c" },
	  .strip = "/out",
	  .wanted = "src/a.c src/a.c" },
	{ { "src/a.c" }, { "proj/src/a.c" }, .strip = "proj/", .wanted = "src/a.c" },
	/* Windows */
	{ { "src/f.py" }, { "C:\\repo\\src\\f.py" }, .wanted = "src/f.py" },
	{ { "Src/F.py", "x/b.py" },
	  { "C:\\r\\src\\f.py", "C:\\r\\X\\B.PY", "C:\\r\\x\\b.py" },
	  .wanted = "Src/F.py x/b.py x/b.py" },
	{ { "src/F.py", "src/f.PY" },
	  { "C:\\r\\src\\f.py", "C:\\r\\src\\F.py" },
	  .wanted = "? src/F.py" },
	{ { "a\\b.c" }, { "a\\b.c" }, .wanted = "a\\b.c" },
	/* sources */
	{ { "app/x.py", "lib/y.py" },
	  { "x.py", "y.py" },
	  .sources = { "/home/runner/work/r/r/app", "/home/runner/work/r/r/lib" },
	  .wanted = "app/x.py lib/y.py" },
	{ { "app/x.py", "lib/x.py" },
	  { "x.py" },
	  .sources = { "/home/runner/work/r/r/app", "/home/runner/work/r/r/lib" },
	  .wanted = "app/x.py|lib/x.py" },
	{ { "app/x.py" }, { "app/x.py" }, .sources = { "." }, .wanted = "app/x.py" },
	{ { "app/x.py" }, { "x.py" }, .sources = { "app" }, .wanted = "app/x.py" },
	{ { "app/x.py" }, { "app/x.py" }, .sources = { "/nowhere/else" }, .wanted = "app/x.py" },
	/* of equal votes the sources win, then service=, then folders */
	{ { "a/x.c", "b/x.c", "c/x.c" },
	  { "x.c" },
	  .sources = { "a" },
	  .service = "b",
	  .folder = "c",
	  .wanted = "a/x.c" },
	{ { "a/x.c", "b/x.c", "c/x.c" },
	  { "x.c" },
	  .service = "b",
	  .folder = "c",
	  .wanted = "b/x.c" },
	{ { "c/x.c", "x.c" }, { "x.c" }, .folder = "c", .wanted = "x.c|c/x.c" },
	{ { "c/x.c", "x.c", "y.c" }, { "x.c", "y.c" }, .folder = "c", .wanted = "x.c y.c" },
	/* foreign */
	{ { "a.rs" },
	  { "a.rs", "/root/.cargo/registry/src/x/lib.rs", "node_modules/x/i.js", "/rustc/ab/x.rs",
	    "../other/a.rs", "target/debug/build/x/out/b.rs", "gone.rs" },
	  .wanted = "a.rs - - - - - ?" },
	{ { "a.rs" },
	  { "/github/workspace/target/x.rs", "/github/workspace/b.rs", "/x/y.rs" },
	  .wanted = "- ? ?" },
	/* below the workspace it lies there or nowhere */
	{ { "a/src/x.rs" }, { "/github/workspace/out/src/x.rs" }, .wanted = "?" },
	/* JaCoCo and Go */
	{ { "m/src/main/java/com/x/A.java", "n/src/main/java/com/y/B.java" },
	  { "com/x/A.java", "com/y/B.java" },
	  .suffixes = true,
	  .wanted = "m/src/main/java/com/x/A.java n/src/main/java/com/y/B.java" },
	{ { "m/com/x/A.java", "n/com/x/A.java" },
	  { "com/x/A.java", "A.java" },
	  .suffixes = true,
	  .wanted = "m/com/x/A.java|n/com/x/A.java ?" },
	{ { "go.mod", "pkg/a.go", "tool/go.mod", "tool/main.go" },
	  { "example.com/app/pkg/a.go", "example.com/tool/main.go" },
	  .modules = { { "example.com/app", "" }, { "example.com/tool", "tool" } },
	  .wanted = "pkg/a.go tool/main.go" },
	/* names */
	{ { "a b/c,d.c", "n\nl.c" }, { "a b/c,d.c", "n\nl.c" }, .wanted = "a b/c,d.c n\nl.c" },
	{ { "\303\251.rs" }, { "e\314\201.rs" }, .wanted = "\303\251.rs" },
	{ { "e\314\201.rs" }, { "\303\251.rs" }, .wanted = "e\314\201.rs" },
	{ { "\377.rs" }, { "\377.rs", "\376.rs" }, .wanted = "\377.rs ?" },
};

Test(coverage_paths, places)
{
	for (size_t i = 0; i < ARRAY_SIZE(trials); i++) {
		__attribute__((cleanup(arena_release))) struct arena arena = ARENA_MAX(64 * MiB);
		AUTO(str) got = STR_MAX(MiB);
		struct err err = { 0 };
		const char *why = NULL;

		cr_assert_eq(run(&trials[i], &got, &why, &arena, &err), 0, "%s", err.text);
		cr_expect_str_eq(got.buf, trials[i].wanted, "trial %zu: %s\ngave    %s\ninstead %s",
				 i, trials[i].paths[0], got.buf, trials[i].wanted);
		if (trials[i].why)
			cr_expect(why && strcmp(why, trials[i].why) == 0, "trial %zu: %s", i, why);
	}
}

/* The order of the paths changes nothing. */
Test(coverage_paths, order_changes_nothing)
{
	for (size_t i = 0; i < ARRAY_SIZE(trials); i++) {
		__attribute__((cleanup(arena_release))) struct arena arena = ARENA_MAX(64 * MiB);
		AUTO(str) got = STR_MAX(MiB);
		AUTO(str) wanted = STR_MAX(MiB);
		struct trial t = trials[i];
		size_t n = length(t.paths);
		struct err err = { 0 };
		const char *why;

		for (size_t k = 0; k < n; k++)
			t.paths[k] = trials[i].paths[n - 1 - k];
		cr_assert_eq(run(&t, &got, &why, &arena, &err), 0);
		cr_assert_eq(run(&trials[i], &wanted, &why, &arena, &err), 0);
		/* the same results, backwards: as many of each sort */
		cr_expect_eq(got.len, wanted.len, "trial %zu: %s / %s", i, got.buf, wanted.buf);
	}
}

Test(coverage_paths, strip_must_fit)
{
	__attribute__((cleanup(arena_release))) struct arena arena = ARENA_MAX(MiB);
	struct trial t = { { "a.c" }, { "a.c" }, .strip = "b/" };
	AUTO(str) got = STR_MAX(MiB);
	struct err err = { 0 };
	const char *why;

	cr_expect_eq(run(&t, &got, &why, &arena, &err), -1);
	cr_expect_eq(err.kind, ERR_CALLER);
	cr_expect_str_eq(err.text, "strip=b/: no path of the report begins with it");
}

Test(coverage_paths, no_memory_is_said)
{
	for (size_t i = 0; i < ARRAY_SIZE(trials); i += 7)
		for (long nth = 1;; nth++) {
			__attribute__((cleanup(arena_release))) struct arena arena =
				ARENA_MAX(64 * MiB);
			AUTO(str) got = STR_MAX(MiB);
			struct err err = { 0 };
			const char *why;
			bool refused;
			int result;

			alloc_fail_at(nth);
			result = run(&trials[i], &got, &why, &arena, &err);
			refused = alloc_failed();
			alloc_fail_at(0);
			if (!refused)
				break;
			cr_expect(result < 0 || !strcmp(got.buf, trials[i].wanted) ||
					  strchr(got.buf, '?') || got.failed,
				  "trial %zu, allocation %ld: %s", i, nth, got.buf);
		}
}
