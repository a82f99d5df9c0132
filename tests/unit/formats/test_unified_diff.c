#include <criterion/criterion.h>
#include <glob.h>
#include <inttypes.h>
#include <stdlib.h>

#include "alloc.h"
#include "formats/unified_diff.h"

/* Reads, and prints what changed: "path [+added][-deleted][~binary][>from] first-last …\n". */
static int read_diff(struct text bytes, size_t step, struct str *out, struct err *err)
{
	struct memory_reader m;
	AUTO(changed_lines) changed;
	int status;

	changed_lines_init(&changed);
	memory_reader_init(&m, "d", bytes, step);
	status = unified_diff_read(&changed, &m.reader, err);
	for (size_t i = 0; i < changed.n; i++) {
		const struct changed_file *f = changed.files[i];

		str_printf(out, "%s%s%s%s", f->path, f->added ? " +" : "", f->deleted ? " -" : "",
			   f->binary ? " ~" : "");
		if (f->old_path)
			str_printf(out, " %s%s", f->renamed ? ">" : "=", f->old_path);
		for (size_t k = 0; k < f->n; k++)
			str_printf(out, " %" PRId64 "-%" PRId64, f->changed[k].first,
				   f->changed[k].last);
		str_putc(out, '\n');
	}
	return status;
}

static void check_bytes(struct text diff, const char *want)
{
	static const size_t steps[] = { 0, 1, 2, 7, 4096 };

	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		AUTO(str) out = STR_MAX(MiB);
		struct err err = { 0 };

		cr_assert_eq(read_diff(diff, steps[i], &out, &err), 0, "%s\n%s", diff.ptr,
			     err.text);
		cr_assert_str_eq(out.buf, want, "%s\ngives\n%s", diff.ptr, out.buf);
	}
}

static void check(const char *diff, const char *want) { check_bytes(text_of(diff), want); }

static void refuse(const char *diff, const char *why)
{
	static const size_t steps[] = { 0, 1, 7 };

	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		AUTO(str) out = STR_MAX(MiB);
		struct err err = { 0 };

		cr_assert_eq(read_diff(text_of(diff), steps[i], &out, &err), -1, "%s", diff);
		cr_assert_eq(err.kind, ERR_EVIDENCE);
		cr_assert(text_starts(text_of(err.text), "d:"), "%s", err.text);
		cr_assert(strstr(err.text, why), "%s\n%s", diff, err.text);
	}
}

#define HEAD(name)  "diff --git a/" name " b/" name "\nindex 1234567..89abcde 100644\n"
#define NAMES(name) "--- a/" name "\n+++ b/" name "\n"
#define FILE(name)  HEAD(name) NAMES(name)

static const char usual[] =
	FILE("src/a.rs") "@@ -1,4 +1,5 @@ fn main()\n"
			 " one\n"
			 "-two\n"
			 "+TWO\n"
			 "+and a half\n"
			 " three\n"
			 " four\n"
			 "@@ -10,2 +11,3 @@\n"
			 " ten\n"
			 " eleven\n"
			 "+twelve\n"
			 "\\ No newline at end of file\n" FILE("b.ts") "@@ -3 +3,0 @@\n"
								       "-gone\n"
								       "@@ -9,0 +9 @@\n"
								       "+new\n";

Test(unified_diff, usual)
{
	check(usual, "src/a.rs 2-3 13-13\nb.ts 9-9\n");
	check("", "");
}

/* Hunks are read by their counts: what stands in them may look like anything. */
Test(unified_diff, prefixes_inside_hunks)
{
	check(FILE("a") "@@ -1,3 +1,3 @@\n--- x\n+++ x\n-@@ -1 +1 @@\n+@@ -1 +1 @@\n"
			"-diff --git a/q b/q\n+diff --git a/q b/q\n",
	      "a 1-3\n");
	check(FILE("a") "@@ -1,2 +1,2 @@\n---- a/q\n-\\ x\n++++ b/q\n+ \n" FILE(
		      "b") "@@ -1 +1 @@\n--- \n+-- \n",
	      "a 1-2\nb 1-1\n");
}

Test(unified_diff, no_newline_moves_nothing)
{
	check(FILE("a") "@@ -1,2 +1,2 @@\n x\n-y\n\\ No newline at end of file\n+z\n"
			"\\ No newline at end of file\n",
	      "a 2-2\n");
	check(FILE("a") "@@ -1 +1,2 @@\n-y\n\\ Kein Zeilenumbruch\n+y\n+z\n", "a 1-2\n");
}

/* An editor or a log may have taken the blank of an empty context line. */
Test(unified_diff, stripped_context) { check(FILE("a") "@@ -1,3 +1,4 @@\n\n\n+x\n\n", "a 3-3\n"); }

/* A removed line does not part added ones. */
Test(unified_diff, runs)
{
	check(FILE("a") "@@ -1,3 +1,4 @@\n+1\n-x\n+2\n k\n+4\n-y\n", "a 1-2 4-4\n");
	check(FILE("a") "@@ -1,0 +2,2 @@\n+1\n+2\n@@ -2,0 +4,1 @@\n+3\n", "a 2-4\n");
}

Test(unified_diff, names)
{
	static const char *const cases[][2] = {
		{ FILE("a/b/c"), "a/b/c" },
		/* no prefix */
		{ "diff --git x/a b x/a b\nindex 1..2 100644\n--- x/a b\t\n+++ x/a b\t\n",
		  "x/a b" },
		{ "diff --git a/x a/x\nindex 1..2\n--- a/x\n+++ a/x\n", "a/x" },
		{ "diff --git x x\nindex 1..2\n--- x\n+++ x\n", "x" },
		/* mnemonic prefixes, and others */
		{ "diff --git i/x w/x\nindex 1..2\n--- i/x\n+++ w/x\n", "x" },
		{ "diff --git old/a/x new/a/x\nindex 1..2\n--- old/a/x\n+++ new/a/x\n", "a/x" },
		/* C-quoted */
		{ "diff --git \"a/\\303\\251.py\" \"b/\\303\\251.py\"\nindex 1..2\n"
		  "--- \"a/\\303\\251.py\"\n+++ \"b/\\303\\251.py\"\n",
		  "é.py" },
		{ "diff --git \"a/q\\\"\\\\\\t\\n\\a\\b\\v\\f\\r\" \"b/q\\\"\\\\\\t\\n\\a\\b\\v\\f\\r\"\n"
		  "index 1..2\n--- \"a/q\\\"\\\\\\t\\n\\a\\b\\v\\f\\r\"\n"
		  "+++ \"b/q\\\"\\\\\\t\\n\\a\\b\\v\\f\\r\"\n",
		  "q\"\\\t\n\a\b\v\f\r" },
		/* " b/" inside, blanks at the end */
		{ "diff --git a/x b/x b/x b/x\nindex 1..2\n--- a/x b/x\t\n+++ b/x b/x\t\n",
		  "x b/x" },
		{ "diff --git a/end  b/end \nindex 1..2\n--- a/end \t\n+++ b/end \t\n", "end " },
		/* GNU diff, with times */
		{ "diff -ru old/src/x.c new/src/x.c\n--- old/src/x.c\t2026-01-02 03:04:05.000 +0000\n"
		  "+++ new/src/x.c\t2026-01-02 03:04:06.000 +0000\n",
		  "src/x.c" },
		{ "--- x.c.orig\t2026-01-02\n+++ x.c\t2026-01-03\n", "x.c" },
		{ "--- a/x.c.orig\n+++ b/x.c\n", "x.c" },
		/* Subversion */
		{ "Index: src/x.c\n====\n--- src/x.c\t(revision 1)\n+++ src/x.c\t(working copy)\n",
		  "src/x.c" },
		/* colours */
		{ "\x1b[1mdiff --git a/x b/x\x1b[m\n\x1b[1mindex 1..2\x1b[m\n\x1b[1m--- a/x\x1b[m\n"
		  "\x1b[1m+++ b/x\x1b[m\n\x1b[36m",
		  "x" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(str) diff = STR_MAX(KiB);
		AUTO(str) want = STR_MAX(KiB);

		str_printf(&diff, "%s@@ -2 +2 @@\n-a\n+b\n", cases[i][0]);
		str_printf(&want, "%s 2-2\n", cases[i][1]);
		check(diff.buf, want.buf);
	}
}

Test(unified_diff, added_and_deleted)
{
	check("diff --git a/x b/x\nnew file mode 100644\nindex 0000000..89abcde\n--- /dev/null\n"
	      "+++ b/x\n@@ -0,0 +1,2 @@\n+a\n+b\n",
	      "x + 1-2\n");
	/* without a prefix, in a folder that is called like one */
	check("diff --git b/x b/x\nnew file mode 100644\nindex 0000000..89abcde\n--- /dev/null\n"
	      "+++ b/x\n@@ -0,0 +1 @@\n+a\n",
	      "b/x + 1-1\n");
	check("diff --git a/x b/x\ndeleted file mode 100644\nindex 89abcde..0000000\n--- a/x\n"
	      "+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n",
	      "x -\n");
	check("--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n--- a/y\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n",
	      "x + 1-1\ny -\n");
	check("diff --git a/e b/e\nnew file mode 100644\nindex 0000000..e69de29\n", "e +\n");
	check("diff --git a/e b/e\ndeleted file mode 100644\nindex e69de29..0000000\n", "e -\n");
	/* a file that becomes a link */
	check("diff --git a/x b/x\ndeleted file mode 100644\nindex 89abcde..0000000\n--- a/x\n"
	      "+++ /dev/null\n@@ -1 +0,0 @@\n-a\ndiff --git a/x b/x\nnew file mode 120000\n"
	      "index 0000000..1234567\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+y\n"
	      "\\ No newline at end of file\n",
	      "x + 1-1\n");
}

Test(unified_diff, renames)
{
	check("diff --git a/old b/new name\nsimilarity index 100%\nrename from old\n"
	      "rename to new name\n",
	      "new name >old\n");
	check("diff --git a/old b/new\nsimilarity index 90%\nrename from old\nrename to new\n"
	      "index 1234567..89abcde 100644\n--- a/old\n+++ b/new\n@@ -1 +1 @@\n-a\n+b\n",
	      "new >old 1-1\n");
	check("diff --git a/b/x b/b/y\nsimilarity index 100%\ncopy from b/x\ncopy to \"b/\\303\\251\"\n",
	      "b/é =b/x\n");
}

/* Nothing of these has lines. */
Test(unified_diff, no_lines)
{
	check("diff --git a/x b/x\nold mode 100644\nnew mode 100755\n", "x\n");
	check(HEAD("x.png") "Binary files a/x.png and b/x.png differ\n" FILE(
		      "y") "@@ -1 +1 @@\n-a\n+b\n",
	      "x.png ~\ny 1-1\n");
	check("diff --git a/x b/x\nnew file mode 100644\nindex 0000000..89abcde\n"
	      "Binary files /dev/null and b/x differ\n",
	      "x + ~\n");
	check(HEAD("x") "GIT binary patch\nliteral 4\nLcmZQzWMT#Y01f~L\n\nliteral 3\nKcmZQzWMT#X\n\n",
	      "x ~\n");
	check("diff --git a/sub b/sub\nindex 1234567..89abcde 160000\n--- a/sub\n+++ b/sub\n"
	      "@@ -1 +1 @@\n-Subproject commit 1234567\n+Subproject commit 89abcde\n",
	      "sub ~\n");
	check("diff --git a/sub b/sub\nnew file mode 160000\nindex 0000000..89abcde\n--- /dev/null\n"
	      "+++ b/sub\n@@ -0,0 +1 @@\n+Subproject commit 89abcde\n",
	      "sub + ~\n");
	check("Submodule sub 1234567..89abcde:\n  > a commit\n", "");
	check("diff -ru old/x new/x\nBinary files old/x and new/x differ\n", "x ~\n");
}

/* A mail, a log: what stands around the files is skipped. */
Test(unified_diff, text_between_files)
{
	check("From 1234567 Mon Sep 17 00:00:00 2001\nSubject: [PATCH] x\n\n- a bullet\n--- a rule\n"
	      "---\n a.rs | 2 +-\n\n" FILE("a.rs") "@@ -1 +1 @@\n-a\n+b\n-- \n2.39.5\n\n",
	      "a.rs 1-1\n");
	check("commit 1234567\nAuthor: x\n\n    text\n\n" FILE(
		      "a") "@@ -1 +1 @@\n-a\n+b\n\ncommit 2\n\n"
			   "    more\n\n" FILE("b") "@@ -1 +1 @@\n-a\n+b\n",
	      "a 1-1\nb 1-1\n");
	check_bytes(TEXT("diff --git a/x b/x\r\nindex 1..2\r\n--- a/x\r\n+++ b/x\r\n@@ -1 +1 @@\r\n"
			 "-a\r\n+b\r\n"),
		    "x 1-1\n");
}

Test(unified_diff, counts_that_do_not_add_up)
{
	static const char *const hunks[] = {
		"@@ -1,2 +1,2 @@\n-a\n+b\n", /* ends before */
		"@@ -1 +1 @@\n-a\n+b\n+c\n", /* more added */
		"@@ -1 +1 @@\n-a\n+b\n-c\n", /* more removed */
		"@@ -1 +1 @@\n-a\n+b\n c\n", /* more context */
		"@@ -1 +1 @@\n-a\n-b\n+c\n",
		"@@ -1,2 +1 @@\n+b\n+c\n",
		"@@ -1,2 +1,2 @@\n a\nb\n", /* no prefix */
		"@@ -1,2 +1,2 @@\n a\n#b\n",
		"@@ -1 +1 @@\n-a\n+b\n--- x\n a\n", /* a removed line too many, which looks like a name */
		"@@ -1,0 +1,0 @@\n",
		"@@ -0 +1 @@\n-a\n+b\n", /* line 0 */
		"@@ -1 +0 @@\n-a\n+b\n",
		"@@ -5 +5 @@\n-a\n+b\n@@ -1 +1 @@\n-a\n+b\n",         /* backwards */
		"@@ -1,3 +1,3 @@\n a\n b\n c\n@@ -3 +3 @@\n-a\n+b\n", /* over each other */
		"@@ -1 +1\n-a\n+b\n",
		"@@ 1 +1 @@\n-a\n+b\n",
		"@@ -1, +1 @@\n-a\n+b\n",
		"@@ -x +1 @@\n-a\n+b\n",
		"@@ -1 +-1 @@\n-a\n+b\n",
		"@@ -1,-1 +1 @@\n-a\n+b\n",
		"@@ -1 +99999999999999999999 @@\n-a\n+b\n",
		"@@ -1 +1,9999999999 @@\n-a\n+b\n",
		"@@\n",
		"",
		"text\n",
	};

	for (size_t i = 0; i < ARRAY_SIZE(hunks); i++) {
		AUTO(str) diff = STR_MAX(KiB);

		str_printf(&diff, "%s%s", FILE("a"), hunks[i]);
		refuse(diff.buf, "");
	}
}

Test(unified_diff, refused)
{
	refuse("\n", "no header of a file");
	refuse("hello\n", "no header of a file");
	refuse("\x1b[m", "no header of a file");
	refuse("{\"reason\":\"build-finished\"}\n", "no header of a file");
	refuse("Diff in /w/a.rs:1:\n-a\n+b\n", "no header of a file");
	refuse(" a.rs | 2 +-\n 1 file changed\n", "no header of a file");
	refuse("@@ -1 +1 @@\n-a\n+b\n", "without the name");
	refuse("diff --cc a\nindex 1,2..3\n--- a/a\n+++ b/a\n@@@ -1 -1 +1 @@@\n", "combined");
	refuse("diff --combined a\nindex 1,2..3\n", "combined");
	refuse(FILE("a") "@@@ -1 -1 +1 @@@\n- a\n", "combined");
	refuse(FILE("a") "@@ -1 +1 @@\n-a\n+b\n" FILE("a") "@@ -1 +1 @@\n-b\n+c\n", "twice");
	refuse("Only in new: x.c\n", "diff -N");
	refuse("diff --git a/x b/x\ndeleted file mode 100644\nindex 1..0\n--- a/x\n+++ b/x\n"
	       "@@ -1 +1 @@\n-a\n+b\n",
	       "on a side");
	refuse("--- /dev/null\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n", "on a side");
	refuse("--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n" FILE("x") "@@ -1 +1 @@\n-b\n+c\n",
	       "twice");
	refuse("--- /dev/null\n+++ /dev/null\n@@ -1 +1 @@\n-a\n+b\n", "");
	refuse("--- \n+++ b/a\n@@ -1 +1 @@\n-a\n+b\n", "name");
	refuse("--- a/a\n+++ \n@@ -1 +1 @@\n-a\n+b\n", "name");
	refuse("--- a/a\n+++ \"b/a\n@@ -1 +1 @@\n-a\n+b\n", "name");
	refuse("--- a/a\n+++ \"b/\\000a\"\n@@ -1 +1 @@\n-a\n+b\n", "name");
	refuse("--- a/a\n+++ \"b/\\999\"\n@@ -1 +1 @@\n-a\n+b\n", "name");
	refuse("--- a/a\n+++ \"b/\\400\"\n@@ -1 +1 @@\n-a\n+b\n", "name");
	refuse("--- a/a\n+++ \"b/\\x\"\n@@ -1 +1 @@\n-a\n+b\n", "name");
	refuse("diff --git a/x b/y\nold mode 100644\nnew mode 100755\n", "name");
	refuse("diff --git a/x\nold mode 100644\nnew mode 100755\n", "name");
}

/* Headers that promise more than there is. */
Test(unified_diff, cut_headers)
{
	static const char *const cases[] = {
		"diff --git a/x b/x\n",
		HEAD("x"),
		HEAD("x") "--- a/x\n",
		FILE("x"),
		"--- a/x\n",
		"--- a/x\n+++ b/x\n",
		"diff --git a/x b/x\nold mode 100644\n",
		"diff --git a/x b/x\nold mode 100644\nnew mode 100755\nindex 1234567..89abcde\n",
		"diff --git a/x b/x\nnew file mode 100644\n",
		"diff --git a/x b/x\nnew file mode 100644\nindex 0000000..89abcde\n",
		"diff --git a/x b/x\ndeleted file mode 100644\n",
		"diff --git a/x b/y\nsimilarity index 100%\nrename from x\n",
		"diff --git a/x b/y\nsimilarity index 90%\nrename from x\nrename to y\n",
		"diff --git a/x b/y\nsimilarity index 90%\nrename from x\nrename to y\nindex 1..2\n",
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(str) more = STR_MAX(KiB);

		refuse(cases[i], "truncated?");
		if (text_is(text_of(cases[i]), "--- a/x\n"))
			continue; /* could be a line of a mail */
		str_printf(&more, "%s%s@@ -1 +1 @@\n-a\n+b\n", cases[i], FILE("other"));
		refuse(more.buf, "");
	}
}

/* A diff cut anywhere is refused, or holds all its whole files: never a part of one. */
Test(unified_diff, truncated)
{
	size_t second = (size_t)(strstr(usual, "diff --git a/b.ts") - usual);

	for (size_t len = 1; len < sizeof(usual) - 1; len++) {
		AUTO(str) out = STR_MAX(KiB);
		struct err err = { 0 };

		if (read_diff((struct text){ usual, len }, 0, &out, &err) < 0)
			continue;
		/* at the end of a hunk nothing shows that another one was to come */
		cr_assert(text_starts(text_of(out.buf), "src/a.rs 2-3"), "%zu: %s", len, out.buf);
		cr_assert(len < second || strstr(out.buf, "13-13"), "%zu", len);
	}
}

Test(unified_diff, find_and_has)
{
	AUTO(changed_lines) changed;
	const struct changed_file *f;
	struct changed_file *made;
	struct err err = { 0 };

	changed_lines_init(&changed);
	cr_assert_null(changed_lines_find(&changed, "a"));
	made = changed_lines_add(&changed, TEXT("a"), &err);
	cr_assert_eq(changed_lines_add(&changed, TEXT("a"), &err), made);
	cr_assert_not_null(changed_lines_add(&changed, TEXT("ab"), &err));
	cr_assert_eq(changed_file_add(&changed, made, 3, 5, &err), 0);
	cr_assert_eq(changed_file_add(&changed, made, 6, 6, &err), 0); /* touches */
	cr_assert_eq(changed_file_add(&changed, made, 10, 10, &err), 0);
	cr_assert_eq(changed_file_add(&changed, made, INT64_MAX, INT64_MAX, &err), 0);
	cr_assert_eq(made->n, 3);
	f = changed_lines_find(&changed, "a");
	cr_assert_eq(f, made);
	cr_assert_null(changed_lines_find(&changed, "b"));
	for (int64_t line = 0; line < 15; line++)
		for (int64_t end = line; end < 15; end++) {
			bool want = false;

			for (int64_t i = line; i <= end; i++)
				want |= (i >= 3 && i <= 6) || i == 10;
			cr_assert_eq(changed_file_has(f, line, end), want);
		}
	cr_assert(changed_file_has(f, 11, INT64_MAX));
	cr_assert_not(changed_file_has(f, 6, 5));
	cr_assert_eq(changed_file_add(&changed, made, 1, 1, &err), -1);
	cr_assert_eq(err.kind, ERR_INTERNAL);
	for (size_t i = 0; i < 5000; i++) {
		char name[32];

		snprintf(name, sizeof(name), "file %zu", i);
		cr_assert_not_null(changed_lines_add(&changed, text_of(name), NULL));
	}
	cr_assert_not_null(changed_lines_find(&changed, "file 4999"));
	cr_assert_eq(changed_lines_find(&changed, "a"), made);
}

/* The names of one header are cut apart in linear time. */
Test(unified_diff, hostile_names)
{
	AUTO(str) diff = STR_MAX(8 * MiB);
	AUTO(str) out = STR_MAX(MiB);
	struct err err = { 0 };

	str_puts(&diff, "diff --git a");
	for (int i = 0; i < 60000; i++)
		str_puts(&diff, i % 2 ? " " : "/");
	str_puts(&diff, "\nold mode 100644\nnew mode 100755\n");
	cr_assert_eq(read_diff((struct text){ diff.buf, diff.len }, 0, &out, &err), -1);
	str_clear(&diff);
	err_clear(&err);
	str_puts(&diff, "diff --git a");
	for (size_t i = 0; i < MiB; i++)
		str_putc(&diff, 'x');
	str_puts(&diff, "\nold mode 100644\nnew mode 100755\n");
	cr_assert_eq(read_diff((struct text){ diff.buf, diff.len }, 0, &out, &err), -1);
	cr_assert(err_is_set(&err));
}

Test(unified_diff, allocation_failures)
{
	static const char renamed[] =
		"diff --git a/old b/new\nsimilarity index 90%\nrename from old\n"
		"rename to new\nindex 1234567..89abcde 100644\n--- a/old\n"
		"+++ b/new\n@@ -1 +1 @@\n-a\n+b\n"
		"diff --git a/e b/e\nold mode 100644\nnew mode 100755\n";
	const struct text diffs[] = { TEXT(usual), TEXT(renamed) };

	for (size_t i = 0; i < ARRAY_SIZE(diffs); i++) {
		bool failed = true;

		for (long n = 1; failed; n++) {
			AUTO(str) out = STR_MAX(KiB);
			struct err err = { 0 };
			int status;

			str_room(&out, KiB - 1);
			alloc_fail_at(n);
			status = read_diff(diffs[i], 7, &out, &err);
			failed = alloc_failed();
			alloc_fail_at(0);
			cr_assert_eq(status, failed ? -1 : 0, "allocation %ld", n);
			cr_assert_eq(err_is_set(&err), failed);
			cr_assert_lt(n, 1000);
		}
	}
}

/* What git and diff write of the same change, in whatever way they are asked. */
Test(unified_diff, corpus)
{
	static const char want[] = "empty.rs +\ngone.rs -\nlogo.bin ~\nmode.sh\n"
				   "new-name.rs >old-name.rs 20-20\nnoend.txt 1-2\nquery.sql 1-1\n"
				   "src/link + 1-1\nsrc/main.rs 3-3 50-51\nsrc/new.rs + 1-2\n"
				   "tab\t\"quote\".c 1-1\nx b/y z.ts 2-3\né.py 2-2\n";
	glob_t found;

	cr_assert_eq(glob("tests/corpus/unified-diff/g*.diff", 0, NULL, &found), 0);
	cr_assert_geq(found.gl_pathc, 9);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		AUTO(str) diff = STR_MAX(MiB);
		bool gnu = strstr(found.gl_pathv[i], "gnu");
		FILE *file = fopen(found.gl_pathv[i], "rb");
		char piece[4096];
		size_t n;

		cr_assert_not_null(file);
		while ((n = fread(piece, 1, sizeof(piece), file)) > 0)
			str_add(&diff, piece, n);
		fclose(file);
		check_bytes((struct text){ diff.buf, diff.len },
			    gnu ? "b c.ts 1-1\nn.rs 1-1\np.bin ~\nsrc/main.rs 3-3 50-51\n" : want);
	}
	globfree(&found);
}
