#include "runner/verdict_write.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "formats/json.h"
#include "runner/escape.h"
#include "runner/mask.h"

static void indent(struct str *out, int depth)
{
	static const char blanks[] =
		"\n                                                                ";

	str_add(out, blanks, 1 + 2 * (size_t)(depth < 32 ? depth : 32));
	for (; depth > 32; depth--)
		str_puts(out, "  ");
}

static void put_text(struct str *out, struct text text, const struct shape_member *m)
{
	size_t points = SIZE_MAX;
	bool one_line = m && m->flags & SHAPE_ONE_LINE;
	AUTO(str) masked = STR_MAX(4 * MiB);
	AUTO(str) repaired = STR_MAX(16 * MiB);

	if (mask_any() || one_line) {
		str_add(&masked, text.ptr, text.len);
		mask_apply(&masked);
		for (size_t i = 0; one_line && i < masked.len; i++)
			if (masked.buf[i] == '\n' || masked.buf[i] == '\r')
				masked.buf[i] = ' ';
		text = (struct text){ masked.buf, masked.len };
	}
	if (m && m->flags & SHAPE_IN_BYTES && !utf8_is_valid(text.ptr, text.len)) {
		escape_utf8(&repaired, text); /* before it is cut: U+FFFD is longer */
		text = (struct text){ repaired.buf, repaired.len };
	}
	if (m && m->max && !(m->flags & SHAPE_IN_BYTES))
		points = (size_t)m->max;
	else if (m && m->max && text.len > (size_t)m->max)
		text.len = utf8_cut(text.ptr, (size_t)m->max);
	str_putc(out, '"');
	escape_json(out, text, points);
	str_putc(out, '"');
}

/* Writes a document of the program's own again, in the house's form. */
static void reprint(struct str *out, struct json *j, int depth)
{
	enum json_type type = json_peek(j);
	bool object = type == JSON_OBJECT, first = true;
	struct text key;

	if (type == JSON_STRING) {
		put_text(out, json_text(j), NULL);
		return;
	}
	if (type != JSON_OBJECT && type != JSON_ARRAY) {
		struct text raw = json_raw(j);

		str_add(out, raw.ptr, raw.len);
		return;
	}
	str_putc(out, object ? '{' : '[');
	if (object ? json_enter_object(j) : json_enter_array(j))
		while (object ? json_member(j, &key) : json_element(j)) {
			if (!first)
				str_putc(out, ',');
			first = false;
			indent(out, depth + 1);
			if (object) {
				put_text(out, key, NULL);
				str_puts(out, ": ");
			}
			reprint(out, j, depth + 1);
		}
	if (!first)
		indent(out, depth);
	str_putc(out, object ? '}' : ']');
}

static void put_raw(struct str *out, const char *json, int depth)
{
	struct err why = { 0 };
	AUTO(json) j;

	if (!json)
		json = "{}";
	json_init_memory(&j, "details", 0, text_of(json), &why);
	reprint(out, &j, depth);
	if (json_end(&j) < 0)
		out->failed = true; /* our own program wrote it: a defect, never half a file */
}

size_t verdict_raw_length(const char *json)
{
	AUTO(str) out = STR_MAX(16 * MiB);
	bool inside = false;
	size_t n = 0;

	put_raw(&out, json, 0);
	for (const char *c = out.buf; *c; c++) {
		n += inside || !strchr(" \n", *c);
		if (*c == '"')
			inside = !inside;
		if (inside && *c == '\\' && c[1])
			c++, n++;
	}
	return n;
}

/* The document leaves in pieces, so that it is never held as a whole. */
struct writer {
	struct str out; /* what has not left yet */
	size_t left;
	verdict_sink sink; /* NULL: nothing leaves */
	void *to;
	struct err *err;
	bool refused;
	struct verdict *verdict;
	const struct shape_member *findings; /* of the verdict's table */
	size_t room;                         /* for them */
};

#define PIECE (64 * KiB)
static void send(struct writer *w)
{
	if (!w->sink || w->refused || w->out.failed)
		return;
	w->left += w->out.len;
	w->refused = w->sink(w->to, (struct text){ w->out.buf, w->out.len }, w->err) < 0;
	str_clear(&w->out);
}

static void put_struct(struct writer *w, const struct shape *shape, const char *object, int depth);

static void put_metrics(struct str *out, const struct verdict_metric *metrics, size_t n, int depth)
{
	str_putc(out, '{');
	for (size_t i = 0; i < n; i++) {
		const struct verdict_metric *m = &metrics[i];

		if (i)
			str_putc(out, ',');
		indent(out, depth + 1);
		put_text(out, text_of(m->name), NULL);
		str_puts(out, ": {\"value\": ");
		if (!m->is_text)
			decimal_print(out, m->value);
		else if (m->text)
			put_text(out, text_of(m->text), NULL);
		else
			str_puts(out, "null");
		str_puts(out, ", \"unit\": ");
		put_text(out, text_of(m->unit), NULL);
		str_puts(out, ", \"limit\": ");
		if (m->limit)
			put_text(out, text_of(m->limit), NULL);
		else
			str_puts(out, "null");
		str_printf(out, ", \"ok\": %s}",
			   m->ok == 1   ? "true"
			   : m->ok == 0 ? "false"
					: "null");
	}
	if (n)
		indent(out, depth);
	str_putc(out, '}');
}

static const struct shape_member *findings_member(void)
{
	const struct shape_member *m = verdict_shape.members;

	while (strcmp(m->name, "findings") != 0)
		m++;
	return m;
}

/* The findings for which there is room; the others are counted as omitted. */
static void put_findings(struct writer *w, const struct shape *shape, int depth)
{
	struct verdict *v = w->verdict;
	struct str *out = &w->out;
	size_t i, used = 0;

	str_putc(out, '[');
	for (i = 0; i < v->n_findings; i++) {
		size_t before = out->len;

		if (i)
			str_putc(out, ',');
		indent(out, depth + 1);
		put_struct(w, shape, (const char *)&v->findings[i], depth + 1);
		used += out->len - before;
		if (used > w->room) {
			str_cut(out, before);
			break;
		}
		if (out->len >= PIECE)
			send(w);
	}
	v->findings_omitted += (int64_t)(v->n_findings - i);
	v->n_findings = i;
	if (i)
		indent(out, depth);
	str_putc(out, ']');
}

static void put_list(struct writer *w, const struct shape_member *m, const char *object, int depth)
{
	struct str *out = &w->out;
	const char *items;
	size_t n;

	memcpy(&items, object + m->offset, sizeof(items));
	memcpy(&n, object + m->count, sizeof(n));
	if (m->kind == SHAPE_METRICS) {
		put_metrics(out, (const struct verdict_metric *)(const void *)items, n, depth);
		return;
	}
	if (m->max && n > (size_t)m->max)
		n = (size_t)m->max;
	str_putc(out, '[');
	for (size_t i = 0; i < n; i++) {
		struct shape_member each = { .max = m->each };

		if (i)
			str_putc(out, ',');
		indent(out, depth + 1);
		if (m->kind == SHAPE_LIST)
			put_struct(w, m->of, items + i * m->of->size, depth + 1);
		else
			put_text(out, text_of(((const char *const *)(const void *)items)[i]),
				 &each);
	}
	if (n)
		indent(out, depth);
	str_putc(out, ']');
}

static void put_value(struct writer *w, const struct shape_member *m, const char *object, int depth)
{
	struct str *out = &w->out;
	const char *text;
	int64_t number;
	int word;

	switch (m->kind) {
	case SHAPE_TEXT:
		memcpy(&text, object + m->offset, sizeof(text));
		if (!text && m->flags & SHAPE_NULLABLE)
			str_puts(out, "null");
		else
			put_text(out, text_of(text), m);
		break;
	case SHAPE_ENUM:
		memcpy(&word, object + m->offset, sizeof(word));
		str_putc(out, '"');
		str_puts(out, m->words[word]);
		str_putc(out, '"');
		break;
	case SHAPE_BOOL: str_puts(out, object[m->offset] ? "true" : "false"); break;
	case SHAPE_INT:
		memcpy(&number, object + m->offset, sizeof(number));
		if (number < m->min && m->flags & SHAPE_NULLABLE)
			str_puts(out, "null");
		else
			str_put_int(out, number);
		break;
	case SHAPE_OBJECT: put_struct(w, m->of, object + m->offset, depth); break;
	case SHAPE_RAW:
		memcpy(&text, object + m->offset, sizeof(text));
		put_raw(out, text, depth);
		break;
	default:
		if (m == w->findings)
			put_findings(w, m->of, depth);
		else
			put_list(w, m, object, depth);
	}
}

static void put_struct(struct writer *w, const struct shape *shape, const char *object, int depth)
{
	struct str *out = &w->out;

	str_putc(out, '{');
	for (const struct shape_member *m = shape->members; m->name; m++) {
		if (m != shape->members)
			str_putc(out, ',');
		indent(out, depth + 1);
		str_putc(out, '"');
		str_puts(out, m->name);
		str_puts(out, "\": ");
		put_value(w, m, object, depth + 1);
	}
	indent(out, depth);
	str_putc(out, '}');
}

/* Leaves out `drop` findings, and counts them: from the end, those that do not deny first. */
static void drop_findings(struct verdict *v, size_t drop)
{
	size_t soft = 0, seen = 0, kept = 0;

	for (size_t i = 0; i < v->n_findings; i++)
		soft += !v->findings[i].denies;
	for (size_t i = 0; i < v->n_findings; i++) {
		bool denies = v->findings[i].denies;

		if (!denies && seen++ >= soft - (drop < soft ? drop : soft))
			continue;
		v->findings[kept++] = v->findings[i];
	}
	drop -= v->n_findings - kept;
	kept -= drop < kept ? drop : kept;
	v->findings_omitted += (int64_t)(v->n_findings - kept);
	v->n_findings = kept;
}

/* Whether some findings deny and some do not: those that stay are then not simply the first
 * ones. */
static bool is_mixed(const struct verdict *v)
{
	for (size_t i = 1; i < v->n_findings; i++)
		if (v->findings[i].denies != v->findings[0].denies)
			return true;
	return false;
}

/* How many of the findings must go, as drop_findings does it, so that the rest takes at most `room`
 * bytes. */
static size_t too_many(const struct verdict *v, size_t room)
{
	const struct shape *finding = findings_member()->of;
	struct writer one = { .out = STR_MAX(MiB) };
	size_t used = 0, drop = 0;
	size_t *size = calloc(v->n_findings + 1, sizeof(*size));

	if (!size)
		return v->n_findings;
	for (size_t i = 0; i < v->n_findings; i++) {
		str_clear(&one.out);
		put_struct(&one, finding, (const char *)&v->findings[i], 2);
		size[i] = one.out.len + 6; /* a comma, a line end, two indents */
		used += size[i];
	}
	for (int denying = 0; denying < 2; denying++)
		for (size_t i = v->n_findings; i-- > 0 && used > room;)
			if (v->findings[i].denies == (denying == 1)) {
				used -= size[i];
				drop++;
			}
	free(size);
	str_release(&one.out);
	return drop;
}

/* What the document takes without findings. */
static size_t size_of_rest(struct verdict *v)
{
	struct writer w = { .out = STR_MAX(VERDICT_MAX_FILE) };
	size_t findings = v->n_findings, size;

	v->n_findings = 0;
	put_struct(&w, &verdict_shape, (const char *)v, 0);
	v->n_findings = findings;
	size = w.out.failed ? VERDICT_MAX_FILE : w.out.len;
	str_release(&w.out);
	return size + 64; /* findings_omitted may become longer */
}

int verdict_write(struct verdict *v, verdict_sink sink, void *to, struct err *err)
{
	struct writer w = { .out = STR_MAX(VERDICT_MAX_FILE),
			    .sink = sink,
			    .to = to,
			    .err = err,
			    .verdict = v,
			    .findings = findings_member() };
	size_t rest = size_of_rest(v);
	bool failed;

	w.room = rest < VERDICT_MAX_FILE ? VERDICT_MAX_FILE - rest : 0;
	if (v->n_findings > VERDICT_MAX_FINDINGS)
		drop_findings(v, v->n_findings - VERDICT_MAX_FINDINGS);
	if (is_mixed(v))
		drop_findings(v, too_many(v, w.room));
	put_struct(&w, &verdict_shape, (const char *)v, 0);
	str_putc(&w.out, '\n');
	send(&w);
	failed = w.out.failed || w.left > VERDICT_MAX_FILE;
	str_release(&w.out);
	if (w.refused || !failed)
		return w.refused ? -1 : 0;
	return err_internal(err, "the verdict cannot be written: no memory, or over 8 MiB");
}
