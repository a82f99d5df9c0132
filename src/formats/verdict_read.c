#include "formats/verdict_read.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "formats/json.h"

#define SHOWN_MAX 100 /* bytes of the file's own words in a message */

struct walk {
	struct json json;
	struct arena *arena; /* of what is kept */
	struct arena names;  /* of the objects being read */
	struct str path;     /* of the member being read: "findings[3].line" */
};

static void walk_release(struct walk *w)
{
	json_release(&w->json);
	arena_release(&w->names);
	str_release(&w->path);
}

/* Sets the error at the place reached, the member being read in front. Returns -1. */
static int __attribute__((format(printf, 2, 3))) fail(struct walk *w, const char *format, ...)
{
	AUTO(str) what = STR_MAX(512);
	va_list args;

	va_start(args, format);
	str_vprintf(&what, format, args);
	va_end(args);
	json_fail(&w->json, "%s%s%s", w->path.buf, w->path.len ? ": " : "",
		  what.failed ? "not as the schema says" : what.buf);
	return -1;
}

static int out_of_memory(struct walk *w)
{
	err_memory(w->json.err);
	return fail(w, "out of memory");
}

static struct text shown(struct text t)
{
	return text_first(t, t.len > SHOWN_MAX ? utf8_cut(t.ptr, SHOWN_MAX) : t.len);
}

static void enter_member(struct walk *w, const char *name)
{
	str_printf(&w->path, "%s%s", w->path.len ? "." : "", name);
}

/* The name of the next member, which `seen` must not hold yet; NULL at the end or on an error. */
static const char *next_name(struct walk *w, struct intern *seen)
{
	size_t before = seen->n;
	struct text name;
	const char *kept;

	if (!json_member(&w->json, &name))
		return NULL;
	kept = intern_text(seen, name);
	if (!kept)
		return out_of_memory(w), NULL;
	if (seen->n > before)
		return kept;
	name = shown(text_of(kept));
	fail(w, "the name \"%.*s\" stands twice in one object", (int)name.len, name.ptr);
	return NULL;
}

/* Walks over any value; the reader of JSON holds the depth. */
static int walk_over(struct walk *w)
{
	enum json_type type = json_peek(&w->json);

	if (type == JSON_OBJECT) {
		AUTO(intern) seen = { .arena = &w->names };

		json_enter_object(&w->json);
		while (next_name(w, &seen))
			walk_over(w);
	} else if (type == JSON_ARRAY) {
		json_enter_array(&w->json);
		while (json_element(&w->json))
			walk_over(w);
	} else {
		json_skip(&w->json);
	}
	return w->json.failed ? -1 : 0;
}

static int expect(struct walk *w, enum json_type type, const char *what, bool or_null)
{
	static const char *const words[] = {
		[JSON_NONE] = "nothing",    [JSON_OBJECT] = "an object", [JSON_ARRAY] = "a list",
		[JSON_STRING] = "a string", [JSON_NUMBER] = "a number",  [JSON_TRUE] = "true",
		[JSON_FALSE] = "false",     [JSON_NULL] = "null",
	};
	enum json_type found = json_peek(&w->json);

	if (w->json.failed)
		return -1;
	if (found == type || (type == JSON_TRUE && found == JSON_FALSE))
		return 0;
	return fail(w, "expected %s%s, found %s", what, or_null ? " or null" : "", words[found]);
}

static int check_text(struct walk *w, const struct shape_member *m, struct text t)
{
	bool bytes = m->flags & SHAPE_IN_BYTES;
	struct text part = shown(t);
	size_t n = t.len;

	if (m->pattern && !shape_matches(m->pattern, t))
		return fail(w, "expected a text like %s, found \"%.*s\"", m->pattern, (int)part.len,
			    part.ptr);
	if (!bytes)
		utf8_prefix(t.ptr, t.len, SIZE_MAX, &n);
	if ((int64_t)n < m->min || (int64_t)n > m->max)
		return fail(w, "expected %" PRId64 " to %" PRId64 " %s, found %zu", m->min, m->max,
			    bytes ? "bytes" : "code points", n);
	if (m->flags & SHAPE_ONE_LINE && (memchr(t.ptr, '\n', t.len) || memchr(t.ptr, '\r', t.len)))
		return fail(w, "expected one line");
	return 0;
}

static int read_text(struct walk *w, const struct shape_member *m, const char **out)
{
	struct text t = json_text(&w->json);

	if (w->json.failed || check_text(w, m, t) < 0)
		return -1;
	*out = arena_copy(w->arena, t);
	return *out ? 0 : out_of_memory(w);
}

static int read_word(struct walk *w, const struct shape_member *m, int *out)
{
	AUTO(str) all = STR_MAX(400);
	struct text t = json_text(&w->json), part = shown(t);

	for (*out = 0; m->words[*out]; ++*out) {
		if (text_is(t, m->words[*out]))
			return w->json.failed ? -1 : 0;
		str_printf(&all, "%s%s", *out ? ", " : "", m->words[*out]);
	}
	return fail(w, "expected one of %s, found \"%.*s\"", all.buf, (int)part.len, part.ptr);
}

static int read_int(struct walk *w, const struct shape_member *m, int64_t *out)
{
	*out = json_int(&w->json);
	if (w->json.failed)
		return -1;
	if (*out < m->min || *out > m->max)
		return fail(w, "expected %" PRId64 " to %" PRId64, m->min, m->max);
	return 0;
}

/* An object of the program's own, kept without white space between its tokens. */
static int read_raw(struct walk *w, const struct shape_member *m, const char **out)
{
	const char *from = w->json.at; /* the brace: expect() has looked at it */
	char *kept, *to;
	bool inside = false;

	if (walk_over(w) < 0)
		return -1;
	*out = kept = to = arena_copy(w->arena, (struct text){ from, (size_t)(w->json.at - from) });
	if (!kept)
		return out_of_memory(w);
	for (const char *c = kept; *c; c++) {
		if (!inside && strchr(" \t\r\n", *c))
			continue;
		if (*c == '"')
			inside = !inside;
		*to++ = *c;
		if (inside && *c == '\\')
			*to++ = *++c;
	}
	*to = '\0';
	if (to - kept > m->max)
		return fail(w, "expected at most %" PRId64 " bytes, found %td", m->max, to - kept);
	return 0;
}

/* Room for one more behind the n of a list; NULL with the error set. */
static void *one_more(struct walk *w, const struct shape_member *m, void *list, size_t n,
		      size_t *cap, size_t size)
{
	void *grown;

	if ((int64_t)n >= m->max)
		return fail(w, "expected at most %" PRId64 " entries", m->max), NULL;
	grown = arena_grow(w->arena, list, n, cap, size);
	if (!grown)
		out_of_memory(w);
	return grown;
}

static int read_object(struct walk *w, const struct shape *shape, char *base);

static int metric_order(const void *a, const void *b)
{
	const struct verdict_metric *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static int read_metrics(struct walk *w, const struct shape_member *m, struct verdict *v)
{
	const struct shape_member name_shape = { .pattern = m->pattern, .max = m->each };
	AUTO(intern) seen = { .arena = &w->names };
	size_t cap = 0, length = w->path.len;
	const char *name;

	json_enter_object(&w->json);
	while ((name = next_name(w, &seen))) {
		struct verdict_metric *metric =
			one_more(w, m, v->metrics, v->n_metrics, &cap, sizeof(*v->metrics));

		if (!metric || check_text(w, &name_shape, text_of(name)) < 0)
			return -1;
		v->metrics = metric;
		metric += v->n_metrics++;
		metric->name = arena_strdup(w->arena, name);
		if (!metric->name)
			return out_of_memory(w);
		enter_member(w, name);
		if (read_object(w, m->of, (char *)metric) < 0)
			return -1;
		str_cut(&w->path, length);
	}
	if (v->n_metrics)
		qsort(v->metrics, v->n_metrics, sizeof(*v->metrics), metric_order);
	return w->json.failed ? -1 : 0;
}

/* The entries of SHAPE_LIST and SHAPE_TEXTS. */
static int read_list(struct walk *w, const struct shape_member *m, char *base)
{
	const struct shape_member each = { .max = m->each };
	size_t size = m->of ? m->of->size : sizeof(const char *);
	size_t n = 0, cap = 0, length = w->path.len;
	char *list = NULL;

	json_enter_array(&w->json);
	for (; json_element(&w->json); n++) {
		list = one_more(w, m, list, n, &cap, size);
		if (!list)
			return -1;
		str_printf(&w->path, "[%zu]", n);
		if (m->of ? read_object(w, m->of, list + n * size) < 0
			  : expect(w, JSON_STRING, "a string", false) < 0 ||
				    read_text(w, &each, (const char **)(void *)list + n) < 0)
			return -1;
		str_cut(&w->path, length);
	}
	memcpy(base + m->offset, &list, sizeof(list));
	memcpy(base + m->count, &n, sizeof(n));
	return w->json.failed ? -1 : 0;
}

static void store_null(const struct shape_member *m, char *base)
{
	void *at = base + m->offset;

	switch (m->kind) {
	case SHAPE_INT: *(int64_t *)at = m->min - 1; break;
	case SHAPE_MAYBE: *(int64_t *)at = VERDICT_NULL; break;
	case SHAPE_NUMBER: *(bool *)(base + m->count) = true; break;
	default: *(const char **)at = NULL;
	}
}

static int read_member(struct walk *w, const struct shape_member *m, char *base)
{
	static const struct {
		enum json_type type;
		const char *word;
	} kinds[] = {
		[SHAPE_TEXT] = { JSON_STRING, "a string" },
		[SHAPE_ENUM] = { JSON_STRING, "a string" },
		[SHAPE_BOOL] = { JSON_TRUE, "true or false" },
		[SHAPE_INT] = { JSON_NUMBER, "a whole number" },
		[SHAPE_OBJECT] = { JSON_OBJECT, "an object" },
		[SHAPE_LIST] = { JSON_ARRAY, "a list" },
		[SHAPE_TEXTS] = { JSON_ARRAY, "a list" },
		[SHAPE_METRICS] = { JSON_OBJECT, "an object" },
		[SHAPE_RAW] = { JSON_OBJECT, "an object" },
		[SHAPE_NUMBER] = { JSON_NUMBER, "a number" },
		[SHAPE_MAYBE] = { JSON_TRUE, "true or false" },
	};
	bool nullable = m->flags & SHAPE_NULLABLE;
	void *at = base + m->offset;

	if (nullable && json_peek(&w->json) == JSON_NULL) {
		store_null(m, base);
		return walk_over(w);
	}
	if (expect(w, kinds[m->kind].type, kinds[m->kind].word, nullable) < 0)
		return -1;
	switch (m->kind) {
	case SHAPE_TEXT: return read_text(w, m, at);
	case SHAPE_ENUM: return read_word(w, m, at);
	case SHAPE_BOOL: *(bool *)at = json_bool(&w->json); break;
	case SHAPE_INT: return read_int(w, m, at);
	case SHAPE_OBJECT: return read_object(w, m->of, at);
	case SHAPE_LIST:
	case SHAPE_TEXTS: return read_list(w, m, base);
	case SHAPE_METRICS: return read_metrics(w, m, (struct verdict *)(void *)base);
	case SHAPE_RAW: return read_raw(w, m, at);
	case SHAPE_NUMBER: json_number(&w->json, at); break;
	case SHAPE_MAYBE: *(int64_t *)at = json_bool(&w->json); break;
	}
	return w->json.failed ? -1 : 0;
}

static int read_object(struct walk *w, const struct shape *shape, char *base)
{
	AUTO(intern) seen = { .arena = &w->names };
	size_t length = w->path.len;
	uint64_t found = 0;
	const char *name;

	if (expect(w, JSON_OBJECT, "an object", false) < 0)
		return -1;
	json_enter_object(&w->json);
	while ((name = next_name(w, &seen))) {
		const struct shape_member *m = shape->members;

		while (m->name && strcmp(m->name, name) != 0)
			m++;
		if (!m->name) {
			walk_over(w);
			continue;
		}
		found |= UINT64_C(1) << (m - shape->members);
		enter_member(w, m->name);
		if (read_member(w, m, base) < 0)
			return -1;
		str_cut(&w->path, length);
	}
	for (size_t i = 0; shape->members[i].name && !w->json.failed; i++)
		if (!(found >> i & 1))
			fail(w, "the member \"%s\" is missing", shape->members[i].name);
	return w->json.failed ? -1 : 0;
}

/* RFC 8259, 8.1: JSON is UTF-8. */
static int check_utf8(const char *name, struct text bytes, struct err *err)
{
	size_t line = 1, from = 0, used;
	bool valid;

	for (size_t i = 0; i < bytes.len; i += used) {
		utf8_decode(bytes.ptr + i, bytes.len - i, &used, &valid);
		if (!valid)
			return err_set(err, "%s:%zu:%zu: a byte that is not UTF-8", name, line,
				       i - from + 1);
		if (bytes.ptr[i] == '\n') {
			line++;
			from = i + 1;
		}
	}
	return 0;
}

static int read_document(struct verdict *out, struct walk *w)
{
	if (read_object(w, &verdict_shape, (char *)out) < 0 || json_end(&w->json) < 0)
		return -1;
	return w->path.failed ? out_of_memory(w) : 0;
}

int verdict_read(struct verdict *out, struct arena *arena, const char *name, struct text bytes,
		 struct err *err)
{
	AUTO(walk) w = { .arena = arena, .names = ARENA_MAX(VERDICT_MAX_FILE) };

	*out = (struct verdict){ 0 };
	if (bytes.len > VERDICT_MAX_FILE)
		return err_set(err, "%s: %zu bytes: a verdict file has at most %zu", name,
			       bytes.len, VERDICT_MAX_FILE);
	if (check_utf8(name, bytes, err) < 0)
		return -1;
	json_init_memory(&w.json, name, 0, bytes, err);
	str_init(&w.path, 300);
	if (read_document(out, &w) < 0 || verdict_check(out, name, err) < 0) {
		*out = (struct verdict){ 0 };
		return -1;
	}
	return 0;
}
