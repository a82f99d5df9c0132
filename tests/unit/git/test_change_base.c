/* Every row of specs/coverage-and-lint.md 4.6, in checkouts as actions/checkout makes them. */
#include "git/change_base.h"

#include "repo.h"

/*
 *   m1 - m2 - m3          main
 *          \     \
 *           p1 - p2 \      pr
 *                 \  \
 *                  merge   refs/pull/1/merge
 */
static void make_origin(void)
{
	set_up();
	sh("git init -q -b main o; cd o; put a 1; commit m1; put a 2; commit m2; git branch pr; "
	   "put a 3; commit m3; git checkout -q pr; put p 1; commit p1; put p 2; commit p2; "
	   "git checkout -q --detach main; git merge -q --no-ff -m merge pr; "
	   "git update-ref refs/pull/1/merge HEAD; git checkout -q main; "
	   "git config uploadpack.allowAnySHA1InWant true");
}

TestSuite(change_base, .init = make_origin, .fini = tear_down, .timeout = 120);

/* As actions/checkout: one ref at a depth, or all of them. */
static void check_out(const char *name, const char *ref, int depth)
{
	const char *kept = strncmp(ref, "refs/heads/", 11) == 0 ? ref + 11 : NULL;

	sh("rm -rf %s; git init -q -b none %s; cd %s; git remote add origin \"file://%s/o\"", name,
	   name, name, top);
	if (depth)
		sh("cd %s; git fetch -q --no-tags --depth=%d origin +%s:refs/remotes/%s%s", name,
		   depth, ref, kept ? "origin/" : "pull/1/merge", kept ? kept : "");
	else
		sh("cd %s; git fetch -q --no-tags origin '+refs/heads/*:refs/remotes/origin/*' "
		   "+refs/pull/1/merge:refs/remotes/pull/1/merge",
		   name);
	sh("cd %s; git checkout -q --detach refs/remotes/%s%s", name,
	   kept ? "origin/" : "pull/1/merge", kept ? kept : "");
}

static int choose(const char *name, const struct situation *s, struct change_base *base,
		  struct err *err)
{
	AUTO(repository) r = { 0 };

	open_at(&r, name);
	return change_base_choose(&r, s, base, err);
}

static const char *id(const char *revision) { return sh("git -C o rev-parse %s", revision); }

/* The base is that commit of the origin. */
static void gives(const char *name, const struct situation *s, const char *revision)
{
	struct change_base base;
	struct err err = { 0 };

	cr_assert_eq(choose(name, s, &base, &err), 0, "%s", err.text);
	cr_expect_str_eq(base.commit.hex, revision[0] ? id(revision) : "", "%s: %s", revision,
			 base.how);
	cr_expect_str_eq(base.head.hex, sh("git -C %s rev-parse HEAD", name));
	cr_expect(base.how[0]);
}

static void refuses(const char *name, const struct situation *s, const char *word)
{
	struct change_base base;
	struct err err = { 0 };

	cr_assert_eq(choose(name, s, &base, &err), -1, "base %s: %s", base.commit.hex, base.how);
	cr_expect_eq(err.kind, ERR_EVIDENCE);
	says(&err, word);
}

static struct situation pull_request(void)
{
	return (struct situation){ .event = "pull_request",
				   .ref = "refs/pull/1/merge",
				   .base_sha = id("main"),
				   .head_sha = id("pr"),
				   .base_branch = "main",
				   .default_branch = "main" };
}

Test(change_base, merge_commit_of_a_pull_request)
{
	struct situation s = pull_request();

	check_out("d1", "refs/pull/1/merge", 1);
	refuses("d1", &s, "set fetch-depth: 2");
	check_out("d2", "refs/pull/1/merge", 2);
	gives("d2", &s, "main");
	check_out("full", "refs/pull/1/merge", 0);
	gives("full", &s, "main");
	s.base_sha = id("main~1"); /* stale: main went on */
	gives("full", &s, "main");
	s.event = "pull_request_target";
	gives("d2", &s, "main");
}

/* The author merged main into the branch: that merge's first parent is no base. */
Test(change_base, own_merge_of_the_author)
{
	struct situation s = pull_request();

	sh("cd o; git checkout -q pr; git merge -q --no-ff -m own main; put p 3; commit p3; put p 4; "
	   "commit p4");
	s.head_sha = id("pr");
	check_out("full", "refs/heads/pr", 0);
	gives("full", &s, "main");
	sh("cd o; git checkout -q pr; git reset -q --hard HEAD~2"); /* HEAD is the own merge */
	s.head_sha = id("pr");
	check_out("full", "refs/heads/pr", 0);
	gives("full", &s, "main");
	check_out("d2", "refs/heads/pr", 2);
	refuses("d2", &s, "fetch-depth: 0");
}

Test(change_base, head_of_a_pull_request)
{
	struct situation s = pull_request();

	check_out("d1", "refs/heads/pr", 1);
	refuses("d1", &s, "set fetch-depth: 0");
	check_out("d2", "refs/heads/pr", 2);
	refuses("d2", &s, "set fetch-depth: 0");
	check_out("full", "refs/heads/pr", 0);
	gives("full", &s, "main~1");
	sh("cd full; git update-ref -d refs/remotes/origin/main");
	gives("full", &s, "main~1"); /* found by the event's base */
	s.base_sha = "0123456789012345678901234567890123456789";
	refuses("full", &s, "set fetch-depth: 0");
}

Test(change_base, other_commits_on_a_pull_request)
{
	struct situation s = pull_request();

	s.event = "pull_request_target";
	for (int depth = 0; depth < 3; depth++) {
		check_out("w", "refs/heads/main", depth);
		refuses("w", &s, "the base branch is checked out, not the pull request");
	}
	s.base_sha = id("main~2"); /* stale; known by origin/main */
	check_out("w", "refs/heads/main", 0);
	refuses("w", &s, "the base branch is checked out");
	s = pull_request();
	s.head_sha = id("pr~1"); /* the merge ref is of a later head */
	check_out("w", "refs/pull/1/merge", 2);
	refuses("w", &s, "an old merge ref?");
	refuses("w", &s, "is neither the head of the pull request");
	s.head_sha = NULL;
	refuses("w", &s, "names no pull_request.head.sha");
}

Test(change_base, merge_group)
{
	struct situation s = { .event = "merge_group",
			       .base_sha = id("main"),
			       .head_sha = id("refs/pull/1/merge") };

	check_out("d1", "refs/pull/1/merge", 1);
	refuses("d1", &s, "fetch-depth: 0");
	check_out("d2", "refs/pull/1/merge", 2);
	gives("d2", &s, "main");
	check_out("full", "refs/pull/1/merge", 0);
	gives("full", &s, "main");
	s.head_sha = id("pr");
	refuses("full", &s, "the merge group is");
	s.head_sha = NULL;
	refuses("full", &s, "names no merge_group");
}

Test(change_base, push)
{
	struct situation s = { .event = "push",
			       .ref = "refs/heads/main",
			       .default_branch = "main",
			       .before = id("main~1"),
			       .after = id("main") };

	check_out("d1", "refs/heads/main", 1);
	refuses("d1", &s, "the commit before the push");
	refuses("d1", &s, "fetch-depth: 0");
	check_out("d2", "refs/heads/main", 2);
	gives("d2", &s, "main~1");
	check_out("full", "refs/heads/main", 0);
	gives("full", &s, "main~1");
	s.before = "0123456789012345678901234567890123456789"; /* a forced push */
	refuses("full", &s, "a forced push");
	s.deleted = true;
	refuses("full", &s, "the push deletes refs/heads/main");
}

Test(change_base, push_of_a_new_branch)
{
	struct situation s = { .event = "push",
			       .ref = "refs/heads/pr",
			       .default_branch = "main",
			       .before = "0000000000000000000000000000000000000000",
			       .after = id("pr") };

	check_out("d1", "refs/heads/pr", 1);
	refuses("d1", &s, "set fetch-depth: 0");
	check_out("full", "refs/heads/pr", 0);
	gives("full", &s, "main~1");
	s.before = NULL;
	gives("full", &s, "main~1");
	s.default_branch = NULL; /* then as the clone knows it */
	gives("full", &s, "main~1");
	s.ref = "refs/heads/main";
	s.default_branch = "main";
	check_out("full", "refs/heads/main", 0);
	refuses("full", &s, "names no commit before the push to the default branch");
	s.before = "0000000000000000000000000000000000000000";
	gives("full", &s, ""); /* the first push of all: everything is new */
}

Test(change_base, named_by_the_caller)
{
	struct situation s = pull_request();

	s.base = "refs/remotes/origin/main";
	check_out("full", "refs/heads/pr", 0);
	gives("full", &s, "main~1");
	s.base = id("main");
	check_out("d2", "refs/pull/1/merge", 2);
	gives("d2", &s, "main"); /* cut off, but a parent of HEAD */
	s.base = id("pr");
	gives("d2", &s, "pr");
	s.base = "nonsense";
	refuses("d2", &s, "nonsense: no such commit");
	s.event = "schedule";
	s.base = id("main");
	gives("d2", &s, "main");
	check_out("d3", "refs/heads/main", 2);
	s.base = id("main~2");
	refuses("d3", &s, "is not here");
}

Test(change_base, parted_beyond_the_cut)
{
	struct situation s = { .event = "push", .base = "FETCH_HEAD" };

	check_out("w", "refs/heads/pr", 2);
	sh("cd w; git fetch -q --depth 1 origin main");
	refuses("w", &s, "set fetch-depth: 0");
}

Test(change_base, other_events)
{
	static const char *const events[] = { "schedule", "workflow_dispatch", "issue_comment" };

	check_out("full", "refs/heads/main", 0);
	for (size_t i = 0; i < ARRAY_SIZE(events); i++) {
		struct situation s = { .event = events[i], .default_branch = "main" };

		refuses("full", &s, "does not say what changed: give base");
	}
}

Test(change_base, desk)
{
	struct situation s = { 0 };

	sh("git clone -q \"file://$PWD/o\" w; git -C w checkout -q pr");
	gives("w", &s, "main~1");
	sh("git -C w checkout -q --detach");
	gives("w", &s, "main~1");
	sh("git -C w checkout -q -b feature; git -C w remote set-head origin -d");
	gives("w", &s, "main~1");
	sh("cd w; git update-ref refs/remotes/origin/master refs/remotes/origin/main; git update-ref "
	   "-d refs/remotes/origin/main");
	gives("w", &s, "main~1");
	sh("cd w; git update-ref -d refs/remotes/origin/master");
	refuses("w", &s, "none of origin/HEAD, origin/main and origin/master is here: give base");
}

/* On the default branch what is not committed is the change. */
Test(change_base, desk_on_the_default_branch)
{
	struct situation s = { 0 };
	struct change_base base;
	struct err err = { 0 };

	sh("git clone -q \"file://$PWD/o\" w; cd w; put own 1; commit own");
	cr_assert_eq(choose("w", &s, &base, &err), 0, "%s", err.text);
	cr_expect_str_eq(base.commit.hex, sh("git -C w rev-parse HEAD"));
	sh("cd w; git remote set-head origin -d");
	cr_assert_eq(choose("w", &s, &base, &err), 0, "%s", err.text);
	cr_expect_str_eq(base.commit.hex, sh("git -C w rev-parse HEAD"));
}
