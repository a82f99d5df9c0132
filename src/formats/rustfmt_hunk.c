#include "formats/rustfmt_hunk.h"

#include <inttypes.h>

#include "formats/rustfmt.h"

#define RETURN_SIGN "⏎" /* behind each line with rustfmt --verbose */

void rustfmt_hunk_init(struct rustfmt_hunk *hunk)
{
	*hunk = (struct rustfmt_hunk){ 0 };
	str_init(&hunk->excerpt, RUSTFMT_SHOWN_BYTES + KiB);
	str_init(&hunk->message, KiB);
}

void rustfmt_hunk_release(struct rustfmt_hunk *hunk)
{
	str_release(&hunk->excerpt);
	str_release(&hunk->message);
}

void rustfmt_hunk_start(struct rustfmt_hunk *hunk, int64_t start)
{
	struct str excerpt = hunk->excerpt, message = hunk->message;

	str_clear(&excerpt);
	str_clear(&message);
	if (start < 1 || start > RUSTFMT_MAX_LINE)
		start = 0;
	*hunk = (struct rustfmt_hunk){ .excerpt = excerpt,
				       .message = message,
				       .start = start,
				       .next = start,
				       .sure = start - 1 };
}

static void show(struct rustfmt_hunk *hunk, struct text line)
{
	if (hunk->more || hunk->shown == RUSTFMT_SHOWN_LINES ||
	    hunk->excerpt.len + line.len + 1 > RUSTFMT_SHOWN_BYTES) {
		hunk->more++;
		return;
	}
	if (hunk->shown++)
		str_putc(&hunk->excerpt, '\n');
	str_add(&hunk->excerpt, line.ptr, line.len);
}

/*
 * Behind the last line of a file rustfmt shows an empty one, which is none: an empty line is sure
 * to be there when another one follows.
 */
static void walk(struct rustfmt_hunk *hunk, struct text line)
{
	if (line.ptr[0] == '+') {
		if (!hunk->added++)
			hunk->first_point = hunk->next;
		hunk->last_point = hunk->next;
		return;
	}
	if (line.ptr[0] == '-') {
		if (!hunk->removed++)
			hunk->first = hunk->next;
		hunk->last = hunk->next;
	}
	hunk->sure = line.len > 1 ? hunk->next : hunk->next - 1;
	hunk->next++;
}

void rustfmt_hunk_line(struct rustfmt_hunk *hunk, struct text line)
{
	if (!line.len) {
		hunk->blanks++;
		return;
	}
	for (; hunk->blanks; hunk->blanks--) {
		show(hunk, TEXT(" "));
		walk(hunk, TEXT(" "));
	}
	show(hunk, line);
	walk(hunk, line);
}

static int64_t clamp(const struct rustfmt_hunk *hunk, int64_t point)
{
	return point > hunk->sure && hunk->sure >= hunk->start ? hunk->sure : point;
}

int rustfmt_hunk_end(struct rustfmt_hunk *hunk, struct finding *finding, struct err *err)
{
	if (hunk->removed)
		str_printf(&hunk->message, "%zu line%s from rustfmt's layout", hunk->removed,
			   hunk->removed == 1 ? " differs" : "s differ");
	else
		str_printf(&hunk->message, "rustfmt adds %zu line%s here", hunk->added,
			   hunk->added == 1 ? "" : "s");
	if (hunk->more)
		str_printf(&hunk->excerpt, "%s… %zu more line%s", hunk->shown ? "\n" : "",
			   hunk->more, hunk->more == 1 ? "" : "s");
	*finding = (struct finding){ .rule = "rustfmt",
				     .title = "not formatted",
				     .message = hunk->message.buf,
				     .tool = "rustfmt",
				     .fix = RUSTFMT_FIX,
				     .excerpt = hunk->excerpt.buf,
				     .excerpt_line = hunk->start,
				     .severity = SEVERITY_HIGH };
	if (hunk->start && hunk->removed) {
		finding->line = hunk->first;
		finding->end_line = hunk->last;
	} else if (hunk->start) {
		finding->line = hunk->added ? clamp(hunk, hunk->first_point) : hunk->start;
		finding->end_line = hunk->added ? clamp(hunk, hunk->last_point) : hunk->start;
	}
	if (str_check(&hunk->excerpt, "a hunk", err) < 0)
		return -1;
	return str_check(&hunk->message, "a message", err);
}

/* The line up to the next \n, taken off with it; what stands behind the last \n is a line too. */
static struct text take_line(struct text *rest, bool *more)
{
	const char *end = rest->len ? memchr(rest->ptr, '\n', rest->len) : NULL;
	struct text line = text_first(*rest, end ? (size_t)(end - rest->ptr) : rest->len);

	*more = end != NULL;
	*rest = text_from(*rest, line.len + 1);
	return line;
}

static struct text without_end(struct text line, const char *end)
{
	return text_ends(line, end) ? text_first(line, line.len - strlen(end)) : line;
}

static bool same_line(struct text shown, struct text line)
{
	line = without_end(line, "\r");
	shown = without_end(shown, "\r");
	return text_equal(shown, line) || text_equal(without_end(shown, RETURN_SIGN), line);
}

bool rustfmt_hunk_fits(const struct finding *finding, struct text file)
{
	struct text excerpt = text_of(finding->excerpt), shown, line;
	bool more = true, more_shown = excerpt.len > 0;

	if (!finding->excerpt)
		return true;
	if (finding->excerpt_line < 1)
		return false;
	for (int64_t i = 1; i < finding->excerpt_line && more; i++)
		take_line(&file, &more);
	while (more_shown) {
		shown = take_line(&excerpt, &more_shown);
		if (text_starts(shown, "+"))
			continue;
		if (!text_starts(shown, " ") && !text_starts(shown, "-"))
			break; /* "… N more lines" */
		if (!more)
			return false;
		line = take_line(&file, &more);
		if (!same_line(text_from(shown, 1), line))
			return false;
	}
	return true;
}
