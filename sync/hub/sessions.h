/* Who has signed in: nonces that may be answered once, and tokens. All in memory: a hub that was restarted answers 401 and
 * every device signs in again by itself. Of a token only the hash is kept. For any thread. */
#ifndef LANYARD_HUB_SESSIONS_H
#define LANYARD_HUB_SESSIONS_H

#include "base/rand.h"
#include "wire/limits.h"

struct sessions *sessions_create(void);
void sessions_destroy(struct sessions *sessions);

/* `now` is clock_steady(). A nonce carries its time under a key of this process, so that handing them out costs no memory. */
void sessions_nonce(struct sessions *sessions, int64_t now, uint8_t nonce[NONCE_BYTES]);
/* True once for each nonce that is not too old. */
bool sessions_answer(struct sessions *sessions, int64_t now, const uint8_t nonce[NONCE_BYTES]);

/* A new token for the device; the oldest session makes room when there are too many. */
void sessions_open(struct sessions *sessions, int64_t now, const char *device, char token[TOKEN_TEXT]);
bool sessions_find(struct sessions *sessions, int64_t now, const char *token, char device[ID_TEXT]);

#endif
