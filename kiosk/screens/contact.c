/* 05 Contact: an e-mail with its domains on the keyboard; without one a phone number; without either one goes on all the same.
 */
#include "base/text.h"
#include "screens/front.h"
#include "screens/spelling.h"

#include <sodium.h>
#include <string.h>

enum { ACT_FIELD = ACT_SCREEN, ACT_OTHER, ACT_CORRECT, DIGITS_MOST = 15 };

/* Keys of a tall screen are too narrow for five. */
static void offer_domains(struct app *app)
{
	domains_count(&app->domains, app->store);
	domains_for(&app->domains, app->visitor->email, is_tall(&app->ui) ? DOMAIN_KEYS - 1 : DOMAIN_KEYS,
		    app->visitor->domains);
}

static void start_field(struct app *app)
{
	keyboard_start(&app->keyboard, app->visitor->no_email ? KEYBOARD_PHONE : KEYBOARD_EMAIL);
	app->keyboard.smart = app->visitor->domains;
	offer_domains(app);
}

static void enter(struct app *app)
{
	if (app->visitor->email[0])
		app->visitor->no_email = false;
	start_field(app);
}

static bool is_good(const struct app *app)
{
	char e164[PHONE_MOST];
	const struct visitor *visitor = app->visitor;
	if (visitor->no_email)
		return !visitor->phone[0] || desk_phone_normal(visitor->phone, e164, sizeof e164);
	return desk_email_ok(visitor->email);
}

/* --- page -------------------------------------------------------------------------------------------------------------- */

static void field(struct app *app, struct ui *ui, struct rect r)
{
	char shown[PHONE_MOST + 8];
	front_phone(app->visitor->phone, shown, sizeof shown);
	bool phone = app->visitor->no_email;
	ui_field(ui, r,
		 (struct field){.id = phone ? "phone" : "email",
				.label = ui_say(ui, phone ? "phone.field" : "contact.field"),
				.value = phone ? shown : app->visitor->email,
				.icon = phone ? ICON_PHONE : ICON_MAIL,
				.active = true,
				.personal = true,
				.action = ACT_FIELD});
}

/* Beside the field stands the other way; while a typing slip is asked about, its Yes. */
static struct button beside(struct app *app, struct ui *ui, const char *meant)
{
	if (meant)
		return (struct button){.id = "did-you-mean",
				       .label = ui_say(ui, "answer.yes"),
				       .look = BUTTON_SECONDARY,
				       .small = true,
				       .icon = ICON_CHECK,
				       .spoken = ui_fill(ui, "contact.did_you_mean", "domain", meant),
				       .action = ACT_CORRECT};
	bool phone = app->visitor->no_email;
	return (struct button){.id = phone ? "use-email" : "no-email",
			       .label = ui_say(ui, phone ? "phone.email.button" : "contact.skip"),
			       .look = BUTTON_SECONDARY,
			       .small = true,
			       .action = ACT_OTHER};
}

static void hint(struct app *app, struct ui *ui, struct rect r, const char *meant)
{
	bool phone = app->visitor->no_email;
	ui_text(ui, r,
		meant ? ui_fill(ui, "contact.did_you_mean", "domain", meant)
		      : ui_say(ui, phone ? "phone.hint" : "contact.hint"),
		(struct text){.id = meant ? "meant" : "hint",
			      .type = TYPE_BODY,
			      .color = meant ? COLOR_TEXT : COLOR_TEXT_MUTED,
			      .on = COLOR_PAGE,
			      .lines = is_tall(ui) ? 2 : 1,
			      .shrink = by_class(ui, 20, 24, 28),
			      .middle = true});
}

static void build_page(struct app *app, struct ui *ui, struct rect area)
{
	const char *meant = app->visitor->no_email ? NULL : domain_meant(app->visitor->email);
	const char *title = ui_say(ui, app->visitor->no_email ? "phone.title" : "contact.title");
	if (is_compact(ui)) {
		const char *key = app->visitor->no_email ? "phone.hint" : "contact.hint";
		front_line(ui, &area, title,
			   (struct text){.id = meant ? "meant" : "hint", .color = meant ? COLOR_TEXT : COLOR_TEXT_MUTED},
			   meant ? ui_fill(ui, "contact.did_you_mean", "domain", meant) : ui_say(ui, key));
	} else if (is_tall(ui)) {
		area.h -= ui_design(ui, 908) - area.y;
		area.y = ui_design(ui, 908);
		int high = ui_line(ui, TYPE_BODY) * (is_large(ui) ? 2 : 1);
		front_tall_title(app, ui, area.y - high, title, NULL, NULL);
		hint(app, ui, (struct rect){area.x, area.y - high - ui_design(ui, 28), area.w, high}, meant);
	} else {
		rect_cut_top(&area, is_large(ui) ? 0 : ui_design(ui, 4), 0);
		front_title(ui, &area, TYPE_TITLE_TIGHT, title, NULL);
		hint(app, ui, rect_cut_top(&area, ui_line(ui, TYPE_BODY), ui_design(ui, is_large(ui) ? 4 : 14)), meant);
	}
	struct rect line = rect_cut_top(&area, ui_px(ui, PART_FIELD_HEIGHT), pick(ui, 0, 0, 28));
	struct button other = beside(app, ui, meant);
	int w = ui_button_width(ui, other) + pick(ui, 0, 16, 16), most = line.w * 2 / 5;
	struct rect right = rect_cut_right(&line, w < most ? w : most, pick(ui, 10, 20, 28));
	field(app, ui, line);
	ui_button(ui, right, other);
}

static struct button next_button(struct app *app, struct ui *ui)
{
	bool good = is_good(app), skips = app->visitor->no_email && !app->visitor->phone[0];
	struct button next = front_next(ui, good);
	if (skips)
		next.label = ui_say(ui, "phone.skip.button");
	if (!good)
		next.spoken = ui_say(ui, app->visitor->no_email ? "phone.needed" : "contact.needed");
	return next;
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = front_page(ui, 2, app->visitor->no_email ? "header.phone" : "header.email");
	rect_cut_bottom(&area, keyboard_height(ui, &app->keyboard), 0);
	build_page(app, ui, area);
	keyboard_build(ui, &app->keyboard, ACT_KEY);
	front_dock(ui, next_button(app, ui), front_back(ui));
}

/* --- acting ------------------------------------------------------------------------------------------------------------ */

static void other_way(struct app *app)
{
	struct visitor *visitor = app->visitor;
	visitor->no_email = !visitor->no_email;
	visitor->consent[CONSENT_MESSAGES] = -1; /* "Email me" and "Text me" are two questions */
	sodium_memzero(visitor->email, sizeof visitor->email);
	sodium_memzero(visitor->phone, sizeof visitor->phone);
	start_field(app);
}

static void correct(struct app *app)
{
	struct visitor *visitor = app->visitor;
	const char *meant = domain_meant(visitor->email);
	char *at = strchr(visitor->email, '@');
	if (meant && at)
		text_copy(at + 1, sizeof visitor->email - (size_t)(at + 1 - visitor->email), meant);
}

/* The key of a whole domain takes the place of what is typed behind the @. */
static void press(struct app *app, int key)
{
	struct visitor *visitor = app->visitor;
	if (visitor->no_email) {
		keyboard_press(&app->keyboard, key, visitor->phone, sizeof visitor->phone, DIGITS_MOST);
		return;
	}
	keyboard_press(&app->keyboard, key, visitor->email, sizeof visitor->email, sizeof visitor->email);
	offer_domains(app);
}

static void act(struct app *app, int action, int arg)
{
	switch (action) {
	case ACT_KEY:
		press(app, arg);
		break;
	case ACT_FIELD:
		app->keyboard.hidden = false;
		break;
	case ACT_OTHER:
		other_way(app);
		break;
	case ACT_CORRECT:
		correct(app);
		break;
	case ACT_PRIMARY:
		if (is_good(app))
			front_next_page(app, SCREEN_AGE);
		break;
	case ACT_SECONDARY:
		front_next_page(app, SCREEN_NAME);
		break;
	default:
		break;
	}
}

static void type(struct app *app, int32_t codepoint)
{
	struct visitor *visitor = app->visitor;
	if (visitor->no_email)
		keyboard_type(&app->keyboard, codepoint, visitor->phone, sizeof visitor->phone, DIGITS_MOST);
	else
		keyboard_type(&app->keyboard, codepoint, visitor->email, sizeof visitor->email, sizeof visitor->email);
	offer_domains(app);
}

static void sample(struct app *app)
{
	text_copy(app->visitor->given, sizeof app->visitor->given, "Marisol");
	text_copy(app->visitor->family, sizeof app->visitor->family, "Peña");
	text_copy(app->visitor->email, sizeof app->visitor->email, "marisol.pena");
}

const struct screen screen_contact = {
	.name = "contact",
	.enter = enter,
	.build = build,
	.act = act,
	.type = type,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_LONG_S,
};
