/* The one door for this device's own facts. */
#include "store/internal.h"

#include "base/file.h"
#include "base/log.h"
#include "store/kinds.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum {
	SPACE_CHECKED_EVERY = 16, /* commits */
	CLOCK_OFF = 1000,         /* ms between a fact's place in the order and its wall time, from which on both are written */
};

static bool check_facts(const struct store *store, const struct fact *facts, size_t count, struct err *err)
{
	if (store->mode != STORE_WRITE)
		return err_set(err, ERR_USAGE, "this log is open for reading only");
	if (count == 0 || count > STORE_COMMIT_MOST)
		return err_set(err, ERR_USAGE, "%zu facts in one commit; at most %d are allowed", count, STORE_COMMIT_MOST);
	for (size_t i = 0; i < count; i++) {
		if (!kind_find(facts[i].kind))
			return err_set(err, ERR_USAGE, "there is no kind of fact called %s", facts[i].kind);
		if (!json_is_object(facts[i].body) || json_object_get(facts[i].body, "kind"))
			return err_set(err, ERR_USAGE, "the body of a %s is not what it should be", facts[i].kind);
	}
	return true;
}

/* After a commit that could not be undone safely nothing is taken, unless the log can be made safe now. */
bool store_recovered(struct store *store, struct err *err)
{
	if (store->broken && !db_checkpoint(&store->db, NULL))
		return err_set(err, ERR_IO, "the disk refuses to write; free some space or use another disk");
	store->broken = false;
	return true;
}

static bool check_space(struct store *store, struct err *err)
{
	if (store->appends++ % SPACE_CHECKED_EVERY != 0)
		return true;
	int64_t space = file_space(store->home);
	if (space < 0 || space >= STORE_SPACE_LEAST)
		return true;
	store->appends = 0; /* look again at the next one */
	return err_set(err, ERR_FULL, "only %lld MB are free on this device; free some space, then try again",
		       (long long)(space >> 20));
}

/* What a body says about time besides the event's place in the order: nothing when the clock is good. */
static void write_time(const struct instant *now, uint64_t at, char *out, size_t size)
{
	int64_t off = hlc_wall(at) - now->wall;
	if (!now->trusted)
		snprintf(out, size, ",\"boot\":\"%s\",\"up\":%lld,\"said\":%lld", now->boot, (long long)now->up,
			 (long long)now->wall);
	else if (off >= CLOCK_OFF)
		snprintf(out, size, ",\"wall\":%lld", (long long)now->wall);
	else
		out[0] = '\0';
}

/* {"kind":KIND,TIME,FIELDS…} into the store's scratch; 0 if it is too large. */
static size_t write_body(struct store *store, const struct fact *fact, const struct instant *now, uint64_t at)
{
	char *out = (char *)store->scratch, time[128];
	write_time(now, at, time, sizeof time);
	int head = snprintf(out, STORE_BODY_MOST, "{\"kind\":\"%s\"%s", fact->kind,
			    strcmp(fact->kind, "clock.anchor") == 0 ? "" : time);
	size_t room = STORE_BODY_MOST - (size_t)head;
	size_t size = json_dumpb(fact->body, out + head, room, JSON_COMPACT);
	if (size < 2 || size > room)
		return 0;
	out[head] = size == 2 ? '}' : ','; /* in place of the body's own brace */
	return (size_t)head + (size == 2 ? 1 : size);
}

static bool append_one(struct store *store, const struct fact *fact, const struct instant *now, struct err *err)
{
	struct chain *own = &store->chains[store->own];
	struct event event = {.seq = own->seq + 1, .at = hlc_next(&store->clock, now->trusted ? now->wall : 0)};
	uint8_t sealed[EVENT_SEALED_MOST];
	memcpy(event.device, own->id, ID_TEXT);
	memcpy(event.prev, own->digest, DIGEST_BYTES);
	size_t size = write_body(store, fact, now, event.at);
	if (size == 0)
		return err_set(err, ERR_FULL, "a %s is larger than %d bytes; shorten it", fact->kind, STORE_BODY_MOST);
	bool erase, ok = event_seal(store->keys->fair, store->keys->fair_key, &event, store->scratch, size, sealed);
	event_sign(&event, store->keys->secret_key);
	ok = ok && log_insert(store, own->no, &event, err) &&
	     fold_event(store, &event, (const char *)store->scratch, size, &erase, err);
	sodium_memzero(store->scratch, size);
	if (!ok)
		return false;
	own->seq = own->folded = event.seq;
	memcpy(own->digest, event.digest, DIGEST_BYTES);
	memcpy(own->folded_digest, event.digest, DIGEST_BYTES);
	return !erase || erase_event(store, event_id(own->no, event.seq), event.body_digest, err);
}

/* Facts were written while this device did not know the time; now it does, and the view can correct them. */
static bool append_anchor(struct store *store, const struct instant *now, struct err *err)
{
	json_t *body = json_pack("{s:s, s:I, s:I}", "boot", now->boot, "up", (json_int_t)now->up, "wall",
				 (json_int_t)now->wall);
	bool ok = body && append_one(store, &(struct fact){"clock.anchor", body}, now, err);
	json_decref(body);
	return ok;
}

/* The facts are saved: a view that cannot be folded anew now is folded at the next occasion, and the log says why. */
static bool fold_again(struct store *store)
{
	struct err err = {.code = ERR_NONE};
	if (store->changes.apart && !(fold_anew(store, &err) && store_fold_log(store, &err)))
		log_line(LOG_ERROR, "%s", err.text);
	return true;
}

/* All or nothing: what the store holds in memory about its own chain goes back as well. */
static bool append_all(struct store *store, const struct fact *facts, size_t count, struct err *err)
{
	struct chain before = store->chains[store->own];
	struct hlc clock = store->clock;
	bool unsure = store->unsure;
	struct instant now;
	store->now(&now);
	bool ok = store_begin(store, err) && (!unsure || !now.trusted || append_anchor(store, &now, err));
	for (size_t i = 0; ok && i < count; i++)
		ok = append_one(store, &facts[i], &now, err);
	ok = ok && (!store->changes.erased || erase_sweep(store, err));
	bool erased = store->changes.erased;
	if (ok && store_commit(store, err)) {
		fold_settle(store);
		if (erased)
			db_checkpoint(&store->db, NULL);
		return fold_again(store);
	}
	store_rollback(store);
	store->chains[store->own] = before;
	store->clock = clock;
	store->unsure = unsure;
	return false;
}

bool store_append(struct store *store, const struct fact *facts, size_t count, struct err *err)
{
	bool ok = check_facts(store, facts, count, err) && store_recovered(store, err) && check_space(store, err) &&
		  store_fold_log(store, err) && append_all(store, facts, count, err);
	return ok || err_wrap(err, "not saved");
}

bool store_anchor(struct store *store, struct err *err)
{
	struct instant now;
	if (!store->unsure || store->broken)
		return true;
	store->now(&now);
	return !now.trusted || append_all(store, NULL, 0, err);
}
