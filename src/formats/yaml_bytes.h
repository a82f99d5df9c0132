#ifndef FORMATS_YAML_BYTES_H
#define FORMATS_YAML_BYTES_H

#include "formats/yaml.h"

/*
 * What is wrong with a file before a YAML parser has seen it: too long, no text, a directive, and
 * what libfyaml needs too much time or memory for. Takes a byte order mark off *bytes. -1 with the
 * error set.
 */
int yaml_check_bytes(struct text *bytes, const char *name, struct err *err);

#endif
