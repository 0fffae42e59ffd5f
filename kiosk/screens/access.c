/* 23 Text & voice: lies over any page, each setting applies at once, and all are cleared with the visit. */
#include "base/text.h"
#include "screens/front.h"

#include <stdio.h>
#include <string.h>

enum { ACT_SIZE = ACT_SCREEN, ACT_COLORS, ACT_SPEECH, ACT_RATE, ACT_TIME, ACT_MOTION, ACT_RESET, GROUPS = 6 };

static const double scales[] = {1, 1.25, 1.5};
enum { SCALES = sizeof scales / sizeof scales[0] };

static int scale_index(const struct ui *ui)
{
	for (int i = SCALES - 1; i > 0; i--)
		if (ui->text_scale >= scales[i])
			return i;
	return 0;
}

/* --- groups ------------------------------------------------------------------------------------------------------------ */

static int segments_height(const struct ui *ui)
{
	return pick(ui, 58, 84, is_large(ui) ? 84 : 96);
}

/* The label of a group; returns where its segments go. */
static struct rect group(struct ui *ui, struct rect r, const char *id, const char *key)
{
	struct rect label = rect_cut_top(&r, ui_line(ui, TYPE_LABEL), pick(ui, 4, 12, 8));
	ui_text(ui, label, ui_say(ui, key),
		(struct text){.id = id,
			      .type = TYPE_LABEL,
			      .color = COLOR_TEXT,
			      .on = COLOR_PAGE,
			      .lines = 1,
			      .shrink = by_class(ui, 20, 24, 28)});
	r.h = segments_height(ui);
	return r;
}

/* Each size is shown as it would be; the node keeps its name. */
static void text_size(struct ui *ui, struct rect r)
{
	static const char *const keys[SCALES] = {"access.size.0", "access.size.1", "access.size.2"};
	static const char *const ids[SCALES] = {"size-0", "size-1", "size-2"};
	const char *const labels[SCALES] = {"", "", ""};
	struct rect at = group(ui, r, "text-size", "access.size");
	ui_segments(ui, at,
		    (struct choice){.ids = ids,
				    .labels = labels,
				    .count = SCALES,
				    .chosen = scale_index(ui),
				    .question = ui_say(ui, "access.size"),
				    .action = ACT_SIZE});
	for (int i = 0; i < SCALES; i++) {
		struct node *node = nodes_find(ui->nodes, ids[i]);
		text_copy(node->label, sizeof node->label, ui_say(ui, keys[i]));
		int px = (int)(pick(ui, 20, 28, 34) * scales[i]), w = render_text_width(ui->render, FONT_SEMIBOLD, px, "Aa");
		struct rect cell = rect_column(at, i, SCALES, 0);
		draw_text(ui->draw, cell.x + (cell.w - w) / 2, cell.y, px, cell.h, FONT_SEMIBOLD, node->fg, "Aa");
	}
}

/* High contrast shows itself, unless it is what is on. */
static void colors(struct ui *ui, struct rect r)
{
	static const char *const ids[THEME_COUNT] = {"theme-light", "theme-hc", "theme-hc-light"};
	static const char *const words[THEME_COUNT] = {"access.colors.light", "access.colors.black", "access.colors.white"};
	static const char *const said[THEME_COUNT] = {"access.colors.light", "spoken.colors.black", "spoken.colors.white"};
	static const struct swatch swatches[THEME_COUNT] = {[THEME_HIGH_CONTRAST] = {true, COLOR_PAPER, COLOR_INK},
							    [THEME_HIGH_CONTRAST_LIGHT] = {true, COLOR_INK, COLOR_PAPER}};
	const char *labels[THEME_COUNT];
	for (int i = 0; i < THEME_COUNT; i++)
		labels[i] = ui_say(ui, words[i]);
	ui_segments(ui, group(ui, r, "colors", "access.colors"),
		    (struct choice){.ids = ids,
				    .labels = labels,
				    .count = THEME_COUNT,
				    .chosen = (int)ui->theme,
				    .question = ui_say(ui, "access.colors"),
				    .check = true,
				    .swatches = swatches,
				    .action = ACT_COLORS});
	for (int i = 0; i < THEME_COUNT; i++) {
		struct node *node = nodes_find(ui->nodes, ids[i]);
		text_copy(node->spoken, sizeof node->spoken, ui_say(ui, said[i]));
	}
}

static void speech(struct app *app, struct ui *ui, struct rect r)
{
	static const char *const ids[] = {"speech-off", "speech-on"};
	const char *const labels[] = {ui_say(ui, "access.off"), ui_say(ui, "access.on")};
	ui_segments(ui, group(ui, r, "speech", "access.speech"),
		    (struct choice){.ids = ids,
				    .labels = labels,
				    .count = 2,
				    .chosen = app->voice.on,
				    .question = ui_say(ui, "access.speech"),
				    .action = ACT_SPEECH});
}

static void rate(struct app *app, struct ui *ui, struct rect r)
{
	const char *const labels[RATES] = {ui_say(ui, "access.rate.0"), ui_say(ui, "access.rate.1"),
					   ui_say(ui, "access.rate.2")};
	ui_segments(ui, group(ui, r, "speed", "access.rate"),
		    (struct choice){.id = "rate",
				    .labels = labels,
				    .count = RATES,
				    .chosen = app->voice.rate,
				    .question = ui_say(ui, "access.rate"),
				    .action = ACT_RATE});
}

static void more_time(struct app *app, struct ui *ui, struct rect r)
{
	const char *const labels[] = {ui_say(ui, "access.time.0"), ui_say(ui, "access.time.1"), ui_say(ui, "access.time.2")};
	ui_segments(ui, group(ui, r, "more-time", "access.time"),
		    (struct choice){.id = "time",
				    .labels = labels,
				    .count = 3,
				    .chosen = (int)app->more_time,
				    .question = ui_say(ui, "access.time"),
				    .action = ACT_TIME});
}

static void motion(struct ui *ui, struct rect r)
{
	const char *const labels[] = {ui_say(ui, "access.on"), ui_say(ui, "access.off")};
	ui_segments(ui, group(ui, r, "movement", "access.motion"),
		    (struct choice){.id = "motion",
				    .labels = labels,
				    .count = 2,
				    .chosen = ui->reduced_motion,
				    .question = ui_say(ui, "access.motion"),
				    .action = ACT_MOTION});
}

/* --- page -------------------------------------------------------------------------------------------------------------- */

static void heading(struct ui *ui, struct rect *area)
{
	struct rect line = rect_cut_top(area, ui_px(ui, PART_HEADER_HEIGHT) + pick(ui, 6, 0, 0), 0);
	struct button reset = {.id = "reset",
			       .label = ui_say(ui, "access.reset.button"),
			       .look = BUTTON_QUIET,
			       .icon = ICON_UNDO,
			       .action = ACT_RESET};
	int w = ui_button_width(ui, reset), h = ui_px(ui, PART_QUIET_BUTTON_HEIGHT);
	struct rect right = rect_cut_right(&line, w, pick(ui, 8, 16, 20));
	int out = ui->theme != THEME_LIGHT ? 0 : pick(ui, 10, 20, 28); /* its text ends at the margin */
	right = (struct rect){right.x + out, line.y + (line.h - h) / 2, w, h};
	ui_text(ui, line, ui_say(ui, "access.title"),
		(struct text){.id = "title",
			      .type = is_large(ui) ? TYPE_TITLE_TIGHT : TYPE_TITLE,
			      .color = COLOR_TEXT,
			      .on = COLOR_PAGE,
			      .lines = 1,
			      .heading = true,
			      .middle = true,
			      .shrink = by_class(ui, 22, 32, 44)});
	ui_button(ui, right, reset);
}

static void hint(struct ui *ui, struct rect r)
{
	front_hint(ui, r, "hint", ICON_HEADPHONES, ui_say(ui, "access.hint"));
}

/* On a tall screen, in what nobody reaches who sits. */
static void tall_hint(struct ui *ui, struct rect r)
{
	ui_panel(ui, r, COLOR_SURFACE_AQUA, COLOR_NONE);
	struct rect in = rect_inset(r, ui_design(ui, 56), ui_design(ui, 24));
	const char *words = ui_say(ui, "access.hint");
	int gap = ui_design(ui, 28), side = ui_design(ui, 112), high = ui_text_height(ui, in.w, TYPE_LEAD, words);
	rect_cut_top(&in, (in.h - side - gap - high) / 2, 0);
	struct rect disc = rect_cut_top(&in, side, gap);
	front_disc(ui, (struct rect){disc.x + (disc.w - side) / 2, disc.y, side, side}, ICON_HEADPHONES, COLOR_ACCENT,
		   COLOR_TEXT_ON_ACCENT);
	ui_text(ui, in, words,
		(struct text){.id = "hint",
			      .type = TYPE_LEAD,
			      .color = COLOR_TEXT,
			      .on = COLOR_SURFACE_AQUA,
			      .align = ALIGN_CENTER,
			      .shrink = 28});
}

/* Two columns, and the hint below; on a tall screen one, within reach, and the hint is above. */
static void settings(struct app *app, struct ui *ui, struct rect area)
{
	bool tall = is_tall(ui);
	int columns = tall ? 1 : 2, rows = GROUPS / columns;
	int high = ui_line(ui, TYPE_LABEL) + pick(ui, 4, 12, 8) + segments_height(ui), gap = pick(ui, 20, 28, 56);
	int below = pick(ui, 58, 80, 0);
	if (tall) {
		int top = ui_design(ui, 640);
		tall_hint(ui, rect_cut_top(&area, top - area.y - ui_design(ui, 56), 0));
		area.h -= top - area.y;
		area.y = top;
	}
	int room = (area.h - rows * high) / (rows - 1);
	gap = gap < room ? gap : room;
	struct rect grid = rect_cut_top(&area, rows * high + (rows - 1) * gap, gap), cells[GROUPS];
	for (int i = 0; i < GROUPS; i++)
		cells[i] = rect_column(rect_row(grid, i / columns, rows, gap), i % columns, columns, pick(ui, 20, 40, 0));
	text_size(ui, cells[0]);
	colors(ui, cells[1]);
	int next = app->voice.barred ? 2 : 4;
	if (!app->voice.barred) {
		speech(app, ui, cells[2]);
		rate(app, ui, cells[3]);
	}
	more_time(app, ui, cells[next]);
	motion(ui, cells[next + 1]);
	if (!tall && area.h >= below)
		hint(ui, rect_cut_top(&area, below, 0));
}

static void build(struct app *app, struct ui *ui)
{
	int margin = ui_px(ui, SPACE_PAGE_MARGIN), dock = ui->profile.h - ui_px(ui, PART_DOCK_HEIGHT);
	struct rect area = {margin, 0, ui->profile.w - 2 * margin, dock - pick(ui, 8, 24, 28)};
	heading(ui, &area);
	rect_cut_top(&area, pick(ui, 0, 8, 40), 0);
	settings(app, ui, area);
	struct button done = front_next(ui, true);
	done.id = "done";
	done.label = ui_say(ui, "dock.done");
	done.icon = ICON_CHECK;
	ui_dock(ui, (struct dock){.primary = done,
				  .secondary = {.id = "start-over",
						.label = ui_say(ui, "dock.over"),
						.look = BUTTON_SECONDARY,
						.action = ACT_START_OVER},
				  .short_languages = is_compact(ui),
				  .access_open = true,
				  .language_action = ACT_LANGUAGE,
				  .access_action = ACT_PRIMARY});
}

static void reset(struct app *app)
{
	app->ui.text_scale = 1;
	app->ui.theme = THEME_LIGHT;
	app->ui.reduced_motion = false;
	app->more_time = TIME_NORMAL;
	voice_rate(app, RATE_USUAL);
	voice_turn(app, app->voice.headphones);
}

static void act(struct app *app, int action, int arg)
{
	switch (action) {
	case ACT_SIZE:
		app->ui.text_scale = scales[arg];
		break;
	case ACT_COLORS:
		app->ui.theme = (enum theme)arg;
		break;
	case ACT_SPEECH:
		voice_turn(app, arg == 1);
		break;
	case ACT_RATE:
		voice_rate(app, arg);
		break;
	case ACT_TIME:
		app->more_time = (enum more_time)arg;
		break;
	case ACT_MOTION:
		app->ui.reduced_motion = arg == 1;
		break;
	case ACT_RESET:
		reset(app);
		break;
	case ACT_PRIMARY:
		app_uncover(app);
		break;
	default:
		break;
	}
}

const struct screen screen_access = {
	.name = "access",
	.build = build,
	.act = act,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_S,
};
