/* Whose certificates are trusted (specs/image.md 4.5). */
#ifndef NET_TRUST_H
#define NET_TRUST_H

#include "base/str.h"

struct trust {
	struct str bundle;       /* certificates in PEM; empty: none */
	const char *bundle_name; /* the file, for messages; lives as long as the environment */
	struct str folders;      /* hashed folders, a ':' between them; empty: none */
};

/*
 * What SSL_CERT_FILE and SSL_CERT_DIR name, both when both are set; else /etc/ssl/certs, if it is
 * hashed; else the first bundle of the system's. -1: what is named cannot be read, the file holds
 * more than 8 MiB, or there is nothing in any of these places.
 */
int trust_read(struct trust *trust, struct err *err);
void trust_release(struct trust *trust);

#endif
