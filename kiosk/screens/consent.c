/* 06 Consent, and the same rows for somebody who comes back: a row each, No before Yes, none preset. The primary button counts
 * what is left. Where three rows do not fit (small screen, large text) they come in pages. Only what can apply is asked: no
 * e-mail, no "Email me". */
#include "base/text.h"
#include "screens/seeker.h"

#include <stdio.h>

enum { ACT_ANSWER = ACT_SCREEN, ACT_PAGE = ACT_ANSWER + CONSENT_COUNT };

static const struct question {
	const char *id, *title, *text;
	enum icon icon;
	enum color tint;
} questions[CONSENT_COUNT] = {
	[CONSENT_MESSAGES] = {"c1", "consent.messages.title", "consent.messages.text", ICON_MAIL, COLOR_SURFACE_SKY},
	[CONSENT_SHARE] = {"c2", "consent.share.title", "consent.share.text", ICON_BOOTH, COLOR_SURFACE_SUN},
	[CONSENT_TALENT] = {"c3", "consent.talent.title", "consent.talent.text", ICON_USERS, COLOR_SURFACE_CORAL},
};

static bool has_email(const struct visitor *visitor)
{
	return visitor->email[0] || (!visitor->phone[0] && visitor->person.email[0]);
}

bool consent_is_asked(const struct visitor *visitor, int purpose)
{
	if (age_is_minor(visitor->age) || age_is_minor(age_of(&visitor->person)))
		return false;
	if (visitor->after == SCREEN_SKILLS) /* on the way into the Talent Database */
		return purpose == CONSENT_TALENT;
	return purpose != CONSENT_MESSAGES || has_email(visitor) || visitor->phone[0] || visitor->person.phone[0];
}

static struct question question_of(const struct visitor *visitor, int purpose)
{
	struct question question = questions[purpose];
	if (purpose == CONSENT_MESSAGES && !has_email(visitor)) {
		question.title = "consent.messages_phone.title";
		question.text = "consent.messages_phone.text";
		question.icon = ICON_PHONE;
	}
	return question;
}

unsigned long consent_left(const struct visitor *visitor)
{
	unsigned long n = 0;
	for (int i = 0; i < CONSENT_COUNT; i++)
		n += consent_is_asked(visitor, i) && visitor->consent[i] < 0;
	return n;
}

/* --- page -------------------------------------------------------------------------------------------------------------- */

static void mark(struct ui *ui, struct rect r, const struct question *q)
{
	int side = r.w / 2;
	draw_round(ui->draw, r, ui_px(ui, RADIUS_BUTTON), CORNERS_ALL, (int)q->tint, COLOR_NONE, 0);
	draw_icon(ui->draw, (struct rect){r.x + (r.w - side) / 2, r.y + (r.h - side) / 2, side, side}, q->icon, COLOR_TEXT);
}

enum { PERCENT_LEAST = 88 };

/* The explanations of all rows have one size: a little smaller if that makes one line of what would be two. */
static struct text explanation(struct ui *ui, const struct visitor *visitor, int width)
{
	struct text text = {.type = is_compact(ui) ? TYPE_CAPTION : TYPE_BODY,
			    .color = COLOR_TEXT_MUTED,
			    .on = COLOR_SURFACE,
			    .percent = 100};
	text.shrink = by_class(ui, 20, 24, 28);
	for (int i = 0; i < CONSENT_COUNT && !is_large(ui); i++) {
		int w = ui_text_width(ui, text.type, ui_say(ui, question_of(visitor, i).text)) + 1;
		int percent = width * 100 / w;
		if (consent_is_asked(visitor, i) && percent >= PERCENT_LEAST && percent < text.percent)
			text.percent = percent;
	}
	return text;
}

static int words_height(struct ui *ui, const struct visitor *visitor, const struct question *q, int width)
{
	return ui_text_height(ui, width, is_compact(ui) ? TYPE_LABEL : TYPE_BUTTON, ui_say(ui, q->title)) +
	       ui_text_needs(ui, width, ui_say(ui, q->text), explanation(ui, visitor, width));
}

/* What a row needs, in window pixels. On a tall screen the answers stand below the words. */
struct measure {
	int toggles, pad, mark, words, below;
	int high, each[CONSENT_COUNT]; /* the highest, and each by itself */
};

/* Both buttons, wide enough for the longer answer with its check. */
static int toggles_width(struct ui *ui)
{
	const char *const keys[] = {"answer.no", "answer.yes"};
	int widest = 0, least = pick(ui, 196, 292, 380);
	for (int i = 0; i < 2; i++) {
		int w = ui_text_width(ui, TYPE_BUTTON, ui_say(ui, keys[i]));
		widest = w > widest ? w : widest;
	}
	int w = 2 * (widest + ui_px(ui, PART_ICON_SMALL) + ui_design(ui, 22)) + ui_design(ui, 12), most = least * 3 / 2;
	return w < least ? least : w < most ? w : most;
}

static struct measure measure(struct ui *ui, const struct visitor *visitor, int width)
{
	struct measure m = {.toggles = toggles_width(ui),
			    .pad = pick(ui, 14, 26, 36),
			    .mark = is_compact(ui) || is_large(ui) ? 0 : pick(ui, 0, 72, 96),
			    .below = is_tall(ui) ? ui_px(ui, PART_TOGGLE_SEGMENT_HEIGHT) + ui_design(ui, 16) : 0};
	m.words = width - 2 * m.pad - (m.mark ? m.mark + pick(ui, 0, 24, 32) : 0);
	m.words -= m.below ? 0 : m.toggles + pick(ui, 14, 20, 24);
	int least = pick(ui, 78, 140, 220);
	for (int i = 0; i < CONSENT_COUNT; i++) {
		struct question q = question_of(visitor, i);
		int high = words_height(ui, visitor, &q, m.words) + m.below + pick(ui, 16, 24, 48);
		m.each[i] = high > least ? high : least;
		if (consent_is_asked(visitor, i) && m.each[i] > m.high)
			m.high = m.each[i];
	}
	return m;
}

static void words(struct ui *ui, struct rect r, const struct visitor *visitor, const struct question *q)
{
	char title_id[NODE_ID_MOST], text_id[NODE_ID_MOST];
	text_format(title_id, sizeof title_id, "%s-title", q->id);
	text_format(text_id, sizeof text_id, "%s-text", q->id);
	struct text title = {
		.id = title_id, .type = is_compact(ui) ? TYPE_LABEL : TYPE_BUTTON, .color = COLOR_TEXT, .on = COLOR_SURFACE};
	struct text text = explanation(ui, visitor, r.w);
	int high = words_height(ui, visitor, q, r.w);
	text.id = text_id;
	if (high > r.h) { /* both give way */
		title.shrink = text.shrink = by_class(ui, 20, 24, 28);
		const struct words list[] = {{.words = ui_say(ui, q->title), .text = title},
					     {.words = ui_say(ui, q->text), .text = text}};
		front_words(ui, r, list, 2, true);
		return;
	}
	rect_cut_top(&r, (r.h - high) / 2, 0);
	rect_cut_top(&r, ui_text(ui, r, ui_say(ui, q->title), title), 0);
	ui_text(ui, r, ui_say(ui, q->text), text);
}

static void row(struct app *app, struct ui *ui, struct rect r, int purpose, const struct measure *m)
{
	struct question q = question_of(app->visitor, purpose);
	const char *labels[] = {ui_say(ui, "answer.no"), ui_say(ui, "answer.yes")};
	bool open = app->visitor->consent[purpose] < 0;
	ui_panel(ui, r, COLOR_SURFACE, open ? COLOR_BORDER_CONTROL : COLOR_DIVIDER);
	struct rect in = rect_inset(r, m->pad, m->below ? ui_design(ui, 24) : 0), answers;
	int toggle = ui_px(ui, PART_TOGGLE_SEGMENT_HEIGHT);
	if (m->below) {
		answers = rect_cut_bottom(&in, toggle, ui_design(ui, 16));
		answers.x += answers.w - m->toggles;
		answers.w = m->toggles;
	} else {
		answers = rect_cut_right(&in, m->toggles, pick(ui, 14, 20, 24));
	}
	if (m->mark) {
		struct rect left = rect_cut_left(&in, m->mark, pick(ui, 0, 24, 32));
		mark(ui, (struct rect){left.x, left.y + (left.h - m->mark) / 2, m->mark, m->mark}, &q);
	}
	words(ui, in, app->visitor, &q);
	ui_yes_no(ui, (struct rect){answers.x, answers.y + (answers.h - toggle) / 2, answers.w, toggle},
		  (struct choice){.id = q.id,
				  .labels = labels,
				  .count = 2,
				  .chosen = app->visitor->consent[purpose],
				  .question = ui_say(ui, q.title),
				  .action = ACT_ANSWER + purpose});
}

/* Page up and Page down at the bottom of the page. */
static void pager(struct ui *ui, struct rect r, int page, int pages)
{
	const char *const ids[] = {"page-up", "page-down"}, *const keys[] = {"leads.up.button", "leads.down.button"};
	const enum icon icons[] = {ICON_UP, ICON_DOWN};
	for (int i = 0; i < 2; i++)
		ui_button(ui, rect_column(r, i, 2, pick(ui, 10, 20, 28)),
			  (struct button){.id = ids[i],
					  .label = ui_say(ui, keys[i]),
					  .look = BUTTON_SECONDARY,
					  .icon = icons[i],
					  .small = true,
					  .disabled = i == 0 ? page == 0 : page + 1 >= pages,
					  .action = ACT_PAGE,
					  .arg = page + (i ? 1 : -1)});
}

/* All alike on one page if they fit; else each as high as it has to be, on as few pages as there may be. */
static void rows(struct app *app, struct ui *ui, struct rect area)
{
	struct measure m = measure(ui, app->visitor, area.w);
	int gap = pick(ui, 8, 15, 24), button = ui_px(ui, PART_BUTTON_HEIGHT), room = area.h - button - gap;
	int asked[CONSENT_COUNT] = {0}, high[CONSENT_COUNT], first[CONSENT_COUNT + 1] = {0}, count = 0, pages = 1, used = 0;
	for (int i = 0; i < CONSENT_COUNT; i++)
		if (consent_is_asked(app->visitor, i))
			asked[count++] = i;
	bool alike = count * (m.high + gap) - gap <= area.h;
	for (int i = 0; i < count; i++) {
		high[i] = alike ? m.high : m.each[asked[i]] < room ? m.each[asked[i]] : room;
		if (!alike && used > 0 && used + high[i] > room) {
			first[pages++] = i;
			used = 0;
		}
		used += high[i] + gap;
	}
	first[pages] = count;
	int page = app->field < pages ? app->field : pages - 1;
	for (int i = first[page]; i < first[page + 1]; i++)
		row(app, ui, rect_cut_top(&area, high[i], gap), asked[i], &m);
	if (pages > 1)
		pager(ui, rect_cut_top(&area, button, 0), page, pages);
}

/* The rows stand at the bottom of a tall page, within reach. */
static struct rect tall_rows(const struct app *app, struct ui *ui, struct rect area, const char *title, const char *hint)
{
	struct measure m = measure(ui, app->visitor, area.w);
	int count = 0, bottom = area.y + area.h; /* it is the answers of the first that have to be within reach */
	int least = ui_design(ui, 640 + 24) + ui_px(ui, PART_TOGGLE_SEGMENT_HEIGHT) - m.high;
	int words = ui_text_height(ui, area.w, TYPE_TITLE_TIGHT, title) + ui_text_height(ui, area.w, TYPE_LEAD, hint);
	int below = ui_px(ui, PART_HEADER_HEIGHT) + words + ui_design(ui, 60);
	least = least > below ? least : below;
	for (int i = 0; i < CONSENT_COUNT; i++)
		count += consent_is_asked(app->visitor, i);
	int top = bottom - count * m.high - (count - 1) * ui_design(ui, 24);
	area.y = top > least ? top : least;
	area.h = bottom - area.y;
	return area;
}

static void build_page(struct app *app, struct ui *ui, struct rect area, const char *title, const char *hint)
{
	rect_cut_bottom(&area, pick(ui, 4, 26, 28), 0);
	hint = is_compact(ui) ? NULL : hint;
	if (is_tall(ui)) {
		area = tall_rows(app, ui, area, title, hint);
		front_tall_title(app, ui, area.y, title, hint, NULL);
	} else {
		rect_cut_top(&area, pick(ui, 0, is_large(ui) ? 0 : 5, 0), 0);
		front_title(ui, &area, is_compact(ui) || is_large(ui) ? TYPE_TITLE_TIGHT : TYPE_TITLE, title, hint);
		rect_cut_top(&area, pick(ui, 0, is_large(ui) ? 0 : 13, 0), 0);
	}
	rows(app, ui, area);
}

static struct button next_button(struct app *app, struct ui *ui)
{
	unsigned long open = consent_left(app->visitor);
	struct button next = front_next(ui, open == 0);
	if (open > 0) {
		next.label = front_count(ui, "consent.left", open);
		next.icon = ICON_NONE;
	}
	return next;
}

static void build(struct app *app, struct ui *ui)
{
	build_page(app, ui, front_page(ui, 3, "header.choices"), ui_say(ui, "consent.title"), ui_say(ui, "consent.hint"));
	front_dock(ui, next_button(app, ui), front_back(ui));
}

/* --- acting ------------------------------------------------------------------------------------------------------------ */

static void act(struct app *app, int action, int arg)
{
	if (action >= ACT_ANSWER && action < ACT_ANSWER + CONSENT_COUNT)
		app->visitor->consent[action - ACT_ANSWER] = (signed char)arg;
	else if (action == ACT_PAGE)
		app->field = arg;
	else if (action == ACT_PRIMARY && consent_left(app->visitor) == 0)
		front_next_page(app, SCREEN_REVIEW);
	else if (action == ACT_SECONDARY)
		front_next_page(app, SCREEN_AGE);
}

static void sample(struct app *app)
{
	text_copy(app->visitor->given, sizeof app->visitor->given, "Marisol");
	text_copy(app->visitor->family, sizeof app->visitor->family, "Peña");
	text_copy(app->visitor->email, sizeof app->visitor->email, "marisol.p@example.com");
	app->visitor->consent[CONSENT_MESSAGES] = 1;
	app->visitor->consent[CONSENT_SHARE] = 0;
}

const struct screen screen_consent = {
	.name = "consent",
	.build = build,
	.act = act,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_LONG_S,
};

/* --- coming back --------------------------------------------------------------------------------------------------------- */

/* What was said before is shown as it stands; on the way into the Talent Database nothing is preset. */
static void share_enter(struct app *app)
{
	struct visitor *visitor = app->visitor;
	for (int i = 0; i < CONSENT_COUNT; i++) {
		bool given = app->store && view_consent(app->store, visitor->registered.person, (enum consent_purpose)i);
		visitor->consent[i] = visitor->after == SCREEN_SKILLS ? -1 : (signed char)given;
	}
}

static bool is_joining(const struct app *app)
{
	return app->visitor->after == SCREEN_SKILLS;
}

static void share_build(struct app *app, struct ui *ui)
{
	bool joining = is_joining(app);
	struct rect area = front_page(ui, FRONT_STEPS + 1, "header.choices");
	build_page(app, ui, area, ui_say(ui, joining ? "share.join.title" : "share.title"),
		   ui_say(ui, joining ? "share.join.hint" : "share.hint"));
	struct button next = next_button(app, ui);
	if (!joining) {
		next.label = ui_say(ui, "share.save.button");
		next.icon = ICON_CHECK;
		next.icon_behind = false;
	}
	front_dock(ui, next, front_back(ui));
}

/* Only what is another answer than before is recorded. Who says no to the Talent Database leaves it. */
static bool record(struct app *app, enum consent_purpose purpose, struct err *err)
{
	const char *person = app->visitor->registered.person, *wording = ui_say(&app->ui, "consent.version");
	bool yes = app->visitor->consent[purpose] > 0, before = view_consent(app->store, person, purpose);
	if (!consent_is_asked(app->visitor, purpose) || (yes == before && !is_joining(app)))
		return true;
	if (purpose == CONSENT_TALENT && !yes && before) {
		app->visitor->told = false;
		return desk_leave_talent(app->store, person, app->skills, wording, app_language(app), err);
	}
	return desk_consent(app->store, person, purpose, yes, wording, app_language(app), err);
}

static void share_save(struct app *app)
{
	struct err err;
	for (int i = 0; i < CONSENT_COUNT; i++)
		if (!record(app, (enum consent_purpose)i, &err)) {
			app_toast(app, ui_say(&app->ui, app_problem(app, &err)), 0);
			return;
		}
	seeker_code(app);
	if (is_joining(app) && seeker_joined(app)) {
		seeker_go_on(app);
		return;
	}
	if (!is_joining(app))
		app_toast(app, ui_say(&app->ui, "share.saved"), 0);
	app->visitor->after = SCREEN_WELCOME;
	app_go(app, seeker_home(app));
}

static void share_act(struct app *app, int action, int arg)
{
	if (action == ACT_PRIMARY && consent_left(app->visitor) == 0) {
		share_save(app);
	} else if (action == ACT_SECONDARY) {
		app->visitor->after = SCREEN_WELCOME;
		app_go(app, seeker_home(app));
	} else if (action != ACT_PRIMARY) {
		act(app, action, arg);
	}
}

static void share_sample(struct app *app)
{
	sample(app);
	app->visitor->consent[CONSENT_TALENT] = 1;
	app->visitor->already = true;
}

const struct screen screen_share = {
	.name = "share",
	.enter = share_enter,
	.build = share_build,
	.act = share_act,
	.sample = share_sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_LONG_S,
};
