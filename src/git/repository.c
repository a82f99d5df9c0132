#include "git/repository.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/lookups.h"
#include "git/private.h"

#define SHALLOW_MAX (64 * MiB) /* the file: 41 bytes a commit */

GIT_AUTO_RELEASE(object)
GIT_AUTO_RELEASE(reference)
GIT_AUTO_RELEASE(config)

const char *git_said(void)
{
	const git_error *error = git_error_last();

	return error && error->message && error->message[0] ? error->message : "unknown reason";
}

void id_from_oid(struct object_id *id, const git_oid *oid)
{
	git_oid_tostr(id->hex, sizeof(id->hex), oid);
}

int id_to_oid(git_oid *oid, const struct object_id *id, struct err *err)
{
	if (git_oid_fromstr(oid, id->hex) < 0)
		return err_internal(err, "\"%.41s\" is no object id", id->hex);
	return 0;
}

/*
 * libgit2 makes a TLS context as it starts: it would read the certificates that these name (20 ms,
 * for nothing) and a configuration that could load code. They come back, for the commands that we
 * start.
 */
static int init_alone(void)
{
	static const char *const names[] = { "SSL_CERT_FILE", "SSL_CERT_DIR", "OPENSSL_CONF" };
	char *kept[ARRAY_SIZE(names)];
	int result;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const char *value = getenv(names[i]);

		kept[i] = value ? strdup(value) : NULL;
		if (kept[i])
			unsetenv(names[i]);
	}
	lookups_confine();
	result = git_libgit2_init();
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (kept[i])
			setenv(names[i], kept[i], 1);
		free(kept[i]);
	}
	return result;
}

int git_start(struct err *err)
{
	/* They change how a working tree is laid out, or which objects are there, not what an
	 * object holds. */
	static const char *extensions[] = { "worktreeconfig", "partialclone", "preciousobjects" };
	static const git_config_level_t levels[] = { GIT_CONFIG_LEVEL_PROGRAMDATA,
						     GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
						     GIT_CONFIG_LEVEL_GLOBAL };
	static bool started;
	int result = started ? 0 : init_alone();

	if (started)
		return 0;
	if (result >= 0)
		result = git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	if (result >= 0) /* commits and trees are read once: a cache only holds what is done with */
		result = git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	if (result >= 0)
		result = git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions,
					  ARRAY_SIZE(extensions));
	for (size_t i = 0; result >= 0 && i < ARRAY_SIZE(levels); i++)
		result = git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
	if (result < 0)
		return err_internal(err, "libgit2 does not start: %s", git_said());
	started = true;
	return 0;
}

void repository_release(struct repository *r)
{
	git_repository_free(r->handle);
	free(r->root);
	free(r->shallow);
	*r = (struct repository){ 0 };
}

static int compare_ids(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct object_id));
}

/* One id a line (gitrepository-layout(5), "shallow"). */
static int parse_shallow(struct repository *r, struct text bytes, const char *name, struct err *err)
{
	r->shallow = calloc(bytes.len / 41 + 1, sizeof(*r->shallow));
	if (!r->shallow)
		return err_memory(err);
	while (bytes.len) {
		struct object_id *id = &r->shallow[r->n_shallow];

		if (bytes.len < 41 || bytes.ptr[40] != '\n')
			return err_set(err, "%s: expected one commit id a line", name);
		memcpy(id->hex, bytes.ptr, 40);
		if (strspn(id->hex, "0123456789abcdef") != 40)
			return err_set(err, "%s: expected one commit id a line", name);
		r->n_shallow++;
		bytes = text_from(bytes, 41);
	}
	if (r->n_shallow)
		qsort(r->shallow, r->n_shallow, sizeof(*r->shallow), compare_ids);
	return 0;
}

static int read_shallow(struct repository *r, struct err *err)
{
	AUTO(str) path = STR_MAX(64 * KiB);
	AUTO(str) bytes = STR_MAX(SHALLOW_MAX);
	struct file_reader file;
	int fd, result;

	str_printf(&path, "%sshallow", git_repository_commondir(r->handle));
	if (str_check(&path, "path of the shallow file", err) < 0)
		return -1;
	fd = open(path.buf, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return errno == ENOENT ? 0 : err_set(err, "%s: %s", path.buf, strerror(errno));
	file_reader_init(&file, fd, path.buf, SHALLOW_MAX, NULL);
	result = fs_regular(fd, path.buf, err) < 0 ? -1 : reader_slurp(&file.reader, &bytes, err);
	close(fd);
	return result < 0 ? -1
			  : parse_shallow(r, (struct text){ bytes.buf, bytes.len }, path.buf, err);
}

/* Why libgit2 would not open it, in words that help. */
static int explain(const char *folder, struct err *err)
{
	const char *said = git_said();

	if (strstr(said, "extensions.objectformat"))
		return err_set(err, "%s: a repository with SHA-256 ids, which cannot be read yet",
			       folder);
	return err_set(err, "%s: the repository cannot be opened: %s", folder, said);
}

/* Nothing that the repository's configuration says may change an answer. */
static int forget_config(struct repository *r, struct err *err)
{
	GIT_AUTO(config) none = NULL;

	if (git_config_new(&none) < 0 || git_repository_set_config(r->handle, none) < 0)
		return err_internal(err, "libgit2: %s", git_said());
	return 0;
}

/* 1 opened, 0 nothing here, -1. */
static int open_here(struct repository *r, const char *folder, bool first, struct err *err)
{
	AUTO(str) dot_git = STR_MAX(64 * KiB);
	struct stat st;
	int result;
	bool has;

	str_printf(&dot_git, "%s/.git", folder);
	if (str_check(&dot_git, "path of a repository", err) < 0)
		return -1;
	has = lstat(dot_git.buf, &st) == 0;
	if (!has && errno != ENOENT && errno != ENOTDIR)
		return err_set(err, "%s: %s", dot_git.buf, strerror(errno));
	if (!has && !first)
		return 0;
	result = git_repository_open_ext(
		&r->handle, has ? dot_git.buf : folder,
		GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT, NULL);
	if (result < 0)
		return has || result != GIT_ENOTFOUND ? explain(folder, err) : 0;
	/* not where core.worktree points: the files that are judged lie beside .git */
	r->root = has ? strdup(folder) : NULL;
	if (has && !r->root)
		return err_memory(err);
	return forget_config(r, err) < 0 || read_shallow(r, err) < 0 ? -1 : 1;
}

static bool lies_in(const char *folder, const char *fence)
{
	size_t len = strlen(fence);

	return strncmp(folder, fence, len) == 0 && (!folder[len] || folder[len] == '/');
}

int repository_open(struct repository *r, const char *folder, const char *fence, struct err *err)
{
	bool inside = !fence || lies_in(folder, fence);
	char *at = strdup(folder), *slash;
	int found = 0;

	*r = (struct repository){ 0 };
	if (!at)
		return err_memory(err);
	for (bool first = true;; first = false) {
		found = open_here(r, at, first, err);
		slash = strrchr(at, '/');
		if (found || !slash || !at[1] || !inside || (fence && strcmp(at, fence) == 0))
			break;
		slash[slash == at] = '\0'; /* "/a" to "/" */
	}
	free(at);
	if (!found)
		err_caller(err, "%s: is in no git repository", folder);
	if (found <= 0)
		repository_release(r);
	return found > 0 ? 0 : -1;
}

bool repository_is_boundary(const struct repository *r, const struct object_id *commit)
{
	return r->n_shallow &&
	       bsearch(commit, r->shallow, r->n_shallow, sizeof(*commit), compare_ids) != NULL;
}

const char *repository_cure(const struct repository *r)
{
	return r->n_shallow ? "this is a shallow clone: set fetch-depth: 0 on actions/checkout"
			    : "fetch it, or give another base";
}

static int peel(const git_object *object, struct object_id *id)
{
	GIT_AUTO(object) commit = NULL;
	int result = git_object_peel(&commit, object, GIT_OBJECT_COMMIT);

	if (result == 0)
		id_from_oid(id, git_object_id(commit));
	return result;
}

int repository_head(const struct repository *r, struct object_id *id, struct err *err)
{
	int unborn = git_repository_head_unborn(r->handle);

	if (unborn == 1)
		return err_set(err, "the repository has no commit yet");
	if (unborn < 0 || !repository_find(r, "HEAD", id))
		return err_set(err, "HEAD cannot be read: %s", git_said());
	return 0;
}

int repository_target(const struct repository *r, const char *name, struct str *target,
		      struct err *err)
{
	GIT_AUTO(reference) reference = NULL;

	if (git_reference_lookup(&reference, r->handle, name) < 0)
		return err_set(err, "%s cannot be read: %s", name, git_said());
	if (git_reference_type(reference) == GIT_REFERENCE_SYMBOLIC)
		str_puts(target, git_reference_symbolic_target(reference));
	return str_check(target, "name of a branch", err);
}

bool repository_find(const struct repository *r, const char *name, struct object_id *id)
{
	bool is_id = strlen(name) == 40 && strspn(name, "0123456789abcdef") == 40;
	GIT_AUTO(object) object = NULL;
	git_oid oid;

	if (is_id ? git_oid_fromstr(&oid, name) < 0
		  : git_reference_name_to_id(&oid, r->handle, name) < 0)
		return false;
	return git_object_lookup(&object, r->handle, &oid, GIT_OBJECT_ANY) == 0 &&
	       peel(object, id) == 0;
}

int repository_resolve(const struct repository *r, const char *revision, struct object_id *id,
		       struct err *err)
{
	GIT_AUTO(object) object = NULL;

	if (repository_find(r, revision, id))
		return 0;
	if (strlen(revision) == 40 && strspn(revision, "0123456789abcdef") == 40)
		return err_set(err, "%s: this commit is not here; %s", revision,
			       repository_cure(r));
	if (git_revparse_single(&object, r->handle, revision) == 0 && peel(object, id) == 0)
		return 0;
	return err_set(err, "%s: no such commit in this repository (%s); %s", revision, git_said(),
		       repository_cure(r));
}

int repository_merge_base(const struct repository *r, const struct object_id *one,
			  const struct object_id *two, struct object_id *base, struct err *err)
{
	git_oid a, b, found;
	int result;

	if (id_to_oid(&a, one, err) < 0 || id_to_oid(&b, two, err) < 0)
		return -1;
	git_error_clear();
	result = git_merge_base(&found, r->handle, &a, &b);
	if (result == 0) {
		id_from_oid(base, &found);
		return 0;
	}
	if (!r->n_shallow && result == GIT_ENOTFOUND)
		return err_set(err, "%.10s and %.10s have no common ancestor", one->hex, two->hex);
	return err_set(err, "where %.10s and %.10s parted is not known (%s); %s", one->hex,
		       two->hex, git_said(), repository_cure(r));
}
