/* kiosk/ui/nodes: what is touched, what gets the focus, what --tree shows, and that nothing personal stays. */
#include "ui/nodes.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct nodes nodes;

static struct node *add(const char *id, int x, int action, const char *group)
{
	struct node *node = nodes_add(&nodes, NODE_BUTTON, id, (struct rect){x, 0, 100, 50});
	node->action = action;
	node->group = group;
	return node;
}

static int start(void **state)
{
	(void)state;
	nodes_clear(&nodes);
	return 0;
}

static void touches_the_topmost_pressable_node(void **state)
{
	(void)state;
	add("below", 0, 1, "content");
	add("above", 50, 2, "content");
	add("label", 50, 0, "content");
	assert_string_equal(nodes_at(&nodes, 99, 49)->id, "above");
	assert_string_equal(nodes_at(&nodes, 49, 0)->id, "below");
	assert_null(nodes_at(&nodes, 150, 0));
	assert_null(nodes_at(&nodes, 0, 50));
	nodes_find(&nodes, "above")->enabled = false;
	assert_string_equal(nodes_at(&nodes, 60, 0)->id, "above"); /* it is there, and says why it cannot */
}

static void a_dialog_hides_what_is_below_it(void **state)
{
	(void)state;
	add("next", 0, 1, "dock");
	add("yes", 200, 2, "dialog");
	add("no", 300, 3, "dialog");
	assert_null(nodes_at(&nodes, 10, 10));
	assert_string_equal(nodes_at(&nodes, 210, 10)->id, "yes");
	assert_string_equal(nodes_focus(&nodes, "no", 1)->id, "yes");
	assert_string_equal(nodes_focus(&nodes, "yes", -1)->id, "no");
}

static void focus_goes_around_over_what_can_be_pressed(void **state)
{
	(void)state;
	assert_null(nodes_focus(&nodes, "", 1));
	add("title", 0, 0, "content");
	assert_null(nodes_focus(&nodes, "title", 1));
	add("a", 100, 1, "content");
	add("off", 200, 1, "content")->enabled = false;
	add("b", 300, 1, "content");
	assert_string_equal(nodes_focus(&nodes, "", 1)->id, "a");
	assert_string_equal(nodes_focus(&nodes, "", -1)->id, "b");
	assert_string_equal(nodes_focus(&nodes, NULL, 1)->id, "a");
	assert_string_equal(nodes_focus(&nodes, "a", 1)->id, "b");
	assert_string_equal(nodes_focus(&nodes, "b", 1)->id, "a");
	assert_string_equal(nodes_focus(&nodes, "title", -1)->id, "b");
}

static void holds_its_ceiling_and_cuts_no_letter(void **state)
{
	(void)state;
	for (int i = 0; i < NODES_MOST + 5; i++) {
		char id[16];
		snprintf(id, sizeof id, "n%d", i);
		add(id, 0, 1, "content");
	}
	assert_int_equal(nodes.count, NODES_MOST);
	assert_null(nodes_find(&nodes, "n200"));
	nodes_clear(&nodes);
	char longest[2 * NODE_ID_MOST];
	memset(longest, 'x', sizeof longest);
	memcpy(longest + NODE_ID_MOST - 2, "ñ", 3);
	struct node *node = nodes_add(&nodes, NODE_KEY, longest, (struct rect){0, 0, 1, 1});
	assert_int_equal(strlen(node->id), NODE_ID_MOST - 2);
}

static void clearing_overwrites_names(void **state)
{
	(void)state;
	struct node *node = add("field", 0, 1, "content");
	strcpy(node->value, "Marisol");
	nodes_clear(&nodes);
	for (size_t i = 0; i < sizeof nodes; i++)
		assert_int_equal(((const unsigned char *)&nodes)[i], 0);
}

static void writes_the_tree_of_the_interface(void **state)
{
	(void)state;
	struct node *node = add("next", 7, 1, "dock");
	strcpy(node->label, "\"Siguiente\" ñ");
	node->enabled = false;
	char *text = nodes_json(&nodes, "name", "es", "next");
	assert_non_null(text);
	json_t *root = json_loads(text, 0, NULL);
	assert_non_null(root);
	assert_string_equal(json_string_value(json_object_get(root, "screen")), "name");
	assert_string_equal(json_string_value(json_object_get(root, "language")), "es");
	assert_string_equal(json_string_value(json_object_get(root, "focus")), "next");
	json_t *first = json_array_get(json_object_get(root, "nodes"), 0);
	assert_string_equal(json_string_value(json_object_get(first, "role")), "button");
	assert_string_equal(json_string_value(json_object_get(first, "label")), "\"Siguiente\" ñ");
	assert_true(json_is_false(json_object_get(first, "enabled")));
	assert_int_equal(json_integer_value(json_array_get(json_object_get(first, "rect"), 0)), 7);
	assert_int_equal(json_integer_value(json_array_get(json_object_get(first, "rect"), 2)), 100);
	json_decref(root);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(touches_the_topmost_pressable_node, start),
		cmocka_unit_test_setup(a_dialog_hides_what_is_below_it, start),
		cmocka_unit_test_setup(focus_goes_around_over_what_can_be_pressed, start),
		cmocka_unit_test_setup(holds_its_ceiling_and_cuts_no_letter, start),
		cmocka_unit_test_setup(clearing_overwrites_names, start),
		cmocka_unit_test_setup(writes_the_tree_of_the_interface, start),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
