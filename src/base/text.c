/* UTF-8 by hand where it is a byte loop, libutf8proc where Unicode's tables are needed. */
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD };

int32_t text_next(const char **at)
{
	utf8proc_int32_t codepoint;
	size_t left = strnlen(*at, 4);
	if (left == 0)
		return 0;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)*at, (utf8proc_ssize_t)left, &codepoint);
	if (n <= 0) {
		(*at)++;
		return -1;
	}
	*at += n;
	return codepoint;
}

bool text_append_char(char *text, size_t size, int32_t codepoint)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n = utf8proc_encode_char(codepoint, bytes);
	size_t length = strlen(text);
	if (n <= 0 || length + (size_t)n + 1 > size)
		return false;
	memcpy(text + length, bytes, (size_t)n);
	text[length + (size_t)n] = '\0';
	return true;
}

static bool is_control(int32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

/* Bidirectional overrides and isolates can make a name read as another one; zero-width marks can hide in it. */
static bool is_invisible(int32_t c)
{
	return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200B || c == 0x2060 || c == 0xFEFF;
}

bool text_is_clean(const char *text, size_t length, bool multiline)
{
	for (size_t i = 0; i < length;) {
		utf8proc_int32_t c;
		if (text[i] >= ' ' && text[i] <= '~') { /* nearly everything: no need to decode it */
			i++;
			continue;
		}
		utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(length - i), &c);
		if (n <= 0 || (is_control(c) && !(multiline && (c == '\n' || c == '\t'))))
			return false;
		i += (size_t)n;
	}
	return true;
}

/* Where the next grapheme after `text` begins. */
static const char *grapheme_end(const char *text)
{
	utf8proc_int32_t state = 0;
	const char *at = text;
	int32_t before = text_next(&at);
	for (;;) {
		const char *here = at;
		int32_t c = text_next(&at);
		if (c == 0 || before < 0 || c < 0 || utf8proc_grapheme_break_stateful(before, c, &state))
			return here;
		before = c;
	}
}

size_t text_graphemes(const char *text)
{
	size_t n = 0;
	for (; *text; text = grapheme_end(text))
		n++;
	return n;
}

bool text_drop_last(char *text)
{
	char *last = NULL;
	for (char *at = text; *at; at += grapheme_end(at) - at)
		last = at;
	if (last)
		*last = '\0';
	return last != NULL;
}

static bool begin_with(char *text, size_t size, utf8proc_int32_t (*other)(utf8proc_int32_t))
{
	char begin[8] = "";
	const char *rest = text;
	int32_t first = text_next(&rest);
	if (first <= 0 || !text_append_char(begin, sizeof begin, other(first)))
		return false;
	size_t length = strlen(rest);
	if (strlen(begin) + length >= size)
		return false;
	memmove(text + strlen(begin), rest, length + 1);
	memcpy(text, begin, strlen(begin));
	return true;
}

bool text_capital(char *text, size_t size)
{
	return begin_with(text, size, utf8proc_toupper);
}

bool text_small(char *text, size_t size)
{
	return begin_with(text, size, utf8proc_tolower);
}

static bool is_space(int32_t c)
{
	if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0)
		return true;
	utf8proc_category_t category = utf8proc_category(c);
	return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

/* One space between words, no controls, malformed bytes replaced. `out` has room for 3 bytes per byte of `text`. */
static void squeeze(const char *text, char *out, size_t size)
{
	bool gap = false;
	out[0] = '\0';
	for (size_t length = 0; *text;) {
		int32_t c = text_next(&text);
		if (c > 0 && is_space(c)) {
			gap = length > 0;
			continue;
		}
		if (c >= 0 && (is_control(c) || is_invisible(c)))
			continue;
		utf8proc_uint8_t bytes[4];
		size_t n = (size_t)utf8proc_encode_char(c < 0 ? REPLACEMENT : c, bytes);
		if (length + n + 2 > size)
			return;
		if (gap)
			out[length++] = ' ';
		gap = false;
		memcpy(out + length, bytes, n);
		length += n;
		out[length] = '\0';
	}
}

bool text_tidy(const char *text, char *out, size_t size, size_t graphemes)
{
	size_t room = strlen(text) * 3 + 4;
	char *flat = malloc(room);
	out[0] = '\0';
	if (!flat)
		return false;
	squeeze(text, flat, room);
	utf8proc_uint8_t *composed = utf8proc_NFC((const utf8proc_uint8_t *)flat);
	const char *from = composed ? (const char *)composed : flat;

	size_t length = 0, count = 0;
	const char *at = from;
	while (*at && count < graphemes) {
		const char *end = grapheme_end(at);
		if (length + (size_t)(end - at) + 1 > size)
			break;
		memcpy(out + length, at, (size_t)(end - at));
		length += (size_t)(end - at);
		at = end;
		count++;
	}
	out[length] = '\0';
	bool whole = *at == '\0';
	while (length && out[length - 1] == ' ')
		out[--length] = '\0';
	memset(flat, 0, room);
	free(flat);
	if (composed)
		memset(composed, 0, strlen((char *)composed));
	free(composed);
	return whole;
}

/* Letters that NFKD leaves alone but that people type without their stroke or ligature. */
static const struct {
	int32_t letter;
	const char *plain;
} spelled_out[] = {
	{0xDF, "ss"}, {0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},  {0xFE, "th"},  {0x111, "d"}, {0x127, "h"},
	{0x131, "i"}, {0x138, "k"}, {0x142, "l"}, {0x14B, "n"}, {0x153, "oe"}, {0x167, "t"}, {0x180, "b"},
	{0x19A, "l"}, {0x1B6, "z"}, {0x1E5, "g"}, {0x268, "i"}, {0x289, "u"},
};

static const char *spell_out(int32_t c)
{
	for (size_t i = 0; i < sizeof spelled_out / sizeof spelled_out[0]; i++)
		if (spelled_out[i].letter == c)
			return spelled_out[i].plain;
	return NULL;
}

static bool is_apostrophe(int32_t c)
{
	return c == '\'' || c == '`' || c == 0xB4 || c == 0x2018 || c == 0x2019 || c == 0x2BC || c == 0x2BB || c == 0x2B9;
}

static bool is_word_char(int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);
	return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) || category == UTF8PROC_CATEGORY_ND;
}

static bool is_mark(int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);
	return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

/* The fold is written in pieces; `full` says that no more is taken. */
struct fold {
	char *out;
	size_t size, length;
	bool gap, full;
};

static void fold_put(struct fold *fold, const char *bytes, size_t n)
{
	bool space = fold->gap && fold->length > 0;
	if (fold->full || fold->length + n + space + 1 > fold->size) {
		fold->full = true;
		return;
	}
	if (space)
		fold->out[fold->length++] = ' ';
	fold->gap = false;
	memcpy(fold->out + fold->length, bytes, n);
	fold->length += n;
}

static void fold_char(struct fold *fold, int32_t c)
{
	const char *plain = spell_out(c);
	if (plain) {
		fold_put(fold, plain, strlen(plain));
	} else if (is_word_char(c)) {
		utf8proc_uint8_t bytes[4];
		fold_put(fold, (char *)bytes, (size_t)utf8proc_encode_char(c, bytes));
	} else if (!is_apostrophe(c) && !is_mark(c)) {
		fold->gap = true;
	}
}

size_t text_fold(const char *text, char *out, size_t size)
{
	struct fold fold = {.out = out, .size = size};
	while (*text && !fold.full) {
		int32_t c = text_next(&text);
		if (c < 0) {
			fold.gap = true;
		} else if (c < 0x80) { /* most text: no tables needed */
			fold_char(&fold, c >= 'A' && c <= 'Z' ? c + 32 : c);
		} else {
			utf8proc_int32_t parts[32];
			int last = UTF8PROC_BOUNDCLASS_START;
			utf8proc_ssize_t n = utf8proc_decompose_char(
				c, parts, 32, UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
				&last);
			for (utf8proc_ssize_t i = 0; i < n && i < 32; i++)
				fold_char(&fold, parts[i]);
		}
	}
	if (size)
		out[fold.length] = '\0';
	return fold.length;
}

/* Ends `out` before a character that was cut in the middle. */
static void end_at_character(char *out)
{
	size_t n = strlen(out), start = n;
	while (start > 0 && n - start < 4 && ((unsigned char)out[start - 1] & 0xC0) == 0x80)
		start--;
	if (start == 0)
		return;
	const char *at = out + start - 1;
	if (text_next(&at) < 0 || *at)
		out[start - 1] = '\0';
}

bool text_format(char *out, size_t size, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int need = vsnprintf(out, size, format, args);
	va_end(args);
	if (need >= 0 && (size_t)need < size)
		return true;
	if (size)
		end_at_character(out);
	return false;
}

bool text_copy(char *out, size_t size, const char *text)
{
	size_t length = strnlen(text, size);
	bool whole = length < size;
	if (size == 0)
		return false;
	memcpy(out, text, whole ? length : size - 1);
	out[whole ? length : size - 1] = '\0';
	if (!whole)
		end_at_character(out);
	return whole;
}

#define DOT "\xE2\x80\xA2"

void text_mask_email(const char *email, char *out, size_t size)
{
	const char *at = strrchr(email, '@');
	if (!at || at == email) {
		out[0] = '\0';
		return;
	}
	text_format(out, size, "%.*s" DOT DOT DOT DOT "%s", (int)(grapheme_end(email) - email), email, at);
}

void text_mask_phone(const char *phone, char *out, size_t size)
{
	char digits[5] = "";
	size_t held = 0;
	for (const char *at = phone + strlen(phone); at > phone && held < 2;) {
		at--;
		if (*at >= '0' && *at <= '9')
			digits[1 - held++] = *at;
	}
	if (held == 2)
		text_format(out, size, DOT DOT DOT "-" DOT DOT DOT "-" DOT DOT "%s", digits);
	else
		out[0] = '\0';
}
