/* See events.h. A second finger while the first is still down is fast typing with two hands: the first is let go where it is,
 * and the second becomes the pointer. */
#include "events.h"

#include "base/text.h"

void events_init(struct events *events, const struct wedge_options *options, input_fn *give, void *self)
{
	*events = (struct events){.give = give, .self = self};
	wedge_init(&events->wedge, options);
}

void events_release(struct events *events)
{
	wedge_wipe(&events->wedge);
}

/* --- pointer ------------------------------------------------------------------------------------------------------------- */

static void point(struct events *events, enum input_type type, int x, int y)
{
	events->x = x;
	events->y = y;
	events->give(events->self, &(struct input){.type = type, .x = x, .y = y});
}

static void take_mouse(struct events *events, const SDL_Event *event)
{
	if (event->type == SDL_MOUSEMOTION) {
		if (event->motion.which != SDL_TOUCH_MOUSEID && (event->motion.state & SDL_BUTTON_LMASK))
			point(events, INPUT_MOVE, event->motion.x, event->motion.y);
	} else if (event->button.which != SDL_TOUCH_MOUSEID && event->button.button == SDL_BUTTON_LEFT) {
		point(events, event->type == SDL_MOUSEBUTTONDOWN ? INPUT_DOWN : INPUT_UP, event->button.x, event->button.y);
	}
}

static void take_finger(struct events *events, const SDL_TouchFingerEvent *finger)
{
	int x = (int)(finger->x * (float)events->w), y = (int)(finger->y * (float)events->h);
	bool ours = events->finger_down && finger->fingerId == events->finger;
	if (finger->touchId == SDL_MOUSE_TOUCHID)
		return;
	if (finger->type == SDL_FINGERDOWN) {
		if (events->finger_down)
			point(events, INPUT_UP, events->x, events->y);
		events->finger_down = true;
		events->finger = finger->fingerId;
		point(events, INPUT_DOWN, x, y);
	} else if (ours) {
		events->finger_down = finger->type != SDL_FINGERUP;
		point(events, events->finger_down ? INPUT_MOVE : INPUT_UP, x, y);
	}
}

/* --- keys --- */

static const struct {
	SDL_Keycode code;
	enum input_key key;
} keys[] = {
	{SDLK_UP, KEY_UP},           {SDLK_DOWN, KEY_DOWN},       {SDLK_LEFT, KEY_LEFT},         {SDLK_RIGHT, KEY_RIGHT},
	{SDLK_RETURN, KEY_SELECT},   {SDLK_KP_ENTER, KEY_SELECT}, {SDLK_RETURN2, KEY_SELECT},    {SDLK_SELECT, KEY_SELECT},
	{SDLK_ESCAPE, KEY_BACK},     {SDLK_AC_BACK, KEY_BACK},    {SDLK_F1, KEY_HELP},           {SDLK_TAB, KEY_NEXT_FIELD},
	{SDLK_BACKSPACE, KEY_ERASE}, {SDLK_F2, KEY_PAUSE},        {SDLK_AUDIOPLAY, KEY_PAUSE},   {SDLK_F3, KEY_SLOWER},
	{SDLK_F4, KEY_FASTER},       {SDLK_F5, KEY_SOFTER},       {SDLK_VOLUMEDOWN, KEY_SOFTER}, {SDLK_F6, KEY_LOUDER},
	{SDLK_VOLUMEUP, KEY_LOUDER},
};

static void give_wedge(void *self, const struct input *input)
{
	struct events *events = self;
	events->give(events->self, input);
}

static void to_wedge(struct events *events, const struct input *input)
{
	wedge_take(&events->wedge, input, events->repeat, give_wedge, events);
}

/* Scanners send control characters as Ctrl and a letter; Ctrl J and Ctrl M are line ends. */
static void take_control(struct events *events, const SDL_KeyboardEvent *event)
{
	SDL_Keycode code = event->keysym.sym;
	if (!(event->keysym.mod & KMOD_CTRL) || code < '@' || code > 'z')
		return;
	int32_t control = code & 0x1f;
	if (control == '\n' || control == '\r')
		to_wedge(events, &(struct input){.type = INPUT_KEY, .at = event->timestamp, .key = KEY_SELECT});
	else
		to_wedge(events, &(struct input){.type = INPUT_TEXT, .at = event->timestamp, .codepoint = control});
}

/* Some keypads with a headphone jack send a key when something is plugged in and another when it is pulled out. */
static bool take_plug(struct events *events, const SDL_KeyboardEvent *event)
{
	bool in = events->plug && event->keysym.sym == events->plug,
	     out = events->unplug && event->keysym.sym == events->unplug;
	if ((in || out) && event->repeat == 0)
		events->give(events->self, &(struct input){.type = INPUT_HEADPHONES, .x = in});
	return in || out;
}

/* The characters of a US keyboard, plain and with Shift, in the order of SDL's scancodes (the HID usage tables). */
static char us_key(const SDL_Keysym *key)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz1234567890\0\0\0\0 -=[]\\#;'`,./",
			  shifted[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()\0\0\0\0 _+{}|~:\"~<>?";
	if (key->scancode < SDL_SCANCODE_A || key->scancode > SDL_SCANCODE_SLASH)
		return '\0';
	return (key->mod & KMOD_SHIFT ? shifted : plain)[key->scancode - SDL_SCANCODE_A];
}

static void take_key(struct events *events, const SDL_KeyboardEvent *event)
{
	if (take_plug(events, event))
		return;
	events->repeat = event->repeat != 0;
	wedge_key(&events->wedge, us_key(&event->keysym));
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		if (keys[i].code != event->keysym.sym)
			continue;
		bool held = events->repeat && keys[i].key != KEY_ERASE; /* a held key acts once */
		bool back = keys[i].key == KEY_NEXT_FIELD && (event->keysym.mod & KMOD_SHIFT);
		if (!held)
			to_wedge(events, &(struct input){.type = INPUT_KEY,
							 .at = event->timestamp,
							 .key = back ? KEY_PREVIOUS_FIELD : keys[i].key});
		return;
	}
	take_control(events, event);
}

static void take_text(struct events *events, const SDL_TextInputEvent *event)
{
	for (const char *at = event->text; *at;) {
		int32_t codepoint = text_next(&at);
		if (codepoint > 0)
			to_wedge(events, &(struct input){.type = INPUT_TEXT, .at = event->timestamp, .codepoint = codepoint});
	}
}

/* --- all --- */

void events_take(struct events *events, const SDL_Event *event)
{
	switch (event->type) {
	case SDL_MOUSEMOTION:
	case SDL_MOUSEBUTTONDOWN:
	case SDL_MOUSEBUTTONUP:
		take_mouse(events, event);
		break;
	case SDL_FINGERDOWN:
	case SDL_FINGERMOTION:
	case SDL_FINGERUP:
		take_finger(events, &event->tfinger);
		break;
	case SDL_KEYDOWN:
		take_key(events, &event->key);
		break;
	case SDL_TEXTINPUT:
		take_text(events, &event->text);
		break;
	case SDL_QUIT:
		events->give(events->self, &(struct input){.type = INPUT_QUIT});
		break;
	default:
		break;
	}
}

void events_idle(struct events *events)
{
	wedge_tick(&events->wedge, (int64_t)SDL_GetTicks64(), give_wedge, events);
}

int events_wait(const struct events *events)
{
	int64_t at = wedge_deadline(&events->wedge), now = (int64_t)SDL_GetTicks64();
	return at < 0 ? -1 : at > now ? (int)(at - now) : 0;
}
