#include "changed.h"

TestSuite(changes, .init = set_up, .fini = tear_down, .timeout = 60);

/* A repository whose first commit has been made by these lines, and its second by those. */
static void two(const char *first, const char *second)
{
	sh("git init -q -b main r; cd r; %s\ncommit one; %s\ncommit two", first, second);
}

Test(changes, lines)
{
	two("put a 1 2 3 4 5 6 7 8 9; put gone 1; put same 1",
	    "put a 1 x y 3 4 6 7 8 z; git rm -q gone; put new 1 2 3; put empty; : >empty; git add .");
	changes_are("HEAD~1", CHANGE_TO_HEAD,
		    "a 2+2 9+1\nempty added\ngone deleted\nnew added 1+3");
	changes_are("", CHANGE_TO_HEAD, "a added 1+9\nempty added\nnew added 1+3\nsame added 1+1");
	changes_are("HEAD", CHANGE_TO_HEAD, "");
}

Test(changes, last_line_without_its_end)
{
	two("printf '1\\n2' >a; printf '1\\n2\\n' >b; printf '1\\n2' >c; git add .",
	    "printf '1\\n2\\n' >a; printf '1\\n2' >b; printf '1\\n2\\n3' >c; printf '1\\n2' >d; git add .");
	changes_are("HEAD~1", CHANGE_TO_HEAD, "a 2+1\nb 2+1\nc 2+2\nd added 1+2");
}

Test(changes, odd_names)
{
	two("put 'b/ b/x' 1; put $(printf '\\303\\251.rs') 1; put \"$(printf 'n\\nl')\" 1",
	    "put 'b/ b/x' 2; put $(printf '\\303\\251.rs') 2; put \"$(printf 'n\\nl')\" 2; "
	    "put \"$(printf 'bad\\377')\" 1");
	changes_are("HEAD~1", CHANGE_TO_HEAD,
		    "b/ b/x 1+1\nbad\377 added 1+1\nn\nl 1+1\n\303\251.rs 1+1");
}

Test(changes, mode_alone)
{
	two("put a 1 2; put b 1 2", "chmod +x a b; put b 1 3");
	sh("cd r; git add -A; git commit -q --amend --no-edit");
	changes_are("HEAD~1", CHANGE_TO_HEAD, "a\nb 2+1");
}

Test(changes, links)
{
	two("ln -s a l; ln -s a t; put f 1 2; git add .",
	    "ln -sf b l; rm t f; put t 1 2; ln -s t f; git add .");
	changes_are("HEAD~1", CHANGE_TO_HEAD, "f 1+1\nl 1+1\nt 1+2");
	changes_are("HEAD~1", CHANGE_TO_CHECKOUT, "f 1+1\nl 1+1\nt 1+2");
}

Test(changes, submodule)
{
	two("git update-index --add --cacheinfo 160000,$(printf '%040d' 1),s; put t 1 2",
	    "git update-index --cacheinfo 160000,$(printf '%040d' 2),s; git rm -q --cached t; rm t; "
	    "git update-index --add --cacheinfo 160000,$(printf '%040d' 3),t");
	changes_are("HEAD~1", CHANGE_TO_HEAD, "s binary\nt binary");
}

Test(changes, binary_by_content)
{
	two("printf 'a\\000b\\n' >a; put b 1; printf 'c\\000' >c; git add .",
	    "printf 'a\\000c\\n' >a; printf '1\\n\\000' >b; put c 1 2; git add .");
	changes_are("HEAD~1", CHANGE_TO_HEAD, "a binary\nb binary\nc binary");
}

/* As git: a NUL behind the first 8000 bytes makes no binary file. */
Test(changes, late_nul)
{
	two("put a $(seq 3000)", "{ seq 3000; printf 'x\\000y\\n'; } >a; git add a");
	changes_are("HEAD~1", CHANGE_TO_HEAD, "a 3001+1");
}

/* A change must not hide its own lines. */
Test(changes, attributes_hide_nothing)
{
	two("put a.rs 1 2", "put a.rs 1 3; put .gitattributes '* -diff binary' '*.rs -text "
			    "diff=none'; git config diff.none.command false");
	changes_are("HEAD~1", CHANGE_TO_CHECKOUT, ".gitattributes added 1+2\na.rs 2+1");
}

Test(changes, configuration_hides_nothing)
{
	two("put a 1 2; git update-index --add --cacheinfo 160000,$(printf '%040d' 1),s",
	    "put a 1 3; git update-index --cacheinfo 160000,$(printf '%040d' 2),s");
	sh("cd r; git config diff.ignoreSubmodules all; git config core.ignoreCase true; git config "
	   "diff.renames false; git config core.fileMode false");
	changes_are("HEAD~1", CHANGE_TO_HEAD, "a 2+1\ns binary");
}

Test(changes, configuration_hides_no_new_file)
{
	two("put a 1", "put b 1");
	sh("echo new >ignored; cd r; git config core.excludesFile \"$PWD/../ignored\"; echo 1 >new");
	changes_are("HEAD", CHANGE_TO_WORKTREE, "new added 1+1");
}

Test(changes, large_file_storage)
{
	two("put a 1",
	    "put a 'version https://git-lfs.github.com/spec/v1' 'oid sha256:0' 'size 1'");
	sh("cd r; echo real >a");
	changes_are("HEAD~1", CHANGE_TO_CHECKOUT, "a binary");
}

Test(changes, renames)
{
	two("put a $(seq 40); put b $(seq 100 140); put c 1 2",
	    "git mv a d/a 2>/dev/null || { mkdir d; git mv a d/a; }; put d/a $(seq 20) x $(seq 22 40); "
	    "git mv b e; git rm -q c; put f 7 8 9");
	changes_are("HEAD~1", CHANGE_TO_HEAD,
		    "c deleted\nd/a<a renamed 21+1\ne<b renamed\nf added 1+3");
}

/* The same text in two new files: one of them is the renamed one, the other is new. */
Test(changes, copies_are_new)
{
	two("put a $(seq 40)", "put b $(seq 40); git mv a c");
	AUTO(str) out = STR_MAX(MiB);
	struct err err = { 0 };

	cr_assert_eq(changed("r", "HEAD~1", CHANGE_TO_HEAD, &out, &err), 0);
	cr_expect(strstr(out.buf, "<a renamed"));
	cr_expect(strstr(out.buf, " added 1+40"));
}

Test(changes, working_copy_of_a_changed_file)
{
	two("put a 1 2; put b 1", "put a 1 3; put c 1");
	changes_are("HEAD~1", CHANGE_TO_CHECKOUT, "a 2+1\nc added 1+1");
	sh("cd r; echo 5 >b; rm c; printf '1\\r\\n3\\r\\n' >a"); /* b did not change; eol=crlf */
	changes_are("HEAD~1", CHANGE_TO_CHECKOUT, "a 2+1\nc added 1+1");
	sh("cd r; printf '1\\n3\\n4\\n' >a");
	changes_are("HEAD~1", CHANGE_TO_CHECKOUT, "a stale 2+1\nc added 1+1");
	changes_are("HEAD~1", CHANGE_TO_HEAD, "a 2+1\nc added 1+1");
	sh("cd r; rm a; mkfifo a; echo 2 >c");
	changes_are("HEAD~1", CHANGE_TO_CHECKOUT, "a 2+1\nc added stale 1+1");
}

Test(changes, working_tree)
{
	two("put a 1 2 3; put b old; put .gitignore ignored", "put a 1 x 3; put c 1");
	sh("cd r; printf '1\\nx\\n3\\n4\\n' >a; rm b; mkdir d; echo 1 >d/new; echo 1 >ignored; put i 1; "
	   "echo 2 >>i; ln -s a l");
	changes_are("HEAD~1", CHANGE_TO_WORKTREE,
		    "a 2+1 4+1\nb deleted\nc added 1+1\nd/new added 1+1\ni added 1+2\nl added 1+1");
	changes_are("HEAD", CHANGE_TO_WORKTREE,
		    "a 4+1\nb deleted\nd/new added 1+1\ni added 1+2\nl added 1+1");
}

/* A link that leads outside is a link: what lies behind it is not read. */
Test(changes, working_tree_leads_nowhere)
{
	two("put a 1", "put d/b 1");
	sh("cd r; rm -r d; ln -s / d; ln -s /proc/self/environ e");
	changes_are("HEAD", CHANGE_TO_WORKTREE, "d added 1+1\nd/b deleted\ne added 1+1");
}

Test(changes, bare)
{
	two("put a 1", "put a 2");
	sh("mv r w; git clone -q --bare w r");
	changes_are("HEAD~1", CHANGE_TO_HEAD, "a 1+1");
	changes_fail("HEAD~1", CHANGE_TO_CHECKOUT, "no working tree");
	changes_fail("HEAD~1", CHANGE_TO_WORKTREE, "no working tree");
}

Test(changes, missing_object)
{
	two("put a 1", "put a 2; put b 1");
	sh("cd r; h=$(git rev-parse HEAD:a); rm -f .git/objects/$(echo $h | cut -c1-2)/$(echo $h | cut "
	   "-c3-)");
	changes_fail("HEAD~1", CHANGE_TO_HEAD, "a: its object is not here");
	sh("cd r; h=$(git rev-parse HEAD^{tree}); rm -f .git/objects/$(echo $h | cut -c1-2)/$(echo $h | "
	   "cut -c3-)");
	changes_fail("HEAD~1", CHANGE_TO_HEAD, "the files of");
}

Test(changes, clone_without_blobs)
{
	sh("git init -q -b main o; cd o; git config uploadpack.allowFilter true; put a 1; commit one; "
	   "put a 2; commit two; git clone -q --filter=blob:none \"file://$PWD\" ../r");
	changes_fail("HEAD~1", CHANGE_TO_HEAD, "clone without a filter");
}

/* An object that says something else than its name. */
Test(changes, damaged_object)
{
	two("put a 1", "put a 2; put b 3");
	sh("cd r; f() { h=$(git rev-parse HEAD:$1); echo .git/objects/$(echo $h | cut -c1-2)/$(echo $h | "
	   "cut -c3-); }; chmod u+w $(f a); cp $(f b) $(f a)");
	changes_fail("HEAD~1", CHANGE_TO_HEAD, "a: its object");
	sh("cd r; f() { h=$(git rev-parse HEAD:$1); echo .git/objects/$(echo $h | cut -c1-2)/$(echo $h | "
	   "cut -c3-); }; head -c 9 $(f b) >$(f a)");
	changes_fail("HEAD~1", CHANGE_TO_HEAD, "a: its object");
}

static volatile sig_atomic_t cancelled = 1;

Test(changes, cancelled)
{
	AUTO(repository) r = { 0 };
	struct change_base base = { 0 };
	struct change_request request = { .base = &base, .cancelled = &cancelled };
	AUTO(str) out = STR_MAX(MiB);
	const struct change_reader reader = { &out, put_change, put_change_lines };
	struct err err = { 0 };

	two("put a 1", "put a 2");
	open_at(&r, "r");
	cr_assert_eq(repository_head(&r, &base.head, &err), 0);
	cr_expect_eq(changes_read(&r, &request, &reader, &err), -1);
	says(&err, "cancelled");
}
