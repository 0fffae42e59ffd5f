/* See tidy.h. */
#include "desk/tidy.h"

#include "base/text.h"

enum { NAME_GRAPHEMES = 40 };

static bool tidy_name(const char *typed, char out[NAME_PART_MOST], const char *which, struct err *err)
{
	return text_tidy(typed ? typed : "", out, NAME_PART_MOST, NAME_GRAPHEMES) ||
	       err_set(err, ERR_INPUT, "the %s name is longer than %d letters; shorten it", which, NAME_GRAPHEMES);
}

bool tidy_person(const char *given, const char *family, const char *email, const char *phone, enum age_band age,
		 struct tidy *out, struct err *err)
{
	if (!tidy_name(given, out->given, "first", err) || !tidy_name(family, out->family, "last", err))
		return false;
	if (!out->given[0])
		return err_set(err, ERR_INPUT, "there is no first name; type one");
	text_format(out->name, sizeof out->name, out->family[0] ? "%s %s" : "%s%s", out->given, out->family);
	if (!text_tidy(email ? email : "", out->email, sizeof out->email, sizeof out->email) ||
	    (out->email[0] && !desk_email_ok(out->email)))
		return err_set(err, ERR_INPUT, "this is not an e-mail address; it needs one @, a dot after it, and no spaces");
	if (age == AGE_UNDER_16 && (out->family[0] || out->email[0] || (phone && phone[0])))
		return err_set(
			err, ERR_INPUT,
			"somebody under 16 is registered with the first name alone; leave out last name, e-mail and phone");
	if (phone && phone[0] && !desk_phone_normal(phone, out->phone, sizeof out->phone))
		return err_set(err, ERR_INPUT, "this is not a phone number; type 10 digits, area code first");
	return true;
}
