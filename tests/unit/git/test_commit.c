#include "git/commit.h"

#include "git/encoding.h"
#include "repo.h"

TestSuite(commit, .init = set_up, .fini = tear_down, .timeout = 60);
TestSuite(encoding, .timeout = 60);

static int read_commit(const char *id, struct commit *c, struct err *err)
{
	AUTO(repository) r = { 0 };
	struct object_id wanted = { "" };

	open_at(&r, "r");
	memcpy(wanted.hex, id, 40);
	return commit_read(&r, &wanted, c, err);
}

static void read_good(const char *id, struct commit *c)
{
	struct err err = { 0 };

	cr_assert_eq(read_commit(id, c, &err), 0, "%s", err.text);
	cr_expect_str_eq(c->id.hex, id);
}

static const char *head(void) { return sh("git -C r rev-parse HEAD"); }

/* The commit that consists of these bytes (in printf's notation). */
static const char *raw(const char *headers, const char *message)
{
	return sh("test -d r || git init -q -b main r; cd r; printf 'tree %%s\\n%s\\n%s' "
		  "$(git write-tree) >../c; git hash-object -t commit -w --literally ../c",
		  headers, message);
}

#define WHO "author Ada <a@b> 1700000000 +0000\\ncommitter Ada <a@b> 1700000000 +0000\\n"

Test(commit, plain)
{
	AUTO(commit) c;

	commit_init(&c);
	sh("git init -q -b main r; cd r; commit one; git commit -q --allow-empty -m 'feat: x' -m "
	   "'line one\nline two'");
	read_good(head(), &c);
	cr_expect_str_eq(c.author_name.buf, "Ada");
	cr_expect_str_eq(c.author_email.buf, "ada@example.org");
	cr_expect_str_eq(c.message.buf, "feat: x\n\nline one\nline two\n");
	cr_expect_eq(c.n_parents, 1);
	cr_expect_str_eq(c.parents[0].hex, sh("git -C r rev-parse HEAD~1"));
	cr_expect_not(c.bad_encoding);
}

Test(commit, many_parents)
{
	AUTO(commit) c;

	commit_init(&c);
	sh("git init -q -b main r; cd r; commit 1; for b in a b c d e f; do git checkout -q -b $b main; "
	   "commit $b; done; git checkout -q main; git merge -q --no-ff -m octopus a b c d e f");
	read_good(head(), &c);
	cr_assert_eq(c.n_parents, 7);
	cr_expect_str_eq(c.parents[6].hex, sh("git -C r rev-parse HEAD^7"));
}

Test(commit, encodings)
{
	AUTO(commit) c;

	commit_init(&c);
	sh("git init -q -b main r; cd r; printf 'fix: \\244 \\351' >../m; git -c "
	   "i18n.commitEncoding=ISO-8859-15 commit -q --allow-empty -F ../m");
	read_good(head(), &c);
	cr_expect_str_eq(c.message.buf, "fix: € é\n");
	cr_expect_not(c.bad_encoding);
	read_good(
		raw("author J\\366rg <j@b> 1 +0000\\ncommitter x <x@y> 1 +0000\\nencoding latin1\\n",
		    "fix: \\351"),
		&c);
	cr_expect_str_eq(c.author_name.buf, "Jörg");
	cr_expect_str_eq(c.message.buf, "fix: é");
	read_good(raw(WHO, "fix: \\351"), &c);
	cr_expect_str_eq(c.message.buf, "fix: \xEF\xBF\xBD");
	cr_expect(c.bad_encoding);
	read_good(raw(WHO "encoding Shift_JIS\\n", "fix: \\202"), &c);
	cr_expect(c.bad_encoding);
}

Test(commit, odd_bytes)
{
	AUTO(commit) c;

	commit_init(&c);
	read_good(raw(WHO, "a\\000b\\r\\n\\n\\nc"), &c);
	cr_expect_eq(c.message.len, 8);
	cr_expect_arr_eq(c.message.buf, "a\0b\r\n\n\nc", 8);
	read_good(raw(WHO, ""), &c);
	cr_expect_eq(c.message.len, 0);
	/* a signature's lines begin with a blank, and are no headers */
	read_good(raw(WHO "gpgsig -----BEGIN\\n encoding latin1\\n \\n parent x\\n", "m\\303\\251"),
		  &c);
	cr_expect_str_eq(c.message.buf, "mé");
	cr_expect_eq(c.n_parents, 0);
}

/* What old tools wrote. */
Test(commit, odd_authors)
{
	AUTO(commit) c;

	commit_init(&c);
	read_good(raw("author only a name\\ncommitter x\\n", "m"), &c);
	cr_expect_str_eq(c.author_name.buf, "only a name");
	cr_expect_str_eq(c.author_email.buf, "");
	read_good(raw("author <a@b> 1 +0000\\ncommitter x\\n", "m"), &c);
	cr_expect_str_eq(c.author_name.buf, "");
	cr_expect_str_eq(c.author_email.buf, "a@b");
	read_good(raw("author A <a@b\\ncommitter x\\n", "m"), &c);
	cr_expect_str_eq(c.author_email.buf, "a@b");
}

static void refused(const char *id, const char *word)
{
	struct err err = { 0 };
	AUTO(commit) c;

	commit_init(&c);
	cr_expect_eq(read_commit(id, &c, &err), -1);
	says(&err, word);
}

Test(commit, refused)
{
	refused(raw("parent 123\\n" WHO, "m"), "a parent without an id");
	refused(sh("git -C r write-tree"), "is no commit");
	refused("0123456789012345678901234567890123456789", "cannot be read");
}

struct encoded {
	const char *name, *bytes, *expected;
	bool good;
};

Test(encoding, tables)
{
	static const struct encoded cases[] = {
		{ "", "\xC3\xA9", "é", true },
		{ "utf-8", "\xC3\xA9", "é", true },
		{ "UTF-8", "a\xFFz", "a\xEF\xBF\xBDz", false },
		{ "UTF-8", "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", false },
		{ "iso-8859-1", "\xA4\xE9\x80", "\u00A4é\xC2\x80", true },
		{ "ISO8859-15", "\xA4\xA6\xA8\xB4\xB8\xBC\xBD\xBE\xA5", "€ŠšŽžŒœŸ¥", true },
		{ "windows-1252", "\x80\x9F\x96\xE9", "€Ÿ–é", true },
		{ "CP1252", "\x81", "\xEF\xBF\xBD", false },
		{ "Shift_JIS", "ab\x82", "ab\xEF\xBF\xBD", false },
		{ "UTF-16", "ab", "ab", false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(str) out = STR_MAX(KiB);

		cr_expect_eq(
			encoding_to_utf8(&out, text_of(cases[i].bytes), text_of(cases[i].name)),
			cases[i].good, "%zu", i);
		cr_expect_str_eq(out.buf, cases[i].expected, "%zu: %s", i, out.buf);
	}
}
