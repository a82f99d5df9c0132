#include "alloc.h"

#include <stddef.h>

static long countdown;
static bool refused;

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);

void alloc_fail_at(long nth)
{
	countdown = nth;
	refused = false;
}

bool alloc_failed(void) { return refused; }

static bool refuse(void)
{
	if (countdown <= 0)
		return false;
	if (countdown > 1) {
		countdown--;
		return false;
	}
	refused = true;
	return true;
}

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);

void *__wrap_malloc(size_t size) { return refuse() ? NULL : __real_malloc(size); }
void *__wrap_calloc(size_t n, size_t size) { return refuse() ? NULL : __real_calloc(n, size); }
void *__wrap_realloc(void *p, size_t size) { return refuse() ? NULL : __real_realloc(p, size); }
