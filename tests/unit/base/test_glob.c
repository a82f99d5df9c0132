#include <criterion/criterion.h>

#include "alloc.h"
#include "base/clock.h"
#include "base/glob.h"

#define ARENA ARENA_MAX(16 * MiB)

static bool matches(const char *pattern, const char *path, bool hidden)
{
	AUTO(arena) arena = ARENA;
	struct err err = { 0 };
	struct glob glob;

	cr_assert_eq(glob_compile(&glob, text_of(pattern), &arena, &err), 0, "%s", err.text);
	return glob_match(&glob, path, hidden);
}

struct row {
	const char *pattern, *path;
	bool hidden, match;
};

static void check_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		cr_expect_eq(matches(rows[i].pattern, rows[i].path, rows[i].hidden), rows[i].match,
			     "%s %s %s (hidden %d)", rows[i].pattern,
			     rows[i].match ? "should match" : "should not match", rows[i].path,
			     rows[i].hidden);
}

#define CHECK(rows) check_rows(rows, ARRAY_SIZE(rows))

Test(glob, one_component)
{
	static const struct row rows[] = {
		{ "", "", true, true },
		{ "", "a", true, false },
		{ "a", "a", true, true },
		{ "a", "ab", true, false },
		{ "*", "", true, true },
		{ "*", "abc", true, true },
		{ "*", "a/b", true, false },
		{ "a*c", "abbbc", true, true },
		{ "a*c", "ac", true, true },
		{ "a*c", "a/c", true, false },
		{ "a*b*c", "a1b2b3c", true, true },
		{ "?", "a", true, true },
		{ "?", "", true, false },
		{ "?", "/", true, false },
		{ "?", "\xc3\xa9", true, true },
		{ "?", "\xc3", true, true },
		{ "??", "\xc3\xa9", true, false },
		{ "\xc3\xa9", "\xc3\xa9", true, true },
		{ "a\\*", "a\\b", true, true },
		{ "a,b}", "a,b}", true, true },
		{ "a]", "a]", true, true },
	};
	CHECK(rows);
}

Test(glob, sets)
{
	static const struct row rows[] = {
		{ "[abc]", "b", true, true },
		{ "[abc]", "d", true, false },
		{ "[a-c]", "b", true, true },
		{ "[a-c]", "-", true, false },
		{ "[a-]", "-", true, true },
		{ "[-a]", "-", true, true },
		{ "[!a-c]", "d", true, true },
		{ "[!a-c]", "b", true, false },
		{ "[^a-c]", "d", true, true },
		{ "[^a-c]", "b", true, false },
		{ "[]]", "]", true, true },
		{ "[!]]", "]", true, false },
		{ "[!]]", "a", true, true },
		{ "[]-a]", "^", true, true },
		{ "[a!]", "!", true, true },
		{ "[*]", "*", true, true },
		{ "[*]", "a", true, false },
		{ "[[]id]", "[id]", true, true },
		{ "[.-0]", "/", true, false },
		{ "[!a]", "/", true, false },
		{ "[!a]", "", true, false },
		{ "[\xc3\xa0-\xc3\xbf]", "\xc3\xa9", true, true },
		{ "[\xc3\xa0]", "\xc3", true, false },
		{ "[!a]", "\xe2\x82\xac", true, true },
		{ "x[0-9]y", "x5y", true, true },
		{ "[,]{[,],b}", ",,", true, true },
	};
	CHECK(rows);
}

Test(glob, across_folders)
{
	static const struct row rows[] = {
		{ "**", "", true, true },
		{ "**", "a/b/c", true, true },
		{ "**/a", "a", true, true },
		{ "**/a", "x/y/a", true, true },
		{ "**/a", "xa", true, false },
		{ "**/a", "x/ya", true, false },
		{ "a/**", "a/b/c", true, true },
		{ "a/**", "a", true, false },
		{ "a/**/b", "a/b", true, true },
		{ "a/**/b", "a/x/y/b", true, true },
		{ "a/**/b", "a/xb", true, false },
		{ "a**b", "a/x/b", true, true },
		{ "a**/b", "a/b", true, true },
		{ "a**/b", "ab", true, false },
		{ "a**/b", "ax/y/b", true, true },
		{ "**/*.rs", "lib.rs", true, true },
		{ "**/*.rs", "a/b/lib.rs", true, true },
		{ "***/a", "a", true, true },
		{ "**/**/a", "a", true, true },
		{ "**/tests/**", "tests/a", true, true },
		{ "**/tests/**", "a/tests/b/c", true, true },
		{ "**/tests/**", "a/mytests/b", true, false },
		{ "*/b", "a/b", true, true },
		{ "*/b", "a/c/b", true, false },
	};
	CHECK(rows);
}

Test(glob, braces)
{
	static const struct row rows[] = {
		{ "{a,b}", "a", true, true },
		{ "{a,b}", "b", true, true },
		{ "{a,b}", "c", true, false },
		{ "{a,b}", "a,b", true, false },
		{ "{a}", "a", true, true },
		{ "x{}y", "xy", true, true },
		{ "x{,z}y", "xy", true, true },
		{ "x{,z}y", "xzy", true, true },
		{ "x{z,}", "x", true, true },
		{ "{a,{b,c}d}e", "cde", true, true },
		{ "{a,{b,c}d}e", "ae", true, true },
		{ "{a,{b,c}d}e", "be", true, false },
		{ "{src,lib/x}/*.c", "lib/x/a.c", true, true },
		{ "{src,lib/x}/*.c", "lib/a.c", true, false },
		{ "{a,b}{c,d}", "bc", true, true },
		{ "*.{test,spec}.*", "a.spec.ts", true, true },
		{ "{**/,x}a", "p/q/a", true, true },
		{ "{**/,x}a", "xa", true, true },
		{ "{a/,b}**/c", "a/c", true, true },
		{ "{a/,b}**/c", "bc", true, false },
		{ "{a,b,c,d,e}", "e", true, true },
	};
	CHECK(rows);
}

Test(glob, leading_dots)
{
	static const struct row rows[] = {
		{ "*", ".a", false, false },      { "*", ".a", true, true },
		{ "?a", ".a", false, false },     { "[.]a", ".a", false, false },
		{ "[!b]a", ".a", false, false },  { ".*", ".a", false, true },
		{ "*.a", "b.a", false, true },    { "a*", "a.b", false, true },
		{ "**", "a/.b", false, false },   { "**", "a/.b", true, true },
		{ "**/.b", "a/.b", false, true }, { "**/c", "a/.b/c", false, false },
		{ "**/c", ".b/c", false, false }, { "*/.b/*", "a/.b/c", false, true },
		{ "{.,}*", ".a", false, true },   { "**/.b/**", ".b/c", false, true },
		{ "a/*", "a/.b", false, false },  { "**/a", "x.y/a", false, true },
	};
	CHECK(rows);
}

Test(glob, below)
{
	static const struct {
		const char *pattern, *folder;
		bool below;
	} rows[] = {
		{ "a/*.json", "a", true },     { "a/*.json", "b", false },
		{ "a/*.json", "a/b", false },  { "a/*.json", "", true },
		{ "*.json", "a", false },      { "**/a", "x/y", true },
		{ "a/**", "a/b/c", true },     { "a/**", "b", false },
		{ "{a,b/c}/d", "b", true },    { "{a,b/c}/d", "b/c", true },
		{ "{a,b/c}/d", "a/c", false }, { "*/x", ".a", false },
		{ "a/", "a", false },          { "a{/b,}", "a", true },
		{ "a/*", "a/", true },         { "{a/,b}", "a", false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		AUTO(arena) arena = ARENA;
		struct glob glob;

		cr_assert_eq(glob_compile(&glob, text_of(rows[i].pattern), &arena, NULL), 0);
		cr_expect_eq(glob_match_below(&glob, rows[i].folder, false), rows[i].below,
			     "%s in %s", rows[i].pattern, rows[i].folder);
	}
}

Test(glob, fixed_prefix)
{
	cr_expect_eq(glob_fixed_prefix(TEXT("a/b/*.c")), 4);
	cr_expect_eq(glob_fixed_prefix(TEXT("a/b?/c")), 2);
	cr_expect_eq(glob_fixed_prefix(TEXT("{a,b}/c")), 0);
	cr_expect_eq(glob_fixed_prefix(TEXT("/x/[a]")), 3);
	cr_expect_eq(glob_fixed_prefix(TEXT("a/b")), 3);
	cr_expect_eq(glob_fixed_prefix(TEXT("")), 0);
}

static void refused(const char *pattern, size_t len, const char *why)
{
	AUTO(arena) arena = ARENA;
	struct err err = { 0 };
	struct glob glob;

	cr_expect_eq(glob_compile(&glob, (struct text){ pattern, len }, &arena, &err), -1, "%s",
		     pattern);
	cr_expect_eq(err.kind, ERR_CALLER);
	cr_expect(strstr(err.text, why), "%s: %s", pattern, err.text);
}

/* n times a character, then one more text */
static void repeat(struct str *out, char c, size_t n, const char *then)
{
	while (n--)
		str_putc(out, c);
	str_puts(out, then);
}

Test(glob, refused_patterns)
{
	static const char *const sets[] = { "[", "[a", "[]", "[!]", "[!", "a[b-", "[^]", "{[}" };
	static const char *const braces[] = { "{", "{a", "{a,b", "{{a}", "a{b{c,d},e" };
	AUTO(str) s = STR_MAX(MiB);

	for (size_t i = 0; i < ARRAY_SIZE(sets); i++)
		refused(sets[i], strlen(sets[i]), "a '[' without its ']'");
	for (size_t i = 0; i < ARRAY_SIZE(braces); i++)
		refused(braces[i], strlen(braces[i]), "a '{' without its '}'");
	refused("[b-a]", 5, "backwards");
	refused("a\0b", 3, "NUL");
	repeat(&s, 'a', GLOB_MAX_PATTERN + 1, "");
	refused(s.buf, s.len, "4096");
	str_clear(&s);
	str_putc(&s, '{');
	repeat(&s, ',', GLOB_MAX_ALTERNATIVES, "}");
	refused(s.buf, s.len, "1000");
	str_clear(&s);
	repeat(&s, '{', GLOB_MAX_ALTERNATIVES + 1, "");
	refused(s.buf, s.len, "1000");
}

Test(glob, at_the_ceilings)
{
	AUTO(str) s = STR_MAX(MiB);
	AUTO(str) path = STR_MAX(MiB);

	repeat(&s, '{', GLOB_MAX_ALTERNATIVES, "a");
	repeat(&s, '}', GLOB_MAX_ALTERNATIVES, "b");
	cr_expect(matches(s.buf, "ab", true));
	str_clear(&s);
	str_putc(&s, '{');
	repeat(&s, ',', GLOB_MAX_ALTERNATIVES - 1, "z}");
	cr_expect(matches(s.buf, "z", true));
	cr_expect(matches(s.buf, "", true));
	cr_expect_not(matches(s.buf, ",", true));
	str_clear(&s);
	repeat(&s, '?', GLOB_MAX_PATTERN, "");
	repeat(&path, 'x', GLOB_MAX_PATTERN, "");
	cr_expect(matches(s.buf, path.buf, true));
	cr_expect_not(matches(s.buf, path.buf + 1, true));
}

/* A matcher that goes back and forth takes longer than the sun shines for these. */
Test(glob, no_blow_up)
{
	AUTO(str) pattern = STR_MAX(MiB);
	AUTO(str) path = STR_MAX(MiB);
	int64_t start = clock_monotonic_ms();

	for (size_t i = 0; i < 200; i++)
		str_puts(&pattern, "{*,**}{a,a}");
	str_puts(&pattern, "b");
	repeat(&path, 'a', 4000, "");
	cr_expect_not(matches(pattern.buf, path.buf, true));
	str_clear(&pattern);
	for (size_t i = 0; i < 450; i++)
		str_puts(&pattern, "**/*a");
	str_puts(&pattern, "b");
	cr_expect_not(matches(pattern.buf, path.buf, true));
	cr_expect_lt(clock_monotonic_ms() - start, 10000);
}

Test(glob, every_allocation_failing)
{
	long refusals = 0;

	for (long nth = 1;; nth++) {
		AUTO(arena) arena = ARENA;
		struct err err = { 0 };
		struct tree_patterns list;
		const char *const given[] = { "*.rs", "!a/[b-d]{e,f}", "x/" };
		int done;

		alloc_fail_at(nth);
		done = tree_patterns_compile(&list, given, 3, &arena, &err);
		alloc_fail_at(0);
		if (done == 0)
			break;
		cr_expect_eq(err.kind, ERR_INTERNAL, "%s", err.text);
		refusals++;
	}
	cr_expect_gt(refusals, 0);
	/* the arena takes whole chunks, so its ceiling finds the rest */
	for (size_t max = 0;; max += 8) {
		AUTO(arena) arena = ARENA_MAX(max);
		struct err err = { 0 };
		struct glob glob;

		if (glob_compile(&glob, TEXT("a[b]{c,[d]}**/"), &arena, &err) == 0)
			break;
		cr_assert_eq(err.kind, ERR_INTERNAL, "%s", err.text);
	}
}

static struct tree_patterns compiled(const char *const *given, size_t n, struct arena *arena)
{
	struct err err = { 0 };
	struct tree_patterns list;

	cr_assert_eq(tree_patterns_compile(&list, given, n, arena, &err), 0, "%s", err.text);
	return list;
}

Test(tree_patterns, places)
{
	static const struct row rows[] = {
		{ "*.rs", "a/b/lib.rs", true, true },
		{ "*.rs", ".x/lib.rs", true, true },
		{ "*.rs", "lib.rs/x", true, false },
		{ "build", "a/build", true, true },
		{ "build", "a/build/x", true, false },
		{ "build/", "a/build/x/y", true, true },
		{ "build/", "build/x", true, true },
		{ "build/", "a/build", true, false },
		{ "a/build/", "a/build/x", true, true },
		{ "a/build/", "b/a/build/x", true, false },
		{ "a/*.rs", "a/x.rs", true, true },
		{ "a/*.rs", "b/a/x.rs", true, false },
		{ "/lib.rs", "lib.rs", true, true },
		{ "/lib.rs", "a/lib.rs", true, false },
		{ "/build/", "build/x", true, true },
		{ "/build/", "a/build/x", true, false },
		{ "./a", "a", true, true },
		{ "./a", "b/a", true, false },
		{ "**/tests/**", "x/tests/.y", true, true },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		AUTO(arena) arena = ARENA;
		struct tree_patterns list = compiled(&rows[i].pattern, 1, &arena);

		cr_expect_eq(tree_patterns_select(&list, rows[i].path), rows[i].match, "%s %s",
			     rows[i].pattern, rows[i].path);
	}
}

Test(tree_patterns, the_last_that_matches_decides)
{
	static const char *const given[] = { "src/**", "!*.gen.rs", "src/keep.gen.rs", "docs/" };
	AUTO(arena) arena = ARENA;
	struct tree_patterns list = compiled(given, 4, &arena), none = compiled(NULL, 0, &arena);

	cr_expect(tree_patterns_select(&list, "src/a.rs"));
	cr_expect_not(tree_patterns_select(&list, "src/a.gen.rs"));
	cr_expect(tree_patterns_select(&list, "src/keep.gen.rs"));
	cr_expect_not(tree_patterns_select(&list, "other"));
	cr_expect_eq(tree_patterns_decider(&list, "src/a.rs"), 0);
	cr_expect_eq(tree_patterns_decider(&list, "src/a.gen.rs"), 1);
	cr_expect_eq(tree_patterns_decider(&list, "src/keep.gen.rs"), 2);
	cr_expect_eq(tree_patterns_decider(&list, "other"), -1);
	cr_expect(tree_patterns_match(&list, 0, "src/keep.gen.rs"));
	cr_expect(tree_patterns_match(&list, 1, "src/keep.gen.rs"));
	cr_expect_not(tree_patterns_match(&list, 3, "src/keep.gen.rs"));
	cr_expect_not(tree_patterns_select(&none, "a"));
}

Test(tree_patterns, refused)
{
	static const char *const given[] = { "", "!", "/", "./", "!/", "a{b", "[c", "!{" };

	for (size_t i = 0; i < ARRAY_SIZE(given); i++) {
		AUTO(arena) arena = ARENA;
		struct err err = { 0 };
		struct tree_patterns list;

		cr_expect_eq(tree_patterns_compile(&list, &given[i], 1, &arena, &err), -1, "%s",
			     given[i]);
		cr_expect_eq(err.kind, ERR_CALLER, "%s", given[i]);
		cr_expect_null(strstr(err.text, "**/"), "%s", err.text);
	}
}
