#include <criterion/criterion.h>
#include <stdlib.h>

#include "alloc.h"
#include "formats/json.h"

/* A document walked over, every value read by the getter of its type; texts and numbers go to out.
 */
static void walk(struct json *j, struct str *out)
{
	struct text key, text;

	switch (json_peek(j)) {
	case JSON_OBJECT:
		str_putc(out, '{');
		json_enter_object(j);
		while (json_member(j, &key)) {
			str_printf(out, "%.*s:", (int)key.len, key.ptr);
			walk(j, out);
		}
		str_putc(out, '}');
		break;
	case JSON_ARRAY:
		str_putc(out, '[');
		json_enter_array(j);
		while (json_element(j)) {
			walk(j, out);
			str_putc(out, ' ');
		}
		str_putc(out, ']');
		break;
	case JSON_STRING:
		text = json_text(j);
		str_printf(out, "\"%.*s\"", (int)text.len, text.ptr);
		break;
	case JSON_TRUE:
	case JSON_FALSE: str_puts(out, json_bool(j) ? "T" : "F"); break;
	case JSON_NULL:
		json_skip(j);
		str_putc(out, 'N');
		break;
	case JSON_NUMBER:
		json_skip(j);
		str_putc(out, '#');
		break;
	default: break;
	}
}

static const size_t steps[] = { 0, 1, 2, 7, 4096 };

/* Reads in_memory or by steps; 0 or -1. With out NULL the document is only skipped. */
static int read_document(struct text bytes, int how, struct str *out, struct err *err)
{
	struct memory_reader m;
	AUTO(json) j;

	if (how < 0) {
		json_init_memory(&j, "j", 0, bytes, err);
	} else {
		memory_reader_init(&m, "j", bytes, steps[how]);
		json_init(&j, &m.reader, MiB, err);
	}
	if (out)
		walk(&j, out);
	else
		json_skip(&j);
	return json_end(&j);
}

static void check(struct text bytes, const char *want)
{
	for (int how = -1; how < (int)ARRAY_SIZE(steps); how++) {
		AUTO(str) out = STR_MAX(MiB);
		struct err err = { 0 };

		cr_assert_eq(read_document(bytes, how, &out, &err), 0, "%s: %s", bytes.ptr,
			     err.text);
		cr_assert_str_eq(out.buf, want, "%s: %s", bytes.ptr, out.buf);
		cr_assert_eq(read_document(bytes, how, NULL, &err), 0, "%s", bytes.ptr);
	}
}

static void refuse(struct text bytes, const char *place)
{
	for (int how = -1; how < (int)ARRAY_SIZE(steps); how++) {
		AUTO(str) out = STR_MAX(MiB);
		struct err err = { 0 }, skipped = { 0 };

		cr_assert_eq(read_document(bytes, how, &out, &err), -1, "%.40s", bytes.ptr);
		cr_assert_eq(read_document(bytes, how, NULL, &skipped), -1, "%.40s", bytes.ptr);
		cr_assert(err_is_set(&err) && err_is_set(&skipped));
		cr_assert(text_starts(text_of(err.text), place), "%.40s: %s, not %s", bytes.ptr,
			  err.text, place);
		cr_assert(text_starts(text_of(skipped.text), place), "%.40s: %s, not %s", bytes.ptr,
			  skipped.text, place);
	}
}

Test(json, documents)
{
	static const char *const cases[][2] = {
		{ "null", "N" },
		{ " \t\r\n true ", "T" },
		{ "false", "F" },
		{ "[]", "[]" },
		{ "{}", "{}" },
		{ "[1,-0,0.5,1e5,1E+5,1e-5,-12.5e2]", "[# # # # # # # ]" },
		{ "[[],{},[[]]]", "[[] {} [[] ] ]" },
		{ "{\"a\":1,\"a\":[2],\"\":null}", "{a:#a:[# ]:N}" },
		{ "{ \"a\" : { \"b\" : [ true , false ] } }", "{a:{b:[T F ]}}" },
		{ "\"\"", "\"\"" },
		{ "\"a\\\"\\\\\\/\\b\\f\\n\\r\\tz\"", "\"a\"\\/\b\f\n\r\tz\"" },
		{ "\"\\u0041\\u00e9\\u20AC\"", "\"Aé€\"" },
		{ "\"\\ud83d\\ude00\"", "\"\U0001F600\"" },
		{ "\"\\u0000\"", "\"\uFFFD\"" },
		{ "\"\\ud83d\"", "\"\uFFFD\"" },
		{ "\"\\ud83dx\"", "\"\uFFFDx\"" },
		{ "\"\\ude00\\ud83d\"", "\"\uFFFD\uFFFD\"" },
		{ "\"\\ud83d\\ud83d\\ude00\"", "\"\uFFFD\U0001F600\"" },
		{ "\"\\ud83d\\n\"", "\"\uFFFD\n\"" },
		{ "\"\\ud83d\\u0041\"", "\"\uFFFDA\"" },
		{ "\"\xff\xc3\"", "\"\xff\xc3\"" }, /* no UTF-8: stays */
		{ "\"\x7f\"", "\"\x7f\"" },
		{ "{\"a\\u0062\":1}", "{ab:#}" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		check(text_of(cases[i][0]), cases[i][1]);
}

Test(json, malformed)
{
	static const struct {
		const char *text, *place;
	} cases[] = {
		{ "", "j:1:1: " },
		{ "   ", "j:1:4: " },
		{ "nul", "j:1:4: " },
		{ "nulL", "j:1:4: " },
		{ "truE", "j:1:4: " },
		{ "True", "j:1:1: " },
		{ "[", "j:1:2: " },
		{ "]", "j:1:1: " },
		{ "[1,]", "j:1:4: " },
		{ "[,1]", "j:1:2: " },
		{ "[1 2]", "j:1:4: " },
		{ "[1}", "j:1:3: " },
		{ "{\"a\":1]", "j:1:7: " },
		{ "{\"a\" 1}", "j:1:6: " },
		{ "{\"a\":}", "j:1:6: " },
		{ "{\"a\":1,}", "j:1:8: " },
		{ "{a:1}", "j:1:2: " },
		{ "{1:1}", "j:1:2: " },
		{ "{,}", "j:1:2: " },
		{ "[1]x", "j:1:4: " },
		{ "[1] [2]", "j:1:5: " },
		{ "1 2", "j:1:3: " },
		{ "+1", "j:1:1: " },
		{ "-", "j:1:2: " },
		{ "-x", "j:1:2: " },
		{ "01", "j:1:2: " },
		{ "1.", "j:1:3: " },
		{ ".5", "j:1:1: " },
		{ "1e", "j:1:3: " },
		{ "1e+", "j:1:4: " },
		{ "0x10", "j:1:2: " },
		{ "NaN", "j:1:1: " },
		{ "Infinity", "j:1:1: " },
		{ "'a'", "j:1:1: " },
		{ "\"a", "j:1:3: " },
		{ "\"a\nb\"", "j:1:3: " },
		{ "\"\t\"", "j:1:2: " },
		{ "\"\\x\"", "j:1:4: " },
		{ "\"\\u12\"", "j:1:" },
		{ "\"\\u12G4\"", "j:1:" },
		{ "\"\\", "j:1:3: " },
		{ "/* */1", "j:1:1: " },
		{ "\xef\xbb\xbf[]", "j:1:1: " },
		{ "[\n1,\n  x]", "j:3:3: " },
		{ "[\n\"a\",\r\n\"b\"\n,,", "j:4:2: " },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		refuse(text_of(cases[i].text), cases[i].place);
	refuse((struct text){ "\"a\0b\"", 5 }, "j:1:3: ");
	refuse((struct text){ "[1]\0", 4 }, "j:1:4: ");
}

Test(json, depth)
{
	AUTO(str) deep = STR_MAX(MiB);
	AUTO(str) want = STR_MAX(MiB);

	for (int i = 0; i < JSON_MAX_DEPTH; i++) {
		str_putc(&deep, '[');
		str_putc(&want, '[');
	}
	for (int i = 0; i < JSON_MAX_DEPTH; i++) {
		str_putc(&deep, ']');
		str_puts(&want, i < JSON_MAX_DEPTH - 1 ? "] " : "]");
	}
	check((struct text){ deep.buf, deep.len }, want.buf);
	str_clear(&deep);
	for (int i = 0; i < 100000; i++)
		str_puts(&deep, i % 2 ? "[" : "{\"\":");
	refuse((struct text){ deep.buf, deep.len }, "j:1:");
}

/* Every getter on every type: its own, or an error at the value's place. */
Test(json, wrong_types)
{
	static const char *const values[] = { "{}", "[]", "\"s\"", "12", "true", "null" };
	static const char good[][8] = { "1-----", "-1----", "--1---", "---1--",
					"----1-", "--1--1", "---1-1", "---1--" };

	for (int getter = 0; getter < 8; getter++)
		for (size_t v = 0; v < ARRAY_SIZE(values); v++) {
			AUTO(str) text = STR_MAX(KiB);
			struct err err = { 0 };
			struct text key;
			struct decimal decimal;
			bool null;
			AUTO(json) j;

			str_printf(&text, "{\n \"k\": %s}", values[v]);
			json_init_memory(&j, "j", 0, (struct text){ text.buf, text.len }, &err);
			cr_assert(json_enter_object(&j) && json_member(&j, &key));
			cr_assert(text_is(key, "k"));
			switch (getter) {
			case 0:
				cr_expect_not(json_enter_object(&j) && json_member(&j, &key));
				break;
			case 1: cr_expect_not(json_enter_array(&j) && json_element(&j)); break;
			case 2: json_text(&j); break;
			case 3: json_int(&j); break;
			case 4: json_bool(&j); break;
			case 5: json_text_or_null(&j, &null); break;
			case 6: json_int_or(&j, 7); break;
			default: json_number(&j, &decimal); break;
			}
			if (!j.failed)
				cr_assert_not(json_member(&j, &key));
			cr_assert_eq(json_end(&j), good[getter][v] == '1' ? 0 : -1, "%d %s: %s",
				     getter, values[v], err.text);
			if (good[getter][v] != '1')
				cr_assert(text_starts(text_of(err.text), "j:2:7: expected "), "%s",
					  err.text);
		}
}

static int64_t whole(const char *text, bool *ok)
{
	struct err err = { 0 };
	int64_t value;
	AUTO(json) j;

	json_init_memory(&j, "j", 0, text_of(text), &err);
	value = json_int(&j);
	*ok = json_end(&j) == 0;
	return value;
}

Test(json, whole_numbers)
{
	static const struct {
		const char *text;
		int64_t value;
	} good[] = {
		{ "0", 0 },
		{ "-0", 0 },
		{ "1.0", 1 },
		{ "12.000", 12 },
		{ "-7", -7 },
		{ "9223372036854775807", INT64_MAX },
		{ "9223372036854775808", INT64_MAX },
		{ "99999999999999999999999999999999999999999", INT64_MAX },
		{ "-99999999999999999999999999999", -INT64_MAX },
	};
	static const char *const bad[] = { "1.5", "1e2", "1e0", "0.01" };
	bool ok;

	for (size_t i = 0; i < ARRAY_SIZE(good); i++) {
		cr_assert_eq(whole(good[i].text, &ok), good[i].value, "%s", good[i].text);
		cr_assert(ok);
	}
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		whole(bad[i], &ok);
		cr_assert_not(ok, "%s", bad[i]);
	}
}

Test(json, decimals_and_null)
{
	struct err err = { 0 };
	struct decimal d;
	bool null;
	AUTO(json) j;

	json_init_memory(&j, "j", 0, TEXT("[80.10, null, null, 5]"), &err);
	json_enter_array(&j);
	cr_assert(json_element(&j) && json_number(&j, &d));
	cr_assert(d.units == 8010 && d.scale == 2);
	cr_assert(json_element(&j) && json_text_or_null(&j, &null).len == 0 && null);
	cr_assert(json_element(&j) && json_int_or(&j, 7) == 7);
	cr_assert(json_element(&j) && json_int_or(&j, 7) == 5);
	cr_assert_not(json_element(&j));
	cr_assert_eq(json_end(&j), 0);
	json_restart(&j, 0, TEXT("1e3"));
	cr_assert_not(json_number(&j, &d));
	cr_assert_eq(json_end(&j), -1);
}

/* What is left unread is an error, and so is what follows. */
Test(json, ends)
{
	struct err err = { 0 };
	AUTO(json) j;

	json_init_memory(&j, "j", 4, TEXT("[[1]]"), &err);
	json_enter_array(&j);
	cr_assert_eq(json_end(&j), -1);
	cr_assert(text_starts(text_of(err.text), "j:5:2: "), "%s", err.text);
	err_clear(&err);
	json_restart(&j, 0, TEXT(" [] \n[]\n"));
	json_skip(&j);
	cr_assert(json_more(&j));
	json_skip(&j);
	cr_assert_not(json_more(&j));
	cr_assert_eq(json_end(&j), 0);
	json_restart(&j, 0, TEXT(" { \"a\" : 1 } "));
	cr_assert(text_is(json_raw(&j), "{ \"a\" : 1 }"));
	cr_assert_eq(json_end(&j), 0);
	cr_assert_not(json_fail(&j, "%s", "mine"));
	cr_assert_not(json_fail(&j, "%s", "too late"));
	cr_assert_eq(json_end(&j), -1);
	cr_assert(text_ends(text_of(err.text), ": mine"), "%s", err.text);
}

/* Texts at the edge of a window of 64 KiB, escapes and names that cross it, and the ceiling. */
Test(json, windows)
{
	for (size_t pad = 64 * KiB - 20; pad < 64 * KiB + 4; pad++) {
		AUTO(str) text = STR_MAX(MiB);
		AUTO(str) out = STR_MAX(MiB);
		struct err err = { 0 };

		for (size_t i = 0; i < pad; i++)
			str_putc(&text, i % 100 ? ' ' : '\n');
		str_puts(&text, "{\"na\\u00e9me\" \n: \"v\\ud83d\\ude00w\", \"plain\" : true}");
		cr_assert_eq(read_document((struct text){ text.buf, text.len }, 0, &out, &err), 0,
			     "%s", err.text);
		cr_assert_str_eq(out.buf, "{naéme:\"v\U0001F600w\"plain:T}");
		str_cut(&text, text.len - 1);
		cr_assert_eq(read_document((struct text){ text.buf, text.len }, 0, &out, &err), -1);
	}
}

Test(json, ceiling_of_texts)
{
	AUTO(str) text = STR_MAX(4 * MiB);
	AUTO(str) out = STR_MAX(4 * MiB);
	struct err err = { 0 };

	str_putc(&text, '"');
	for (size_t i = 0; i < 2 * MiB; i++)
		str_putc(&text, 'x');
	str_putc(&text, '"');
	cr_assert_eq(read_document((struct text){ text.buf, text.len }, 4, NULL, &err), 0,
		     "what is skipped has no ceiling");
	cr_assert_eq(read_document((struct text){ text.buf, text.len }, 4, &out, &err), -1);
	cr_assert(strstr(err.text, "longer than"), "%s", err.text);
}

static const char sample[] = "{\"a\\n\" : [1, -2.5e3, \"\\ud83d\\ude00é\", true, false, null],"
			     "\n \"b\":{\"c\":[[], {}]}}";

Test(json, truncated)
{
	for (size_t len = 0; len < sizeof(sample) - 1; len++)
		refuse((struct text){ sample, len }, "j:");
}

Test(json, one_byte_changed)
{
	for (size_t at = 0; at < sizeof(sample) - 1; at++)
		for (int byte = 0; byte < 256; byte++) {
			AUTO(str) in = STR_MAX(KiB);
			AUTO(str) once = STR_MAX(4 * KiB);
			AUTO(str) parts = STR_MAX(4 * KiB);
			struct err err = { 0 }, other = { 0 };
			int status;

			str_add(&in, sample, sizeof(sample) - 1);
			in.buf[at] = (char)byte;
			status = read_document((struct text){ in.buf, in.len }, -1, &once, &err);
			cr_assert_eq(
				read_document((struct text){ in.buf, in.len }, 1, &parts, &other),
				status);
			cr_assert_str_eq(err.text, other.text);
			if (status == 0)
				cr_assert_str_eq(once.buf, parts.buf);
			cr_assert_eq(err_is_set(&err), status < 0);
		}
}

Test(json, allocation_failures)
{
	bool failed = true;

	for (long n = 1; failed; n++) {
		AUTO(str) out = STR_MAX(4 * KiB);
		struct err err = { 0 };
		int status;

		str_room(&out, 4 * KiB - 1);
		alloc_fail_at(n);
		status = read_document(TEXT(sample), 2, &out, &err);
		failed = alloc_failed();
		alloc_fail_at(0);
		cr_assert_eq(status, failed ? -1 : 0, "allocation %ld", n);
		cr_assert_eq(err_is_set(&err), failed);
		cr_assert_lt(n, 1000);
	}
}
