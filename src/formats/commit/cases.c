#include "formats/commit/cases.h"

#include <string.h>

#include "base/utf8.h"
#include "formats/commit/letters.h"

#define TEXT_MAX (16 * MiB) /* of a message of 1 MiB in any case */

static const struct {
	const char *name;
	enum commit_case which;
} names[] = {
	{ "lower-case", CASE_LOWER },   { "upper-case", CASE_UPPER },
	{ "camel-case", CASE_CAMEL },   { "kebab-case", CASE_KEBAB },
	{ "pascal-case", CASE_PASCAL }, { "sentence-case", CASE_SENTENCE },
	{ "snake-case", CASE_SNAKE },   { "start-case", CASE_START },
	{ "lowercase", CASE_LOWER },    { "lowerCase", CASE_LOWER },
	{ "uppercase", CASE_UPPER },    { "sentencecase", CASE_SENTENCE },
};

const char *commit_case_name(enum commit_case which) { return names[which].name; }

bool commit_case_named(struct text name, enum commit_case *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (text_is(name, names[i].name)) {
			*out = names[i].which;
			return true;
		}
	return false;
}

/* Without `…`, "…" and '…', the shortest of each within a line. */
static void without_quotes(struct str *out, struct text text)
{
	static const char quotes[] = "`\"'";
	const char *none_before[3] = { 0 }; /* no such quote from the scan up to here */

	for (size_t i = 0; i < text.len;) {
		const char *at = text.ptr + i, *quote = *at ? strchr(quotes, *at) : NULL, *close;
		struct text line;

		if (!quote || at < none_before[quote - quotes]) {
			str_putc(out, *at);
			i++;
			continue;
		}
		line = text_from(text, i + 1);
		line = text_first(line, letters_line_end(line));
		close = line.len ? memchr(line.ptr, *at, line.len) : NULL;
		if (close) {
			i = (size_t)(close - text.ptr) + 1;
			continue;
		}
		none_before[quote - quotes] = line.ptr + line.len;
		str_putc(out, *at);
		i++;
	}
}

static void put_word(struct str *out, struct text word, enum commit_case which, bool first)
{
	if (which == CASE_KEBAB || which == CASE_SNAKE) {
		if (!first)
			str_putc(out, which == CASE_KEBAB ? '-' : '_');
		letters_lower(out, word);
	} else if (which == CASE_START) {
		size_t used;
		bool valid;

		if (!first)
			str_putc(out, ' ');
		utf8_decode(word.ptr, word.len, &used, &valid);
		letters_upper(out, text_first(word, used));
		str_add(out, word.ptr + used, word.len - used);
	} else if (first) {
		letters_lower(out, word);
	} else {
		letters_capitalise(out, word);
	}
}

static void write_words(struct str *out, struct text text, enum commit_case which)
{
	AUTO(str) plain = STR_MAX(TEXT_MAX);
	AUTO(str) word = STR_MAX(TEXT_MAX);
	AUTO(words) words = { 0 };
	size_t start, end, used;
	bool valid;

	letters_deburr(&plain, text);
	for (struct text rest = { plain.buf, plain.len }; rest.len; rest = text_from(rest, used)) {
		uint32_t c = utf8_decode(rest.ptr, rest.len, &used, &valid);

		if (c != '\'' && c != 0x2019)
			str_add(&word, rest.ptr, used);
	}
	text = (struct text){ word.buf, word.len };
	if (which == CASE_START)
		text = text_trim(text);
	if (plain.failed || word.failed || words_init(&words, text) < 0) {
		out->failed = true;
		return;
	}
	str_clear(&plain);
	for (bool first = true; words_next(&words, &start, &end); first = false) {
		str_clear(&plain);
		for (size_t i = start; i < end; i++)
			str_put_point(&plain, words.point[i]);
		put_word(out, (struct text){ plain.buf, plain.len }, which, first);
	}
}

void commit_case_write(struct str *out, struct text text, enum commit_case which)
{
	AUTO(str) camel = STR_MAX(TEXT_MAX);

	switch (which) {
	case CASE_LOWER: letters_lower(out, text); break;
	case CASE_UPPER: letters_upper(out, text); break;
	case CASE_SENTENCE: letters_upper_first(out, text); break;
	case CASE_PASCAL:
		write_words(&camel, text, CASE_CAMEL);
		letters_upper_first(out, (struct text){ camel.buf, camel.len });
		out->failed |= camel.failed;
		break;
	default: write_words(out, text, which);
	}
}

bool commit_case_is(struct text text, enum commit_case which)
{
	AUTO(str) bare = STR_MAX(TEXT_MAX);
	AUTO(str) written = STR_MAX(TEXT_MAX);
	struct text input, output;

	without_quotes(&bare, text);
	input = text_trim((struct text){ bare.buf, bare.len });
	commit_case_write(&written, input, which);
	output = (struct text){ written.buf, written.len };
	if (bare.failed || written.failed)
		return false;
	return !output.len || (output.ptr[0] >= '0' && output.ptr[0] <= '9') ||
	       text_equal(input, output);
}
