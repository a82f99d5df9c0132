/* The title of a pull request, and the message that a squash merge would make (specs/commit-lint.md
 * 5.1). */
#include <string.h>

#include "programs/commit/commit.h"

static struct text text_in(const struct str *s) { return (struct text){ s->buf, s->len }; }

/*
 * The header: the title, or that of the only commit. NULL: not known, which the report says.
 */
static const char *squash_title(struct commit_session *s, const struct event_pull_request *pull,
				bool *is_title)
{
	bool by_commit =
		pull->squash_title && strcmp(pull->squash_title, "COMMIT_OR_PR_TITLE") == 0;

	*is_title = !by_commit || (s->plain ? s->plain > 1 : pull->commits > 1);
	if (*is_title) {
		if (by_commit && !s->plain)
			report_not_checked(
				s->report,
				"whether all but one of the commits are merges, whose header "
				"the squash message would take");
		if (!pull->squash_title)
			report_not_checked(
				s->report,
				"how a squash merge is named here: the event does not say; "
				"the title was taken");
		return pull->title;
	}
	if (s->plain_header)
		return s->plain_header;
	report_problem(s->report, "the squash message is not known",
		       "it takes the header of the only commit, and the commits were not read",
		       "use source: auto");
	return NULL;
}

static int take_squash(struct commit_session *s, const struct event_pull_request *pull,
		       bool decides, struct err *err)
{
	AUTO(str) message = STR_MAX(4 * MiB);
	bool is_title;
	const char *title = squash_title(s, pull, &is_title);
	bool body = pull->body && pull->body[0] && pull->squash_message &&
		    strcmp(pull->squash_message, "PR_BODY") == 0;

	if (!title)
		return 0;
	commit_squash_header(&message, text_of(title), pull->number);
	if (body)
		str_printf(&message, "\n\n%s", pull->body);
	if (str_check(&message, "squash message", err) < 0)
		return -1;
	return commit_take(s,
			   &(struct commit_seen){ .unit = UNIT_SQUASH,
						  .id = "squash",
						  .login = pull->author,
						  .parents = -1,
						  .bytes = text_in(&message),
						  .decides = decides,
						  .repeats_title = is_title },
			   err);
}

int commit_title(struct commit_session *s, const struct event_pull_request *pull,
		 bool title_decides, bool squash, bool squash_decides, struct err *err)
{
	AUTO(str) context = STR_MAX(4 * MiB);

	if (!pull->title || !pull->title[0])
		return err_set(err, "event file: the pull request has no title");
	str_printf(&context, "%s\n\n%s", pull->title, pull->body ? pull->body : "");
	if (str_check(&context, "title", err) < 0)
		return -1;
	/* what the squash message has in common with the title is said once, of the title */
	if (commit_take(
		    s,
		    &(struct commit_seen){ .unit = UNIT_TITLE,
					   .id = "title",
					   .login = pull->author,
					   .parents = -1,
					   .bytes = text_of(pull->title),
					   .context = text_in(&context),
					   .decides = title_decides || (squash && squash_decides) },
		    err) < 0)
		return -1;
	return squash ? take_squash(s, pull, squash_decides, err) : 0;
}
