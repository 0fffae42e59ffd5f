/* The staff PIN, as a fact and as a hash. */
#include "desk/staff.h"

#include "desk/facts.h"

#include <sodium.h>
#include <string.h>

static bool is_row(const char *pin, int step)
{
	for (int i = 1; i < PIN_DIGITS; i++)
		if (pin[i] - pin[i - 1] != step)
			return false;
	return true;
}

bool staff_pin_ok(const char *pin, struct err *err)
{
	if (strlen(pin) != PIN_DIGITS || strspn(pin, "0123456789") != PIN_DIGITS)
		return err_set(err, ERR_INPUT, "a staff PIN has %d digits and nothing else; type %d digits", PIN_DIGITS,
			       PIN_DIGITS);
	if (is_row(pin, 0) || is_row(pin, 1) || is_row(pin, -1))
		return err_set(err, ERR_INPUT, "this PIN is too easy to guess; take digits that are not a row");
	return true;
}

bool staff_pin_make(const char *pin, char hash[PIN_HASH_MOST], struct err *err)
{
	_Static_assert(crypto_pwhash_STRBYTES <= PIN_HASH_MOST, "the hash fits");
	if (!staff_pin_ok(pin, err))
		return false;
	if (crypto_pwhash_str(hash, pin, strlen(pin), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) !=
	    0)
		return err_set(err, ERR_MEMORY, "there is no memory to hash the PIN; close other programs and try again");
	return true;
}

bool staff_pin_store(struct store *store, const char *hash, struct err *err)
{
	struct facts facts = {0};
	facts_add(&facts, "staff.pin_set", json_pack("{s:s}", "hash", hash));
	return facts_commit(&facts, store, err);
}

bool staff_pin_set(struct store *store, const char *pin, struct err *err)
{
	char hash[PIN_HASH_MOST];
	bool ok = staff_pin_make(pin, hash, err) && staff_pin_store(store, hash, err);
	sodium_memzero(hash, sizeof hash);
	return ok;
}

bool staff_pin_hash(struct store *store, char hash[PIN_HASH_MOST])
{
	return view_setting(store, "staff_pin", hash, PIN_HASH_MOST) && hash[0];
}

bool staff_pin_fits(const char *hash, const char *pin)
{
	return crypto_pwhash_str_verify(hash, pin, strlen(pin)) == 0;
}
