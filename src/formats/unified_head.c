#include "formats/unified_head.h"

#include <string.h>

#include "formats/unified_names.h"

#define NAME_MAX_BYTES (64 * KiB)

static struct text held(const struct str *s) { return (struct text){ s->buf, s->len }; }

#define NAMES(h)                                                                                   \
	{                                                                                          \
		&(h)->git_line, &(h)->old_name, &(h)->new_name, &(h)->from, &(h)->to, &(h)->first, \
			&(h)->second                                                               \
	}

void unified_head_init(struct unified_head *head)
{
	struct str *const names[] = NAMES(head);

	*head = (struct unified_head){ 0 };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		str_init(names[i], 2 * NAME_MAX_BYTES);
}

void unified_head_release(struct unified_head *head)
{
	struct str *const names[] = NAMES(head);

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		str_release(names[i]);
}

void unified_head_start(struct unified_head *head, bool is_git)
{
	struct str *const names[] = NAMES(head);
	struct unified_head fresh = { .git_line = head->git_line,
				      .old_name = head->old_name,
				      .new_name = head->new_name,
				      .from = head->from,
				      .to = head->to,
				      .first = head->first,
				      .second = head->second,
				      .is_git = is_git };

	*head = fresh;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		str_clear(names[i]);
}

int unified_head_check(const struct unified_head *head, struct err *err)
{
	const struct str *const names[] = NAMES(head);

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (str_check(names[i], "the name of a file", err) < 0)
			return -1;
	return 0;
}

/* Of git's empty object, in SHA-1 and SHA-256, abbreviated or not. */
static bool is_empty_blob(struct text hash)
{
	static const char *const empty[] = {
		"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
		"473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
	};

	for (size_t i = 0; i < ARRAY_SIZE(empty); i++)
		if (hash.len >= 4 && text_equal(hash, text_first(text_of(empty[i]), hash.len)))
			return true;
	return false;
}

/* "1234567..89abcde[ 100644]" */
static void take_index(struct unified_head *h, struct text rest)
{
	ptrdiff_t dots = text_find(rest, "..");
	const char *blank = rest.len ? memchr(rest.ptr, ' ', rest.len) : NULL;
	struct text hashes = text_first(rest, blank ? (size_t)(blank - rest.ptr) : rest.len);

	h->has_index = dots > 0;
	h->empty_blob = h->has_index && is_empty_blob(h->added ? text_from(hashes, (size_t)dots + 2)
							       : text_first(hashes, (size_t)dots));
	h->submodule |= text_ends(rest, " 160000");
	h->needs_hunks |= !h->added && !h->deleted;
}

static bool take(struct text *line, const char *start)
{
	if (!text_starts(*line, start))
		return false;
	*line = text_from(*line, strlen(start));
	return true;
}

static int take_name(struct str *out, bool *has, struct text name)
{
	*has = unified_name(out, name);
	return *has ? 1 : -1;
}

static bool take_mode(struct unified_head *h, struct text line)
{
	if (take(&line, "old mode "))
		h->old_mode = true;
	else if (take(&line, "new mode "))
		h->new_mode = true;
	else if (take(&line, "new file mode "))
		h->added = true;
	else if (take(&line, "deleted file mode "))
		h->deleted = true;
	else
		return false;
	h->submodule |= text_is(line, "160000");
	return true;
}

int unified_head_line(struct unified_head *h, struct text line)
{
	if (take_mode(h, line))
		return 1;
	if (take(&line, "rename from ")) {
		h->renamed = true;
		return take_name(&h->from, &h->has_from, line);
	}
	if (take(&line, "copy from "))
		return take_name(&h->from, &h->has_from, line);
	if (take(&line, "rename to ") || take(&line, "copy to "))
		return take_name(&h->to, &h->has_to, line);
	if (take(&line, "index "))
		take_index(h, line);
	else if (take(&line, "similarity index ")) {
		h->similar = true;
		h->needs_hunks |= !text_is(line, "100%");
	} else if (take(&line, "dissimilarity index "))
		h->needs_hunks = true;
	else if (take(&line, "Binary files ") || text_is(line, "GIT binary patch"))
		h->binary = true;
	else
		return 0;
	return 1;
}

bool unified_head_old(struct unified_head *h, struct text line)
{
	h->has_old = unified_name(&h->old_name, text_from(line, strlen("--- ")));
	h->no_old = text_is(held(&h->old_name), "/dev/null");
	return h->has_old;
}

bool unified_head_new(struct unified_head *h, struct text line)
{
	h->has_new = unified_name(&h->new_name, text_from(line, strlen("+++ ")));
	h->no_new = text_is(held(&h->new_name), "/dev/null");
	return h->has_new;
}

bool unified_head_binary(struct unified_head *h, struct text line)
{
	struct text path;
	ptrdiff_t next;

	if (!take(&line, "Binary files ") || !text_ends(line, " differ"))
		return false;
	line.len -= strlen(" differ");
	if (line.len > NAME_MAX_BYTES)
		return false;
	h->binary = true;
	for (size_t at = 0; (next = text_find(text_from(line, at), " and ")) >= 0; at++) {
		at += (size_t)next;
		h->has_old = unified_name(&h->old_name, text_first(line, at));
		h->has_new = unified_name(&h->new_name, text_from(line, at + strlen(" and ")));
		h->no_old = text_is(held(&h->old_name), "/dev/null");
		h->no_new = text_is(held(&h->new_name), "/dev/null");
		if (h->has_old && h->has_new &&
		    (h->no_old || h->no_new ||
		     unified_common(held(&h->old_name), held(&h->new_name), &path)))
			return true;
	}
	return false;
}

/* The prefixes that git gives, where one side is /dev/null or the names have nothing in common. */
static struct text without_prefix(struct text name, const char *prefix)
{
	return text_starts(name, prefix) && name.len > 2 ? text_from(name, 2) : name;
}

struct text unified_head_path(struct unified_head *h)
{
	struct text old_name = h->has_old && !h->no_old ? held(&h->old_name) : TEXT("");
	struct text new_name = h->has_new && !h->no_new ? held(&h->new_name) : TEXT("");
	struct text path;

	if (h->has_to)
		return held(&h->to);
	if (old_name.len && new_name.len && unified_common(old_name, new_name, &path))
		return path;
	if (h->is_git) {
		if (unified_git_names(&h->first, &h->second, held(&h->git_line), old_name,
				      new_name) &&
		    unified_common(held(&h->first), held(&h->second), &path))
			return path;
		return TEXT("");
	}
	if (!new_name.len)
		return without_prefix(old_name, "a/");
	if (old_name.len && !text_starts(old_name, "a/"))
		return new_name;
	return without_prefix(new_name, "b/");
}

bool unified_head_is_whole(const struct unified_head *h)
{
	if (h->has_old || h->has_new || h->has_from != h->has_to || h->old_mode != h->new_mode)
		return !h->is_git && h->binary;
	if (h->binary || h->submodule)
		return true;
	if (h->added)
		return h->has_index && h->empty_blob;
	if (h->deleted) /* git diff -D shows no more */
		return h->has_index;
	return !h->needs_hunks && (h->old_mode || (h->similar && h->has_to));
}
