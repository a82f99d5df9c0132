/*
 * Evidence as it is read: hashed as it comes from the file, unpacked when it is gzip, without a
 * UTF-8 BOM, and never more than EVIDENCE_MAX bytes.
 */
#ifndef RUNNER_EVIDENCE_H
#define RUNNER_EVIDENCE_H

#include "base/reader.h"

#define EVIDENCE_MAX GiB

struct evidence;

/* Takes over fd. NULL when there is no memory (fd is then closed). */
struct evidence *evidence_open(int fd, const char *name, struct err *err);
struct reader *evidence_reader(struct evidence *evidence);

/*
 * Reads what is left, so that the hash is that of the whole file, and closes. Fills sha256 (65
 * bytes) and *bytes (-1: nothing could be read). -1 when the rest could not be read.
 */
int evidence_close(struct evidence *evidence, char *sha256, int64_t *bytes, struct err *err);

/* 64 hex digits and a NUL. */
void sha256_hex(const void *bytes, size_t len, char out[65]);

#endif
