/* 07 Review: the badge as it will look and what was said, each with Edit that comes back here. The primary button is the one
 * place where a registration is stored; until it is, everything typed stays on the page. */
#include "badge/qr.h"
#include "base/text.h"
#include "screens/front.h"

#include <sodium.h>
#include <string.h>

enum { ACT_EDIT = ACT_SCREEN, ACT_LANGUAGE_CHOSEN, ACT_CLOSE, CHOOSING_LANGUAGE = 1 };

enum line { LINE_NAME, LINE_CONTACT, LINE_LANGUAGE, LINE_CHOICES, LINE_COUNT };

static const struct {
	const char *id;
	enum screen_id page;
} lines[LINE_COUNT] = {
	[LINE_NAME] = {"edit-name", SCREEN_NAME},
	[LINE_CONTACT] = {"edit-email", SCREEN_CONTACT},
	[LINE_LANGUAGE] = {"edit-language", SCREEN_REVIEW},
	[LINE_CHOICES] = {"edit-choices", SCREEN_CONSENT},
};

/* --- the list ---------------------------------------------------------------------------------------------------------- */

static const char *label_of(const struct app *app, struct ui *ui, enum line line)
{
	const char *contact = app->visitor->email[0] || !app->visitor->phone[0] ? "review.email" : "review.phone";
	const char *const keys[LINE_COUNT] = {"review.name", contact, "review.language", "review.choices"};
	return ui_say(ui, keys[line]);
}

static void value_of(struct app *app, struct ui *ui, enum line line, char *out, size_t size)
{
	const struct visitor *visitor = app->visitor;
	if (line == LINE_NAME)
		text_format(out, size, visitor->family[0] ? "%s %s" : "%s", visitor->given, visitor->family);
	else if (line == LINE_LANGUAGE)
		text_copy(out, size, catalog_name(app->catalog, ui->language));
	else if (visitor->email[0])
		text_copy(out, size, visitor->email);
	else if (visitor->phone[0])
		front_phone(visitor->phone, out, size);
	else
		text_copy(out, size, ui_say(ui, "review.none"));
}

static enum type choice_type(const struct ui *ui)
{
	return is_compact(ui) ? TYPE_CAPTION : TYPE_BODY;
}

static int choice_mark(const struct ui *ui, int *gap)
{
	*gap = pick(ui, 8, 14, 18);
	return pick(ui, 18, 24, 32);
}

/* In large text on a tall screen a line's label stands above its value, which then has the width for it. */
static bool is_stacked(const struct ui *ui)
{
	return is_tall(ui) && is_large(ui);
}

static const char *choice_words(const struct visitor *visitor, struct ui *ui, int purpose)
{
	const char *const keys[CONSENT_COUNT] = {visitor->email[0] ? "review.messages" : "review.messages_phone",
						 "review.share", "review.talent"};
	const char *words = ui_say(ui, keys[purpose]);
	return visitor->consent[purpose] > 0 ? words : ui_fill(ui, "review.not_now", "choice", words);
}

/* Of the longest choice, at its own size. */
static int choices_width(const struct visitor *visitor, struct ui *ui)
{
	int widest = 0;
	for (int i = 0; i < CONSENT_COUNT; i++) {
		int w = ui_text_width(ui, choice_type(ui), choice_words(visitor, ui, i)) + 1;
		widest = consent_is_asked(visitor, i) && w > widest ? w : widest;
	}
	return widest;
}

/* All have one size: each in one line if they can be, down to the smallest text; else in several of caption type. */
static struct text choice_text(const struct visitor *visitor, struct ui *ui, int width)
{
	int least = by_class(ui, 20, 24, 28), full = choices_width(visitor, ui);
	enum type type = choice_type(ui);
	int px = profile_type_px(&ui->profile, type, ui->text_scale);
	bool one = is_stacked(ui) ? full <= width : full * ui_design(ui, least) <= width * px;
	return (struct text){.type = one ? type : TYPE_CAPTION,
			     .on = COLOR_SURFACE,
			     .lines = one,
			     .shrink = one ? least : 0,
			     .percent = one && full > width ? width * 100 / full : 100,
			     .middle = true};
}

static int choice_height(const struct visitor *visitor, struct ui *ui, int width, const char *words)
{
	int gap, side = choice_mark(ui, &gap), least = pick(ui, 24, 38, 50);
	struct text text = choice_text(visitor, ui, width - side - gap);
	int high = text.lines ? ui_line(ui, text.type) : ui_text_height(ui, width - side - gap, text.type, words);
	return high > least ? high : least;
}

static void choice(const struct visitor *visitor, struct ui *ui, struct rect r, const char *words, bool yes, int i)
{
	int gap, side = choice_mark(ui, &gap);
	struct rect mark = rect_cut_left(&r, side, gap);
	char id[NODE_ID_MOST];
	text_format(id, sizeof id, "choice-%d", i + 1);
	draw_icon(ui->draw, (struct rect){mark.x, r.y + (r.h - side) / 2, side, side}, yes ? ICON_CHECK : ICON_MINUS,
		  yes ? COLOR_PRIMARY_TINT_TEXT : COLOR_TEXT_MUTED);
	struct text text = choice_text(visitor, ui, r.w);
	text.id = id;
	text.color = yes ? COLOR_TEXT : COLOR_TEXT_MUTED;
	ui_text(ui, r, words, text);
}

static int choices_height(const struct visitor *visitor, struct ui *ui, int width)
{
	int sum = 0;
	for (int i = 0; i < CONSENT_COUNT; i++)
		if (consent_is_asked(visitor, i))
			sum += choice_height(visitor, ui, width, choice_words(visitor, ui, i));
	return sum;
}

static void choices(struct app *app, struct ui *ui, struct rect r)
{
	const struct visitor *visitor = app->visitor;
	if (age_is_minor(visitor->age)) {
		ui_text(ui, r, ui_say(ui, "review.minor"),
			(struct text){.id = "choice-none",
				      .type = choice_type(ui),
				      .color = COLOR_TEXT_MUTED,
				      .on = COLOR_SURFACE,
				      .shrink = by_class(ui, 20, 24, 28),
				      .middle = true});
		return;
	}
	int sum = choices_height(visitor, ui, r.w), count = 0;
	for (int i = 0; i < CONSENT_COUNT; i++)
		count += consent_is_asked(visitor, i);
	int free = ui_design(ui, 4), share = sum > r.h ? (r.h - 2 * free) / count : 0; /* too little room: the words give way */
	rect_cut_top(&r, share ? free : is_stacked(ui) ? 0 : (r.h - sum) / 2, 0);
	for (int i = 0; i < CONSENT_COUNT; i++) {
		const char *words = choice_words(visitor, ui, i);
		int high = share ? share : choice_height(visitor, ui, r.w, words);
		if (consent_is_asked(visitor, i))
			choice(visitor, ui, rect_cut_top(&r, high, 0), words, visitor->consent[i] > 0, i);
	}
}

/* The longest one's, within bounds. */
static int labels_width(struct app *app, struct ui *ui)
{
	int least = pick(ui, 100, 140, 200), most = pick(ui, 160, 180, 260);
	for (int i = 0; i < LINE_COUNT; i++) {
		int w = ui_text_width(ui, TYPE_LABEL, label_of(app, ui, (enum line)i)) + 1;
		least = w > least ? w : least;
	}
	return least < most ? least : most;
}

static int label_gap(const struct ui *ui)
{
	return pick(ui, 16, 16, 20);
}

static int edit_gap(const struct ui *ui)
{
	return pick(ui, 8, 18, 20);
}

static struct button edit_button(struct ui *ui, enum line i)
{
	return (struct button){.id = lines[i].id,
			       .label = ui_say(ui, "review.edit.button"),
			       .look = BUTTON_QUIET,
			       .icon = ICON_EDIT,
			       .action = ACT_EDIT,
			       .arg = (int)i};
}

static void line(struct app *app, struct ui *ui, struct rect r, enum line i)
{
	char value[NAME_MOST], spoken[NODE_TEXT_MOST], id[NODE_ID_MOST];
	bool choosing = i == LINE_CHOICES;
	struct button edit = edit_button(ui, i);
	int w = ui_button_width(ui, edit), high = ui_px(ui, PART_QUIET_BUTTON_HEIGHT);
	struct rect all = r, button = rect_cut_right(&r, w, edit_gap(ui)), label;
	if (is_stacked(ui)) {
		int free = r.h - ui_line(ui, TYPE_LABEL) - ui_line(ui, TYPE_LEAD), pad = ui_design(ui, 16);
		rect_cut_top(&r, !choosing && free > 2 * pad ? free / 2 : pad, 0);
		label = rect_cut_top(&r, ui_line(ui, TYPE_LABEL), 0);
	} else {
		label = rect_cut_left(&r, labels_width(app, ui), label_gap(ui));
		label.h = choosing ? high : label.h;
	}
	ui_text(ui, label, label_of(app, ui, i),
		(struct text){.type = TYPE_LABEL,
			      .color = COLOR_TEXT_MUTED,
			      .on = COLOR_SURFACE,
			      .lines = 1,
			      .shrink = by_class(ui, 20, 24, 28),
			      .middle = true});
	if (choosing) {
		choices(app, ui, r);
	} else {
		value_of(app, ui, i, value, sizeof value);
		text_format(id, sizeof id, "value-%s", lines[i].id + sizeof "edit-" - 1);
		ui_text(ui, r, value,
			(struct text){.id = id,
				      .type = TYPE_LEAD,
				      .color = COLOR_TEXT,
				      .on = COLOR_SURFACE,
				      .lines = r.h >= 2 * ui_line(ui, TYPE_LEAD) ? 2 : 1,
				      .shrink = by_class(ui, 20, 24, 28),
				      .personal = true,
				      .middle = !is_stacked(ui),
				      .spoken = say_fill(spoken, sizeof spoken, ui_say(ui, "spoken.value"), "label",
							 label_of(app, ui, i), "value", value, NULL)});
		sodium_memzero(value, sizeof value);
		sodium_memzero(spoken, sizeof spoken);
	}
	edit.spoken = say_fill(spoken, sizeof spoken, ui_say(ui, "spoken.value"), "label", edit.label, "value",
			       label_of(app, ui, i), NULL);
	ui_button(ui, (struct rect){button.x, all.y + (all.h - high) / 2, w, high}, edit);
}

/* What is beside the values: margins, label, Edit. */
static int beside_values(struct app *app, struct ui *ui)
{
	return pick(ui, 22, 52, 72) + labels_width(app, ui) + label_gap(ui) + edit_gap(ui) +
	       ui_button_width(ui, edit_button(ui, LINE_CHOICES));
}

/* How wide the list has to be so that no choice is smaller than other words. */
static int list_width(struct app *app, struct ui *ui)
{
	int gap, side = choice_mark(ui, &gap);
	return beside_values(app, ui) + side + gap + choices_width(app->visitor, ui);
}

static void list(struct app *app, struct ui *ui, struct rect r)
{
	ui_panel(ui, r, COLOR_SURFACE, COLOR_DIVIDER);
	struct rect in = rect_inset(r, pick(ui, 14, 32, 44), 0);
	in.w += pick(ui, 6, 12, 16);
	rect_cut_top(&in, pick(ui, 2, is_large(ui) ? 2 : 4, 8), 0);
	rect_cut_bottom(&in, pick(ui, is_large(ui) ? 0 : 2, is_large(ui) ? 0 : 16, 24), 0);
	int share = r.h * pick(ui, 100, 94, 94) / ui_design(ui, 476), rule = ui_px(ui, STROKE_DIVIDER);
	int least = ui_px(ui, PART_QUIET_BUTTON_HEIGHT) + ui_px(ui, PART_TOUCH_GAP_MIN) - rule;
	int words = r.w - beside_values(app, ui);
	int most = (in.h - choices_height(app->visitor, ui, words)) / (LINE_COUNT - 1) - rule;
	share = share < most || is_stacked(ui) ? share : most;
	share = share < least || (is_large(ui) && !is_tall(ui)) ? least : share;
	/* Buttons with outlines part the lines where they stand close. */
	bool ruled = ui->theme == THEME_LIGHT || share >= ui_px(ui, PART_QUIET_BUTTON_HEIGHT) + pick(ui, 6, 6, 6);
	for (int i = 0; i < LINE_COUNT; i++) {
		struct rect at = i == LINE_CHOICES ? in : rect_cut_top(&in, share, rule);
		line(app, ui, at, (enum line)i);
		if (i != LINE_CHOICES && ruled)
			draw_rect(ui->draw, (struct rect){at.x, at.y + at.h, at.w - pick(ui, 0, 4, 4), rule}, COLOR_DIVIDER);
	}
}

/* --- the badge --------------------------------------------------------------------------------------------------------- */

static void picture(struct app *app, struct ui *ui, struct rect r)
{
	int pad = pick(ui, 0, 40, 134), w = r.w - 2 * pad, top = pick(ui, 0, 84, 96);
	ui_panel(ui, r, COLOR_SURFACE_AQUA, COLOR_NONE);
	struct rect badge = {r.x + pad, r.y + top, w, w * 3 / 4};
	ui_strap_hanging(ui, badge.x + badge.w / 2, r.y, badge.y, pick(ui, 0, 36, 36));
	struct qr sample; /* there is no token yet; a phone that reads this is told so */
	front_badge(app, ui, badge, "badge", qr_make("PREVIEW ONLY: NOT A BADGE YET", &sample) ? &sample : NULL, "");
	struct rect below = {r.x, badge.y + badge.h, r.w, r.y + r.h - badge.y - badge.h};
	ui_text(ui, rect_inset(below, pick(ui, 0, 10, 40), 0), ui_say(ui, app->printer ? "review.preview" : "review.pickup"),
		(struct text){.id = "preview-note",
			      .type = TYPE_CAPTION,
			      .color = COLOR_PRIMARY_TINT_TEXT,
			      .on = COLOR_SURFACE_AQUA,
			      .lines = 2,
			      .shrink = 20,
			      .middle = true,
			      .align = ALIGN_CENTER});
}

/* Beside the list; it gives way to long words, but stays a badge that can be read. */
static int picture_width(struct app *app, struct ui *ui, int width)
{
	int most = ui_design(ui, 452), least = ui_design(ui, 392), w = width - ui_design(ui, 32) - list_width(app, ui);
	return w < least ? least : w < most ? w : most;
}

static void problem(struct app *app, struct ui *ui, struct rect *area)
{
	if (!app->visitor->problem[0])
		return;
	struct rect r = rect_cut_top(area, ui_px(ui, PART_BANNER_HEIGHT), pick(ui, 4, 8, 16));
	ui_banner(ui, r, "problem", ICON_WARN, COLOR_ERROR_TINT, ui_say(ui, app->visitor->problem), "");
}

static void choose_language(struct app *app, struct ui *ui)
{
	if (app->field != CHOOSING_LANGUAGE || app->screen != SCREEN_REVIEW) /* one dialog at a time */
		return;
	size_t count = catalog_count(app->catalog);
	int high = ui_px(ui, PART_BUTTON_HEIGHT), gap = pick(ui, 8, 16, 24), title = ui_line(ui, TYPE_TITLE_TIGHT);
	int pad = ui_px(ui, SPACE_DIALOG_PAD);
	struct rect in = ui_dialog(ui, "language", 0, 2 * pad + title + (high + gap) * (int)count);
	ui_text(ui, rect_cut_top(&in, title, gap), ui_say(ui, "dock.language"),
		(struct text){.id = "language-title",
			      .type = TYPE_TITLE_TIGHT,
			      .color = COLOR_TEXT,
			      .on = COLOR_SURFACE,
			      .heading = true,
			      .lines = 1});
	for (size_t i = 0; i < count; i++) {
		char id[NODE_ID_MOST];
		text_format(id, sizeof id, "language-%s", catalog_code(app->catalog, i));
		ui_button(ui, rect_cut_top(&in, high, gap),
			  (struct button){.id = id,
					  .label = catalog_name(app->catalog, i),
					  .icon = i == ui->language ? ICON_CHECK : ICON_NONE,
					  .look = i == ui->language ? BUTTON_PRIMARY : BUTTON_SECONDARY,
					  .action = ACT_LANGUAGE_CHOSEN,
					  .arg = (int)i});
	}
	ui_dialog_end(ui);
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = front_page(ui, 4, app->printer ? "header.review" : "header.review_screen");
	rect_cut_bottom(&area, pick(ui, 8, 44, 44), 0);
	problem(app, ui, &area);
	rect_cut_top(&area, pick(ui, 0, 5, 40), 0);
	front_title(ui, &area, is_compact(ui) || is_large(ui) ? TYPE_TITLE_TIGHT : TYPE_TITLE, ui_say(ui, "review.title"),
		    NULL);
	rect_cut_top(&area, pick(ui, 0, 17, 24), 0);
	if (is_tall(ui) && !is_large(ui))
		picture(app, ui, rect_cut_top(&area, ui_design(ui, 740), ui_design(ui, 44)));
	else if (!is_compact(ui) && !is_large(ui))
		picture(app, ui, rect_cut_left(&area, picture_width(app, ui, area.w), ui_design(ui, 32)));
	list(app, ui, area);
	struct button print = front_next(ui, true);
	print.label = ui_say(ui, app->printer ? "review.print.button" : "review.finish.button");
	print.icon = app->printer ? ICON_PRINTER : ICON_CHECK;
	front_dock(ui, print, front_back(ui));
	choose_language(app, ui);
}

/* --- acting ------------------------------------------------------------------------------------------------------------ */

static void store_it(struct app *app)
{
	struct visitor *visitor = app->visitor;
	struct registration registration = {.given = visitor->given,
					    .family = visitor->family,
					    .email = visitor->email,
					    .phone = visitor->phone,
					    .language = app_language(app),
					    .consent_wording = ui_say(&app->ui, "consent.version"),
					    .source = "kiosk",
					    .age = visitor->age};
	for (int i = 0; i < CONSENT_COUNT; i++) {
		registration.asked[i] = consent_is_asked(visitor, i);
		registration.consent[i] = visitor->consent[i] > 0;
	}
	struct err err;
	if (!visitor->registered.person[0] && !desk_register(app->store, &registration, &visitor->registered, &err)) {
		sodium_memzero(&visitor->registered, sizeof visitor->registered);
		text_copy(visitor->problem, sizeof visitor->problem, app_problem(app, &err));
		return;
	}
	visitor->proved = true;
	view_person(app->store, visitor->registered.person, &visitor->person);
	app_go(app, SCREEN_BADGE);
}

static void edit(struct app *app, enum line line)
{
	app->visitor->problem[0] = '\0';
	if (line == LINE_LANGUAGE) {
		app->field = CHOOSING_LANGUAGE;
		return;
	}
	app->visitor->editing = true;
	app_go(app, line == LINE_CHOICES && age_is_minor(app->visitor->age) ? SCREEN_AGE : lines[line].page);
}

static void act(struct app *app, int action, int arg)
{
	switch (action) {
	case ACT_EDIT:
		edit(app, (enum line)arg);
		break;
	case ACT_LANGUAGE_CHOSEN:
		app->ui.language = (size_t)arg;
		app->field = 0;
		break;
	case ACT_PRIMARY:
		store_it(app);
		break;
	case ACT_SECONDARY:
		app_go(app, age_is_minor(app->visitor->age) ? SCREEN_AGE : SCREEN_CONSENT);
		break;
	default:
		break;
	}
}

static void sample(struct app *app)
{
	struct visitor *visitor = app->visitor;
	app->printer = true;
	text_copy(visitor->given, sizeof visitor->given, "Marisol");
	text_copy(visitor->family, sizeof visitor->family, "Peña");
	text_copy(visitor->email, sizeof visitor->email, "marisol.p@example.com");
	visitor->consent[CONSENT_MESSAGES] = visitor->consent[CONSENT_SHARE] = 1;
	visitor->consent[CONSENT_TALENT] = 0;
}

const struct screen screen_review = {
	.name = "review",
	.build = build,
	.act = act,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_S,
};
