/* One line of cargo's JSON stream, as clippy.c judges it. Internal to formats/clippy. */
#ifndef FORMATS_CLIPPY_MESSAGE_H
#define FORMATS_CLIPPY_MESSAGE_H

#include "formats/json.h"

struct clippy_span {
	struct str file;
	int64_t line, end_line, column, end_column;
	bool found;
};

/* One line of the stream. Kept from line to line, so that its buffers are made once. */
struct clippy_message {
	struct str reason, package, src_path;
	struct str level, text, code, notes, help, url;
	struct clippy_span place;
	bool has_message, has_place, success, has_success, library, executable;
	bool for_build; /* a build script or a procedural macro: clippy builds those too */
};

void clippy_message_init(struct clippy_message *m);
void clippy_message_release(struct clippy_message *m);

/* Reads one object; errors stay in j (json_end). What an earlier line left is forgotten. */
void clippy_message_read(struct json *j, struct clippy_message *m);

#endif
