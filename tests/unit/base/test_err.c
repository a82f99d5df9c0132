#include <criterion/criterion.h>

#include "base/err.h"
#include "base/utf8.h"

Test(err, each_kind)
{
	struct err err = { 0 };

	cr_expect_not(err_is_set(&err));
	cr_expect_eq(err_set(&err, "%s:%d: odd", "a.json", 3), -1);
	cr_expect(err_is_set(&err));
	cr_expect_eq(err.kind, ERR_EVIDENCE);
	cr_expect_str_eq(err.text, "a.json:3: odd");
	err_clear(&err);
	cr_expect_not(err_is_set(&err));
	cr_expect_str_eq(err.text, "");
	cr_expect_eq(err_caller(&err, "no"), -1);
	cr_expect_eq(err.kind, ERR_CALLER);
	err_clear(&err);
	cr_expect_eq(err_internal(&err, "no"), -1);
	cr_expect_eq(err.kind, ERR_INTERNAL);
	err_clear(&err);
	cr_expect_eq(err_memory(&err), -1);
	cr_expect_eq(err.kind, ERR_INTERNAL);
	cr_expect_str_eq(err.text, "out of memory");
}

Test(err, the_first_cause_stays)
{
	struct err err = { 0 };

	err_caller(&err, "first");
	err_set(&err, "second");
	err_memory(&err);
	cr_expect_eq(err.kind, ERR_CALLER);
	cr_expect_str_eq(err.text, "first");
}

Test(err, may_be_null)
{
	cr_expect_eq(err_set(NULL, "x"), -1);
	cr_expect_eq(err_caller(NULL, "x"), -1);
	cr_expect_eq(err_internal(NULL, "x"), -1);
	cr_expect_eq(err_memory(NULL), -1);
}

/* a text of `ascii` times x and then euro signs, longer than an error holds */
Test(err, cut_between_characters)
{
	for (size_t ascii = 0; ascii < 4; ascii++) {
		char text[4096] = "";
		size_t len = ascii;
		struct err err = { 0 };

		memset(text, 'x', ascii);
		for (; len + 3 < sizeof(text); len += 3)
			memcpy(text + len, "\xe2\x82\xac", 3);
		err_set(&err, "%s", text);
		cr_expect_lt(strlen(err.text), sizeof(err.text));
		cr_expect_gt(strlen(err.text), sizeof(err.text) - 4);
		cr_expect(utf8_is_valid(err.text, strlen(err.text)));
		cr_expect_eq((strlen(err.text) - ascii) % 3, 0);
	}
}

Test(err, just_fits)
{
	char text[sizeof(((struct err *)0)->text) + 1];
	struct err err = { 0 };

	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 2] = '\0';
	err_set(&err, "%s", text);
	cr_expect_str_eq(err.text, text);
	err_clear(&err);
	text[sizeof(text) - 2] = 'y';
	text[sizeof(text) - 1] = '\0';
	err_set(&err, "%s", text);
	cr_expect_eq(strlen(err.text), sizeof(text) - 2);
	cr_expect_null(strchr(err.text, 'y'));
}
