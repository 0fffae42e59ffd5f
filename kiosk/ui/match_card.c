/* The match card: a booth's number as large as on its sign, and why it fits. */
#include "ui/part.h"

#include "base/text.h"

static void number(struct ui *ui, struct rect r, const char *words)
{
	draw_round(ui->draw, r, ui_px(ui, RADIUS_BUTTON), CORNERS_ALL, COLOR_ACCENT, COLOR_NONE, 0);
	ui_text(ui, rect_inset(r, ui_design(ui, 6), 0), words,
		(struct text){.type = TYPE_TITLE_TIGHT,
			      .color = COLOR_TEXT_ON_ACCENT,
			      .on = COLOR_ACCENT,
			      .lines = 1,
			      .shrink = 20,
			      .align = ALIGN_CENTER,
			      .middle = true});
}

/* The skills that fit in one line; the first is always there, shrunk if it has to be. */
static void skills(struct ui *ui, struct rect r, const struct match_card *card, enum color on)
{
	int side = ui_design(ui, 24), gap = ui_design(ui, 8);
	for (int i = 0; i < MATCH_CARD_SKILLS && card->skills[i]; i++) {
		int w = ui_text_width(ui, TYPE_LABEL, card->skills[i]) + 1;
		if (i && r.w < side + gap + w)
			return;
		struct rect mark = rect_cut_left(&r, side, gap);
		draw_icon(ui->draw, (struct rect){mark.x, r.y + (r.h - side) / 2, side, side}, ICON_CHECK,
			  COLOR_PRIMARY_TINT_TEXT);
		ui_text(ui, rect_cut_left(&r, w < r.w ? w : r.w, ui_design(ui, 20)), card->skills[i],
			(struct text){.type = TYPE_LABEL,
				      .color = COLOR_PRIMARY_TINT_TEXT,
				      .on = on,
				      .lines = 1,
				      .shrink = 20,
				      .middle = true});
	}
}

static void words(struct ui *ui, struct rect r, const struct match_card *card, enum color on)
{
	bool has_skills = card->skills[0] != NULL;
	int name = ui_line(ui, TYPE_BUTTON), reason = ui_line(ui, TYPE_BODY), skill = has_skills ? ui_line(ui, TYPE_LABEL) : 0;
	int spare = r.h - name - reason - skill;
	if (spare < 0) { /* the reason is also in the card's dialog */
		spare += reason;
		reason = 0;
	}
	if (spare < 0) {
		spare += skill;
		skill = 0;
	}
	rect_cut_top(&r, spare > 0 ? spare / 2 : 0, 0);
	struct text text = {.type = TYPE_BUTTON, .color = COLOR_TEXT, .on = on, .lines = 1, .shrink = 20, .middle = true};
	ui_text(ui, rect_cut_top(&r, name, 0), card->name, text);
	text.type = TYPE_BODY;
	text.color = COLOR_TEXT_MUTED;
	if (reason)
		ui_text(ui, rect_cut_top(&r, reason, 0), card->reason, text);
	if (skill)
		skills(ui, rect_cut_top(&r, skill, 0), card, on);
}

void ui_match_card(struct ui *ui, struct rect r, struct match_card card)
{
	bool down = part_down(ui, card.id);
	ui_row(ui, r,
	       (struct row){.id = card.id,
			    .label = card.name,
			    .value = card.number,
			    .spoken = card.spoken,
			    .fill = COLOR_SURFACE,
			    .radius = ui_px(ui, RADIUS_CARD),
			    .personal = true,
			    .action = card.action,
			    .arg = card.arg});
	int pad = ui_design(ui, 16), side = r.h - 2 * pad, most = r.w / 5, icon = ui_px(ui, PART_ICON_SMALL);
	struct rect in = rect_inset(r, pad + ui_design(ui, 2), pad);
	if (card.number[0])
		number(ui, rect_cut_left(&in, side < most ? side : most, ui_design(ui, 22)), card.number);
	struct rect next = rect_cut_right(&in, icon, ui_design(ui, 10));
	draw_icon(ui->draw, (struct rect){next.x, r.y + (r.h - icon) / 2, icon, icon}, ICON_NEXT, COLOR_TEXT);
	words(ui, (struct rect){in.x, r.y + ui_design(ui, 4), in.w, r.h - 2 * ui_design(ui, 4)}, &card,
	      down ? COLOR_SECONDARY_PRESSED : COLOR_SURFACE);
}
