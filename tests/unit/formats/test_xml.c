#include <criterion/criterion.h>

#include "alloc.h"
#include "formats/xml.h"

/* What the handler is called for: "<a x=1>", ">" and text as it stands. */
static int show_start(struct xml *xml, void *context, const char *name,
		      const char *const *attributes)
{
	struct str *out = context;

	str_printf(out, "<%s", name);
	for (; *attributes; attributes += 2)
		str_printf(out, " %s=%s", attributes[0], attributes[1]);
	str_puts(out, ">");
	if (strcmp(name, "refused") == 0)
		return xml_fail(xml, "refused at depth %u", xml_depth(xml));
	return 0;
}

static int show_end(struct xml *xml, void *context, const char *name)
{
	str_printf(context, "</%u>", xml_depth(xml));
	return strcmp(name, "late") == 0 ? xml_fail(xml, "refused at its end") : 0;
}

static int show_text(struct xml *xml, void *context, struct text text)
{
	str_add(context, text.ptr, text.len);
	return memchr(text.ptr, '!', text.len) ? xml_fail(xml, "text is refused") : 0;
}

static int read_text(struct str *out, struct text text, size_t step, struct err *err)
{
	const struct xml_handler handler = { out, show_start, show_end, show_text };
	struct memory_reader m;

	memory_reader_init(&m, "x.xml", text, step);
	return xml_read(&m.reader, &handler, err);
}

static void gives(struct text text, const char *wanted)
{
	for (size_t step = 0; step <= 1; step++) {
		AUTO(str) out = STR_MAX(MiB);
		struct err err = { 0 };

		if (read_text(&out, text, step, &err) < 0) {
			cr_expect_eq(err.kind, ERR_EVIDENCE, "%s", err.text);
			str_clear(&out);
			str_printf(&out, "! %s", err.text);
		}
		cr_expect_str_eq(out.buf, wanted, "\n%.*s\ngave    %s\ninstead %s", (int)text.len,
				 text.ptr, out.buf, wanted);
	}
}

#define DTD_AT "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\">"

static const struct {
	const char *text, *wanted;
} cases[] = {
	{ "<a x='1' y='&lt;&#233;'>t<b/>\xC3\xA9</a>\n",
	  "<a x=1 y=<\xC3\xA9>t<b></2>\xC3\xA9</1>" },
	{ "\xEF\xBB\xBF<?xml version='1.0'?>\r\n<!-- c --><a>1\r\n2</a><?p?>", "<a>1\n2</1>" },
	{ "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>", "<a>\xC3\xA9</1>" },
	{ "<a><![CDATA[<b>]]></a>", "<a><b></1>" },
	/* a DTD is named, not fetched */
	{ DTD_AT "<a/>", "<a></1>" },
	{ "<!DOCTYPE a PUBLIC '-//X//DTD X//EN' 'file:///etc/passwd'><a/>", "<a></1>" },
	{ "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/'> %p;]><a/>", "<a></1>" },
	/* entities multiply, or hide what is missing */
	{ "<!DOCTYPE a [<!ENTITY l 'lol'>]><a/>",
	  "! x.xml:1:25: declares the entity \"l\": no report needs one" },
	{ "<!DOCTYPE a [<!ENTITY % l 'lol'>]><a/>",
	  "! x.xml:1:27: declares the entity \"l\": no report needs one" },
	{ "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a/>", "<a></1>" },
	{ "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
	  "! x.xml:1:58: a part of it stands elsewhere, and nothing is fetched" },
	{ "<!DOCTYPE a [<!ENTITY e SYSTEM 'x'>]><a b='&e;'/>",
	  "! x.xml:1:44: no well-formed XML: reference to external entity in attribute" },
	{ DTD_AT "<a>&e;</a>", "! x.xml:1:50: the entity \"e\" is not known" },
	{ "<!DOCTYPE a [<!ENTITY % p SYSTEM 'x'> %p; <!ENTITY e 'f'>]><a>&e;</a>",
	  "! x.xml:1:63: the entity \"e\" is not known" },
	{ "<a>&e;</a>", "! x.xml:1:4: no well-formed XML: undefined entity" },
	/* whole, one root, nothing behind it */
	{ "", "! x.xml:1:1: no well-formed XML: no element found" },
	{ " \n", "! x.xml:2:1: no well-formed XML: no element found" },
	{ "<a>", "! x.xml:1:4: no well-formed XML: no element found" },
	{ "<a/><b/>", "! x.xml:1:5: no well-formed XML: junk after document element" },
	{ "<a/>\nx", "! x.xml:2:1: no well-formed XML: junk after document element" },
	{ "<a><b></a>", "! x.xml:1:9: no well-formed XML: mismatched tag" },
	{ "<a x='1' x='2'/>", "! x.xml:1:10: no well-formed XML: duplicate attribute" },
	{ "<a>\xFF</a>", "! x.xml:1:4: no well-formed XML: not well-formed (invalid token)" },
	{ "<?xml version='1.0' encoding='x-none'?><a/>",
	  "! x.xml:1:31: no well-formed XML: unknown encoding" },
	{ "a:1\n", "! x.xml:1:1: no well-formed XML: syntax error" },
	{ "{}", "! x.xml:1:1: no well-formed XML: not well-formed (invalid token)" },
	/* what a handler refuses, nothing comes after */
	{ "<a>\n <refused/><refused/></a>", "! x.xml:2:2: refused at depth 2" },
	{ "<a><late/><refused/></a>", "! x.xml:1:11: refused at its end" },
	{ "<a>!<refused/></a>", "! x.xml:1:4: text is refused" },
	/* the first error stands, though the text goes on badly */
	{ "<a><refused/></b>", "! x.xml:1:4: refused at depth 2" },
};

Test(xml, reads)
{
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		gives(text_of(cases[i].text), cases[i].wanted);
	gives(TEXT("<a>\0</a>"),
	      "! x.xml:1:4: no well-formed XML: not well-formed (invalid token)");
	gives(TEXT("<a/>\0"), "! x.xml:1:5: no well-formed XML: not well-formed (invalid token)");
	gives(TEXT("\xFF\xFE<\0a\0>\0\xE9\0<\0/\0a\0>\0"), "<a>\xC3\xA9</1>");
	gives(TEXT("\xFE\xFF\0<\0a\0>\0\xE9\0<\0/\0a\0>"), "<a>\xC3\xA9</1>");
}

Test(xml, depth_has_an_end)
{
	AUTO(str) deep = STR_MAX(MiB);
	AUTO(str) out = STR_MAX(MiB);
	struct err err = { 0 };

	for (int depth = 0; depth < XML_MAX_DEPTH; depth++)
		str_puts(&deep, "<a>");
	for (int depth = 0; depth < XML_MAX_DEPTH; depth++)
		str_puts(&deep, "</a>");
	cr_expect_eq(read_text(&out, (struct text){ deep.buf, deep.len }, 0, &err), 0, "%s",
		     err.text);
	str_clear(&deep);
	for (int depth = 0; depth < XML_MAX_DEPTH + 44; depth++)
		str_puts(&deep, "<a>");
	gives((struct text){ deep.buf, deep.len }, "! x.xml:1:769: elements more than 256 deep");
}

/* A tag is held until all of it is there; text is not. */
Test(xml, a_tag_has_an_end)
{
	AUTO(str) text = STR_MAX(64 * MiB);
	AUTO(str) out = STR_MAX(64 * MiB);
	struct err err = { 0 };

	str_puts(&text, "<a>");
	for (int i = 0; i < 20 * 1024; i++)
		str_printf(&text, "%1024s", " ");
	str_puts(&text, "</a>");
	cr_expect_eq(read_text(&out, (struct text){ text.buf, text.len }, 0, &err), 0, "%s",
		     err.text);
	memcpy(text.buf, "<b ", 3);
	str_clear(&out);
	cr_expect_eq(read_text(&out, (struct text){ text.buf, text.len }, 0, &err), -1);
	cr_expect_str_eq(err.text, "x.xml:1:1: a tag or comment longer than 8 MiB");
	cr_expect_str_eq(out.buf, "");
}

static ssize_t fails(struct reader *reader, char *buf, size_t room, struct err *err)
{
	static bool again;

	if (again)
		return err_set(err, "%s: the disk is gone", reader->name);
	again = true;
	cr_assert_gt(room, 6);
	memcpy(buf, "<a><b>", 6);
	return 6;
}

Test(xml, what_the_reader_says_is_passed_on)
{
	AUTO(str) out = STR_MAX(MiB);
	const struct xml_handler handler = { &out, show_start, NULL, NULL };
	struct reader reader = { fails, "x.xml" };
	struct err err = { 0 };

	cr_expect_eq(xml_read(&reader, &handler, &err), -1);
	cr_expect_str_eq(err.text, "x.xml: the disk is gone");
	cr_expect_str_eq(out.buf, "<a><b>");
}

Test(xml, no_memory_is_said)
{
	for (long nth = 1;; nth++) {
		AUTO(str) out = STR_MAX(MiB);
		struct err err = { 0 };
		bool refused;
		int result;

		alloc_fail_at(nth);
		result = read_text(&out, TEXT("<?xml version='1.0'?><a x='1'>t<b/></a>"), 0, &err);
		refused = alloc_failed();
		alloc_fail_at(0);
		if (refused && out.failed)
			continue; /* the test's own text */
		cr_assert(refused == (result < 0), "allocation %ld: %s", nth, err.text);
		if (!refused)
			break;
		cr_expect_eq(err.kind, ERR_INTERNAL, "allocation %ld: %s", nth, err.text);
	}
}
