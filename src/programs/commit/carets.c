/* What is wrong with a header, shown below it. */
#include <stdlib.h>

#include "base/utf8.h"
#include "programs/commit/commit.h"
#include "runner/escape.h"

#define SHOWN_MAX 100 /* code points of a header */

static size_t points_of(struct text text)
{
	size_t points;

	utf8_prefix(text.ptr, text.len, SIZE_MAX, &points);
	return points;
}

/* How wide the text is once it is escaped. */
static size_t width(struct text text)
{
	AUTO(str) shown = STR_MAX(MiB);

	escape_line(&shown, text);
	return points_of((struct text){ shown.buf, shown.len });
}

static void put_blanks(struct str *out, size_t n)
{
	while (n--)
		str_putc(out, ' ');
}

static int by_place(const void *a, const void *b)
{
	const struct commit_problem *x = *(const struct commit_problem *const *)a,
				    *y = *(const struct commit_problem *const *)b;

	if (!x->len != !y->len) /* what is nowhere in the header comes last */
		return x->len ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x > y) - (x < y);
}

static void put_problem(struct str *out, size_t indent, struct text header,
			const struct commit_problem *p)
{
	size_t before = p->len ? width(text_first(header, p->at)) : 0;
	size_t carets = p->len ? width(text_first(text_from(header, p->at), p->len)) : 0;

	put_blanks(out, indent);
	if (carets && before < SHOWN_MAX) {
		put_blanks(out, before);
		for (size_t i = 0; i < carets && before + i < SHOWN_MAX; i++)
			str_putc(out, '^');
		str_putc(out, ' ');
	} else {
		str_puts(out, "- ");
	}
	escape_line(out, text_of(p->what));
	str_printf(out, "   [%s]%s\n", commit_rule_name(p->rule),
		   p->level == 1 ? " (warning)" : "");
}

void commit_put_carets(struct str *out, const char *id, struct text header,
		       const struct commit_problems *problems, const char *suggestion)
{
	const struct commit_problem **order = calloc(problems->n + 1, sizeof(*order));
	size_t indent = points_of(text_of(id)) + 2, cut;
	AUTO(str) shown = STR_MAX(MiB);

	escape_line(&shown, header);
	cut = utf8_prefix(shown.buf, shown.len, SHOWN_MAX, NULL);
	str_printf(out, "%s  %.*s%s\n", id, (int)cut, shown.buf, cut < shown.len ? "…" : "");
	for (size_t i = 0; order && i < problems->n; i++)
		order[i] = &problems->at[i];
	if (order && problems->n > 1)
		qsort(order, problems->n, sizeof(*order), by_place);
	for (size_t i = 0; order && i < problems->n; i++)
		put_problem(out, indent, header, order[i]);
	if (!order)
		out->failed = true;
	free(order);
	if (suggestion) {
		put_blanks(out, indent);
		str_puts(out, "suggestion: ");
		escape_line(out, text_of(suggestion));
		str_putc(out, '\n');
	}
}
