/*
 * Allocation failure on demand, for tests: alloc_fail_at(3) makes the third allocation from now
 * fail, and every later one.
 */
#ifndef TESTS_ALLOC_H
#define TESTS_ALLOC_H

#include <stdbool.h>

void alloc_fail_at(long nth); /* 0: never */
bool alloc_failed(void);      /* whether an allocation was refused since alloc_fail_at */

#endif
