#ifndef FORMATS_YAML_TOKEN_H
#define FORMATS_YAML_TOKEN_H

#include <libfyaml.h>

#include "base/str.h"

/*
 * Appends the text of a scalar's token (NULL: none) to out (out->failed: no memory). bytes is the
 * whole file; *end is where the scalar before ended, and then where this one does. A block is
 * indented by `least` at least. NULL, or what a message says of a block that is not read.
 */
const char *yaml_token_text(struct str *out, struct fy_token *token, struct text bytes, size_t *end,
			    size_t least);

#endif
