/* Welcome back: somebody who is checked in already scans the badge again. When that was is an answer; what is personal opens
 * only after the proof, because a badge can be found; whoever leaves is checked out without it, as at the exit. */
#include "base/text.h"
#include "screens/booth.h"
#include "screens/seeker.h"

#include <sodium.h>

enum { ACT_DOOR = ACT_SCREEN, ACT_STAY, ACT_LEAVE, LEAVING = 1 };

enum door { DOOR_PROFILE, DOOR_MEETINGS, DOOR_SHARE, DOOR_LEAVE, DOOR_OUT, DOOR_COUNT };

static const struct way {
	const char *id, *title, *text;
	enum icon icon;
	enum color tint;
	enum screen_id page;
} ways[DOOR_COUNT] = {
	[DOOR_PROFILE] = {"profile", "back.profile.title", "back.profile.text", ICON_BOOTH, COLOR_SURFACE_SUN, SCREEN_SKILLS},
	[DOOR_MEETINGS] = {"meetings", "back.meetings.title", "back.meetings.text", ICON_USERS, COLOR_SURFACE_SKY,
			   SCREEN_MEETINGS},
	[DOOR_SHARE] = {"share", "back.share.title", "back.share.text", ICON_SHIELD, COLOR_SURFACE_AQUA, SCREEN_SHARE},
	[DOOR_LEAVE] = {"leave", "back.leave.title", "back.leave.text", ICON_CLOSE, COLOR_SURFACE_CORAL, SCREEN_BACK},
	[DOOR_OUT] = {"out", "back.out.title", "back.out.text", ICON_LOGOUT, COLOR_SURFACE_SKY, SCREEN_EXIT},
};

/* A minor has no profile and shares nothing. */
static bool is_open(const struct app *app, enum door door)
{
	if (door == DOOR_MEETINGS || door == DOOR_OUT)
		return true;
	return seeker_offered(app) && (door != DOOR_LEAVE || seeker_joined(app));
}

/* Whoever asked to leave has given the proof by now. */
static void enter(struct app *app)
{
	if (app->visitor->leaving && app->visitor->proved)
		app->field = LEAVING;
	app->visitor->leaving = false;
}

/* --- page --------------------------------------------------------------------------------------------------------------- */

static const char *since(struct app *app, struct ui *ui)
{
	struct moment at = app->visitor->person.checked_in_at;
	if (!at.wall || at.certainty == MOMENT_UNKNOWN)
		return ui_say(ui, "back.already");
	return ui_fill(ui, "back.since", "time", booth_time(ui, at));
}

/* What all doors have in common, so that they look alike. */
struct doors {
	struct rect place;
	int gap, columns, rows, count;
	bool texts;  /* there is room for what is behind each */
	int percent; /* of the types of their words */
	int top;     /* of these, in window pixels */
};

static int mark_side(const struct ui *ui)
{
	return is_large(ui) ? 0 : pick(ui, 48, 84, 112);
}

static struct rect door_place(const struct doors *doors, int n)
{
	struct rect row = rect_row(doors->place, n / doors->columns, doors->rows, doors->gap);
	return rect_column(row, n % doors->columns, doors->columns, doors->gap);
}

static struct rect words_place(const struct ui *ui, struct rect r)
{
	struct rect in = rect_inset(r, pick(ui, 14, 28, 40), pick(ui, 4, 8, 12));
	if (mark_side(ui))
		rect_cut_left(&in, mark_side(ui), pick(ui, 12, 24, 36));
	return in;
}

static struct text title_text(const struct ui *ui, const struct doors *doors)
{
	return (struct text){.type = TYPE_LABEL,
			     .color = COLOR_TEXT,
			     .on = COLOR_SURFACE,
			     .lines = 2,
			     .percent = doors->percent,
			     .middle = !doors->texts,
			     .shrink = by_class(ui, 20, 24, 28)};
}

static struct text behind_text(const struct ui *ui, const struct doors *doors)
{
	return (struct text){.type = is_compact(ui) ? TYPE_CAPTION : TYPE_BODY,
			     .color = COLOR_TEXT_MUTED,
			     .on = COLOR_SURFACE,
			     .percent = doors->percent,
			     .shrink = by_class(ui, 20, 24, 28)};
}

/* The title alone, or with its text. */
static int words_height(struct ui *ui, const struct doors *doors, const struct way *way)
{
	struct rect in = words_place(ui, door_place(doors, 0));
	return ui_text_needs(ui, in.w, ui_say(ui, way->title), title_text(ui, doors)) +
	       (doors->texts ? ui_text_needs(ui, in.w, ui_say(ui, way->text), behind_text(ui, doors)) : 0);
}

static int words_most(struct app *app, struct ui *ui, const struct doors *doors)
{
	int most = 0;
	for (int i = 0; i < DOOR_COUNT; i++)
		if (is_open(app, (enum door)i) && words_height(ui, doors, &ways[i]) > most)
			most = words_height(ui, doors, &ways[i]);
	return most;
}

static struct doors doors_in(struct app *app, struct ui *ui, struct rect area)
{
	struct doors doors = {
		.place = area, .gap = pick(ui, 10, 20, 28), .columns = is_tall(ui) ? 1 : 2, .texts = true, .percent = 100};
	for (int i = 0; i < DOOR_COUNT; i++)
		doors.count += is_open(app, (enum door)i);
	doors.rows = (doors.count + doors.columns - 1) / doors.columns;
	int most = pick(ui, 140, 200, 220) * doors.rows + doors.gap * (doors.rows - 1);
	doors.place.h = area.h < most || is_large(ui) ? area.h : most;
	int room = words_place(ui, door_place(&doors, 0)).h;
	while (doors.percent > 80 && words_most(app, ui, &doors) > room)
		doors.percent -= 4;
	doors.texts = words_most(app, ui, &doors) <= room;
	doors.percent = doors.texts ? doors.percent : 100;
	while (doors.percent > 40 && words_most(app, ui, &doors) > room)
		doors.percent -= 4;
	int high = words_most(app, ui, &doors);
	doors.top = high < room ? (room - high) / 2 : 0;
	return doors;
}

static void door(struct ui *ui, struct rect r, const struct doors *doors, const struct way *way, int arg)
{
	const char *title = ui_say(ui, way->title), *text = ui_say(ui, way->text);
	ui_row(ui, r,
	       (struct row){.id = way->id,
			    .label = title,
			    .value = text,
			    .fill = COLOR_SURFACE,
			    .radius = ui_px(ui, RADIUS_CARD),
			    .action = ACT_DOOR,
			    .arg = arg});
	nodes_find(ui->nodes, way->id)->kind = NODE_BUTTON;
	int side = mark_side(ui);
	if (side) {
		struct rect mark = {r.x + pick(ui, 14, 28, 40), r.y + (r.h - side) / 2, side, side};
		draw_round(ui->draw, mark, ui_px(ui, RADIUS_BUTTON), CORNERS_ALL, (int)way->tint, COLOR_NONE, 0);
		draw_icon(ui->draw, rect_inset(mark, side / 4, side / 4), way->icon, COLOR_TEXT);
	}
	struct rect in = words_place(ui, r);
	rect_cut_top(&in, doors->texts ? doors->top : 0, 0);
	rect_cut_top(&in, ui_text(ui, in, title, title_text(ui, doors)), 0);
	if (doors->texts)
		ui_text(ui, in, text, behind_text(ui, doors));
}

static void grid(struct app *app, struct ui *ui, struct rect area)
{
	struct doors doors = doors_in(app, ui, area);
	for (int i = 0, n = 0; i < DOOR_COUNT; i++)
		if (is_open(app, (enum door)i))
			door(ui, door_place(&doors, n++), &doors, &ways[i], i);
}

static void ask_leave(struct app *app, struct ui *ui)
{
	if (app->field != LEAVING || app->screen != SCREEN_BACK) /* one dialog at a time */
		return;
	int gap = pick(ui, 8, 16, 24), h = is_large(ui) ? ui->profile.h - 2 * ui_px(ui, SPACE_PAGE_MARGIN) : 0;
	struct rect in = ui_dialog(ui, "leaving", is_compact(ui) ? ui_design(ui, 740) : 0,
				   is_tall(ui)      ? ui_design(ui, 760)
				   : is_compact(ui) ? ui_design(ui, 440)
						    : h);
	struct rect line = rect_cut_bottom(&in, ui_px(ui, PART_BUTTON_HEIGHT), gap);
	struct text text = {.id = "leaving-title",
			    .type = TYPE_TITLE_TIGHT,
			    .color = COLOR_TEXT,
			    .on = COLOR_SURFACE,
			    .heading = true,
			    .lines = 2,
			    .shrink = by_class(ui, 22, 28, 40)};
	rect_cut_top(&in, ui_text(ui, in, ui_say(ui, "back.leave.ask"), text), gap);
	ui_text(ui, in, ui_say(ui, "back.leave.what"),
		(struct text){.id = "leaving-text",
			      .type = is_large(ui) ? TYPE_BODY : TYPE_LEAD,
			      .color = COLOR_TEXT_MUTED,
			      .on = COLOR_SURFACE,
			      .shrink = by_class(ui, 20, 24, 28)});
	struct button leave = {
		.id = "leave-yes", .label = ui_say(ui, "back.leave.button"), .look = BUTTON_PRIMARY, .action = ACT_LEAVE};
	struct button stay = {
		.id = "leave-no", .label = ui_say(ui, "back.stay.button"), .look = BUTTON_SECONDARY, .action = ACT_STAY};
	int w = ui_button_width(ui, leave), most = line.w * 3 / 5, least = ui_button_width(ui, stay);
	w = w < most ? w : most;
	struct rect right = rect_cut_right(&line, w, gap), left = rect_cut_right(&line, least < line.w ? least : line.w, 0);
	ui_button(ui, left, stay);
	ui_button(ui, right, leave);
	ui_dialog_end(ui);
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = front_page(ui, FRONT_STEPS + 1, "header.back");
	const char *title = ui_fill(ui, "badge.again", "name", front_first_name(app)), *when = since(app, ui);
	rect_cut_bottom(&area, pick(ui, 10, 36, 44), 0);
	if (is_tall(ui)) {
		int top = ui_design(ui, 790);
		front_tall_title(app, ui, top, title, when, NULL);
		area.h -= top - area.y;
		area.y = top;
	} else {
		rect_cut_top(&area, pick(ui, 0, is_large(ui) ? 0 : 16, 0), 0);
		front_title(ui, &area, is_large(ui) || is_compact(ui) ? TYPE_TITLE_TIGHT : TYPE_TITLE, title, when);
		rect_cut_top(&area, pick(ui, 4, is_large(ui) ? 4 : 20, 0), 0);
	}
	front_says(ui, "title", NULL, true);
	front_says(ui, "hint", NULL, true);
	grid(app, ui, area);
	struct button print = front_next(ui, true);
	print.label = ui_say(ui, app->printer ? "badge.again.button" : "back.badge.button");
	print.icon = app->printer ? ICON_PRINTER : ICON_BADGE;
	struct button done = front_back(ui);
	done.id = "done";
	done.label = ui_say(ui, "badge.done.button");
	done.icon = ICON_NONE;
	front_dock(ui, print, done);
	ask_leave(app, ui);
}

/* --- acting ------------------------------------------------------------------------------------------------------------- */

static void leave(struct app *app)
{
	struct err err;
	app->field = 0;
	bool ok = desk_leave_talent(app->store, app->visitor->registered.person, app->skills,
				    ui_say(&app->ui, "consent.version"), app_language(app), &err);
	app->visitor->told = false;
	seeker_code(app);
	app_toast(app, ui_say(&app->ui, ok ? "back.left" : app_problem(app, &err)), 0);
}

static void act(struct app *app, int action, int arg)
{
	switch (action) {
	case ACT_DOOR:
		if (arg == DOOR_OUT) {
			exit_leave(app);
			break;
		}
		app->visitor->leaving = arg == DOOR_LEAVE;
		seeker_open(app, ways[arg].page);
		break;
	case ACT_STAY:
		app->field = 0;
		break;
	case ACT_LEAVE:
		leave(app);
		break;
	case ACT_PRIMARY:
		if (app->printer)
			print_visitor(app, PRINT_BADGE);
		app_go(app, SCREEN_BADGE);
		break;
	case ACT_SECONDARY:
		app_go(app, SCREEN_DONE);
		break;
	default:
		break;
	}
}

static void sample(struct app *app)
{
	struct visitor *visitor = app->visitor;
	struct hit hit;
	if (app->store && view_find(app->store, "marisol", &hit, 1, NULL) == 1)
		view_person(app->store, hit.person, &visitor->person);
	text_copy(visitor->registered.person, sizeof visitor->registered.person, visitor->person.id);
	visitor->already = true;
}

const struct screen screen_back = {
	.name = "back",
	.enter = enter,
	.build = build,
	.act = act,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_S,
};
