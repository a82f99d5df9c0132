#include "formats/lint.h"

#include <stdarg.h>
#include <string.h>

void lint_run_init(struct lint_run *run)
{
	*run = (struct lint_run){ 0 };
	findings_init(&run->findings);
}

void lint_run_release(struct lint_run *run)
{
	findings_release(&run->findings);
	*run = (struct lint_run){ 0 };
}

int lint_doubt(struct lint_run *run, struct err *err, const char *fix, const char *format, ...)
{
	struct arena *arena = &run->findings.arena;
	AUTO(str) what = STR_MAX(4 * KiB);
	struct doubt *grown;
	va_list args;

	va_start(args, format);
	str_vprintf(&what, format, args);
	va_end(args);
	grown = arena_grow(arena, run->doubts, run->n_doubts, &run->doubts_cap, sizeof(*grown));
	if (!grown)
		return err_memory(err);
	run->doubts = grown;
	grown += run->n_doubts;
	grown->what = arena_strdup(arena, what.failed ? "the tool's output is in doubt" : what.buf);
	grown->fix = fix ? arena_strdup(arena, fix) : NULL;
	if (!grown->what || (fix && !grown->fix))
		return err_memory(err);
	run->n_doubts++;
	return 0;
}

static bool has_drive(struct text path)
{
	return path.len >= 3 && ((path.ptr[0] | 32) >= 'a' && (path.ptr[0] | 32) <= 'z') &&
	       path.ptr[1] == ':' && (path.ptr[2] == '\\' || path.ptr[2] == '/');
}

bool path_is_absolute(struct text path) { return text_starts(path, "/") || has_drive(path); }

/* Takes "x" of "/a/x" off again, for a ".." behind it; false when there is nothing that a ".."
 * could undo. */
static bool drop_last(struct str *out, size_t root)
{
	size_t at = out->len;

	while (at > root && out->buf[at - 1] != '/')
		at--;
	if (out->len == root || strcmp(out->buf + at, "..") == 0)
		return false;
	str_cut(out, at > root ? at - 1 : root);
	return true;
}

void path_clean(struct str *out, struct text path)
{
	bool drive = has_drive(path);
	bool turn = drive || !memchr(path.ptr, '/', path.len);
	size_t root, from = 0;

	str_clear(out);
	if (drive)
		str_add(out, path.ptr, 2);
	path = text_from(path, drive ? 2 : 0);
	if (path.len && (path.ptr[0] == '/' || (turn && path.ptr[0] == '\\')))
		str_putc(out, '/');
	root = out->len;
	for (size_t i = 0; i <= path.len; i++) {
		struct text part = { path.ptr + from, i - from };

		if (i < path.len && path.ptr[i] != '/' && !(turn && path.ptr[i] == '\\'))
			continue;
		from = i + 1;
		if (!part.len || text_is(part, "."))
			continue;
		if (text_is(part, "..") && drop_last(out, root))
			continue;
		if (text_is(part, "..") && root && out->len == root)
			continue; /* "/.." is "/" */
		if (out->len > root)
			str_putc(out, '/');
		str_add(out, part.ptr, part.len);
	}
}
