/* Any bytes: comparison_read says where and what is wrong, or gives commits that are whole. */
#include <stdlib.h>

#include "formats/comparison.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	AUTO(comparison) page = { 0 };
	struct err err = { 0 };

	if (comparison_read(&page, "page", bytes, &err) < 0) {
		check(!strncmp(err.text, "page:", 5));
		return 0;
	}
	check(!err_is_set(&err) && page.total >= 0);
	for (size_t i = 0; i < page.n; i++) {
		const struct compared_commit *c = &page.at[i];

		check(c->parents >= 0 && c->message.ptr &&
		      !memchr(c->message.ptr, 0, c->message.len));
		check(strspn(c->sha, "0123456789abcdef") == strlen(c->sha) && strlen(c->sha) >= 40);
	}
	return 0;
}
