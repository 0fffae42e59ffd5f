/* src/badge/badge: hard names drawn, their ink measured, and the code read back by zbarimg as a second opinion. */
#include "badge/badge.h"

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
	(void)state;
	return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(dir);
}

static void draw(const struct badge_content *content, const char *ending)
{
	struct err err = {0};
	unlink(path);
	snprintf(path, sizeof path, "%s/badge%s", dir, ending);
	if (!badge_write(content, path, &err))
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
		.looking_for_label = "I’m looking for",
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
		content.fair = content.date = content.looking_for_label = "";
		draw(&content, ".png");
		load();
		size_t inside = ink(left - 1, top - 1, right + 1, bottom + 1);
		if (inside < 1000)
			fail_msg("%s: nothing is drawn", hard[i].given);
		if (ink(0, 0, WIDE, top - 1) || ink(0, 0, left - 1, HIGH) || ink(right + 1, 0, WIDE, HIGH) ||
		    ink(0, bottom + 1, tenths(612), tenths(690)))
			fail_msg("%s leaves its box", hard[i].given);
	}
}

/* With everything on it: the code's quiet zone, the slot and the margins stay clear, the family name left of the code. */
static void nothing_touches_code_slot_or_margins(void **state)
{
	(void)state;
	int code_right = tenths(964), code_left = code_right - 300, code_top = tenths(523) - 150, quiet = 4 * 12;
	for (size_t i = 0; i < HARD; i++) {
		struct badge_content content = sample(hard[i].given, hard[i].family);
		if (i % 2)
			content.headline = "Certified nursing assistant and phlebotomist, nights and weekends in Little Haiti";
		content.fair = i % 3 ? content.fair : "Wynwood & Little Haiti Regional Talent Town Hall and Hiring Fair";
		draw(&content, ".png");
		load();
		if (ink(code_left - quiet, code_top - quiet, WIDE, code_top) ||
		    ink(code_left - quiet, code_top - quiet, code_left, code_top + 300 + quiet) ||
		    ink(code_left - quiet, code_top + 300, WIDE, code_top + 300 + quiet))
			fail_msg("row %zu: something stands in the quiet zone", i);
		assert_int_equal(ink(code_left, code_top, code_left + 12, code_top + 12), 12 * 12); /* a whole module */
		assert_int_equal(ink(code_left + 12, code_top + 12, code_left + 72, code_top + 24), 0);
		if (ink(tenths(428), 0, tenths(588), tenths(92)))
			fail_msg("row %zu: something stands where the slot is punched", i);
		if (ink(0, 0, tenths(51), HIGH) || ink(tenths(965.5), 0, WIDE, HIGH) || ink(0, 0, WIDE, tenths(20)) ||
		    ink(0, tenths(742), WIDE, HIGH))
			fail_msg("row %zu: something stands in the margin", i);
		if (ink(tenths(613.5), tenths(358), code_left - quiet, HIGH))
			fail_msg("row %zu: the family name runs towards the code", i);
		if (hard[i].family[0] && !ink(tenths(52), tenths(356), tenths(612), tenths(516)))
			fail_msg("row %zu: there is no family name", i);
	}
}

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
	assert_false(badge_write(&content, gif, &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_int_not_equal(access(gif, F_OK), 0);
	snprintf(missing, sizeof missing, "%s/none/badge.png", dir);
	assert_false(badge_write(&content, missing, &err));
	memset(huge, 'a', sizeof huge);
	huge[sizeof huge - 1] = '\0';
	content.token = huge;
	unlink(path);
	assert_false(badge_write(&content, path, &err));
	assert_int_equal(err.code, ERR_INPUT);
	assert_int_not_equal(access(path, F_OK), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(given_names_stay_in_their_box),
		cmocka_unit_test(nothing_touches_code_slot_or_margins),
		cmocka_unit_test(every_code_reads_back),
		cmocka_unit_test(all_three_kinds_of_file_are_private),
		cmocka_unit_test(what_cannot_be_drawn_leaves_no_file),
	};
	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
