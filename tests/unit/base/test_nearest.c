#include <criterion/criterion.h>

#include "base/nearest.h"

static const char *const keys[] = { "name",   "language",   "path",    "coverage", "port",
				    "canary", "dockerfile", "context", "watch",    NULL };

static void expect(const char *word, const char *wanted, const char *const *words)
{
	const char *got = nearest_word(text_of(word), words);

	cr_expect(wanted ? got && strcmp(got, wanted) == 0 : !got, "\"%s\" gave %s", word,
		  got ? got : "nothing");
}

Test(nearest, one_slip)
{
	expect("nam", "name", keys);
	expect("namee", "name", keys);
	expect("nane", "name", keys);
	expect("anme", "name", keys); /* two letters swapped are one slip */
	expect("langauge", "language", keys);
	expect("dockrefile", "dockerfile", keys);
	expect("name", "name", keys);
}

Test(nearest, capitals_count_as_small)
{
	expect("NAME", "name", keys);
	expect("DockerFile", "dockerfile", keys);
}

Test(nearest, a_third_of_the_letters_at_most)
{
	expect("pth", "path", keys);
	expect("ph", NULL, keys);
	expect("naem", "name", keys);
	expect("nxxe", NULL, keys);
	expect("doxxxrfile", "dockerfile", keys); /* three of ten */
	expect("doxxxxfile", NULL, keys);
	expect("servicesservicesservices", NULL, keys);
	expect("", NULL, keys);
	expect("x", NULL, keys);
}

Test(nearest, of_equally_near_the_first)
{
	static const char *const words[] = { "bat", "cat", "rat", NULL };
	static const char *const none[] = { NULL };

	expect("hat", "bat", words);
	expect("crat", "cat", words);
	expect("hat", NULL, none);
}

Test(nearest, long_words)
{
	char word[200];
	const char *words[] = { word, NULL };

	memset(word, 'a', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	expect(word, NULL, words);
	word[64] = '\0';
	expect(word, word, words);
	cr_expect(nearest_word((struct text){ word, 61 }, words) == word);
	cr_expect(nearest_word((struct text){ word, 60 }, words) == NULL);
}

Test(nearest, reads_no_byte_behind_the_word)
{
	cr_expect_str_eq(nearest_word((struct text){ "nameXXXX", 4 }, keys), "name");
}
