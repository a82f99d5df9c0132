/* Any bytes: catalogue_read says where and what is wrong, or gives a catalogue that holds what it
 * promises. */
#include <stdlib.h>

#include "formats/catalogue.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_target(const struct percent *p)
{
	check(p && (p->off || (p->e4 > 0 && p->e4 <= 1000000)) && p->decimals <= 4);
}

static void check_items(const struct yaml_items *items, size_t most)
{
	check(items->n <= most && !(items->all && items->n));
	for (size_t i = 0; i < items->n; i++)
		check(items->at[i].text[0] && items->at[i].at.line && items->at[i].at.column);
}

static void check_services(const struct catalogue *c)
{
	check(c->n_services >= 1 && c->n_services <= CATALOGUE_MAX_SERVICES);
	check(c->n_paths == 3 * c->n_services);
	for (size_t i = 0; i < c->n_services; i++) {
		const struct catalogue_service *s = &c->services[i];

		check(yaml_is_dns_label(text_of(s->name)) && s->health[0] == '/');
		check(s->port >= 1 && s->port <= 65535 && s->image[0] && s->canary.container[0]);
		check(s->canary.evidence != CANARY_METRICS || c->canary.n_metrics);
		check_target(s->coverage);
		check_items(&s->watch, YAML_MAX_ITEMS);
		check(catalogue_service_named(c, s->name) == s);
		check(catalogue_service_of(c, s->path) == s || !strcmp(s->path, "."));
	}
	for (size_t i = 0; i < c->n_paths; i++)
		check(c->paths[i].path[0] && c->paths[i].path[0] != '/' && c->paths[i].at.line &&
		      strncmp(c->paths[i].path, "../", 3) && strcmp(c->paths[i].path, ".."));
}

static void check_metrics(const struct catalogue *c)
{
	for (size_t i = 0; i < c->canary.n_metrics; i++) {
		const struct canary_metric *m = &c->canary.metrics[i];
		bool relative = m->kind == CANARY_DEGRADATION;

		check(!m->errors == (m->kind != CANARY_RATIO) && !m->total == !m->errors);
		check(!m->buckets == (m->kind != CANARY_LATENCY));
		check(!m->query == (m->kind != CANARY_LIMIT && !relative));
		check((m->max || m->min) == (m->kind == CANARY_LIMIT));
		check((!m->max_increase != !m->max_decrease) == relative);
	}
}

static void check_all(const struct catalogue *c)
{
	check(c->version == CATALOGUE_VERSION && yaml_is_dns_label(text_of(c->namespace)));
	check_services(c);
	check_metrics(c);
	check_items(&c->shared, YAML_MAX_ITEMS);
	check_items(&c->coverage.rules, YAML_MAX_LONG);
	check_items(&c->coverage.carryforward, YAML_MAX_ITEMS);
	if (c->coverage.project)
		check_target(c->coverage.project);
	if (c->coverage.patch)
		check_target(c->coverage.patch);
	check(c->coverage.tolerance && !c->coverage.tolerance->off && c->coverage.max_age >= 0);
	for (size_t i = 0; i < ENVIRONMENTS; i++) {
		check(!c->environments[i] || c->environments[i]->namespace);
		for (size_t k = 0; k < c->secrets[i].n; k++)
			check(c->secrets[i].at[k].aws[0] && c->secrets[i].at[k].secret[0]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	AUTO(catalogue) c = { 0 };
	struct err err = { 0 };

	if (catalogue_read(&c, "ci/f.yml", bytes, &err) < 0) {
		check(err.kind == ERR_CALLER && !strncmp(err.text, "ci/f.yml:", 9));
		check(!c.arena.chunk && !c.n_services);
		return 0;
	}
	check(!err_is_set(&err));
	check_all(&c);
	return 0;
}
