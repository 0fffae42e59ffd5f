/* One place that multiplies sizes. */
#include "wire/grow.h"

#include <stdlib.h>

bool grow(void **list, size_t *room, size_t count, size_t size, size_t most)
{
	if (count < *room)
		return true;
	if (count >= most)
		return false;
	size_t wider = *room ? *room * 2 : 16;
	void *fresh = reallocarray(*list, wider, size);
	if (!fresh)
		return false;
	*list = fresh;
	*room = wider;
	return true;
}
