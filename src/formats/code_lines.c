#include "formats/code_lines.h"

#include <string.h>

#include "formats/code_tokens.h"

const char *const code_lines_exempt[] = {
	"**/tests/**",
	"**/test/**",
	"**/__tests__/**",
	"**/__mocks__/**",
	"**/*.{test,spec,stories}.*",
	"**/*_test.*",
	"**/test_*.py",
	"**/*.d.ts",
	"**/*.config.*",
	"**/benches/**",
	"**/examples/**",
	"**/build.rs",
};
const size_t code_lines_exempt_n = ARRAY_SIZE(code_lines_exempt);

static const char *extension_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');

	return dot && dot > name ? dot + 1 : "";
}

static bool is_one_of(const char *word, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(word, words[i]) == 0)
			return true;
	return false;
}

static const char *const scripts[] = { "js",  "jsx", "mjs", "cjs", "ts",
				       "tsx", "mts", "cts", "vue", "svelte" };
static const char *const slashes[] = { "c",      "h",    "cc", "cpp", "cxx",   "hpp",   "cs",
				       "go",     "java", "kt", "kts", "scala", "swift", "dart",
				       "groovy", "php",  "m",  "mm",  "proto", "zig" };
static const char *const hashes[] = {
	"py", "pyi", "rb", "sh", "bash", "pl", "pm", "r", "ex", "exs"
};

bool code_lines_same_family(const char *a, const char *b)
{
	const char *x = extension_of(a), *y = extension_of(b);

	if (!x[0] || !y[0])
		return false;
	return strcmp(x, y) == 0 || (is_one_of(x, scripts, ARRAY_SIZE(scripts)) &&
				     is_one_of(y, scripts, ARRAY_SIZE(scripts)));
}

static enum code_language language_of(const char *path)
{
	const char *extension = extension_of(path);

	if (strcmp(extension, "rs") == 0)
		return CODE_RUST;
	/* markup around a script is read as code: a comment of its own is then none */
	if (strcmp(extension, "vue") == 0 || strcmp(extension, "svelte") == 0)
		return CODE_UNKNOWN;
	if (is_one_of(extension, scripts, ARRAY_SIZE(scripts)))
		return CODE_SCRIPT;
	if (is_one_of(extension, slashes, ARRAY_SIZE(slashes)))
		return CODE_SLASH;
	return is_one_of(extension, hashes, ARRAY_SIZE(hashes)) ? CODE_HASH : CODE_UNKNOWN;
}

struct walk {
	const struct code_token *t;
	size_t n;
	bool *holds;
	size_t lines;
};

static bool is(const struct walk *w, size_t i, const char *word)
{
	return i < w->n && !w->t[i].is_string && text_is(w->t[i].text, word);
}

static bool is_any(const struct walk *w, size_t i, const char *const *words)
{
	for (; *words; words++)
		if (is(w, i, *words))
			return true;
	return false;
}

static bool is_bracket(const struct code_token *token)
{
	return !token->is_string && token->text.len == 1 && strchr("{}()[];,", token->text.ptr[0]);
}

static void mark(struct walk *w, size_t i)
{
	for (size_t line = w->t[i].line; line <= w->t[i].end_line; line++)
		if (!is_bracket(&w->t[i]) && line <= w->lines)
			w->holds[line - 1] = true;
}

static int depth_of(const struct code_token *token)
{
	if (token->is_string || token->text.len != 1)
		return 0;
	return strchr("([{", token->text.ptr[0]) ? 1 : strchr(")]}", token->text.ptr[0]) ? -1 : 0;
}

/* Behind the bracket that closes the one at i. */
static size_t behind_brackets(const struct walk *w, size_t i)
{
	int depth = 0;

	for (; i < w->n; i++) {
		depth += depth_of(&w->t[i]);
		if (depth <= 0)
			return i + 1;
	}
	return i;
}

/* Behind the first ';' outside of brackets, or, where `body`, behind the first braces. */
static size_t behind_item(const struct walk *w, size_t i, bool body)
{
	while (i < w->n && !is(w, i, ";") && !is(w, i, "}")) {
		if (body && is(w, i, "{"))
			return behind_brackets(w, i);
		i = depth_of(&w->t[i]) > 0 ? behind_brackets(w, i) : i + 1;
	}
	return is(w, i, ";") ? i + 1 : i;
}

/* The end of a Rust item that holds no code; i when what begins there is no such item. */
static size_t skip_rust(const struct walk *w, size_t i)
{
	static const char *const until_semicolon[] = { "use", "mod", "type", NULL };
	static const char *const with_body[] = { "struct", "enum", "union", NULL };
	static const char *const values[] = { "const", "static", NULL };
	size_t k = i;

	if (is(w, i, "#") && (is(w, i + 1, "[") || (is(w, i + 1, "!") && is(w, i + 2, "["))))
		return behind_brackets(w, is(w, i + 1, "[") ? i + 1 : i + 2);
	if (is(w, k, "pub"))
		k = is(w, k + 1, "(") ? behind_brackets(w, k + 1) : k + 1;
	if (is(w, k, "mod") && !is(w, k + 2, ";"))
		return i;
	if (is(w, k, "union") && !is(w, k + 2, "{") && !is(w, k + 2, "<"))
		return i;
	if (is_any(w, k, with_body))
		return behind_item(w, k, true);
	if (is_any(w, k, until_semicolon))
		return behind_item(w, k, false);
	if (is_any(w, k, values) &&
	    (is(w, k + 2, ":") || (is(w, k + 1, "mut") && is(w, k + 3, ":"))))
		return behind_item(w, k, false);
	if (is(w, k, "extern") && is(w, k + 1, "crate"))
		return behind_item(w, k, false);
	return i;
}

/* A statement without a ';' ends with its line, unless one of the two sides cannot end or begin. */
static bool line_goes_on(const struct walk *w, size_t i)
{
	static const char *const open_ends[] = { "=", "|", "&", ",", "?", ":", "<", ".", NULL };
	static const char *const open_starts[] = { "|", "&", "=", "?", ":", "extends", NULL };

	return i == 0 || i >= w->n || w->t[i].line == w->t[i - 1].end_line ||
	       is_any(w, i - 1, open_ends) || is_any(w, i, open_starts);
}

static size_t behind_line(const struct walk *w, size_t i)
{
	size_t start = i;

	while (i < w->n && !is(w, i, ";") && !is(w, i, "}") && (i == start || line_goes_on(w, i)))
		i = depth_of(&w->t[i]) > 0 ? behind_brackets(w, i) : i + 1;
	return is(w, i, ";") ? i + 1 : i;
}

/* Behind the module's name of `import … "x"`; `from` when there is none before the line ends. */
static size_t behind_module(const struct walk *w, size_t from)
{
	size_t i = from + 1;

	while (i < w->n && !is(w, i, ";")) {
		if (w->t[i].is_string)
			return is(w, i + 1, ";") ? i + 2 : i + 1;
		if (is(w, i, "=") || is(w, i, "}"))
			return from;
		i = depth_of(&w->t[i]) > 0 ? behind_brackets(w, i) : i + 1;
	}
	return from;
}

static bool is_name(const struct walk *w, size_t i)
{
	return i < w->n && !w->t[i].is_string && !is_bracket(&w->t[i]) &&
	       ((w->t[i].text.ptr[0] | 0x20) >= 'a' || w->t[i].text.ptr[0] == '_');
}

/* `import("x")` and `import.meta` are code, and `type` may be the name of a variable. */
static size_t skip_script(const struct walk *w, size_t i)
{
	size_t k = is(w, i, "export") ? i + 1 : i, end;

	if (is(w, i, "import") && !is(w, i + 1, "(") && !is(w, i + 1, "."))
		return behind_module(w, i);
	if (k > i && (is(w, k, "*") || is(w, k, "{") || (is(w, k, "type") && is(w, k + 1, "{")))) {
		end = is(w, k, "*") ? k : behind_brackets(w, is(w, k, "{") ? k : k + 1);
		if (is(w, k, "*") || is(w, end, "from"))
			return behind_module(w, k);
		return is(w, end, ";") ? end + 1 : end; /* a list of names: nothing runs */
	}
	if (is(w, k, "type") && is_name(w, k + 1) && (is(w, k + 2, "=") || is(w, k + 2, "<")))
		return behind_line(w, k);
	if (is(w, k, "interface") && is_name(w, k + 1))
		return behind_item(w, k, true);
	if (is(w, k, "declare") && is_name(w, k + 1) && w->t[k].line == w->t[k + 1].line)
		return behind_line(w, k);
	return i;
}

static bool begins_statement(const struct walk *w, size_t i)
{
	static const char *const ends[] = { ";", "{", "}", NULL };

	return i == 0 || is_any(w, i - 1, ends) || w->t[i - 1].end_line < w->t[i].line ||
	       is(w, i - 1, "]"); /* an attribute */
}

int code_lines_find(struct text source, const char *path, bool *holds, size_t n, struct err *err)
{
	__attribute__((cleanup(code_tokens_release))) struct code_tokens tokens = { 0 };
	enum code_language language = language_of(path);
	struct walk w;

	memset(holds, 0, n * sizeof(*holds));
	if (code_tokens_read(&tokens, source, language, err) < 0)
		return -1;
	w = (struct walk){ tokens.at, tokens.n, holds, n };
	for (size_t i = 0; i < w.n;) {
		size_t next = i;

		if (language == CODE_RUST && begins_statement(&w, i))
			next = skip_rust(&w, i);
		else if (language == CODE_SCRIPT && begins_statement(&w, i))
			next = skip_script(&w, i);
		if (next == i)
			mark(&w, next++);
		i = next;
	}
	return 0;
}
