/*
 * The service catalogue, phoenix.yml: which services there are, and what the programs may expect of
 * them (specs/catalogue.md). All programs read it here, so all refuse the same files. It holds
 * policy and names, never a secret.
 *
 *	AUTO(catalogue) catalogue = { 0 };
 *
 *	if (catalogue_read(&catalogue, "phoenix.yml", bytes, err) < 0)
 *		return ERROR;
 *
 * Texts are C strings in the arena; a NULL text or pointer is "absent and without a default". Paths
 * and patterns are relative to the workspace, not to the folder of the file, and clean.
 */
#ifndef FORMATS_CATALOGUE_H
#define FORMATS_CATALOGUE_H

#include "formats/yaml_table.h"

#define CATALOGUE_VERSION      1
#define CATALOGUE_MAX_SERVICES 256

enum language { LANGUAGE_RUST, LANGUAGE_TYPESCRIPT, LANGUAGE_OTHER };
enum canary_evidence { CANARY_LOGS, CANARY_METRICS, CANARY_HEALTH };
enum canary_kind { CANARY_RATIO, CANARY_LATENCY, CANARY_LIMIT, CANARY_DEGRADATION };
enum coverage_metric {
	COVERAGE_LINE,
	COVERAGE_BRANCH,
	COVERAGE_FUNCTION,
	COVERAGE_STATEMENT,
	COVERAGE_CODECOV,
};
enum unmeasured { UNMEASURED_DENY, UNMEASURED_WARN, UNMEASURED_OFF };
enum unresolved { UNRESOLVED_INCOMPLETE, UNRESOLVED_NOTE };
enum coverage_verify { VERIFY_OFF, VERIFY_NOTE, VERIFY_STRICT };
enum secret_type { SECRET_OPAQUE, SECRET_TLS, SECRET_DOCKERCONFIGJSON };

enum environment {
	ENVIRONMENT_DEV,
	ENVIRONMENT_STAGING,
	ENVIRONMENT_PRODUCTION,
	ENVIRONMENTS, /* how many */
};

/* The words of each enum, ended by NULL. */
extern const char *const language_words[], *const canary_evidence_words[];
extern const char *const canary_kind_words[], *const coverage_metric_words[];
extern const char *const unmeasured_words[], *const unresolved_words[];
extern const char *const coverage_verify_words[], *const secret_type_words[];
extern const char *const environment_words[];

struct catalogue_service {
	const char *name;
	int language; /* enum language */
	const char *path;
	const struct percent *coverage; /* never NULL; may be off */
	const char *health;
	int64_t port;
	const char *image; /* without registry and tag */
	const char *dockerfile, *context;
	struct yaml_items watch;
	struct {
		int evidence; /* enum canary_evidence */
		const char *container;
	} canary;
	struct yaml_place at;
};

struct catalogue_environment {
	const char *url, *cluster, *region;
	const char *namespace;
};

struct catalogue_coverage {
	const struct percent *project, *patch; /* NULL: the file does not say */
	const struct percent *tolerance;       /* never NULL */
	int metric;                            /* enum coverage_metric */
	struct yaml_items rules;   /* one rule each, unread; comments are still in them */
	struct yaml_items reports; /* n 0: discovery */
	struct yaml_items include, exclude, unmeasured_exempt;
	bool has_exempt; /* unmeasured_exempt stood there: an empty list exempts nothing */
	int unmeasured;  /* enum unmeasured */
	int unresolved;  /* enum unresolved */
	int verify;      /* enum coverage_verify */
	struct yaml_items carryforward; /* names of services, or .all */
	int64_t max_age;                /* seconds; 0: any */
};

/* Which members are set depends on the kind: specs/catalogue.md 7. */
struct canary_metric {
	const char *name;
	int kind;                                          /* enum canary_kind */
	const char *errors, *total;                        /* ratio */
	const char *buckets;                               /* latency */
	const char *query;                                 /* limit, degradation */
	const struct decimal *max, *min;                   /* limit: one of them, or both */
	const struct percent *max_increase, *max_decrease; /* degradation: one of them */
};

struct catalogue_secret {
	const char *aws;        /* name or ARN in AWS Secrets Manager */
	const char *secret;     /* the Kubernetes Secret */
	int type;               /* enum secret_type */
	struct yaml_pairs keys; /* JSON member -> data key; n 0: the whole value under `value` */
};

/* A path that the file relies on, for a program that can look whether it is there. */
struct catalogue_path {
	const char *path;
	const char *key; /* "path": a folder; "dockerfile": a file; "context": a folder */
	const struct catalogue_service *service;
	struct yaml_place at; /* of the path; of the service where the path is the default */
};

struct catalogue {
	struct arena arena;
	const char *name; /* of the file */
	int64_t version;
	const char *project;  /* NULL: the repository's name */
	const char *registry; /* NULL: none */
	const char *namespace;
	struct yaml_items shared;
	struct catalogue_service *services;
	size_t n_services;
	struct catalogue_environment *environments[ENVIRONMENTS]; /* NULL: not in the file */
	struct catalogue_coverage coverage;
	struct {
		struct canary_metric *metrics;
		size_t n_metrics;
	} canary;
	struct {
		struct catalogue_secret *at;
		size_t n;
	} secrets[ENVIRONMENTS];
	struct catalogue_path *paths; /* in the order of the services */
	size_t n_paths;
};

/*
 * Reads the catalogue. name is the file's path relative to the workspace: messages begin with it,
 * and paths in the file start at its folder and may lead out of that folder, but not out of the
 * workspace. (Of an absolute name the folder is not known to be in the workspace: paths then start
 * at the workspace and may not lead out.) -1 with a caller's error that names line and column; *out
 * is then empty.
 */
int catalogue_read(struct catalogue *out, const char *name, struct text bytes, struct err *err);
void catalogue_release(struct catalogue *catalogue);

/* The service whose path holds this path, which is relative to the workspace and clean; the longest
 * wins. NULL when there is none. */
const struct catalogue_service *catalogue_service_of(const struct catalogue *catalogue,
						     const char *path);
const struct catalogue_service *catalogue_service_named(const struct catalogue *catalogue,
							const char *name);

/* The tables behind it: for the reference page. */
extern const struct yaml_table catalogue_table;

#endif
