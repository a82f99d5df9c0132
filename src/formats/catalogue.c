#include "formats/catalogue.h"

#include <string.h>

#include "formats/catalogue_checks.h"

/* The tree of a full file takes about 3 MiB, what is read from it less. */
#define ARENA_CEILING (32 * MiB)

void catalogue_release(struct catalogue *catalogue)
{
	arena_release(&catalogue->arena);
	*catalogue = (struct catalogue){ 0 };
}

static int derive_service(struct yaml_walk *w, const struct yaml_node *node,
			  struct catalogue_service *service)
{
	bool at_root = strcmp(service->path, ".") == 0;

	service->at = node->at;
	if (!service->image)
		service->image = service->name;
	if (!service->canary.container)
		service->canary.container = service->name;
	if (!service->dockerfile)
		service->dockerfile =
			at_root ? "Dockerfile"
				: arena_printf(w->arena, "%s/Dockerfile", service->path);
	return service->dockerfile ? 0 : err_memory(w->err);
}

static void add_path(struct catalogue *out, const struct yaml_node *node,
		     const struct catalogue_service *service, const char *key, const char *path)
{
	const struct yaml_node *value = yaml_member(node, key);

	out->paths[out->n_paths++] = (struct catalogue_path){
		.path = path,
		.key = key,
		.service = service,
		.at = value ? value->at : node->at,
	};
}

/* The defaults that depend on other keys, and the list of paths. */
static int derive(struct yaml_walk *w, struct catalogue *out)
{
	const struct yaml_node *node = yaml_member(w->root, "services")->first;

	out->paths = arena_alloc(w->arena, 3 * out->n_services * sizeof(*out->paths));
	if (!out->paths)
		return err_memory(w->err);
	for (size_t i = 0; i < out->n_services; i++, node = node->next) {
		struct catalogue_service *service = &out->services[i];

		if (derive_service(w, node, service) < 0)
			return -1;
		add_path(out, node, service, "path", service->path);
		add_path(out, node, service, "dockerfile", service->dockerfile);
		add_path(out, node, service, "context", service->context);
	}
	for (size_t i = 0; i < ENVIRONMENTS; i++)
		if (out->environments[i] && !out->environments[i]->namespace)
			out->environments[i]->namespace = out->namespace;
	return 0;
}

static int read_all(struct catalogue *out, const char *name, struct text bytes, struct err *err)
{
	static const char *const long_keys[] = { "rules", NULL };
	struct yaml_walk walk = {
		.name = name, .arena = &out->arena, .err = err, .folder = yaml_folder(name)
	};

	walk.root = yaml_parse(&out->arena, name, bytes, long_keys, err);
	if (!walk.root)
		return -1;
	if (check_version(&walk) < 0 || yaml_read(&walk, &catalogue_table, walk.root, out) < 0)
		return -1;
	out->name = arena_strdup(&out->arena, name);
	return out->name ? derive(&walk, out) : err_memory(err);
}

int catalogue_read(struct catalogue *out, const char *name, struct text bytes, struct err *err)
{
	*out = (struct catalogue){ .arena = ARENA_MAX(ARENA_CEILING) };
	if (read_all(out, name, bytes, err) == 0)
		return 0;
	catalogue_release(out);
	return -1;
}

/* How much of the path is the service's: SIZE_MAX when it is not the service's at all. */
static size_t length_in(const struct catalogue_service *service, const char *path)
{
	size_t len = strlen(service->path);

	if (strcmp(service->path, ".") == 0)
		return 0;
	if (strncmp(path, service->path, len) != 0 || (path[len] && path[len] != '/'))
		return SIZE_MAX;
	return len;
}

const struct catalogue_service *catalogue_service_of(const struct catalogue *catalogue,
						     const char *path)
{
	const struct catalogue_service *found = NULL;
	size_t longest = 0;

	for (size_t i = 0; i < catalogue->n_services; i++) {
		size_t len = length_in(&catalogue->services[i], path);

		if (len == SIZE_MAX || (found && len <= longest))
			continue;
		found = &catalogue->services[i];
		longest = len;
	}
	return found;
}

const struct catalogue_service *catalogue_service_named(const struct catalogue *catalogue,
							const char *name)
{
	for (size_t i = 0; i < catalogue->n_services; i++)
		if (strcmp(catalogue->services[i].name, name) == 0)
			return &catalogue->services[i];
	return NULL;
}
