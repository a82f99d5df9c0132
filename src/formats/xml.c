#include "formats/xml.h"

#include <expat.h>
#include <string.h>

#define WINDOW    (64 * KiB)
#define TOKEN_MAX (8 * MiB) /* expat keeps a tag or a comment until it has all of it */

struct xml {
	XML_Parser parser;
	const struct xml_handler *handler;
	struct reader *reader;
	struct err *err;
	unsigned depth;
	uint64_t fed; /* bytes */
};

unsigned xml_depth(const struct xml *xml) { return xml->depth; }
struct err *xml_err(struct xml *xml) { return xml->err; }

int xml_fail(struct xml *xml, const char *format, ...)
{
	AUTO(str) what = STR_MAX(KiB);
	va_list args;

	va_start(args, format);
	str_vprintf(&what, format, args);
	va_end(args);
	return err_set(xml->err, "%s:%lu:%lu: %s", xml->reader->name,
		       (unsigned long)XML_GetCurrentLineNumber(xml->parser),
		       (unsigned long)XML_GetCurrentColumnNumber(xml->parser) + 1, what.buf);
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (strcmp(*attributes, name) == 0)
			return attributes[1];
	return NULL;
}

/* The parser calls on until the end of its window; what it says then is of no use. */
static void stop(struct xml *xml) { XML_StopParser(xml->parser, XML_FALSE); }

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
	struct xml *xml = user;

	if (err_is_set(xml->err))
		return;
	if (++xml->depth > XML_MAX_DEPTH)
		xml_fail(xml, "elements more than %d deep", XML_MAX_DEPTH);
	else
		xml->handler->start(xml, xml->handler->context, name,
				    (const char *const *)attributes);
	if (err_is_set(xml->err))
		stop(xml);
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
	struct xml *xml = user;

	if (err_is_set(xml->err))
		return;
	if (xml->handler->end && xml->handler->end(xml, xml->handler->context, name) < 0)
		stop(xml);
	xml->depth--;
}

static void XMLCALL on_text(void *user, const XML_Char *bytes, int len)
{
	struct xml *xml = user;

	if (!err_is_set(xml->err) &&
	    xml->handler->text(xml, xml->handler->context, (struct text){ bytes, (size_t)len }) < 0)
		stop(xml);
}

static void XMLCALL on_entity(void *user, const XML_Char *name, int is_parameter,
			      const XML_Char *value, int len, const XML_Char *base,
			      const XML_Char *system_id, const XML_Char *public_id,
			      const XML_Char *notation)
{
	struct xml *xml = user;

	(void)is_parameter;
	(void)len;
	(void)base;
	(void)system_id;
	(void)public_id;
	(void)notation;
	if (!value || err_is_set(xml->err))
		return;
	xml_fail(xml, "declares the entity \"%.40s\": no report needs one", name);
	stop(xml);
}

/* What stands elsewhere or nowhere would be missing, and lines with it. */
static void XMLCALL on_skipped(void *user, const XML_Char *name, int is_parameter)
{
	struct xml *xml = user;

	if (is_parameter || err_is_set(xml->err))
		return;
	xml_fail(xml, "the entity \"%.40s\" is not known", name);
	stop(xml);
}

static int XMLCALL on_external(XML_Parser parser, const XML_Char *context, const XML_Char *base,
			       const XML_Char *system_id, const XML_Char *public_id)
{
	struct xml *xml = XML_GetUserData(parser);

	(void)context;
	(void)base;
	(void)system_id;
	(void)public_id;
	if (!err_is_set(xml->err))
		xml_fail(xml, "a part of it stands elsewhere, and nothing is fetched");
	return XML_STATUS_ERROR;
}

/* The place reached is where the token starts that is not read yet. */
static bool token_is_too_long(const struct xml *xml)
{
	XML_Index reached = XML_GetCurrentByteIndex(xml->parser);

	return reached >= 0 && (uint64_t)reached + TOKEN_MAX < xml->fed;
}

static int parse_window(struct xml *xml, bool *more)
{
	char *window = XML_GetBuffer(xml->parser, WINDOW);
	ssize_t n;

	if (!window)
		return err_memory(xml->err);
	n = xml->reader->read(xml->reader, window, WINDOW, xml->err);
	if (n < 0)
		return -1;
	*more = n > 0;
	xml->fed += (uint64_t)n;
	if (XML_ParseBuffer(xml->parser, (int)n, n == 0) == XML_STATUS_OK && *more &&
	    token_is_too_long(xml) && !err_is_set(xml->err))
		return xml_fail(xml, "a tag or comment longer than %zu MiB", TOKEN_MAX / MiB);
	if (err_is_set(xml->err))
		return -1;
	if (XML_GetErrorCode(xml->parser) == XML_ERROR_NONE)
		return 0;
	if (XML_GetErrorCode(xml->parser) == XML_ERROR_NO_MEMORY)
		return err_memory(xml->err);
	return xml_fail(xml, "no well-formed XML: %s",
			XML_ErrorString(XML_GetErrorCode(xml->parser)));
}

int xml_read(struct reader *reader, const struct xml_handler *handler, struct err *err)
{
	struct xml xml = { XML_ParserCreate(NULL), handler, reader, err, 0, 0 };
	bool more = true;
	int result = 0;

	if (!xml.parser)
		return err_memory(err);
	XML_SetUserData(xml.parser, &xml);
	XML_SetElementHandler(xml.parser, on_start, on_end);
	if (handler->text)
		XML_SetCharacterDataHandler(xml.parser, on_text);
	XML_SetEntityDeclHandler(xml.parser, on_entity);
	XML_SetSkippedEntityHandler(xml.parser, on_skipped);
	XML_SetExternalEntityRefHandler(xml.parser, on_external);
	while (result == 0 && more)
		result = parse_window(&xml, &more);
	XML_ParserFree(xml.parser);
	return result;
}
