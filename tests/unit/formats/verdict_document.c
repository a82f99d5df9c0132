#include "verdict_document.h"

#include <criterion/criterion.h>
#include <inttypes.h>

static const struct change plain[] = {
	{ "schema", "\"phoenix.verdict/v1\"" },
	{ "program", "\"fmt-gate\"" },
	{ "version", "\"1.2.3-rc.1\"" },
	{ "subject.commit", "\"0123456789012345678901234567890123456789\"" },
	{ "subject.head_commit", "null" },
	{ "subject.images.digest", "null" },
	{ "run.url", "\"https://x/runs/1\"" },
	{ "run.id", "\"815\"" },
	{ "run.started", "\"2026-11-02T09:00:00.000Z\"" },
	{ "run.finished", "\"2026-11-02T09:00:00.041Z\"" },
	{ "metrics.m.ok", "null" },
	{ "key_metric", "\"m\"" },
	{ "findings.fingerprint", "\"0123456789abcdef0123456789abcdef\"" },
	{ "findings.url", "null" },
	{ "evidence.url", "null" },
	{ "evidence.sha256",
	  "\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"" },
	{ NULL, NULL },
};

static const char *changed(const struct change *changes, const char *path)
{
	for (; changes && changes->path; changes++)
		if (strcmp(changes->path, path) == 0)
			return changes->value;
	return NULL;
}

static void print_value(struct document *d, const struct shape_member *m, const char *path)
{
	struct str *out = &d->text;
	const char *value = changed(d->changes, path);

	if (!value)
		value = changed(plain, path);
	if (value) {
		str_puts(out, value);
		return;
	}
	switch (m->kind) {
	case SHAPE_TEXT: str_puts(out, "\"x\""); break;
	case SHAPE_ENUM: str_printf(out, "\"%s\"", m->words[0]); break;
	case SHAPE_BOOL:
	case SHAPE_MAYBE: str_puts(out, "false"); break;
	case SHAPE_INT: str_printf(out, "%" PRId64, m->min); break;
	case SHAPE_NUMBER: str_puts(out, "78.43"); break;
	case SHAPE_RAW: str_puts(out, "{}"); break;
	case SHAPE_TEXTS: str_puts(out, "[\"x\"]"); break;
	case SHAPE_OBJECT: document_print(d, m->of, path); break;
	case SHAPE_LIST:
		str_puts(out, "[");
		document_print(d, m->of, path);
		str_puts(out, "]");
		break;
	case SHAPE_METRICS: {
		AUTO(str) name = STR_MAX(KiB);

		str_printf(&name, "%s.m", path);
		str_puts(out, "{\"m\":");
		document_print(d, m->of, name.buf);
		str_puts(out, "}");
	}
	}
}

static void print_many(struct document *d, const struct shape_member *m, const char *path)
{
	struct document one = { .text = STR_MAX(KiB), .changes = d->changes };

	if (m->kind == SHAPE_LIST)
		document_print(&one, m->of, path);
	else if (m->kind == SHAPE_TEXTS)
		str_puts(&one.text, "\"\"");
	else
		str_puts(&one.text, "{\"value\":1,\"unit\":\"\",\"limit\":null,\"ok\":null}");
	str_puts(&d->text, m->kind == SHAPE_METRICS ? "{" : "[");
	for (int64_t i = 0; i <= m->max; i++) {
		str_puts(&d->text, i ? "," : "");
		if (m->kind == SHAPE_METRICS)
			str_printf(&d->text, "\"m%" PRId64 "\":", i);
		str_puts(&d->text, one.text.buf);
	}
	str_puts(&d->text, m->kind == SHAPE_METRICS ? "}" : "]");
	str_release(&one.text);
}

static void print_letters(struct str *out, int64_t n)
{
	while (n-- > 0)
		str_putc(out, 'a');
}

static void print_too_much(struct document *d, const struct shape_member *m, const char *path)
{
	switch (m->kind) {
	case SHAPE_TEXT:
		str_puts(&d->text, "\"");
		print_letters(&d->text, m->max + 1);
		str_puts(&d->text, "\"");
		break;
	case SHAPE_INT: str_printf(&d->text, "%" PRId64, m->max + 1); break;
	case SHAPE_RAW:
		str_puts(&d->text, "{\"a\":\"");
		print_letters(&d->text, m->max - 7);
		str_puts(&d->text, "\"}");
		break;
	case SHAPE_NUMBER: str_puts(&d->text, "1234567890.123456"); break;
	default: print_many(d, m, path);
	}
}

static bool is_text(const struct shape_member *m)
{
	return m->kind == SHAPE_TEXT || m->kind == SHAPE_ENUM;
}

static void print_wrong(struct document *d, const struct shape_member *m, const char *path)
{
	struct str *out = &d->text;

	switch (d->how) {
	case RETYPED: str_puts(out, is_text(m) ? "7" : "\"7\""); break;
	case NULLED: str_puts(out, "null"); break;
	case TOO_MUCH: print_too_much(d, m, path); break;
	case TOO_LITTLE: str_puts(out, is_text(m) ? "\"\"" : m->min ? "0" : "-1"); break;
	case UNLIKE_PATTERN: str_puts(out, "\"!\""); break;
	case TWICE:
		print_value(d, m, path);
		str_printf(out, ",\"%s\":", m->name);
		__attribute__((fallthrough));
	default: print_value(d, m, path);
	}
}

void document_print(struct document *d, const struct shape *shape, const char *prefix)
{
	const char *before = "{";

	for (const struct shape_member *m = shape->members; m->name; m++) {
		AUTO(str) path = STR_MAX(KiB);
		bool target;

		str_printf(&path, "%s%s%s", prefix, *prefix ? "." : "", m->name);
		target = d->target && strcmp(path.buf, d->target) == 0;
		if (target && d->how == LEFT_OUT)
			continue;
		str_printf(&d->text, "%s\"%s\":", before, m->name);
		before = ",";
		if (target)
			print_wrong(d, m, path.buf);
		else
			print_value(d, m, path.buf);
	}
	str_puts(&d->text, "}");
}

int document_read_text(struct text bytes, struct err *err)
{
	AUTO(arena) arena = ARENA_MAX(64 * MiB);
	struct verdict v;

	err_clear(err);
	return verdict_read(&v, &arena, "v.json", bytes, err);
}

int document_read(const struct str *s, struct err *err)
{
	cr_assert(!s->failed);
	return document_read_text((struct text){ s->buf, s->len }, err);
}

static int read_changed(const struct change *changes, struct err *err)
{
	struct document d = { .text = STR_MAX(16 * MiB), .changes = changes };
	int result;

	document_print(&d, &verdict_shape, "");
	result = document_read(&d.text, err);
	str_release(&d.text);
	return result;
}

/* NULL: it is read; else the error holds this. */
void document_expect(const char *error, const struct change *changes)
{
	struct err err = { 0 };
	int result = read_changed(changes, &err);

	if (!error)
		cr_expect(result == 0, "%s", err.text);
	else
		cr_expect(result < 0 && strstr(err.text, error), "expected \"%s\", found %d \"%s\"",
			  error, result, err.text);
}

void document_slurp(const char *path, struct str *out)
{
	FILE *file = fopen(path, "rb");
	char *room = str_room(out, MiB);

	cr_assert(file && room, "%s", path);
	out->len = fread(room, 1, MiB, file);
	fclose(file);
}
