/* Batches on a stick. A carry file is lines of JSON: batches as they travel (PROTOCOL.md), then one line that closes it:
 *
 *     {"carry":1,"batches":n,"events":n,"digest":"BLAKE2b-256 of all lines before, base64"}
 *
 * So a file that was cut or altered is known before anything of it is taken in. */
#ifndef LANYARD_AGENT_CARRY_H
#define LANYARD_AGENT_CARRY_H

#include "agent/agent.h"

/* Writes the events that `target` (heads, may be empty) lacks; the file is there whole or not at all. */
bool carry_export(struct agent *agent, const char *path, const struct wire_heads *target, uint64_t *events, struct err *err);
/* Checks the whole file, then takes it in batch by batch. */
bool carry_import(struct agent *agent, const char *path, uint64_t *events, uint64_t *added, struct err *err);

#endif
