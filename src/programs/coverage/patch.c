/* What of the change no test reaches. */
#include <stdlib.h>
#include <string.h>

#include "programs/coverage/session.h"

static int add_range(struct coverage_session *s, const char *path, int64_t first, int64_t last,
		     int64_t lines, struct err *err)
{
	struct uncovered *grown = arena_grow(&s->arena, s->uncovered, s->n_uncovered,
					     &s->uncovered_cap, sizeof(*grown));

	if (!grown)
		return err_memory(err);
	s->uncovered = grown;
	s->uncovered[s->n_uncovered++] = (struct uncovered){ path, first, last, lines };
	return 0;
}

/* A range bridges lines that are no code, never a line that is hit, or missed and unchanged. */
static int find_in(struct coverage_session *s, const struct changed_file *changed,
		   const struct coverage_file *file, struct err *err)
{
	int64_t first = 0, last = 0, lines = 0;

	for (size_t i = 0; i < file->n[COVERAGE_LINES]; i++) {
		int64_t number = file->lines[i].number;

		if (file->lines[i].hits == 0 && changed_file_has(changed, number, number)) {
			first = first ? first : number;
			last = number;
			lines++;
			continue;
		}
		if (first && add_range(s, file->path, first, last, lines, err) < 0)
			return -1;
		first = lines = 0;
	}
	return first ? add_range(s, file->path, first, last, lines, err) : 0;
}

/* Most lines first: what an annotation is spent on. */
static int worst_first(const void *a, const void *b)
{
	const struct uncovered *x = a, *y = b;
	int order;

	if (x->lines != y->lines)
		return x->lines < y->lines ? 1 : -1;
	order = strcmp(x->path, y->path);
	return order ? order : (x->first > y->first) - (x->first < y->first);
}

int coverage_find_uncovered(struct coverage_session *s, struct err *err)
{
	if (s->change != COVERAGE_CHANGE_KNOWN)
		return 0;
	for (size_t i = 0; i < s->changed.n; i++) {
		const struct changed_file *changed = s->changed.files[i];
		const struct coverage_file *file = coverage_find(&s->merged, changed->path);

		if (file && !changed->deleted && find_in(s, changed, file, err) < 0)
			return -1;
	}
	if (s->n_uncovered)
		qsort(s->uncovered, s->n_uncovered, sizeof(*s->uncovered), worst_first);
	return 0;
}
