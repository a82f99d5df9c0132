#include <criterion/criterion.h>

#include "net/address.h"

TestSuite(address, .timeout = 20);

Test(address, is_shown_without_what_may_be_secret)
{
	static const struct {
		const char *url, *shown;
	} cases[] = {
		{ "https://a.example/b/c?token=x#y", "https://a.example/b/c" },
		{ "https://u:p@a.example/b", "https://a.example/b" },
		{ "https://u:p@@a.example:8/b@c", "https://a.example:8/b@c" },
		{ "https://a.example#u:p@b", "https://a.example" },
		{ "/b/c?d", "/b/c" },
		{ "", "" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(str) out = STR_MAX(KiB);

		address_show(&out, cases[i].url);
		cr_assert_str_eq(out.buf, cases[i].shown);
	}
}

Test(address, origin_is_scheme_host_and_port)
{
	static const struct {
		const char *one, *other;
		bool same;
	} cases[] = {
		{ "https://a.example/x", "https://a.example/y?z", true },
		{ "https://a.example/x", "https://A.Example:443/", true },
		{ "http://localhost/", "http://localhost:80/", true },
		{ "https://a.example/", "http://a.example/", false },
		{ "https://a.example/", "https://a.example:444/", false },
		{ "https://a.example/", "https://a.example.org/", false },
		{ "https://a.example/", "https://b.example/", false },
		{ "http://localhost:1/", "http://127.0.0.1:1/", false },
		{ "https://a.example/", "a thing", false },
		{ "", "", false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		cr_assert_eq(address_same_origin(cases[i].one, cases[i].other), cases[i].same,
			     "%s %s", cases[i].one, cases[i].other);
}

Test(address, follows_a_reference)
{
	static const char base[] = "https://a.example/b/c?d";
	static const struct {
		const char *base, *reference, *url; /* NULL: refused */
	} cases[] = {
		{ base, "/e", "https://a.example/e" },
		{ base, "e?f", "https://a.example/b/e?f" },
		{ base, "../e", "https://a.example/e" },
		{ base, "//b.example/e", "https://b.example/e" },
		{ base, "https://b.example:1/", "https://b.example:1/" },
		{ base, "http://a.example/", NULL },
		{ base, "http://127.0.0.1/", NULL }, /* allowed by itself, but not from https */
		{ base, "file:///etc/passwd", NULL },
		{ base, "ftp://a.example/", NULL },
		{ base, "https://u:p@b.example/", NULL },
		{ base, "https://b.example/\x01", NULL },
		{ "http://127.0.0.1:1/", "https://a.example/", "https://a.example/" },
		{ "http://127.0.0.1:1/", "//b.example/", NULL },
		{ "http://127.0.0.1:1/", "http://localhost:2/x", "http://localhost:2/x" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO(str) out = STR_MAX(KiB);
		struct err err = { 0 };
		int result = address_follow(&out, cases[i].base, cases[i].reference, &err);

		cr_assert_eq(result, cases[i].url ? 0 : -1, "%s: %s", cases[i].reference, out.buf);
		cr_assert(!strstr(err.text, "u:p"));
		if (cases[i].url)
			cr_assert_str_eq(out.buf, cases[i].url);
	}
}
