/* What the event and the caller say about a change, for git/. */
#ifndef PROGRAMS_SITUATION_H
#define PROGRAMS_SITUATION_H

#include "git/situation.h"
#include "runner/report.h"

/* base and head are the caller's, or NULL. Texts live as long as the report. */
struct situation situation_of(const struct report *report, const char *base, const char *head);

#endif
