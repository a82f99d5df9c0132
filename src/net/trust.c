#include "net/trust.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"

#define BUNDLE_MAX (8 * MiB)
#define HASHED     "/etc/ssl/certs"

static const char *const bundles[] = { "/etc/ssl/certs/ca-certificates.crt",
				       "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem" };

void trust_release(struct trust *trust)
{
	str_release(&trust->bundle);
	str_release(&trust->folders);
	trust->bundle_name = NULL;
}

static int read_bundle(struct trust *trust, const char *path, struct err *err)
{
	int fd = fs_open(AT_FDCWD, path, false, O_RDONLY, 0, err), result;
	struct file_reader file;

	if (fd < 0)
		return -1;
	trust->bundle_name = path;
	file_reader_init(&file, fd, path, BUNDLE_MAX, NULL);
	result = fs_regular(fd, path, err) < 0 ? -1
					       : reader_slurp(&file.reader, &trust->bundle, err);
	close(fd);
	if (result == 0 && !trust->bundle.len)
		return err_set(err, "%s: empty", path);
	return result;
}

/* Those of the list that are not there are passed over, as OpenSSL does; unless all of them are. */
static bool is_any_folder(const char *list)
{
	for (struct text rest = text_of(list); rest.len;) {
		AUTO(str) path = STR_MAX(64 * KiB);
		size_t len = strcspn(rest.ptr, ":");
		DIR *folder;

		str_add(&path, rest.ptr, len);
		folder = path.len ? opendir(path.buf) : NULL;
		if (folder) {
			closedir(folder);
			return true;
		}
		rest = text_from(rest, len + (rest.ptr[len] == ':'));
	}
	return false;
}

static bool is_hashed(const char *path)
{
	DIR *folder = opendir(path);
	bool hashed = false;

	for (const struct dirent *entry; folder && !hashed && (entry = readdir(folder));)
		hashed = text_ends(text_of(entry->d_name), ".0");
	if (folder)
		closedir(folder);
	return hashed;
}

static int read_named(struct trust *trust, const char *file, const char *folders, struct err *err)
{
	struct err why = { 0 };

	if (file && read_bundle(trust, file, &why) < 0)
		return err_set(err, "HTTPS: SSL_CERT_FILE: %s", why.text);
	if (folders && !is_any_folder(folders))
		return err_set(err, "HTTPS: SSL_CERT_DIR: %s: no such folder", folders);
	if (folders)
		str_puts(&trust->folders, folders);
	return str_check(&trust->folders, "SSL_CERT_DIR", err);
}

static const char *named(const char *variable)
{
	const char *value = getenv(variable);

	return value && value[0] ? value : NULL;
}

int trust_read(struct trust *trust, struct err *err)
{
	const char *file = named("SSL_CERT_FILE"), *folders = named("SSL_CERT_DIR");

	*trust = (struct trust){ .bundle = STR_MAX(BUNDLE_MAX), .folders = STR_MAX(64 * KiB) };
	if (file || folders)
		return read_named(trust, file, folders, err);
	if (is_hashed(HASHED)) {
		str_puts(&trust->folders, HASHED);
		return str_check(&trust->folders, HASHED, err);
	}
	for (size_t i = 0; i < ARRAY_SIZE(bundles); i++)
		if (access(bundles[i], F_OK) == 0)
			return read_bundle(trust, bundles[i], err);
	return err_set(err,
		       "HTTPS: no certificates to trust: neither SSL_CERT_FILE nor SSL_CERT_DIR is "
		       "set, and there is no " HASHED "/*.0, %s, %s or %s",
		       bundles[0], bundles[1], bundles[2]);
}
