/*
 * The text of a scalar, resolved here from its bytes: libfyaml says where it begins and ends and
 * that it is well formed, and no more. For version 0.7.12's own fy_token_get_text
 * - gives bytes that were never written, for ": |\n  m\n   \n   \n   at" among others (valgrind
 *   sees it);
 * - leaks where many '' stand side by side;
 * - takes seconds for 40 000 blank lines in a block, each of which it looks over again for each.
 */
#ifndef FORMATS_YAML_SCALAR_H
#define FORMATS_YAML_SCALAR_H

#include <stdbool.h>

#include "base/str.h"

/* Each appends the text to out, which can hold twice the bytes of raw (out->failed: no memory).
 * raw is what stands between the quotes, or in the block. */
void yaml_add_plain(struct str *out, struct text raw);
void yaml_add_single_quoted(struct str *out, struct text raw);
void yaml_add_double_quoted(struct str *out, struct text raw);

/*
 * raw begins at a line; header is "|", ">-" and the like. false when a line that is indented by
 * less than `least`, or than the first, is no comment behind the block: libfyaml 0.7.12 takes for
 * text of the block what stands right below its key, where another key should have its say.
 */
bool yaml_add_block(struct str *out, struct text raw, struct text header, size_t least);

/* The next line of *rest, without its end; *last: nothing is behind it, not even a line end. */
struct text yaml_take_line(struct text *rest, bool *last);

#endif
