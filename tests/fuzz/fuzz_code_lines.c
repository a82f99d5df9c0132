/* Any bytes as a source file, in each language: it ends, and a blank line never holds code. */
#include "formats/code_lines.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const paths[] = { "a.rs", "a.ts", "a.go", "a.py", "a.txt" };
	struct text source = { (const char *)data, size };
	size_t n = 1;

	for (size_t i = 0; i < size; i++)
		n += data[i] == '\n';
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		bool *holds = malloc(n * sizeof(*holds));
		struct err err = { 0 };

		if (!holds || code_lines_find(source, paths[i], holds, n, &err) < 0)
			abort();
		free(holds);
	}
	return 0;
}
