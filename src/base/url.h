#ifndef BASE_URL_H
#define BASE_URL_H

#include <stdbool.h>

#include "base/str.h"

/*
 * An address that may be asked: https://, or http:// where nobody else can listen (127.0.0.1,
 * localhost, [::1]; anywhere when plain). No user information, no blank, no control, no backslash
 * in the host (specs/runner.md 3.1, kind url).
 */
bool url_is_allowed(struct text url, bool plain);

#endif
