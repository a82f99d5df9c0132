#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/glob.h"

#define MAX_DEPTH 200
#define MAX_PATH  (8 * KiB)

struct found {
	const char *path;
	dev_t device;
	ino_t inode;
};

struct search {
	int root;
	bool beneath;
	const char *folder;
	struct glob glob;
	struct str path; /* of what is looked at, as the pattern writes it */
	struct found *found;
	size_t n, cap, max_files;
	unsigned depth;
	struct arena *arena;
	struct err *err;
};

/* Opens a path as the pattern writes it. */
static int open_path(struct search *s, const char *path, int flags, struct err *err)
{
	AUTO(str) whole = STR_MAX(MAX_PATH);

	if (s->folder[0] && path[0] != '/') {
		str_puts(&whole, s->folder);
		str_putc(&whole, '/');
	}
	str_puts(&whole, path);
	if (str_check(&whole, path, err) < 0) {
		errno = ENOMEM;
		return -1;
	}
	return fs_open(s->root, whole.len ? whole.buf : ".", s->beneath, flags, 0, err);
}

static int add(struct search *s, const struct stat *st)
{
	struct found *grown;
	char *path;

	if (s->n == s->max_files)
		return err_set(s->err,
			       "more than %zu files match; a pattern that selects fewer was "
			       "expected",
			       s->max_files);
	grown = arena_grow(s->arena, s->found, s->n, &s->cap, sizeof(*s->found));
	path = arena_copy(s->arena, (struct text){ s->path.buf, s->path.len });
	if (!grown || !path)
		return err_memory(s->err);
	s->found = grown;
	s->found[s->n++] = (struct found){ path, st->st_dev, st->st_ino };
	return 0;
}

/* Looks at s->path, through links. 1: it is there. 0: it is not, unless that is an error. */
static int look(struct search *s, bool missing_is_error, struct stat *st)
{
	struct err why = { 0 };
	int fd = open_path(s, s->path.buf, O_PATH, &why);
	bool missing = errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG;

	if (fd < 0 && missing && !missing_is_error)
		return 0;
	if (fd < 0) {
		if (!err_is_set(s->err))
			*s->err = why;
		return -1;
	}
	if (fstat(fd, st) < 0) {
		err_set(s->err, "%s: %s", s->path.buf, strerror(errno));
		close(fd);
		return -1;
	}
	close(fd);
	return 1;
}

static int visit_folder(struct search *s, int fd);

static int enter_folder(struct search *s, int parent, const char *name)
{
	int fd, result;

	if (strcmp(name, ".git") == 0 || !glob_match_below(&s->glob, s->path.buf, false))
		return 0;
	if (s->depth == MAX_DEPTH)
		return err_set(s->err, "%s: folders more than %d deep", s->path.buf, MAX_DEPTH);
	fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return err_set(s->err, "%s: %s", s->path.buf, strerror(errno));
	str_putc(&s->path, '/');
	s->depth++;
	result = visit_folder(s, fd);
	s->depth--;
	return result;
}

static bool is_folder(int parent, const struct dirent *entry)
{
	struct stat st;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type == DT_DIR;
	return fstatat(parent, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
}

static int visit_entry(struct search *s, int parent, const struct dirent *entry)
{
	struct stat st;

	if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
		return 0;
	str_puts(&s->path, entry->d_name);
	if (str_check(&s->path, "the path of a file", s->err) < 0)
		return -1;
	if (is_folder(parent, entry))
		return enter_folder(s, parent, entry->d_name);
	if (!glob_match(&s->glob, s->path.buf, false))
		return 0;
	if (look(s, true, &st) < 0)
		return -1;
	return S_ISDIR(st.st_mode) ? 0 : add(s, &st);
}

/* Takes fd; s->path ends with the '/' of that folder, or is empty. */
static int visit_folder(struct search *s, int fd)
{
	DIR *dir = fdopendir(fd);
	size_t len = s->path.len;
	struct dirent *entry;
	int result = 0;

	if (!dir) {
		close(fd);
		return err_set(s->err, "%s: %s", s->path.buf, strerror(errno));
	}
	while (result == 0 && (errno = 0, entry = readdir(dir))) {
		result = visit_entry(s, fd, entry);
		str_cut(&s->path, len);
	}
	if (result == 0 && errno)
		result =
			err_set(s->err, "%s: %s", s->path.len ? s->path.buf : ".", strerror(errno));
	closedir(dir);
	return result;
}

/* The walk begins in the folder that the pattern names in front of its first wildcard. */
static int walk(struct search *s, struct text pattern)
{
	struct err why = { 0 };
	int fd;

	str_cut(&s->path, glob_fixed_prefix(pattern));
	fd = open_path(s, s->path.buf, O_RDONLY | O_DIRECTORY, &why);
	if (fd >= 0)
		return visit_folder(s, fd);
	if (errno == ENOENT || errno == ENOTDIR)
		return 0;
	if (!err_is_set(s->err))
		*s->err = why;
	return -1;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct found *)a)->path, ((const struct found *)b)->path);
}

static int by_inode(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->device != y->device)
		return x->device < y->device ? -1 : 1;
	if (x->inode != y->inode)
		return x->inode < y->inode ? -1 : 1;
	return by_path(a, b);
}

static int list(struct search *s, const char ***paths, size_t *n)
{
	size_t kept = 0;

	qsort(s->found, s->n, sizeof(*s->found), by_inode);
	for (size_t i = 0; i < s->n; i++)
		if (!kept || s->found[i].device != s->found[kept - 1].device ||
		    s->found[i].inode != s->found[kept - 1].inode)
			s->found[kept++] = s->found[i];
	qsort(s->found, kept, sizeof(*s->found), by_path);
	*paths = arena_alloc(s->arena, kept * sizeof(**paths));
	if (!*paths)
		return err_memory(s->err);
	for (size_t i = 0; i < kept; i++)
		(*paths)[i] = s->found[i].path;
	*n = kept;
	return 0;
}

/* A name comes before a pattern: "[id].json" may be a file. */
static int search(struct search *s, struct text pattern)
{
	bool wild = glob_fixed_prefix(pattern) < pattern.len;
	struct stat st;
	int there;

	if (!pattern.len)
		return err_caller(s->err, "an empty pattern, where files were expected");
	if (pattern.len > GLOB_MAX_PATTERN) /* says so */
		return glob_compile(&s->glob, pattern, s->arena, s->err);
	str_add(&s->path, pattern.ptr, pattern.len);
	there = look(s, false, &st);
	if (there < 0)
		return -1;
	if (there && (!wild || !S_ISDIR(st.st_mode)))
		return add(s, &st);
	if (!wild)
		return 0;
	if (glob_compile(&s->glob, pattern, s->arena, s->err) < 0)
		return -1;
	return walk(s, pattern);
}

int fs_glob(int root, bool beneath, const char *folder, const char *pattern, size_t max_files,
	    struct arena *arena, const char ***paths, size_t *n, struct err *err)
{
	struct err local = { 0 };
	struct search s = {
		.root = root,
		.beneath = beneath,
		.folder = folder,
		.path = STR_MAX(MAX_PATH),
		.max_files = max_files,
		.arena = arena,
		.err = err ? err : &local,
	};
	struct text text = text_of(pattern);
	int result;

	*paths = NULL;
	*n = 0;
	result = search(&s, text);
	if (result == 0 && s.n)
		result = list(&s, paths, n);
	str_release(&s.path);
	return result;
}
