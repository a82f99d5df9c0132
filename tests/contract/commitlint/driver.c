/*
 * Our side of the comparison with commitlint: JSON lines in, one line out for each.
 *   {"config": NAME, "message": TEXT}    the rules that fail, as LEVEL:RULE, in the order of names
 *   {"case": NAME, "text": TEXT}         the text written in that case, as JSON would not escape it
 * driver FOLDER: NAME is a file FOLDER/NAME.json.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "formats/commit/cases.h"
#include "formats/commit/clean.h"
#include "formats/commit/ignore.h"
#include "formats/json.h"
#include "judge/commit/lint.h"

#define CONFIGS_MAX 64

static struct named {
	char name[64];
	struct commit_config config;
} configs[CONFIGS_MAX];
static size_t n_configs;
static struct arena arena = ARENA_MAX(64 * MiB);

static void stop(const struct err *err)
{
	fprintf(stderr, "driver: %s\n", err->text);
	exit(2);
}

static void load(const char *folder, const char *name, struct commit_config *config)
{
	AUTO(str) bytes = STR_MAX(MiB);
	struct commit_config file = { 0 };
	struct file_reader reader;
	struct err err = { 0 };
	char path[512];
	int fd;

	snprintf(path, sizeof(path), "%s/%s.json", folder, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	file_reader_init(&reader, fd, path, MiB, NULL);
	if (fd < 0 || reader_slurp(&reader.reader, &bytes, &err) < 0 ||
	    commit_config_read(&file, path, (struct text){ bytes.buf, bytes.len },
			       COMMIT_CONFIG_JSON, &arena, &err) < 0)
		stop(&err);
	close(fd);
	*config =
		(struct commit_config){ .grammar = commit_grammar_angular, .default_ignores = -1 };
	for (size_t i = 0; i < file.extends.n; i++) {
		const struct commit_config *preset = commit_config_preset(file.extends.at[i]);

		if (!preset)
			exit(2);
		commit_config_lay(config, preset);
	}
	commit_config_lay(config, &file);
}

static struct commit_config *config_named(const char *folder, const char *name)
{
	for (size_t i = 0; i < n_configs; i++)
		if (strcmp(configs[i].name, name) == 0)
			return &configs[i].config;
	if (n_configs == CONFIGS_MAX)
		exit(2);
	snprintf(configs[n_configs].name, sizeof(configs[0].name), "%s", name);
	load(folder, name, &configs[n_configs].config);
	return &configs[n_configs++].config;
}

static void judge(const struct commit_config *config, struct text text)
{
	struct commit_policy policy = { .config = config };
	AUTO(commit_message) message = { 0 };
	AUTO(arena) memory = ARENA_MAX(16 * MiB);
	struct commit_problems problems = { .arena = &memory };
	struct commit_cleaning cleaning = { 0 };
	AUTO(str) clean = STR_MAX(2 * MiB);
	struct err err = { 0 };

	commit_clean(&clean, text, &cleaning);
	text = (struct text){ clean.buf, clean.len };
	if (commit_is_blank(text)) {
		puts("2:message-empty");
		return;
	}
	if (config->default_ignores && commit_ignored(text, IGNORES_COMMITLINT, -1)) {
		puts("");
		return;
	}
	if (commit_parse_commitlint(&message, text, &config->grammar, &err) < 0 ||
	    commit_judge(&message, &policy, &problems, &err) < 0)
		stop(&err);
	for (size_t i = 0; i < problems.n; i++)
		printf("%s%d:%s", i ? " " : "", problems.at[i].level,
		       commit_rule_name(problems.at[i].rule));
	putchar('\n');
}

static void write_case(const char *name, struct text text)
{
	AUTO(str) out = STR_MAX(16 * MiB);
	enum commit_case which;

	if (!commit_case_named(text_of(name), &which))
		exit(2);
	commit_case_write(&out, text, which);
	for (size_t i = 0; i < out.len; i++)
		if (out.buf[i] == '\n')
			out.buf[i] = '\x1e'; /* one line an answer */
	printf("%c%s\n", commit_case_is(text, which) ? '+' : '-', out.buf);
}

static void answer(const char *folder, struct text line)
{
	AUTO(str) name = STR_MAX(KiB);
	AUTO(str) text = STR_MAX(4 * MiB);
	struct err err = { 0 };
	AUTO(json) j = { 0 };
	bool is_case = false;
	struct text key, value;

	json_init_memory(&j, "line", 0, line, &err);
	json_enter_object(&j);
	while (json_member(&j, &key)) {
		bool names = text_is(key, "config") || text_is(key, "case");

		is_case |= text_is(key, "case");
		value = json_text(&j);
		str_add(names ? &name : &text, value.ptr, value.len);
	}
	if (json_end(&j) < 0)
		stop(&err);
	if (is_case)
		write_case(name.buf, (struct text){ text.buf, text.len });
	else
		judge(config_named(folder, name.buf), (struct text){ text.buf, text.len });
}

int main(int argc, char **argv)
{
	struct file_reader in;
	AUTO(lines) lines = { 0 };
	struct err err = { 0 };
	struct text line;
	int more;

	if (argc != 2)
		return 2;
	file_reader_init(&in, STDIN_FILENO, "standard input", GiB, NULL);
	lines_init(&lines, &in.reader, 8 * MiB);
	while ((more = lines_next(&lines, &line, &err)) > 0)
		answer(argv[1], line);
	if (more < 0)
		stop(&err);
	arena_release(&arena);
	return 0;
}
