#include "net/address.h"

#include <curl/curl.h>
#include <strings.h>

#include "base/url.h"

struct parsed {
	CURLU *handle;
};

static void parsed_release(struct parsed *p) { curl_url_cleanup(p->handle); }

static bool parse(struct parsed *p, const char *url)
{
	p->handle = curl_url();
	return p->handle && curl_url_set(p->handle, CURLUPART_URL, url, 0) == CURLUE_OK;
}

void address_show(struct str *out, const char *url)
{
	const char *scheme = strstr(url, "://"), *rest = scheme ? scheme + 3 : url;
	const char *user = memrchr(rest, '@', strcspn(rest, "/?#"));

	str_add(out, url, (size_t)(rest - url));
	if (user)
		rest = user + 1;
	str_add(out, rest, strcspn(rest, "?#"));
}

static bool same_part(const struct parsed *a, const struct parsed *b, CURLUPart part)
{
	char *one = NULL, *other = NULL;
	bool same = curl_url_get(a->handle, part, &one, CURLU_DEFAULT_PORT) == CURLUE_OK &&
		    curl_url_get(b->handle, part, &other, CURLU_DEFAULT_PORT) == CURLUE_OK &&
		    strcasecmp(one, other) == 0;

	curl_free(one);
	curl_free(other);
	return same;
}

bool address_same_origin(const char *one, const char *other)
{
	AUTO(parsed) a = { 0 };
	AUTO(parsed) b = { 0 };

	return parse(&a, one) && parse(&b, other) && same_part(&a, &b, CURLUPART_SCHEME) &&
	       same_part(&a, &b, CURLUPART_HOST) && same_part(&a, &b, CURLUPART_PORT);
}

int address_follow(struct str *out, const char *base, const char *reference, struct err *err)
{
	AUTO(parsed) at = { 0 };
	AUTO(str) shown = STR_MAX(4 * KiB);
	char *url = NULL;

	address_show(&shown, reference);
	if (!parse(&at, base) ||
	    curl_url_set(at.handle, CURLUPART_URL, reference, 0) != CURLUE_OK ||
	    curl_url_get(at.handle, CURLUPART_URL, &url, 0) != CURLUE_OK)
		return err_set(err, "%s: no address that can be asked", shown.buf);
	str_puts(out, url);
	curl_free(url);
	if (str_check(out, "address", err) < 0)
		return -1;
	if (!url_is_allowed((struct text){ out->buf, out->len }, false))
		return err_set(err, "%s: only https is asked, and http on loopback", shown.buf);
	if (strncmp(base, "https:", 6) == 0 && strncmp(out->buf, "https:", 6) != 0)
		return err_set(err, "%s: a redirect from https to http is not followed", shown.buf);
	return 0;
}
