/* commit-lint: say no when a commit does not follow Conventional Commits */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "programs/commit/commit.h"
#include "programs/programs.h"

static struct commit_inputs in;

static const char *const sources[] = { "auto", "git", "api", "event", "edit", "stdin", NULL };
static const char *const checks[] = { "auto", "commits", "title", "squash", "all", NULL };
static const char *const presets[] = { "conventional", "angular", "spec", NULL };
static const char *const parsers[] = { "auto", "spec", "commitlint", NULL };
static const char *const ignores[] = { "strict", "commitlint", "none", NULL };
static const char *const fixups[] = { "allow", "deny", NULL };
static const char *const switches[] = { "auto", "on", "off", NULL };
static const char *const warnings[] = { "note", "deny", NULL };

static const struct option inputs[] = {
	{ "path", OPTION_PATH, &in.path, ".",
	  "folder of the repository, where configuration is looked for" },
	{ "source", OPTION_ENUM, &in.source, "auto",
	  "where messages come from; event: only title and squash message of the pull request",
	  .choices = sources },
	{ "check", OPTION_ENUM, &in.check, "auto",
	  "what decides; auto: what the repository's merge settings ask for", .choices = checks },
	{ "base", OPTION_REVISION, &in.base, NULL,
	  "where the range begins; empty = from the event" },
	{ "head", OPTION_REVISION, &in.head, NULL, "where the range ends; empty = from the event" },
	{ "edit", OPTION_PATH, &in.edit, NULL,
	  "file with a message being edited: for a commit-msg hook" },
	GITHUB_INPUTS(in.github, "token that may read contents, for source api and auto"),
	{ "config", OPTION_PATH, &in.config, NULL,
	  "commitlint configuration in JSON or YAML; empty = looked for, else the preset" },
	{ "preset", OPTION_ENUM, &in.preset, "conventional",
	  "rules where there is no configuration", .choices = presets },
	{ "parser", OPTION_ENUM, &in.parser, "auto",
	  "auto: commitlint with a configuration file, else spec (Conventional Commits 1.0.0)",
	  .choices = parsers },
	{ "ignores", OPTION_ENUM, &in.ignores, "strict",
	  "which messages are not judged: strict, what commitlint ignores, or none",
	  .choices = ignores },
	{ "fixup", OPTION_ENUM, &in.fixup, "allow",
	  "whether fixup!, squash! and amend! commits may stay", .choices = fixups },
	{ "types", OPTION_LIST, &in.types, NULL,
	  "types that are allowed, instead of the rules' own" },
	{ "scopes", OPTION_LIST, &in.scopes, NULL,
	  "scopes that are allowed, instead of the rules' own" },
	{ "header-max", OPTION_INT, &in.header_max, NULL,
	  "longest header, in UTF-16 units; empty = as the rules say", .min = 1, .max = 100000 },
	{ "body-line-max", OPTION_INT, &in.body_line_max, NULL, "longest line of a body, likewise",
	  .min = 1, .max = 100000 },
	{ "acronyms", OPTION_ENUM, &in.acronyms, "auto",
	  "let subjects begin with API, GitHub or I; auto: with the parser spec",
	  .choices = switches },
	{ "ignore-authors", OPTION_LIST, &in.ignore_authors, NULL,
	  "commits of these names, logins or e-mail addresses (globs) are counted, not judged" },
	{ "relax-body-authors", OPTION_LIST, &in.relax_body_authors,
	  "dependabot[bot], renovate[bot]",
	  "length rules of body and footer are off for these authors" },
	{ "warnings", OPTION_ENUM, &in.warnings, "note", "whether warnings deny",
	  .choices = warnings },
	{ "max-commits", OPTION_INT, &in.max_commits, "10000",
	  "most commits of a range; more is incomplete", .min = 1, .max = 1000000 },
	{ "print-config", OPTION_BOOL, &in.print_config, "false",
	  "print the rules as JSON, and judge nothing" },
	{ 0 },
};

static const struct output outputs[] = {
	{ "commits", "commits of the range" },
	{ "linted", "messages that were judged" },
	{ "ignored",
	  "messages that were not: merges, reverts, autosquash commits, versions, authors" },
	{ "invalid", "messages with an error" },
	{ "warnings", "messages with warnings alone" },
	{ "title-valid", "true or false; empty when no title was judged" },
	{ "bump", "what the messages ask of the next version: none, patch, minor, major" },
	{ "complete", "true when nothing is missing" },
	{ "commits-from", "git or api; empty when no commits were asked for" },
	{ 0 },
};

/* Which of the three are looked at, and which decide. */
struct plan {
	bool commits, title, squash;
	bool commits_decide, title_decides, squash_decides;
};

static int check_inputs(struct err *err)
{
	bool one = in.source == SOURCE_EDIT || in.source == SOURCE_STDIN;

	if (in.edit && in.source == SOURCE_AUTO)
		in.source = SOURCE_EDIT;
	if (in.edit && in.source != SOURCE_EDIT)
		return err_caller(err, "edit: names a message, and source says %s",
				  sources[in.source]);
	if (in.source == SOURCE_EDIT && !in.edit)
		return err_caller(err,
				  "source edit needs the input edit, the file with the message");
	one |= in.source == SOURCE_EDIT;
	if (one && in.check != CHECK_AUTO)
		return err_caller(err, "check %s: source %s gives one message", checks[in.check],
				  sources[in.source]);
	if (one && (in.base || in.head))
		return err_caller(err, "base and head: source %s gives one message",
				  sources[in.source]);
	if (in.source == SOURCE_EVENT && in.check == CHECK_COMMITS)
		return err_caller(err, "check commits: source event gives the title and the squash "
				       "message alone");
	return 0;
}

/* One message, of which nothing but its text is known. */
static int take_message(struct commit_session *s, const struct str *message, struct err *err)
{
	return commit_take(s,
			   &(struct commit_seen){ .unit = UNIT_MESSAGE,
						  .id = "message",
						  .parents = -1,
						  .bytes = { message->buf, message->len },
						  .decides = true },
			   err);
}

/* git's own sign of a comment. Another one (core.commentString) would need git's configuration. */
static int take_edit(struct commit_session *s, struct err *err)
{
	AUTO(str) file = STR_MAX(64 * MiB);
	AUTO(str) message = STR_MAX(64 * MiB);

	if (report_slurp(s->report, in.edit, "commit-message", &file, err) < 0)
		return -1;
	commit_clean_edit(&message, (struct text){ file.buf, file.len }, "#");
	if (str_check(&message, in.edit, err) < 0)
		return -1;
	return take_message(s, &message, err);
}

static int take_stdin(struct commit_session *s, struct err *err)
{
	AUTO(str) message = STR_MAX(64 * MiB);

	if (report_slurp(s->report, "-", "commit-message", &message, err) < 0)
		return -1;
	return take_message(s, &message, err);
}

/* check: auto, in a pull request. */
static struct plan plan_of_settings(const struct event_pull_request *pull)
{
	bool squash = pull->allow_squash == EVENT_YES;
	bool only = squash && pull->allow_merge == EVENT_NO && pull->allow_rebase == EVENT_NO;

	return (struct plan){
		.commits = true,
		.title = true,
		.squash = squash,
		.commits_decide = !only,
		.squash_decides = squash,
	};
}

static int make_plan(struct plan *plan, bool is_pull, const struct event_pull_request *pull,
		     struct err *err)
{
	bool event = in.source == SOURCE_EVENT;

	if (!is_pull && (event || in.check == CHECK_TITLE || in.check == CHECK_SQUASH))
		return err_caller(err, "%s %s needs the event of a pull request",
				  event ? "source" : "check", event ? "event" : checks[in.check]);
	switch (in.check) {
	case CHECK_TITLE: *plan = (struct plan){ .title = true, .title_decides = true }; break;
	case CHECK_SQUASH:
		*plan = (struct plan){ .title = true, .squash = true, .squash_decides = true };
		break;
	case CHECK_COMMITS: *plan = (struct plan){ .commits = true, .commits_decide = true }; break;
	case CHECK_ALL: *plan = (struct plan){ true, is_pull, is_pull, true, true, true }; break;
	default:
		*plan = is_pull ? plan_of_settings(pull)
				: (struct plan){ .commits = true, .commits_decide = true };
	}
	if (event) { /* there is nothing else that could decide */
		plan->commits = false;
		plan->title_decides = true;
		plan->squash &= in.check != CHECK_AUTO || pull->allow_squash != EVENT_NO;
	}
	return 0;
}

static int take_event(struct commit_session *s, struct err *err)
{
	const struct event *event = report_event(s->report);
	const struct event_pull_request *pull = &event->pull_request;
	struct plan plan = { 0 };

	if (event->unreadable)
		return err_set(err, "%s", event->unreadable);
	if (make_plan(&plan, pull->is_there, pull, err) < 0)
		return -1;
	if (plan.commits && commit_range(s, plan.commits_decide, err) < 0 && !plan.title)
		return -1;
	if (plan.title) {
		struct err title = { 0 };

		if (commit_title(s, pull, plan.title_decides, plan.squash, plan.squash_decides,
				 &title) < 0 &&
		    !err_is_set(err))
			*err = title;
	}
	return err_is_set(err) ? -1 : 0;
}

static int take_all(struct commit_session *s, struct err *err)
{
	if (in.source == SOURCE_EDIT)
		return take_edit(s, err);
	return in.source == SOURCE_STDIN ? take_stdin(s, err) : take_event(s, err);
}

static enum answer print_config(struct commit_session *s, struct err *err)
{
	AUTO(str) json = STR_MAX(4 * MiB);

	commit_print_rules(&json, &s->config);
	if (str_check(&json, "rules", err) < 0)
		return INCOMPLETE;
	report_echo(s->report, STDOUT_FILENO, (struct text){ json.buf, json.len });
	report_reason(s->report, "%zu rules of %s; no message was judged",
		      commit_config_count(&s->config),
		      s->config_name ? s->config_name : presets[in.preset]);
	return PASS;
}

static void put_counts(struct commit_session *s)
{
	struct report *r = s->report;
	bool denied_by_warnings = in.warnings == 1 && s->warned;

	report_count(r, "invalid", (int64_t)s->invalid, "count", "<= 0",
		     s->denied || !s->invalid ? s->invalid == 0 : VERDICT_NULL);
	report_count(r, "warnings", (int64_t)s->warned, "count", in.warnings == 1 ? "<= 0" : NULL,
		     in.warnings == 1 && s->denied ? !denied_by_warnings : VERDICT_NULL);
	report_count(r, "linted", (int64_t)s->linted, "count", NULL, VERDICT_NULL);
	report_count(r, "ignored", (int64_t)s->ignored, "count", NULL, VERDICT_NULL);
	report_key_metric(r, "invalid");
	report_looked_at(r, "messages", (int64_t)(s->linted + s->ignored));
	report_output(r, "commits", "%zu", s->commits);
	report_output(r, "commits-from", "%s", s->from ? s->from : "");
	report_output(r, "linted", "%zu", s->linted);
	report_output(r, "ignored", "%zu", s->ignored);
	report_output(r, "invalid", "%zu", s->invalid);
	report_output(r, "warnings", "%zu", s->warned);
	report_output(r, "title-valid", "%s",
		      !s->title_seen   ? ""
		      : s->title_valid ? "true"
				       : "false");
	report_output(r, "bump", "%s", commit_bump_words[s->bump]);
}

static void give_reason(struct commit_session *s)
{
	size_t all = s->linted + s->ignored;
	const char *noun = s->commits == all ? "commits" : all == 1 ? "message" : "messages";
	bool warned = s->denied && !s->invalid;

	if (!all && s->nothing)
		report_reason(s->report, "%s: no commit to judge", s->nothing);
	else if (all == 1 && s->linted)
		report_reason(s->report, "the message %s Conventional Commits%s",
			      s->invalid ? "does not follow" : "follows",
			      warned      ? ", with warnings, which deny here"
			      : s->warned ? ", with warnings"
					  : "");
	else if (!s->linted)
		report_reason(s->report,
			      "all %zu %s are merges, reverts, autosquash commits, versions or of "
			      "authors that are not judged",
			      all, noun);
	else if (s->invalid)
		report_reason(s->report, "%zu of %zu %s do not follow Conventional Commits%s",
			      s->invalid, all, noun,
			      s->denied ? "" : ", which decides nothing here");
	else
		report_reason(s->report, "%zu %s follow Conventional Commits%s", all, noun,
			      warned      ? ", some with warnings, which deny here"
			      : s->warned ? ", some with warnings"
					  : "");
}

static enum answer conclude(struct commit_session *s, struct err *err)
{
	bool complete;

	if (!err_is_set(err) && s->linted + s->ignored == 0 && !s->nothing)
		err_set(err, "no message was judged");
	/* an invalid message stays one, whatever is missing beside it */
	if (err_is_set(err) && err->kind != ERR_CALLER && s->denied) {
		if (!report_problems(s->report))
			report_problem(s->report, err->text, "", NULL);
		err_clear(err);
	}
	complete = !err_is_set(err) && !report_problems(s->report);
	put_counts(s);
	report_output(s->report, "complete", complete ? "true" : "false");
	report_findings(s->report, &s->findings);
	commit_present(s);
	give_reason(s);
	if (err_is_set(err))
		return INCOMPLETE;
	if (!complete && !s->denied)
		report_reason(s->report, "%s", report_first_problem(s->report));
	return s->denied ? DENY : complete ? PASS : INCOMPLETE;
}

static enum answer run(struct report *report, struct err *err)
{
	static struct commit_session session; /* its findings are written after run has returned */

	if (check_inputs(err) < 0)
		return ERROR;
	if (commit_session_open(&session, report, &in, err) < 0 ||
	    commit_configure(&session, err) < 0)
		return INCOMPLETE;
	if (in.print_config)
		return print_config(&session, err);
	take_all(&session, err);
	return conclude(&session, err);
}

const struct program commit_lint = {
	.name = "commit-lint",
	.brief = "say no when a commit message does not follow Conventional Commits",
	.icon = "message-square",
	.inputs = inputs,
	.outputs = outputs,
	.groupable = true,
	.run = run,
};
