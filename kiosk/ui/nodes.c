/* The node list: an array in reading order, searched from either end. A "dialog" group hides the rest from touch and focus. */
#include "ui/nodes.h"

#include "base/text.h"

#include <jansson.h>
#include <sodium.h>
#include <string.h>

const char *node_kind_name(enum node_kind kind)
{
	static const char *const names[NODE_KIND_COUNT] = {
		[NODE_HEADING] = "heading", [NODE_TEXT] = "text",     [NODE_BUTTON] = "button", [NODE_FIELD] = "field",
		[NODE_KEY] = "key",         [NODE_CHOICE] = "choice", [NODE_CHIP] = "chip",     [NODE_ROW] = "row",
		[NODE_IMAGE] = "image",     [NODE_STATUS] = "status",
	};
	return names[kind];
}

void nodes_clear(struct nodes *nodes)
{
	sodium_memzero(nodes->list, nodes->count * sizeof nodes->list[0]);
	nodes->count = 0;
}

struct node *nodes_add(struct nodes *nodes, enum node_kind kind, const char *id, struct rect rect)
{
	if (nodes->count == NODES_MOST)
		return &nodes->list[NODES_MOST - 1];
	struct node *node = &nodes->list[nodes->count++];
	/* nodes_clear() left it zero; the texts are too large to be overwritten twice a frame */
	node->kind = kind;
	node->rect = rect;
	node->enabled = true;
	node->type = TYPE_BODY;
	node->group = "content";
	node->fg = COLOR_TEXT;
	node->bg = COLOR_PAGE;
	text_copy(node->id, sizeof node->id, id);
	return node;
}

struct node *nodes_find(struct nodes *nodes, const char *id)
{
	for (size_t i = 0; i < nodes->count; i++)
		if (strcmp(nodes->list[i].id, id) == 0)
			return &nodes->list[i];
	return NULL;
}

static bool in_dialog(const struct node *node)
{
	return node->group && strcmp(node->group, "dialog") == 0;
}

static bool has_dialog(const struct nodes *nodes)
{
	for (size_t i = nodes->count; i > 0; i--)
		if (in_dialog(&nodes->list[i - 1]))
			return true;
	return false;
}

struct node *nodes_at(struct nodes *nodes, int x, int y)
{
	bool dialog = has_dialog(nodes);
	for (size_t i = nodes->count; i > 0; i--) {
		struct node *node = &nodes->list[i - 1];
		if (node->action && rect_has(node->rect, x, y) && (!dialog || in_dialog(node)))
			return node;
	}
	return NULL;
}

/* One step from here is the first of the page, or the last: the header comes behind the dock, for "Start over" is what people
 * want least. */
static size_t before_content(const struct nodes *nodes, int step)
{
	size_t count = nodes->count, first = 0;
	while (first < count && nodes->list[first].group && strcmp(nodes->list[first].group, "header") == 0)
		first++;
	if (first == count)
		first = 0;
	return step < 0 || count == 0 ? first : (first + count - 1) % count;
}

struct node *nodes_focus(struct nodes *nodes, const char *from, int step)
{
	bool dialog = has_dialog(nodes);
	size_t count = nodes->count, at = before_content(nodes, step);
	for (size_t i = 0; from && i < count; i++)
		if (strcmp(nodes->list[i].id, from) == 0)
			at = i;
	for (size_t tried = 0; tried < count; tried++) {
		at = (step > 0 ? at + 1 : at + count - 1) % count;
		struct node *node = &nodes->list[at];
		if (node->action && node->enabled && (!dialog || in_dialog(node)))
			return node;
	}
	return NULL;
}

static json_t *node_json(const struct node *node)
{
	json_t *json = json_pack("{s:s, s:s, s:s, s:s, s:[i,i,i,i], s:b, s:b, s:s}", "id", node->id, "role",
				 node_kind_name(node->kind), "label", node->label, "value", node->value, "rect", node->rect.x,
				 node->rect.y, node->rect.w, node->rect.h, "enabled", node->enabled, "selected", node->selected,
				 "spoken", node->spoken);
	if (json && node->group)
		json_object_set_new(json, "group", json_string(node->group));
	return json;
}

char *nodes_json(const struct nodes *nodes, const char *screen, const char *language, const char *focus)
{
	char *text = NULL;
	json_t *list = json_array();
	json_t *root = json_pack("{s:s, s:s, s:s, s:o}", "screen", screen, "language", language, "focus", focus ? focus : "",
				 "nodes", list);
	if (!root)
		return NULL;
	for (size_t i = 0; i < nodes->count; i++)
		if (json_array_append_new(list, node_json(&nodes->list[i])))
			goto out;
	text = json_dumps(root, JSON_COMPACT);
out:
	json_decref(root);
	return text;
}
