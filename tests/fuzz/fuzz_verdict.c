/* Any bytes: verdict_read says what is wrong, or gives a verdict that holds what it promises. */
#include <stdlib.h>

#include "formats/verdict_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) arena = ARENA_MAX(64 * MiB);
	struct text bytes = { (const char *)data, size };
	struct err err = { 0 };
	struct verdict v;

	if (verdict_read(&v, &arena, "fuzz.json", bytes, &err) < 0) {
		if (!err_is_set(&err) || v.schema)
			abort();
		return 0;
	}
	if (err_is_set(&err) || !text_is(text_of(v.schema), VERDICT_SCHEMA))
		abort();
	if (!v.reason[0] || !v.details || !v.completeness.looked_at || v.exit_code > 3)
		abort();
	for (size_t i = 0; i < v.n_findings; i++)
		if (!v.findings[i].properties || text_of(v.findings[i].fingerprint).len != 32)
			abort();
	for (size_t i = 1; i < v.n_metrics; i++)
		if (strcmp(v.metrics[i - 1].name, v.metrics[i].name) >= 0)
			abort();
	while (size && strchr(" \t\r\n", (char)data[size - 1]))
		size--;
	bytes.len = size - 1; /* without its last brace */
	if (verdict_read(&v, &arena, "cut.json", bytes, &err) == 0)
		abort();
	return 0;
}
