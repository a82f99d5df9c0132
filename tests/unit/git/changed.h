/* What changes_read tells, as text: one file a line, sorted, "PATH FLAGS FIRST+COUNT ...". */
#ifndef TESTS_GIT_CHANGED_H
#define TESTS_GIT_CHANGED_H

#include "git/changes.h"
#include "repo.h"

static inline int put_change(void *context, const struct file_change *file, struct err *err)
{
	struct str *out = context;

	(void)err;
	str_printf(out, "\n%s", file->path);
	if (file->old_path)
		str_printf(out, "<%s", file->old_path);
	str_printf(out, "%s%s%s%s", file->added ? " added" : "", file->deleted ? " deleted" : "",
		   file->renamed ? " renamed" : "",
		   file->binary  ? " binary"
		   : file->stale ? " stale"
				 : "");
	return 0;
}

static inline int put_change_lines(void *context, int64_t first, int64_t count, struct err *err)
{
	struct str *out = context;

	(void)err;
	str_printf(out, " %lld+%lld", (long long)first, (long long)count);
	return 0;
}

/* From `base` ("" is the empty tree) of the repository `name` to its HEAD, or what is there. */
static inline int changed(const char *name, const char *base, enum change_side side,
			  struct str *out, struct err *err)
{
	AUTO(repository) r = { 0 };
	struct change_base from = { 0 };
	struct change_request request = { .base = &from, .side = side };
	const struct change_reader reader = { out, put_change, put_change_lines };

	open_at(&r, name);
	cr_assert_eq(repository_head(&r, &from.head, err), 0, "%s", err->text);
	if (base[0])
		from.commit = commit_of(&r, base);
	return changes_read(&r, &request, &reader, err);
}

static inline void changes_are(const char *base, enum change_side side, const char *expected)
{
	AUTO(str) out = STR_MAX(MiB);
	struct err err = { 0 };

	cr_assert_eq(changed("r", base, side, &out, &err), 0, "%s", err.text);
	cr_expect_str_eq(out.buf + (out.len > 0), expected);
}

static inline void changes_fail(const char *base, enum change_side side, const char *word)
{
	AUTO(str) out = STR_MAX(MiB);
	struct err err = { 0 };

	cr_assert_eq(changed("r", base, side, &out, &err), -1, "%s", out.buf);
	cr_expect_eq(err.kind, ERR_EVIDENCE);
	says(&err, word);
}

#endif
