/*
 * Any path that a caller gives: where it leads is what taking it apart component by component says,
 * and in a workflow that is below the workspace or RUNNER_TEMP, or it is refused.
 */
#include "runner_fuzz.h"

#include "formats/lint.h"
#include "runner/workspace.h"

enum { ROOT = 1000, TEMP = 1001 }; /* no descriptor is opened */

static const char *const folders[] = { "", "app", "app/web", "/host/temp/unpacked" };

/* The absolute path that `path`, absolute itself, stands for. */
static void resolve(struct str *out, const char *path)
{
	str_clear(out);
	while (*path) {
		size_t len = strcspn(path, "/");
		struct text part = { path, len };

		if (text_is(part, "..")) {
			char *slash = out->len ? strrchr(out->buf, '/') : NULL;

			str_cut(out, slash ? (size_t)(slash - out->buf) : 0);
		} else if (len && !text_is(part, ".")) {
			str_putc(out, '/');
			str_add(out, path, len);
		}
		path += len + (path[len] == '/');
	}
	if (!out->len)
		str_putc(out, '/');
}

static const char *below(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	if (strncmp(path, folder, len) != 0 || (path[len] && path[len] != '/'))
		return NULL;
	return path[len] ? path + len + 1 : ".";
}

static void expect(struct str *out, const struct workspace *ws, const char *given)
{
	AUTO(str) joined = STR_MAX(MiB);
	const char *rest = below(given, "/home/runner/work/repo/repo");

	if (rest)
		str_printf(&joined, "%s/%s", ws->path, rest);
	else if (given[0] == '/')
		str_puts(&joined, given);
	else
		str_printf(&joined, "%s/%s/%s", ws->folder[0] == '/' ? "" : ws->path, ws->folder,
			   given);
	resolve(out, joined.buf);
}

/* Nothing that openat could be led out by. */
static bool stays_below(const char *path)
{
	for (const char *part = path; part; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL)
		if (strcspn(part, "/") == 2 && strncmp(part, "..", 2) == 0)
			return false;
	return path[0] && path[0] != '/';
}

static void check_place(const struct workspace *ws, const char *given)
{
	AUTO(arena) arena = ARENA_MAX(16 * MiB);
	AUTO(str) expected = STR_MAX(MiB);
	struct place place = { 0 };
	struct err err = { 0 };
	int status = workspace_place(ws, given, &place, &arena, &err);
	const char *in, *temp;

	expect(&expected, ws, given);
	in = below(expected.buf, ws->path);
	temp = below(expected.buf, ws->temp_path);
	must(err_is_set(&err) == (status < 0));
	if (status < 0) {
		must(ws->fenced && !in && !temp && err.kind == ERR_CALLER);
		return;
	}
	if (in || temp) {
		must(place.root == (in ? ROOT : TEMP) && place.beneath == ws->fenced);
		must(stays_below(place.path) && strcmp(place.path, in ? in : temp) == 0);
		must(strcmp(place.shown, in ? in : expected.buf) == 0);
		return;
	}
	must(!ws->fenced && !place.beneath && strcmp(place.path, expected.buf) == 0);
	must(strcmp(place.shown, place.path) == 0);
}

/* ".." is left at the front alone, and only of what does not begin at the root. */
static void check_clean(const char *path)
{
	AUTO(str) clean = STR_MAX(MiB);
	struct text rest;

	path_clean(&clean, text_of(path));
	must(!clean.failed && clean.len <= strlen(path));
	rest = all_of(&clean);
	if (path[0] == '/') {
		must(text_starts(rest, "/"));
		rest = text_from(rest, 1);
	} else {
		while (text_starts(rest, "../"))
			rest = text_from(rest, 3);
		if (text_is(rest, ".."))
			return;
	}
	must(!rest.len || stays_below(rest.ptr) || rest.ptr[0] == '/');
	must(!strstr(clean.buf, "//") && !strstr(clean.buf, "/./"));
}

static void check_strip(const struct workspace *ws, const char *absolute)
{
	const char *rest = workspace_strip(ws, absolute);

	must(!rest || (rest >= absolute && rest <= absolute + strlen(absolute)));
	if (rest && *rest)
		must(rest[-1] == '/');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t kind = next_byte(&data, &size);
	struct workspace ws = { .root = ROOT,
				.temp = TEMP,
				.path = "/host/ws",
				.temp_path = "/host/temp",
				.host_path = "/home/runner/work/repo/repo",
				.folder = folders[kind % ARRAY_SIZE(folders)],
				.fenced = kind & 4 };
	char *given;

	if (size > 60 * KiB)
		return 0;
	given = next_text(&data, &size);
	check_place(&ws, given);
	check_clean(given);
	check_strip(&ws, given);
	free(given);
	return 0;
}
