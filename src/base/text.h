/* UTF-8 text: checking, cleaning, cutting and folding for search. All strings are NUL-terminated UTF-8 unless a size says
 * otherwise. Unicode knowledge comes from libutf8proc. */
#ifndef LANYARD_BASE_TEXT_H
#define LANYARD_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes the character at *at, moves *at behind it and returns it; -1 for a malformed byte (then *at moves by one), 0 at
 * the end of the string. */
int32_t text_next(const char **at);
/* Appends a character to a string that has room for `size` bytes in all; false if it does not fit (nothing changes). */
bool text_append_char(char *text, size_t size, int32_t codepoint);

/* Well-formed UTF-8 without NUL or control characters (line feed and tab are allowed with `multiline`). */
bool text_is_clean(const char *text, size_t length, bool multiline);

/* Copies into `out` (`size` bytes): NFC, control characters dropped, white space runs made one space, ends trimmed, cut at a
 * grapheme so that at most `graphemes` remain. Malformed bytes become U+FFFD. Returns false when something was cut. */
bool text_tidy(const char *text, char *out, size_t size, size_t graphemes);

/* Number of graphemes (what a person calls letters). */
size_t text_graphemes(const char *text);
/* Removes the last grapheme in place; false if there was none. */
bool text_drop_last(char *text);

/* The first character in upper case, as a line begins; false if it does not fit into `size` bytes (nothing changes). */
bool text_capital(char *text, size_t size);
/* In lower case, as a name does that is no name inside a sentence; the same otherwise. */
bool text_small(char *text, size_t size);

/* Folds for search: NFKD, marks and case folded away, ł ø đ ð ß æ œ ı þ ħ ŧ spelled out, apostrophes dropped, every other
 * non-letter a single space. "D’Ángelo-Łukasz" -> "dangelo lukasz". Cut at `size`. Returns the length. */
size_t text_fold(const char *text, char *out, size_t size);

/* snprintf that never cuts inside a UTF-8 character; false when it had to cut. */
bool text_format(char *out, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* strlcpy with the same promise. */
bool text_copy(char *out, size_t size, const char *text);

/* "m••••@example.org", "•••-•••-0137": what may be shown of a contact to somebody who has not proved who they are. */
void text_mask_email(const char *email, char *out, size_t size);
void text_mask_phone(const char *phone, char *out, size_t size);

#endif
