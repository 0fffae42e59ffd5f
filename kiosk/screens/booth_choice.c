/* Part of 15: what came of a lead, and what is next. Two buttons on the card show them; each opens a page on which one of a few
 * is chosen, stored, and gone back. */
#include "base/text.h"
#include "screens/booth.h"
#include "screens/front.h"

#include <string.h>

const struct booth_word booth_words[CHOICES][BOOTH_WORDS] = {
	[CHOOSE_STATUS] = {{"new", "status.new"},
			   {"shortlist", "status.shortlist"},
			   {"interview_today", "status.interview_today"},
			   {"invite", "status.invite"},
			   {"offer", "status.offer"},
			   {"not_now", "status.not_now"}},
	[CHOOSE_STEP] = {{"", "step.none"},
			 {"interview", "tag.interview"},
			 {"call back", "tag.call_back"},
			 {"send link", "tag.send_link"},
			 {"email", "step.email"},
			 {"come back", "step.come_back"}},
};

static const struct {
	const char *id, *label;
} buttons[CHOICES] = {
	[CHOOSE_STATUS] = {"status-is", "lead.status"},
	[CHOOSE_STEP] = {"step-is", "lead.next_step"},
};

const char *booth_word(struct ui *ui, enum booth_choice choice, const char *stored)
{
	for (size_t i = 0; i < BOOTH_WORDS && choice; i++)
		if (strcmp(booth_words[choice][i].stored, stored) == 0)
			return ui_say(ui, booth_words[choice][i].word);
	return stored;
}

/* A lead of which nothing was said yet is new. */
static const char *stored_of(const struct app *app, enum booth_choice choice)
{
	const struct lead *lead = &app->booth.scan.lead;
	if (choice == CHOOSE_STEP)
		return lead->next_step;
	return lead->status[0] ? lead->status : booth_words[CHOOSE_STATUS][0].stored;
}

/* --- on the card --------------------------------------------------------------------------------------------------------- */

static void button(struct app *app, struct ui *ui, struct rect r, enum booth_choice choice)
{
	const char *label = ui_say(ui, buttons[choice].label), *value = booth_word(ui, choice, stored_of(app, choice));
	ui_row(ui, r,
	       (struct row){.id = buttons[choice].id,
			    .label = label,
			    .value = value,
			    .fill = COLOR_SURFACE,
			    .radius = ui_px(ui, RADIUS_BUTTON),
			    .action = ACT_CHOOSE,
			    .arg = (int)choice});
	nodes_find(ui->nodes, buttons[choice].id)->kind = NODE_BUTTON;
	int side = ui_px(ui, PART_ICON_SMALL) - ui_design(ui, 4), first = ui_line(ui, TYPE_CAPTION),
	    second = ui_line(ui, TYPE_LABEL);
	struct rect in = rect_inset(r, pick(ui, 14, 22, 28), 0);
	struct rect mark = rect_cut_right(&in, side, pick(ui, 6, 10, 14));
	draw_icon(ui->draw, (struct rect){mark.x, r.y + (r.h - side) / 2, side, side}, ICON_DOWN, COLOR_TEXT);
	bool both = first + second <= r.h;
	rect_cut_top(&in, both ? (r.h - first - second) / 2 : (r.h - second) / 2, 0);
	struct text text = {.type = TYPE_CAPTION, .color = COLOR_TEXT_MUTED, .on = COLOR_SURFACE, .lines = 1, .shrink = 16};
	if (both)
		ui_text(ui, rect_cut_top(&in, first, 0), label, text);
	text.type = TYPE_LABEL;
	text.color = COLOR_TEXT;
	ui_text(ui, rect_cut_top(&in, second, 0), value, text);
}

void booth_choices(struct app *app, struct ui *ui, struct rect r)
{
	int gap = pick(ui, 6, 12, 20);
	button(app, ui, rect_column(r, 0, 2, gap), CHOOSE_STATUS);
	button(app, ui, rect_column(r, 1, 2, gap), CHOOSE_STEP);
}

/* --- the page ------------------------------------------------------------------------------------------------------------- */

void booth_choice_build(struct app *app, struct ui *ui, struct rect area)
{
	enum booth_choice choice = (enum booth_choice)app->booth.choosing;
	const char *stored = stored_of(app, choice);
	rect_cut_top(&area, pick(ui, 10, 28, 60), 0);
	rect_cut_bottom(&area, pick(ui, 10, 24, 40), 0);
	struct text title = {.id = "title",
			     .type = is_compact(ui) ? TYPE_LABEL : TYPE_TITLE_TIGHT,
			     .color = COLOR_TEXT,
			     .on = COLOR_PAGE,
			     .lines = 2,
			     .shrink = by_class(ui, 20, 28, 40),
			     .heading = true};
	rect_cut_top(&area,
		     ui_text(ui, area, ui_say(ui, choice == CHOOSE_STEP ? "lead.step.title" : "lead.status.title"), title),
		     pick(ui, 8, 24, 40));
	int columns = is_tall(ui) ? 1 : 2, rows = BOOTH_WORDS / columns, gap = pick(ui, 8, 20, 28),
	    high = pick(ui, 72, 104, 120);
	int most = rows * high + (rows - 1) * gap;
	area.h = area.h < most ? area.h : most;
	for (int i = 0; i < BOOTH_WORDS; i++) {
		char id[NODE_ID_MOST];
		text_format(id, sizeof id, "choice-%d", i);
		ui_option(ui, rect_column(rect_row(area, i / columns, rows, gap), i % columns, columns, gap),
			  (struct option){.id = id,
					  .label = ui_say(ui, booth_words[choice][i].word),
					  .on = strcmp(booth_words[choice][i].stored, stored) == 0,
					  .action = ACT_CHOSEN,
					  .arg = i});
	}
	struct button none = {.label = NULL};
	booth_dock(ui, none, front_back(ui), none);
}

bool booth_choice_act(struct app *app, int action, int arg)
{
	struct booth *booth = &app->booth;
	if (action == ACT_CHOOSE) {
		booth->choosing = arg;
		return true;
	}
	if (booth->choosing == CHOOSE_NOTHING)
		return false;
	enum booth_choice choice = (enum booth_choice)booth->choosing;
	bool chosen = action == ACT_CHOSEN && arg >= 0 && arg < BOOTH_WORDS;
	const char *word = chosen ? booth_words[choice][arg].stored : NULL;
	struct lead_note note = {.rating = 0};
	if (choice == CHOOSE_STEP)
		note.next_step = word;
	else
		note.status = word;
	if (chosen && !booth_note(app, &note))
		return true;
	if (chosen || action == ACT_SECONDARY)
		booth->choosing = CHOOSE_NOTHING;
	return true;
}
