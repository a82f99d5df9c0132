/* Every program of phoenix: one file or folder each in this room. */
#ifndef PROGRAMS_PROGRAMS_H
#define PROGRAMS_PROGRAMS_H

#include "runner/program.h"

extern const struct program clippy_gate;
extern const struct program commit_lint;
extern const struct program coverage_gate;
extern const struct program fmt_gate;
extern const struct program lint_gate;
extern const struct program run_program;

#endif
