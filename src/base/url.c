#include "base/url.h"

#include <string.h>

bool url_is_allowed(struct text t, bool plain)
{
	static const char *const loopback[] = { "127.0.0.1", "localhost", "[::1]" };
	bool secure = text_starts(t, "https://");
	size_t host_len;
	struct text host;

	if (!secure && !text_starts(t, "http://"))
		return false;
	for (size_t i = 0; i < t.len; i++)
		if ((unsigned char)t.ptr[i] <= ' ' || t.ptr[i] == 0x7F)
			return false;
	host = text_from(t, secure ? 8 : 7);
	for (host_len = 0; host_len < host.len && !strchr("/?#", host.ptr[host_len]); host_len++)
		;
	host = text_first(host, host_len);
	if (!host.len || memchr(host.ptr, '@', host.len) || memchr(host.ptr, '\\', host.len))
		return false;
	for (size_t i = 0; !secure && !plain && i < ARRAY_SIZE(loopback); i++) {
		struct text rest = text_from(host, strlen(loopback[i]));

		if (text_starts(host, loopback[i]) && (!rest.len || rest.ptr[0] == ':'))
			return true;
	}
	return secure || plain;
}
