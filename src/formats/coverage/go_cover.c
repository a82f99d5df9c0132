/*
 * The profile of `go test -coverprofile` (golang.org/x/tools/cover, profile.go):
 *
 *	mode: set
 *	example.com/m/a.go:3.14,5.2 1 0
 */
#include <string.h>

#include "formats/coverage/number.h"
#include "formats/coverage/readers.h"

#define LINE_MAX_BYTES (8 * MiB)
#define SPAN_MAX       1000000

struct go_cover {
	struct coverage *coverage;
	struct lines lines;
	struct err *err;
};

static int malformed(struct go_cover *g, const char *what)
{
	return err_set(g->err, "%s:%zu: %s", g->lines.reader->name, g->lines.number, what);
}

/* Takes the number behind the last `mark` off the end. */
static bool take_last(struct text *rest, char mark, int64_t *out)
{
	const char *at = rest->len ? memrchr(rest->ptr, mark, rest->len) : NULL;

	if (!at || !coverage_number(text_from(*rest, (size_t)(at - rest->ptr) + 1), out) ||
	    *out < 0)
		return false;
	*rest = text_first(*rest, (size_t)(at - rest->ptr));
	return true;
}

struct block {
	struct text path;
	int64_t line, column, end_line, end_column, statements, count;
};

/* Read from the right: a path may hold anything. */
static bool read_block(struct text line, struct block *b)
{
	if (!take_last(&line, ' ', &b->count) || !take_last(&line, ' ', &b->statements) ||
	    !take_last(&line, '.', &b->end_column) || !take_last(&line, ',', &b->end_line) ||
	    !take_last(&line, '.', &b->column) || !take_last(&line, ':', &b->line) || !line.len)
		return false;
	b->path = line;
	return b->line >= 1 && b->end_line >= b->line && b->end_line - b->line <= SPAN_MAX &&
	       b->end_line <= COVERAGE_MAX_LINE && b->column <= INT32_MAX &&
	       b->end_column <= INT32_MAX && b->statements <= INT32_MAX;
}

static int add_block(struct go_cover *g, const struct block *b)
{
	const struct coverage_statement statement = {
		.hits = b->count,
		.line = (uint32_t)b->line,
		.column = (uint32_t)b->column,
		.end_line = (uint32_t)b->end_line,
		.end_column = (uint32_t)b->end_column,
		.weight = (uint32_t)b->statements,
	};
	struct coverage_file *file = coverage_file(g->coverage, b->path, g->err);
	/* a block ends behind its brace: on a line of its own that holds nothing else */
	int64_t last = b->end_line > b->line && b->end_column <= 2 ? b->end_line - 1 : b->end_line;

	if (!file || coverage_add_statement(g->coverage, file, &statement, g->err) < 0)
		return -1;
	for (int64_t line = b->line; line <= last; line++)
		if (coverage_add_line(g->coverage, file, line, b->count, g->err) < 0)
			return -1;
	return 0;
}

static bool is_mode(struct text line)
{
	return text_is(line, "mode: set") || text_is(line, "mode: count") ||
	       text_is(line, "mode: atomic");
}

static int read_all(struct go_cover *g)
{
	struct text line;
	int got;

	while ((got = lines_next(&g->lines, &line, g->err)) > 0) {
		struct block block = { 0 };

		if (g->lines.number == 1) {
			if (!is_mode(line))
				return malformed(g, "mode: set, count or atomic was expected");
			continue;
		}
		if (!line.len)
			continue;
		if (!read_block(line, &block))
			return malformed(g, "FILE:LINE.COLUMN,LINE.COLUMN STATEMENTS COUNT was "
					    "expected");
		if (add_block(g, &block) < 0)
			return -1;
	}
	if (got < 0)
		return -1;
	if (g->lines.unfinished)
		return malformed(g, "the last line has no end: the report was cut");
	if (!g->coverage->n)
		return err_set(g->err, "%s: holds no file", g->lines.reader->name);
	coverage_settle(g->coverage);
	return 0;
}

int go_cover_read(struct coverage *coverage, struct reader *reader, struct err *err)
{
	struct go_cover g = { .coverage = coverage, .err = err };
	int result;

	coverage->format = COVERAGE_GO;
	coverage->repeats = COVERAGE_MAX;
	coverage->has = COVERAGE_HAS(COVERAGE_LINES) | COVERAGE_HAS(COVERAGE_STATEMENTS);
	lines_init(&g.lines, reader, LINE_MAX_BYTES);
	result = read_all(&g);
	lines_release(&g.lines);
	return result;
}
