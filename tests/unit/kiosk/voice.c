/* When what is said, in fake time and to a fake device: it keeps what it was given, and answers when the test says so. */
#include "player.h"

#include "ui/spoken.h"

struct fake {
	struct speech speech; /* first */
	struct player *player;
	struct script said;
	struct manner manner;
	int says, stops, retries, tones;
	enum tone tone; /* the last */
	int64_t said_at, stopped_at;
};

static struct fake fake;

static void fake_say(struct speech *speech, const struct script *script, const struct manner *manner)
{
	(void)speech;
	script_copy(&fake.said, script);
	fake.manner = *manner;
	fake.says++;
	fake.said_at = fake.player->app.now;
	if (!manner->headphones)
		for (size_t i = 0; i < script->count; i++)
			assert_false(script->list[i].personal);
}

static void fake_stop(struct speech *speech)
{
	(void)speech;
	fake.stops++;
	fake.stopped_at = fake.player->app.now;
}

static void fake_tone(struct speech *speech, enum tone tone, int volume)
{
	(void)speech;
	assert_in_range(volume, 0, VOLUMES - 1);
	fake.tone = tone;
	fake.tones++;
}

static void fake_retry(struct speech *speech, const char *device)
{
	(void)speech;
	(void)device;
	fake.retries++;
}

static void fake_destroy(struct speech *speech)
{
	(void)speech;
}

static int open_stage(void **state)
{
	int opened = player_open(state);
	struct player *player = *state;
	script_wipe(&fake.said);
	fake.player = player;
	fake.speech = (struct speech){
		.say = fake_say, .stop = fake_stop, .tone = fake_tone, .retry = fake_retry, .destroy = fake_destroy};
	fake.says = fake.stops = fake.retries = 0;
	player->app.voice.speech = &fake.speech;
	return opened;
}

/* --- helpers --- */

static void plug(struct player *player, bool in)
{
	play(player, (struct input){.type = INPUT_HEADPHONES, .x = in});
}

static void answer(struct player *player, int news)
{
	play(player, (struct input){.type = INPUT_SPEECH, .x = fake.manner.serial, .y = news});
}

/* All that is said comes to its end. */
static void finish(struct player *player)
{
	for (size_t i = fake.manner.from; i < fake.said.count; i++)
		answer(player, (int)i);
	answer(player, SPEECH_ENDED);
}

static const char *said(void)
{
	static char line[SCRIPT_MOST * UTTERANCE_MOST];
	size_t used = 0;
	line[0] = '\0';
	for (size_t i = 0; i < fake.said.count; i++)
		used += (size_t)snprintf(line + used, sizeof line - used, "%s%s", i ? " | " : "", fake.said.list[i].text);
	return line;
}

static void assert_begins(const char *words)
{
	if (strncmp(said(), words, strlen(words)) != 0)
		fail_msg("said \"%s\" instead of \"%s…\"", said(), words);
}

/* With headphones, on a page past the welcome whose script has been said. */
static void start(struct player *player, enum screen_id id)
{
	plug(player, true);
	app_go(&player->app, id);
	if (screens[id]->sample)
		screens[id]->sample(&player->app);
	player->now += 1;
	play(player, (struct input){.type = INPUT_TICK});
	player->now += 400;
	play(player, (struct input){.type = INPUT_TICK});
}

/* --- pages --- */

static void nothing_is_said_unasked(void **state)
{
	struct player *player = *state;
	touch(player, "start-en");
	wait_ms(player, 5000);
	press(player, KEY_DOWN);
	press(player, KEY_LOUDER);
	assert_int_equal(fake.says, 0);
}

static void headphones_welcome_in_every_language(void **state)
{
	struct player *player = *state;
	plug(player, true);
	assert_int_equal(fake.says, 0);
	wait_ms(player, 399);
	assert_int_equal(fake.says, 0);
	wait_ms(player, 1);
	assert_int_equal(fake.says, 1);
	assert_begins("Welcome to the Biscayne Hiring Fair. | For English, press Select. | Le damos la bienvenida a Biscayne "
		      "Hiring Fair. | ");
	assert_true(fake.manner.headphones);
	/* the focus goes with the words, so that Select means what was said */
	answer(player, 1);
	assert_string_equal(player->app.ui.focus, "start-en");
	answer(player, 3);
	assert_string_equal(player->app.ui.focus, "start-es");
	assert_int_equal(fake.says, 1);
	press(player, KEY_SELECT);
	assert_screen(player, SCREEN_REGISTERED);
	assert_string_equal(app_language(&player->app), "es");
	wait_ms(player, 0);
	assert_begins("La voz está activa. | Las flechas mueven. | Seleccionar pulsa. | Ayuda repite. | ¿Se registró antes de "
		      "hoy? |");
}

static void who_only_listens_to_the_end_has_no_language(void **state)
{
	struct player *player = *state;
	plug(player, true);
	wait_ms(player, 400);
	finish(player);
	assert_string_equal(player->app.ui.focus, "");
}

static void a_page_waits_for_quiet_and_is_said_once(void **state)
{
	struct player *player = *state;
	start(player, SCREEN_REGISTERED);
	assert_begins("Speech is on. | Arrow keys move, Select presses, Help repeats. | Did you register before today? | Three "
		      "choices.");
	finish(player);
	int says = fake.says;
	wait_ms(player, 20000);
	assert_int_equal(fake.says, says);
	app_go(&player->app, SCREEN_NAME);
	play(player, (struct input){.type = INPUT_TICK});
	player->now += 300;
	play(player, (struct input){.type = INPUT_TEXT, .codepoint = 'A'});
	player->now += 300;
	play(player, (struct input){.type = INPUT_TICK});
	finish(player);
	assert_begins("A"); /* busy people hear what they do, not the page */
}

static void language_change_says_the_page_again(void **state)
{
	struct player *player = *state;
	start(player, SCREEN_REGISTERED);
	touch(player, "lang-ht");
	wait_ms(player, 0);
	assert_begins("Èske ou te deja enskri?");
	assert_string_equal(fake.said.list[0].voice, "ht");
}

/* --- stop, repeat, pause --- */

static void every_key_and_touch_stops_at_once(void **state)
{
	struct player *player = *state;
	static const struct input inputs[] = {
		{.type = INPUT_DOWN, .x = 1, .y = 300},
		{.type = INPUT_KEY, .key = KEY_DOWN},
		{.type = INPUT_KEY, .key = KEY_SELECT},
		{.type = INPUT_KEY, .key = KEY_PAUSE},
		{.type = INPUT_TEXT, .codepoint = 'x'},
		{.type = INPUT_KEY, .key = KEY_ERASE},
		{.type = INPUT_SCAN, .scan = "nothing", .size = 7},
	};
	for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
		start(player, SCREEN_REGISTERED);
		assert_true(player->app.voice.saying);
		int stops = fake.stops;
		int64_t at = player->now += 50;
		play(player, inputs[i]);
		assert_int_equal(fake.stops, stops + 1);
		assert_int_equal(fake.stopped_at, at);
		app_end_visit(&player->app);
	}
}

static void repeat_and_pause_work_on_every_screen(void **state)
{
	struct player *player = *state;
	for (int id = 0; id < SCREEN_COUNT; id++) {
		struct script first;
		if (!screens[id])
			continue;
		app_end_visit(&player->app);
		start(player, (enum screen_id)id);
		assert_true(fake.said.count > 0);
		memset(&first, 0, sizeof first);
		script_copy(&first, &fake.said);
		size_t at = fake.said.count / 2;
		answer(player, (int)at);
		press(player, KEY_PAUSE);
		assert_false(player->app.voice.saying);
		int says = fake.says;
		wait_ms(player, 500);
		assert_int_equal(fake.says, says);
		press(player, KEY_PAUSE);
		assert_int_equal(fake.says, says + 1);
		assert_int_equal(fake.manner.from, at);
		assert_memory_equal(&fake.said, &first, sizeof first);
		finish(player);
		press(player, KEY_HELP);
		assert_int_equal(fake.manner.from, 0);
		assert_memory_equal(&fake.said, &first, sizeof first);
		press(player, KEY_HELP);
		assert_memory_equal(&fake.said, &first, sizeof first);
		script_wipe(&first);
	}
}

static void help_opens_the_settings_while_nothing_speaks(void **state)
{
	struct player *player = *state;
	press(player, KEY_HELP);
	assert_screen(player, SCREEN_ACCESS);
}

/* --- what is said of what people do --- */

static void focus_is_said(void **state)
{
	struct player *player = *state;
	start(player, SCREEN_REGISTERED);
	press(player, KEY_RIGHT);
	assert_begins("Scan my ticket, The QR code in your email or on paper, button, 1 of 3");
	press(player, KEY_RIGHT);
	assert_begins("Find my name,");
	assert_string_equal(player->app.ui.focus, fake.said.count ? "find-name" : "");
}

static void switching_is_said(void **state)
{
	struct player *player = *state;
	start(player, SCREEN_CONSENT);
	touch(player, "c1-no");
	assert_begins("Email me my badge and booth list, No, choice, selected, 1 of 2");
	for (int i = 0; i < 40 && strcmp(player->app.ui.focus, "c1-yes") != 0; i++)
		press(player, KEY_RIGHT);
	assert_begins("Email me my badge and booth list, Yes, choice, not selected, 2 of 2");
	press(player, KEY_SELECT);
	assert_begins("Email me my badge and booth list, Yes, choice, selected, 2 of 2");
}

static void a_control_that_cannot_act_says_why(void **state)
{
	struct player *player = *state;
	plug(player, true);
	app_go(&player->app, SCREEN_NAME);
	play(player, (struct input){.type = INPUT_TICK});
	wait_ms(player, 400);
	struct rect r = node(player, "primary")->rect;
	tap_at(player, r.x + r.w / 2, r.y + r.h / 2);
	assert_begins("Next, button, not available");
	assert_non_null(strstr(said(), "Type your first name to go on."));
}

static void typing_is_said(void **state)
{
	struct player *player = *state;
	plug(player, true);
	app_go(&player->app, SCREEN_NAME);
	play(player, (struct input){.type = INPUT_TICK});
	wait_ms(player, 400);
	type_text(player, "An");
	assert_string_equal(said(), "n");
	assert_true(fake.said.list[0].personal);
	press(player, KEY_ERASE);
	assert_string_equal(said(), "n, deleted");
	touch_keys(player, "a");
	assert_string_equal(said(), "a");
}

static void news_wait_for_their_turn(void **state)
{
	struct player *player = *state;
	start(player, SCREEN_REGISTERED);
	int says = fake.says;
	app_toast(&player->app, "All saved", 0);
	play(player, (struct input){.type = INPUT_TICK});
	assert_int_equal(fake.says, says); /* the page is being said */
	finish(player);
	assert_string_equal(said(), "All saved");
}

static void still_there_asks_and_asks_again(void **state)
{
	struct player *player = *state;
	start(player, SCREEN_REGISTERED);
	finish(player);
	while (player->app.screen != SCREEN_STILL_THERE)
		wait_ms(player, 1000);
	wait_ms(player, 400);
	assert_begins("Are you still there? | This screen clears in 20 seconds. | Press Select to stay.");
	finish(player);
	wait_ms(player, 10000);
	assert_begins("Are you still there? | This screen clears in 10 seconds.");
	press(player, KEY_SELECT);
	assert_screen(player, SCREEN_REGISTERED);
}

/* --- settings --- */

static void volume_and_rate_have_steps_and_end_with_the_visit(void **state)
{
	struct player *player = *state;
	bool rates[RATES] = {false}, volumes[VOLUMES] = {false};
	assert_true(RATES >= 3 && VOLUMES >= 8);
	start(player, SCREEN_REGISTERED);
	for (int i = 0; i < VOLUMES; i++)
		press(player, KEY_SOFTER);
	assert_string_equal(said(), "Volume 1 of 10");
	for (int i = 0; i < VOLUMES; i++) {
		volumes[fake.manner.volume] = true;
		press(player, KEY_LOUDER);
	}
	assert_string_equal(said(), "Volume 10 of 10");
	for (int i = 0; i < RATES; i++)
		press(player, KEY_SLOWER);
	for (int i = 0; i < RATES; i++) {
		rates[fake.manner.rate] = true;
		press(player, KEY_FASTER);
	}
	for (int i = 0; i < VOLUMES; i++)
		assert_true(volumes[i]);
	for (int i = 0; i < RATES; i++)
		assert_true(rates[i]);
	app_end_visit(&player->app);
	assert_int_equal(player->app.voice.volume, VOLUME_USUAL);
	assert_int_equal(player->app.voice.rate, RATE_USUAL);
	assert_true(player->app.voice.on); /* the headphones are still in */
}

static void the_settings_page_turns_it_on_and_off(void **state)
{
	struct player *player = *state;
	touch(player, "start-en");
	touch(player, "access");
	assert_true(node(player, "speech-off")->selected);
	touch(player, "speech-on");
	wait_ms(player, 0);
	assert_begins("Speech is on. |");
	assert_non_null(strstr(said(), "Text and voice."));
	assert_false(fake.manner.headphones);
	touch(player, "rate-2");
	assert_begins("Speaking speed, Fast, choice, selected, 3 of 3");
	assert_int_equal(fake.manner.rate, 2);
	int says = fake.says;
	touch(player, "speech-off");
	wait_ms(player, 3000);
	assert_int_equal(fake.says, says);
	touch(player, "speech-on");
	wait_ms(player, 0);
	app_end_visit(&player->app);
	assert_false(player->app.voice.on);
}

static void pulling_the_headphones_silences_and_asks(void **state)
{
	struct player *player = *state;
	start(player, SCREEN_REVIEW);
	assert_true(player->app.voice.saying);
	int stops = fake.stops, says = fake.says;
	plug(player, false);
	assert_int_equal(fake.stops, stops + 1);
	assert_screen(player, SCREEN_STILL_THERE);
	wait_ms(player, 5000);
	assert_int_equal(fake.says, says);
	assert_false(player->app.voice.on);
}

static void no_sound_is_said_once_calmly(void **state)
{
	struct player *player = *state;
	start(player, SCREEN_REGISTERED);
	answer(player, SPEECH_NO_SOUND);
	assert_string_equal(node(player, "toast")->label, say(player->catalog, 0, "access.no_sound"));
	assert_false(player->app.voice.on);
	player->app.toast_until = 0;
	touch(player, "access");
	touch(player, "speech-on");
	wait_ms(player, 0);
	answer(player, SPEECH_NO_SOUND);
	assert_false(has_node(player, "toast"));
	assert_screen(player, SCREEN_ACCESS);
	int retries = fake.retries;
	app_end_visit(&player->app);
	assert_int_equal(fake.retries, retries + 1); /* the next visitor may be luckier */
}

static void listeners_have_more_time(void **state)
{
	struct player *player = *state;
	start(player, SCREEN_REGISTERED);
	wait_ms(player, TIMING_IDLE_WARNING_LONG_S * 1000 - 2000);
	assert_screen(player, SCREEN_REGISTERED);
	answer(player, 1); /* it still speaks: that is no silence */
	wait_ms(player, TIMING_IDLE_WARNING_LONG_S * 1000 - 2000);
	assert_screen(player, SCREEN_REGISTERED);
	wait_ms(player, 4000);
	assert_screen(player, SCREEN_STILL_THERE);
}

/* --- privacy --- */

/* Over every screen with its sample, through the real voice: the fake device fails on a personal utterance without headphones.
 */
static void the_loudspeaker_gets_nothing_personal(void **state)
{
	struct player *player = *state;
	for (int id = 0; id < SCREEN_COUNT; id++) {
		if (!screens[id])
			continue;
		app_end_visit(&player->app);
		voice_turn(&player->app, true);
		int says = fake.says;
		app_go(&player->app, (enum screen_id)id);
		if (screens[id]->sample)
			screens[id]->sample(&player->app);
		play(player, (struct input){.type = INPUT_TICK});
		player->now += 400;
		play(player, (struct input){.type = INPUT_TICK});
		assert_true(fake.says > says);
		assert_null(strstr(said(), "Marisol"));
		for (int i = 0; i < 60; i++) {
			press(player, KEY_RIGHT);
			assert_null(strstr(said(), "Marisol"));
		}
	}
}

static void typing_aloud_says_no_letter(void **state)
{
	struct player *player = *state;
	voice_turn(&player->app, true);
	app_go(&player->app, SCREEN_NAME);
	play(player, (struct input){.type = INPUT_TICK});
	wait_ms(player, 400);
	type_text(player, "Ana");
	assert_string_equal(said(), "entered");
}

static bool holds(const void *from, size_t size, const char *word)
{
	size_t length = strlen(word);
	for (size_t i = 0; i + length <= size; i++)
		if (memcmp((const char *)from + i, word, length) == 0)
			return true;
	return false;
}

static void nothing_said_outlives_the_visit(void **state)
{
	struct player *player = *state;
	struct voice *voice = &player->app.voice;
	start(player, SCREEN_REVIEW);
	assert_true(holds(voice->said, sizeof *voice->said, "Marisol"));
	app_end_visit(&player->app);
	assert_false(holds(voice->said, sizeof *voice->said, "Marisol"));
	assert_false(holds(voice->draft, sizeof *voice->draft, "Marisol"));
	assert_false(holds(voice, sizeof *voice, "Marisol"));
}

/* --- inputs --- */

static void what_the_device_says_can_be_replayed(void **state)
{
	(void)state;
	static const struct input inputs[] = {{.type = INPUT_SPEECH, .at = 5, .wall = 6, .x = 3, .y = SPEECH_NO_SOUND},
					      {.type = INPUT_HEADPHONES, .at = 7, .wall = 8, .x = 1},
					      {.type = INPUT_KEY, .at = 9, .wall = 10, .key = KEY_PAUSE}};
	for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
		char line[REPLAY_LINE_MOST];
		struct input back;
		input_format(&inputs[i], line);
		assert_true(input_parse(line, &back));
		assert_int_equal(back.type, inputs[i].type);
		assert_int_equal(back.x, inputs[i].x);
		assert_int_equal(back.y, inputs[i].y);
		assert_int_equal(back.key, inputs[i].key);
	}
}

/* An answer for what was stopped since means nothing. */
static void late_answers_are_ignored(void **state)
{
	struct player *player = *state;
	start(player, SCREEN_REGISTERED);
	int old = fake.manner.serial;
	press(player, KEY_RIGHT);
	assert_true(player->app.voice.saying);
	play(player, (struct input){.type = INPUT_SPEECH, .x = old, .y = SPEECH_NO_VOICE});
	play(player, (struct input){.type = INPUT_SPEECH, .x = fake.manner.serial, .y = 90});
	assert_true(player->app.voice.on);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_stage, player_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_is_said_unasked),
		TEST(headphones_welcome_in_every_language),
		TEST(who_only_listens_to_the_end_has_no_language),
		TEST(a_page_waits_for_quiet_and_is_said_once),
		TEST(language_change_says_the_page_again),
		TEST(every_key_and_touch_stops_at_once),
		TEST(repeat_and_pause_work_on_every_screen),
		TEST(help_opens_the_settings_while_nothing_speaks),
		TEST(focus_is_said),
		TEST(switching_is_said),
		TEST(a_control_that_cannot_act_says_why),
		TEST(typing_is_said),
		TEST(news_wait_for_their_turn),
		TEST(still_there_asks_and_asks_again),
		TEST(volume_and_rate_have_steps_and_end_with_the_visit),
		TEST(the_settings_page_turns_it_on_and_off),
		TEST(pulling_the_headphones_silences_and_asks),
		TEST(no_sound_is_said_once_calmly),
		TEST(listeners_have_more_time),
		TEST(the_loudspeaker_gets_nothing_personal),
		TEST(typing_aloud_says_no_letter),
		TEST(nothing_said_outlives_the_visit),
		TEST(what_the_device_says_can_be_replayed),
		TEST(late_answers_are_ignored),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
