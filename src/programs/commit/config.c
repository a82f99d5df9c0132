/* Where commit-lint's rules come from (specs/commit-lint.md 4.6). */
#include <inttypes.h>
#include <string.h>

#include "formats/lint.h"
#include "programs/commit/commit.h"
#include "runner/escape.h"

#define LEVELS_MAX 40 /* of folders, on the way to the repository's root */

static const struct {
	const char *name;
	enum commit_config_form form;
} files[] = {
	{ "package.json", COMMIT_CONFIG_PACKAGE_JSON },
	{ "package.yaml", COMMIT_CONFIG_PACKAGE_YAML },
	{ ".commitlintrc", COMMIT_CONFIG_EITHER },
	{ ".commitlintrc.json", COMMIT_CONFIG_JSON },
	{ ".commitlintrc.yaml", COMMIT_CONFIG_YAML },
	{ ".commitlintrc.yml", COMMIT_CONFIG_YAML },
};

static const char *const scripts[] = { ".commitlintrc.", "commitlint.config." };
static const char *const script_endings[] = { "js", "cjs", "mjs", "ts", "cts", "mts" };

/* A file that is being read, and those that extend it. */
struct chain {
	const char *path;
	const struct chain *above;
	unsigned depth;
	size_t up; /* how many ".." lead to the repository's root */
};

static int refuse_script(const char *path, struct err *err)
{
	return err_caller(
		err,
		"%s is a program, and none is run; write its result to .commitlintrc.json "
		"with `npx commitlint --print-config json`, or pass `config`",
		path);
}

static bool is_script(const char *path)
{
	const char *dot = strrchr(path, '.');

	for (size_t i = 0; dot && i < ARRAY_SIZE(script_endings); i++)
		if (strcmp(dot + 1, script_endings[i]) == 0)
			return true;
	return false;
}

static enum commit_config_form form_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		if (strcmp(name, files[i].name) == 0)
			return files[i].form;
	if (text_ends(text_of(name), ".json"))
		return COMMIT_CONFIG_JSON;
	if (text_ends(text_of(name), ".yaml") || text_ends(text_of(name), ".yml"))
		return COMMIT_CONFIG_YAML;
	return COMMIT_CONFIG_EITHER;
}

static const char *cleaned(struct commit_session *s, const char *folder, const char *name)
{
	AUTO(str) raw = STR_MAX(16 * KiB);
	AUTO(str) out = STR_MAX(16 * KiB);

	str_printf(&raw, "%s/%s", folder, name);
	path_clean(&out, (struct text){ raw.buf, raw.len });
	return raw.failed || out.failed ? NULL : arena_strdup(&s->arena, out.buf);
}

/* How many ".." the path begins with; SIZE_MAX for an absolute one. */
static size_t climbs(const char *path)
{
	size_t n = 0;

	if (path[0] == '/')
		return SIZE_MAX;
	for (; strncmp(path, "../", 3) == 0; path += 3)
		n++;
	return n + (strcmp(path, "..") == 0);
}

static int read_file(struct commit_session *s, const struct chain *chain,
		     struct commit_config *config, struct err *err);

static int extend(struct commit_session *s, const struct chain *chain, const char *name,
		  struct commit_config *config, struct err *err)
{
	const struct commit_config *preset = commit_config_preset(name);
	struct chain next = { .above = chain, .depth = chain->depth + 1, .up = chain->up };
	const char *slash = strrchr(chain->path, '/');
	AUTO(str) folder = STR_MAX(16 * KiB);
	int found;

	if (preset) {
		commit_config_lay(config, preset);
		return 0;
	}
	if (name[0] != '.')
		return err_caller(err,
				  "%s: extends \"%s\", which is not known; known are "
				  "@commitlint/config-conventional, @commitlint/config-angular and "
				  "files in JSON or YAML. List the scopes of your packages in "
				  "scope-enum, or in the input scopes",
				  chain->path, name);
	if (chain->depth >= COMMIT_EXTENDS_DEPTH)
		return err_caller(err, "%s: extends more than %d files in a row", chain->path,
				  COMMIT_EXTENDS_DEPTH);
	str_add(&folder, chain->path, slash ? (size_t)(slash - chain->path) : 0);
	next.path = cleaned(s, slash ? folder.buf : ".", name);
	if (!next.path)
		return err_memory(err);
	if (climbs(next.path) > chain->up && chain->path[0] != '/')
		return err_caller(err, "%s: extends \"%s\", outside the repository", chain->path,
				  name);
	for (const struct chain *c = chain; c; c = c->above)
		if (strcmp(c->path, next.path) == 0)
			return err_caller(err, "%s: extends itself, by \"%s\"", next.path, name);
	found = read_file(s, &next, config, err);
	return found ? found : err_caller(err, "%s: has no member commitlint", next.path);
}

/* Lays a file, and before it what it extends, over the configuration. 0: nothing in it is ours. */
static int read_file(struct commit_session *s, const struct chain *chain,
		     struct commit_config *config, struct err *err)
{
	AUTO(str) bytes = STR_MAX(COMMIT_CONFIG_MAX + 1);
	struct commit_config file;
	int found;

	if (is_script(chain->path))
		return refuse_script(chain->path, err);
	if (report_slurp(s->report, chain->path, "commitlint", &bytes, err) < 0) {
		err->kind = ERR_CALLER; /* rules that cannot be read are no rules */
		return -1;
	}
	found = commit_config_read(&file, chain->path, (struct text){ bytes.buf, bytes.len },
				   form_of(chain->path), &s->arena, err);
	if (found <= 0)
		return found;
	for (size_t i = 0; i < file.extends.n; i++)
		if (extend(s, chain, file.extends.at[i], config, err) < 0)
			return -1;
	commit_config_lay(config, &file);
	return 1;
}

static int use_file(struct commit_session *s, const char *path, size_t up, struct err *err)
{
	struct chain chain = { .path = path, .up = up };
	int found;

	s->config =
		(struct commit_config){ .grammar = commit_grammar_angular, .default_ignores = -1 };
	found = read_file(s, &chain, &s->config, err);
	if (found <= 0)
		return found;
	s->config_name = path;
	if (commit_config_count(&s->config) == 0)
		return err_caller(err, "%s: holds no rule at all", path);
	return 1;
}

/* The first configuration in a folder. 0: none. */
static int search_folder(struct commit_session *s, const char *folder, size_t up, struct err *err)
{
	const char *path;
	int found;

	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		path = cleaned(s, folder, files[i].name);
		if (!path)
			return err_memory(err);
		if (!report_exists(s->report, path))
			continue;
		found = use_file(s, path, up, err);
		if (found)
			return found;
	}
	for (size_t i = 0; i < ARRAY_SIZE(scripts); i++)
		for (size_t k = 0; k < ARRAY_SIZE(script_endings); k++) {
			const char *name =
				arena_printf(&s->arena, "%s%s", scripts[i], script_endings[k]);

			path = name ? cleaned(s, folder, name) : NULL;
			if (!path)
				return err_memory(err);
			if (report_exists(s->report, path))
				return refuse_script(path, err);
		}
	return 0;
}

/*
 * How many folders up the repository's root is: where ".git" stands, or the workspace in which this
 * step is held; 0 when there is neither.
 */
static size_t levels(struct commit_session *s)
{
	AUTO(str) folder = STR_MAX(16 * KiB);

	str_puts(&folder, s->in->path);
	for (size_t n = 0; n < LEVELS_MAX; n++) {
		const char *path = cleaned(s, folder.buf, ".git");
		size_t out = path ? climbs(report_workspace_path(s->report, path)) : 0;

		if (out && out != SIZE_MAX)
			return n ? n - 1 : 0;
		if (path && report_exists(s->report, path))
			return n;
		str_puts(&folder, "/..");
	}
	return 0;
}

static int search(struct commit_session *s, struct err *err)
{
	AUTO(str) folder = STR_MAX(16 * KiB);
	size_t most = levels(s), root;
	const char *top;

	str_puts(&folder, s->in->path);
	for (size_t n = 0; n < most; n++)
		str_puts(&folder, "/..");
	top = cleaned(s, folder.buf, ".");
	if (!top)
		return err_memory(err);
	root = climbs(top) == SIZE_MAX ? 0 : climbs(top);
	str_clear(&folder);
	str_puts(&folder, s->in->path);
	for (size_t n = 0; n <= most; n++) {
		int found = search_folder(s, folder.buf, root, err);

		if (found)
			return found;
		str_puts(&folder, "/..");
	}
	return 0;
}

static void use_preset(struct commit_session *s)
{
	static const char *const names[] = { "conventional", "angular" };

	if (s->in->preset == PRESET_SPEC)
		s->config = commit_config_spec;
	else
		s->config = *commit_config_preset(names[s->in->preset]);
	if (s->config.grammar_parts != GRAMMAR_ALL) {
		struct commit_config over = s->config;

		s->config.grammar = commit_grammar_angular;
		commit_config_lay(&s->config, &over);
	}
}

static void override_list(struct commit_session *s, enum commit_rule rule,
			  const struct strings *list)
{
	if (list->n)
		s->config.rules[rule] = (struct commit_setting){ .set = true,
								 .level = 2,
								 .list = { list->at, list->n } };
}

static void override_number(struct commit_session *s, enum commit_rule rule, int64_t most)
{
	if (most > 0)
		s->config.rules[rule] =
			(struct commit_setting){ .set = true, .level = 2, .number = most };
}

int commit_configure(struct commit_session *s, struct err *err)
{
	int found;

	if (s->in->config) {
		found = use_file(s, s->in->config, 0, err);
		if (found == 0)
			return err_caller(err, "%s: has no member commitlint", s->in->config);
	} else {
		found = search(s, err);
	}
	if (found < 0)
		return -1;
	if (!found)
		use_preset(s);
	override_list(s, RULE_TYPE_ENUM, &s->in->types);
	override_list(s, RULE_SCOPE_ENUM, &s->in->scopes);
	override_number(s, RULE_HEADER_MAX_LENGTH, s->in->header_max);
	override_number(s, RULE_BODY_MAX_LINE_LENGTH, s->in->body_line_max);
	s->spec = s->in->parser == PARSER_SPEC || (s->in->parser == PARSER_AUTO && !s->config_name);
	/* it would see no reference, and pass a rule that forbids them */
	if (s->spec && s->config.rules[RULE_REFERENCES_EMPTY].level > 0)
		return err_caller(err, "references-empty: the parser spec finds no references; "
				       "use parser: commitlint");
	s->policy = (struct commit_policy){
		.config = &s->config,
		.acronyms =
			s->in->acronyms == SWITCH_ON || (s->in->acronyms == SWITCH_AUTO && s->spec),
	};
	s->ignores = (enum commit_ignore_mode)s->in->ignores;
	if (s->config.default_ignores == 0)
		s->ignores = IGNORES_NONE;
	if (s->config.unused_keys)
		report_note(s->report, "%s: formatter and prompt are not used", s->config_name);
	return 0;
}

static void put_text(struct str *out, const char *text)
{
	str_putc(out, '"');
	escape_json(out, text_of(text), SIZE_MAX);
	str_putc(out, '"');
}

static void put_list(struct str *out, const struct commit_list *list)
{
	str_putc(out, '[');
	for (size_t i = 0; i < list->n; i++) {
		str_puts(out, i ? ", " : "");
		put_text(out, list->at[i]);
	}
	str_putc(out, ']');
}

static void put_cases(struct str *out, const struct commit_setting *setting)
{
	str_putc(out, '[');
	for (size_t i = 0; i < setting->n_cases; i++) {
		const struct commit_case_check *check = &setting->cases[i];

		str_printf(out,
			   check->never ? "%s{\"case\": \"%s\", \"when\": \"never\"}" : "%s\"%s\"",
			   i ? ", " : "", commit_case_name(check->which));
	}
	str_putc(out, ']');
}

static void put_value(struct str *out, enum commit_value kind, const struct commit_setting *setting)
{
	const char *key = kind == VALUE_SCOPE_CASES ? "cases" : "scopes";
	bool object = setting->delimiters.n > 0;

	if (kind == VALUE_NONE || (kind == VALUE_TEXT && !setting->text))
		return;
	str_puts(out, ", ");
	if (object)
		str_printf(out, "{\"%s\": ", key);
	if (kind == VALUE_NUMBER)
		str_printf(out, "%" PRId64, setting->number);
	else if (kind == VALUE_TEXT)
		put_text(out, setting->text);
	else if (kind == VALUE_CASES || kind == VALUE_SCOPE_CASES)
		put_cases(out, setting);
	else
		put_list(out, &setting->list);
	if (object) {
		str_puts(out, ", \"delimiters\": ");
		put_list(out, &setting->delimiters);
		str_putc(out, '}');
	}
}

void commit_print_rules(struct str *out, const struct commit_config *config)
{
	bool first = true;

	str_puts(out, "{\"rules\": {");
	for (int i = 0; i < RULES_OF_COMMITLINT; i++) {
		const struct commit_setting *setting = &config->rules[i];

		if (!setting->set)
			continue;
		str_printf(out, "%s\n  \"%s\": [%d", first ? "" : ",", commit_rule_names[i],
			   setting->level);
		if (setting->level) {
			str_puts(out, setting->never ? ", \"never\"" : ", \"always\"");
			put_value(out, commit_rule_value((enum commit_rule)i), setting);
		}
		str_putc(out, ']');
		first = false;
	}
	str_puts(out, "\n}}\n");
}
