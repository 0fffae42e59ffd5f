/* Two thumbs on a touchscreen at fifteen taps a second, the second down before the first is up, from SDL's own events to the
 * field: not one letter is dropped. The same for a real keyboard whose keys overlap. And a key that is held acts once. */
#include "player.h"

#include "events.h"

enum { TAP_MS = 66, OVERLAP_MS = 25 };
static const char text[] = "thequickbrownfoxjumpsoverthelazydogagain";

struct typist {
	struct player *player;
	struct events events;
	struct input last;
	int keys; /* inputs that were keys */
};

static void give(void *self, const struct input *input)
{
	struct typist *typist = self;
	typist->last = *input;
	typist->keys += input->type == INPUT_KEY;
	play(typist->player, *input);
}

static struct typist begin(void **state)
{
	struct typist typist = {.player = *state};
	touch(typist.player, "start-en");
	touch(typist.player, "new");
	return typist;
}

/* Its own place in memory comes first: events keep it. */
static void open_events(struct typist *typist)
{
	events_init(&typist->events, &(struct wedge_options){.prefix = ""}, give, typist);
	typist->events.w = 1280;
	typist->events.h = 800;
}

/* A name begins with a capital. */
static void assert_typed(struct typist *typist)
{
	const char *typed = node(typist->player, "first-name")->value;
	assert_int_equal(typed[0], 'T');
	assert_string_equal(typed + 1, text + 1);
}

static void finger(struct typist *typist, SDL_EventType type, int id, const struct node *node)
{
	int x = node->rect.x + node->rect.w / 2, y = node->rect.y + node->rect.h / 2;
	SDL_Event event = {.tfinger = {.type = type, .touchId = 1, .fingerId = id, .x = (float)x / 1280, .y = (float)y / 800}};
	events_take(&typist->events, &event);
}

static void two_fingers_roll_over(void **state)
{
	struct typist typist = begin(state);
	open_events(&typist);
	struct node before = {.id = ""};
	for (size_t i = 0; text[i]; i++) {
		const char id[] = {'k', '-', text[i], '\0'};
		struct node key = *node(typist.player, id);
		finger(&typist, SDL_FINGERDOWN, (int)i % 2, &key);
		typist.player->now += OVERLAP_MS;
		if (before.id[0])
			finger(&typist, SDL_FINGERUP, ((int)i + 1) % 2, &before);
		typist.player->now += TAP_MS - OVERLAP_MS;
		before = key;
	}
	finger(&typist, SDL_FINGERUP, (int)(sizeof text - 2) % 2, &before);
	assert_typed(&typist);
	events_release(&typist.events);
}

static void key_event(struct typist *typist, SDL_EventType type, SDL_Keycode code, int repeat)
{
	SDL_Event event = {.key = {.type = type,
				   .timestamp = (Uint32)typist->player->now,
				   .repeat = (Uint8)repeat,
				   .keysym = {.sym = code}}};
	events_take(&typist->events, &event);
}

static void text_event(struct typist *typist, char letter)
{
	SDL_Event event = {.text = {.type = SDL_TEXTINPUT, .timestamp = (Uint32)typist->player->now, .text = {letter}}};
	events_take(&typist->events, &event);
}

/* Ten fingers: each key goes down before the last one is up. */
static void keys_of_a_keyboard_overlap(void **state)
{
	struct typist typist = begin(state);
	open_events(&typist);
	for (size_t i = 0; text[i]; i++) {
		key_event(&typist, SDL_KEYDOWN, text[i], 0);
		text_event(&typist, text[i]);
		typist.player->now += OVERLAP_MS;
		if (i > 0)
			key_event(&typist, SDL_KEYUP, text[i - 1], 0);
		typist.player->now += TAP_MS - OVERLAP_MS;
		wedge_tick(&typist.events.wedge, typist.player->now, give, &typist);
	}
	wedge_tick(&typist.events.wedge, typist.player->now + 1000, give, &typist);
	assert_typed(&typist);
	events_release(&typist.events);
}

/* A keypad's key that is held, with the repeats of an operating system 30 times a second: one action, in 2 s and in 20 (A15).
 */
static void a_held_key_acts_once(void **state)
{
	static const SDL_Keycode held[] = {SDLK_RIGHT, SDLK_DOWN, SDLK_RETURN, SDLK_ESCAPE, SDLK_F1, SDLK_F2, SDLK_F6};
	struct typist typist = begin(state);
	open_events(&typist);
	for (size_t i = 0; i < sizeof held / sizeof held[0]; i++) {
		typist.keys = 0;
		typist.player->now += 1000;
		for (int ms = 0; ms < 20000; ms += 33) {
			key_event(&typist, SDL_KEYDOWN, held[i], ms > 0);
			wedge_tick(&typist.events.wedge, typist.player->now, give, &typist);
			typist.player->now += 33;
		}
		key_event(&typist, SDL_KEYUP, held[i], 0);
		wedge_tick(&typist.events.wedge, typist.player->now + 1000, give, &typist);
		assert_int_equal(typist.keys, 1);
	}
	events_release(&typist.events);
}

#define VISIT(test) cmocka_unit_test_setup_teardown(test, player_open, player_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		VISIT(two_fingers_roll_over),
		VISIT(keys_of_a_keyboard_overlap),
		VISIT(a_held_key_acts_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
