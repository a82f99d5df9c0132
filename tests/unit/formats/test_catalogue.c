/* The service catalogue: what each key gives (specs/catalogue.md 3 to 8, 10). */
#include <inttypes.h>

#include "catalogue_case.h"

#include "alloc.h"
#include "formats/catalogue.h"

Test(catalogue, the_example_in_full)
{
	static const char *const names[] = { "orchestrator-service-rs", "data-router-rs",
					     "llm-service-rs", "tools-service-rs", "frontend" };
	static const int64_t coverage[] = { 850000, 800000, 800000, 800000, 850000 };
	static const char *const urls[] = { "https://dev.example.com",
					    "https://staging.example.com", "https://example.com" };
	AUTO(str) text = STR_MAX(MiB);
	AUTO(catalogue) c = { 0 };

	slurp(&text, EXAMPLE);
	reads(&c, text.buf);
	cr_expect_str_eq(c.name, "phoenix.yml");
	cr_expect_eq(c.version, 1);
	cr_expect_str_eq(c.project, "phoenix-orchestrator");
	cr_expect_str_eq(c.registry, "registry.example.com/acme");
	cr_expect_str_eq(c.namespace, "phoenix-orch");
	cr_assert_eq(c.shared.n, 4);
	cr_expect_str_eq(c.shared.at[0].text, "Cargo.toml");
	cr_expect_str_eq(c.shared.at[3].text, "crates/**");
	cr_expect(c.shared.at[3].at.line == 4 && c.shared.at[3].at.column == 55);
	cr_assert_eq(c.n_services, 5);
	for (size_t i = 0; i < 5; i++) {
		const struct catalogue_service *s = &c.services[i];

		cr_expect_str_eq(s->name, names[i]);
		cr_expect_str_eq(s->path, names[i]);
		cr_expect_str_eq(s->image, names[i]);
		cr_expect_str_eq(s->canary.container, names[i]);
		cr_expect_eq(s->canary.evidence, CANARY_LOGS);
		cr_expect_eq(s->language, i == 4 ? LANGUAGE_TYPESCRIPT : LANGUAGE_RUST);
		cr_expect(s->coverage->e4 == coverage[i] && !s->coverage->off);
		cr_expect_str_eq(s->health, "/health");
		cr_expect_eq(s->port, 8080);
		cr_expect_str_eq(s->context, ".");
		cr_expect(s->at.line == 10 + i && s->at.column == 5);
		cr_expect_eq(s->watch.n, i == 4 ? 1u : 0u);
	}
	cr_expect_str_eq(c.services[4].dockerfile, "frontend/Dockerfile");
	cr_expect_str_eq(c.services[4].watch.at[0].text, "api/openapi.yml");
	for (size_t i = 0; i < ENVIRONMENTS; i++) {
		const struct catalogue_environment *e = c.environments[i];

		cr_assert(e);
		cr_expect_str_eq(e->url, urls[i]);
		cr_expect(strncmp(e->cluster, "phoenix-", 8) == 0 &&
			  strcmp(e->cluster + 8, environment_words[i]) == 0);
		cr_expect_str_eq(e->region, "eu-central-1");
		cr_expect_str_eq(e->namespace, "phoenix-orch");
	}
	cr_expect(c.coverage.project->e4 == 800000 && c.coverage.patch->e4 == 800000);
	cr_expect_eq(c.coverage.metric, COVERAGE_LINE);
	cr_assert_eq(c.canary.n_metrics, 1);
	cr_expect_str_eq(c.canary.metrics[0].name, "http-errors");
	cr_expect_eq(c.canary.metrics[0].kind, CANARY_RATIO);
	cr_expect_str_eq(c.canary.metrics[0].errors,
			 "http_errors_total{service=\"{{service}}\",track=\"{{track}}\"}");
	cr_expect_str_eq(c.canary.metrics[0].total,
			 "http_requests_total{service=\"{{service}}\",track=\"{{track}}\"}");
	cr_expect(c.secrets[ENVIRONMENT_DEV].n == 0 && c.secrets[ENVIRONMENT_STAGING].n == 0);
	cr_assert_eq(c.secrets[ENVIRONMENT_PRODUCTION].n, 1);
	cr_expect_str_eq(c.secrets[ENVIRONMENT_PRODUCTION].at->aws, "phoenix/production/llm");
	cr_expect_str_eq(c.secrets[ENVIRONMENT_PRODUCTION].at->secret, "llm-service-rs-secrets");
	cr_expect_eq(c.secrets[ENVIRONMENT_PRODUCTION].at->type, SECRET_OPAQUE);
	cr_assert_eq(c.secrets[ENVIRONMENT_PRODUCTION].at->keys.n, 1);
	cr_expect_str_eq(c.secrets[ENVIRONMENT_PRODUCTION].at->keys.at->key, "api_key");
	cr_expect_str_eq(c.secrets[ENVIRONMENT_PRODUCTION].at->keys.at->value, "LLM_API_KEY");
}

Test(catalogue, defaults)
{
	AUTO(catalogue) c = { 0 };

	reads(&c, HEAD);
	cr_expect(!c.project && !c.registry);
	cr_expect_str_eq(c.namespace, "phoenix-orch");
	cr_expect(!c.environments[0] && !c.environments[1] && !c.environments[2]);
	cr_expect(c.services[0].coverage->e4 == 800000 && c.services[0].coverage->decimals == 0);
	cr_expect(!c.coverage.project && !c.coverage.patch);
	cr_expect(c.coverage.tolerance->e4 == 0 && !c.coverage.tolerance->off);
	cr_expect(c.coverage.metric == COVERAGE_LINE && c.coverage.unmeasured == UNMEASURED_DENY);
	cr_expect(c.coverage.unresolved == UNRESOLVED_INCOMPLETE &&
		  c.coverage.verify == VERIFY_NOTE);
	cr_expect_eq(c.coverage.max_age, 12 * 3600);
	cr_expect(!c.coverage.rules.n && !c.coverage.reports.n && !c.coverage.include.n);
	cr_expect(!c.coverage.exclude.n && !c.coverage.has_exempt && !c.coverage.carryforward.n);
	cr_expect(!c.coverage.carryforward.all && !c.canary.n_metrics && !c.shared.n);
}

Test(catalogue, every_key_of_a_service)
{
	AUTO(catalogue) c = { 0 };
	const struct catalogue_service *s;

	reads(&c, "version: 1\nservices:\n- name: a1-b\n  language: other\n  path: ./x//y/\n"
		  "  coverage: off\n  health: /ready?x=1\n  port: '1'\n  image: team/a_b\n"
		  "  dockerfile: docker/a.Dockerfile\n  context: x/../z\n"
		  "  watch: ['*.{c,h}', a/**/b, \"[!x]?\"]\n"
		  "  canary:\n    evidence: health\n    container: app\n");
	s = c.services;
	cr_expect_str_eq(s->name, "a1-b");
	cr_expect_eq(s->language, LANGUAGE_OTHER);
	cr_expect_str_eq(s->path, "x/y");
	cr_expect(s->coverage->off);
	cr_expect_str_eq(s->health, "/ready?x=1");
	cr_expect_eq(s->port, 1);
	cr_expect_str_eq(s->image, "team/a_b");
	cr_expect_str_eq(s->dockerfile, "docker/a.Dockerfile");
	cr_expect_str_eq(s->context, "z");
	cr_assert_eq(s->watch.n, 3);
	cr_expect_str_eq(s->watch.at[0].text, "*.{c,h}");
	cr_expect_str_eq(s->watch.at[1].text, "a/**/b");
	cr_expect_str_eq(s->watch.at[2].text, "[!x]?");
	cr_expect_eq(s->canary.evidence, CANARY_HEALTH);
	cr_expect_str_eq(s->canary.container, "app");
}

Test(catalogue, every_key_of_coverage)
{
	AUTO(catalogue) c = { 0 };

	reads_also(&c, "coverage:\n  project: 0.8%\n  patch: off\n  metric: codecov\n"
		       "  tolerance: 0.25\n  rules: ['project line >= base', 'patch >= 90']\n"
		       "  reports: ['lcov:target/lcov.info']\n  include: ['src/**']\n"
		       "  exclude: ['**/gen/**', x]\n  unmeasured-exempt: []\n  unmeasured: warn\n"
		       "  unresolved: note\n  verify: strict\n  carryforward: [a]\n"
		       "  max-age: 1h30m\n");
	cr_expect(c.coverage.project->e4 == 8000 && c.coverage.project->decimals == 1);
	cr_expect(c.coverage.patch->off);
	cr_expect_eq(c.coverage.metric, COVERAGE_CODECOV);
	cr_expect(c.coverage.tolerance->e4 == 2500 && c.coverage.tolerance->decimals == 2);
	cr_assert_eq(c.coverage.rules.n, 2);
	cr_expect_str_eq(c.coverage.rules.at[1].text, "patch >= 90");
	cr_expect(c.coverage.rules.at[1].at.line == 9 && c.coverage.rules.at[1].at.column == 35);
	cr_assert_eq(c.coverage.reports.n, 1);
	cr_expect_str_eq(c.coverage.reports.at[0].text, "lcov:target/lcov.info");
	cr_expect(c.coverage.include.n == 1 && c.coverage.exclude.n == 2);
	cr_expect(c.coverage.has_exempt && !c.coverage.unmeasured_exempt.n);
	cr_expect(c.coverage.unmeasured == UNMEASURED_WARN &&
		  c.coverage.unresolved == UNRESOLVED_NOTE && c.coverage.verify == VERIFY_STRICT);
	cr_expect(c.coverage.carryforward.n == 1 && !c.coverage.carryforward.all);
	cr_expect_eq(c.coverage.max_age, 5400);
}

Test(catalogue, rules_as_a_text)
{
	AUTO(catalogue) c = { 0 };

	reads_also(&c, "coverage:\n  carryforward: all\n  max-age: 0\n  rules: |\n"
		       "    # first\n\n    project line >= 80\n      patch >= 90  \n");
	cr_assert_eq(c.coverage.rules.n, 3);
	cr_expect_str_eq(c.coverage.rules.at[0].text, "# first");
	cr_expect_eq(c.coverage.rules.at[0].at.line, 8);
	cr_expect_str_eq(c.coverage.rules.at[1].text, "project line >= 80");
	cr_expect_eq(c.coverage.rules.at[1].at.line, 10);
	cr_expect_str_eq(c.coverage.rules.at[2].text, "patch >= 90");
	cr_expect_eq(c.coverage.rules.at[2].at.line, 11);
	cr_expect(c.coverage.carryforward.all && !c.coverage.carryforward.n);
	cr_expect_eq(c.coverage.max_age, 0);
	catalogue_release(&c);
	reads_also(&c, "coverage: { rules: \"project >= 1%\\npatch >= 2\" }\n");
	cr_assert_eq(c.coverage.rules.n, 2);
	cr_expect_eq(c.coverage.rules.at[1].at.line, 4);
}

Test(catalogue, every_kind_of_metric)
{
	AUTO(catalogue) c = { 0 };
	const struct canary_metric *m;

	reads_also(&c,
		   "canary:\n  metrics:\n"
		   "  - { name: l, kind: latency, buckets: 'x{n=\"{{namespace}}\"}[{{window}}]' }\n"
		   "  - { name: max, kind: limit, query: q, max: -0.50 }\n"
		   "  - { name: both, kind: limit, query: q, max: 10, min: 10.0 }\n"
		   "  - { name: d, kind: degradation, query: q }\n"
		   "  - { name: i, kind: degradation, query: \"a\\n+ b\", max-increase: 0 }\n"
		   "  - { kind: degradation, query: q, max-decrease: 7.5%, name: 0-9 }\n");
	m = c.canary.metrics;
	cr_assert_eq(c.canary.n_metrics, 6);
	cr_expect_str_eq(m[0].buckets, "x{n=\"{{namespace}}\"}[{{window}}]");
	cr_expect(m[1].max->units == -50 && m[1].max->scale == 2 && !m[1].min);
	cr_expect(m[2].max->units == 10 && m[2].min->units == 100);
	cr_expect(m[3].max_increase->e4 == 200000 && !m[3].max_decrease);
	cr_expect(m[4].max_increase->e4 == 0 && !m[4].max_decrease);
	cr_expect_str_eq(m[4].query, "a\n+ b");
	cr_expect(!m[5].max_increase && m[5].max_decrease->e4 == 75000);
	cr_expect(!m[5].max && !m[5].errors && !m[5].total && !m[5].buckets);
}

Test(catalogue, the_rest)
{
	AUTO(catalogue) c = { 0 };

	reads(&c,
	      "secrets:\n  dev:\n  - { aws: 'arn:aws:sm:x', secret: a.b, type: kubernetes.io/tls }\n"
	      "  - { aws: x, secret: c, keys: { 'A b': a.b_C-1, '': x } }\n  staging: []\n"
	      "environments: { staging: { namespace: other, url: 'http://localhost:8080/x' },\n"
	      "  dev: {} }\n"
	      "namespace: mine\nregistry: localhost:5000\nproject: 'Ü 100%'\n"
	      "services: [{ path: ., language: typescript, name: a, image: 'localhost:1/b' }]\n"
	      "shared: []\ncanary: {}\nversion: '1'\n");
	cr_assert_eq(c.secrets[ENVIRONMENT_DEV].n, 2);
	cr_expect_eq(c.secrets[ENVIRONMENT_DEV].at[0].type, SECRET_TLS);
	cr_expect_eq(c.secrets[ENVIRONMENT_DEV].at[0].keys.n, 0);
	cr_expect_eq(c.secrets[ENVIRONMENT_DEV].at[1].keys.n, 2);
	cr_expect_str_eq(c.secrets[ENVIRONMENT_DEV].at[1].keys.at[0].key, "A b");
	cr_expect_str_eq(c.environments[ENVIRONMENT_STAGING]->namespace, "other");
	cr_expect_str_eq(c.environments[ENVIRONMENT_DEV]->namespace, "mine");
	cr_expect(!c.environments[ENVIRONMENT_DEV]->url && !c.environments[ENVIRONMENT_PRODUCTION]);
	cr_expect_str_eq(c.registry, "localhost:5000");
	cr_expect_str_eq(c.services[0].path, ".");
	cr_expect_str_eq(c.services[0].dockerfile, "Dockerfile");
}

Test(catalogue, paths_start_at_the_folder_of_the_file)
{
	static const char text[] =
		"version: 1\nservices:\n"
		"- { name: a, language: rust, path: ../a, watch: ['../x/**', y] }\n"
		"- { name: b, language: rust, path: b, context: .., "
		"dockerfile: '../D' }\n";
	AUTO(catalogue) c = { 0 };

	cr_assert_str_empty(read_as(&c, "ci/phoenix.yml", text));
	cr_expect_str_eq(c.services[0].path, "a");
	cr_expect_str_eq(c.services[0].dockerfile, "a/Dockerfile");
	cr_expect_str_eq(c.services[0].context, "ci");
	cr_expect_str_eq(c.services[0].watch.at[0].text, "x/**");
	cr_expect_str_eq(c.services[0].watch.at[1].text, "ci/y");
	cr_expect_str_eq(c.services[1].path, "ci/b");
	cr_expect_str_eq(c.services[1].context, ".");
	cr_assert_eq(c.n_paths, 6);
	cr_expect_str_eq(c.paths[0].path, "a");
	cr_expect_str_eq(c.paths[0].key, "path");
	cr_expect(c.paths[0].at.line == 3 && c.paths[0].at.column == 36);
	cr_expect_eq(c.paths[0].service, &c.services[0]);
	cr_expect_str_eq(c.paths[1].path, "a/Dockerfile");
	cr_expect(c.paths[1].at.line == 3 && c.paths[1].at.column == 3); /* a default */
	cr_expect_str_eq(c.paths[4].path, "D");
	cr_expect_str_eq(c.paths[4].key, "dockerfile");
	cr_expect(c.paths[4].at.line == 4 && c.paths[4].at.column == 64);
	cr_expect_str_eq(c.paths[5].key, "context");
	catalogue_release(&c);
	cr_expect_str_eq(read_as(&c, "phoenix.yml", text),
			 "phoenix.yml:3:36: path: found \"../a\"; expected a path that does not "
			 "leave the workspace");
	cr_expect_str_eq(read_as(&c, "/ci/phoenix.yml", text),
			 "/ci/phoenix.yml:3:36: path: found \"../a\"; expected a path that does "
			 "not leave the workspace");
	cr_expect_str_eq(read_as(&c, "../ci/phoenix.yml", text),
			 "../ci/phoenix.yml:3:36: path: found \"../a\"; expected a path that does "
			 "not leave the workspace");
}

Test(catalogue, whose_file_it_is)
{
	AUTO(catalogue) c = { 0 };

	reads(&c, "version: 1\nservices:\n- { name: a, language: rust, path: x }\n"
		  "- { name: b, language: rust, path: x/y/z }\n"
		  "- { name: c, language: rust, path: x/y }\n");
	cr_expect_str_eq(catalogue_service_of(&c, "x/y/z/main.rs")->name, "b");
	cr_expect_str_eq(catalogue_service_of(&c, "x/y/zz")->name, "c");
	cr_expect_str_eq(catalogue_service_of(&c, "x/y")->name, "c");
	cr_expect_str_eq(catalogue_service_of(&c, "x/yy/z")->name, "a");
	cr_expect_null(catalogue_service_of(&c, "xx"));
	cr_expect_null(catalogue_service_of(&c, ""));
	cr_expect_str_eq(catalogue_service_named(&c, "b")->path, "x/y/z");
	cr_expect_null(catalogue_service_named(&c, "x"));
	catalogue_release(&c);
	reads(&c, "version: 1\nservices:\n- { name: a, language: rust, path: x }\n"
		  "- { name: root, language: rust, path: ./ }\n");
	cr_expect_str_eq(catalogue_service_of(&c, "README.md")->name, "root");
	cr_expect_str_eq(catalogue_service_of(&c, "x/y")->name, "a");
}

Test(catalogue, right_regions_and_urls)
{
	AUTO(catalogue) c = { 0 };

	reads_also(&c,
		   "environments:\n  dev: { region: us-gov-west-1, url: 'https://[::1]:1/x?y#z' }\n"
		   "  staging: { region: ap-southeast-2, url: 'http://[::1]' }\n"
		   "  production: { url: 'http://127.0.0.1:80' }\n");
	cr_expect_str_eq(c.environments[ENVIRONMENT_DEV]->region, "us-gov-west-1");
}

static void reads_alike(const char *a, const char *b)
{
	AUTO(catalogue) x = { 0 };
	AUTO(catalogue) y = { 0 };

	reads(&x, a);
	reads(&y, b);
	cr_expect_eq(x.n_services, y.n_services);
	cr_expect_str_eq(x.services[0].name, y.services[0].name);
	cr_expect_eq(x.services[0].port, y.services[0].port);
	cr_expect_eq(x.services[0].coverage->e4, y.services[0].coverage->e4);
}

Test(catalogue, as_json_with_crlf_with_a_mark)
{
	static const char json[] =
		"{\n\t\"version\": 1,\n\t\"services\": [\n\t\t{\"name\": \"a\", "
		"\"language\": \"rust\", \"path\": \"a\", \"port\": 80}\n\t]\n}\n";

	reads_alike(json,
		    "version: 1\nservices:\n- name: a\n  language: rust\n  path: a\n  port: 80");
	reads_alike(json, "\xEF\xBB\xBF%YAML 1.2\r\n---\r\nversion: 1\r\nservices:\r\n- name: a\r\n"
			  "  language: rust\r\n  path: a\r\n  port: '80'\r\n...\r\n");
}

/* A table that nobody could read, or that documentation would print wrongly. */
static size_t check_table(const struct yaml_table *table)
{
	size_t n = 0;

	for (const struct yaml_key *key = table->keys; key->name; key++, n++) {
		for (const char *c = key->name; *c; c++)
			cr_expect((*c >= 'a' && *c <= 'z') || *c == '-', "%s", key->name);
		cr_expect(!(key->flags & YAML_REQUIRED && (key->fallback || key->derived)));
		cr_expect(!key->good == !key->expected, "%s", key->name);
		cr_expect(!key->words == (key->kind != YAML_ENUM), "%s", key->name);
		cr_expect(key->offset < table->size || table->size == sizeof(struct catalogue));
		if (key->of)
			n += check_table(key->of);
	}
	return n;
}

Test(catalogue, tables) { cr_expect_gt(check_table(&catalogue_table), 60); }
