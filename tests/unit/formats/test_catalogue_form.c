/* The service catalogue: keys that are unknown, missing or there twice; files that are cut, and
 * memory that runs out. */
#include "alloc.h"
#include "catalogue_case.h"

Test(catalogue, unknown_keys)
{
	refuses("version: 1\nservices:\n  - name: a\n    language: rust\n    path: a\n"
		"    canary:\n      contianer: x\n",
		"phoenix.yml:7:7: unknown key \"contianer\"; did you mean \"container\"?");
	refuses("verison: 1\nservices: []\n",
		"phoenix.yml:1:1: unknown key \"verison\"; did you mean \"version\"?");
	refuses_also("environments:\n  prod: {}\n",
		     "phoenix.yml:5:3: unknown key \"prod\"; expected one of dev, staging, "
		     "production");
	refuses_also("environments: { dev: { URL: x } }\n",
		     "phoenix.yml:4:24: unknown key \"URL\"; did you mean \"url\"?");
	refuses_also("coverage: { max_age: 1 }\n",
		     "phoenix.yml:4:13: unknown key \"max_age\"; did you mean \"max-age\"?");
	refuses_also("canary: { metric: [] }\n",
		     "phoenix.yml:4:11: unknown key \"metric\"; did you mean \"metrics\"?");
	refuses_also("canary: { metrics: [{ nme: x }] }\n",
		     "phoenix.yml:4:23: unknown key \"nme\"; did you mean \"name\"?");
	refuses_also("secrets: { develop: [] }\n",
		     "phoenix.yml:4:12: unknown key \"develop\"; expected one of dev, staging, "
		     "production");
	refuses_also("secrets: { dev: [{ key: {} }] }\n",
		     "phoenix.yml:4:20: unknown key \"key\"; did you mean \"keys\"?");
	refuses_service("Port: 1",
			"phoenix.yml:3:41: unknown key \"Port\"; did you mean \"port\"?");
	refuses_service("\"a\\nb\": 1",
			"phoenix.yml:3:41: unknown key \"a\\u{0A}b\"; expected one of "
			"name, language, path, coverage, health, port, image, "
			"dockerfile, context, watch, canary");
}

Test(catalogue, missing_keys)
{
	refuses("{}", "phoenix.yml:1:1: the key \"version\" is missing");
	refuses("\n\nversion: 1", "phoenix.yml:3:1: the key \"services\" is missing");
	refuses("services: []", "phoenix.yml:1:1: the key \"version\" is missing");
	refuses("version: 1\nservices:\n  - { language: rust, path: a }\n",
		"phoenix.yml:3:5: the key \"name\" is missing");
	refuses("version: 1\nservices:\n  - { name: A, path: a }\n",
		"phoenix.yml:3:5: the key \"language\" is missing");
	refuses("version: 1\nservices:\n  -\n    name: a\n    language: rust\n",
		"phoenix.yml:4:5: the key \"path\" is missing");
	refuses("version: 1\nservices:\n  - { name: a, language: rust, pth: a }\n",
		"phoenix.yml:3:32: unknown key \"pth\"; did you mean \"path\"?");
	refuses_also("canary: { metrics: [{ kind: limit }] }",
		     "phoenix.yml:4:21: the key \"name\" is missing");
	refuses_also("canary: { metrics: [{ name: limit }] }",
		     "phoenix.yml:4:21: the key \"kind\" is missing");
	refuses_also("secrets: { dev: [{ aws: x }] }",
		     "phoenix.yml:4:18: the key \"secret\" is missing");
	refuses_also("secrets: { dev: [{ secret: x }] }",
		     "phoenix.yml:4:18: the key \"aws\" is missing");
}

Test(catalogue, twice)
{
	refuses_also(
		"version: 1\n",
		"phoenix.yml:4:1: found the key \"version\" twice; it stands on line 1 already");
	refuses_service("path: b",
			"phoenix.yml:3:41: found the key \"path\" twice; it stands on line "
			"3 already");
	refuses("version: 1\nservices:\n- { name: a, language: rust, path: x }\n"
		"- { name: a, language: rust, path: y }\n",
		"phoenix.yml:4:11: name: found \"a\"; expected another: line 3 has it already");
	refuses("version: 1\nservices:\n- { name: a, language: rust, path: x/y }\n"
		"- { name: b, language: rust, path: z }\n"
		"- { name: c, language: rust, path: ./x/y/ }\n",
		"phoenix.yml:5:36: path: found \"./x/y/\"; expected another: line 3 has it already");
	refuses_also(
		"canary: { metrics: [{ name: x, kind: limit, query: q, max: 1 },\n"
		"  { name: x, kind: latency, buckets: q }] }\n",
		"phoenix.yml:5:11: name: found \"x\"; expected another: line 4 has it already");
	refuses_also(
		"secrets: { dev: [{ aws: a, secret: x },\n { aws: a, secret: x }] }\n",
		"phoenix.yml:5:20: secret: found \"x\"; expected another: line 4 has it already");
	refuses_also(
		"secrets: { dev: [{ aws: a, secret: x, keys: { a: k, b: k } }] }\n",
		"phoenix.yml:4:56: keys: found \"k\"; expected a data key that no other member "
		"goes to");
}

Test(catalogue, newer)
{
	refuses("version: 2\nnonsense: {}\n",
		"phoenix.yml:1:10: version: found \"2\"; written for a newer phoenix: this one reads 1");
}

Test(catalogue, not_a_map)
{
	refuses("a", "phoenix.yml:1:1: found \"a\"; expected a map");
	refuses("[]", "phoenix.yml:1:1: found a list; expected a map");
	refuses("version: 1\nservices: [a]", "phoenix.yml:2:12: found \"a\"; expected a map");
	refuses_also("coverage: 80", "phoenix.yml:4:11: coverage: found \"80\"; expected a map");
	refuses_also("canary: []", "phoenix.yml:4:9: canary: found a list; expected a map");
	refuses_also("environments: { dev: x }",
		     "phoenix.yml:4:22: dev: found \"x\"; expected a map");
	refuses_also("secrets: []", "phoenix.yml:4:10: secrets: found a list; expected a map");
	refuses_also("secrets: { dev: {} }",
		     "phoenix.yml:4:17: dev: found a map; expected a list of 0 to 1000 items");
	refuses("version: 1\nservices: {}",
		"phoenix.yml:2:11: services: found a map; expected a list of 1 to 256 items");
	refuses("version: 1\nservices: []",
		"phoenix.yml:2:11: services: found a list; expected a list of 1 to 256 items");
}

Test(catalogue, too_many_services)
{
	AUTO(str) text = STR_MAX(MiB);
	AUTO(catalogue) c = { 0 };

	str_puts(&text, "version: 1\nservices:\n");
	for (int i = 0; i < 256; i++)
		str_printf(&text, "- { name: s%d, language: rust, path: p%d }\n", i, i);
	reads(&c, text.buf);
	cr_expect_eq(c.n_services, 256);
	str_puts(&text, "- { name: t, language: rust, path: t }\n");
	refuses(text.buf,
		"phoenix.yml:3:1: services: found a list; expected a list of 1 to 256 items");
}

Test(catalogue, keys_of_another_kind_of_metric)
{
	refuses_also("canary: { metrics: [{ name: a, kind: ratio, errors: e }] }",
		     "phoenix.yml:4:21: the key \"total\" is missing, which a metric of kind ratio "
		     "needs");
	refuses_also(
		"canary: { metrics: [{ name: a, kind: ratio, errors: e, total: t, query: q }] }",
		"phoenix.yml:4:66: found the key \"query\", which a metric of kind ratio does "
		"not have");
	refuses_also("canary: { metrics: [{ name: a, kind: latency, errors: e }] }",
		     "phoenix.yml:4:47: found the key \"errors\", which a metric of kind latency "
		     "does not have");
	refuses_also("canary: { metrics: [{ name: a, kind: latency }] }",
		     "phoenix.yml:4:21: the key \"buckets\" is missing, which a metric of kind "
		     "latency needs");
	refuses_also("canary: { metrics: [{ name: a, kind: limit, query: q }] }",
		     "phoenix.yml:4:21: the key \"max\" or \"min\" is missing, which a metric of "
		     "kind limit needs");
	refuses_also("canary: { metrics: [{ name: a, kind: limit, max: 1 }] }",
		     "phoenix.yml:4:21: the key \"query\" is missing, which a metric of kind limit "
		     "needs");
	refuses_also("canary: { metrics: [{ name: a, kind: degradation, query: q, max: 1 }] }",
		     "phoenix.yml:4:61: found the key \"max\", which a metric of kind degradation "
		     "does not have");
	refuses_also("canary: { metrics: [{ name: a, kind: degradation, query: q, max-increase: 1, "
		     "max-decrease: 1 }] }",
		     "phoenix.yml:4:78: found the key \"max-decrease\" beside \"max-increase\"; "
		     "expected one of them");
}

/* The rest of section 2 is in test_yaml.c: here, that it comes through. */
Test(catalogue, form)
{
	refuses("", "phoenix.yml:1:1: the file is empty");
	refuses("version: &a 1", "phoenix.yml:1:10: found the anchor \"a\"; write each value out");
	refuses_also("---\nversion: 1\n", "phoenix.yml:4:1: found a second document; expected one");
	refuses_also("coverage:\n  rules: |\n    \n\n",
		     "phoenix.yml:6:1: rules: found an empty text; expected a value that is not "
		     "empty");
	refuses_also("project:\n",
		     "phoenix.yml:4:1: the key \"project\" has no value, or null; leave "
		     "it out, or give it one");
	refuses_also("\tproject: x\n",
		     "phoenix.yml:4:1: this is no YAML: tab character may not be used as "
		     "indentation");
}

/* Whoever cuts the file takes something away, and never gets more than the whole gave. */
Test(catalogue, cut_at_every_byte, .timeout = 60)
{
	AUTO(str) text = STR_MAX(MiB);
	size_t read = 0;

	slurp(&text, EXAMPLE);
	for (size_t len = 0; len < text.len; len++) {
		AUTO(catalogue) c = { 0 };
		struct err err = { 0 };
		char *cut = malloc(len ? len : 1); /* of its own: a byte too far is an error */

		memcpy(cut, text.buf, len);
		if (catalogue_read(&c, "cut", (struct text){ cut, len }, &err) < 0)
			cr_expect(err.kind == ERR_CALLER && strncmp(err.text, "cut:", 4) == 0 &&
					  !c.arena.chunk,
				  "%zu: %s", len, err.text);
		else
			read++;
		cr_expect(c.n_services <= 5 && c.canary.n_metrics <= 1 && c.shared.n <= 4);
		for (size_t i = 0; i < ENVIRONMENTS; i++)
			cr_expect_leq(c.secrets[i].n, i == ENVIRONMENT_PRODUCTION);
		free(cut);
	}
	cr_expect(read > 10 && read < 300, "%zu", read); /* behind a service, a section */
}

Test(catalogue, each_allocation_may_fail, .timeout = 60)
{
	AUTO(str) text = STR_MAX(MiB);
	bool refused = true;
	long nth;

	slurp(&text, EXAMPLE);
	for (nth = 1; refused; nth++) {
		AUTO(catalogue) c = { 0 };
		struct err err = { 0 };
		int status;

		alloc_fail_at(nth);
		status = catalogue_read(&c, "f", (struct text){ text.buf, text.len }, &err);
		refused = alloc_failed();
		alloc_fail_at(0);
		cr_expect_eq(status, refused ? -1 : 0);
		cr_expect(err.kind == (refused ? ERR_INTERNAL : ERR_NONE), "%ld: %s", nth,
			  err.text);
		cr_expect(!refused || (!c.arena.chunk && !c.n_services));
	}
	cr_expect_gt(nth, 50);
}

/* The message, too, may find no memory. */
Test(catalogue, each_allocation_of_an_error_may_fail)
{
	static const char *const texts[] = {
		HEAD "contianer: 1",
		HEAD "namespace: A",
		HEAD "version: 1",
		HEAD "x: &a 1",
		HEAD "coverage: { metric: lin, rules: \"a\\nb\" }",
		HEAD "coverage: { rules: \"a\\nb\", project: 1 }",
		HEAD "x: [",
		HEAD "shared: ['../x']",
		HEAD "canary: { metrics: [{ name: a, kind: limit, query: q, max: x }] }",
	};

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		bool refused = true;

		for (long nth = 1; refused; nth++) {
			AUTO(catalogue) c = { 0 };
			struct err err = { 0 };

			alloc_fail_at(nth);
			cr_expect(catalogue_read(&c, "f", text_of(texts[i]), &err) < 0);
			refused = alloc_failed();
			alloc_fail_at(0);
			cr_expect(err_is_set(&err), "%zu", i);
			cr_expect(refused || err.kind == ERR_CALLER, "%s", err.text);
		}
	}
}
