#include <criterion/criterion.h>

#include "base/auto.h"
#include "judge/gates.h"

static enum answer of(size_t n, const struct gate_answer *gates) { return gates_answer(gates, n); }

#define OF(...)                                                                        \
	of(sizeof((struct gate_answer[]){ __VA_ARGS__ }) / sizeof(struct gate_answer), \
	   (struct gate_answer[]){ __VA_ARGS__ })

Test(gates, worst_is_shown)
{
	cr_expect_eq(OF({ PASS, true }), PASS);
	cr_expect_eq(OF({ PASS, true }, { INCOMPLETE, false }), INCOMPLETE);
	cr_expect_eq(OF({ INCOMPLETE, false }, { DENY, false }, { PASS, true }), DENY);
	cr_expect_eq(OF({ DENY, false }, { ERROR, false }, { INCOMPLETE, false }), ERROR);
	cr_expect_eq(of(0, NULL), INCOMPLETE, "nothing proves nothing");
}

Test(gates, a_softened_deny_does_not_count)
{
	cr_expect_eq(OF({ DENY, true }, { PASS, true }), PASS);
	cr_expect_eq(OF({ DENY, true }, { INCOMPLETE, false }), INCOMPLETE);
	cr_expect_eq(OF({ DENY, true }, { DENY, false }), DENY);
}

Test(gates, the_order_does_not_matter)
{
	static const enum answer answers[] = { PASS, DENY, ERROR, INCOMPLETE };

	for (size_t a = 0; a < ARRAY_SIZE(answers); a++)
		for (size_t b = 0; b < ARRAY_SIZE(answers); b++)
			cr_expect_eq(OF({ answers[a], false }, { answers[b], false }),
				     OF({ answers[b], false }, { answers[a], false }));
}
