/* The staff desk's booths, settings and lists on a stick: what is set takes effect at once, is there after another start, and a
 * stick gets whole lists or none. The stick is a directory beside a made-up /proc and /sys. */
#include "player.h"

#include "screens/staff.h"

#include "base/file.h"
#include "device/pin.h"
#include "table/export.h"

#include <SDL.h>
#include <dirent.h>
#include <sodium.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- the desk, open ------------------------------------------------------------------------------------------------------ */

static void open_desk(struct player *player, enum screen_id page)
{
	player->app.staff->open = true;
	app_go(&player->app, page);
	play(player, (struct input){.type = INPUT_TICK});
	assert_screen(player, page);
}

/* Another start of the program over the same log. */
static void start_again(struct player *player)
{
	struct err err = {0};
	app_close(&player->app);
	catalog_close(player->catalog);
	player->catalog = catalog_open(ASSETS "/lang", "en,es,ht", &err);
	assert_non_null(player->catalog);
	open_app(player, MODE_FRONT, true);
	player->now += 1000;
	play(player, (struct input){.type = INPUT_TICK});
}

static void assert_languages(struct player *player, const char *first, const char *second, const char *third)
{
	assert_string_equal(catalog_code(player->catalog, 0), first);
	assert_string_equal(catalog_code(player->catalog, 1), second);
	assert_string_equal(catalog_code(player->catalog, 2), third);
}

static void languages_are_put_in_order(void **state)
{
	struct player *player = *state;
	open_desk(player, SCREEN_STAFF_SETTINGS);
	touch(player, "first-ht");
	assert_languages(player, "ht", "en", "es");
	assert_string_equal(app_language(&player->app), "en"); /* who is here goes on in their language */
	assert_string_equal(node(player, "title")->label, "Settings");
	touch(player, "first-es");
	assert_languages(player, "es", "ht", "en");
	app_end_visit(&player->app);
	app_build(&player->app);
	assert_string_equal(app_language(&player->app), "es");
	assert_true(node(player, "start-es")->rect.x < node(player, "start-ht")->rect.x);
	assert_true(node(player, "start-ht")->rect.x < node(player, "start-en")->rect.x);
	start_again(player);
	assert_languages(player, "es", "ht", "en");
	assert_string_equal(app_language(&player->app), "es");
	touch(player, "start-en");
	assert_string_equal(app_language(&player->app), "en");
	assert_string_equal(node(player, "title")->label, "Did you register before today?");
}

static void a_kiosk_that_may_not_speak_does_not(void **state)
{
	struct player *player = *state;
	open_desk(player, SCREEN_STAFF_SETTINGS);
	touch(player, "may-speak-off");
	assert_true(node(player, "may-speak-off")->selected);
	start_again(player);
	play(player, (struct input){.type = INPUT_HEADPHONES, .x = 1});
	assert_false(player->app.voice.on);
	touch(player, "access");
	assert_false(has_node(player, "speech-on") || has_node(player, "rate-0"));
	assert_true(has_node(player, "time-1"));
	touch(player, "done");
	app_end_visit(&player->app);
	assert_false(player->app.voice.on);
	open_desk(player, SCREEN_STAFF_SETTINGS);
	touch(player, "may-speak-on");
	app_end_visit(&player->app);
	assert_true(player->app.voice.on);
}

static void a_closed_fair_takes_nobody_and_can_be_opened(void **state)
{
	struct player *player = *state;
	open_desk(player, SCREEN_STAFF_SETTINGS);
	touch(player, "close-fair");
	touch(player, "sure-no");
	assert_false(staff_is_closed(player->app.store));
	touch(player, "close-fair");
	touch(player, "sure-yes");
	assert_true(staff_is_closed(player->app.store));
	start_again(player);
	assert_false(node(player, "start-en")->enabled);
	assert_non_null(strstr(node(player, "start-en")->label, "The fair has ended"));
	struct rect r = node(player, "start-en")->rect;
	tap_at(player, r.x + r.w / 2, r.y + r.h / 2);
	assert_screen(player, SCREEN_WELCOME);
	open_desk(player, SCREEN_STAFF_SETTINGS);
	touch(player, "close-fair"); /* opening is not asked about */
	assert_false(staff_is_closed(player->app.store));
	app_end_visit(&player->app);
	app_build(&player->app);
	touch(player, "start-en");
	assert_screen(player, SCREEN_REGISTERED);
}

/* --- a new PIN ------------------------------------------------------------------------------------------------------------ */

static char made_first[PIN_TEXT], made_again[PIN_TEXT];

static void note_two(struct pin *pin, const char *digits, const char *again)
{
	(void)pin;
	text_copy(made_first, sizeof made_first, digits);
	text_copy(made_again, sizeof made_again, again);
}

static bool hand_out(struct pin *pin, char hash[PIN_HASH_MOST])
{
	(void)pin;
	return text_copy(hash, PIN_HASH_MOST, "$argon2id$made");
}

static void quiet(struct pin *pin)
{
	(void)pin;
}

static void note_compared(struct pin *pin, const char *digits, const char *hash)
{
	(void)pin;
	(void)digits;
	(void)hash;
}

static struct pin making = {.compare = note_compared, .make = note_two, .made = hand_out, .look = quiet, .destroy = quiet};

static void answer(struct player *player, int what)
{
	play(player, (struct input){.type = INPUT_PIN, .x = what});
	player->now += 400;
}

static void a_new_pin_is_typed_twice(void **state)
{
	struct player *player = *state;
	char hash[PIN_HASH_MOST];
	ASSERT_OK(staff_pin_set(player->app.store, "274935", &err));
	player->app.pin = &making;
	open_desk(player, SCREEN_STAFF_SETTINGS);
	touch(player, "change-pin");
	assert_screen(player, SCREEN_STAFF_PIN);
	assert_string_equal(node(player, "title")->label, "Choose a new PIN");
	answer(player, PIN_MADE); /* nobody asked yet */
	assert_screen(player, SCREEN_STAFF_PIN);
	type_text(player, "860142");
	assert_string_equal(node(player, "title")->label, "Type it again");
	assert_string_equal(node(player, "pin")->value, "");
	type_text(player, "860143");
	assert_string_equal(made_first, "860142");
	assert_string_equal(made_again, "860143");
	answer(player, PIN_DIFFERS);
	assert_string_equal(node(player, "title")->label, "Choose a new PIN");
	assert_non_null(strstr(node(player, "message")->label, "not the same"));
	type_text(player, "123456123456");
	answer(player, PIN_WEAK);
	assert_non_null(strstr(node(player, "message")->label, "too easy"));
	type_text(player, "860142860142");
	answer(player, PIN_MADE);
	assert_screen(player, SCREEN_STAFF_SETTINGS);
	assert_true(staff_pin_hash(player->app.store, hash));
	assert_string_equal(hash, "$argon2id$made");
	assert_string_equal(player->app.staff->first, "");
	touch(player, "change-pin");
	type_text(player, "86");
	touch(player, "back");
	assert_screen(player, SCREEN_STAFF_SETTINGS);
	assert_string_equal(player->app.staff->digits, "");
}

struct answers {
	SDL_atomic_t count;
	int what;
};

static void take_answer(void *self, int what, int wait)
{
	struct answers *answers = self;
	(void)wait;
	answers->what = what;
	SDL_AtomicAdd(&answers->count, 1);
}

static void wait_for(struct answers *answers, int count)
{
	for (int i = 0; i < 5000 && SDL_AtomicGet(&answers->count) < count; i++)
		SDL_Delay(5);
	assert_int_equal(SDL_AtomicGet(&answers->count), count);
}

static void the_device_makes_a_hash_that_fits(void **state)
{
	(void)state;
	char home[] = "/tmp/lanyard-pin.XXXXXX", hash[PIN_HASH_MOST];
	struct answers answers = {.what = 0};
	assert_non_null(mkdtemp(home));
	struct pin *pin = pin_create(home, take_answer, &answers);
	pin->make(pin, "860142", "860143");
	wait_for(&answers, 1);
	assert_int_equal(answers.what, PIN_DIFFERS);
	pin->make(pin, "111111", "111111");
	wait_for(&answers, 2);
	assert_int_equal(answers.what, PIN_WEAK);
	assert_false(pin->made(pin, hash));
	pin->make(pin, "860142", "860142");
	wait_for(&answers, 3);
	assert_int_equal(answers.what, PIN_MADE);
	assert_true(pin->made(pin, hash));
	assert_true(staff_pin_fits(hash, "860142"));
	assert_false(pin->made(pin, hash)); /* once */
	pin->destroy(pin);
	rmdir(home);
}

/* What is recorded of a new PIN says how many digits there are and of which time, and playing it ends on the same page. */
static void a_recorded_new_pin_plays_without_its_digits(void **state)
{
	struct player *player = *state;
	struct input inputs[24], masked;
	size_t count = 0;
	player->app.pin = &making;
	ASSERT_OK(staff_pin_set(player->app.store, "274935", &err));
	open_desk(player, SCREEN_STAFF_SETTINGS);
	touch(player, "change-pin");
	for (const char *digit = "860142860142"; *digit; digit++) {
		struct input input = {.type = INPUT_TEXT, .at = player->now, .wall = demo_now, .codepoint = *digit};
		struct staff_mask mask = staff_mask_begin(&player->app, &input);
		play(player, input);
		assert_true(staff_mask_end(&player->app, &mask, &input, &masked));
		assert_int_equal(masked.type, INPUT_MASKED);
		inputs[count++] = masked;
		player->now += 100;
	}
	answer(player, PIN_DIFFERS);
	player->app.pin = pin_quiet();
	for (size_t i = 0; i < count; i++)
		play(player, inputs[i]);
	answer(player, PIN_MADE);
	assert_screen(player, SCREEN_STAFF_SETTINGS);
}

/* --- booths --------------------------------------------------------------------------------------------------------------- */

static void booths_show_counts_and_no_words(void **state)
{
	struct player *player = *state;
	struct hit hit;
	struct person person;
	struct scan scan;
	char token[TOKEN_TEXT];
	assert_int_equal(view_find(player->app.store, "Wideline", &hit, 1, NULL), 1);
	assert_true(view_person(player->app.store, hit.person, &person) && desk_token(player->app.store, person.badge, token));
	open_desk(player, SCREEN_STAFF_BOOTHS);
	assert_string_equal(node(player, "booth-1")->label, "Port Logistics");
	assert_string_equal(node(player, "booth-3")->label, "Coral Health");
	assert_string_equal(node(player, "booth-3")->value, "0");
	ASSERT_OK(desk_scan_booth(player->app.store, "coral-health", token, strlen(token), &scan, &err));
	ASSERT_OK(desk_lead_note(player->app.store, "coral-health", scan.badge, &(struct lead_note){.note = "a secret word"},
				 &err));
	wait_ms(player, STAFF_REFRESH_MS + 1); /* by itself */
	assert_string_equal(node(player, "booth-3")->value, "1");
	assert_non_null(strstr(node(player, "booth-3")->spoken, "Booth B12"));
	char *tree = tree_text(&player->app);
	assert_null(strstr(tree, "secret"));
	assert_null(strstr(tree, "Wideline"));
	free(tree);
	play(player, (struct input){.type = INPUT_RESIZE, .x = 800, .y = 480});
	assert_false(has_node(player, "booth-5"));
	touch(player, "page-down");
	assert_string_equal(node(player, "booth-1")->label, "Saltgrass Hotels");
	assert_false(node(player, "page-down")->enabled);
}

/* --- a stick -------------------------------------------------------------------------------------------------------------- */

static char root[64], stick_dir[128];

static void put(const char *name, const char *text)
{
	char path[256], parent[256];
	struct err err = {0};
	snprintf(path, sizeof path, "%s/%s", root, name);
	snprintf(parent, sizeof parent, "%.*s", (int)(strrchr(path, '/') - path), path);
	assert_true(file_make_dirs(parent, 0755, &err) && file_replace(path, text, strlen(text), 0600, &err));
}

/* What the machine says: its own disk, and the stick's partition mounted with such options; "" not mounted. */
static void plug(const char *options, bool removable)
{
	char text[1024];
	put("sys/block/sda/removable", "0\n");
	put("sys/block/sda/size", "250069680\n");
	put("sys/block/sdb/removable", removable ? "1\n" : "0\n");
	put("sys/block/sdb/size", "31129600\n");
	put("sys/block/sr0/removable", "1\n");
	put("sys/block/sr0/size", "1024\n");
	put("sys/dev/block/8:16/removable", removable ? "1\n" : "0\n"); /* 8:17/.. is this one */
	put("sys/dev/block/8:16/8:17/partition", "1\n");
	snprintf(text, sizeof text, "%s/sys/dev/block/8:17", root);
	unlink(text);
	assert_int_equal(symlink("8:16/8:17", text), 0);
	snprintf(text, sizeof text, "%s/stick\\040one", root);
	char mounts[2048];
	snprintf(mounts, sizeof mounts, "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\nnot a mount\n");
	if (*options)
		snprintf(mounts + strlen(mounts), sizeof mounts - strlen(mounts),
			 "99 21 8:17 / %s %s shared:9 - vfat /dev/sdb1 rw\n", text, options);
	put("proc/self/mountinfo", mounts);
}

static void make_root(void)
{
	strcpy(root, "/tmp/lanyard-stick.XXXXXX");
	assert_non_null(mkdtemp(root));
	snprintf(stick_dir, sizeof stick_dir, "%s/stick one", root);
	assert_int_equal(mkdir(stick_dir, 0700), 0);
}

static void remove_root(void)
{
	char command[160];
	snprintf(command, sizeof command, "rm -rf '%s'", root);
	assert_int_equal(system(command), 0);
}

static size_t count_files(const char *dir, const char *ending)
{
	size_t count = 0;
	DIR *list = opendir(dir);
	for (struct dirent *entry; list && (entry = readdir(list));) {
		char path[512];
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
		size_t length = strlen(entry->d_name), end = strlen(ending);
		if (entry->d_type == DT_DIR)
			count += count_files(path, ending);
		else
			count += length >= end && strcmp(entry->d_name + length - end, ending) == 0;
	}
	if (list)
		closedir(list);
	return count;
}

static void a_stick_is_told_from_what_stays(void **state)
{
	struct player *player = *state;
	char dir[PATH_MAX];
	const char *home = player->demo.home;
	make_root();
	assert_int_equal(stick_find(home, root, dir), STICK_NONE); /* nothing is known of this machine */
	plug("", false);
	assert_int_equal(stick_find(home, root, dir), STICK_NONE); /* the drive for discs is no stick */
	plug("rw,noatime", false);
	assert_int_equal(stick_find(home, root, dir), STICK_NONE); /* a disk inside */
	plug("", true);
	assert_int_equal(stick_find(home, root, dir), STICK_CLOSED);
	plug("ro,noatime", true);
	assert_int_equal(stick_find(home, root, dir), STICK_LOCKED);
	plug("rw,noatime", true);
	assert_int_equal(stick_find(home, root, dir), STICK_SAVED);
	assert_string_equal(dir, stick_dir);
	remove_root();
}

static void all_lists_come_onto_the_stick(void **state)
{
	struct player *player = *state;
	char home[128], command[512];
	int files;
	snprintf(home, sizeof home, "%s/home", player->demo.home);
	make_root();
	plug("rw", true);
	assert_int_equal(stick_write(home, root, &files), STICK_SAVED); /* while this program has the log open for writing */
	assert_int_equal(files, EXPORT_COUNT);
	assert_int_equal(count_files(stick_dir, ".csv"), EXPORT_COUNT);
	assert_int_equal(count_files(stick_dir, ""), EXPORT_COUNT); /* nothing half done beside them */
	snprintf(command, sizeof command, "grep -q 'marisol.p@example.com' '%s'/biscayne-hiring-fair-2026-03-12-*/people.csv",
		 stick_dir);
	assert_int_equal(system(command), 0);
	snprintf(command, sizeof command, "grep -q Marilyn '%s'/*/checkins.csv", stick_dir);
	assert_int_equal(system(command), 0);
	remove_root();
}

/* A real file system with no room: nothing is left of what had been begun. Needs the right to mount. */
static void a_full_stick_gets_nothing(void **state)
{
	struct player *player = *state;
	char home[128], filler[256];
	int files;
	snprintf(home, sizeof home, "%s/home", player->demo.home);
	make_root();
	plug("rw", true);
	if (mount("none", stick_dir, "tmpfs", 0, "size=8k") != 0) {
		remove_root();
		skip();
	}
	snprintf(filler, sizeof filler, "%s/holiday.jpg", stick_dir);
	FILE *file = fopen(filler, "w");
	for (int i = 0; file && i < 7000; i++)
		fputc('x', file);
	assert_int_equal(fclose(file), 0);
	enum stick_news news = stick_write(home, root, &files);
	size_t lists = count_files(stick_dir, ".csv"), all = count_files(stick_dir, "");
	umount(stick_dir);
	assert_int_equal(news, STICK_FULL);
	assert_int_equal(lists, 0);
	assert_int_equal(all, 1);
	remove_root();
}

static void a_stick_that_was_pulled_out_is_told(void **state)
{
	struct player *player = *state;
	char home[128];
	int files;
	snprintf(home, sizeof home, "%s/home", player->demo.home);
	make_root();
	plug("rw", true);
	assert_int_equal(rmdir(stick_dir), 0);
	FILE *file = fopen(stick_dir, "w"); /* where it was mounted is nothing to write into */
	assert_int_equal(fclose(file), 0);
	assert_int_equal(stick_write(home, root, &files), STICK_FAILED);
	assert_int_equal(unlink(stick_dir), 0);
	assert_int_equal(symlink("/proc/nothing", stick_dir), 0);
	assert_int_equal(stick_write(home, root, &files), STICK_GONE);
	remove_root();
}

static int saves;

static void note_save(struct stick *stick)
{
	(void)stick;
	saves++;
}

static struct stick noting = {.save = note_save};

/* The warning, the wait, each answer, and that an answer nobody waits for says nothing. */
static void the_page_warns_waits_and_says_how_it_went(void **state)
{
	struct player *player = *state;
	player->app.stick = &noting;
	saves = 0;
	open_desk(player, SCREEN_STAFF_SETTINGS);
	play(player, (struct input){.type = INPUT_STICK, .x = STICK_SAVED, .y = 4});
	assert_false(has_node(player, "saving"));
	touch(player, "save-lists");
	assert_non_null(strstr(node(player, "sure-text")->label, "Anyone who has the stick can read them"));
	touch(player, "sure-no");
	assert_int_equal(saves, 0);
	for (int news = 0; news < STICK_NEWS_COUNT; news++) {
		touch(player, "save-lists");
		touch(player, "sure-yes");
		assert_int_equal(saves, news + 1);
		assert_false(node(player, "saving-done")->enabled);
		play(player, (struct input){.type = INPUT_STICK, .x = news, .y = 4});
		assert_null(strchr(node(player, "saving-title")->label, '['));
		assert_null(strchr(node(player, "saving-text")->label, '['));
		assert_true(node(player, "saving-done")->enabled);
		if (news == STICK_SAVED)
			assert_non_null(strstr(node(player, "saving-text")->label, "4 files"));
		touch(player, "saving-done");
	}
	play(player, (struct input){.type = INPUT_STICK, .x = STICK_NEWS_COUNT + 3, .y = -1});
	assert_false(has_node(player, "saving"));
}

#define DESK(test) cmocka_unit_test_setup_teardown(test, player_open, player_close)

int main(void)
{
	if (sodium_init() < 0)
		return 1;
	const struct CMUnitTest tests[] = {
		DESK(languages_are_put_in_order),
		DESK(a_kiosk_that_may_not_speak_does_not),
		DESK(a_closed_fair_takes_nobody_and_can_be_opened),
		DESK(a_new_pin_is_typed_twice),
		cmocka_unit_test(the_device_makes_a_hash_that_fits),
		DESK(a_recorded_new_pin_plays_without_its_digits),
		DESK(booths_show_counts_and_no_words),
		DESK(a_stick_is_told_from_what_stays),
		DESK(all_lists_come_onto_the_stick),
		DESK(a_full_stick_gets_nothing),
		DESK(a_stick_that_was_pulled_out_is_told),
		DESK(the_page_warns_waits_and_says_how_it_went),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
