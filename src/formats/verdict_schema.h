/*
 * The JSON Schema of the verdict file, printed from the table of verdict.h:
 * docs/verdict.schema.json.
 */
#ifndef FORMATS_VERDICT_SCHEMA_H
#define FORMATS_VERDICT_SCHEMA_H

#include "base/str.h"

/*
 * JSON Schema 2020-12, two blanks of indentation, a final newline; always the same bytes. It says
 * of the rules between members what JSON Schema can say: not the order of lists, not that
 * fingerprints are unique, not the bytes of open objects. Where it finds no memory, out is failed.
 */
void verdict_schema_print(struct str *out);

#endif
