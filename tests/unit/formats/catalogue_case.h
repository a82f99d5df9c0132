/*
 * What the tests of the service catalogue share: read a text, and compare the whole message.
 */
#ifndef TESTS_FORMATS_CATALOGUE_CASE_H
#define TESTS_FORMATS_CATALOGUE_CASE_H

#include <criterion/criterion.h>

#include "formats/catalogue.h"

#define EXAMPLE "tests/corpus/catalogue/valid-example.yml"
#define HEAD    "version: 1\nservices:\n  - { name: a, language: rust, path: a }\n"

/* Reads text as phoenix.yml; the error, or "" and the catalogue in *out. */
static inline const char *read_as(struct catalogue *out, const char *name, const char *text)
{
	static struct err err;

	err_clear(&err);
	if (catalogue_read(out, name, text_of(text), &err) < 0) {
		cr_expect_eq(err.kind, ERR_CALLER, "%s", err.text);
		cr_expect(!out->arena.chunk && !out->services && !out->n_services);
	} else {
		cr_expect(!err_is_set(&err));
	}
	return err.text;
}

/* A file that is refused, with these words. */
static inline void refuses(const char *text, const char *wanted)
{
	AUTO(catalogue) c = { 0 };
	const char *got = read_as(&c, "phoenix.yml", text);

	cr_expect_str_eq(got, wanted, "\n%s\ngave    %s\ninstead %s", text, got, wanted);
}

/* Further lines behind the smallest catalogue: they begin on line 4. */
static inline void refuses_also(const char *lines, const char *wanted)
{
	AUTO(str) text = STR_MAX(MiB);

	str_printf(&text, HEAD "%s", lines);
	refuses(text.buf, wanted);
}

/* Further keys of the only service: they begin on line 3, column 40. */
static inline void refuses_service(const char *keys, const char *wanted)
{
	AUTO(str) text = STR_MAX(64 * KiB);

	str_printf(&text, "version: 1\nservices:\n  - { name: a, language: rust, path: a, %s }\n",
		   keys);
	refuses(text.buf, wanted);
}

static inline void reads(struct catalogue *c, const char *text)
{
	const char *error = read_as(c, "phoenix.yml", text);

	cr_assert_str_empty(error, "\n%s\n%s", text, error);
}

static inline void reads_also(struct catalogue *c, const char *lines)
{
	AUTO(str) text = STR_MAX(MiB);

	str_printf(&text, HEAD "%s", lines);
	reads(c, text.buf);
}

static inline void slurp(struct str *out, const char *path)
{
	FILE *file = fopen(path, "rb");
	char buf[4096];
	size_t n;

	cr_assert(file, "%s", path);
	while ((n = fread(buf, 1, sizeof(buf), file)) > 0)
		str_add(out, buf, n);
	fclose(file);
}

#endif
