#include "formats/commit/rules.h"

#include <string.h>

const char *const commit_rule_names[RULES_OF_COMMITLINT + 1] = {
	"body-case",
	"body-empty",
	"body-full-stop",
	"body-leading-blank",
	"body-max-length",
	"body-max-line-length",
	"body-min-length",
	"breaking-change-exclamation-mark",
	"footer-empty",
	"footer-leading-blank",
	"footer-max-length",
	"footer-max-line-length",
	"footer-min-length",
	"header-case",
	"header-full-stop",
	"header-max-length",
	"header-min-length",
	"header-trim",
	"references-empty",
	"scope-case",
	"scope-delimiter-style",
	"scope-empty",
	"scope-enum",
	"scope-max-length",
	"scope-min-length",
	"signed-off-by",
	"subject-case",
	"subject-empty",
	"subject-exclamation-mark",
	"subject-full-stop",
	"subject-max-length",
	"subject-min-length",
	"trailer-exists",
	"type-case",
	"type-empty",
	"type-enum",
	"type-max-length",
	"type-min-length",
	NULL,
};

static const char *const own_names[] = {
	"breaking-case", "encoding",         "fixup",
	"header-space",  "header-syntax",    "hidden-characters",
	"message-empty", "message-too-long", "scope-syntax",
};

_Static_assert(ARRAY_SIZE(own_names) == RULES - RULES_OF_COMMITLINT, "a name for each rule");

const char *commit_rule_name(enum commit_rule rule)
{
	return rule < RULES_OF_COMMITLINT ? commit_rule_names[rule]
					  : own_names[rule - RULES_OF_COMMITLINT];
}

enum commit_value commit_rule_value(enum commit_rule rule)
{
	struct text name = text_of(commit_rule_name(rule));

	switch (rule) {
	case RULE_SCOPE_CASE: return VALUE_SCOPE_CASES;
	case RULE_SCOPE_ENUM: return VALUE_SCOPES;
	case RULE_TYPE_ENUM:
	case RULE_SCOPE_DELIMITER_STYLE: return VALUE_LIST;
	case RULE_SIGNED_OFF_BY:
	case RULE_TRAILER_EXISTS: return VALUE_TEXT;
	default: break;
	}
	if (text_ends(name, "-case"))
		return VALUE_CASES;
	if (text_ends(name, "-full-stop"))
		return VALUE_TEXT;
	return text_ends(name, "-length") ? VALUE_NUMBER : VALUE_NONE;
}

bool commit_rule_named(const char *name, enum commit_rule *out)
{
	for (int i = 0; i < RULES_OF_COMMITLINT; i++)
		if (strcmp(commit_rule_names[i], name) == 0) {
			*out = (enum commit_rule)i;
			return true;
		}
	return false;
}
