/* The top of a page: the strap with its steps for visitors, a solid bar for booths and staff. */
#include "ui/part.h"
#include "ui/strap.h"

#include "base/text.h"

#include <stdio.h>

static struct rect between_header_and_dock(const struct ui *ui)
{
	int top = ui_px(ui, PART_HEADER_HEIGHT), margin = ui_px(ui, SPACE_PAGE_MARGIN);
	return (struct rect){margin, top, ui->profile.w - 2 * margin, ui->profile.h - top - ui_px(ui, PART_DOCK_HEIGHT)};
}

/* No room for its words on a small screen, nor on a tall one in larger text; they are still its label. */
static bool start_over_is_short(const struct ui *ui)
{
	return ui->profile.size == SIZE_COMPACT || (ui->profile.size == SIZE_TALL && is_large(ui));
}

/* Quiet, so its text ends at the margin and its box 20 px outside; in high contrast the box is seen and ends at the margin. */
static struct rect start_over_rect(struct ui *ui, const struct button *button)
{
	bool compact = ui->profile.size == SIZE_COMPACT;
	int w = button->icon_only ? ui_design(ui, compact ? 68 : 96) : ui_button_width(ui, *button);
	int h = ui_px(ui, PART_QUIET_BUTTON_HEIGHT);
	int right = ui->profile.w - ui_px(ui, SPACE_PAGE_MARGIN);
	if (!part_contrast(ui))
		right += ui_design(ui, compact ? 12 : 20);
	return (struct rect){right - w, (ui_px(ui, PART_HEADER_HEIGHT) - h) / 2, w, h};
}

/* Declares and draws Start over, and returns where it begins. */
static int start_over(struct ui *ui, int action)
{
	struct button button = {.id = "start-over",
				.label = ui_say(ui, "dock.over"),
				.look = BUTTON_QUIET,
				.icon = ICON_CLOSE,
				.action = action,
				.icon_only = start_over_is_short(ui)};
	struct rect r = start_over_rect(ui, &button);
	ui_button(ui, r, button);
	return r.x;
}

static void step_text(struct ui *ui, const struct header *header, char *out, size_t size)
{
	char n[12], total[12];
	snprintf(n, sizeof n, "%d", header->step);
	snprintf(total, sizeof total, "%d", header->steps);
	say_fill(out, size, ui_say(ui, "header.step"), "n", n, "total", total, NULL);
}

bool ui_notice(struct ui *ui, int right, struct rect *area)
{
	const struct notice *notice = &ui->notice;
	if (!notice->bold)
		return false;
	struct rect r = {0, 0, right, ui_px(ui, PART_HEADER_HEIGHT)};
	if (notice->below) {
		struct rect below = rect_cut_top(area, ui_px(ui, PART_BANNER_HEIGHT), 0);
		r = (struct rect){0, below.y, ui->profile.w, below.h};
	}
	/* Where two lines do not hold it the first sentence is shown, and both are said. */
	int room = r.w - 2 * ui_px(ui, SPACE_PAGE_MARGIN) - ui_px(ui, PART_ICON_MEDIUM) - ui_px(ui, SPACE_INLINE_GAP);
	int w = ui_text_width(ui, TYPE_LABEL, notice->bold) + ui_px(ui, SPACE_ICON_GAP);
	bool fits = w + ui_text_width(ui, TYPE_LABEL, notice->words) * 6 / 10 <= room;
	ui_banner(ui, r, "banner", notice->icon, COLOR_INFO_TINT, notice->bold, fits ? notice->words : "");
	struct node *node = nodes_find(ui->nodes, "banner");
	text_copy(node->value, sizeof node->value, notice->words);
	node->decorative = notice->said;
	return !notice->below;
}

/* The strap, the step and the page's name, from the left up to `right`. */
static void place_in_visit(struct ui *ui, const struct header *header, int right)
{
	static const int beside[SIZE_COUNT] = {[SIZE_COMPACT] = 12, [SIZE_REGULAR] = 18, [SIZE_TALL] = 22};
	int high = ui_px(ui, PART_HEADER_HEIGHT);
	int x = strap_across(ui, high / 2, header->step, header->steps) + ui_design(ui, beside[ui->profile.size]);
	bool counted = header->step > 0 && header->step <= header->steps;
	if (header->step > header->steps)
		x += ui_design(ui, 10);
	struct text text = {.id = "step",
			    .type = TYPE_LABEL,
			    .color = COLOR_TEXT,
			    .on = COLOR_PAGE,
			    .lines = 1,
			    .shrink = part_least(ui),
			    .middle = true};
	if (counted) {
		char words[NODE_TEXT_MOST];
		step_text(ui, header, words, sizeof words);
		int w = ui_text_width(ui, TYPE_LABEL, words);
		ui_text(ui, (struct rect){x, 0, w < right - x ? w : right - x, high}, words, text);
		x += w + ui_px(ui, SPACE_ICON_GAP);
		text.type = TYPE_CAPTION;
		text.color = COLOR_TEXT_MUTED;
	}
	text.id = "page";
	text.heading = header->title;
	if (header->title)
		text.type = TYPE_TITLE_TIGHT;
	bool fits = header->name && (!counted || ui_text_width(ui, text.type, header->name) <= right - x);
	if (fits && header->name[0]) /* beside "Step 2 of 4" it can be done without */
		ui_text(ui, (struct rect){x, 0, right - x, high}, header->name, text);
}

/* A header that is the page's title stays; there the banner waits for the next page. */
struct rect ui_header(struct ui *ui, struct header header)
{
	const char *group = ui->group;
	ui->group = "header";
	struct rect area = between_header_and_dock(ui);
	int end = ui->profile.w - ui_px(ui, SPACE_PAGE_MARGIN);
	int over = header.no_start_over ? end : start_over(ui, header.start_over_action);
	bool taken = !header.title && ui_notice(ui, header.no_start_over ? ui->profile.w : over, &area);
	if (!taken)
		place_in_visit(ui, &header, header.no_start_over ? end : over - 2 * ui_px(ui, SPACE_ICON_GAP));
	ui->group = group;
	return area;
}

static void draw_lock(struct ui *ui, struct rect *line, const struct bar *bar)
{
	struct button lock = {.id = "lock",
			      .label = bar->lock,
			      .look = BUTTON_SECONDARY,
			      .icon = ICON_LOCK,
			      .small = true,
			      .action = bar->lock_action};
	int high = ui_px(ui, PART_TOUCH_MIN), w = ui_button_width(ui, lock), all = line->h;
	if (w > line->w / 3) { /* a long word, or large text: the picture says it */
		lock.icon_only = true;
		w = high;
	}
	struct rect r = rect_cut_right(line, w, 2 * ui_px(ui, SPACE_ICON_GAP));
	ui_button(ui, (struct rect){r.x, (all - high) / 2, w, high}, lock);
}

struct rect ui_bar(struct ui *ui, struct bar bar)
{
	const char *group = ui->group;
	ui->group = "header";
	int high = ui_px(ui, PART_HEADER_HEIGHT), margin = ui_px(ui, SPACE_PAGE_MARGIN), gap = ui_px(ui, SPACE_ICON_GAP);
	draw_rect(ui->draw, (struct rect){0, 0, ui->profile.w, high}, COLOR_PRIMARY);
	struct rect line = {margin, 0, ui->profile.w - 2 * margin, high};
	struct text text = {.type = TYPE_HEADING,
			    .lines = 1,
			    .shrink = part_least(ui),
			    .middle = true,
			    .color = COLOR_TEXT_ON_ACCENT,
			    .on = COLOR_ACCENT,
			    .align = ALIGN_CENTER};
	if (bar.number && bar.number[0]) {
		int w = ui_text_width(ui, TYPE_HEADING, bar.number) + 2 * ui_design(ui, 18), h = high * 60 / 88;
		struct rect block = rect_cut_left(&line, w, 2 * gap);
		block = (struct rect){block.x, (high - h) / 2, w, h};
		draw_round(ui->draw, block, ui_px(ui, RADIUS_KEY), CORNERS_ALL, COLOR_ACCENT,
			   part_contrast(ui) ? COLOR_TEXT_ON_ACCENT : COLOR_NONE,
			   part_contrast(ui) ? ui_px(ui, STROKE_CONTROL) : 0);
		text.id = "booth";
		ui_text(ui, block, bar.number, text);
	}
	if (bar.lock)
		draw_lock(ui, &line, &bar);
	text.color = COLOR_TEXT_ON_PRIMARY;
	text.on = COLOR_PRIMARY;
	if (bar.status && bar.status[0]) {
		int w = ui_text_width(ui, TYPE_LABEL, bar.status) + 1, most = line.w / 2;
		text.id = "status";
		text.type = TYPE_LABEL;
		text.align = ALIGN_RIGHT;
		text.lines = 2;
		ui_text(ui, rect_cut_right(&line, w < most ? w : most, gap), bar.status, text);
		text.lines = 1;
		if (bar.icon) {
			int side = ui_px(ui, PART_ICON_SMALL) - ui_design(ui, 4);
			struct rect at = rect_cut_right(&line, side, 2 * gap);
			draw_icon(ui->draw, (struct rect){at.x, (high - side) / 2, side, side}, bar.icon,
				  COLOR_TEXT_ON_PRIMARY);
		}
	}
	text.id = "employer";
	text.type = TYPE_HEADING;
	text.align = ALIGN_LEFT;
	ui_text(ui, line, bar.name, text);
	ui->group = group;
	return between_header_and_dock(ui);
}
