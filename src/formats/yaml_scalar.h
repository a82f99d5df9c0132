#ifndef FORMATS_YAML_SCALAR_H
#define FORMATS_YAML_SCALAR_H

#include <libfyaml.h>

#include "base/str.h"

/*
 * Appends the text of a scalar, its quotes, escapes and lines resolved, to out, whose ceiling holds
 * (out->failed). bytes is all of the file. -1 when it is longer than out may be, before much work
 * went into it.
 */
int yaml_scalar(struct str *out, struct fy_token *token, struct text bytes);

#endif
