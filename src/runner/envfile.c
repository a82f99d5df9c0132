#include "runner/envfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "runner/mask.h"

#define VALUE_MAX (256 * KiB)
#define ALL_MAX   (900 * KiB)

int envfile_open(const char *variable, bool on_github, struct err *err)
{
	const char *path = getenv(variable);
	int fd;

	if (!path || !path[0])
		return -1;
	/* on GitHub the runner has made the file: one that is missing would be read by nobody */
	fd = open(path, O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK | (on_github ? 0 : O_CREAT),
		  0644);
	if (fd < 0)
		return err_set(err, "%s names %s, which cannot be written: %s", variable, path,
			       strerror(errno));
	if (fs_regular(fd, path, err) == 0)
		return fd;
	close(fd);
	return -1;
}

static bool is_key(const char *key)
{
	bool first = true;

	for (const char *c = key; *c; c++, first = false)
		if (!((*c | 32) >= 'a' && (*c | 32) <= 'z') && *c != '_' &&
		    (first || (!(*c >= '0' && *c <= '9') && *c != '-')))
			return false;
	return !first;
}

static void put_value(struct str *out, const char *value)
{
	AUTO(str) text = STR_MAX(4 * MiB);
	size_t used, end;
	bool valid;

	for (const char *c = value; *c; c++)
		if (*c != '\r')
			str_putc(&text, *c);
	out->failed |= text.failed; /* a value that is cut by chance is none */
	if (mask_apply(&text)) {    /* GitHub would blank it all the same, across jobs */
		str_clear(&text);
		str_puts(&text, "***");
	}
	end = text.len > VALUE_MAX ? utf8_cut(text.buf, VALUE_MAX) : text.len;
	for (size_t i = strspn(text.buf, "\n"); i < end; i += used)
		str_put_point(out, utf8_decode(text.buf + i, end - i, &used, &valid));
}

int envfile_print(struct str *out, const struct pair *pairs, size_t n, struct err *err)
{
	char delimiter[4 + 32 + 1] = "phx_";

	rng_hex(delimiter + 4, 16);
	for (size_t i = 0; i < n; i++) {
		if (!is_key(pairs[i].key))
			return err_internal(err, "\"%s\" is no name for an output", pairs[i].key);
		if (strstr(pairs[i].value, delimiter))
			return err_internal(err, "output %s holds the delimiter", pairs[i].key);
		str_printf(out, "%s<<%s\n", pairs[i].key, delimiter);
		put_value(out, pairs[i].value);
		str_printf(out, "\n%s\n", delimiter);
	}
	if (out->len > ALL_MAX)
		return err_set(err, "outputs of over %zu KiB", ALL_MAX / KiB);
	return str_check(out, "outputs", err);
}

int envfile_write(int fd, const struct pair *pairs, size_t n, struct err *err)
{
	AUTO(str) out = STR_MAX(4 * MiB);
	int last = fs_last_byte(fd);

	if (last >= 0 && last != '\n')
		str_putc(&out, '\n'); /* else our first key is glued to somebody's text */
	if (envfile_print(&out, pairs, n, err) < 0)
		return -1;
	return fs_append(fd, (struct text){ out.buf, out.len }, err);
}
