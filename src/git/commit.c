#include "git/commit.h"

#include <string.h>

#include "git/encoding.h"
#include "git/private.h"

#define COMMIT_MAX (64 * MiB)

GIT_AUTO_RELEASE(odb)
GIT_AUTO_RELEASE(odb_object)

void commit_init(struct commit *c)
{
	*c = (struct commit){ .author_name = STR_MAX(3 * COMMIT_MAX),
			      .author_email = STR_MAX(3 * COMMIT_MAX),
			      .message = STR_MAX(3 * COMMIT_MAX) };
}

void commit_release(struct commit *c)
{
	free(c->parents);
	str_release(&c->author_name);
	str_release(&c->author_email);
	str_release(&c->message);
	commit_init(c);
}

/* What the lines above the message say. */
struct header {
	struct text author, encoding;
};

static int add_parent(struct commit *c, struct text id, struct err *err)
{
	struct object_id *grown;
	size_t cap = c->cap ? 2 * c->cap : 4;
	git_oid oid;

	if (id.len != 40 || git_oid_fromstrn(&oid, id.ptr, id.len) < 0)
		return err_set(err, "commit %s: a parent without an id", c->id.hex);
	if (c->n_parents == c->cap) {
		grown = reallocarray(c->parents, cap, sizeof(*grown));
		if (!grown)
			return err_memory(err);
		c->parents = grown;
		c->cap = cap;
	}
	id_from_oid(&c->parents[c->n_parents++], &oid);
	return 0;
}

/* A line that begins with a blank continues another (a signature), and is none of these. */
static int read_header_line(struct commit *c, struct header *header, struct text line,
			    struct err *err)
{
	if (text_starts(line, "parent "))
		return add_parent(c, text_from(line, strlen("parent ")), err);
	if (text_starts(line, "author "))
		header->author = text_from(line, strlen("author "));
	else if (text_starts(line, "encoding "))
		header->encoding = text_from(line, strlen("encoding "));
	return 0;
}

/* "NAME <EMAIL> TIME ZONE". Old tools wrote others: what is there is taken. */
static void split_author(struct text author, struct text *name, struct text *email)
{
	const char *open = memchr(author.ptr, '<', author.len), *close;
	size_t len = open ? (size_t)(open - author.ptr) : author.len;

	*name = text_first(author, len);
	while (name->len && name->ptr[name->len - 1] == ' ')
		name->len--;
	*email = text_from(author, open ? len + 1 : len);
	close = email->len ? memchr(email->ptr, '>', email->len) : NULL;
	if (close)
		email->len = (size_t)(close - email->ptr);
}

static int parse(struct commit *c, struct text rest, struct err *err)
{
	struct header header = { { "", 0 }, { "", 0 } };
	struct text name, email;

	if (!text_starts(rest, "tree "))
		return err_set(err, "commit %s: is not one", c->id.hex);
	while (rest.len) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		struct text line = text_first(rest, end ? (size_t)(end - rest.ptr) : rest.len);

		rest = text_from(rest, line.len + (end != NULL));
		if (!line.len)
			break; /* the message follows */
		if (read_header_line(c, &header, line, err) < 0)
			return -1;
	}
	split_author(header.author, &name, &email);
	c->bad_encoding = !encoding_to_utf8(&c->author_name, name, header.encoding);
	c->bad_encoding |= !encoding_to_utf8(&c->author_email, email, header.encoding);
	c->bad_encoding |= !encoding_to_utf8(&c->message, rest, header.encoding);
	if (c->author_name.failed || c->author_email.failed || c->message.failed)
		return err_memory(err);
	return 0;
}

int commit_read(const struct repository *r, const struct object_id *id, struct commit *c,
		struct err *err)
{
	GIT_AUTO(odb_object) object = NULL;
	GIT_AUTO(odb) odb = NULL;
	git_object_t type;
	git_oid oid;
	size_t size;

	c->id = *id;
	c->n_parents = 0;
	str_clear(&c->author_name);
	str_clear(&c->author_email);
	str_clear(&c->message);
	if (id_to_oid(&oid, id, err) < 0)
		return -1;
	if (git_repository_odb(&odb, r->handle) < 0 ||
	    git_odb_read_header(&size, &type, odb, &oid) < 0)
		return err_set(err, "commit %s cannot be read: %s; %s", id->hex, git_said(),
			       repository_cure(r));
	if (type != GIT_OBJECT_COMMIT || size > COMMIT_MAX)
		return err_set(err, "%s: is no commit of at most 64 MiB", id->hex);
	if (git_odb_read(&object, odb, &oid) < 0)
		return err_set(err, "commit %s cannot be read: %s", id->hex, git_said());
	return parse(c, (struct text){ git_odb_object_data(object), git_odb_object_size(object) },
		     err);
}
