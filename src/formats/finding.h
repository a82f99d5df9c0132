/*
 * A finding: one problem in the evidence, as every parser makes it, every judge marks it, and the
 * verdict file lists it (specs/verdict.md 3.3). All texts are C strings that live in the arena of
 * the list; NULL is "none". Bytes that are no UTF-8 may stand in them; whoever shows a text escapes
 * it for its sink.
 */
#ifndef FORMATS_FINDING_H
#define FORMATS_FINDING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"

enum severity { /* worst first: the order in which findings are sorted */
		SEVERITY_CRITICAL,
		SEVERITY_HIGH,
		SEVERITY_MEDIUM,
		SEVERITY_LOW,
		SEVERITY_INFO,
		SEVERITY_UNKNOWN,
};

extern const char *const severity_words[]; /* "critical", ... , NULL */

struct finding {
	const char *fingerprint; /* set when the verdict is made, unless the program has its own
				    recipe */
	const char *rule;        /* stable id: "clippy::needless_return" */
	const char *title;       /* one line */
	const char *message;
	const char *path;     /* relative to the workspace, with '/' */
	const char *reported; /* the path as the tool wrote it, where the workspace has no place for
				 it: path is then NULL. Not in the verdict file */
	const char *tool;
	const char *url;
	const char *fix;        /* what to do */
	const char *properties; /* a JSON object, names sorted; NULL is {} */
	const char
		*excerpt; /* the lines it is about: for the step summary, never the verdict file */
	int64_t excerpt_line;       /* where the excerpt begins */
	int64_t line, end_line;     /* from 1; 0 = unknown */
	int64_t column, end_column; /* code points from 1, the end exclusive; 0 = unknown */
	enum severity severity;
	bool denies;   /* it breaks a limit */
	bool outside;  /* found, but not counted: allowed, known, out of scope. Not in the verdict
			 file */
	bool excluded; /* not counted either, but listed in the log and the verdict file, where
			  properties say so */
};

static inline bool finding_counts(const struct finding *f) { return !f->outside && !f->excluded; }

/*
 * A list of findings in which each stands once. Texts are shared between findings. When the texts
 * pass the ceiling, later findings keep rule, path and place, and lose title, message and fix
 * (`without_text` counts them): every finding stays counted, and the verdict file could not hold
 * that many anyway.
 */
struct findings {
	struct arena arena;
	struct intern texts;
	struct hash_index index;
	struct finding *at;
	size_t n, cap;
	size_t without_text;
};

void findings_init(struct findings *list);
void findings_release(struct findings *list);

/*
 * Adds a copy of *finding, unless one with the same rule, path, place and message is there. Returns
 * 0 either way, or -1 when there is no memory.
 */
int findings_add(struct findings *list, const struct finding *finding, struct err *err);

/* Makes the list ready for findings_add again after its findings were changed. */
int findings_index(struct findings *list, struct err *err);

/* A text that lives as long as the list; NULL when there is no memory. */
const char *findings_text(struct findings *list, struct text text);

/* The order of the verdict file: severity, path, line, column, rule, fingerprint; none before any.
 * For qsort. */
int finding_order(const void *a, const void *b);

#endif
