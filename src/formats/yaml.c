#include "formats/yaml.h"

#include <string.h>

#include "base/utf8.h"
#include "formats/yaml_bytes.h"
#include "formats/yaml_token.h"

#define SHOWN_MAX 80

struct open {
	struct yaml_node *node;
	struct yaml_node **end; /* where the next child is hung */
	const char *key;        /* read, its value not yet */
	struct yaml_place key_at;
};

struct parse {
	struct arena *arena;
	const char *name;
	const char *const *long_keys;
	struct err *err;
	struct str bytes; /* of the file: with a NUL behind them, lest anybody reads too far */
	struct fy_diag *diag;
	struct fy_parser *fy;
	struct yaml_node *root;
	struct open open[YAML_MAX_DEPTH];
	unsigned depth;
	size_t nodes;
	struct yaml_place last; /* of the last event that has a place: some have none */
	size_t end;             /* of the last scalar, in bytes */
};

static void parse_release(struct parse *p)
{
	if (p->fy)
		fy_parser_destroy(p->fy);
	if (p->diag)
		fy_diag_destroy(p->diag);
	str_release(&p->bytes);
}

int yaml_fail(struct err *err, const char *name, struct yaml_place at, const char *format, ...)
{
	AUTO(str) what = STR_MAX(2 * KiB);
	va_list args;

	va_start(args, format);
	str_vprintf(&what, format, args);
	va_end(args);
	if (what.failed)
		return err_memory(err);
	return err_caller(err, "%s:%u:%u: %s", name, at.line, at.column, what.buf);
}

/* Controls, and what turns or breaks the line that shows it. */
static bool is_hidden(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void yaml_show(struct str *out, struct text text)
{
	size_t used;
	bool valid;

	for (size_t n = 0; text.len; text = text_from(text, used)) {
		uint32_t c = utf8_decode(text.ptr, text.len, &used, &valid);

		if (n++ == SHOWN_MAX) {
			str_puts(out, "…");
			return;
		}
		if (is_hidden(c))
			str_printf(out, "\\u{%02X}", c);
		else
			str_put_point(out, c);
	}
}

const struct yaml_node *yaml_member(const struct yaml_node *map, const char *key)
{
	if (!map || map->kind != YAML_IS_MAP)
		return NULL;
	for (const struct yaml_node *node = map->first; node; node = node->next)
		if (strcmp(node->key, key) == 0)
			return node;
	return NULL;
}

/* Refuses a piece of the file that is shown between the two halves of the message. */
static int refuse(struct parse *p, struct yaml_place at, const char *before, struct text text,
		  const char *behind)
{
	AUTO(str) shown = STR_MAX(KiB);

	yaml_show(&shown, text);
	if (shown.failed)
		return err_memory(p->err);
	return yaml_fail(p->err, p->name, at, "%s \"%s\"%s", before, shown.buf, behind);
}

static struct text token_text(struct fy_token *token)
{
	size_t len = 0;
	const char *ptr = token ? fy_token_get_text(token, &len) : NULL;

	return ptr ? (struct text){ ptr, len } : (struct text){ "", 0 };
}

/* libfyaml counts from 0, and from behind the sign that opens a quoted text, anchor or alias. */
static struct yaml_place place_of(struct parse *p, const struct fy_mark *mark, bool behind_sign)
{
	if (!mark)
		return p->last;
	p->last.line = (uint32_t)mark->line + 1;
	p->last.column = (uint32_t)mark->column + (behind_sign && mark->column ? 0 : 1);
	return p->last;
}

static int refuse_token(struct parse *p, struct fy_token *token, bool behind_sign, const char *what,
			const char *instead)
{
	return refuse(p, place_of(p, fy_token_start_mark(token), behind_sign), what,
		      token_text(token), instead);
}

/* Room for one more node, and nothing about it that is refused. */
static int check_node(struct parse *p, struct fy_event *event)
{
	struct fy_token *anchor = fy_event_get_anchor_token(event);
	struct fy_token *tag = fy_event_get_tag_token(event);

	if (event->type == FYET_ALIAS)
		return refuse_token(p, event->alias.anchor, true, "found the alias",
				    "; write the value out");
	if (anchor)
		return refuse_token(p, anchor, true, "found the anchor", "; write each value out");
	if (tag)
		return refuse_token(p, tag, false, "found the tag", "; write the value without it");
	if (++p->nodes > YAML_MAX_NODES)
		return yaml_fail(p->err, p->name, p->last, "more than %d nodes", YAML_MAX_NODES);
	return 0;
}

/* Hangs a new node, at the place `at`, where the next value belongs; NULL with the error set. */
static struct yaml_node *add_node(struct parse *p, enum yaml_kind kind, struct yaml_place at)
{
	struct open *parent = p->depth ? &p->open[p->depth - 1] : NULL;
	struct yaml_node *node;

	if (parent && ++parent->node->n > YAML_MAX_ITEMS) {
		yaml_fail(p->err, p->name, at, "more than %d %s", YAML_MAX_ITEMS,
			  parent->node->kind == YAML_IS_MAP ? "keys in a map" : "items in a list");
		return NULL;
	}
	node = arena_alloc(p->arena, sizeof(*node));
	if (!node) {
		err_memory(p->err);
		return NULL;
	}
	node->kind = kind;
	node->at = at;
	if (parent) {
		node->key = parent->key;
		node->key_at = parent->key_at;
		parent->key = NULL;
		*parent->end = node;
		parent->end = &node->next;
	} else {
		p->root = node;
	}
	return node;
}

static bool is_null(struct text text)
{
	static const char *const words[] = { "", "~", "null", "Null", "NULL" };

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (text_is(text, words[i]))
			return true;
	return false;
}

static bool awaits_key(const struct parse *p)
{
	const struct open *top = p->depth ? &p->open[p->depth - 1] : NULL;

	return top && top->node->kind == YAML_IS_MAP && !top->key;
}

static int open_node(struct parse *p, struct fy_event *event, enum yaml_kind kind)
{
	struct yaml_place at = place_of(p, fy_event_start_mark(event), false);
	struct yaml_node *node;

	if (check_node(p, event) < 0)
		return -1;
	if (awaits_key(p))
		return yaml_fail(p->err, p->name, at, "found a %s as a key; expected a text",
				 kind == YAML_IS_MAP ? "map" : "list");
	if (p->depth == YAML_MAX_DEPTH)
		return yaml_fail(p->err, p->name, at, "nested deeper than %d", YAML_MAX_DEPTH);
	node = add_node(p, kind, at);
	if (!node)
		return -1;
	p->open[p->depth++] = (struct open){ .node = node, .end = &node->first };
	return 0;
}

static size_t longest(const struct parse *p)
{
	const char *key = p->depth ? p->open[p->depth - 1].key : NULL;

	for (size_t i = 0; key && p->long_keys && p->long_keys[i]; i++)
		if (strcmp(key, p->long_keys[i]) == 0)
			return YAML_MAX_LONG;
	return YAML_MAX_SCALAR;
}

static int add_key(struct parse *p, struct yaml_place at, struct text text, bool plain)
{
	struct open *map = &p->open[p->depth - 1];

	if (plain && text_is(text, "<<"))
		return yaml_fail(p->err, p->name, at,
				 "found the merge key \"<<\"; write each value out");
	if (plain && is_null(text))
		return yaml_fail(p->err, p->name, at,
				 "found an empty key, or null; expected a text");
	for (const struct yaml_node *other = map->node->first; other; other = other->next)
		if (text_is(text, other->key)) {
			char where[64];

			snprintf(where, sizeof(where), " twice; it stands on line %u already",
				 other->key_at.line);
			return refuse(p, at, "found the key", text, where);
		}
	if (!map->node->first && at.line == map->node->at.line && at.column < map->node->at.column)
		map->node->at = at; /* the map in [a: b], which libfyaml puts behind the a */
	map->key = arena_copy(p->arena, text);
	map->key_at = at;
	return map->key ? 0 : err_memory(p->err);
}

static int add_value(struct parse *p, struct yaml_place at, struct text text,
		     enum fy_scalar_style style)
{
	const struct open *top = p->depth ? &p->open[p->depth - 1] : NULL;
	struct yaml_node *node;

	if (style == FYSS_PLAIN && is_null(text) && top && top->key)
		return refuse(p, top->key_at, "the key", text_of(top->key),
			      " has no value, or null; leave it out, or give it one");
	if (style == FYSS_PLAIN && is_null(text))
		return yaml_fail(p->err, p->name, at, "found an empty value, or null%s",
				 text.len ? "" : ", behind this");
	node = add_node(p, YAML_IS_SCALAR, at);
	if (!node)
		return -1;
	node->plain = style == FYSS_PLAIN;
	node->literal = style == FYSS_LITERAL;
	node->text = arena_copy(p->arena, text);
	return node->text ? 0 : err_memory(p->err);
}

static int add_scalar(struct parse *p, struct fy_event *event)
{
	AUTO(str) out = STR_MAX(2 * YAML_MAX_FILE);
	struct fy_token *token = event->scalar.value;
	enum fy_scalar_style style = fy_token_scalar_style(token);
	bool quoted = style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
	struct yaml_place at = place_of(p, fy_event_start_mark(event), quoted);
	const char *wrong;
	struct text text;

	if (check_node(p, event) < 0)
		return -1;
	wrong = yaml_token_text(&out, token, (struct text){ p->bytes.buf, p->bytes.len }, &p->end,
				p->depth ? p->open[p->depth - 1].node->at.column : 0);
	if (wrong)
		return yaml_fail(p->err, p->name, at, "%s", wrong);
	if (out.failed)
		return err_memory(p->err);
	text = (struct text){ out.buf, out.len };
	if (text.len > longest(p))
		return yaml_fail(p->err, p->name, at, "found a text of more than %zu bytes",
				 longest(p));
	if (!utf8_is_valid(text.ptr, text.len) || memchr(text.ptr, '\0', text.len))
		return yaml_fail(p->err, p->name, at,
				 "found a text with a NUL, or no valid UTF-8, behind its escapes");
	return awaits_key(p) ? add_key(p, at, text, style == FYSS_PLAIN)
			     : add_value(p, at, text, style);
}

static int on_event(struct parse *p, struct fy_event *event)
{
	const struct fy_mark *mark = fy_event_start_mark(event);

	/* the start of a document without "---" has no place of its own, but what it holds has */
	if (p->root && !p->depth && mark && event->type != FYET_DOCUMENT_END &&
	    event->type != FYET_STREAM_END)
		return yaml_fail(p->err, p->name, place_of(p, mark, false),
				 "found a second document; expected one");
	switch (event->type) {
	case FYET_MAPPING_START: return open_node(p, event, YAML_IS_MAP);
	case FYET_SEQUENCE_START: return open_node(p, event, YAML_IS_LIST);
	case FYET_MAPPING_END:
	case FYET_SEQUENCE_END: p->depth -= p->depth > 0; return 0;
	case FYET_SCALAR: return add_scalar(p, event);
	case FYET_ALIAS: return check_node(p, event);
	default: return 0;
	}
}

/* libfyaml's own first complaint, with its place. */
static int not_yaml(struct parse *p)
{
	AUTO(str) why = STR_MAX(KiB);
	struct fy_diag_error *error;
	void *at = NULL;

	while ((error = fy_diag_errors_iterate(p->diag, &at)))
		if (error->type == FYET_ERROR && error->line > 0 && error->column > 0) {
			struct yaml_place place = { (uint32_t)error->line,
						    (uint32_t)error->column };

			yaml_show(&why, text_of(error->msg));
			return yaml_fail(p->err, p->name, place, "this is no YAML: %s", why.buf);
		}
	return yaml_fail(p->err, p->name, p->last, "this is no YAML");
}

/* Errors are collected, never printed; an empty search path leaves no file to include. */
static int start(struct parse *p, struct text bytes)
{
	struct fy_diag_cfg says;
	struct fy_parse_cfg how = {
		.search_path = "",
		.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_1_2 |
			 FYPCF_JSON_NONE | FYPCF_DISABLE_MMAP_OPT,
	};

	str_add(&p->bytes, bytes.ptr, bytes.len);
	if (p->bytes.failed)
		return err_memory(p->err);
	fy_diag_cfg_default(&says);
	says.fp = NULL;
	says.colorize = false;
	p->diag = fy_diag_create(&says);
	if (!p->diag)
		return err_memory(p->err);
	fy_diag_set_collect_errors(p->diag, true);
	how.diag = p->diag;
	p->fy = fy_parser_create(&how);
	if (!p->fy || fy_parser_set_string(p->fy, p->bytes.buf, p->bytes.len) < 0)
		return err_memory(p->err);
	return 0;
}

struct yaml_node *yaml_parse(struct arena *arena, const char *name, struct text bytes,
			     const char *const *long_keys, struct err *err)
{
	AUTO(parse) p = { .arena = arena, .name = name, .long_keys = long_keys, .err = err };
	struct fy_event *event;

	str_init(&p.bytes, YAML_MAX_FILE);
	p.last = (struct yaml_place){ 1, 1 };
	if (yaml_check_bytes(&bytes, name, err) < 0 || start(&p, bytes) < 0)
		return NULL;
	while ((event = fy_parser_parse(p.fy))) {
		int done = on_event(&p, event);

		fy_parser_event_free(p.fy, event);
		if (done < 0)
			return NULL;
	}
	if (fy_parser_get_stream_error(p.fy) || p.depth) {
		not_yaml(&p);
		return NULL;
	}
	if (!p.root)
		yaml_fail(err, name, p.last, "the file is empty");
	return p.root;
}
