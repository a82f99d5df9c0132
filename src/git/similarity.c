#include "git/similarity.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/hash.h"

#define PIECE_MAX 64
#define FILE_MAX  (256 * MiB)

struct piece {
	uint64_t hash;
	size_t bytes; /* of all pieces that are the same */
};

struct pieces {
	size_t size; /* of the text */
	size_t n, cap;
	struct piece *at; /* by hash, each once */
};

void pieces_free(struct pieces *p)
{
	if (p)
		free(p->at);
	free(p);
}

static int compare(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static int add(struct pieces *p, const char *bytes, size_t len)
{
	size_t cap = p->cap ? 2 * p->cap : 64;
	struct piece *grown;

	if (p->n == p->cap) {
		grown = reallocarray(p->at, cap, sizeof(*grown));
		if (!grown)
			return -1;
		p->at = grown;
		p->cap = cap;
	}
	p->at[p->n++] = (struct piece){ hash_bytes(bytes, len, 0), len };
	return 0;
}

/* A line, with its end, in pieces of at most 64 bytes. */
static int cut(struct pieces *p, struct text text)
{
	while (text.len) {
		struct text window = text_first(text, PIECE_MAX);
		const char *end = memchr(window.ptr, '\n', window.len);
		size_t len = end ? (size_t)(end - window.ptr) + 1 : window.len;

		if (add(p, text.ptr, len) < 0)
			return -1;
		text = text_from(text, len);
	}
	return 0;
}

static void merge_equal(struct pieces *p)
{
	size_t n = 0;

	if (p->n)
		qsort(p->at, p->n, sizeof(*p->at), compare);
	for (size_t i = 0; i < p->n; i++)
		if (n && p->at[n - 1].hash == p->at[i].hash)
			p->at[n - 1].bytes += p->at[i].bytes;
		else
			p->at[n++] = p->at[i];
	p->n = n;
}

struct pieces *pieces_of(struct text text)
{
	struct pieces *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->size = text.len;
	if (cut(p, text) < 0) {
		pieces_free(p);
		return NULL;
	}
	merge_equal(p);
	return p;
}

int pieces_similarity(const struct pieces *a, const struct pieces *b)
{
	size_t largest = a->size > b->size ? a->size : b->size, same = 0;

	for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
		const struct piece *x = &a->at[i], *y = &b->at[k];

		if (x->hash == y->hash)
			same += x->bytes < y->bytes ? x->bytes : y->bytes;
		i += x->hash <= y->hash;
		k += y->hash <= x->hash;
	}
	return largest ? (int)(same * 100 / largest) : 0;
}

static int of_buffer(void **out, const git_diff_file *file, const char *buf, size_t len,
		     void *payload)
{
	(void)file;
	(void)payload;
	*out = pieces_of((struct text){ buf, len });
	return *out ? 0 : -1;
}

/* A file that cannot be read is like no other; reading its lines will say why. */
static int of_file(void **out, const git_diff_file *file, const char *path, void *payload)
{
	AUTO(str) bytes = STR_MAX(FILE_MAX);
	struct err ignored = { 0 };
	struct file_reader reader;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);

	if (fd >= 0 && fs_regular(fd, path, &ignored) == 0) {
		file_reader_init(&reader, fd, path, FILE_MAX, NULL);
		if (reader_slurp(&reader.reader, &bytes, &ignored) < 0)
			str_clear(&bytes);
	}
	if (fd >= 0)
		close(fd);
	return of_buffer(out, file, bytes.buf, bytes.len, payload);
}

static void release(void *pieces, void *payload)
{
	(void)payload;
	pieces_free(pieces);
}

static int measure(int *score, void *a, void *b, void *payload)
{
	(void)payload;
	*score = pieces_similarity(a, b);
	return 0;
}

const git_diff_similarity_metric similarity_metric = { of_file, of_buffer, release, measure, NULL };
