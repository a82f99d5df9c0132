/*
 * A name and values, a NUL between them: read back as GitHub's runner reads GITHUB_OUTPUT, the file
 * holds these names with these values, and nothing else.
 */
#include "runner_fuzz.h"

#include "runner/envfile.h"
#include "runner/escape.h"

#define MOST 6

static bool is_key(const char *key)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
	size_t n = strspn(key, letters);

	while (n && (strchr(letters, key[n]) || strchr("0123456789-", key[n])) && key[n])
		n++;
	return n && !key[n];
}

/* The next line without its end, which is \n or \r\n. */
static struct text next_line(struct text *rest)
{
	const char *end = memchr(rest->ptr, '\n', rest->len);
	size_t len = end ? (size_t)(end - rest->ptr) : rest->len;
	struct text line = text_first(*rest, len);

	*rest = text_from(*rest, len + (end != NULL));
	if (end && text_ends(line, "\r"))
		line.len--;
	return line;
}

/* One entry; false at the end of the file. A line that is no entry is what the runner fails at. */
static bool next_entry(struct text *rest, struct text *key, struct str *found)
{
	struct text line = { 0 }, delimiter;
	ptrdiff_t heredoc, equals;

	while (rest->len && !line.len)
		line = next_line(rest);
	if (!line.len)
		return false;
	heredoc = text_find(line, "<<");
	equals = text_find(line, "=");
	must(heredoc > 0 && (equals < 0 || equals > heredoc));
	*key = text_first(line, (size_t)heredoc);
	delimiter = text_from(line, (size_t)heredoc + 2);
	must(delimiter.len);
	str_clear(found);
	for (bool first = true;; first = false) {
		must(rest->len); /* else the delimiter is missing */
		line = next_line(rest);
		if (text_equal(line, delimiter))
			return true;
		if (!first)
			str_putc(found, '\n');
		str_add(found, line.ptr, line.len);
	}
}

/* What envfile.h says that a value loses. */
static void expect(struct str *out, const char *value)
{
	AUTO(str) kept = STR_MAX(MiB);

	for (; *value; value++)
		if (*value != '\r' && (kept.len || *value != '\n'))
			str_putc(&kept, *value);
	escape_utf8(out, all_of(&kept));
}

static void read_back(struct text file, const struct pair *pairs, size_t n)
{
	AUTO(str) found = STR_MAX(MiB);
	AUTO(str) expected = STR_MAX(MiB);
	struct text key;

	for (size_t i = 0; i < n; i++) {
		str_clear(&expected);
		expect(&expected, pairs[i].value);
		must(next_entry(&file, &key, &found));
		must(text_is(key, pairs[i].key) && same(&found, &expected));
	}
	must(!next_entry(&file, &key, &found));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pair pairs[MOST] = { 0 };
	AUTO(str) out = STR_MAX(4 * MiB);
	struct err err = { 0 };
	size_t n = 0;
	char *key;

	if (size > 100 * KiB) /* beyond the ceilings, which the unit tests look at */
		return 0;
	key = next_text(&data, &size);
	for (n = 0; n == 0 || (size && n < MOST); n++)
		pairs[n] = (struct pair){ n ? "verdict-file" : key, next_text(&data, &size) };
	if (envfile_print(&out, pairs, n, &err) == 0) {
		must(is_key(key) && !err_is_set(&err));
		read_back(all_of(&out), pairs, n);
	} else {
		must(err.kind == ERR_INTERNAL && !is_key(key));
	}
	while (n)
		free((char *)pairs[--n].value);
	free(key);
	return 0;
}
