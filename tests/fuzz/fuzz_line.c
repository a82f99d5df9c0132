/*
 * A finding made of any bytes: its line in a log starts no workflow command, and its annotation is
 * one command that says what the finding says when it is read as GitHub's runner reads it.
 */
#include "runner_fuzz.h"

#include <inttypes.h>

#include "runner/escape.h"
#include "runner/print.h"

static void check_escapes(struct text text)
{
	AUTO(str) line = STR_MAX(4 * MiB);
	AUTO(str) data = STR_MAX(4 * MiB);
	AUTO(str) property = STR_MAX(4 * MiB);

	escape_line(&line, text);
	escape_data(&data, text);
	escape_property(&property, text);
	must(is_shown(all_of(&line)) && is_shown(all_of(&data)) && is_shown(all_of(&property)));
	must(!strpbrk(property.buf, ":,") && !line.failed && !data.failed && !property.failed);
	if (is_shown(text))
		must(text_equal(all_of(&line), text));
}

/* A line of ours that is no command, whatever it holds: leading white space is skipped before "::". */
static void check_line(const struct finding *finding)
{
	AUTO(str) line = STR_MAX(16 * MiB);
	struct text text;

	print_finding(&line, finding, true);
	must(!line.failed && line.len && line.buf[line.len - 1] == '\n');
	text = text_first(all_of(&line), line.len - 1);
	must(is_shown(text) && !text_starts(text_trim(text), "::"));
}

static void decode(struct str *out, struct text text, bool property)
{
	static const struct {
		const char *code;
		char c;
	} codes[] = {
		{ "%0D", '\r' }, { "%0A", '\n' }, { "%3A", ':' }, { "%2C", ',' }, { "%25", '%' }
	};

	str_clear(out);
	while (text.len) {
		size_t i = 0;

		while (i < ARRAY_SIZE(codes) && (!text_starts(text, codes[i].code) ||
						 (!property && strchr(":,", codes[i].c))))
			i++;
		must(i < ARRAY_SIZE(codes) || text.ptr[0] != '%');
		str_putc(out, i < ARRAY_SIZE(codes) ? codes[i].c : text.ptr[0]);
		text = text_from(text, i < ARRAY_SIZE(codes) ? 3 : 1);
	}
}

/* As far as it can be compared: a text without what is made visible comes back exactly. */
static bool comes_back(const char *text, const struct str *decoded)
{
	AUTO(str) one_line = STR_MAX(4 * MiB);

	str_puts(&one_line, text);
	for (size_t i = 0; i < one_line.len; i++)
		if (strchr("\r\n", one_line.buf[i]))
			one_line.buf[i] = ' ';
	return !is_shown(all_of(&one_line)) || text_is(all_of(decoded), text);
}

static void check_property(struct text property, const struct finding *f)
{
	static const char *const numbers[] = { "line", "endLine", "col", "endColumn" };
	AUTO(str) decoded = STR_MAX(4 * MiB);
	ptrdiff_t equals = text_find(property, "=");
	struct text name;

	must(equals > 0);
	name = text_first(property, (size_t)equals);
	decode(&decoded, text_from(property, (size_t)equals + 1), true);
	must(decoded.len);
	if (text_is(name, "file")) {
		must(f->path && comes_back(f->path, &decoded));
	} else if (text_is(name, "title")) {
		must(comes_back(f->rule[0] ? f->rule : "phoenix", &decoded));
	} else {
		size_t i = 0;

		while (i < ARRAY_SIZE(numbers) && !text_is(name, numbers[i]))
			i++;
		must(i < ARRAY_SIZE(numbers) && f->path && f->line > 0);
		must(decoded.buf[strspn(decoded.buf, "0123456789")] == '\0');
	}
}

static void check_annotation(enum annotation type, const struct finding *f)
{
	static const char *const starts[] = { "::error ", "::warning ", "::notice " };
	AUTO(str) command = STR_MAX(16 * MiB);
	AUTO(str) decoded = STR_MAX(16 * MiB);
	struct text text, properties;
	ptrdiff_t end;

	print_annotation(&command, type, f);
	must(!command.failed && command.len && command.buf[command.len - 1] == '\n');
	text = text_first(all_of(&command), command.len - 1);
	must(is_shown(text) && text_starts(text, starts[type]));
	text = text_from(text, strlen(starts[type]));
	end = text_find(text, "::");
	must(end > 0);
	properties = text_first(text, (size_t)end);
	text = text_from(text, (size_t)end + 2);
	while (properties.len) {
		ptrdiff_t comma = text_find(properties, ",");
		size_t len = comma < 0 ? properties.len : (size_t)comma;

		check_property(text_first(properties, len), f);
		properties = text_from(properties, len + 1);
	}
	decode(&decoded, text, false);
	if (strlen(f->message) < 4000)
		must(comes_back(f->message[0] ? f->message : f->title, &decoded));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	uint8_t kind = next_byte(&data, &size);
	struct finding f = { .severity = (enum severity)(kind % 6), .denies = kind & 64 };
	char *texts[4];

	check_escapes(bytes);
	f.line = next_byte(&data, &size);
	f.end_line = next_byte(&data, &size);
	f.column = next_byte(&data, &size);
	f.end_column = next_byte(&data, &size);
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		texts[i] = next_text(&data, &size);
	f.rule = texts[0];
	f.title = texts[1];
	f.message = texts[2];
	f.path = kind & 128 ? texts[3] : NULL;
	check_line(&f);
	check_annotation((enum annotation)(kind % 3), &f);
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		free(texts[i]);
	return 0;
}
