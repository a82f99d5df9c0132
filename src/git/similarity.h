/*
 * How much of one file is in another, as git counts it for renames (git: diffcore-delta.c): the
 * bytes of the lines that both have, of the larger of the two; a last line without its end counts
 * (in git since 2.44). libgit2's own measure leaves out white space and guesses where a file is
 * small.
 */
#ifndef GIT_SIMILARITY_H
#define GIT_SIMILARITY_H

#include <git2.h>

#include "base/str.h"

/* The pieces of a text: lines, or 64 bytes of one. NULL when there is no memory. */
struct pieces;
struct pieces *pieces_of(struct text text);
void pieces_free(struct pieces *pieces);

/* 0 to 100, rounded down. */
int pieces_similarity(const struct pieces *a, const struct pieces *b);

/* For git_diff_find_options.metric. */
extern const git_diff_similarity_metric similarity_metric;

#endif
