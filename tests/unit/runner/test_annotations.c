#include <criterion/criterion.h>

#include "runner/annotations.h"

#define MOST 10

/* n errors of one verdict, of which at most `most` are held. */
static void fill(struct annotations *a, const char *rule, size_t n)
{
	static struct finding findings[32];
	struct verdict v = {
		.program = "p", .answer = DENY, .findings = findings, .n_findings = n
	};

	for (size_t i = 0; i < n; i++)
		findings[i] = (struct finding){ .rule = rule, .message = "m", .denies = true };
	annotations_init(a);
	annotations_collect(a, &v, MOST);
}

static void expect_shared(const size_t *counts, size_t n, int64_t budget, const char *want)
{
	static const char *const rules[] = { "a", "b", "c", "d" };
	struct annotations lists[4];
	AUTO(str) out = STR_MAX(64 * KiB);

	for (size_t i = 0; i < n; i++)
		fill(&lists[i], rules[i], counts[i]);
	annotations_print(&out, lists, n, budget);
	cr_expect_str_eq(out.buf, want);
	for (size_t i = 0; i < n; i++)
		annotations_release(&lists[i]);
}

#define A       "::error title=a::m\n"
#define B       "::error title=b::m\n"
#define C       "::error title=c::m\n"
#define MORE(n) "::error title=more findings::" n " more, see the step summary\n"

Test(annotations, all_that_fit) { expect_shared((size_t[]){ 2, 1 }, 2, 3, A A B); }
Test(annotations, one_list_keeps_one_for_the_rest)
{
	expect_shared((size_t[]){ 5 }, 1, 3, A A MORE("3"));
}
Test(annotations, each_gets_one_first)
{
	expect_shared((size_t[]){ 9, 1, 1 }, 3, 4, A MORE("8") B C);
}
Test(annotations, the_rest_goes_round)
{
	expect_shared((size_t[]){ 3, 9, 1 }, 3, 7, A A A B B MORE("7") C);
}
Test(annotations, lists_without_a_place_are_counted)
{
	expect_shared((size_t[]){ 1, 1, 4 }, 3, 2, A MORE("5"));
}
Test(annotations, no_budget) { expect_shared((size_t[]){ 3, 3 }, 2, 0, ""); }
Test(annotations, nothing_to_say) { expect_shared((size_t[]){ 0, 0 }, 2, 10, ""); }

Test(annotations, softened_errors_are_warnings)
{
	struct annotations a;
	AUTO(str) out = STR_MAX(64 * KiB);

	fill(&a, "a", 3);
	annotations_soften(&a);
	annotations_print(&out, &a, 1, 2);
	cr_expect_str_eq(out.buf, "::warning title=a::m\n"
				  "::warning title=more findings::2 more, see the step summary\n");
	annotations_release(&a);
}
