/* The answer of several gates together (HOUSE.md, "The answer"; specs/image.md 3.4). */
#ifndef JUDGE_GATES_H
#define JUDGE_GATES_H

#include "formats/verdict.h"

struct gate_answer {
	enum answer answer;
	bool softened; /* a deny that its own warn-only made 0: it does not count */
};

/*
 * The worst: error, deny, incomplete, pass. A known "no" stays one whatever else is missing; a
 * missing "yes" is never one. No gate at all proves nothing: INCOMPLETE.
 */
enum answer gates_answer(const struct gate_answer *gates, size_t n);

#endif
