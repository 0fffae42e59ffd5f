/* src/store: several devices of one fair. Invitations, certificates, facts from one log into another. */
#include "home.h"

#include "store/batch.h"
#include "store/device.h"

static const char passphrase[] = "seven brown pelicans";

/* A second device of the fair, by invitation. */
static void join(const struct home *founder, struct home *guest, enum device_role role)
{
	struct store *store = home_open(founder, STORE_WRITE);
	char *text;
	ASSERT_OK(text = invitation_make(store, "Kiosk 2", role, "", passphrase, 2000, &err));
	store_close(store);
	*guest = (struct home){.fair = founder->fair};
	home_directory(guest);
	ASSERT_OK(invitation_accept(guest->path, text, passphrase, 1000, guest->device, &err));
	free(text);
}

static bool gather_event(void *self, const struct event *event, json_t *body)
{
	(void)body;
	return json_array_append_new(json_object_get(self, "events"), batch_event(event)) == 0;
}

static bool gather_certificate(void *self, const char *certificate, const struct device *device)
{
	(void)device;
	return json_array_append_new(json_object_get(self, "certificates"), json_string(certificate)) == 0;
}

/* Everything that a device has written, as a batch. */
static char *batch_of(struct store *store)
{
	json_t *json = json_pack("{s:[], s:[]}", "certificates", "events");
	ASSERT_OK(store_certificates(store, gather_certificate, json, &err));
	ASSERT_OK(store_events(store, store_device(store), 0, 1000, false, gather_event, json, &err));
	char *text = json_dumps(json, JSON_COMPACT);
	json_decref(json);
	return text;
}

static size_t carry(struct store *from, struct store *to)
{
	char *text = batch_of(from);
	size_t added;
	ASSERT_OK(store_take_batch(to, text, strlen(text), &added, &err));
	free(text);
	return added;
}

static void a_guest_is_admitted_and_its_facts_are_taken(void **state)
{
	(void)state;
	struct home a, b;
	home_make(&a);
	join(&a, &b, ROLE_KIOSK);
	struct store *from = home_open(&b, STORE_WRITE), *to = home_open(&a, STORE_WRITE);
	append(from, "person.registered", json_pack("{s:s, s:s}", "person", "P1", "name", "Ana María"));
	assert_int_equal(carry(from, to), 2);
	assert_int_equal(carry(from, to), 0);
	struct person person;
	assert_true(view_person(to, "P1", &person));
	assert_string_equal(person.name, "Ana María");
	struct device device;
	ASSERT_OK(store_device_find(to, b.device, &device, &err));
	assert_string_equal(device.label, "Kiosk 2");
	assert_string_equal(device.inviter, a.device);
	uint64_t events;
	ASSERT_OK(store_verify(to, &events, &err));
	assert_int_equal(events, 4);
	ASSERT_OK(store_rebuild(to, &events, &err));
	assert_int_equal(events, 4);
	assert_int_equal(carry(to, from), 2);
	assert_string_equal(store_fair(from)->name, "Biscayne Hiring Fair");
	store_close(from);
	store_close(to);
	home_remove(&a);
	home_remove(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_guest_is_admitted_and_its_facts_are_taken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
