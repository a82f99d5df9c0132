#include "words.h"

int count_words(const char *text)
{
	int words = 0, inside = 0;

	for (; *text != '\0'; text++) {
		if (is_blank(*text)) {
			inside = 0;
		} else if (!inside) {
			inside = 1;
			words++;
		}
	}
	return words;
}

int count_lines(const char *text)
{
	int lines = 0;

	while (*text != '\0')
		if (*text++ == '\n')
			lines++;
	return lines;
}
