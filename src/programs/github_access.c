#include "programs/github_access.h"

#include <stdlib.h>

#define BUDGET_MAX (INT64_C(24) * 3600) /* seconds */

static const char *given_or(const char *given, const char *variable)
{
	const char *value = given && given[0] ? given : getenv(variable);

	return value && value[0] ? value : NULL;
}

bool github_is_given(const struct github_inputs *in)
{
	return in->token && in->token[0] && given_or(in->repository, "GITHUB_REPOSITORY");
}

int github_access_from(const struct github_inputs *in, struct github_access *access,
		       struct err *err)
{
	const char *api = given_or(in->api_url, "GITHUB_API_URL");

	*access = (struct github_access){
		.api_url = api ? api : "https://api.github.com",
		.repository = given_or(in->repository, "GITHUB_REPOSITORY"),
		.token = in->token,
		.cancelled = report_cancel_flag(),
		.clock = &net_clock,
	};
	if (in->api_budget < 1 || in->api_budget > BUDGET_MAX)
		return err_caller(err, "api-budget: expected 1s to 24h");
	access->budget_ms = in->api_budget * 1000;
	if (!access->repository)
		return err_caller(err, "repository: the API needs OWNER/NAME");
	return 0;
}
