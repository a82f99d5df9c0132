/*
 * For bench/runner: 10,000 findings to escaped log lines, budgeted annotations and a summary of 1 MB, through
 * the runner room alone. The findings are made here, as bench/runner-lines.mjs makes them for @actions/core.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "runner/annotations.h"
#include "runner/markdown.h"
#include "runner/print.h"
#include "runner/summary.h"

#define FINDINGS 10000
#define PAGE     1000000

static void print_lines(const struct verdict *v)
{
	AUTO(str) lines = STR_MAX(MiB);

	for (size_t i = 0; i < v->n_findings; i++) {
		print_finding(&lines, &v->findings[i], true);
		if (lines.len > 64 * KiB) {
			print_bytes(STDOUT_FILENO, (struct text){ lines.buf, lines.len });
			str_clear(&lines);
		}
	}
	print_annotations(&lines, v, 10);
	print_bytes(STDOUT_FILENO, (struct text){ lines.buf, lines.len });
}

static void write_page(const struct verdict *v, const char *path)
{
	AUTO(str) section = STR_MAX(4 * MiB);
	AUTO(str) page = STR_MAX(4 * MiB);
	struct str *sections[] = { &section };
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	for (size_t i = 0; i < v->n_findings && section.len < PAGE; i++) {
		str_puts(&section, "| ");
		markdown_cell(&section, text_of(v->findings[i].rule));
		str_puts(&section, " | ");
		markdown_cell(&section, text_of(v->findings[i].path));
		str_puts(&section, " | ");
		markdown_cell(&section, text_of(v->findings[i].message));
		str_puts(&section, " |\n");
	}
	summary_print(&page, v, "v.json", NULL, sections, 1, true, PAGE);
	print_bytes(fd, (struct text){ page.buf, page.len });
	close(fd);
}

int main(int argc, char **argv)
{
	AUTO(arena) arena = ARENA_MAX(64 * MiB);
	struct verdict v = { .program = "clippy-gate", .version = "0", .answer = 1, .reason = "10000 findings" };

	if (argc != 2)
		return 2;
	v.findings = calloc(FINDINGS, sizeof(*v.findings));
	v.n_findings = v.findings ? FINDINGS : 0;
	for (size_t i = 0; i < v.n_findings; i++) {
		struct finding *f = &v.findings[i];

		f->rule = arena_printf(&arena, "clippy::lint_%zu", i % 97);
		f->path = arena_printf(&arena, "src/module_%zu.rs", i % 400);
		f->line = (int64_t)i + 1;
		f->title = f->message = arena_printf(&arena, "finding %zu: \u00e4 value that may be ::error:: "
							     "or 50 %% of it, at most", i);
		f->denies = true;
		if (!f->rule || !f->path || !f->message)
			return 3;
	}
	print_lines(&v);
	write_page(&v, argv[1]);
	free(v.findings);
	return 0;
}
