#include "judge/coverage/scope.h"

#include <string.h>

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

const struct changed_file *scope_change(const struct coverage_subject *subject, const char *path)
{
	const struct changed_file *changed = changed_lines_find(subject->changed, path);

	return changed && !changed->deleted && changed->n ? changed : NULL;
}

struct coverage_count scope_patch(const struct coverage_file *file,
				  const struct changed_file *changed, enum coverage_kind kind)
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

struct coverage_count coverage_scope_count(const struct coverage_subject *subject, size_t service,
					   bool patch, enum coverage_kind kind)
{
	struct coverage_count all = { 0, 0 };

	for (size_t i = 0; i < subject->merged->n; i++) {
		const struct coverage_file *file = subject->merged->files[i];
		const struct changed_file *changed =
			patch ? scope_change(subject, file->path) : NULL;
		struct coverage_count some;

		if ((patch && !changed) ||
		    (service != NO_SERVICE && coverage_service_of(subject, file->path) != service))
			continue;
		some = patch ? scope_patch(file, changed, kind) : coverage_count(file, kind);
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
