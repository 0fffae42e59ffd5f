/* Two tables of fixed size: answered nonces in a ring, sessions by the hash of their token. */
#include "hub/sessions.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
	SESSIONS_MOST = 8192,
	OF_ONE_DEVICE = 16, /* those of an agent that is run every minute give way to its next */
	ANSWERED_MOST = 4096,
	HASH_BYTES = 32,
	PROOF_BYTES = 16,
};

/* What a nonce is made of. */
struct nonce {
	int64_t issued;
	uint8_t random[8];
	uint8_t proof[PROOF_BYTES]; /* of the above, under the process's key */
};
_Static_assert(sizeof(struct nonce) == NONCE_BYTES, "a nonce has no padding");

struct session {
	uint8_t hash[HASH_BYTES];
	char device[ID_TEXT];
	int64_t expires; /* 0 = free */
};

struct sessions {
	pthread_mutex_t lock;
	uint8_t key[32];
	struct nonce answered[ANSWERED_MOST];
	size_t answered_next;
	struct session list[SESSIONS_MOST];
	size_t used;
};

struct sessions *sessions_create(void)
{
	struct sessions *sessions = calloc(1, sizeof *sessions);
	if (!sessions)
		return NULL;
	pthread_mutex_init(&sessions->lock, NULL);
	rand_bytes(sessions->key, sizeof sessions->key);
	return sessions;
}

void sessions_destroy(struct sessions *sessions)
{
	if (!sessions)
		return;
	pthread_mutex_destroy(&sessions->lock);
	sodium_memzero(sessions, sizeof *sessions);
	free(sessions);
}

static void prove(const struct sessions *sessions, const struct nonce *nonce, uint8_t proof[PROOF_BYTES])
{
	crypto_generichash(proof, PROOF_BYTES, (const uint8_t *)nonce, offsetof(struct nonce, proof), sessions->key,
			   sizeof sessions->key);
}

void sessions_nonce(struct sessions *sessions, int64_t now, uint8_t nonce[NONCE_BYTES])
{
	struct nonce made = {.issued = now};
	rand_bytes(made.random, sizeof made.random);
	prove(sessions, &made, made.proof);
	memcpy(nonce, &made, NONCE_BYTES);
}

static bool was_answered(const struct sessions *sessions, const struct nonce *nonce)
{
	for (size_t i = 0; i < ANSWERED_MOST; i++)
		if (memcmp(&sessions->answered[i], nonce, sizeof *nonce) == 0)
			return true;
	return false;
}

bool sessions_answer(struct sessions *sessions, int64_t now, const uint8_t bytes[NONCE_BYTES])
{
	struct nonce nonce;
	uint8_t proof[PROOF_BYTES];
	memcpy(&nonce, bytes, sizeof nonce);
	prove(sessions, &nonce, proof);
	if (sodium_memcmp(proof, nonce.proof, PROOF_BYTES) != 0 || nonce.issued > now ||
	    now - nonce.issued > WIRE_NONCE_SECONDS * 1000LL)
		return false;
	pthread_mutex_lock(&sessions->lock);
	bool ok = !was_answered(sessions, &nonce);
	if (ok)
		sessions->answered[sessions->answered_next++ % ANSWERED_MOST] = nonce;
	pthread_mutex_unlock(&sessions->lock);
	return ok;
}

static void hash_token(const char *token, uint8_t hash[HASH_BYTES])
{
	crypto_generichash(hash, HASH_BYTES, (const uint8_t *)token, strlen(token), NULL, 0);
}

/* Where a new session of the device goes: over its own oldest when it has enough, else behind the last, else over the oldest.
 */
static struct session *place_for(struct sessions *sessions, const char *device)
{
	struct session *own = NULL, *oldest = &sessions->list[0];
	size_t have = 0;
	for (size_t i = 0; i < sessions->used; i++) {
		struct session *session = &sessions->list[i];
		if (session->expires < oldest->expires)
			oldest = session;
		if (strcmp(session->device, device) != 0)
			continue;
		have++;
		if (!own || session->expires < own->expires)
			own = session;
	}
	if (have >= OF_ONE_DEVICE)
		return own;
	return sessions->used < SESSIONS_MOST ? &sessions->list[sessions->used++] : oldest;
}

void sessions_open(struct sessions *sessions, int64_t now, const char *device, char token[TOKEN_TEXT])
{
	uint8_t secret[TOKEN_BYTES];
	rand_bytes(secret, sizeof secret);
	base32_encode(secret, sizeof secret, token);
	sodium_memzero(secret, sizeof secret);
	struct session session = {.expires = now + WIRE_SESSION_HOURS * 3600000LL};
	hash_token(token, session.hash);
	memcpy(session.device, device, ID_TEXT);
	pthread_mutex_lock(&sessions->lock);
	*place_for(sessions, device) = session;
	pthread_mutex_unlock(&sessions->lock);
}

bool sessions_find(struct sessions *sessions, int64_t now, const char *token, char device[ID_TEXT])
{
	uint8_t hash[HASH_BYTES];
	bool found = false;
	hash_token(token, hash);
	pthread_mutex_lock(&sessions->lock);
	for (size_t i = 0; i < sessions->used && !found; i++) {
		const struct session *session = &sessions->list[i];
		found = session->expires > now && memcmp(session->hash, hash, HASH_BYTES) == 0;
		if (found)
			memcpy(device, session->device, ID_TEXT);
	}
	pthread_mutex_unlock(&sessions->lock);
	return found;
}
