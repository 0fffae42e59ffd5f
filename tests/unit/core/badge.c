/* src/badge/badge: hard names drawn, their ink measured, and the code read back by zbarimg as a second opinion. */
#include "badge/badge.h"
#include "badge/check.h"
#include "badge/qr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cairo.h>
#include <cmocka.h>

enum { WIDE = 1200, HIGH = 900 };

static const char token[] = "L440HWA28ZYXQ3SHBMTDFPQD7X88PY3S3";
static char dir[] = "/tmp/lanyard-badge-XXXXXX";
static char path[128];
static struct template template;

static const struct {
	const char *given, *family;
} hard[] = {
	{"Marisol", "Peña"},
	{"José", "Ibáñez"},
	{"Éric", "Ñandú"},
	{"Ångström", "Çağlar"},
	{"Jean-Robert", "Pierre"},
	{"Gjörgyi", "Ypsilanti-Quagg"},
	{"María de los Ángeles", "García Pérez"},
	{"María de los Ángeles Guadalupe del Carmen", "de la Cruz Hernández-Villanueva y Márquez de León"},
	{"Marie-Ange-Françoise-Élisabeth-Joséphine", "Saint-Louis-Jean-Baptiste-Désir-Charlemagne"},
	{"Wolfeschlegelsteinhausenbergerdorffwelch", "Wolfeschlegelsteinhausenbergerdorffwelch"},
	{"X", "Y"},
	{"Q", ""},
	{"D’Ángelo", "O’Shaughnessy"},
	{"L'Ouverture", "d'Haïti"},
	{"李小龍", "司馬"},
	{"Nguyễn Thị Ánh", "Đặng"},
	{"Łukasz", "Wąż"},
	{"WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM"},
	{"iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii", "................................"},
	{"A-B C-D E-F G-H I-J K-L M-N O-P Q-R S-T", "g j p q y g j p q y g j p q y"},
	{"<b>&amp;%s\"</b>", "\\n%n"},
};
enum { HARD = sizeof hard / sizeof hard[0] };

static int make_dir(void **state)
{
	struct err err;
	(void)state;
	return template_load(&template, ASSETS "/badges/4x3in.svg", &err) && mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
	(void)state;
	template_release(&template);
	unlink(path);
	return rmdir(dir);
}

static void draw(const struct badge_content *content, const char *ending)
{
	struct err err = {0};
	unlink(path);
	snprintf(path, sizeof path, "%s/badge%s", dir, ending);
	if (!badge_write(&template, content, path, 300, &err))
		fail_msg("%s", err.text);
}

static struct badge_content sample(const char *given, const char *family)
{
	return (struct badge_content){
		.fair = "Biscayne Hiring Fair",
		.date = "Mar 12, 2026",
		.given = given,
		.family = family,
		.headline = "",
		.looking = "I’m looking for",
		.token = token,
		.code = "7K2-Q9M",
	};
}

static bool black[HIGH][WIDE]; /* the dots of the file that load() read */

/* Fails on any dot that is neither black nor white. */
static void load(void)
{
	cairo_surface_t *image = cairo_image_surface_create_from_png(path);
	assert_int_equal(cairo_surface_status(image), CAIRO_STATUS_SUCCESS);
	assert_int_equal(cairo_image_surface_get_width(image), WIDE);
	assert_int_equal(cairo_image_surface_get_height(image), HIGH);
	const unsigned char *row = cairo_image_surface_get_data(image);
	for (int y = 0; y < HIGH; y++, row += cairo_image_surface_get_stride(image)) {
		for (int x = 0; x < WIDE; x++) {
			const unsigned char *dot = row + x * 4;
			if ((dot[0] != 0 && dot[0] != 255) || dot[0] != dot[1] || dot[1] != dot[2])
				fail_msg("the dot at %d, %d is grey", x, y);
			black[y][x] = dot[0] == 0;
		}
	}
	cairo_surface_destroy(image);
}

/* How many black dots a rectangle has. */
static size_t ink(int left, int top, int right, int bottom)
{
	size_t count = 0;
	for (int y = top; y < bottom; y++)
		for (int x = left; x < right; x++)
			count += black[y][x];
	return count;
}

static int tenths(double value)
{
	return (int)(value * 300 / 254 + 0.5);
}

/* The given name alone stays in its box: 91.2 mm wide, between the head line and the code. */
static void given_names_stay_in_their_box(void **state)
{
	(void)state;
	int left = tenths(52), right = tenths(964), top = tenths(104), bottom = tenths(355);
	for (size_t i = 0; i < HARD; i++) {
		struct badge_content content = sample(hard[i].given, "");
		content.fair = content.date = content.looking = "";
		draw(&content, ".png");
		load();
		size_t inside = ink(left - 1, top - 1, right + 1, bottom + 1);
		if (inside < 300)
			fail_msg("%s: nothing is drawn", hard[i].given);
		if (ink(0, 0, WIDE, top - 1) || ink(0, 0, left - 1, HIGH) || ink(right + 1, 0, WIDE, HIGH) ||
		    ink(0, bottom + 1, tenths(612), tenths(690)))
			fail_msg("%s leaves its box", hard[i].given);
	}
}

static struct badge_code code_at(int dpi)
{
	struct qr qr;
	assert_true(qr_make(token, &qr));
	return badge_code_place(template_slot(&template, SLOT_QR, false), qr.side, dpi);
}

/* With everything on it: the code's quiet zone, the slot and the margins stay clear, the family name left of the code. */
static void nothing_touches_code_slot_or_margins(void **state)
{
	(void)state;
	struct badge_code code = code_at(300);
	int quiet = 4 * code.module, side = code.side * code.module;
	assert_int_equal(code.module, 12);
	for (size_t i = 0; i < HARD; i++) {
		struct badge_content content = sample(hard[i].given, hard[i].family);
		if (i % 2)
			content.headline = "Certified nursing assistant and phlebotomist, nights and weekends in Little Haiti";
		content.fair = i % 3 ? content.fair : "Wynwood & Little Haiti Regional Talent Town Hall and Hiring Fair";
		draw(&content, ".png");
		load();
		if (ink(code.left - quiet, code.top - quiet, WIDE, code.top) ||
		    ink(code.left - quiet, code.top - quiet, code.left, code.top + side + quiet) ||
		    ink(code.left - quiet, code.top + side, WIDE, code.top + side + quiet))
			fail_msg("row %zu: something stands in the quiet zone", i);
		assert_int_equal(ink(code.left, code.top, code.left + 12, code.top + 12), 12 * 12); /* a whole module */
		assert_int_equal(ink(code.left + 12, code.top + 12, code.left + 72, code.top + 24), 0);
		if (ink(tenths(428), 0, tenths(588), tenths(92)))
			fail_msg("row %zu: something stands where the slot is punched", i);
		if (ink(0, 0, tenths(51), HIGH) || ink(tenths(965.5), 0, WIDE, HIGH) || ink(0, 0, WIDE, tenths(20)) ||
		    ink(0, tenths(745), WIDE, HIGH))
			fail_msg("row %zu: something stands in the margin", i);
		if (ink(tenths(613.5), tenths(358), code.left - quiet, HIGH))
			fail_msg("row %zu: the family name runs towards the code", i);
		if (hard[i].family[0] && !ink(tenths(52), tenths(334), tenths(612), tenths(476)))
			fail_msg("row %zu: there is no family name", i);
	}
}

/* Whatever was drawn before: the line to write on stands on a blank badge only. */
static void groups_come_and_go(void **state)
{
	(void)state;
	for (int i = 0; i < 6; i++) {
		struct badge_content content = sample("Wideline", "Pierre");
		content.headline = i % 2 ? "Welder" : "";
		draw(&content, ".png");
		load();
		size_t rule = ink(tenths(100), tenths(694), tenths(500), tenths(700));
		assert_int_equal(rule > 0, i % 2 == 0);
	}
}

/* --- templates --------------------------------------------------------------------------------------------------------- */

static const char *const shipped[] = {"4x3in", "62x100mm", "2.25x4in", "receipt-58mm", "receipt-80mm"};

static void keep_sentence(void *self, const char *sentence)
{
	snprintf(self, 512, "%s", sentence);
}

static void shipped_templates_stand_the_check(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof shipped / sizeof shipped[0]; i++) {
		char file[256], said[512] = "";
		struct template one;
		struct template_report report;
		struct err err;
		assert_true(template_path(ASSETS, shipped[i], file, sizeof file, &err));
		if (!template_load(&one, file, &err) || !template_check(&one, keep_sentence, said, &report, &err))
			fail_msg("%s: %s", shipped[i], err.text);
		if (report.problems)
			fail_msg("%s: %s", shipped[i], said);
		assert_true(report.code_mm >= CODE_MM_LEAST && report.module_mm >= MODULE_MM_LEAST);
		template_release(&one);
	}
}

#define SVG(body) \
	"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' " \
	"xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' width='4in' height='3in' viewBox='0 0 101.6 76.2'>" body \
	"</svg>"
#define PLACE(name, y) "<rect id='slot-" name "' x='5' y='" #y "' width='50' height='6'/>"
#define TEXTS \
	PLACE("name", 5) \
	PLACE("second", 12) PLACE("headline", 19) PLACE("fair", 26) PLACE("date", 33) PLACE("code", 40) PLACE("booths", 47)
#define CODE "<rect id='slot-qr' x='60' y='20' width='34' height='34'/>"

/* What a template says, and what is answered: "" that it is taken. */
static const struct {
	const char *svg, *says;
} drawings[] = {
	{SVG(TEXTS CODE), ""},
	{SVG(TEXTS "<rect id='r1' inkscape:label='slot-qr' x='60' y='20' width='34' height='34'/>"), ""},
	{SVG(TEXTS CODE "<rect id='a' fill='url(#b)' width='1' height='1'/>"), ""},
	{SVG(TEXTS), "slot-qr"},
	{SVG(CODE), "slot-name"},
	{SVG(TEXTS CODE CODE), "twice"},
	{SVG(TEXTS CODE "<rect id='slot-phone' width='9' height='9'/>"), "slot-phone"},
	{SVG(TEXTS "<rect id='slot-qr' x='90' y='20' width='34' height='34'/>"), "edge"},
	{SVG(TEXTS CODE "<rect id='slot-scan' width='9' height='9'><desc>bold</desc></rect>"), "bold"},
	{SVG(TEXTS CODE "<script>1</script>"), "program"},
	{SVG(TEXTS CODE "<g onclick='x()'/>"), "program"},
	{SVG(TEXTS CODE "<foreignObject/>"), "another kind"},
	{SVG(TEXTS CODE "<image xlink:href='file:///etc/hostname'/>"), "another file"},
	{SVG(TEXTS CODE "<image href='http://example.org/x.png'/>"), "another file"},
	{SVG(TEXTS CODE "<image href='data:image/svg+xml;base64,AAAA'/>"), "PNG"},
	{SVG(TEXTS CODE "<style>@import 'x.css';</style>"), "another file"},
	{SVG(TEXTS CODE "<style>g{fill:url( http://example.org)}</style>"), "another file"},
	{"<!DOCTYPE svg [<!ENTITY a 'b'>]>" SVG(TEXTS CODE), "entities"},
	{SVG(TEXTS CODE "&a;"), "not known"},
	{SVG(TEXTS CODE "<g>"), "be read"},
	{"<svg xmlns='http://www.w3.org/2000/svg' width='4in' height='90in'/>", "page"},
	{"not a drawing", "be read"},
	{"", "be read"},
};

static bool load_text(const char *svg, struct template *out, struct err *err)
{
	char file[160];
	snprintf(file, sizeof file, "%s/own.svg", dir);
	FILE *to = fopen(file, "w");
	assert_non_null(to);
	fputs(svg, to);
	assert_int_equal(fclose(to), 0);
	err_clear(err);
	bool ok = template_load(out, file, err);
	unlink(file);
	return ok;
}

static void hostile_and_unfinished_drawings_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof drawings / sizeof drawings[0]; i++) {
		struct template own;
		struct err err;
		bool taken = load_text(drawings[i].svg, &own, &err);
		if (taken != !drawings[i].says[0] || (!taken && !strstr(err.text, drawings[i].says)))
			fail_msg("row %zu: %s", i, taken ? "taken" : err.text);
		if (taken)
			template_release(&own);
	}
}

static void too_many_clones_are_refused(void **state)
{
	(void)state;
	char svg[8192] = "<svg xmlns='http://www.w3.org/2000/svg' width='4in' height='3in'>";
	struct template own;
	struct err err;
	for (int i = 0; i < 100; i++)
		strcat(svg, "<use href='#a'/>");
	strcat(svg, "</svg>");
	assert_false(load_text(svg, &own, &err));
	assert_int_equal(err.code, ERR_REFUSED);
}

static void a_small_code_is_said(void **state)
{
	(void)state;
	struct template own;
	struct template_report report;
	struct err err;
	char said[512] = "";
	assert_true(load_text(SVG(TEXTS "<rect id='slot-qr' x='60' y='20' width='14' height='14'/>"), &own, &err));
	assert_true(template_check(&own, keep_sentence, said, &report, &err));
	assert_int_equal(report.problems, 1);
	assert_non_null(strstr(said, "slot-qr"));
	template_release(&own);
}

/* --- codes read back --------------------------------------------------------------------------------------------------- */

static void read_code(const char *command)
{
	char line[512], got[128] = "";
	snprintf(line, sizeof line, "%s", command);
	FILE *pipe = popen(line, "r");
	assert_non_null(pipe);
	if (!fgets(got, sizeof got, pipe))
		got[0] = '\0';
	assert_int_equal(pclose(pipe), 0);
	got[strcspn(got, "\n")] = '\0';
	assert_string_equal(got, token);
}

static bool have(const char *program)
{
	char line[64];
	snprintf(line, sizeof line, "command -v %s >/dev/null 2>&1", program);
	return system(line) == 0;
}

static void every_code_reads_back(void **state)
{
	(void)state;
	if (!have("zbarimg"))
		skip();
	for (size_t i = 0; i < HARD; i++) {
		struct badge_content content = sample(hard[i].given, hard[i].family);
		char command[256];
		draw(&content, ".png");
		snprintf(command, sizeof command, "zbarimg -q --raw '%s' 2>/dev/null", path);
		read_code(command);
	}
}

static void a_file_begins_with(const char *bytes)
{
	char head[8] = "";
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	assert_int_equal(fread(head, 1, strlen(bytes), file), strlen(bytes));
	fclose(file);
	assert_memory_equal(head, bytes, strlen(bytes));
}

static void all_three_kinds_of_file_are_private(void **state)
{
	(void)state;
	static const struct {
		const char *ending, *begins;
	} rows[] = {{".png", "\x89PNG"}, {".pdf", "%PDF-"}, {".svg", "<?xml"}};
	struct badge_content content = sample("Wideline", "Pierre");
	for (size_t i = 0; i < 3; i++) {
		struct stat stat_;
		draw(&content, rows[i].ending);
		a_file_begins_with(rows[i].begins);
		assert_int_equal(stat(path, &stat_), 0);
		assert_int_equal(stat_.st_mode & 0777, 0600);
	}
}

static void what_cannot_be_drawn_leaves_no_file(void **state)
{
	(void)state;
	struct badge_content content = sample("Wideline", "Pierre");
	struct err err = {0};
	char gif[160], missing[160], huge[3000];
	snprintf(gif, sizeof gif, "%s/badge.gif", dir);
	assert_false(badge_write(&template, &content, gif, 300, &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_int_not_equal(access(gif, F_OK), 0);
	snprintf(missing, sizeof missing, "%s/none/badge.png", dir);
	assert_false(badge_write(&template, &content, missing, 300, &err));
	memset(huge, 'a', sizeof huge);
	huge[sizeof huge - 1] = '\0';
	content.token = huge;
	unlink(path);
	assert_false(badge_write(&template, &content, path, 300, &err));
	assert_int_equal(err.code, ERR_INPUT);
	assert_int_not_equal(access(path, F_OK), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(given_names_stay_in_their_box),
		cmocka_unit_test(nothing_touches_code_slot_or_margins),
		cmocka_unit_test(groups_come_and_go),
		cmocka_unit_test(shipped_templates_stand_the_check),
		cmocka_unit_test(hostile_and_unfinished_drawings_are_refused),
		cmocka_unit_test(too_many_clones_are_refused),
		cmocka_unit_test(a_small_code_is_said),
		cmocka_unit_test(every_code_reads_back),
		cmocka_unit_test(all_three_kinds_of_file_are_private),
		cmocka_unit_test(what_cannot_be_drawn_leaves_no_file),
	};
	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
