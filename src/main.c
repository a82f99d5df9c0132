/* The table of programs, nothing else. */
#include "programs/programs.h"

static const struct program *const programs[] = {
#ifdef ONLY
	&ONLY,
#else
	&clippy_gate, &commit_lint, &coverage_gate, &fmt_gate, &lint_gate, &run_program,
#endif
	NULL,
};

int main(int argc, char **argv) { return runner_main(programs, argc, argv); }
