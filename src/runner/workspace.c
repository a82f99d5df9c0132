#include "runner/workspace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "formats/lint.h"

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && value[0] ? value : NULL;
}

static const char *cleaned(struct arena *arena, const char *path)
{
	AUTO(str) out = STR_MAX(64 * KiB);

	path_clean(&out, text_of(path));
	return out.failed ? NULL : arena_copy(arena, (struct text){ out.buf, out.len });
}

/* What of `path` lies below `folder`: "" when it is the folder; NULL when it lies elsewhere. */
static const char *below(const char *path, const char *folder)
{
	size_t len = folder ? strlen(folder) : 0;

	if (!len || strncmp(path, folder, len) != 0)
		return NULL;
	if (path[len] == '\0')
		return path + len;
	return path[len] == '/' ? path + len + 1 : NULL;
}

static bool leads_out(const char *path)
{
	return path[0] == '/' || strcmp(path, "..") == 0 || strncmp(path, "../", 3) == 0;
}

/* $RUNNER_WORKSPACE/<repository name>: how the host calls the workspace. */
static const char *host_path(struct arena *arena)
{
	const char *folder = variable("RUNNER_WORKSPACE"),
		   *repository = variable("GITHUB_REPOSITORY");
	const char *name = repository ? strrchr(repository, '/') : NULL;

	if (!folder || !name || !name[1])
		return NULL;
	return arena_printf(arena, "%s/%s", folder, name + 1);
}

static int open_root(struct workspace *ws, struct arena *arena, struct err *err)
{
	const char *given = variable("GITHUB_WORKSPACE"), *temp = variable("RUNNER_TEMP");
	const char *actions = variable("GITHUB_ACTIONS");
	char *here = given ? NULL : getcwd(NULL, 0);
	struct stat st;

	ws->path = cleaned(arena, given ? given : here ? here : "/");
	free(here);
	ws->temp_path = temp ? cleaned(arena, temp) : NULL;
	ws->fenced = actions && strcmp(actions, "true") == 0;
	ws->host_path = host_path(arena);
	if (!ws->path || (temp && !ws->temp_path))
		return err_memory(err);
	ws->root = open(ws->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (ws->root < 0 || fstat(ws->root, &st) < 0)
		return err_set(err, "%s: the workspace cannot be opened: %s", ws->path,
			       strerror(errno));
	ws->temp = temp ? open(ws->temp_path, O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;
	ws->owner = (struct fs_owner){ geteuid() == 0 && st.st_uid != 0, st.st_uid, st.st_gid,
				       &ws->owner_refused };
	return 0;
}

int workspace_open(struct workspace *ws, const char *working_directory, struct arena *arena,
		   struct err *err)
{
	struct place place = { 0 };
	int fd;

	*ws = (struct workspace){ .root = -1, .temp = -1, .folder = "" };
	if (open_root(ws, arena, err) < 0)
		return -1;
	if (!working_directory || strcmp(working_directory, ".") == 0)
		return 0;
	if (workspace_place(ws, working_directory, &place, arena, err) < 0)
		return -1;
	fd = fs_open(place.root, place.path, place.beneath, O_PATH | O_DIRECTORY, 0, NULL);
	if (fd < 0)
		return err_caller(err, "working-directory %s: %s", place.shown, strerror(errno));
	close(fd);
	if (place.root != ws->root)
		ws->folder = place.shown;
	else if (place.path && strcmp(place.path, ".") != 0)
		ws->folder = place.path;
	return 0;
}

/* A path in the workspace, "" being the workspace itself. */
static int in_root(const struct workspace *ws, const char *path, struct place *place)
{
	*place = (struct place){ ws->root, ws->fenced, path[0] ? path : ".", path[0] ? path : "." };
	return 0;
}

int workspace_place(const struct workspace *ws, const char *given, struct place *place,
		    struct arena *arena, struct err *err)
{
	const char *rest = below(given, ws->host_path);
	const char *path, *in;

	if (rest) /* the runner translates whole values alone, not the items of a list */
		path = arena_printf(arena, "%s/%s", ws->path, rest);
	else if (given[0] == '/')
		path = given;
	else
		path = ws->folder[0] == '/'
			       ? arena_printf(arena, "%s/%s", ws->folder, given)
			       : arena_printf(arena, "%s/%s/%s", ws->path, ws->folder, given);
	path = path ? cleaned(arena, path) : NULL;
	if (!path)
		return err_memory(err);
	in = below(path, ws->path);
	if (in)
		return in_root(ws, in, place);
	in = below(path, ws->temp_path);
	if (in && ws->temp >= 0) {
		*place = (struct place){ ws->temp, ws->fenced, in[0] ? in : ".", path };
		return 0;
	}
	if (ws->fenced)
		return err_caller(err, "%s: lies outside the workspace and RUNNER_TEMP", given);
	*place = (struct place){ ws->root, false, path, path };
	return leads_out(path) ? 0 : err_internal(err, "%s: no place for this path", given);
}

const char *workspace_strip(const struct workspace *ws, const char *absolute)
{
	static const char runner[] = "/home/runner/work/"; /* REPOSITORY/REPOSITORY/ follows */
	const char *const names[] = { ws->path, ws->host_path, "/github/workspace" };
	const char *name, *slash;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const char *rest = names[i] && names[i][1] ? below(absolute, names[i]) : NULL;

		if (rest)
			return rest;
	}
	if (strncmp(absolute, runner, sizeof(runner) - 1) != 0)
		return NULL;
	name = absolute + sizeof(runner) - 1;
	slash = strchr(name, '/');
	if (!slash || strncmp(slash + 1, name, (size_t)(slash - name)) != 0)
		return NULL;
	slash += 1 + (slash - name);
	return *slash == '/' ? slash + 1 : *slash == '\0' ? slash : NULL;
}

int workspace_open_file(const struct workspace *ws, const char *given, struct place *place,
			struct arena *arena, struct err *err)
{
	int fd;

	if (workspace_place(ws, given, place, arena, err) < 0)
		return -1;
	fd = fs_open(place->root, place->path, place->beneath, O_RDONLY, 0, err);
	if (fd < 0)
		return -1;
	if (fs_regular(fd, place->shown, err) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}
