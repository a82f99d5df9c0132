/* The kinds of value (specs/runner.md 3.1), as policy files take them (specs/catalogue.md 2). */
#include "formats/yaml_table.h"

#include <inttypes.h>
#include <string.h>

#include "base/nearest.h"
#include "base/url.h"
#include "base/utf8.h"
#include "formats/lint.h"

static bool is_any(char c, const char *set) { return c && strchr(set, c); }

bool yaml_is_dns_label(struct text t)
{
	if (!t.len || t.len > 63 || t.ptr[0] == '-' || t.ptr[t.len - 1] == '-')
		return false;
	for (size_t i = 0; i < t.len; i++)
		if (!is_any(t.ptr[i], "abcdefghijklmnopqrstuvwxyz0123456789-"))
			return false;
	return true;
}

bool yaml_is_dns_name(struct text t)
{
	size_t from = 0;

	if (t.len > 253)
		return false;
	for (size_t i = 0; i <= t.len; i++) {
		if (i < t.len && t.ptr[i] != '.')
			continue;
		if (!yaml_is_dns_label(text_first(text_from(t, from), i - from)))
			return false;
		from = i + 1;
	}
	return true;
}

static int keep(struct yaml_walk *w, struct text text, void *out)
{
	const char *copy = arena_copy(w->arena, text);

	memcpy(out, &copy, sizeof(copy));
	return copy ? 0 : err_memory(w->err);
}

static int read_string(struct yaml_walk *w, const struct yaml_key *key, enum yaml_value kind,
		       const struct yaml_node *node, struct text text, void *out)
{
	char expected[80];
	size_t points;

	utf8_prefix(text.ptr, text.len, SIZE_MAX, &points);
	snprintf(expected, sizeof(expected), "at most %" PRId64 " characters", key->max);
	if (key->max && (int64_t)points > key->max)
		return yaml_refuse(w, key->name, node, expected);
	if (kind == YAML_STRING &&
	    (memchr(text.ptr, '\n', text.len) || memchr(text.ptr, '\r', text.len)))
		return yaml_refuse(w, key->name, node, "one line");
	if (key->good && !key->good(text))
		return yaml_refuse(w, key->name, node, key->expected);
	return keep(w, text, out);
}

static int read_int(struct yaml_walk *w, const struct yaml_key *key, const struct yaml_node *node,
		    struct text text, int64_t *out)
{
	char expected[96];

	if (key->min == key->max)
		snprintf(expected, sizeof(expected), "%" PRId64, key->min);
	else
		snprintf(expected, sizeof(expected), "a whole number from %" PRId64 " to %" PRId64,
			 key->min, key->max);
	if (!num_int(text, out) || *out < key->min || *out > key->max)
		return yaml_refuse(w, key->name, node, expected);
	return 0;
}

static int read_number(struct yaml_walk *w, const struct yaml_key *key,
		       const struct yaml_node *node, struct text text, void *out)
{
	struct decimal *number = arena_alloc(w->arena, sizeof(*number));

	if (!number)
		return err_memory(w->err);
	if (!num_decimal(text, number))
		return yaml_refuse(w, key->name, node, "a number such as 12 or 0.5");
	memcpy(out, &number, sizeof(number));
	return 0;
}

static int read_percent(struct yaml_walk *w, const struct yaml_key *key, enum yaml_value kind,
			const struct yaml_node *node, struct text text, void *out)
{
	struct percent *percent = arena_alloc(w->arena, sizeof(*percent));
	const char *expected;

	if (!percent)
		return err_memory(w->err);
	expected =
		kind == YAML_TARGET ? percent_target(text, percent) : percent_amount(text, percent);
	if (expected)
		return yaml_refuse(w, key->name, node, expected);
	memcpy(out, &percent, sizeof(percent));
	return 0;
}

static int read_enum(struct yaml_walk *w, const struct yaml_key *key, const struct yaml_node *node,
		     struct text text, int *out)
{
	AUTO(str) expected = STR_MAX(2 * KiB);
	const char *near = nearest_word(text, key->words);

	for (*out = 0; key->words[*out]; ++*out)
		if (text_is(text, key->words[*out]))
			return 0;
	str_puts(&expected, "one of ");
	for (size_t i = 0; key->words[i]; i++)
		str_printf(&expected, "%s%s", i ? ", " : "", key->words[i]);
	if (near)
		str_printf(&expected, "; did you mean \"%s\"?", near);
	return yaml_refuse(w, key->name, node, expected.failed ? "another word" : expected.buf);
}

struct text yaml_folder(const char *name)
{
	struct text folder = text_of(name);

	while (folder.len && folder.ptr[folder.len - 1] != '/')
		folder.len--;
	if (text_starts(folder, "/") || text_starts(folder, "../") ||
	    text_find(folder, "/../") >= 0)
		return (struct text){ "", 0 };
	return text_first(folder, folder.len ? folder.len - 1 : 0);
}

static bool has_drive(struct text t)
{
	return t.len >= 2 && t.ptr[1] == ':' && (t.ptr[0] | 32) >= 'a' && (t.ptr[0] | 32) <= 'z';
}

/* A ".." behind anything else: in a pattern that would undo a "**" or a "{a,b}", which is no
 * folder. */
static bool turns_back(struct text t)
{
	while (text_starts(t, "./") || text_starts(t, "../"))
		t = text_from(t, t.ptr[1] == '.' ? 3 : 2);
	return text_is(text_first(t, 3), "../") || text_find(t, "/../") >= 0 || text_ends(t, "/..");
}

static int read_path(struct yaml_walk *w, const struct yaml_key *key, enum yaml_value kind,
		     const struct yaml_node *node, struct text text, void *out)
{
	AUTO(str) joined = STR_MAX(16 * KiB);
	AUTO(str) clean = STR_MAX(16 * KiB);

	if (memchr(text.ptr, '\n', text.len) || memchr(text.ptr, '\r', text.len))
		return yaml_refuse(w, key->name, node, "one line");
	if (text_starts(text, "/") || has_drive(text))
		return yaml_refuse(w, key->name, node,
				   "a path relative to the folder of this file");
	if (kind == YAML_PATH && memchr(text.ptr, '\\', text.len))
		return yaml_refuse(w, key->name, node, "a path with '/' between its parts");
	if (kind == YAML_PATTERN && turns_back(text))
		return yaml_refuse(w, key->name, node, "a pattern with \"..\" only at its front");
	if (kind == YAML_PATTERN && text_ends(text, "/"))
		return yaml_refuse(w, key->name, node, "a pattern of files, such as crates/**");
	if (w->folder.len)
		str_printf(&joined, "%.*s/", (int)w->folder.len, w->folder.ptr);
	/* the last '/' keeps path_clean from taking a '\\' in a pattern for a separator */
	str_printf(&joined, "%.*s/", (int)text.len, text.ptr);
	path_clean(&clean, (struct text){ joined.buf, joined.len });
	if (joined.failed || clean.failed)
		return err_memory(w->err);
	if (strcmp(clean.buf, "..") == 0 || strncmp(clean.buf, "../", 3) == 0)
		return yaml_refuse(w, key->name, node, "a path that does not leave the workspace");
	return keep(w, text_of(clean.len ? clean.buf : "."), out);
}

int yaml_read_scalar(struct yaml_walk *w, const struct yaml_key *key, enum yaml_value kind,
		     const struct yaml_node *node, void *out)
{
	struct text text;

	if (node->kind != YAML_IS_SCALAR)
		return yaml_refuse(w, key->name, node, "a single value");
	text = text_trim(text_of(node->text));
	if (!text.len)
		return yaml_refuse(w, key->name, node, "a value that is not empty");
	switch (kind) {
	case YAML_INT: return read_int(w, key, node, text, out);
	case YAML_NUMBER: return read_number(w, key, node, text, out);
	case YAML_AMOUNT:
	case YAML_TARGET: return read_percent(w, key, kind, node, text, out);
	case YAML_ENUM: return read_enum(w, key, node, text, out);
	case YAML_PATH:
	case YAML_PATTERN: return read_path(w, key, kind, node, text, out);
	case YAML_DURATION:
		return num_duration(text, out) ? 0
					       : yaml_refuse(w, key->name, node,
							     "a duration such as 90s, 5m or 12h");
	case YAML_URL:
		return url_is_allowed(text, false)
			       ? keep(w, text, out)
			       : yaml_refuse(w, key->name, node,
					     "an https:// address without user name");
	default: return read_string(w, key, kind, node, text, out);
	}
}
