/* Rows of keys. To add a layout: add its rows and its line in `pages`. Widths are tenths of a unit (UX section 7). */
#include "ui/keyboard_layouts.h"

#include <string.h>

/* One unit; so many tenths; only on wide, only on compact displays. */
#define C(key) \
	{ \
		(int32_t)(key), 10, 10 \
	}
#define W(key, tenths) \
	{ \
		(int32_t)(key), tenths, tenths \
	}
#define WIDE(key, tenths) \
	{ \
		(int32_t)(key), tenths, 0 \
	}
#define COMPACT(key, tenths) \
	{ \
		(int32_t)(key), 0, tenths \
	}
#define DIGITS C('1'), C('2'), C('3'), C('4'), C('5'), C('6'), C('7'), C('8'), C('9'), C('0')
#define LETTERS_Q C('q'), C('w'), C('e'), C('r'), C('t'), C('y'), C('u'), C('i'), C('o'), C('p')
#define LETTERS_A C('a'), C('s'), C('d'), C('f'), C('g'), C('h'), C('j'), C('k'), C('l')
#define LETTERS_Z C('z'), C('x'), C('c'), C('v'), C('b'), C('n'), C('m')

/* --- letters --- */

static const struct cap_row row_q = {{LETTERS_Q, W(CAP_DELETE, 15)}};
static const struct cap_row row_a = {{W(CAP_GAP, 5), LETTERS_A, WIDE(U'ñ', 10), C(U'’'), COMPACT(CAP_GAP, 5)}};
static const struct cap_row row_a_email = {{W(CAP_GAP, 5), LETTERS_A, C('_'), C('-')}};
static const struct cap_row row_z = {{W(CAP_SHIFT, 15), LETTERS_Z, C('-'), C('.'), W(CAP_SHIFT_RIGHT, 10)}};
static const struct cap_row row_z_note = {{W(CAP_SHIFT, 15), LETTERS_Z, C(','), C('.'), W(CAP_SHIFT_RIGHT, 10)}};
static const struct cap_row row_z_email = {{W(CAP_SHIFT, 15), LETTERS_Z, C('.'), W('@', 20)}};
static const struct cap_row row_space = {
	{W(CAP_NUMBERS, 15), W(CAP_ACCENTS, 15), W(' ', 60), WIDE(CAP_CLEAR, 15), WIDE(CAP_HIDE, 10), COMPACT(CAP_HIDE, 15)}};
static const struct cap_row row_space_email = {
	{W(CAP_NUMBERS, 15), W(CAP_ACCENTS, 15), W(' ', 40), W(CAP_DOT_COM, 15), W(CAP_DOT_ORG, 15), W(CAP_HIDE, 15)}};

/* --- smart rows; on compact one takes the place of row 1 and so carries its delete key --- */

static const struct cap_row accents = {{COMPACT(U'ñ', 10), C(U'á'), C(U'é'), C(U'í'), C(U'ó'), C(U'ú'), C(U'ü'), C(U'à'),
					C(U'è'), C(U'ò'), C(U'ç'), WIDE(U'ê', 10), WIDE(U'ô', 10), COMPACT(CAP_DELETE, 10)}};
static const struct cap_row accents_creole = {{C(U'è'), C(U'ò'), C(U'à'), C(U'é'), C(U'ç'), WIDE(U'ê', 10), WIDE(U'ô', 10),
					       C(U'á'), C(U'í'), C(U'ó'), C(U'ú'), C(U'ü'), COMPACT(U'ñ', 10),
					       COMPACT(CAP_DELETE, 10)}};
static const struct cap_row domains = {{W(CAP_SMART, 10), W(CAP_SMART + 1, 10), W(CAP_SMART + 2, 10), W(CAP_SMART + 3, 10),
					W(CAP_SMART + 4, 10), COMPACT(CAP_DELETE, 6)}};

/* --- numbers and signs; the third row has the accents that the smart row leaves out --- */

static const struct cap_row row_digits = {{DIGITS, W(CAP_DELETE, 15)}};
static const struct cap_row row_signs = {
	{W(CAP_GAP, 5), C('-'), C('.'), C('\''), C(';'), C(','), C(':'), C('/'), C('&'), C('('), C(')'), C('#')}};
static const struct cap_row row_signs_email = {
	{W(CAP_GAP, 5), C('-'), C('_'), C('.'), C('+'), C('~'), C('!'), C('#'), C('$'), C('%'), C('&'), C('\'')}};
static const struct cap_row row_more = {{W(CAP_SHIFT, 15), COMPACT(U'ê', 10), COMPACT(U'ô', 10), WIDE(U'ä', 10), WIDE(U'ø', 10),
					 C(U'â'), C(U'î'), C(U'û'), C(U'ë'), C(U'ï'), C(U'ã'), C(U'ö'),
					 W(CAP_SHIFT_RIGHT, 10)}};
static const struct cap_row row_more_note = {
	{W(CAP_GAP, 15), C('!'), C('?'), C('"'), C('@'), C('%'), C('+'), C('='), C('$'), C('*'), W(CAP_GAP, 10)}};
static const struct cap_row row_more_email = {
	{W(CAP_GAP, 15), C('*'), C('/'), C('='), C('?'), C('^'), C('{'), C('|'), C('}'), W('@', 20)}};

/* --- phone pad, three wide; a code, without the letters and digits that look alike --- */

static const struct cap_row row_123 = {{W('1', 30), W('2', 30), W('3', 30)}};
static const struct cap_row row_456 = {{W('4', 30), W('5', 30), W('6', 30)}};
static const struct cap_row row_789 = {{W('7', 30), W('8', 30), W('9', 30)}};
static const struct cap_row row_plus_0 = {{W('+', 30), W('0', 30), W(CAP_DELETE, 30)}};
static const struct cap_row code_digits = {{C('2'), C('3'), C('4'), C('5'), C('6'), C('7'), C('8'), C('9'), W(CAP_DELETE, 20)}};
static const struct cap_row code_q = {{C('q'), C('w'), C('e'), C('r'), C('t'), C('y'), C('p'), W(CAP_GAP, 30)}};
static const struct cap_row code_a = {{C('a'), C('s'), C('d'), C('f'), C('g'), C('h'), C('j'), C('k'), W(CAP_GAP, 20)}};
static const struct cap_row code_z = {{LETTERS_Z, W(CAP_GAP, 10), W(CAP_CLEAR, 20)}};

/* One line a layout: its page of letters, and what "123" puts in place of the first three rows. */
static const struct page {
	const struct cap_row *letters[4], *numbers[3];
} pages[] = {
	[KEYBOARD_NAME] = {{&row_q, &row_a, &row_z, &row_space}, {&row_digits, &row_signs, &row_more}},
	[KEYBOARD_EMAIL] = {{&row_q, &row_a_email, &row_z_email, &row_space_email},
			    {&row_digits, &row_signs_email, &row_more_email}},
	[KEYBOARD_SEARCH] = {{&row_q, &row_a, &row_z, &row_space}, {&row_digits, &row_signs, &row_more}},
	[KEYBOARD_NOTE] = {{&row_q, &row_a, &row_z_note, &row_space}, {&row_digits, &row_signs, &row_more_note}},
	[KEYBOARD_PHONE] = {{&row_123, &row_456, &row_789, &row_plus_0}, {&row_123, &row_456, &row_789}},
	[KEYBOARD_CODE] = {{&code_digits, &code_q, &code_a, &code_z}, {&code_digits, &code_q, &code_a}},
};

/* The smart row at the start and after the accents key was pressed. */
enum smart { SMART_NONE, SMART_ACCENTS, SMART_DOMAINS };
static const struct {
	enum smart wide[2], compact[2];
} smarts[] = {
	[KEYBOARD_NAME] = {{SMART_ACCENTS, SMART_NONE}, {SMART_NONE, SMART_ACCENTS}},
	[KEYBOARD_EMAIL] = {{SMART_DOMAINS, SMART_ACCENTS}, {SMART_NONE, SMART_DOMAINS}},
	[KEYBOARD_SEARCH] = {{SMART_NONE, SMART_ACCENTS}, {SMART_NONE, SMART_ACCENTS}},
	[KEYBOARD_NOTE] = {{SMART_NONE, SMART_ACCENTS}, {SMART_NONE, SMART_ACCENTS}},
	[KEYBOARD_PHONE] = {{SMART_NONE, SMART_NONE}, {SMART_NONE, SMART_NONE}},
	[KEYBOARD_CODE] = {{SMART_NONE, SMART_NONE}, {SMART_NONE, SMART_NONE}},
};

static bool has_domains(const struct keyboard *keyboard)
{
	bool has = false;
	for (int i = 0; keyboard->smart && i < SMART_MOST; i++)
		has = has || keyboard->smart[i];
	return has;
}

/* On compact domains take the place of letters, so only while there are any; elsewhere their row stays, so that no key moves.
 */
static enum smart smart_of(const struct keyboard *keyboard, bool compact)
{
	enum smart smart = compact ? smarts[keyboard->layout].compact[keyboard->swapped]
				   : smarts[keyboard->layout].wide[keyboard->swapped];
	if ((smart == SMART_DOMAINS && !(compact ? has_domains(keyboard) : keyboard->smart != NULL)) ||
	    (compact && keyboard->numbers))
		return SMART_NONE;
	return smart;
}

struct keyboard_page keyboard_page(const struct keyboard *keyboard, bool compact, bool creole)
{
	const struct page *page = &pages[keyboard->layout];
	enum smart smart = smart_of(keyboard, compact);
	struct keyboard_page out = {.smart = smart != SMART_NONE, .accents = smart == SMART_ACCENTS};
	if (out.smart)
		out.rows[out.count++] = smart == SMART_DOMAINS ? &domains : creole ? &accents_creole : &accents;
	for (size_t i = out.smart && compact ? 1 : 0; i < 3; i++)
		out.rows[out.count++] = keyboard->numbers ? page->numbers[i] : page->letters[i];
	out.rows[out.count++] = page->letters[3];
	return out;
}

static const struct cap_face faces[] = {
	{.key = CAP_DELETE, .id = "delete", .label = "key.delete", .icon = ICON_DELETE, .function = true},
	{.key = CAP_SHIFT, .id = "shift", .label = "key.shift", .icon = ICON_SHIFT, .function = true},
	{.key = CAP_SHIFT_RIGHT, .id = "shift-right", .label = "key.shift", .icon = ICON_SHIFT, .function = true},
	{.key = CAP_NUMBERS, .id = "123", .label = "key.numbers", .spoken = "key.numbers.spoken", .function = true},
	{.key = CAP_ACCENTS, .id = "accents", .label = "key.accents", .spoken = "key.accents.spoken", .function = true},
	{.key = CAP_CLEAR, .id = "clear", .label = "key.clear", .function = true},
	{.key = CAP_HIDE, .id = "hide", .label = "key.hide", .icon = ICON_KEYBOARD_HIDE, .function = true},
	{.key = CAP_DOT_COM, .id = ".com", .text = ".com"},
	{.key = CAP_DOT_ORG, .id = ".org", .text = ".org"},
	{.key = ' ', .id = "space", .label = "key.space"},
	{.key = '@', .id = "@", .text = "@", .spoken = "key.at.spoken"},
	{.key = '.', .id = ".", .text = ".", .spoken = "key.dot.spoken"},
	{.key = ',', .id = ",", .text = ",", .spoken = "key.comma.spoken"},
	{.key = '-', .id = "-", .text = "-", .spoken = "key.hyphen.spoken"},
	{.key = '_', .id = "_", .text = "_", .spoken = "key.underscore.spoken"},
	{.key = U'’', .id = "’", .text = "’", .spoken = "key.apostrophe.spoken"},
	{.key = '\'', .id = "'", .text = "'", .spoken = "key.apostrophe.spoken"},
	{.key = '+', .id = "+", .text = "+", .spoken = "key.plus.spoken"},
};

const struct cap_face *cap_face(int32_t key)
{
	for (size_t i = 0; i < sizeof faces / sizeof faces[0]; i++)
		if (faces[i].key == key)
			return &faces[i];
	return NULL;
}

bool keyboard_takes(enum keyboard_layout layout, int32_t codepoint)
{
	if (codepoint < ' ' || codepoint == 0x7F || codepoint > 0x10FFFF)
		return false;
	bool ascii = codepoint < 0x80;
	switch (layout) {
	case KEYBOARD_EMAIL:
		return codepoint != ' ';
	case KEYBOARD_PHONE:
		return ascii && strchr("0123456789+", (int)codepoint);
	case KEYBOARD_CODE:
		return ascii && strchr("23456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz", (int)codepoint);
	case KEYBOARD_NAME:
	case KEYBOARD_SEARCH:
	case KEYBOARD_NOTE:
		break;
	}
	return true;
}
