/* What a home remembers of its hub, in HOME/hub.json (0600, replaced whole): address, trust, and how far each device's chain
 * was acknowledged. The hub's heads are the truth; this is what can be said without asking it, and what tells a hub that lost
 * something from one that never had it. */
#ifndef LANYARD_AGENT_MEMORY_H
#define LANYARD_AGENT_MEMORY_H

#include "agent/link.h"
#include "wire/messages.h"

struct memory {
	char url[LINK_URL_MOST]; /* "" = no hub yet */
	char pin[LINK_PIN_TEXT]; /* trusted by its key; "" = by its certificate */
	char ca[1024];           /* authority's file, "" = the system's */
	char fair[ID_TEXT];
	char hub[ID_TEXT];
	int64_t at;              /* of the last acknowledgement, wall ms; 0 = never */
	int64_t lost;            /* since when it cannot be reached, wall ms; 0 = it answers. For the kiosk to tell */
	struct wire_heads acked; /* heads that the hub has named to us, with our digests */
	struct wire_heads kept;  /* of a device that was copied: the last event that the hub keeps beside its log */
	struct wire_heads taken; /* and the last event of the hub's log that is kept beside ours */
};

/* Nothing there, or nothing that can be read, is an empty memory: a warning in the log, no failure. */
void memory_load(struct memory *memory, const char *home);
bool memory_save(const struct memory *memory, const char *home, struct err *err);
void memory_release(struct memory *memory);

/* Sets or replaces a device's head in a list. */
bool heads_set(struct wire_heads *heads, const struct head *head);
/* Its number, 0 if it is not in the list. */
uint64_t heads_seq(const struct wire_heads *heads, const char *device);

#endif
