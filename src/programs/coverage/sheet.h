/* Tables that stand in the step summary and on the page alike. */
#ifndef PROGRAMS_COVERAGE_SHEET_H
#define PROGRAMS_COVERAGE_SHEET_H

#include "base/str.h"

struct sheet {
	struct str *out;
	bool html; /* else Markdown */
};

/* heading and columns are constants of ours; a column that begins with '#' holds numbers. */
void sheet_begin(const struct sheet *sheet, const char *heading, const char *const *columns);
void sheet_end(const struct sheet *sheet);

/* A row is sheet_row, its cells, sheet_row_end. A cell is a text from anywhere, a sentence of ours
 * that may hold words from outside, or a number. */
void sheet_row(const struct sheet *sheet);
void sheet_code(const struct sheet *sheet, const char *text);
void sheet_text(const struct sheet *sheet, const char *text);
void sheet_number(const struct sheet *sheet, const char *text);
void sheet_row_end(const struct sheet *sheet);

/* A line below a table. */
void sheet_line(const struct sheet *sheet, const char *text);

#endif
