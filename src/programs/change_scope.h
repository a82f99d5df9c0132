/* What a change touches, asked of git for the event that a program runs for. */
#ifndef PROGRAMS_CHANGE_SCOPE_H
#define PROGRAMS_CHANGE_SCOPE_H

#include "formats/changed_lines.h"
#include "git/changes.h"
#include "programs/checkout.h"

/*
 * Fills *changed, which is empty, with the lines that the tested tree has and its base has not;
 * paths are relative to the workspace. `base` is the input of that name, or NULL. On a desk the
 * tested tree is the working tree, under Actions it is HEAD, and a changed file that stands
 * otherwise in the working tree is an error. Says in a note what was compared, and names the
 * verdict's commit where nothing else did. -1 with err set when it cannot be known.
 */
int change_scope_read(struct report *report, const char *base, struct changed_lines *changed,
		      struct err *err);

/*
 * The same against a side of the caller's choice, in a checkout that is open; *chosen is what it
 * was compared with. -1 with the bare reason.
 */
int change_scope_compare(struct report *report, const struct checkout *checkout, const char *base,
			 enum change_side side, struct changed_lines *changed,
			 struct change_base *chosen, struct err *err);

/*
 * Fills *changed, which is empty, from a unified diff in a file; every file that it names must be
 * in the workspace. -1 with err set: a caller's error when the file is missing.
 */
int change_scope_diff(struct report *report, const char *path, struct changed_lines *changed,
		      struct err *err);

#endif
