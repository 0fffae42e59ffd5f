/* kiosk/ui: each widget declares the node that it draws, where the screen or the design put it.
 * With LANYARD_SHEETS=DIR the sheets that are looked at are left there as pictures. */
#include "stage.h"

#include "badge/qr.h"
#include "ui/keyboard.h"
#include "ui/part.h"

enum { ACT = 5 };

/* --- a sheet of everything, as design/png/00-components --- */

static void caption(struct ui *ui, int x, int y, int w, const char *words)
{
	ui_text(ui, (struct rect){x, y, w, 40}, words,
		(struct text){.type = TYPE_CAPTION, .color = COLOR_TEXT_MUTED, .on = COLOR_PAGE, .lines = 1});
}

static void sheet_buttons(struct ui *ui)
{
	struct button next = {.id = "b-next", .label = "Next", .action = ACT};
	struct button back = {.id = "b-back", .label = "Back", .look = BUTTON_SECONDARY, .action = ACT};
	ui_button(ui, (struct rect){40, 60, 128, 72}, next);
	next.id = "b-pressed", next.held = true;
	ui_button(ui, (struct rect){188, 60, 128, 72}, next);
	next.id = "focused", next.held = false;
	ui_button(ui, (struct rect){336, 60, 128, 72}, next);
	next.id = "b-off", next.label = "2 left", next.disabled = true;
	ui_button(ui, (struct rect){484, 60, 134, 72}, next);
	ui_button(ui, (struct rect){640, 60, 130, 72}, back);
	back.id = "b-back2", back.held = true;
	ui_button(ui, (struct rect){790, 60, 130, 72}, back);
	back = (struct button){.id = "b-quiet", .label = "Start over", .look = BUTTON_QUIET, .action = ACT};
	ui_button(ui, (struct rect){942, 60, 148, 64}, back);
	back.id = "b-danger", back.label = "Undo", back.look = BUTTON_DANGER;
	ui_button(ui, (struct rect){1110, 60, 136, 72}, back);
	caption(ui, 40, 136, 500, "primary, pressed, focus, disabled");
}

static void sheet_chips(struct ui *ui)
{
	ui_chip(ui, (struct rect){40, 200, ui_chip_width(ui, "Billing"), 64}, (struct chip){.id = "c1", .label = "Billing"});
	ui_chip(ui, (struct rect){240, 200, ui_chip_width(ui, "Billing"), 64},
		(struct chip){.id = "c2", .label = "Billing", .on = true});
	ui_chip(ui, (struct rect){440, 200, ui_skill_width(ui, "Billing", true), 52},
		(struct chip){.id = "c3", .label = "Billing", .match = true});
	ui_chip(ui, (struct rect){640, 200, ui_skill_width(ui, "Drawing blood", false), 52},
		(struct chip){.id = "c4", .label = "Drawing blood", .plain = true});
	ui_chip(ui, (struct rect){900, 200, ui_chip_width(ui, "Billing"), 64},
		(struct chip){.id = "c5", .label = "Billing", .disabled = true});
}

static void sheet_fields(struct ui *ui)
{
	ui_field(ui, (struct rect){40, 300, 270, 80}, (struct field){.id = "f1", .label = "Name", .value = "Marisol"});
	ui_field(ui, (struct rect){330, 300, 270, 80}, (struct field){.id = "f2", .value = "Mari", .active = true});
	ui_field(ui, (struct rect){620, 300, 270, 80}, (struct field){.id = "f3", .hint = "Search", .icon = ICON_SEARCH});
	ui_field(ui, (struct rect){910, 300, 330, 80},
		 (struct field){.id = "f4", .value = "ana@gmai", .error = "Add .com or similar"});
}

static void sheet_choices(struct ui *ui)
{
	static const char *const when[] = {"Now", "2 weeks", "Later"}, *const answers[] = {"No", "Yes"};
	ui_segments(ui, (struct rect){40, 450, 420, 72},
		    (struct choice){.id = "when", .labels = when, .count = 3, .chosen = 1, .action = ACT});
	ui_yes_no(ui, (struct rect){500, 450, 292, 72},
		  (struct choice){.id = "c", .labels = answers, .chosen = 1, .question = "Share?", .action = ACT});
	ui_yes_no(ui, (struct rect){840, 450, 292, 72},
		  (struct choice){.id = "d", .labels = answers, .chosen = -1, .action = ACT});
	ui_row(ui, (struct rect){40, 550, 300, 84}, (struct row){.id = "r1", .label = "Home care", .fill = COLOR_SURFACE});
	ui_row(ui, (struct rect){360, 550, 300, 84}, (struct row){.id = "r2", .label = "Home care", .selected = true});
}

static void sheet_notices(struct ui *ui)
{
	ui_banner(ui, (struct rect){0, 660, 1280, 72}, "offline", ICON_CLOUD_LATER, COLOR_INFO_TINT, "Saved on this kiosk.",
		  "We’ll sync later. You can keep going.");
	ui_banner(ui, (struct rect){0, 744, 1280, 72}, "door", ICON_WARN, COLOR_WARNING_TINT, "Printer door is open.",
		  "Close it to continue.");
	ui_countdown(ui, (struct rect){40, 840, 140, 140}, (struct countdown){.id = "left", .seconds = 14, .part = 0.7});
	ui_toast(ui, "toast", "Saved. Marisol is in your leads.", "Undo", ACT);
}

static void sheet_cards(struct ui *ui)
{
	static struct qr qr;
	assert_true(qr_make("L0123456789ABCDEFGHJKMNPQRSTVWXYZ", &qr));
	const struct card card = {.id = "card",
				  .art = "ticket",
				  .title = "Scan my ticket",
				  .tint = COLOR_SURFACE_SKY,
				  .text = "The QR code in your email or on paper"};
	ui_choice_cards(ui, (struct rect){40, 1010, 387, 348}, 0, false, &card, 1);
	ui_panel(ui, (struct rect){450, 1010, 500, 500}, COLOR_SURFACE_AQUA, COLOR_NONE);
	ui_strap_hanging(ui, 700, 1010, 1108, ui_design(ui, 36));
	ui_badge(ui, (struct rect){472, 1108, 456, 342},
		 (struct badge_picture){.id = "badge",
					.fair = "Biscayne Hiring Fair",
					.date = "Mar 12, 2026",
					.given = "Marisol",
					.family = "Peña",
					.looking_for = "I’m looking for",
					.code = "7K2-Q9M",
					.qr = &qr});
	ui_badge(ui, (struct rect){976, 1010, 264, 196},
		 (struct badge_picture){.id = "preview", .given = "Marisol", .family = "Peñ"});
	ui_qr(ui, (struct rect){980, 1230, 231, 231}, "qr", &qr, "TOKEN", "Your code");
}

static void sheet(struct stage *stage, enum theme theme)
{
	struct ui *ui = &stage->ui;
	ui->theme = theme;
	ui->show_focus = true;
	snprintf(ui->focus, sizeof ui->focus, "focused");
	stage_begin(stage, 1280, 1640);
	ui->profile = profile_for(1280, 800, 0);
	ui->profile.h = 1640;
	ui_begin(ui);
	sheet_buttons(ui);
	sheet_chips(ui);
	sheet_fields(ui);
	sheet_choices(ui);
	sheet_notices(ui);
	sheet_cards(ui);
	stage_show(stage);
	stage_picture(stage, theme == THEME_LIGHT ? "sheet" : "sheet.hc");
	ui->show_focus = false;
	ui->focus[0] = '\0';
	ui->theme = THEME_LIGHT;
}

static void every_widget_declares_what_it_draws(void **state)
{
	static const struct {
		const char *id;
		enum node_kind kind;
		const char *label, *value;
	} rows[] = {
		{"b-next", NODE_BUTTON, "Next", ""},
		{"c1", NODE_CHIP, "Billing", ""},
		{"c3", NODE_TEXT, "Billing", ""}, /* a match is not a control */
		{"f1", NODE_FIELD, "Name", "Marisol"},
		{"f3-hint", NODE_TEXT, "Search", ""},
		{"f4-error", NODE_STATUS, "Add .com or similar", ""},
		{"when-1", NODE_CHOICE, "2 weeks", ""},
		{"c-yes", NODE_CHOICE, "Yes", "Share?"},
		{"r1", NODE_ROW, "Home care", ""},
		{"offline", NODE_STATUS, "Saved on this kiosk.", "We’ll sync later. You can keep going."},
		{"toast-undo", NODE_BUTTON, "Undo", ""},
		{"left", NODE_STATUS, "14", ""},
		{"card", NODE_BUTTON, "Scan my ticket", "The QR code in your email or on paper"},
		{"badge", NODE_IMAGE, "Biscayne Hiring Fair Mar 12, 2026 Marisol Peña I’m looking for 7K2-Q9M", ""},
		{"preview", NODE_IMAGE, "Marisol Peñ", ""},
		{"qr", NODE_IMAGE, "Your code", "TOKEN"},
	};
	struct stage *stage = *state;
	sheet(stage, THEME_LIGHT);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct node *node = stage_node(stage, rows[i].id);
		assert_int_equal(node->kind, rows[i].kind);
		assert_string_equal(node->label, rows[i].label);
		assert_string_equal(node->value, rows[i].value);
	}
	assert_true(stage_node(stage, "when-1")->selected && !stage_node(stage, "when-0")->selected);
	assert_int_equal(stage_node(stage, "when-2")->arg, 2);
	assert_false(stage_node(stage, "d-no")->selected || stage_node(stage, "d-yes")->selected);
	assert_false(stage_node(stage, "b-off")->enabled);
	assert_int_equal(stage_node(stage, "b-off")->action, ACT); /* so that a press can say why */
}

static void states_show(void **state)
{
	struct stage *stage = *state;
	sheet(stage, THEME_LIGHT);
	assert_int_equal(stage_pixel(stage, 50, 100), theme_color(THEME_LIGHT, COLOR_PRIMARY));
	assert_int_equal(stage_pixel(stage, 198, 100), theme_color(THEME_LIGHT, COLOR_PRIMARY_PRESSED));
	assert_int_equal(stage_pixel(stage, 334, 96), theme_color(THEME_LIGHT, COLOR_FOCUS_GAP));
	assert_int_equal(stage_pixel(stage, 330, 96), theme_color(THEME_LIGHT, COLOR_FOCUS));
	assert_int_equal(stage_pixel(stage, 1016, 61), theme_color(THEME_LIGHT, COLOR_PAGE)); /* quiet: no border */
	sheet(stage, THEME_HIGH_CONTRAST);
	assert_int_equal(stage_pixel(stage, 1016, 61), theme_color(THEME_HIGH_CONTRAST, COLOR_BORDER_CONTROL));
	assert_int_equal(stage_pixel(stage, 480, 1300), theme_color(THEME_LIGHT, COLOR_PAPER));
}

/* --- text --- */

static int lines_of(struct ui *ui, int w, int h, const char *words, int lines, int shrink)
{
	struct text text = {
		.id = "t", .type = TYPE_TITLE, .color = COLOR_TEXT, .on = COLOR_PAGE, .lines = lines, .shrink = shrink};
	return ui_text(ui, (struct rect){40, 40, w, h}, words, text);
}

static void text_wraps_then_shrinks_then_is_cut(void **state)
{
	struct stage *stage = *state;
	struct ui *ui = stage_begin(stage, 1280, 800);
	int line = ui_line(ui, TYPE_TITLE);
	assert_int_equal(lines_of(ui, 1200, 200, "Short", 0, 0), line);
	assert_int_equal(lines_of(ui, 400, 200, "Did you register before today?", 0, 0), 2 * line);
	assert_int_equal(lines_of(ui, 400, 60, "Did you register before today?", 1, 0), line);            /* cut */
	assert_int_equal(lines_of(ui, 400, 2 * line - 10, "Did you register before today?", 2, 0), line); /* never below r */
	assert_true(lines_of(ui, 520, 60, "Did you register before today?", 1, 26) < line);               /* shrunk */
	assert_int_equal(lines_of(ui, 1200, 200, "One\nTwo", 0, 0), 2 * line);
	assert_int_equal(lines_of(ui, 1200, 200, "", 0, 0), 0);
	assert_true(lines_of(ui, 200, 400, "Donaudampfschifffahrtsgesellschaft", 0, 0) > line); /* inside a word */
	assert_string_equal(stage_node(stage, "t")->label, "Short");
}

static const char *line_of(const struct lines *lines, size_t i)
{
	static char out[128];
	snprintf(out, sizeof out, "%.*s", (int)lines->list[i].size, lines->list[i].from);
	return out;
}

/* A no-break space is no place to wrap, and the last word has company where there is one to spare. */
static void words_that_belong_together_stay(void **state)
{
	struct stage *stage = *state;
	struct ui *ui = stage_begin(stage, 1280, 800);
	struct face face = part_face(ui, TYPE_BODY);
	static const struct {
		const char *words, *fits, *first, *second; /* `fits` gives the width */
	} rows[] = {
		{"Sal la plen kounye a", "Sal la plen kounye", "Sal la plen", "kounye a"},
		{"Sal la plen kounye\u00A0a", "Sal la plen kounye", "Sal la plen", "kounye\u00A0a"},
		{"Our staff will help you.", "Our staff will help", "Our staff will", "help you."},
		{"One\ntwo three\nfour", "two three", "One", "two three"}, /* a line that was meant */
		{"Enviar credencial", "credencial", "Enviar", "credencial"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct lines lines;
		int width = render_text_width(ui->render, face.font, face.px, rows[i].fits) + 1;
		lines_lay(ui, &lines, rows[i].words, width, face, 3);
		lines_even(ui, &lines, width);
		assert_string_equal(line_of(&lines, 0), rows[i].first);
		assert_string_equal(line_of(&lines, 1), rows[i].second);
	}
}

static void larger_text_is_larger_but_key_caps_stop(void **state)
{
	struct stage *stage = *state;
	struct ui *ui = stage_begin(stage, 1280, 800);
	int title = ui_line(ui, TYPE_TITLE);
	ui->text_scale = 1.5;
	assert_int_equal(ui_line(ui, TYPE_TITLE), title * 3 / 2);
	assert_true(profile_type_px(&ui->profile, TYPE_KEY_CAP, 1.5) <= 44);
	ui->text_scale = 1;
}

/* Nothing that a button says may leave the button: its words become smaller first. */
static void long_labels_stay_inside_their_buttons(void **state)
{
	struct stage *stage = *state;
	for (int scale = 0; scale < 3; scale++) {
		struct ui *ui = stage_begin(stage, 1280, 800);
		ui->text_scale = 1 + scale * 0.25;
		struct button button = {.id = "long", .label = "Imprimir la credencial de participante", .action = ACT};
		ui_button(ui, (struct rect){400, 400, 280, 72}, button);
		stage_show(stage);
		uint32_t page = theme_color(THEME_LIGHT, COLOR_PAGE), fill = theme_color(THEME_LIGHT, COLOR_PRIMARY);
		for (int y = 400; y < 472; y++) {
			assert_int_equal(stage_pixel(stage, 398, y), page);
			assert_int_equal(stage_pixel(stage, 681, y), page);
		}
		for (int x = 420; x < 660; x++)
			assert_int_equal(stage_pixel(stage, x, 401), fill);
		ui->text_scale = 1;
	}
}

/* One line as large as it may be, then smaller, then two lines, then smaller still; a word is never broken. */
static void labels_shrink_before_they_wrap(void **state)
{
	struct stage *stage = *state;
	struct ui *ui = stage_begin(stage, 1280, 800);
	struct face full = part_face(ui, TYPE_BUTTON);
	static const struct {
		const char *words;
		int width;
		size_t lines;
		int px_least, px_most;
	} rows[] = {
		{"Find my booths", 240, 1, 30, 30},
		{"Find my booths", 210, 1, 26, 29},
		{"Find my booths", 150, 2, 26, 26},
		{"Imprimir credencial", 130, 2, 24, 25},
		{"Mwatye tan", 140, 1, 24, 24}, /* rather a little smaller than two */
		{"Aa", 12, 1, 24, 24},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct lines lines;
		lines_label(ui, &lines, rows[i].words, rows[i].width, 72, full);
		if (lines.count != rows[i].lines || lines.face.px < rows[i].px_least || lines.face.px > rows[i].px_most)
			fail_msg("row %zu: %zu lines of %d px", i, lines.count, lines.face.px);
	}
}

/* --- the caret --- */

static void a_caret_asks_to_be_drawn_again(void **state)
{
	struct stage *stage = *state;
	struct ui *ui = &stage->ui;
	ui->now = 1200;
	stage_begin(stage, 1280, 800);
	assert_int_equal(ui->wake, 0);
	ui_field(ui, (struct rect){40, 300, 270, 80}, (struct field){.id = "f", .value = "A", .active = true});
	assert_int_equal(ui->wake, 1500);
	ui->reduced_motion = true;
	stage_begin(stage, 1280, 800);
	ui_field(ui, (struct rect){40, 300, 270, 80}, (struct field){.id = "f", .value = "A", .active = true});
	assert_int_equal(ui->wake, 0);
	ui->reduced_motion = false;
	ui->now = 0;
}

/* --- frame of a page --- */

static struct dock dock_of(struct ui *ui)
{
	return (struct dock){
		.primary = {.id = "primary", .label = ui_say(ui, "dock.next"), .icon = ICON_NEXT, .icon_behind = true},
		.secondary = {.id = "back", .label = ui_say(ui, "dock.back"), .look = BUTTON_SECONDARY, .icon = ICON_BACK},
		.language_action = ACT,
		.access_action = ACT};
}

static void page(struct stage *stage, int w, int h, const struct dock *dock)
{
	struct ui *ui = stage_begin(stage, w, h);
	ui_header(ui, (struct header){.step = 1, .steps = 4, .name = ui_say(ui, "header.name"), .start_over_action = ACT});
	struct keyboard keyboard = {0};
	keyboard_start(&keyboard, KEYBOARD_NAME);
	keyboard.shift = false;
	keyboard_build(ui, &keyboard, ACT);
	struct dock usual = dock_of(ui);
	ui_dock(ui, dock ? *dock : usual);
	stage_show(stage);
}

/* Places as drawn in the design (layout/04-name). */
static void header_and_dock_stand_where_they_were_designed(void **state)
{
	static const struct {
		int w, h;
		const char *id;
		int x, y, nw, nh;
	} rows[] = {
		{1280, 800, "start-over", 1051, 12, 209, 64}, {1280, 800, "lang-en", 40, 713, 126, 72},
		{1280, 800, "lang-ht", 292, 713, 126, 72},    {1280, 800, "access", 434, 713, 240, 72},
		{1280, 800, "back", 771, 713, 173, 72},       {1280, 800, "primary", 960, 713, 280, 72},
		{800, 480, "start-over", 724, 1, 68, 57},     {800, 480, "lang-es", 82, 416, 62, 58},
		{800, 480, "access", 216, 416, 96, 58},       {800, 480, "back", 423, 416, 147, 58},
		{800, 480, "primary", 580, 416, 200, 58},     {1080, 1920, "start-over", 796, 18, 248, 84},
		{1080, 1920, "back", 56, 1689, 208, 96},      {1080, 1920, "primary", 284, 1689, 740, 96},
		{1080, 1920, "lang-en", 56, 1805, 152, 96},   {1080, 1920, "access", 729, 1805, 295, 96},
	};
	struct stage *stage = *state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		page(stage, rows[i].w, rows[i].h, NULL);
		assert_rect(stage_node(stage, rows[i].id), rows[i].x, rows[i].y, rows[i].nw, rows[i].nh);
	}
	for (size_t i = 0; i < STAGE_SIZES; i++)
		for (int theme = 0; theme < THEME_COUNT; theme++) {
			char name[64];
			stage->ui.theme = (enum theme)theme;
			page(stage, stage_sizes[i].w, stage_sizes[i].h, NULL);
			snprintf(name, sizeof name, "page.%s.%s", theme_name((enum theme)theme), stage_sizes[i].name);
			stage_picture(stage, name);
		}
	stage->ui.theme = THEME_LIGHT;
}

/* Whatever the words and the text size, nothing in the dock overlaps or leaves the screen. */
static void the_dock_holds_long_words(void **state)
{
	struct stage *stage = *state;
	for (size_t size = 0; size < STAGE_SIZES; size++)
		for (int scale = 0; scale < 3; scale++) {
			stage->ui.text_scale = 1 + scale * 0.25;
			struct dock dock = dock_of(&stage->ui);
			dock.primary.label = "Imprimir mi credencial ahora";
			dock.secondary.label = "No uso correo electrónico";
			page(stage, stage_sizes[size].w, stage_sizes[size].h, &dock);
			const struct nodes *nodes = stage->ui.nodes;
			for (size_t i = 0; i < nodes->count; i++)
				for (size_t j = 0; j < i; j++) {
					struct rect a = nodes->list[i].rect, b = nodes->list[j].rect;
					if (!rect_empty(rect_both(a, b)))
						fail_msg("%s overlaps %s", nodes->list[i].id, nodes->list[j].id);
					assert_true(a.x >= 0 && a.x + a.w <= stage_sizes[size].w);
				}
		}
	stage->ui.text_scale = 1;
}

static void a_dialog_takes_all_presses(void **state)
{
	struct stage *stage = *state;
	struct ui *ui = stage_begin(stage, 1280, 800);
	ui_dock(ui, dock_of(ui));
	struct rect inner = ui_dialog(ui, "still", 0, 0);
	assert_rect(stage_node(stage, "still"), 180, 172, 920, 456);
	ui_button(ui, rect_cut_bottom(&inner, 96, 0), (struct button){.id = "yes", .label = "Yes", .action = ACT});
	ui_dialog_end(ui);
	stage_show(stage);
	stage_picture(stage, "dialog");
	assert_string_equal(nodes_at(ui->nodes, 640, 540)->id, "yes");
	assert_null(nodes_at(ui->nodes, 1100, 750));
	assert_string_equal(nodes_focus(ui->nodes, "", 1)->id, "yes");
}

static void the_ring_of_filled_words_is_wiped(void **state)
{
	struct stage *stage = *state;
	struct ui *ui = stage_begin(stage, 1280, 800);
	const char *said = ui_fill(ui, "badge.title", "name", "Marisol");
	assert_string_equal(said, "You’re in, Marisol!");
	ui_begin(ui);
	assert_string_equal(said, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_widget_declares_what_it_draws),
		cmocka_unit_test(states_show),
		cmocka_unit_test(text_wraps_then_shrinks_then_is_cut),
		cmocka_unit_test(words_that_belong_together_stay),
		cmocka_unit_test(larger_text_is_larger_but_key_caps_stop),
		cmocka_unit_test(long_labels_stay_inside_their_buttons),
		cmocka_unit_test(labels_shrink_before_they_wrap),
		cmocka_unit_test(a_caret_asks_to_be_drawn_again),
		cmocka_unit_test(header_and_dock_stand_where_they_were_designed),
		cmocka_unit_test(the_dock_holds_long_words),
		cmocka_unit_test(a_dialog_takes_all_presses),
		cmocka_unit_test(the_ring_of_filled_words_is_wiped),
	};
	return cmocka_run_group_tests(tests, stage_open, stage_close);
}
