#include <criterion/criterion.h>

#include "formats/lint.h"

static void check(const char *in, const char *want)
{
	AUTO(str) out = STR_MAX(KiB);
	AUTO(str) again = STR_MAX(KiB);

	str_puts(&out, "what was there");
	path_clean(&out, text_of(in));
	cr_assert_str_eq(out.buf, want, "%s gives %s", in, out.buf);
	path_clean(&again, (struct text){ out.buf, out.len });
	cr_assert_str_eq(again.buf, want, "%s is not clean", want);
}

Test(path_clean, table)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "a", "a" },
		{ "src/bin/../common.rs", "src/common.rs" },
		{ "./a", "a" },
		{ "a/./b/.", "a/b" },
		{ "a//b///c", "a/b/c" },
		{ "a/", "a" },
		{ "/", "/" },
		{ "//a//b", "/a/b" },
		{ "/..", "/" },
		{ "/../a", "/a" },
		{ "/a/../..", "/" },
		{ "..", ".." },
		{ "../../a", "../../a" },
		{ "a/../../b", "../b" },
		{ "a/..", "" },
		{ ".", "" },
		{ ".hidden/..x/...", ".hidden/..x/..." },
		{ "C:\\w\\src\\a.rs", "C:/w/src/a.rs" },
		{ "C:/w\\src/./a.rs", "C:/w/src/a.rs" },
		{ "c:\\w\\..\\..\\a", "c:/a" },
		{ "src\\a.rs", "src/a.rs" },      /* no '/': it stands for one */
		{ "src/a\\b.rs", "src/a\\b.rs" }, /* a name may hold it */
		{ "C:", "C:" },
		{ "C:a", "C:a" },
		{ "1:/a", "1:/a" },
		{ "a b/\xff\xfe", "a b/\xff\xfe" },
		{ "é/../ü", "ü" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		check(cases[i][0], cases[i][1]);
}

/* All short paths over a small alphabet: cleaning twice changes nothing, and nothing is left to
 * clean. */
Test(path_clean, properties)
{
	static const char letters[] = "a./\\C:";
	char path[8] = "";

	for (int n = 0; n < 6 * 6 * 6 * 6 * 6 * 6; n++) {
		AUTO(str) once = STR_MAX(KiB);
		AUTO(str) twice = STR_MAX(KiB);

		for (int i = 0, left = n; i < 6; i++, left /= 6)
			path[i] = letters[left % 6];
		path_clean(&once, text_of(path));
		path_clean(&twice, (struct text){ once.buf, once.len });
		if (!strchr(path, '/') || !strchr(path, '\\')) /* "./\\a" is a file "\\a" */
			cr_assert_str_eq(once.buf, twice.buf, "%s", path);
		cr_assert_null(strstr(once.buf, "//"), "%s", path);
		cr_assert_null(strstr(once.buf, "/./"), "%s", path);
		cr_assert_eq(once.buf[0] == '/',
			     path[0] == '/' || (path[0] == '\\' && !strchr(path, '/')),
			     "%s gives %s", path, once.buf);
	}
}
