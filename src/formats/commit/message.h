/*
 * A commit message and its parts (specs/commit-lint.md 4.2 to 4.5). Two parsers: Conventional
 * Commits 1.0.0 to the letter, and what commitlint 21 makes of a message. Both are total: every
 * text has a result. All take time in proportion to the message.
 */
#ifndef FORMATS_COMMIT_MESSAGE_H
#define FORMATS_COMMIT_MESSAGE_H

#include "base/err.h"
#include "formats/commit/rules.h"

#define COMMIT_MESSAGE_MAX MiB

/* What the parser found wrong, and where in the header. */
struct commit_slip {
	enum commit_rule rule;
	size_t at, len;   /* bytes of the header; len 0: nowhere in it */
	const char *what; /* a constant */
};

#define COMMIT_SLIPS_MAX 8

/* A part that is absent has ptr NULL; one that is there and empty has len 0. Parts are pieces of
 * `lines`. */
struct commit_message {
	struct text raw;  /* as given to the parser */
	struct str lines; /* of the message, joined by \n; the first is the header */
	struct text header, type, scope, subject, body, footer;
	bool bang;            /* '!' in front of the ':' of the header */
	bool breaking;        /* that, or a BREAKING CHANGE footer */
	bool references;      /* issues are named; parser commitlint only */
	bool footer_unspaced; /* no blank line in front of the footer; parser spec only */
	bool spec;            /* which parser made it */
	struct commit_slip slips[COMMIT_SLIPS_MAX];
	size_t n_slips;
};

void commit_message_release(struct commit_message *message);

/* Conventional Commits 1.0.0. The text is valid UTF-8, and lives as long as the message. -1: no
 * memory. */
int commit_parse_spec(struct commit_message *message, struct text text, struct err *err);

/* How commitlint's parser was configured. */
struct commit_grammar {
	bool bang;                   /* headerPattern takes '!' in front of ':' */
	bool breaking_pattern;       /* there is a breakingHeaderPattern, tried first */
	bool hyphen_note;            /* BREAKING-CHANGE is a note keyword too */
	const char *comment;         /* commentChar; NULL: none */
	const char *const *prefixes; /* issuePrefixes, ended by NULL */
};

extern const struct commit_grammar commit_grammar_conventional; /* the preset */
extern const struct commit_grammar commit_grammar_angular;      /* the preset, and the default */
extern const struct commit_grammar commit_grammar_config_angular;

int commit_parse_commitlint(struct commit_message *message, struct text text,
			    const struct commit_grammar *grammar, struct err *err);

/* ^(\w*)(?:\((.*)\))?!: (.*)$, the pattern that commitlint asks for '!', whatever the parser. */
bool commit_header_has_bang(struct text header);

/* Adds a slip; those beyond COMMIT_SLIPS_MAX are dropped: the first are the ones to mend. */
void commit_slip_add(struct commit_message *message, enum commit_rule rule, size_t at, size_t len,
		     const char *what);

/* The next line of the text, without its \n or \r\n; false at the end. A text that ends with a line
 * end has one more, empty line, as String.split gives it. *rest begins with ptr NULL once all are
 * taken. */
bool commit_line(struct text *rest, struct text *line);

/* The same of `lines`, where only \n ends a line: a \r in front of it is text. */
bool commit_joined_line(struct text *rest, struct text *line);

/* Whether a line names an issue, as commitlint's parser finds it. */
bool commit_has_reference(struct text line, bool footer_token, const char *const *prefixes);

/* Whether the line is a footer token of commitlint's parser: "word: x", "word #1". */
bool commit_is_footer_token(struct text line, const char *const *prefixes);

#endif
