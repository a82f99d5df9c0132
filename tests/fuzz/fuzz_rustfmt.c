/* Any bytes as output of rustfmt, in each format. */
#include "formats/rustfmt.h"
#include "lint_fuzz.h"

static enum rustfmt_format format;

static int read_any(struct lint_run *run, struct reader *reader, struct err *err)
{
	return rustfmt_read(run, format, reader, err);
}

/* The file that a hunk tells of, as far as it tells: the hunk has to fit it. */
static void check_fits(const struct finding *f)
{
	AUTO(str) file = STR_MAX(MiB);
	struct text excerpt = text_of(f->excerpt);

	must(!f->excerpt || excerpt.len <= 17 * KiB);
	if (!f->excerpt || f->excerpt_line < 1 || f->excerpt_line > 1000)
		return;
	for (int64_t i = 1; i < f->excerpt_line; i++)
		str_puts(&file, "x\n");
	while (excerpt.len) {
		ptrdiff_t end = text_find(excerpt, "\n");
		struct text line = text_first(excerpt, end < 0 ? excerpt.len : (size_t)end);

		if (text_starts(line, " ") || text_starts(line, "-")) {
			str_add(&file, line.ptr + 1, line.len - 1);
			str_putc(&file, '\n');
		}
		excerpt = text_from(excerpt, line.len + 1);
	}
	must(rustfmt_hunk_fits(f, (struct text){ file.buf, file.len }));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (format = RUSTFMT_AUTO; format <= RUSTFMT_JSON; format++) {
		AUTO(lint_run) run;

		if (read_twice(&run, read_any, data, size) < 0)
			continue;
		must(run.hunks <= run.findings.n);
		must(!run.findings.n || run.recognised);
		for (size_t i = 0; i < run.findings.n; i++)
			check_fits(&run.findings.at[i]);
	}
	AUTO(lint_run) run;

	if (read_twice(&run, rustfmt_read_stderr, data, size) == 0)
		must(run.findings.n == 0 && run.n_doubts <= 10);
	return 0;
}
