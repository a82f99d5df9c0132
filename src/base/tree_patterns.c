#include "base/glob.h"

#include <string.h>

struct tree_pattern {
	struct glob glob;
	bool takes_out;
};

static int compile(struct tree_pattern *pattern, const char *given, struct arena *arena,
		   struct err *err)
{
	struct text rest = text_of(given);
	bool anywhere, below;
	const char *whole;

	pattern->takes_out = text_starts(rest, "!");
	rest = text_from(rest, pattern->takes_out);
	below = text_ends(rest, "/");
	anywhere = !rest.len || !memchr(rest.ptr, '/', rest.len - below);
	rest = text_from(rest, text_starts(rest, "./") ? 2 : text_starts(rest, "/"));
	if (!rest.len)
		return err_caller(err, "pattern \"%s\": empty, a path was expected", given);
	/* as it was written, so that an error shows that */
	if (glob_compile(&pattern->glob, rest, arena, err) < 0)
		return -1;
	whole = arena_printf(arena, "%s%.*s%s", anywhere ? "**/" : "", (int)rest.len, rest.ptr,
			     below ? "**" : "");
	if (!whole)
		return err_memory(err);
	return glob_compile(&pattern->glob, text_of(whole), arena, err);
}

int tree_patterns_compile(struct tree_patterns *list, const char *const *patterns, size_t n,
			  struct arena *arena, struct err *err)
{
	*list = (struct tree_patterns){ .n = n };
	list->pattern = arena_alloc(arena, n * sizeof(*list->pattern));
	if (!list->pattern)
		return err_memory(err);
	for (size_t i = 0; i < n; i++)
		if (compile(&list->pattern[i], patterns[i], arena, err) < 0)
			return -1;
	return 0;
}

ptrdiff_t tree_patterns_decider(const struct tree_patterns *list, const char *path)
{
	for (size_t i = list->n; i > 0; i--)
		if (tree_patterns_match(list, i - 1, path))
			return (ptrdiff_t)i - 1;
	return -1;
}

bool tree_patterns_match(const struct tree_patterns *list, size_t i, const char *path)
{
	return glob_match(&list->pattern[i].glob, path, true);
}

bool tree_patterns_select(const struct tree_patterns *list, const char *path)
{
	ptrdiff_t i = tree_patterns_decider(list, path);

	return i >= 0 && !list->pattern[i].takes_out;
}
