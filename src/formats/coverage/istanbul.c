/*
 * Istanbul's coverage-final.json and coverage-summary.json (istanbuljs: istanbul-lib-coverage,
 * file-coverage.js). Members come in any order, so places and counts are kept until a file ends.
 */
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "formats/coverage/coverage_json.h"

#define IDS_MAX        10000000
#define PATH_MAX_BYTES (64 * KiB)

struct spot {
	uint32_t line, column, end_line, end_column; /* line 0: it has no place */
	int64_t count;
	bool is_placed, is_counted;
};

/* By id: "0", "1", ... */
struct spots {
	struct spot *at;
	size_t n, cap;
};

struct branch_count {
	uint32_t id, index;
	int64_t count;
};

struct istanbul {
	struct coverage *coverage;
	struct json *json;
	struct err *err;
	struct str path; /* the member `path` */
	struct spots statements, functions, branches;
	struct branch_count *counts; /* of `b` */
	size_t n_counts, counts_cap;
	const char **names; /* of functions; in the arena of this file */
	size_t names_cap;
	struct arena arena;
	struct coverage_count totals[COVERAGE_KINDS];
	bool has_map, has_counts, has_totals, never_loaded;
};

static void release(struct istanbul *f)
{
	free(f->statements.at);
	free(f->functions.at);
	free(f->branches.at);
	free(f->counts);
	str_release(&f->path);
	arena_release(&f->arena);
}

/* The spot of an id; NULL with the error set. */
static struct spot *spot_of(struct istanbul *f, struct spots *spots, struct text id)
{
	int64_t number;

	if (!num_int(id, &number) || number < 0 || number >= IDS_MAX) {
		json_fail(f->json, "\"%.*s\": a number was expected as the name",
			  (int)(id.len < 40 ? id.len : 40), id.ptr);
		return NULL;
	}
	if ((size_t)number >= spots->cap) {
		size_t cap = spots->cap ? spots->cap * 2 : 64;
		struct spot *grown;

		while (cap <= (size_t)number)
			cap *= 2;
		grown = realloc(spots->at, cap * sizeof(*grown));
		if (!grown) {
			err_memory(f->err);
			return NULL;
		}
		memset(grown + spots->cap, 0, (cap - spots->cap) * sizeof(*grown));
		spots->at = grown;
		spots->cap = cap;
	}
	if ((size_t)number >= spots->n)
		spots->n = (size_t)number + 1;
	return &spots->at[number];
}

/* A line or column: null, undefined and what is no whole number of lines is 0. */
static uint32_t read_number(struct json *json)
{
	int64_t number = 0;

	if (json_peek(json) == JSON_NUMBER)
		number = json_int(json);
	else
		json_skip(json);
	return number > 0 && number <= UINT32_MAX ? (uint32_t)number : 0;
}

static void read_point(struct json *json, uint32_t *line, uint32_t *column)
{
	struct text name;

	if (json_peek(json) != JSON_OBJECT) {
		json_skip(json);
		return;
	}
	json_enter_object(json);
	while (json_member(json, &name))
		if (text_is(name, "line"))
			*line = read_number(json);
		else if (text_is(name, "column"))
			*column = read_number(json);
		else
			json_skip(json);
}

/* {"start": {"line": 1, "column": 0}, "end": ...} */
static void read_range(struct json *json, struct spot *spot)
{
	struct text name;

	if (!json_enter_object(json))
		return;
	while (json_member(json, &name))
		if (text_is(name, "start"))
			read_point(json, &spot->line, &spot->column);
		else if (text_is(name, "end"))
			read_point(json, &spot->end_line, &spot->end_column);
		else
			json_skip(json);
}

static int read_statement_map(struct istanbul *f)
{
	struct text id;

	f->has_map = true;
	if (!json_enter_object(f->json))
		return -1;
	while (json_member(f->json, &id)) {
		struct spot *spot = spot_of(f, &f->statements, id);

		if (!spot)
			return -1;
		spot->is_placed = true;
		read_range(f->json, spot);
	}
	return err_is_set(f->err) ? -1 : 0;
}

static int keep_name(struct istanbul *f, size_t i, struct text name)
{
	if (i >= f->names_cap) {
		size_t cap = f->names_cap ? f->names_cap * 2 : 64;
		const char **grown;

		while (cap <= i)
			cap *= 2;
		grown = arena_alloc(&f->arena, cap * sizeof(*grown));
		if (!grown)
			return err_memory(f->err);
		if (f->names_cap)
			memcpy(grown, f->names, f->names_cap * sizeof(*grown));
		f->names = grown;
		f->names_cap = cap;
	}
	f->names[i] = arena_copy(&f->arena, name);
	return f->names[i] ? 0 : err_memory(f->err);
}

/* {"name": "f", "decl": range, "loc": range, "line": 3}: where it is declared goes first. */
static int read_function(struct istanbul *f, struct spot *spot, size_t i)
{
	struct spot body = { 0 };
	uint32_t line = 0;
	struct text name;

	if (!json_enter_object(f->json))
		return -1;
	while (json_member(f->json, &name)) {
		if (text_is(name, "name")) {
			if (keep_name(f, i, json_text_or_null(f->json, NULL)) < 0)
				return -1;
		} else if (text_is(name, "decl")) {
			read_range(f->json, spot);
		} else if (text_is(name, "loc")) {
			read_range(f->json, &body);
		} else if (text_is(name, "line")) {
			line = read_number(f->json);
		} else {
			json_skip(f->json);
		}
	}
	spot->is_placed = true;
	if (!spot->line)
		spot->line = line ? line : body.line;
	return err_is_set(f->err) ? -1 : 0;
}

static int read_function_map(struct istanbul *f)
{
	struct text id;

	if (!json_enter_object(f->json))
		return -1;
	while (json_member(f->json, &id)) {
		struct spot *spot = spot_of(f, &f->functions, id);

		if (!spot || read_function(f, spot, (size_t)(spot - f->functions.at)) < 0)
			return -1;
	}
	return err_is_set(f->err) ? -1 : 0;
}

static int read_branch_map(struct istanbul *f)
{
	struct text id, name;

	if (!json_enter_object(f->json))
		return -1;
	while (json_member(f->json, &id)) {
		struct spot *spot = spot_of(f, &f->branches, id);
		uint32_t line = 0;

		if (!spot || !json_enter_object(f->json))
			return -1;
		spot->is_placed = true;
		while (json_member(f->json, &name))
			if (text_is(name, "loc"))
				read_range(f->json, spot);
			else if (text_is(name, "line"))
				line = read_number(f->json);
			else
				json_skip(f->json);
		if (!spot->line)
			spot->line = line;
	}
	return err_is_set(f->err) ? -1 : 0;
}

/* {"0": 3, "1": 0} */
static int read_counts(struct istanbul *f, struct spots *spots)
{
	struct text id;

	f->has_counts = true;
	if (!json_enter_object(f->json))
		return -1;
	while (json_member(f->json, &id)) {
		struct spot *spot = spot_of(f, spots, id);

		if (!spot)
			return -1;
		spot->count = json_int(f->json);
		spot->is_counted = true;
	}
	return err_is_set(f->err) ? -1 : 0;
}

static int add_branch_count(struct istanbul *f, size_t id, size_t index, int64_t count)
{
	if (f->n_counts == f->counts_cap) {
		size_t cap = f->counts_cap ? f->counts_cap * 2 : 64;
		struct branch_count *grown = realloc(f->counts, cap * sizeof(*grown));

		if (!grown)
			return err_memory(f->err);
		f->counts = grown;
		f->counts_cap = cap;
	}
	f->counts[f->n_counts++] = (struct branch_count){ (uint32_t)id, (uint32_t)index, count };
	return 0;
}

/* {"0": [3, 0]} */
static int read_branch_counts(struct istanbul *f)
{
	struct text id;

	f->n_counts = 0;
	if (!json_enter_object(f->json))
		return -1;
	while (json_member(f->json, &id)) {
		struct spot *spot = spot_of(f, &f->branches, id);
		size_t number = spot ? (size_t)(spot - f->branches.at) : 0;

		if (!spot || !json_enter_array(f->json))
			return -1;
		spot->is_counted = true;
		for (size_t i = 0; json_element(f->json); i++)
			if (add_branch_count(f, number, i, json_int(f->json)) < 0)
				return -1;
	}
	return err_is_set(f->err) ? -1 : 0;
}

/* {"total": 9, "covered": 7, "skipped": 0, "pct": 77.77}: the percentage is not looked at. */
static int read_total(struct istanbul *f, enum coverage_kind kind)
{
	struct coverage_count *count = &f->totals[kind];
	struct text name;

	*count = (struct coverage_count){ -1, -1 };
	f->has_totals = true;
	if (!json_enter_object(f->json))
		return -1;
	while (json_member(f->json, &name))
		if (text_is(name, "total"))
			count->total = json_int(f->json);
		else if (text_is(name, "covered"))
			count->hit = json_int(f->json);
		else
			json_skip(f->json);
	if (err_is_set(f->err))
		return -1;
	if (count->hit < 0 || count->total < count->hit || count->total > INT32_MAX)
		return JSON_REFUSE(f->json, "totals that are none");
	return 0;
}

static int read_members(struct istanbul *f);

static int read_member(struct istanbul *f, struct text name)
{
	if (text_is(name, "statementMap"))
		return read_statement_map(f);
	if (text_is(name, "fnMap"))
		return read_function_map(f);
	if (text_is(name, "branchMap"))
		return read_branch_map(f);
	if (text_is(name, "s"))
		return read_counts(f, &f->statements);
	if (text_is(name, "f"))
		return read_counts(f, &f->functions);
	if (text_is(name, "b"))
		return read_branch_counts(f);
	if (text_is(name, "data") && json_peek(f->json) == JSON_OBJECT)
		return read_members(f);
	if (text_is(name, "lines"))
		return read_total(f, COVERAGE_LINES);
	if (text_is(name, "statements"))
		return read_total(f, COVERAGE_STATEMENTS);
	if (text_is(name, "functions"))
		return read_total(f, COVERAGE_FUNCTIONS);
	if (text_is(name, "branches"))
		return read_total(f, COVERAGE_BRANCHES);
	if (text_is(name, "path") && json_peek(f->json) == JSON_STRING) {
		struct text path = json_text(f->json);

		str_clear(&f->path);
		str_add(&f->path, path.ptr, path.len);
		return str_check(&f->path, "path", f->err);
	}
	if (text_is(name, "all") && json_peek(f->json) == JSON_TRUE)
		f->never_loaded = true;
	json_skip(f->json);
	return 0;
}

static int read_members(struct istanbul *f)
{
	struct text name;

	if (!json_enter_object(f->json))
		return -1;
	while (json_member(f->json, &name))
		if (read_member(f, name) < 0)
			return -1;
	return err_is_set(f->err) ? -1 : 0;
}

/* Which count a place has; one without is a report that is broken. */
static int hits_of(struct istanbul *f, const struct spot *spot, const char *what, int64_t *hits)
{
	if (!spot->is_counted)
		return JSON_REFUSE(f->json, "a %s of %.80s has no count", what, f->path.buf);
	*hits = f->never_loaded ? 0 : spot->count;
	return 0;
}

static int put_statements(struct istanbul *f, struct coverage_file *file)
{
	for (size_t i = 0; i < f->statements.n; i++) {
		const struct spot *spot = &f->statements.at[i];
		struct coverage_statement statement = {
			0, spot->line, spot->column, spot->end_line, spot->end_column, 1
		};

		if (!spot->is_placed)
			continue;
		if (hits_of(f, spot, "statement", &statement.hits) < 0 ||
		    coverage_add_line(f->coverage, file, spot->line, statement.hits, f->err) < 0 ||
		    (spot->line &&
		     coverage_add_statement(f->coverage, file, &statement, f->err) < 0))
			return -1;
	}
	return 0;
}

static int put_functions(struct istanbul *f, struct coverage_file *file)
{
	for (size_t i = 0; i < f->functions.n; i++) {
		const struct spot *spot = &f->functions.at[i];
		const char *name = i < f->names_cap ? f->names[i] : NULL;
		int64_t hits;

		if (!spot->is_placed)
			continue;
		if (hits_of(f, spot, "function", &hits) < 0 ||
		    coverage_add_function(f->coverage, file, text_of(name), spot->line, hits,
					  f->err) < 0)
			return -1;
	}
	return 0;
}

/* A branch is known by where it stands, not by its number: that is another in another run. */
static int put_branches(struct istanbul *f, struct coverage_file *file)
{
	AUTO(str) place = STR_MAX(200);

	for (size_t i = 0; i < f->n_counts; i++) {
		const struct branch_count *count = &f->counts[i];
		const struct spot *spot = &f->branches.at[count->id];
		int64_t hits = f->never_loaded ? 0 : count->count;

		if (!spot->is_placed)
			continue;
		str_clear(&place);
		str_printf(&place, "%u.%u.%u.%u-%u", spot->line, spot->column, spot->end_line,
			   spot->end_column, count->index);
		if (coverage_add_branch(f->coverage, file, spot->line,
					coverage_branch_id((struct text){ place.buf, place.len }),
					hits > 0, 1, f->err) < 0)
			return -1;
	}
	for (size_t i = 0; i < f->branches.n; i++)
		if (f->branches.at[i].is_placed && !f->branches.at[i].is_counted)
			return JSON_REFUSE(f->json, "a branch of %.80s has no count", f->path.buf);
	return 0;
}

static int put_file(struct istanbul *f, struct text name, bool *summary)
{
	struct text path = f->path.len ? (struct text){ f->path.buf, f->path.len } : name;
	struct coverage_file *file;

	*summary = f->has_totals && !f->has_map;
	if (*summary) {
		f->coverage->has |= COVERAGE_HAS(COVERAGE_KINDS) - 1;
		if (text_is(name, "total"))
			return 0;
	} else if (!f->has_map || !f->has_counts) {
		return JSON_REFUSE(f->json,
				   "\"%.*s\" has neither a statementMap with counts nor totals",
				   (int)(name.len < 80 ? name.len : 80), name.ptr);
	}
	file = coverage_file(f->coverage, path, f->err);
	if (!file)
		return -1;
	if (*summary) {
		file->only_counts = true;
		memcpy(file->counts, f->totals, sizeof(file->counts));
		return 0;
	}
	f->coverage->has |= COVERAGE_HAS(COVERAGE_KINDS) - 1;
	return put_statements(f, file) < 0 || put_functions(f, file) < 0 ||
			       put_branches(f, file) < 0
		       ? -1
		       : 0;
}

int istanbul_file(struct coverage *coverage, struct json *json, struct text name, bool *summary,
		  struct err *err)
{
	struct istanbul f = { .coverage = coverage,
			      .json = json,
			      .err = err,
			      .path = STR_MAX(PATH_MAX_BYTES),
			      .arena = ARENA_MAX(256 * MiB) };
	int result = read_members(&f);

	if (result == 0)
		result = put_file(&f, name, summary);
	release(&f);
	return result;
}
