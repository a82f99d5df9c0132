/* Tables: rules, services, new code, worst files, evidence. */
#include <inttypes.h>
#include <string.h>

#include "programs/coverage/session.h"
#include "programs/coverage/sheet.h"
#include "judge/coverage/arithmetic.h"

#define ROWS_MAX  50
#define WORST_MAX 10

static void put_share(const struct sheet *sheet, struct coverage_count count)
{
	AUTO(str) share = STR_MAX(100);

	str_printf(&share, "%" PRId64 "/%" PRId64, count.hit, count.total);
	sheet_number(sheet, share.buf);
}

static void put_percent(const struct coverage_session *s, const struct sheet *sheet,
			struct coverage_count count)
{
	AUTO(str) percent = STR_MAX(100);

	coverage_put_percent(s, &percent, count);
	str_puts(&percent, count.total ? " %" : "");
	sheet_number(sheet, percent.buf);
}

static const char *sign_of(const struct coverage_result *r)
{
	if (r->state == RULE_PASS)
		return "✅";
	if (r->state == RULE_DENY)
		return r->rule->advisory ? "☝️" : "❌";
	return r->state == RULE_INCOMPLETE ? "⚠️" : "➖";
}

/* Each-… rules pass for many members: those are counted, and only the others have a row. */
static bool has_row(const struct coverage_result *r)
{
	return !r->member || (r->state != RULE_PASS && r->state != RULE_NOT_APPLICABLE);
}

static void put_result(const struct coverage_session *s, const struct sheet *sheet,
		       const struct coverage_result *r)
{
	AUTO(str) scope = STR_MAX(16 * KiB);
	AUTO(str) target = STR_MAX(KiB);
	AUTO(str) figure = STR_MAX(100);
	AUTO(str) state = STR_MAX(16 * KiB);

	coverage_say_scope(&scope, r);
	coverage_say_target(&target, r->rule);
	if (r->count.total)
		coverage_percent(&figure, r->count,
				 coverage_decimals(r->rule, (unsigned)s->in->precision));
	str_puts(&figure, r->count.total ? " %" : "-");
	str_printf(&state, "%s %s%s", sign_of(r), rule_state_words[r->state],
		   r->rule->advisory ? " (advisory)" : "");
	if (r->why)
		str_printf(&state, ": %s", r->why);
	sheet_row(sheet);
	sheet_text(sheet, scope.buf);
	sheet_text(sheet, state.buf);
	sheet_number(sheet, figure.buf);
	put_share(sheet, r->count);
	sheet_text(sheet, target.buf);
	sheet_text(sheet, coverage_kind_words[r->kind]);
	str_clear(&figure);
	str_printf(&figure, "%" PRId64, r->needed);
	sheet_number(sheet, r->needed ? figure.buf : "");
	sheet_row_end(sheet);
}

static void put_rules(const struct coverage_session *s, const struct sheet *sheet)
{
	static const char *const columns[] = { "Rule", "Metric",        "Target", "#Covered",
					       "#Hit", "#Still needed", "State",  NULL };
	size_t rows = 0, left_out = 0, fine = 0;
	AUTO(str) line = STR_MAX(200);

	sheet_begin(sheet, "Rules", columns);
	for (size_t i = 0; i < s->results.n; i++) {
		const struct coverage_result *r = &s->results.at[i];

		if (!has_row(r))
			fine++;
		else if (rows++ < ROWS_MAX)
			put_result(s, sheet, r);
		else
			left_out++;
	}
	sheet_end(sheet);
	if (fine || left_out) {
		str_printf(&line,
			   "%zu results of each-… rules hold or do not apply; %zu more rows.", fine,
			   left_out);
		sheet_line(sheet, line.buf);
	}
}

static void put_services(const struct coverage_session *s, const struct sheet *sheet)
{
	static const char *const columns[] = { "Service",    "#Covered", "#Hit", "#New code",
					       "#Hit of it", "State",    NULL };

	if (!s->subject.n_services)
		return;
	sheet_begin(sheet, "Services", columns);
	for (size_t i = 0; i < s->subject.n_services; i++) {
		enum coverage_kind kind = (enum coverage_kind)s->kind;
		struct coverage_count all = coverage_scope_count(&s->subject, i, false, kind);
		struct coverage_count new_code = { 0, 0 };

		if (s->change == COVERAGE_CHANGE_KNOWN)
			new_code = coverage_scope_count(&s->subject, i, true, kind);
		sheet_row(sheet);
		sheet_code(sheet, s->subject.services[i].name);
		sheet_text(sheet, s->services[i].carried ? "carried from the baseline"
				  : all.total            ? "measured"
							 : "missing");
		put_percent(s, sheet, all);
		put_share(sheet, all);
		put_percent(s, sheet, new_code);
		put_share(sheet, new_code);
		sheet_row_end(sheet);
	}
	sheet_end(sheet);
}

static void put_new_code(const struct coverage_session *s, const struct sheet *sheet)
{
	static const char *const columns[] = { "File", "#Lines", "#Not hit", NULL };
	AUTO(str) text = STR_MAX(KiB);

	if (!s->n_uncovered)
		return;
	sheet_begin(sheet, "New code that no test reaches", columns);
	for (size_t i = 0; i < s->n_uncovered && i < ROWS_MAX; i++) {
		const struct uncovered *u = &s->uncovered[i];

		sheet_row(sheet);
		sheet_code(sheet, u->path);
		str_clear(&text);
		str_printf(&text, u->first == u->last ? "%" PRId64 : "%" PRId64 "–%" PRId64,
			   u->first, u->last);
		sheet_number(sheet, text.buf);
		str_clear(&text);
		str_put_int(&text, u->lines);
		sheet_number(sheet, text.buf);
		sheet_row_end(sheet);
	}
	sheet_end(sheet);
	str_clear(&text);
	if (s->n_uncovered > ROWS_MAX) {
		str_printf(&text, "and %zu more ranges", s->n_uncovered - ROWS_MAX);
		sheet_line(sheet, text.buf);
	}
}

static void put_worst(struct coverage_session *s, const struct sheet *sheet)
{
	static const char *const columns[] = { "File", "#Covered", "#Hit", NULL };
	struct coverage_file **files = coverage_worst_files(s);

	if (!files || !s->merged.n)
		return;
	sheet_begin(sheet, "Files with most lines not hit", columns);
	for (size_t i = 0; i < s->merged.n && i < WORST_MAX; i++) {
		struct coverage_count count = coverage_count(files[i], COVERAGE_LINES);

		if (count.hit == count.total)
			break;
		sheet_row(sheet);
		sheet_code(sheet, files[i]->path);
		put_percent(s, sheet, count);
		put_share(sheet, count);
		sheet_row_end(sheet);
	}
	sheet_end(sheet);
}

static void put_reports(const struct coverage_session *s, const struct sheet *sheet)
{
	static const char *const columns[] = {
		"Report", "Format", "#Files", "#Lines", "Where its paths start", NULL
	};
	AUTO(str) text = STR_MAX(100);

	sheet_begin(sheet, "Reports", columns);
	for (size_t i = 0; i < s->n_read; i++) {
		const struct read_report *r = &s->read[i];

		sheet_row(sheet);
		sheet_code(sheet, r->path);
		sheet_text(sheet, coverage_format_words[r->format]);
		str_clear(&text);
		str_printf(&text, "%zu", r->files);
		sheet_number(sheet, text.buf);
		str_clear(&text);
		str_printf(&text, "%zu", r->lines);
		sheet_number(sheet, text.buf);
		sheet_text(sheet, r->root ? r->root : "as they are written");
		sheet_row_end(sheet);
	}
	sheet_end(sheet);
}

static void put_change(const struct coverage_session *s, const struct sheet *sheet)
{
	AUTO(str) line = STR_MAX(2 * KiB);

	if (s->change == COVERAGE_CHANGE_NONE)
		str_puts(&line, "This event is about no change: there is no new code to judge.");
	else if (s->change == COVERAGE_CHANGE_UNKNOWN)
		str_printf(&line, "What is new code is not known: %s", s->change_why);
	else if (s->in->diff_file)
		str_printf(&line, "New code is what %s says.", s->in->diff_file);
	else
		str_printf(&line, "New code is what %.10s does not have (%s).",
			   s->base.commit.hex[0] ? s->base.commit.hex : "nothing", s->base.how);
	sheet_line(sheet, line.buf);
}

/* What stands below the rules. */
static void put_rest(struct coverage_session *s, const struct sheet *sheet)
{
	put_services(s, sheet);
	put_change(s, sheet);
	put_new_code(s, sheet);
	put_worst(s, sheet);
	put_reports(s, sheet);
}

void coverage_put_tables(struct coverage_session *s)
{
	struct sheet lead = { report_lead(s->report), false };
	struct sheet sheet = { report_section(s->report), false };

	if (!lead.out || !sheet.out)
		return;
	put_rules(s, &lead);
	put_rest(s, &sheet);
	if (s->excluded)
		report_not_checked(s->report, "%zu measured files are excluded", s->excluded);
}

int coverage_write_files(struct coverage_session *s, enum answer answer, const char *reason,
			 struct err *err)
{
	AUTO(str) tables = STR_MAX(2 * MiB);
	AUTO(str) percent = STR_MAX(64);
	struct sheet sheet = { &tables, true };

	if (s->in->write_baseline && coverage_write_baseline(s, err) < 0)
		return -1;
	coverage_put_percent(s, &percent, s->project);
	if ((s->in->lcov_file && coverage_write_lcov(s, err) < 0) ||
	    (s->in->badge_file && coverage_write_badge(s, s->project, percent.buf, err) < 0))
		return -1;
	if (!s->in->html_file)
		return 0;
	put_rules(s, &sheet);
	put_rest(s, &sheet);
	return str_check(&tables, "html-file", err) < 0
		       ? -1
		       : coverage_write_html(s, &tables, answer_words[answer], reason, err);
}
