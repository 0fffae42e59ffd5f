/* What controls are called (A29): the words that are seen are in the name that is heard, fields say what belongs into them, and
 * what must be answered or can be skipped is said in words. */
#include "scenes.h"

#include "ui/spoken.h"

/* All that is heard of one node. */
static const char *heard(const struct scene *scene, const struct node *node)
{
	static struct script script;
	static char line[SCRIPT_MOST * 64];
	struct speaker speaker = {.catalog = scene->player->catalog, .language = scene->language_index};
	size_t used = 0;
	script_wipe(&script);
	spoken_node(&speaker, nodes_of(scene), node, &script);
	line[0] = '\0';
	for (size_t i = 0; i < script.count && used + UTTERANCE_MOST < sizeof line; i++)
		used += (size_t)snprintf(line + used, sizeof line - used, "%s ", script.list[i].text);
	return line;
}

static bool says_all_words(const char *said, const char *label)
{
	char folded[NODE_TEXT_MOST * 2], word[128];
	text_fold(said, folded, sizeof folded);
	for (const char *at = label; *at;) {
		size_t n = strcspn(at, " ");
		char piece[128];
		text_format(piece, sizeof piece, "%.*s", (int)n, at);
		text_fold(piece, word, sizeof word);
		size_t last = strlen(word);
		while (last > 0 && strchr(".,:;?!", word[last - 1]))
			word[--last] = '\0';
		if (!strstr(folded, word))
			return false;
		at += n + (at[n] == ' ');
	}
	return true;
}

/* Codes of languages and "Aa" stand for words that are said whole. */
static bool is_sign(const struct node *node)
{
	return strncmp(node->id, "lang-", 5) == 0 || strcmp(node->id, "access") == 0 || node->kind == NODE_KEY || node->masked;
}

static void check_names(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = &nodes->list[i];
		if (!is_live(scene, node) || is_sign(node) || node->tongue)
			continue;
		const char *said = heard(scene, node);
		if (!says_all_words(said, node->label))
			finding(scene, "%s is called \"%s\" and heard as \"%s\"", node->id, node->label, said);
	}
}

static bool is_drawn(const struct scene *scene, const char *words)
{
	const struct draw *draw = scene->player->app.ui.draw;
	size_t n = strcspn(words, " "); /* it may be on two lines: its first word will do */
	for (size_t i = 0; i < draw->count; i++)
		if (draw->commands[i].op == OP_TEXT && strncmp(draw->text + draw->commands[i].as.text.at, words, n) == 0)
			return true;
	return false;
}

static void check_fields(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = &nodes->list[i];
		if (node->kind != NODE_FIELD || !is_live(scene, node))
			continue;
		const struct node *title = nodes_find(nodes, "title");
		if (!node->label[0] || !(is_drawn(scene, node->label) || (title && is_drawn(scene, title->label))))
			finding(scene, "nothing seen says what belongs into %s (\"%s\")", node->id, node->label);
	}
}

enum { NAMES, FIELDS, CHECKS };
static struct check checks[CHECKS] = {[NAMES] = {.look = check_names}, [FIELDS] = {.look = check_fields}};

static int look_everywhere(void **state)
{
	int opened = player_open(state);
	for_each_scene(*state, (struct span){.themes = 1, .sizes = 2}, checks, CHECKS);
	return opened;
}

static void names_hold_their_labels(void **state)
{
	(void)state;
	assert_nothing_found(&checks[NAMES]);
}

static void fields_say_what_they_are_for(void **state)
{
	(void)state;
	assert_nothing_found(&checks[FIELDS]);
}

/* What can be left out says so, what cannot says what is missing. */
static void optional_and_needed_are_said(void **state)
{
	struct player *player = *state;
	play(player, (struct input){.type = INPUT_RESIZE, .x = 1280, .y = 800});
	app_end_visit(&player->app);
	app_build(&player->app);
	touch(player, "start-en");
	touch(player, "new");
	assert_string_equal(node(player, "last-name-hint")->label, "Optional");
	assert_false(node(player, "primary")->enabled);
	assert_string_equal(node(player, "primary")->spoken, "Type your first name to go on.");
	touch_keys(player, "ana");
	touch(player, "primary");
	assert_string_equal(node(player, "primary")->label, "Skip last name");
	touch(player, "primary");
	assert_screen(player, SCREEN_CONTACT);
	assert_false(node(player, "primary")->enabled);
	assert_true(node(player, "primary")->spoken[0] != '\0');
	touch(player, "no-email");
	assert_true(node(player, "primary")->enabled);
	assert_non_null(strstr(node(player, "primary")->label, "Skip"));
}

/* 29 CFR 38: equal opportunity, help in one's language, and what is done with the data, one touch away from the first page
 * (A34). */
static void notices_are_one_touch_away(void **state)
{
	struct player *player = *state;
	for (size_t language = 0; language < catalog_count(player->catalog); language++) {
		app_end_visit(&player->app);
		player->app.ui.language = language;
		app_build(&player->app);
		player->now += 1000;
		touch(player, "notices");
		assert_screen(player, SCREEN_NOTICES);
		assert_true(strlen(node(player, "text")->label) > 60);
		touch(player, "notice-1");
		for (size_t other = 0; other < catalog_count(player->catalog); other++) {
			char id[NODE_ID_MOST];
			text_format(id, sizeof id, "text-%s", catalog_code(player->catalog, other));
			assert_int_equal(node(player, id)->tongue, other + 1); /* and is said by that language's voice */
		}
		touch(player, "notice-2");
		assert_true(strlen(node(player, "text")->label) > 60);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_hold_their_labels),
		cmocka_unit_test(fields_say_what_they_are_for),
		cmocka_unit_test(optional_and_needed_are_said),
		cmocka_unit_test(notices_are_one_touch_away),
	};
	return cmocka_run_group_tests(tests, look_everywhere, player_close);
}
