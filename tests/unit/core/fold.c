/* src/store: the same facts, in any order of arrival, give the same view.
 *
 * Several devices (two of them one device that was cloned) write random facts about few people, so that everything collides:
 * changes, merges, erasures, withdrawals. Then empty logs take in all streams in random runs, orders and repetitions, and every
 * table of every view must be equal, also after folding anew, and what is kept of who is inside must be what asking everybody
 * says. LANYARD_SEED=n runs one seed; the seed is printed on failure and
 * fixes the random bytes of keys and ids as well. */
#include "home.h"

#include "store/certificate.h"
#include "store/internal.h"

#include <sodium.h>

enum { WRITERS = 4, FACTS = 220, TRIALS = 6, PEOPLE = 7, EVENTS_MOST = 2048, REFS_MOST = 512 };

/* --- chance ----------------------------------------------------------------------------------------------------- */

static uint64_t chance_state;

static uint32_t chance_bits(void)
{
	uint64_t z = chance_state += 0x9E3779B97F4A7C15ull; /* splitmix64 */
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
	z = (z ^ z >> 27) * 0x94D049BB133111EBull;
	return (uint32_t)(z >> 32);
}

static unsigned chance(unsigned below)
{
	return chance_bits() % below;
}

static const char *chance_name(void)
{
	return "chance";
}

static void chance_fill(void *const out, const size_t size)
{
	for (size_t i = 0; i < size; i++)
		((uint8_t *)out)[i] = (uint8_t)chance_bits();
}

static randombytes_implementation chance_source = {
	.implementation_name = chance_name, .random = chance_bits, .buf = chance_fill};

/* --- time ------------------------------------------------------------------------------------------------------- */

static int64_t wall;

static void test_clock(struct instant *out)
{
	*out = (struct instant){.wall = wall, .trusted = chance(4) > 0, .up = wall % 1000000};
	snprintf(out->boot, sizeof out->boot, "%032d", (int)(wall / 2000000));
}

/* --- the world -------------------------------------------------------------------------------------------------- */

/* An event as it was when it was written, with a body of its own. */
struct copy {
	struct event event;
	uint8_t *sealed;
	bool gone; /* erased at home since: may arrive with or without its body */
};

struct stream {
	struct copy *events[EVENTS_MOST];
	size_t count;
};

struct world {
	struct keys *founder;
	struct keys *keys[WRITERS];
	json_t *certificates;
	struct store *stores[WRITERS + 1]; /* the last is a clone of the one before */
	struct home homes[WRITERS + 1];
	struct stream streams[WRITERS + 1];
	struct copy copies[EVENTS_MOST];
	size_t copy_count;
	char refs[REFS_MOST][EVENT_REF_TEXT]; /* of check-ins and withdrawals, to be named by other facts */
	size_t ref_count;
	char merges[REFS_MOST][EVENT_REF_TEXT];
	size_t merge_count;
};

static json_t *certificate_of_guest(struct world *world, const struct keys *keys)
{
	struct grant grant = {.role = ROLE_KIOSK, .expires = 1};
	uint8_t one_time[SIGNATURE_BYTES];
	char text[GRANT_TEXT_MOST];
	crypto_sign_keypair(grant.key, one_time);
	memcpy(grant.fair, world->founder->fair, ID_TEXT);
	memcpy(grant.inviter, world->founder->device, ID_TEXT);
	assert_true(invitation_text(&grant, text));
	crypto_sign_detached(grant.signature, NULL, (uint8_t *)text, strlen(text), world->founder->secret_key);
	char *certificate = certificate_join(keys, &grant, one_time);
	json_t *json = json_string(certificate);
	free(certificate);
	return json;
}

static struct store *open_home(struct home *home, const struct keys *keys, const json_t *certificates)
{
	home_directory(home);
	ASSERT_OK(home_create(home->path, keys, certificates, &err));
	struct store *store = home_open(home, STORE_WRITE);
	store->now = test_clock;
	return store;
}

static void begin_world(struct world *world)
{
	*world = (struct world){.founder = keys_create(NULL, NULL, NULL), .certificates = json_array()};
	char *founder = certificate_found(world->founder, "Desk");
	json_array_append_new(world->certificates, json_string(founder));
	free(founder);
	for (int i = 0; i < WRITERS; i++) {
		world->keys[i] = keys_create(world->founder->fair, world->founder->fair_key, NULL);
		json_array_append_new(world->certificates, certificate_of_guest(world, world->keys[i]));
	}
	for (int i = 0; i < WRITERS; i++)
		world->stores[i] = open_home(&world->homes[i], world->keys[i], world->certificates);
}

static void end_world(struct world *world)
{
	for (int i = 0; i <= WRITERS; i++) {
		store_close(world->stores[i]);
		home_remove(&world->homes[i]);
	}
	for (size_t i = 0; i < world->copy_count; i++)
		free(world->copies[i].sealed);
	for (int i = 0; i < WRITERS; i++)
		keys_destroy(world->keys[i]);
	keys_destroy(world->founder);
	json_decref(world->certificates);
}

/* The last writer's home as it is, under another path: somebody copied the card. */
static void clone_last(struct world *world)
{
	struct home *from = &world->homes[WRITERS - 1], *to = &world->homes[WRITERS];
	char command[700];
	store_close(world->stores[WRITERS - 1]);
	home_directory(to);
	snprintf(command, sizeof command, "cp -a '%.255s/.' '%.255s/'", from->path, to->path);
	assert_int_equal(system(command), 0);
	for (int i = WRITERS - 1; i <= WRITERS; i++) {
		world->stores[i] = home_open(&world->homes[i], STORE_WRITE);
		world->stores[i]->now = test_clock;
	}
	world->streams[WRITERS] = world->streams[WRITERS - 1];
}

/* --- random facts ----------------------------------------------------------------------------------------------- */

static const char *pick(const char *format, unsigned below)
{
	static char texts[8][64];
	static unsigned next;
	char *text = texts[next++ % 8];
	snprintf(text, sizeof texts[0], format, chance(below));
	return text;
}

#define PERSON pick("P%u", PEOPLE)

static const char *ref(const struct world *world)
{
	return world->ref_count ? world->refs[chance((unsigned)world->ref_count)] : "none";
}

static const char *merge_ref(const struct world *world)
{
	return world->merge_count ? world->merges[chance((unsigned)world->merge_count)] : "none";
}

/* Badges belong to one person each: "B3.1" is one of P3's. */
static void pick_badge(char badge[16], char person[8])
{
	unsigned who = chance(PEOPLE);
	snprintf(person, 8, "P%u", who);
	snprintf(badge, 16, "B%u.%u", who, chance(3));
}

static json_t *random_fact(const struct world *world, const char **kind)
{
	char badge[16], owner[8];
	pick_badge(badge, owner);
	switch (chance(27)) {
	case 0:
	case 1:
	case 2:
		*kind = "person.registered";
		return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:[s]}", "person", PERSON, "name", pick("Name %u", 99),
				 "email", pick("e%u@example.org", 99), "source", "kiosk", "external", pick("list:%u", 5),
				 "version", pick("v%u", 99), "ticket", pick("T%u", 5));
	case 3:
	case 4:
		*kind = "person.changed";
		return chance(2) ? json_pack("{s:s, s:s, s:s}", "person", PERSON, "name", pick("Other %u", 99), "age_band",
					     chance(2) ? "16-17" : "18plus")
				 : json_pack("{s:s, s:s, s:s}", "person", PERSON, "phone", pick("+1305555%04u", 9999), "given",
					     pick("G%u", 99));
	case 5:
	case 6:
		*kind = "person.checked_in";
		return json_pack("{s:s}", "person", PERSON);
	case 7:
		*kind = "person.checked_out";
		return json_pack("{s:s}", "person", PERSON);
	case 8:
		*kind = "checkin.undone";
		return json_pack("{s:s}", "checkin", ref(world));
	case 9:
	case 10:
		*kind = "badge.issued";
		return json_pack("{s:s, s:s}", "badge", badge, "person", owner);
	case 11:
		*kind = "badge.revoked";
		return json_pack("{s:s}", "badge", badge);
	case 12:
		*kind = "badge.printed";
		return json_pack("{s:s, s:s?, s:i}", "badge", badge, "print", chance(2) ? pick("P%u", 3) : NULL, "twice",
				 (int)chance(2));
	case 13:
	case 14:
		*kind = "consent.given";
		return json_pack("{s:s, s:s, s:s, s:[s,s]}", "person", PERSON, "purpose", chance(2) ? "share" : "talent",
				 "wording", "1", "over", ref(world), ref(world));
	case 15:
		*kind = "consent.withdrawn";
		return json_pack("{s:s, s:s}", "person", PERSON, "purpose", chance(2) ? "share" : "talent");
	case 16:
		*kind = "profile.set";
		return json_pack("{s:s, s:s, s:[s,i], s:s?}", "person", PERSON, chance(2) ? "headline" : "wants",
				 pick("H%u", 99), "skills", "welding", chance(9), "exp_years_band", chance(2) ? "3-5" : NULL);
	case 17:
	case 18:
		*kind = "lead.scanned";
		return chance(2) ? json_pack("{s:s, s:s, s:s}", "employer", pick("E%u", 2), "badge", badge, "person", owner)
				 : json_pack("{s:s, s:s, s:{s:s}}", "employer", pick("E%u", 2), "badge", badge, "card", "name",
					     "X");
	case 19:
	case 20:
		*kind = "lead.noted";
		return chance(2) ? json_pack("{s:s, s:s, s:i}", "employer", pick("E%u", 2), "badge", badge, "rating", chance(5))
				 : json_pack("{s:s, s:s, s:s, s:b}", "employer", pick("e%u", 2), "badge", badge, "note",
					     pick("N%u", 99), "removed", chance(2));
	case 21:
		if (chance(3) == 0) {
			*kind = "townhall.set";
			return json_pack("{s:[{s:s}]}", "topics", "id", pick("topic-%u", 3));
		}
		*kind = "townhall.signed";
		return json_pack("{s:s, s:[s], s:s?}", "person", PERSON, "topics", pick("topic-%u", 3), "question",
				 chance(2) ? pick("Q%u", 99) : NULL);
	case 22:
		*kind = chance(2) ? "employer.set" : "role.set";
		return json_pack("{s:s, s:s, s:s, s:s, s:[s,s], s:[s]}", "employer", pick("E%u", 2), "name", pick("Co %u", 99),
				 "role", pick("R%u", 2), "title", pick("T%u", 99), "skills", "forklift", "welding", "must",
				 "welding");
	case 23:
		*kind = chance(3) == 0 ? "leads.asked" : chance(2) ? "fair.set" : "scan.refused";
		return chance(2) ? json_pack("{s:i, s:s, s:s}", "capacity", chance(9), "why", "forged", "employer",
					     pick("E%u", 2))
				 : json_pack("{s:s, s:s, s:s}", "name", pick("Fair %u", 99), "venue", pick("Hall %u", 9),
					     "employer", pick("E%u", 2));
	case 24:
		*kind = chance(3) == 0 ? "staff.pin_set" : chance(2) ? "fair.closed" : "kiosk.set";
		return json_pack("{s:s, s:i, s:s, s:s}", "hash", pick("H%u", 99), "closed", chance(2), "of", pick("D%u", 2),
				 chance(2) ? "languages" : "speech", pick("%u", 2));
	case 25:
		*kind = chance(3) ? "device.joined" : "device.revoked";
		return json_pack("{s:s, s:s, s:s}", "label", pick("L%u", 99), "role", "kiosk", "revoked", pick("D%u", 3));
	default:
		*kind = chance(4) == 0 ? "person.kept_apart"
			: chance(3)    ? chance(3) ? "person.merged" : "person.unmerged"
				       : "person.erased";
		return json_pack("{s:s, s:s, s:s, s:s, s:[s,s]}", "person", PERSON, "into", PERSON, "other", PERSON, "merge",
				 merge_ref(world), "apart", merge_ref(world), ref(world));
	}
}

/* --- writing it down -------------------------------------------------------------------------------------------- */

struct collector {
	struct world *world;
	struct stream *stream;
};

static bool collect(void *self, const struct event *event, json_t *body)
{
	struct collector *collector = self;
	struct world *world = collector->world;
	struct copy *copy = &world->copies[world->copy_count++];
	assert_true(world->copy_count < EVENTS_MOST);
	copy->event = *event;
	if (event->sealed) {
		assert_non_null(copy->sealed = malloc(event->sealed_size));
		memcpy(copy->sealed, event->sealed, event->sealed_size);
		copy->event.sealed = copy->sealed;
	}
	collector->stream->events[collector->stream->count++] = copy;
	const char *kind = json_string_value(json_object_get(body, "kind"));
	if (kind && strcmp(kind, "person.merged") == 0 && world->merge_count < REFS_MOST)
		event_ref(event, world->merges[world->merge_count++]);
	bool named = kind && (strncmp(kind, "person.checked", 14) == 0 || strcmp(kind, "consent.withdrawn") == 0);
	if (named && world->ref_count < REFS_MOST)
		event_ref(event, world->refs[world->ref_count++]);
	return true;
}

static void write_fact(struct world *world, int writer)
{
	struct store *store = world->stores[writer];
	uint64_t before = store->chains[store->own].seq;
	const char *kind;
	json_t *body = random_fact(world, &kind);
	wall += chance(3000);
	append(store, kind, body);
	struct collector collector = {world, &world->streams[writer]};
	ASSERT_OK(store_events(store, store_device(store), before, 100, true, collect, &collector, &err));
}

static bool mark_gone(void *self, const struct event *event, json_t *body)
{
	const struct stream *stream = self;
	(void)body;
	stream->events[event->seq - 1]->gone = event->sealed == NULL;
	return true;
}

static void write_world(struct world *world)
{
	wall = 1773300000000;
	for (int i = 0; i < FACTS; i++) {
		if (i == FACTS / 2)
			clone_last(world);
		write_fact(world, (int)chance(i < FACTS / 2 ? WRITERS : WRITERS + 1));
	}
	for (int i = 0; i <= WRITERS; i++)
		ASSERT_OK(store_events(world->stores[i], store_device(world->stores[i]), 0, EVENTS_MOST, false, mark_gone,
				       &world->streams[i], &err));
}

/* --- reading it in any order ------------------------------------------------------------------------------------ */

static void take_run(struct store *store, const struct stream *stream, size_t from, size_t count)
{
	struct event events[EVENTS_MOST];
	size_t added;
	for (size_t i = 0; i < count; i++) {
		events[i] = stream->events[from + i]->event;
		if (stream->events[from + i]->gone && chance(2))
			events[i].sealed = NULL;
	}
	ASSERT_OK(store_ingest(store, events, count, &added, &err));
}

static unsigned beside; /* slices of views that were folded beside others */

/* Asked of everybody, one by one: who came and has not left. */
static void expect_inside_is_kept(struct store *store)
{
	size_t inside = (size_t)db_number(&store->db, "SELECT count(*) FROM person p WHERE registered IS NOT NULL AND "
						      "EXISTS (" STANDING_VISIT ")");
	assert_int_equal(view_checked_in_count(store), inside);
	assert_int_equal(db_number(&store->db, "SELECT count(*) FROM inside WHERE person IN (SELECT id FROM person)"), inside);
}

static void take_world(struct store *store, const struct world *world)
{
	size_t done[WRITERS + 1] = {0}, left;
	do {
		int which = (int)chance(WRITERS + 1);
		const struct stream *stream = &world->streams[which];
		size_t rest = stream->count - done[which], run = rest ? 1 + chance(rest < 40 ? (unsigned)rest : 40) : 0;
		size_t again = done[which] && chance(4) == 0 ? chance((unsigned)done[which]) : 0; /* sent once more */
		if (run)
			take_run(store, stream, done[which] - again, run + again);
		expect_inside_is_kept(store);
		if (store_is_folding(store) && chance(3) == 0) { /* goes on, or waits for the next batch */
			size_t more;
			beside++;
			ASSERT_OK(store_fold(store, 1 + chance(60), &more, &err));
		}
		done[which] += run;
		left = 0;
		for (int i = 0; i <= WRITERS; i++)
			left += world->streams[i].count - done[i];
	} while (left);
}

struct outcome {
	struct view_digest tables[VIEW_TABLES_MOST];
	size_t count;
	int64_t erased; /* bodies */
	uint64_t forks;
};

static void run_trial(const struct world *world, struct outcome *out)
{
	struct home home = {.path = ""};
	uint64_t events;
	struct store *store = open_home(&home, world->founder, world->certificates);
	store_fold_beside(store, chance(2)); /* merges that are taken back are folded anew beside the view, or at once */
	take_world(store, world);
	ASSERT_OK(store_fold_all(store, &err));
	ASSERT_OK(view_digests(store, out->tables, &out->count, &err));
	out->erased = db_number(&store->db,
				"SELECT (SELECT count(*) FROM event WHERE sealed IS NULL) + (SELECT count(*) FROM fork "
				"WHERE sealed IS NULL)");
	out->forks = store_fork_count(store);
	assert_int_equal(store->faulty, 0);
	ASSERT_OK(store_verify(store, &events, &err));
	ASSERT_OK(store_rebuild(store, &events, &err));
	store_close(store);
	home_remove(&home);
}

static void any_order_gives_the_same_view(void **state)
{
	(void)state;
	const char *only = getenv("LANYARD_SEED");
	uint64_t first = only ? strtoull(only, NULL, 10) : 1, last = only ? first : 3, forks = 0;
	int64_t erased = 0;
	for (uint64_t seed = first; seed <= last; seed++) {
		static struct world world;
		static struct outcome outcomes[TRIALS];
		chance_state = seed;
		begin_world(&world);
		write_world(&world);
		for (int i = 0; i < TRIALS; i++) {
			run_trial(&world, &outcomes[i]);
			for (size_t t = 0; t < outcomes[0].count; t++)
				if (memcmp(outcomes[i].tables[t].digest, outcomes[0].tables[t].digest, DIGEST_BYTES) != 0)
					fail_msg("seed %llu: table %s of trial %d differs", (unsigned long long)seed,
						 outcomes[0].tables[t].name, i);
			if (outcomes[i].erased != outcomes[0].erased || outcomes[i].forks != outcomes[0].forks)
				fail_msg("seed %llu: trial %d erased %lld bodies and kept %llu forks, trial 0 %lld and %llu",
					 (unsigned long long)seed, i, (long long)outcomes[i].erased,
					 (unsigned long long)outcomes[i].forks, (long long)outcomes[0].erased,
					 (unsigned long long)outcomes[0].forks);
		}
		erased += outcomes[0].erased;
		forks += outcomes[0].forks;
		end_world(&world);
	}
	assert_true(only || erased > 0);
	assert_true(forks > 0);
	assert_true(only || beside > 0);
}

int main(void)
{
	randombytes_set_implementation(&chance_source);
	if (sodium_init() < 0)
		return 1;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_order_gives_the_same_view),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
