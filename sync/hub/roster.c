/* Two lists of the same members: as admitted, for walking; by id, for finding. */
#include "hub/roster.h"

#include "wire/grow.h"

#include <stdlib.h>
#include <string.h>

void roster_init(struct roster *roster)
{
	*roster = (struct roster){0};
	pthread_rwlock_init(&roster->lock, NULL);
}

static void free_member(struct member *member)
{
	free(member->certificate);
	free(member);
}

void roster_release(struct roster *roster)
{
	for (size_t i = 0; i < roster->count; i++)
		free_member(roster->members[i]);
	free(roster->members);
	free(roster->by_id);
	pthread_rwlock_destroy(&roster->lock);
}

/* Where the device stands in by_id, or would. */
static size_t place_of(const struct roster *roster, const char *device)
{
	size_t low = 0, high = roster->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(roster->by_id[middle]->device.id, device) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct member *roster_find(struct roster *roster, const char *device)
{
	size_t at = place_of(roster, device);
	return at < roster->count && strcmp(roster->by_id[at]->device.id, device) == 0 ? roster->by_id[at] : NULL;
}

static bool make_room(struct roster *roster)
{
	void *members = roster->members, *by_id = roster->by_id;
	bool ok = grow(&members, &roster->room, roster->count, sizeof(struct member *), WIRE_DEVICES_MOST) &&
		  grow(&by_id, &roster->by_id_room, roster->count, sizeof(struct member *), WIRE_DEVICES_MOST);
	roster->members = members;
	roster->by_id = by_id;
	return ok;
}

static bool enter(struct roster *roster, struct member *member)
{
	if (!make_room(roster))
		return false;
	size_t at = place_of(roster, member->device.id);
	memmove(roster->by_id + at + 1, roster->by_id + at, (roster->count - at) * sizeof(struct member *));
	roster->by_id[at] = member;
	roster->members[roster->count++] = member;
	return true;
}

bool roster_add(struct roster *roster, int64_t number, const struct device *device, const char *certificate, struct err *err)
{
	struct member *member = calloc(1, sizeof *member);
	char *text = strdup(certificate);
	if (member && text) {
		*member = (struct member){.number = number, .device = *device, .certificate = text, .fresh = true};
		memcpy(member->head.device, device->id, ID_TEXT);
		member->next = member->head;
	}
	pthread_rwlock_wrlock(&roster->lock);
	bool ok = member && text && enter(roster, member);
	pthread_rwlock_unlock(&roster->lock);
	if (ok)
		return true;
	free(member);
	free(text);
	return err_set(err, ERR_FULL, "the hub has no room for more devices; %d are the most", WIRE_DEVICES_MOST);
}

struct loading {
	struct roster *roster;
	struct err *err;
	bool ok;
};

static bool load_member(void *self, const struct hub_member *stored)
{
	struct loading *loading = self;
	struct device device;
	char inviter[ID_TEXT];
	loading->ok = certificate_inviter(stored->certificate, inviter, loading->err);
	const struct member *known = loading->ok ? roster_find(loading->roster, inviter) : NULL;
	loading->ok = loading->ok &&
		      certificate_read(stored->certificate, known ? known->device.public_key : NULL, &device, loading->err) &&
		      roster_add(loading->roster, stored->number, &device, stored->certificate, loading->err);
	if (loading->ok)
		roster_find(loading->roster, device.id)->next = stored->head;
	return loading->ok;
}

bool roster_load(struct roster *roster, struct hub_store *store, struct err *err)
{
	struct loading loading = {.roster = roster, .err = err, .ok = true};
	if (!store->type->members(store, load_member, &loading, err) || !loading.ok)
		return err_wrap(err, "the hub's store holds a certificate that does not verify");
	roster_commit(roster);
	return true;
}

bool roster_key(void *self, const char *device, uint8_t key[KEY_BYTES])
{
	struct roster *roster = self;
	pthread_rwlock_rdlock(&roster->lock);
	const struct member *member = roster_find(roster, device);
	if (member)
		memcpy(key, member->device.public_key, KEY_BYTES);
	pthread_rwlock_unlock(&roster->lock);
	return member != NULL;
}

bool roster_knows(struct roster *roster, const char *device)
{
	uint8_t key[KEY_BYTES];
	return roster_key(roster, device, key);
}

bool roster_heads(struct roster *roster, struct wire_heads *out, uint64_t *news, struct err *err)
{
	bool ok = true;
	pthread_rwlock_rdlock(&roster->lock);
	*news = roster->news;
	for (size_t i = 0; ok && i < roster->count; i++)
		if (roster->by_id[i]->head.seq)
			ok = wire_heads_add(out, &roster->by_id[i]->head);
	pthread_rwlock_unlock(&roster->lock);
	return ok || err_set(err, ERR_MEMORY, "no memory for the heads");
}

uint64_t roster_news(struct roster *roster)
{
	pthread_rwlock_rdlock(&roster->lock);
	uint64_t news = roster->news;
	pthread_rwlock_unlock(&roster->lock);
	return news;
}

bool roster_walk(struct roster *roster, member_fn *next, void *self)
{
	bool ok = true;
	pthread_rwlock_rdlock(&roster->lock);
	for (size_t i = 0; ok && i < roster->count; i++)
		ok = next(self, roster->members[i]);
	pthread_rwlock_unlock(&roster->lock);
	return ok;
}

void roster_commit(struct roster *roster)
{
	bool news = false;
	pthread_rwlock_wrlock(&roster->lock);
	for (size_t i = 0; i < roster->count; i++) {
		struct member *member = roster->members[i];
		news = news || member->head.seq != member->next.seq;
		member->head = member->next;
		member->fresh = false;
	}
	roster->news += news;
	pthread_rwlock_unlock(&roster->lock);
}

void roster_rollback(struct roster *roster)
{
	pthread_rwlock_wrlock(&roster->lock);
	for (size_t i = 0; i < roster->count; i++)
		roster->members[i]->next = roster->members[i]->head;
	while (roster->count && roster->members[roster->count - 1]->fresh) {
		struct member *member = roster->members[roster->count - 1];
		size_t at = place_of(roster, member->device.id);
		memmove(roster->by_id + at, roster->by_id + at + 1, (roster->count - at - 1) * sizeof(struct member *));
		roster->count--;
		free_member(member);
	}
	pthread_rwlock_unlock(&roster->lock);
}
