/* Words that keep their capitals wherever they stand (specs/commit-lint.md 5.3, acronyms). */
#include <string.h>

#include "base/utf8.h"
#include "formats/commit/letters.h"
#include "judge/commit/lint.h"

static bool is_upper(uint32_t c)
{
	char bytes[4];
	size_t len = utf8_encode(c, bytes);
	AUTO(str) lowered = STR_MAX(64);

	if (c < 0x80)
		return c >= 'A' && c <= 'Z';
	if (!letters_has_case(c))
		return false;
	letters_lower(&lowered, (struct text){ bytes, len });
	return lowered.len != len || memcmp(lowered.buf, bytes, len) != 0;
}

/* Without the marks around it: (API), "API". */
static struct text bare(struct text word)
{
	size_t used;
	bool valid;

	while (word.len && !letters_is_alnum(utf8_decode(word.ptr, word.len, &used, &valid)))
		word = text_from(word, used);
	while (word.len && (unsigned char)word.ptr[word.len - 1] < 0x80 &&
	       !letters_is_alnum((unsigned char)word.ptr[word.len - 1]))
		word.len--;
	return word;
}

bool commit_is_acronym(struct text word)
{
	size_t capitals = 0, small = 0, used, at = 0;
	bool inner = false, letter_before = false, valid;

	word = bare(word);
	if (text_is(word, "I") || text_starts(word, "I'") || text_starts(word, "I\u2019"))
		return true;
	for (struct text rest = word; rest.len; rest = text_from(rest, used), at++) {
		uint32_t c = utf8_decode(rest.ptr, rest.len, &used, &valid);
		bool upper = is_upper(c);

		inner |= upper && letter_before;
		letter_before = letters_is_alnum(c);
		capitals += upper;
		small += !upper && letters_has_case(c);
	}
	return (capitals >= 2 && !small) || (inner && small);
}

static struct text next_word(struct text *rest)
{
	size_t n = 0, used;
	bool valid;
	struct text word;

	*rest = text_trim(*rest);
	while (n < rest->len &&
	       !utf8_is_space(utf8_decode(rest->ptr + n, rest->len - n, &used, &valid)))
		n += used;
	word = text_first(*rest, n);
	*rest = text_from(*rest, n);
	return word;
}

/* A subject all in capitals is shouting, once it has more than two words. */
static bool is_shouted(struct text subject)
{
	size_t words = 0, acronyms = 0;

	for (struct text rest = subject, word; (word = next_word(&rest)).len;) {
		if (!bare(word).len)
			continue;
		words++;
		acronyms += commit_is_acronym(word);
	}
	return words > 2 && words == acronyms;
}

/* The subject without such words; *first_is: the first word was one. */
static void put_others(struct str *out, struct text subject, bool *first_is)
{
	bool first = true;

	*first_is = false;
	for (struct text rest = subject, word; (word = next_word(&rest)).len; first = false) {
		if (commit_is_acronym(word)) {
			*first_is |= first;
			continue;
		}
		if (out->len)
			str_putc(out, ' ');
		str_add(out, word.ptr, word.len);
	}
}

bool commit_subject_case_holds(struct text subject, const struct commit_setting *s)
{
	AUTO(str) others = STR_MAX(2 * MiB);
	bool first_is = false;
	struct commit_setting one = *s;
	struct commit_message m = { .subject = subject };

	if (is_shouted(subject))
		return commit_rule_holds(RULE_SUBJECT_CASE, &m, s);
	put_others(&others, subject, &first_is);
	if (others.failed)
		return false;
	m.subject = (struct text){ others.buf, others.len };
	for (size_t i = 0; i < s->n_cases; i++) {
		if (first_is && s->cases[i].which == CASE_SENTENCE && !s->cases[i].never)
			continue;
		one.cases = &s->cases[i];
		one.n_cases = 1;
		if (!commit_rule_holds(RULE_SUBJECT_CASE, &m, &one))
			return false;
	}
	return true;
}
