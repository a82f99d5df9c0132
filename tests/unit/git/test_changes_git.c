/*
 * The changed lines of some hundred random changes, against what `git diff -U0` says of them: names
 * and kinds from its --raw -z, lines from the headers of its hunks.
 */
#include <inttypes.h>

#include "changed.h"

#define COMMITS 300
#define FILES   12
#define LINES   120

TestSuite(changes_git, .init = set_up, .fini = tear_down, .timeout = 300);

/* C-quoted as fast-import reads them. */
static const char *const names[] = { "a.rs",          "src/with blank.rs",
				     "b/ b/x",        "\\303\\251.rs",
				     "tab\\there",    "quote\\\"x",
				     "-dash",         "deep/er/and/deeper.ts",
				     "back\\\\slash", "new\\nline",
				     "raw\\377",      "z",
				     "y/a.rs",        "y/b.rs",
				     "src/main.rs",   "+++ b",
				     "Cargo.toml",    "0" };

struct model_file {
	size_t name; /* in names; each once */
	int line[LINES];
	size_t n;
	bool unfinished, executable, nul;
};

static struct model {
	struct model_file file[FILES];
	size_t n;
	uint64_t seed;
	int fresh;
} model;

static size_t random_below(size_t n)
{
	model.seed = model.seed * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(model.seed >> 33) % n;
}

/* Half of them are lines that occur everywhere, the others occur once. */
static int random_line(void)
{
	return random_below(2) ? (int)random_below(8) : 100 + model.fresh++;
}

static size_t free_name(void)
{
	for (;;) {
		size_t name = random_below(ARRAY_SIZE(names)), i;

		for (i = 0; i < model.n && model.file[i].name != name; i++)
			;
		if (i == model.n)
			return name;
	}
}

static void fill(struct model_file *f, size_t n)
{
	f->n = n;
	for (size_t i = 0; i < n; i++)
		f->line[i] = random_line();
}

static void edit(struct model_file *f)
{
	size_t at = f->n ? random_below(f->n) : 0, len = 1 + random_below(4);

	if (random_below(2) && at + len <= f->n) { /* take some out */
		memmove(&f->line[at], &f->line[at + len], (f->n - at - len) * sizeof(f->line[0]));
		f->n -= len;
	}
	if (random_below(3) && f->n + len < LINES) { /* put some in */
		memmove(&f->line[at + len], &f->line[at], (f->n - at) * sizeof(f->line[0]));
		for (size_t i = 0; i < len; i++)
			f->line[at + i] = random_line();
		f->n += len;
	}
}

static void change(void)
{
	struct model_file *f = &model.file[random_below(model.n)];

	switch (random_below(10)) {
	case 0: f->name = free_name(); break;
	case 1:
		f->name = free_name();
		edit(f);
		break;
	case 2:
		if (model.n < FILES) {
			f = &model.file[model.n];
			*f = (struct model_file){ .name = free_name() };
			fill(f, random_below(60));
			model.n++;
		}
		break;
	case 3:
		if (model.n > 4)
			*f = model.file[--model.n];
		break;
	case 4: f->executable = !f->executable; break;
	case 5: f->unfinished = !f->unfinished; break;
	case 6: f->nul = !random_below(4); break;
	case 7: fill(f, random_below(LINES)); break;
	default: edit(f); edit(f);
	}
}

static void put_file(struct str *out, const struct model_file *f)
{
	static const char *const common[] = { "",       "}",      "{",       "\treturn 0;",
					      "-- old", "++ new", "@@ x @@", "\tx = y;" };
	AUTO(str) bytes = STR_MAX(MiB);

	for (size_t i = 0; i < f->n; i++) {
		if (f->line[i] < 100)
			str_puts(&bytes, common[f->line[i]]);
		else
			str_printf(&bytes, "\tline %d of many", f->line[i]);
		str_puts(&bytes, f->unfinished && i + 1 == f->n ? "" : "\n");
	}
	if (f->nul)
		str_add(&bytes, "\0\n", 2);
	str_printf(out, "M %s inline \"%s\"\ndata %zu\n", f->executable ? "100755" : "100644",
		   names[f->name], bytes.len);
	str_add(out, bytes.buf, bytes.len);
	str_puts(out, "\n");
}

static void put_commit(struct str *out, int number)
{
	str_printf(out,
		   "commit refs/heads/main\ncommitter Ada <ada@example.org> %d +0000\ndata 2\nc\n"
		   "deleteall\n",
		   1700000000 + number);
	for (size_t i = 0; i < model.n; i++)
		put_file(out, &model.file[i]);
}

static void import(const struct str *stream)
{
	FILE *file = fopen(at("stream"), "w");

	cr_assert(file && !stream->failed);
	cr_assert_eq(fwrite(stream->buf, 1, stream->len, file), stream->len);
	fclose(file);
	sh("git init -q --bare -b main r; cd r; git fast-import --quiet <../stream");
}

/* The hunks of the next file of a diff. */
static const char *put_hunks(struct str *out, const char *line)
{
	int64_t a, b, c, d, skip = 0;
	char *end;

	for (; *line; line = strchr(line, '\n') + 1) {
		if (skip > 0 && *line != '\\') {
			skip--;
			continue;
		}
		if (strncmp(line, "diff --git ", 11) == 0)
			break;
		if (strncmp(line, "Binary files ", 13) == 0)
			str_puts(out, " binary");
		if (strncmp(line, "@@ -", 4) != 0)
			continue;
		a = strtoll(line + 4, &end, 10);
		b = *end == ',' ? strtoll(end + 1, &end, 10) : 1;
		c = strtoll(end + 2, &end, 10);
		d = *end == ',' ? strtoll(end + 1, &end, 10) : 1;
		(void)a;
		skip = b + d;
		if (d)
			str_printf(out, " %" PRId64 "+%" PRId64, c, d);
	}
	return line;
}

/* What git says, in the form of changed.h. */
static void git_says(struct str *out, int number)
{
	AUTO(str) raw = STR_MAX(MiB);
	AUTO(str) diff = STR_MAX(8 * MiB);
	char script[256];
	const char *line;

	snprintf(script, sizeof(script), "cd r; git diff -M --raw -z --abbrev=40 main~%d main~%d",
		 number + 1, number);
	sh_into(&raw, script);
	snprintf(script, sizeof(script),
		 "cd r; git diff -M -U0 --no-color --no-ext-diff main~%d main~%d; echo", number + 1,
		 number);
	sh_into(&diff, script);
	str_puts(&diff, "\n");
	line = diff.buf;
	for (size_t i = 0; i < raw.len;) { /* ":MODE MODE ID ID KIND\0NAME\0[NEW\0]" */
		const char *kind = strrchr(raw.buf + i, ' ') + 1, *old = kind + strlen(kind) + 1;
		const char *new = *kind == 'R' ? old + strlen(old) + 1 : old;

		str_printf(out, "\n%s%s%s%s%s%s", new, *kind == 'R' ? "<" : "",
			   *kind == 'R' ? old : "", *kind == 'A' ? " added" : "",
			   *kind == 'D' ? " deleted" : "", *kind == 'R' ? " renamed" : "");
		if (*line)
			line = strchr(line, '\n') + 1;
		if (*kind == 'D') {
			AUTO(str) none = STR_MAX(MiB);

			line = put_hunks(&none, line);
		} else {
			line = put_hunks(out, line);
		}
		i = (size_t)(new + strlen(new) + 1 - raw.buf);
	}
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Records that begin with a line end and a name; a name holds one too, so files are split by what
 * never begins a line in it. */
static void sorted(struct str *text)
{
	AUTO(str) out = STR_MAX(MiB);
	const char *part[64];
	size_t n = 0;

	for (char *p = text->buf; (p = strchr(p, '\n')) && n < 64; p++) {
		if (strncmp(p, "\nline", 5) == 0)
			continue; /* in "new\nline" */
		*p = '\0';
		part[n++] = p + 1;
	}
	qsort(part, n, sizeof(*part), by_text);
	for (size_t i = 0; i < n; i++)
		str_printf(&out, "\n%s", part[i]);
	str_clear(text);
	str_puts(text, out.buf);
}

static void compare(const struct repository *r, int number)
{
	AUTO(str) ours = STR_MAX(MiB);
	AUTO(str) gits = STR_MAX(MiB);
	struct change_base base = { 0 };
	struct change_request request = { .base = &base, .side = CHANGE_TO_HEAD };
	const struct change_reader reader = { &ours, put_change, put_change_lines };
	struct err err = { 0 };
	char revision[32];

	snprintf(revision, sizeof(revision), "main~%d", number);
	base.head = commit_of(r, revision);
	snprintf(revision, sizeof(revision), "main~%d", number + 1);
	base.commit = commit_of(r, revision);
	cr_assert_eq(changes_read(r, &request, &reader, &err), 0, "%s", err.text);
	git_says(&gits, number);
	sorted(&ours);
	sorted(&gits);
	cr_expect_str_eq(ours.buf, gits.buf, "main~%d\nours:%s\ngit:%s", number, ours.buf,
			 gits.buf);
}

Test(changes_git, random_changes)
{
	AUTO(str) stream = STR_MAX(64 * MiB);
	AUTO(repository) r = { 0 };

	model.seed = 7;
	for (model.n = 0; model.n < 8; model.n++) {
		model.file[model.n] = (struct model_file){ .name = free_name() };
		fill(&model.file[model.n], 10 + random_below(80));
	}
	for (int i = 0; i <= COMMITS; i++) {
		put_commit(&stream, i);
		for (size_t k = 1 + random_below(4); k > 0; k--)
			change();
	}
	import(&stream);
	open_at(&r, "r");
	for (int i = 0; i < COMMITS; i++)
		compare(&r, i);
}
