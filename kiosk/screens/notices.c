/* What everybody may know before they begin: that all are welcome and helped, in which languages, and what is done with their
 * data. One notice at a time, chosen below it; that there is help in one's language is said in every language at once. */
#include "base/text.h"
#include "screens/front.h"

enum { ACT_NOTICE = ACT_SCREEN };
enum notice_page { NOTICE_EQUAL, NOTICE_LANGUAGES, NOTICE_DATA, NOTICES };

static const char *const names[NOTICES] = {"notice.equal", "notice.languages", "notice.data"};
static const char *const texts[NOTICES] = {"notice.equal.text", "notice.languages.text", "notice.data.text"};

static void paragraph(struct ui *ui, struct rect *area, const char *id, const char *words, unsigned tongue)
{
	enum type type = is_large(ui) || is_compact(ui) ? TYPE_BODY : TYPE_LEAD;
	int used = ui_text(
		ui, *area, words,
		(struct text){
			.id = id, .type = type, .color = COLOR_TEXT, .on = COLOR_PAGE, .shrink = by_class(ui, 20, 24, 28)});
	nodes_find(ui->nodes, id)->tongue = tongue;
	rect_cut_top(area, used, pick(ui, 8, 20, 32));
}

static void in_every_language(struct app *app, struct ui *ui, struct rect area)
{
	char id[NODE_ID_MOST];
	for (size_t i = 0; i < catalog_count(app->catalog); i++) {
		text_format(id, sizeof id, "text-%s", catalog_code(app->catalog, i));
		paragraph(ui, &area, id, say(app->catalog, i, texts[NOTICE_LANGUAGES]), (unsigned)i + 1);
	}
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = ui_header(
		ui, (struct header){.step = 0, .steps = 1, .name = ui_say(ui, "header.notices"), .no_start_over = true});
	const char *labels[NOTICES];
	for (int i = 0; i < NOTICES; i++)
		labels[i] = ui_say(ui, names[i]);
	rect_cut_bottom(&area, pick(ui, 8, 24, 28), 0);
	struct rect chosen = rect_cut_bottom(&area, pick(ui, 58, 84, 108), pick(ui, 8, 20, 32));
	rect_cut_top(&area, pick(ui, 0, is_large(ui) ? 0 : 12, 40), 0);
	front_title(ui, &area, is_compact(ui) || is_large(ui) ? TYPE_TITLE_TIGHT : TYPE_TITLE, labels[app->field], NULL);
	rect_cut_top(&area, pick(ui, 0, is_large(ui) ? 0 : 12, 20), 0);
	bool narrow = is_compact(ui) && is_large(ui); /* the dock leads to the others */
	if (app->field == NOTICE_LANGUAGES && !narrow)
		in_every_language(app, ui, area);
	else
		paragraph(ui, &area, "text", ui_say(ui, texts[app->field]), 0);
	ui_segments(ui, chosen,
		    (struct choice){.id = "notice",
				    .labels = labels,
				    .count = NOTICES,
				    .chosen = app->field,
				    .question = ui_say(ui, "header.notices"),
				    .action = ACT_NOTICE});
	struct button done = front_next(ui, true);
	done.id = "done";
	done.label = ui_say(ui, "dock.done");
	done.icon = ICON_CHECK;
	front_dock(ui, done, (struct button){.label = NULL});
}

/* The language that was chosen here stays chosen on the page it came from no longer than the visit. */
static void act(struct app *app, int action, int arg)
{
	if (action == ACT_NOTICE)
		app->field = arg;
	else if (action == ACT_PRIMARY)
		app_end_visit(app);
}

static void sample(struct app *app)
{
	app->field = NOTICE_LANGUAGES;
}

const struct screen screen_notices = {
	.name = "notices",
	.build = build,
	.act = act,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_LONG_S,
};
