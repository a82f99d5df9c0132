#define OPENSSL_SUPPRESS_DEPRECATED /* SHA256_*: the EVP form would start half of the library */
#include "runner/evidence.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <openssl/sha.h>
#include <zlib.h>

#include "runner/signals.h"

#define PACKED (64 * KiB)

struct evidence {
	struct reader reader;
	int fd;
	int64_t raw;    /* bytes read from the file */
	uint64_t given; /* bytes handed out */
	bool started, ended, unpacks;
	SHA256_CTX hash;
	z_stream zip;
	char *packed; /* read, and not yet handed out or unpacked */
	size_t at, held;
};

static ssize_t raw_read(struct evidence *e, char *buf, size_t room, struct err *err)
{
	ssize_t n;

	do {
		if (signals_cancelled())
			return err_set(err, "cancelled");
		n = read(e->fd, buf, room);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_set(err, "%s: %s", e->reader.name, strerror(errno));
	if (n > 0)
		SHA256_Update(&e->hash, buf, (size_t)n);
	e->raw += n;
	if ((uint64_t)e->raw > EVIDENCE_MAX)
		return err_set(err, "%s: larger than 1 GiB", e->reader.name);
	return n;
}

/* Reads into the buffer behind what is held, until `want` bytes are held or the file ends. */
static int hold(struct evidence *e, size_t want, struct err *err)
{
	if (e->at && e->held)
		memmove(e->packed, e->packed + e->at, e->held);
	e->at = 0;
	while (e->held < want && !e->ended) {
		ssize_t n = raw_read(e, e->packed + e->held, PACKED - e->held, err);

		if (n < 0)
			return -1;
		e->ended = n == 0;
		e->held += (size_t)n;
	}
	return 0;
}

static int start(struct evidence *e, struct err *err)
{
	const unsigned char *head = (const unsigned char *)e->packed;

	e->started = true;
	if (hold(e, 3, err) < 0)
		return -1;
	e->unpacks = e->held >= 2 && head[0] == 0x1F && head[1] == 0x8B; /* RFC 1952, 2.3.1 */
	if (e->unpacks && inflateInit2(&e->zip, 15 + 16) != Z_OK)
		return err_memory(err);
	return 0;
}

static ssize_t copy(struct evidence *e, char *buf, size_t room, struct err *err)
{
	size_t n = e->held < room ? e->held : room;

	if (!e->held)
		return e->ended ? 0 : raw_read(e, buf, room, err);
	memcpy(buf, e->packed + e->at, n);
	e->at += n;
	e->held -= n;
	return (ssize_t)n;
}

static ssize_t unpack(struct evidence *e, char *buf, size_t room, struct err *err)
{
	e->zip.next_out = (Bytef *)buf;
	e->zip.avail_out = (uInt)room;
	while (e->zip.avail_out == room) {
		int state;

		if (!e->held && hold(e, 1, err) < 0)
			return -1;
		if (!e->held && e->zip.total_in == 0)
			return 0; /* between two members: the end */
		if (!e->held)
			return err_set(err, "%s: the gzip stream is cut", e->reader.name);
		e->zip.next_in = (Bytef *)e->packed + e->at;
		e->zip.avail_in = (uInt)e->held;
		state = inflate(&e->zip, Z_NO_FLUSH);
		e->at += e->held - e->zip.avail_in;
		e->held = e->zip.avail_in;
		if (state == Z_STREAM_END) {
			if (inflateReset(&e->zip) != Z_OK)
				return err_memory(err);
			if (!e->held && hold(e, 1, err) < 0)
				return -1;
			if (!e->held)
				break;
		} else if (state != Z_OK && state != Z_BUF_ERROR) {
			return err_set(err, "%s: a broken gzip stream: %s", e->reader.name,
				       e->zip.msg ? e->zip.msg : "out of memory");
		}
	}
	return (ssize_t)(room - e->zip.avail_out);
}

static ssize_t pull(struct evidence *e, char *buf, size_t room, struct err *err)
{
	ssize_t n = e->unpacks ? unpack(e, buf, room, err) : copy(e, buf, room, err);

	if (n > 0 && (e->given += (uint64_t)n) > EVIDENCE_MAX)
		return err_set(err, "%s: larger than 1 GiB", e->reader.name);
	return n;
}

static ssize_t read_evidence(struct reader *reader, char *buf, size_t room, struct err *err)
{
	struct evidence *e = (struct evidence *)reader;
	size_t have = 0;
	ssize_t n = 1;

	if (e->started)
		return pull(e, buf, room, err);
	if (start(e, err) < 0)
		return -1;
	while (have < 3 && room >= 3 && (n = pull(e, buf + have, room - have, err)) > 0)
		have += (size_t)n;
	if (n < 0)
		return -1;
	if (have >= 3 && memcmp(buf, "\xEF\xBB\xBF", 3) == 0) {
		have -= 3;
		memmove(buf, buf + 3, have);
		return have ? (ssize_t)have : pull(e, buf, room, err);
	}
	return (ssize_t)have;
}

struct evidence *evidence_open(int fd, const char *name, struct err *err)
{
	struct evidence *e = calloc(1, sizeof(*e));

	if (e)
		e->packed = malloc(PACKED);
	if (!e || !e->packed) {
		free(e);
		close(fd);
		err_memory(err);
		return NULL;
	}
	e->reader = (struct reader){ read_evidence, name };
	e->fd = fd;
	SHA256_Init(&e->hash);
	return e;
}

struct reader *evidence_reader(struct evidence *e) { return &e->reader; }

static void hex(const unsigned char *bytes, size_t n, char *out)
{
	for (size_t i = 0; i < n; i++) {
		out[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
		out[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
	}
	out[2 * n] = '\0';
}

int evidence_close(struct evidence *e, char *sha256, int64_t *bytes, struct err *err)
{
	unsigned char digest[SHA256_DIGEST_LENGTH];
	ssize_t n = 1;

	while (n > 0)
		n = raw_read(e, e->packed, PACKED, err);
	SHA256_Final(digest, &e->hash);
	hex(digest, sizeof(digest), sha256);
	*bytes = e->raw;
	if (e->unpacks)
		inflateEnd(&e->zip);
	free(e->packed);
	close(e->fd);
	free(e);
	return n < 0 ? -1 : 0;
}

void sha256_hex(const void *bytes, size_t len, char out[65])
{
	unsigned char digest[SHA256_DIGEST_LENGTH];
	SHA256_CTX hash; /* SHA256() would look its own algorithm up, every time */

	SHA256_Init(&hash);
	SHA256_Update(&hash, bytes, len);
	SHA256_Final(digest, &hash);
	hex(digest, sizeof(digest), out);
}
