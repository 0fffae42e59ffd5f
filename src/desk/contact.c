/* What people type as an e-mail address or a phone number. Both checks are lenient: they catch slips, they prove nothing. */
#include "desk/desk.h"

#include "base/text.h"

#include <string.h>

enum {
	LOCAL_MOST = 64,    /* RFC 5321, 4.5.3.1.1 */
	ADDRESS_MOST = 254, /* RFC 3696 erratum 1690 */
	NANP_DIGITS = 10,
	E164_LEAST = 8, /* with the country code; the shortest in use are longer than 7 */
	E164_MOST = 15, /* ITU-T E.164 */
};

/* Labels with something in each, and a dot between the last two. */
static bool domain_ok(const char *domain)
{
	bool dotted = false;
	size_t label = 0;
	for (; *domain; domain++) {
		if (*domain != '.') {
			label++;
			continue;
		}
		if (!label)
			return false;
		dotted = true;
		label = 0;
	}
	return dotted && label;
}

bool desk_email_ok(const char *email)
{
	size_t length = strlen(email);
	const char *at = strchr(email, '@');
	if (length > ADDRESS_MOST || !at || at == email || at - email > LOCAL_MOST || strchr(at + 1, '@'))
		return false;
	return text_is_clean(email, length, false) && !strpbrk(email, " ,;<>()\"\\") && domain_ok(at + 1);
}

/* North American Numbering Plan: area code and exchange begin with 2 to 9, and no area code ends in 11 (911 …). */
static bool nanp_ok(const char *digits)
{
	return digits[0] >= '2' && digits[3] >= '2' && !(digits[1] == '1' && digits[2] == '1');
}

/* Keeps the digits; false if there is anything but digits and what people put between them, or too many. */
static bool keep_digits(const char *typed, char digits[E164_MOST + 4])
{
	size_t count = 0;
	for (; *typed; typed++) {
		if (*typed >= '0' && *typed <= '9' && count < E164_MOST + 3)
			digits[count++] = *typed;
		else if (!strchr(" -.()/", *typed))
			return false;
	}
	digits[count] = '\0';
	return true;
}

bool desk_phone_normal(const char *typed, char *out, size_t size)
{
	char kept[E164_MOST + 4];
	typed += strspn(typed, " ");
	bool abroad = *typed == '+';
	if (!keep_digits(typed + abroad, kept))
		return false;
	const char *digits = kept;
	if (!abroad && strlen(digits) > NANP_DIGITS + 1 && (strncmp(digits, "011", 3) == 0 || strncmp(digits, "00", 2) == 0)) {
		abroad = true;
		digits += digits[1] == '1' ? 3 : 2;
	}
	size_t count = strlen(digits);
	if (*digits == '1' && (abroad || count == NANP_DIGITS + 1)) {
		abroad = false;
		digits++;
		count--;
	}
	if (!abroad)
		return count == NANP_DIGITS && nanp_ok(digits) && text_format(out, size, "+1%s", digits);
	return count >= E164_LEAST && count <= E164_MOST && *digits != '0' && text_format(out, size, "+%s", digits);
}
