/*
 * A pattern, a line end, a path: what base/glob.c says is compared with a matcher that tries out
 * every way and can be read at a glance. Where that takes too long nothing is compared.
 */
#include <stdint.h>

#include "base/glob.h"
#include "base/utf8.h"

#define BUDGET 100000

static const char *path_start;
static bool dots;
static long steps;

/* A piece of the pattern, and what comes behind it. */
struct piece {
	const char *p, *end;
	const struct piece *then;
};

static bool match(const char *p, const char *end, const struct piece *then, const char *s);

/* Behind the ']' of the set that begins at p; NULL when there is none. */
static const char *behind_set(const char *p, const char *end)
{
	p++;
	if (p < end && (*p == '!' || *p == '^'))
		p++;
	for (p++; p < end; p++)
		if (*p == ']')
			return p + 1;
	return NULL;
}

/* The ',' or '}' that ends the alternative that begins at p; NULL when none does. */
static const char *end_of_alternative(const char *p, const char *end)
{
	for (int depth = 0; p && p < end;) {
		if (!depth && (*p == ',' || *p == '}'))
			return p;
		depth += (*p == '{') - (*p == '}');
		p = *p == '[' ? behind_set(p, end) : p + 1;
	}
	return NULL;
}

static uint32_t character(const char *s, const char *end, size_t *used)
{
	bool valid;
	uint32_t c = utf8_decode(s, (size_t)(end - s), used, &valid);

	if (valid)
		return c;
	*used = 1;
	return 0x110000u + (unsigned char)*s;
}

/* -1: a range that runs backwards. */
static int in_set(const char *p, const char *end, uint32_t c)
{
	bool negated = *p == '!' || *p == '^', found = false, backwards = false;

	for (p += negated; p < end;) {
		size_t used;
		uint32_t low = character(p, end, &used), high = low;

		p += used;
		if (end - p > 1 && *p == '-') {
			high = character(++p, end, &used);
			p += used;
		}
		backwards = backwards || high < low;
		found = found || (c >= low && c <= high);
	}
	return backwards ? -1 : found != negated;
}

static bool at_start(const char *s) { return s == path_start || s[-1] == '/'; }

/* Whether a wildcard may take the character at s. */
static bool may_take(const char *s) { return *s && (dots || *s != '.' || !at_start(s)); }

static bool match_braces(const char *p, const char *end, const struct piece *then, const char *s)
{
	const char *starts = p + 1, *behind = p, *stop;
	struct piece rest = { NULL, end, then };

	do
		behind = end_of_alternative(behind + 1, end);
	while (*behind != '}');
	rest.p = behind + 1;
	do {
		stop = end_of_alternative(starts, end);
		if (match(starts, stop, &rest, s))
			return true;
		starts = stop + 1;
	} while (*stop == ',');
	return false;
}

static bool match_stars(const char *p, const char *end, const struct piece *then, const char *s)
{
	const char *behind = p;
	bool folders;
	size_t used;

	while (behind < end && *behind == '*')
		behind++;
	folders = behind - p > 1 && behind < end && *behind == '/';
	if (folders ? at_start(s) && match(behind + 1, end, then, s) : match(behind, end, then, s))
		return true;
	if (!may_take(s) || (behind - p == 1 && *s == '/'))
		return false;
	character(s, s + strlen(s), &used);
	return match(p, end, then, s + used);
}

static bool match(const char *p, const char *end, const struct piece *then, const char *s)
{
	size_t used, own;
	uint32_t c;

	if (++steps > BUDGET)
		return false;
	if (p == end)
		return then ? match(then->p, then->end, then->then, s) : *s == '\0';
	if (*p == '{')
		return match_braces(p, end, then, s);
	if (*p == '*')
		return match_stars(p, end, then, s);
	if (*s == '\0')
		return false;
	c = character(s, s + strlen(s), &used);
	if (*p == '[' || *p == '?') {
		const char *behind = *p == '?' ? p + 1 : behind_set(p, end);

		return may_take(s) && c != '/' &&
		       (*p == '?' || in_set(p + 1, behind - 1, c) == 1) &&
		       match(behind, end, then, s + used);
	}
	return character(p, end, &own) == c && match(p + own, end, then, s + used);
}

static bool is_pattern(const char *p, const char *end)
{
	int depth = 0;

	while (p < end) {
		const char *behind = *p == '[' ? behind_set(p, end) : p + 1;

		if (!behind || (*p == '[' && in_set(p + 1, behind - 1, 0) < 0))
			return false;
		depth += (*p == '{') - (*p == '}' && depth);
		p = behind;
	}
	return depth == 0;
}

static void insist(bool fact)
{
	if (!fact)
		abort();
}

static void compare(const struct glob *glob, const char *pattern, const char *path)
{
	bool answer = glob_match(glob, path, dots), other;

	path_start = path;
	steps = 0;
	other = match(pattern, pattern + strlen(pattern), NULL, path);
	insist(answer == other || steps > BUDGET);
	for (const char *slash = path; answer && (slash = strchr(slash, '/')); slash++) {
		char *folder = strndup(path, (size_t)(slash - path));

		/* nothing is below a folder that the path ends with */
		insist(folder && (!slash[1] || glob_match_below(glob, folder, dots)));
		free(folder);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) arena = ARENA_MAX(64 * MiB);
	char *pattern = strndup((const char *)data, size), *path;
	const char *given = pattern;
	struct tree_patterns list;
	struct err err = { 0 };
	struct glob glob;

	insist(pattern);
	path = strchr(pattern, '\n');
	if (path)
		*path++ = '\0';
	else
		path = pattern + strlen(pattern);
	if (glob_compile(&glob, text_of(pattern), &arena, &err) == 0) {
		insist(is_pattern(pattern, pattern + strlen(pattern)));
		for (int i = 0; i < 2; i++) {
			dots = i;
			compare(&glob, pattern, path);
		}
	} else {
		insist(err.kind == ERR_CALLER && err.text[0]);
		insist(!is_pattern(pattern, pattern + strlen(pattern)) ||
		       strstr(err.text, "4096") || strstr(err.text, "1000"));
	}
	if (tree_patterns_compile(&list, &given, 1, &arena, NULL) == 0)
		tree_patterns_select(&list, path);
	free(pattern);
	return 0;
}
