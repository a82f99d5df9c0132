/* Any bytes as commitlint's configuration, in each form: the place of an error, or rules in bounds. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "formats/commit/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_setting(const struct commit_setting *s)
{
	check(s->level >= 0 && s->level <= 2 && s->number >= 0);
	check(!s->set || s->level == 0 || s->level <= 2);
	for (size_t i = 0; i < s->n_cases; i++)
		check(s->cases[i].which <= CASE_START);
	for (size_t i = 0; i < s->list.n; i++)
		check(s->list.at[i] != NULL);
	for (size_t i = 0; i < s->delimiters.n; i++)
		check(s->delimiters.at[i] != NULL);
}

static void check_config(const struct commit_config *config)
{
	for (int i = 0; i < RULES_OF_COMMITLINT; i++)
		check_setting(&config->rules[i]);
	check(config->default_ignores >= -1 && config->default_ignores <= 1);
	check(config->extends.n <= COMMIT_EXTENDS_MAX);
	check(!(config->grammar_parts & ~(unsigned)GRAMMAR_ALL));
	check(!(config->grammar_parts & GRAMMAR_PREFIXES) || config->grammar.prefixes[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };

	for (int form = COMMIT_CONFIG_JSON; form <= COMMIT_CONFIG_EITHER; form++) {
		AUTO(arena) arena = ARENA_MAX(64 * MiB);
		struct commit_config config, all = { .default_ignores = -1 };
		struct err err = { 0 };
		int found = commit_config_read(&config, "f", bytes, (enum commit_config_form)form,
					       &arena, &err);

		check((found < 0) == err_is_set(&err));
		if (found < 0)
			check(err.kind == ERR_CALLER && !strncmp(err.text, "f:", 2));
		if (found <= 0)
			continue;
		check_config(&config);
		commit_config_lay(&all, commit_config_preset("conventional"));
		commit_config_lay(&all, &config);
		check_config(&all);
	}
	return 0;
}
