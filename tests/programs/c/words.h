#ifndef WORDS_H
#define WORDS_H

int count_words(const char *text);

/* A function in a header: each file that includes it has a copy. */
static inline int is_blank(char letter)
{
	return letter == ' ' || letter == '\t' || letter == '\n';
}

#endif
