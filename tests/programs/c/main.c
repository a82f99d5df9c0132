#include <stdio.h>
#include <string.h>

#include "words.h"

int shapes(int sides);

static void usage(void) { puts("usage: words TEXT"); }

int main(int argc, char **argv)
{
	int words = 0;

	if (argc < 2) {
		usage();
		return 2;
	}
	for (int i = 1; i < argc; i++)
		words += count_words(argv[i]);
	if (words > 3 && strlen(argv[1]) > 100)
		puts("long");
	printf("%d %d\n", words, shapes(4));
	return words == 0 ? 1 : 0;
}
