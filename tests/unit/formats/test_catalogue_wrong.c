/* The service catalogue: what each key refuses, in the words of the whole message. */
#include "catalogue_case.h"

struct wrong {
	const char *value, *expected;
};

/* Each value, put between before and after, is refused at its own place, with its key. */
static void each_wrong(const char *before, const char *key, const char *after,
		       const struct wrong *wrong, size_t n)
{
	const char *newline = strrchr(before, '\n');
	size_t column = strlen(newline ? newline + 1 : before) + strlen(key) + 3, line = 1;

	for (const char *c = before; *c; c++)
		line += *c == '\n';
	for (size_t i = 0; i < n; i++) {
		AUTO(str) text = STR_MAX(64 * KiB);
		AUTO(str) wanted = STR_MAX(8 * KiB);
		const char *value = wrong[i].value;
		bool quoted = *value == '\'';

		str_printf(&text, "%s%s: %s%s", before, key, value, after);
		str_printf(&wanted, "phoenix.yml:%zu:%zu: %s: found ", line, column, key);
		if (*value == '[' || *value == '{')
			str_puts(&wanted, *value == '[' ? "a list" : "a map");
		else if (strcmp(value, "''") == 0)
			str_puts(&wanted, "an empty text");
		else
			str_printf(&wanted, "\"%.*s\"", (int)(strlen(value) - 2 * quoted),
				   value + quoted);
		str_printf(&wanted, "; expected %s", wrong[i].expected);
		refuses(text.buf, wanted.buf);
	}
}

#define WRONG(before, key, after, ...)                                          \
	do {                                                                    \
		static const struct wrong wrong[] = { __VA_ARGS__ };            \
		each_wrong((before), (key), (after), wrong, ARRAY_SIZE(wrong)); \
	} while (0)
#define TOP(key, ...)     WRONG(HEAD, key, "\n", __VA_ARGS__)
#define SERVICE(key, ...) WRONG(ONE, key, "\n", __VA_ARGS__)
#define ONE               "version: 1\nservices:\n- name: a\n  language: rust\n  path: a\n  "

#define ONLY_1      "1"
#define SINGLE      "a single value"
#define NOT_EMPTY   "a value that is not empty"
#define TARGET      "a percentage above 0 and at most 100, such as 80 or 80.5, or off"
#define NO_FRACTION "a percentage such as 80, not a fraction; below one percent, write 0.8%"
#define AMOUNT      "a percentage from 0 to 100, such as 2 or 0.5"
#define LABEL       "a name of a-z, 0-9 and '-' inside, at most 63 long"
#define REGISTRY    "a registry in lower case, without tag and final '/'"
#define IMAGE       "the name of an image in lower case, without tag and digest"
#define HEALTH      "a path that begins with '/' and holds no blank"
#define PORT        "a whole number from 1 to 65535"
#define REGION      "an AWS region such as eu-central-1"
#define URL         "an https:// address without user name"
#define QUERY       "only {{service}}, {{namespace}}, {{track}} and {{window}} in braces"
#define NUMBER      "a number such as 12 or 0.5"
#define DATA_KEY    "a data key of letters, digits, '-', '.' and '_', at most 253 long"
#define X10         "xxxxxxxxxx"
#define X50         X10 X10 X10 X10 X10

Test(catalogue, wrong_values_at_the_top)
{
	WRONG("", "version", "\nservices: [{ name: a, language: rust, path: a }]\n",
	      { "0", ONLY_1 }, { "-1", ONLY_1 }, { "1.0", ONLY_1 }, { "one", ONLY_1 },
	      { "0x1", ONLY_1 }, { "+1", ONLY_1 }, { "[1]", SINGLE }, { "{}", SINGLE },
	      { "''", NOT_EMPTY });
	TOP("project", { "[]", SINGLE }, { "{}", SINGLE }, { "''", NOT_EMPTY },
	    { "'  '", NOT_EMPTY });
	TOP("registry", { "Example.com", REGISTRY }, { "example.com/", REGISTRY },
	    { "example.com/a:v1", REGISTRY }, { "a@sha256", REGISTRY }, { "a//b", REGISTRY },
	    { "/a", REGISTRY }, { "'https://a'", REGISTRY }, { "'a:'", REGISTRY },
	    { "'a:b'", REGISTRY }, { "[]", SINGLE });
	TOP("namespace", { "A", LABEL }, { "-a", LABEL }, { "'a-'", LABEL }, { "a.b", LABEL },
	    { "a_b", LABEL }, { "'a b'", LABEL }, { "{}", SINGLE });
	TOP("shared", { "a", "a list" }, { "{}", "a list" }, { "'a, b'", "a list" });
}

Test(catalogue, too_long)
{
	refuses_also("project: " X50 X50 "x\n",
		     "phoenix.yml:4:10: project: found \"" X50 X10 X10 X10
		     "…\"; expected at most 100 characters");
	refuses_also("namespace: " X50 X10 "xxxx\n",
		     "phoenix.yml:4:12: namespace: found \"" X50 X10 "xxxx\"; expected " LABEL);
}

Test(catalogue, wrong_values_of_a_service)
{
	refuses("version: 1\nservices: [{ name: Ab, language: rust, path: a }]",
		"phoenix.yml:2:20: name: found \"Ab\"; expected " LABEL);
	refuses("version: 1\nservices: [{ name: a, language: rustt, path: a }]",
		"phoenix.yml:2:33: language: found \"rustt\"; expected one of rust, typescript, "
		"other; did you mean \"rust\"?");
	refuses("version: 1\nservices: [{ name: a, language: go, path: a }]",
		"phoenix.yml:2:33: language: found \"go\"; expected one of rust, typescript, other");
	refuses("version: 1\nservices: [{ name: a, language: [rust], path: a }]",
		"phoenix.yml:2:33: language: found a list; expected a single value");
	SERVICE("coverage", { "0", TARGET }, { "0.0000", TARGET }, { "0%", TARGET },
		{ "100.0001", TARGET }, { "101", TARGET }, { "-5", TARGET }, { "80.12345", TARGET },
		{ "80.", TARGET }, { ".5", TARGET }, { "'80 %'", TARGET }, { "8e1", TARGET },
		{ "Off", TARGET }, { "nan", TARGET }, { "'80,5'", TARGET }, { "1", NO_FRACTION },
		{ "0.85", NO_FRACTION }, { "1.0", NO_FRACTION }, { "[80]", SINGLE },
		{ "80%%", TARGET }, { "999999999999999999", TARGET });
	SERVICE("health", { "health", HEALTH }, { "'/a b'", HEALTH }, { "[]", SINGLE });
	SERVICE("port", { "0", PORT }, { "65536", PORT }, { "http", PORT }, { "80.0", PORT },
		{ "1_0", PORT }, { "{}", SINGLE });
	SERVICE("image", { "a:1", IMAGE }, { "A", IMAGE }, { "a/b@c", IMAGE }, { "a/b:1", IMAGE },
		{ "a/", IMAGE });
	SERVICE("watch", { "a", "a list" }, { "{}", "a list" });
	SERVICE("canary", { "logs", "a map" }, { "[]", "a map" });
	SERVICE("dockerfile", { "/x", "a path relative to the folder of this file" },
		{ "'C:/x'", "a path relative to the folder of this file" },
		{ "../x", "a path that does not leave the workspace" },
		{ "a/../../x", "a path that does not leave the workspace" },
		{ "..", "a path that does not leave the workspace" },
		{ "a\\b", "a path with '/' between its parts" }, { "[]", SINGLE },
		{ "''", NOT_EMPTY });
}

Test(catalogue, wrong_patterns)
{
	refuses_also("shared: [a, '/b']", "phoenix.yml:4:13: shared: found \"/b\"; expected a path "
					  "relative to the folder of this file");
	refuses_also("shared: ['../b']",
		     "phoenix.yml:4:10: shared: found \"../b\"; expected a path "
		     "that does not leave the workspace");
	refuses_also("shared: ['**/../b']",
		     "phoenix.yml:4:10: shared: found \"**/../b\"; expected a "
		     "pattern with \"..\" only at its front");
	refuses_also("shared: ['crates/']",
		     "phoenix.yml:4:10: shared: found \"crates/\"; expected a "
		     "pattern of files, such as crates/**");
	refuses_also("shared: [[a]]",
		     "phoenix.yml:4:10: shared: found a list; expected a single value");
	refuses_also("shared: [{a: b}]",
		     "phoenix.yml:4:10: shared: found a map; expected a single value");
	refuses_also("shared: [\"a\\nb\"]",
		     "phoenix.yml:4:10: shared: found \"a\\u{0A}b\"; expected one line");
	refuses_also("shared: ['']", "phoenix.yml:4:10: shared: found an empty text; expected a "
				     "value that is not empty");
}

Test(catalogue, wrong_values_of_an_environment)
{
	static const char before[] = HEAD "environments:\n  production: { ";

	WRONG(before, "url", " }", { "'http://example.com'", URL }, { "'https://'", URL },
	      { "'https://u:p@example.com'", URL }, { "'https://a\\b'", URL }, { "ftp://a", URL },
	      { "'https://a b'", URL }, { "example.com", URL }, { "'http://localhost.a'", URL },
	      { "HTTPS://a", URL }, { "[]", SINGLE });
	WRONG(before, "region", " }", { "eu-central", REGION }, { "eu-1", REGION },
	      { "eu", REGION }, { "eu--central-1", REGION }, { "EU-central-1", REGION },
	      { "eu-central-12", REGION }, { "eur-central-1", REGION }, { "eu-central-1a", REGION },
	      { "eu-c3ntral-1", REGION }, { "eu-central--1", REGION }, { "-central-1", REGION },
	      { "a-1", REGION }, { "'-1'", REGION });
	WRONG(before, "cluster", " }", { "[]", SINGLE }, { "''", NOT_EMPTY });
	WRONG(before, "namespace", " }", { "a.b", LABEL });
}

Test(catalogue, wrong_values_of_coverage)
{
	static const char before[] = HEAD "coverage:\n  ";

	WRONG(before, "project", "\n", { "0", TARGET }, { "1", NO_FRACTION }, { "101", TARGET });
	WRONG(before, "patch", "\n", { "high", TARGET }, { "{}", SINGLE });
	WRONG(before, "tolerance", "\n", { "-1", AMOUNT }, { "100.1", AMOUNT }, { "off", AMOUNT },
	      { "0.00001", AMOUNT }, { "[]", SINGLE });
	WRONG(before, "metric", "\n",
	      { "lines",
		"one of line, branch, function, statement, codecov; did you mean \"line\"?" },
	      { "Line",
		"one of line, branch, function, statement, codecov; did you mean \"line\"?" });
	WRONG(before, "rules", "\n", { "{}", "a list, or a text" }, { "''", NOT_EMPTY });
	WRONG(before, "reports", "\n", { "x", "a list" });
	WRONG(before, "include", "\n", { "x", "a list" });
	WRONG(before, "exclude", "\n", { "{}", "a list" });
	WRONG(before, "unmeasured-exempt", "\n", { "x", "a list" });
	WRONG(before, "unmeasured", "\n", { "no", "one of deny, warn, off" });
	WRONG(before, "unresolved", "\n", { "deny", "one of incomplete, note" });
	WRONG(before, "verify", "\n", { "on", "one of off, note, strict" });
	WRONG(before, "carryforward", "\n", { "a", "a list, or the word all" },
	      { "{}", "a list, or the word all" });
	WRONG(before, "max-age", "\n", { "-1", "a duration such as 90s, 5m or 12h" },
	      { "1d", "a duration such as 90s, 5m or 12h" },
	      { "5 min", "a duration such as 90s, 5m or 12h" },
	      { "1h1h", "a duration such as 90s, 5m or 12h" });
	refuses_also(
		"coverage:\n  carryforward: [a, all]\n",
		"phoenix.yml:5:21: carryforward: found \"all\"; expected the name of a service");
	refuses("version: 1\ncoverage: { carryforward: [b] }\n"
		"services: [{ name: a, language: rust, path: a, prot: 1 }]\n",
		"phoenix.yml:2:28: carryforward: found \"b\"; expected the name of a service");
}

Test(catalogue, wrong_values_of_a_metric)
{
	WRONG(HEAD "canary:\n  metrics: [{ kind: latency, buckets: q, ", "name", " }]",
	      { "A", "a name of a-z, 0-9 and '-', at most 63 long" },
	      { "a.b", "a name of a-z, 0-9 and '-', at most 63 long" });
	WRONG(HEAD "canary:\n  metrics: [{ name: a, ", "kind", " }]",
	      { "rate", "one of ratio, latency, limit, degradation" });
	WRONG(HEAD "canary:\n  metrics: [{ name: a, kind: latency, ", "buckets", " }]",
	      { "'a{{b}}'", QUERY }, { "'{{service}'", QUERY }, { "'{{ service }}'", QUERY },
	      { "'{{service}}{{'", QUERY }, { "[]", SINGLE }, { "''", NOT_EMPTY });
	WRONG(HEAD "canary:\n  metrics: [{ name: a, kind: limit, query: q, ", "max", " }]",
	      { "1e3", NUMBER }, { "'1%'", NUMBER }, { "inf", NUMBER });
	WRONG(HEAD "canary:\n  metrics: [{ name: a, kind: limit, query: q, max: 1, ", "min", " }]",
	      { "1.001", "at most what max says" });
	WRONG(HEAD "canary:\n  metrics: [{ name: a, kind: degradation, query: q, ", "max-increase",
	      " }]", { "101", AMOUNT }, { "-1", AMOUNT });
}

Test(catalogue, evidence_needs_metrics)
{
	static const char without[] = "logs or health: the file has no canary.metrics";
	AUTO(catalogue) c = { 0 };

	WRONG(ONE "canary: { ", "evidence", " }\n", { "metrics", without },
	      { "log", "one of logs, metrics, health; did you mean \"logs\"?" });
	WRONG(ONE "canary: { ", "evidence", " }\ncanary: { metrics: [] }\n",
	      { "metrics", without });
	reads(&c, ONE "canary: { evidence: metrics }\n"
		      "canary: { metrics: [{ name: a, kind: limit, query: q, min: 1 }] }\n");
	cr_expect_eq(c.services[0].canary.evidence, CANARY_METRICS);
}

Test(catalogue, wrong_values_of_a_secret)
{
	WRONG(HEAD "secrets:\n  dev: [{ secret: a, ", "aws", " }]", { "[]", SINGLE },
	      { "''", NOT_EMPTY });
	WRONG(HEAD "secrets:\n  dev: [{ aws: a, ", "secret", " }]",
	      { "A", "a name of a-z, 0-9, '-' and '.', at most 253 long" },
	      { "a..b", "a name of a-z, 0-9, '-' and '.', at most 253 long" },
	      { "a.", "a name of a-z, 0-9, '-' and '.', at most 253 long" });
	WRONG(HEAD "secrets:\n  dev: [{ aws: a, secret: a, ", "type", " }]",
	      { "opaque", "one of Opaque, kubernetes.io/tls, kubernetes.io/dockerconfigjson; did "
			  "you mean \"Opaque\"?" });
	WRONG(HEAD "secrets:\n  dev: [{ aws: a, secret: a, ", "keys", " }]", { "[]", "a map" },
	      { "a", "a map" });
	refuses_also("secrets: { dev: [{ aws: a, secret: a, keys: { x: 'a/b' } }] }",
		     "phoenix.yml:4:50: keys: found \"a/b\"; expected " DATA_KEY);
	refuses_also("secrets: { dev: [{ aws: a, secret: a, keys: { x: [] } }] }",
		     "phoenix.yml:4:50: keys: found a list; expected a single value");
	refuses_also(
		"secrets: { dev: [{ aws: a, secret: a, keys: { x: } }] }",
		"phoenix.yml:4:47: the key \"x\" has no value, or null; leave it out, or give it "
		"one");
}
