#include "formats/unified_diff.h"

#include <string.h>

#include "base/num.h"
#include "formats/ansi.h"
#include "formats/unified_head.h"

#define LINE_MAX_BYTES (8 * MiB)
#define MAX_LINE       1000000000

struct diff {
	struct changed_lines *changed;
	const char *name;
	struct err *err;
	size_t number;  /* of the line */
	size_t headers; /* of files, so far */
	bool is_git;

	bool in_file;
	struct unified_head head;
	struct changed_file *file; /* once its name is known */
	bool want_new, want_hunk;  /* "+++ " or "@@ " has to come next */
	bool sure;                 /* and if it does not, the diff is broken */

	int64_t old_left, new_left; /* of the hunk */
	int64_t next_old, next_new; /* numbers of the lines to come */
	int64_t run;                /* the first of the added lines just read; 0: none */
	bool after_hunk;
};

static int refuse(const struct diff *d, const char *why)
{
	return err_set(d->err, "%s:%zu: %s", d->name, d->number, why);
}

static void start_file(struct diff *d, bool is_git)
{
	unified_head_start(&d->head, is_git);
	d->in_file = true;
	d->is_git |= is_git;
	d->file = NULL;
	d->next_old = d->next_new = 1;
	d->headers++;
}

/* Enters the file into the list, once its name is known. */
static int name_file(struct diff *d)
{
	const struct unified_head *h = &d->head;
	size_t before = d->changed->n;
	struct changed_file *file;
	struct text path;

	if (d->file)
		return 0;
	path = unified_head_path(&d->head);
	if (unified_head_check(h, d->err) < 0)
		return -1;
	if (!path.len)
		return refuse(d, "the headers of a file do not say its name");
	file = changed_lines_add(d->changed, path, d->err);
	if (!file)
		return -1;
	/* where a file becomes a link, git takes it away and adds it again */
	if (d->changed->n == before && !(file->deleted && (h->added || h->no_old)))
		return err_set(d->err, "%s:%zu: %s occurs twice: expected one diff, not a series",
			       d->name, d->number, file->path);
	file->added = h->added || h->no_old;
	file->deleted = h->deleted || h->no_new;
	file->binary = h->binary || h->submodule;
	file->renamed = h->renamed;
	if (h->has_from) {
		file->old_path =
			arena_copy(&d->changed->arena, (struct text){ h->from.buf, h->from.len });
		if (!file->old_path)
			return err_memory(d->err);
	}
	d->file = file;
	return 0;
}

static int finish_file(struct diff *d)
{
	if (!d->in_file)
		return 0;
	if (d->want_new || d->want_hunk || (!d->file && !unified_head_is_whole(&d->head)))
		return refuse(d, "the headers of a file without its hunks: truncated?");
	d->in_file = false;
	return name_file(d);
}

/* "12" or "12,3" up to `end`; the text behind `end` is left in *text. */
static bool take_range(struct text *text, const char *end, int64_t *start, int64_t *count)
{
	ptrdiff_t stop = text_find(*text, end);
	struct text range = text_first(*text, stop < 0 ? 0 : (size_t)stop);
	const char *comma = range.len ? memchr(range.ptr, ',', range.len) : NULL;
	size_t len = comma ? (size_t)(comma - range.ptr) : range.len;

	*count = 1;
	*text = text_from(*text, range.len + strlen(end));
	return num_int(text_first(range, len), start) && *start >= 0 && *start <= MAX_LINE &&
	       (!comma || num_int(text_from(range, len + 1), count)) && *count >= 0 &&
	       *count <= MAX_LINE;
}

/* "@@ -a[,b] +c[,d] @@" */
static int begin_hunk(struct diff *d, struct text line)
{
	int64_t old_start, new_start;

	if (!d->in_file || !d->head.has_new)
		return refuse(d, "a hunk without the name of its file");
	if (!text_starts(line, "@@ -"))
		return refuse(d, "expected \"@@ -a,b +c,d @@\"");
	line = text_from(line, strlen("@@ -"));
	if (!take_range(&line, " +", &old_start, &d->old_left) ||
	    !take_range(&line, " @@", &new_start, &d->new_left) || !(d->old_left || d->new_left))
		return refuse(d, "expected \"@@ -a,b +c,d @@\"");
	/* a count of 0 names the line before */
	old_start += d->old_left == 0;
	new_start += d->new_left == 0;
	if (old_start < d->next_old || new_start < d->next_new)
		return refuse(d, "hunks in disorder, or a hunk at line 0");
	d->next_old = old_start;
	d->next_new = new_start;
	d->run = 0;
	d->want_hunk = false;
	if (name_file(d) < 0)
		return -1;
	if ((d->file->added && d->old_left) || (d->file->deleted && d->new_left))
		return refuse(d, "a hunk with lines on a side that its file does not have");
	return 0;
}

/* The added lines just read go into the list. */
static int end_run(struct diff *d)
{
	int64_t first = d->run;

	d->run = 0;
	if (!first || d->file->binary)
		return 0;
	return changed_file_add(d->changed, d->file, first, d->next_new - 1, d->err);
}

static int hunk_line(struct diff *d, struct text line)
{
	char sign = line.len ? line.ptr[0] : ' '; /* some editors take trailing blanks off */
	bool in_old = sign == ' ' || sign == '-', in_new = sign == ' ' || sign == '+';

	if (sign == '\\')
		return 0;
	if (!in_old && !in_new)
		return refuse(d, "expected a line of the hunk, with ' ', '-' or '+' in front");
	if ((in_old && !d->old_left) || (in_new && !d->new_left))
		return refuse(d, "the hunk has other lines than its header counts");
	if (sign == ' ' && end_run(d) < 0)
		return -1;
	if (sign == '+' && !d->run)
		d->run = d->next_new;
	d->old_left -= in_old;
	d->next_old += in_old;
	d->new_left -= in_new;
	d->next_new += in_new;
	d->after_hunk = !d->old_left && !d->new_left;
	return d->after_hunk ? end_run(d) : 0;
}

/* "--- NAME": the next header of git's file, or a file of another diff. */
static int take_old(struct diff *d, struct text line, bool sure)
{
	bool more_of_git = d->in_file && d->head.is_git && !d->head.has_old;

	if (!more_of_git) {
		if (finish_file(d) < 0)
			return -1;
		start_file(d, false);
	}
	if (!unified_head_old(&d->head, line))
		return refuse(d, "expected \"--- \" and the old name of the file");
	d->want_new = true;
	d->sure = more_of_git || sure;
	return 0;
}

static int take_new(struct diff *d, struct text line)
{
	if (!unified_head_new(&d->head, line) || (d->head.no_old && d->head.no_new))
		return refuse(d, "expected \"+++ \" and the new name of the file");
	d->want_new = false;
	d->want_hunk = true;
	return 0;
}

/* Other lines: in git's part they may be more headers, elsewhere they are text between files. */
static int take_other(struct diff *d, struct text line)
{
	int taken = 0;

	if (d->in_file && d->head.is_git && !d->head.has_old)
		taken = unified_head_line(&d->head, line);
	if (taken)
		return taken < 0 ? refuse(d, "expected the name of a file") : 0;
	if (text_starts(line, "Submodule ") && text_find(line, "..") >= 0) {
		d->headers++; /* git diff --submodule=log: it has no lines */
		return 0;
	}
	if (!d->is_git && text_starts(line, "Only in ") && text_find(line, ": ") >= 0)
		return refuse(d, "a file that only one side has, without its lines: use diff -N");
	if (d->is_git || !text_starts(line, "Binary files "))
		return 0;
	if (finish_file(d) < 0)
		return -1;
	start_file(d, false);
	if (!unified_head_binary(&d->head, line))
		return refuse(d, "expected \"Binary files A and B differ\"");
	return 0;
}

/* Behind the last line of a hunk, what looks like one more. "-- " begins a mail's signature. */
static bool is_surplus(struct text line)
{
	return text_starts(line, " ") || text_starts(line, "+") ||
	       (text_starts(line, "-") && !text_starts(line, "--- ") && !text_is(line, "-- ") &&
		!text_is(line, "--"));
}

static int take_line(struct diff *d, struct text line)
{
	bool after_hunk = d->after_hunk;

	if (d->old_left || d->new_left)
		return hunk_line(d, line);
	if (text_starts(line, "\\"))
		return 0;
	d->after_hunk = false;
	if (after_hunk && is_surplus(line))
		return refuse(d, "the hunk has other lines than its header counts");
	if (d->want_new && text_starts(line, "+++ "))
		return take_new(d, line);
	if (d->want_new && d->sure)
		return refuse(d, "expected \"+++ \" and the new name of the file");
	if (d->want_new) { /* it was a line of a mail */
		d->want_new = d->in_file = false;
		d->headers--;
	}
	if (text_starts(line, "diff --cc ") || text_starts(line, "diff --combined ") ||
	    text_starts(line, "@@@"))
		return refuse(d, "a combined diff: compare with one side, git diff BASE HEAD");
	if (text_starts(line, "@@"))
		return begin_hunk(d, line);
	if (d->want_hunk)
		return refuse(d, "expected \"@@ -a,b +c,d @@\"");
	if (text_starts(line, "--- "))
		return take_old(d, line, after_hunk);
	if (!text_starts(line, "diff --git "))
		return take_other(d, line);
	if (finish_file(d) < 0)
		return -1;
	start_file(d, true);
	str_add(&d->head.git_line, line.ptr + strlen("diff --git "),
		line.len - strlen("diff --git "));
	return 0;
}

static void diff_release(struct diff *d) { unified_head_release(&d->head); }

int unified_diff_read(struct changed_lines *changed, struct reader *reader, struct err *err)
{
	AUTO(diff) d = { .changed = changed, .name = reader->name, .err = err };
	struct ansi_reader plain;
	AUTO(lines) lines;
	struct text line;
	int more;

	unified_head_init(&d.head);
	ansi_reader_init(&plain, reader);
	lines_init(&lines, &plain.reader, LINE_MAX_BYTES);
	while ((more = lines_next(&lines, &line, err)) > 0) {
		d.number = lines.number;
		if (take_line(&d, line) < 0)
			return -1;
	}
	if (more < 0)
		return -1;
	if (d.old_left || d.new_left)
		return refuse(&d, "the text ends inside a hunk: truncated?");
	if (finish_file(&d) < 0)
		return -1;
	if (plain.any && !d.headers)
		return refuse(&d, "expected a unified diff: there is no header of a file");
	return 0;
}
