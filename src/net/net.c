#include "net/net.h"

#include <curl/curl.h>
#include <openssl/crypto.h>
#include <poll.h>

#include "base/clock.h"
#include "base/lookups.h"

#define LOOK_MS 50 /* how often a wait looks at the flag */

int net_start(struct err *err)
{
	static bool started;

	if (started)
		return 0;
	lookups_confine();
	/* The first word on it holds: libcurl asks for the file when it starts OpenSSL
	 * (OPENSSL_init_crypto(3)), and what it names would be loaded as code. */
	if (!OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL))
		return err_internal(err, "OpenSSL does not start");
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return err_internal(err, "libcurl does not start");
	started = true;
	return 0;
}

static int64_t monotonic_ms(void *context)
{
	(void)context;
	return clock_monotonic_ms();
}

static int64_t utc_ms(void *context)
{
	(void)context;
	return clock_now_ms();
}

static bool wait_ms(void *context, int64_t ms, const volatile sig_atomic_t *cancelled)
{
	int64_t end = clock_monotonic_ms() + ms, left;

	(void)context;
	while ((left = end - clock_monotonic_ms()) > 0) {
		if (cancelled && *cancelled)
			return false;
		poll(NULL, 0, left < LOOK_MS ? (int)left : LOOK_MS);
	}
	return !cancelled || !*cancelled;
}

const struct net_clock net_clock = {
	.monotonic_ms = monotonic_ms,
	.utc_ms = utc_ms,
	.wait_ms = wait_ms,
};
