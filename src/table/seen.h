/* How often a key stood in the file so far, in memory that does not grow: a table of a fixed size, of digests under a random
 * key. */
#ifndef LANYARD_TABLE_SEEN_H
#define LANYARD_TABLE_SEEN_H

#include <stdbool.h>
#include <stdint.h>

enum { SEEN_SLOTS = 1 << 19, SEEN_MOST = SEEN_SLOTS / 4 * 3 };

struct seen;
struct seen *seen_create(void); /* 6 MiB; NULL without memory */
void seen_destroy(struct seen *seen);
/* Counts the key and tells how often it was counted before. When SEEN_MOST keys are there, new ones are not kept: they count as
 * never seen, and `full` is set. */
uint32_t seen_add(struct seen *seen, const char *key, bool *full);
/* How often it was counted. */
uint32_t seen_count(const struct seen *seen, const char *key);

#endif
