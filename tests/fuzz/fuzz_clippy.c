/* Any bytes, in steps: the reader says the same whatever the steps, and never "success" without an end. */
#include <stdlib.h>

#include "formats/clippy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct said {
	int status;
	size_t findings, doubts, errors;
	enum lint_end end;
};

static struct said read_in_steps(struct text bytes, size_t step)
{
	struct memory_reader m;
	struct lint_run run;
	struct err err = { 0 };
	struct said said = { 0 };

	lint_run_init(&run);
	memory_reader_init(&m, "fuzz.json", bytes, step);
	said.status = clippy_read(&run, &m.reader, &err);
	said.findings = run.findings.n;
	said.doubts = run.n_doubts;
	said.errors = run.compile_errors;
	said.end = run.end;
	if (said.status < 0 && !err_is_set(&err))
		abort();
	if (said.status == 0 && !run.recognised && !run.n_doubts)
		abort();
	if (said.status == 0 && run.end == LINT_END_UNKNOWN && !run.n_doubts)
		abort();
	for (size_t i = 0; i < run.findings.n; i++)
		if (!run.findings.at[i].rule || !run.findings.at[i].rule[0])
			abort();
	lint_run_release(&run);
	return said;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	struct said whole = read_in_steps(bytes, 0);
	struct said parts = read_in_steps(bytes, size ? 1 + data[0] % 61 : 1);

	if (whole.status != parts.status || whole.findings != parts.findings ||
	    whole.doubts != parts.doubts || whole.errors != parts.errors || whole.end != parts.end)
		abort();
	return 0;
}
