#include "formats/coverage/coverage.h"

/* "block,branch" as most writers number them: kept in their order, which saves sorting. */
static bool numbered_id(struct text name, uint64_t *id)
{
	uint64_t part[2] = { 0, 0 };
	size_t at = 0, digits = 0;

	for (size_t i = 0; i < name.len; i++) {
		unsigned digit = (unsigned char)name.ptr[i] - (unsigned)'0';

		if (name.ptr[i] == ',' && at == 0 && digits) {
			at = 1;
			digits = 0;
			continue;
		}
		if (digit > 9 || ++digits > 9)
			return false;
		part[at] = part[at] * 10 + digit;
	}
	*id = (part[0] << 31 | part[1]) + 1;
	return at == 1 && digits;
}

/* Others by FNV-1a, which is the same in every run, apart from the numbered ones. */
uint64_t coverage_branch_id(struct text name)
{
	uint64_t id = 14695981039346656037u;

	if (numbered_id(name, &id))
		return id;
	id = 14695981039346656037u;
	for (size_t i = 0; i < name.len; i++)
		id = (id ^ (unsigned char)name.ptr[i]) * 1099511628211u;
	return id | UINT64_C(1) << 63;
}
