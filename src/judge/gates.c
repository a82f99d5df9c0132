#include "judge/gates.h"

static int badness(enum answer answer)
{
	switch (answer) {
	case PASS: return 0;
	case INCOMPLETE: return 1;
	case DENY: return 2;
	default: return 3;
	}
}

enum answer gates_answer(const struct gate_answer *gates, size_t n)
{
	enum answer worst = n ? PASS : INCOMPLETE;

	for (size_t i = 0; i < n; i++) {
		bool counts = gates[i].answer != DENY || !gates[i].softened;

		if (counts && badness(gates[i].answer) > badness(worst))
			worst = gates[i].answer;
	}
	return worst;
}
