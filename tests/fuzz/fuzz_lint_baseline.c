/* Any bytes: an error, or a baseline that knows each of its findings as often as it says. */
#include <stdlib.h>

#include "formats/lint_baseline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(lint_baseline) baseline = { 0 };
	struct err err = { 0 };

	if (lint_baseline_read(&baseline, "fuzz.json", (struct text){ (const char *)data, size },
			       &err) < 0) {
		if (!err_is_set(&err))
			abort();
		return 0;
	}
	for (size_t i = 0; i < baseline.n; i++)
		if (!baseline.at[i].rule || !baseline.at[i].path || !baseline.at[i].message ||
		    baseline.at[i].count < 1)
			abort();
	return 0;
}
