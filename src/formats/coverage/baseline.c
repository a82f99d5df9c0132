#include "formats/coverage/baseline.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "formats/coverage/rule.h"
#include "formats/json.h"

#define TEXTS_MAX GiB

void coverage_baseline_release(struct coverage_baseline *baseline)
{
	arena_release(&baseline->arena);
	*baseline = (struct coverage_baseline){ 0 };
}

static const char *keep(struct coverage_baseline *b, struct json *j)
{
	const char *text = arena_copy(&b->arena, json_text_or_null(j, NULL));

	if (!text) {
		err_memory(j->err);
		j->failed = true;
	}
	return text;
}

/* [hit, total] */
static void read_count(struct json *j, struct coverage_count *count)
{
	int64_t *const parts[] = { &count->hit, &count->total };
	size_t n = 0;

	json_enter_array(j);
	for (; json_element(j); n++)
		if (n < 2)
			*parts[n] = json_int(j);
		else
			json_skip(j);
	if (!j->failed &&
	    (n != 2 || count->hit < 0 || count->hit > count->total || count->total > INT32_MAX))
		json_fail(j, "[hit, total] was expected");
}

/* {"line": [1, 2], "branch": …} */
static void read_counts(struct json *j, struct baseline_counts *counts)
{
	struct text key;

	json_enter_object(j);
	while (json_member(j, &key)) {
		int kind = 0;

		while (coverage_kind_words[kind] && !text_is(key, coverage_kind_words[kind]))
			kind++;
		if (!coverage_kind_words[kind]) {
			json_skip(j);
			continue;
		}
		counts->has |= COVERAGE_HAS(kind);
		read_count(j, &counts->of[kind]);
	}
	if (!j->failed && !(counts->has & COVERAGE_HAS(COVERAGE_LINES)))
		json_fail(j, "totals need at least those of lines");
}

static void read_services(struct coverage_baseline *b, struct json *j)
{
	struct text key;

	json_enter_object(j);
	while (json_member(j, &key)) {
		struct baseline_service *grown = arena_grow(&b->arena, b->services, b->n_services,
							    &b->services_cap, sizeof(*grown));

		if (grown) {
			b->services = grown;
			grown += b->n_services++;
			*grown = (struct baseline_service){ .name = arena_copy(&b->arena, key) };
		}
		if (!grown || !grown->name) {
			err_memory(j->err);
			j->failed = true;
			return;
		}
		read_counts(j, &grown->counts);
	}
}

static void read_file(struct coverage_baseline *b, struct json *j, struct baseline_file *file)
{
	struct text key;

	json_enter_object(j);
	while (json_member(j, &key))
		if (text_is(key, "path"))
			file->path = keep(b, j);
		else if (text_is(key, "blob"))
			file->blob = keep(b, j);
		else if (text_is(key, "runs"))
			file->runs = keep(b, j);
		else if (text_is(key, "totals"))
			read_counts(j, &file->counts);
		else
			json_skip(j);
	if (!j->failed &&
	    (!file->path || !file->path[0] || !file->blob || !file->runs || !file->counts.has))
		json_fail(j, "a file needs path, blob, totals and runs");
}

static void read_files(struct coverage_baseline *b, struct json *j)
{
	json_enter_array(j);
	while (json_element(j)) {
		struct baseline_file file = { 0 }, *grown;

		read_file(b, j, &file);
		if (j->failed)
			return;
		grown = arena_grow(&b->arena, b->files, b->n_files, &b->files_cap, sizeof(*grown));
		if (!grown) {
			err_memory(j->err);
			j->failed = true;
			return;
		}
		b->files = grown;
		b->files[b->n_files++] = file;
	}
}

static void read_member(struct coverage_baseline *b, struct json *j, struct text key, bool *schema)
{
	if (text_is(key, "schema")) {
		*schema = text_is(json_text(j), COVERAGE_BASELINE_SCHEMA);
		if (!*schema)
			json_fail(j, "schema: expected " COVERAGE_BASELINE_SCHEMA);
	} else if (text_is(key, "commit")) {
		b->commit = keep(b, j);
	} else if (text_is(key, "tree")) {
		b->tree = keep(b, j);
	} else if (text_is(key, "time")) {
		b->time = keep(b, j);
	} else if (text_is(key, "totals")) {
		read_counts(j, &b->totals);
	} else if (text_is(key, "services")) {
		read_services(b, j);
	} else if (text_is(key, "files")) {
		read_files(b, j);
	} else {
		json_skip(j);
	}
}

/* Sorted and each once, or two of one name would decide by chance. */
static bool in_order(const struct coverage_baseline *b)
{
	for (size_t i = 1; i < b->n_services; i++)
		if (strcmp(b->services[i - 1].name, b->services[i].name) >= 0)
			return false;
	for (size_t i = 1; i < b->n_files; i++)
		if (strcmp(b->files[i - 1].path, b->files[i].path) >= 0)
			return false;
	return true;
}

int coverage_baseline_read(struct coverage_baseline *out, const char *name, struct text bytes,
			   struct err *err)
{
	AUTO(json) j = { 0 };
	bool schema = false;
	struct text key;

	*out = (struct coverage_baseline){
		.arena = ARENA_MAX(TEXTS_MAX), .commit = "", .tree = "", .time = ""
	};
	json_init_memory(&j, name, 0, bytes, err);
	json_enter_object(&j);
	while (json_member(&j, &key))
		read_member(out, &j, key, &schema);
	if (json_end(&j) < 0)
		return -1;
	if (!schema || !out->totals.has)
		return err_set(err,
			       "%s: no baseline: it needs the schema " COVERAGE_BASELINE_SCHEMA
			       " and totals",
			       name);
	if (!in_order(out))
		return err_set(err, "%s: services or files in disorder", name);
	return 0;
}

static int by_service(const void *key, const void *one)
{
	return strcmp(key, ((const struct baseline_service *)one)->name);
}

static int by_file(const void *key, const void *one)
{
	return strcmp(key, ((const struct baseline_file *)one)->path);
}

const struct baseline_service *coverage_baseline_service(const struct coverage_baseline *b,
							 const char *name)
{
	return b->n_services
		       ? bsearch(name, b->services, b->n_services, sizeof(*b->services), by_service)
		       : NULL;
}

const struct baseline_file *coverage_baseline_file(const struct coverage_baseline *b,
						   const char *path)
{
	return b->n_files ? bsearch(path, b->files, b->n_files, sizeof(*b->files), by_file) : NULL;
}

/* As JSON, byte by byte: a name of a file may be no UTF-8, which JSON cannot hold; such a file is
 * left out by the caller. */
static void put_text(struct str *out, const char *text)
{
	str_putc(out, '"');
	for (; *text; text++)
		if (*text == '"' || *text == '\\')
			str_printf(out, "\\%c", *text);
		else if ((unsigned char)*text < ' ')
			str_printf(out, "\\u%04x", (unsigned)(unsigned char)*text);
		else
			str_putc(out, *text);
	str_putc(out, '"');
}

static void put_counts(struct str *out, const struct baseline_counts *counts)
{
	bool first = true;

	str_putc(out, '{');
	for (int kind = 0; kind < COVERAGE_KINDS; kind++) {
		if (!(counts->has & COVERAGE_HAS(kind)))
			continue;
		str_printf(out, "%s\"%s\": [%" PRId64 ", %" PRId64 "]", first ? "" : ", ",
			   coverage_kind_words[kind], counts->of[kind].hit, counts->of[kind].total);
		first = false;
	}
	str_putc(out, '}');
}

static void put_file(struct str *out, const struct baseline_file *file)
{
	str_puts(out, "{\"path\": ");
	put_text(out, file->path);
	str_puts(out, ", \"blob\": ");
	put_text(out, file->blob);
	str_puts(out, ", \"totals\": ");
	put_counts(out, &file->counts);
	str_puts(out, ", \"runs\": ");
	put_text(out, file->runs);
	str_putc(out, '}');
}

void coverage_baseline_print(struct str *out, const struct coverage_baseline *b)
{
	str_puts(out, "{\n\"schema\": \"" COVERAGE_BASELINE_SCHEMA "\",\n\"commit\": ");
	put_text(out, b->commit);
	str_puts(out, ",\n\"tree\": ");
	put_text(out, b->tree);
	str_puts(out, ",\n\"time\": ");
	put_text(out, b->time);
	str_puts(out, ",\n\"totals\": ");
	put_counts(out, &b->totals);
	str_puts(out, ",\n\"services\": {");
	for (size_t i = 0; i < b->n_services; i++) {
		str_puts(out, i ? ",\n" : "\n");
		put_text(out, b->services[i].name);
		str_puts(out, ": ");
		put_counts(out, &b->services[i].counts);
	}
	str_puts(out, b->n_services ? "\n},\n\"files\": [" : "},\n\"files\": [");
	for (size_t i = 0; i < b->n_files; i++) {
		str_puts(out, i ? ",\n" : "\n");
		put_file(out, &b->files[i]);
	}
	str_puts(out, b->n_files ? "\n]\n}\n" : "]\n}\n");
}

void coverage_runs_print(struct str *out, const struct coverage_file *file)
{
	const struct coverage_line *lines = file->lines;
	size_t n = file->n[COVERAGE_LINES];

	for (size_t i = 0; i < n;) {
		size_t last = i;

		while (last + 1 < n && lines[last + 1].number == lines[last].number + 1 &&
		       !lines[last + 1].hits == !lines[i].hits)
			last++;
		str_printf(out, "%s%c%" PRIu32, i ? "," : "", lines[i].hits ? 'h' : 'm',
			   lines[i].number);
		if (last > i)
			str_printf(out, "-%" PRIu32, lines[last].number);
		i = last + 1;
	}
}
