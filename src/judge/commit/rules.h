/* What the rules and their texts share. */
#ifndef JUDGE_COMMIT_RULES_H
#define JUDGE_COMMIT_RULES_H

#include <stdint.h>

#include "base/str.h"

/* The first line that is longer than most UTF-16 units and holds no address; ptr NULL: none. */
struct text commit_long_line(struct text text, int64_t most);

#endif
