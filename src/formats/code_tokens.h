/* The words of a source file, without comments: for code_lines.c. */
#ifndef FORMATS_CODE_TOKENS_H
#define FORMATS_CODE_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum code_language {
	CODE_UNKNOWN, /* only blank lines are none */
	CODE_RUST,
	CODE_SCRIPT, /* JavaScript, TypeScript */
	CODE_SLASH,  /* comments as in C */
	CODE_HASH,   /* comments as in sh */
};

struct code_token {
	struct text text;
	size_t line, end_line; /* from 1 */
	bool is_string;        /* or a character, a template, a pattern */
};

struct code_tokens {
	struct code_token *at;
	size_t n, cap;
};

/* All words (letters, digits, _ and $), strings, and each other character as one. -1: no memory. */
int code_tokens_read(struct code_tokens *tokens, struct text source, enum code_language language,
		     struct err *err);
void code_tokens_release(struct code_tokens *tokens);

#endif
