#include <sys/stat.h>

#include "repo.h"

TestSuite(repository, .init = set_up, .fini = tear_down, .timeout = 60);

static const char one_commit[] = "git init -q -b main r; cd r; put a 1 2 3; commit one";

/* Opening `name` fails, and says why with this word. */
static void refused(const char *name, const char *fence, const char *word)
{
	AUTO(repository) r = { 0 };
	struct err err = { 0 };

	cr_assert_eq(repository_open(&r, at(name), fence, &err), -1, "%s was opened", name);
	cr_expect_null(r.handle);
	cr_expect_eq(err.kind, strstr(word, "no git repository") ? ERR_CALLER : ERR_EVIDENCE);
	says(&err, word);
}

static void opened(const char *name, const char *root)
{
	AUTO(repository) r = { 0 };
	struct object_id head;
	struct err err = { 0 };

	open_at(&r, name);
	cr_assert_eq(repository_head(&r, &head, &err), 0, "%s", err.text);
	cr_expect_str_eq(head.hex, sh("git -c safe.directory='*' -C r rev-parse HEAD"));
	cr_assert_eq(!r.root, !root);
	if (root)
		cr_expect_str_eq(r.root, at(root));
}

Test(repository, in_its_folder_and_below)
{
	sh("%s; mkdir -p d/e", one_commit);
	opened("r", "r");
	opened("r/d/e", "r");
}

Test(repository, a_fence_ends_the_search)
{
	AUTO(repository) r = { 0 };
	struct err err = { 0 };

	sh("%s; mkdir -p d/e", one_commit);
	refused("r/d/e", at("r/d"), "is in no git repository");
	refused("r/d/e", at("elsewhere"), "is in no git repository");
	cr_expect_eq(repository_open(&r, at("r/d/e"), at("r"), &err), 0, "%s", err.text);
}

Test(repository, none)
{
	sh("mkdir plain");
	refused("plain", NULL, "is in no git repository");
	refused("missing", NULL, "is in no git repository");
}

/* One further up has other files: its answers would be about them. */
Test(repository, a_broken_one_is_not_passed_over)
{
	sh("%s; mkdir -p empty/.git file; echo 'gitdir: /nowhere' >file/.git", one_commit);
	refused("r/empty", NULL, "cannot be opened");
	refused("r/file", NULL, "cannot be opened");
}

Test(repository, worktree_with_a_git_file)
{
	sh("%s; git worktree add -q ../w", one_commit);
	opened("w", "w");
}

Test(repository, bare)
{
	sh("%s; git clone -q --bare . ../b.git", one_commit);
	opened("b.git", NULL);
}

Test(repository, foreign_owner)
{
	if (geteuid() != 0)
		cr_skip("chown needs root");
	sh("%s; chown -R 1234:1234 .", one_commit);
	opened("r", "r");
}

Test(repository, sha256_is_refused_by_name)
{
	sh("git init -q --object-format=sha256 r; cd r; put a 1; commit one");
	refused("r", NULL, "SHA-256");
}

Test(repository, extensions_that_change_no_object)
{
	sh("%s; git sparse-checkout set --no-cone /a; git config extensions.partialClone origin; "
	   "git config core.repositoryFormatVersion 1",
	   one_commit);
	opened("r", "r");
}

Test(repository, unknown_extension)
{
	sh("%s; git config core.repositoryFormatVersion 1; git config extensions.refStorage reftable",
	   one_commit);
	refused("r", NULL, "extension");
}

Test(repository, configuration_moves_nothing)
{
	sh("%s; git config core.worktree /; mkdir -p home/.config/git; printf '[broken' "
	   ">home/.gitconfig; cp home/.gitconfig home/.config/git/config",
	   one_commit);
	setenv("HOME", at("r/home"), 1);
	setenv("XDG_CONFIG_HOME", at("r/home/.config"), 1);
	opened("r", "r");
}

Test(repository, no_commit_yet)
{
	AUTO(repository) r = { 0 };
	struct object_id head;
	struct err err = { 0 };

	sh("git init -q -b main r");
	open_at(&r, "r");
	cr_expect_eq(repository_head(&r, &head, &err), -1);
	says(&err, "no commit yet");
}

Test(repository, head_that_leads_nowhere)
{
	AUTO(repository) r = { 0 };
	struct object_id head;
	struct err err = { 0 };

	sh("%s; echo 0123456789012345678901234567890123456789 >.git/HEAD", one_commit);
	open_at(&r, "r");
	cr_expect_eq(repository_head(&r, &head, &err), -1);
	says(&err, "HEAD cannot be read");
}

Test(repository, damaged_commit)
{
	AUTO(repository) r = { 0 };
	struct object_id head;
	struct err err = { 0 };

	sh("%s; h=$(git rev-parse HEAD); p=.git/objects/$(echo $h | cut -c1-2)/$(echo $h | cut -c3-); "
	   "chmod u+w $p; printf 'x\\001garbage' >$p",
	   one_commit);
	open_at(&r, "r");
	cr_expect_eq(repository_head(&r, &head, &err), -1);
	says(&err, "HEAD cannot be read");
}

Test(repository, shallow_file)
{
	AUTO(repository) r = { 0 };
	struct object_id id = { "" };

	sh("%s; put a 2; commit two; put a 3; commit three; git clone -q --depth 2 \"file://$PWD\" ../s",
	   one_commit);
	open_at(&r, "s");
	cr_expect_eq(r.n_shallow, 1);
	memcpy(id.hex, sh("git -C s rev-parse HEAD~1"), 41);
	cr_expect(repository_is_boundary(&r, &id));
	memcpy(id.hex, sh("git -C s rev-parse HEAD"), 41);
	cr_expect_not(repository_is_boundary(&r, &id));
	cr_expect(strstr(repository_cure(&r), "fetch-depth: 0"));
}

Test(repository, broken_shallow_file)
{
	sh("%s; echo nonsense >.git/shallow", one_commit);
	refused("r", NULL, "one commit id a line");
	sh("cd r; printf %%s \"$(git rev-parse HEAD)\" >.git/shallow");
	refused("r", NULL, "one commit id a line");
}

Test(repository, revisions)
{
	AUTO(repository) r = { 0 };
	struct object_id id;
	struct err err = { 0 };

	sh("%s; git tag -a -m t v1; put a 9; commit two", one_commit);
	open_at(&r, "r");
	cr_assert_eq(repository_resolve(&r, "v1", &id, &err), 0, "%s", err.text);
	cr_expect_str_eq(id.hex, sh("git -C r rev-parse v1^{commit}"));
	cr_expect_eq(repository_resolve(&r, "HEAD:a", &id, &err), -1); /* a file */
	err_clear(&err);
	cr_expect_eq(repository_resolve(&r, "nonsense", &id, &err), -1);
	says(&err, "nonsense: no such commit");
}

/* A branch may be called as a commit is that is not here. */
Test(repository, an_id_is_no_branch)
{
	static const char id[] = "0123456789012345678901234567890123456789";
	AUTO(repository) r = { 0 };
	struct object_id found;
	struct err err = { 0 };

	sh("%s; git update-ref refs/heads/%s HEAD", one_commit, id);
	open_at(&r, "r");
	cr_expect_not(repository_find(&r, id, &found));
	cr_expect_not(repository_find(&r, "main", &found));
	cr_expect(repository_find(&r, "refs/heads/main", &found));
	cr_expect_eq(repository_resolve(&r, id, &found, &err), -1);
	says(&err, "is not here");
}

Test(repository, merge_bases)
{
	AUTO(repository) r = { 0 };
	struct object_id one, two, base;
	struct err err = { 0 };

	sh("%s; git branch b; put a 9; commit two; git checkout -q b; put b 1; commit three; git "
	   "checkout -q --orphan alone; commit four",
	   one_commit);
	open_at(&r, "r");
	one = commit_of(&r, "main");
	two = commit_of(&r, "b");
	cr_assert_eq(repository_merge_base(&r, &one, &two, &base, &err), 0, "%s", err.text);
	cr_expect_str_eq(base.hex, sh("git -C r rev-parse main~1"));
	two = commit_of(&r, "alone");
	cr_expect_eq(repository_merge_base(&r, &one, &two, &base, &err), -1);
	says(&err, "no common ancestor");
}

/* Nothing of ours is written into a repository, and nothing of it is run. */
Test(repository, stays_as_it_was)
{
	AUTO(str) before = STR_MAX(MiB);
	AUTO(str) after = STR_MAX(MiB);
	static const char list[] = "find r -type f -print0 | sort -z | xargs -0 sha256sum";

	sh("%s; for h in .git/hooks/*.sample; do printf '#!/bin/sh\\ntouch %s/ran\\n' "
	   ">\"${h%%.sample}\"; chmod +x \"${h%%.sample}\"; done",
	   one_commit, top);
	sh_into(&before, list);
	opened("r", "r");
	sh_into(&after, list);
	cr_expect_str_eq(before.buf, after.buf);
	sh("test ! -e ran");
}
