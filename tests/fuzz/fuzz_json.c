/* Any bytes as JSON: walked in memory, walked in steps, and skipped, they say the same. */
#include <inttypes.h>
#include <stdlib.h>

#include "formats/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void walk(struct json *j, struct str *out)
{
	struct text key, text;
	enum json_type type = json_peek(j);

	str_printf(out, "%d", (int)type);
	switch (type) {
	case JSON_OBJECT:
		json_enter_object(j);
		while (json_member(j, &key)) {
			must(!memchr(key.ptr, '\0', key.len));
			str_add(out, key.ptr, key.len);
			walk(j, out);
		}
		break;
	case JSON_ARRAY:
		json_enter_array(j);
		while (json_element(j))
			walk(j, out);
		break;
	case JSON_STRING:
		text = json_text(j);
		must(!memchr(text.ptr, '\0', text.len));
		str_add(out, text.ptr, text.len);
		break;
	case JSON_TRUE:
	case JSON_FALSE: must(json_bool(j) == (type == JSON_TRUE) || j->failed); break;
	default: json_skip(j);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	struct err err = { 0 }, other = { 0 }, skipped = { 0 };
	AUTO(str) whole = STR_MAX(64 * MiB);
	AUTO(str) parts = STR_MAX(64 * MiB);
	struct memory_reader m;
	AUTO(json) a;
	AUTO(json) b;
	AUTO(json) c;
	int status;

	json_init_memory(&a, "fuzz", 0, bytes, &err);
	walk(&a, &whole);
	status = json_end(&a);
	must(err_is_set(&err) == (status < 0));
	memory_reader_init(&m, "fuzz", bytes, size ? 1 + (size_t)data[0] : 1);
	json_init(&b, &m.reader, 64 * MiB, &other);
	walk(&b, &parts);
	must(json_end(&b) == status && strcmp(err.text, other.text) == 0);
	json_init_memory(&c, "fuzz", 0, bytes, &skipped);
	json_skip(&c);
	must(json_end(&c) == status && strcmp(err.text, skipped.text) == 0);
	must(whole.len == parts.len && memcmp(whole.buf, parts.buf, whole.len) == 0);
	return 0;
}
