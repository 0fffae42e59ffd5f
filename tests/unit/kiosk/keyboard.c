/* kiosk/ui/keyboard: where the keys are, and what pressing them writes. */
#include "stage.h"

#include "ui/keyboard.h"

static const char *const domains[] = {"@gmail.com", "@outlook.com", "@yahoo.com", "@hotmail.com", "@icloud.com"};
enum { LAYOUTS = KEYBOARD_CODE + 1 };

/* --- where the keys are --- */

static void check_key(const struct ui *ui, const struct node *key, const struct rect *area)
{
	double least = 10.85; /* 57 px compact are 10.9 mm */
	double w = key->rect.w * ui->profile.mm_per_px, h = key->rect.h * ui->profile.mm_per_px;
	if (w < least || h < least)
		fail_msg("%s at %dx%d is %.1f x %.1f mm", key->id, ui->profile.w, ui->profile.h, w, h);
	bool inside = key->rect.x >= area->x && key->rect.y >= area->y && key->rect.x + key->rect.w <= area->x + area->w &&
		      key->rect.y + key->rect.h <= area->y + area->h;
	if (!inside)
		fail_msg("%s is outside the keyboard", key->id);
	assert_true(key->label[0]);
	assert_true(render_text_drawable(ui->render, FONT_MEDIUM, key->label));
	assert_int_equal(key->action, 7);
}

/* Between any two keys are at least 4 px, in one direction or the other. */
static void check_apart(const struct node *a, const struct node *b)
{
	int dx = a->rect.x < b->rect.x ? b->rect.x - a->rect.x - a->rect.w : a->rect.x - b->rect.x - b->rect.w;
	int dy = a->rect.y < b->rect.y ? b->rect.y - a->rect.y - a->rect.h : a->rect.y - b->rect.y - b->rect.h;
	if (dx < 4 && dy < 4)
		fail_msg("%s and %s are too close (%d, %d)", a->id, b->id, dx, dy);
	assert_string_not_equal(a->id, b->id);
}

static void check_board(struct stage *stage, const struct keyboard *keyboard, int w, int h)
{
	struct ui *ui = stage_begin(stage, w, h);
	keyboard_build(ui, keyboard, 7);
	int high = keyboard_height(ui, keyboard), dock = ui_px(ui, PART_DOCK_HEIGHT);
	struct rect area = {0, h - dock - high, w, high};
	assert_true(ui->nodes->count >= 12);
	for (size_t i = 0; i < ui->nodes->count; i++) {
		check_key(ui, &ui->nodes->list[i], &area);
		for (size_t j = 0; j < i; j++)
			check_apart(&ui->nodes->list[i], &ui->nodes->list[j]);
	}
}

static void every_key_of_every_layout_is_large_and_apart(void **state)
{
	struct stage *stage = *state;
	for (size_t size = 0; size < STAGE_SIZES; size++)
		for (int layout = 0; layout < LAYOUTS; layout++)
			for (int mode = 0; mode < 24; mode++) {
				struct keyboard keyboard = {.smart = domains};
				keyboard_start(&keyboard, (enum keyboard_layout)layout);
				keyboard.swapped = mode & 1;
				keyboard.numbers = mode & 2;
				keyboard.shift = mode & 4;
				stage->ui.language = (size_t)(mode / 8);
				check_board(stage, &keyboard, stage_sizes[size].w, stage_sizes[size].h);
			}
	stage->ui.language = 0;
}

/* Places as drawn in the design (layout/04-name, 05-email and 04-name.compact, .tall). */
static const struct place {
	enum keyboard_layout layout;
	int w, h;
	const char *id;
	int x, y, kw, kh;
} places[] = {
	{KEYBOARD_NAME, 1280, 800, "k-á", 32, 330, 94, 64},       {KEYBOARD_NAME, 1280, 800, "k-ô", 1154, 330, 94, 64},
	{KEYBOARD_NAME, 1280, 800, "k-q", 32, 402, 99, 64},       {KEYBOARD_NAME, 1280, 800, "k-delete", 1100, 402, 148, 64},
	{KEYBOARD_NAME, 1280, 800, "k-a", 89, 474, 98, 64},       {KEYBOARD_NAME, 1280, 800, "k-ñ", 1044, 474, 98, 64},
	{KEYBOARD_NAME, 1280, 800, "k-shift", 32, 546, 148, 64},  {KEYBOARD_NAME, 1280, 800, "k-.", 1042, 546, 99, 64},
	{KEYBOARD_NAME, 1280, 800, "k-space", 357, 618, 618, 64}, {KEYBOARD_NAME, 1280, 800, "k-hide", 1145, 618, 103, 64},
	{KEYBOARD_SEARCH, 1280, 800, "k-q", 32, 402, 99, 64},     {KEYBOARD_EMAIL, 1280, 800, "k-@", 1049, 546, 199, 64},
	{KEYBOARD_EMAIL, 1280, 800, "k-.com", 772, 618, 153, 64}, {KEYBOARD_NAME, 800, 480, "k-q", 10, 164, 64, 57},
	{KEYBOARD_NAME, 800, 480, "k-’", 686, 225, 67, 57},       {KEYBOARD_NAME, 800, 480, "k-accents", 123, 347, 109, 57},
	{KEYBOARD_NAME, 800, 480, "k-hide", 681, 347, 109, 57},   {KEYBOARD_NAME, 1080, 1920, "k-á", 20, 1162, 79, 92},
	{KEYBOARD_NAME, 1080, 1920, "k-q", 20, 1262, 84, 92},     {KEYBOARD_NAME, 1080, 1920, "k-space", 299, 1562, 526, 92},
};

static void keys_stand_where_they_were_designed(void **state)
{
	struct stage *stage = *state;
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		const struct place *place = &places[i];
		struct keyboard keyboard = {.smart = domains};
		keyboard_start(&keyboard, place->layout);
		struct ui *ui = stage_begin(stage, place->w, place->h);
		keyboard_build(ui, &keyboard, 7);
		assert_rect(stage_node(stage, place->id), place->x, place->y, place->kw, place->kh);
	}
}

static void creole_begins_with_its_own_accents(void **state)
{
	struct stage *stage = *state;
	struct keyboard keyboard = {0};
	keyboard_start(&keyboard, KEYBOARD_NAME);
	stage->ui.language = catalog_language(stage->catalog, "ht");
	keyboard_build(stage_begin(stage, 1280, 800), &keyboard, 7);
	stage->ui.language = 0;
	static const char *const first[] = {"k-è", "k-ò", "k-à"};
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(stage->ui.nodes->list[i].id, first[i]);
}

static void compact_shows_accents_in_place_of_the_first_row(void **state)
{
	struct stage *stage = *state;
	struct keyboard keyboard = {0};
	keyboard_start(&keyboard, KEYBOARD_NAME);
	struct ui *ui = stage_begin(stage, 800, 480);
	keyboard_build(ui, &keyboard, 7);
	int before = keyboard_height(ui, &keyboard);
	assert_non_null(nodes_find(ui->nodes, "k-q"));
	assert_null(nodes_find(ui->nodes, "k-ñ"));
	assert_true(keyboard_press(&keyboard, stage_node(stage, "k-accents")->arg, (char[8]){0}, 8, 4));
	ui = stage_begin(stage, 800, 480);
	keyboard_build(ui, &keyboard, 7);
	assert_int_equal(keyboard_height(ui, &keyboard), before);
	assert_null(nodes_find(ui->nodes, "k-q"));
	assert_non_null(nodes_find(ui->nodes, "k-ñ"));
	assert_non_null(nodes_find(ui->nodes, "k-delete"));
	assert_non_null(nodes_find(ui->nodes, "k-a"));
}

/* Domains that nobody has would take letters away. */
static void compact_has_letters_when_no_domain_fits(void **state)
{
	static const char *const none[] = {NULL, NULL, NULL, NULL, NULL};
	struct stage *stage = *state;
	struct keyboard keyboard = {.smart = domains};
	keyboard_start(&keyboard, KEYBOARD_EMAIL);
	keyboard.swapped = true;
	struct ui *ui = stage_begin(stage, 800, 480);
	keyboard_build(ui, &keyboard, 7);
	assert_non_null(nodes_find(ui->nodes, "k-@gmail.com"));
	assert_null(nodes_find(ui->nodes, "k-q"));
	keyboard.smart = none;
	ui = stage_begin(stage, 800, 480);
	keyboard_build(ui, &keyboard, 7);
	assert_non_null(nodes_find(ui->nodes, "k-q"));
}

/* --- what pressing writes --- */

struct typist {
	struct stage *stage;
	struct keyboard keyboard;
	char text[200];
	size_t graphemes;
};

static struct typist typist_at(struct stage *stage, enum keyboard_layout layout)
{
	struct typist typist = {.stage = stage, .graphemes = 40};
	typist.keyboard.smart = domains;
	keyboard_start(&typist.keyboard, layout);
	return typist;
}

/* Presses a key that is on the screen now, by its id. */
static bool press(struct typist *typist, const char *id)
{
	keyboard_build(stage_begin(typist->stage, 1280, 800), &typist->keyboard, 7);
	return keyboard_press(&typist->keyboard, stage_node(typist->stage, id)->arg, typist->text, sizeof typist->text,
			      typist->graphemes);
}

/* Presses the key of each word of `keys`: "m a space k-shift" is k-m, k-a, k-space, … */
static void press_all(struct typist *typist, const char *keys)
{
	char copy[400], *save = NULL;
	snprintf(copy, sizeof copy, "%s", keys);
	for (char *key = strtok_r(copy, " ", &save); key; key = strtok_r(NULL, " ", &save)) {
		char id[64];
		snprintf(id, sizeof id, "k-%s", key);
		press(typist, id);
	}
}

static void names_are_typed_key_by_key(void **state)
{
	static const struct {
		const char *keys, *text;
	} rows[] = {
		{"m a r i s o l space p e ñ a", "Marisol Peña"},
		{"j e a n - r o b e r t", "Jean-Robert"},
		{"o ’ n e i l", "O’Neil"},
		{"shift m a r í a", "maría"},
		{"m a r í a", "María"},
		{"m a shift c space shift d o n", "MaC don"},  /* a capital only where it was asked for, or by itself */
		{"space space a space space b space", "A B "}, /* no space at the start, never two */
		{"é l i e delete delete", "Él"},
		{"a 123 3 ; accents b", "A3;b"}, /* "á ñ" leads back to letters */
		{"a b c clear d", "D"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct typist typist = typist_at(*state, KEYBOARD_NAME);
		press_all(&typist, rows[i].keys);
		assert_string_equal(typist.text, rows[i].text);
	}
}

static void a_real_keyboard_types_the_same(void **state)
{
	(void)state;
	static const int32_t typed[] = {'j', 'e', 0xE1, ' ', ' ', 'o', 0x2019, 'n', 'x', 0x8, 0x1B, '\n'};
	struct keyboard keyboard = {0};
	char text[64] = "";
	keyboard_start(&keyboard, KEYBOARD_NAME);
	for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++)
		keyboard_type(&keyboard, typed[i], text, sizeof text, 40);
	assert_string_equal(text, "Jeá O’N");
}

static void deleting_takes_a_whole_letter_with_its_marks(void **state)
{
	(void)state;
	struct keyboard keyboard = {0};
	char text[32] = "pen\xCC\x83"; /* n and a combining tilde */
	keyboard_continue(&keyboard, KEYBOARD_NAME, text);
	assert_true(keyboard_type(&keyboard, 0x8, text, sizeof text, 40));
	assert_string_equal(text, "pe");
	assert_int_equal(text[3], 0); /* and nothing stays behind the end */
	assert_true(keyboard_type(&keyboard, 0x8, text, sizeof text, 40));
	assert_true(keyboard_type(&keyboard, 0x8, text, sizeof text, 40));
	assert_false(keyboard_type(&keyboard, 0x8, text, sizeof text, 40));
}

static void ceilings_hold(void **state)
{
	struct typist typist = typist_at(*state, KEYBOARD_NAME);
	typist.graphemes = 3;
	press_all(&typist, "a ñ b c");
	assert_string_equal(typist.text, "Añb");
	struct keyboard keyboard = {0};
	char small[4] = "";
	keyboard_start(&keyboard, KEYBOARD_SEARCH);
	for (int i = 0; i < 5; i++)
		keyboard_type(&keyboard, 0xF1, small, sizeof small, 40);
	assert_string_equal(small, "ñ"); /* two bytes each: the second does not fit beside the NUL */
	char mail[12] = "ana";
	keyboard_continue(&keyboard, KEYBOARD_EMAIL, mail);
	assert_false(keyboard_press(&keyboard, 0x2FFFFF, mail, sizeof mail, 40));
	assert_string_equal(mail, "ana");
}

static void domains_complete_an_address(void **state)
{
	struct typist typist = typist_at(*state, KEYBOARD_EMAIL);
	press_all(&typist, "a n a space @gmail.com");
	assert_string_equal(typist.text, "ana@gmail.com");
	press_all(&typist, "delete delete delete @outlook.com");
	assert_string_equal(typist.text, "ana@outlook.com");
	typist.text[0] = '\0';
	press_all(&typist, "b @ x .org");
	assert_string_equal(typist.text, "b@x.org");
	typist.graphemes = 8;
	assert_false(press(&typist, "k-@hotmail.com"));
	assert_string_equal(typist.text, "b@x.org");
}

static void phones_and_codes_take_only_their_own(void **state)
{
	struct typist phone = typist_at(*state, KEYBOARD_PHONE);
	press_all(&phone, "+ 5 0 + 9 delete");
	assert_string_equal(phone.text, "+50");
	assert_false(keyboard_type(&phone.keyboard, 'a', phone.text, sizeof phone.text, 40));
	struct typist code = typist_at(*state, KEYBOARD_CODE);
	press_all(&code, "7 k 2 q 9 m");
	assert_string_equal(code.text, "7K2Q9M");
	assert_false(keyboard_type(&code.keyboard, '0', code.text, sizeof code.text, 40));
	assert_false(keyboard_type(&code.keyboard, 'i', code.text, sizeof code.text, 40));
	assert_true(keyboard_type(&code.keyboard, 'x', code.text, sizeof code.text, 40));
	assert_string_equal(code.text, "7K2Q9MX");
}

static void notes_begin_sentences_with_capitals(void **state)
{
	struct typist typist = typist_at(*state, KEYBOARD_NOTE);
	press_all(&typist, "r a n . space m o n , space a");
	assert_string_equal(typist.text, "Ran. Mon, a");
}

static void a_hidden_keyboard_takes_no_place(void **state)
{
	struct typist typist = typist_at(*state, KEYBOARD_NAME);
	press(&typist, "k-hide");
	assert_int_equal(keyboard_height(&typist.stage->ui, &typist.keyboard), 0);
	keyboard_build(stage_begin(typist.stage, 1280, 800), &typist.keyboard, 7);
	assert_int_equal(typist.stage->ui.nodes->count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_of_every_layout_is_large_and_apart),
		cmocka_unit_test(keys_stand_where_they_were_designed),
		cmocka_unit_test(creole_begins_with_its_own_accents),
		cmocka_unit_test(compact_shows_accents_in_place_of_the_first_row),
		cmocka_unit_test(compact_has_letters_when_no_domain_fits),
		cmocka_unit_test(names_are_typed_key_by_key),
		cmocka_unit_test(a_real_keyboard_types_the_same),
		cmocka_unit_test(deleting_takes_a_whole_letter_with_its_marks),
		cmocka_unit_test(ceilings_hold),
		cmocka_unit_test(domains_complete_an_address),
		cmocka_unit_test(phones_and_codes_take_only_their_own),
		cmocka_unit_test(notes_begin_sentences_with_capitals),
		cmocka_unit_test(a_hidden_keyboard_takes_no_place),
	};
	return cmocka_run_group_tests(tests, stage_open, stage_close);
}
