#include "formats/lint_baseline.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "formats/json.h"

#define BASELINE_MAX (64 * MiB)

void lint_baseline_release(struct lint_baseline *baseline)
{
	arena_release(&baseline->arena);
	*baseline = (struct lint_baseline){ 0 };
}

/* Digits become 0, and what stands between a pair of quotes or backticks becomes "…". */
static void blur(struct str *out, const char *message)
{
	str_clear(out);
	for (const char *c = message ? message : ""; *c && *c != '\n'; c++) {
		const char *close = strchr("`'\"", *c) ? strchr(c + 1, *c) : NULL;

		if (close && !memchr(c, '\n', (size_t)(close - c))) {
			str_printf(out, "%c…%c", *c, *c);
			c = close;
		} else {
			str_putc(out, *c >= '0' && *c <= '9' ? '0' : *c);
		}
	}
}

static int order(const void *a, const void *b)
{
	const struct known_finding *x = a, *y = b;
	int by = strcmp(x->path, y->path);

	if (!by)
		by = strcmp(x->rule, y->rule);
	return by ? by : strcmp(x->message, y->message);
}

static const char *keep(struct lint_baseline *b, struct json *j)
{
	const char *text = arena_copy(&b->arena, json_text_or_null(j, NULL));

	if (!text) {
		err_memory(j->err);
		j->failed = true;
	}
	return text;
}

static void read_entry(struct lint_baseline *b, struct json *j, struct known_finding *out)
{
	struct text key;

	json_enter_object(j);
	while (json_member(j, &key))
		if (text_is(key, "rule"))
			out->rule = keep(b, j);
		else if (text_is(key, "path"))
			out->path = keep(b, j);
		else if (text_is(key, "message"))
			out->message = keep(b, j);
		else if (text_is(key, "count"))
			out->count = out->left = json_int(j);
		else
			json_skip(j);
	if (!j->failed && (!out->rule || !out->path || !out->message || out->count < 1))
		json_fail(j, "an entry needs rule, path, message and a count of at least 1");
}

static void read_entries(struct lint_baseline *b, struct json *j)
{
	json_enter_array(j);
	while (json_element(j)) {
		struct known_finding entry = { 0 };
		struct known_finding *grown;

		read_entry(b, j, &entry);
		grown = j->failed ? NULL
				  : arena_grow(&b->arena, b->at, b->n, &b->cap, sizeof(*grown));
		if (!grown)
			return;
		b->at = grown;
		b->at[b->n++] = entry;
	}
}

int lint_baseline_read(struct lint_baseline *out, const char *name, struct text bytes,
		       struct err *err)
{
	bool schema = false, entries = false;
	struct text key;
	AUTO(json) j = { 0 };

	*out = (struct lint_baseline){ .arena = ARENA_MAX(2 * BASELINE_MAX) };
	json_init_memory(&j, name, 0, bytes, err);
	json_enter_object(&j);
	while (json_member(&j, &key)) {
		if (text_is(key, "schema")) {
			schema = text_is(json_text(&j), LINT_BASELINE_SCHEMA);
			if (!schema)
				json_fail(&j, "schema: expected " LINT_BASELINE_SCHEMA);
		} else if (text_is(key, "findings") && !entries) {
			entries = true;
			read_entries(out, &j);
		} else {
			json_skip(&j);
		}
	}
	if (json_end(&j) < 0)
		return err_is_set(err) ? -1 : err_memory(err);
	if (!schema || !entries)
		return err_set(err, "%s: is no " LINT_BASELINE_SCHEMA, name);
	if (out->n > 1)
		qsort(out->at, out->n, sizeof(*out->at), order);
	return 0;
}

bool lint_baseline_use(struct lint_baseline *baseline, const struct finding *f)
{
	AUTO(str) message = STR_MAX(64 * KiB);
	struct known_finding key, *found;

	blur(&message, f->message);
	if (message.failed || !baseline->n)
		return false;
	key = (struct known_finding){ f->rule, f->path ? f->path : "", message.buf, 0, 0 };
	found = bsearch(&key, baseline->at, baseline->n, sizeof(key), order);
	if (!found || found->left < 1)
		return false;
	found->left--;
	return true;
}

size_t lint_baseline_vanished(const struct lint_baseline *baseline)
{
	size_t n = 0;

	for (size_t i = 0; i < baseline->n; i++)
		n += (size_t)baseline->at[i].left;
	return n;
}

static void put(struct str *out, const char *name, const char *text, const char *end)
{
	size_t used;
	bool valid;

	str_printf(out, "\"%s\": \"", name);
	for (size_t n = strlen(text); n; text += used, n -= used) {
		uint32_t c = utf8_decode(text, n, &used, &valid);

		if (c == '"' || c == '\\')
			str_printf(out, "\\%c", (int)c);
		else if (c < 0x20 || c == 0x7F)
			str_printf(out, "\\u%04x", c);
		else
			str_put_point(out, c);
	}
	str_printf(out, "\"%s", end);
}

static int collect(struct lint_baseline *b, const struct findings *findings, struct err *err)
{
	AUTO(str) message = STR_MAX(64 * KiB);

	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *f = &findings->at[i];
		struct known_finding *grown, *entry;

		grown = arena_grow(&b->arena, b->at, b->n, &b->cap, sizeof(*grown));
		if (!grown)
			return err_memory(err);
		b->at = grown;
		blur(&message, f->message);
		entry = &b->at[b->n++];
		*entry = (struct known_finding){ f->rule, f->path ? f->path : "",
						 arena_strdup(&b->arena, message.buf), 1, 0 };
		if (!entry->message)
			return err_memory(err);
	}
	if (b->n > 1)
		qsort(b->at, b->n, sizeof(*b->at), order);
	return 0;
}

int lint_baseline_print(struct str *out, const struct findings *findings, struct err *err)
{
	AUTO(lint_baseline) all = { .arena = ARENA_MAX(2 * BASELINE_MAX) };
	size_t next;

	if (collect(&all, findings, err) < 0)
		return -1;
	str_puts(out, "{\n  \"schema\": \"" LINT_BASELINE_SCHEMA "\",\n  \"findings\": [");
	for (size_t i = 0; i < all.n; i = next) {
		for (next = i + 1; next < all.n && order(&all.at[i], &all.at[next]) == 0; next++)
			;
		str_puts(out, i ? ",\n    {" : "\n    {");
		put(out, "rule", all.at[i].rule, ", ");
		put(out, "path", all.at[i].path, ", ");
		put(out, "message", all.at[i].message, ", ");
		str_printf(out, "\"count\": %zu}", next - i);
	}
	str_puts(out, all.n ? "\n  ]\n}\n" : "]\n}\n");
	return str_check(out, "baseline", err);
}
