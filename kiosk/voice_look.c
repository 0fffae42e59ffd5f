/* What the voice finds new in a frame. What would be said of the frame before is kept as hashes, so that nothing personal
 * waits here; only the text of the field that is typed into is kept, to tell which letter came. */
#include "voice.h"

#include "app.h"
#include "base/text.h"
#include "screens/screen.h"
#include "ui/hash.h"
#include "ui/spoken.h"

#include <sodium.h>
#include <string.h>

/* --- a page -------------------------------------------------------------------------------------------------------------- */

/* Who stands here has not chosen a language yet. */
static void welcome(struct app *app, struct script *script)
{
	struct speaker speaker = voice_speaker(app);
	const char *event = app->store ? store_fair(app->store)->name : "";
	for (speaker.language = 0; speaker.language < catalog_count(app->catalog); speaker.language++)
		spoken_words(&speaker, "spoken.welcome", "event", event, script);
	app->voice.follow = script->count;
}

static void say_page(struct app *app)
{
	struct voice *voice = &app->voice;
	struct speaker speaker = voice_speaker(app);
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
	voice_say_draft(voice);
	voice->follow = followed;
}

/* --- looking at a frame --- */

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
	struct speaker speaker = voice_speaker(app);
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
	struct speaker speaker = voice_speaker(app);
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
	struct speaker speaker = voice_speaker(app);
	draft_changes(app, now, before);
	if (now->news != before->news && now->news && (voice->draft->count || !voice->saying))
		spoken_news(&speaker, app->ui.nodes, voice->draft);
	else if (now->news != before->news && now->news)
		now->news = before->news;
	voice_say_draft(voice);
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
		voice_hush(voice);
		voice->arrive_at = app->touched > app->now - VOICE_QUIET_MS ? app->touched + VOICE_QUIET_MS : app->now;
	} else if (voice->arrive_at && voice->arrive_at <= app->now) {
		say_page(app);
	} else if (voice->saying && voice->at < voice->follow) {
		/* the focus goes with the words */
	} else if (!voice->arrive_at && before.arrival != now.arrival) {
		struct speaker speaker = voice_speaker(app);
		spoken_arrival(&speaker, app->ui.nodes, screens[app->screen]->name, voice->draft);
		voice_say_draft(voice);
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
