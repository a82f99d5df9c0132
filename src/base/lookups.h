/*
 * Look-ups of hosts and users by the ways that are inside libc (specs/image.md 4.6). What the
 * host's nsswitch.conf names beyond them would be opened as a shared object, of another libc than a
 * static program's own.
 */
#ifndef BASE_LOOKUPS_H
#define BASE_LOOKUPS_H

/* Before the first look-up; whoever starts a library that makes some calls it. */
void lookups_confine(void);

#endif
