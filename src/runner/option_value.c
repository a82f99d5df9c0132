/* The kinds of input: what each accepts and what it refuses (specs/runner.md 3.1). */
#include "runner/option.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/url.h"
#include "base/utf8.h"
#include "formats/json.h"
#include "runner/nearest_choice.h"
#include "runner/revision.h"

#define STRING_MAX 4096
#define TEXT_MAX   (120 * KiB)
#define ITEMS_MAX  10000

const char option_required[] = "";

struct place {
	const char *where;
	struct arena *arena;
	struct err *err;
};

const char *option_kind_word(enum option_kind kind)
{
	static const char *const words[] = {
		"string",   "text",      "bool", "int",    "number", "percent",
		"duration", "size",      "enum", "list",   "lines",  "map",
		"path",     "out-path",  "url",  "name",   "time",   "revision",
		"ref",      "object-id", "date", "secret",
	};

	return words[kind];
}

bool option_repeats(const struct option *option)
{
	return option->kind == OPTION_LIST || option->kind == OPTION_LINES ||
	       option->kind == OPTION_MAP;
}

/* `text` as it may stand in a message: escaped later by the printer, cut here. */
static int refuse(struct place *at, struct text text, const char *expected)
{
	size_t n = utf8_prefix(text.ptr, text.len, 80, NULL);

	return err_caller(at->err, "%s: \"%.*s\"%s is not %s", at->where, (int)n, text.ptr,
			  n < text.len ? "…" : "", expected);
}

static int keep(struct place *at, struct text text, const char **out)
{
	*out = arena_copy(at->arena, text);
	return *out ? 0 : err_memory(at->err);
}

/* No NUL, valid UTF-8, not too long; one line unless `lines`. */
static int check_text(struct place *at, struct text text, size_t max, bool lines)
{
	if (text.len > max)
		return err_caller(at->err, "%s: longer than %zu bytes", at->where, max);
	if (text.len && memchr(text.ptr, '\0', text.len))
		return err_caller(at->err, "%s: holds a NUL byte", at->where);
	if (!utf8_is_valid(text.ptr, text.len))
		return err_caller(at->err, "%s: is no valid UTF-8", at->where);
	if (!lines && text.len &&
	    (memchr(text.ptr, '\n', text.len) || memchr(text.ptr, '\r', text.len)))
		return err_caller(at->err, "%s: must be one line", at->where);
	return 0;
}

static int set_string(struct place *at, struct text text, const char **out)
{
	if (check_text(at, text, STRING_MAX, false) < 0)
		return -1;
	return keep(at, text, out);
}

static int set_bool(struct place *at, struct text text, bool *out)
{
	static const char *const words[] = { "true", "True", "TRUE", "false", "False", "FALSE" };

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (text_is(text, words[i])) {
			*out = i < 3;
			return 0;
		}
	return refuse(at, text, "true or false");
}

static int set_int(const struct option *o, struct place *at, struct text text)
{
	int64_t value;
	char range[96];

	if (o->max)
		snprintf(range, sizeof(range), "a whole number from %" PRId64 " to %" PRId64,
			 o->min, o->max);
	else
		snprintf(range, sizeof(range), "a whole number of at least %" PRId64, o->min);
	if (!num_int(text, &value) || value < o->min || (o->max && value > o->max))
		return refuse(at, text, range);
	*(int64_t *)o->value = value;
	return 0;
}

static int set_decimal(const struct option *o, struct place *at, struct text text)
{
	const char *expected = o->kind == OPTION_PERCENT
				       ? "a percentage from 0 to 100 such as 80 or 80.5"
				       : "a number such as 12 or 0.5";
	struct text digits = text;
	struct decimal value;

	if (o->kind == OPTION_PERCENT && text_ends(text, "%"))
		digits = text_first(text, text.len - 1);
	if (!num_decimal(digits, &value))
		return refuse(at, text, expected);
	if (o->kind == OPTION_PERCENT && (decimal_compare(value, (struct decimal){ 0, 0 }) < 0 ||
					  decimal_compare(value, (struct decimal){ 100, 0 }) > 0))
		return refuse(at, text, expected);
	*(struct decimal *)o->value = value;
	return 0;
}

static int set_enum(const struct option *o, struct place *at, struct text text)
{
	AUTO(str) expected = STR_MAX(4 * KiB);

	for (int i = 0; o->choices[i]; i++)
		if (text_is(text, o->choices[i])) {
			*(int *)o->value = i;
			return 0;
		}
	nearest_choice(&expected, text, o->choices);
	return refuse(at, text, expected.failed ? "one of its choices" : expected.buf);
}

/* Where the next item of a list ends; the index of the separator, or text.len. */
static size_t item_end(struct text text, char separator)
{
	const char *end = text.len ? memchr(text.ptr, separator, text.len) : NULL;

	return end ? (size_t)(end - text.ptr) : text.len;
}

static int add_item(struct place *at, struct strings *list, size_t *cap, struct text item)
{
	const char **grown;

	if (check_text(at, item, STRING_MAX, false) < 0)
		return -1;
	if (list->n == ITEMS_MAX)
		return err_caller(at->err, "%s: more than %d items", at->where, ITEMS_MAX);
	grown = arena_grow(at->arena, list->at, list->n, cap, sizeof(*grown));
	if (!grown)
		return err_memory(at->err);
	list->at = grown;
	if (keep(at, item, &grown[list->n]) < 0)
		return -1;
	list->n++;
	return 0;
}

static int add_json_items(struct place *at, struct strings *list, size_t *cap, struct text text)
{
	struct err why = { 0 };
	AUTO(json) j;
	int bad = 0;

	json_init_memory(&j, at->where, 0, text, &why);
	json_enter_array(&j);
	while (!bad && json_element(&j)) {
		struct text item = json_text(&j);

		if (!j.failed)
			bad = add_item(at, list, cap, item);
	}
	if (bad)
		return -1;
	if (json_end(&j) < 0)
		return err_caller(at->err,
				  "%s: a value that begins with [ is a JSON array of strings: %s",
				  at->where, why.text);
	return 0;
}

static int set_list(const struct option *o, struct place *at, struct text text)
{
	struct strings *out = o->value;
	struct strings list = { 0 };
	size_t cap = 0;
	char separator = o->kind == OPTION_LIST && !memchr(text.ptr, '\n', text.len) ? ',' : '\n';

	if (text_is(text, "none") && o->fallback && o->fallback[0]) {
		*out = list;
		return 0;
	}
	if (o->kind == OPTION_LIST && text_starts(text, "[")) {
		if (add_json_items(at, &list, &cap, text) < 0)
			return -1;
		*out = list;
		return 0;
	}
	while (text.len) {
		size_t end = item_end(text, separator);
		struct text item = text_trim(text_first(text, end));

		if (item.len && add_item(at, &list, &cap, item) < 0)
			return -1;
		text = text_from(text, end + 1);
	}
	*out = list;
	return 0;
}

static int set_map(const struct option *o, struct place *at, struct text text)
{
	struct strings lines = { 0 };
	struct option as_lines = { .kind = OPTION_LINES, .value = &lines };
	struct pairs *out = o->value;
	struct pair *pairs;

	if (set_list(&as_lines, at, text) < 0)
		return -1;
	pairs = arena_alloc(at->arena, lines.n * sizeof(*pairs));
	if (!pairs)
		return err_memory(at->err);
	for (size_t i = 0; i < lines.n; i++) {
		struct text line = text_of(lines.at[i]);
		size_t equals = item_end(line, '=');

		if (equals == line.len || equals == 0)
			return refuse(at, line, "of the form key=value");
		if (keep(at, text_trim(text_first(line, equals)), &pairs[i].key) < 0 ||
		    keep(at, text_trim(text_from(line, equals + 1)), &pairs[i].value) < 0)
			return -1;
		for (size_t k = 0; k < i; k++)
			if (strcmp(pairs[k].key, pairs[i].key) == 0)
				return err_caller(at->err, "%s: the key \"%s\" stands twice",
						  at->where, pairs[i].key);
	}
	*out = (struct pairs){ pairs, lines.n };
	return 0;
}

static bool is_name(struct text t)
{
	if (!t.len || t.len > 63 || t.ptr[0] == '-' || t.ptr[t.len - 1] == '-')
		return false;
	for (size_t i = 0; i < t.len; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-", t.ptr[i]) || !t.ptr[i])
			return false;
	return true;
}

static bool is_hex(struct text t)
{
	for (size_t i = 0; i < t.len; i++)
		if (!strchr("0123456789abcdef", t.ptr[i]) || !t.ptr[i])
			return false;
	return t.len == 40 || t.len == 64;
}

static bool is_date(struct text t)
{
	AUTO(str) midnight = STR_MAX(64);
	int64_t ms;

	str_add(&midnight, t.ptr, t.len < 32 ? t.len : 32);
	str_puts(&midnight, "T00:00:00Z");
	return t.len == 10 && !midnight.failed &&
	       clock_parse((struct text){ midnight.buf, midnight.len }, &ms);
}

static int set_checked(const struct option *o, struct place *at, struct text text)
{
	static const char *const expected[] = {
		[OPTION_URL] = "an https:// address without user name",
		[OPTION_NAME] = "a name of [a-z0-9-], at most 63 long",
		[OPTION_REVISION] = "a git revision such as main, v1.0^{} or HEAD~2",
		[OPTION_REF] = "the name of a git ref",
		[OPTION_OBJECT_ID] = "an object id of 40 or 64 hex digits",
		[OPTION_DATE] = "a date YYYY-MM-DD",
	};
	bool good = o->kind == OPTION_URL         ? url_is_allowed(text, o->plain)
		    : o->kind == OPTION_NAME      ? is_name(text)
		    : o->kind == OPTION_REVISION  ? revision_is_valid(text)
		    : o->kind == OPTION_REF       ? ref_is_valid(text)
		    : o->kind == OPTION_OBJECT_ID ? is_hex(text)
						  : is_date(text);

	if (check_text(at, text, STRING_MAX, false) < 0)
		return -1;
	return good ? keep(at, text, o->value) : refuse(at, text, expected[o->kind]);
}

static int set_whole(const struct option *o, struct place *at, struct text text)
{
	switch (o->kind) {
	case OPTION_DURATION:
		return num_duration(text, o->value)
			       ? 0
			       : refuse(at, text, "a duration such as 90s, 5m or 1h30m");
	case OPTION_SIZE:
		return num_size(text, o->value)
			       ? 0
			       : refuse(at, text, "a size such as 10, 64KiB or 10MiB");
	case OPTION_TIME:
		return clock_parse(text, o->value)
			       ? 0
			       : refuse(at, text, "a time such as 2026-11-02T09:00:00Z");
	default: return set_int(o, at, text);
	}
}

int option_set(const struct option *o, const char *where, struct text text, struct arena *arena,
	       struct err *err)
{
	struct place at = { where, arena, err };

	if (o->kind == OPTION_SECRET)
		return text.len ? keep(&at, text, o->value) : 0;
	if (check_text(&at, text, TEXT_MAX, true) < 0)
		return -1;
	text = text_trim(text);
	if (!text.len)
		return 0;
	switch (o->kind) {
	case OPTION_TEXT: return keep(&at, text, o->value);
	case OPTION_BOOL: return set_bool(&at, text, o->value);
	case OPTION_NUMBER:
	case OPTION_PERCENT: return set_decimal(o, &at, text);
	case OPTION_ENUM: return set_enum(o, &at, text);
	case OPTION_LIST:
	case OPTION_LINES: return set_list(o, &at, text);
	case OPTION_MAP: return set_map(o, &at, text);
	case OPTION_INT:
	case OPTION_DURATION:
	case OPTION_SIZE:
	case OPTION_TIME: return set_whole(o, &at, text);
	case OPTION_URL:
	case OPTION_NAME:
	case OPTION_REVISION:
	case OPTION_REF:
	case OPTION_OBJECT_ID:
	case OPTION_DATE: return set_checked(o, &at, text);
	default: return set_string(&at, text, o->value); /* string, path, out-path */
	}
}
