/* Whoever draws a template sees one badge; the printer sees three hundred. */
#include "badge/check.h"

#include "badge/qr.h"
#include "badge/token.h"
#include "base/text.h"

#include <string.h>

static const int printers[] = {203, 300}; /* dots an inch of the usual label printers */

/* The longest there is: its squares are the smallest. */
static const char token[] = "L84M9S346Q3D25VT4F5V37E3S3E28JT97KB6CQ643DZVMXXQKFBF5KZNWJ47TAN9ZT24MN"
			    "PZX45HY43KWJRP1XPA7Z3DJ8FSSZ5AWSH8VHTPRE95B9EE0ZBGJ";
_Static_assert(sizeof token == TOKEN_TEXT, "the longest there is");

/* Real shapes of long names: many words, one long word, hyphens, capitals with accents, one letter. */
static const struct {
	const char *given, *family;
} names[] = {
	{"María de los Ángeles Guadalupe del Carmen", "de la Cruz Hernández-Villanueva y Márquez"},
	{"Marie-Ange-Françoise-Élisabeth-Joséphine", "Saint-Louis-Jean-Baptiste-Désir-Charles"},
	{"Wolfeschlegelsteinhausenbergerdorff", "Papadimitrakopoulos"},
	{"ÁNGELA ÑUSTA ÉLODIE ÛRSULA ÇIĞDEM", "ÑÁÑEZ ÅNGSTRÖM"},
	{"Q", "J"},
};

struct check {
	const struct template *template;
	template_problem_fn *say;
	void *self;
	struct template_report *report;
	unsigned said; /* slots whose texts were said not to fit */
};

static void problem(struct check *check, const char *sentence)
{
	check->report->problems++;
	check->say(check->self, sentence);
}

static struct badge_content sample(size_t i, bool full)
{
	struct badge_content content = {
		.fair = "Greater Biscayne and Little River Spring Hiring Fair",
		.date = "septiembre 12, 2026",
		.given = names[i].given,
		.family = names[i].family,
		.looking = "I’m looking for",
		.visit = "Visit these booths",
		.scan = "Employers scan this code to meet me",
		.token = token,
		.code = "7K2-Q9M",
	};
	if (full) {
		content.headline = "Certified nursing assistant and phlebotomist, nights and weekends";
		content.booth_count = BADGE_BOOTHS_MOST;
		for (size_t k = 0; k < BADGE_BOOTHS_MOST; k++) {
			content.booths[k].number = "B112";
			content.booths[k].name = "Mangrove Coast Health and Rehabilitation Partners";
		}
	}
	return content;
}

/* --- the code ------------------------------------------------------------------------------------------------------------ */

static bool dot_is(const struct badge_raster *raster, int x, int y, bool dark)
{
	if (x < 0 || y < 0 || x >= raster->width || y >= raster->height)
		return !dark; /* beyond the label there is nothing to be seen */
	return (raster->dots[(size_t)y * (size_t)raster->width + (size_t)x] != 0) == dark;
}

bool badge_code_stands(const struct badge_raster *raster, const struct badge_code *code, const char *text)
{
	struct qr qr;
	int quiet = QR_QUIET * code->module, side = code->side * code->module;
	if (!qr_make(text, &qr) || qr.side != code->side || code->module < 1)
		return false;
	for (int y = -quiet; y < side + quiet; y++)
		for (int x = -quiet; x < side + quiet; x++) {
			bool inside = x >= 0 && y >= 0 && x < side && y < side;
			bool dark = inside && qr_dark(&qr, x / code->module, y / code->module);
			if (!dot_is(raster, code->left + x, code->top + y, dark))
				return false;
		}
	return true;
}

static void check_size(struct check *check, bool full)
{
	char sentence[256];
	struct qr qr;
	const struct slot *slot = template_slot(check->template, SLOT_QR, full);
	for (size_t i = 0; i < sizeof printers / sizeof printers[0] && qr_make(token, &qr); i++) {
		struct badge_code code = badge_code_place(slot, qr.side, printers[i]);
		double module = code.module * 25.4 / printers[i];
		if (i == 0) {
			check->report->module_mm = module;
			check->report->code_mm = module * qr.side;
		}
		if (module >= MODULE_MM_LEAST && module * qr.side >= CODE_MM_LEAST)
			continue;
		text_format(
			sentence, sizeof sentence,
			"The code is %.1f mm wide on a printer of %d dots an inch and cannot be scanned well; make slot-qr at "
			"least %.0f mm wide and high.",
			module * qr.side, printers[i], CODE_MM_LEAST * (qr.side + 2 * QR_QUIET) / qr.side + 2);
		problem(check, sentence);
		return;
	}
}

/* --- texts --------------------------------------------------------------------------------------------------------------- */

static void say_cut(struct check *check, unsigned cut)
{
	char sentence[256];
	for (int i = 0; i < SLOT_COUNT; i++) {
		if (!(cut & 1U << i) || check->said & 1U << i)
			continue;
		check->said |= 1U << i;
		text_format(sentence, sizeof sentence,
			    "The longest text does not fit into slot-%s; make the rectangle larger or allow more lines.",
			    slot_names[i]);
		problem(check, sentence);
	}
}

static bool draw_all(struct check *check, int dpi, bool full, struct err *err)
{
	bool ok = true, stands = true;
	for (size_t i = 0; ok && i < sizeof names / sizeof names[0]; i++) {
		struct badge_content content = sample(i, full);
		struct badge_raster raster;
		struct qr qr;
		unsigned cut = 0;
		ok = badge_raster(check->template, &content, dpi, &raster, &cut, err) && qr_make(token, &qr);
		if (ok) {
			struct badge_code code = badge_code_place(template_slot(check->template, SLOT_QR, full), qr.side, dpi);
			stands = stands && badge_code_stands(&raster, &code, token);
			say_cut(check, cut);
		}
		badge_raster_release(&raster);
	}
	if (ok && !stands)
		problem(check, "Something is drawn over the code or too near to it; keep four of its squares around it empty.");
	return ok;
}

bool template_check(const struct template *template, template_problem_fn *say, void *self, struct template_report *report,
		    struct err *err)
{
	struct check check = {.template = template, .say = say, .self = self, .report = report};
	*report = (struct template_report){.problems = 0};
	check_size(&check, false);
	if (template->slots[SLOT_QR][VARIANT_FULL].id[0])
		check_size(&check, true);
	if (report->problems)
		return true;
	bool ok = true;
	for (size_t i = 0; ok && i < sizeof printers / sizeof printers[0]; i++)
		ok = draw_all(&check, printers[i], false, err) && draw_all(&check, printers[i], true, err);
	return ok;
}
