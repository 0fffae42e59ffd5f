/* The staff desk over a real store: the PIN and its waits, what of it can be seen, said or recorded, and the desk behind it. */
#include "player.h"

#include "screens/staff.h"

#include "device/pin.h"

#include <SDL.h>
#include <sodium.h>
#include <unistd.h>

/* --- the device ---------------------------------------------------------------------------------------------------------- */

struct answers {
	SDL_atomic_t count;
	int wrong, wait;
};

static void take_answer(void *self, int wrong, int wait)
{
	struct answers *answers = self;
	answers->wrong = wrong;
	answers->wait = wait;
	SDL_AtomicAdd(&answers->count, 1);
}

static void wait_for(struct answers *answers, int count)
{
	for (int i = 0; i < 2000 && SDL_AtomicGet(&answers->count) < count; i++)
		SDL_Delay(5);
	assert_int_equal(SDL_AtomicGet(&answers->count), count);
}

static void set_clock(int64_t wall)
{
	ASSERT_OK(predictable_clock(wall, &err));
}

static void the_wait_grows_and_ends(void **state)
{
	(void)state;
	static const struct {
		int wrong, wait;
	} rows[] = {{0, 0}, {4, 0}, {5, 60000}, {6, 120000}, {7, 240000}, {8, 480000}, {9, 900000}, {1000000, 900000}};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(pin_wait_ms(rows[i].wrong), rows[i].wait);
}

/* Five wrong tries, then the program is started again: the wait is still there, and the right PIN does not help before its end.
 */
static void wrong_tries_outlive_the_program(void **state)
{
	(void)state;
	char home[] = "/tmp/lanyard-pin.XXXXXX", path[64], hash[crypto_pwhash_STRBYTES];
	struct answers answers = {.wrong = 0};
	assert_non_null(mkdtemp(home));
	assert_int_equal(crypto_pwhash_str(hash, "274935", 6, crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN), 0);
	set_clock(demo_now);
	struct pin *pin = pin_create(home, take_answer, &answers);
	for (int i = 1; i <= PIN_TRIES; i++) {
		pin->compare(pin, "111222", hash);
		wait_for(&answers, i);
		assert_int_equal(answers.wrong, i);
	}
	assert_int_equal(answers.wait, PIN_WAIT_MS);
	pin->destroy(pin);
	set_clock(demo_now + 20000);
	pin = pin_create(home, take_answer, &answers);
	pin->compare(pin, "274935", hash);
	wait_for(&answers, PIN_TRIES + 1);
	assert_int_equal(answers.wrong, PIN_TRIES);
	assert_int_equal(answers.wait, PIN_WAIT_MS - 20000);
	set_clock(demo_now + PIN_WAIT_MS);
	pin->compare(pin, "274935", hash);
	wait_for(&answers, PIN_TRIES + 2);
	assert_int_equal(answers.wrong, PIN_RIGHT);
	pin->look(pin);
	wait_for(&answers, PIN_TRIES + 3);
	assert_int_equal(answers.wrong, 0);
	pin->destroy(pin);
	text_format(path, sizeof path, "%s/pin-tries", home);
	assert_int_not_equal(access(path, F_OK), 0);
	FILE *file = fopen(path, "w"); /* spoilt, as by a cut of the power on a poor disk: a wait, no way in */
	assert_non_null(file);
	assert_true(fputs("{\"wro", file) >= 0 && fclose(file) == 0);
	pin = pin_create(home, take_answer, &answers);
	pin->look(pin);
	wait_for(&answers, PIN_TRIES + 4);
	assert_int_equal(answers.wait, PIN_WAIT_MS);
	pin->destroy(pin);
	unlink(path);
	rmdir(home);
}

/* --- the page ------------------------------------------------------------------------------------------------------------ */

static char compared[PIN_TEXT];

static void note_digits(struct pin *pin, const char *digits, const char *hash)
{
	(void)pin;
	assert_true(strncmp(hash, "$argon2id$", 10) == 0);
	text_copy(compared, sizeof compared, digits);
}

static void look_at_nothing(struct pin *pin)
{
	(void)pin;
}

static struct pin noting = {.compare = note_digits, .look = look_at_nothing, .destroy = look_at_nothing};

static void open_pin_page(struct player *player)
{
	compared[0] = '\0';
	player->app.pin = &noting;
	ASSERT_OK(staff_pin_set(player->app.store, "274935", &err));
	play(player, (struct input){.type = INPUT_TICK});
	touch(player, "staff");
	assert_screen(player, SCREEN_STAFF_PIN);
}

static void touch_pin(struct player *player, const char *digits)
{
	for (; *digits; digits++) {
		char id[NODE_ID_MOST];
		text_format(id, sizeof id, "pin-%c", *digits);
		touch(player, id);
	}
}

static void answer(struct player *player, int wrong, int wait)
{
	play(player, (struct input){.type = INPUT_PIN, .x = wrong, .y = wait});
	player->now += 400;
}

static void enter_desk(struct player *player)
{
	open_pin_page(player);
	touch_pin(player, "274935");
	answer(player, PIN_RIGHT, 0);
	assert_screen(player, SCREEN_STAFF_DESK);
}

static void without_a_pin_the_page_says_what_to_do(void **state)
{
	struct player *player = *state;
	touch(player, "staff");
	assert_non_null(strstr(node(player, "message")->label, "lanyard pin"));
	assert_false(has_node(player, "pin-1"));
	touch(player, "back");
	assert_screen(player, SCREEN_WELCOME);
}

static void weak_pins_are_refused(void **state)
{
	struct player *player = *state;
	static const char *const weak[] = {"", "12345", "1234567", "12345a", "000000", "123456", "987654"};
	for (size_t i = 0; i < sizeof weak / sizeof weak[0]; i++) {
		struct err err = {.code = ERR_NONE};
		assert_false(staff_pin_set(player->app.store, weak[i], &err));
		assert_int_equal(err.code, ERR_INPUT);
	}
}

static void six_digits_are_compared_and_open_the_desk(void **state)
{
	struct player *player = *state;
	open_pin_page(player);
	touch_pin(player, "27");
	touch(player, "pin-delete");
	touch_pin(player, "1");
	touch(player, "pin-clear");
	touch_pin(player, "27493");
	assert_string_equal(compared, "");
	type_text(player, "5");
	assert_string_equal(compared, "274935");
	assert_false(node(player, "pin-1")->enabled);
	answer(player, PIN_RIGHT, 0);
	assert_screen(player, SCREEN_STAFF_DESK);
	touch(player, "lock");
	assert_screen(player, SCREEN_STAFF_PIN);
	assert_string_equal(player->app.staff->digits, "");
}

static void a_wrong_pin_says_how_many_tries_are_left(void **state)
{
	struct player *player = *state;
	open_pin_page(player);
	touch_pin(player, "111222");
	answer(player, 1, 0);
	assert_string_equal(node(player, "message")->label, "That PIN isn’t right. 4 tries left.");
	assert_string_equal(node(player, "pin")->value, "");
	touch_pin(player, "111222");
	answer(player, 4, 0);
	assert_string_equal(node(player, "message")->label, "That PIN isn’t right. 1 try left.");
	touch_pin(player, "111222");
	answer(player, 5, 60000);
	assert_non_null(strstr(node(player, "message")->label, "Wait 60 seconds"));
	assert_false(node(player, "pin-1")->enabled);
	type_text(player, "274935");
	assert_string_equal(player->app.staff->digits, "");
	wait_ms(player, 49000);
	assert_non_null(strstr(node(player, "message")->label, "Wait 10 seconds"));
	wait_ms(player, 10001);
	assert_true(node(player, "pin-1")->enabled);
}

/* An answer that nobody waits for opens nothing: one that came late, or one that a recording made up. */
static void only_a_compared_pin_opens(void **state)
{
	struct player *player = *state;
	open_pin_page(player);
	answer(player, PIN_RIGHT, 0);
	assert_screen(player, SCREEN_STAFF_PIN);
	touch_pin(player, "274935");
	touch(player, "back");
	answer(player, PIN_RIGHT, 0);
	assert_screen(player, SCREEN_WELCOME);
	app_go(&player->app, SCREEN_STAFF_DESK);
	assert_screen(player, SCREEN_STAFF_PIN);
}

static void the_pin_page_and_the_desk_are_left_by_themselves(void **state)
{
	struct player *player = *state;
	enter_desk(player);
	wait_ms(player, 119000);
	assert_screen(player, SCREEN_STAFF_DESK);
	wait_ms(player, 2000);
	assert_screen(player, SCREEN_STAFF_PIN);
	assert_false(player->app.staff->open);
	wait_ms(player, 121000);
	assert_screen(player, SCREEN_WELCOME);
}

/* --- secrecy ---------------------------------------------------------------------------------------------------------------
 */

static void assert_no_digits(struct player *player, const char *digits)
{
	struct script script = {.count = 0};
	struct speaker speaker = voice_speaker(&player->app);
	char *tree = tree_text(&player->app);
	assert_null(strstr(tree, digits));
	const char *focus = strstr(tree, "\"focus\": \"pin-");
	assert_null(focus);
	assert_null(strstr(tree, "\"focus\":\"pin-"));
	free(tree);
	speaker.loud = true;
	spoken_page(&speaker, player->app.ui.nodes, "staff-pin", &script);
	for (size_t i = 0; i < script.count; i++)
		assert_null(strstr(script.list[i].text, digits));
}

static void digits_are_neither_shown_nor_said(void **state)
{
	struct player *player = *state;
	open_pin_page(player);
	for (const char *digit = "27493"; *digit; digit++)
		touch_pin(player, (char[]){*digit, '\0'});
	assert_string_equal(node(player, "pin")->value, "•••••");
	assert_true(node(player, "pin")->masked);
	press(player, KEY_DOWN);
	press(player, KEY_DOWN);
	assert_no_digits(player, "27493");
}

/* What the program records, through the mask. */
static void play_masked(struct player *player, struct input input, FILE *out)
{
	char line[REPLAY_LINE_MOST];
	struct input masked;
	input.at = player->now;
	input.wall = demo_now + player->now;
	struct staff_mask mask = staff_mask_begin(&player->app, &input);
	app_input(&player->app, &input);
	app_build(&player->app);
	input_format(staff_mask_end(&player->app, &mask, &input, &masked) ? &masked : &input, line);
	fprintf(out, "%s\n", line);
	player->now += 100;
}

static void enter_recorded(struct player *player, const char *digits, char *text, size_t size)
{
	FILE *out = fmemopen(text, size, "w");
	assert_non_null(out);
	for (; *digits; digits++) {
		char id[NODE_ID_MOST];
		text_format(id, sizeof id, "pin-%c", *digits);
		struct rect r = node(player, id)->rect;
		struct input touch = {.type = INPUT_DOWN, .x = r.x + r.w / 2, .y = r.y + r.h / 2};
		play_masked(player, touch, out);
		touch.type = INPUT_UP;
		play_masked(player, touch, out);
	}
	assert_int_equal(fclose(out), 0);
}

/* Two PINs of six digits leave the same recording, and playing it ends on the same nodes. */
static void recordings_do_not_tell_pins_apart(void **state)
{
	struct player *player = *state;
	static char first[4096], second[4096];
	open_pin_page(player);
	int64_t now = player->now;
	enter_recorded(player, "274935", first, sizeof first);
	char *tree = tree_text(&player->app);
	answer(player, 1, 0);
	player->now = now;
	enter_recorded(player, "860142", second, sizeof second);
	answer(player, 1, 0);
	assert_string_equal(first, second);
	for (const char *line = first; *line; line += strcspn(line, "\n") + 1) {
		struct input input;
		assert_true(input_parse(line, &input));
		assert_int_equal(input.type, INPUT_MASKED);
		play(player, input);
	}
	player->app.staff->wrong = 0;
	app_build(&player->app);
	char *again = tree_text(&player->app);
	assert_string_equal(again, tree);
	free(tree);
	free(again);
}

/* --- the desk ----------------------------------------------------------------------------------------------------------------
 */

static void the_desk_counts(void **state)
{
	struct player *player = *state;
	enter_desk(player);
	const struct staff *staff = player->app.staff;
	assert_int_equal(staff->totals.people, 6);
	assert_int_equal(staff->totals.checked_in, 6);
	int arrived = 0, expected = 0;
	for (int i = 0; i < staff->arrivals.count; i++) {
		arrived += staff->arrivals.arrived[i];
		expected += staff->arrivals.expected[i];
	}
	assert_int_equal(arrived, 6);
	assert_int_equal(expected, 6);
	assert_string_equal(node(player, "kpi-scans")->value, "0");
	assert_non_null(strstr(node(player, "title")->spoken, "6 of 6 checked in"));
	assert_non_null(strstr(node(player, "chart-1")->spoken, "arrived"));
}

/* Search, the page of a person, undoing the check-in after one question, and checking in again with another badge. */
static void a_check_in_is_undone_and_made_again(void **state)
{
	struct player *player = *state;
	struct person person;
	char badge[BADGE_TEXT];
	enter_desk(player);
	touch(player, "find");
	assert_screen(player, SCREEN_STAFF_PEOPLE);
	touch_keys(player, "marisol");
	assert_string_equal(node(player, "result-1")->label, "Marisol Peña");
	assert_null(strstr(node(player, "result-1")->value, "marisol.p@"));
	touch(player, "result-1");
	assert_screen(player, SCREEN_STAFF_PERSON);
	assert_true(view_person(player->app.store, player->app.staff->person, &person));
	text_copy(badge, sizeof badge, person.badge);
	touch(player, "undo");
	touch(player, "sure-no");
	assert_true(view_person(player->app.store, person.id, &person) && person.checked_in_at.wall);
	touch(player, "undo");
	touch(player, "sure-yes");
	assert_true(view_person(player->app.store, person.id, &person));
	assert_int_equal(person.checked_in_at.wall, 0);
	assert_string_equal(person.badge, "");
	struct err err = {.code = ERR_NONE};
	assert_false(staff_undo_checkin(player->app.store, person.id, &err));
	assert_int_equal(err.code, ERR_MISSING);
	touch(player, "check-in");
	assert_true(view_person(player->app.store, person.id, &person) && person.checked_in_at.wall);
	assert_true(person.badge[0] && strcmp(person.badge, badge) != 0);
	touch(player, "lock");
	assert_string_equal(player->app.staff->search, "");
	assert_string_equal(player->app.staff->person, "");
}

/* --- one person ------------------------------------------------------------------------------------------------------------
 */

static void open_person(struct player *player, const char *typed)
{
	touch(player, "tab-people");
	touch(player, "k-clear");
	touch_keys(player, typed);
	touch(player, "result-1");
	assert_screen(player, SCREEN_STAFF_PERSON);
}

static struct person person_shown(struct player *player)
{
	struct person person;
	assert_true(view_person(player->app.store, player->app.staff->person, &person));
	return person;
}

/* Every detail through the on-screen keyboard; what was there of an e-mail is not shown. */
static void details_are_edited(void **state)
{
	struct player *player = *state;
	enter_desk(player);
	open_person(player, "marisol");
	touch(player, "edit");
	assert_screen(player, SCREEN_STAFF_EDIT);
	touch(player, "edit-last");
	touch(player, "k-clear");
	touch_keys(player, "ruiz");
	touch(player, "primary");
	touch(player, "edit-email");
	assert_string_equal(node(player, "field")->value, "");
	assert_string_equal(node(player, "field-hint")->label, "m••••@example.com");
	type_text(player, "mari@");
	assert_false(node(player, "primary")->enabled);
	touch(player, "back"); /* leaves it as it was */
	assert_string_equal(node(player, "edit-email")->value, "m••••@example.com");
	touch(player, "edit-email");
	type_text(player, "mari@example.org");
	touch(player, "primary");
	touch(player, "edit-phone");
	touch(player, "remove");
	touch(player, "primary");
	assert_screen(player, SCREEN_STAFF_PERSON);
	struct person person = person_shown(player);
	assert_string_equal(person.name, "Marisol Ruiz");
	assert_string_equal(person.email, "mari@example.org");
	assert_string_equal(person.phone, "");
	assert_string_equal(node(player, "title")->label, "Marisol Ruiz");
	touch(player, "edit");
	touch(player, "edit-first");
	touch(player, "k-clear");
	assert_false(node(player, "primary")->enabled);
	touch(player, "lock");
	assert_string_equal(player->app.staff->edit.value[DETAIL_GIVEN], "");
}

static void a_child_is_taken_in_with_the_first_name_alone(void **state)
{
	struct player *player = *state;
	enter_desk(player);
	touch(player, "tab-people");
	touch(player, "add");
	touch(player, "edit-first");
	touch_keys(player, "luz");
	touch(player, "primary");
	touch(player, "edit-last");
	touch_keys(player, "mar");
	touch(player, "primary");
	assert_false(node(player, "primary")->enabled); /* the age is asked */
	touch(player, "age-under16");
	assert_false(node(player, "edit-last")->enabled || node(player, "edit-email")->enabled);
	touch(player, "primary");
	assert_screen(player, SCREEN_STAFF_PERSON);
	struct person person = person_shown(player);
	assert_string_equal(person.name, "Luz");
	assert_string_equal(person.family, "");
	assert_string_equal(person.age_band, "under16");
	assert_string_equal(person.source, "desk");
	assert_true(person.checked_in_at.wall && person.badge[0]);
	for (enum consent_purpose purpose = 0; purpose < CONSENT_COUNT; purpose++)
		assert_false(view_consent(player->app.store, person.id, purpose));
	touch(player, "badge");
	assert_true(has_node(player, "qr"));
	touch(player, "badge-close");
	touch(player, "done");
	assert_screen(player, SCREEN_STAFF_PEOPLE);
	assert_string_equal(player->app.staff->search, "");
}

/* --- paper --------------------------------------------------------------------------------------------------------------- */

static struct print_order ordered;
static enum print_kind ordered_kind;
static int orders;

static void take_order(struct printer *printer, enum print_kind kind, const char *badge, const struct print_order *order)
{
	(void)printer;
	assert_int_equal(strlen(badge), BADGE_TEXT - 1);
	ordered = *order;
	ordered_kind = kind;
	orders++;
}

static void take_settle(struct printer *printer, const char *job)
{
	(void)printer;
	assert_string_equal(job, ordered.job);
}

static struct printer ordering = {.print = take_order, .settle = take_settle};

static void printer_tells(struct player *player, int told, const char *badge)
{
	struct input input = {.type = INPUT_PRINT, .x = (int)ordered_kind, .y = told};
	input.size = (size_t)snprintf(input.scan, sizeof input.scan, "%s %s", ordered.job, badge);
	play(player, input);
	player->now += 400;
}

/* With a printer the badge and the list of booths come out of it, and the page says how it went; without one there is a code.
 */
static void a_badge_is_printed_again(void **state)
{
	struct player *player = *state;
	player->app.print.device = &ordering;
	orders = 0;
	enter_desk(player);
	open_person(player, "marisol");
	assert_true(has_node(player, "badge") && !has_node(player, "reprint"));
	play(player, (struct input){.type = INPUT_PRINT, .y = TOLD_STATE, .codepoint = PRINTER_STATE_READY});
	assert_false(has_node(player, "badge"));
	struct person person = person_shown(player);
	touch(player, "reprint");
	assert_int_equal(orders, 1);
	assert_int_equal(ordered_kind, PRINT_BADGE);
	assert_string_equal(ordered.words.given, "Marisol");
	assert_false(node(player, "reprint")->enabled || node(player, "print-list")->enabled);
	printer_tells(player, TOLD_PRINTED, person.badge);
	assert_non_null(strstr(player->app.toast, "printed"));
	wait_ms(player, 10000); /* the fact waits for a quiet moment */
	assert_non_null(strstr(node(player, "past-3")->label, "Badge printed"));
	touch(player, "print-list");
	assert_int_equal(ordered_kind, PRINT_LIST);
	printer_tells(player, TOLD_FAILED, person.badge);
	assert_non_null(strstr(player->app.toast, "Devices"));
	touch(player, "reprint");
	assert_int_equal(orders, 3);
	wait_ms(player, PRINT_PATIENCE_MS + STAFF_REFRESH_MS); /* nobody answers: it can be ordered once more */
	assert_true(node(player, "reprint")->enabled);
}

static void add_twin(struct player *player, char id[ID_TEXT])
{
	struct registered registered;
	struct registration twin = {
		.given = "Marisol", .family = "Pena", .phone = "3055550142", .language = "en", .source = "kiosk"};
	ASSERT_OK(desk_register(player->app.store, &twin, &registered, &err));
	text_copy(id, ID_TEXT, registered.person);
}

/* As the loop does between inputs. */
static void fold_beside(struct player *player)
{
	assert_true(store_is_folding(player->app.store));
	while (app_fold(&player->app, 100))
		continue;
	app_build(&player->app);
}

static void two_records_become_one(void **state)
{
	struct player *player = *state;
	char twin[ID_TEXT];
	add_twin(player, twin);
	enter_desk(player);
	open_person(player, "marisol pena");
	assert_true(has_node(player, "twin-merge") && !has_node(player, "erase"));
	assert_non_null(strstr(node(player, "title")->spoken, "Possible duplicate"));
	assert_non_null(strstr(node(player, "twin-name")->spoken, "duplicate"));
	char opened[ID_TEXT];
	text_copy(opened, sizeof opened, player->app.staff->person);
	touch(player, "twin-merge");
	assert_false(has_node(player, "twin-merge"));
	struct person one, other;
	assert_true(view_person(player->app.store, opened, &one) && view_person(player->app.store, twin, &other));
	assert_string_equal(one.id, other.id);
	assert_string_equal(one.email, "marisol.p@example.com");
	assert_int_equal(view_people_count(player->app.store), 6);
	touch(player, "unmerge");
	fold_beside(player);
	assert_int_equal(view_people_count(player->app.store), 7);
	assert_true(has_node(player, "twin-merge") && !has_node(player, "unmerge"));
}

static void register_many(struct player *player, int count)
{
	for (int i = 0; i < count; i++) {
		char name[32];
		struct registered registered;
		snprintf(name, sizeof name, "Crowd%d", i);
		struct registration one = {.given = name, .family = "Person", .language = "en", .source = "kiosk"};
		ASSERT_OK(desk_register(player->app.store, &one, &registered, &err));
	}
}

/* Between two slices the loop takes touches, scans and new people as ever; what each slice folds has a ceiling. */
static void parting_two_does_not_stop_the_kiosk(void **state)
{
	enum { CROWD = 120, SLICE = 20 };
	struct player *player = *state;
	struct store *store = player->app.store;
	char twin[ID_TEXT];
	struct registered late;
	register_many(player, CROWD);
	add_twin(player, twin);
	enter_desk(player);
	open_person(player, "marisol pena");
	touch(player, "twin-merge");
	uint64_t facts = store_event_count(store);
	touch(player, "unmerge");
	assert_true(store_is_folding(store));
	assert_true(has_node(player, "parting") && !has_node(player, "undo") && !has_node(player, "unmerge"));
	assert_int_equal(view_people_count(store), CROWD + 6);
	int slices = 0;
	bool more = true;
	for (; more && slices < 10000; slices++) {
		struct hit hit;
		assert_int_equal(view_find(store, "crowd7 person", &hit, 1, NULL), 1); /* everybody is still found */
		if (slices == 1) {
			touch(player, "back");
			assert_screen(player, SCREEN_STAFF_PEOPLE);
			struct registration one = {.given = "Late", .family = "Comer", .language = "en", .source = "kiosk"};
			ASSERT_OK(desk_register(store, &one, &late, &err));
		}
		more = app_fold(&player->app, SLICE);
	}
	assert_true(slices >= (int)(facts / SLICE)); /* or it was folded at once after all */
	assert_false(store_is_folding(store));
	assert_string_equal(player->app.toast, ui_say(&player->app.ui, "staff.unmerge.done"));
	assert_int_equal(view_people_count(store), CROWD + 8);
	struct person one, other;
	assert_true(view_person(store, late.person, &one) && one.checked_in_at.wall); /* who came in between, too */
	assert_true(view_person(store, twin, &other));
	assert_string_equal(other.id, twin);
	uint64_t events;
	ASSERT_OK(store_rebuild(store, &events, &err));
}

static void two_people_stay_two(void **state)
{
	struct player *player = *state;
	char twin[ID_TEXT];
	add_twin(player, twin);
	enter_desk(player);
	open_person(player, "marisol pena");
	touch(player, "twin-apart");
	assert_false(has_node(player, "twin-merge"));
	assert_true(has_node(player, "erase"));
	open_person(player, "marisol pena");
	assert_false(has_node(player, "twin-merge"));
	assert_int_equal(view_people_count(player->app.store), 7);
}

/* The tree of nodes and all that the desk remembers are free of the name afterwards. */
static void a_person_is_erased_after_one_question(void **state)
{
	struct player *player = *state;
	enter_desk(player);
	open_person(player, "wideline");
	char id[ID_TEXT];
	text_copy(id, sizeof id, player->app.staff->person);
	touch(player, "erase");
	assert_non_null(strstr(node(player, "sure-title")->label, "Wideline Augustin"));
	touch(player, "sure-no");
	assert_true(view_people_count(player->app.store) == 6);
	touch(player, "erase");
	touch(player, "sure-yes");
	assert_screen(player, SCREEN_STAFF_PEOPLE);
	struct person person;
	assert_false(view_person(player->app.store, id, &person));
	assert_int_equal(view_people_count(player->app.store), 5);
	char *tree = tree_text(&player->app);
	assert_null(strstr(tree, "ideline"));
	free(tree);
	const char *bytes = (const char *)player->app.staff;
	for (size_t i = 0; i + 7 <= sizeof *player->app.staff; i++)
		assert_int_not_equal(memcmp(bytes + i, "ideline", 7), 0);
	touch_keys(player, "wideline");
	assert_false(has_node(player, "result-1"));
}

static void devices_say_what_to_do(void **state)
{
	struct player *player = *state;
	enter_desk(player);
	play(player, (struct input){.type = INPUT_DEVICE, .x = EQUIPMENT_SYNC, .y = SYNC_WAITING, .codepoint = 12});
	assert_string_equal(node(player, "device-sync")->value, "12 waiting");
	touch(player, "device-sync");
	assert_screen(player, SCREEN_STAFF_DEVICES);
	assert_non_null(strstr(node(player, "what-to-do")->label, "12 entries are saved here"));
	play(player, (struct input){.type = INPUT_DEVICE, .x = 99, .y = CONDITION_COUNT});
	for (int i = 1; i < CONDITION_COUNT; i++)
		assert_true(strlen(state_word((enum condition)i)) > 0 && state_health((enum condition)i) != HEALTH_UNKNOWN);
}

static void the_disk_and_the_hub_are_read(void **state)
{
	struct player *player = *state;
	char path[] = "/tmp/lanyard-hub.XXXXXX", text[512];
	assert_int_equal(health_disk(-1).condition, CONDITION_UNKNOWN);
	assert_int_equal(health_disk(INT64_C(63) << 20).condition, DISK_FULL);
	assert_int_equal(health_disk(INT64_C(700) << 20).number, 700);
	assert_int_equal(health_disk(INT64_C(21) << 30).number, 21);
	assert_int_equal(health_sync(player->app.store, "/nowhere/hub.json", demo_now).condition, SYNC_NONE);
	int file = mkstemp(path);
	assert_true(file >= 0);
	int size = snprintf(
		text, sizeof text,
		"{\"url\": \"http://127.0.0.1:1\", \"at\": \"2026-03-12T17:20:00Z\", \"acked\": {\"%s\": {\"seq\": 1}}}",
		store_device(player->app.store));
	assert_int_equal(write(file, text, (size_t)size), size);
	close(file);
	struct device_state soon = health_sync(player->app.store, path, demo_now);
	struct device_state late = health_sync(player->app.store, path, demo_now + 3600000);
	assert_int_equal(soon.condition, SYNC_WAITING);
	assert_int_equal(soon.number, (int)store_event_count(player->app.store) - 1);
	assert_int_equal(late.condition, SYNC_LATE);
	unlink(path);
}

#define STAFF(test) cmocka_unit_test_setup_teardown(test, player_open, player_close)

int main(void)
{
	if (sodium_init() < 0)
		return 1;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_wait_grows_and_ends),
		cmocka_unit_test(wrong_tries_outlive_the_program),
		STAFF(without_a_pin_the_page_says_what_to_do),
		STAFF(weak_pins_are_refused),
		STAFF(six_digits_are_compared_and_open_the_desk),
		STAFF(a_wrong_pin_says_how_many_tries_are_left),
		STAFF(only_a_compared_pin_opens),
		STAFF(the_pin_page_and_the_desk_are_left_by_themselves),
		STAFF(digits_are_neither_shown_nor_said),
		STAFF(recordings_do_not_tell_pins_apart),
		STAFF(the_desk_counts),
		STAFF(a_check_in_is_undone_and_made_again),
		STAFF(details_are_edited),
		STAFF(a_child_is_taken_in_with_the_first_name_alone),
		STAFF(a_badge_is_printed_again),
		STAFF(two_records_become_one),
		STAFF(parting_two_does_not_stop_the_kiosk),
		STAFF(two_people_stay_two),
		STAFF(a_person_is_erased_after_one_question),
		STAFF(devices_say_what_to_do),
		STAFF(the_disk_and_the_hub_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
