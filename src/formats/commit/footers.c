#include "formats/commit/footers.h"

#include <string.h>

#include "base/utf8.h"
#include "formats/commit/letters.h"

#define BREAKING_LEN 15

static bool is_blank(struct text line) { return !text_trim(line).len; }

static bool is_breaking_token(struct text line)
{
	return text_starts(line, "BREAKING CHANGE") || text_starts(line, "BREAKING-CHANGE");
}

/* How long the token at the front of the line is, in bytes; 0: there is none. */
static size_t token_length(struct text line)
{
	size_t at = 0, used;
	bool valid;

	if (text_starts(line, "BREAKING CHANGE"))
		return BREAKING_LEN;
	while (at < line.len) {
		uint32_t c = utf8_decode(line.ptr + at, line.len - at, &used, &valid);

		if (c != '-' && !letters_is_alnum(c))
			break;
		at += used;
	}
	return at;
}

/* "token: value" or "token #value" */
static bool is_footer(struct text line)
{
	size_t len = token_length(line);
	struct text more = text_from(line, len);

	if (!len || !(text_starts(more, ": ") || text_starts(more, " #")))
		return false;
	return !is_blank(text_from(more, 2));
}

static bool is_breaking(struct text line) { return is_breaking_token(line) && is_footer(line); }

/* Any spelling but the two that count, in front of a ':'. */
static bool is_misspelt_breaking(struct text line)
{
	if (!letters_starts_any_case(line, "BREAKING CHANGE:") &&
	    !letters_starts_any_case(line, "BREAKING-CHANGE:"))
		return false;
	return !is_breaking_token(line);
}

/* What was seen so far, line by line. */
struct division {
	struct commit_message *m;
	const char *section;  /* where the footers begin, unless a later paragraph says otherwise */
	const char *breaking; /* the first BREAKING CHANGE footer, wherever it stands */
	const char *paragraph; /* NULL: between paragraphs */
	bool unspaced;         /* no blank line stands in front of `breaking` */
	bool behind_blank;     /* the paragraph stands behind a blank line */
	bool all_footers; /* of the paragraph: no line that is neither footer nor continuation */
	bool first_is_footer;
	bool ends_breaking; /* the last footer seen is BREAKING CHANGE: text may follow it */
	bool was_breaking;  /* the same, when the paragraph began */
	char fence;         /* the character of the fence that is open */
};

static void end_paragraph(struct division *d)
{
	if (!d->paragraph)
		return;
	if (!d->section && d->all_footers && d->first_is_footer && d->behind_blank)
		d->section = d->paragraph;
	else if (d->section && !d->first_is_footer && !d->was_breaking)
		d->section = NULL;
	d->paragraph = NULL;
}

static void begin_paragraph(struct division *d, struct text line, bool behind_blank)
{
	d->paragraph = line.ptr;
	d->behind_blank = behind_blank;
	d->first_is_footer = is_footer(line);
	d->all_footers = true;
	d->was_breaking = d->ends_breaking;
}

static bool toggles_fence(struct division *d, struct text line)
{
	char c = text_starts(line, "```") ? '`' : text_starts(line, "~~~") ? '~' : '\0';

	if (!c || (d->fence && d->fence != c))
		return false;
	d->fence = d->fence ? '\0' : c;
	return true;
}

static void take_line(struct division *d, struct text line, bool behind_blank)
{
	bool footer = is_footer(line), fenced = toggles_fence(d, line) || d->fence;

	if (!d->paragraph)
		begin_paragraph(d, line, behind_blank);
	if (!footer && !(line.ptr > d->paragraph && text_trim(line).ptr > line.ptr))
		d->all_footers = false;
	if (footer)
		d->ends_breaking = is_breaking(line) && !fenced;
	if (fenced)
		return;
	if (is_breaking(line) && !d->breaking) {
		d->breaking = line.ptr;
		d->unspaced = !behind_blank;
	}
	if (is_misspelt_breaking(line))
		commit_slip_add(d->m, RULE_BREAKING_CASE, 0, 0,
				"only BREAKING CHANGE in upper case marks a breaking change");
}

static struct text piece(const char *from, const char *to)
{
	struct text t = { from, (size_t)(to - from) };

	while (t.len && t.ptr[0] == '\n')
		t = text_from(t, 1);
	while (t.len && t.ptr[t.len - 1] == '\n')
		t.len--;
	return t.len ? t : (struct text){ 0 };
}

void commit_footers(struct commit_message *m, struct text rest)
{
	struct division d = { .m = m };
	const char *start = rest.ptr, *end = rest.ptr + rest.len, *footer;
	bool behind_blank = false;
	struct text line;

	while (commit_joined_line(&rest, &line)) {
		if (is_blank(line))
			end_paragraph(&d);
		else
			take_line(&d, line, behind_blank);
		behind_blank = is_blank(line);
	}
	end_paragraph(&d);
	footer = d.section;
	if (d.breaking && (!footer || d.breaking < footer))
		footer = d.breaking;
	m->footer_unspaced = footer && footer == d.breaking && d.unspaced;
	m->breaking |= d.breaking != NULL;
	m->body = piece(start, footer ? footer : end);
	if (footer)
		m->footer = piece(footer, end);
}
