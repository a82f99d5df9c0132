#include "formats/tsc.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "formats/ansi.h"
#include "formats/tsc_line.h"

#define LINE_MAX_BYTES    (8 * MiB)
#define MESSAGE_MAX_BYTES (64 * KiB)
#define MAX_LINE          10000000 /* no source file has more lines */
#define MAX_DOUBTS        100
#define MEND_SYNTAX       "mend this first: with only syntax errors found, types are not checked"

struct output {
	struct lint_run *run;
	const char *name;
	struct err *err;

	/* the diagnostic that is being read */
	struct str path, message, title;
	struct finding finding;
	char rule[32];
	bool open;        /* its message may go on */
	bool pending;     /* it is not yet in the list */
	bool below;       /* source lines and related places of a pretty one may follow */
	int64_t source;   /* number of the next source line */
	bool gap;         /* "..." stands for some of them */
	struct str maybe; /* a file of --explainFiles, when its reasons follow; empty: none */
	bool below_file;  /* they do */

	size_t number; /* of the line */
	bool cut;      /* the line has no end: it may be the start of another one */
	size_t errors; /* since tsc last gave its own count */
	bool pretty, timed, help;
	bool summed; /* tsc gave its count: a table of files may follow */
	size_t diagnostics, doubts;
	size_t first_other; /* line number of the first text that is no output of tsc */
	struct arena arena;
	struct intern files;
};

static int doubt(struct output *o, const char *fix, const char *what, struct text text)
{
	if (++o->doubts > MAX_DOUBTS)
		return 0;
	return lint_doubt(o->run, o->err, fix, "%s:%zu: %s%.*s", o->name, o->number, what,
			  (int)utf8_cut(text.ptr, text.len < 300 ? text.len : 300), text.ptr);
}

static int flush(struct output *o)
{
	o->open = false;
	if (!o->pending)
		return 0;
	o->pending = false;
	str_clear(&o->title);
	str_add(&o->title, o->message.buf, strcspn(o->message.buf, "\n"));
	o->finding.message = o->message.buf;
	o->finding.title = o->title.len ? o->title.buf : o->rule;
	if (str_check(&o->message, "a message", o->err) < 0 ||
	    str_check(&o->title, "a title", o->err) < 0 ||
	    str_check(&o->path, "a path", o->err) < 0)
		return -1;
	return findings_add(&o->run->findings, &o->finding, o->err);
}

/* Adds to the message; what is too long for it is left out. */
static void say(struct output *o, struct text text)
{
	size_t room = MESSAGE_MAX_BYTES - o->message.len;

	if (text.len + 1 > room)
		text.len = room ? utf8_cut(text.ptr, room - 1) : 0;
	if (o->message.len && text.len)
		str_putc(&o->message, '\n');
	str_add(&o->message, text.ptr, text.len);
}

static int64_t place(int64_t n) { return n < 1 || n > MAX_LINE ? 0 : n; }

static enum severity severity_of(struct text category)
{
	if (text_is(category, "warning"))
		return SEVERITY_MEDIUM;
	if (text_is(category, "suggestion") || text_is(category, "message"))
		return SEVERITY_LOW;
	return SEVERITY_HIGH;
}

/* What says something about tsconfig.json or the command line: tsc stops before it checks. */
static bool is_configuration(const struct tsc_header *h)
{
	if (!h->file.len || (h->code >= 5000 && h->code < 6000))
		return true;
	return text_ends(h->file, ".json") &&
	       (h->code == 18002 || h->code == 18003 || (h->code >= 6000 && h->code < 7000));
}

static int begin(struct output *o, const struct tsc_header *h)
{
	str_clear(&o->path);
	str_clear(&o->message);
	if (h->file.len)
		path_clean(&o->path, h->file);
	snprintf(o->rule, sizeof(o->rule), "TS%" PRId64, h->code);
	o->finding = (struct finding){
		.rule = o->rule,
		.path = h->file.len ? o->path.buf : NULL,
		.tool = "tsc",
		.line = place(h->line),
		.end_line = place(h->line),
		.severity = severity_of(h->category),
	};
	if (o->finding.line)
		o->finding.column = place(h->column);
	o->run->places_dropped += h->file.len && !o->finding.line;
	say(o, h->message);
	o->open = o->pending = o->run->recognised = true;
	o->below = h->pretty;
	o->source = h->line;
	o->gap = false;
	o->pretty |= h->pretty;
	o->summed = false;
	o->errors += o->finding.severity == SEVERITY_HIGH;
	o->diagnostics++;
	if (!is_configuration(h))
		return 0;
	return doubt(o, "mend tsconfig.json or the command line of tsc",
		     "the configuration is wrong, so nothing was checked: ", h->message);
}

/* Whether a line belongs to the diagnostic before it. */
static bool belongs(struct output *o, struct text line)
{
	bool indented = text_starts(line, " ");
	int64_t number;

	if (o->open && indented) {
		if (!tsc_is_related(line))
			say(o, line);
		else
			o->open = false;
		return true;
	}
	if (!o->below)
		return o->below_file && indented;
	if (indented)
		return true;
	if (text_is(text_trim(line), "...")) {
		o->gap = true;
		return true;
	}
	if (!tsc_is_source(line, &number) || !(o->gap ? number > o->source : number == o->source))
		return false;
	o->source = number + 1;
	return true;
}

/*
 * tsc's own count, behind the diagnostics: in English, or words with the right number among them
 * (a number alone may be the start of a source line that was cut).
 */
static bool is_summary(const struct output *o, struct text line, bool *differs)
{
	int64_t found = tsc_found(line);

	*differs = found >= 0 && (uint64_t)found != o->errors;
	return found >= 0 || (o->pretty && o->errors && memchr(line.ptr, ' ', line.len) &&
			      tsc_holds_number(line, o->errors));
}

static int take_summary(struct output *o, bool differs)
{
	size_t errors = o->errors;

	o->errors = 0;
	o->summed = o->run->recognised = true;
	if (!differs)
		return 0;
	if (++o->doubts > MAX_DOUBTS)
		return 0;
	return lint_doubt(o->run, o->err, "record all that tsc prints",
			  "%s:%zu: tsc counts other errors than the %zu that stand above", o->name,
			  o->number, errors);
}

static void add_other(struct output *o, size_t number)
{
	if (!o->run->other_lines++)
		o->first_other = number;
}

static int take_file(struct output *o, struct text line)
{
	size_t before = o->files.n;
	bool foreign, relative;

	tsc_is_file(line, &foreign, &relative);
	o->run->files_known = o->run->recognised = o->below_file = true;
	if (foreign)
		return 0;
	if (!intern_text(&o->files, line))
		return err_memory(o->err);
	o->run->files_linted += o->files.n - before;
	return 0;
}

/* tsc --build --verbose says what it builds, with the time; --watch says that it waits. */
static bool is_build_text(struct text said)
{
	return text_starts(said, "Project") || text_starts(said, "Building project") ||
	       text_starts(said, "Updating ") || text_starts(said, "Skipping ");
}

static int take_other(struct output *o, struct text line)
{
	bool foreign, relative, differs;
	struct text said;

	if (tsc_is_timed(line, &said)) {
		o->below_file = true; /* "Projects in this build:" and a list */
		if (is_build_text(said) || o->timed)
			return 0;
		o->timed = true;
		return doubt(o, "run tsc without --watch", "output of a watch or of a dry run",
			     TEXT(""));
	}
	if (is_summary(o, line, &differs))
		return take_summary(o, differs);
	if (!o->cut && tsc_is_file(line, &foreign, &relative)) {
		if (!relative)
			return take_file(o, line);
		str_add(&o->maybe, line.ptr, line.len);
		return str_check(&o->maybe, "the name of a file", o->err);
	}
	if (tsc_is_help(line)) {
		if (o->help)
			return 0;
		o->help = true;
		return doubt(o, "name the project: tsc --noEmit -p tsconfig.json",
			     "tsc shows its version or help, and checks nothing", TEXT(""));
	}
	if (o->summed || tsc_is_harmless(line))
		return 0;
	add_other(o, o->number);
	return 0;
}

/* What the line before was, a name: "  Matched by include pattern …" makes it a file. */
static int settle(struct output *o, bool has_reason)
{
	struct text name = { o->maybe.buf, o->maybe.len };
	int status = 0;

	if (name.len && has_reason)
		status = take_file(o, name);
	else if (name.len)
		add_other(o, o->number - 1);
	str_clear(&o->maybe);
	return status;
}

static int take_line(struct output *o, struct text line)
{
	struct tsc_header header;

	if (settle(o, text_starts(line, " ")) < 0)
		return -1;
	if (!text_trim(line).len)
		return flush(o);
	if (belongs(o, line))
		return 0;
	if (flush(o) < 0)
		return -1;
	o->below = o->below_file = false;
	if (tsc_header(line, &header))
		return begin(o, &header);
	return take_other(o, line);
}

/* What the whole output proves. */
static int conclude(struct output *o)
{
	struct findings *list = &o->run->findings;
	bool only_syntax = list->n > 0;
	const char *fix;

	o->number++;
	if (settle(o, false) < 0)
		return -1;
	o->number--;
	if (o->pretty && o->errors &&
	    doubt(o, "record all that tsc prints",
		  "ends without tsc's own count of the errors: truncated?", TEXT("")) < 0)
		return -1;
	o->number = o->first_other;
	if (!o->diagnostics && o->run->other_lines && !o->help &&
	    doubt(o, "record the standard output of tsc itself",
		  "text that is no output of a type check", TEXT("")) < 0)
		return -1;
	for (size_t i = 0; i < list->n; i++) /* TS1000 to TS1999 */
		only_syntax &= strlen(list->at[i].rule) == 6 && list->at[i].rule[2] == '1';
	o->run->types_unchecked = only_syntax;
	if (!only_syntax)
		return 0;
	fix = findings_text(list, TEXT(MEND_SYNTAX));
	if (!fix)
		return err_memory(o->err);
	for (size_t i = 0; i < list->n; i++)
		list->at[i].fix = fix;
	return 0;
}

static void output_release(struct output *o)
{
	str_release(&o->path);
	str_release(&o->message);
	str_release(&o->title);
	str_release(&o->maybe);
	intern_release(&o->files);
	arena_release(&o->arena);
}

int tsc_read(struct lint_run *run, struct reader *reader, struct err *err)
{
	__attribute__((cleanup(output_release))) struct output o = {
		.run = run,
		.name = reader->name,
		.err = err,
		.path = STR_MAX(LINE_MAX_BYTES),
		.message = STR_MAX(MESSAGE_MAX_BYTES),
		.title = STR_MAX(MESSAGE_MAX_BYTES),
		.maybe = STR_MAX(LINE_MAX_BYTES),
		.arena = ARENA_MAX(GiB),
	};
	struct ansi_reader plain;
	AUTO(lines) lines;
	struct text line;
	int more;

	o.files.arena = &o.arena;
	ansi_reader_init(&plain, reader);
	lines_init(&lines, &plain.reader, LINE_MAX_BYTES);
	while ((more = lines_next(&lines, &line, err)) > 0) {
		o.number = lines.number;
		o.cut = lines.unfinished;
		if (take_line(&o, line) < 0)
			return -1;
	}
	if (plain.any && !o.number) /* the colour of a diagnostic that was cut */
		add_other(&o, 1);
	return more < 0 || flush(&o) < 0 ? -1 : conclude(&o);
}
