#include "formats/commit/message.h"

#include <string.h>

void commit_message_release(struct commit_message *message)
{
	str_release(&message->lines);
	*message = (struct commit_message){ 0 };
}

void commit_slip_add(struct commit_message *m, enum commit_rule rule, size_t at, size_t len,
		     const char *what)
{
	if (m->n_slips < COMMIT_SLIPS_MAX)
		m->slips[m->n_slips++] = (struct commit_slip){ rule, at, len, what };
}

bool commit_joined_line(struct text *rest, struct text *line)
{
	const char *nl;

	if (!rest->ptr)
		return false;
	nl = rest->len ? memchr(rest->ptr, '\n', rest->len) : NULL;
	if (!nl) {
		*line = *rest;
		*rest = (struct text){ 0 };
		return true;
	}
	*line = text_first(*rest, (size_t)(nl - rest->ptr));
	*rest = text_from(*rest, line->len + 1);
	return true;
}

bool commit_line(struct text *rest, struct text *line)
{
	if (!commit_joined_line(rest, line))
		return false;
	if (rest->ptr && line->len && line->ptr[line->len - 1] == '\r')
		line->len--;
	return true;
}
