#include "runner/secret.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "runner/options.h"
#include "runner/workspace.h"

#define SECRET_MAX (120 * KiB)

static int slurp(const char *path, struct str *bytes, struct arena *arena, struct err *err)
{
	struct workspace ws;
	struct file_reader file;
	struct place place;
	int fd = -1, result = workspace_open(&ws, common.working_directory, arena, err);

	if (result == 0)
		result = fd = workspace_open_file(&ws, path, &place, arena, err);
	if (fd >= 0) {
		file_reader_init(&file, fd, place.shown, SECRET_MAX, NULL);
		result = reader_slurp(&file.reader, bytes, err);
		close(fd);
	}
	if (ws.root >= 0)
		close(ws.root);
	if (ws.temp >= 0)
		close(ws.temp);
	return result < 0 ? -1 : 0;
}

static int from_file(struct text *value, const char *name, struct arena *arena, struct err *err)
{
	const char *path = arena_copy(arena, text_from(*value, strlen("file:")));
	AUTO(str) bytes = STR_MAX(SECRET_MAX + 1);
	struct err why = { 0 };
	struct text secret;
	char *copy;

	if (!path)
		return err_memory(err);
	if (!path[0])
		return err_caller(err, "--%s: file: names no file", name);
	if (slurp(path, &bytes, arena, &why) < 0)
		return why.kind == ERR_INTERNAL ? err_internal(err, "%s", why.text)
						: err_caller(err, "--%s: file:%s", name, why.text);
	secret = (struct text){ bytes.buf, bytes.len };
	while (text_ends(secret, "\n") || text_ends(secret, "\r"))
		secret.len--;
	if (!secret.len || memchr(secret.ptr, '\0', secret.len))
		return err_caller(err, "--%s: file:%s %s", name, path,
				  secret.len ? "holds a NUL byte" : "is empty");
	copy = arena_copy(arena, secret);
	if (!copy)
		return err_memory(err);
	*value = text_of(copy);
	return 0;
}

int secret_read(struct text *value, const char *name, struct arena *arena, struct err *err)
{
	const char *variable;

	if (text_starts(*value, "file:"))
		return from_file(value, name, arena, err);
	if (!text_starts(*value, "env:"))
		return err_caller(
			err, "--%s: no secret on a command line; use env:NAME or file:PATH", name);
	variable = arena_copy(arena, text_from(*value, strlen("env:")));
	if (!variable)
		return err_memory(err);
	*value = text_of(getenv(variable));
	return 0;
}
