#include "formats/ansi.h"

#include <string.h>

#define ESC '\x1b'

/* Whether c goes on with the sequence in held. */
static bool continues(const struct ansi_reader *a, char c)
{
	if (a->n_held == ANSI_MAX_SEQUENCE)
		return false;
	if (a->n_held == 1)
		return c == '[' || c == '(';
	if (a->held[1] == '(')
		return c == 'B';
	return c == 'm' || (c >= 0x20 && c <= 0x3F);
}

/* One byte of the source: begins, continues, ends or breaks a sequence; a breaking one stays. */
static void take(struct ansi_reader *a)
{
	char c = a->in[a->at];

	if (a->n_held && !continues(a, c)) {
		a->is_text = true;
		return;
	}
	a->at++;
	a->held[a->n_held++] = c;
	if (a->n_held > 2 && (c == 'm' || a->held[1] == '('))
		a->n_held = 0;
}

static size_t give_held(struct ansi_reader *a, char *buf, size_t room)
{
	size_t n = a->n_held - a->given;

	if (n > room)
		n = room;
	memcpy(buf, a->held + a->given, n);
	a->given += n;
	if (a->given == a->n_held) {
		a->n_held = a->given = 0;
		a->is_text = false;
	}
	return n;
}

static size_t give_plain(struct ansi_reader *a, char *buf, size_t room)
{
	size_t n = a->len - a->at;
	const char *from = a->in + a->at, *esc = memchr(from, ESC, n);

	if (esc)
		n = (size_t)(esc - from);
	if (n > room)
		n = room;
	memcpy(buf, from, n);
	a->at += n;
	return n;
}

static ssize_t read_ansi(struct reader *reader, char *buf, size_t room, struct err *err)
{
	struct ansi_reader *a = (struct ansi_reader *)reader;
	size_t n = 0;

	while (n < room) {
		if (a->is_text) {
			n += give_held(a, buf + n, room - n);
		} else if (a->at < a->len && !a->n_held && a->in[a->at] != ESC) {
			n += give_plain(a, buf + n, room - n);
		} else if (a->at < a->len) {
			take(a);
		} else if (n) {
			break;
		} else if (a->ended) { /* a sequence that was cut is text */
			if (!a->n_held)
				break;
			a->is_text = true;
		} else {
			ssize_t got = a->source->read(a->source, a->in, sizeof(a->in), err);

			if (got < 0)
				return -1;
			a->ended = got == 0;
			a->any |= got > 0;
			a->at = 0;
			a->len = (size_t)got;
		}
	}
	return (ssize_t)n;
}

void ansi_reader_init(struct ansi_reader *ansi, struct reader *source)
{
	*ansi = (struct ansi_reader){ .reader = { read_ansi, source->name }, .source = source };
}
