#include "base/rng.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>

void rng_fill(void *bytes, size_t len)
{
	unsigned char *p = bytes;

	while (len) {
		ssize_t n = getrandom(p, len, 0);

		if (n < 0 && errno != EINTR)
			abort();
		if (n > 0) {
			p += n;
			len -= (size_t)n;
		}
	}
}

void rng_hex(char *out, size_t n)
{
	unsigned char byte;

	for (size_t i = 0; i < n; i++) {
		rng_fill(&byte, 1);
		out[2 * i] = "0123456789abcdef"[byte >> 4];
		out[2 * i + 1] = "0123456789abcdef"[byte & 15];
	}
	out[2 * n] = '\0';
}
