/* Lists that grow by doubling up to a ceiling. */
#ifndef LANYARD_WIRE_GROW_H
#define LANYARD_WIRE_GROW_H

#include <stdbool.h>
#include <stddef.h>

/* Makes room for one more item of `size` bytes in *list; false at the ceiling or without memory, and nothing changed. */
bool grow(void **list, size_t *room, size_t count, size_t size, size_t most);

#endif
