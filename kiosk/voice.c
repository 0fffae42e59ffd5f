/* See voice.h. Here: life, saying, the voice's own keys, and what comes from people and devices. */
#include "voice.h"

#include "app.h"
#include "base/text.h"
#include "screens/screen.h"
#include "ui/spoken.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* --- life ------------------------------------------------------------------------------------------------------------ */

bool voice_open(struct voice *voice)
{
	*voice = (struct voice){.speech = speech_quiet(), .rate = RATE_USUAL, .volume = VOLUME_USUAL};
	voice->said = calloc(1, sizeof *voice->said);
	voice->draft = calloc(1, sizeof *voice->draft);
	return voice->said && voice->draft;
}

void voice_close(struct voice *voice)
{
	if (voice->said)
		script_wipe(voice->said);
	if (voice->draft)
		script_wipe(voice->draft);
	free(voice->said);
	free(voice->draft);
	sodium_memzero(voice, sizeof *voice);
}

void voice_hush(struct voice *voice)
{
	if (voice->saying)
		voice->speech->stop(voice->speech);
	voice->saying = false;
	voice->follow = 0;
}

void voice_forget(struct app *app)
{
	struct voice *voice = &app->voice;
	voice_hush(voice);
	script_wipe(voice->said);
	script_wipe(voice->draft);
	sodium_memzero(&voice->seen, sizeof voice->seen);
	voice->paused = false;
	voice->arrive_at = 0;
	voice->asked[0] = '\0';
}

void voice_reset(struct app *app)
{
	struct voice *voice = &app->voice;
	voice_forget(app);
	voice->rate = RATE_USUAL;
	voice->volume = VOLUME_USUAL;
	app->ui.show_focus = voice->headphones;
	voice->on = voice->headphones && !voice->barred;
	voice->oriented = voice->told = false;
	voice->speech->retry(voice->speech, NULL);
}

void voice_turn(struct app *app, bool on)
{
	struct voice *voice = &app->voice;
	on = on && !voice->barred;
	if (voice->on == on)
		return;
	voice_forget(app);
	voice->on = on;
	voice->oriented = false;
}

void voice_rate(struct app *app, int rate)
{
	app->voice.rate = rate < 0 ? 0 : rate < RATES ? rate : RATES - 1;
}

/* --- saying ------------------------------------------------------------------------------------------------------------ */

struct speaker voice_speaker(const struct app *app)
{
	return (struct speaker){.catalog = app->catalog, .language = app->ui.language, .loud = !app->voice.headphones};
}

static void say_from(struct voice *voice, size_t from)
{
	voice->paused = false;
	if (from >= voice->said->count)
		return;
	voice->at = from;
	voice->saying = true;
	voice->speech->say(voice->speech, voice->said,
			   &(struct manner){.serial = ++voice->serial,
					    .from = from,
					    .rate = voice->rate,
					    .volume = voice->volume,
					    .headphones = voice->headphones});
}

void voice_say_draft(struct voice *voice)
{
	if (!voice->draft->count)
		return;
	script_copy(voice->said, voice->draft);
	script_wipe(voice->draft);
	voice->follow = 0;
	voice->arrive_at = 0;
	say_from(voice, 0);
}

static void say_words(struct app *app, const char *key)
{
	struct speaker speaker = voice_speaker(app);
	script_wipe(app->voice.draft);
	spoken_words(&speaker, key, NULL, NULL, app->voice.draft);
	voice_say_draft(&app->voice);
}

/* --- keys of the voice's own --------------------------------------------------------------------------------------------- */

static void repeat(struct app *app, int unused)
{
	struct voice *voice = &app->voice;
	(void)unused;
	if (voice->arrive_at || !voice->said->count)
		voice->arrive_at = app->now; /* the page has not been said yet */
	else
		say_from(voice, 0);
}

static void pause_or_go_on(struct app *app, int was_saying)
{
	if (was_saying)
		app->voice.paused = true;
	else if (app->voice.paused)
		say_from(&app->voice, app->voice.at);
}

void voice_tone(struct app *app, enum tone tone)
{
	app->voice.speech->tone(app->voice.speech, tone, app->voice.volume);
}

static void change_volume(struct app *app, int step)
{
	struct voice *voice = &app->voice;
	struct speaker speaker = voice_speaker(app);
	char number[12], total[12], words[128];
	int volume = voice->volume + step;
	voice->volume = volume < 0 ? 0 : volume < VOLUMES ? volume : VOLUMES - 1;
	text_format(number, sizeof number, "%d", voice->volume + 1);
	text_format(total, sizeof total, "%d", VOLUMES);
	say_fill(words, sizeof words, say(speaker.catalog, speaker.language, "spoken.volume"), "n", number, "total", total,
		 NULL);
	script_wipe(voice->draft);
	script_add(voice->draft, words, catalog_voice(speaker.catalog, speaker.language), false);
	voice_say_draft(voice);
}

static void change_rate(struct app *app, int step)
{
	static const char *const keys[RATES] = {"access.rate.0", "access.rate.1", "access.rate.2"};
	voice_rate(app, app->voice.rate + step);
	say_words(app, keys[app->voice.rate]);
}

static const struct {
	void (*act)(struct app *app, int step);
	int step;
} keys[KEY_COUNT] = {
	[KEY_HELP] = {repeat, 0},        [KEY_LOUDER] = {change_volume, 1}, [KEY_SOFTER] = {change_volume, -1},
	[KEY_FASTER] = {change_rate, 1}, [KEY_SLOWER] = {change_rate, -1},  [KEY_PAUSE] = {pause_or_go_on, 0},
};

/* --- inputs -------------------------------------------------------------------------------------------------------------- */

/* Whoever pulls the headphones out may have gone: nothing is said on, and the page asks. */
static void plug(struct app *app, bool in)
{
	app->touched = app->now;
	voice_turn(app, in);
	app->voice.headphones = in;
	app->ui.show_focus = app->ui.show_focus || in;
	if (!in && screens[app->screen]->idle_s > 0)
		app_cover(app, SCREEN_STILL_THERE);
}

/* While a welcome is said, its language's button has the focus: "press Select" is then true. */
static void follow(struct app *app)
{
	struct voice *voice = &app->voice;
	if (voice->follow && voice->at == voice->follow)
		app->ui.focus[0] = '\0';
	for (size_t i = 0; voice->at < voice->follow && i < catalog_count(app->catalog); i++)
		if (strcmp(catalog_voice(app->catalog, i), voice->said->list[voice->at].voice) == 0)
			text_format(app->ui.focus, sizeof app->ui.focus, "start-%s", catalog_code(app->catalog, i));
}

static void no_speech(struct app *app)
{
	if (!app->voice.told)
		app_toast(app, ui_say(&app->ui, "access.no_sound"), 0);
	app->voice.told = true;
	app->voice.on = false;
}

static void hear(struct app *app, int serial, int news)
{
	struct voice *voice = &app->voice;
	if (serial != voice->serial || !voice->saying)
		return;
	voice->heard = app->now;
	if (news >= 0) {
		voice->at = (size_t)news < voice->said->count ? (size_t)news : voice->at;
		follow(app);
		return;
	}
	voice->saying = false;
	if (news != SPEECH_ENDED)
		no_speech(app);
}

static bool is_from_person(const struct input *input)
{
	return input->type == INPUT_DOWN || input->type == INPUT_KEY || input->type == INPUT_TEXT || input->type == INPUT_SCAN;
}

static void ask(struct app *app, const struct input *input)
{
	const struct node *node = input->type == INPUT_DOWN ? nodes_at(app->ui.nodes, input->x, input->y) : NULL;
	text_copy(app->voice.asked, sizeof app->voice.asked, node && !node->enabled ? node->id : "");
}

bool voice_takes(struct app *app, const struct input *input)
{
	struct voice *voice = &app->voice;
	if (input->type == INPUT_SPEECH)
		hear(app, input->x, input->y);
	else if (input->type == INPUT_HEADPHONES)
		plug(app, input->x != 0);
	if (input->type == INPUT_SPEECH || input->type == INPUT_HEADPHONES)
		return true;
	if (!voice->on || !is_from_person(input))
		return false;
	bool was_saying = voice->saying, own = input->type == INPUT_KEY && keys[input->key].act;
	voice_hush(voice);
	ask(app, input);
	if (voice->arrive_at)
		voice->arrive_at = app->now + VOICE_QUIET_MS;
	voice->paused = voice->paused && own;
	if (!own)
		return false;
	app->touched = app->now;
	app->ui.show_focus = true;
	keys[input->key].act(app, keys[input->key].step ? keys[input->key].step : was_saying);
	return true;
}
