/* Digits are picked out first, then judged. Sources: ITU-T E.164 (at most 15 digits), NANPA's numbering rules (area code and
 * exchange begin with 2 to 9). */
#include "base/phone.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { DIGITS_MOST = 15 };

struct digits {
	char text[DIGITS_MOST + 3];
	size_t count;
	bool international; /* behind a "+" or "00" */
};

/* An extension begins here: what follows is not part of the number. */
static bool is_extension(const char *at)
{
	return strncasecmp(at, "ext", 3) == 0 || ((*at == 'x' || *at == 'X' || *at == '#') && isdigit((unsigned char)at[1]));
}

static bool is_filler(char c)
{
	return c != '\0' && strchr(" .-/()\t", c) != NULL;
}

/* UTF-8 of the blanks and dashes that word processors put into numbers: U+00A0, U+2009 … U+2015, U+202F. */
static size_t wide_filler(const char *at)
{
	static const char *const fillers[] = {"\xC2\xA0",     "\xE2\x80\x89", "\xE2\x80\x90", "\xE2\x80\x91",
					      "\xE2\x80\x92", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xAF"};
	for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++)
		if (strncmp(at, fillers[i], strlen(fillers[i])) == 0)
			return strlen(fillers[i]);
	return 0;
}

/* False if there is anything that does not belong in a telephone number. */
static bool pick(const char *at, struct digits *out)
{
	for (; *at; at++) {
		size_t wide = wide_filler(at);
		if (isdigit((unsigned char)*at)) {
			if (out->count >= DIGITS_MOST + 2)
				return false;
			out->text[out->count++] = *at;
		} else if (*at == '+' && out->count == 0 && !out->international) {
			out->international = true;
		} else if (wide) {
			at += wide - 1;
		} else if (out->count && is_extension(at)) {
			break;
		} else if (!is_filler(*at)) {
			return false;
		}
	}
	out->text[out->count] = '\0';
	return true;
}

/* No area code ends in 11: those are 411, 911 and the like. */
static bool is_nanp(const char *ten)
{
	return ten[0] >= '2' && ten[3] >= '2' && !(ten[1] == '1' && ten[2] == '1');
}

bool phone_normal(const char *typed, char *out, size_t size)
{
	struct digits digits = {.count = 0};
	if (size)
		out[0] = '\0';
	if (!pick(typed, &digits))
		return false;
	const char *number = digits.text;
	if (!digits.international && digits.count > 9 && strncmp(number, "00", 2) == 0) {
		digits.international = true;
		number += 2;
	}
	size_t count = strlen(number);
	bool america = (count == 11 && number[0] == '1') || (count == 10 && !digits.international);
	if (america && !is_nanp(number + count - 10))
		return false;
	if (!america && (!digits.international || count < 7 || count > DIGITS_MOST || number[0] == '0' || number[0] == '1'))
		return false;
	int need = snprintf(out, size, "+%s%s", count == 10 && america ? "1" : "", number);
	if (need > 0 && (size_t)need < size)
		return true;
	if (size)
		out[0] = '\0';
	return false;
}

void phone_for_sheet(const char *e164, char *out, size_t size)
{
	if (strlen(e164) == 12 && strncmp(e164, "+1", 2) == 0)
		snprintf(out, size, "%.3s-%.3s-%.4s", e164 + 2, e164 + 5, e164 + 8);
	else
		snprintf(out, size, "%s", e164);
}
