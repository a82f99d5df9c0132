/*
 * LCOV tracefiles: geninfo(1) of lcov 1.16 and 2.x, and what other writers make of them
 * (specs/coverage-and-lint.md 4.3). DA lines decide; the totals of a record are kept for `verify`.
 */
#include <string.h>

#include "formats/coverage/number.h"
#include "formats/coverage/readers.h"

#define LINE_MAX_BYTES (8 * MiB)
#define RECORD_MAX     (256 * MiB) /* names of functions of one record */

struct function {
	const char *name; /* NULL: an index of FNL alone */
	int64_t index;    /* of FNL and FNA; -1 */
	int64_t line, hits;
};

struct lcov {
	struct coverage *coverage;
	struct coverage_file *file; /* NULL: outside of a record, or in one that is dropped */
	bool in_record;
	bool again; /* an earlier record had the same file */
	struct coverage_count header;

	/* What the record says of functions, joined when it ends. */
	struct arena arena;
	struct hash_index index;
	struct function *functions;
	size_t n, cap;

	struct lines lines;
	struct err *err;
};

static int malformed(struct lcov *l, const char *what)
{
	return err_set(l->err, "%s:%zu: %s", l->lines.reader->name, l->lines.number, what);
}

/* The text up to the first comma, which is taken off; all of it when there is none. */
static struct text next_field(struct text *rest)
{
	const char *comma = rest->len ? memchr(rest->ptr, ',', rest->len) : NULL;
	struct text field = comma ? text_first(*rest, (size_t)(comma - rest->ptr)) : *rest;

	*rest = text_from(*rest, field.len + (comma != NULL));
	return field;
}

static int read_da(struct lcov *l, struct text rest)
{
	int64_t line = 0, hits;

	/* a line that is no number is of no line; a count that is none may hide a miss */
	coverage_number(next_field(&rest), &line);
	if (!coverage_number(next_field(&rest), &hits))
		return malformed(l, "DA: a count of hits was expected");
	return l->file ? coverage_add_line(l->coverage, l->file, line, hits, l->err) : 0;
}

/* line,block,branch,taken: the branch may be an expression with commas in it. */
static int read_brda(struct lcov *l, struct text rest)
{
	const char *comma = rest.len ? memrchr(rest.ptr, ',', rest.len) : NULL;
	struct text taken = comma ? text_from(rest, (size_t)(comma - rest.ptr) + 1) : TEXT("");
	struct text name = comma ? text_first(rest, (size_t)(comma - rest.ptr)) : TEXT("");
	int64_t line = 0, hits = 0;

	coverage_number(next_field(&name), &line);
	if (!name.len || !memchr(name.ptr, ',', name.len))
		return malformed(l, "BRDA: line, block, branch and count were expected");
	if (!text_is(taken, "-") && !coverage_number(taken, &hits))
		return malformed(l, "BRDA: a count or \"-\" was expected");
	l->coverage->has |= COVERAGE_HAS(COVERAGE_BRANCHES);
	return l->file ? coverage_add_branch(l->coverage, l->file, line, coverage_branch_id(name),
					     hits > 0, 1, l->err)
		       : 0;
}

struct function_key {
	const struct lcov *lcov;
	struct text name;
	int64_t index;
};

static bool same_function(const void *context, size_t i)
{
	const struct function_key *key = context;
	const struct function *f;

	if (i >= key->lcov->n)
		return false;
	f = &key->lcov->functions[i];
	if (key->index >= 0)
		return f->index == key->index;
	return f->name && f->index < 0 && text_is(key->name, f->name);
}

/* The function of a name, or of an index; NULL when there is no memory. */
static struct function *function_of(struct lcov *l, struct text name, int64_t index)
{
	struct function_key key = { l, name, index };
	uint64_t hash = index >= 0 ? hash_bytes(&index, sizeof(index), 1)
				   : hash_bytes(name.ptr, name.len, 0);
	struct function *grown =
		arena_grow(&l->arena, l->functions, l->n, &l->cap, sizeof(*l->functions));
	size_t i = SIZE_MAX;

	if (grown) {
		l->functions = grown;
		i = hash_index_enter(&l->index, hash, l->n, same_function, &key);
	}
	if (i == SIZE_MAX) {
		err_memory(l->err);
		return NULL;
	}
	if (i == l->n)
		l->functions[l->n++] = (struct function){ .index = index };
	if (name.len && !l->functions[i].name) {
		l->functions[i].name = arena_copy(&l->arena, name);
		if (!l->functions[i].name) {
			err_memory(l->err);
			return NULL;
		}
	}
	return &l->functions[i];
}

/* FN:start,[end,]name: only a second field that is all digits is the end, for names hold commas. */
static int read_fn(struct lcov *l, struct text rest)
{
	int64_t line = 0, end;
	struct text name;
	struct function *f;

	coverage_number(next_field(&rest), &line);
	name = rest;
	if (name.len && memchr(name.ptr, ',', name.len) && coverage_number(next_field(&rest), &end))
		name = rest;
	f = function_of(l, name, -1);
	if (!f)
		return -1;
	f->line = line;
	return 0;
}

static int read_fnda(struct lcov *l, struct text rest)
{
	struct function *f;
	int64_t hits;

	if (!coverage_number(next_field(&rest), &hits))
		return malformed(l, "FNDA: a count was expected");
	f = function_of(l, rest, -1);
	if (!f)
		return -1;
	f->hits = hits > f->hits ? hits : f->hits;
	return 0;
}

static int read_fnl(struct lcov *l, struct text rest)
{
	struct function *f;
	int64_t index, line = 0;

	if (!coverage_number(next_field(&rest), &index) || index < 0)
		return malformed(l, "FNL: an index was expected");
	coverage_number(next_field(&rest), &line);
	f = function_of(l, TEXT(""), index);
	if (!f)
		return -1;
	f->line = line;
	return 0;
}

/* Several names may share an index: the same code under other types. It is one function. */
static int read_fna(struct lcov *l, struct text rest)
{
	struct function *f;
	int64_t index, hits;

	if (!coverage_number(next_field(&rest), &index) || index < 0 ||
	    !coverage_number(next_field(&rest), &hits))
		return malformed(l, "FNA: an index and a count were expected");
	f = function_of(l, rest, index);
	if (!f)
		return -1;
	f->hits = hits > f->hits ? hits : f->hits;
	return 0;
}

static int put_functions(struct lcov *l)
{
	for (size_t i = 0; l->file && i < l->n; i++) {
		const struct function *f = &l->functions[i];

		if (coverage_add_function(l->coverage, l->file, text_of(f->name), f->line, f->hits,
					  l->err) < 0)
			return -1;
	}
	if (l->n)
		l->coverage->has |= COVERAGE_HAS(COVERAGE_FUNCTIONS);
	hash_index_release(&l->index);
	arena_release(&l->arena);
	l->arena = (struct arena)ARENA_MAX(RECORD_MAX);
	l->functions = NULL;
	l->n = l->cap = 0;
	return 0;
}

static int start_record(struct lcov *l, struct text rest)
{
	struct text path = text_trim(rest);
	size_t before = l->coverage->n;

	if (l->in_record)
		return malformed(l, "SF: the record before has no end_of_record");
	l->in_record = true;
	l->header = (struct coverage_count){ -1, -1 };
	l->file = NULL;
	if (!path.len) {
		l->coverage->notes[COVERAGE_NAMELESS_FILES]++;
		return 0;
	}
	l->file = coverage_file(l->coverage, path, l->err);
	l->again = l->coverage->n == before;
	return l->file ? 0 : -1;
}

static int end_record(struct lcov *l)
{
	if (!l->in_record)
		return malformed(l, "end_of_record: no record has begun");
	if (put_functions(l) < 0)
		return -1;
	if (l->file) {
		bool whole = l->header.hit >= 0 && l->header.total >= 0 && !l->again;

		/* two records of one file state a part each */
		l->file->header = whole ? l->header : (struct coverage_count){ 0, -1 };
	}
	l->in_record = false;
	l->file = NULL;
	return 0;
}

static int read_total(struct lcov *l, struct text rest, int64_t *into)
{
	if (!coverage_number(text_trim(rest), into))
		return malformed(l, "LF, LH: a number was expected");
	return 0;
}

/* The key that the line begins with, its ':' left out; an empty text when there is none. */
static struct text key_of(struct text line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] >= 'A' && line.ptr[n] <= 'Z')
		n++;
	return n < line.len && line.ptr[n] == ':' ? text_first(line, n) : TEXT("");
}

static bool is_unused(struct text key)
{
	static const char *const unused[] = { "VER", "FNF", "FNH", "BRF",
					      "BRH", "MCF", "MCH", "MCDC" };

	for (size_t i = 0; i < ARRAY_SIZE(unused); i++)
		if (text_is(key, unused[i]))
			return true;
	return false;
}

static int read_other(struct lcov *l, struct text line)
{
	if (text_is(text_trim(line), "end_of_record"))
		return end_record(l);
	if (!text_trim(line).len || line.ptr[0] == '#')
		return 0;
	return malformed(l, "no record of a tracefile");
}

static int read_line(struct lcov *l, struct text line)
{
	static const struct {
		const char *key;
		int (*read)(struct lcov *l, struct text rest);
	} records[] = { { "DA", read_da },     { "BRDA", read_brda }, { "FN", read_fn },
			{ "FNDA", read_fnda }, { "FNL", read_fnl },   { "FNA", read_fna } };
	struct text key = key_of(line), rest = text_from(line, key.len + 1);

	if (!key.len)
		return read_other(l, line);
	if (text_is(key, "SF"))
		return start_record(l, rest);
	if (text_is(key, "TN"))
		return 0;
	if (!l->in_record)
		return malformed(l, "a record begins with SF:");
	for (size_t i = 0; i < ARRAY_SIZE(records); i++)
		if (text_is(key, records[i].key))
			return records[i].read(l, rest);
	if (text_is(key, "LF"))
		return read_total(l, rest, &l->header.total);
	if (text_is(key, "LH"))
		return read_total(l, rest, &l->header.hit);
	l->coverage->notes[COVERAGE_UNKNOWN_RECORDS] += !is_unused(key);
	return 0;
}

static int read_all(struct lcov *l)
{
	struct text line;
	int got;

	while ((got = lines_next(&l->lines, &line, l->err)) > 0)
		if (read_line(l, line) < 0)
			return -1;
	if (got < 0)
		return -1;
	if (l->in_record)
		return malformed(l, "the report ends without end_of_record: it was cut");
	if (!l->coverage->n)
		return err_set(l->err, "%s: holds no file", l->lines.reader->name);
	coverage_settle(l->coverage);
	return 0;
}

int lcov_read(struct coverage *coverage, struct reader *reader, struct err *err)
{
	struct lcov l = { .coverage = coverage, .arena = ARENA_MAX(RECORD_MAX), .err = err };
	int result;

	coverage->format = COVERAGE_LCOV;
	coverage->repeats = COVERAGE_ADD;
	coverage->has = COVERAGE_HAS(COVERAGE_LINES);
	lines_init(&l.lines, reader, LINE_MAX_BYTES);
	result = read_all(&l);
	lines_release(&l.lines);
	hash_index_release(&l.index);
	arena_release(&l.arena);
	return result;
}
