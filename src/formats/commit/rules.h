/*
 * The rules by name: the 38 of commitlint 21 and our own. What they decide: judge/commit/.
 */
#ifndef FORMATS_COMMIT_RULES_H
#define FORMATS_COMMIT_RULES_H

#include <stdbool.h>

#include "base/str.h"

enum commit_rule { /* commitlint's in the order of their names, then our own */
		   RULE_BODY_CASE,
		   RULE_BODY_EMPTY,
		   RULE_BODY_FULL_STOP,
		   RULE_BODY_LEADING_BLANK,
		   RULE_BODY_MAX_LENGTH,
		   RULE_BODY_MAX_LINE_LENGTH,
		   RULE_BODY_MIN_LENGTH,
		   RULE_BREAKING_CHANGE_EXCLAMATION_MARK,
		   RULE_FOOTER_EMPTY,
		   RULE_FOOTER_LEADING_BLANK,
		   RULE_FOOTER_MAX_LENGTH,
		   RULE_FOOTER_MAX_LINE_LENGTH,
		   RULE_FOOTER_MIN_LENGTH,
		   RULE_HEADER_CASE,
		   RULE_HEADER_FULL_STOP,
		   RULE_HEADER_MAX_LENGTH,
		   RULE_HEADER_MIN_LENGTH,
		   RULE_HEADER_TRIM,
		   RULE_REFERENCES_EMPTY,
		   RULE_SCOPE_CASE,
		   RULE_SCOPE_DELIMITER_STYLE,
		   RULE_SCOPE_EMPTY,
		   RULE_SCOPE_ENUM,
		   RULE_SCOPE_MAX_LENGTH,
		   RULE_SCOPE_MIN_LENGTH,
		   RULE_SIGNED_OFF_BY,
		   RULE_SUBJECT_CASE,
		   RULE_SUBJECT_EMPTY,
		   RULE_SUBJECT_EXCLAMATION_MARK,
		   RULE_SUBJECT_FULL_STOP,
		   RULE_SUBJECT_MAX_LENGTH,
		   RULE_SUBJECT_MIN_LENGTH,
		   RULE_TRAILER_EXISTS,
		   RULE_TYPE_CASE,
		   RULE_TYPE_EMPTY,
		   RULE_TYPE_ENUM,
		   RULE_TYPE_MAX_LENGTH,
		   RULE_TYPE_MIN_LENGTH,
		   RULES_OF_COMMITLINT,
		   RULE_BREAKING_CASE = RULES_OF_COMMITLINT,
		   RULE_ENCODING,
		   RULE_FIXUP,
		   RULE_HEADER_SPACE,
		   RULE_HEADER_SYNTAX,
		   RULE_HIDDEN_CHARACTERS,
		   RULE_MESSAGE_EMPTY,
		   RULE_MESSAGE_TOO_LONG,
		   RULE_SCOPE_SYNTAX,
		   RULES,
};

enum commit_value {
	VALUE_NONE,
	VALUE_NUMBER,
	VALUE_TEXT,
	VALUE_CASES,       /* a case, or a list of cases and {case, when} */
	VALUE_SCOPE_CASES, /* or {cases, delimiters} */
	VALUE_LIST,        /* texts */
	VALUE_SCOPES,      /* or {scopes, delimiters} */
};

const char *commit_rule_name(enum commit_rule rule);
enum commit_value commit_rule_value(enum commit_rule rule);

/* Finds one of commitlint's rules; ours cannot be configured. */
bool commit_rule_named(const char *name, enum commit_rule *out);

/* The names of commitlint's rules, ended by NULL: for base/nearest.h. */
extern const char *const commit_rule_names[RULES_OF_COMMITLINT + 1];

#endif
