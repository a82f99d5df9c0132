#include "runner/mask.h"

#include <stdlib.h>
#include <string.h>

#define MASKS_MAX 1024

/* Longest first, so that a secret inside another leaves nothing of the longer one. */
static struct str masks[MASKS_MAX];
static size_t n_masks;

/* False when there is no room for it. */
static bool keep(struct text form)
{
	size_t at = 0;
	struct str fresh;

	if (form.len < 4)
		return true;
	for (size_t i = 0; i < n_masks; i++)
		if (text_equal((struct text){ masks[i].buf, masks[i].len }, form))
			return true;
	while (at < n_masks && masks[at].len >= form.len)
		at++;
	str_init(&fresh, form.len);
	str_add(&fresh, form.ptr, form.len);
	if (fresh.failed || n_masks == MASKS_MAX) {
		str_release(&fresh);
		return false;
	}
	memmove(masks + at + 1, masks + at, (n_masks - at) * sizeof(*masks));
	masks[at] = fresh;
	n_masks++;
	return true;
}

static void base64(struct str *out, struct text text)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < text.len; i += 3) {
		unsigned long word = 0;
		size_t n = text.len - i < 3 ? text.len - i : 3;

		for (size_t k = 0; k < 3; k++)
			word = word << 8 | (k < n ? (unsigned char)text.ptr[i + k] : 0u);
		for (size_t k = 0; k < 4; k++)
			str_putc(out, k <= n ? digits[word >> (18 - 6 * k) & 63] : '=');
	}
}

static void url_encode(struct str *out, struct text text, const char *format)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
		    strchr("-_.~", c))
			str_putc(out, (char)c);
		else
			str_printf(out, format, c);
	}
}

/* RFC 3986, 2.1: both writings mean the same. */
static void url_encode_upper(struct str *out, struct text text) { url_encode(out, text, "%%%02X"); }

static void url_encode_lower(struct str *out, struct text text) { url_encode(out, text, "%%%02x"); }

/* In another writing; one that could not be written is not kept by halves. */
static bool keep_as(void (*encode)(struct str *, struct text), struct text secret)
{
	AUTO(str) form = STR_MAX(MiB);

	encode(&form, secret);
	return !form.failed && keep((struct text){ form.buf, form.len });
}

int mask_add(struct text secret)
{
	struct text trimmed = text_trim(secret);

	if (trimmed.len < 4)
		return 0;
	if (!keep(secret) || !keep(trimmed) || !keep_as(base64, trimmed) ||
	    !keep_as(url_encode_upper, trimmed) || !keep_as(url_encode_lower, trimmed))
		return -1;
	for (struct text rest = secret; rest.len;) { /* a log shows a secret line by line */
		const char *end = memchr(rest.ptr, '\n', rest.len);
		size_t len = end ? (size_t)(end - rest.ptr) : rest.len;

		if (!keep(text_trim(text_first(rest, len))))
			return -1;
		rest = text_from(rest, len + (end != NULL));
	}
	return 1;
}

bool mask_apply(struct str *s)
{
	bool found = false;

	for (size_t i = 0; i < n_masks; i++) {
		char *at = s->buf;

		while ((at = memmem(at, s->len - (size_t)(at - s->buf), masks[i].buf,
				    masks[i].len))) {
			size_t rest = s->len - (size_t)(at - s->buf) - masks[i].len;

			memmove(at + 3, at + masks[i].len,
				rest + 1); /* masks are longer than "***" */
			memcpy(at, "***", 3);
			s->len -= masks[i].len - 3;
			at += 3;
			found = true;
		}
	}
	return found;
}

struct text mask_text(struct text text, struct str *copy)
{
	if (!mask_any())
		return text;
	str_add(copy, text.ptr, text.len);
	mask_apply(copy);
	return (struct text){ copy->buf, copy->len };
}

bool mask_any(void) { return n_masks > 0; }

void mask_clear(void)
{
	while (n_masks)
		str_release(&masks[--n_masks]);
}
