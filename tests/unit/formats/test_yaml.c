/* The strict part of YAML: what it gives, and what it refuses and where. */
#include "alloc.h"
#include "yaml_case.h"

Test(yaml, scalars_stay_as_written)
{
	gives("a: 80.10", "@1:1{a@1:4\"80.10\"}");
	gives("[no, on, 0o17, 1_000, 1e3, .inf, 2001-01-01, true, 0x1F, =]",
	      "@1:1[@1:2\"no\" @1:6\"on\" @1:10\"0o17\" @1:16\"1_000\" @1:23\"1e3\" @1:28\".inf\" "
	      "@1:34\"2001-01-01\" @1:46\"true\" @1:52\"0x1F\" @1:58\"=\"]");
	gives("a: x y  # comment\nb: x#y", "@1:1{a@1:4\"x y\" b@2:4\"x#y\"}");
	gives("a", "@1:1\"a\"");
}

Test(yaml, maps_and_lists)
{
	gives("a:\n  - x\n  - {b: 1}\nc: []\nd: {}",
	      "@1:1{a@2:3[@2:5\"x\" @3:5{b@3:9\"1\"}] c@4:4[] d@5:4{}}");
	gives("? a\n: b", "@1:1{a@2:3\"b\"}");
	gives("[a: b]", "@1:1[@1:2{a@1:5\"b\"}]");
	gives("\"a\": 1\n'b': 2\n\"<<\": 3\n'~': 4",
	      "@1:1{a@1:6\"1\" b@2:6\"2\" <<@3:7\"3\" ~@4:6\"4\"}");
	gives("é: ü", "@1:1{é@1:4\"ü\"}");
}

Test(yaml, json_is_yaml)
{
	gives("{\n\t\"a\": [1, \"x\\/y\", true],\n\t\"b\": {\"c\":\"d\"}\n}\n",
	      "@1:1{a@2:7[@2:8\"1\" @2:11\"x/y\" @2:19\"true\"] b@3:7{c@3:12\"d\"}}");
	gives("{\"a\":\"b\",\"c\":[]}", "@1:1{a@1:6\"b\" c@1:14[]}");
}

Test(yaml, around_the_document)
{
	gives("\xEF\xBB\xBF"
	      "a: b",
	      "@1:1{a@1:4\"b\"}");
	gives("%YAML 1.2\n---\na: b\n...\n", "@3:1{a@3:4\"b\"}");
	gives("# c\n\n%YAML 1.2   # c\n--- # c\na: b\n# c\n", "@5:1{a@5:4\"b\"}");
	gives("--- {a: b}", "@1:5{a@1:9\"b\"}");
	gives("a: b\r\nc: d\r\n", "@1:1{a@1:4\"b\" c@2:4\"d\"}");
}

Test(yaml, refused)
{
	gives("a: &x 1", "f:1:4: found the anchor \"x\"; write each value out");
	gives("&r\na: 1", "f:1:1: found the anchor \"r\"; write each value out");
	gives("&k a: 1", "f:1:1: found the anchor \"k\"; write each value out");
	gives("a: *x", "f:1:4: found the alias \"x\"; write the value out");
	gives("- 1\n- *x", "f:2:3: found the alias \"x\"; write the value out");
	gives("a: {<<: {b: 1}}", "f:1:5: found the merge key \"<<\"; write each value out");
	gives("a: !!str 1",
	      "f:1:4: found the tag \"tag:yaml.org,2002:str\"; write the value without it");
	gives("a: !x [1]", "f:1:4: found the tag \"!x\"; write the value without it");
	gives("a: !<tag:x> {}", "f:1:4: found the tag \"tag:x\"; write the value without it");
	gives("a: ! b", "f:1:4: found the tag \"!\"; write the value without it");
	gives("%YAML 1.1\n---\na: b", "f:1:1: found a directive; only %YAML 1.2 is read");
	gives("%YAML 1.20\n---\na: b", "f:1:1: found a directive; only %YAML 1.2 is read");
	gives("#\n%TAG ! x\n---\na: b", "f:2:1: found a directive; only %YAML 1.2 is read");
	gives("%FOO\n---\na: b", "f:1:1: found a directive; only %YAML 1.2 is read");
	gives("a: 1\n---\nb: 1", "f:2:1: found a second document; expected one");
	gives("a: 1\n...\nb: 1", "f:3:1: found a second document; expected one");
	gives("--- a\n---\n", "f:2:1: found a second document; expected one");
	gives("", "f:1:1: the file is empty");
	gives("\xEF\xBB\xBF", "f:1:1: the file is empty");
	gives(" \n# c\n\t\n", "f:1:1: the file is empty");
	gives("---\n", "f:1:1: found an empty value, or null, behind this");
	gives("...\n", "f:1:1: the file is empty");
	gives("a: 1\nb: 2\na: 3", "f:3:1: found the key \"a\" twice; it stands on line 1 already");
	gives("a: {b: 1, \"b\": 2}",
	      "f:1:11: found the key \"b\" twice; it stands on line 1 already");
	gives("? [a]\n: b", "f:1:3: found a list as a key; expected a text");
	gives("{{a: b}: c}", "f:1:2: found a map as a key; expected a text");
	gives("a: 'x", "f:1:5: this is no YAML: single-quoted scalar without closing quote");
	gives("a: [1", "f:2:1: this is no YAML: flow sequence without a closing bracket");
	gives("a:\n\tb: 1", "f:2:1: this is no YAML: tab character may not be used as indentation");
	gives("a: b: c", "f:1:5: this is no YAML: invalid nested block mapping on the same line");
}

Test(yaml, null_and_empty)
{
	static const char *const nulls[] = { "", "~", "null", "Null", "NULL" };

	for (size_t i = 0; i < ARRAY_SIZE(nulls); i++) {
		AUTO(str) text = STR_MAX(KiB);

		str_printf(&text, "x: 1\nab: %s\n", nulls[i]);
		gives(text.buf,
		      "f:2:1: the key \"ab\" has no value, or null; leave it out, or give it one");
		str_clear(&text);
		str_printf(&text, "- x\n- %s", nulls[i]);
		gives(text.buf, *nulls[i] ? "f:2:3: found an empty value, or null"
					  : "f:1:3: found an empty value, or null, behind this");
		str_clear(&text);
		str_printf(&text, "{? %s : x}", nulls[i]);
		gives(text.buf, *nulls[i] ? "f:1:4: found an empty key, or null; expected a text"
					  : "f:1:1: found an empty key, or null; expected a text");
	}
	gives("[nULL, 'null', nil]", "@1:1[@1:2\"nULL\" @1:8\"null\" @1:16\"nil\"]");
}

Test(yaml, bytes)
{
	AUTO(str) got = STR_MAX(MiB);

	parse(&got, TEXT("a: x\0y"));
	cr_expect_str_eq(got.buf, "f:1:5: found a NUL byte; expected text");
	gives("a: \"x\\0\"",
	      "f:1:4: found a text with a NUL, or no valid UTF-8, behind its escapes");
	gives("ü: é\xC3", "f:1:5: found bytes that are no UTF-8");
	gives("a: 1\nb: \xED\xA0\x80", "f:2:4: found bytes that are no UTF-8");
	gives("a: \x01", "f:1:4: found a control character; expected text");
	gives("a: \x7F", "f:1:4: found a control character; expected text");
	gives("a: \x1B[31m", "f:1:4: found a control character; expected text");
	parse(&got, TEXT("\xFF\xFE"
			 "a\0:\0"));
	cr_expect_str_eq(got.buf, "f:1:1: found bytes that are no UTF-8");
}

static void repeat(struct str *out, const char *text, size_t n)
{
	while (n--)
		str_puts(out, text);
}

Test(yaml, depth)
{
	AUTO(str) text = STR_MAX(MiB);
	AUTO(str) got = STR_MAX(MiB);

	repeat(&text, "[", 16);
	repeat(&text, "]", 16);
	parse(&got, text_of(text.buf));
	cr_expect(got.buf[0] == '@', "%s", got.buf);
	str_clear(&text);
	repeat(&text, "[", 17);
	repeat(&text, "]", 17);
	gives(text.buf, "f:1:17: nested deeper than 16");
	str_clear(&text);
	repeat(&text, "- ", 17);
	str_puts(&text, "x");
	gives(text.buf, "f:1:33: nested deeper than 16");
	str_clear(&text);
	repeat(&text, "[", 90000);
	gives(text.buf, "f:1:17: nested deeper than 16");
}

Test(yaml, how_many)
{
	AUTO(str) text = STR_MAX(MiB);
	AUTO(str) got = STR_MAX(MiB);

	repeat(&text, "- x\n", 1000);
	parse(&got, text_of(text.buf));
	cr_expect(got.buf[0] == '@', "%s", got.buf);
	repeat(&text, "- x\n", 1);
	gives(text.buf, "f:1001:3: more than 1000 items in a list");
	str_clear(&text);
	for (int i = 1; i <= 1001; i++)
		str_printf(&text, "k%d: x\n", i);
	gives(text.buf, "f:1001:8: more than 1000 keys in a map");
	str_clear(&text); /* 1 + 20 lists of 1 + 999: one node too many */
	for (int i = 0; i < 20; i++) {
		str_puts(&text, "- [x");
		repeat(&text, ",x", 998);
		str_puts(&text, "]\n");
	}
	gives(text.buf, "f:20:2000: more than 20000 nodes");
	str_clear(&text);
	repeat(&text, "[", 100001);
	gives(text.buf, "f:1:100001: more than 100000 brackets, braces and commas");
	str_clear(&text);
}

Test(yaml, how_long)
{
	AUTO(str) text = STR_MAX(2 * MiB);
	AUTO(str) got = STR_MAX(2 * MiB);

	str_puts(&text, "a: ");
	repeat(&text, "x", 4096);
	parse(&got, text_of(text.buf));
	cr_expect_eq(got.len, strlen("@1:1{a@1:4\"\"}") + 4096);
	repeat(&text, "x", 1);
	gives(text.buf, "f:1:4: found a text of more than 4096 bytes");
	str_clear(&text);
	repeat(&text, "k", 4097);
	str_puts(&text, ": x");
	gives(text.buf, "f:1:1: found a text of more than 4096 bytes");
	str_clear(&text);
	str_puts(&text, "rules: |\n ");
	repeat(&text, "x", 65535);
	str_puts(&text, "\n");
	parse(&got, text_of(text.buf));
	cr_expect_eq(got.len, strlen("@1:1{rules@2:1\"\"}") + 65536);
	str_clear(&text);
	str_puts(&text, "rules: '");
	repeat(&text, "''", 65537);
	str_puts(&text, "'");
	gives(text.buf, "f:1:8: found a text of more than 65536 bytes");
	str_clear(&text);
	str_puts(&text, "rules: [");
	repeat(&text, "x", 4097);
	str_puts(&text, "]");
	gives(text.buf, "f:1:9: found a text of more than 4096 bytes");
	str_clear(&text);
	str_puts(&text, "a: b\n#");
	repeat(&text, "x", MiB - 6);
	gives(text.buf, "@1:1{a@1:4\"b\"}");
	str_puts(&text, "x");
	gives(text.buf, "f:1:1: the file is longer than 1 MiB");
}

/* Each of these took libfyaml 0.7.12 from seconds to minutes: a hang is a failure by time-out. */
Test(yaml, nothing_takes_long, .timeout = 20)
{
	static const struct {
		const char *front, *again, *back;
	} hostile[] = {
		{ "!<", "a", "" },          { "!", "%41", " x" },      { "a: |\n", "\n", " x" },
		{ "a: x", "\n", " y" },     { "a: |\n x", " \n", "" }, { "a: x", "\r\n", " y" },
		{ "'", "''", "'" },         { "[", "a,", "]" },        { "", "[{", "" },
		{ "", "? ", "" },           { "\"", "\\u00e9", "\"" }, { "", "%a\n", "" },
		{ "", "&a ", "" },          { "", "*a ", "" },         { "", "! ", "" },
		{ "a: >\n", " x\n\n", "" }, { "", "---\n", "" },       { "a: |\n", " ", "" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(hostile); i++) {
		AUTO(str) text = STR_MAX(MiB);
		AUTO(str) got = STR_MAX(MiB);

		str_puts(&text, hostile[i].front);
		while (text.len + 16 < MiB)
			str_puts(&text, hostile[i].again);
		str_puts(&text, hostile[i].back);
		parse(&got, (struct text){ text.buf, text.len });
		cr_expect(got.len > 0 && got.len < 200, "%zu: %.80s", i, got.buf);
	}
}

Test(yaml, what_a_message_shows)
{
	AUTO(str) out = STR_MAX(KiB);

	yaml_show(&out, TEXT("a\nb\t\x1B\xE2\x80\xAE\xC2\x85 \xFF"));
	cr_expect_str_eq(out.buf, "a\\u{0A}b\\u{09}\\u{1B}\\u{202E}\\u{85} \xEF\xBF\xBD");
	str_clear(&out);
	for (int i = 0; i < 81; i++)
		yaml_show(&out, TEXT("x"));
	cr_expect_eq(out.len, 81);
	str_clear(&out);
	yaml_show(
		&out,
		TEXT("éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"));
	cr_expect_eq(out.len, 160);
	yaml_show(
		&out,
		TEXT("ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"));
	cr_expect(text_ends(text_of(out.buf), "…") && out.len == 323);
	gives("&a\n\x27x\x27: &b 1", "f:1:1: found the anchor \"a\"; write each value out");
}

Test(yaml, each_allocation_may_fail)
{
	struct text bytes = TEXT("a: [x, 'y''', \"z\\n\"]\nb: {c: |\n  x\n}\n");
	bool refused = true;

	bytes.len -= 2;
	for (long nth = 1; refused; nth++) {
		AUTO(arena) arena = ARENA_MAX(MiB);
		struct err err = { 0 };
		const struct yaml_node *root;

		alloc_fail_at(nth);
		root = yaml_parse(&arena, "f", bytes, NULL, &err);
		refused = alloc_failed();
		alloc_fail_at(0);
		cr_expect(refused ? !root && err_is_set(&err) : nth > 3, "%ld: %s", nth, err.text);
	}
}
