/*
 * What is wrong with a commit message: the rules of commitlint 21 and our own (specs/commit-lint.md
 * 5.2, 5.3).
 */
#ifndef JUDGE_COMMIT_LINT_H
#define JUDGE_COMMIT_LINT_H

#include "base/arena.h"
#include "formats/commit/config.h"
#include "formats/commit/message.h"

struct commit_policy {
	const struct commit_config *config;
	bool acronyms;     /* subject-case leaves acronyms, "I" and names such as GitHub alone */
	bool relax_length; /* the length rules of body and footer are off */
};

struct commit_problem {
	enum commit_rule rule;
	int level;      /* 1 warning, 2 error */
	size_t at, len; /* bytes of the header; len 0: nowhere in it */
	const char *what;
};

struct commit_problems {
	struct arena *arena;
	struct commit_problem *at;
	size_t n, cap;
	size_t errors, warnings;
};

/* Judges a message. -1: no memory. */
int commit_judge(const struct commit_message *message, const struct commit_policy *policy,
		 struct commit_problems *problems, struct err *err);

/* Adds one; `what` is copied. -1: no memory. */
int commit_problem_add(struct commit_problems *problems, enum commit_rule rule, int level,
		       struct text where, const struct commit_message *message, const char *what,
		       struct err *err);

/* Whether commitlint's rule holds; the level is not looked at. */
bool commit_rule_holds(enum commit_rule rule, const struct commit_message *message,
		       const struct commit_setting *setting);

/* What to say when it does not; in *where the part it is about. */
void commit_rule_describe(enum commit_rule rule, const struct commit_message *message,
			  const struct commit_setting *setting, struct str *out,
			  struct text *where);

/* subject-case with `acronyms: on`. */
bool commit_subject_case_holds(struct text subject, const struct commit_setting *setting);

/* Whether a word (a subject's, with marks around it) keeps its capitals. */
bool commit_is_acronym(struct text word);

/* Whether the message has a trailer that starts with the text, as git interpret-trailers --parse
 * prints them. */
bool commit_has_trailer(struct text message, const char *start);

#endif
