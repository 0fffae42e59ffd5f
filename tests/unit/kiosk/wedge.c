/* kiosk/device/wedge: what a person types comes out as text, what a scanner types as one scan, and nothing is lost or mixed.
 * A row is a script of keys with the pauses before them; the loop's own ticks come in between, as in the program. */
#include "device/wedge.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TOKEN "L440MD2R0MNKGZ0R5AE2K2J1B51P7S9T7"

enum { OUT_MOST = 4096 };

/* What came out, as text: typed characters as they are, keys as <select> …, scans as [scan]. */
struct listener {
	char out[OUT_MOST];
	size_t scans;
	struct input last; /* the last scan */
};

static const char *const key_names[KEY_COUNT] = {
	[KEY_UP] = "<up>",       [KEY_DOWN] = "<down>",      [KEY_LEFT] = "<left>",
	[KEY_RIGHT] = "<right>", [KEY_SELECT] = "<select>",  [KEY_BACK] = "<back>",
	[KEY_HELP] = "<help>",   [KEY_NEXT_FIELD] = "<tab>", [KEY_PREVIOUS_FIELD] = "<backtab>",
	[KEY_ERASE] = "<erase>",
};

static void hear(void *self, const struct input *input)
{
	struct listener *listener = self;
	size_t used = strlen(listener->out);
	if (input->type == INPUT_TEXT) {
		text_append_char(listener->out, sizeof listener->out, input->codepoint);
	} else if (input->type == INPUT_KEY) {
		snprintf(listener->out + used, sizeof listener->out - used, "%s", key_names[input->key]);
	} else {
		snprintf(listener->out + used, sizeof listener->out - used, "[%.*s]",
			 (int)(input->size < 80 ? input->size : 80), input->scan);
		listener->scans++;
		listener->last = *input;
	}
}

struct player {
	struct wedge wedge;
	struct listener listener;
	int64_t now;
};

static void start(struct player *player, const char *prefix, const char *suffix)
{
	memset(player, 0, sizeof *player);
	player->now = 1000;
	wedge_init(&player->wedge, &(struct wedge_options){.prefix = prefix, .suffix = suffix});
}

/* Lets time pass as the main loop does: it wakes at the deadline and ticks. */
static void pass(struct player *player, int64_t ms)
{
	int64_t until = player->now + ms, deadline;
	while ((deadline = wedge_deadline(&player->wedge)) >= 0 && deadline <= until) {
		wedge_tick(&player->wedge, deadline, hear, &player->listener);
		if (wedge_deadline(&player->wedge) == deadline)
			break;
	}
	player->now = until;
}

static void type(struct player *player, int32_t codepoint, bool repeat)
{
	wedge_take(&player->wedge, &(struct input){.type = INPUT_TEXT, .at = player->now, .codepoint = codepoint}, repeat, hear,
		   &player->listener);
}

static void key(struct player *player, enum input_key which)
{
	wedge_take(&player->wedge, &(struct input){.type = INPUT_KEY, .at = player->now, .key = which}, false, hear,
		   &player->listener);
}

/* A script: characters stand for themselves; \n Enter, \t Tab, \b erase; \1 .. \7 a pause of 1, 5, 20, 50, 200, 600, 1000 ms;
 * \x0e: the next character is a repeat of the keyboard; \x0f: the machine stalls 200 ms and sees the next key late. */
static void play(struct player *player, const char *script, int64_t between)
{
	static const int64_t pauses[] = {0, 1, 5, 20, 50, 200, 600, 1000};
	bool repeat = false, first = true;
	for (const char *at = script; *at;) {
		int32_t c = text_next(&at);
		if (c >= 1 && c <= 7) {
			pass(player, pauses[c]);
			first = true;
			continue;
		}
		if (c == 0x0e) {
			repeat = true;
			continue;
		}
		if (c == 0x0f) {
			player->now += 200;
			first = true;
			continue;
		}
		if (!first)
			pass(player, between);
		first = false;
		if (c == '\n')
			key(player, KEY_SELECT);
		else if (c == '\t')
			key(player, KEY_NEXT_FIELD);
		else if (c == '\b')
			key(player, KEY_ERASE);
		else
			type(player, c, repeat);
		repeat = false;
	}
	pass(player, 2000);
}

static const struct row {
	const char *why, *prefix, *suffix, *script;
	int64_t between;
	const char *out;
} rows[] = {
	{"a person types a name and presses Enter", NULL, NULL, "Marisol\n", 120, "Marisol<select>"},
	{"a very fast typist is still a person", NULL, NULL, "Marisol Pena Lopez\n", 45, "Marisol Pena Lopez<select>"},
	{"two keys rolled over in 10 ms are typing", NULL, NULL, "a\5bc\5d", 10, "abcd"},
	{"accents come through", NULL, NULL, "Peña", 150, "Peña"},
	{"erase is a key", NULL, NULL, "ab\b", 150, "ab<erase>"},
	{"a scanner at 2 ms with Enter", NULL, NULL, TOKEN "\n", 2, "[" TOKEN "]"},
	{"a slow scanner at 25 ms with Enter", NULL, NULL, TOKEN "\n", 25, "[" TOKEN "]"},
	{"all characters in the same millisecond", NULL, NULL, TOKEN "\n", 0, "[" TOKEN "]"},
	{"a scanner with Tab", NULL, NULL, TOKEN "\t", 2, "[" TOKEN "]"},
	{"CR and LF behind: no stray Enter reaches a button", NULL, NULL, TOKEN "\n\n", 2, "[" TOKEN "]"},
	{"an Enter of a person a little later is one", NULL, NULL, TOKEN "\n\5\n", 2, "[" TOKEN "]<select>"},
	{"two scans back to back", NULL, NULL, TOKEN "\nABCDEFGH12\n", 1, "[" TOKEN "][ABCDEFGH12]"},
	{"typing, then a scan, then typing", NULL, NULL, "Ma\5" TOKEN "\n\5r", 2, "Ma[" TOKEN "]r"},
	{"a key typed 20 ms before the scanner begins", NULL, NULL, "M\3" TOKEN "\n", 2, "M[" TOKEN "]"},
	{"no ending key: the scan is given when silence shows its end", NULL, NULL, TOKEN, 2, "[" TOKEN "]"},
	{"seven fast characters are not a scan", NULL, NULL, "ABCDEFG\n", 2, "ABCDEFG<select>"},
	{"eight are", NULL, NULL, "ABCDEFGH\n", 2, "[ABCDEFGH]"},
	{"a prefix makes even a short code a scan", "~", NULL, "~7K2\n", 2, "[7K2]"},
	{"the prefix parts typing from a scan at once", "~", NULL, "M\5~7K2Q9M\n", 2, "M[7K2Q9M]"},
	{"a suffix ends a scan without Enter, and is taken off", NULL, "#", TOKEN "#\5x", 2, "[" TOKEN "]x"},
	{"prefix and suffix", "~~", "##", "~~7K2##\5~~ABC##", 2, "[7K2][ABC]"},
	{"a held key is a person's", NULL, NULL,
	 "a\6\x0e"
	 "a\x0e"
	 "a\x0e"
	 "a\x0e"
	 "a\x0e"
	 "a\x0e"
	 "a\x0e"
	 "a\x0e"
	 "a\x0e"
	 "a",
	 30, "aaaaaaaaaa"},
	{"a repeat in the middle of a scan is the machine's, and dropped", NULL, NULL,
	 "L440MD2R0M\5\x0e"
	 "MNKGZ0R5AE\n",
	 2, "[L440MD2R0MNKGZ0R5AE]"},
	{"two equal characters so close that they look repeated are two", NULL, NULL,
	 "L44\x0e"
	 "4440MD\n",
	 1, "[L444440MD]"},
	{"the scanner stalls 200 ms in the middle", NULL, NULL, "L440MD2R0M\5NKGZ0R5AE\n", 2, "[L440MD2R0MNKGZ0R5AE]"},
	{"the scanner hesitates 50 ms after two characters", NULL, NULL,
	 "L4\x04"
	 "40MD2R0MNK\n",
	 2, "[L440MD2R0MNK]"},
	{"a wireless scanner wakes up: 200 ms after its first character", NULL, NULL,
	 "L\5"
	 "440MD2R0MNKGZ0R5AE2K2J1B51P7S9T7\n",
	 2, "L[" TOKEN "]"},
	{"20 ms after its first character", NULL, NULL,
	 "L\3"
	 "440MD2R0MNKGZ0R5AE2K2J1B51P7S9T7\n",
	 2, "[" TOKEN "]"},
	{"and 200 ms after four", NULL, NULL, "L440\5MD2R0MNK\n", 2, "[L440MD2R0MNK]"},
	{"the program itself was busy 200 ms early in a scan", NULL, NULL,
	 "L44\x0f"
	 "0MD2R0MNK\n",
	 2, "[L440MD2R0MNK]"},
	{"a person after a broken-off scan", NULL, NULL, "L440MD2R0M\7Ana\n", 200, "L440MD2R0MAna<select>"},
	{"a scan broken off for a second, then typing", NULL, NULL, "ABCDEFGHIJ\7A\5n\5a", 2, "[ABCDEFGHIJ]Ana"},
};

static void check_rows(void **state)
{
	(void)state;
	static struct player player;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		start(&player, rows[i].prefix, rows[i].suffix);
		play(&player, rows[i].script, rows[i].between);
		if (strcmp(player.listener.out, rows[i].out) != 0)
			fail_msg("%s: expected %s, got %s", rows[i].why, rows[i].out, player.listener.out);
	}
}

/* --- a scanner of another layout --- */

static bool is_token(const void *self, const char *code, size_t size)
{
	(void)self;
	token_strip(&code, &size);
	return size == strlen(TOKEN) && memcmp(code, TOKEN, size) == 0;
}

/* What the keys of `code` on a US keyboard give in a layout: `from` and `to` are the characters that differ. */
static void type_in_layout(struct player *player, const char *code, const char *from, const char *to)
{
	for (const char *c = code; *c; c++) {
		const char *differs = strchr(from, *c), *at = to;
		int32_t out = (unsigned char)*c;
		for (ptrdiff_t i = 0; differs && i <= differs - from; i++)
			out = text_next(&at);
		wedge_key(&player->wedge, *c);
		type(player, out, false);
	}
}

static void other_layouts(void **state)
{
	(void)state;
	static struct player player;
	static const struct {
		const char *why, *prefix, *suffix, *before, *from, *to, *behind, *out;
	} layouts[] = {
		{"US", NULL, NULL, "", "", "", "", TOKEN},
		{"German: Z is Y", NULL, NULL, "", "YZ", "ZY", "", TOKEN},
		{"French: digits need Shift, A is Q", NULL, NULL, "", "AQZWM1234567890", "QAWZ?&é\"'(-è_çà", "", TOKEN},
		{"AIM and ECI in Spanish", NULL, NULL, "]Q3\\000001", "]\\", "+ç", "", "]Q3\\000001" TOKEN},
		{"AIM and ECI in French", NULL, NULL, "]Q3\\000001", "]\\AQZWM1234567890", "$*QAWZ?&é\"'(-è_çà", "",
		 "]Q3\\000001" TOKEN},
		{"a prefix and a suffix that the layout alters", "~", "#;", "~", "~#;AQZWM1234567890", "ù£mQAWZ?&é\"'(-è_çà",
		 "#;", TOKEN},
	};
	for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++) {
		char code[128];
		start(&player, layouts[i].prefix, layouts[i].suffix);
		player.wedge.known = is_token;
		snprintf(code, sizeof code, "%s%s%s", layouts[i].before, TOKEN, layouts[i].behind);
		type_in_layout(&player, code, layouts[i].from, layouts[i].to);
		key(&player, KEY_SELECT);
		if (player.listener.last.size != strlen(layouts[i].out) ||
		    memcmp(player.listener.last.scan, layouts[i].out, player.listener.last.size) != 0)
			fail_msg("%s: expected %s, got %.*s", layouts[i].why, layouts[i].out, (int)player.listener.last.size,
				 player.listener.last.scan);
		assert_int_equal(player.listener.scans, 1);
	}
}

/* A ticket is never what its keys say, and a code that is a badge as typed stays. */
static void keys_do_not_touch_other_codes(void **state)
{
	(void)state;
	static struct player player;
	start(&player, NULL, NULL);
	player.wedge.known = is_token;
	type_in_layout(&player, "TICKETZ1234", "Z1", "Y&");
	key(&player, KEY_SELECT);
	assert_memory_equal(player.listener.last.scan, "TICKETY&234", 11);
	start(&player, NULL, NULL);
	for (const char *c = TOKEN; *c; c++) {
		wedge_key(&player.wedge, 'X');
		type(&player, *c, false);
	}
	key(&player, KEY_SELECT);
	assert_string_equal(player.listener.out, "[" TOKEN "]");
	assert_int_equal(player.wedge.keys[0], 0);
}

static void thousand_scans_in_a_second(void **state)
{
	(void)state;
	static struct player player;
	start(&player, NULL, NULL);
	for (int i = 0; i < 1000; i++) {
		char code[16];
		snprintf(code, sizeof code, "CODE%06d", i);
		for (const char *c = code; *c; c++)
			type(&player, *c, false);
		key(&player, KEY_SELECT);
		pass(&player, 1);
		assert_int_equal(player.listener.scans, (size_t)i + 1);
		assert_int_equal(player.listener.last.size, 10);
		assert_memory_equal(player.listener.last.scan, code, 10);
		player.listener.out[0] = '\0';
	}
}

/* More than fits is told by one byte more than a scan may have, and is given once. */
static void endless_scan(void **state)
{
	(void)state;
	static struct player player;
	start(&player, NULL, NULL);
	for (int i = 0; i < 10 * 1024; i++)
		type(&player, 'A' + i % 26, false);
	pass(&player, 2000);
	assert_int_equal(player.listener.scans, 1);
	assert_int_equal(player.listener.last.size, SCAN_MOST + 1);
	player.listener.out[0] = '\0';
	play(&player, TOKEN "\n", 2);
	assert_string_equal(player.listener.out, "[" TOKEN "]");
}

/* Control characters and letters outside ASCII are part of a scan, byte for byte. */
static void binary_scan(void **state)
{
	(void)state;
	static struct player player;
	static const char want[] = "AB\x1d\x01\xc3\xa9"
				   "CDEFG";
	start(&player, NULL, NULL);
	play(&player, "AB", 2);
	player.listener.out[0] = '\0';
	const int32_t codes[] = {'A', 'B', 0x1d, 0x01, 0xe9, 'C', 'D', 'E', 'F', 'G'};
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		type(&player, codes[i], false);
	key(&player, KEY_SELECT);
	assert_int_equal(player.listener.scans, 1);
	assert_int_equal(player.listener.last.size, sizeof want - 1);
	assert_memory_equal(player.listener.last.scan, want, sizeof want - 1);
}

/* A typed character waits no longer than the eye notices, and nothing of a scan stays behind in memory. */
static void holds_shortly_and_wipes(void **state)
{
	(void)state;
	static struct player player;
	start(&player, NULL, NULL);
	type(&player, 'x', false);
	assert_in_range(wedge_deadline(&player.wedge) - player.now, 1, 40);
	pass(&player, 40);
	assert_string_equal(player.listener.out, "x");
	assert_int_equal(wedge_deadline(&player.wedge), -1);
	play(&player, TOKEN "\n", 2);
	for (size_t i = 0; i < sizeof player.wedge.bytes; i++)
		assert_int_equal(player.wedge.bytes[i], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_rows),
		cmocka_unit_test(thousand_scans_in_a_second),
		cmocka_unit_test(endless_scan),
		cmocka_unit_test(binary_scan),
		cmocka_unit_test(holds_shortly_and_wipes),
		cmocka_unit_test(other_layouts),
		cmocka_unit_test(keys_do_not_touch_other_codes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
