/* What stands behind a file or a line: reports, counts, change, rules. */
#include <inttypes.h>
#include <string.h>

#include "programs/coverage/session.h"

/* PATH[:LINE]; a path may hold a colon. */
struct asked {
	struct text path;
	int64_t line; /* 0: the whole file */
};

static struct asked read_asked(const char *text)
{
	const char *colon = strrchr(text, ':');
	struct asked asked = { text_of(text), 0 };

	if (colon && num_int(text_of(colon + 1), &asked.line) && asked.line > 0)
		asked.path = (struct text){ text, (size_t)(colon - text) };
	else
		asked.line = 0;
	return asked;
}

static void put_count(struct str *out, const struct coverage_file *file, int64_t line)
{
	struct coverage_count count = coverage_count(file, COVERAGE_LINES);
	const struct coverage_line *at = line ? coverage_line_at(file, line) : NULL;

	if (!line)
		str_printf(out, "%" PRId64 " of %" PRId64 " lines hit", count.hit, count.total);
	else if (at)
		str_printf(out, "line %" PRId64 " hit %" PRId64 " times", line, at->hits);
	else if (file->only_counts)
		str_puts(out, "totals, no lines");
	else
		str_printf(out, "line %" PRId64 " holds no code", line);
}

void coverage_why_report(struct coverage_session *s, const struct read_report *report,
			 const char *written, const char *path, const struct coverage_file *file)
{
	for (size_t i = 0; i < s->in->why.n; i++) {
		struct asked asked = read_asked(s->in->why.at[i]);
		AUTO(str) out = STR_MAX(16 * KiB);

		if (!text_is(asked.path, path))
			continue;
		str_printf(&out, "why %s: %s (%s) calls it %s: ", s->in->why.at[i], report->path,
			   coverage_format_words[report->format], written);
		put_count(&out, file, asked.line);
		if (report->root)
			str_printf(&out, "; %s", report->root);
		report_note(s->report, "%s", out.buf);
	}
}

static const char *change_of(const struct coverage_session *s, const char *path, int64_t line)
{
	const struct changed_file *file;

	if (s->change != COVERAGE_CHANGE_KNOWN)
		return "what changed is not known";
	file = changed_lines_find(&s->changed, path);
	if (!file)
		return "not changed";
	if (!line)
		return file->added ? "new" : "changed";
	return changed_file_has(file, line, line) ? "a changed line"
						  : "in a changed file, itself not changed";
}

static void tell_file(struct coverage_session *s, const char *asked, const char *path, int64_t line)
{
	const struct coverage_file *file = coverage_find(&s->merged, path);
	AUTO(str) out = STR_MAX(16 * KiB);

	str_printf(&out, "why %s: ", asked);
	if (file)
		put_count(&out, file, line);
	else if (!tree_find(&s->tree, path))
		str_puts(&out, "no such file");
	else if (!coverage_counts_path(s, path))
		str_puts(&out, "excluded");
	else
		str_puts(&out, "in no report");
	str_printf(&out, "; %s", change_of(s, path, line));
	report_note(s->report, "%s", out.buf);
}

static void tell_rules(struct coverage_session *s, const char *asked, const char *path)
{
	for (size_t i = 0; i < s->results.n; i++) {
		const struct coverage_result *r = &s->results.at[i];
		AUTO(str) out = STR_MAX(16 * KiB);

		if (!coverage_is_of(s, r->rule, r->member, path))
			continue;
		str_printf(&out, "why %s: %s: ", asked, rule_state_words[r->state]);
		coverage_say(&out, r, (unsigned)s->in->precision);
		str_printf(&out, " (%s: %s)", r->rule->source, r->rule->text);
		report_note(s->report, "%s", out.buf);
	}
}

int coverage_why(struct coverage_session *s, struct err *err)
{
	for (size_t i = 0; i < s->in->why.n; i++) {
		struct asked asked = read_asked(s->in->why.at[i]);
		const char *path = arena_copy(&s->arena, asked.path);

		if (!path)
			return err_memory(err);
		tell_file(s, s->in->why.at[i], path, asked.line);
		tell_rules(s, s->in->why.at[i], path);
	}
	return 0;
}
