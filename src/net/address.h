/* Addresses of requests: shown, compared, followed. */
#ifndef NET_ADDRESS_H
#define NET_ADDRESS_H

#include <stdbool.h>

#include "base/str.h"

/* For messages: without user information, query and fragment, where secrets may stand. */
void address_show(struct str *out, const char *url);

/* Whether both have the same scheme, host and port: what is for one may be told to the other. */
bool address_same_origin(const char *one, const char *other);

/*
 * What `reference` means where `base` was answered (RFC 3986 section 5), in a form that libcurl and
 * base/url.h read alike. -1: it is none that may be asked, or leads from https to http.
 */
int address_follow(struct str *out, const char *base, const char *reference, struct err *err);

#endif
