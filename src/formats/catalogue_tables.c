/* The keys of phoenix.yml: specs/catalogue.md 3 to 8, key by key, in order. */
#include "formats/catalogue.h"

#include "formats/catalogue_checks.h"

const char *const language_words[] = { "rust", "typescript", "other", NULL };
const char *const canary_evidence_words[] = { "logs", "metrics", "health", NULL };
const char *const canary_kind_words[] = { "ratio", "latency", "limit", "degradation", NULL };
const char *const coverage_metric_words[] = { "line",      "branch",  "function",
					      "statement", "codecov", NULL };
const char *const unmeasured_words[] = { "deny", "warn", "off", NULL };
const char *const unresolved_words[] = { "incomplete", "note", NULL };
const char *const coverage_verify_words[] = { "off", "note", "strict", NULL };
const char *const secret_type_words[] = { "Opaque", "kubernetes.io/tls",
					  "kubernetes.io/dockerconfigjson", NULL };
const char *const environment_words[] = { "dev", "staging", "production", NULL };

#define AT(type, field) .offset = offsetof(struct type, field)
#define COUNTED(type, list, n) \
	.offset = offsetof(struct type, list), .count = offsetof(struct type, n)
#define DNS_LABEL \
	.good = yaml_is_dns_label, .expected = "a name of a-z, 0-9 and '-' inside, at most 63 long"
#define QUERY             \
	.good = is_query, \
	.expected = "only {{service}}, {{namespace}}, {{track}} and {{window}} in braces"

static const struct yaml_key service_canary_keys[] = {
	{ "evidence", YAML_ENUM, 0, AT(catalogue_service, canary.evidence),
	  .words = canary_evidence_words, .fallback = "logs",
	  .help = "what the canary is judged by; `metrics` needs `canary.metrics`" },
	{ "container", YAML_STRING, 0, AT(catalogue_service, canary.container), .derived = "`name`",
	  .help = "container whose image is replaced, and whose logs count" },
	{ 0 },
};
/* The members stand in struct catalogue_service itself: offsets count from there. */
static const struct yaml_table service_canary = { sizeof(struct catalogue_service),
						  service_canary_keys, NULL };

static const struct yaml_key service_keys[] = {
	{ "name", YAML_STRING, YAML_REQUIRED | YAML_UNIQUE, AT(catalogue_service, name), DNS_LABEL,
	  .help = "a DNS label, unique" },
	{ "language", YAML_ENUM, YAML_REQUIRED, AT(catalogue_service, language),
	  .words = language_words, .help = "decides which jobs it gets" },
	{ "path", YAML_PATH, YAML_REQUIRED | YAML_UNIQUE, AT(catalogue_service, path),
	  .help = "its folder, which must be there; unique; may lie inside another's: the "
		  "longest path wins" },
	{ "coverage", YAML_TARGET, 0, AT(catalogue_service, coverage), .fallback = "80",
	  .help = "least line coverage" },
	{ "health", YAML_STRING, 0, AT(catalogue_service, health), .good = is_health,
	  .expected = "a path that begins with '/' and holds no blank", .fallback = "/health",
	  .help = "path that answers when it is well; begins with `/`" },
	{ "port", YAML_INT, 0, AT(catalogue_service, port), .min = 1, .max = 65535,
	  .fallback = "8080", .help = "where it listens" },
	{ "image", YAML_STRING, 0, AT(catalogue_service, image), .good = is_image,
	  .expected = "the name of an image in lower case, without tag and digest",
	  .derived = "`name`", .help = "image name, without tag and digest" },
	{ "dockerfile", YAML_PATH, 0, AT(catalogue_service, dockerfile),
	  .derived = "`<path>/Dockerfile`", .help = "how its image is built" },
	{ "context", YAML_PATH, 0, AT(catalogue_service, context), .fallback = ".",
	  .help = "folder that the build sees" },
	{ "watch", YAML_ITEMS, 0, AT(catalogue_service, watch), .item = YAML_PATTERN,
	  .help = "further files that touch the service" },
	{ "canary", YAML_MAP, 0, 0, .of = &service_canary, .help = "how its canary is judged" },
	{ 0 },
};
static const struct yaml_table service = { sizeof(struct catalogue_service), service_keys,
					   check_service };

static const struct yaml_key environment_keys[] = {
	{ "url", YAML_URL, 0, AT(catalogue_environment, url), .help = "for load and smoke tests" },
	{ "cluster", YAML_STRING, 0, AT(catalogue_environment, cluster), .max = 100,
	  .help = "EKS cluster" },
	{ "region", YAML_STRING, 0, AT(catalogue_environment, region), .good = is_region,
	  .expected = "an AWS region such as eu-central-1",
	  .help = "AWS region, such as `eu-central-1`" },
	{ "namespace", YAML_STRING, 0, AT(catalogue_environment, namespace), DNS_LABEL,
	  .derived = "top-level `namespace`", .help = "Kubernetes namespace" },
	{ 0 },
};
static const struct yaml_table environment = { sizeof(struct catalogue_environment),
					       environment_keys, NULL };

static const struct yaml_key environments_keys[] = {
	{ "dev", YAML_MAP_OR_NONE, 0, AT(catalogue, environments[ENVIRONMENT_DEV]),
	  .of = &environment },
	{ "staging", YAML_MAP_OR_NONE, 0, AT(catalogue, environments[ENVIRONMENT_STAGING]),
	  .of = &environment },
	{ "production", YAML_MAP_OR_NONE, 0, AT(catalogue, environments[ENVIRONMENT_PRODUCTION]),
	  .of = &environment },
	{ 0 },
};
static const struct yaml_table environments = { sizeof(struct catalogue), environments_keys, NULL };

static const struct yaml_key coverage_keys[] = {
	{ "project", YAML_TARGET, 0, AT(catalogue_coverage, project),
	  .derived = "80, unless a rule speaks of it", .help = "least coverage of everything" },
	{ "patch", YAML_TARGET, 0, AT(catalogue_coverage, patch),
	  .derived = "80, unless a rule speaks of it",
	  .help = "least coverage of new and changed lines" },
	{ "metric", YAML_ENUM, 0, AT(catalogue_coverage, metric), .words = coverage_metric_words,
	  .fallback = "line", .help = "what is counted" },
	{ "tolerance", YAML_AMOUNT, 0, AT(catalogue_coverage, tolerance), .fallback = "0",
	  .help = "how far below its target a figure may be" },
	{ "rules", YAML_ITEMS_OR_LINES, 0, AT(catalogue_coverage, rules), .item = YAML_STRING,
	  .help = "further rules" },
	{ "reports", YAML_ITEMS, 0, AT(catalogue_coverage, reports), .item = YAML_STRING,
	  .derived = "discovery", .help = "coverage reports" },
	{ "include", YAML_ITEMS, 0, AT(catalogue_coverage, include), .item = YAML_STRING,
	  .derived = "all", .help = "files that count" },
	{ "exclude", YAML_ITEMS, 0, AT(catalogue_coverage, exclude), .item = YAML_STRING,
	  .help = "files that do not count" },
	{ "unmeasured-exempt", YAML_ITEMS, 0, AT(catalogue_coverage, unmeasured_exempt),
	  .item = YAML_STRING, .derived = "tests, benches, examples, declarations",
	  .help = "files that need no measuring" },
	{ "unmeasured", YAML_ENUM, 0, AT(catalogue_coverage, unmeasured), .words = unmeasured_words,
	  .fallback = "deny", .help = "a changed source file is in no report" },
	{ "unresolved", YAML_ENUM, 0, AT(catalogue_coverage, unresolved), .words = unresolved_words,
	  .fallback = "incomplete", .help = "a report names a file that is not there" },
	{ "verify", YAML_ENUM, 0, AT(catalogue_coverage, verify), .words = coverage_verify_words,
	  .fallback = "note", .help = "compare reports with the sources" },
	{ "carryforward", YAML_ITEMS_OR_ALL, 0, AT(catalogue_coverage, carryforward),
	  .item = YAML_STRING,
	  .help = "services that may take figures from the baseline when they have no report" },
	{ "max-age", YAML_DURATION, 0, AT(catalogue_coverage, max_age), .fallback = "12h",
	  .help = "oldest report; 0 is any" },
	{ 0 },
};
static const struct yaml_table coverage = { sizeof(struct catalogue_coverage), coverage_keys,
					    check_coverage };

static const struct yaml_key metric_keys[] = {
	{ "name", YAML_STRING, YAML_REQUIRED | YAML_UNIQUE, AT(canary_metric, name),
	  .good = is_metric_name, .expected = "a name of a-z, 0-9 and '-', at most 63 long",
	  .help = "unique" },
	{ "kind", YAML_ENUM, YAML_REQUIRED, AT(canary_metric, kind), .words = canary_kind_words,
	  .help = "how it is judged; keys of another kind are refused" },
	{ "errors", YAML_TEXT, 0, AT(canary_metric, errors), QUERY,
	  .help = "ratio: counter of failed requests; required" },
	{ "total", YAML_TEXT, 0, AT(canary_metric, total), QUERY,
	  .help = "ratio: counter of all requests; required" },
	{ "buckets", YAML_TEXT, 0, AT(canary_metric, buckets), QUERY,
	  .help = "latency: histogram buckets with `le`; required" },
	{ "query", YAML_TEXT, 0, AT(canary_metric, query), QUERY,
	  .help = "limit, degradation: the value; required" },
	{ "max", YAML_NUMBER, 0, AT(canary_metric, max),
	  .help = "limit: highest value; one of max and min is required" },
	{ "min", YAML_NUMBER, 0, AT(canary_metric, min), .help = "limit: lowest value" },
	{ "max-increase", YAML_AMOUNT, 0, AT(canary_metric, max_increase),
	  .derived = "20, without max-decrease",
	  .help = "degradation: how far it may rise; one of the two" },
	{ "max-decrease", YAML_AMOUNT, 0, AT(canary_metric, max_decrease),
	  .help = "degradation: how far it may fall" },
	{ 0 },
};
static const struct yaml_table metric = { sizeof(struct canary_metric), metric_keys, check_metric };

static const struct yaml_key canary_keys[] = {
	{ "metrics", YAML_LIST, 0, COUNTED(catalogue, canary.metrics, canary.n_metrics),
	  .max = YAML_MAX_ITEMS, .of = &metric, .help = "what is asked of Prometheus" },
	{ 0 },
};
static const struct yaml_table canary = { sizeof(struct catalogue), canary_keys, NULL };

static const struct yaml_key secret_keys[] = {
	{ "aws", YAML_STRING, YAML_REQUIRED, AT(catalogue_secret, aws), .max = 512,
	  .help = "name or ARN in AWS Secrets Manager" },
	{ "secret", YAML_STRING, YAML_REQUIRED | YAML_UNIQUE, AT(catalogue_secret, secret),
	  .good = yaml_is_dns_name, .expected = "a name of a-z, 0-9, '-' and '.', at most 253 long",
	  .help = "the Kubernetes Secret; unique in its environment" },
	{ "type", YAML_ENUM, 0, AT(catalogue_secret, type), .words = secret_type_words,
	  .fallback = "Opaque", .help = "of the Kubernetes Secret" },
	{ "keys", YAML_PAIRS, 0, AT(catalogue_secret, keys), .good = is_data_key,
	  .expected = "a data key of letters, digits, '-', '.' and '_', at most 253 long",
	  .derived = "the whole value under `value`", .help = "JSON member: data key" },
	{ 0 },
};
static const struct yaml_table secret = { sizeof(struct catalogue_secret), secret_keys,
					  check_secret };

#define SECRETS_OF(environment)                                                             \
	COUNTED(catalogue, secrets[environment].at, secrets[environment].n), .of = &secret, \
									     .max = YAML_MAX_ITEMS

static const struct yaml_key secrets_keys[] = {
	{ "dev", YAML_LIST, 0, SECRETS_OF(ENVIRONMENT_DEV) },
	{ "staging", YAML_LIST, 0, SECRETS_OF(ENVIRONMENT_STAGING) },
	{ "production", YAML_LIST, 0, SECRETS_OF(ENVIRONMENT_PRODUCTION) },
	{ 0 },
};
static const struct yaml_table secrets = { sizeof(struct catalogue), secrets_keys, NULL };

static const struct yaml_key catalogue_keys[] = {
	{ "version", YAML_INT, YAML_REQUIRED, AT(catalogue, version), .min = CATALOGUE_VERSION,
	  .max = CATALOGUE_VERSION, .help = "of the form of this file" },
	{ "project", YAML_STRING, 0, AT(catalogue, project), .max = 100,
	  .derived = "repository name", .help = "title of what the programs write" },
	{ "registry", YAML_STRING, 0, AT(catalogue, registry), .good = is_registry,
	  .expected = "a registry in lower case, without tag and final '/'",
	  .help = "stands before each `image`; lower case, without tag and final `/`" },
	{ "namespace", YAML_STRING, 0, AT(catalogue, namespace), DNS_LABEL,
	  .fallback = "phoenix-orch", .help = "Kubernetes namespace, a DNS label" },
	{ "shared", YAML_ITEMS, 0, AT(catalogue, shared), .item = YAML_PATTERN,
	  .help = "a change here touches every service" },
	{ "services", YAML_LIST, YAML_REQUIRED, COUNTED(catalogue, services, n_services), .min = 1,
	  .max = CATALOGUE_MAX_SERVICES, .of = &service, .help = "the services" },
	{ "environments", YAML_MAP, 0, 0, .of = &environments, .help = "where the services run" },
	{ "coverage", YAML_MAP, 0, AT(catalogue, coverage), .of = &coverage,
	  .help = "policy of `coverage-gate`" },
	{ "canary", YAML_MAP, 0, 0, .of = &canary, .help = "policy of `canary-monitor`" },
	{ "secrets", YAML_MAP, 0, 0, .of = &secrets, .help = "what `secrets-sync` copies" },
	{ 0 },
};
const struct yaml_table catalogue_table = { sizeof(struct catalogue), catalogue_keys, NULL };
