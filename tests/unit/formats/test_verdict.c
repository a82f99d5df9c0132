/* The reader of verdict files, and that table, struct, schema and reader are of one mind. */
#include <criterion/criterion.h>
#include <dirent.h>

#include "alloc.h"
#include "formats/verdict_schema.h"
#include "verdict_document.h"

#define CORPUS "tests/corpus/verdict/"

/* One member made wrong in one way: it is refused, and the error names it. */
static size_t refused(const char *path, const char *name, enum how how, const char *extra)
{
	struct document d = { .text = STR_MAX(16 * MiB), .target = path, .how = how };
	struct err err = { 0 };

	document_print(&d, &verdict_shape, "");
	cr_expect(document_read(&d.text, &err) < 0, "%s, way %d: read", path, (int)how);
	cr_expect(strncmp(err.text, "v.json:1:", 9) == 0 && strstr(err.text, name) &&
			  strstr(err.text, extra),
		  "%s, way %d: %s", path, (int)how, err.text);
	str_release(&d.text);
	return 1;
}

static size_t each_wrong(const struct shape *shape, const char *prefix)
{
	size_t n = 0;

	for (const struct shape_member *m = shape->members; m->name; m++) {
		bool limited = m->kind != SHAPE_BOOL && m->kind != SHAPE_ENUM &&
			       m->kind != SHAPE_OBJECT && m->kind != SHAPE_MAYBE;
		AUTO(str) path = STR_MAX(KiB);

		str_printf(&path, "%s%s%s", prefix, *prefix ? "." : "", m->name);
		n += refused(path.buf, m->name, LEFT_OUT, "missing");
		n += refused(path.buf, m->name, RETYPED, "expected");
		n += refused(path.buf, m->name, TWICE, "twice");
		if (!(m->flags & SHAPE_NULLABLE))
			n += refused(path.buf, m->name, NULLED, "found null");
		if (limited)
			n += refused(path.buf, m->kind == SHAPE_NUMBER ? "" : m->name, TOO_MUCH,
				     "expected");
		if (m->kind == SHAPE_INT || m->kind == SHAPE_ENUM ||
		    (m->kind == SHAPE_TEXT && m->min))
			n += refused(path.buf, m->name, TOO_LITTLE, "expected");
		if (m->pattern && m->kind == SHAPE_TEXT)
			n += refused(path.buf, m->name, UNLIKE_PATTERN, "expected a text like");
		if (m->kind == SHAPE_METRICS)
			str_puts(&path, ".m");
		if (m->of)
			n += each_wrong(m->of, path.buf);
	}
	return n;
}

Test(verdict, each_member_wrong_in_each_way)
{
	READS({ "notes", "[]" });
	cr_expect(each_wrong(&verdict_shape, "") > 250);
}

Test(verdict, entries_wrong)
{
	FAILS("notes[1]: expected a string, found a number", { "notes", "[\"a\",1]" });
	FAILS("notes[0]: expected a string, found null", { "notes", "[null]" });
	FAILS("evidence[0]: expected an object, found true", { "evidence", "[true]" });
	FAILS("metrics.m: expected an object, found a number", { "metrics", "{\"m\":1}" });
	FAILS("metrics: expected a text like", { "metrics", "{\"M\":1}" });
	FAILS("one line", { "reason", "\"a\\nb\"" });
	FAILS("one line", { "findings.title", "\"a\\rb\"" });
	FAILS("verdict: expected one of pass, deny", { "verdict", "\"maybe\"" });
	FAILS("whole number", { "exit_code", "0.5" });
	FAILS("expected a decimal", { "metrics.m.value", "1e3" });
	FAILS("metrics.m.value: expected a number or null", { "metrics.m.value", "\"high\"" });
	READS({ "metrics.m.value", "null" });
	READS({ "metrics.m.value", "-0.000000000000001" });
	READS({ "key_metric", "null" }, { "metrics", "{}" });
	FAILS("completeness.not_checked[0]", { "completeness.not_checked", "[[]]" });
}

Test(verdict, lengths_count_code_points)
{
	AUTO(str) text = STR_MAX(KiB * 4);

	str_puts(&text, "[\"");
	for (int i = 0; i < 500; i++)
		str_puts(&text, "ä");
	str_puts(&text, "\"]");
	READS({ "notes", text.buf });
	str_cut(&text, text.len - 2);
	str_puts(&text, "\xC3\xA4\"]");
	FAILS("notes[0]: expected 0 to 500 code points, found 501", { "notes", text.buf });
}

Test(verdict, unknown_members_are_skipped_and_duplicates_never)
{
	READS({ "details", "{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":1}]}" });
	FAILS("details: the name \"a\" stands twice",
	      { "details", "{\"b\":[{\"a\":1,\"\\u0061\":1}]}" });
	FAILS("\"x\" stands twice", { "findings.properties", "{\"x\":1,\"y\":{},\"x\":1}" });
	FAILS("\"m\" stands twice",
	      { "metrics",
		"{\"m\":{\"value\":1,\"unit\":\"\",\"limit\":null,\"ok\":null},\"m\":1}" });
	READS({ "warn_only", "false,\"later\":{\"schema\":[null,1e9]}" });
	READS({ "subject.ref", "null,\"later\":1" });
	READS({ "metrics.m.unit", "\"ms\",\"later\":\"x\"" });
	FAILS("\"later\" stands twice", { "warn_only", "false,\"later\":1,\"later\":1" });
	FAILS("\"a\" stands twice", { "warn_only", "false,\"later\":{\"a\":1,\"a\":1}" });
}

Test(verdict, example)
{
	AUTO(arena) arena = ARENA_MAX(MiB);
	AUTO(str) text = STR_MAX(2 * MiB);
	struct err err = { 0 };
	struct verdict v;

	document_slurp(CORPUS "valid-deny.json", &text);
	cr_assert(verdict_read(&v, &arena, "v", (struct text){ text.buf, text.len }, &err) == 0,
		  "%s", err.text);
	cr_expect(v.answer == DENY && v.exit_code == 1 && !v.warn_only);
	cr_expect_str_eq(v.program, "coverage-gate");
	cr_expect(v.subject.pull_request == 12 && !v.subject.service && !v.subject.n_images);
	cr_expect(v.run.number == 7 && v.run.attempt == 1);
	cr_assert(v.n_metrics == 1 && v.n_findings == 1 && v.n_evidence == 1);
	cr_expect(v.metrics[0].value.units == 7843 && v.metrics[0].value.scale == 2);
	cr_expect(!v.metrics[0].is_text && v.metrics[0].ok == 0);
	cr_expect_str_eq(v.metrics[0].limit, ">= 80");
	cr_expect(v.findings[0].severity == SEVERITY_HIGH && v.findings[0].denies);
	cr_expect(!v.findings[0].path && v.findings[0].line == 0 && v.findings[0].column == 0);
	cr_expect_str_eq(v.findings[0].properties, "{}");
	cr_expect(v.evidence[0].bytes == 20480 && !v.evidence[0].url);
	cr_expect_str_eq(v.completeness.looked_at, "{\"files\":41,\"lines\":1000}");
	cr_expect(v.completeness.n_not_checked == 1 && !v.n_notes);
}

Test(verdict, nulls_and_sorted_metrics)
{
	AUTO(arena) arena = ARENA_MAX(MiB);
	AUTO(str) text = STR_MAX(2 * MiB);
	struct err err = { 0 };
	struct verdict v;

	document_slurp(CORPUS "valid-pass.json", &text);
	cr_assert(verdict_read(&v, &arena, "v", (struct text){ text.buf, text.len }, &err) == 0,
		  "%s", err.text);
	cr_expect(v.subject.pull_request == 0 && v.run.number == VERDICT_NULL && !v.run.id);
	cr_assert(v.n_metrics == 2 && v.subject.n_images == 2);
	cr_expect_str_eq(v.metrics[0].name, "fmt.files");
	cr_expect(v.metrics[1].is_text && !v.metrics[1].text && v.metrics[1].ok == VERDICT_NULL);
	cr_expect_str_eq(v.details, "{\"counts\":{},\"services\":{\"shop\":{\"hit\":[1,2.5,-300.0,"
				    "true,null,\"\\\\\\\"\"]}}}");
}

Test(verdict, truncated_at_every_byte)
{
	AUTO(str) text = STR_MAX(2 * MiB);
	struct err err = { 0 };

	document_slurp(CORPUS "valid-deny.json", &text);
	for (size_t n = 0; n + 1 < text.len; n++) {
		char *part = malloc(n + 1); /* of its exact size, so that ASan sees a read behind */

		memcpy(part, text.buf, n);
		part = realloc(part, n ? n : 1);
		cr_assert(document_read_text((struct text){ part, n }, &err) < 0, "%zu bytes", n);
		cr_assert(strncmp(err.text, "v.json:", 7) == 0, "%s", err.text);
		free(part);
	}
}

Test(verdict, form)
{
	AUTO(str) text = STR_MAX(16 * MiB);
	struct err err = { 0 };
	char *from;

	document_slurp(CORPUS "valid-deny.json", &text);
	while (text.len < VERDICT_MAX_FILE)
		str_putc(&text, '\n');
	cr_expect(document_read(&text, &err) == 0, "%s", err.text);
	str_putc(&text, '\n');
	cr_expect(document_read(&text, &err) < 0 && strstr(err.text, "at most 8388608"));
	str_cut(&text, 3000);
	str_puts(&text, "{}");
	cr_expect(document_read(&text, &err) < 0 && strstr(err.text, "more text"), "%s", err.text);
	str_cut(&text, 3000);
	from = strstr(text.buf, "pr-validation");
	from[1] = (char)0xC0;
	cr_expect(document_read(&text, &err) < 0);
	cr_expect_str_eq(err.text, "v.json:20:19: a byte that is not UTF-8");
	cr_expect(document_read_text(TEXT("[]"), &err) < 0 &&
		  strstr(err.text, "expected an object"));
	cr_expect(document_read_text(TEXT("null"), &err) < 0);
}

/* A folder's files by name: valid-*.json and later-v1.json are read, hostile-*.json are not. */
Test(verdict, seeds)
{
	DIR *folder = opendir(CORPUS);
	struct dirent *entry;
	size_t n = 0;

	cr_assert(folder);
	while ((entry = readdir(folder))) {
		AUTO(str) path = STR_MAX(KiB);
		AUTO(str) text = STR_MAX(2 * MiB);
		struct err err = { 0 };
		bool hostile = strncmp(entry->d_name, "hostile", 7) == 0;

		if (!strstr(entry->d_name, ".json"))
			continue;
		str_printf(&path, CORPUS "%s", entry->d_name);
		document_slurp(path.buf, &text);
		cr_expect((document_read(&text, &err) < 0) == hostile, "%s: %s", path.buf,
			  err.text);
		n++;
	}
	closedir(folder);
	cr_expect(n >= 19);
}

Test(verdict, no_memory)
{
	AUTO(str) text = STR_MAX(2 * MiB);
	bool refused_one = true;
	long nth;

	document_slurp(CORPUS "later-v1.json", &text);
	for (nth = 1; refused_one; nth++) {
		struct err err = { 0 };
		int result;

		alloc_fail_at(nth);
		result = document_read_text((struct text){ text.buf, text.len }, &err);
		refused_one = alloc_failed();
		alloc_fail_at(0);
		cr_assert(result == (refused_one ? -1 : 0), "allocation %ld: %d %s", nth, result,
			  err.text);
		cr_assert(refused_one == err_is_set(&err));
	}
	cr_expect(nth > 20);
}

static size_t size_of(const struct shape_member *m)
{
	switch (m->kind) {
	case SHAPE_ENUM: return sizeof(int);
	case SHAPE_BOOL: return sizeof(bool);
	case SHAPE_INT:
	case SHAPE_MAYBE: return sizeof(int64_t);
	case SHAPE_NUMBER: return sizeof(struct decimal);
	case SHAPE_OBJECT: return m->of->size;
	default: return sizeof(void *);
	}
}

static void occupy(char *used, size_t size, size_t at, size_t n, const char *name)
{
	cr_assert(at + n <= size, "%s", name);
	for (size_t i = at; i < at + n; i++) {
		cr_expect(!used[i], "%s overlaps", name);
		used[i] = 1;
	}
}

static void check_shape(const struct shape *shape)
{
	char *used = calloc(1, shape->size);

	for (const struct shape_member *m = shape->members; m->name; m++) {
		occupy(used, shape->size, m->offset, size_of(m), m->name);
		if (m->kind == SHAPE_LIST || m->kind == SHAPE_TEXTS || m->kind == SHAPE_METRICS)
			occupy(used, shape->size, m->count, sizeof(size_t), m->name);
		if (m->kind == SHAPE_NUMBER)
			occupy(used, shape->size, m->count, sizeof(bool), m->name);
		cr_expect(m->kind == SHAPE_TEXT || m->kind == SHAPE_INT ||
			  m->kind == SHAPE_NUMBER || m->kind == SHAPE_MAYBE ||
			  !(m->flags & SHAPE_NULLABLE));
		if (m->of)
			check_shape(m->of);
	}
	free(used);
}

Test(verdict, table_fits_the_structs) { check_shape(&verdict_shape); }

Test(verdict, patterns)
{
	cr_expect(shape_matches("^https?://", TEXT("http://x")));
	cr_expect(!shape_matches("^https?://", TEXT("httpss://x")));
	cr_expect(shape_matches("^[a-c-]{2}$|^x*y+$", TEXT("a-")));
	cr_expect(shape_matches("^[a-c-]{2}$|^x*y+$", TEXT("xxyy")));
	cr_expect(!shape_matches("^[a-c-]{2}$|^x*y+$", TEXT("xx")));
	cr_expect(!shape_matches("^[a-c-]{2}$", TEXT("aaa")));
	cr_expect(!shape_matches("^[a-c-]{2}$", TEXT("a")));
	cr_expect(!shape_matches("^a\\.b$", TEXT("axb")));
	cr_expect(!shape_matches("^a$", TEXT("a\n")));
	cr_expect(shape_matches("^a\\.b$", TEXT("a.b")));
	FAILS("version: expected", { "version", "\"1.2\"" });
	FAILS("version: expected", { "version", "\"1.2.3-\"" });
	READS({ "version", "\"0.1.0+abc\"" });
}

Test(verdict, schema_in_docs_is_the_printed_one)
{
	AUTO(str) printed = STR_MAX(MiB);
	AUTO(str) committed = STR_MAX(2 * MiB);

	verdict_schema_print(&printed);
	cr_assert(!printed.failed);
	document_slurp("docs/verdict.schema.json", &committed);
	cr_expect(text_equal((struct text){ printed.buf, printed.len },
			     (struct text){ committed.buf, committed.len }));
	for (long nth = 1; nth < 20; nth++) {
		AUTO(str) cut = STR_MAX(MiB);

		alloc_fail_at(nth);
		verdict_schema_print(&cut);
		cr_expect(cut.failed == alloc_failed());
		alloc_fail_at(0);
	}
}
