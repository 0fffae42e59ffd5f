/* The receiver's proof. */
#include "wire/check.h"

#include "store/event.h"
#include "wire/grow.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

void wire_runs_release(struct wire_runs *runs)
{
	free(runs->runs);
	*runs = (struct wire_runs){0};
}

static bool add_run(struct wire_runs *runs, size_t first, struct err *err)
{
	void *list = runs->runs;
	bool ok = grow(&list, &runs->room, runs->count, sizeof *runs->runs, WIRE_DEVICES_MOST);
	runs->runs = list;
	if (!ok)
		return err_set(err, ERR_INPUT, "the batch holds events of too many devices");
	runs->runs[runs->count++] = (struct wire_run){.first = first, .count = 1};
	return true;
}

static bool seen_before(const struct wire_batch *batch, const struct wire_runs *runs, const char *device)
{
	for (size_t i = 0; i < runs->count; i++)
		if (strcmp(batch->events[runs->runs[i].first].device, device) == 0)
			return true;
	return false;
}

/* Adds event `i` to the last run, or begins one. */
static bool add_event(struct wire_batch *batch, struct wire_runs *runs, size_t i, struct err *err)
{
	const struct event *event = &batch->events[i], *last = i ? event - 1 : NULL;
	if (!last || strcmp(last->device, event->device) != 0) {
		if (seen_before(batch, runs, event->device))
			return err_set(err, ERR_INPUT, "the events of one device do not stand together in the batch");
		return add_run(runs, i, err);
	}
	if (event->seq != last->seq + 1)
		return err_set(err, ERR_INPUT, "there is a gap inside the batch behind event %llu",
			       (unsigned long long)last->seq);
	if (memcmp(event->prev, last->digest, DIGEST_BYTES) != 0)
		return err_set(err, ERR_REFUSED, "event %llu does not chain to the one before it",
			       (unsigned long long)event->seq);
	runs->runs[runs->count - 1].count++;
	return true;
}

static bool check_signature(const struct event *last, wire_key_fn *find_key, void *self, char device[ID_TEXT], struct err *err)
{
	uint8_t key[KEY_BYTES];
	memcpy(device, last->device, ID_TEXT);
	if (!find_key(self, last->device, key))
		return err_set(err, ERR_MISSING, "the certificate of device %s is not known; send it along", last->device);
	if (crypto_sign_verify_detached(last->signature, last->digest, DIGEST_BYTES, key) != 0)
		return err_set(err, ERR_REFUSED, "event %llu is not signed by its device", (unsigned long long)last->seq);
	return true;
}

bool wire_check(struct wire_batch *batch, wire_key_fn *find_key, void *self, struct wire_runs *runs, char device[ID_TEXT],
		struct err *err)
{
	for (size_t i = 0; i < batch->count; i++) {
		memcpy(device, batch->events[i].device, ID_TEXT);
		if (!event_digest(batch->fair, &batch->events[i]))
			return err_set(err, ERR_INPUT, "an id in the batch is not one");
		if (!add_event(batch, runs, i, err))
			return false;
	}
	for (size_t i = 0; i < runs->count; i++) {
		const struct wire_run *run = &runs->runs[i];
		if (!check_signature(&batch->events[run->first + run->count - 1], find_key, self, device, err))
			return false;
	}
	return true;
}

void wire_admissions_release(struct wire_admissions *admissions)
{
	free(admissions->list);
	*admissions = (struct wire_admissions){0};
}

/* The key of an inviter: known already, or brought by an earlier certificate of the same message. */
static bool find_inviter(const struct wire_admissions *fresh, wire_key_fn *find_key, void *self, const char *id,
			 uint8_t key[KEY_BYTES])
{
	for (size_t i = 0; i < fresh->count; i++) {
		if (strcmp(fresh->list[i].device.id, id) != 0)
			continue;
		memcpy(key, fresh->list[i].device.public_key, KEY_BYTES);
		return true;
	}
	return find_key(self, id, key);
}

static bool check_certificate(const char *text, const char *fair, wire_key_fn *find_key, void *self,
			      struct wire_admissions *fresh, struct err *err)
{
	char inviter[ID_TEXT];
	uint8_t key[KEY_BYTES];
	struct wire_admission admission = {.text = text};
	if (!certificate_inviter(text, inviter, err))
		return false;
	bool known = find_inviter(fresh, find_key, self, inviter, key);
	if (!certificate_read(text, known ? key : NULL, &admission.device, err))
		return false;
	if (strcmp(admission.device.fair, fair) != 0)
		return err_set(err, ERR_REFUSED, "a certificate is of another fair");
	if (find_inviter(fresh, find_key, self, admission.device.id, key))
		return true;
	void *list = fresh->list;
	bool ok = grow(&list, &fresh->room, fresh->count, sizeof *fresh->list, WIRE_CERTIFICATES_MOST);
	fresh->list = list;
	if (!ok)
		return err_set(err, ERR_MEMORY, "no memory for certificates");
	fresh->list[fresh->count++] = admission;
	return true;
}

bool wire_check_certificates(const struct wire_certificates *certificates, const char *fair, wire_key_fn *find_key, void *self,
			     struct wire_admissions *fresh, struct err *err)
{
	for (size_t i = 0; i < certificates->count; i++)
		if (!check_certificate(certificates->texts[i], fair, find_key, self, fresh, err))
			return false;
	return true;
}
