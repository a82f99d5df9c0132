/* Any bytes: an error, or files whose lines are sorted, there once, and hit 0 times or more. */
#include "coverage_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_coverage_twice(lcov_read, data, size);
	return 0;
}
