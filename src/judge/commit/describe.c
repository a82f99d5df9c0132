/* What to say when a rule does not hold, and which part of the header it is about. */
#include <inttypes.h>
#include <string.h>

#include "formats/commit/letters.h"
#include "judge/commit/lint.h"
#include "judge/commit/rules.h"
#include "judge/commit/suggest.h"

#define SHOWN_MAX 20 /* words of a list */

static const char *part_name(enum commit_rule rule)
{
	static const char *const parts[] = {
		"body", "footer", "header", "scope", "subject", "type"
	};
	struct text name = text_of(commit_rule_name(rule));

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (text_starts(name, parts[i]))
			return parts[i];
	return "message";
}

static struct text part_of(enum commit_rule rule, const struct commit_message *m)
{
	switch (part_name(rule)[0]) {
	case 'b': return m->body;
	case 'f': return m->footer;
	case 'h': return m->header;
	case 't': return m->type;
	case 's': return part_name(rule)[1] == 'c' ? m->scope : m->subject;
	default: return (struct text){ 0 };
	}
}

static void put_list(struct str *out, const struct commit_list *list)
{
	size_t shown = list->n > SHOWN_MAX ? SHOWN_MAX : list->n;

	for (size_t i = 0; i < shown; i++)
		str_printf(out, "%s%s", i ? ", " : "", list->at[i]);
	if (list->n > shown)
		str_printf(out, " and %zu more", list->n - shown);
}

static void put_cases(struct str *out, const struct commit_setting *s)
{
	for (size_t i = 0; i < s->n_cases; i++)
		str_printf(out, "%s%s%s", i ? ", " : "", s->cases[i].never ? "not " : "",
			   commit_case_name(s->cases[i].which));
}

static const char *not_(const struct commit_setting *s) { return s->never ? " not" : ""; }

static void put_length(struct str *out, enum commit_rule rule, const struct commit_message *m,
		       const struct commit_setting *s, struct text *where)
{
	struct text name = text_of(commit_rule_name(rule)), part = part_of(rule, m), line;

	if (text_ends(name, "-line-length")) {
		line = commit_long_line(part, s->number);
		str_printf(out, "a line of the %s has %zu characters, at most %" PRId64 " allowed",
			   part_name(rule), letters_utf16(line), s->number);
		return;
	}
	str_printf(out, "the %s has %zu characters, at %s %" PRId64 " allowed", part_name(rule),
		   letters_utf16(part), text_ends(name, "-max-length") ? "most" : "least",
		   s->number);
	*where = part;
}

/* The pair of rules about '!'. */
static void put_bang(struct str *out, enum commit_rule rule, const struct commit_setting *s)
{
	if (rule == RULE_SUBJECT_EXCLAMATION_MARK)
		str_printf(out, "the header must%s have \"!\" in front of the \":\"", not_(s));
	else
		str_printf(out,
			   "\"!\" in the header and BREAKING CHANGE in the footer must%s come "
			   "together",
			   not_(s));
}

static void put_whole_message(struct str *out, enum commit_rule rule,
			      const struct commit_setting *s)
{
	const char *text = s->text ? s->text : "";

	switch (rule) {
	case RULE_REFERENCES_EMPTY:
		str_puts(out, s->never ? "no issue is named" : "no issue may be named");
		break;
	case RULE_SIGNED_OFF_BY:
		str_printf(out, "the last line must%s begin with \"%s\"", not_(s), text);
		break;
	default: str_printf(out, "the message must%s have a trailer \"%s\"", not_(s), text);
	}
}

static void put_enum(struct str *out, enum commit_rule rule, const struct commit_message *m,
		     const struct commit_setting *s, struct text *where)
{
	struct text part = part_of(rule, m);
	const char *near = rule == RULE_TYPE_ENUM && part.len && !s->never
				   ? commit_nearest_type(part, &s->list)
				   : NULL;

	*where = part;
	if (rule == RULE_SCOPE_DELIMITER_STYLE)
		str_printf(out, "scopes must%s be divided by one of: ", not_(s));
	else if (s->never)
		str_printf(out, "the %s must not be one of: ", part_name(rule));
	else if (near)
		str_printf(out, "unknown type \"%.*s\"; did you mean \"%s\"?", (int)part.len,
			   part.ptr, near);
	else
		str_printf(out, "unknown %s \"%.*s\"; known are: ", part_name(rule), (int)part.len,
			   part.ptr ? part.ptr : "");
	if (near)
		return;
	if (rule == RULE_SCOPE_DELIMITER_STYLE && !s->list.n)
		str_puts(out, "/ \\ ,");
	else
		put_list(out, &s->list);
}

static void put_trim(struct str *out, const struct commit_message *m, struct text *where)
{
	struct text inner = text_trim(m->header);
	bool leading = inner.ptr > m->header.ptr;

	str_puts(out, "the header must not begin or end with a blank");
	if (leading && inner.len)
		*where = text_first(m->header, (size_t)(inner.ptr - m->header.ptr));
	else if (inner.len)
		*where = text_from(m->header, inner.len);
}

void commit_rule_describe(enum commit_rule rule, const struct commit_message *m,
			  const struct commit_setting *s, struct str *out, struct text *where)
{
	const char *part = part_name(rule);
	struct text name = text_of(commit_rule_name(rule));

	switch (rule) {
	case RULE_TYPE_ENUM:
	case RULE_SCOPE_ENUM:
	case RULE_SCOPE_DELIMITER_STYLE: put_enum(out, rule, m, s, where); return;
	case RULE_HEADER_TRIM: put_trim(out, m, where); return;
	case RULE_SUBJECT_EXCLAMATION_MARK:
	case RULE_BREAKING_CHANGE_EXCLAMATION_MARK: put_bang(out, rule, s); return;
	case RULE_REFERENCES_EMPTY:
	case RULE_SIGNED_OFF_BY:
	case RULE_TRAILER_EXISTS: put_whole_message(out, rule, s); return;
	default: break;
	}
	if (text_ends(name, "-length")) {
		put_length(out, rule, m, s, where);
	} else if (text_ends(name, "-case")) {
		*where = part_of(rule, m);
		str_printf(out, "the %s must%s be written in: ", part, not_(s));
		put_cases(out, s);
	} else if (text_ends(name, "-empty")) {
		str_printf(out, "the %s %s", part, s->never ? "is missing" : "must be empty");
		*where = s->never ? (struct text){ 0 } : part_of(rule, m);
	} else if (text_ends(name, "-leading-blank")) {
		str_printf(out, "one blank line must%s stand in front of the %s", not_(s), part);
	} else { /* full-stop */
		str_printf(out, "the %s must%s end with \"%s\"", part, not_(s),
			   s->text ? s->text : ".");
		if (m->header.len && s->never && part[0] != 'b')
			*where = text_from(m->header, m->header.len - 1);
	}
}
