/* One message: cleaned, ignored or parsed, judged, counted. */
#include <string.h>

#include "base/utf8.h"
#include "programs/commit/commit.h"

#define SHOWN_MAX 200 /* messages with problems, and ignored ones */

/* Literally first: in a pattern, dependabot[bot] would be a set of letters. */
static bool names_author(const struct strings *list, const struct glob *globs, const char *name)
{
	for (size_t i = 0; name && i < list->n; i++)
		if (strcmp(list->at[i], name) == 0 || glob_match(&globs[i], name, true))
			return true;
	return false;
}

static bool is_author(const struct strings *list, const struct glob *globs,
		      const struct commit_seen *seen)
{
	return names_author(list, globs, seen->author) || names_author(list, globs, seen->email) ||
	       names_author(list, globs, seen->login);
}

/* Controls, and what turns the direction of a line: not to be seen, and never meant. */
static bool has_hidden(struct text text)
{
	size_t used;
	bool valid;

	for (; text.len; text = text_from(text, used)) {
		uint32_t c = utf8_decode(text.ptr, text.len, &used, &valid);

		if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c <= 0x9F) ||
		    (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
			return true;
	}
	return false;
}

static int add(struct commit_problems *list, const struct commit_message *m, enum commit_rule rule,
	       int level, const char *what, struct err *err)
{
	return commit_problem_add(list, rule, level, (struct text){ 0 }, m, what, err);
}

/* What cleaning the bytes brought to light. */
static int add_cleaning(struct commit_problems *list, const struct commit_message *m,
			struct text text, const struct commit_cleaning *cleaning, struct err *err)
{
	if (cleaning->too_long &&
	    add(list, m, RULE_MESSAGE_TOO_LONG, 2,
		"the message is longer than 1 MiB; only its beginning was looked at", err) < 0)
		return -1;
	if (cleaning->replaced &&
	    add(list, m, RULE_ENCODING, 1,
		"bytes that are no text in the encoding of the message, or an "
		"encoding that is not known",
		err) < 0)
		return -1;
	if (has_hidden(text) &&
	    add(list, m, RULE_HIDDEN_CHARACTERS, 1,
		"control or bidirectional characters, which nobody can see", err) < 0)
		return -1;
	return 0;
}

/* commitlint knows only that the type is missing: say where the header leaves its form. */
static int explain(struct commit_problems *list, const struct commit_message *m, struct err *err)
{
	static const struct commit_slip narrow = {
		.what = "the parser commitlint knows A-Z, a-z, 0-9 and _ in a type"
	};
	AUTO(commit_message) strict = { 0 };
	AUTO(str) what = STR_MAX(KiB);
	const struct commit_slip *slip = &strict.slips[0];

	if (m->spec || m->type.ptr || !m->header.len)
		return 0;
	if (commit_parse_spec(&strict, m->header, err) < 0)
		return -1;
	if (!strict.n_slips && strict.type.len)
		slip = &narrow;
	for (size_t i = 0; i < list->n && slip->what; i++) {
		struct commit_problem *p = &list->at[i];

		if (p->rule != RULE_TYPE_EMPTY)
			continue;
		str_printf(&what, "the type is missing: %s", slip->what);
		p->what = arena_strdup(list->arena, what.buf);
		p->at = slip->at < m->header.len ? slip->at : 0;
		p->len = slip->len ? slip->len : slip == &narrow ? strict.type.len : m->header.len;
		if (!p->what)
			return err_memory(err);
	}
	return 0;
}

static const char *names_of(struct commit_session *s, const struct commit_problems *list)
{
	AUTO(str) names = STR_MAX(8 * KiB);

	for (size_t i = 0; i < list->n; i++)
		str_printf(&names, "%s%s", i ? ", " : "", commit_rule_name(list->at[i].rule));
	return arena_strdup(&s->arena, names.buf);
}

static int remember(struct commit_session *s, const struct commit_seen *seen, struct text header,
		    const char *problems, const char *block, struct err *err)
{
	struct commit_shown *slot;

	if (s->n_shown >= SHOWN_MAX) {
		s->n_left_out++;
		return 0;
	}
	header.len = utf8_prefix(header.ptr, header.len, 100, NULL);
	slot = arena_grow(&s->arena, s->shown, s->n_shown, &s->shown_cap, sizeof(*slot));
	if (!slot)
		return err_memory(err);
	s->shown = slot;
	slot += s->n_shown++;
	slot->id = arena_strdup(&s->arena, seen->id);
	slot->author = arena_strdup(&s->arena, seen->login    ? seen->login
					       : seen->author ? seen->author
							      : "");
	slot->header = arena_copy(&s->arena, header);
	slot->problems = problems;
	slot->block = block ? arena_strdup(&s->arena, block) : NULL;
	return slot->id && slot->author && slot->header && problems && (!block || slot->block)
		       ? 0
		       : err_memory(err);
}

/* One finding a message: annotations are made of findings, and one a commit is what helps. */
static int add_finding(struct commit_session *s, const struct commit_seen *seen, struct text header,
		       const struct commit_problems *list, const char *suggestion, bool denies,
		       struct err *err)
{
	const struct commit_problem *first = &list->at[0];
	AUTO(str) title = STR_MAX(8 * KiB);
	AUTO(str) message = STR_MAX(64 * KiB);
	AUTO(str) fix = STR_MAX(128 * KiB);

	str_printf(&message, "%s  %.*s", seen->id,
		   (int)utf8_prefix(header.ptr, header.len, 100, NULL),
		   header.ptr ? header.ptr : "");
	for (size_t i = 0; i < list->n; i++) {
		if (list->at[i].level > first->level)
			first = &list->at[i];
		str_printf(&message, "\n- %s [%s]", list->at[i].what,
			   commit_rule_name(list->at[i].rule));
	}
	str_printf(&title, "%s: %s", seen->id, first->what);
	if (list->n > 1)
		str_printf(&title, " (and %zu more)", list->n - 1);
	if (suggestion)
		str_printf(&fix, "write: %s", suggestion);
	return findings_add(
		&s->findings,
		&(struct finding){ .rule = commit_rule_name(first->rule),
				   .title = title.buf,
				   .message = message.failed ? title.buf : message.buf,
				   .tool = "commit-lint",
				   .fix = suggestion && !fix.failed ? fix.buf : NULL,
				   .severity = list->errors ? SEVERITY_HIGH : SEVERITY_MEDIUM,
				   .denies = denies },
		err);
}

static int conclude(struct commit_session *s, const struct commit_seen *seen,
		    const struct commit_message *m, struct commit_problems *list, struct err *err)
{
	bool denies = seen->decides && (list->errors || (s->in->warnings == 1 && list->warnings));
	AUTO(str) block = STR_MAX(256 * KiB);
	AUTO(str) suggestion = STR_MAX(64 * KiB);
	const char *better = NULL;

	s->denied |= denies;
	if (seen->unit == UNIT_TITLE)
		s->title_valid = !list->errors;
	for (size_t i = 0; seen->unit == UNIT_TITLE && i < list->n; i++)
		s->title_broke[list->at[i].rule] = true;
	if (!list->n)
		return 0;
	s->invalid += list->errors > 0;
	s->warned += list->errors == 0;
	if (commit_suggest(&suggestion, m->header, &s->policy, s->spec))
		better = suggestion.buf;
	commit_put_carets(&block, seen->id, m->header, list, better);
	if (block.failed)
		return err_memory(err);
	if (remember(s, seen, m->header, names_of(s, list), block.buf, err) < 0)
		return -1;
	return add_finding(s, seen, m->header, list, better, denies, err);
}

static void raise_bump(struct commit_session *s, struct text text, const struct commit_message *m)
{
	AUTO(commit_message) own = { 0 };
	struct err ignored = { 0 };
	enum commit_bump bump;

	if (!m && commit_parse_spec(&own, text, &ignored) == 0)
		m = &own;
	bump = m ? commit_bump_of(m) : BUMP_NONE;
	if (bump > s->bump)
		s->bump = bump;
}

/* What the title said already is not said again for the message made from it. */
static void drop_repeated(struct commit_problems *list, const bool *title_broke)
{
	size_t n = 0;

	list->errors = list->warnings = 0;
	for (size_t i = 0; i < list->n; i++) {
		if (title_broke[list->at[i].rule])
			continue;
		*(list->at[i].level == 2 ? &list->errors : &list->warnings) += 1;
		list->at[n++] = list->at[i];
	}
	list->n = n;
}

/* Whoever counts the letters of the title would not find them. */
static int explain_number(struct commit_problems *list, struct err *err)
{
	for (size_t i = 0; i < list->n; i++) {
		struct commit_problem *p = &list->at[i];

		if (p->rule != RULE_HEADER_MAX_LENGTH)
			continue;
		p->what = arena_printf(list->arena, "%s, with the number that a squash adds",
				       p->what);
		if (!p->what)
			return err_memory(err);
	}
	return 0;
}

static int judge(struct commit_session *s, const struct commit_seen *seen, struct text text,
		 const struct commit_cleaning *cleaning, struct commit_message *m,
		 struct commit_problems *list, struct err *err)
{
	struct commit_policy policy = s->policy;

	policy.relax_length = is_author(&s->in->relax_body_authors, s->relax_globs, seen);
	if (commit_is_blank(text)) {
		m->header = (struct text){ 0 };
		return add(list, m, RULE_MESSAGE_EMPTY, 2, "the message is empty", err);
	}
	if ((s->spec ? commit_parse_spec(m, commit_trim(text), err)
		     : commit_parse_commitlint(m, text, &s->config.grammar, err)) < 0)
		return -1;
	if (commit_judge(m, &policy, list, err) < 0 || explain(list, m, err) < 0)
		return -1;
	return add_cleaning(list, m, text, cleaning, err);
}

/* A title stays what it is: neither a merge nor something that a rebase will take away. */
static enum commit_ignore why_ignored(struct commit_session *s, const struct commit_seen *seen,
				      struct text text)
{
	enum commit_ignore why =
		commit_ignored(s->ignores == IGNORES_COMMITLINT ? text : commit_trim(text),
			       s->ignores, seen->parents);
	bool title = seen->unit == UNIT_TITLE || seen->unit == UNIT_SQUASH;

	return title && (why == IGNORE_MERGE || why == IGNORE_AUTOSQUASH) ? IGNORE_NOT : why;
}

static int take_ignored(struct commit_session *s, const struct commit_seen *seen, struct text text,
			enum commit_ignore why, struct err *err)
{
	struct text rest = commit_trim(text), header = { 0 };

	commit_line(&rest, &header);
	if (why != IGNORE_MERGE)
		raise_bump(s, commit_trim(text), NULL);
	s->ignored++;
	s->title_valid |= seen->unit == UNIT_TITLE;
	return remember(s, seen, header, why ? commit_ignore_word(why) : "author", NULL, err);
}

/* What the prediction of a squash message needs to know. */
static int note_commit(struct commit_session *s, const struct commit_seen *seen, struct text text,
		       struct err *err)
{
	struct text rest = commit_trim(text), header = { 0 };

	if (seen->unit != UNIT_COMMIT || seen->parents >= 2)
		return 0;
	if (s->plain++)
		return 0;
	commit_line(&rest, &header);
	s->plain_header = arena_copy(&s->arena, header);
	return s->plain_header ? 0 : err_memory(err);
}

int commit_take(struct commit_session *s, const struct commit_seen *seen, struct err *err)
{
	AUTO(str) clean = STR_MAX(COMMIT_MESSAGE_MAX + 4);
	AUTO(arena) memory = ARENA_MAX(4 * MiB);
	AUTO(commit_message) m = { 0 };
	struct commit_problems list = { .arena = &memory };
	struct commit_cleaning cleaning = { 0 };
	enum commit_ignore why;
	struct text text;

	s->commits += seen->unit == UNIT_COMMIT;
	s->title_seen |= seen->unit == UNIT_TITLE;
	commit_clean(&clean, seen->bytes, &cleaning);
	cleaning.replaced |= seen->bad_encoding;
	if (str_check(&clean, "message", err) < 0)
		return -1;
	text = (struct text){ clean.buf, clean.len };
	why = why_ignored(s, seen, seen->context.ptr ? seen->context : text);
	if (note_commit(s, seen, text, err) < 0)
		return -1;
	if (is_author(&s->in->ignore_authors, s->ignore_globs, seen))
		return take_ignored(s, seen, text, IGNORE_NOT, err);
	if (why == IGNORE_AUTOSQUASH && s->in->fixup == 1) {
		struct text rest = commit_trim(text);

		commit_line(&rest, &m.header);
		s->linted++;
		if (add(&list, &m, RULE_FIXUP, 2, "this commit must be squashed before the merge",
			err) < 0)
			return -1;
		return conclude(s, seen, &m, &list, err);
	}
	if (why)
		return take_ignored(s, seen, text, why, err);
	s->linted++;
	if (judge(s, seen, text, &cleaning, &m, &list, err) < 0)
		return -1;
	raise_bump(s, text, &m);
	if (seen->unit == UNIT_SQUASH && explain_number(&list, err) < 0)
		return -1;
	if (seen->repeats_title)
		drop_repeated(&list, s->title_broke);
	return conclude(s, seen, &m, &list, err);
}
