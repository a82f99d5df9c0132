/*
 * The findings of one file while its name may still be to come: JSON objects have no order.
 * Internal to the readers of formats/.
 */
#ifndef FORMATS_PENDING_H
#define FORMATS_PENDING_H

#include "formats/finding.h"

struct pending {
	struct arena arena;
	struct finding *at;
	size_t n, cap;
};

void pending_init(struct pending *pending);
void pending_release(struct pending *pending);

/* Forgets all. */
void pending_clear(struct pending *pending);

/* Keeps a copy, with its title, message, rule and excerpt; other texts have to live on. */
int pending_add(struct pending *pending, const struct finding *finding, struct err *err);

/* Adds all of them to the list, as findings of the file at path, and forgets them. */
int pending_flush(struct pending *pending, struct findings *list, const char *path,
		  struct err *err);

#endif
