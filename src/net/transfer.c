#include "net/transfer.h"

#include <curl/curl.h>

#include "base/url.h"

#define CONNECT_MS 10000
#define REQUEST_MS 30000
#define LOOK_MS    50 /* how often the flag is looked at */

static size_t keep_body(char *bytes, size_t size, size_t n, void *context)
{
	struct str *body = context;

	str_add(body, bytes, size * n);
	return body->failed ? 0 : size * n;
}

/* What is the same for all requests. */
static bool set_up(CURL *easy)
{
	return easy && curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) ==
		       CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_CAINFO, NULL) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip") == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS) == CURLE_OK &&
	       /* a look-up that hangs is not waited for */
	       curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep_body) == CURLE_OK;
}

int transfer_open(struct http *http, struct err *err)
{
	http->multi = curl_multi_init();
	http->easy = curl_easy_init();
	return http->multi && set_up(http->easy) ? 0 : err_memory(err);
}

void transfer_close(struct http *http)
{
	if (http->easy)
		curl_easy_cleanup(http->easy);
	if (http->multi)
		curl_multi_cleanup(http->multi);
	http->easy = http->multi = NULL;
}

/* Read when the first https address is asked: nothing else needs it. */
static int set_trust(struct http *http, struct err *err)
{
	struct curl_blob bundle = { .flags = CURL_BLOB_NOCOPY };

	if (http->trusts)
		return 0;
	trust_release(&http->trust);
	if (trust_read(&http->trust, err) < 0)
		return -1;
	bundle.data = http->trust.bundle.buf;
	bundle.len = http->trust.bundle.len;
	if ((bundle.len &&
	     curl_easy_setopt(http->easy, CURLOPT_CAINFO_BLOB, &bundle) != CURLE_OK) ||
	    (http->trust.folders.len &&
	     curl_easy_setopt(http->easy, CURLOPT_CAPATH, http->trust.folders.buf) != CURLE_OK))
		return err_memory(err);
	http->trusts = true;
	return 0;
}

struct headers {
	struct curl_slist *list;
};

static void headers_release(struct headers *headers) { curl_slist_free_all(headers->list); }

static int add_header(struct headers *headers, const char *line, struct err *err)
{
	struct curl_slist *grown;

	for (const char *c = line; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7F)
			return err_caller(err, "a control character in what is to be sent");
	grown = curl_slist_append(headers->list, line);
	if (!grown)
		return err_memory(err);
	headers->list = grown;
	return 0;
}

static int add_headers(struct headers *headers, const struct http_request *request, struct err *err)
{
	AUTO(str) line = STR_MAX(MiB);

	for (const char *const *h = request->headers; h && *h; h++)
		if (add_header(headers, *h, err) < 0)
			return -1;
	if (!request->bearer || !request->bearer[0])
		return 0;
	str_printf(&line, "Authorization: Bearer %s", request->bearer);
	return str_check(&line, "token", err) < 0 ? -1 : add_header(headers, line.buf, err);
}

static int prepare(struct http *http, const struct http_request *request, struct headers *headers,
		   struct http_answer *answer, char *said, struct err *err)
{
	CURL *easy = http->easy;
	bool secure = strncmp(request->url, "https:", 6) == 0;
	int64_t left = http_left_ms(http);

	if (!url_is_allowed(text_of(request->url), false))
		return err_caller(err, "only https is asked, and http on loopback");
	if ((secure && set_trust(http, err) < 0) || add_headers(headers, request, err) < 0)
		return -1;
	if (!left)
		return err_set(err, "no time is left");
	if (curl_easy_setopt(easy, CURLOPT_URL, request->url) != CURLE_OK ||
	    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers->list) != CURLE_OK ||
	    /* what is for loopback, in clear text, is for no proxy */
	    curl_easy_setopt(easy, CURLOPT_NOPROXY, secure ? NULL : "*") != CURLE_OK ||
	    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
			     (long)(left < REQUEST_MS ? left : REQUEST_MS)) != CURLE_OK ||
	    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer->body) != CURLE_OK ||
	    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, said) != CURLE_OK)
		return err_memory(err);
	return 0;
}

/* By the multi interface, whose waits are short enough to see the flag. */
static CURLcode perform(struct http *http)
{
	CURLcode result = CURLE_FAILED_INIT;
	CURLMcode going = curl_multi_add_handle(http->multi, http->easy);
	const CURLMsg *message;
	int running = 1, left;

	while (going == CURLM_OK && running) {
		going = curl_multi_perform(http->multi, &running);
		if (http->cancelled && *http->cancelled) {
			result = CURLE_ABORTED_BY_CALLBACK;
			break;
		}
		if (going == CURLM_OK && running)
			going = curl_multi_poll(http->multi, NULL, 0, LOOK_MS, NULL);
	}
	if (going == CURLM_OK && !running) {
		message = curl_multi_info_read(http->multi, &left);
		result = message && message->msg == CURLMSG_DONE ? message->data.result : result;
	}
	curl_multi_remove_handle(http->multi, http->easy);
	return result;
}

static const char *header(struct http *http, const char *name, struct arena *memory, bool *failed)
{
	struct curl_header *found;
	const char *copy;

	if (curl_easy_header(http->easy, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK)
		return NULL;
	copy = arena_strdup(memory, found->value);
	*failed |= !copy;
	return copy;
}

static enum transfer_end take_headers(struct http *http, const char *url,
				      struct http_answer *answer, struct err *err)
{
	struct arena *memory = &answer->memory;
	bool failed = false;

	curl_easy_getinfo(http->easy, CURLINFO_RESPONSE_CODE, &answer->status);
	answer->link = header(http, "link", memory, &failed);
	answer->etag = header(http, "etag", memory, &failed);
	answer->location = header(http, "location", memory, &failed);
	answer->retry_after = header(http, "retry-after", memory, &failed);
	answer->ratelimit_remaining = header(http, "x-ratelimit-remaining", memory, &failed);
	answer->ratelimit_reset = header(http, "x-ratelimit-reset", memory, &failed);
	answer->url = arena_strdup(memory, url);
	if (!failed && answer->url)
		return TRANSFER_DONE;
	err_set(err, "the headers of the answer are too large");
	return TRANSFER_FAILED;
}

static enum transfer_end say(const struct http *http, const struct http_answer *answer,
			     CURLcode result, const char *said, struct err *err)
{
	if (answer->body.failed) {
		err_set(err, "the answer is larger than %zu MiB", HTTP_BODY_MAX / MiB);
		return TRANSFER_FAILED;
	}
	if (result == CURLE_SSL_CACERT_BADFILE && http->trust.bundle_name) {
		err_set(err, "%s holds no certificates that can be read", http->trust.bundle_name);
		return TRANSFER_FAILED;
	}
	err_set(err, "%s", said[0] ? said : curl_easy_strerror(result));
	switch (result) {
	case CURLE_ABORTED_BY_CALLBACK:
	case CURLE_OUT_OF_MEMORY:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_URL_MALFORMAT: return TRANSFER_FAILED;
	default: return TRANSFER_BROKEN;
	}
}

enum transfer_end transfer_run(struct http *http, const struct http_request *request,
			       struct http_answer *answer, struct err *err)
{
	AUTO(headers) headers = { 0 };
	char said[CURL_ERROR_SIZE] = "";
	enum transfer_end end = TRANSFER_FAILED;
	CURLcode result;

	str_clear(&answer->body);
	answer->status = 0;
	if (prepare(http, request, &headers, answer, said, err) == 0) {
		result = perform(http);
		end = result == CURLE_OK ? take_headers(http, request->url, answer, err)
					 : say(http, answer, result, said, err);
	}
	/* what it points to ends with this call */
	curl_easy_setopt(http->easy, CURLOPT_HTTPHEADER, NULL);
	curl_easy_setopt(http->easy, CURLOPT_ERRORBUFFER, NULL);
	return end;
}
