/*
 * XML as a stream of elements, over expat. Nothing is ever fetched: no DTD, no entity. What an XML
 * text can hide is refused: entities that it declares itself (they multiply), text that stands
 * elsewhere (it would be missing), elements more than XML_MAX_DEPTH deep, tags longer than 8 MiB,
 * anything behind the root, an end that is missing. A DTD that is only named is passed over; an
 * attribute with an entity that only such a DTD could declare reads as if it were not there.
 */
#ifndef FORMATS_XML_H
#define FORMATS_XML_H

#include "base/reader.h"

#define XML_MAX_DEPTH 256

struct xml;

struct xml_handler {
	void *context;
	/*
	 * The start of an element at depth 1 and up; attributes are name, value, name, value, NULL,
	 * as UTF-8, until it returns. -1 with xml_fail or err_set ends the reading.
	 */
	int (*start)(struct xml *xml, void *context, const char *name,
		     const char *const *attributes);
	int (*end)(struct xml *xml, void *context, const char *name);  /* may be NULL */
	int (*text)(struct xml *xml, void *context, struct text text); /* in pieces; may be NULL */
};

/* Reads one whole document. -1 with err set. */
int xml_read(struct reader *reader, const struct xml_handler *handler, struct err *err);

/* Of the element that a handler is called for: 1 is the root. */
unsigned xml_depth(const struct xml *xml);

/* Sets the error "NAME:LINE:COLUMN: ..." at the place reached. Returns -1. */
int xml_fail(struct xml *xml, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The error that a handler sets for what has no place, such as memory. */
struct err *xml_err(struct xml *xml);

/* The value of an attribute; NULL. */
const char *xml_attribute(const char *const *attributes, const char *name);

#endif
