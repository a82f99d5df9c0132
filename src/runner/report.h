/*
 * What a program says while it runs. Nothing is printed before it has ended; then the runner writes
 * the verdict file, the step summary, annotations, outputs and the lines on the terminal from it.
 *
 * Texts are copied. The functions that return nothing cannot fail in a way that a caller could
 * mend: when memory runs out, the report remembers, and the verdict becomes incomplete.
 */
#ifndef RUNNER_REPORT_H
#define RUNNER_REPORT_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/reader.h"
#include "formats/finding.h"
#include "formats/verdict.h"
#include "runner/event.h"
#include "runner/option.h"

struct report;

/* One sentence, with numbers; the last one given stands. */
void report_reason(struct report *report, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* A value that holds a secret is written as "***", with a note. */
void report_output(struct report *report, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* A count and the limit it is held to; limit NULL: none. ok: 1 within it, 0 not, VERDICT_NULL. */
void report_count(struct report *report, const char *name, int64_t value, const char *unit,
		  const char *limit, int64_t ok);
void report_metric(struct report *report, const struct verdict_metric *metric);
void report_key_metric(struct report *report, const char *name);

/* Findings, without those that are `outside`. The list is the runner's from here on, and must live
 * until the process ends. */
void report_findings(struct report *report, struct findings *findings);

/* What is missing and how to get it: the verdict can then not be a pass. */
void report_problem(struct report *report, const char *what, const char *why, const char *fix);
size_t report_problems(const struct report *report);
const char *report_first_problem(const struct report *report); /* of at least one */
void report_not_checked(struct report *report, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void report_note(struct report *report, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void report_looked_at(struct report *report, const char *counter, int64_t count);

/* The program's own members of the verdict, a JSON object. */
void report_details(struct report *report, const char *json);

/*
 * A section of the step summary, after the metrics: Markdown that the program makes with the
 * functions of runner/markdown.h. NULL when there is no memory.
 */
struct str *report_section(struct report *report);

/* The same, but right below the answer: what the program has to say first. One a report. */
struct str *report_lead(struct report *report);

/* For a program that runs others: their annotations are printed, within one budget, and not its
 * own. They must live until the process ends. */
struct annotations;
void report_annotations(struct report *report, const struct annotations *lists, size_t n);

/*
 * For a program that runs others: what is wrong with an input that one of them is to get, a
 * caller's error. A secret that it names is masked, from here on, in everything that anybody says.
 */
struct program;
int report_check_input(struct report *report, const struct program *program, const char *name,
		       const char *value, struct err *err);

/* The sha256 of a file of evidence that was read; NULL. */
const char *report_sha256(const struct report *report, const char *given);

bool report_warn_only(const struct report *report);
const char *report_service(const struct report *report); /* NULL when not given */
bool report_cancelled(void);
const volatile sig_atomic_t *report_cancel_flag(void); /* for base/spawn.h */

/*
 * Evidence. `given` is as the caller wrote it; "-" is standard input. gzip is unpacked, a UTF-8 BOM
 * skipped; more than 1 GiB is an error. What was opened is listed in the verdict with its sha256,
 * also when it fails. Close it after the parser ended: -1 when the rest could not be read.
 */
struct reader *report_open(struct report *report, const char *given, const char *format,
			   struct err *err);
int report_close(struct report *report, struct reader *reader, struct err *err);

/* What an open file of evidence turned out to be: its format in the verdict. */
void report_is_format(struct report *report, const struct reader *reader, const char *format);

/* Reads a whole file into `all`, as evidence. */
int report_slurp(struct report *report, const char *given, const char *format, struct str *all,
		 struct err *err);

/* The event that the workflow runs for; all of it empty on a desk. */
const struct event *report_event(const struct report *report);
bool report_on_github(const struct report *report);

/*
 * Absolute paths for libraries that open folders themselves: the workspace, which findings' paths
 * are relative to, and the folder of this step, which lies in it, or on a desk anywhere.
 */
const char *report_workspace(const struct report *report);
const char *report_host_workspace(const struct report *report); /* outside the container; NULL */
const char *report_folder(struct report *report);

/* The commit that is judged, from git: the verdict's where nothing else named one (a desk). */
void report_commit(struct report *report, const char *id);

/* Whether a file is there and may be read by this step. */
bool report_exists(struct report *report, const char *given);

/* Whether the source tree has something, file or folder, at a path relative to the workspace. */
bool report_has_source(struct report *report, const char *path);

/* Whether that is a folder, or a link to one that stays in the workspace. */
bool report_has_folder(struct report *report, const char *path);

/* All files of the source tree, as report_source takes them, sorted; not below hidden folders. */
int report_sources(struct report *report, size_t most, struct strings *paths, struct err *err);

/* A file of the source tree, relative to the workspace; no evidence. -1 when it cannot be read. */
int report_source(struct report *report, const char *path, struct str *all);

/* The files that a glob names, sorted; none is an error (incomplete). */
int report_glob(struct report *report, const char *pattern, struct strings *paths, struct err *err);
/* The same, and none is none. */
int report_glob_any(struct report *report, const char *pattern, struct strings *paths,
		    struct err *err);

/* `path`, relative to the working directory, as findings name it: relative to the workspace. */
const char *report_workspace_path(struct report *report, const char *path);

/*
 * A path of the tool's machine that lies in this very workspace (as it is called here, outside the
 * container, or on GitHub's runners), relative to the workspace; NULL when it lies elsewhere.
 */
const char *report_strip_workspace(struct report *report, const char *absolute);

/*
 * Where an output path leads that a step in `working_directory` (NULL: this one's) is given:
 * absolute, links in the folders above it followed, so that two names of one file are equal. NULL:
 * nowhere, and whoever writes there will say why.
 */
const char *report_out_path(struct report *report, const char *working_directory,
			    const char *given);

/* Where the verdict file of a program or gate goes that was given no other name. NULL: no memory. */
const char *report_verdict_default(struct report *report, const char *name, const char *service);

/* Writes a file that the caller asked for. */
int report_write(struct report *report, const char *given, struct text bytes, struct err *err);

/* What stands behind "--", ended by NULL; NULL when nothing does. */
char *const *report_command(const struct report *report);

/* Shows what the command prints; an empty text is the end of a stream. */
void report_echo(struct report *report, int stream, struct text bytes);

#endif
