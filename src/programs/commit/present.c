/* What commit-lint shows: the step summary, the lines on the terminal, details. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "programs/commit/commit.h"
#include "runner/escape.h"
#include "runner/markdown.h"

#define ROWS_MAX 50

static bool is_ignored(const struct commit_shown *shown) { return !shown->block; }

static size_t count(const struct commit_session *s, bool ignored)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_shown; i++)
		n += is_ignored(&s->shown[i]) == ignored;
	return n;
}

static void put_row(struct str *out, const struct commit_shown *shown)
{
	str_puts(out, "| ");
	markdown_cell(out, text_of(shown->id));
	str_puts(out, " | ");
	markdown_cell(out, text_of(shown->author));
	str_puts(out, " | ");
	markdown_cell(out, text_of(shown->header));
	str_printf(out, " | %s |\n", shown->problems);
}

static void put_table(struct str *out, const struct commit_session *s, bool ignored)
{
	size_t rows = 0, all = count(s, ignored);

	str_printf(out, "| Commit | Author | Header | %s |\n|---|---|---|---|\n",
		   ignored ? "Why" : "Problems");
	for (size_t i = 0; i < s->n_shown && rows < ROWS_MAX; i++)
		if (is_ignored(&s->shown[i]) == ignored) {
			put_row(out, &s->shown[i]);
			rows++;
		}
	if (all > rows)
		str_printf(out, "\n%zu more\n", all - rows);
	str_puts(out, "\n");
}

static void put_blocks(struct str *out, const struct commit_session *s)
{
	AUTO(str) blocks = STR_MAX(256 * KiB);
	size_t rows = 0;

	for (size_t i = 0; i < s->n_shown && rows < ROWS_MAX; i++)
		if (!is_ignored(&s->shown[i])) {
			str_puts(&blocks, s->shown[i].block);
			rows++;
		}
	markdown_fence(out, "text", (struct text){ blocks.buf, blocks.len });
	str_puts(out, "\n");
}

static bool is_api(const struct commit_session *s) { return strcmp(s->from, "api") == 0; }

static void put_how(struct str *out, const struct commit_session *s)
{
	str_puts(out, "Rules: ");
	if (s->config_name)
		markdown_code(out, text_of(s->config_name));
	else
		str_printf(out, "preset %s",
			   s->in->preset == PRESET_SPEC      ? "spec"
			   : s->in->preset == PRESET_ANGULAR ? "angular"
							     : "conventional");
	str_printf(out, ", read by the parser `%s`.", s->spec ? "spec" : "commitlint");
	if (s->from)
		str_printf(out, " Commits: from %s.", is_api(s) ? "the API" : "the history");
	str_puts(out, "\n\n");
	if (s->config.help_url) {
		str_puts(out, "Help: ");
		markdown_sentence(out, text_of(s->config.help_url));
		str_puts(out, "\n\n");
	}
	if (s->invalid)
		str_puts(out, "To mend a commit: `git rebase -i BASE` and `reword` it; a title is "
			      "edited on the page of the pull request.\n\n");
}

/* A person at a terminal sees the header and what is wrong below it. */
static void echo_blocks(struct commit_session *s)
{
	for (size_t i = 0; i < s->n_shown; i++)
		if (!is_ignored(&s->shown[i]))
			report_echo(s->report, STDERR_FILENO, text_of(s->shown[i].block));
}

static void put_details(struct commit_session *s)
{
	AUTO(str) json = STR_MAX(64 * KiB);

	str_puts(&json, "{\"bump\": \"");
	str_puts(&json, commit_bump_words[s->bump]);
	str_puts(&json, "\", \"config\": ");
	if (s->config_name) {
		str_putc(&json, '"');
		escape_json(&json, text_of(s->config_name), 4096);
		str_putc(&json, '"');
	} else {
		str_puts(&json, "null");
	}
	if (s->from)
		str_printf(&json, ", \"commits_from\": \"%s\"", s->from);
	str_printf(&json, ", \"parser\": \"%s\"}", s->spec ? "spec" : "commitlint");
	if (!json.failed)
		report_details(s->report, json.buf);
}

void commit_present(struct commit_session *s)
{
	struct str *out = report_section(s->report);

	put_details(s);
	echo_blocks(s);
	if (!out)
		return;
	if (count(s, false)) {
		put_table(out, s, false);
		put_blocks(out, s);
	}
	if (count(s, true)) {
		str_puts(out, "<details><summary>Not judged</summary>\n\n");
		put_table(out, s, true);
		str_puts(out, "</details>\n\n");
	}
	if (s->n_left_out)
		str_printf(out, "%zu more messages have problems or are not judged.\n\n",
			   s->n_left_out);
	put_how(out, s);
}
