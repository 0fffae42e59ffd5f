/* What is said of a node list: the pattern of a control, the order of a page, what is typed, and, over every screen there is,
 * that all that can be seen is said and that nothing personal is said aloud. */
#include "ui/spoken.h"

#include "app.h"
#include "base/text.h"
#include "demo.h"
#include "screens/screen.h"
#include "ui/pronounce.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- a page by hand --- */

struct page {
	struct catalog *catalog;
	struct nodes nodes;
	struct script script;
	struct speaker speaker;
};

static struct node *add(struct page *page, enum node_kind kind, const char *id, const char *label, int action)
{
	struct node *node = nodes_add(&page->nodes, kind, id, (struct rect){0, 0, 10, 10});
	text_copy(node->label, sizeof node->label, label);
	node->action = action;
	return node;
}

static int page_open(void **state)
{
	struct page *page = calloc(1, sizeof *page);
	struct err err = {.code = ERR_NONE};
	page->catalog = catalog_open(ASSETS "/lang", "en,es,ht", &err);
	if (!page->catalog)
		fail_msg("%s", err.text);
	page->speaker.catalog = page->catalog;
	*state = page;
	return 0;
}

static int page_close(void **state)
{
	struct page *page = *state;
	catalog_close(page->catalog);
	free(page);
	return 0;
}

/* The whole script on one line. */
static const char *joined(const struct script *script)
{
	static char line[SCRIPT_MOST * UTTERANCE_MOST];
	size_t used = 0;
	line[0] = '\0';
	for (size_t i = 0; i < script->count; i++)
		used += (size_t)snprintf(line + used, sizeof line - used, "%s%s", i ? " | " : "", script->list[i].text);
	return line;
}

static const char *node_says(struct page *page, const char *id)
{
	script_wipe(&page->script);
	spoken_node(&page->speaker, &page->nodes, nodes_find(&page->nodes, id), &page->script);
	return joined(&page->script);
}

static void a_control_says_label_kind_state_place(void **state)
{
	struct page *page = *state;
	add(page, NODE_BUTTON, "back", "Back", 2);
	add(page, NODE_BUTTON, "next", "Next", 1)->enabled = false;
	text_copy(nodes_find(&page->nodes, "next")->spoken, NODE_TEXT_MOST, "Type your name to go on.");
	struct node *no = add(page, NODE_CHOICE, "no", "No", 5), *yes = add(page, NODE_CHOICE, "yes", "Yes", 5);
	add(page, NODE_CHOICE, "other", "Other", 6);
	text_copy(no->value, sizeof no->value, "Share?");
	text_copy(yes->value, sizeof yes->value, "Share?");
	yes->selected = true;
	add(page, NODE_CHIP, "chip", "Welding", 7);
	text_copy(add(page, NODE_ROW, "row", "Ana", 8)->value, NODE_TEXT_MOST, "ends in 42");
	text_copy(add(page, NODE_KEY, "k-@", "@", 9)->spoken, NODE_TEXT_MOST, "at sign");
	add(page, NODE_KEY, "k-a", "a", 9);
	add(page, NODE_TEXT, "text", "Only words · of two halves", 0);
	assert_string_equal(node_says(page, "back"), "Back, button, 1 of 2");
	assert_string_equal(node_says(page, "next"), "Next, button, not available, 2 of 2 | Type your name to go on.");
	assert_string_equal(node_says(page, "no"), "Share?, No, choice, not selected, 1 of 2");
	assert_string_equal(node_says(page, "yes"), "Share?, Yes, choice, selected, 2 of 2");
	assert_string_equal(node_says(page, "other"), "Other, choice, not selected");
	assert_string_equal(node_says(page, "chip"), "Welding, tag, not selected");
	assert_string_equal(node_says(page, "row"), "Ana, ends in 42, row");
	assert_string_equal(node_says(page, "k-@"), "at sign, key");
	assert_string_equal(node_says(page, "text"), "Only words, of two halves");
	page->speaker.language = catalog_language(page->catalog, "es");
	assert_string_equal(node_says(page, "chip"), "Welding, etiqueta, no seleccionado");
	assert_string_equal(page->script.list[0].voice, "es-419");
	nodes_find(&page->nodes, "chip")->tongue = 1; /* its words are English whatever the page is in */
	assert_string_equal(node_says(page, "chip"), "Welding, tag, not selected");
	assert_string_equal(page->script.list[0].voice, "en-us");
}

static const char *page_says(struct page *page, const char *screen)
{
	script_wipe(&page->script);
	spoken_page(&page->speaker, &page->nodes, screen, &page->script);
	return joined(&page->script);
}

static struct node *add_field(struct page *page, const char *value, bool personal, bool masked)
{
	struct node *field = add(page, NODE_FIELD, "field", "First name", 3);
	text_copy(field->value, sizeof field->value, value);
	field->personal = personal;
	field->masked = masked;
	field->selected = true;
	return field;
}

static void a_value_is_personal_where_its_field_is(void **state)
{
	struct page *page = *state;
	struct node *field = add_field(page, "Marisol", true, false);
	assert_string_equal(node_says(page, "field"), "First name, edit box | Marisol");
	assert_false(page->script.list[0].personal);
	assert_true(page->script.list[1].personal);
	page->speaker.loud = true;
	assert_string_equal(node_says(page, "field"),
			    "First name, edit box | This is personal. | Plug in headphones to hear it.");
	field->value[0] = '\0';
	assert_string_equal(node_says(page, "field"), "First name, edit box, empty");
	struct node *row = add(page, NODE_ROW, "row", "Marisol P.", 8);
	row->personal = true;
	assert_null(strstr(node_says(page, "row"), "Marisol"));
	assert_non_null(strstr(node_says(page, "row"), "row"));
}

static const char *typing_says(struct page *page, const char *before)
{
	script_wipe(&page->script);
	spoken_typed(&page->speaker, nodes_find(&page->nodes, "field"), before, &page->script);
	return joined(&page->script);
}

static void typing_is_heard(void **state)
{
	struct page *page = *state;
	static const struct {
		const char *before, *after, *aside, *aloud;
	} rows[] = {
		{"Mari", "Maris", "s", "entered"},
		{"Maris", "Mari", "s, deleted", "deleted"},
		{"ana", "ana@", "at sign", "entered"},
		{"ana@", "ana@example.com", "example.com", "entered"},
		{"José ", "José", "space, deleted", "deleted"},
		{"old", "new", "new", "entered"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		for (int loud = 0; loud < 2; loud++) {
			nodes_clear(&page->nodes);
			add_field(page, rows[i].after, true, false);
			page->speaker.loud = loud;
			assert_string_equal(typing_says(page, rows[i].before), loud ? rows[i].aloud : rows[i].aside);
			assert_int_equal(page->script.list[0].personal, !loud);
		}
}

/* A PIN is "digit entered", to headphones too, and its keys are not named to everybody. */
static void masked_digits_are_never_said(void **state)
{
	struct page *page = *state;
	add_field(page, "••", true, true);
	add(page, NODE_KEY, "k-7", "7", 9);
	for (int loud = 0; loud < 2; loud++) {
		page->speaker.loud = loud;
		assert_string_equal(node_says(page, "field"), "First name, edit box | 2 digits entered");
		assert_string_equal(typing_says(page, "•"), "digit entered");
		assert_string_equal(typing_says(page, "•••"), "deleted");
		assert_int_equal(strchr(node_says(page, "k-7"), '7') == NULL, loud);
	}
}

static void a_page_says_title_help_content_dock_header(void **state)
{
	struct page *page = *state;
	static const char all[] = "What’s your name? | As you want it on your badge | First name, edit box, empty | "
				  "Next, button | Step 2 of 4";
	add(page, NODE_TEXT, "step", "Step 2 of 4", 0)->group = "header";
	struct node *heading = add(page, NODE_HEADING, "title", "What’s your name?", 0);
	add(page, NODE_TEXT, "hint", "As you want it on your badge", 0);
	add_field(page, "", true, false);
	add(page, NODE_KEY, "k-a", "a", 9)->group = "keyboard";
	add(page, NODE_BUTTON, "next", "Next", 1)->group = "dock";
	add(page, NODE_TEXT, "decor", "Decoration", 0)->decorative = true;
	assert_string_equal(page_says(page, "no-such-screen"), all);
	/* words of the screen's own come instead of the heading; what they say is not said again */
	assert_ptr_equal(strstr(page_says(page, "access"), "Text and voice. | Six groups of settings. | As you want"),
			 joined(&page->script));
	text_copy(heading->spoken, sizeof heading->spoken, "Your name. As you want it on your badge!");
	assert_ptr_equal(strstr(page_says(page, "access"), "Your name. | As you want it on your badge! | First name"),
			 joined(&page->script));
	add(page, NODE_HEADING, "still", "Are you there?", 0)->group = "dialog";
	add(page, NODE_BUTTON, "yes", "Yes", 1)->group = "dialog";
	assert_string_equal(page_says(page, "access"), "Are you there? | Yes, button");
}

static void news_are_heard_but_no_countdown(void **state)
{
	struct page *page = *state;
	add(page, NODE_STATUS, "countdown", "14", 0);
	add(page, NODE_TEXT, "text", "Just a text", 0);
	add(page, NODE_TEXT, "field-error", "An email has one @.", 0)->fg = COLOR_ERROR;
	add(page, NODE_ROW, "row", "Ana", 8);
	add_field(page, "An", true, false);
	text_copy(add(page, NODE_STATUS, "offline", "Saved on this kiosk.", 0)->value, NODE_TEXT_MOST, "We’ll sync later.");
	spoken_news(&page->speaker, &page->nodes, &page->script);
	assert_string_equal(joined(&page->script),
			    "1 person found | An email has one @. | Saved on this kiosk., We’ll sync later.");
}

/* --- every screen --- */

struct house {
	struct demo demo;
	struct catalog *catalog;
	struct render *render;
	struct app app;
};

static int house_open(void **state)
{
	struct house *house = calloc(1, sizeof *house);
	struct err err = {.code = ERR_NONE};
	setenv("TZ", "America/New_York", 1);
	bool ok = demo_open(&house->demo, &err);
	if (ok)
		house->catalog = catalog_open(ASSETS "/lang", "en,es,ht", &err);
	if (house->catalog)
		house->render = render_create(ASSETS, &err);
	if (!house->render || !app_open(&house->app, house->demo.store, house->catalog, house->render, MODE_FRONT, "B12", &err))
		fail_msg("%s", err.text);
	app_fold(&house->app, SIZE_MAX);
	*state = house;
	return 0;
}

static int house_close(void **state)
{
	struct house *house = *state;
	app_close(&house->app);
	render_destroy(house->render);
	catalog_close(house->catalog);
	demo_close(&house->demo);
	free(house);
	return 0;
}

typedef void check_fn(struct house *house, enum screen_id id);

/* Shows every screen with its sample, in every language and at two sizes. */
static void each_screen(struct house *house, check_fn *check)
{
	static const struct {
		int w, h;
	} sizes[] = {{1280, 800}, {800, 480}, {1080, 1920}};
	struct app *app = &house->app;
	for (int id = 0; id < SCREEN_COUNT; id++)
		for (size_t language = 0; screens[id] && language < catalog_count(house->catalog); language++)
			for (size_t size = 0; size < sizeof sizes / sizeof sizes[0]; size++) {
				const char *home = screens[id]->sample_home;
				app->mode = home && strcmp(home, "booth") == 0 ? MODE_BOOTH : MODE_FRONT;
				app->now = app->wall = demo_now;
				app_input(app, &(struct input){.type = INPUT_RESIZE,
							       .at = demo_now,
							       .wall = demo_now,
							       .x = sizes[size].w,
							       .y = sizes[size].h});
				app_end_visit(app);
				app->ui.language = language;
				app_go(app, (enum screen_id)id);
				if (screens[id]->sample)
					screens[id]->sample(app);
				app_build(app);
				check(house, (enum screen_id)id);
			}
}

static struct script script;

static struct speaker speaker_of(struct house *house, bool loud)
{
	return (struct speaker){.catalog = house->catalog, .language = house->app.ui.language, .loud = loud};
}

static void say_page(struct house *house, enum screen_id id, bool loud)
{
	struct speaker speaker = speaker_of(house, loud);
	script_wipe(&script);
	spoken_page(&speaker, house->app.ui.nodes, screens[id]->name, &script);
}

static void fail_at(struct house *house, enum screen_id id, const char *what, const char *words)
{
	fail_msg("%s in %s: %s: \"%s\"", screens[id]->name, app_language(&house->app), what, words);
}

static void check_words(struct house *house, enum screen_id id)
{
	say_page(house, id, false);
	if (script.count == 0)
		fail_at(house, id, "nothing is said", "");
	if (script.count == SCRIPT_MOST)
		fail_at(house, id, "there is too much to say", joined(&script));
	for (size_t i = 0; i < script.count; i++)
		if (strchr(script.list[i].text, '{') || strchr(script.list[i].text, '['))
			fail_at(house, id, "raw words", script.list[i].text);
}

static void no_screen_is_silent_or_raw(void **state)
{
	each_screen(*state, check_words);
}

/* Sentences are cut at commas and signs are dropped, so letters are compared. */
static bool is_heard(const struct house *house, size_t language, const char *words)
{
	static char heard[SCRIPT_MOST * UTTERANCE_MOST];
	char plain[2 * NODE_TEXT_MOST], wanted[2 * NODE_TEXT_MOST];
	pronounce(house->catalog, language, words, plain, sizeof plain);
	text_fold(joined(&script), heard, sizeof heard);
	text_fold(plain, wanted, sizeof wanted);
	return strstr(heard, wanted) != NULL;
}

static size_t language_of(const struct house *house, const struct node *node)
{
	return node->tongue ? node->tongue - 1 : house->app.ui.language;
}

static void check_texts(struct house *house, enum screen_id id)
{
	const struct nodes *nodes = house->app.ui.nodes;
	bool dialog = false;
	say_page(house, id, false);
	for (size_t i = 0; i < nodes->count; i++)
		dialog = dialog || strcmp(nodes->list[i].group, "dialog") == 0;
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = &nodes->list[i];
		bool covered = dialog && strcmp(node->group, "dialog") != 0;
		if (covered || node->decorative || node->kind == NODE_KEY || node->spoken[0])
			continue;
		if (node->kind == NODE_HEADING && script.count > 0)
			continue; /* its words on arrival are its own */
		if (!is_heard(house, language_of(house, node), node->label))
			fail_at(house, id, "seen but not said", node->label);
	}
}

static void all_that_is_seen_is_said(void **state)
{
	each_screen(*state, check_texts);
}

/* What the samples type, and the people of the demo fair. */
static const char *const personal_words[] = {
	"Marisol", "Peña", "Pen.",    "marisol",           "7K2Q9M", "K2Q9", "0142", "Pierre", "Andre",
	"Keisha",  "José", "Hialeah", "Medical assistant", "ZDB"};

/* A headline says what one person wants; the list of jobs says the same words to everybody. */
static bool is_in_a_list_for_all(enum screen_id id, const char *word)
{
	return strcmp(word, "Medical assistant") == 0 && (id == SCREEN_WORK || id == SCREEN_SEEK);
}

static void check_script(struct house *house, enum screen_id id)
{
	for (size_t i = 0; i < script.count; i++) {
		if (script.list[i].personal)
			fail_at(house, id, "marked personal, but for all to hear", script.list[i].text);
		for (size_t w = 0; w < sizeof personal_words / sizeof personal_words[0]; w++)
			if (strstr(script.list[i].text, personal_words[w]) && !is_in_a_list_for_all(id, personal_words[w]))
				fail_at(house, id, "personal words to the loudspeaker", script.list[i].text);
	}
}

static void check_loud(struct house *house, enum screen_id id)
{
	struct speaker speaker = speaker_of(house, true);
	const struct nodes *nodes = house->app.ui.nodes;
	say_page(house, id, true);
	check_script(house, id);
	for (size_t i = 0; i < nodes->count; i++) {
		script_wipe(&script);
		spoken_node(&speaker, nodes, &nodes->list[i], &script);
		check_script(house, id);
	}
}

static void nothing_personal_is_said_aloud(void **state)
{
	each_screen(*state, check_loud);
}

static void check_focus(struct house *house, enum screen_id id)
{
	struct speaker speaker = speaker_of(house, false);
	const struct nodes *nodes = house->app.ui.nodes;
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = &nodes->list[i];
		char kind[64];
		if (!node->action)
			continue;
		script_wipe(&script);
		spoken_node(&speaker, nodes, node, &script);
		text_format(kind, sizeof kind, "spoken.%s", node_kind_name(node->kind));
		size_t language = language_of(house, node);
		if (!is_heard(house, language, say(house->catalog, language, kind)))
			fail_at(house, id, "a control that does not say what it is", joined(&script));
		if (node->enabled && !is_heard(house, language, node->spoken[0] ? node->spoken : node->label) &&
		    node->kind != NODE_KEY)
			fail_at(house, id, "a control that does not say its name", joined(&script));
	}
}

static void every_control_says_what_it_is(void **state)
{
	each_screen(*state, check_focus);
}

int main(void)
{
	const struct CMUnitTest pages[] = {
		cmocka_unit_test_setup_teardown(a_control_says_label_kind_state_place, page_open, page_close),
		cmocka_unit_test_setup_teardown(a_value_is_personal_where_its_field_is, page_open, page_close),
		cmocka_unit_test_setup_teardown(typing_is_heard, page_open, page_close),
		cmocka_unit_test_setup_teardown(masked_digits_are_never_said, page_open, page_close),
		cmocka_unit_test_setup_teardown(a_page_says_title_help_content_dock_header, page_open, page_close),
		cmocka_unit_test_setup_teardown(news_are_heard_but_no_countdown, page_open, page_close),
	};
	const struct CMUnitTest house[] = {
		cmocka_unit_test(no_screen_is_silent_or_raw),
		cmocka_unit_test(all_that_is_seen_is_said),
		cmocka_unit_test(nothing_personal_is_said_aloud),
		cmocka_unit_test(every_control_says_what_it_is),
	};
	int failed = cmocka_run_group_tests_name("pages", pages, NULL, NULL);
	return failed + cmocka_run_group_tests_name("screens", house, house_open, house_close);
}
