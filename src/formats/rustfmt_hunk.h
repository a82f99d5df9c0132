/* A hunk of rustfmt as its lines come in, and the finding it makes. Internal to formats/rustfmt. */
#ifndef FORMATS_RUSTFMT_HUNK_H
#define FORMATS_RUSTFMT_HUNK_H

#include "base/str.h"
#include "formats/finding.h"

#define RUSTFMT_SHOWN_LINES 200
#define RUSTFMT_SHOWN_BYTES (16 * KiB)
#define RUSTFMT_MAX_LINE    10000000 /* no source file has more lines */
#define RUSTFMT_FIX         "run cargo fmt --all"

struct rustfmt_hunk {
	struct str excerpt, message;
	size_t shown, more;  /* lines in the excerpt, and lines that were too many for it */
	size_t blanks;       /* empty lines: context, when more of the hunk follows */
	int64_t start;       /* number of the first line; 0: not known */
	int64_t next;        /* number of the next line that the file has */
	int64_t sure;        /* the last line that the file certainly has */
	int64_t first, last; /* taken out */
	int64_t first_point, last_point; /* where lines are added: before which line */
	size_t removed, added;
};

void rustfmt_hunk_init(struct rustfmt_hunk *hunk);
void rustfmt_hunk_release(struct rustfmt_hunk *hunk);

/* Begins a hunk whose first line is line `start` of the file. */
void rustfmt_hunk_start(struct rustfmt_hunk *hunk, int64_t start);

/* A line of the hunk: its first byte is ' ', '-' or '+'. An empty line is held back. */
void rustfmt_hunk_line(struct rustfmt_hunk *hunk, struct text line);

/*
 * Ends the hunk: sets all of *finding but its path; the texts live as long as the hunk.
 */
int rustfmt_hunk_end(struct rustfmt_hunk *hunk, struct finding *finding, struct err *err);

/* --emit json, in rustfmt_json.c. */
struct lint_run;
struct reader;
int rustfmt_read_json(struct lint_run *run, struct reader *reader, struct err *err);

#endif
