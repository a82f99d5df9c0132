/* docs/catalogue.md says what the tables say: a row for each key, as it is printed here. */
#include <inttypes.h>

#include "catalogue_case.h"

#define PAGE "docs/catalogue.md"

static void put_kind(struct str *out, const struct yaml_key *key)
{
	static const char *const words[] = {
		[YAML_STRING] = "string",
		[YAML_TEXT] = "query",
		[YAML_INT] = "int",
		[YAML_NUMBER] = "number",
		[YAML_AMOUNT] = "percent",
		[YAML_TARGET] = "percent or `off`",
		[YAML_DURATION] = "duration",
		[YAML_ENUM] = "one of",
		[YAML_URL] = "url",
		[YAML_PATH] = "path",
		[YAML_PATTERN] = "pattern",
		[YAML_ITEMS] = "list",
		[YAML_ITEMS_OR_ALL] = "list, or `all`",
		[YAML_ITEMS_OR_LINES] = "list, or text with one a line",
		[YAML_PAIRS] = "map",
		[YAML_MAP] = "map",
		[YAML_MAP_OR_NONE] = "map",
		[YAML_LIST] = "list of maps",
	};

	str_puts(out, words[key->kind]);
	if (key->kind == YAML_ITEMS && key->item == YAML_PATTERN)
		str_puts(out, " of patterns");
	for (size_t i = 0; key->words && key->words[i]; i++)
		str_printf(out, "%s`%s`", i ? ", " : " ", key->words[i]);
	if (key->kind == YAML_INT && key->min == key->max)
		str_printf(out, ", %" PRId64, key->min);
	else if (key->kind == YAML_INT || key->kind == YAML_LIST)
		str_printf(out, ", %" PRId64 " to %" PRId64, key->min, key->max);
	else if (key->max)
		str_printf(out, ", at most %" PRId64 " characters", key->max);
}

static void put_row(struct str *out, const struct yaml_key *key)
{
	str_printf(out, "| `%s` | ", key->name);
	put_kind(out, key);
	str_puts(out, " | ");
	if (key->flags & YAML_REQUIRED)
		str_puts(out, "required");
	else if (key->derived)
		str_puts(out, key->derived);
	else if (key->fallback)
		str_printf(out, "`%s`", key->fallback);
	str_printf(out, " | %s |\n", key->help ? key->help : "");
}

static void expect_rows(const struct yaml_table *table, const char *page)
{
	for (const struct yaml_key *key = table->keys; key->name; key++) {
		AUTO(str) row = STR_MAX(4 * KiB);

		put_row(&row, key);
		/* the keys that are names of environments, and the map they are in, have no help */
		cr_expect(!key->help || strstr(page, row.buf), "%s lacks\n%s", PAGE, row.buf);
		if (key->of)
			expect_rows(key->of, page);
	}
}

Test(catalogue, page)
{
	AUTO(str) page = STR_MAX(MiB);

	slurp(&page, PAGE);
	expect_rows(&catalogue_table, page.buf);
}

/* The first example of the page is one that is read. */
Test(catalogue, page_example)
{
	AUTO(str) page = STR_MAX(MiB);
	AUTO(str) example = STR_MAX(MiB);
	AUTO(catalogue) c = { 0 };
	const char *from, *to;

	slurp(&page, PAGE);
	for (from = page.buf; (from = strstr(from, "```yaml\n")); from = to) {
		from += strlen("```yaml\n");
		to = strstr(from, "```");
		cr_assert(to);
		str_clear(&example);
		str_add(&example, from, (size_t)(to - from));
		reads(&c, example.buf);
		catalogue_release(&c);
	}
	cr_expect_gt(example.len, 0);
}
