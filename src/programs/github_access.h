/* Inputs of every program that asks GitHub's API, and what becomes of them. */
#ifndef PROGRAMS_GITHUB_ACCESS_H
#define PROGRAMS_GITHUB_ACCESS_H

#include "runner/program.h"
#include "services/github.h"

struct github_inputs {
	const char *token, *repository, *api_url;
	int64_t api_budget; /* seconds */
};

/* Rows of the option table; what the token is for is the program's to say. */
#define GITHUB_INPUTS(c, what_for)                                                            \
	{                                                                                     \
		"token", OPTION_SECRET, &(c).token,                                           \
		NULL,    what_for,      .in_action = "${{ github.token }}"                    \
	},                                                                                    \
		{ "repository", OPTION_STRING, &(c).repository, NULL,                         \
		  "OWNER/NAME at the API; empty = GITHUB_REPOSITORY" },                       \
		{ "api-url", OPTION_URL, &(c).api_url, NULL,                                  \
		  "API of the server; empty = GITHUB_API_URL, else https://api.github.com" }, \
	{                                                                                     \
		"api-budget", OPTION_DURATION, &(c).api_budget, "2m",                         \
			"most time for the API, with retries and waits: 1s to 24h"            \
	}

/* Whether the API can be asked without being told more: a token, and which repository. */
bool github_is_given(const struct github_inputs *inputs);

/* Texts live as long as the inputs and the environment. -1: no repository, a caller's error. */
int github_access_from(const struct github_inputs *inputs, struct github_access *access,
		       struct err *err);

#endif
