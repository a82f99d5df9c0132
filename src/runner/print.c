#include "runner/print.h"

#include <inttypes.h>
#include <errno.h>
#include <unistd.h>

#include "base/utf8.h"
#include "runner/escape.h"
#include "runner/mask.h"
#include "runner/sink.h"

#define MESSAGE_MAX 4000 /* code points; the runner cuts at 4 096 UTF-16 units */

void print_bytes(int stream, struct text bytes)
{
	char to = (char)stream;

	if (sink_is_open() && bytes.len)
		sink_send(FRAME_LOG, (struct text){ &to, 1 }, bytes);
	if (sink_is_open())
		return;
	while (bytes.len) {
		ssize_t n = write(stream, bytes.ptr, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		bytes = text_from(bytes, (size_t)n);
	}
}

static void put_after_colon(struct str *out, int64_t number)
{
	if (number <= 0)
		return;
	str_putc(out, ':');
	str_put_int(out, number);
}

void print_finding(struct str *out, const struct finding *f, bool on_github)
{
	if (on_github)
		str_puts(out, "| ");
	if (f->path) {
		escape_line(out, text_of(f->path));
		put_after_colon(out, f->line);
		put_after_colon(out, f->line > 0 ? f->column : 0);
		str_puts(out, ": ");
	}
	str_puts(out, severity_words[f->severity]);
	str_puts(out, ": ");
	escape_line(out, text_of(f->title));
	str_puts(out, " [");
	escape_line(out, text_of(f->rule));
	str_puts(out, f->denies ? "]\n" : f->excluded ? "] (excluded)\n" : "] (within policy)\n");
}

static void put_name(struct str *out, const char *name, bool *first)
{
	str_putc(out, *first ? ' ' : ',');
	str_puts(out, name);
	str_putc(out, '=');
	*first = false;
}

static void put_property(struct str *out, const char *name, struct text value, bool *first)
{
	if (!value.len)
		return;
	put_name(out, name, first);
	escape_property(out, value);
}

static void put_number(struct str *out, const char *name, int64_t value, bool *first)
{
	if (value <= 0)
		return;
	put_name(out, name, first);
	str_put_int(out, value);
}

void print_annotation(struct str *out, enum annotation type, const struct finding *f)
{
	static const char *const words[] = { "error", "warning", "notice" };
	AUTO(str) masked = STR_MAX(4 * MiB);
	struct text message =
		mask_text(text_of(f->message && f->message[0] ? f->message : f->title), &masked);
	int64_t end = f->end_line >= f->line ? f->end_line : f->line;
	bool one_line = f->line > 0 && end == f->line, first = true;

	str_printf(out, "::%s", words[type]);
	if (f->path) {
		put_property(out, "file", text_of(f->path), &first);
		put_number(out, "line", f->line, &first);
		put_number(out, "endLine", f->line > 0 ? end : 0, &first);
		put_number(out, "col", one_line ? f->column : 0, &first);
		put_number(out, "endColumn",
			   one_line && f->end_column >= f->column && f->column > 0 ? f->end_column
										   : 0,
			   &first);
	}
	/* always a property: act's parser would take "::" of a Rust path for the end of one */
	put_property(out, "title", f->rule && f->rule[0] ? text_of(f->rule) : TEXT("phoenix"),
		     &first);
	str_puts(out, "::");
	message.len = utf8_prefix(message.ptr, message.len, MESSAGE_MAX, NULL);
	escape_data(out, message);
	str_putc(out, '\n');
}
