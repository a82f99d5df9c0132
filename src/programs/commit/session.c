#include "programs/commit/commit.h"

static int compile(struct commit_session *s, const struct strings *list, struct glob **globs,
		   struct err *err)
{
	*globs = arena_alloc(&s->arena, (list->n + 1) * sizeof(**globs));
	if (!*globs)
		return err_memory(err);
	for (size_t i = 0; i < list->n; i++)
		if (glob_compile(&(*globs)[i], text_of(list->at[i]), &s->arena, err) < 0)
			return -1;
	return 0;
}

int commit_session_open(struct commit_session *s, struct report *report,
			const struct commit_inputs *in, struct err *err)
{
	*s = (struct commit_session){
		.report = report, .in = in, .arena = ARENA_MAX(64 * MiB), .title_valid = true
	};
	findings_init(&s->findings);
	if (compile(s, &in->ignore_authors, &s->ignore_globs, err) < 0)
		return -1;
	return compile(s, &in->relax_body_authors, &s->relax_globs, err);
}
