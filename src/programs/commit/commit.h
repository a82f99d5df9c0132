/*
 * What the files of commit-lint share: one session that takes messages, judges each, and remembers
 * what is shown.
 */
#ifndef PROGRAMS_COMMIT_COMMIT_H
#define PROGRAMS_COMMIT_COMMIT_H

#include "base/glob.h"
#include "formats/commit/clean.h"
#include "formats/commit/ignore.h"
#include "judge/commit/suggest.h"
#include "programs/github_access.h"

enum commit_source { SOURCE_AUTO, SOURCE_GIT, SOURCE_API, SOURCE_EVENT, SOURCE_EDIT, SOURCE_STDIN };
enum commit_check { CHECK_AUTO, CHECK_COMMITS, CHECK_TITLE, CHECK_SQUASH, CHECK_ALL };
enum commit_preset { PRESET_CONVENTIONAL, PRESET_ANGULAR, PRESET_SPEC };
enum commit_parser { PARSER_AUTO, PARSER_SPEC, PARSER_COMMITLINT };
enum commit_switch { SWITCH_AUTO, SWITCH_ON, SWITCH_OFF };

/* The inputs, as the option table fills them. */
struct commit_inputs {
	const char *path, *base, *head, *edit, *config;
	struct github_inputs github;
	int source, check, preset, parser, ignores, fixup, acronyms, warnings;
	struct strings types, scopes, ignore_authors, relax_body_authors;
	int64_t header_max, body_line_max, max_commits;
	bool print_config;
};

/* A message, and where it comes from. Texts are the giver's, and need live only during the call. */
struct commit_seen {
	enum commit_unit {
		UNIT_COMMIT,
		UNIT_MESSAGE, /* of a hook, or of standard input */
		UNIT_TITLE,
		UNIT_SQUASH,
	} unit;
	const char *id;                     /* as it is shown: "a1b2c3d", "title" */
	const char *author, *email, *login; /* NULL: unknown */
	int parents;                        /* -1: unknown */
	struct text bytes;
	bool bad_encoding;   /* some of the bytes stand for others that were no text */
	struct text context; /* what tells whether it is ignored; ptr NULL: the bytes do */
	bool decides;        /* false: what is wrong with it is only noted */
	bool repeats_title;  /* a squash message whose header is the title, which was judged */
};

/* What is remembered of a message that has problems, or is ignored. */
struct commit_shown {
	const char *id, *author, *header;
	const char *problems; /* rules, or the reason why it is ignored */
	const char *block;    /* lines with carets; NULL: ignored */
};

struct commit_session {
	struct report *report;
	const struct commit_inputs *in;
	struct arena arena;
	struct commit_config config;
	const char *config_name; /* the file, or NULL: a preset */
	struct commit_policy policy;
	bool spec; /* which parser */
	enum commit_ignore_mode ignores;
	struct glob *ignore_globs, *relax_globs;

	struct findings findings;
	const char *nothing; /* why there can be no commit to judge; NULL */
	const char *from;    /* where the commits are from: "git", "api"; NULL: none were read */
	size_t commits, linted, ignored, excused, invalid, warned;
	bool title_seen, title_valid;
	bool denied; /* something that decides is wrong */
	enum commit_bump bump;
	bool title_broke[RULES];  /* rules that the title does not keep */
	size_t plain;             /* commits that are no merge */
	const char *plain_header; /* of the first of them */
	struct commit_shown *shown;
	size_t n_shown, shown_cap, n_left_out;
};

int commit_session_open(struct commit_session *s, struct report *report,
			const struct commit_inputs *in, struct err *err);

/* Finds, reads and resolves the configuration (config.c). */
int commit_configure(struct commit_session *s, struct err *err);
void commit_print_rules(struct str *out, const struct commit_config *config);

/* Judges one message and counts it (take.c). */
int commit_take(struct commit_session *s, const struct commit_seen *seen, struct err *err);

/*
 * Gives every commit of the range to commit_take, and says in the report what is missing (range.c).
 * decides: whether the commits do. -1 with the error set.
 */
int commit_range(struct commit_session *s, bool decides, struct err *err);

/* The same from the API (compare.c): whether it can be asked, and asking it. */
bool commit_compare_can(struct commit_session *s);
int commit_compare(struct commit_session *s, bool decides, struct err *err);

/* Says in the report which commits these are; how: "read from the history". */
void commit_tell_range(struct commit_session *s, size_t n, const char *head, const char *how);

/* The title of the pull request, and the message that a squash merge would make (title.c). */
int commit_title(struct commit_session *s, const struct event_pull_request *pull,
		 bool title_decides, bool squash, bool squash_decides, struct err *err);

/* The lines with carets for one message (carets.c). */
void commit_put_carets(struct str *out, const char *id, struct text header,
		       const struct commit_problems *problems, const char *suggestion);

/* Step summary and details (present.c). */
void commit_present(struct commit_session *s);

#endif
