/* The journeys of tests/journeys, each from its first touch to the wipe, on the demo fair without a window. Each is recorded
 * while it is played; the recording, played on a fair as it was before, must end in the same state, node for node. With --fair
 * DIR the fair is left in DIR instead, for tests/visits/journeys.test.sh. */
#include "player.h"

#include "desk/desk.h"
#include "store/view.h"
#include "table/import.h"

#include <dirent.h>
#include <unistd.h>

enum { LINE_MOST = 256, JOURNEYS_MOST = 32 };
static const char dir[] = TEST_DATA "/../journeys";

/* What the headphones get. */
struct ear {
	struct speech speech; /* first */
	struct script said;
	struct manner manner;
};

struct journey {
	struct player *player;
	struct ear ear;
	char file[64];
	int line;
	const char *verb;
	char *rest;
};

__attribute__((format(printf, 2, 3), noreturn)) static void wrong(const struct journey *journey, const char *format, ...)
{
	char words[512];
	va_list list;
	va_start(list, format);
	vsnprintf(words, sizeof words, format, list);
	va_end(list);
	fail_msg("%s line %d, on screen %s: %s", journey->file, journey->line, screens[journey->player->app.screen]->name,
		 words);
	abort();
}

/* The next word of the step. */
static const char *word(struct journey *journey)
{
	char *from = journey->rest + strspn(journey->rest, " "), *to = from + strcspn(from, " ");
	journey->rest = *to ? to + 1 : to;
	*to = '\0';
	if (!*from)
		wrong(journey, "\"%s\" wants more words", journey->verb);
	return from;
}

static struct node *named(struct journey *journey, const char *id)
{
	struct node *found = nodes_find(journey->player->app.ui.nodes, id);
	if (!found)
		wrong(journey, "there is no %s", id);
	return found;
}

/* --- hands --- */

static void step_touch(struct journey *journey)
{
	const char *id = word(journey);
	if (!named(journey, id)->enabled)
		wrong(journey, "%s cannot be pressed", id);
	touch(journey->player, id);
}

static void step_keys(struct journey *journey)
{
	touch_keys(journey->player, journey->rest);
}

static void step_type(struct journey *journey)
{
	type_text(journey->player, journey->rest);
}

static enum input_key key_named(struct journey *journey, const char *name)
{
	static const struct {
		const char *name;
		enum input_key key;
	} keys[] = {{"right", KEY_RIGHT}, {"left", KEY_LEFT},     {"up", KEY_UP},
		    {"down", KEY_DOWN},   {"select", KEY_SELECT}, {"back", KEY_BACK}};
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (strcmp(keys[i].name, name) == 0)
			return keys[i].key;
	wrong(journey, "no key is called %s", name);
}

static void step_key(struct journey *journey)
{
	press(journey->player, key_named(journey, word(journey)));
}

static void step_reach(struct journey *journey)
{
	const char *id = word(journey);
	enum input_key key = key_named(journey, word(journey));
	const char *focus = journey->player->app.ui.focus;
	for (int i = 0; i < NODES_MOST && strcmp(focus, id) != 0; i++)
		press(journey->player, key);
	if (strcmp(focus, id) != 0)
		wrong(journey, "the keys never reach %s", id);
	press(journey->player, KEY_SELECT);
}

static void step_plug(struct journey *journey)
{
	play(journey->player, (struct input){.type = INPUT_HEADPHONES, .x = strcmp(word(journey), "in") == 0});
}

static bool find_person(void *self, const struct person *person)
{
	struct person *found = self;
	if (strcmp(person->name, found->name) != 0)
		return true;
	*found = *person;
	return false;
}

static struct person person_called(struct journey *journey, const char *name)
{
	struct person person = {.id = ""};
	text_copy(person.name, sizeof person.name, name);
	ASSERT_OK(view_people(journey->player->demo.store, find_person, &person, &err));
	return person;
}

static void step_scan(struct journey *journey)
{
	char token[TOKEN_TEXT];
	if (strcmp(word(journey), "text") == 0) {
		scan(journey->player, journey->rest);
		return;
	}
	struct person person = person_called(journey, journey->rest);
	if (!desk_token(journey->player->demo.store, person.badge, token))
		wrong(journey, "%s has no badge", journey->rest);
	scan(journey->player, token);
}

static void step_later(struct journey *journey)
{
	wait_ms(journey->player, 1000 * strtol(word(journey), NULL, 10));
}

/* --- eyes and ears --- */

static void step_screen(struct journey *journey)
{
	const char *name = word(journey);
	if (strcmp(screens[journey->player->app.screen]->name, name) != 0)
		wrong(journey, "expected screen %s", name);
}

static void step_says(struct journey *journey)
{
	const struct node *node = named(journey, word(journey));
	bool empty = strcmp(journey->rest, "-") == 0;
	if (empty ? node->value[0] != '\0' : !strstr(node->label, journey->rest) && !strstr(node->value, journey->rest))
		wrong(journey, "%s says \"%s\", \"%s\"", node->id, node->label, node->value);
}

static void step_lacks(struct journey *journey)
{
	const char *id = word(journey);
	if (has_node(journey->player, id))
		wrong(journey, "there is a %s", id);
}

/* Who only listens: the device tells of one utterance after another. */
static void step_follow(struct journey *journey)
{
	const char *id = word(journey);
	wait_ms(journey->player, 1000);
	const struct ear *ear = &journey->ear;
	for (size_t i = 0; i < ear->said.count && strcmp(journey->player->app.ui.focus, id) != 0; i++)
		play(journey->player, (struct input){.type = INPUT_SPEECH, .x = ear->manner.serial, .y = (int)i});
	if (strcmp(journey->player->app.ui.focus, id) != 0)
		wrong(journey, "what is said never leads to %s", id);
	press(journey->player, KEY_SELECT);
}

static void step_hears(struct journey *journey)
{
	static struct script arrival;
	struct app *app = &journey->player->app;
	struct speaker speaker = {.catalog = app->catalog, .language = app->ui.language};
	wait_ms(journey->player, 1000);
	script_wipe(&arrival);
	const struct script *said = &journey->ear.said;
	if (*journey->rest && said->count > 0 && strncmp(said->list[0].text, journey->rest, strlen(journey->rest)) == 0)
		return;
	if (*journey->rest)
		wrong(journey, "heard \"%s\"", said->list[0].text);
	spoken_arrival(&speaker, app->ui.nodes, screens[app->screen]->name, &arrival);
	if (arrival.count == 0 || said->count < arrival.count)
		wrong(journey, "nothing was said");
	for (size_t i = 0; i < arrival.count; i++)
		if (strcmp(said->list[i].text, arrival.list[i].text) != 0 ||
		    strcmp(said->list[i].voice, arrival.list[i].voice) != 0)
			wrong(journey, "expected to hear \"%s\", heard \"%s\"", arrival.list[i].text, said->list[i].text);
}

/* --- the store --- */

static const char *none(const char *text)
{
	return text[0] ? text : "-";
}

static void step_stored(struct journey *journey)
{
	const char *field = word(journey), *wanted = word(journey), *has = NULL;
	struct person person = person_called(journey, journey->rest);
	if (!person.id[0])
		wrong(journey, "nobody is called %s", journey->rest);
	const struct {
		const char *name, *value;
	} fields[] = {{"email", person.email},
		      {"phone", person.phone},
		      {"language", person.language},
		      {"source", person.source},
		      {"here", person.checked_in_at.wall > 0 ? "yes" : "no"}};
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		if (strcmp(fields[i].name, field) == 0)
			has = none(fields[i].value);
	if (!has || strcmp(has, wanted) != 0)
		wrong(journey, "%s of %s is stored as %s", field, journey->rest, has ? has : "nothing");
}

static bool find_signing(void *self, const struct signing *signing)
{
	struct signing *found = self;
	if (strcmp(signing->person, found->person) != 0)
		return true;
	*found = *signing;
	return false;
}

static void step_signed(struct journey *journey)
{
	const char *field = word(journey), *wanted = word(journey);
	struct person person = person_called(journey, journey->rest);
	struct signing signing = {.topics = ""};
	text_copy(signing.person, sizeof signing.person, person.id);
	ASSERT_OK(view_signings(journey->player->demo.store, find_signing, &signing, &err));
	char *has = strcmp(field, "topics") == 0 ? signing.topics : signing.question;
	for (char *space = has; (space = strchr(space, ' '));)
		*space = '_';
	if (strcmp(none(has), wanted) != 0)
		wrong(journey, "%s of %s is stored as %s", field, journey->rest, none(has));
}

static void step_nobody(struct journey *journey)
{
	if (person_called(journey, journey->rest).id[0])
		wrong(journey, "%s is stored", journey->rest);
}

static bool find_lead(void *self, const struct lead *lead)
{
	struct lead *found = self;
	if (strcmp(lead->name, found->name) != 0)
		return true;
	*found = *lead;
	return false;
}

static void step_met(struct journey *journey)
{
	const char *field = word(journey), *wanted = word(journey);
	struct store *store = journey->player->demo.store;
	struct lead lead = {.name = ""};
	struct person person = {.id = ""};
	bool shared = false;
	char rating[16];
	text_copy(lead.name, sizeof lead.name, journey->rest);
	ASSERT_OK(desk_leads(store, "coral-health", find_lead, &lead, &err));
	if (!lead.person[0])
		wrong(journey, "no lead is called %s", journey->rest);
	desk_as_shared(store, lead.person, &person, &shared);
	text_format(rating, sizeof rating, "%d", lead.rating);
	const char *has = strcmp(field, "email") == 0 ? none(person.email) : rating;
	if (strcmp(has, wanted) != 0)
		wrong(journey, "%s of %s is %s", field, journey->rest, has);
}

static void step_kiosk(struct journey *journey)
{
	enum kiosk_mode mode = MODE_FRONT;
	const char *name = word(journey);
	for (int i = 0; i < MODE_COUNT; i++)
		if (strcmp(modes[i].name, name) == 0)
			mode = (enum kiosk_mode)i;
	app_close(&journey->player->app);
	open_app(journey->player, mode, true);
	journey->player->app.voice.speech = &journey->ear.speech;
}

/* --- a whole journey --- */

static const struct {
	const char *verb;
	void (*take)(struct journey *journey);
} steps[] = {
	{"kiosk", step_kiosk}, {"touch", step_touch},   {"keys", step_keys},     {"type", step_type},
	{"key", step_key},     {"reach", step_reach},   {"plug", step_plug},     {"scan", step_scan},
	{"later", step_later}, {"screen", step_screen}, {"says", step_says},     {"lacks", step_lacks},
	{"hears", step_hears}, {"follow", step_follow}, {"stored", step_stored}, {"nobody", step_nobody},
	{"met", step_met},     {"signed", step_signed},
};

static void ear_say(struct speech *speech, const struct script *script, const struct manner *manner)
{
	struct ear *ear = (struct ear *)speech;
	script_copy(&ear->said, script);
	ear->manner = *manner;
}

static void ear_stop(struct speech *speech)
{
	(void)speech;
}

static void ear_tone(struct speech *speech, enum tone tone, int volume)
{
	(void)speech;
	(void)tone;
	(void)volume;
}

static void ear_retry(struct speech *speech, const char *device)
{
	(void)speech;
	(void)device;
}

static void take_step(struct journey *journey, char *line)
{
	line[strcspn(line, "\n")] = '\0';
	journey->line++;
	if (!*line || *line == '#')
		return;
	journey->rest = line;
	journey->verb = word(journey);
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
		if (strcmp(steps[i].verb, journey->verb) == 0) {
			steps[i].take(journey);
			return;
		}
	wrong(journey, "\"%s\" is not a step", journey->verb);
}

/* The demo fair with the attendees of the folder. */
static void add_attendees(struct player *player)
{
	struct import_report report = {.read = 0};
	char path[512];
	text_format(path, sizeof path, "%s/attendees.csv", dir);
	ASSERT_OK(import_attendees(player->demo.store, path, false, &report, &err));
	assert_int_equal(report.added, 2);
	import_report_release(&report);
}

static void open_journey(struct journey *journey, const char *file)
{
	*journey = (struct journey){.line = 0};
	text_copy(journey->file, sizeof journey->file, file);
	journey->ear.speech = (struct speech){.say = ear_say, .stop = ear_stop, .tone = ear_tone, .retry = ear_retry};
	assert_int_equal(player_open((void **)&journey->player), 0);
	add_attendees(journey->player);
}

static FILE *open_lines(const struct journey *journey)
{
	char path[512];
	text_format(path, sizeof path, "%s/%s", dir, journey->file);
	FILE *lines = fopen(path, "r");
	assert_non_null(lines);
	return lines;
}

/* Up to the step that says which kiosk it is, which must be the first. */
static FILE *begin_journey(struct journey *journey, const char *file)
{
	char line[LINE_MOST];
	open_journey(journey, file);
	FILE *lines = open_lines(journey);
	do {
		assert_non_null(fgets(line, sizeof line, lines));
		take_step(journey, line);
	} while (line[0] == '#');
	assert_string_equal(journey->verb, "kiosk");
	journey->player->trace = true;
	return lines;
}

static uint64_t end_journey(struct journey *journey)
{
	struct player *player = journey->player;
	uint64_t traced = player->traced;
	assert_string_equal(screens[player->app.screen]->name, screens[modes[player->app.mode].first]->name);
	player_close((void **)&player);
	return traced;
}

static struct journey journey;

/* Plays the steps, and leaves a recording of it. */
static uint64_t play_steps(const char *file, const char *record)
{
	char line[LINE_MOST];
	FILE *lines = begin_journey(&journey, file);
	ASSERT_OK(recorder_open(&journey.player->recorder, record, &err));
	while (fgets(line, sizeof line, lines))
		take_step(&journey, line);
	fclose(lines);
	ASSERT_OK(recorder_close(&journey.player->recorder, &err));
	assert_true(journey.line > 5);
	return end_journey(&journey);
}

static uint64_t play_recording(const char *file, const char *record)
{
	struct replay replay;
	struct input input;
	fclose(begin_journey(&journey, file));
	ASSERT_OK(replay_open(&replay, record, &err));
	struct err err = {.code = ERR_NONE};
	while (replay_next(&replay, &input, &err)) {
		journey.player->now = input.at;
		play(journey.player, input);
	}
	assert_int_equal(err.code, ERR_NONE);
	replay_close(&replay);
	return end_journey(&journey);
}

static void journey_and_its_recording(void **state)
{
	char record[] = "/tmp/lanyard-journey.XXXXXX";
	int handle = mkstemp(record);
	assert_true(handle >= 0);
	close(handle);
	uint64_t played = play_steps(*state, record), again = play_recording(*state, record);
	unlink(record);
	assert_true(played != 0 && played == again);
}

/* --- all ---------------------------------------------------------------------------------------------------------------- */

static int is_journey(const struct dirent *entry)
{
	const char *end = strrchr(entry->d_name, '.');
	return end && strcmp(end, ".journey") == 0;
}

/* Leaves the fair that the journeys are made for in TO. */
static int leave_fair(const char *to)
{
	struct player *player;
	char home[DEMO_HOME_MOST + 8];
	player_open((void **)&player);
	add_attendees(player);
	text_format(home, sizeof home, "%s/home", player->demo.home);
	store_close(player->demo.store);
	player->demo.store = NULL;
	int failed = rename(home, to);
	player_close((void **)&player);
	return failed;
}

int main(int argc, char **argv)
{
	static struct CMUnitTest tests[JOURNEYS_MOST];
	struct dirent **found;
	if (argc == 3 && strcmp(argv[1], "--fair") == 0)
		return leave_fair(argv[2]) != 0;
	int count = scandir(dir, &found, is_journey, alphasort);
	if (count < 9 || count > JOURNEYS_MOST) {
		fprintf(stderr, "%s holds %d journeys\n", dir, count);
		return 1;
	}
	for (int i = 0; i < count; i++)
		tests[i] = (struct CMUnitTest){
			.name = found[i]->d_name, .test_func = journey_and_its_recording, .initial_state = found[i]->d_name};
	int failed = _cmocka_run_group_tests("journeys", tests, (size_t)count, NULL, NULL);
	for (int i = 0; i < count; i++)
		free(found[i]);
	free(found);
	return failed;
}
