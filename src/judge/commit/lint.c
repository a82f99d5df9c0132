#include "judge/commit/lint.h"

#include <string.h>

#include "formats/commit/letters.h"

int commit_problem_add(struct commit_problems *list, enum commit_rule rule, int level,
		       struct text where, const struct commit_message *m, const char *what,
		       struct err *err)
{
	struct commit_problem *grown =
		arena_grow(list->arena, list->at, list->n, &list->cap, sizeof(*grown));
	const char *copy = arena_strdup(list->arena, what);

	if (!grown || !copy)
		return err_memory(err);
	list->at = grown;
	list->at[list->n] = (struct commit_problem){ .rule = rule, .level = level, .what = copy };
	if (where.len && m->header.ptr && where.ptr >= m->header.ptr &&
	    where.ptr + where.len <= m->header.ptr + m->header.len) {
		list->at[list->n].at = (size_t)(where.ptr - m->header.ptr);
		list->at[list->n].len = where.len;
	}
	list->n++;
	*(level == 2 ? &list->errors : &list->warnings) += 1;
	return 0;
}

static bool is_length_of_text(enum commit_rule rule)
{
	return rule == RULE_BODY_MAX_LENGTH || rule == RULE_BODY_MAX_LINE_LENGTH ||
	       rule == RULE_FOOTER_MAX_LENGTH || rule == RULE_FOOTER_MAX_LINE_LENGTH;
}

static int slip_level(enum commit_rule rule)
{
	return rule == RULE_HEADER_SPACE || rule == RULE_BREAKING_CASE ? 1 : 2;
}

/* What the parser found; *syntax: the header has no form, so that nothing is said about parts that
 * are not there. */
static int add_slips(const struct commit_message *m, struct commit_problems *list, bool *syntax,
		     struct err *err)
{
	for (size_t i = 0; i < m->n_slips; i++) {
		const struct commit_slip *slip = &m->slips[i];
		/* at the end of the header there is nothing to point at but its last byte */
		bool at_end = slip->rule == RULE_HEADER_SYNTAX && slip->at >= m->header.len;
		struct text where = text_first(text_from(m->header, at_end ? 0 : slip->at),
					       at_end ? m->header.len : slip->len);

		*syntax |= slip->rule == RULE_HEADER_SYNTAX;
		if (commit_problem_add(list, slip->rule, slip_level(slip->rule), where, m,
				       slip->what, err) < 0)
			return -1;
	}
	return 0;
}

static bool holds(enum commit_rule rule, const struct commit_message *m,
		  const struct commit_policy *policy)
{
	const struct commit_setting *setting = &policy->config->rules[rule];

	if (rule == RULE_SUBJECT_CASE && policy->acronyms && setting->never && m->subject.ptr)
		return commit_subject_case_holds(m->subject, setting);
	return commit_rule_holds(rule, m, setting);
}

int commit_judge(const struct commit_message *m, const struct commit_policy *policy,
		 struct commit_problems *list, struct err *err)
{
	AUTO(str) what = STR_MAX(64 * KiB);
	bool syntax = false;

	if (!m->header.len && !m->body.len && !m->footer.len)
		return commit_problem_add(list, RULE_MESSAGE_EMPTY, 2, (struct text){ 0 }, m,
					  "the message is empty", err);
	if (add_slips(m, list, &syntax, err) < 0)
		return -1;
	for (int i = 0; i < RULES_OF_COMMITLINT; i++) {
		enum commit_rule rule = (enum commit_rule)i;
		const struct commit_setting *setting = &policy->config->rules[rule];
		struct text where = { 0 };

		if (!setting->level || (policy->relax_length && is_length_of_text(rule)) ||
		    (syntax && (rule == RULE_TYPE_EMPTY || rule == RULE_SUBJECT_EMPTY)) ||
		    holds(rule, m, policy))
			continue;
		str_clear(&what);
		commit_rule_describe(rule, m, setting, &what, &where);
		if (commit_problem_add(list, rule, setting->level, where, m, what.buf, err) < 0)
			return -1;
	}
	return 0;
}
