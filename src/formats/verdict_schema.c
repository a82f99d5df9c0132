#include "formats/verdict_schema.h"

#include <inttypes.h>

#include "formats/verdict.h"

#define SCHEMA_MAX (256 * KiB)

/* What a rule of specs/verdict.md says, in JSON, an apostrophe for each quote. */
static const char *const rules[] = {
	"{'$comment':'a pass: exit 0, full, nothing denies',"
	"'if':{'properties':{'verdict':{'const':'pass'}}},"
	"'then':{'properties':{'exit_code':{'const':0},"
	"'completeness':{'properties':{'state':{'const':'full'}}},"
	"'findings':{'items':{'properties':{'denies':{'const':false}}}}}}}",

	"{'$comment':'a deny: a finding that denies, findings omitted or a metric not ok',"
	"'if':{'properties':{'verdict':{'const':'deny'}}},"
	"'then':{'properties':{'exit_code':{'enum':[0,1]}},'anyOf':["
	"{'properties':{'findings':{'contains':{'properties':{'denies':{'const':true}}}}}},"
	"{'properties':{'findings_omitted':{'minimum':1}}},"
	"{'properties':{'metrics':{'not':{'additionalProperties':"
	"{'properties':{'ok':{'enum':[true,null]}}}}}}}]}}",

	"{'$comment':'a deny with exit 0: only under warn_only',"
	"'if':{'properties':{'verdict':{'const':'deny'},'exit_code':{'const':0}}},"
	"'then':{'properties':{'warn_only':{'const':true}}}}",

	"{'$comment':'a deny under warn_only: full, else it is an incomplete',"
	"'if':{'properties':{'verdict':{'const':'deny'},'warn_only':{'const':true}}},"
	"'then':{'properties':{'completeness':{'properties':{'state':{'const':'full'}}}}}}",

	"{'$comment':'an error: exit 2, partial',"
	"'if':{'properties':{'verdict':{'const':'error'}}},"
	"'then':{'properties':{'exit_code':{'const':2},"
	"'completeness':{'properties':{'state':{'const':'partial'}}}}}}",

	"{'$comment':'an incomplete: exit 3, partial, a problem',"
	"'if':{'properties':{'verdict':{'const':'incomplete'}}},"
	"'then':{'properties':{'exit_code':{'const':3},'completeness':{'properties':"
	"{'state':{'const':'partial'},'problems':{'minItems':1}}}}}}",

	"{'$comment':'evidence: a path or a url; a hash and a size, or neither',"
	"'properties':{'evidence':{'items':{"
	"'oneOf':[{'properties':{'path':{'type':'null'},'url':{'type':'string'}}},"
	"{'properties':{'path':{'type':'string'},'url':{'type':'null'}}}],"
	"'anyOf':[{'properties':{'sha256':{'type':'null'},'bytes':{'type':'null'}}},"
	"{'properties':{'sha256':{'type':'string'},'bytes':{'type':'integer'}}}]}}}}",

	"{'$comment':'findings: no end and no column without a line','properties':{'findings':{"
	"'items':{'if':{'properties':{'line':{'type':'null'}}},'then':{'properties':{"
	"'end_line':{'type':'null'},'column':{'type':'null'},'end_column':{'type':'null'}}}}}}}",
};

static void put_rule(struct str *out, const char *rule)
{
	for (; *rule; rule++)
		str_putc(out, *rule == '\'' ? '"' : *rule);
}

static void put_string(struct str *out, const char *text)
{
	str_putc(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			str_putc(out, '\\');
		str_putc(out, *text);
	}
	str_putc(out, '"');
}

static void put_type(struct str *out, const struct shape_member *m, const char *type)
{
	str_printf(out,
		   m->flags & SHAPE_NULLABLE ? "\"type\":[\"%s\",\"null\"]" : "\"type\":\"%s\"",
		   type);
}

static void put_text(struct str *out, const struct shape_member *m)
{
	put_type(out, m, "string");
	if (m->min)
		str_printf(out, ",\"minLength\":%" PRId64, m->min);
	str_printf(out, ",\"maxLength\":%" PRId64, m->max);
	if (m->pattern) {
		str_puts(out, ",\"pattern\":");
		put_string(out, m->pattern);
	}
	if (m->flags & SHAPE_ONE_LINE)
		put_rule(out, ",'not':{'pattern':'[\\r\\n]'}");
}

static void put_words(struct str *out, const char *const *words)
{
	str_puts(out, "\"enum\":[");
	for (size_t i = 0; words[i]; i++) {
		str_puts(out, i ? "," : "");
		put_string(out, words[i]);
	}
	str_puts(out, "]");
}

static void put_object(struct str *out, const struct shape *shape);

static void put_metrics(struct str *out, const struct shape_member *m)
{
	put_rule(out, "'type':'object','additionalProperties':false");
	str_printf(out, ",\"maxProperties\":%" PRId64, m->max);
	str_printf(out, ",\"propertyNames\":{\"maxLength\":%" PRId64 "}", m->each);
	str_puts(out, ",\"patternProperties\":{");
	put_string(out, m->pattern);
	str_puts(out, ":{");
	put_object(out, m->of);
	str_puts(out, "}}");
}

static void put_member(struct str *out, const struct shape_member *m)
{
	if (m->help) {
		str_puts(out, "\"description\":");
		put_string(out, m->help);
		str_puts(out, ",");
	}
	switch (m->kind) {
	case SHAPE_TEXT: put_text(out, m); break;
	case SHAPE_ENUM: put_words(out, m->words); break;
	case SHAPE_BOOL: put_type(out, m, "boolean"); break;
	case SHAPE_INT:
		put_type(out, m, "integer");
		str_printf(out, ",\"minimum\":%" PRId64 ",\"maximum\":%" PRId64, m->min, m->max);
		break;
	case SHAPE_OBJECT: put_object(out, m->of); break;
	case SHAPE_LIST:
		str_printf(out, "\"type\":\"array\",\"maxItems\":%" PRId64 ",\"items\":{", m->max);
		put_object(out, m->of);
		str_puts(out, "}");
		break;
	case SHAPE_TEXTS:
		str_printf(out, "\"type\":\"array\",\"maxItems\":%" PRId64 ",\"items\":{", m->max);
		put_text(out, &(const struct shape_member){ .max = m->each });
		str_puts(out, "}");
		break;
	case SHAPE_METRICS: put_metrics(out, m); break;
	case SHAPE_RAW: put_type(out, m, "object"); break;
	case SHAPE_NUMBER: put_type(out, m, "number"); break;
	case SHAPE_MAYBE: put_type(out, m, "boolean"); break;
	}
}

static void put_object(struct str *out, const struct shape *shape)
{
	const struct shape_member *m;

	put_rule(out, "'type':'object','additionalProperties':false,'required':[");
	for (m = shape->members; m->name; m++) {
		str_puts(out, m == shape->members ? "" : ",");
		put_string(out, m->name);
	}
	str_puts(out, "],\"properties\":{");
	for (m = shape->members; m->name; m++) {
		str_puts(out, m == shape->members ? "" : ",");
		put_string(out, m->name);
		str_puts(out, ":{");
		put_member(out, m);
		str_puts(out, "}");
	}
	str_puts(out, "}");
}

static void new_line(struct str *out, int level) { str_printf(out, "\n%*s", level * 2, ""); }

/* JSON without white space, laid out. */
static void lay_out(struct str *out, const char *json)
{
	bool inside = false;
	int level = 0;

	for (; *json; json++) {
		if (!inside && (*json == '}' || *json == ']'))
			new_line(out, --level);
		str_putc(out, *json);
		if (*json == '"')
			inside = !inside;
		else if (inside && *json == '\\')
			str_putc(out, *++json);
		else if (!inside && *json == ':')
			str_putc(out, ' ');
		else if (!inside && (*json == '{' || *json == '['))
			new_line(out, ++level);
		else if (!inside && *json == ',')
			new_line(out, level);
	}
	str_putc(out, '\n');
}

void verdict_schema_print(struct str *out)
{
	AUTO(str) json = STR_MAX(SCHEMA_MAX);

	put_rule(&json, "{'$schema':'https://json-schema.org/draft/2020-12/schema',"
			"'$id':'urn:phoenix-ci:verdict:v1','title':'Phoenix CI verdict file, v1',"
			"'description':'What a gate found out; described in docs/verdict.md',");
	put_object(&json, &verdict_shape);
	str_puts(&json, ",\"allOf\":[");
	for (size_t i = 0; i < ARRAY_SIZE(rules); i++) {
		str_puts(&json, i ? "," : "");
		put_rule(&json, rules[i]);
	}
	str_puts(&json, "]}");
	out->failed |= json.failed;
	lay_out(out, json.buf);
}
