/* src/store: several devices of one fair. Invitations, certificates, facts from one log into another. */
#include "home.h"

#include "store/batch.h"
#include "store/device.h"
#include "store/internal.h"

static const char passphrase[] = "seven brown pelicans";

/* A second device of the fair, by invitation. */
static void join(const struct home *founder, struct home *guest, enum device_role role)
{
	struct store *store = home_open(founder, STORE_WRITE);
	char *text;
	ASSERT_OK(text = invitation_make(store, "Kiosk 2", role, "", passphrase, 2000, &err));
	store_close(store);
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

/* --- invitations ------------------------------------------------------------------------------------------------ */

static char *make_invitation(const struct home *founder)
{
	struct store *store = home_open(founder, STORE_WRITE);
	char *text;
	ASSERT_OK(text = invitation_make(store, "Kiosk 2", ROLE_BOOTH, "acme", passphrase, 2000, &err));
	store_close(store);
	return text;
}

static void an_invitation_opens_only_as_it_was_meant(void **state)
{
	(void)state;
	struct home a, b;
	home_make(&a);
	home_directory(&b);
	char *text = make_invitation(&a), *altered = strdup(text), *middle = strstr(altered, "sealed") + 200;
	*middle = *middle == 'A' ? 'B' : 'A';
	const struct {
		const char *text, *passphrase;
		int64_t now;
		enum err_code code;
	} rows[] = {
		{text, "seven white pelicans", 1000, ERR_REFUSED},
		{text, "", 1000, ERR_REFUSED},
		{text, passphrase, 2001, ERR_REFUSED}, /* expired */
		{altered, passphrase, 1000, ERR_REFUSED},
		{"{}", passphrase, 1000, ERR_INPUT},
		{"", passphrase, 1000, ERR_INPUT},
		{"{\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"ops\":1,\"memory\":99999999999,\"sealed\":\"AAAA\"}", passphrase,
		 1000, ERR_INPUT},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct err said = {0};
		char path[300];
		assert_false(invitation_accept(b.path, rows[i].text, rows[i].passphrase, rows[i].now, b.device, &said));
		assert_int_equal(said.code, rows[i].code);
		snprintf(path, sizeof path, "%s/keys", b.path);
		assert_int_equal(access(path, F_OK), -1); /* and nothing is left behind */
	}
	ASSERT_OK(invitation_accept(b.path, text, passphrase, 2000, b.device, &err));
	struct store *store = home_open(&b, STORE_READ);
	struct device device;
	ASSERT_OK(store_device_find(store, b.device, &device, &err));
	assert_int_equal(device.role, ROLE_BOOTH);
	assert_string_equal(device.employer, "acme");
	store_close(store);
	struct err said = {0};
	assert_false(invitation_accept(b.path, text, passphrase, 1000, b.device, &said)); /* a home holds one fair */
	assert_int_equal(said.code, ERR_REFUSED);
	free(text);
	free(altered);
	home_remove(&a);
	home_remove(&b);
}

static void a_guest_invites_guests(void **state)
{
	(void)state;
	struct home a, b, c;
	home_make(&a);
	join(&a, &b, ROLE_STAFF);
	join(&b, &c, ROLE_KIOSK);
	struct store *founder = home_open(&a, STORE_WRITE), *guest = home_open(&c, STORE_WRITE);
	append(guest, "person.registered", json_pack("{s:s, s:s}", "person", "P1", "name", "Ana"));
	assert_int_equal(carry(guest, founder), 2);
	uint64_t events;
	ASSERT_OK(store_verify(founder, &events, &err));
	store_close(founder);
	store_close(guest);
	home_remove(&a);
	home_remove(&b);
	home_remove(&c);
}

static bool keep_certificate(void *self, const char *certificate, const struct device *device)
{
	(void)device;
	snprintf(self, CERTIFICATE_MOST, "%s", certificate); /* the last one: the guest's */
	return true;
}

static void a_certificate_cannot_be_altered(void **state)
{
	(void)state;
	struct home a, b;
	char certificate[CERTIFICATE_MOST], inviter[ID_TEXT];
	struct device device, founder;
	home_make(&a);
	join(&a, &b, ROLE_KIOSK);
	struct store *store = home_open(&b, STORE_READ);
	ASSERT_OK(store_certificates(store, keep_certificate, certificate, &err));
	ASSERT_OK(store_device_find(store, a.device, &founder, &err));
	store_close(store);
	ASSERT_OK(certificate_inviter(certificate, inviter, &err));
	assert_string_equal(inviter, a.device);
	ASSERT_OK(certificate_read(certificate, founder.public_key, &device, &err));
	assert_string_equal(device.id, b.device);
	struct err said = {0};
	assert_false(certificate_read(certificate, NULL, &device, &said));
	assert_false(certificate_read(certificate, device.public_key, &device, &said)); /* another inviter */
	size_t size = strlen(certificate);
	for (size_t i = 0; i < size; i++) {
		char altered[CERTIFICATE_MOST];
		memcpy(altered, certificate, size + 1);
		altered[i] = altered[i] == 'A' ? 'B' : 'A';
		if (certificate_read(altered, founder.public_key, &device, &said))
			fail_msg("altered at %zu and still accepted", i);
	}
	for (size_t i = 0; i < size; i++) {
		char cut[CERTIFICATE_MOST];
		memcpy(cut, certificate, i);
		cut[i] = '\0';
		assert_false(certificate_read(cut, founder.public_key, &device, &said));
	}
	home_remove(&a);
	home_remove(&b);
}

static void a_message_is_signed_by_its_device(void **state)
{
	(void)state;
	struct home a;
	uint8_t signature[SIGNATURE_BYTES];
	struct device self;
	home_make(&a);
	struct store *store = home_open(&a, STORE_READ);
	store_sign(store, "hello", 5, signature);
	ASSERT_OK(store_device_find(store, a.device, &self, &err));
	assert_true(device_signed(self.public_key, "hello", 5, signature));
	assert_false(device_signed(self.public_key, "hullo", 5, signature));
	signature[7] ^= 1;
	assert_false(device_signed(self.public_key, "hello", 5, signature));
	store_close(store);
	home_remove(&a);
}

/* --- batches ---------------------------------------------------------------------------------------------------- */

/* Two devices and a batch of the second one's four facts, to be spoilt. */
struct pair {
	struct home a, b;
	struct store *to;
	json_t *batch;
};

static void pair_make(struct pair *pair)
{
	home_make(&pair->a);
	join(&pair->a, &pair->b, ROLE_KIOSK);
	struct store *from = home_open(&pair->b, STORE_WRITE);
	for (int i = 0; i < 3; i++)
		append(from, "person.registered", json_pack("{s:s, s:s}", "person", "P1", "name", "Ana"));
	char *text = batch_of(from);
	pair->batch = json_loads(text, 0, NULL);
	free(text);
	store_close(from);
	pair->to = home_open(&pair->a, STORE_WRITE);
}

static void pair_remove(struct pair *pair)
{
	store_close(pair->to);
	json_decref(pair->batch);
	home_remove(&pair->a);
	home_remove(&pair->b);
}

static bool offer(struct store *to, const json_t *batch, size_t *added, struct err *err)
{
	char *text = json_dumps(batch, JSON_COMPACT);
	bool ok = store_take_batch(to, text, strlen(text), added, err);
	free(text);
	return ok;
}

static json_t *fact_of(json_t *batch, size_t i)
{
	return json_array_get(json_object_get(batch, "events"), i);
}

static void flip(json_t *fact, const char *member)
{
	char *text = strdup(json_string_value(json_object_get(fact, member)));
	text[5] = text[5] == 'A' ? 'B' : 'A';
	json_object_set_new(fact, member, json_string(text));
	free(text);
}

static void spoil(json_t *batch, int how)
{
	json_t *events = json_object_get(batch, "events");
	switch (how) {
	case 0:
		flip(fact_of(batch, 1), "sealed");
		break;
	case 1:
		flip(fact_of(batch, 3), "sealed");
		break;
	case 2:
		flip(fact_of(batch, 3), "sig");
		break;
	case 3:
		flip(fact_of(batch, 2), "prev");
		break;
	case 4:
		json_array_remove(events, 1); /* a gap */
		break;
	case 5:
		json_object_set_new(fact_of(batch, 0), "at", json_integer(5));
		break;
	case 6:
		json_object_set_new(fact_of(batch, 3), "device", json_string("0000000000000000000000000G"));
		break;
	case 7:
		json_object_del(fact_of(batch, 2), "sig");
		break;
	case 8:
		json_object_set_new(fact_of(batch, 2), "seq", json_string("3"));
		break;
	case 9:
		json_object_set_new(fact_of(batch, 2), "prev", json_string("AAAA"));
		break;
	case 10:
		json_array_insert_new(events, 1, json_null());
		break;
	case 11:
		json_object_set_new(batch, "events", json_string("none"));
		break;
	case 12:
		json_object_set_new(fact_of(batch, 3), "seq", json_integer(1LL << 40));
		break;
	case 13:
		json_object_del(fact_of(batch, 3), "sealed");
		break;
	case 14:
		json_array_append_new(json_object_get(batch, "certificates"), json_integer(1));
		break;
	default:
		json_array_append_new(json_object_get(batch, "certificates"), json_string("{\"inviter\":\"x\"}"));
	}
}

static void a_spoilt_batch_leaves_nothing(void **state)
{
	(void)state;
	struct pair pair;
	size_t added;
	pair_make(&pair);
	for (int how = 0; how <= 15; how++) {
		struct err said = {0};
		struct person person;
		json_t *spoilt = json_deep_copy(pair.batch);
		spoil(spoilt, how);
		if (offer(pair.to, spoilt, &added, &said))
			fail_msg("spoilt in way %d and still taken", how);
		assert_true(said.code == ERR_INPUT || said.code == ERR_REFUSED || said.code == ERR_CORRUPT);
		assert_int_equal(added, 0);
		assert_int_equal(store_event_count(pair.to), 2);
		assert_false(view_person(pair.to, "P1", &person));
		json_decref(spoilt);
	}
	struct err said = {0};
	assert_false(store_take_batch(pair.to, "{\"events\":[", 11, &added, &said)); /* cut off */
	assert_int_equal(said.code, ERR_INPUT);
	assert_false(store_take_batch(pair.to, "<html>", 6, &added, &said)); /* a captive portal */
	assert_int_equal(said.code, ERR_INPUT);
	ASSERT_OK(offer(pair.to, pair.batch, &added, &err));
	assert_int_equal(added, 4);
	pair_remove(&pair);
}

static void a_device_without_certificate_is_refused(void **state)
{
	(void)state;
	struct pair pair;
	struct err said = {0};
	size_t added;
	pair_make(&pair);
	json_object_set_new(pair.batch, "certificates", json_array());
	assert_false(offer(pair.to, pair.batch, &added, &said));
	assert_int_equal(said.code, ERR_REFUSED);
	pair_remove(&pair);
}

/* What a hub or a stick may legally do to a batch: cut it anywhere, send it twice, erase a body. */
static void a_batch_may_be_cut_repeated_and_erased(void **state)
{
	(void)state;
	struct pair pair;
	size_t added;
	uint64_t events;
	pair_make(&pair);
	for (size_t size = 1; size <= 4; size++) {
		json_t *part = json_deep_copy(pair.batch), *list = json_object_get(part, "events");
		while (json_array_size(list) > size)
			json_array_remove(list, size);
		ASSERT_OK(offer(pair.to, part, &added, &err));
		assert_int_equal(added, 1);
		json_decref(part);
	}
	ASSERT_OK(store_verify(pair.to, &events, &err));
	assert_int_equal(events, 6);
	pair_remove(&pair);

	pair_make(&pair);
	struct err said = {0};
	struct store *from = home_open(&pair.b, STORE_WRITE);
	append(from, "person.erased", json_pack("{s:s}", "person", "P1"));
	char *text = batch_of(from); /* three bodies are gone from it */
	assert_non_null(strstr(text, "body_digest"));
	store_close(from);
	if (!store_take_batch(pair.to, text, strlen(text), &added, &said))
		fail_msg("%s", said.text);
	assert_int_equal(added, 5);
	ASSERT_OK(store_verify(pair.to, &events, &err));
	free(text);
	pair_remove(&pair);
}

/* --- facts of other programs ------------------------------------------------------------------------------------ */

/* A device that runs another program: it signs whatever it is told to. */
struct stranger {
	struct keys *keys;
	struct event event; /* the next one */
	uint8_t sealed[EVENT_SEALED_MOST];
};

static void say(struct stranger *stranger, struct store *to, const uint8_t *fair_key, uint64_t at, const char *body)
{
	struct event *event = &stranger->event;
	size_t added;
	event->seq++;
	event->at = at;
	memcpy(event->device, stranger->keys->device, ID_TEXT);
	assert_true(event_seal(stranger->keys->fair, fair_key, event, body, strlen(body), stranger->sealed));
	event_sign(event, stranger->keys->secret_key);
	ASSERT_OK(store_ingest(to, event, 1, &added, &err));
	assert_int_equal(added, 1);
	memcpy(event->prev, event->digest, DIGEST_BYTES);
}

static bool note_head(void *self, const struct head *head)
{
	struct stranger *stranger = self;
	if (strcmp(head->device, stranger->keys->device) == 0) {
		stranger->event.seq = head->seq;
		memcpy(stranger->event.prev, head->digest, DIGEST_BYTES);
	}
	return true;
}

static void what_is_not_understood_is_kept_and_passed_over(void **state)
{
	(void)state;
	static struct stranger stranger;
	struct pair pair;
	struct person person;
	size_t added;
	uint64_t events, before;
	const uint8_t other_key[KEY_BYTES] = {1};
	pair_make(&pair);
	ASSERT_OK(offer(pair.to, pair.batch, &added, &err));
	ASSERT_OK(stranger.keys = keys_load(pair.b.path, &err));
	ASSERT_OK(store_heads(pair.to, note_head, &stranger, &err));
	const uint8_t *key = store_fair_key(pair.to);
	before = store_event_count(pair.to);
	uint64_t at = 1ull << 20;
	say(&stranger, pair.to, key, at++, "{\"kind\":\"person.teleported\",\"person\":\"P1\"}"); /* a newer program */
	say(&stranger, pair.to, key, at++, "not json");
	say(&stranger, pair.to, key, at++, "[]");
	say(&stranger, pair.to, key, at++, "");
	say(&stranger, pair.to, key, at++, "{\"kind\":\"person.changed\",\"person\":\"P1\",\"name\":\"Zoé\"}");
	ASSERT_OK(store_verify(pair.to, &events, &err));
	assert_int_equal(events, before + 5);
	say(&stranger, pair.to, other_key, at++, "{}"); /* sealed with some other key */
	say(&stranger, pair.to, key, at++, "{\"kind\":\"person.changed\",\"person\":\"P1\",\"email\":\"z@example.org\"}");
	struct err said = {0};
	assert_false(store_verify(pair.to, &events, &said)); /* which names it */
	assert_non_null(strstr(said.text, "not sealed for this fair"));
	store_close(pair.to);
	pair.to = home_open(&pair.a, STORE_WRITE);
	assert_int_equal(store_event_count(pair.to), before + 7);
	assert_true(view_person(pair.to, "P1", &person));
	assert_string_equal(person.name, "Zoé");
	assert_string_equal(person.email, "z@example.org");
	keys_destroy(stranger.keys);
	pair_remove(&pair);
}

static int64_t now_here;

static void test_clock(struct instant *out)
{
	*out = (struct instant){.wall = now_here, .trusted = true, .boot = "b", .up = 1};
}

static void a_clock_far_ahead_does_not_pull_ours_along(void **state)
{
	(void)state;
	static struct stranger stranger;
	struct pair pair;
	size_t added;
	pair_make(&pair);
	pair.to->now = test_clock;
	ASSERT_OK(offer(pair.to, pair.batch, &added, &err));
	ASSERT_OK(stranger.keys = keys_load(pair.b.path, &err));
	ASSERT_OK(store_heads(pair.to, note_head, &stranger, &err));
	now_here = hlc_wall(pair.to->clock.last) + 1000000;
	int64_t ahead = now_here + 24LL * 60 * 60 * 1000, near = now_here + 60 * 1000;
	const char *body = "{\"kind\":\"scan.refused\",\"why\":\"forged\"}";
	say(&stranger, pair.to, store_fair_key(pair.to), (uint64_t)near << 16, body);
	append(pair.to, "person.checked_in", json_pack("{s:s}", "person", "P1"));
	assert_true(pair.to->clock.last > (uint64_t)near << 16); /* a minute is followed: what comes after sorts after */
	say(&stranger, pair.to, store_fair_key(pair.to), (uint64_t)ahead << 16, body);
	append(pair.to, "person.checked_in", json_pack("{s:s}", "person", "P1"));
	assert_true(hlc_wall(pair.to->clock.last) < ahead);
	keys_destroy(stranger.keys);
	pair_remove(&pair);
}

/* --- clones ----------------------------------------------------------------------------------------------------- */

static void a_cloned_device_is_kept_and_counted(void **state)
{
	(void)state;
	struct pair pair;
	struct home clone;
	struct person person;
	size_t added;
	uint64_t events;
	char command[700];
	pair_make(&pair);
	home_directory(&clone);
	snprintf(command, sizeof command, "cp -a '%s/.' '%s/'", pair.b.path, clone.path);
	assert_int_equal(system(command), 0);
	struct store *first = home_open(&pair.b, STORE_WRITE), *second = home_open(&clone, STORE_WRITE);
	append(first, "person.registered", json_pack("{s:s, s:s}", "person", "P7", "name", "At the first"));
	append(second, "person.registered", json_pack("{s:s, s:s}", "person", "P8", "name", "At the clone"));
	append(second, "person.registered", json_pack("{s:s, s:s}", "person", "P9", "name", "And more"));
	assert_int_equal(carry(first, pair.to), 5);
	assert_int_equal(store_fork_count(pair.to), 0);
	assert_int_equal(carry(second, pair.to), 2);
	assert_int_equal(carry(second, pair.to), 0);
	assert_int_equal(carry(first, pair.to), 0);
	assert_int_equal(store_fork_count(pair.to), 1); /* one number is held twice */
	assert_true(view_person(pair.to, "P7", &person));
	assert_true(view_person(pair.to, "P8", &person));
	assert_true(view_person(pair.to, "P9", &person));
	ASSERT_OK(store_verify(pair.to, &events, &err));
	ASSERT_OK(store_rebuild(pair.to, &events, &err));
	ASSERT_OK(offer(pair.to, pair.batch, &added, &err));
	store_close(first);
	store_close(second);
	store_close(pair.to);
	pair.to = home_open(&pair.a, STORE_WRITE);
	assert_int_equal(store_fork_count(pair.to), 1);
	assert_true(view_person(pair.to, "P9", &person));
	home_remove(&clone);
	pair_remove(&pair);
}

/* --- the inbox -------------------------------------------------------------------------------------------------- */

static void put_in_inbox(const struct home *home, const char *name, const char *text)
{
	char path[400];
	snprintf(path, sizeof path, "%s/inbox/%s", home->path, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static bool in_inbox(const struct home *home, const char *name)
{
	char path[400];
	snprintf(path, sizeof path, "%s/inbox/%s", home->path, name);
	return access(path, F_OK) == 0;
}

static void what_the_agent_left_is_taken_in_order(void **state)
{
	(void)state;
	struct pair pair;
	pair_make(&pair);
	json_t *first = json_deep_copy(pair.batch), *second = json_deep_copy(pair.batch);
	json_array_remove(json_object_get(first, "events"), 3);
	json_array_remove(json_object_get(first, "events"), 2);
	json_array_remove(json_object_get(second, "events"), 0);
	json_array_remove(json_object_get(second, "events"), 0);
	char *texts[] = {json_dumps(second, 0), json_dumps(first, 0)};
	put_in_inbox(&pair.a, "0002.batch", texts[0]);
	put_in_inbox(&pair.a, "0001.batch", texts[1]);
	put_in_inbox(&pair.a, "0000.batch", "not a batch");
	put_in_inbox(&pair.a, "0003.part", "half written");
	size_t left = 1;
	for (int rounds = 0; left && rounds < 10; rounds++)
		ASSERT_OK(store_fold(pair.to, 100, &left, &err));
	assert_int_equal(left, 0);
	assert_int_equal(store_event_count(pair.to), 6);
	assert_false(in_inbox(&pair.a, "0001.batch") || in_inbox(&pair.a, "0002.batch") || in_inbox(&pair.a, "0000.batch"));
	assert_true(in_inbox(&pair.a, "0000.batch.refused"));
	assert_true(in_inbox(&pair.a, "0003.part"));
	for (int i = 0; i < 2; i++)
		free(texts[i]);
	json_decref(first);
	json_decref(second);
	pair_remove(&pair);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_guest_is_admitted_and_its_facts_are_taken),
		cmocka_unit_test(an_invitation_opens_only_as_it_was_meant),
		cmocka_unit_test(a_guest_invites_guests),
		cmocka_unit_test(a_certificate_cannot_be_altered),
		cmocka_unit_test(a_message_is_signed_by_its_device),
		cmocka_unit_test(a_spoilt_batch_leaves_nothing),
		cmocka_unit_test(a_device_without_certificate_is_refused),
		cmocka_unit_test(a_batch_may_be_cut_repeated_and_erased),
		cmocka_unit_test(what_is_not_understood_is_kept_and_passed_over),
		cmocka_unit_test(a_clock_far_ahead_does_not_pull_ours_along),
		cmocka_unit_test(a_cloned_device_is_kept_and_counted),
		cmocka_unit_test(what_the_agent_left_is_taken_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
