#include "programs/situation.h"

#include <string.h>

struct situation situation_of(const struct report *report, const char *base, const char *head)
{
	const struct event *event = report_event(report);
	bool group = event->name && strcmp(event->name, "merge_group") == 0;

	return (struct situation){
		.base = base,
		.head = head,
		.event =
			report_on_github(report) && !event->name ? "(without a name)" : event->name,
		.ref = event->ref,
		.default_branch = event->default_branch,
		.base_sha = group ? event->merge_group.base_sha : event->pull_request.base_sha,
		.head_sha = group ? event->merge_group.head_sha : event->pull_request.head_sha,
		.base_branch = event->pull_request.base_ref,
		.before = event->before,
		.after = event->after,
		.deleted = event->deleted,
	};
}
