#include "formats/eslint.h"

#include <inttypes.h>
#include <string.h>

#include "formats/json.h"
#include "formats/pending.h"

#define TEXT_MAX_BYTES (4 * MiB)
#define MAX_LINE       10000000 /* no source file has more lines */
#define MAX_DOUBTS     100

struct message {
	struct str rule, text;
	int64_t severity, line, column, end_line, end_column;
	bool has_rule, has_text, has_severity, fatal, fix;
};

/* What a result says about itself, and what its messages say. */
struct counts {
	int64_t errors, warnings, fatal;
};

struct report {
	struct lint_run *run;
	struct json json;
	struct pending pending;
	struct message message;
	struct str file, path, title;
	struct counts said, seen;
	bool has_errors, has_warnings, has_fatal, has_file, has_messages;
	bool ignored;
	size_t suppressed, doubts;
	struct err *err;
};

static void set(struct str *s, struct text text)
{
	str_clear(s);
	str_add(s, text.ptr, text.len);
}

static struct text held(const struct str *s) { return (struct text){ s->buf, s->len }; }

/* A line or column; 0 when it is none that a file can have. */
static int64_t place(struct json *j)
{
	int64_t value = json_int_or(j, 0);

	return value < 1 || value > MAX_LINE ? 0 : value;
}

static void read_message(struct json *j, struct message *m)
{
	struct str rule = m->rule, text = m->text;
	struct text key;
	bool null;

	str_clear(&rule);
	str_clear(&text);
	*m = (struct message){ .rule = rule, .text = text };
	json_enter_object(j);
	while (json_member(j, &key))
		if (text_is(key, "ruleId")) {
			set(&m->rule, json_text_or_null(j, &null));
			m->has_rule = !null;
		} else if (text_is(key, "severity")) {
			m->severity = json_int(j);
			m->has_severity = true;
		} else if (text_is(key, "message")) {
			set(&m->text, json_text(j));
			m->has_text = true;
		} else if (text_is(key, "fatal")) {
			m->fatal = json_peek(j) != JSON_NULL ? json_bool(j) : (json_skip(j), false);
		} else if (text_is(key, "fix")) {
			m->fix = json_peek(j) != JSON_NULL;
			json_skip(j);
		} else if (text_is(key, "line")) {
			m->line = place(j);
		} else if (text_is(key, "column")) {
			m->column = place(j);
		} else if (text_is(key, "endLine")) {
			m->end_line = place(j);
		} else if (text_is(key, "endColumn")) {
			m->end_column = place(j);
		} else {
			json_skip(j);
		}
	if (!j->failed && (!m->has_severity || m->severity < 1 || m->severity > 2))
		json_fail(j, "expected a message with severity 1 or 2");
	if (!j->failed && !m->has_text)
		json_fail(j, "expected a message with its text");
}

/* "File ignored because of a matching ignore pattern. …": ESLint was asked for it, and left it
 * out. */
static bool is_ignored(const struct message *m)
{
	return !m->has_rule && !m->fatal && !m->line && text_starts(held(&m->text), "File ignored");
}

static int add_message(struct report *r)
{
	struct message *m = &r->message;
	struct finding f = {
		.message = m->text.buf,
		.tool = "eslint",
		.fix = m->fix ? "eslint --fix can mend it" : NULL,
		.line = m->line,
		.severity = m->severity == 2 ? SEVERITY_HIGH : SEVERITY_MEDIUM,
	};

	r->seen.errors += m->severity == 2;
	r->seen.warnings += m->severity == 1;
	r->seen.fatal += m->fatal;
	if (is_ignored(m)) {
		r->ignored = true;
		return 0;
	}
	f.rule = m->fatal ? "eslint::fatal" : m->rule.len ? m->rule.buf : "eslint::no-rule";
	set(&r->title, text_first(held(&m->text), strcspn(m->text.buf, "\r\n")));
	f.title = r->title.buf;
	if (m->line)
		f.end_line = m->end_line >= m->line ? m->end_line : m->line;
	if (m->line && f.end_line == m->line) /* columns say nothing of several lines */
		f.column = m->column;
	if (f.column && f.end_line == m->end_line)
		f.end_column = m->end_column;
	if (str_check(&m->text, "a message", r->err) < 0 ||
	    str_check(&m->rule, "a rule", r->err) < 0 ||
	    str_check(&r->title, "a title", r->err) < 0)
		return -1;
	return pending_add(&r->pending, &f, r->err);
}

static int read_messages(struct report *r)
{
	struct json *j = &r->json;

	pending_clear(&r->pending);
	r->seen = (struct counts){ 0 };
	r->ignored = false;
	r->has_messages = true;
	json_enter_array(j);
	while (json_element(j)) {
		read_message(j, &r->message);
		if (j->failed || add_message(r) < 0)
			return -1;
	}
	return j->failed ? -1 : 0;
}

static int64_t read_count(struct json *j, bool *has)
{
	int64_t count = json_int(j);

	*has = true;
	if (count < 0)
		json_fail(j, "expected a count");
	return count;
}

static void read_suppressed(struct report *r)
{
	struct json *j = &r->json;

	r->suppressed = 0;
	json_enter_array(j);
	while (json_element(j)) {
		json_skip(j);
		r->suppressed++;
	}
}

/* What is wrong with one result. Beyond the first ones a doubt more changes nothing. */
static int doubt(struct report *r, const char *fix, const char *why)
{
	if (++r->doubts > MAX_DOUBTS)
		return 0;
	return lint_doubt(r->run, r->err, fix, "%s: %.500s: %s", r->json.name, r->path.buf, why);
}

static int finish_result(struct report *r)
{
	struct lint_run *run = r->run;
	const struct counts *said = &r->said, *seen = &r->seen;

	path_clean(&r->path, held(&r->file));
	if (str_check(&r->file, "a path", r->err) < 0 || str_check(&r->path, "a path", r->err) < 0)
		return -1;
	if (said->errors != seen->errors || said->warnings != seen->warnings ||
	    (r->has_fatal && said->fatal != seen->fatal)) {
		if (doubt(r, "record what ESLint itself prints",
			  "errorCount or warningCount differ from its messages") < 0)
			return -1;
	}
	if (seen->fatal && doubt(r, "mend what ESLint cannot parse, or its parser options",
				 "could not be parsed, so it was not linted") < 0)
		return -1;
	run->files_linted += !r->ignored && !seen->fatal;
	run->suppressed += r->suppressed;
	return pending_flush(&r->pending, &run->findings, r->path.buf, r->err);
}

static int read_result(struct report *r)
{
	struct json *j = &r->json;
	struct text key;

	pending_clear(&r->pending);
	r->said = r->seen = (struct counts){ 0 };
	r->has_errors = r->has_warnings = r->has_fatal = r->has_file = r->has_messages = false;
	r->ignored = false;
	r->suppressed = 0;
	json_enter_object(j);
	while (json_member(j, &key))
		if (text_is(key, "filePath")) {
			set(&r->file, json_text(j));
			r->has_file = true;
		} else if (text_is(key, "messages")) {
			if (read_messages(r) < 0)
				return -1;
		} else if (text_is(key, "suppressedMessages")) {
			read_suppressed(r);
		} else if (text_is(key, "errorCount")) {
			r->said.errors = read_count(j, &r->has_errors);
		} else if (text_is(key, "warningCount")) {
			r->said.warnings = read_count(j, &r->has_warnings);
		} else if (text_is(key, "fatalErrorCount")) {
			r->said.fatal = read_count(j, &r->has_fatal);
		} else {
			json_skip(j);
		}
	if (!j->failed && (!r->has_file || !r->has_messages || !r->has_errors || !r->has_warnings))
		json_fail(j, "expected ESLint's JSON: a result with filePath, messages, errorCount "
			     "and warningCount");
	return j->failed ? -1 : finish_result(r);
}

static int read_results(struct report *r)
{
	json_enter_array(&r->json);
	while (json_element(&r->json))
		if (read_result(r) < 0)
			return -1;
	return r->json.failed ? -1 : 0;
}

/* json-with-metadata: {"results": [...], "metadata": {...}} */
static int read_with_metadata(struct report *r)
{
	struct json *j = &r->json;
	bool found = false;
	struct text key;

	json_enter_object(j);
	while (json_member(j, &key)) {
		if (!text_is(key, "results")) {
			json_skip(j);
			continue;
		}
		if (found)
			json_fail(j, "results stand there twice");
		found = true;
		if (read_results(r) < 0)
			return -1;
	}
	if (!found)
		json_fail(j, "expected ESLint's JSON: an array, or an object with results");
	return j->failed ? -1 : 0;
}

static void report_release(struct report *r)
{
	json_release(&r->json);
	pending_release(&r->pending);
	str_release(&r->message.rule);
	str_release(&r->message.text);
	str_release(&r->file);
	str_release(&r->path);
	str_release(&r->title);
}

int eslint_read(struct lint_run *run, struct reader *reader, struct err *err)
{
	__attribute__((cleanup(report_release))) struct report r = {
		.run = run,
		.message = { .rule = STR_MAX(TEXT_MAX_BYTES), .text = STR_MAX(TEXT_MAX_BYTES) },
		.file = STR_MAX(TEXT_MAX_BYTES),
		.path = STR_MAX(TEXT_MAX_BYTES),
		.title = STR_MAX(TEXT_MAX_BYTES),
		.err = err,
	};
	bool object;

	json_init(&r.json, reader, TEXT_MAX_BYTES, err);
	pending_init(&r.pending);
	object = json_peek(&r.json) == JSON_OBJECT;
	if ((object ? read_with_metadata(&r) : read_results(&r)) < 0)
		return -1;
	if (json_end(&r.json) < 0)
		return -1;
	run->recognised = true;
	run->files_known = true;
	return 0;
}
