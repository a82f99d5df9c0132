/* Any bytes as output of tsc. */
#include "formats/tsc.h"
#include "lint_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(lint_run) run;

	if (read_twice(&run, tsc_read, data, size) < 0)
		return 0;
	must(!run.findings.n || run.recognised);
	must(run.files_known || !run.files_linted);
	must(!run.files_known || run.recognised);
	/* text that is not understood is never silence */
	must(!run.other_lines || run.findings.n || run.n_doubts);
	for (size_t i = 0; i < run.findings.n; i++) {
		const struct finding *f = &run.findings.at[i];

		must(strncmp(f->rule, "TS", 2) == 0);
		must(f->path || run.n_doubts);
	}
	return 0;
}
