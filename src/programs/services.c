#include "programs/services.h"

#include <string.h>

/* Where a service lies must be there: a path that names nothing would give it no file at all. */
static int check_service_paths(struct report *report, const struct catalogue *catalogue,
			       struct err *err)
{
	AUTO(str) shown = STR_MAX(KiB);

	for (size_t i = 0; i < catalogue->n_paths; i++) {
		const struct catalogue_path *p = &catalogue->paths[i];

		if (strcmp(p->key, "path") != 0 || report_has_folder(report, p->path))
			continue;
		yaml_show(&shown, text_of(p->path));
		return yaml_fail(err, catalogue->name, p->at,
				 "path of service \"%s\": the workspace has no folder \"%s\"",
				 p->service->name, shown.buf);
	}
	return 0;
}

int services_read(struct report *report, const char *given, struct catalogue *catalogue,
		  struct err *err)
{
	const char *service = report_service(report);
	const char *name = report_workspace_path(report, given);
	AUTO(str) bytes = STR_MAX(MiB + 1);

	if (!report_exists(report, given)) {
		if (strcmp(given, SERVICES_DEFAULT) == 0)
			return 0;
		return err_caller(err, "catalogue: %s: no such file", given);
	}
	if (report_slurp(report, given, "phoenix.yml", &bytes, err) < 0 ||
	    catalogue_read(catalogue, name, (struct text){ bytes.buf, bytes.len }, err) < 0 ||
	    check_service_paths(report, catalogue, err) < 0)
		return -1;
	if (service && !catalogue_service_named(catalogue, service))
		return err_caller(err, "service \"%s\" is not in %s", service, given);
	return 1;
}
