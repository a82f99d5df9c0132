#include "runner/annotations.h"

#include <inttypes.h>

#define LINES_MAX (MiB)

void annotations_init(struct annotations *a)
{
	*a = (struct annotations){ 0 };
	for (int type = 0; type < ANNOTATION_TYPES; type++)
		str_init(&a->lines[type], LINES_MAX);
}

void annotations_release(struct annotations *a)
{
	for (int type = 0; type < ANNOTATION_TYPES; type++)
		str_release(&a->lines[type]);
}

static enum annotation type_of(const struct finding *f, bool warn_only)
{
	if (!f->denies)
		return ANNOTATION_NOTICE;
	return warn_only ? ANNOTATION_WARNING : ANNOTATION_ERROR;
}

static void add(struct annotations *a, enum annotation type, const struct finding *f, int64_t most)
{
	a->total[type]++;
	if (a->n[type] >= most)
		return;
	print_annotation(&a->lines[type], type, f);
	a->n[type]++;
}

/* What the omitted findings were: those that do not deny were left out first (verdict_write.h). */
static enum annotation omitted_type(const struct verdict *v)
{
	bool denies = false;

	for (size_t i = 0; i < v->n_findings; i++)
		if (!v->findings[i].denies)
			return ANNOTATION_NOTICE;
		else
			denies = true;
	return type_of(&(struct finding){ .denies = denies }, v->warn_only);
}

void annotations_collect(struct annotations *a, const struct verdict *v, int64_t most)
{
	if (v->answer == ERROR || v->answer == INCOMPLETE)
		add(a, ANNOTATION_ERROR,
		    &(struct finding){ .rule = v->program, .message = v->reason }, most);
	for (size_t i = 0; i < v->n_findings; i++)
		if (finding_counts(&v->findings[i]))
			add(a, type_of(&v->findings[i], v->warn_only), &v->findings[i], most);
	a->total[omitted_type(v)] += v->findings_omitted;
}

/* Puts the first n lines, takes them off. */
static void put_lines(struct str *out, struct text *lines, int64_t n)
{
	for (; n > 0 && lines->len; n--) {
		const char *end = memchr(lines->ptr, '\n', lines->len);
		size_t len = end ? (size_t)(end - lines->ptr) + 1 : lines->len;

		str_add(out, lines->ptr, len);
		*lines = text_from(*lines, len);
	}
}

void annotations_soften(struct annotations *a)
{
	struct text rest = { a->lines[ANNOTATION_ERROR].buf, a->lines[ANNOTATION_ERROR].len };
	const size_t word = strlen("::error");

	while (rest.len) {
		str_puts(&a->lines[ANNOTATION_WARNING], "::warning");
		rest = text_from(rest, word);
		put_lines(&a->lines[ANNOTATION_WARNING], &rest, 1);
	}
	a->n[ANNOTATION_WARNING] += a->n[ANNOTATION_ERROR];
	a->total[ANNOTATION_WARNING] += a->total[ANNOTATION_ERROR];
	a->n[ANNOTATION_ERROR] = a->total[ANNOTATION_ERROR] = 0;
	str_clear(&a->lines[ANNOTATION_ERROR]);
}

static void put_rest(struct str *out, enum annotation type, int64_t rest)
{
	AUTO(str) text = STR_MAX(200);

	str_put_int(&text, rest);
	str_puts(&text, " more, see the step summary");
	print_annotation(out, type,
			 &(struct finding){ .rule = "more findings", .message = text.buf });
}

/* How many of the budget a list gets: one for each list that wants one, in their order, and again
 * until nothing is left or wanted. */
static int64_t share(const struct annotations *lists, size_t n, size_t mine, int type,
		     int64_t budget)
{
	int64_t got = 0;

	for (int64_t round = 1; budget > 0; round++) {
		bool wanted = false;

		for (size_t i = 0; i < n && budget > 0; i++) {
			if (lists[i].total[type] < round)
				continue;
			wanted = true;
			budget--;
			got += i == mine;
		}
		if (!wanted)
			break;
	}
	return got;
}

static void print_type(struct str *out, const struct annotations *lists, size_t n, int type,
		       int64_t budget)
{
	int64_t left_out = 0; /* of lists that got nothing at all */
	size_t last = n;

	for (size_t i = 0; i < n; i++)
		if (lists[i].total[type] && share(lists, n, i, type, budget))
			last = i;
		else
			left_out += lists[i].total[type];
	for (size_t i = 0; i < n; i++) {
		const struct annotations *a = &lists[i];
		int64_t got = share(lists, n, i, type, budget);
		int64_t more = a->total[type] + (i == last ? left_out : 0);
		struct text lines = { a->lines[type].buf, a->lines[type].len };

		if (!got)
			continue;
		put_lines(out, &lines, more > got ? got - 1 : got);
		if (more > got)
			put_rest(out, (enum annotation)type, more - (got - 1));
	}
}

void annotations_print(struct str *out, const struct annotations *lists, size_t n, int64_t budget)
{
	for (int type = 0; type < ANNOTATION_TYPES; type++)
		print_type(out, lists, n, type, budget);
}

void print_annotations(struct str *out, const struct verdict *v, int64_t budget)
{
	AUTO(annotations) a;

	annotations_init(&a);
	annotations_collect(&a, v, budget);
	annotations_print(out, &a, 1, budget);
}
