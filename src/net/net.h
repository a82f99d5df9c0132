/* Starting libcurl, and time as a client of the network takes it. */
#ifndef NET_NET_H
#define NET_NET_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/*
 * Starts libcurl, once a process; it takes some milliseconds, so a program calls it when it needs
 * the network, not earlier. No configuration file of OpenSSL is read, whatever OPENSSL_CONF says.
 */
int net_start(struct err *err);

/* Tests give another one, which does not sleep. */
struct net_clock {
	int64_t (*monotonic_ms)(void *context);
	int64_t (*utc_ms)(void *context); /* since 1970 */

	/* Returns early, with false, when *cancelled (NULL: never) is not 0. */
	bool (*wait_ms)(void *context, int64_t ms, const volatile sig_atomic_t *cancelled);
	void *context;
};

extern const struct net_clock net_clock;

#endif
