#include "formats/coverage/coverage.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

#define TEXT_MAX (512 * MiB) /* paths and names */

const char *const coverage_format_words[] = {
	"lcov",      "cobertura", "clover", "jacoco", "istanbul",  "istanbul-summary",
	"tarpaulin", "llvm-cov",  "go",     "sonar",  "coveralls", NULL,
};

const char *const coverage_note_texts[COVERAGE_NOTES] = {
	"lines with a number that no file has were dropped",
	"counts below 0 were taken for 0",
	"records of an unknown kind were skipped",
	"records without the name of a file were dropped",
};

void coverage_init(struct coverage *coverage, enum coverage_repeats repeats)
{
	*coverage = (struct coverage){ .arena = ARENA_MAX(TEXT_MAX),
				       .repeats = repeats,
				       .header = { 0, -1 },
				       .header_rate = -1 };
	coverage->names.arena = &coverage->arena;
}

/* The array of a kind; its elements are of the size below. */
static void **array_of(struct coverage_file *file, enum coverage_kind kind)
{
	void **const arrays[COVERAGE_KINDS] = {
		[COVERAGE_LINES] = (void **)&file->lines,
		[COVERAGE_BRANCHES] = (void **)&file->branches,
		[COVERAGE_FUNCTIONS] = (void **)&file->functions,
		[COVERAGE_STATEMENTS] = (void **)&file->statements,
	};

	return arrays[kind];
}

static const size_t sizes[COVERAGE_KINDS] = {
	[COVERAGE_LINES] = sizeof(struct coverage_line),
	[COVERAGE_BRANCHES] = sizeof(struct coverage_branch),
	[COVERAGE_FUNCTIONS] = sizeof(struct coverage_function),
	[COVERAGE_STATEMENTS] = sizeof(struct coverage_statement),
};

void coverage_file_clear(struct coverage_file *file)
{
	for (int kind = 0; kind < COVERAGE_KINDS; kind++) {
		void **array = array_of(file, (enum coverage_kind)kind);

		free(*array);
		*array = NULL;
		file->n[kind] = file->cap[kind] = 0;
	}
}

void coverage_release(struct coverage *coverage)
{
	for (size_t i = 0; i < coverage->n; i++)
		coverage_file_clear(coverage->files[i]);
	hash_index_release(&coverage->index);
	intern_release(&coverage->names);
	arena_release(&coverage->arena);
	*coverage = (struct coverage){ 0 };
}

struct key {
	const struct coverage *coverage;
	struct text path;
};

static bool same_path(const void *context, size_t i)
{
	const struct key *key = context;

	return i < key->coverage->n && text_is(key->path, key->coverage->files[i]->path);
}

struct coverage_file *coverage_file(struct coverage *coverage, struct text path, struct err *err)
{
	struct key key = { coverage, path };
	struct coverage_file **grown, *file;
	size_t i;

	grown = arena_grow(&coverage->arena, coverage->files, coverage->n, &coverage->cap,
			   sizeof(*grown));
	if (grown)
		coverage->files = grown;
	i = grown ? hash_index_enter(&coverage->index, hash_bytes(path.ptr, path.len, 0),
				     coverage->n, same_path, &key)
		  : SIZE_MAX;
	if (i < coverage->n)
		return coverage->files[i];
	file = i == SIZE_MAX ? NULL : arena_alloc(&coverage->arena, sizeof(*file));
	if (file)
		*file = (struct coverage_file){ .path = arena_copy(&coverage->arena, path),
						.header = { 0, -1 } };
	if (!file || !file->path) {
		err_memory(err);
		return NULL;
	}
	coverage->files[coverage->n++] = file;
	return file;
}

struct coverage_file *coverage_find(const struct coverage *coverage, const char *path)
{
	struct key key = { coverage, text_of(path) };
	uint64_t hash = hash_bytes(key.path.ptr, key.path.len, 0);
	size_t i = hash_index_find(&coverage->index, hash, same_path, &key);

	return i == SIZE_MAX ? NULL : coverage->files[i];
}

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

static int by_line(const void *a, const void *b)
{
	const struct coverage_line *x = a, *y = b;

	return COMPARE(x->number, y->number);
}

static int by_branch(const void *a, const void *b)
{
	const struct coverage_branch *x = a, *y = b;

	return x->line != y->line ? COMPARE(x->line, y->line) : COMPARE(x->id, y->id);
}

static int by_function(const void *a, const void *b)
{
	const struct coverage_function *x = a, *y = b;

	return x->line != y->line ? COMPARE(x->line, y->line) : strcmp(x->name, y->name);
}

static int by_statement(const void *a, const void *b)
{
	const struct coverage_statement *x = a, *y = b;

	if (x->line != y->line)
		return COMPARE(x->line, y->line);
	if (x->column != y->column)
		return COMPARE(x->column, y->column);
	if (x->end_line != y->end_line)
		return COMPARE(x->end_line, y->end_line);
	return COMPARE(x->end_column, y->end_column);
}

static int (*const orders[COVERAGE_KINDS])(const void *, const void *) = {
	[COVERAGE_LINES] = by_line,
	[COVERAGE_BRANCHES] = by_branch,
	[COVERAGE_FUNCTIONS] = by_function,
	[COVERAGE_STATEMENTS] = by_statement,
};

static int64_t join_hits(enum coverage_repeats repeats, int64_t a, int64_t b)
{
	if (repeats == COVERAGE_MAX)
		return a > b ? a : b;
	return a > INT64_MAX - b ? INT64_MAX : a + b;
}

/* Takes `more` into `one`, which is the same line, branch, function or statement. */
static void join(enum coverage_kind kind, enum coverage_repeats repeats, void *one,
		 const void *more)
{
	struct coverage_branch *branch = one;
	const struct coverage_branch *other = more;

	switch (kind) {
	case COVERAGE_LINES: {
		struct coverage_line *line = one;

		line->hits =
			join_hits(repeats, line->hits, ((const struct coverage_line *)more)->hits);
		break;
	}
	case COVERAGE_FUNCTIONS: {
		struct coverage_function *function = one;

		function->hits = join_hits(repeats, function->hits,
					   ((const struct coverage_function *)more)->hits);
		break;
	}
	case COVERAGE_STATEMENTS: {
		struct coverage_statement *statement = one;
		const struct coverage_statement *same = more;

		statement->hits = join_hits(repeats, statement->hits, same->hits);
		if (same->weight > statement->weight)
			statement->weight = same->weight;
		break;
	}
	default:
		if (other->hit > branch->hit)
			branch->hit = other->hit;
		if (other->total > branch->total)
			branch->total = other->total;
	}
}

static void settle_kind(struct coverage_file *file, enum coverage_kind kind,
			enum coverage_repeats repeats)
{
	char *all = *array_of(file, kind);
	size_t size = sizes[kind], n = file->n[kind], kept = 1;
	bool in_order = true, distinct = true;

	for (size_t i = 1; i < n && in_order; i++) {
		int order = orders[kind](all + (i - 1) * size, all + i * size);

		in_order = order <= 0;
		distinct = distinct && order < 0;
	}
	if (n < 2 || (in_order && distinct))
		return;
	if (!in_order)
		qsort(all, n, size, orders[kind]);
	for (size_t i = 1; i < n; i++) {
		char *last = all + (kept - 1) * size, *next = all + i * size;

		if (orders[kind](last, next) == 0)
			join(kind, repeats, last, next);
		else if (kept++ != i)
			memcpy(last + size, next, size);
	}
	file->n[kind] = kept;
}

static int grow(struct coverage_file *file, enum coverage_kind kind, struct err *err)
{
	size_t wanted = file->cap[kind] ? file->cap[kind] * 2 : 8;
	void **array = array_of(file, kind), *grown;

	grown = wanted > SIZE_MAX / sizes[kind] ? NULL : realloc(*array, wanted * sizes[kind]);
	if (!grown)
		return err_memory(err);
	*array = grown;
	file->cap[kind] = wanted;
	return 0;
}

/*
 * Room for one more; NULL when there is no memory. A report may name one line a thousand times, so
 * what is there twice goes before more memory is asked for.
 */
static void *add(struct coverage *coverage, struct coverage_file *file, enum coverage_kind kind,
		 struct err *err)
{
	if (file->n[kind] == file->cap[kind]) {
		if (file->n[kind] >= 64)
			settle_kind(file, kind, coverage->repeats);
		if (file->n[kind] >= file->cap[kind] / 2 && grow(file, kind, err) < 0)
			return NULL;
	}
	return (char *)*array_of(file, kind) + file->n[kind]++ * sizes[kind];
}

static bool takes_line(struct coverage *coverage, int64_t number)
{
	bool fits = number >= 1 && number <= COVERAGE_MAX_LINE;

	coverage->notes[COVERAGE_DROPPED_LINES] += !fits;
	return fits;
}

static int64_t take_hits(struct coverage *coverage, int64_t hits)
{
	coverage->notes[COVERAGE_NEGATIVE_HITS] += hits < 0;
	return hits < 0 ? 0 : hits;
}

int coverage_add_line(struct coverage *coverage, struct coverage_file *file, int64_t number,
		      int64_t hits, struct err *err)
{
	struct coverage_line *line;

	if (!takes_line(coverage, number))
		return 0;
	line = add(coverage, file, COVERAGE_LINES, err);
	if (!line)
		return -1;
	*line = (struct coverage_line){ take_hits(coverage, hits), (uint32_t)number };
	return 0;
}

int coverage_add_branch(struct coverage *coverage, struct coverage_file *file, int64_t line,
			uint64_t id, int64_t hit, int64_t total, struct err *err)
{
	struct coverage_branch *branch;

	if (hit < 0 || hit > total || total > INT32_MAX)
		return err_set(err,
			       "%s: line %" PRId64 ": %" PRId64 " of %" PRId64 " branches are hit",
			       file->path, line, hit, total);
	if (!takes_line(coverage, line))
		return 0;
	branch = add(coverage, file, COVERAGE_BRANCHES, err);
	if (!branch)
		return -1;
	*branch = (struct coverage_branch){ id, (uint32_t)line, (uint32_t)hit, (uint32_t)total };
	return 0;
}

int coverage_add_function(struct coverage *coverage, struct coverage_file *file, struct text name,
			  int64_t line, int64_t hits, struct err *err)
{
	struct coverage_function *function;
	const char *kept;

	if (!takes_line(coverage, line))
		return 0;
	kept = intern_text(&coverage->names, name);
	if (!kept)
		return err_memory(err);
	function = add(coverage, file, COVERAGE_FUNCTIONS, err);
	if (!function)
		return -1;
	*function = (struct coverage_function){ kept, take_hits(coverage, hits), (uint32_t)line };
	return 0;
}

int coverage_add_statement(struct coverage *coverage, struct coverage_file *file,
			   const struct coverage_statement *statement, struct err *err)
{
	struct coverage_statement *kept;

	if (!takes_line(coverage, statement->line))
		return 0;
	kept = add(coverage, file, COVERAGE_STATEMENTS, err);
	if (!kept)
		return -1;
	*kept = *statement;
	kept->hits = take_hits(coverage, statement->hits);
	return 0;
}

int coverage_add_source(struct coverage *coverage, struct text source, struct err *err)
{
	const char **grown = arena_grow(&coverage->arena, coverage->sources, coverage->n_sources,
					&coverage->sources_cap, sizeof(*grown));
	const char *kept = grown ? arena_copy(&coverage->arena, source) : NULL;

	if (grown)
		coverage->sources = grown;
	if (!kept)
		return err_memory(err);
	coverage->sources[coverage->n_sources++] = kept;
	return 0;
}

void coverage_settle_file(const struct coverage *coverage, struct coverage_file *file)
{
	for (int kind = 0; kind < COVERAGE_KINDS; kind++)
		settle_kind(file, (enum coverage_kind)kind, coverage->repeats);
}

void coverage_settle(struct coverage *coverage)
{
	for (size_t i = 0; i < coverage->n; i++)
		coverage_settle_file(coverage, coverage->files[i]);
}
