/* See demo.h. */
#include "demo.h"

#include "base/text.h"
#include "desk/desk.h"
#include "replay.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const int64_t demo_now = 1773336240000;

static const struct guest {
	const char *given, *family, *email, *phone, *language;
	bool share;
} guests[] = {
	{"Marisol", "Peña", "marisol.p@example.com", "+13055550142", "en", true},
	{"Marisela", "Gómez", "marisela@beach.example.org", "", "es", true},
	{"Marilyn", "Joseph", "", "+17865550142", "ht", false},
	{"Jean-Robert", "Pierre", "jrpierre@example.org", "+13055550177", "ht", true},
	{"Wideline", "Augustin", "", "+13055550119", "ht", true},
	{"Ana María", "de la Cruz", "ana.cruz@example.net", "", "es", true},
};

static bool add_employer(struct store *store, const char *id, const char *name, const char *booth, struct err *err)
{
	struct fact fact = {"employer.set", json_pack("{s:s, s:s, s:s, s:s}", "employer", id, "name", name, "booth", booth,
						      "email", "jobs@example.com")};
	bool ok = fact.body && store_append(store, &fact, 1, err);
	json_decref(fact.body);
	return ok;
}

static const struct offer {
	const char *employer, *title, *skills[3];
	int openings;
} offers[] = {
	{"coral-health", "Medical Assistant", {"Patient care", "Spanish", "CPR"}, 14},
	{"coral-health", "Home Health Aide", {"Caring for older adults", "Patient care", "Driving"}, 9},
	{"port-logistics", "Forklift Operator", {"Forklift", "Inventory", "Lifting"}, 8},
	{"port-logistics", "Dispatcher", {"Scheduling", "Spreadsheets", "Spanish"}, 2},
	{"little-river", "Front Desk Coordinator", {"Scheduling", "Spanish", "Customer service"}, 3},
	{"brightwater", "Nursing Assistant", {"Patient care", "CPR", "Vital signs"}, 12},
	{"saltgrass", "Line Cook", {"Cooking", "Food safety", "Inventory"}, 6},
};

static bool add_offer(struct store *store, size_t i, struct err *err)
{
	char id[16];
	text_format(id, sizeof id, "R%zu", i + 1);
	const struct offer *offer = &offers[i];
	struct fact fact = {"role.set", json_pack("{s:s, s:s, s:s, s:[s,s,s], s:i}", "role", id, "employer", offer->employer,
						  "title", offer->title, "skills", offer->skills[0], offer->skills[1],
						  offer->skills[2], "openings", offer->openings)};
	bool ok = fact.body && store_append(store, &fact, 1, err);
	json_decref(fact.body);
	return ok;
}

static bool add_offers(struct store *store, struct err *err)
{
	bool ok = add_employer(store, "little-river", "Little River Clinics", "A7", err) &&
		  add_employer(store, "brightwater", "Brightwater Living", "C3", err) &&
		  add_employer(store, "saltgrass", "Saltgrass Hotels", "D9", err);
	for (size_t i = 0; ok && i < sizeof offers / sizeof offers[0]; i++)
		ok = add_offer(store, i, err);
	return ok;
}

static bool add_guest(struct store *store, const struct guest *guest, struct err *err)
{
	struct registered registered;
	struct registration registration = {.given = guest->given,
					    .family = guest->family,
					    .email = guest->email,
					    .phone = guest->phone,
					    .language = guest->language,
					    .consent = {true, guest->share, true},
					    .asked = {true, true, true},
					    .consent_wording = "2026-03",
					    .source = "kiosk"};
	return desk_register(store, &registration, &registered, err);
}

static bool fill(struct store *store, struct err *err)
{
	bool ok = add_employer(store, "coral-health", "Coral Health", "B12", err) &&
		  add_employer(store, "port-logistics", "Port Logistics", "A4", err);
	for (size_t i = 0; ok && i < sizeof guests / sizeof guests[0]; i++)
		ok = predictable_clock(demo_now - 3600000 + (int64_t)i * 300000, err) && add_guest(store, &guests[i], err);
	return ok && predictable_clock(demo_now, err) && add_offers(store, err);
}

bool demo_open(struct demo *demo, struct err *err)
{
	static const unsigned char seed[REPLAY_SEED] = "the demo fair is always the same";
	struct fair fair = {.name = "Biscayne Hiring Fair",
			    .kind = "hiring-fair",
			    .venue = "Little River Hall, Miami",
			    .timezone = "America/New_York",
			    .languages = "en,es,ht",
			    .starts = demo_now - 15840000,
			    .ends = demo_now + 9360000};
	char device[ID_TEXT], home[DEMO_HOME_MOST];
	*demo = (struct demo){.store = NULL};
	predictable_random(seed);
	text_copy(demo->home, sizeof demo->home, "/tmp/lanyard-demo.XXXXXX");
	if (!predictable_clock(demo_now - 7200000, err) || !mkdtemp(demo->home))
		return err_errno(err, "a demo fair cannot be made in /tmp");
	text_format(home, sizeof home, "%s/home", demo->home);
	if (store_init(home, &fair, "Demo kiosk", device, err))
		demo->store = store_open(home, STORE_WRITE, err);
	if (demo->store && store_fold_all(demo->store, err) && fill(demo->store, err))
		return true;
	demo_close(demo);
	return false;
}

static void remove_files(const char *dir, int depth)
{
	DIR *list = depth < 4 ? opendir(dir) : NULL;
	for (struct dirent *entry; list && (entry = readdir(list));) {
		char path[1024];
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
		    !text_format(path, sizeof path, "%s/%s", dir, entry->d_name))
			continue;
		if (entry->d_type == DT_DIR)
			remove_files(path, depth + 1);
		else
			unlink(path);
	}
	if (list)
		closedir(list);
	rmdir(dir);
}

void demo_close(struct demo *demo)
{
	store_close(demo->store);
	demo->store = NULL;
	if (demo->home[0])
		remove_files(demo->home, 0);
	predictable_clock_end();
}
