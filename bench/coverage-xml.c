/*
 * coverage-xml bare FILE   expat over the file with empty handlers: what reading it costs at least
 * coverage-xml read FILE   our reader: prints "hit=H total=T" of its lines
 */
#include <expat.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "formats/coverage/readers.h"

#define WINDOW (64 * 1024)

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
	(void)user;
	(void)name;
	(void)attributes;
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
	(void)user;
	(void)name;
}

static int bare(int fd)
{
	XML_Parser parser = XML_ParserCreate(NULL);
	ssize_t n = 1;
	int result = 0;

	XML_SetElementHandler(parser, on_start, on_end);
	while (n > 0 && result == 0) {
		n = read(fd, XML_GetBuffer(parser, WINDOW), WINDOW);
		if (n < 0 || XML_ParseBuffer(parser, (int)n, n == 0) != XML_STATUS_OK)
			result = 1;
	}
	XML_ParserFree(parser);
	return result;
}

static int ours(int fd, const char *name)
{
	struct coverage_count all = { 0, 0 };
	struct file_reader file;
	struct err err = { 0 };
	AUTO(coverage) c;

	coverage_init(&c, COVERAGE_MAX);
	file_reader_init(&file, fd, name, GiB, NULL);
	if (coverage_read(&c, &file.reader, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	for (size_t i = 0; i < c.n; i++) {
		struct coverage_count count = coverage_count(c.files[i], COVERAGE_LINES);

		all.hit += count.hit;
		all.total += count.total;
	}
	printf("hit=%" PRId64 " total=%" PRId64 "\n", all.hit, all.total);
	return 0;
}

int main(int argc, char **argv)
{
	int fd = argc == 3 ? open(argv[2], O_RDONLY) : -1;

	if (fd < 0)
		return 2;
	return strcmp(argv[1], "bare") == 0 ? bare(fd) : ours(fd, argv[2]);
}
