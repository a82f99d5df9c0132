/* Commits of a range against `git log`, and what makes a range incomplete. */
#include "git/range.h"

#include "repo.h"

TestSuite(range, .init = set_up, .fini = tear_down, .timeout = 120);

#define ZEROS "0000000000000000000000000000000000000000"

static int read_range(const char *name, const struct situation *s, size_t max,
		      struct range_commits *commits, struct err *err)
{
	AUTO(repository) r = { 0 };
	AUTO(range) range = { 0 };

	*commits = (struct range_commits){ 0 };
	open_at(&r, name);
	if (range_choose(&r, s, &range, err) < 0)
		return -1;
	return range_read(&r, &range, max, commits, err);
}

/* The range holds what `git rev-list ARGUMENTS` lists, in that order. */
static void lists(const char *name, const struct situation *s, const char *arguments)
{
	AUTO(range_commits) commits = { 0 };
	AUTO(str) ours = STR_MAX(MiB);
	AUTO(str) gits = STR_MAX(MiB);
	AUTO(str) script = STR_MAX(MiB);
	struct err err = { 0 };

	cr_assert_eq(read_range(name, s, 1000, &commits, &err), 0, "%s", err.text);
	for (size_t i = 0; i < commits.n; i++)
		str_printf(&ours, "%s%s", i ? "\n" : "", commits.at[i].hex);
	str_printf(&script, "cd %s; git rev-list %s", name, arguments);
	sh_into(&gits, script.buf);
	cr_expect_str_eq(ours.buf, gits.buf, "%s:\n%s\ngit:\n%s", arguments, ours.buf, gits.buf);
}

static void refuses(const char *name, const struct situation *s, const char *word)
{
	AUTO(range_commits) commits = { 0 };
	struct err err = { 0 };

	cr_assert_eq(read_range(name, s, 1000, &commits, &err), -1, "%zu commits", commits.n);
	cr_expect_eq(commits.n, 0);
	says(&err, word);
}

/* main: m1 m2 m3 m4; pr parts at m2: p1, a merge of m3, p2; the merge commit of main and pr. */
static void make_origin(void)
{
	sh("git init -q -b main o; cd o; git config uploadpack.allowAnySHA1InWant true; commit m1; "
	   "commit m2; git branch pr; commit m3; git checkout -q pr; commit p1; "
	   "git merge -q --no-ff -m own main; commit p2; git checkout -q main; commit m4; "
	   "git checkout -q --detach; git merge -q --no-ff -m merge pr; "
	   "git update-ref refs/pull/1/merge HEAD; git checkout -q main");
}

static const char *id(const char *revision) { return sh("git -C o rev-parse %s", revision); }

static struct situation pull_request(void)
{
	return (struct situation){ .event = "pull_request",
				   .base_sha = id("main"),
				   .head_sha = id("pr"),
				   .base_branch = "main" };
}

Test(range, pull_request)
{
	struct situation s;
	char m2[64];

	make_origin();
	s = pull_request();
	sh("git clone -q \"file://$PWD/o\" w; git -C w checkout -q --detach origin/pr");
	lists("w", &s, "origin/pr ^origin/main");
	s.base_sha = id("main~2"); /* stale: m3 came since */
	lists("w", &s, "origin/pr ^origin/main");
	sh("git -C w update-ref -d refs/remotes/origin/main; git -C w update-ref -d "
	   "refs/remotes/origin/HEAD");
	snprintf(m2, sizeof(m2), "origin/pr ^%s", s.base_sha);
	lists("w", &s, m2); /* m3 is not known to be old */
	s.base_sha = "0123456789012345678901234567890123456789";
	refuses("w", &s, "is not here");
	s.base_sha = NULL;
	refuses("w", &s, "names no pull_request");
}

Test(range, pull_request_in_a_shallow_clone)
{
	struct situation s;

	make_origin();
	s = pull_request();
	for (int depth = 1; depth <= 3; depth++) {
		sh("rm -rf w; git init -q w; cd w; git fetch -q --depth %d \"file://$PWD/../o\" "
		   "refs/pull/1/merge; git checkout -q --detach FETCH_HEAD",
		   depth);
		refuses("w", &s, "fetch-depth: 0");
	}
	sh("cd w; git fetch -q --unshallow \"file://$PWD/../o\" refs/pull/1/merge");
	lists("w", &s, "HEAD^2 ^HEAD^1");
}

/* What is subtracted may be cut off right behind its end. */
Test(range, shallow_and_complete)
{
	struct situation s = { .event = "push", .ref = "refs/heads/main" };

	sh("git init -q -b main o; cd o; for i in 1 2 3 4 5; do commit $i; done; git clone -q --depth 3 "
	   "\"file://$PWD\" ../w");
	s.before = id("main~2");
	s.after = id("main");
	lists("w", &s, "HEAD ^HEAD~2");
	s.before = id("main~3");
	refuses("w", &s, "where the shallow clone ends: set fetch-depth: 0");
}

/* The parent is here, by chance: the file says that it was not asked for. */
Test(range, boundary_inside)
{
	struct situation s = { .event = "push", .ref = "refs/heads/main" };

	sh("git init -q -b main o; cd o; for i in 1 2 3 4 5; do commit $i; done; "
	   "commit 6");
	s.before = id("main~3");
	s.after = id("main");
	sh("cd o; git rev-parse main~1 >.git/shallow");
	refuses("o", &s, "where the shallow clone ends");
	sh("rm o/.git/shallow");
	lists("o", &s, "main ^main~3");
}

Test(range, missing_parent)
{
	struct situation s = { .event = "push", .ref = "refs/heads/main" };

	sh("git init -q -b main o; cd o; for i in 1 2 3 4 5; do commit $i; done");
	s.before = id("main~3");
	s.after = id("main");
	sh("cd o; h=$(git rev-parse main~2); rm -f .git/objects/$(echo $h | cut -c1-2)/$(echo $h | cut "
	   "-c3-)");
	refuses("o", &s, "of the range cannot be read");
}

Test(range, merge_group)
{
	struct situation s = { .event = "merge_group" };

	make_origin();
	s.base_sha = id("main");
	s.head_sha = id("refs/pull/1/merge");
	lists("o", &s, "refs/pull/1/merge ^main");
	s.head_sha = NULL;
	refuses("o", &s, "names no merge_group");
}

Test(range, push)
{
	struct situation s = { .event = "push", .ref = "refs/heads/pr" };

	make_origin();
	sh("git clone -q \"file://$PWD/o\" w; cd w; git checkout -q --detach origin/pr");
	s.after = id("pr");
	s.before = id("pr~1");
	lists("w", &s, "origin/pr ^origin/pr~1");
	s.before = ZEROS; /* a new branch: what other refs do not have */
	lists("w", &s, "origin/pr ^origin/main");
	s.before = "0123456789012345678901234567890123456789"; /* forced */
	lists("w", &s, "origin/pr ^origin/main");
	s.after = NULL;
	refuses("w", &s, "names no commit after the push");
	s.ref = "refs/heads/main"; /* the first push of all */
	s.after = id("main~3");
	s.before = ZEROS;
	sh("git init -q x; cd x; git fetch -q \"file://$PWD/../o\" $(git -C ../o rev-parse "
	   "main~3):refs/remotes/origin/main; git symbolic-ref refs/remotes/origin/HEAD "
	   "refs/remotes/origin/main");
	lists("x", &s, "origin/main");
}

Test(range, pushes_without_commits)
{
	struct situation s = { .event = "push", .ref = "refs/heads/main", .deleted = true };
	AUTO(repository) r = { 0 };
	AUTO(range) range = { 0 };
	struct err err = { 0 };

	make_origin();
	open_at(&r, "o");
	cr_assert_eq(range_choose(&r, &s, &range, &err), 0);
	cr_expect_str_eq(range.nothing, "the push deletes a ref");
	s = (struct situation){ .event = "push", .ref = "refs/tags/v1", .before = ZEROS };
	cr_assert_eq(range_choose(&r, &s, &range, &err), 0);
	cr_expect_str_eq(range.nothing, "a pushed tag has no commits of its own");
}

Test(range, named_by_the_caller)
{
	struct situation s = { .base = "main" };
	AUTO(range_commits) commits = { 0 };
	struct err err = { 0 };

	make_origin();
	sh("git -C o checkout -q pr");
	lists("o", &s, "pr ^main");
	s.head = "main";
	s.base = "pr";
	s.event = "schedule";
	lists("o", &s, "main ^pr");
	s.base = "main";
	lists("o", &s, "main ^main");
	s.base = NULL;
	cr_expect_eq(read_range("o", &s, 9, &commits, &err), -1);
	cr_expect_eq(err.kind, ERR_CALLER);
	err_clear(&err);
	s.head = NULL;
	cr_expect_eq(read_range("o", &s, 9, &commits, &err), -1);
	cr_expect_eq(err.kind, ERR_CALLER);
	err_clear(&err);
	s.event = NULL;
	cr_expect_eq(read_range("o", &s, 9, &commits, &err), -1);
	cr_expect_eq(err.kind, ERR_CALLER);
}

Test(range, too_many)
{
	struct situation s = { .base = "HEAD~5" };
	AUTO(range_commits) commits = { 0 };
	struct err err = { 0 };

	sh("git init -q -b main o; cd o; for i in 1 2 3 4 5 6; do commit $i; done");
	cr_expect_eq(read_range("o", &s, 4, &commits, &err), -1);
	says(&err, "more than 4 commits");
	err_clear(&err);
	cr_expect_eq(read_range("o", &s, 5, &commits, &err), 0, "%s", err.text);
}

/* Merges of several, roots of several, and clocks that run backwards. */
Test(range, odd_histories)
{
	struct situation s = { .base = "HEAD~1" };

	sh("git init -q -b main o; cd o; commit 1; for b in x y z; do git checkout -q -b $b main; commit "
	   "$b; done; git checkout -q main; commit 2; git merge -q -m octopus x y z; git checkout -q "
	   "--orphan root; commit root; git checkout -q main; git merge -q "
	   "--allow-unrelated-histories -m roots root");
	s.base = "main~2";
	lists("o", &s, "main ^main~2");
	s.base = "x";
	lists("o", &s, "main ^x");
	s.base = "root";
	lists("o", &s, "main ^root");
	sh("cd o; GIT_COMMITTER_DATE='1000000000 +0000' git commit -q --allow-empty -m old; commit new");
	s.base = "HEAD~1";
	lists("o", &s, "HEAD ^HEAD~1");
	s.base = "HEAD~2";
	lists("o", &s, "HEAD ^HEAD~2");
}
