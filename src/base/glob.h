/*
 * Patterns for paths:
 *
 *	*  ?       any characters, one character; never a '/'
 *	[a-z]      one of these; [!a-z] and [^a-z] one that is not; never a '/'; ']' may come first
 *	{a,b}      one of these; alternatives may be empty, nested, and hold a '/'
 *	**         anything, '/' too; "**" and its '/' also match nothing, at the start of a
 *	           component
 *
 * A character is a code point, or a byte that is no UTF-8. There is no escape: [*] is a star, and a
 * backslash is itself. Matching takes time in proportion to pattern times path, whatever they are.
 */
#ifndef BASE_GLOB_H
#define BASE_GLOB_H

#include <stdint.h>

#include "base/arena.h"

#define GLOB_MAX_PATTERN      4096
#define GLOB_MAX_ALTERNATIVES 1000

struct glob {
	const struct glob_token *token; /* ends with the token that stands for a match */
	size_t n;
};

/*
 * What it makes lives in the arena; the pattern is not kept. An error of the caller that names the
 * pattern: a '[' or '{' that is not closed, a range that runs backwards, more than
 * GLOB_MAX_ALTERNATIVES in braces, over GLOB_MAX_PATTERN bytes, a NUL.
 */
int glob_compile(struct glob *glob, struct text pattern, struct arena *arena, struct err *err);

/* hidden false: a wildcard never matches a '.' at the start of a component; a written one does. */
bool glob_match(const struct glob *glob, const char *path, bool hidden);

/* Whether some path below the folder could match; "" is where patterns begin. */
bool glob_match_below(const struct glob *glob, const char *folder, bool hidden);

/* How many bytes at the front of the pattern are folders without any wildcard, the last '/'
 * included; the whole length when there is no wildcard at all. */
size_t glob_fixed_prefix(struct text pattern);

/*
 * A list of patterns that selects files of a repository. Each is taken in order, and the last that
 * matches decides; a leading '!' takes out again what an earlier one selected. Without a '/' (one
 * at its end does not count) a pattern holds in any directory, else from the top; a leading '/' or
 * "./" is the top. A '/' at the end means everything below. Leading dots are characters like any
 * other.
 */
struct tree_patterns {
	struct tree_pattern *pattern;
	size_t n;
};

/* Patterns are numbered as given. An empty one, and what glob_compile refuses, is the caller's
 * error. */
int tree_patterns_compile(struct tree_patterns *list, const char *const *patterns, size_t n,
			  struct arena *arena, struct err *err);

/* False when no pattern matches. */
bool tree_patterns_select(const struct tree_patterns *list, const char *path);

/* The number of the pattern that decides, or -1. */
ptrdiff_t tree_patterns_decider(const struct tree_patterns *list, const char *path);

/* Whether pattern i alone, its '!' left aside, matches: one that does for no file is dead. */
bool tree_patterns_match(const struct tree_patterns *list, size_t i, const char *path);

#endif
