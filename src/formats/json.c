#include "formats/json.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/scan.h"
#include "base/utf8.h"

#define WINDOW  (64 * KiB)
#define RAW_MAX (4 * MiB)

void json_init(struct json *j, struct reader *reader, size_t max_text, struct err *err)
{
	*j = (struct json){ .reader = reader, .name = reader->name, .err = err, .first = true };
	str_init(&j->scratch, max_text);
	str_init(&j->token, RAW_MAX);
}

void json_init_memory(struct json *j, const char *name, size_t line, struct text bytes,
		      struct err *err)
{
	*j = (struct json){ .name = name, .err = err, .drained = true };
	str_init(&j->scratch, bytes.len > MiB ? bytes.len : MiB);
	str_init(&j->token, RAW_MAX);
	json_restart(j, line, bytes);
}

void json_restart(struct json *j, size_t line, struct text bytes)
{
	j->at = j->line_from = bytes.ptr;
	j->end = bytes.ptr + bytes.len;
	j->line = line;
	j->before = 0;
	j->depth = 0;
	j->first = true;
	j->failed = false;
	if (j->scratch.max < bytes.len)
		j->scratch.max = bytes.len;
}

void json_release(struct json *j)
{
	free(j->buf);
	j->buf = NULL;
	str_release(&j->scratch);
	str_release(&j->token);
}

/* Counts line ends up to `at`. */
static void count_lines(struct json *j)
{
	const char *from = j->line_from, *nl;

	while (from < j->at && (nl = memchr(from, '\n', (size_t)(j->at - from)))) {
		j->line++;
		j->before = 0;
		from = nl + 1;
	}
	j->line_from = from;
}

void json_place(struct json *j, size_t *line, size_t *column)
{
	count_lines(j);
	*line = j->line + 1;
	*column = j->before + (size_t)(j->at - j->line_from) + 1;
}

bool json_fail(struct json *j, const char *format, ...)
{
	AUTO(str) what = STR_MAX(KiB);
	size_t line, column;
	va_list args;

	if (j->failed)
		return false;
	va_start(args, format);
	str_vprintf(&what, format, args);
	va_end(args);
	json_place(j, &line, &column);
	err_set(j->err, "%s:%zu:%zu: %s", j->name, line, column,
		what.failed ? "malformed JSON" : what.buf);
	j->failed = true;
	j->end = j->at; /* nothing more is read */
	return false;
}

/* Makes at least one unread byte; false at the end of the text or after an error. */
static bool refill(struct json *j)
{
	ssize_t n;

	if (j->failed || j->drained)
		return false;
	if (!j->buf) {
		j->buf = malloc(WINDOW);
		if (!j->buf) {
			err_memory(j->err);
			j->failed = true;
			return false;
		}
		j->cap = WINDOW;
	} else {
		count_lines(j);
		j->before += (size_t)(j->at - j->line_from);
	}
	n = j->reader->read(j->reader, j->buf, j->cap, j->err);
	j->failed = n < 0;
	j->drained = n == 0;
	j->at = j->end = j->line_from = j->buf;
	if (n > 0)
		j->end += n;
	return n > 0;
}

static inline bool more(struct json *j) { return j->at < j->end || refill(j); }

static int peek_behind_blanks(struct json *j)
{
	while (more(j)) {
		char c = *j->at;

		if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
			return (unsigned char)c;
		j->at++;
	}
	return -1;
}

/* The next byte that is no white space, unread; -1 at the end, and after an error. */
static inline int peek_byte(struct json *j)
{
	if (j->at < j->end && (unsigned char)*j->at > ' ')
		return (unsigned char)*j->at;
	return peek_behind_blanks(j);
}

/* A byte as it may stand in a message. */
static const char *shown(struct json *j, int byte)
{
	static const char *const names[] = { "the end of the text", "an unprintable byte" };

	if (byte < 0)
		return names[0];
	if (byte < 0x20 || byte > 0x7E)
		return names[1];
	str_clear(&j->token);
	str_printf(&j->token, "'%c'", byte);
	return j->token.failed ? "another byte" : j->token.buf;
}

static bool expected(struct json *j, const char *what)
{
	int byte = peek_byte(j);

	if (byte < 0 && !j->failed)
		return json_fail(j, "the text ends where %s was expected: truncated?", what);
	return json_fail(j, "expected %s, found %s", what, shown(j, byte));
}

static enum json_type type_of(int byte)
{
	switch (byte) {
	case '{': return JSON_OBJECT;
	case '[': return JSON_ARRAY;
	case '"': return JSON_STRING;
	case 't': return JSON_TRUE;
	case 'f': return JSON_FALSE;
	case 'n': return JSON_NULL;
	case '-': return JSON_NUMBER;
	default: return byte >= '0' && byte <= '9' ? JSON_NUMBER : JSON_NONE;
	}
}

enum json_type json_peek(struct json *j)
{
	enum json_type type = type_of(peek_byte(j));

	if (type == JSON_NONE && !j->failed)
		expected(j, "a value");
	return type;
}

static bool enter(struct json *j, char open, const char *what)
{
	if (peek_byte(j) != open)
		return expected(j, what);
	if (j->depth == JSON_MAX_DEPTH)
		return json_fail(j, "nested deeper than %d", JSON_MAX_DEPTH);
	j->at++;
	j->inside[j->depth++] = open;
	j->first = true;
	return true;
}

bool json_enter_object(struct json *j) { return enter(j, '{', "an object"); }

bool json_enter_array(struct json *j) { return enter(j, '[', "an array"); }

/* Steps to the next entry of the innermost container: false when `close` is met (and eaten), or on
 * an error. */
static bool next_entry(struct json *j, char close)
{
	int byte = peek_byte(j);

	if (j->failed)
		return false;
	if (byte == close) {
		j->at++;
		j->depth--;
		j->first = false;
		return false;
	}
	if (!j->first) {
		if (byte != ',')
			return expected(j, close == '}' ? "',' or '}'" : "',' or ']'");
		j->at++;
	}
	j->first = false;
	return true;
}

static unsigned hex4(const char *p, bool *ok)
{
	unsigned value = 0;

	for (int i = 0; i < 4; i++) {
		char c = p[i];

		if (c >= '0' && c <= '9')
			value = value << 4 | (unsigned)(c - '0');
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			value = value << 4 | (unsigned)((c | 32) - 'a' + 10);
		else
			*ok = false;
	}
	return value;
}

/* n bytes behind `at`, moved into `out` when they cross windows; false when the text ends before.
 */
static bool take_bytes(struct json *j, size_t n, char *out)
{
	while (n) {
		if (!more(j))
			return false;
		*out++ = *j->at++;
		n--;
	}
	return true;
}

static bool simple_escape(struct json *j, struct str *out, char c)
{
	switch (c) {
	case 'n': str_putc(out, '\n'); return true;
	case 't': str_putc(out, '\t'); return true;
	case 'r': str_putc(out, '\r'); return true;
	case 'b': str_putc(out, '\b'); return true;
	case 'f': str_putc(out, '\f'); return true;
	case '"':
	case '\\':
	case '/': str_putc(out, c); return true;
	default: return json_fail(j, "an unknown escape in a string");
	}
}

static bool cut_string(struct json *j)
{
	return json_fail(j, "the text ends inside a string: truncated?");
}

static bool hex_escape(struct json *j, unsigned *c)
{
	char digits[4];
	bool ok = true;

	if (!take_bytes(j, 4, digits))
		return cut_string(j);
	*c = hex4(digits, &ok);
	return ok || json_fail(j, "\\u wants four hex digits");
}

/* What follows "\u": one code point, with U+FFFD for NUL and for a surrogate that has no partner.
 */
static bool unicode_escape(struct json *j, struct str *out)
{
	unsigned c = 0, low = 0;

	if (!hex_escape(j, &c))
		return false;
	while (c >= 0xD800 && c < 0xDC00) { /* a high surrogate: its partner may follow */
		if (!more(j))
			return cut_string(j);
		if (*j->at != '\\')
			break;
		j->at++;
		if (!more(j))
			return cut_string(j);
		if (*j->at != 'u') {
			str_put_point(out, UTF8_REPLACEMENT);
			return simple_escape(j, out, *j->at++);
		}
		j->at++;
		if (!hex_escape(j, &low))
			return false;
		if (low >= 0xDC00 && low < 0xE000) {
			str_put_point(out, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
			return true;
		}
		str_put_point(out, UTF8_REPLACEMENT);
		c = low;
	}
	str_put_point(out, c == 0 || (c >= 0xD800 && c < 0xE000) ? UTF8_REPLACEMENT : c);
	return true;
}

static bool is_simple_escape(char c)
{
	switch (c) {
	case 'n':
	case 't':
	case 'r':
	case 'b':
	case 'f':
	case '"':
	case '\\':
	case '/': return true;
	default: return false;
	}
}

/* What follows a backslash; with out NULL it is only checked. */
static bool escape(struct json *j, struct str *out)
{
	unsigned c;

	if (!more(j))
		return cut_string(j);
	c = (unsigned char)*j->at++;
	if (c == 'u')
		return out ? unicode_escape(j, out) : hex_escape(j, &c);
	if (out)
		return simple_escape(j, out, (char)c);
	return is_simple_escape((char)c) || json_fail(j, "an unknown escape in a string");
}

static bool is_plain(char c) { return c != '"' && c != '\\' && (unsigned char)c >= 0x20; }

/* The first byte from p that is a quote, a backslash or a control character. */
static inline const char *plain_end(const char *p, const char *end)
{
	for (; end - p >= 16; p += 16) {
		bytes16 some = bytes16_load(p);
		size_t first =
			bytes16_first((bytes16)((some == '"') | (some == '\\') | (some < 0x20)));

		if (first < 16)
			return p + first;
	}
	while (p < end && is_plain(*p))
		p++;
	return p;
}

/* The rest of a string, from behind its opening quote: decoded into `out`, or, with out NULL,
 * walked over. */
static bool string_piece_by_piece(struct json *j, struct str *out)
{
	if (out)
		str_clear(out);
	for (;;) {
		const char *from;

		if (!more(j))
			return cut_string(j);
		from = j->at;
		j->at = plain_end(from, j->end);
		if (out)
			str_add(out, from, (size_t)(j->at - from));
		if (j->at == j->end)
			continue;
		if (*j->at == '"')
			break;
		if (*j->at != '\\')
			return json_fail(j, "a control character inside a string");
		j->at++;
		if (!escape(j, out))
			return false;
	}
	j->at++;
	return true;
}

static bool too_long(struct json *j, const struct str *out)
{
	return json_fail(j, "a string longer than %zu bytes", out->max);
}

/*
 * The string whose opening quote comes next. Without an escape and inside one window it is returned
 * where it stands; else it is decoded into `out`.
 */
static bool string(struct json *j, struct str *out, struct text *text)
{
	const char *from, *stop;

	if (peek_byte(j) != '"')
		return expected(j, "a string");
	from = ++j->at;
	stop = plain_end(from, j->end);
	if (stop < j->end && *stop == '"') {
		j->at = stop + 1;
		*text = (struct text){ from, (size_t)(stop - from) };
		return text->len <= out->max || too_long(j, out);
	}
	if (!string_piece_by_piece(j, out))
		return false;
	*text = (struct text){ out->buf, out->len };
	return !out->failed || too_long(j, out);
}

/* Walks over the string whose opening quote comes next. */
static bool skip_string(struct json *j)
{
	const char *p;

	if (peek_byte(j) != '"')
		return expected(j, "a string");
	p = plain_end(++j->at, j->end);
	while (j->end - p >= 2 && *p == '\\' && is_simple_escape(p[1]))
		p = plain_end(p + 2, j->end);
	if (p < j->end && *p == '"') {
		j->at = p + 1;
		return true;
	}
	return string_piece_by_piece(j, NULL);
}

bool json_member(struct json *j, struct text *name)
{
	if (!next_entry(j, '}'))
		return false;
	if (!string(j, &j->scratch, name))
		return false;
	/* where the colon does not follow at once, the look for it may replace the window that
	 * holds the name */
	if (j->reader && name->ptr != j->scratch.buf && (j->at == j->end || *j->at != ':')) {
		str_clear(&j->scratch);
		str_add(&j->scratch, name->ptr, name->len);
		if (j->scratch.failed)
			return json_fail(j, "a name longer than %zu bytes", j->scratch.max);
		*name = (struct text){ j->scratch.buf, j->scratch.len };
	}
	if (peek_byte(j) != ':')
		return expected(j, "':'");
	j->at++;
	return true;
}

bool json_element(struct json *j)
{
	if (!next_entry(j, ']'))
		return false;
	if (peek_byte(j) == ']')
		return expected(j, "a value");
	return true;
}

struct text json_text(struct json *j)
{
	struct text text = { "", 0 };

	string(j, &j->scratch, &text);
	return j->failed ? (struct text){ "", 0 } : text;
}

static bool word(struct json *j, const char *letters)
{
	size_t len = strlen(letters);

	if ((size_t)(j->end - j->at) >= len && memcmp(j->at, letters, len) == 0) {
		j->at += len;
		return true;
	}
	for (const char *c = letters; *c; c++, j->at++)
		if (!more(j) || *j->at != *c)
			return json_fail(j, "expected %s", letters);
	return true;
}

struct text json_text_or_null(struct json *j, bool *is_null)
{
	bool null = json_peek(j) == JSON_NULL;

	if (is_null)
		*is_null = null;
	if (!null)
		return json_text(j);
	word(j, "null");
	return (struct text){ "", 0 };
}

bool json_bool(struct json *j)
{
	switch (peek_byte(j)) {
	case 't': return word(j, "true");
	case 'f': word(j, "false"); return false;
	default: return expected(j, "true or false");
	}
}

static bool digits(struct json *j, struct str *token)
{
	size_t before = token->len;

	while (more(j) && *j->at >= '0' && *j->at <= '9')
		str_putc(token, *j->at++);
	if (token->len == before)
		return expected(j, "a digit");
	return true;
}

/* Most numbers are a few digits inside one window: the token is then where it stands. */
static bool short_number(struct json *j, struct text *token)
{
	const char *p = j->at;

	if (p < j->end && *p == '0')
		return false;
	while (p < j->end && *p >= '0' && *p <= '9')
		p++;
	if (p == j->at || p == j->end || *p == '.' || (*p | 32) == 'e')
		return false;
	*token = (struct text){ j->at, (size_t)(p - j->at) };
	j->at = p;
	return true;
}

/* RFC 8259 section 6. */
static bool number(struct json *j, struct text *text)
{
	struct str *token = &j->token;
	int byte = peek_byte(j);

	if (type_of(byte) != JSON_NUMBER)
		return expected(j, "a number");
	if (short_number(j, text))
		return true;
	str_clear(token);
	if (byte == '-') {
		str_putc(token, '-');
		j->at++;
	}
	if (more(j) && *j->at == '0') {
		str_putc(token, '0');
		j->at++;
	} else if (!digits(j, token)) {
		return false;
	}
	if (more(j) && *j->at == '.') {
		str_putc(token, '.');
		j->at++;
		if (!digits(j, token))
			return false;
	}
	if (more(j) && (*j->at == 'e' || *j->at == 'E')) {
		str_putc(token, 'e');
		j->at++;
		if (more(j) && (*j->at == '+' || *j->at == '-'))
			str_putc(token, *j->at++);
		if (!digits(j, token))
			return false;
	}
	if (token->failed)
		return json_fail(j, "a number of over %zu digits", token->max);
	*text = (struct text){ token->buf, token->len };
	return !j->failed;
}

int64_t json_int(struct json *j)
{
	struct text t = { 0 };
	bool negative;
	int64_t value = 0;
	size_t i;

	if (!number(j, &t))
		return 0;
	negative = text_starts(t, "-");
	for (i = negative; i < t.len && t.ptr[i] >= '0' && t.ptr[i] <= '9'; i++)
		if (__builtin_mul_overflow(value, 10, &value) ||
		    __builtin_add_overflow(value, t.ptr[i] - '0', &value))
			value = INT64_MAX;
	if (i < t.len && t.ptr[i] == '.')
		for (i++; i < t.len && t.ptr[i] == '0'; i++)
			;
	if (i < t.len) {
		json_fail(j, "expected a whole number");
		return 0;
	}
	return negative ? -value : value;
}

int64_t json_int_or(struct json *j, int64_t if_null)
{
	if (json_peek(j) != JSON_NULL)
		return json_int(j);
	word(j, "null");
	return if_null;
}

bool json_number(struct json *j, struct decimal *out)
{
	struct text token = { 0 };

	if (!number(j, &token))
		return false;
	if (!num_decimal(token, out))
		return json_fail(j, "expected a decimal of at most 15 digits");
	return true;
}

/* One scalar or bracket walked over. */
static bool skip_scalar(struct json *j, enum json_type type)
{
	struct text ignored;

	switch (type) {
	case JSON_STRING: return skip_string(j);
	case JSON_NUMBER: return number(j, &ignored);
	case JSON_TRUE: return word(j, "true");
	case JSON_FALSE: return word(j, "false");
	case JSON_NULL: return word(j, "null");
	default: return false;
	}
}

/* Walks over the members left in the container that was just entered, at depth `level`. */
static void skip_rest(struct json *j, unsigned level)
{
	while (j->depth >= level && !j->failed) {
		bool object = j->inside[j->depth - 1] == '{';
		enum json_type type;

		if (!next_entry(j, object ? '}' : ']'))
			continue;
		if (object && (!skip_string(j) || (peek_byte(j) != ':' && !expected(j, "':'"))))
			return;
		if (object)
			j->at++;
		type = json_peek(j);
		if (type == JSON_OBJECT)
			json_enter_object(j);
		else if (type == JSON_ARRAY)
			json_enter_array(j);
		else
			skip_scalar(j, type);
	}
}

void json_skip(struct json *j)
{
	enum json_type type = json_peek(j);
	unsigned level = j->depth + 1;

	if (type == JSON_OBJECT ? json_enter_object(j) : type == JSON_ARRAY && json_enter_array(j))
		skip_rest(j, level);
	else if (type != JSON_OBJECT && type != JSON_ARRAY)
		skip_scalar(j, type);
}

struct text json_raw(struct json *j)
{
	const char *from;

	if (peek_byte(j) < 0 || j->reader) {
		expected(j, "a value");
		return (struct text){ "", 0 };
	}
	from = j->at;
	json_skip(j);
	return (struct text){ from, (size_t)(j->at - from) };
}

bool json_more(struct json *j) { return peek_byte(j) >= 0; }

int json_end(struct json *j)
{
	if (!j->failed && j->depth)
		json_fail(j, "the text was left before its end");
	if (!j->failed && peek_byte(j) >= 0)
		json_fail(j, "more text behind the end of the document");
	return j->failed ? -1 : 0;
}
