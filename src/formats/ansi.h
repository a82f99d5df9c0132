/*
 * A reader without the colours: what comes from another reader, less the sequences `ESC [ … m`
 * (ECMA-48, SGR) and `ESC ( B` that terminfo's sgr0 writes. They are taken out of the stream as a
 * whole, not out of its lines: rustfmt leaves the reset at the start of the next line.
 * Any other sequence stays as it is.
 */
#ifndef FORMATS_ANSI_H
#define FORMATS_ANSI_H

#include "base/reader.h"

#define ANSI_MAX_SEQUENCE 64 /* a longer one is taken as text */

struct ansi_reader {
	struct reader reader;
	struct reader *source;
	char in[4 * KiB];
	size_t at, len;
	char held[ANSI_MAX_SEQUENCE]; /* the start of what may be a sequence */
	size_t n_held, given;         /* how much of it was given back as text */
	bool is_text;                 /* held is no sequence */
	bool ended;
	bool any; /* the source had a byte, if only a colour's */
};

/* source stays the caller's, and is called by the same name. */
void ansi_reader_init(struct ansi_reader *ansi, struct reader *source);

#endif
