#include "runner/nearest_choice.h"

#include "base/nearest.h"

void nearest_choice(struct str *out, struct text word, const char *const *choices)
{
	const char *near = nearest_word(word, choices);

	str_puts(out, "one of ");
	for (size_t i = 0; choices[i]; i++)
		str_printf(out, "%s%s", i ? ", " : "", choices[i]);
	if (near)
		str_printf(out, "; did you mean \"%s\"?", near);
}
