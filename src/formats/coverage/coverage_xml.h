/* What the XML readers share: each is a part of coverage_xml.c that one root element starts. */
#ifndef FORMATS_COVERAGE_COVERAGE_XML_H
#define FORMATS_COVERAGE_COVERAGE_XML_H

#include "formats/coverage/coverage.h"
#include "formats/xml.h"

struct xml_report {
	struct coverage *coverage;
	const struct xml_format *format; /* NULL: the root has not said */
	bool may_be_sonar;               /* its version is 1 */
	struct coverage_file *file;      /* the one that is read; NULL */
	unsigned file_depth;             /* of its element */
	bool in_lines;                   /* Cobertura: below class/lines */
	bool in_source;
	struct str text;             /* of <source> */
	struct str folder;           /* JaCoCo: of the package */
	struct coverage_count lines; /* JaCoCo: of the source file's counter; total -1: none */
	bool has_instructions;       /* JaCoCo: some line has counts */
	bool is_repeated;            /* JaCoCo: the file was there before */
	bool istanbul;               /* Clover as Istanbul writes it */
	unsigned skip_depth;         /* Clover: of <testproject>, when it is in one */
};

struct xml_format {
	enum coverage_format format;
	int (*start)(struct xml *xml, struct xml_report *r, const char *name,
		     const char *const *attributes);
	int (*end)(struct xml *xml, struct xml_report *r, const char *name); /* may be NULL */
};

extern const struct xml_format cobertura_format, clover_format, jacoco_format, sonar_format;

/* An attribute as a count; `absent` when it is not there. -1 with the error set when it is none. */
int xml_count(struct xml *xml, const char *const *attributes, const char *name, int64_t absent,
	      int64_t *out);

/* Makes the file of an element current; without a name it is dropped, with a note. */
int xml_file(struct xml *xml, struct xml_report *r, const char *path);

/* Adds branches of a line of the current file. -1 with the error set when they make no sense. */
int xml_branches(struct xml *xml, struct xml_report *r, int64_t line, int64_t hit, int64_t total);

/* What an element states of lines: attributes of these names; left alone when one is missing. */
int xml_stated(struct xml *xml, const char *const *attributes, const char *hit, const char *total,
	       struct coverage_count *out);

#endif
