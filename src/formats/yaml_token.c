#include "formats/yaml_token.h"

#include <string.h>

#include "formats/yaml_scalar.h"

/* What stands between the quotes, or in the block; false when the token has no place. */
static bool raw_of(struct fy_token *token, struct text bytes, size_t *start, size_t *end)
{
	const struct fy_mark *from = token ? fy_token_start_mark(token) : NULL;
	const struct fy_mark *to = token ? fy_token_end_mark(token) : NULL;

	if (!from || !to || to->input_pos > bytes.len || from->input_pos > to->input_pos)
		return false;
	*start = from->input_pos;
	*end = to->input_pos;
	return true;
}

static size_t line_length(struct text t)
{
	const char *end = memchr(t.ptr, '\n', t.len);

	return end ? (size_t)(end - t.ptr) : t.len;
}

/* "|", ">-", …: between it and the scalar before stand '-', ':', '?', blanks, and lines with
 * comments. */
static struct text block_header(struct text before)
{
	size_t n = 0;

	while (before.len && before.ptr[0] != '|' && before.ptr[0] != '>')
		before = text_from(before, before.ptr[0] == '#' ? line_length(before) : 1);
	while (n < before.len && strchr("|>+-0123456789", before.ptr[n]))
		n++;
	return text_first(before, n);
}

static bool has_digit(struct text t)
{
	for (size_t i = 0; i < t.len; i++)
		if (t.ptr[i] >= '0' && t.ptr[i] <= '9')
			return true;
	return false;
}

const char *yaml_token_text(struct str *out, struct fy_token *token, struct text bytes, size_t *end,
			    size_t least)
{
	enum fy_scalar_style style = fy_token_scalar_style(token);
	size_t before = *end, start;
	struct text raw, header;

	if (!raw_of(token, bytes, &start, end))
		return NULL;
	raw = text_from(text_first(bytes, *end), start);
	if (style == FYSS_LITERAL || style == FYSS_FOLDED) {
		header = block_header(text_from(text_first(bytes, start), before));
		if (has_digit(header))
			return "found a block with its indentation in digits; leave them out";
		if (!yaml_add_block(out, raw, header, least))
			return "found a block with lines that are not indented further "
			       "than its key";
	} else if (style == FYSS_SINGLE_QUOTED) {
		yaml_add_single_quoted(out, raw);
	} else if (style == FYSS_DOUBLE_QUOTED) {
		yaml_add_double_quoted(out, raw);
	} else {
		yaml_add_plain(out, raw);
	}
	return NULL;
}
