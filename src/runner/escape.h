/*
 * The one way to each sink (specs/runner.md 4.3, 4.5). Everything that comes from outside goes
 * through one of these before it is written. Lines and commands lose secrets on the
 * way (mask.h).
 */
#ifndef RUNNER_ESCAPE_H
#define RUNNER_ESCAPE_H

#include "base/str.h"

/*
 * For a line of the log: bad UTF-8 becomes U+FFFD; controls (but the tab), line ends, U+2028/2029
 * and bidirectional controls become visible \u{XX}; "##[" becomes "##\[".
 */
void escape_line(struct str *out, struct text text);

/* The data of a workflow command: as a line, but line ends are encoded as %0A and %0D. */
void escape_data(struct str *out, struct text text);

/* The value of a property of a workflow command: as data, and ':' and ',' encoded too. */
void escape_property(struct str *out, struct text text);

/* Text or the value of an attribute in quotes: as a line, but entities and no "##\[". */
void escape_html(struct str *out, struct text text);

/* Only bad UTF-8 is changed: it becomes U+FFFD. */
void escape_utf8(struct str *out, struct text text);

/* JSON text between quotes: bad UTF-8 and NUL become U+FFFD; at most max_points code points. */
void escape_json(struct str *out, struct text text, size_t max_points);

#endif
