/* See voice.h. */
#include "voice.h"

#include "app.h"
#include "base/text.h"
#include "screens/screen.h"
#include "ui/hash.h"
#include "ui/spoken.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { QUIET_MS = 400 };

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

static void hush(struct voice *voice)
{
	if (voice->saying)
		voice->speech->stop(voice->speech);
	voice->saying = false;
	voice->follow = 0;
}

void voice_forget(struct app *app)
{
	struct voice *voice = &app->voice;
	hush(voice);
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
	voice->on = app->ui.show_focus = voice->headphones;
	voice->oriented = voice->told = false;
	voice->speech->retry(voice->speech, NULL);
}

void voice_turn(struct app *app, bool on)
{
	struct voice *voice = &app->voice;
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

static struct speaker speaker_of(const struct app *app)
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

/* Says the draft in place of what is being said. */
static void say_draft(struct voice *voice)
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
	struct speaker speaker = speaker_of(app);
	script_wipe(app->voice.draft);
	spoken_words(&speaker, key, NULL, NULL, app->voice.draft);
	say_draft(&app->voice);
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

static void change_volume(struct app *app, int step)
{
	struct voice *voice = &app->voice;
	struct speaker speaker = speaker_of(app);
	char number[12], total[12], words[128];
	int volume = voice->volume + step;
	voice->volume = volume < 0 ? 0 : volume < VOLUMES ? volume : VOLUMES - 1;
	text_format(number, sizeof number, "%d", voice->volume + 1);
	text_format(total, sizeof total, "%d", VOLUMES);
	say_fill(words, sizeof words, say(speaker.catalog, speaker.language, "spoken.volume"), "n", number, "total", total,
		 NULL);
	script_wipe(voice->draft);
	script_add(voice->draft, words, catalog_voice(speaker.catalog, speaker.language), false);
	say_draft(voice);
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
	hush(voice);
	ask(app, input);
	if (voice->arrive_at)
		voice->arrive_at = app->now + QUIET_MS;
	voice->paused = voice->paused && own;
	if (!own)
		return false;
	app->touched = app->now;
	app->ui.show_focus = true;
	keys[input->key].act(app, keys[input->key].step ? keys[input->key].step : was_saying);
	return true;
}

/* --- a page -------------------------------------------------------------------------------------------------------------- */

/* Who stands here has not chosen a language yet. */
static void welcome(struct app *app, struct script *script)
{
	struct speaker speaker = speaker_of(app);
	const char *event = app->store ? store_fair(app->store)->name : "";
	for (speaker.language = 0; speaker.language < catalog_count(app->catalog); speaker.language++)
		spoken_words(&speaker, "spoken.welcome", "event", event, script);
	app->voice.follow = script->count;
}

static void say_page(struct app *app)
{
	struct voice *voice = &app->voice;
	struct speaker speaker = speaker_of(app);
	size_t followed = 0;
	script_wipe(voice->draft);
	if (app->screen == SCREEN_WELCOME) {
		welcome(app, voice->draft);
		followed = voice->follow;
	} else if (!voice->oriented) {
		spoken_words(&speaker, "spoken.orientation", NULL, NULL, voice->draft);
		voice->oriented = true;
	}
	spoken_page(&speaker, app->ui.nodes, screens[app->screen]->name, voice->draft);
	say_draft(voice);
	voice->follow = followed;
}

/* --- looking at a frame -----------------------------------------------------------------------------------------------------
 */

static uint64_t hash_of(const struct script *script)
{
	uint64_t hash = HASH_START;
	for (size_t i = 0; i < script->count; i++)
		hash = hash_bytes(hash, script->list[i].text, strlen(script->list[i].text));
	return hash;
}

/* What would be said, as a hash; the draft is left empty. */
static uint64_t hash_draft(struct voice *voice)
{
	uint64_t hash = hash_of(voice->draft);
	script_wipe(voice->draft);
	return hash;
}

static const struct node *focused(const struct app *app)
{
	return app->ui.show_focus && app->ui.focus[0] ? nodes_find(app->ui.nodes, app->ui.focus) : NULL;
}

static struct seen look_at(struct app *app)
{
	struct voice *voice = &app->voice;
	struct speaker speaker = speaker_of(app);
	const struct nodes *nodes = app->ui.nodes;
	const struct node *focus = focused(app), *field = spoken_field(nodes);
	struct seen seen = {.page = true, .screen = (int)app->screen, .language = app->ui.language};
	script_wipe(voice->draft);
	spoken_arrival(&speaker, nodes, screens[app->screen]->name, voice->draft);
	seen.arrival = hash_draft(voice);
	spoken_news(&speaker, nodes, voice->draft);
	seen.news = voice->draft->count ? hash_of(voice->draft) : 0;
	script_wipe(voice->draft);
	if (focus) {
		spoken_node(&speaker, nodes, focus, voice->draft);
		seen.line = hash_draft(voice);
		seen.selected = focus->selected;
		text_copy(seen.focus, sizeof seen.focus, focus->id);
	}
	if (field) {
		text_copy(seen.field, sizeof seen.field, field->id);
		text_copy(seen.value, sizeof seen.value, field->value);
	}
	return seen;
}

/* The focus has moved, or the control under it has changed. A letter key changes with every shift: that is not said. */
static bool focus_is_new(const struct seen *now, const struct seen *before, const struct node *focus)
{
	if (!focus)
		return false;
	if (strcmp(now->focus, before->focus) != 0)
		return true;
	if (focus->kind == NODE_KEY)
		return now->selected != before->selected;
	return focus->kind != NODE_FIELD && now->line != before->line;
}

/* What a finger has just switched, or cannot press. */
static const struct node *touched(struct app *app)
{
	bool acted = !app->ui.show_focus && app->press.acted == app->now;
	const struct node *node = acted ? nodes_find(app->ui.nodes, app->press.acted_id) : NULL;
	if (node && (node->kind == NODE_CHOICE || node->kind == NODE_CHIP || node->kind == NODE_ROW))
		return node;
	node = app->voice.asked[0] ? nodes_find(app->ui.nodes, app->voice.asked) : NULL;
	app->voice.asked[0] = '\0';
	return node;
}

static void draft_changes(struct app *app, const struct seen *now, const struct seen *before)
{
	struct voice *voice = &app->voice;
	struct speaker speaker = speaker_of(app);
	const struct nodes *nodes = app->ui.nodes;
	const struct node *focus = focused(app), *field = spoken_field(nodes), *finger = touched(app);
	bool moved = focus_is_new(now, before, focus), same_field = strcmp(now->field, before->field) == 0;
	if (field && same_field && strcmp(now->value, before->value) != 0)
		spoken_typed(&speaker, field, before->value, voice->draft);
	if (moved)
		spoken_node(&speaker, nodes, focus, voice->draft);
	if (field && !same_field && !(moved && field == focus))
		spoken_node(&speaker, nodes, field, voice->draft);
	if (finger && !(moved && finger == focus) && finger != field)
		spoken_node(&speaker, nodes, finger, voice->draft);
}

/* News wait until what is being said has ended, unless the visitor has just done something. */
static void say_changes(struct app *app, struct seen *now, const struct seen *before)
{
	struct voice *voice = &app->voice;
	struct speaker speaker = speaker_of(app);
	draft_changes(app, now, before);
	if (now->news != before->news && now->news && (voice->draft->count || !voice->saying))
		spoken_news(&speaker, app->ui.nodes, voice->draft);
	else if (now->news != before->news && now->news)
		now->news = before->news;
	say_draft(voice);
}

void voice_look(struct app *app)
{
	struct voice *voice = &app->voice;
	struct seen before = voice->seen;
	if (!voice->on)
		return;
	struct seen now = look_at(app);
	bool page = !before.page || before.screen != now.screen || before.language != now.language;
	if (page) {
		hush(voice);
		voice->arrive_at = app->touched > app->now - QUIET_MS ? app->touched + QUIET_MS : app->now;
	} else if (voice->arrive_at && voice->arrive_at <= app->now) {
		say_page(app);
	} else if (voice->saying && voice->at < voice->follow) {
		/* the focus goes with the words */
	} else if (!voice->arrive_at && before.arrival != now.arrival) {
		struct speaker speaker = speaker_of(app);
		spoken_arrival(&speaker, app->ui.nodes, screens[app->screen]->name, voice->draft);
		say_draft(voice);
	} else {
		say_changes(app, &now, &before);
	}
	voice->seen = now;
	sodium_memzero(&now, sizeof now);
	sodium_memzero(&before, sizeof before);
}

int64_t voice_deadline(const struct app *app)
{
	return app->voice.on && app->voice.arrive_at ? app->voice.arrive_at : -1;
}
