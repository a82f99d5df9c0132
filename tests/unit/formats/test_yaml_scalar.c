/* The texts of YAML: quotes, escapes, blocks and folded lines. */
#include "yaml_case.h"

Test(yaml, quotes_and_blocks)
{
	gives("a: \"x\\n\\u00e9\\x41\\\"\"", "@1:1{a@1:4\"x\n\xC3\xA9"
					     "A\"\"}");
	gives("a: 'it''s'''", "@1:1{a@1:4\"it's'\"}");
	gives("a: ''", "@1:1{a@1:4\"\"}");
	gives("a: \"\"", "@1:1{a@1:4\"\"}");
	gives("a: 'null'", "@1:1{a@1:4\"null\"}");
	gives("a: '  x  y  '", "@1:1{a@1:4\"  x  y  \"}");
	gives("a: ' x \t\n  y\n\n  z ''\n '", "@1:1{a@1:4\" x y\nz ' \"}");
	gives("a: '\n\n x'", "@1:1{a@1:4\"\nx\"}");
	gives("a: 'x\r\n  y'", "@1:1{a@1:4\"x y\"}");
	gives("a: x\n  y\n\n  z", "@1:1{a@1:4\"x y\nz\"}");
	gives("a: |\n x\n  y\nb: >-\n x\n y\n", "@1:1{a@2:1\"x\n y\n\" b@5:1\"x y\"}");
	gives("a: |-\n\n\n x\n", "@1:1{a@2:1\"\n\nx\"}");
}

/* The one value of a document, which PyYAML reads as the same text. */
static void text_of_value(const char *yaml, const char *wanted)
{
	AUTO(arena) arena = ARENA_MAX(MiB);
	struct err err = { 0 };
	const struct yaml_node *root = yaml_parse(&arena, "f", text_of(yaml), NULL, &err);

	cr_assert(root && root->first, "%s\n%s", yaml, err.text);
	cr_expect_str_eq(root->first->text, wanted, "%s\ngave    \"%s\"\ninstead \"%s\"", yaml,
			 root->first->text, wanted);
}

Test(yaml, escapes)
{
	text_of_value("k: \"\\a\\b\\t\\n\\v\\f\\r\\e\\ \\\"\\/\\\\\"", "\a\b\t\n\v\f\r\x1B \"/\\");
	text_of_value("k: \"\\N\\_\\L\\P\"", "\xC2\x85\u00A0\u2028\u2029");
	text_of_value("k: \"\\x41\\u00e9\\u00E9\\U0001F600\"", "A\u00E9\u00E9\U0001F600");
	text_of_value("k: \"a \\\n   \\  b\"", "a   b");
	text_of_value("k: \"a\\\n\n\n  b\"", "a\n\nb");
	text_of_value("k: \"a  \n  b \\t \n  c\"", "a b \t c");
	text_of_value("k: \"a \\\r\n  b\"", "a b");
	text_of_value("k: '\\n'", "\\n");
}

Test(yaml, blocks)
{
	text_of_value("k: |\n  a\n   b\n\n  c\n\n\n", "a\n b\n\nc\n");
	text_of_value("k: |-\n  a\n\n", "a");
	text_of_value("k: |+\n  a\n\n\n", "a\n\n\n");
	text_of_value("k: |+\n\n\n", "\n\n");
	text_of_value("k: |\n\n\n", "");
	text_of_value("k: |\n  a", "a");
	text_of_value("k: >\n  a\n  b\n\n  c\n   d\n  e\n", "a b\nc\n d\ne\n");
	text_of_value("k: >-\n\n  a\n\n\n\n  b\n", "\na\n\n\nb");
	text_of_value("k: >\n  a\n  \tb\n  c\n", "a\n\tb\nc\n");
	text_of_value("k: | # a | b\n  a # b\n# c\n", "a # b\n");
	text_of_value("k: # >\n  # |\n\n  |-\n  a\n", "a");
	text_of_value("\"k|2\": >-\n a\n b\n", "a b");
	text_of_value("- |-\n a\n", "a");
	gives("- - |-\n   a\n", "@1:1[@1:3[@2:1\"a\"]]");
	text_of_value("k: |\r\n  a\r\n  b\r\n", "a\nb\n");
	text_of_value("k: >\n  \n  # c\n", "\n# c\n");
	text_of_value("k: >+\n\n# c\n", "\n");
	gives("k: |2\n   a\n",
	      "f:2:1: found a block with its indentation in digits; leave them out");
	gives("k: >-1\n  a\n",
	      "f:2:1: found a block with its indentation in digits; leave them out");
	gives("k:\n  l: |\n  # c\n  m: x\n",
	      "f:3:1: found a block with lines that are not indented further than its key");
}

/* What libfyaml 0.7.12 itself gets wrong: see formats/yaml_scalar.h. */
Test(yaml, blanks_in_a_block)
{
	text_of_value("k: |\n  m\n   \n   \n   at", "m\n \n \n at");
	text_of_value("k: |\n    ", "");
}

Test(yaml, many_quotes_side_by_side)
{
	AUTO(str) text = STR_MAX(64 * KiB);
	AUTO(str) wanted = STR_MAX(64 * KiB);

	str_puts(&text, "a: '");
	str_puts(&wanted, "@1:1{a@1:4\"");
	for (int i = 0; i < 4096; i++) {
		str_puts(&text, "''");
		str_puts(&wanted, "'");
	}
	str_puts(&text, "'");
	str_puts(&wanted, "\"}");
	gives(text.buf, wanted.buf);
}
