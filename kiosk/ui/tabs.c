/* The bar of staff pages: tabs, the time of day, and Lock. What does not fit goes in this order: the name beside the mark, the
 * words of Lock, the time; then the tabs share what is left. */
#include "ui/part.h"

#include "base/text.h"

struct measure {
	int brand, clock, lock, tabs, gap;
	int widths[TABS_MOST];
};

static int pad_of(const struct ui *ui)
{
	return ui_design(ui, ui->profile.size == SIZE_COMPACT ? 12 : 22);
}

static struct button lock_button(const struct tabs *tabs, bool words)
{
	return (struct button){.id = "lock",
			       .label = tabs->lock,
			       .look = BUTTON_SECONDARY,
			       .icon = ICON_LOCK,
			       .icon_only = !words,
			       .small = true,
			       .action = tabs->lock_action};
}

static int tab_width(struct ui *ui, const struct tab *tab)
{
	int least = ui_px(ui, PART_TOUCH_MIN);
	int w = tab->icon ? ui_px(ui, PART_ICON_MEDIUM) + pad_of(ui)
			  : ui_text_width(ui, TYPE_LABEL, tab->label) + 2 * pad_of(ui);
	return w > least ? w : least;
}

static int sum_of(const struct measure *m)
{
	return m->brand + m->tabs + m->clock + m->lock;
}

static struct measure measure(struct ui *ui, const struct tabs *tabs, int room)
{
	struct measure m = {.gap = ui_design(ui, ui->profile.size == SIZE_COMPACT ? 4 : 8)};
	int side = ui_px(ui, PART_TOUCH_MIN), wide = ui_px(ui, SPACE_STACK_GAP);
	for (int i = 0; i < tabs->count; i++)
		m.tabs += m.widths[i] = tab_width(ui, &tabs->list[i]);
	m.tabs += (tabs->count - 1) * m.gap;
	m.brand = ui_px(ui, PART_ICON_LARGE) + wide + ui_text_width(ui, TYPE_BUTTON, tabs->name) + 2 * wide;
	m.clock = ui_text_width(ui, TYPE_BUTTON, tabs->clock) + 2 * wide;
	m.lock = ui_button_width(ui, lock_button(tabs, true)) + wide;
	if (sum_of(&m) > room)
		m.brand = 0;
	if (sum_of(&m) > room)
		m.lock = side + wide / 2;
	if (sum_of(&m) > room)
		m.clock = 0;
	/* Each keeps what a finger needs; what is above that shrinks. */
	int needed = tabs->count * side + (tabs->count - 1) * m.gap;
	int left = room - m.clock - m.lock - m.brand - needed, above = m.tabs - needed;
	for (int i = 0; i < tabs->count && above > left; i++)
		m.widths[i] = side + (m.widths[i] - side) * (left > 0 ? left : 0) / above;
	return m;
}

static void draw_tab(struct ui *ui, struct rect r, const struct tabs *tabs, int i)
{
	const struct tab *tab = &tabs->list[i];
	bool on = tab->arg == tabs->chosen, down = part_down(ui, tab->id);
	struct node *node = part_node(ui, NODE_CHOICE, tab->id, r, tab->label);
	node->selected = on;
	node->action = tabs->action;
	node->arg = tab->arg;
	bool contrast = part_contrast(ui);
	node->fg = !on ? COLOR_TEXT_ON_PRIMARY : contrast ? COLOR_PRIMARY : COLOR_TEXT_ON_ACCENT;
	node->bg = on ? contrast ? COLOR_TEXT_ON_PRIMARY : COLOR_ACCENT : down ? COLOR_PRIMARY_PRESSED : COLOR_PRIMARY;
	node->type = TYPE_LABEL;
	part_box(ui, tab->id, r,
		 (struct box){.fill = on || down ? (int)node->bg : COLOR_NONE,
			      .stroke = COLOR_TEXT_ON_PRIMARY,
			      .radius = ui_px(ui, RADIUS_BUTTON)});
	part_content(ui, r,
		     (struct content){.icon = tab->icon,
				      .label = tab->icon ? NULL : tab->label,
				      .face = part_face(ui, TYPE_LABEL),
				      .color = node->fg,
				      .align = ALIGN_CENTER,
				      .icon_px = ui_px(ui, PART_ICON_MEDIUM) * 7 / 8,
				      .pad = ui_design(ui, 4)});
}

static void draw_brand(struct ui *ui, struct rect r, const char *name)
{
	int side = ui_px(ui, PART_ICON_LARGE);
	struct rect mark = rect_cut_left(&r, side, ui_px(ui, SPACE_STACK_GAP));
	draw_icon(ui->draw, (struct rect){mark.x, (r.h - side) / 2, side, side}, ICON_BADGE, COLOR_TEXT_ON_PRIMARY);
	ui_text(ui, r, name,
		(struct text){.id = "page",
			      .type = TYPE_BUTTON,
			      .color = COLOR_TEXT_ON_PRIMARY,
			      .on = COLOR_PRIMARY,
			      .lines = 1,
			      .shrink = 20,
			      .middle = true});
}

struct rect ui_tabs(struct ui *ui, struct tabs tabs)
{
	const char *group = ui->group;
	ui->group = "header";
	int high = ui_px(ui, PART_HEADER_HEIGHT), margin = ui_px(ui, SPACE_PAGE_MARGIN);
	int h = ui_px(ui, PART_QUIET_BUTTON_HEIGHT) < high ? ui_px(ui, PART_QUIET_BUTTON_HEIGHT) : high;
	draw_rect(ui->draw, (struct rect){0, 0, ui->profile.w, high}, COLOR_PRIMARY);
	struct rect line = {margin, (high - h) / 2, ui->profile.w - 2 * margin, h};
	struct measure m = measure(ui, &tabs, line.w);
	bool words = m.lock > ui_px(ui, PART_TOUCH_MIN) + ui_px(ui, SPACE_STACK_GAP);
	if (m.brand)
		draw_brand(ui, (struct rect){margin, 0, m.brand, high}, tabs.name);
	rect_cut_left(&line, m.brand, 0);
	struct rect lock = rect_cut_right(&line, m.lock, 0);
	struct rect clock = rect_cut_right(&line, m.clock, 0);
	for (int i = 0; i < tabs.count; i++)
		draw_tab(ui, rect_cut_left(&line, m.widths[i], m.gap), &tabs, i);
	if (m.clock) {
		clock.w -= ui_px(ui, SPACE_STACK_GAP) / 2;
		ui_text(ui, clock, tabs.clock,
			(struct text){.id = "clock",
				      .type = TYPE_BUTTON,
				      .color = COLOR_TEXT_ON_PRIMARY,
				      .on = COLOR_PRIMARY,
				      .align = ALIGN_RIGHT,
				      .lines = 1,
				      .middle = true});
	}
	int side = words ? m.lock - ui_px(ui, SPACE_STACK_GAP) : ui_px(ui, PART_TOUCH_MIN);
	ui_button(ui, rect_cut_right(&lock, side, 0), lock_button(&tabs, words));
	ui->group = group;
	int dock = ui_px(ui, PART_DOCK_HEIGHT);
	return (struct rect){margin, high, ui->profile.w - 2 * margin, ui->profile.h - high - dock};
}
