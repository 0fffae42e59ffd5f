/* HOME/inbox: batches for the program that holds the home's lock, which takes them in name by name (src/store/inbox.c). */
#ifndef LANYARD_AGENT_INBOX_H
#define LANYARD_AGENT_INBOX_H

#include "wire/check.h"

enum { INBOX_MOST = 512 }; /* batches that may wait */

/* What the inbox holds, taken or refused: raises `have` to the last event of each device there. */
bool inbox_have(const char *home, struct wire_heads *have, struct err *err);
/* How many batches wait. */
size_t inbox_count(const char *home);
/* Leaves a batch, durable before it returns. ERR_BUSY when too many wait already. */
bool inbox_leave(const char *home, const struct wire_batch *batch, struct err *err);

#endif
