/* The on-screen keyboard: layouts are rows of data, one struct a key. It edits a text that the caller owns. */
#ifndef LANYARD_UI_KEYBOARD_H
#define LANYARD_UI_KEYBOARD_H

#include "ui/ui.h"

enum keyboard_layout { KEYBOARD_NAME, KEYBOARD_EMAIL, KEYBOARD_SEARCH, KEYBOARD_NOTE, KEYBOARD_PHONE, KEYBOARD_CODE };

struct keyboard {
	enum keyboard_layout layout;
	bool shift, numbers; /* page of digits and signs */
	bool swapped; /* the accents key was pressed: a name's smart row is hidden, others show accents; on compact it is shown
		       * in place of row 1 */
	bool hidden;
	const char *const *smart; /* for KEYBOARD_EMAIL: five domains "@gmail.com", NULL entries left out */
};

/* Starts on an empty field, `smart` kept: shift on for a name's first letter. With text in the field call keyboard_continue().
 */
void keyboard_start(struct keyboard *keyboard, enum keyboard_layout layout);
/* Starts on a field that holds `text`. */
void keyboard_continue(struct keyboard *keyboard, enum keyboard_layout layout, const char *text);
/* Height that it takes above the dock, 0 when hidden. */
int keyboard_height(struct ui *ui, const struct keyboard *keyboard);
/* Declares and draws all keys at the bottom of the page, above the dock. Keys' action is `action`, arg a key number. Node ids:
 * "k-" and the character as lower-case text ("k-a", "k-ñ", "k-space", "k-delete", "k-shift", "k-123", "k-accents", "k-clear",
 * "k-hide", "k-@gmail.com"). */
void keyboard_build(struct ui *ui, const struct keyboard *keyboard, int action);

/* What a pressed key does to `text` (`size` bytes, at most `graphemes`). Returns true if the text or the keyboard changed.
 * Capitals by themselves: at the start and after space, hyphen, apostrophe in KEYBOARD_NAME; never changes what is there. */
bool keyboard_press(struct keyboard *keyboard, int key, char *text, size_t size, size_t graphemes);
/* The same for a character of a real keyboard (0x8 is backspace). */
bool keyboard_type(struct keyboard *keyboard, int32_t codepoint, char *text, size_t size, size_t graphemes);

#endif
