/* Whether each rule holds. */
#include "judge/coverage/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/glob.h"
#include "base/nearest.h"
#include "judge/coverage/arithmetic.h"

const char *const rule_state_words[] = { "pass",           "deny",         "incomplete",
					 "not applicable", "out of scope", NULL };

#define NO_SERVICE SIZE_MAX

static bool is_below(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	if (strcmp(folder, ".") == 0)
		return true;
	return strncmp(path, folder, len) == 0 && path[len] == '/';
}

size_t coverage_service_of(const struct coverage_subject *subject, const char *path)
{
	size_t best = NO_SERVICE, longest = 0;

	for (size_t i = 0; i < subject->n_services; i++) {
		const char *folder = subject->services[i].path;
		size_t len = strcmp(folder, ".") == 0 ? 0 : strlen(folder);

		if (is_below(path, folder) && (best == NO_SERVICE || len > longest)) {
			best = i;
			longest = len;
		}
	}
	return best;
}

struct judge {
	struct coverage_results *results;
	const struct coverage_subject *subject;
	const size_t *service_of; /* of each file of `merged` */
	size_t only;              /* the service that is judged; NO_SERVICE: all */
	struct arena *arena;
	struct err *err;
};

/* Which files a figure is of. */
struct selection {
	size_t service;                       /* NO_SERVICE: any */
	const struct tree_patterns *patterns; /* NULL: any */
	const struct coverage_file *file;     /* NULL: any */
	bool patch;
};

struct figure {
	struct coverage_count count;
	const char *lacking; /* a file that does not have the metric; NULL */
	const char *blurred; /* a changed file of which no lines are known; NULL */
};

static const struct changed_file *change_of(const struct coverage_subject *subject,
					    const char *path)
{
	const struct changed_file *changed = changed_lines_find(subject->changed, path);

	return changed && !changed->deleted && changed->n ? changed : NULL;
}

static struct coverage_count count_patch(const struct coverage_file *file,
					 const struct changed_file *changed,
					 enum coverage_kind kind)
{
	struct coverage_count all = { 0, 0 };

	for (size_t i = 0; i < changed->n; i++) {
		struct coverage_count some = coverage_count_between(
			file, kind, changed->changed[i].first, changed->changed[i].last);

		all.hit += some.hit;
		all.total += some.total;
	}
	return all;
}

static void add_file(const struct judge *j, const struct selection *selection,
		     const struct coverage_file *file, enum coverage_kind kind,
		     struct figure *figure)
{
	const struct changed_file *changed = NULL;
	struct coverage_count some;

	if (selection->patch) {
		changed = change_of(j->subject, file->path);
		if (!changed)
			return;
		if (file->only_counts) {
			figure->blurred = file->path;
			return;
		}
	}
	if (file->lacks & COVERAGE_HAS(kind))
		figure->lacking = file->path;
	some = changed ? count_patch(file, changed, kind) : coverage_count(file, kind);
	figure->count.hit += some.hit;
	figure->count.total += some.total;
}

/* Services whose figures are those of an earlier run. */
static void add_carried(const struct judge *j, const struct selection *selection,
			enum coverage_kind kind, struct figure *figure)
{
	for (size_t i = 0; i < j->subject->n_services; i++) {
		const struct coverage_service *service = &j->subject->services[i];

		if (!service->carried ||
		    (selection->service != NO_SERVICE && selection->service != i))
			continue;
		if (!(service->carried->has & COVERAGE_HAS(kind)))
			figure->lacking = service->name;
		figure->count.hit += service->carried->of[kind].hit;
		figure->count.total += service->carried->of[kind].total;
	}
}

static struct figure find_figure(const struct judge *j, const struct selection *selection,
				 enum coverage_kind kind)
{
	const struct coverage *merged = j->subject->merged;
	struct figure figure = { { 0, 0 }, NULL, NULL };

	if (selection->file) {
		add_file(j, selection, selection->file, kind, &figure);
		return figure;
	}
	for (size_t i = 0; i < merged->n; i++) {
		if (selection->service != NO_SERVICE && j->service_of[i] != selection->service)
			continue;
		if (selection->patterns &&
		    !tree_patterns_select(selection->patterns, merged->files[i]->path))
			continue;
		add_file(j, selection, merged->files[i], kind, &figure);
	}
	if (!selection->patch && !selection->patterns)
		add_carried(j, selection, kind, &figure);
	return figure;
}

static const char *say(const struct judge *j, const char *text, const char *path)
{
	return path ? arena_printf(j->arena, "%s: %s", path, text) : text;
}

/* The same scope in the baseline; of new code it is everything. total 0: it is new. */
static struct coverage_count find_base(const struct judge *j, const struct selection *selection,
				       int kind, bool *lacking)
{
	const struct coverage_baseline *base = j->subject->baseline;
	struct coverage_count all = { 0, 0 };

	*lacking = false;
	if (!selection->file && !selection->patterns) {
		const struct baseline_service *service =
			selection->patch || selection->service == NO_SERVICE
				? NULL
				: coverage_baseline_service(
					  base, j->subject->services[selection->service].name);
		const struct baseline_counts *counts =
			selection->patch || selection->service == NO_SERVICE ? &base->totals
			: service                                            ? &service->counts
									     : NULL;

		*lacking = counts && !(counts->has & COVERAGE_HAS(kind));
		return counts ? counts->of[kind] : all;
	}
	for (size_t i = 0; i < base->n_files; i++) {
		const struct baseline_file *file = &base->files[i];

		if (selection->file ? strcmp(file->path, selection->file->path) != 0
				    : !tree_patterns_select(selection->patterns, file->path))
			continue;
		*lacking |= !(file->counts.has & COVERAGE_HAS(kind));
		all.hit += file->counts.of[kind].hit;
		all.total += file->counts.of[kind].total;
	}
	return all;
}

static void compare_with_base(const struct judge *j, const struct selection *selection,
			      struct coverage_result *result)
{
	bool lacking;

	if (!j->subject->baseline) {
		result->state = j->subject->skip_baseline ? RULE_NOT_APPLICABLE : RULE_INCOMPLETE;
		result->why = "there is no baseline to compare with";
		return;
	}
	result->base = find_base(j, selection, result->kind, &lacking);
	if (lacking) {
		result->state = RULE_INCOMPLETE;
		result->why = "the baseline does not have this metric";
	} else if (!result->base.total) {
		result->state = RULE_NOT_APPLICABLE;
		result->why = "the baseline does not know it: it is new";
	} else {
		result->state =
			coverage_at_least_base(result->count, result->base, result->rule->target.e4)
				? RULE_PASS
				: RULE_DENY;
	}
}

/* The state of a figure that there is: 0 < total. */
static void compare(const struct judge *j, const struct selection *selection,
		    struct coverage_result *result)
{
	const struct coverage_rule *rule = result->rule;
	bool holds;

	switch (rule->test) {
	case RULE_UNCOVERED:
		holds = result->count.total - result->count.hit <= rule->most;
		result->needed = holds ? 0 : result->count.total - result->count.hit - rule->most;
		break;
	case RULE_AT_LEAST:
		result->effective_e4 = rule->target.e4 - rule->tolerance.e4;
		holds = coverage_at_least(result->count, result->effective_e4);
		result->needed = coverage_needed(result->count, result->effective_e4);
		break;
	default: compare_with_base(j, selection, result); return;
	}
	result->state = holds ? RULE_PASS : RULE_DENY;
}

static void decide(const struct judge *j, const struct selection *selection,
		   struct coverage_result *result, const struct figure *figure, bool may_be_empty,
		   const char *if_empty)
{
	result->count = figure->count;
	result->state = RULE_INCOMPLETE;
	if (figure->blurred)
		result->why = say(j, "its report has totals, not lines", figure->blurred);
	else if (figure->lacking)
		result->why = say(j, "its reports do not have this metric", figure->lacking);
	else if (!figure->count.total && may_be_empty) {
		result->state = RULE_NOT_APPLICABLE;
		result->why = if_empty;
	} else if (!figure->count.total)
		result->why = if_empty;
	else if (figure->count.total < result->rule->min_lines) {
		result->state = RULE_NOT_APPLICABLE;
		result->why = "fewer measured lines than min-lines";
	} else
		compare(j, selection, result);
}

static int add_result(const struct judge *j, const struct coverage_result *result)
{
	struct coverage_results *all = j->results;
	struct coverage_result *grown =
		arena_grow(j->arena, all->at, all->n, &all->cap, sizeof(*grown));

	if (!grown)
		return err_memory(j->err);
	all->at = grown;
	all->at[all->n++] = *result;
	return 0;
}

/* Whether the change is there to be judged; else the result says why it is not. */
static bool has_change(const struct judge *j, struct coverage_result *result)
{
	switch (j->subject->change) {
	case COVERAGE_CHANGE_KNOWN: return true;
	case COVERAGE_CHANGE_NONE:
		result->state = RULE_NOT_APPLICABLE;
		result->why = "this event is about no change";
		return false;
	default:
		result->state = RULE_INCOMPLETE;
		result->why = say(j, j->subject->change_why, "which lines changed is not known");
		return false;
	}
}

static int judge_one(const struct judge *j, const struct coverage_rule *rule, const char *member,
		     const struct selection *selection, const char *if_empty)
{
	struct coverage_result result = {
		.rule = rule,
		.member = member,
		.kind = rule->kind < 0 ? j->subject->kind : rule->kind,
	};
	struct figure figure;

	if (selection->patch && !has_change(j, &result))
		return add_result(j, &result);
	figure = find_figure(j, selection, (enum coverage_kind)result.kind);
	/* a pattern may be about the files of another service than the one that is judged */
	decide(j, selection, &result, &figure,
	       selection->patch || selection->file ||
		       (selection->patterns && j->only != NO_SERVICE),
	       selection->patch ? "no measurable line changed" : if_empty);
	return add_result(j, &result);
}

static int out_of_scope(const struct judge *j, const struct coverage_rule *rule)
{
	return add_result(j, &(struct coverage_result){ .rule = rule,
							.kind = rule->kind < 0 ? j->subject->kind
									       : rule->kind,
							.state = RULE_OUT_OF_SCOPE,
							.why = "another service is judged" });
}

static int unknown_service(const struct judge *j, const struct coverage_rule *rule)
{
	size_t n = j->subject->n_services;
	const char **names = arena_alloc(j->arena, (n + 1) * sizeof(*names)), *near;

	if (!names)
		return err_memory(j->err);
	for (size_t i = 0; i < n; i++)
		names[i] = j->subject->services[i].name;
	near = nearest_word(text_of(rule->argument), names);
	return err_caller(j->err, "%s: %s: there is no service \"%s\"%s%s%s", rule->source,
			  rule->text, rule->argument, near ? "; did you mean \"" : "",
			  near ? near : "", near ? "\"?" : "");
}

static int judge_services(const struct judge *j, const struct coverage_rule *rule)
{
	bool found = rule->scope == RULE_EACH_SERVICE;

	for (size_t i = 0; i < j->subject->n_services; i++) {
		struct selection selection = { .service = i, .patch = rule->patch };
		const char *name = j->subject->services[i].name;

		if (rule->scope == RULE_SERVICE && strcmp(rule->argument, name) != 0)
			continue;
		found = true;
		if (j->only != NO_SERVICE && i != j->only) {
			if (rule->scope == RULE_SERVICE)
				return out_of_scope(j, rule);
			continue;
		}
		if (judge_one(j, rule, rule->scope == RULE_SERVICE ? NULL : name, &selection,
			      "no report") < 0)
			return -1;
	}
	return found ? 0 : unknown_service(j, rule);
}

static int judge_files(const struct judge *j, const struct coverage_rule *rule,
		       const struct tree_patterns *patterns)
{
	bool changed_only = rule->scope == RULE_EACH_CHANGED_FILE;
	struct coverage_result why = { .rule = rule,
				       .kind = rule->kind < 0 ? j->subject->kind : rule->kind };
	const struct coverage *merged = j->subject->merged;

	if (changed_only && !has_change(j, &why))
		return add_result(j, &why);
	for (size_t i = 0; i < merged->n; i++) {
		struct selection selection = { .file = merged->files[i] };
		const char *path = merged->files[i]->path;

		if ((j->only != NO_SERVICE && j->service_of[i] != j->only) ||
		    (patterns && !tree_patterns_select(patterns, path)) ||
		    (changed_only && !change_of(j->subject, path)))
			continue;
		if (judge_one(j, rule, path, &selection, "no measurable line") < 0)
			return -1;
	}
	return 0;
}

static int judge_rule(const struct judge *j, const struct coverage_rule *rule)
{
	struct tree_patterns patterns;
	bool has_pattern = rule->argument && rule->scope != RULE_SERVICE;
	struct selection selection = { .service = j->only,
				       .patterns = has_pattern ? &patterns : NULL,
				       .patch = rule->patch };

	if (has_pattern &&
	    tree_patterns_compile(&patterns, &rule->argument, 1, j->arena, j->err) < 0)
		return -1;
	switch (rule->scope) {
	case RULE_PROJECT:
		if (!rule->patch && j->only != NO_SERVICE)
			return out_of_scope(j, rule);
		return judge_one(j, rule, NULL, &selection, "nothing was measured");
	case RULE_PATH:
		return judge_one(j, rule, NULL, &selection, "no measured file matches the pattern");
	case RULE_SERVICE:
	case RULE_EACH_SERVICE: return judge_services(j, rule);
	default: return judge_files(j, rule, selection.patterns);
	}
}

static size_t *map_services(const struct coverage_subject *subject, struct arena *arena)
{
	size_t *of = arena_alloc(arena, (subject->merged->n + 1) * sizeof(*of));

	for (size_t i = 0; of && i < subject->merged->n; i++)
		of[i] = coverage_service_of(subject, subject->merged->files[i]->path);
	return of;
}

int coverage_judge(struct coverage_results *results, const struct coverage_rules *rules,
		   const struct coverage_subject *subject, struct arena *arena, struct err *err)
{
	struct judge j = { results, subject, map_services(subject, arena), NO_SERVICE, arena, err };

	if (!j.service_of)
		return err_memory(err);
	for (size_t i = 0; subject->only && i < subject->n_services; i++)
		if (strcmp(subject->services[i].name, subject->only) == 0)
			j.only = i;
	for (size_t i = 0; i < rules->n; i++)
		if (judge_rule(&j, &rules->at[i]) < 0)
			return -1;
	return 0;
}

enum answer coverage_answer(const struct coverage_results *results)
{
	enum answer answer = PASS;

	for (size_t i = 0; i < results->n; i++) {
		const struct coverage_result *result = &results->at[i];

		if (result->rule->advisory)
			continue;
		if (result->state == RULE_INCOMPLETE)
			return INCOMPLETE;
		if (result->state == RULE_DENY)
			answer = DENY;
	}
	return answer;
}

struct coverage_count coverage_scope_count(const struct coverage_subject *subject, size_t service,
					   bool patch, enum coverage_kind kind)
{
	struct coverage_count all = { 0, 0 };

	for (size_t i = 0; i < subject->merged->n; i++) {
		const struct coverage_file *file = subject->merged->files[i];
		const struct changed_file *changed = patch ? change_of(subject, file->path) : NULL;
		struct coverage_count some;

		if ((patch && !changed) ||
		    (service != NO_SERVICE && coverage_service_of(subject, file->path) != service))
			continue;
		some = patch ? count_patch(file, changed, kind) : coverage_count(file, kind);
		all.hit += some.hit;
		all.total += some.total;
	}
	for (size_t i = 0; !patch && i < subject->n_services; i++) {
		const struct baseline_counts *carried = subject->services[i].carried;

		if (!carried || (service != NO_SERVICE && service != i))
			continue;
		all.hit += carried->of[kind].hit;
		all.total += carried->of[kind].total;
	}
	return all;
}
