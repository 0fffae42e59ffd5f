/* See spoken.h. Words are put together in a line of pieces with commas between; personal pieces go into lines of their own. */
#include "ui/spoken.h"

#include "base/text.h"
#include "ui/pronounce.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { LINE_MOST = 3 * NODE_TEXT_MOST };

/* --- lines --------------------------------------------------------------------------------------------------------------- */

static void add_piece(char line[LINE_MOST], const char *piece)
{
	size_t used = strlen(line);
	if (piece && piece[0])
		text_format(line + used, LINE_MOST - used, "%s%s", used ? ", " : "", piece);
}

static const char *word(const struct speaker *speaker, const char *key)
{
	return say(speaker->catalog, speaker->language, key);
}

static bool is_last(const struct script *script, const char *text)
{
	return script->count > 0 && strcmp(script->list[script->count - 1].text, text) == 0;
}

/* Takes a line into the script, or, where everybody would hear it, says once that it is personal. */
static void add_line(const struct speaker *speaker, char line[LINE_MOST], bool personal, struct script *script)
{
	const char *voice = catalog_voice(speaker->catalog, speaker->language), *hidden = word(speaker, "spoken.private");
	char plain[LINE_MOST];
	if (!line[0])
		return;
	pronounce(speaker->catalog, speaker->language, line, plain, sizeof plain);
	if (!personal || !speaker->loud)
		script_add(script, plain, voice, personal);
	else if (!is_last(script, hidden))
		script_add(script, hidden, voice, false);
	sodium_memzero(line, strlen(line));
	sodium_memzero(plain, strlen(plain));
}

void spoken_words(const struct speaker *speaker, const char *key, const char *name, const char *value, struct script *script)
{
	char line[LINE_MOST];
	say_fill(line, sizeof line, word(speaker, key), name ? name : "", value ? value : "", NULL);
	add_line(speaker, line, false, script);
}

/* --- one node --- */

static bool in_group(const struct node *node, const char *group)
{
	return node->group && strcmp(node->group, group) == 0;
}

static bool same_set(const struct node *one, const struct node *two)
{
	return one->kind == two->kind && one->action != 0 && two->action != 0 && one->group && two->group &&
	       strcmp(one->group, two->group) == 0 &&
	       (one->kind != NODE_CHOICE || (one->action == two->action && strcmp(one->value, two->value) == 0));
}

/* "2 of 4", counted among controls of one kind in a group; nothing where there is only one, nor for keys. */
static void add_place(const struct speaker *speaker, const struct nodes *nodes, const struct node *node, char line[LINE_MOST])
{
	char number[16], total[16], place[128];
	int at = 0, count = 0;
	for (size_t i = 0; i < nodes->count; i++) {
		count += same_set(&nodes->list[i], node);
		if (&nodes->list[i] == node)
			at = count;
	}
	if (count < 2 || node->kind == NODE_KEY)
		return;
	snprintf(number, sizeof number, "%d", at);
	snprintf(total, sizeof total, "%d", count);
	add_piece(line, say_fill(place, sizeof place, word(speaker, "spoken.place"), "n", number, "total", total, NULL));
}

static void add_kind(const struct speaker *speaker, const struct node *node, char line[LINE_MOST])
{
	char key[64];
	text_format(key, sizeof key, "spoken.%s", node_kind_name(node->kind));
	add_piece(line, word(speaker, key));
}

static void add_state(const struct speaker *speaker, const struct node *node, char line[LINE_MOST])
{
	bool one_of = node->kind == NODE_CHOICE || node->kind == NODE_CHIP;
	if (!node->enabled)
		add_piece(line, word(speaker, "spoken.unavailable"));
	else if (node->selected && node->kind != NODE_FIELD)
		add_piece(line, word(speaker, "spoken.selected"));
	else if (one_of)
		add_piece(line, word(speaker, "spoken.not_selected"));
	if (node->kind == NODE_FIELD && !node->value[0])
		add_piece(line, word(speaker, "spoken.empty"));
}

/* What a node is called, and what it holds. Of a choice the value is its question; of a picture it is data. */
static void add_name(const struct node *node, char line[LINE_MOST])
{
	bool instead = node->spoken[0] && node->enabled;
	if (node->kind == NODE_CHOICE)
		add_piece(line, node->value);
	add_piece(line, instead ? node->spoken : node->label);
	if (!instead && node->kind != NODE_CHOICE && node->kind != NODE_FIELD && node->kind != NODE_IMAGE)
		add_piece(line, node->value);
}

/* A field's value stands alone: a name is heard better, and it is what is personal. */
static void add_value(const struct speaker *speaker, const struct node *node, struct script *script)
{
	char line[LINE_MOST] = "", number[24];
	unsigned long count = (unsigned long)text_graphemes(node->value);
	snprintf(number, sizeof number, "%lu", count);
	if (!node->masked)
		add_piece(line, node->value);
	else if (count)
		say_fill(line, sizeof line, say_count(speaker->catalog, speaker->language, "spoken.digits", count), "n", number,
			 NULL);
	add_line(speaker, line, node->personal && !node->masked, script);
}

/* Keys of a masked field would say aloud what the mask hides. */
static bool is_personal(const struct nodes *nodes, const struct node *node)
{
	const struct node *field = node->kind == NODE_KEY ? spoken_field(nodes) : NULL;
	return node->kind == NODE_FIELD ? false : field ? field->masked : node->personal;
}

static void add_control(const struct speaker *speaker, const struct nodes *nodes, const struct node *node,
			struct script *script)
{
	char line[LINE_MOST] = "";
	bool personal = is_personal(nodes, node);
	add_name(node, line);
	if (personal)
		add_line(speaker, line, true, script);
	add_kind(speaker, node, line);
	add_state(speaker, node, line);
	add_place(speaker, nodes, node, line);
	add_line(speaker, line, false, script);
	if (node->kind == NODE_FIELD)
		add_value(speaker, node, script);
	if (!node->enabled && node->spoken[0]) {
		add_piece(line, node->spoken);
		add_line(speaker, line, personal, script);
	}
}

void spoken_node(const struct speaker *speaker, const struct nodes *nodes, const struct node *node, struct script *script)
{
	struct speaker own = *speaker;
	char line[LINE_MOST] = "";
	if (node->tongue)
		own.language = node->tongue - 1u;
	if (node->action) {
		add_control(&own, nodes, node, script);
		return;
	}
	add_name(node, line);
	add_line(&own, line, node->personal, script);
}

/* --- a page --- */

static bool has_dialog(const struct nodes *nodes)
{
	for (size_t i = nodes->count; i > 0; i--)
		if (in_group(&nodes->list[i - 1], "dialog"))
			return true;
	return false;
}

static const struct node *heading_of(const struct nodes *nodes)
{
	bool dialog = has_dialog(nodes);
	for (size_t i = 0; i < nodes->count; i++)
		if (nodes->list[i].kind == NODE_HEADING && (!dialog || in_group(&nodes->list[i], "dialog")))
			return &nodes->list[i];
	return NULL;
}

/* The arrival words of a screen, spoken.SCREEN with _ for -; NULL where there is none, or one that only the screen can fill. */
static const char *words_of_screen(const struct speaker *speaker, const char *screen)
{
	char key[64];
	text_format(key, sizeof key, "spoken.%s", screen);
	for (char *at = key; (at = strchr(at, '-'));)
		*at = '_';
	const char *words = word(speaker, key);
	return words[0] == '[' || strchr(words, '{') ? NULL : words;
}

void spoken_arrival(const struct speaker *speaker, const struct nodes *nodes, const char *screen, struct script *script)
{
	const struct node *heading = heading_of(nodes);
	const char *words = has_dialog(nodes) ? NULL : words_of_screen(speaker, screen);
	char line[LINE_MOST] = "";
	if (heading && (heading->spoken[0] || !words))
		spoken_node(speaker, nodes, heading, script);
	else if (words) {
		add_piece(line, words);
		add_line(speaker, line, false, script);
	}
}

/* Its seconds are in a sentence, too. */
static bool is_countdown(const struct node *node)
{
	return node->kind == NODE_STATUS && node->label[0] && node->label[strspn(node->label, "0123456789")] == '\0';
}

/* Texts that the arrival has said already need not be heard again. */
static bool is_read(const struct node *node, const struct node *heading, const char *said)
{
	if (node == heading || node->decorative || node->kind == NODE_KEY || is_countdown(node))
		return false;
	return node->action || node->spoken[0] || node->value[0] || !strstr(said, node->label);
}

static void add_group(const struct speaker *speaker, const struct nodes *nodes, const char *group, const char *said,
		      struct script *script)
{
	const struct node *heading = heading_of(nodes);
	for (size_t i = 0; i < nodes->count; i++)
		if (in_group(&nodes->list[i], group) && is_read(&nodes->list[i], heading, said))
			spoken_node(speaker, nodes, &nodes->list[i], script);
}

void spoken_page(const struct speaker *speaker, const struct nodes *nodes, const char *screen, struct script *script)
{
	static const char *const groups[] = {"content", "dock", "header"};
	char said[LINE_MOST] = "";
	size_t from = script->count, used = 0;
	spoken_arrival(speaker, nodes, screen, script);
	for (size_t i = from; i < script->count; i++) {
		text_format(said + used, sizeof said - used, "%s ", script->list[i].text);
		used += strlen(said + used);
	}
	if (has_dialog(nodes))
		add_group(speaker, nodes, "dialog", said, script);
	else
		for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
			add_group(speaker, nodes, groups[i], said, script);
	sodium_memzero(said, sizeof said);
}

/* --- changes --- */

const struct node *spoken_field(const struct nodes *nodes)
{
	for (size_t i = 0; i < nodes->count; i++)
		if (nodes->list[i].kind == NODE_FIELD && nodes->list[i].selected)
			return &nodes->list[i];
	return NULL;
}

/* Rows below a field that is typed into are what was found. */
static void add_found(const struct speaker *speaker, const struct nodes *nodes, struct script *script)
{
	char line[LINE_MOST] = "", number[24];
	unsigned long count = 0;
	for (size_t i = 0; i < nodes->count; i++)
		count += nodes->list[i].kind == NODE_ROW && in_group(&nodes->list[i], "content");
	if (!count || !spoken_field(nodes))
		return;
	snprintf(number, sizeof number, "%lu", count);
	say_fill(line, sizeof line, say_count(speaker->catalog, speaker->language, "find.count", count), "n", number, NULL);
	add_line(speaker, line, false, script);
}

void spoken_news(const struct speaker *speaker, const struct nodes *nodes, struct script *script)
{
	add_found(speaker, nodes, script);
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = &nodes->list[i];
		bool wrong = node->kind == NODE_TEXT && node->fg == COLOR_ERROR;
		if ((node->kind == NODE_STATUS || wrong) && !is_countdown(node))
			spoken_node(speaker, nodes, node, script);
	}
}

/* A letter, or the name of a sign. */
static const char *typed(const struct speaker *speaker, const char *letter)
{
	return pronounce_sign(speaker->catalog, speaker->language, letter);
}

void spoken_typed(const struct speaker *speaker, const struct node *field, const char *before, struct script *script)
{
	char line[LINE_MOST] = "";
	size_t had = strlen(before), has = strlen(field->value);
	bool more = has > had && strncmp(field->value, before, had) == 0;
	bool less = has < had && strncmp(before, field->value, has) == 0;
	bool hidden = field->personal && speaker->loud;
	if (less) {
		if (!field->masked && !hidden)
			add_piece(line, typed(speaker, before + has));
		add_piece(line, word(speaker, "spoken.deleted"));
	} else if (field->masked) {
		add_piece(line, word(speaker, "spoken.digit"));
	} else if (hidden) {
		add_piece(line, word(speaker, "spoken.entered"));
	} else {
		add_piece(line, more ? typed(speaker, field->value + had) : field->value);
	}
	add_line(speaker, line, field->personal && !hidden && !field->masked, script);
}
