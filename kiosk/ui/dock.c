/* The dock never moves: languages and "Text & voice" at the left, Back and the primary action at the right; on tall displays in
 * two rows, the actions above. */
#include "ui/part.h"

#include "base/text.h"

static bool is_tall(const struct ui *ui)
{
	return ui->profile.size == SIZE_TALL;
}

static bool is_short(const struct ui *ui, const struct dock *dock)
{
	return ui->profile.size == SIZE_COMPACT || (dock->short_languages && !is_tall(ui));
}

/* --- language and Text & voice --- */

static int languages_width(const struct ui *ui, const struct dock *dock)
{
	bool narrow = dock->short_languages && ui->profile.size == SIZE_REGULAR;
	return ui_px(ui, narrow ? PART_LANGUAGE_SEGMENT_WIDTH_SHORT : PART_LANGUAGE_SEGMENT_WIDTH) *
	       (int)catalog_count(ui->catalog);
}

/* A language is always written in its own words, so that people find theirs. */
static void draw_languages(struct ui *ui, struct rect r, const struct dock *dock)
{
	char ids[LANGUAGES_MOST][NODE_ID_MOST];
	const char *id[LANGUAGES_MOST], *label[LANGUAGES_MOST];
	size_t count = catalog_count(ui->catalog);
	for (size_t i = 0; i < count; i++) {
		text_format(ids[i], sizeof ids[i], "lang-%s", catalog_code(ui->catalog, i));
		id[i] = ids[i];
		label[i] = is_short(ui, dock) ? catalog_short(ui->catalog, i) : say(ui->catalog, i, "language.name");
	}
	ui_segments(ui, r,
		    (struct choice){.ids = id,
				    .labels = label,
				    .count = (int)count,
				    .chosen = (int)ui->language,
				    .question = ui_say(ui, "dock.language"),
				    .action = dock->language_action});
	for (size_t i = 0; i < count; i++) {
		struct node *node = nodes_find(ui->nodes, ids[i]);
		node->tongue = (unsigned)i + 1;
		text_copy(node->spoken, sizeof node->spoken, say(ui->catalog, i, "language.name"));
		text_copy(node->value, sizeof node->value, say(ui->catalog, i, "dock.language"));
	}
}

static struct button access_button(struct ui *ui, const struct dock *dock)
{
	return (struct button){.id = "access",
			       .label = ui_say(ui, is_short(ui, dock) ? "dock.access_short" : "dock.access"),
			       .spoken = ui_say(ui, "dock.access"),
			       .look = BUTTON_SECONDARY,
			       .icon = ICON_ACCESS,
			       .small = true,
			       .held = dock->access_open,
			       .action = dock->access_action};
}

static int access_width(struct ui *ui, const struct dock *dock, struct button access)
{
	int w = ui_button_width(ui, access), most = ui_design(ui, is_tall(ui) ? 400 : 250); /* larger words may wrap in it */
	if (!is_short(ui, dock))
		return w < most ? w : most;
	return ui_px(ui, ui->profile.size == SIZE_REGULAR ? PART_ACCESS_BUTTON_WIDTH_SHORT : PART_ACCESS_BUTTON_WIDTH);
}

/* --- actions --- */

enum { SLOTS_MOST = 3 };

struct slot {
	struct button button;
	int width;
};

static int sum_of(const int *widths, size_t count)
{
	int sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += widths[i];
	return sum;
}

/* Gives each button of what it may have more than its least, so that all fill the room. */
static void share_out(struct slot *slots, size_t count, const int *least, const int *most, int room)
{
	int low = sum_of(least, count), high = sum_of(most, count);
	for (size_t i = 0; i < count; i++)
		slots[i].width = least[i] + (high > low ? (most[i] - least[i]) * (room - low) / (high - low) : 0);
}

/* Padding gives way first, then labels shrink. When that is not enough, those that are short stay so, and the labels of the
 * others wrap. */
static void narrow(struct ui *ui, struct slot *slots, size_t count, int room)
{
	int full[SLOTS_MOST], snug[SLOTS_MOST], least[SLOTS_MOST], left = room, others = 0;
	for (size_t i = 0; i < count; i++) {
		full[i] = slots[i].width;
		snug[i] = part_button_least(ui, slots[i].button, false);
		snug[i] = snug[i] < full[i] ? snug[i] : full[i];
		least[i] = part_button_least(ui, slots[i].button, true);
		least[i] = least[i] < snug[i] ? least[i] : snug[i];
		bool is_short = least[i] <= room / (int)count;
		left -= is_short ? least[i] : 0;
		others += is_short ? 0 : least[i];
	}
	if (sum_of(snug, count) <= room) {
		share_out(slots, count, snug, full, room);
	} else if (sum_of(least, count) <= room) {
		share_out(slots, count, least, snug, room);
	} else {
		for (size_t i = 0; i < count; i++)
			slots[i].width = least[i] <= room / (int)count ? least[i] : least[i] * left / others;
	}
}

/* Too wide together: icons that say no more than the words go first, then the widths shrink, and the labels with them when
 * there is no more padding to give. The primary button and Back keep theirs. */
static void squeeze(struct ui *ui, struct slot *slots, size_t count, int room)
{
	int sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += slots[i].width;
	for (size_t i = count; i-- > 1 && sum > room;) {
		if (slots[i].button.icon == ICON_BACK || slots[i].button.icon_only)
			continue;
		sum -= slots[i].width;
		slots[i].button.icon = ICON_NONE;
		slots[i].width = ui_button_width(ui, slots[i].button);
		sum += slots[i].width;
	}
	if (sum > room)
		narrow(ui, slots, count, room);
}

static void add_slot(struct ui *ui, struct slot *slots, size_t *count, const struct button *button)
{
	if (!button->label)
		return;
	slots[*count].button = *button;
	slots[(*count)++].width = ui_button_width(ui, *button);
}

/* Right to left: primary, secondary, extra. With `fill` the primary takes what is left. */
static void draw_actions(struct ui *ui, struct rect row, const struct dock *dock, bool fill)
{
	struct slot slots[SLOTS_MOST];
	size_t count = 0;
	int gap = ui_px(ui, SPACE_INLINE_GAP), room = row.w;
	add_slot(ui, slots, &count, &dock->primary);
	add_slot(ui, slots, &count, &dock->secondary);
	add_slot(ui, slots, &count, &dock->extra);
	if (!count)
		return;
	room -= gap * (int)(count - 1);
	squeeze(ui, slots, count, room);
	if (fill && dock->primary.label) {
		slots[0].width = room;
		for (size_t i = 1; i < count; i++)
			slots[0].width -= slots[i].width;
	}
	struct rect places[SLOTS_MOST];
	for (size_t i = 0; i < count; i++)
		places[i] = rect_cut_right(&row, slots[i].width, gap);
	for (size_t i = 0; i < count; i++)
		ui_button(ui, places[i], slots[i].button);
}

/* --- the whole --- */

static struct rect draw_ground(struct ui *ui)
{
	int h = ui_px(ui, PART_DOCK_HEIGHT), line = ui_px(ui, STROKE_DIVIDER);
	struct rect dock = {0, ui->profile.h - h, ui->profile.w, h};
	draw_rect(ui->draw, dock, COLOR_SURFACE);
	draw_rect(ui->draw, (struct rect){0, dock.y, dock.w, line}, COLOR_DIVIDER);
	return (struct rect){ui_px(ui, SPACE_PAGE_MARGIN), dock.y + line, dock.w - 2 * ui_px(ui, SPACE_PAGE_MARGIN), h - line};
}

static struct rect middle_row(struct rect inner, int h, int i, int rows, int gap)
{
	int top = (inner.h - rows * h - (rows - 1) * gap) / 2;
	return (struct rect){inner.x, inner.y + top + i * (h + gap), inner.w, h};
}

void ui_dock(struct ui *ui, struct dock dock)
{
	const char *group = ui->group;
	ui->group = "dock";
	bool tall = is_tall(ui);
	int h = ui_px(ui, PART_DOCK_BUTTON_HEIGHT), gap = ui_px(ui, SPACE_INLINE_GAP);
	struct rect inner = draw_ground(ui), actions = middle_row(inner, h, 0, tall ? 2 : 1, gap);
	struct rect settings = middle_row(inner, h, tall ? 1 : 0, tall ? 2 : 1, gap), languages = {0};
	struct button access = access_button(ui, &dock);
	int access_w = access_width(ui, &dock, access);
	if (!dock.no_languages)
		languages = rect_cut_left(&settings, languages_width(ui, &dock), gap);
	struct rect access_r = tall ? rect_cut_right(&settings, access_w, gap) : rect_cut_left(&settings, access_w, gap);
	draw_actions(ui, tall ? actions : settings, &dock, tall);
	if (!dock.no_languages)
		draw_languages(ui, languages, &dock);
	ui_button(ui, access_r, access);
	ui->group = group;
}
