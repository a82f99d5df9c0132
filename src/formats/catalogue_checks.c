#include "formats/catalogue_checks.h"

#include <string.h>

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGIT "0123456789"

static bool is_one_of(char c, const char *set) { return c && strchr(set, c); }

static bool all_of(struct text t, const char *set)
{
	for (size_t i = 0; i < t.len; i++)
		if (!is_one_of(t.ptr[i], set))
			return false;
	return t.len > 0;
}

/* What stands before the first `separator`, which *rest is then behind; all, when there is none. */
static struct text take_part(struct text *rest, char separator)
{
	const char *end = rest->len ? memchr(rest->ptr, separator, rest->len) : NULL;
	struct text part = end ? text_first(*rest, (size_t)(end - rest->ptr)) : *rest;

	*rest = text_from(*rest, part.len + 1);
	return part;
}

/* A path component of an OCI repository name (distribution-spec, "Pulling manifests"). */
static bool is_component(struct text t)
{
	return all_of(t, LOWER DIGIT "._-") && !is_one_of(t.ptr[0], "._-") &&
	       !is_one_of(t.ptr[t.len - 1], "._-");
}

static bool is_repository(struct text t, bool port_alone)
{
	bool first = true;

	if (!t.len || t.ptr[t.len - 1] == '/')
		return false;
	for (; t.len; first = false) {
		struct text rest = take_part(&t, '/');
		struct text part = take_part(&rest, ':');
		bool has_port = part.ptr + part.len < t.ptr && part.ptr[part.len] == ':';

		if (!is_component(part))
			return false;
		if (has_port && (!first || !all_of(rest, DIGIT) || (!t.len && !port_alone)))
			return false;
	}
	return true;
}

bool is_registry(struct text text) { return is_repository(text, true); }
bool is_image(struct text text) { return is_repository(text, false); }

bool is_health(struct text text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] <= ' ' || text.ptr[i] == 0x7F)
			return false;
	return text_starts(text, "/");
}

/* [a-z]{2}(-[a-z]+)+-[0-9] */
bool is_region(struct text text)
{
	size_t words = 0;

	if (text.len < 3 || text.ptr[text.len - 2] != '-' ||
	    !is_one_of(text.ptr[text.len - 1], DIGIT))
		return false;
	text.len -= 2;
	for (; text.len; words++) {
		bool last = text.ptr[text.len - 1] == '-';
		struct text word = take_part(&text, '-');

		if (!all_of(word, LOWER) || (words == 0 && word.len != 2) || (last && !text.len))
			return false;
	}
	return words > 1;
}

bool is_metric_name(struct text text) { return text.len <= 63 && all_of(text, LOWER DIGIT "-"); }

bool is_data_key(struct text text)
{
	return text.len <= 253 && all_of(text, LOWER UPPER DIGIT "-._");
}

bool is_query(struct text text)
{
	static const char *const places[] = { "{{service}}", "{{namespace}}", "{{track}}",
					      "{{window}}" };
	ptrdiff_t at;

	while ((at = text_find(text, "{{")) >= 0) {
		size_t i = 0;

		text = text_from(text, (size_t)at);
		while (i < ARRAY_SIZE(places) && !text_starts(text, places[i]))
			i++;
		if (i == ARRAY_SIZE(places))
			return false;
		text = text_from(text, strlen(places[i]));
	}
	return true;
}

/* Asked first: a file of a later version may hold anything else. */
int check_version(struct yaml_walk *w)
{
	const struct yaml_node *version = yaml_member(w->root, "version");
	int64_t number;

	if (!version || version->kind != YAML_IS_SCALAR ||
	    !num_int(text_trim(text_of(version->text)), &number) || number <= CATALOGUE_VERSION)
		return 0;
	return yaml_fail(w->err, w->name, version->at,
			 "version: found \"%lld\"; written for a newer phoenix: this one reads %d",
			 (long long)number, CATALOGUE_VERSION);
}

static bool has_metrics(const struct yaml_walk *w)
{
	const struct yaml_node *metrics = yaml_member(yaml_member(w->root, "canary"), "metrics");

	return metrics && metrics->n;
}

int check_service(struct yaml_walk *w, const struct yaml_node *map, void *object)
{
	const struct catalogue_service *service = object;

	if (service->canary.evidence != CANARY_METRICS || has_metrics(w))
		return 0;
	return yaml_refuse(w, "evidence", yaml_member(yaml_member(map, "canary"), "evidence"),
			   "logs or health: the file has no canary.metrics");
}

static bool is_service(const struct yaml_walk *w, const char *name)
{
	const struct yaml_node *services = yaml_member(w->root, "services");

	for (const struct yaml_node *map = services ? services->first : NULL; map;
	     map = map->next) {
		const struct yaml_node *other = yaml_member(map, "name");

		if (other && other->kind == YAML_IS_SCALAR &&
		    text_is(text_trim(text_of(other->text)), name))
			return true;
	}
	return false;
}

int check_coverage(struct yaml_walk *w, const struct yaml_node *map, void *object)
{
	struct catalogue_coverage *coverage = object;
	const struct yaml_node *list = yaml_member(map, "carryforward");
	const struct yaml_node *item = list ? list->first : NULL;

	coverage->has_exempt = yaml_member(map, "unmeasured-exempt") != NULL;
	for (size_t i = 0; item && i < coverage->carryforward.n; i++, item = item->next)
		if (!is_service(w, coverage->carryforward.at[i].text))
			return yaml_refuse(w, "carryforward", item, "the name of a service");
	return 0;
}

/* The keys that each kind of metric has, and whether it must have them. */
static const struct {
	int kind;
	const char *key;
	bool required;
} metric_keys_of[] = {
	{ CANARY_RATIO, "errors", true },
	{ CANARY_RATIO, "total", true },
	{ CANARY_LATENCY, "buckets", true },
	{ CANARY_LIMIT, "query", true },
	{ CANARY_LIMIT, "max", false },
	{ CANARY_LIMIT, "min", false },
	{ CANARY_DEGRADATION, "query", true },
	{ CANARY_DEGRADATION, "max-increase", false },
	{ CANARY_DEGRADATION, "max-decrease", false },
};

static bool metric_has(int kind, const char *key)
{
	for (size_t i = 0; i < ARRAY_SIZE(metric_keys_of); i++)
		if (metric_keys_of[i].kind == kind && strcmp(metric_keys_of[i].key, key) == 0)
			return true;
	return strcmp(key, "name") == 0 || strcmp(key, "kind") == 0;
}

static int check_metric_keys(struct yaml_walk *w, const struct yaml_node *map, int kind)
{
	for (const struct yaml_node *value = map->first; value; value = value->next)
		if (!metric_has(kind, value->key))
			return yaml_fail(
				w->err, w->name, value->key_at,
				"found the key \"%s\", which a metric of kind %s does not have",
				value->key, canary_kind_words[kind]);
	for (size_t i = 0; i < ARRAY_SIZE(metric_keys_of); i++)
		if (metric_keys_of[i].kind == kind && metric_keys_of[i].required &&
		    !yaml_member(map, metric_keys_of[i].key))
			return yaml_fail(
				w->err, w->name, map->at,
				"the key \"%s\" is missing, which a metric of kind %s needs",
				metric_keys_of[i].key, canary_kind_words[kind]);
	return 0;
}

static int default_increase(struct yaml_walk *w, struct canary_metric *metric)
{
	struct percent *twenty = arena_alloc(w->arena, sizeof(*twenty));

	if (!twenty)
		return err_memory(w->err);
	twenty->e4 = 200000;
	metric->max_increase = twenty;
	return 0;
}

int check_metric(struct yaml_walk *w, const struct yaml_node *map, void *object)
{
	struct canary_metric *metric = object;

	if (check_metric_keys(w, map, metric->kind) < 0)
		return -1;
	if (metric->kind == CANARY_LIMIT && !metric->max && !metric->min)
		return yaml_fail(
			w->err, w->name, map->at,
			"the key \"max\" or \"min\" is missing, which a metric of kind limit needs");
	if (metric->max && metric->min && decimal_compare(*metric->min, *metric->max) > 0)
		return yaml_refuse(w, "min", yaml_member(map, "min"), "at most what max says");
	if (metric->max_increase && metric->max_decrease)
		return yaml_fail(
			w->err, w->name, yaml_member(map, "max-decrease")->key_at,
			"found the key \"max-decrease\" beside \"max-increase\"; expected one of them");
	if (metric->kind == CANARY_DEGRADATION && !metric->max_increase && !metric->max_decrease)
		return default_increase(w, metric);
	return 0;
}

/* Two members under one data key: one of them would be lost. */
int check_secret(struct yaml_walk *w, const struct yaml_node *map, void *object)
{
	const struct yaml_pairs *keys = &((struct catalogue_secret *)object)->keys;
	const struct yaml_node *value = keys->n ? yaml_member(map, "keys")->first : NULL;

	for (size_t i = 0; i < keys->n; i++, value = value->next)
		for (size_t k = 0; k < i; k++)
			if (strcmp(keys->at[i].value, keys->at[k].value) == 0)
				return yaml_refuse(w, "keys", value,
						   "a data key that no other member goes to");
	return 0;
}
