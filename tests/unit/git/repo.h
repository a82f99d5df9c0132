/*
 * Repositories made by the real git, in a folder of each test's own. sh() runs a script in it with
 * these words besides git's: `commit TEXT` (what is in the index, a minute later than the last one),
 * `put PATH LINES...` (a file of these lines, added).
 */
#ifndef TESTS_GIT_REPO_H
#define TESTS_GIT_REPO_H

#include <criterion/criterion.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/spawn.h"
#include "git/repository.h"

static char top[64];

static void keep_output(void *context, int stream, const char *bytes, size_t n)
{
	struct str *out = context;

	if (stream == STDOUT_FILENO)
		str_add(out, bytes, n);
	else
		fwrite(bytes, 1, n, stderr);
}

/* What a script prints; it must end well. */
static inline void sh_into(struct str *out, const char *script)
{
	AUTO(str) all = STR_MAX(MiB);
	struct spawn_result result = { 0 };
	struct err err = { 0 };

	str_printf(&all,
		   "set -eu; cd '%s'\n"
		   "commit() { t=$(cat ../$(basename '%s').t 2>/dev/null || echo 1700000000); "
		   "t=$((t + 60)); echo $t >../$(basename '%s').t; GIT_AUTHOR_DATE=\"$t +0000\" "
		   "GIT_COMMITTER_DATE=\"$t +0000\" git commit -q --allow-empty -m \"$1\"; }\n"
		   "put() { p=$1; shift; mkdir -p \"$(dirname \"$p\")\"; printf '%%s\\n' \"$@\" "
		   ">\"$p\"; git add -- \"$p\"; }\n%s",
		   top, top, top, script);
	cr_assert_not(all.failed);

	const char *const argv[] = { "sh", "-c", all.buf, NULL };
	const struct spawn spawn = { .argv = argv, .output = keep_output, .context = out };

	cr_assert_eq(spawn_run(&spawn, &result, &err), 0, "%s", err.text);
	cr_assert(result.exited && result.status == 0, "script failed: %s", script);
	while (out->len && out->buf[out->len - 1] == '\n')
		str_cut(out, out->len - 1);
}

/* The same, kept for the next few calls. */
static inline const char *sh(const char *format, ...) __attribute__((format(printf, 1, 2)));
static inline const char *sh(const char *format, ...)
{
	static char kept[32][4096];
	static size_t next;
	AUTO(str) script = STR_MAX(MiB);
	AUTO(str) out = STR_MAX(MiB);
	char *slot = kept[next++ % 32];
	va_list args;

	va_start(args, format);
	str_vprintf(&script, format, args);
	va_end(args);
	sh_into(&out, script.buf);
	cr_assert_lt(out.len, sizeof(kept[0]));
	memcpy(slot, out.buf, out.len + 1);
	return slot;
}

static inline void set_up(void)
{
	struct err err = { 0 };

	memcpy(top, "/tmp/phoenix-git-XXXXXX", 24);
	cr_assert(mkdtemp(top));
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	setenv("GIT_AUTHOR_NAME", "Ada", 1);
	setenv("GIT_AUTHOR_EMAIL", "ada@example.org", 1);
	setenv("GIT_COMMITTER_NAME", "Ada", 1);
	setenv("GIT_COMMITTER_EMAIL", "ada@example.org", 1);
	setenv("GIT_ALLOW_PROTOCOL", "file", 1);
	unsetenv("GIT_DIR");
	cr_assert_eq(git_start(&err), 0, "%s", err.text);
}

static inline void tear_down(void)
{
	sh("cd /; chmod -R u+rwX '%s'; rm -rf '%s' '%s.t'", top, top, top);
}

/* A folder below top, as a path. */
static inline const char *at(const char *name)
{
	static char kept[8][256];
	static size_t next;
	char *slot = kept[next++ % 8];

	snprintf(slot, sizeof(kept[0]), "%s/%s", top, name);
	return slot;
}

static inline void open_at(struct repository *r, const char *name)
{
	struct err err = { 0 };

	cr_assert_eq(repository_open(r, at(name), NULL, &err), 0, "%s", err.text);
}

static inline struct object_id commit_of(const struct repository *r, const char *revision)
{
	struct object_id id;
	struct err err = { 0 };

	cr_assert_eq(repository_resolve(r, revision, &id, &err), 0, "%s", err.text);
	return id;
}

/* What is looked for must stand in the message. */
static inline void says(const struct err *err, const char *word)
{
	cr_expect(strstr(err->text, word), "\"%s\" is not in: %s", word, err->text);
}

#endif
