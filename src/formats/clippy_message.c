#include "formats/clippy_message.h"

#include <string.h>

#define NOTES_MAX (16 * KiB)

static void set(struct str *s, struct text text)
{
	str_clear(s);
	str_add(s, text.ptr, text.len);
}

static struct text held(const struct str *s) { return (struct text){ s->buf, s->len }; }

/* Whether a span lies in the repository: macros of the compiler and of dependencies do not. */
static bool is_inside(const struct str *file)
{
	return file->len && file->buf[0] != '<' && file->buf[0] != '/' &&
	       !strstr(file->buf, "/registry/src/");
}

static void read_span(struct json *j, struct clippy_span *out, bool *primary);

static void read_expansion(struct json *j, struct clippy_span *out)
{
	struct text key;
	bool ignored;

	if (json_peek(j) != JSON_OBJECT) {
		json_skip(j);
		return;
	}
	json_enter_object(j);
	while (json_member(j, &key))
		if (text_is(key, "span") && json_peek(j) == JSON_OBJECT)
			read_span(j, out, &ignored);
		else
			json_skip(j);
}

/* A span, or, where it lies in a macro from elsewhere, the first span outwards that does not. */
static void read_span(struct json *j, struct clippy_span *out, bool *primary)
{
	struct clippy_span outer = { .file = STR_MAX(64 * KiB) };
	struct text key;

	str_clear(&out->file);
	json_enter_object(j);
	while (json_member(j, &key)) {
		if (text_is(key, "file_name"))
			set(&out->file, json_text(j));
		else if (text_is(key, "line_start"))
			out->line = json_int(j);
		else if (text_is(key, "line_end"))
			out->end_line = json_int(j);
		else if (text_is(key, "column_start"))
			out->column = json_int(j);
		else if (text_is(key, "column_end"))
			out->end_column = json_int(j);
		else if (text_is(key, "is_primary"))
			*primary = json_bool(j);
		else if (text_is(key, "expansion"))
			read_expansion(j, &outer);
		else
			json_skip(j);
	}
	out->found = is_inside(&out->file);
	if (!out->found && outer.found) {
		struct str swap = out->file;

		*out = outer;
		outer.file = swap;
	}
	str_release(&outer.file);
}

/* The first primary span gives the place. */
static void read_spans(struct json *j, struct clippy_message *m)
{
	json_enter_array(j);
	while (json_element(j)) {
		struct clippy_span span = { .file = STR_MAX(64 * KiB) };
		bool primary = false;

		read_span(j, &span, &primary);
		if (primary && !m->has_place) {
			m->has_place = true;
			set(&m->place.file, held(&span.file));
			m->place.line = span.line;
			m->place.end_line = span.end_line;
			m->place.column = span.column;
			m->place.end_column = span.end_column;
			m->place.found = span.found;
		}
		str_release(&span.file);
	}
}

static void read_code(struct json *j, struct clippy_message *m)
{
	struct text key;

	if (json_peek(j) == JSON_NULL) {
		json_skip(j);
		return;
	}
	json_enter_object(j);
	while (json_member(j, &key))
		if (text_is(key, "code"))
			set(&m->code, json_text(j));
		else
			json_skip(j);
}

/* The replacement that a help proposes, when it is a short one. */
static void read_replacement(struct json *j, struct str *out)
{
	struct text key, text;

	json_enter_array(j);
	while (json_element(j)) {
		json_enter_object(j);
		while (json_member(j, &key)) {
			if (!text_is(key, "suggested_replacement")) {
				json_skip(j);
				continue;
			}
			text = json_text_or_null(j, NULL);
			if (text.len && text.len < 200 && !out->len)
				set(out, text);
		}
	}
}

static void keep_child(struct clippy_message *m, const struct str *level, const struct str *text,
		       const struct str *replacement)
{
	static const char visit[] = "for further information visit ";

	if (text_starts(held(text), visit)) {
		set(&m->url, text_from(held(text), sizeof(visit) - 1));
		return;
	}
	if (text_starts(held(level), "help") && replacement->len && !m->help.len) {
		str_add(&m->help, text->buf, text->len);
		str_puts(&m->help, ": `");
		str_add(&m->help, replacement->buf, replacement->len);
		str_putc(&m->help, '`');
		return;
	}
	if (strncmp(text->buf, "`#[", 3) == 0 || strstr(text->buf, "implied by `"))
		return; /* which attribute switched the lint on: the same for every finding */
	if (m->notes.len + text->len + 16 >= NOTES_MAX)
		return;
	str_putc(&m->notes, '\n');
	str_add(&m->notes, level->buf, level->len);
	str_puts(&m->notes, ": ");
	str_add(&m->notes, text->buf, text->len);
}

static void read_children(struct json *j, struct clippy_message *m)
{
	AUTO(str) level = STR_MAX(KiB);
	AUTO(str) text = STR_MAX(4 * MiB);
	AUTO(str) replacement = STR_MAX(64 * KiB);
	struct text key;

	json_enter_array(j);
	while (json_element(j)) {
		str_clear(&level);
		str_clear(&text);
		str_clear(&replacement);
		json_enter_object(j);
		while (json_member(j, &key))
			if (text_is(key, "level"))
				set(&level, json_text(j));
			else if (text_is(key, "message"))
				set(&text, json_text(j));
			else if (text_is(key, "spans"))
				read_replacement(j, &replacement);
			else
				json_skip(j);
		keep_child(m, &level, &text, &replacement);
	}
}

static void read_message(struct json *j, struct clippy_message *m)
{
	struct text key;

	m->has_message = true;
	json_enter_object(j);
	while (json_member(j, &key))
		if (text_is(key, "level"))
			set(&m->level, json_text(j));
		else if (text_is(key, "message"))
			set(&m->text, json_text(j));
		else if (text_is(key, "code"))
			read_code(j, m);
		else if (text_is(key, "spans"))
			read_spans(j, m);
		else if (text_is(key, "children"))
			read_children(j, m);
		else
			json_skip(j);
}

static void read_kinds(struct json *j, struct clippy_message *m)
{
	json_enter_array(j);
	while (json_element(j)) {
		struct text kind = json_text(j);

		m->for_build |= text_is(kind, "custom-build") || text_is(kind, "proc-macro");
	}
}

static void read_target(struct json *j, struct clippy_message *m)
{
	struct text key;

	json_enter_object(j);
	while (json_member(j, &key))
		if (text_is(key, "kind"))
			read_kinds(j, m);
		else if (text_is(key, "src_path"))
			set(&m->src_path, json_text(j));
		else
			json_skip(j);
}

/* Of the files of an artifact: an .rlib is a build, a check leaves .rmeta alone. */
static void read_filenames(struct json *j, struct clippy_message *m)
{
	json_enter_array(j);
	while (json_element(j))
		m->library |= text_ends(json_text(j), ".rlib");
}

#define TEXTS(m)                                                                                  \
	{                                                                                         \
		&(m)->reason, &(m)->package, &(m)->src_path, &(m)->level, &(m)->text, &(m)->code, \
			&(m)->notes, &(m)->help, &(m)->url, &(m)->place.file                      \
	}

void clippy_message_init(struct clippy_message *m)
{
	struct str *const texts[] = TEXTS(m);

	*m = (struct clippy_message){ 0 };
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		str_init(texts[i], 4 * MiB);
}

void clippy_message_release(struct clippy_message *m)
{
	struct str *const texts[] = TEXTS(m);

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		str_release(texts[i]);
}

static void forget(struct clippy_message *m)
{
	struct str *const texts[] = TEXTS(m);

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		str_clear(texts[i]);
	m->has_message = m->has_place = m->success = m->has_success = m->library = m->executable =
		m->for_build = false;
	m->place.found = false;
}

void clippy_message_read(struct json *j, struct clippy_message *m)
{
	struct text key;

	forget(m);
	json_enter_object(j);
	while (json_member(j, &key))
		if (text_is(key, "reason"))
			set(&m->reason, json_text(j));
		else if (text_is(key, "package_id"))
			set(&m->package, json_text(j));
		else if (text_is(key, "target") && json_peek(j) == JSON_OBJECT)
			read_target(j, m);
		else if (text_is(key, "message") && json_peek(j) == JSON_OBJECT)
			read_message(j, m);
		else if (text_is(key, "filenames") && json_peek(j) == JSON_ARRAY)
			read_filenames(j, m);
		else if (text_is(key, "executable"))
			m->executable |= json_text_or_null(j, NULL).len > 0;
		else if (text_is(key, "success")) {
			m->has_success = true;
			m->success = json_bool(j);
		} else {
			json_skip(j);
		}
}
