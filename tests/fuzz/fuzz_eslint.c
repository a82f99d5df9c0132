/* Any bytes as a report of ESLint. */
#include "formats/eslint.h"
#include "lint_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(lint_run) run;
	AUTO(lint_run) cut;
	struct memory_reader m;
	struct err err = { 0 };

	lint_run_init(&cut);
	if (read_twice(&run, eslint_read, data, size) < 0)
		return 0;
	must(run.recognised && run.files_known);
	for (size_t i = 0; i < run.findings.n; i++)
		must(run.findings.at[i].path != NULL);
	memory_reader_init(&m, "cut", (struct text){ (const char *)data, without_last(data, size) },
			   0);
	must(eslint_read(&cut, &m.reader, &err) < 0);
	return 0;
}
