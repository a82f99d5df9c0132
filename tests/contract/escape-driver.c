/*
 * What the runner room writes, for tests/contract/actions-core.mjs. Reads cases from standard input,
 * each "KIND LENGTH\n", the bytes, "\n"; answers each with "LENGTH\n", the bytes, "\n".
 *	data, property   the escaped text
 *	annotation       fields NUL-separated: type, file, line, endLine, col, endColumn, title, message
 *	output           pairs of key and value, NUL-separated; empty when they are refused
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runner/envfile.h"
#include "runner/escape.h"
#include "runner/print.h"

#define FIELDS 64

static size_t split(const struct str *in, const char *fields[FIELDS])
{
	size_t n = 0;

	for (size_t at = 0; at <= in->len && n < FIELDS; at += strlen(fields[n++]) + 1)
		fields[n] = in->buf + at;
	return n;
}

static void annotation(struct str *out, const char *const *f)
{
	struct finding finding = { .path = f[1][0] ? f[1] : NULL,
				   .line = strtol(f[2], NULL, 10),
				   .end_line = strtol(f[3], NULL, 10),
				   .column = strtol(f[4], NULL, 10),
				   .end_column = strtol(f[5], NULL, 10),
				   .rule = f[6],
				   .message = f[7] };

	print_annotation(out, (enum annotation)strtol(f[0], NULL, 10), &finding);
}

static void output(struct str *out, const char *const *f, size_t n)
{
	struct pair pairs[FIELDS / 2];
	struct err err = { 0 };

	for (size_t i = 0; i + 1 < n; i += 2)
		pairs[i / 2] = (struct pair){ f[i], f[i + 1] };
	if (envfile_print(out, pairs, n / 2, &err) < 0)
		str_clear(out);
}

static void answer(const char *kind, const struct str *in)
{
	AUTO(str) out = STR_MAX(64 * MiB);
	struct text text = { in->buf, in->len };
	const char *fields[FIELDS];
	size_t n;

	if (strcmp(kind, "data") == 0) {
		escape_data(&out, text);
	} else if (strcmp(kind, "property") == 0) {
		escape_property(&out, text);
	} else {
		n = split(in, fields);
		if (strcmp(kind, "annotation") == 0 && n >= 8)
			annotation(&out, fields);
		else
			output(&out, fields, n);
	}
	printf("%zu\n", out.len);
	fwrite(out.buf, 1, out.len, stdout);
	putchar('\n');
}

int main(void)
{
	char line[64];

	while (fgets(line, sizeof(line), stdin)) {
		AUTO(str) in = STR_MAX(64 * MiB);
		char *blank = strchr(line, ' ');
		size_t len = blank ? strtoul(blank + 1, NULL, 10) : 0;
		char *room = str_room(&in, len + 1);

		if (!blank || !room || fread(room, 1, len, stdin) != len)
			return 2;
		in.len += len;
		in.buf[in.len] = '\0';
		*blank = '\0';
		if (getchar() != '\n')
			return 2;
		answer(line, &in);
	}
	return 0;
}
