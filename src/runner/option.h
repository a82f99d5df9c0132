/*
 * The inputs of a program, declared once. From this table come the flags, INPUT_NAME, --help,
 * action.yml and the tables of the README (specs/runner.md 3.1); an input that is not in it does
 * not exist.
 *
 *	static struct { const char *report; int64_t most; } in;
 *	static const struct option inputs[] = {
 *		{ "report", OPTION_PATH, &in.report, REQUIRED, "file to judge" },
 *		{ "max-findings", OPTION_INT, &in.most, "0", "most findings", .max = 1000 },
 *		{ 0 },
 *	};
 */
#ifndef RUNNER_OPTION_H
#define RUNNER_OPTION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/num.h"

struct strings {
	const char **at;
	size_t n;
};

struct pair {
	const char *key, *value;
};

struct pairs {
	struct pair *at;
	size_t n;
};

enum option_kind {                  /* what `value` points to */
		   OPTION_STRING,   /* const char *: one line, at most 4 096 bytes */
		   OPTION_TEXT,     /* const char *: at most 120 KiB, line ends kept */
		   OPTION_BOOL,     /* bool */
		   OPTION_INT,      /* int64_t, min..max (max 0: no limit) */
		   OPTION_NUMBER,   /* struct decimal */
		   OPTION_PERCENT,  /* struct decimal, 0..100 */
		   OPTION_DURATION, /* int64_t: seconds */
		   OPTION_SIZE,     /* int64_t: bytes */
		   OPTION_ENUM,     /* int: index into choices */
		   OPTION_LIST,  /* struct strings: at commas, or at line ends when there is one */
		   OPTION_LINES, /* struct strings: one a line, a comma is text */
		   OPTION_MAP,   /* struct pairs: key=value a line */
		   OPTION_PATH,  /* const char *: names something to read (runner/workspace.h) */
		   OPTION_OUT_PATH,  /* const char *: names something to write */
		   OPTION_URL,       /* const char *: https, or http on loopback */
		   OPTION_NAME,      /* const char *: a service or environment, a DNS label */
		   OPTION_TIME,      /* int64_t: RFC 3339, in ms since 1970 */
		   OPTION_REVISION,  /* const char *: a ref or object id, "~1", "^{}" behind it */
		   OPTION_REF,       /* const char *: a branch, a tag, refs/... */
		   OPTION_OBJECT_ID, /* const char *: 40 or 64 hex digits */
		   OPTION_DATE,      /* const char *: YYYY-MM-DD */
		   OPTION_SECRET, /* const char *: never printed; as a flag env:NAME, file:PATH */
};

struct option {
	const char *name; /* [a-z0-9-]+; the flag is --name, the variable INPUT_NAME */
	enum option_kind kind;
	void *value;          /* untouched when the input is absent and has no default */
	const char *fallback; /* the default as text; NULL: none; REQUIRED */
	const char *help;     /* one line, at most 200 characters */
	int64_t min, max;
	const char *const *choices; /* of an enum; ended by NULL */
	bool plain;                 /* a url of an in-cluster service: http is allowed anywhere */
	const char *in_action;      /* the default in action.yml, where it is another; NULL */
};

extern const char option_required[];
#define REQUIRED option_required

/* The name of a kind as documentation shows it: "string", "list", ... */
const char *option_kind_word(enum option_kind kind);

/* Whether a given flag may be repeated, its items adding up. */
bool option_repeats(const struct option *option);

/*
 * Reads text into *option->value; texts are copied into the arena. A text that is empty after
 * trimming is "absent" and leaves the value alone. where is how a message calls the input
 * ("--max-findings" or "input max-findings"). -1 with a caller's error.
 */
int option_set(const struct option *option, const char *where, struct text text,
	       struct arena *arena, struct err *err);

#endif
